"""Looking at a file: read, recognised, cleaned, compared with what is known; nothing is stored."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa

from chiso.core.clock import today
from chiso.core.errors import ChisoError, Refused, UnknownName, error_number
from chiso.core.vietnamese import fold
from chiso.intake.clean import cleaning, naming
from chiso.intake.clean.cleaned import ROW_COUNTS, TooManyRejects
from chiso.intake.commit import belonging
from chiso.intake.commit.comparing import compared, with_unit_questions
from chiso.intake.commit.slices import slice_of
from chiso.intake.commit.stages import (
    PREVIEW,
    UNCHANGED,
    CleanedFile,
    ImportResult,
    Preview,
    ReadFile,
    RecognisedFile,
    Upload,
)
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.sheets import Reading
from chiso.intake.recognise import memory, overview
from chiso.intake.recognise.layout import Answers, Layout, Unrecognised
from chiso.intake.recognise.memory import Recognised
from chiso.store import Store, originals

_log = logging.getLogger(__name__)

FIRST_ROWS = 6  # shown as found beside as understood
_NO_AS_OF = (
    "Tệp không ghi số liệu tính đến ngày nào. Hãy cho biết ngày chốt số liệu (--as-of NĂM-THÁNG-NGÀY)."
)
_OTHERS = (
    "Tệp “{name}” là của “{other}”, không phải của cơ quan này, nên không nhập. Nếu đúng là số liệu của cơ quan này, "
    "hãy xác nhận trên thẻ của tệp (dòng lệnh: --this-agency)."
)
_FAILED = (
    "Chương trình gặp lỗi khi xử lý tệp “{name}”, không phải do tệp bị hỏng; chưa có gì thay đổi. "
    "Hãy báo quản trị viên số {number}."
)


def preview(store: Store, upload: Upload, *, compare: bool = True) -> Preview:
    """Understands a file and says what importing it would change; stores nothing, raises nothing about the file.

    `compare=False` leaves out the comparison with what is known: for an import that nobody looks at before.
    """
    result = ImportResult(upload.file, originals.digest(upload.content))
    code = _agency(store, upload.agency)
    if code is None:
        error = UnknownName("cơ quan", upload.agency)
        return Preview(upload=upload, result=result).refused(error.code, error.message)
    base = Preview(upload=replace(upload, agency=code), result=result)
    return unchanged(store, base) or understand(store, base, compare=compare)


def _agency(store: Store, given: str) -> str | None:
    """The code of the agency meant by a code or name, the home's own where none is given; None for an unknown one."""
    rows = store.rows("reference/agencies")
    if not given or not rows:  # a home without reference data asks nothing
        return given or store.agency
    wanted = fold(given)
    return next(
        (row["agency"] for row in rows if wanted in {fold(text) for text in row.values() if text}), None
    )


def understand(store: Store, base: Preview, *, compare: bool = False) -> Preview:
    """The second half of `preview`, without asking whether the same bytes count already (for replaying)."""
    looked = base
    try:
        read = reading.read(base.upload.name, base.upload.content)
        looked = seen = base.to(ReadFile, glimpse=overview.glimpse(read))
        looked = known = _recognised(store, read, seen)
        if known.as_of and not known.error:
            looked = _cleaned(store, read, known, known.as_of)
    except ChisoError as error:
        return looked.refused(error.code, error.message)
    except Exception:  # noqa: BLE001
        # Our mistake, not the file's: what cannot be read is refused by the readers. The other files go on.
        number = error_number()
        _log.exception("error %s on a file with SHA-256 %s", number, base.result.sha256)
        return looked.refused("unforeseen", _FAILED.format(name=base.upload.name, number=number))
    if compare and isinstance(looked, CleanedFile) and not looked.error:
        return compared(store, looked)
    return looked


def _recognised(store: Store, read: Reading, seen: ReadFile) -> RecognisedFile:
    """The file with its layout and date; refused where either is in doubt."""
    upload = seen.upload
    refusal: Refused | None = None
    try:
        recognised = memory.recognise(store, read, upload.answers, upload.name, recalls=upload.recalls)
    except Unrecognised as error:
        recognised, refusal = Recognised(error.layout, upload.answers), error
    found = recognised.layout
    as_of, as_of_from = (None, "") if refusal else _as_of(found, upload.answers.as_of)
    result = seen.result.with_layout(found)
    known = seen.to(RecognisedFile, result=result, recognised=recognised, as_of=as_of, as_of_from=as_of_from)
    if refusal:
        return known.refused(refusal.code, refusal.message)
    return known if as_of else known.refused("no_as_of", _NO_AS_OF)


def _as_of(found: Layout, given: date | None) -> tuple[date | None, str]:
    """The file's date and where it comes from (shared contract, "Versions and the as-of date")."""
    by_sheet, by_caller, by_day = (found.as_of, "sheet"), (given, "caller"), (today(), "day")
    is_dated = DATASETS[found.dataset].is_dated
    order = [by_sheet, by_caller] if is_dated else [by_caller, by_sheet, by_day]
    return next(((day, source) for day, source in order if day is not None), (None, ""))


def _cleaned(store: Store, read: Reading, known: RecognisedFile, as_of: date) -> RecognisedFile:
    """The file with its typed rows; refused, with what is wrong in them, where most are rejected."""
    found, sheet = known.layout, read.sheet(known.layout.sheet)
    warnings = [*read.warnings, *found.warnings]
    try:
        cleaned = cleaning.clean(sheet, found, as_of, known.upload.name, partial(naming.settle, store))
    except TooManyRejects as error:
        cleaned = error.cleaned
        if not known.upload.is_accepted:
            result = known.result.with_rows(cleaned, as_of, warnings)
            return replace(known, result=result).refused(error.code, error.message)
    first = sorted(set(cleaned.table["row_no"].slice(0, FIRST_ROWS).to_pylist()))
    # The text of a large file is half a gigabyte that Arrow would keep for later.
    pa.default_memory_pool().release_unused()
    looked = known.to(
        CleanedFile,
        result=known.result.with_rows(cleaned, as_of, warnings),
        cleaned=cleaned,
        slice=slice_of(found, as_of, cleaned),
        shown=overview.shown_rows(sheet, found, first),
    )
    said = known.upload.is_ours or known.upload.is_accepted
    if not said and (other := belonging.owner(store, known.upload.agency, found, cleaned.unit_spellings)):
        return looked.refused("other_agency", _OTHERS.format(name=known.upload.name, other=other))
    return with_unit_questions(store, looked)


def refreshed(store: Store, looked: Preview) -> Preview:
    """A preview made before something else was imported or taught, compared anew without reading the file again."""
    if same := unchanged(store, looked):
        return same
    if looked.is_unchanged or _has_news(store, looked):
        return preview(store, looked.upload)
    if not isinstance(looked, CleanedFile):
        return looked
    result = replace(looked.result, status=PREVIEW, import_id=None, error=None)
    return compared(store, with_unit_questions(store, replace(looked, result=result)))


def _has_news(store: Store, looked: Preview) -> bool:
    """Whether something has been answered since that this file may be understood by."""
    if not looked.upload.recalls:
        return False
    if looked.error and looked.error["code"] in ("unknown_dataset", "missing_columns", "duplicate_columns"):
        return memory.has_any(store)
    return isinstance(looked, RecognisedFile) and memory.has_news(store, looked.recognised)


def unchanged(store: Store, looked: Preview) -> Preview | None:
    """A file whose very bytes count already, read in the same way, with what was said of it when it was imported.

    None for another: a date, a dataset or answers that the caller gives and that differ from what was said then make it
    another import; that is how a wrong date is corrected.
    """
    rows = store.rows("imports/same_bytes", agency=looked.upload.agency, sha256=looked.result.sha256)
    row = next((row for row in rows if _is_read_alike(looked.upload.answers, row)), None)
    if row is None:
        return None
    result = replace(
        looked.result,
        **{name: row[name] for name in ("import_id", "dataset", "sheet", "header_row", "as_of", *ROW_COUNTS)},
        status=UNCHANGED,
        rejects=tuple(store.rows("imports/rejects", import_id=row["import_id"])),
        unknown_columns=tuple(row["unknown_columns"] or ()),
        unknown_units=tuple(row["unknown_units"] or ()),
        warnings=tuple(json.loads(row["warnings"] or "[]")),
        error=None,
    )
    return Preview(upload=looked.upload, result=result)


def _is_read_alike(said: Answers, row: Mapping[str, Any]) -> bool:
    before = json.loads(row["parameters"] or "{}")
    # The sheet's own date wins over the caller's for these, so a different one changes nothing.
    by_sheet = DATASETS[row["dataset"]].is_dated and before.get("as_of_from") == "sheet"
    return (
        said.dataset in (None, row["dataset"])
        and (by_sheet or said.as_of in (None, row["as_of"]))
        and _how_to_read(said.to_json()) in ({}, _how_to_read(before.get("answers")))
    )


def _how_to_read(answers: str | None) -> dict[str, Any]:
    """What of the answers changes how a file is read: not the date (asked apart), not the units (taught)."""
    said: dict[str, Any] = json.loads(answers or "{}")
    return {key: value for key, value in said.items() if key not in ("dataset", "as_of", "units")}
