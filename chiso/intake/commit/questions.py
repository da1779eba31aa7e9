"""Why a file cannot be imported as it is, and what to ask a person so that it can. Pure: words only."""

from collections.abc import Mapping, Sequence
from typing import Any

from chiso.core.errors import Refused
from chiso.intake.commit.results import Question
from chiso.intake.commit.slices import Version


def questions_of(code: str, message: str) -> tuple[Question, ...]:
    """What to ask a person so that a refused file can be imported after all."""
    asked = {
        "unknown_dataset": "dataset",
        "missing_columns": "columns",
        "duplicate_columns": "columns",
        "no_as_of": "as_of",
        "slice_conflict": "replace_or_add",
    }.get(code)
    return (Question(asked, message),) if asked else ()


def about_units(unknown: Sequence[str]) -> tuple[Question, ...]:
    if not unknown:
        return ()
    return (Question("units", "Tên đơn vị sau đây thuộc phòng, trung tâm nào?", tuple(unknown)),)


def no_as_of() -> Refused:
    return Refused(
        "no_as_of",
        "Tệp không ghi số liệu tính đến ngày nào. Hãy cho biết ngày chốt số liệu (--as-of NĂM-THÁNG-NGÀY).",
    )


def older(newer: Version, rows: Sequence[Mapping[str, Any]]) -> Refused:
    name = next(row["file_name"] for row in rows if row["import_id"] == newer.import_id)
    return Refused(
        "older_than_imported",
        f"Đã có số liệu mới hơn cho cùng kỳ: {name}, tính đến {newer.as_of:%d/%m/%Y} (lần nhập {newer.import_id}). "
        "Nếu muốn dùng tệp này, hãy hoàn tác lần nhập kia trước.",
    )


def conflict(superseded: Sequence[Mapping[str, Any]], kept: int, before: int) -> Refused:
    names = ", ".join(f"{row['file_name']} (lần nhập {row['import_id']})" for row in superseded)
    return Refused(
        "slice_conflict",
        f"Tệp này cùng kỳ với {names} nhưng chỉ có lại {kept} trong {before} bản ghi của kỳ đó. "
        "Hãy chọn thay toàn bộ (--replace) nếu tệp cũ sai, hoặc bổ sung (--add) nếu tệp này chỉ là một phần.",
    )
