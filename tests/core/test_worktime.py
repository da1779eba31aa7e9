"""Working days and hours, against days that decrees and the shared exports fix."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.core.worktime import Override, calendar_rows, read_overrides
from tests.worlds.working_time import Calendar


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar(calendar_rows([]))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2024-02-08", False),  # Tết 2024: 8/2–14/2
        ("2024-02-14", False),
        ("2024-02-15", True),
        ("2024-04-18", False),  # Giỗ Tổ
        ("2024-04-29", False),  # swapped …
        ("2024-05-04", True),  # … with this Saturday
        ("2024-05-11", False),
        ("2023-01-02", False),  # substitute for 1/1 on a Sunday
        ("2024-09-03", False),
        ("2024-12-25", True),
    ],
)
def test_public_holidays_and_swaps(calendar: Calendar, day: str, is_working: bool) -> None:
    assert calendar.is_working(date.fromisoformat(day)) is is_working


def test_working_days_over_tet_skip_the_whole_holiday(calendar: Calendar) -> None:
    assert calendar.working_days(date(2024, 2, 7), date(2024, 2, 15)) == 1
    assert calendar.working_days(date(2024, 2, 2), date(2024, 2, 20)) == 7  # 5, 6, 7, 15, 16, 19, 20


def test_the_calendar_covers_its_years_once(calendar: Calendar) -> None:
    rows = calendar_rows([])
    assert rows[0].day == date(2000, 1, 1)
    assert rows[-1].day == date(2045, 12, 31)
    assert len({row.day for row in rows}) == len(rows) == (date(2045, 12, 31) - date(2000, 1, 1)).days + 1


def test_an_override_wins_over_the_package() -> None:
    day = date(2024, 12, 25)
    changed = Calendar(calendar_rows([Override(day, False, "Nghỉ theo quyết định")]))
    assert not changed.is_working(day)
    assert changed.working_days(date(2024, 12, 24), date(2024, 12, 26)) == 1


def test_overrides_are_read_from_csv_and_may_be_absent(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "is_working", "note", "source"])
        writer.writerow(["2026-01-10", "true", "Làm bù", "QĐ"])
        writer.writerow(["2026-01-02", "false", "Nghỉ hoán đổi", "QĐ"])
    assert [(swap.day, swap.is_working) for swap in read_overrides(path)] == [
        (date(2026, 1, 10), True),
        (date(2026, 1, 2), False),
    ]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2024-03-04 08:00", "2024-03-04 10:00", 2),
        ("2024-03-04 11:00", "2024-03-04 14:00", 1),  # lunch break 11:30–13:30
        ("2024-03-04 22:00", "2024-03-05 08:00", 1),  # sent in the evening
        ("2024-03-08 16:00", "2024-03-11 07:30", 1.5),  # over a weekend
        ("2024-02-07 16:30", "2024-02-15 07:30", 1),  # over Tết
        ("2024-05-04 07:00", "2024-05-04 17:00", 8),  # the worked Saturday
        ("2024-03-05 08:00", "2024-03-04 08:00", 0),
    ],
)
def test_working_hours(calendar: Calendar, start: str, end: str, hours: float) -> None:
    assert (
        calendar.working_seconds(datetime.fromisoformat(start), datetime.fromisoformat(end)) == hours * 3600
    )


moments = st.datetimes(datetime(2023, 1, 1), datetime(2024, 12, 31)).map(lambda t: t.replace(microsecond=0))
CALENDAR = Calendar(calendar_rows([]))


@given(moments, st.integers(0, 20_000), st.integers(0, 20_000))
def test_working_seconds_add_up(start: datetime, first: int, second: int) -> None:
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    whole = CALENDAR.working_seconds(start, end)
    assert whole == CALENDAR.working_seconds(start, middle) + CALENDAR.working_seconds(middle, end)
    assert 0 <= whole <= (end - start).total_seconds()


@given(st.dates(date(2023, 1, 1), date(2024, 11, 1)), st.integers(1, 30))
def test_adding_working_days_is_counted_back(day: date, count: int) -> None:
    assert CALENDAR.working_days(day, CALENDAR.add_working_days(day, count)) == count
