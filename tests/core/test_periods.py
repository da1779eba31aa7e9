"""Periods and days of comparison: hand-made days at the edges, and what holds of every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.core import periods

DAYS = st.dates(date(2001, 1, 1), date(2044, 12, 31))
QUARTERS = ("quý I", "quý II", "quý III", "quý IV")
PARTS = (*QUARTERS, "sáu tháng đầu năm", "sáu tháng cuối năm", "chín tháng", "năm")


def test_a_cchc_year_runs_from_15_december_to_14_december() -> None:
    assert periods.cchc_year_bounds(2024) == (date(2023, 12, 15), date(2024, 12, 14))
    assert [periods.year_of(date(2023, 12, day)) for day in (14, 15)] == [2023, 2024]
    assert [periods.year_of(date(2024, month, 15)) for month in (1, 11)] == [2024, 2024]


def test_money_and_staff_go_by_the_calendar_year() -> None:
    assert periods.year_bounds(2024, "calendar") == (date(2024, 1, 1), date(2024, 12, 31))
    assert periods.year_bounds(2024, "cchc") == periods.cchc_year_bounds(2024)


def words_of(period: periods.Period) -> str:
    """ "quý I" of "quý I năm 2024"."""
    words = period.name.rpartition(" ")[0]
    return words if words in PARTS else words.removesuffix(" năm")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("quý I", date(2023, 12, 15), date(2024, 3, 14)),
        ("quý II", date(2024, 3, 15), date(2024, 6, 14)),
        ("quý III", date(2024, 6, 15), date(2024, 9, 14)),
        ("quý IV", date(2024, 9, 15), date(2024, 12, 14)),
        ("sáu tháng đầu năm", date(2023, 12, 15), date(2024, 6, 14)),
        ("sáu tháng cuối năm", date(2024, 6, 15), date(2024, 12, 14)),
        ("chín tháng", date(2023, 12, 15), date(2024, 9, 14)),
        ("năm", date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_parts_of_a_year_go_from_the_15th_to_the_14th(name: str, first: date, last: date) -> None:
    printed = f"{name} 2024" if name.endswith("năm") else f"{name} năm 2024"
    assert periods.part_of_year(2024, name) == periods.Period(first, last, printed)


@given(st.integers(2001, 2044))
def test_quarters_fill_the_year_without_gap_or_overlap(year: int) -> None:
    parts = [periods.part_of_year(year, name) for name in QUARTERS]
    first, last = periods.cchc_year_bounds(year)
    assert (parts[0].first, parts[-1].last) == (first, last)
    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(parts))


@given(DAYS)
def test_every_day_belongs_to_its_year_and_no_report_is_of_the_future(day: date) -> None:
    first, last = periods.cchc_year_bounds(periods.year_of(day))
    assert first <= day <= last
    offered = periods.reported(day)
    assert all(one.last <= day for one in offered)
    assert day < offered[0].last + timedelta(days=31)  # a month or a part of the year ends in every month
    for one in offered:
        assert one.is_month or periods.part_of_year(one.year, words_of(one)) == one


@pytest.mark.parametrize(
    ("compare", "day", "expected"),
    [
        ("week", date(2024, 3, 1), date(2024, 2, 23)),
        ("month", date(2024, 3, 15), date(2024, 2, 29)),
        ("month", date(2024, 3, 31), date(2024, 2, 29)),
        ("month", date(2024, 1, 1), date(2023, 12, 31)),
        ("quarter", date(2024, 12, 14), date(2024, 9, 14)),
        ("quarter", date(2024, 12, 15), date(2024, 12, 14)),
        ("quarter", date(2024, 1, 10), date(2023, 12, 14)),
        ("quarter", date(2024, 3, 14), date(2023, 12, 14)),
        ("quarter", date(2024, 2, 29), date(2023, 12, 14)),
        ("quarter", date(2024, 7, 1), date(2024, 6, 14)),
        ("year", date(2024, 2, 29), date(2023, 2, 28)),
        ("year", date(2025, 2, 28), date(2024, 2, 28)),
        ("year", date(2024, 12, 15), date(2023, 12, 15)),
    ],
)
def test_the_day_compared_with_goes_by_the_calendar(compare: str, day: date, expected: date) -> None:
    assert periods.day_before(day, compare) == expected


def test_a_day_of_another_year_carries_its_year() -> None:
    assert periods.short_day(date(2024, 9, 30), date(2024, 10, 31)) == "30/9"
    assert periods.short_day(date(2024, 12, 14), date(2023, 12, 31)) == "14/12/2024"


@given(DAYS, st.sampled_from(sorted(periods.COMPARISONS)))
def test_what_is_compared_with_lies_before(day: date, compare: str) -> None:
    before = periods.day_before(day, compare)
    assert before < day
    assert day - before <= timedelta(days={"week": 7, "month": 31, "quarter": 92, "year": 366}[compare])


def test_a_week_belongs_to_the_period_that_its_friday_lies_in() -> None:
    # 1/11/2024 is a Friday, 30/11/2024 a Saturday.
    weeks = periods.meeting_weeks(date(2024, 11, 1), date(2024, 11, 30))
    assert weeks[0] == (date(2024, 10, 28), date(2024, 11, 3))
    assert weeks[-1] == (date(2024, 11, 25), date(2024, 12, 1))
    assert len(weeks) == 5
    assert periods.meeting_weeks(date(2024, 11, 2), date(2024, 11, 7)) == []
    assert len(periods.meeting_weeks(date(2024, 11, 2), date(2024, 11, 8))) == 1


def test_a_named_week_has_its_own_year() -> None:
    assert periods.iso_week(date(2024, 12, 30)) == (2025, 1)
    assert periods.iso_week(date(2023, 1, 1)) == (2022, 52)
    assert periods.iso_week(date(2024, 10, 31)) == (2024, 44)


def test_months_and_years_earlier_stay_in_their_month() -> None:
    assert periods.months_earlier(date(2024, 5, 31), 3) == date(2024, 2, 29)
    assert periods.months_earlier(date(2024, 1, 31), 1) == date(2023, 12, 31)
    assert periods.year_earlier(date(2024, 2, 29)) == date(2023, 2, 28)
    assert periods.month_end(date(2024, 2, 1)) == date(2024, 2, 29)
    assert periods.month_end(date(2023, 12, 31)) == date(2023, 12, 31)


def test_months_that_a_period_touches() -> None:
    assert periods.months_of(date(2023, 12, 15), date(2024, 2, 1)) == [
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]
    assert periods.months_of(date(2024, 2, 1), date(2024, 1, 31)) == []


@pytest.mark.parametrize(
    ("day", "first", "last", "name"),
    [
        (date(2024, 10, 31), date(2024, 10, 1), date(2024, 10, 31), "tháng 10 năm 2024"),
        (date(2024, 10, 30), date(2024, 9, 1), date(2024, 9, 30), "tháng 9 năm 2024"),
        (date(2024, 9, 14), date(2023, 12, 15), date(2024, 9, 14), "chín tháng năm 2024"),
        (date(2024, 6, 13), date(2024, 5, 1), date(2024, 5, 31), "tháng 5 năm 2024"),
        (date(2024, 6, 14), date(2023, 12, 15), date(2024, 6, 14), "sáu tháng đầu năm 2024"),
        (date(2024, 3, 20), date(2023, 12, 15), date(2024, 3, 14), "quý I năm 2024"),
        (date(2024, 12, 14), date(2023, 12, 15), date(2024, 12, 14), "năm 2024"),
    ],
)
def test_the_newest_whole_period_comes_first(day: date, first: date, last: date, name: str) -> None:
    newest = periods.reported(day)[0]
    assert newest == periods.Period(first, last, name)
    assert newest.begins_year == (first == date(2023, 12, 15))


def test_only_a_month_is_a_calendar_month() -> None:
    found = {one.name: (one.is_month, one.year) for one in periods.reported(date(2024, 1, 31))}
    assert found["tháng 12 năm 2023"] == (True, 2024)
    assert found["năm 2023"] == (False, 2023)
    assert "quý I năm 2024" not in found
