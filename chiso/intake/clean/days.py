"""Cells that hold a day or a month -> dates; None for what is none, "" for what says that there is none."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from chiso.core import vietnamese as vi
from chiso.core.periods import month_end
from chiso.core.schedules import days_in
from chiso.intake.datasets import Field

# Days by which something is due: "trước ngày 20/10/2024" is due on that day, as the plans' rule has it.
_DUE = {"due_on", "due_at"}
_BY = re.compile(r"^(?:trước|chậm nhất(?: là)?|đến|trong|hết)\s+(?:hết\s+)?(?=ngày\b|[0-9])", re.IGNORECASE)
# A month or a quarter with its year, in a column of days: due on its last day, as the plans' rule has it.
_SPAN = re.compile(
    r"(?:trong |hết |cuối )?(?:tháng [0-9]{1,2}|quý (?:iv|i{1,3}|[1-4])) ?(?:[/.-] ?|năm )20[0-9]{2}",
    re.IGNORECASE,
)
# What stands in a column of deadlines where there is none.
_NEVER_DUE = re.compile(
    r"không (?:có |xác định |quy định )?(?:thời )?(?:hạn|hẹn)|không (?:có|xác định|quy định)"
)


def moment(field: Field, _: list[str]) -> Callable[[str], datetime | str | None]:
    """The parser of a field's cells; a deadline also as offices write it."""
    if field.name not in _DUE:
        return _datetime
    return partial(_due, is_day=field.kind == "date")


def _due(text: str, *, is_day: bool) -> datetime | str | None:
    line = vi.nfc(text)
    if day := _datetime(_BY.sub("", line)):
        return day
    if _NEVER_DUE.fullmatch(line.lower()):
        return ""
    if not is_day or not _SPAN.fullmatch(line):
        return None
    last = next(iter(days_in(line, int(line[-4:]), bare=False)), None)
    return datetime.combine(last.due, time()) if last else None


def _datetime(text: str) -> datetime | None:
    return vi.parse_date(text) or vi.parse_serial(text)


def month(text: str) -> date | None:
    """The first day of the month that a cell names."""
    if (first := vi.parse_month(text)) is None and (day := vi.parse_serial(text)):
        first = day.date().replace(day=1)
    return first


def date_or_month(text: str) -> date | None:
    """The day, or the last one of the month, that a cell names."""
    if day := _datetime(text):
        return day.date()
    first = month(text)
    return first and month_end(first)
