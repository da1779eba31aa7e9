"""What an account limited to one unit may import: rows of that unit, beside what others brought."""

from chiso import figures
from chiso.core.errors import Refused
from chiso.core.vietnamese import fold
from chiso.intake.commit.stages import ComparedFile
from chiso.store import Store


def check(store: Store, looked: ComparedFile, only_unit: str, who: str) -> None:
    """Refused (`other_unit`) for rows of other units or of none, for spellings taught for good, for replacing
    what somebody else imported.
    """
    if looked.recognised.answers.units:
        raise _refused("không dạy được cách viết tên đơn vị. Hãy chọn đơn vị chỉ cho tệp này")
    within = figures.units(store, looked.upload.agency).within(only_unit)
    if within is not None and not _units(store, looked) <= set(within):
        raise _refused(
            "chỉ nhập được dòng của đơn vị mình; tệp này có dòng của đơn vị khác hoặc không rõ đơn vị"
        )
    if looked.upload.mode != "add":
        others = [
            row
            for found in looked.superseded
            for row in store.rows("imports/one", import_id=found["import_id"])
            if row["imported_by"] != who
        ]
        if others:
            raise _refused("không thay được tệp do người khác nhập. Hãy chọn cách nhập bổ sung")


def _units(store: Store, looked: ComparedFile) -> set[str | None]:
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
