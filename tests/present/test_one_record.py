"""What is alone on its slide: one record with all that is known of it, a register that repeats the plan."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from chiso.present.deck import register
from chiso.present.deck.longest import longest

LATE = {
    "kind": "dossiers", "id": "HS-1", "title": "Cấp Phiếu lý lịch tư pháp", "unit": "a", "unit_name": "Phòng A",
    "official": None, "state": "overdue", "days_late": 22, "received": "2024-09-02", "first_due": "2024-09-20",
    "due": "2024-10-01", "cause": None, "promised_on": "2024-11-06",
}  # fmt: skip


def look(**more: Any) -> Any:
    return SimpleNamespace(short=lambda unit, name: name, claim=lambda *_, **__: None, **more)


def test_one_record_says_all_that_is_known_of_it_a_line_each() -> None:
    table = longest(look(), "dossiers", pd.DataFrame([LATE]))
    assert table.rows == (
        ("Tình trạng", "Trễ 22 ngày làm việc"),
        ("Mã số", "HS-1"),
        ("Nội dung", "Cấp Phiếu lý lịch tư pháp"),
        ("Đơn vị", "Phòng A"),
        ("Tiếp nhận", "02/09/2024"),
        ("Hẹn lần đầu", "20/09/2024"),
        ("Hạn", "01/10/2024"),
        ("Lý do", "Chưa cập nhật"),
        ("Hẹn xong", "06/11/2024"),
    )
    assert table.alarm == {(0, 1)}  # more than seven working days
    several = longest(look(), "dossiers", pd.DataFrame([LATE, LATE | {"id": "HS-2", "days_late": 3}]))
    assert [row[0] for row in several.rows] == ["22 ngày ⟲", "3 ngày ⟲"]
    assert several.columns[2].label == "Phụ trách, lý do"  # its unit, where no official is known
    assert several.rows[0][2].startswith("Phòng A · ")


@pytest.mark.parametrize(
    ("states", "units", "said"),
    [
        (("overdue", "overdue", "done"), "aaa", "Theo sổ báo cáo, 3 kỳ đến hạn: 2 chưa nộp"),
        (("overdue", "overdue", "late"), "aaa", ""),  # one that was handed in late is in no list of the plan
        (("overdue", "overdue", "done"), "aab", ""),  # units are compared on a slide of its own
    ],
)
def test_a_register_that_repeats_the_plan_is_a_line_under_it(
    states: tuple[str, ...], units: str, said: str
) -> None:
    rows = pd.DataFrame({"report": states, "unit": [*units]})
    plan = look(
        answer=lambda *_: rows,
        asked=None,
        as_of=date(2024, 10, 31),
        overdue=lambda _: pd.DataFrame([LATE] * 2),
    )
    assert register.said_with_plan(plan) == said
