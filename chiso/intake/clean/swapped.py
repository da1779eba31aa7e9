"""Dates in which day and month changed places on the way: an Excel set to American dates reads "05/09/2024" as the
ninth of May, and leaves "13/09/2024" a text. Each looks like a date; that they are wrong, only the column tells."""

import re

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Work

_DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d\d)\b")
_NUMBERS = re.compile(r"[/.\-]")
_CELL = re.compile(r"\s*\d{4}-\d\d-(\d\d)(?:[T ]|$)")  # a cell that is a date
_ENOUGH = 3  # fewer may be slips of the keyboard, or chance
_LOOKED_AT = 2_000  # cells of a column, spread over it


def refuse(work: Work, file_name: str) -> None:
    """Raises Refused `month_first` where a column of dates says month before day, or says so of the days up to the
    twelfth alone."""
    for name, column in work.columns.items():
        if work.dataset.by_name[name].kind not in ("date", "datetime"):
            continue
        spread = range(0, len(work), max(1, len(work) // _LOOKED_AT))
        texts = [text for text in dict.fromkeys(column.texts.take(pa.array(spread)).to_pylist()) if text]
        if said := _swapped(texts):
            raise Refused(
                "month_first",
                f"Tệp “{file_name}”, cột “{work.header(name)}”: {said}. Thường do tệp được mở và lưu bằng Excel đặt "
                "kiểu ngày của Mỹ. Chưa có gì được nhập; hãy kết xuất lại từ hệ thống nguồn và nộp tệp chưa mở bằng "
                "Excel, hoặc đặt vùng (Region) của Windows là Vietnam trước khi mở.",
            )


def _swapped(texts: list[str]) -> str | None:
    """What is wrong with a column of dates, in words; None where nothing is."""
    days = [(int(day[1]), int(day[2]), day[0].strip()) for text in texts if (day := _DAY.match(text))]
    cells = [(int(cell[1]), text) for text in texts if (cell := _CELL.match(text))]
    american = [text for first, second, text in days if first <= 12 < second <= 31]
    late = [text for first, second, text in days if second <= 12 < first]
    early = [text for first, second, text in days if max(first, second) <= 12]
    if len(american) >= _ENOUGH and all(first <= 12 for first, _, _ in days):
        return f"ngày được ghi tháng trước, ngày sau (“{american[0]}”, “{american[1]}”)"
    if len(late) < _ENOUGH or any(day > 12 for day, _ in cells):
        return None
    if len(cells) >= _ENOUGH and not early:
        shown = cells[0][1]
    elif len(early) >= _ENOUGH and not cells and _is_told_apart(late, early):
        shown = early[0]
    else:
        return None
    return (
        f"ngày từ 13 trở đi còn như hệ thống ghi (“{late[0]}”), ngày từ 1 đến 12 thì đã bị đổi chỗ ngày và tháng "
        f"(“{shown}”)"
    )


def _is_told_apart(late: list[str], early: list[str]) -> bool:
    """Whether numbers below ten have two digits in the months of those, and one in these."""
    months = [text for one in late if int(text := _NUMBERS.split(one)[1]) < 10]
    numbers = [text for one in early for text in _NUMBERS.split(one)[:2] if int(text) < 10]
    return {len(text) for text in months} == {2} and {len(text) for text in numbers} == {1}
