"""One judgement of a plan's task, for plans, index components, slides and papers: rows and exports by hand."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from chiso import figures
from chiso.desk import office
from chiso.figures.ask import Asked
from chiso.figures.plan_states import one_per_task
from chiso.words import plan as words
from tests.worlds import fresh_home
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)


@pytest.mark.parametrize(
    ("kind", "is_finished", "days", "state"),
    [
        ("dated", False, ["done"], "done"),
        ("recurring", None, ["done", "open"], "open"),
        ("recurring", False, ["done", "overdue", "open"], "overdue"),
        ("standing", False, ["done", "done"], "standing"),  # it goes on, whatever was handed in
        ("standing", None, ["done", "overdue"], "overdue"),
        ("standing", True, ["done"], "done"),
        ("standing", True, ["dropped"], "dropped"),
    ],
)
def test_a_task_stands_as_its_most_urgent_day_does(
    kind: str, is_finished: bool | None, days: list[str], state: str
) -> None:
    rows = pd.DataFrame({"key": "1", "state": days, "schedule_kind": kind, "is_finished": is_finished})
    assert one_per_task(rows)["state"].tolist() == [state]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Đã hoàn thành", "done"),
        ("Đã báo cáo tại Công văn số 45/STP", "done"),
        ("Đã xử lý", "done"),
        ("Kết thúc", "done"),
        ("Hoàn thành, chậm 3 ngày", "done"),
        ("Đã báo cáo tiến độ", "overdue"),
        ("Hoàn thành 50%", "overdue"),
        (None, "overdue"),
    ],
)
def test_words_of_a_plans_state_finish_its_task_as_they_finish_one_that_was_given(
    tmp_path: Path, status: str | None, state: str
) -> None:
    row = {"plan": "Kế hoạch CCHC 2024", "section": "I", "section_name": "Thể chế", "no": "1", "task": "Báo cáo",
           "schedule": "Trước 30/9/2024", "lead_unit": "Văn phòng", "product": None, "status": status}  # fmt: skip
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number([row], DAY, dataset="plan_tasks")
        assert figures.plan(store, Asked(agency="stp", as_of=DAY))["state"].tolist() == [state]


def test_the_components_of_an_index_count_the_tasks_that_are_done_as_the_plan_does(tmp_path: Path) -> None:
    """The paper on the PCI plan said "đã xong 3" and of each component "chưa xong việc nào"."""
    section = {"plan": "Kế hoạch PCI 2024", "section": "A/I", "lead_unit": "Văn phòng", "product": None,
               "section_name": "Chỉ số gia nhập thị trường"}  # fmt: skip
    rows = [
        {"no": "1", "task": "Ban hành quy trình", "schedule": "Trước 30/9/2024"},
        {"no": "2", "task": "Lấy ý kiến", "schedule": "Thường xuyên", "product": "Khảo sát vào tháng 6/2024"},
        {"no": "3", "task": "Đối thoại", "schedule": "Trước 15/10/2024"},
    ]
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number([{**section, **row} for row in rows], DAY, dataset="plan_tasks")
        asked = Asked(agency="stp", as_of=DAY)
        for key in figures.owed(store, asked)["key"][:2]:  # those of 30/6 and 30/9
            office.submit(store, ADMIN, "stp", key, office.HandedIn(date(2024, 6, 20)))
        (row,) = figures.components(store, asked, "PCI", 2024).dropna(subset=["tasks"]).to_dict("records")
        (plan,) = words.completion(figures.plan(store, asked)).to_dict("records")
    assert (row["tasks"], row["tasks_done"], row["tasks_late"]) == (3, 1, 1)
    assert (plan["total"], plan["done"], plan["overdue"], plan["standing"]) == (3, 1, 1, 1)
