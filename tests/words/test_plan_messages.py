"""The message to a unit is short enough for a chat, and a unit's part of the plan is counted once per task."""

from datetime import date

import pandas as pd

from chiso.figures.plan_states import one_per_task
from chiso.words.plan import (
    day_words,
    due_on,
    month_headline,
    of_units,
    reminders,
    unit_names,
    urgent,
)

DAY = date(2024, 10, 31)


def deadline(
    no: str, unit: str, state: str, due: date, task: str = "Báo cáo", late: int = 0
) -> dict[str, object]:
    return {"section": "I", "no": no, "key": no, "unit_name": unit, "state": state, "due": due, "task": task,
            "days_late": late, "unit": unit, "units": [unit], "schedule_kind": "dated",
            "is_finished": False}  # fmt: skip


def test_a_message_has_what_is_late_first_and_six_lines_and_600_letters_at_most() -> None:
    rows = [
        *(
            deadline(str(number), "Văn phòng", "open", date(2024, 11, 14), "Rà soát văn bản " * 20)
            for number in range(2, 9)
        ),
        deadline("1", "Văn phòng", "overdue", date(2024, 10, 15), late=12),
        deadline("9", "Văn phòng", "open", date(2024, 11, 15)),  # the fifteenth day is not yet near
        deadline("1", "Thanh tra", "open", date(2024, 11, 1)),
    ]
    found = reminders(urgent(pd.DataFrame(rows), DAY), DAY, {})
    assert set(found) == {"Văn phòng", "Thanh tra"}
    assert found["Thanh tra"] == (
        "Thanh tra: việc kế hoạch có 1 việc đến hạn trong 14 ngày tới, tính đến 31/10/2024\n"
        "- I.1: Báo cáo, hạn 01/11/2024"
    )
    lines = found["Văn phòng"].split("\n")
    assert lines[0] == (
        "Văn phòng: việc kế hoạch có 1 việc quá hạn, 7 việc đến hạn trong 14 ngày tới, tính đến 31/10/2024"
    )
    assert lines[1] == "- I.1: Báo cáo, hạn 15/10/2024 (quá 12 ngày làm việc)"
    assert lines[2].startswith("- I.2: Rà soát văn bản")
    assert lines[2].endswith(" …, hạn 14/11/2024")
    assert lines[-1] == f"và {8 - (len(lines) - 2)} việc khác"
    assert len(lines) == 6
    assert lines[-1] == "và 4 việc khác"
    room = "Phòng Văn bản quy phạm pháp luật và Theo dõi thi hành pháp luật"
    late = [
        deadline(f"{n}", room, "overdue", date(2024, 1, 2), "Rà soát văn bản " * 20, 211) for n in range(9)
    ]
    (text,) = reminders(pd.DataFrame(late), DAY, {}).values()
    assert text.split("\n")[4:] == ["và 6 việc khác"]  # a fourth would make it longer than 600 letters
    assert len(text) <= 600


def test_the_message_to_a_unit_that_has_ended_says_so() -> None:
    units = pd.DataFrame(
        {"unit": ["a", "b"], "unit_name": ["Phòng A", "Phòng B"], "short_name": ["A", "B"],
         "valid_to": [date(2024, 10, 30), DAY]}
    )  # fmt: skip
    rows = [deadline(str(place), unit, "overdue", date(2024, 10, 15)) for place, unit in enumerate("ab")]
    assert set(reminders(pd.DataFrame(rows), DAY, unit_names(units, DAY))) == {"A (đã thôi)", "Phòng B"}


def test_a_unit_has_a_task_once_in_its_most_urgent_state() -> None:
    rows = [
        deadline("1", "a", "done", date(2024, 9, 1)),
        deadline("1", "a", "overdue", date(2024, 10, 1)),
        deadline("1", "b", "done", date(2024, 9, 1)),
        {**deadline("2", "Các phòng", "standing", DAY), "units": ["a", "b"]},
        {**deadline("3", "Đơn vị được giao", "open", DAY), "units": []},
    ]
    found = one_per_task(of_units(pd.DataFrame(rows), {"a": "Phòng A", "b": "Phòng B"}), "whose")
    assert sorted(zip(found["key"], found["whose_name"], found["state"], strict=True)) == [
        ("1", "Phòng A", "overdue"),
        ("1", "Phòng B", "done"),
        ("2", "Phòng A", "standing"),
        ("2", "Phòng B", "standing"),
        ("3", "Đơn vị được giao", "open"),
    ]


def test_a_calendar_says_of_each_day_how_much_falls_due_whose_and_what_became_of_it() -> None:
    due, late = date(2024, 11, 15), date(2024, 10, 5)
    rows = [
        deadline("1", "Văn phòng", "overdue", late),
        deadline("1", "Thanh tra", "done", late),
        deadline("2", "Văn phòng", "open", due),
        deadline("3", "Văn phòng", "open", due),
        *(deadline("4", unit, "open", due) for unit in ("Thanh tra", "Nghiệp vụ 1", "Nghiệp vụ 2")),
        deadline("5", "Thanh tra", "done", date(2024, 11, 30)),
        deadline("6", "Văn phòng", "standing", None),  # type: ignore[arg-type]
    ]
    found = due_on(pd.DataFrame(rows))
    assert {day: day_words(part) for day, part in found.items()} == {
        late: ("▲ 1/2 việc quá hạn", "Văn phòng, Thanh tra"),
        due: ("5 việc", "Văn phòng (2), Thanh tra, 2 đơn vị khác"),
        date(2024, 11, 30): ("✓ 1 việc", "Thanh tra"),
    }
    november = {day: part for day, part in found.items() if day.month == 11}
    first = date(2024, 11, 1)
    assert (
        month_headline(november, first) == "Tháng 11/2024: 6 việc kế hoạch đến hạn, nhiều nhất ngày 15/11 (5)"
    )
    october = {late: found[late]}
    assert month_headline(october, date(2024, 10, 1)) == "Tháng 10/2024: 2 việc kế hoạch đến hạn, 1 quá hạn"
    assert month_headline({}, date(2024, 12, 1)) == "Tháng 12/2024: không có việc kế hoạch nào đến hạn"
