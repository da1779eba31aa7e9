"""What an account limited to a part of the unit tree may import: rows of its units, beside what others brought."""

from collections.abc import Iterable, Mapping
from typing import Any

from chiso.core.errors import Refused, UnknownName
from chiso.core.vietnamese import fold
from chiso.intake.commit.stages import CleanedFile
from chiso.people.actor import Actor
from chiso.reference.unit_tree import scope_of
from chiso.store import Store


def check(store: Store, actor: Actor, looked: CleanedFile, superseded: Iterable[Mapping[str, Any]]) -> None:
    """Refused (`other_unit`) for rows of other units or of none, for spellings taught for good, for replacing
    what somebody else imported.
    """
    within = scope_of(store, looked.upload.agency, actor)
    if within is None:
        return
    if looked.recognised.answers.units:
        raise _refused("không dạy được cách viết tên đơn vị. Hãy chọn đơn vị chỉ cho tệp này")
    if not _units(store, looked) <= set(within):
        raise _refused(
            "chỉ nhập được dòng của đơn vị mình; tệp này có dòng của đơn vị khác hoặc không rõ đơn vị"
        )
    if looked.upload.mode != "add" and not all(
        _is_own(store, actor, int(found["import_id"])) for found in superseded
    ):
        raise _refused("không thay được tệp do người khác nhập. Hãy chọn cách nhập bổ sung")


def may_turn(actor: Actor, agency: str, imported_by: str | None) -> bool:
    """Who may undo an import or bring it back: a limited account those of its agency or its own."""
    return actor.may("upload") and (actor.scope in (None, agency) or imported_by == actor.name)


def check_turn(store: Store, actor: Actor, import_id: int) -> None:
    """Refused (`other_unit`) for an import that this account may not undo or bring back."""
    found = store.rows("imports/one", import_id=import_id)
    if not found:
        raise UnknownName("lần nhập", str(import_id))
    if not may_turn(actor, found[0]["agency"], found[0]["imported_by"]):
        raise _refused("không hoàn tác hay khôi phục được lần nhập này")


def _is_own(store: Store, actor: Actor, import_id: int) -> bool:
    return all(row["imported_by"] == actor.name for row in store.rows("imports/one", import_id=import_id))


def _units(store: Store, looked: CleanedFile) -> set[str | None]:
    """The units of the file's rows; None where a row names none that is known."""
    table = looked.cleaned.table
    if "unit_key" not in table.column_names:
        return {None}
    spellings: dict[str, str] = {
        row["alias_key"]: row["unit_id"]
        for row in store.rows("figures/unit_spellings", agency=looked.upload.agency)
    }
    spellings |= {fold(text): unit for text, unit in looked.recognised.answers.units_once.items()}
    return {spellings.get(str(key)) for key in table.column("unit_key").unique().to_pylist()}


def _refused(words: str) -> Refused:
    return Refused("other_unit", f"Tài khoản của bạn {words}.")
