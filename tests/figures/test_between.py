"""What changed between two days; counted by hand from tests/worlds/small_world.py."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.figures import Asked
from chiso.store import Store
from tests.worlds import small_world

OCTOBER = Asked(agency="stp", as_of=small_world.AS_OF)  # 31/10


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.build(tmp_path_factory.mktemp("between") / "home") as store:
        yield store


def dossiers(found: dict[str, Any]) -> dict[str, set[str]]:
    lists = found["overdue"]
    return {name: set(rows.loc[rows["kind"] == "dossiers", "id"]) for name, rows in lists.items()}


def test_what_came_left_and_stayed(store: Store) -> None:
    week = figures.between(store, OCTOBER, date(2024, 10, 24))
    assert dossiers(week) == {
        "new": {"D06-overdue", "D17-finished-later"},  # since 29/10 and 31/10
        "cleared": set(),
        "still": {"D16-overdue-old"},
    }
    (count,) = [row for row in week["indicators"] if row["indicator"] == "overdue_dossiers"]
    assert (count["before"], count["after"], count["change"], count["unit"]) == (1, 3, 2, None)
    later = figures.between(store, Asked(agency="stp", as_of=date(2024, 11, 5)), small_world.AS_OF)
    assert dossiers(later)["cleared"] == {"D17-finished-later"}
    assert dossiers(later)["still"] == {"D06-overdue", "D16-overdue-old"}


def test_figures_of_two_years_are_not_subtracted(store: Store) -> None:
    rows = figures.between(store, OCTOBER, date(2023, 12, 1))["indicators"]
    assert rows
    assert {row["change"] for row in rows} == {None}


def test_a_deadline_of_a_plan_is_told_apart_by_its_unit_and_day(store: Store) -> None:
    found = figures.between(store, Asked(agency="stp", as_of=date(2024, 11, 6)), small_world.AS_OF)["overdue"]
    assert found["new"].loc[found["new"]["kind"] == "plan", ["id", "unit"]].values.tolist() == [
        ["II.2", "stp-hctp"]
    ]
    assert found["still"].loc[found["still"]["kind"] == "plan", "id"].tolist() == ["I.1"]
