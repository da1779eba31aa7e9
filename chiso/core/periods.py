"""Periods and days of comparison, in one place. Pure; every bound counts (first and last day included).

The CCHC year runs from 15/12 of the year before to 14/12; its quarters, halves and nine months from the 15th of a
month to the 14th (domain, "Reporting period"; contracts, `paper cchc-report`). Money and staff go by the calendar year.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# What a figure may be held against; the days: `day_before`.
COMPARISONS = ("week", "month", "quarter", "year")

# The number of a quarter as texts write it, folded, and in expressions.
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
QUARTER = "(?:iv|i{1,3}|[1-4])"


@dataclass(frozen=True)
class Period:
    """First and last day with the name that papers print."""

    first: date
    last: date
    name: str

    @property
    def is_month(self) -> bool:
        return self.first.day == 1

    @property
    def year(self) -> int:
        """The CCHC year in which it ends."""
        return year_of(self.last)

    @property
    def begins_year(self) -> bool:
        """Whether it goes from the CCHC year's first day on, so that the year's targets are its own."""
        return self.first == cchc_year_bounds(self.year)[0]


# Months (from January of the year's own number) at whose 14th a part of the CCHC year ends; 0 is the year before's end.
_PARTS: Mapping[str, tuple[int, int]] = {
    "quý I": (0, 3),
    "quý II": (3, 6),
    "quý III": (6, 9),
    "quý IV": (9, 12),
    "sáu tháng đầu năm": (0, 6),
    "sáu tháng cuối năm": (6, 12),
    "chín tháng": (0, 9),
    "năm": (0, 12),
}
_QUARTERS = (3, 6, 9, 12)  # months at whose 14th a quarter ends


def _fourteenth(year: int, month: int) -> date:
    return date(year, month, 14) if month else date(year - 1, 12, 14)


def _named(name: str, year: int) -> str:
    """ "quý I năm 2024", "sáu tháng đầu năm 2024"."""
    return f"{name} {year}" if name.endswith("năm") else f"{name} năm {year}"


def part_of_year(year: int, name: str) -> Period:
    """A part of a CCHC year by its name: "quý I" … "quý IV", "sáu tháng đầu năm", "chín tháng", "năm" …"""
    before, until = _PARTS[name]
    return Period(_fourteenth(year, before) + timedelta(days=1), _fourteenth(year, until), _named(name, year))


def reported(day: date) -> list[Period]:
    """The whole periods of which a report may be written on a day, the newest first: the months and the parts of this
    CCHC year and the one before. Of parts that end on one day the longest comes first."""
    years = (year_of(day) - 1, year_of(day))
    parts = [part_of_year(year, name) for year in years for name in _PARTS]
    months = [month_of(one) for one in months_of(cchc_year_bounds(years[0])[0], day)]
    ended = [period for period in (*parts, *months) if period.last <= day]
    return sorted(ended, key=lambda period: (period.last, period.last - period.first), reverse=True)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(day.replace(day=1), month_end(day), f"tháng {day.month} năm {day.year}")


def cchc_year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a CCHC year: 15/12 of the year before and 14/12."""
    return date(year - 1, 12, 15), date(year, 12, 14)


@lru_cache(64)
def year_bounds(year: int, year_kind: str) -> tuple[date, date]:
    """Bounds of a year of the kind said in the catalogue: 'cchc', or 'calendar' for money and staff."""
    return (date(year, 1, 1), date(year, 12, 31)) if year_kind == "calendar" else cchc_year_bounds(year)


def year_of(day: date) -> int:
    """The CCHC year that a day belongs to."""
    return day.year + ((day.month, day.day) > (12, 14))


def month_end(day: date) -> date:
    """The last day of the day's calendar month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_of(first: date, last: date) -> list[date]:
    """First days of the calendar months that a period touches."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def months_earlier(day: date, months: int) -> date:
    """The same day some months before, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_earlier(day: date) -> date:
    """The same day of the year before (28/2 for 29/2)."""
    return months_earlier(day, 12)


def meeting_weeks(first: date, last: date) -> list[tuple[date, date]]:
    """Monday and Sunday of the weeks whose Friday, the day of the giao ban, lies in a period."""
    friday = first + timedelta(days=(4 - first.weekday()) % 7)
    fridays = [friday + timedelta(days=days) for days in range(0, (last - friday).days + 1, 7)]
    return [(day - timedelta(days=4), day + timedelta(days=2)) for day in fridays]


def iso_week(day: date) -> tuple[int, int]:
    """The named week of a day with its own year (ISO 8601): 30/12/2024 lies in week 1 of 2025."""
    year, week, _ = day.isocalendar()
    return year, week


def short_day(day: date, beside: date) -> str:
    """A day as a sentence says it: "30/9", with its year where that is not the year of the day beside."""
    return f"{day.day}/{day.month}" + (f"/{day.year}" if day.year != beside.year else "")


def day_before(day: date, compare: str) -> date:
    """The day that a comparison (one of COMPARISONS, or itself a day, YYYY-MM-DD) speaks of.

    week: seven days back, the end of the week before (weeks end on the as-of weekday); month: the last day of the month
    before; quarter: that of the CCHC quarter before (14/3, 14/6, 14/9, 14/12); year: the same date a year before.
    """
    match compare:
        case "month":
            return day.replace(day=1) - timedelta(days=1)
        case "quarter":
            ends = [_fourteenth(year, month) for year in (day.year - 1, day.year) for month in _QUARTERS]
            return max(end for end in ends if end < day)
        case "year":
            return year_earlier(day)
        case "week":
            return day - timedelta(days=7)
        case _:
            return date.fromisoformat(compare)
