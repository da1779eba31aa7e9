"""What sits exactly on a border falls on the side that the contract says."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.store import Store
from tests.worlds import edge_world
from tests.worlds.edge_world import BUSIEST, EXPECTED, OVERDUE

CASES = [(*asked, indicator) for asked, found in EXPECTED.items() for indicator in found]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with edge_world.build(tmp_path_factory.mktemp("edges") / "home") as opened:
        yield opened


@pytest.mark.parametrize(("day", "year", "indicator"), CASES, ids=str)
def test_each_figure_on_its_border(store: Store, day: date, year: int, indicator: str) -> None:
    (value,) = figures.values(store, agency="stp", as_of=day, year=year, indicator=indicator)
    assert (value.numerator, value.denominator) == EXPECTED[day, year][indicator]


def test_the_overdue_list_on_its_border(store: Store) -> None:
    rows = figures.overdue(store, agency="stp", as_of=date(2024, 10, 31))
    found: dict[Any, int] = {(row["kind"], row["id"]): row["days_late"] for _, row in rows.iterrows()}
    assert found == OVERDUE
    soon = figures.overdue(store, agency="stp", as_of=date(2024, 10, 31), soon=0)
    assert set(soon["id"]) == {"A03-eight-hours", "F5", "G5"}


def test_a_procedure_without_a_unit_belongs_to_its_busiest(store: Store) -> None:
    values = figures.values(
        store, agency="stp", by="unit", as_of=date(2024, 10, 31), indicator="online_procedure_rate"
    )
    assert {value.unit: value.denominator for value in values} == BUSIEST
