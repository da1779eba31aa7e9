"""Cells put right by hand, kept with the import that they went in with (its `parameters`, the ledger's line).

What was said of a cell is used again where the same file comes, or the same record with the same wrong cell; what was
said with an import that is undone now, too. The newest word holds: that a cell shall stay as it is, is one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from chiso.intake.clean import joining, mending, naming
from chiso.intake.clean.cleaned import Cleaned, TooManyRejects
from chiso.intake.commit.stages import Upload
from chiso.intake.commit.storing import mends_of
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout, Mend
from chiso.store import Store, originals

WARNING = "mended_cells"
Part = Sequence[tuple[Sheet, Layout]]


def clean(
    store: Store, upload: Upload, part: Part, as_of: date | None
) -> tuple[Cleaned, tuple[Mend, ...], TooManyRejects | None]:
    """The rows of a part of a file with its cells put right, the mends that hold, and why it is refused all the same.

    A mend that does not heal its cell does not hold: what the uploader said so stands in the message of the reject,
    what somebody said of another file is left out. Raises Refused as `joining.clean`, too many rejects aside.
    """

    settle = partial(naming.settle, store, upload.agency, upload.is_handed_on)

    def once(mends: Sequence[Mend]) -> tuple[Cleaned, TooManyRejects | None]:
        made = [(one, replace(found, mends=_of(mends, one.name))) for one, found in part]
        try:
            return joining.clean(made, as_of, upload.name, settle), None
        except TooManyRejects as error:
            return error.cleaned, error

    layouts = [found for _, found in part]
    cleaned, error = once(())
    found = _asked_for(store, upload, cleaned, layouts)
    if not any(one.now for one in found):
        return cleaned, found, error
    cleaned, error = once(found)
    failed = _failed(cleaned, found)
    if others := [one for one in failed if not _is_said(upload, one)]:
        found = tuple(one for one in found if one not in others)
        cleaned, error = once(found)
        failed = _failed(cleaned, found)
    held = tuple(one for one in found if one not in failed)
    if made := [one for one in held if one.now]:
        said = f"{mending.listed(made, cleaned.dataset)}. Tệp gốc giữ nguyên."
        cleaned.warnings = [*cleaned.warnings, (WARNING, said)]
    return cleaned, held, error


def _of(mends: Sequence[Mend], sheet: str) -> tuple[Mend, ...]:
    return tuple(one for one in mends if one.sheet == sheet and one.now)


def _asked_for(store: Store, upload: Upload, cleaned: Cleaned, layouts: Sequence[Layout]) -> tuple[Mend, ...]:
    """What is known of each cell that is faulty."""
    faults = mending.mendable((*cleaned.rejects, *cleaned.asked), layouts)
    same_file, known = list[Mend](), list[Mend]()
    if faults and upload.recalls:
        digest = originals.digest(upload.content)
        for row in store.rows("imports/mends", agency=upload.agency, dataset=cleaned.dataset):
            known += mends_of(row)
            if row["sha256"] == digest:
                same_file = [*mends_of(row), *same_file]  # the newest first
    said, found = (*upload.answers.mends, *same_file), []
    for fault in faults:
        one = mending.wanted(fault, cleaned.dataset, said, known)
        if one is not None and (one.now or _is_said(upload, one)):
            found.append(
                replace(one, sheet=fault.sheet, row=fault.row, field=fault.column, key=fault.record_key)
            )
    return tuple(found)


def _is_said(upload: Upload, mend: Mend) -> bool:
    """Whether the uploader says so of this file, rather than somebody of one before."""
    return any(
        (one.place, one.was, one.now) == (mend.place, mend.was, mend.now) for one in upload.answers.mends
    )


def _failed(cleaned: Cleaned, mends: Sequence[Mend]) -> list[Mend]:
    """Those whose cells are faulty still."""
    faulty = {(mending.place_of(one), one.value) for one in (*cleaned.rejects, *cleaned.asked)}
    return [one for one in mends if (one.place, one.now) in faulty]
