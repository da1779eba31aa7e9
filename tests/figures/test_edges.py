"""What sits exactly on a border falls on the side that the contract says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.store import Store
from tests.worlds import edge_world
from tests.worlds.edge_world import (
    AHEAD,
    BY_DAY,
    BY_FIELD,
    BY_PERSON,
    BY_UNIT,
    EXPECTED,
    EXPECTED_OF,
    FIELD_REPORT,
    OVERDUE,
    STATES,
    UNKNOWN,
)

CASES = [(*asked, indicator) for asked, found in EXPECTED.items() for indicator in found]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with edge_world.build(tmp_path_factory.mktemp("edges") / "home") as opened:
        yield opened


@pytest.mark.parametrize(("day", "year", "indicator"), CASES, ids=str)
def test_each_figure_on_its_border(store: Store, day: date, year: int, indicator: str) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=day, year=year), indicator=indicator)
    assert (value.numerator, value.denominator) == EXPECTED[day, year][indicator]


def test_the_overdue_list_on_its_border(store: Store) -> None:
    rows = figures.overdue(store, Asked(agency="stp", as_of=date(2024, 10, 31)))
    found: dict[Any, int] = {(row["kind"], row["id"]): row["days_late"] for _, row in rows.iterrows()}
    assert found == OVERDUE
    soon = figures.overdue(store, Asked(agency="stp", as_of=date(2024, 10, 31)), soon=0)
    assert set(soon["id"]) == {"A03-eight-hours", "A18-due-on-receipt", "F5", "F11", "G5", "G8"}


@pytest.mark.parametrize(("day", "indicator"), BY_UNIT, ids=str)
def test_each_unit_on_its_border(store: Store, day: date, indicator: str) -> None:
    values = figures.values(store, Asked(agency="stp", as_of=day), by="unit", indicator=indicator)
    assert {value.unit: value.denominator for value in values} == BY_UNIT[day, indicator]
    found = figures.breakdown(store, Asked(agency="stp", as_of=day), indicator, "unit")
    assert dict(zip(found["key"], found["entries"], strict=True)) == BY_UNIT[day, indicator]


@pytest.mark.parametrize("indicator", UNKNOWN)
def test_how_much_of_a_base_nobody_knows(store: Store, indicator: str) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=date(2024, 10, 31)), indicator=indicator)
    assert value.unknown == UNKNOWN[indicator]


@pytest.mark.parametrize("indicator", BY_PERSON)
def test_one_name_in_two_departments_in_a_month_is_two_persons(store: Store, indicator: str) -> None:
    values = figures.values(store, Asked(agency="stp", as_of=date(2023, 4, 30)), indicator, "official")
    assert {value.official: (value.numerator, value.denominator) for value in values} == BY_PERSON[indicator]


@pytest.mark.parametrize("year", BY_FIELD)
def test_a_dossier_without_a_field_has_that_of_its_procedure(store: Store, year: int) -> None:
    asked = Asked(agency="stp", as_of=date(year, 10, 31), year=year)
    found = figures.breakdown(store, asked, "online_rate", "field")
    assert dict(zip(found["key"], found["denominator"], strict=True)) == BY_FIELD[year]


def test_what_belongs_to_nobody_can_be_asked_for(store: Store) -> None:
    asked = Asked(agency="stp", unit="unknown", as_of=date(2021, 12, 14))
    (value,) = figures.values(store, asked, indicator="online_rate")
    assert (value.numerator, value.denominator) == (0, 1)  # C05
    by_month = figures.breakdown(store, asked, "online_rate", "month")
    assert list(by_month["denominator"]) == [1]


def test_each_day_has_its_own(store: Store) -> None:
    found = figures.breakdown(store, Asked(agency="stp", as_of=date(2021, 12, 14)), "online_rate", "day")
    assert {row["key"]: (row["online"], row["counter"]) for _, row in found.iterrows()} == BY_DAY


def test_the_last_three_months_and_last_year_s_rest_begin_on_their_day(store: Store) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=date(2023, 10, 3)), indicator="online_rate")
    assert {name: getattr(value, name) for name in AHEAD} == pytest.approx(AHEAD)


def test_what_is_to_come_goes_to_units_by_what_they_received_since_the_first_of_twelve_months(
    store: Store,
) -> None:
    values = figures.values(store, Asked(agency="stp", as_of=date(2023, 10, 3)), "online_rate", "unit")
    assert {value.unit: value.expected for value in values} == pytest.approx(EXPECTED_OF)


def test_the_best_month_so_far_tells_behind_from_hard(tmp_path: Path) -> None:
    with edge_world.build_begun(tmp_path / "home") as begun:
        values = figures.values(begun, Asked(agency="stp", as_of=date(2024, 1, 10)), "online_rate", "unit")
    assert {value.unit: value.state for value in values} == STATES


def test_petitions_have_no_official(store: Store) -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    values = figures.values(store, asked, "petition_on_time_rate", "official")
    assert {value.official for value in values} == {"Chưa rõ công chức"}


def test_early_and_on_time_in_the_report_by_fields(store: Store) -> None:
    words = {"agency": "stp", "date_from": date(2020, 12, 15), "date_to": date(2021, 12, 14)}
    assert store.rows("papers/field_report", _source=(HANDLED,), **words) == [FIELD_REPORT]
