"""Working days: weekends, public holidays, swapped days.

Public holidays come from the `holidays` package (lunar Tết, 10/3 âm lịch, substitute days, the Saturdays that are
worked instead of a bridge day); decreed swaps that it lacks come from data/reference/holiday_overrides.csv and win.
The queries count by the `calendar` table that `calendar_rows` makes.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import holidays

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
FIRST_YEAR, LAST_YEAR = 2000, 2045
RULES = f"holidays {version('holidays')}, {FIRST_YEAR}–{LAST_YEAR}"  # other rules may give other days


@dataclass(frozen=True)
class Override:
    """A day that a decree made a working day or a day off against the package's calendar."""

    day: date
    is_working: bool
    note: str


class CalendarDay(NamedTuple):
    """One row of the `calendar` table; `working_days` counts from the first day up to and including this one."""

    day: date
    is_working: bool
    working_days: int
    note: str | None


def read_overrides(path: Path) -> list[Override]:
    """The swaps of data/reference/holiday_overrides.csv (day, is_working, note, source)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Override(
                date.fromisoformat(row["day"].strip()),
                row["is_working"].strip().lower() in {"1", "true", "x", "có", "yes"},
                (row.get("note") or "").strip(),
            )
            for row in csv.DictReader(file)
            if (row.get("day") or "").strip()
        ]


@cache
def _public_holidays() -> tuple[Mapping[date, str], frozenset[date]]:
    """Days off with their names, and the weekend days that were worked."""
    vietnam = holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="vi")
    worked = frozenset(vietnam.weekend_workdays)
    return dict(vietnam.items()), worked


def calendar_rows(overrides: Iterable[Override]) -> list[CalendarDay]:
    """Every day of 2000–2045 with whether it is worked; the overrides win over the package's holidays."""
    days_off, worked = _public_holidays()
    swaps = {swap.day: swap for swap in overrides}
    rows: list[CalendarDay] = []
    day, count = date(FIRST_YEAR, 1, 1), 0
    while day.year <= LAST_YEAR:
        note = days_off.get(day)
        is_working = day in worked or (day.weekday() < 5 and note is None)
        if day in worked:
            note = "Làm bù"
        swap = swaps.get(day)
        if swap is not None:
            is_working, note = swap.is_working, swap.note or note
        count += is_working
        rows.append(CalendarDay(day, is_working, count, note))
        day += timedelta(days=1)
    return rows
