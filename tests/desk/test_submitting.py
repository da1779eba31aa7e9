"""The register of what units owe of a plan: handed in, late, thin; who may note it; whom a hand-over makes answer."""

from collections.abc import Iterator
from datetime import date

import pytest

from chiso import figures
from chiso.core.errors import Refused, UnknownName
from chiso.desk import office
from chiso.figures import Asked
from chiso.people.actor import Actor
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
PLAN = "Kế hoạch CCHC năm 2024"
OFFICE, ROOM, ENDED = (
    f"{PLAN}/I/{end}" for end in ("1/stp-vp/2024-10-15", "1/stp-nv1/2024-10-10", "2/stp-hctp/2024-10-15")
)


def planned(store: Store) -> None:
    rows = [
        {"no": "1", "task": "Báo cáo", "lead_unit": "Văn phòng", "schedule": "Trước ngày 15/10/2024",
         "assignment": "Phòng Nghiệp vụ 1 gửi Văn phòng trước ngày 10/10/2024"},
        {"no": "2", "task": "Kiểm tra", "lead_unit": "Phòng Hành chính tư pháp", "schedule": "15/10/2024"},
    ]  # fmt: skip
    plan = [{**row, "plan": PLAN, "section": "I"} for row in rows]
    World(store).put(plan, "31/10", dataset="plan_tasks")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("submitting") / "home", fill=planned) as opened:
        yield opened


def states(store: Store, day: date = DAY) -> dict[str, str]:
    found = figures.owed(store, Asked(agency="stp", as_of=day))
    return dict(zip(found["key"], found["state"], strict=True))


def late(store: Store) -> dict[str, tuple[str, str | None]]:
    found = figures.overdue(store, Asked(agency="stp", as_of=DAY), "plan").astype(object)
    found = found.where(found.notna(), None)
    return {row["key"]: (row["unit"], row["handed_from"]) for row in found.to_dict("records")}


def test_what_is_owed_and_overdue_are_the_same_rows(store: Store) -> None:
    assert states(store) == {ROOM: "overdue", OFFICE: "overdue", ENDED: "overdue"}
    assert late(store) == {ROOM: ("stp-nv1", None), OFFICE: ("stp-vp", None), ENDED: ("stp-hctp", None)}
    assert set(states(store, date(2024, 10, 10)).values()) == {"open"}  # on the day itself nothing is late
    asked = Asked(agency="stp", as_of=DAY)
    assert figures.owed(store, asked, date(2024, 10, 11))["key"].tolist() == [OFFICE, ENDED]
    assert figures.owed(store, asked, date_to=date(2024, 10, 10))["key"].tolist() == [ROOM]
    assert figures.owed(store, asked, plan_name="PAPI").empty
    assert figures.owed(store, Asked(agency="stp", as_of=DAY, unit="stp-nv1"))["key"].tolist() == [ROOM]


@pytest.mark.parametrize(
    ("on", "is_thin", "state"),
    [
        ("10/10", False, "submitted"),
        ("11/10", False, "late"),
        ("10/10", True, "thin"),
        ("11/10", True, "thin"),
    ],
)
def test_a_report_is_handed_in_late_or_thin(store: Store, on: str, is_thin: bool, state: str) -> None:
    day, month = map(int, on.split("/"))
    row = office.submit(store, ADMIN, "stp", ROOM, office.HandedIn(date(2024, month, day), is_thin))
    assert (row["key"], row["state"], row["submitted_on"]) == (ROOM, state, date(2024, month, day))
    assert set(late(store)) == {OFFICE, ENDED}
    assert states(store, date(2024, 10, 9))[ROOM] == "open"  # seen from before, it was not there yet
    office.enter(store, ADMIN, "stp", "plan_tasks", {ROOM: {"submitted_on": None}})
    assert states(store)[ROOM] == "overdue"


def test_a_day_after_the_newest_data_counts_at_once(store: Store) -> None:
    row = office.submit(store, ADMIN, "stp", OFFICE, office.HandedIn(date(2024, 11, 5)))
    assert (row["state"], row["role"], row["source"]) == ("late", "lead", "schedule")


def test_nobody_notes_what_no_plan_asks(store: Store) -> None:
    with pytest.raises(UnknownName):
        office.submit(store, ADMIN, "stp", "I/9/stp-vp/2024-10-15", office.HandedIn(DAY))


def test_a_units_editor_notes_its_own_part_alone(store: Store) -> None:
    editor = Actor("phong", "editor", "stp-nv1")
    office.submit(store, editor, "stp", ROOM, office.HandedIn(date(2024, 10, 10)))
    for values in ({OFFICE: {"submitted_on": "2024-10-10"}}, {f"{PLAN} | I | 1": {"status": "Hoàn thành"}}):
        with pytest.raises(Refused, match="đơn vị mình"):
            office.enter(store, editor, "stp", "plan_tasks", values)
    assert states(store)[OFFICE] == "overdue"


def test_after_a_hand_over_the_key_stays_and_the_heir_answers(store: Store) -> None:
    row = {"unit_id": "stp-hctp", "to_unit": "stp-nv1", "from_day": date(2024, 7, 1)}
    changes.apply(store, ADMIN, "stp", [Edit("hand_overs", None, row)], title="Bàn giao")
    found = figures.owed(store, Asked(agency="stp", as_of=DAY)).set_index("key").loc[ENDED]
    assert (found["unit"], found["heir"], found["heir_name"]) == ("stp-hctp", "stp-nv1", "Phòng Nghiệp vụ 1")
    assert late(store)[ENDED] == ("stp-nv1", "stp-hctp")
    for unit in ("stp-nv1", "stp-hctp"):
        assert ENDED in set(figures.owed(store, Asked(agency="stp", as_of=DAY, unit=unit))["key"])
