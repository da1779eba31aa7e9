"""What an import keeps and what counts after it (shared contract, "Versions and the as-of date"), on tiny rows."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chiso import reference
from chiso.core.errors import Refused, UnknownName
from chiso.intake.commit import batch
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers
from chiso.store import Store, ledger, originals
from tests.worlds import fresh_home
from tests.worlds.import_world import World, day, dossier, moment, table_rows
from tests.worlds.people import ADMIN, named


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fresh_home.bare(tmp_path / "home") as store:
        yield World(store)


def month(number: int) -> tuple[date, date]:
    last = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(number, 31)
    return date(2024, number, 1), date(2024, number, last)


# ---- current values


def test_first_import_is_what_is_known(world: World) -> None:
    number = world.number([dossier("H1"), dossier("H2", finished_at="10/3", status="done")], "31/3")
    known = world.known()
    assert known.keys() == {"H1", "H2"}
    row = known["H2"]
    assert (row["agency"], row["import_id"], row["row_no"], row["versions"]) == ("stp", number, 3, 1)
    assert (row["as_of"], row["first_as_of"]) == (day("31/3"), day("31/3"))
    assert row["resolved_on"] == day("10/3")
    assert (row["first_due_on"], row["is_due_moved"]) == (day("15/3"), False)
    assert known["H1"]["resolved_on"] is None
    assert world.store.data_version == 1


def test_newest_as_of_wins_whatever_the_order_of_import(world: World) -> None:
    world.number([dossier("H1", status="done", finished_at="20/3")], "31/3")
    world.number([dossier("H1", status="processing")], "29/2")  # February's file comes late
    row = world.known()["H1"]
    assert (row["status"], row["as_of"], row["first_as_of"]) == ("done", day("31/3"), day("29/2"))
    assert row["versions"] == 2


def test_missing_column_keeps_the_value_an_empty_cell_does_not(world: World) -> None:
    world.number([dossier("H1", official="Lan", note="thiếu bản sao")], "31/3")
    without_official = (
        "dossier_id",
        "procedure_name",
        "unit",
        "channel",
        "received_at",
        "due_at",
        "status",
        "note",
    )
    world.number([dossier("H1", official="không được đọc", note=None)], "30/4", columns=without_official)
    row = world.known()["H1"]
    assert row["official"] == "Lan"
    assert row["note"] is None
    assert row["as_of"] == day("30/4")


def test_missing_unit_column_keeps_both_spelling_and_key(world: World) -> None:
    world.number([dossier("H1", unit_text="Phòng B")], "31/3")
    world.number(
        [dossier("H1")], "30/4", columns=("dossier_id", "channel", "received_at", "due_at", "status")
    )
    row = world.known()["H1"]
    assert (row["unit_text"], row["unit_key"]) == ("Phòng B", "phong b")


def test_value_of_a_superseded_version_does_not_count(world: World) -> None:
    world.number([dossier("H1", official="Lan")], "30/3")
    world.number(
        [dossier("H1")], "31/3", columns=("dossier_id", "channel", "received_at", "due_at", "status")
    )
    assert world.known()["H1"]["official"] is None


def test_agencies_do_not_mix(world: World) -> None:
    world.number([dossier("H1")], "31/3")
    look = world.look([dossier("H1", status="done")], "31/3")
    other = replace(look, upload=replace(look.upload, agency="sct"), superseded=())
    assert batch.commit(world.store, ADMIN, other).status == "imported"
    rows = {row["agency"]: row["status"] for row in table_rows(world.store, "dossiers_current")}
    assert rows == {"stp": "processing", "sct": "done"}


def test_withdrawn_without_a_date_is_resolved_when_it_first_shows(world: World) -> None:
    world.number([dossier("H1")], "29/2")
    world.number([dossier("H1", status="withdrawn")], "31/3")
    world.number([dossier("H1", status="withdrawn")], "30/4")
    world.number([dossier("H2", status="withdrawn", finished_at="2/5")], "31/5")
    known = world.known()
    assert known["H1"]["resolved_on"] == day("31/3")
    assert known["H2"]["resolved_on"] == day("2/5")


ALONE = {
    "dossiers": [
        dossier("H1"),
        dossier("H2", status="withdrawn"),
        dossier("H3", status="withdrawn", finished_at="20/3"),
        dossier("H4", due_at=None, finished_at="10/3", status="done"),
        dossier("H5", status="supplement"),
    ],
    "tasks": [
        {"document_no": "12/UBND", "content": "Báo cáo", "due_on": day("15/3"), "finished_on": day("10/3")},
        {"document_no": "13/UBND", "content": "Rà soát", "due_on": None, "finished_on": None},
    ],
    "petitions": [
        {"petition_id": "P1", "subject": "Chậm trả", "received_on": day("1/3"), "due_on": day("15/3")},
        {"petition_id": "P2", "subject": "Đường hỏng", "received_on": day("2/3"), "answered_on": day("9/3")},
    ],
    "joint_dossiers": [
        {"dossier_id": "L1", "procedure_name": "Cấp đất", "received_on": day("1/3"), "due_on": day("15/3")},
    ],
}


@pytest.mark.parametrize("dataset", ALONE)
def test_an_import_that_stands_alone_gives_what_merging_gives(world: World, dataset: str) -> None:
    number = world.number(ALONE[dataset], "31/3", dataset=dataset)
    alone = world.known(f"{dataset}_current")
    assert len(alone) == len(ALONE[dataset])
    for query in ("current/forget", "current/merge"):
        world.store.execute(query, DATASETS[dataset].names, agency="stp", changed=[number])
    assert world.known(f"{dataset}_current") == alone


# ---- the first due date: (due, status) per month -> first due, moved

FIRST_DUE = [
    ([("15/3", "processing"), ("20/3", "processing")], "15/3", True),
    ([("15/3", "processing"), ("10/3", "processing")], "10/3", False),
    ([("15/3", "processing"), ("20/3", "supplement")], "20/3", False),
    ([("15/3", "fee"), ("20/3", "processing")], "20/3", False),
    ([("15/3", "stopped"), ("16/3", "processing"), ("20/3", "processing")], "16/3", True),
    ([("15/3", "processing"), (None, "supplement"), ("20/3", "processing")], "20/3", False),
    ([("15/3", "supplement"), (None, "processing"), ("20/3", "processing")], "15/3", True),
    ([(None, "processing"), ("20/3", "processing")], "20/3", False),
    ([("15/3", "processing"), (None, "processing")], "15/3", False),
    ([("15/3", "processing"), ("20/3", "processing"), ("20/3", "fee")], "20/3", False),
    ([("15/3", "processing"), ("20/3", "processing"), ("15/3", "processing")], "15/3", True),
    ([("15/3", "processing"), ("30/3", "processing"), ("20/3", "fee"), ("10/3", "done")], "10/3", True),
    ([(None, "processing")], None, False),
]


def test_first_due_date(world: World) -> None:
    """Every case is a record of one home: each has its last version in the last of the months."""
    last = max(len(versions) for versions, *_ in FIRST_DUE)
    for number in range(1, last + 1):
        shown = {
            f"H{case}": versions[number - 1 - last + len(versions)]
            for case, (versions, *_) in enumerate(FIRST_DUE)
            if number > last - len(versions)
        }
        rows = [dossier(key, due_at=due, status=status) for key, (due, status) in shown.items()]
        world.number(rows, date(2024, number, 28))
    known = world.known()
    for case, (versions, first, is_moved) in enumerate(FIRST_DUE):
        row = known[f"H{case}"]
        found = row["first_due_on"], row["is_due_moved"], row["due_at"]
        assert found == (day(first) if first else None, is_moved, moment(versions[-1][0])), versions


def test_first_due_counts_superseded_versions_but_not_rolled_back_ones(world: World) -> None:
    world.number([dossier("H1", due_at="10/3")], "30/3")
    world.number([dossier("H1", due_at="20/3")], "31/3")  # supersedes
    assert world.known()["H1"]["first_due_on"] == day("10/3")
    third = world.number([dossier("H1", due_at="5/3")], "30/4")
    assert world.known()["H1"]["first_due_on"] == day("5/3")
    batch.rollback(world.store, ADMIN, third)
    assert world.known()["H1"]["first_due_on"] == day("10/3")


def test_first_due_goes_by_as_of_not_by_order_of_import(world: World) -> None:
    world.number([dossier("H1", due_at="20/3")], "31/3")
    world.number([dossier("H1", due_at="15/3")], "29/2")
    row = world.known()["H1"]
    assert (row["first_due_on"], row["is_due_moved"]) == (day("15/3"), True)


# ---- slices


def test_same_month_supersedes_and_roll_back_revives(world: World) -> None:
    first = world.number([dossier("H1"), dossier("H2")], "20/3")
    second = world.number([dossier("H1", status="done", finished_at="21/3")], "31/3")
    assert world.statuses() == {first: "superseded", second: "active"}
    assert world.known().keys() == {"H1"}
    batch.rollback(world.store, ADMIN, second)
    assert world.statuses() == {first: "active", second: "rolled_back"}
    assert world.known().keys() == {"H1", "H2"}
    assert world.known()["H1"]["status"] == "processing"
    assert world.known()["H1"]["versions"] == 1
    batch.bring_back(world.store, ADMIN, second)
    assert world.statuses() == {first: "superseded", second: "active"}
    assert world.known()["H1"]["status"] == "done"


def test_same_day_supersedes_too(world: World) -> None:
    first = world.number([dossier("H1")], "31/3")
    second = world.number([dossier("H1", status="done")], "31/3")
    assert world.statuses() == {first: "superseded", second: "active"}


def test_older_file_of_the_same_slice_is_refused_in_every_mode(world: World) -> None:
    world.number([dossier("H1")], "31/3")
    before = world.store.data_version
    for mode in (None, "replace", "add"):
        result = world.put([dossier("H1", status="done")], "30/3", mode=mode)
        assert (result.status, result.error["code"]) == ("refused", "older_than_imported")
    assert world.store.data_version == before
    assert world.known()["H1"]["status"] == "processing"


def test_printed_calendar_month_is_that_month(world: World) -> None:
    first = world.number([dossier("H1")], "31/3", period=month(3))
    second = world.number([dossier("H1")], "31/3", salt="khác")
    assert world.statuses() == {first: "superseded", second: "active"}


def test_other_period_and_other_source_are_other_slices(world: World) -> None:
    numbers = [
        world.number([dossier("H1")], "31/3"),
        world.number([dossier("H2")], "31/3", period=(day("1/1"), day("31/3"))),
        world.number([dossier("H3")], "31/3", source="Phòng A"),
        world.number([dossier("H4")], "30/4"),
    ]
    assert world.statuses() == dict.fromkeys(numbers, "active")
    again = world.number([dossier("H3", status="done")], "31/3", source="PHÒNG A")
    assert world.statuses()[numbers[2]] == "superseded"
    assert world.statuses()[again] == "active"


def test_roll_back_in_the_middle_of_a_chain(world: World) -> None:
    one = world.number([dossier("H1", note="1")], "10/3")
    two = world.number([dossier("H1", note="2")], "20/3")
    three = world.number([dossier("H1", note="3")], "30/3")
    batch.rollback(world.store, ADMIN, two)
    assert world.statuses() == {one: "superseded", two: "rolled_back", three: "active"}
    batch.rollback(world.store, ADMIN, three)
    assert world.statuses() == {one: "active", two: "rolled_back", three: "rolled_back"}
    assert world.known()["H1"]["note"] == "1"
    batch.bring_back(world.store, ADMIN, two)
    batch.bring_back(world.store, ADMIN, three)
    assert world.statuses() == {one: "superseded", two: "superseded", three: "active"}


def test_the_last_days_of_a_month_are_not_the_month(world: World) -> None:
    whole = world.number([dossier("H1")], "31/3", period=(day("1/3"), day("31/3")))
    part = world.number([dossier("H1", note="2")], "31/3", period=(day("15/3"), day("31/3")))
    assert world.statuses() == {whole: "active", part: "active"}


def few(keys: str, **values: object) -> list[dict]:
    return [dossier(key, **values) for key in keys.split()]


def test_fewer_than_half_of_the_keys_is_a_conflict(world: World) -> None:
    first = world.number(few("H1 H2 H3 H4"), "31/3")
    looked = world.look(few("H1 H9", status="done"), "31/3")
    assert looked.error["code"] == "slice_conflict"
    assert set(looked.difference.missing) == {"H2", "H3", "H4"}
    assert looked.difference.vanished == ()  # known as of the same day
    assert batch.commit(world.store, ADMIN, looked).status == "refused"
    assert world.statuses() == {first: "active"}
    assert world.put(few("H1 H9", status="done"), "31/3", mode="replace").status == "imported"
    assert world.known().keys() == {"H1", "H9"}


def test_half_of_the_keys_is_none_and_rejected_keys_count(world: World) -> None:
    world.number(few("H1 H2 H3 H4"), "31/3")
    assert world.put(few("H1", status="done"), "31/3", rejected=["H2"]).status == "imported"


def test_add_replaces_rows_by_key_and_supersedes_nothing(world: World) -> None:
    first = world.number(few("H1 H2 H3 H4"), "31/3")
    second = world.number(few("H1 H9", status="done"), "31/3", mode="add")
    assert world.statuses() == {first: "active", second: "active"}
    known = world.known()
    assert known.keys() == {"H1", "H2", "H3", "H4", "H9"}
    assert (known["H1"]["status"], known["H2"]["status"]) == ("done", "processing")
    third = world.number(few("H1 H2 H3"), "31/3", salt="lại")
    assert world.statuses() == {first: "superseded", second: "superseded", third: "active"}
    assert world.known().keys() == {"H1", "H2", "H3"}
    batch.rollback(world.store, ADMIN, third)
    assert world.known() == known


def test_as_of_of_a_dataset_without_slices(world: World) -> None:
    def figure(value: float, as_of: str, salt: str = "") -> int:
        row = {"indicator": "satisfaction", "date": day("31/3"), "value": value}
        return world.number([row], as_of, dataset="measurements", salt=salt)

    numbers = [figure(0.9, "30/4"), figure(0.8, "31/3"), figure(0.7, "30/4", "sửa")]
    assert world.statuses() == dict.fromkeys(numbers, "active")
    rows = world.store.rows("imports/counting", agency="stp", dataset="measurements")
    assert [row["import_id"] for row in rows] == [numbers[1], numbers[0], numbers[2]]  # the last one wins


def test_plan_and_criteria_are_replaced_per_plan_and_year(world: World) -> None:
    def plan(name: str, *numbers: str, as_of: str = "31/3") -> int:
        rows = [{"plan": name, "section": "I", "no": no, "task": f"Việc {no}"} for no in numbers]
        return world.number(rows, as_of, dataset="plan_tasks")

    first, other, second = (
        plan("KH 1", "1", "2"),
        plan("KH 2", "1"),
        plan("KH 1", "1", "2", "3", as_of="30/4"),
    )
    assert world.statuses() == {first: "superseded", other: "active", second: "active"}
    rows = [{"plan": "KH 1", "section": "I", "no": "1", "task": "cũ"}]
    assert world.put(rows, "1/4", dataset="plan_tasks").error["code"] == "older_than_imported"
    for year, status in ((2023, "active"), (2024, "active"), (2024, "superseded")):
        row = {"year": year, "code": "I.1", "name": "Tiêu chí", "max_points": 2.0, "self_points": 1.0}
        number = world.number([row], "31/3", dataset="criteria", salt=status)
        assert world.statuses()[number] == "active"
    counted = world.store.rows("imports/counting", agency="stp", dataset="criteria")
    assert sorted(row["status"] for row in counted) == ["active", "active", "superseded"]


def test_procedures_are_replaced_whole(world: World) -> None:
    def listed(*codes: str, as_of: str) -> int:
        rows = [{"procedure_code": code, "procedure_name": f"Thủ tục {code}"} for code in codes]
        return world.number(rows, as_of, dataset="procedures")

    first = listed("1.001", "1.002", as_of="31/3")
    second = listed("1.001", as_of="30/9")
    assert world.statuses() == {first: "superseded", second: "active"}


@pytest.mark.parametrize(
    ("dataset", "row", "due"),
    [
        ("tasks", {"document_no": "12/UBND", "content": "Báo cáo", "unit_text": "Phòng A"}, "due_on"),
        ("petitions", {"petition_id": "P1", "received_on": day("1/3"), "unit_text": "Phòng A"}, "due_on"),
    ],
)
def test_tasks_and_petitions_keep_their_earliest_due_date(
    world: World, dataset: str, row: dict, due: str
) -> None:
    world.number([row | {due: day("15/3")}], "31/3", dataset=dataset)
    last = world.number([row | {due: day("20/4")}], "30/4", dataset=dataset)
    (known,) = world.known(f"{dataset}_current").values()
    assert (known[due], known["first_due_on"], known["versions"]) == (day("20/4"), day("15/3"), 2)
    batch.rollback(world.store, ADMIN, last)
    (known,) = world.known(f"{dataset}_current").values()
    assert (known[due], known["versions"]) == (day("15/3"), 1)


# ---- the same file, undoing


def test_same_bytes_again_are_unchanged(world: World) -> None:
    first = world.put([dossier("H1")], "31/3", rejected=["H7"])
    again = world.put([dossier("H1")], "31/3", rejected=["H7"])
    assert (again.status, again.import_id, again.rows_loaded) == ("unchanged", first.import_id, 1)
    assert again.as_json()["rejects"] == first.as_json()["rejects"]
    assert world.store.data_version == 1


def test_rolled_back_file_can_be_imported_anew_but_not_twice(world: World) -> None:
    first = world.number([dossier("H1")], "31/3")
    batch.rollback(world.store, ADMIN, first)
    assert world.known() == {}
    second = world.number([dossier("H1")], "31/3")
    assert second == first + 1
    with pytest.raises(Refused) as error:
        batch.bring_back(world.store, ADMIN, first)
    assert error.value.code == "already_active"


def test_undoing_twice_or_something_unknown_says_so(world: World) -> None:
    number = world.number([dossier("H1")], "31/3")
    with pytest.raises(Refused) as error:
        batch.bring_back(world.store, ADMIN, number)
    assert error.value.code == "not_rolled_back"
    batch.rollback(world.store, ADMIN, number)
    version = world.store.data_version
    with pytest.raises(Refused) as error:
        batch.rollback(world.store, ADMIN, number)
    assert error.value.code == "already_rolled_back"
    with pytest.raises(UnknownName):
        batch.rollback(world.store, ADMIN, 99)
    assert world.store.data_version == version


def test_history_lists_every_import(world: World) -> None:
    world.number([dossier("H1")], "20/3")
    world.number([dossier("H1")], "31/3")
    frame = world.store.run("imports/list")
    assert list(frame["status"]) == ["superseded", "active"]
    assert list(frame["superseded_by"].fillna(0)) == [2, 0]
    assert list(frame["imported_by"]) == ["quan.tri", "quan.tri"]
    assert [row["what"] for row in table_rows(world.store, "audit")] == ["import", "import"]


# ---- what the preview says


def test_difference(world: World) -> None:
    world.number(few("H1 H2 H3 H4"), "20/3")
    rows = [
        dossier("H1"),
        dossier("H2", status="done", finished_at="21/3"),
        dossier("H3", due_at="29/3"),
        dossier("H9"),
    ]
    looked = world.look(rows, "31/3")
    found = looked.difference
    assert (found.new, found.changed, found.unchanged) == (1, 2, 1)
    assert found.changed_fields == {"due_at": 1, "finished_at": 1, "status": 1}
    assert [(m.record_key, m.before, m.after) for m in found.moved_due] == [("H3", day("15/3"), day("29/3"))]
    assert found.missing == ("H4",)
    assert found.vanished == ("H4",)
    assert [row["import_id"] for row in looked.superseded] == [1]
    assert looked.result.status == "preview"
    assert world.store.data_version == 1


def test_difference_does_not_compare_what_the_file_lacks_or_what_is_newer(world: World) -> None:
    world.number([dossier("H1", official="Lan")], "31/3")
    lacks = world.look([dossier("H1")], "30/4", columns=("dossier_id", "status", "due_at"))
    assert (lacks.difference.changed, lacks.difference.unchanged) == (0, 1)
    late = world.look([dossier("H1", status="fee")], "29/2")
    assert (late.difference.changed, late.difference.unchanged) == (0, 1)


def test_a_form_of_another_period_changes_nothing(world: World) -> None:
    """A form is cumulative: that of the half year was said to change every number of the first quarter's."""
    quarter, half = (date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 1, 1), date(2024, 6, 30))
    row = {"field": "Hộ tịch", "received_total": 100, "resolved_total": 90, "open_total": 10}
    world.number([row], "31/3", dataset="field_report", period=quarter)
    more = row | {"received_total": 220, "resolved_total": 200, "open_total": 20}
    other = world.look([more], "30/6", dataset="field_report", period=half).difference
    assert (other.new, other.changed, other.examples) == (1, 0, ())
    same = world.look([row | {"open_total": 9}], "2/4", dataset="field_report", period=quarter).difference
    assert (same.new, same.changed, same.changed_fields) == (0, 1, {"open_total": 1})


def test_unknown_units_are_listed_and_answers_teach_them(world: World) -> None:
    looked = world.look([dossier("H1", unit_text="Tổ lạ")], "31/3")
    assert looked.result.unknown_units == ("Tổ lạ",)
    assert [w["code"] for w in looked.result.warnings] == ["unknown_unit"]
    assert batch.commit(world.store, ADMIN, looked).status == "imported"


def test_answered_unit_is_no_longer_asked(world: World) -> None:
    looked = world.look(
        [dossier("H1", unit_text="Tổ lạ")], "31/3", answers=Answers(units={"tổ  LẠ": "stp-vp"})
    )
    assert looked.result.unknown_units == ()
    assert looked.result.warnings == ()


def test_answering_units_of_a_file_that_is_there_already_teaches_them(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        world = World(store)
        rows = [dossier("H1", unit_text="Tổ lạ")]
        assert world.put(rows, "31/3").unknown_units == ("Tổ lạ",)
        before = store.data_version
        assert world.put(rows, "31/3", answers=Answers(units={"Tổ lạ": "stp-vp"})).status == "unchanged"
        assert reference.resolve_unit(store, "stp", "TỔ LẠ") == "stp-vp"
        assert store.data_version > before


def test_agency_by_code_or_name_and_no_other(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        content = b"Ma ho so;Ten thu tuc"
        assert preview(store, Upload("a.csv", content, "SCT")).upload.agency == "sct"
        assert preview(store, Upload("a.csv", content, "sở tư pháp")).upload.agency == "stp"
        refused = preview(store, Upload("a.csv", content, "xyz"))
        assert refused.error["code"] == "unknown_name"


# ---- checks


def codes(world: World, name: str) -> list[str]:
    return list(world.store.run(f"checks/{name}", agency="stp")["subject"])


def test_vanished(world: World) -> None:
    world.number(
        [*few("H1 H2 H3 H4"), dossier("H5", status="done", finished_at="5/3"), dossier("H6", status="new")],
        "31/3",
    )
    world.number(few("H1"), "30/4", rejected=["H2"])
    assert codes(world, "vanished") == ["H3", "H4"]
    world.number(few("H3"), "31/5", mode="add")  # only a part: says nothing about the others
    assert codes(world, "vanished") == ["H4"]
    last = world.number(few("H1 H2 H3 H4"), "30/6")
    assert codes(world, "vanished") == []
    batch.rollback(world.store, ADMIN, last)
    assert codes(world, "vanished") == ["H4"]


def test_export_of_one_source_speaks_only_for_its_own(world: World) -> None:
    world.number(few("H1"), "31/3")
    world.number(few("H2 H3"), "31/3", source="Phòng A")
    world.number(few("H2"), "30/4", source="Phòng A")
    assert codes(world, "vanished") == ["H3"]


def test_rejected_version(world: World) -> None:
    world.number(few("H1 H2"), "31/3", rejected=["H8"])
    assert codes(world, "rejected_version") == []  # H8 was never accepted: it is in the list of rejects
    world.number([], "30/4", columns=["dossier_id"], rejected=["H1", "H2"], mode="replace")
    assert codes(world, "rejected_version") == ["H1", "H2"]
    world.number(few("H2"), "31/5")
    assert codes(world, "rejected_version") == ["H1"]


def test_due_moved(world: World) -> None:
    world.number(few("H1 H2"), "31/3")
    world.number([dossier("H1", due_at="20/3"), dossier("H2", due_at="20/3", status="fee")], "30/4")
    assert codes(world, "due_moved") == ["H1"]
    (message,) = world.store.run("checks/due_moved", agency="stp")["message"]
    assert "15/03/2024 sang 20/03/2024" in message


# ---- two at once, disk, ledger


def test_two_people_import_the_same_file_at_once(world: World) -> None:
    answers: list[str] = []

    def importing() -> None:
        answers.append(world.put(few("H1 H2"), "31/3").status)

    threads = [threading.Thread(target=importing) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["imported", "unchanged", "unchanged", "unchanged"]
    assert len(ledger.read(world.store.home).lines) == 1


def test_conflict_is_seen_although_the_preview_was_made_before(world: World) -> None:
    looked = world.look(few("H1", status="done"), "20/3")
    world.number(few("H1"), "31/3")
    result = batch.commit(world.store, ADMIN, looked)
    assert (result.status, result.error["code"]) == ("refused", "older_than_imported")
    assert len(list((world.store.home / "originals").iterdir())) == 1  # the refused one was not kept


def test_original_is_kept_private_and_whole(world: World) -> None:
    result = world.put(few("H1"), "31/3")
    path = world.store.home / "originals" / result.sha256
    assert path.stat().st_mode & 0o077 == 0
    assert originals.has(world.store.home, result.sha256)


def test_full_disk_for_the_original_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    looked = world.look(few("H1"), "31/3")
    with monkeypatch.context() as patch:
        patch.setattr(originals, "keep", full)
        with pytest.raises(Exception, match="storage_full"):
            batch.commit(world.store, ADMIN, looked)
        patch.setattr(batch, "parts", lambda *_, **__: [looked])
        result = batch.import_file(world.store, ADMIN, Upload("a.csv", b""))
        assert (result.status, result.error["code"]) == ("refused", "storage_full")
    assert world.statuses() == {}
    assert batch.commit(world.store, ADMIN, looked).status == "imported"


def test_failure_in_the_transaction_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.number(few("H1"), "31/3")
    before = world.known()
    looked = world.look(few("H1 H2", status="done"), "31/3")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "bump", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch.commit(world.store, ADMIN, looked)
    assert world.known() == before
    assert len(list((world.store.home / "originals").iterdir())) == 1
    assert len(ledger.read(world.store.home).lines) == 1
    assert batch.commit(world.store, ADMIN, looked).status == "imported"


def test_ledger_has_a_line_for_everything(world: World) -> None:
    number = world.number(few("H1"), "31/3")
    batch.rollback(world.store, named("an"), number)
    batch.bring_back(world.store, named("an"), number)
    lines = ledger.read(world.store.home).lines
    assert [line["action"] for line in lines] == ["import", "rollback", "bring_back"]
    assert [line["data_version"] for line in lines] == [1, 2, 3]
    assert (lines[0]["file_name"], lines[0]["as_of"]) == ("tep.xlsx", "2024-03-31")


@pytest.mark.parametrize(
    "place", ["clean.cleaning.clean", "files.process.Child._answer", "files.reading._inspect"]
)
def test_our_own_mistake_is_no_damaged_file(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a developer's mistake")

    monkeypatch.setattr(f"chiso.intake.{place}", broken)
    content = "Mã PAKN;Ngày tiếp nhận;Đơn vị xử lý\nPA1;01/03/2024;Phòng A\nPA2;02/03/2024;Phòng A\n".encode()
    error = preview(world.store, Upload("a.csv", content, "stp", Answers(as_of=day("31/3")))).error
    assert error is not None
    assert error["code"] == "unforeseen"
    (number,) = re.findall(r"số ([0-9A-Z]{6})\.$", error["message"])
    assert f"error {number}" in caplog.text
    assert "a developer's mistake" in caplog.text
