"""How likely a dossier on the morning list ends late: hand-made rows, and a year of exports against what came."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.late_risk import Risk
from chiso.store import Store
from chiso.words import overdue
from tests.bench.bench_late_risk import brier, mornings, table
from tests.worlds import fresh_home, import_world, small_world
from tests.worlds.small_world import dossier

DAY = date(2024, 10, 31)


def some(procedure: str, many: int, finished: str | None, **more: str) -> list[dict[str, object]]:
    """Dossiers due on Wednesday 16/10/2024, received on Tuesday of the week before."""
    given = {"received": "2024-10-08", "due": "2024-10-16", "procedure_name": procedure, **more}
    status = "processing" if finished is None else "handed_over"
    first = {"procedure_code": None, "status": status, "finished": finished}
    name = f"{procedure} {finished} {more}"
    return [dossier(f"{name} {number}", **{**first, **given}) for number in range(many)]


ROWS = [
    *some("A", 5, "2024-10-14"),
    *some("A", 6, "2024-10-15"),
    *some("A", 3, "2024-10-17"),
    *some("A", 1, None),
    *some("B", 10, "2024-10-16"),
    *some("C", 9, "2024-10-16"),
    # not of these twelve months, not before the day, never overdue
    *some("B", 1, "2023-10-30", received="2023-10-02", due="2023-10-16"),
    *some("B", 1, None, due="2024-10-31"),
    *some("B", 1, None, status="supplement"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.fill(tmp_path_factory.mktemp("risk") / "home", {"dossiers": ROWS}) as opened:
        yield opened


def test_a_risk_is_what_became_of_those_with_as_many_days_left(store: Store) -> None:
    """When Tuesday 15/10 began, one working day before the due date, ten of A were open, four of which came late or
    are open still; none of ten of B and nine of C. Each counts beside twenty of the 4 in 29 of all of them."""
    found = figures.late_risks(store, Asked(agency="stp", as_of=DAY))
    assert found["A", 1] == Risk(pytest.approx((4 + 20 * 4 / 29) / 30), 4, 10)
    assert found["B", 1] == Risk(pytest.approx(20 * 4 / 29 / 30), 0, 10)
    # on the Monday the five that were done that day were open too
    assert found["A", 2] == Risk(pytest.approx((4 + 20 * 4 / 34) / 35), 4, 15)
    # on the due date itself only four of A were
    assert found["B", 0] == Risk(pytest.approx(20 * 4 / 23 / 30), 0, 10)
    assert ("A", 0) not in found
    assert not [left for name, left in found if name == "C"]


def test_before_the_due_dates_nothing_is_known_of_them(store: Store) -> None:
    assert figures.late_risks(store, Asked(agency="stp", as_of=date(2024, 10, 16))) == {}


def test_what_fell_due_on_days_without_a_file_tells_nothing_of_the_risk(tmp_path: Path) -> None:
    """Ten were answered a day late or early in May; eleven due in June, ten in September, were open in the last file
    that names them, and counted as late."""
    with fresh_home.build(tmp_path / "home") as made:
        world = import_world.World(made)
        may, august = (date(2024, 5, 1), date(2024, 5, 31)), (date(2024, 8, 1), date(2024, 8, 31))
        done = [row(f"M{n}", "16/5", f"{15 + 2 * (n < 4)}/5") for n in range(10)]
        open_still = [row(f"J{n}", "14/6") for n in range(11)]
        assert world.put([*done, *open_still], may[1], period=may).error is None
        due_later = [row(f"S{n}", "13/9", received="5/8") for n in range(10)]
        assert world.put(due_later, august[1], period=august).error is None
        for day in (august[1], date(2024, 9, 20)):
            found = figures.late_risks(made, Asked(agency="stp", as_of=day))
            assert {one.late / one.many for one in found.values()} == {0.4}
            assert {one.many for one in found.values()} == {10}


def row(number: str, due: str, finished: str | None = None, received: str = "2/5") -> dict[str, object]:
    status = "handed_over" if finished else "processing"
    return import_world.dossier(number, received_at=received, due_at=due, finished_at=finished, status=status)


def test_a_list_says_the_risk_in_words_that_sort_as_it_grows() -> None:
    rows = pd.DataFrame({"title": ["A", "A", "B", "C"], "days_left": [0, 1, 1, 0]})
    risks = {("A", 0): Risk(0.004, 0, 20), ("A", 1): Risk(0.3, 6, 20), ("B", 1): Risk(0.296, 6, 20)}
    said = overdue.with_risks(rows, risks)["risk"]
    assert said.tolist()[:3] == ["●○○ thấp, 0,4%", "●●● cao, 30%", "●●○ vừa, 29%"]
    assert said.isna().tolist()[3:] == [True]
    chances = (0.001, 0.02, 0.099, 0.1, 0.29, 0.3, 0.95)
    assert [*map(overdue.risk, chances)] == sorted(map(overdue.risk, chances))


def test_on_the_demonstration_what_was_said_is_about_what_came(demo_store: Store) -> None:
    """One in ninety came late on these lists: nobody was told more than one in ten, and the score is that of a share
    that nobody could know before."""
    days = [date(2024, 5, 6), date(2024, 7, 8), date(2024, 9, 9)]
    found = mornings(demo_store, "stp", days, DAY)
    assert len(found) > 100
    assert found["chance"].notna().mean() > 0.9
    said, base = brier(found)
    assert said < base * 1.02
    assert all(said < 0.1 for _, _, said, _ in table(found))


def test_days_left_are_counted_without_a_nested_loop(store: Store) -> None:
    """DuckDB 2.0.0 fails inside where a join on a range stands on another join, and closes the database."""
    query = store.query("figures/late_odds")
    given = {"agencies": ["stp"], "until": DAY, "since": date(2023, 10, 31), "silent": ["2024-06"], "soon": 7}
    values = query.bind(given)
    with store._cursor() as cursor:
        plan = cursor.execute(f"explain {query.sql}", values).fetchall()
    joins = re.findall(r"─ ([\w ]*Join) ─", str(plan))
    assert set(joins) == {"Hash Join"}
