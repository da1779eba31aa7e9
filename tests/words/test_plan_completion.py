"""How much of each plan is done, and what a day has to bring until nothing is left: numbers by hand."""

from datetime import date

import pandas as pd
import pytest

from chiso.words import plan as words
from chiso.words.workload import backlog

DAY = date(2024, 10, 31)


def rows(*told: tuple[str, str, str]) -> pd.DataFrame:
    """(plan, key of the task, state of a deadline)"""
    found = pd.DataFrame(told, columns=["plan", "key", "state"])
    return found.assign(due=None, schedule_kind="dated", is_finished=False)


PLAN = rows(
    ("CCHC", "1", "done"), ("CCHC", "2", "done"), ("CCHC", "2", "open"),  # one report of two is handed in
    ("CCHC", "3", "overdue"), ("CCHC", "4", "standing"), ("CCHC", "5", "unknown"), ("CCHC", "6", "dropped"),
    ("PCI", "7", "done"),
)  # fmt: skip


def test_a_plan_is_done_by_its_tasks_not_by_their_days() -> None:
    """CCHC: 1 of 5 tasks, the dropped one aside."""
    found = words.completion(PLAN).set_index("plan")
    assert found.index.tolist() == ["CCHC", "PCI"]
    assert found.loc["CCHC"].tolist() == [5, 1, 1, 1, 1, 1, 0.2]
    assert found.loc["PCI", "value"] == 1
    (card, *_) = words.cards(PLAN[PLAN["plan"] == "CCHC"], 0)
    assert (card.value, card.under, card.state.word) == ("20%", "1 / 5 nhiệm vụ", "Chỉ tiêu 100%")
    (card, *_) = words.cards(PLAN[PLAN["plan"] == "PCI"], 0)
    assert card.state.code == "met"
    assert words.chosen(PLAN, "left", DAY)["key"].tolist() == ["2", "2", "3", "4", "5"]
    assert words.chosen(PLAN, "done", DAY)["key"].tolist() == ["1", "7"]


@pytest.mark.parametrize(
    ("left", "days", "said"),
    [
        (2387, 31, "2.387 hồ sơ, 31 ngày làm việc đến 14/12/2024: 77 mỗi ngày"),
        (100, 30, "100 hồ sơ, 30 ngày làm việc đến 14/12/2024: 4 mỗi ngày"),
        (0, 31, ""),
        (5, 0, ""),
    ],
)
def test_what_a_day_has_to_bring(left: int, days: int, said: str) -> None:
    assert backlog(left, "hồ sơ", days, date(2024, 12, 14)) == said
