"""A file of some corrected rows (`--add`) may lack columns: of a list without a history of its own, too, a field keeps
the value of the newest file that has its column (shared contract, "Versions and the as-of date")."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.figures import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.slices import ADD
from chiso.intake.commit.stages import Change, ComparedFile, Difference, Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

DAY = date(2024, 3, 31)
ASKED = Asked(agency="stp", as_of=DAY)
WITHOUT_FEE = {"procedure_code": "1.001", "procedure_name": "Một", "service_level": "full"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home") as store:
        yield store


def procedure(code: str, **said: Any) -> dict[str, Any]:
    given = {"service_level": "partial", "has_fee": True, "unit_text": "Văn phòng"}
    return {"procedure_code": code, "procedure_name": "Một"} | given | said


def fees(store: Store) -> tuple[float | None, float | None]:
    (found,) = figures.values(store, ASKED, "payment_procedure_rate").rows
    return found.numerator, found.denominator


def listed(store: Store) -> World:
    """Two procedures with a fee, of each a dossier that is paid online: 2 of 2."""
    world = World(store)
    world.number([procedure("1.001"), procedure("1.002")], date(2024, 1, 1), dataset="procedures")
    fields = ("dossier_id", "procedure_code", "procedure_name", "unit", "channel", "received_at", "due_at")
    rows = [
        dossier(
            f"D{code}",
            procedure_code=f"1.00{code}",
            procedure_key=f"1.00{code}",
            has_fee=True,
            is_paid_online=True,
        )
        for code in (1, 2)
    ]
    world.number(rows, DAY, columns=(*fields, "finished_at", "status", "has_fee", "is_paid_online"))
    return world


def test_a_corrected_procedure_keeps_its_fee(store: Store) -> None:
    """A file of code, name and level said that there was no fee: 1 of 1."""
    world = listed(store)
    assert fees(store) == (2, 2)
    world.number([WITHOUT_FEE], date(2024, 2, 1), dataset="procedures", mode=ADD)
    assert fees(store) == (2, 2)
    (row,) = [one for one in store.rows("lake/procedures", agency="stp") if one["procedure_code"] == "1.001"]
    assert (row["service_level"], row["has_fee"], row["unit_text"]) == ("full", True, "Văn phòng")
    # an empty cell of a column that is there says no
    world.number([{**WITHOUT_FEE, "has_fee": False}], date(2024, 2, 2), dataset="procedures", mode=ADD)
    assert fees(store) == (1, 1)


def test_a_corrected_criterion_keeps_its_cause_and_its_place(store: Store) -> None:
    """Its place, too: 1 is a part of the domain whose row came last, so that a row moved to the end was II's."""
    world, named = World(store), {"year": 2024, "max_points": 2.0}
    rows = [
        {**named, "code": "I", "name": "Một", "self_points": 2.0, "cause": None},
        {**named, "code": "1", "name": "Phần", "self_points": 1.0, "cause": "thiếu minh chứng"},
        {**named, "code": "II", "name": "Hai", "self_points": 2.0, "cause": None},
    ]
    world.number(rows, DAY, dataset="criteria")
    corrected = {key: value for key, value in rows[1].items() if key != "cause"} | {"self_points": 1.5}
    world.number([corrected], date(2024, 4, 1), dataset="criteria", mode=ADD)
    found = store.rows("figures/criteria", agency="stp", year=2024, as_of=None)
    assert [(row["code"], row["self_points"], row["cause"]) for row in found] == [
        ("I", 2.0, None),
        ("1", 1.5, "thiếu minh chứng"),
        ("II", 2.0, None),
    ]


def test_a_corrected_task_of_a_plan_keeps_its_deadline_its_plans_day_and_its_place(store: Store) -> None:
    """A file of tasks and what became of them took away product, schedule and unit: nobody owed the task any more, and
    one that comes again every month owed nothing before the day of that file."""
    world = World(store)
    shared = {
        "plan": "Kế hoạch CCHC năm 2024",
        "section": "I",
        "lead_unit": "Văn phòng",
        "status": "đang làm",
    }
    rows = [
        shared | {"no": "1", "task": "Báo cáo tháng", "product": "Báo cáo", "schedule": "Ngày 25 hằng tháng"},
        shared | {"no": "2", "task": "Tổng kết", "product": "Báo cáo", "schedule": "15/11/2024"},
    ]
    world.number(rows, date(2024, 1, 31), dataset="plan_tasks")
    part = {"plan": shared["plan"], "section": "I", "no": "1", "task": "Báo cáo tháng", "status": "chậm"}
    world.number([part], date(2024, 10, 31), dataset="plan_tasks", mode=ADD)
    tasks = figures.plan(store, Asked(agency="stp", as_of=date(2024, 10, 31)))
    told = tasks.drop_duplicates("key")[["no", "product", "schedule", "status", "unit", "row_no"]]
    assert told.to_numpy().tolist() == [
        ["1", "Báo cáo", "Ngày 25 hằng tháng", "chậm", "stp-vp", 2],
        ["2", "Báo cáo", "15/11/2024", "đang làm", "stp-vp", 3],
    ]
    # the 25th of February to December, as the first file is of 31 January: nine of them have passed
    monthly = tasks[tasks["no"] == "1"]["due"].tolist()
    assert monthly == [date(2024, month, 25) for month in range(2, 13)]


def test_a_corrected_task_stands_in_the_plan_of_its_first_file(store: Store) -> None:
    """The plan is of 05/4/2024 by its title: nothing is owed before that day, and everything after it."""
    title = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2024"
    of = "(Kèm theo Kế hoạch số 12/KH-STP ngày 05/4/2024 của Sở Tư pháp)"
    head = "TT;Nhiệm vụ;Sản phẩm;Tiến độ;Đơn vị chủ trì;Trạng thái"
    task = "1;Báo cáo kết quả;Báo cáo;Ngày 25 hằng tháng;Văn phòng;"

    def imported(day: date, mode: str | None, *lines: str) -> None:
        said = Answers(dataset="plan_tasks", as_of=day)
        upload = Upload("ke hoach.csv", "\n".join(lines).encode(), "stp", said, mode)
        assert batch.import_file(store, ADMIN, upload).error is None

    imported(date(2024, 4, 30), None, title, of, head, f"{task}đang làm")
    imported(date(2024, 10, 31), ADD, title, head, f"{task}chậm")
    tasks = figures.plan(store, Asked(agency="stp", as_of=date(2024, 10, 31)))
    assert set(tasks["status"]) == {"chậm"}
    assert tasks["due"].tolist() == [date(2024, month, 25) for month in range(4, 13)]


def test_a_corrected_task_that_a_newer_plan_drops_is_called_off_with_its_days(store: Store) -> None:
    world = World(store)
    task = {"plan": "Kế hoạch CCHC năm 2024", "section": "I", "task": "Tổng kết"}
    whole = task | {"schedule": "15/11/2024", "lead_unit": "Văn phòng"}
    world.number([whole | {"no": one} for one in ("1", "2")], date(2024, 1, 31), dataset="plan_tasks")
    world.number([task | {"no": "1", "status": "chậm"}], date(2024, 4, 30), dataset="plan_tasks", mode=ADD)
    world.number([whole | {"no": "2"}], date(2024, 5, 31), dataset="plan_tasks")
    off = figures.called_off(store, Asked(agency="stp", as_of=date(2024, 5, 31)))
    assert off[["no", "unit", "due"]].to_numpy().tolist() == [["1", "stp-vp", date(2024, 11, 15)]]


def test_a_corrected_task_of_a_plan_without_a_year_stays_in_that_of_its_first_file(store: Store) -> None:
    world = World(store)
    task = {
        "plan": "Kế hoạch CCHC",
        "section": "I",
        "task": "Tổng kết",
        "schedule": "Quý II",
        "status": "đang làm",
    }
    world.number([task | {"no": one} for one in ("1", "2")], date(2024, 1, 31), dataset="plan_tasks")
    world.number([task | {"no": "1", "status": "chậm"}], date(2025, 1, 31), dataset="plan_tasks", mode=ADD)
    tasks = figures.plan(store, Asked(agency="stp", as_of=date(2025, 1, 31)))
    assert tasks["due"].tolist() == [date(2024, 6, 30), date(2024, 6, 30)]


def test_points_that_the_council_gave_leave_those_that_the_unit_gave_itself(store: Store) -> None:
    world, line = World(store), {"year": 2024, "unit_text": "Văn phòng", "criterion": "I", "max_points": 10.0}
    world.number([line | {"self_points": 9.0, "note": "đủ"}], date(2024, 10, 1), dataset="unit_scores")
    world.number([line | {"appraised_points": 8.0}], date(2024, 12, 1), dataset="unit_scores")
    (row,) = store.rows("figures/unit_scores", agency="stp", year=2024, as_of=date(2024, 12, 31))
    assert (row["self_points"], row["appraised_points"], row["note"]) == (9.0, 8.0, "đủ")


def test_a_survey_keeps_its_answers(store: Store) -> None:
    world = World(store)
    held = {
        "kind": "survey",
        "held_on": date(2024, 3, 5),
        "subject": "Khảo sát quý I",
        "unit_text": "Văn phòng",
    }
    world.number([held | {"answers": 40, "satisfied": 36}], DAY, dataset="enterprise_events")
    world.number([held | {"document_no": "12/BC-STP"}], date(2024, 4, 1), dataset="enterprise_events")
    asked = {"year": 2024, "date_from": None, "date_to": date(2024, 4, 1), "units": None}
    (row,) = store.rows("figures/enterprise_events", agency="stp", **asked)
    assert (row["answers"], row["satisfied"], row["document_no"]) == (40, 36, "12/BC-STP")


def test_the_numbers_of_a_measurement_are_one_statement(store: Store) -> None:
    """A share that was told alone has no numbers of an older file behind it: they are those of another share."""
    world, said = World(store), {"indicator": "disbursement_rate", "date": DAY}
    world.number([said | {"numerator": 40.0, "denominator": 100.0}], DAY, dataset="measurements")
    world.number([said | {"value": 0.6}], DAY, dataset="measurements")
    (row,) = store.rows("reconcile/measurements", agency="stp", from_day=DAY, until_day=DAY)
    assert (row["numerator"], row["denominator"], row["value"]) == (None, None, 0.6)


def test_a_file_is_compared_with_all_that_is_known(store: Store) -> None:
    """The cause is of an older file: the same again was said to change it from nothing, and another one likewise."""
    world = World(store)
    told = {"year": 2024, "code": "I", "name": "Một", "max_points": 2.0, "self_points": 1.0, "cause": "thiếu"}
    world.number([told], DAY, dataset="criteria")
    points = {key: value for key, value in told.items() if key != "cause"} | {"self_points": 1.5}
    world.number([points], date(2024, 4, 1), dataset="criteria", mode=ADD)

    def compared(cause: str | None) -> Difference:
        row = told | {"self_points": 1.5, "cause": cause}
        looked = world.look([row], date(2024, 4, 2), dataset="criteria", mode=ADD)
        assert isinstance(looked, ComparedFile)
        return looked.difference

    same, other = compared("thiếu"), compared("muộn")
    assert (same.new, same.changed, same.unchanged, same.examples) == (0, 0, 1, ())
    assert other.examples == (Change("2024 | I", "cause", "thiếu", "muộn"),)
    assert other.changed_fields == {"cause": 1}
    (emptied,) = compared(None).examples
    assert (emptied.before, emptied.after) == ("thiếu", None)


def test_a_procedure_is_its_units_whatever_column_the_newest_file_lacks(store: Store) -> None:
    world, actor = World(store), Actor("vp", "uploader", "stp-vp")
    world.number([procedure("1.001")], date(2024, 1, 1), dataset="procedures")
    world.number([WITHOUT_FEE], date(2024, 2, 1), dataset="procedures", mode=ADD)
    again = world.look([procedure("1.001", has_fee=False)], date(2024, 3, 1), dataset="procedures", mode=ADD)
    assert batch.commit(store, actor, again).status == "imported"


def test_a_list_in_a_lake_is_as_it_is_known(store: Store) -> None:
    """Its rows have all that is known, so that no import of theirs says which columns it had."""
    world = listed(store)
    world.number([WITHOUT_FEE], date(2024, 2, 1), dataset="procedures", mode=ADD)
    said = {row["dataset"]: row["columns"] for row in store.rows("lake/imports", agency="stp")}
    assert said["procedures"] is None
    assert "has_fee" in said["dossiers"]
