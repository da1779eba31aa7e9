"""A file into the store: look (`preview`), import (`commit`), undo (`rollback`, `bring_back`).

One transaction holds everything an import changes: its rows as versions, its rejects, which imports count, the merged
current rows of the touched records, the data version, the audit line. The original is on the disk before it, the
ledger line too; `chiso.intake.commit.recovery` mends what a crash leaves between. An account limited to a part of the
unit tree imports rows of its units, beside what others brought.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import Any

import pyarrow as pa

from chiso.core.clock import today
from chiso.core.errors import Refused
from chiso.core.periods import month_end
from chiso.core.vietnamese import fold
from chiso.intake.commit import recovery, storing
from chiso.intake.commit.comparing import check_slice, keys_of, keys_of_imports, known_under, table_of
from chiso.intake.commit.preview import fresh, parts, unchanged
from chiso.intake.commit.slices import ADD, Rows
from chiso.intake.commit.stages import IMPORTED, CleanedFile, ComparedFile, ImportResult, Preview, Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import memory
from chiso.people.actor import UPLOAD, Actor, other_unit
from chiso.people.acts import act
from chiso.reference.unit_tree import scope_of, spellings
from chiso.store import StorageFull, Store, ledger
from chiso.store.originals import KeyMissing

# Stores the rows as it is told to and answers the import's number, with what the audit log shall say of it.
Around = Callable[[Callable[[], int]], tuple[int, Mapping[str, Any]]]
Put = Callable[[Store, Actor, Preview], ImportResult]


def _alone(put: Callable[[], int]) -> tuple[int, Mapping[str, Any]]:
    return put(), {}


def import_parts(store: Store, actor: Actor, upload: Upload, put: Put | None = None) -> list[ImportResult]:
    """Imports each part of a file, as `import_file` does; one part's refusal does not stop the others."""
    return [import_file(store, actor, looked, put) for looked in parts(store, upload, compare=False)]


def import_file(store: Store, actor: Actor, part: Upload | Preview, put: Put | None = None) -> ImportResult:
    """Imports a part of a file (of an upload the first, of most the only one) whole or not at all; a refusal is a
    result, not an exception. `put`: by another door than `commit`, one that needs the comparison with what is known."""
    looked = part if isinstance(part, Preview) else parts(store, part, compare=False)[0]
    try:
        if put is None:
            return commit(store, actor, looked)
        return put(store, actor, fresh(store, looked))
    except (StorageFull, KeyMissing) as error:
        return looked.result.refused(error.code, error.message)


def commit(store: Store, actor: Actor, looked: Preview, around: Around = _alone) -> ImportResult:
    """Imports a previewed file, inside the transaction with `around` it. A preview that was refused stays refused.

    What another import changed since the preview is checked again while nobody else writes. Raises StorageFull,
    KeyMissing, and Refused (`forbidden`, `other_unit`) for who may not import this file.
    """
    actor.needs(UPLOAD)
    if looked.is_unchanged:
        storing.teach_units(store, actor, looked.upload.agency, looked.upload.answers)
    if looked.error or not isinstance(looked, CleanedFile):
        return looked.result
    recovery.keep_in_step(store)
    with store.writing():  # the original, the commit and the ledger line of one import stand together
        if same := unchanged(store, looked):
            return same.result
        superseded, error = check_slice(store, looked)
        if error:
            return looked.result.refused(error.code, error.message)
        _check_scope(store, actor, looked, superseded)
        if wrong := storing.corrected(store, looked):
            _needs_own(store, actor, looked.upload.agency, looked.cleaned.dataset, wrong)
        is_new = storing.keep_original(store, looked)
        try:
            with act(store, actor, UPLOAD, ledger.IMPORT) as doing:
                import_id, said = around(partial(storing.store_import, store, actor, looked))
                doing.subject = str(import_id)
                doing.detail = {"file": looked.upload.name, "sha256": looked.result.sha256, **said}
                if mends := looked.recognised.answers.mends:
                    doing.detail["mended_cells"] = len([one for one in mends if one.now])
                doing.kept = storing.import_line(store, import_id)
                if looked.remember and actor.scope in (None, looked.upload.agency):
                    doing.kept["answers"] = memory.keep(store, looked.recognised, looked.left_out, actor.name)
        except BaseException as error:
            if is_new:
                storing.forget_unused(store, str(looked.result.sha256))
            if isinstance(error, Refused):
                return looked.result.refused(error.code, error.message)
            raise
    return replace(looked.result, status=IMPORTED, import_id=import_id)


def rollback(store: Store, actor: Actor, *import_ids: int) -> None:
    """Takes imports back, all or none: what they superseded counts again, every figure is as before them.

    Raises UnknownName, and Refused: `already_rolled_back` the second time, `forbidden`, `other_unit`.
    """
    actor.needs(UPLOAD)
    recovery.keep_in_step(store)
    with store.transaction():
        for import_id in sorted(import_ids, reverse=True):  # the newest first: no file is revived in between
            _turn(store, actor, import_id, ledger.ROLLBACK)


def bring_back(store: Store, actor: Actor, import_id: int) -> None:
    """Redoes an import that was rolled back. Raises as `rollback`; Refused `not_rolled_back`, `already_active`."""
    actor.needs(UPLOAD)
    recovery.keep_in_step(store)
    _turn(store, actor, import_id, ledger.BRING_BACK)


def _turn(store: Store, actor: Actor, import_id: int, action: str) -> None:
    with act(store, actor, UPLOAD, action, str(import_id)) as doing:
        row = storing.one_import(store, import_id)
        about = row["agency"], row["dataset"]
        _needs_own(store, actor, *about, [row])
        storing.turn(store, import_id, action)
        counting = store.rows("imports/counting", agency=about[0], dataset=about[1])
        replaced = [one for one in counting if one["superseded_by"] == import_id]
        _needs_own(store, actor, *about, [row, *replaced])
        doing.kept = {"import_id": import_id}


def _needs_own(store: Store, actor: Actor, agency: str, dataset: str, imports: Rows) -> None:
    if not _are_own(store, actor, agency, dataset, imports):
        raise other_unit("không hoàn tác hay khôi phục được lần nhập này")


# --- accounts limited to a part of the unit tree ---------------------------------------------------------
_OF_OTHERS = "chỉ nhập được bản ghi của đơn vị mình; tệp này có mã của bản ghi thuộc đơn vị khác"


def _check_scope(store: Store, actor: Actor, looked: CleanedFile, superseded: Rows) -> None:
    """Refused (`other_unit`) for rows of other units or of none, for points that units are given, for spellings taught
    for good, for a day to come, for replacing what somebody else imported or what has become another unit's."""
    within = scope_of(store, looked.upload.agency, actor)
    if within is None:
        return
    if DATASETS[looked.cleaned.dataset].is_of_office:
        raise other_unit("không nhập được bảng điểm. Hãy ghi điểm của đơn vị mình ở trang Tiêu chí")
    if looked.recognised.answers.units:
        raise other_unit("không dạy được cách viết tên đơn vị. Hãy chọn đơn vị chỉ cho tệp này")
    if not _units(store, looked) <= set(within):
        words = "chỉ nhập được dòng của đơn vị mình; tệp này có dòng của đơn vị khác hoặc không rõ đơn vị"
        raise other_unit(words)
    if _is_of_others(store, looked, within):
        raise other_unit(_OF_OTHERS)
    if looked.as_of > month_end(
        today()
    ):  # a day to come would be everybody's newest, and no file of before it goes in
        raise other_unit("không nhập được số liệu của ngày chưa đến")
    about = looked.upload.agency, looked.cleaned.dataset
    if looked.upload.mode != ADD and not _are_own(store, actor, *about, superseded):
        raise other_unit(
            "không thay được tệp do người khác nhập hay có bản ghi của đơn vị khác. Hãy chọn nhập bổ sung"
        )


def shown_to(store: Store, actor: Actor, looked: Preview) -> Preview:
    """What somebody may see of a preview: to an account limited to a part of the unit tree nothing of others' records,
    whatever keys its file prints; refused (`other_unit`) where it prints such keys."""
    within = scope_of(store, looked.upload.agency, actor)
    if within is None or not isinstance(looked, CleanedFile):
        return looked
    if _is_of_others(store, looked, within):
        plain = CleanedFile(**{item.name: getattr(looked, item.name) for item in fields(CleanedFile)})
        error = other_unit(_OF_OTHERS)
        return plain.refused(error.code, error.message)
    if not isinstance(looked, ComparedFile):
        return looked
    own = all(row["imported_by"] == actor.name for row in looked.superseded)
    missing = looked.difference.missing if own else ()
    return replace(looked, difference=replace(looked.difference, missing=missing, vanished=()))


def _is_of_others(store: Store, looked: CleanedFile, within: Collection[str]) -> bool:
    """Does a row of the file, a rejected one too, have the key of a record that belongs to another unit?"""
    if "unit" not in DATASETS[looked.cleaned.dataset].by_name:
        return False
    agency = looked.upload.agency
    known = known_under(store, agency, looked.cleaned.dataset, table_of(keys_of(looked.cleaned)))
    return not _named(known, spellings(store, agency)) <= set(within)


def _are_own(store: Store, actor: Actor, agency: str, dataset: str, imports: Rows) -> bool:
    """Whether the account may take these imports back: its own, and every record in them is its units' today. An
    account may have had another limit, or a record another unit, when they were made."""
    within = scope_of(store, agency, actor)
    if within is None:
        return True
    declared = DATASETS[dataset]
    if declared.is_of_office or "unit" not in declared.by_name:
        return False
    if any(row["imported_by"] != actor.name for row in imports):
        return False
    keys = table_of(keys_of_imports(store, dataset, imports))
    return _named(known_under(store, agency, dataset, keys), spellings(store, agency)) <= set(within)


def may_turn(actor: Actor, agency: str, imported_by: str | None) -> bool:
    """Who is offered to undo an import or bring it back: a limited account for those of its agency, and its own."""
    return actor.may(UPLOAD) and (actor.scope in (None, agency) or imported_by == actor.name)


def _units(store: Store, looked: CleanedFile) -> set[str | None]:
    """The units of the file's rows; None where a row names none that is known."""
    table = looked.cleaned.table
    if "unit_key" not in table.column_names:
        return {None}
    once = {fold(text): unit for text, unit in looked.recognised.answers.units_once.items()}
    return _named(table, spellings(store, looked.upload.agency) | once)


def _named(table: pa.Table, known: Mapping[str, str]) -> set[str | None]:
    return {known.get(str(key)) for key in table.column("unit_key").unique().to_pylist()}
