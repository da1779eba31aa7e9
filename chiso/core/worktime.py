"""Working days and working hours: weekends, public holidays, swapped days, office hours.

Public holidays come from the `holidays` package (lunar Tết, 10/3 âm lịch, substitute days, the Saturdays that are
worked instead of a bridge day); decreed swaps that it lacks come from data/reference/holiday_overrides.csv and win.
The queries count by the `calendar` table that `calendar_rows` makes; `working_seconds` here is the reference that
tests compare them with.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path

import holidays

from chiso.core.settings import REFERENCE

FIRST_YEAR, LAST_YEAR = 2000, 2045
RULES = f"holidays {version('holidays')}, {FIRST_YEAR}–{LAST_YEAR}"  # other rules may give other days

# Giờ hành chính of the shared contract (receipt_8h_rate): 7:00–11:30 and 13:30–17:00.
SHIFTS = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))
SECONDS_PER_DAY = 8 * 3600


@dataclass(frozen=True)
class Override:
    """A day that a decree made a working day or a day off against the package's calendar."""

    day: date
    is_working: bool
    note: str


@dataclass(frozen=True)
class CalendarDay:
    """One row of the `calendar` table; `working_days` counts from the first day up to and including this one."""

    day: date
    is_working: bool
    working_days: int
    note: str | None


def read_overrides(path: Path | None = None) -> list[Override]:
    """The swaps of data/reference/holiday_overrides.csv (day, is_working, note, source); none where it is absent."""
    path = path or REFERENCE / "holiday_overrides.csv"
    if not path.exists():
        return []
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


def calendar_rows(overrides: Iterable[Override] | None = None) -> list[CalendarDay]:
    """Every day of 2000–2045 with whether it is worked; the overrides win over the package's holidays."""
    days_off, worked = _public_holidays()
    swaps = {swap.day: swap for swap in (read_overrides() if overrides is None else overrides)}
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


class Calendar:
    """Working days and hours by the rows of the calendar table."""

    def __init__(self, rows: Sequence[CalendarDay]) -> None:
        self._rows = {row.day: row for row in rows}

    @classmethod
    def default(cls) -> "Calendar":
        """The calendar of the `holidays` package and the overrides of the reference data."""
        return cls(calendar_rows())

    def is_working(self, day: date) -> bool:
        return self._rows[day].is_working

    def working_days(self, after: date, until: date) -> int:
        """Working days d with after < d <= until; negative when `until` is before `after`."""
        return self._rows[until].working_days - self._rows[after].working_days

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is `count` working days after `day` (count >= 0; 0 answers `day` itself)."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_seconds(self, start: datetime, end: datetime) -> int:
        """Seconds of office hours between two moments (0 when end <= start)."""
        total, day = 0, start.date()
        while day <= end.date():
            if self.is_working(day):
                for opening, closing in SHIFTS:
                    first = max(start, datetime.combine(day, opening))
                    last = min(end, datetime.combine(day, closing))
                    total += max(0, int((last - first).total_seconds()))
            day += timedelta(days=1)
        return total


@cache
def _default_calendar() -> Calendar:
    return Calendar.default()


def working_seconds(start: datetime, end: datetime) -> int:
    """Seconds of office hours between two moments, by the default calendar (reference of the SQL macro)."""
    return _default_calendar().working_seconds(start, end)


def working_days(after: date, until: date) -> int:
    """Working days d with after < d <= until, by the default calendar."""
    return _default_calendar().working_days(after, until)
