"""The marts are tables: after any import, roll-back or change of the calendar they are what they would be made anew."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.intake.commit import batch
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store, marts, schema
from tests.worlds import fresh_home, open_world
from tests.worlds.import_world import DOSSIER_COLUMNS, World, dossier
from tests.worlds.mart_rows import stale
from tests.worlds.people import ADMIN


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fresh_home.build(tmp_path / "home") as store:
        yield World(store)


def facts(store: Store) -> dict[str, dict[str, Any]]:
    with store._cursor() as cursor:
        found = cursor.execute("from dossier_facts")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row["record_key"]: row for row in rows}


def test_an_import_and_its_roll_back(world: World) -> None:
    world.number([dossier("A"), dossier("B", due_at="20/3")], "31/3")
    assert facts(world.store)["A"]["overdue_from"] == date(2024, 3, 16)
    second = world.number([dossier("A", finished_at="18/3", status="done"), dossier("C")], "30/4")
    assert facts(world.store)["A"]["is_late"] == 1
    assert not stale(world.store)
    batch.rollback(world.store, ADMIN, second)
    assert set(facts(world.store)) == {"A", "B"}
    assert facts(world.store)["A"]["open_until"] == date(2099, 12, 31)
    assert not stale(world.store)


def test_the_list_of_procedures_changes_dossiers_that_are_already_there(world: World) -> None:
    world.number(
        [dossier("A", procedure_name="Đăng ký  HỘ TỊCH"), dossier("B", procedure_name="Khác")], "31/3"
    )
    assert facts(world.store)["A"]["procedure_key"] is None
    rows = [{"procedure_code": "P1", "procedure_name": "Đăng ký hộ tịch", "service_level": "full"}]
    listed = world.number(rows, "1/4", dataset="procedures")
    assert (facts(world.store)["A"]["procedure_key"], facts(world.store)["A"]["procedure_level"]) == (
        "P1",
        "full",
    )
    assert facts(world.store)["B"]["procedure_key"] is None
    assert not stale(world.store)
    batch.rollback(world.store, ADMIN, listed)
    assert facts(world.store)["A"]["procedure_key"] is None
    assert not stale(world.store)


def test_a_dossier_without_a_field_has_that_of_its_procedure_in_the_list(world: World) -> None:
    """An export may have no column of fields: the form then counted its dossiers under “Chưa rõ lĩnh vực”, which the
    check that compares it with the printed form did not."""
    rows = [
        dossier("A", field=None),
        dossier("B", field="Quốc tịch"),
        dossier("C", field=" "),
        dossier("D", field=None, procedure_name="Khác"),
    ]
    world.number(rows, "31/3", columns=(*DOSSIER_COLUMNS, "field"))
    listed = [{"procedure_code": "P1", "procedure_name": "Đăng ký hộ tịch", "field": "Hộ tịch"}]
    world.number(listed, "1/4", dataset="procedures")
    found = {key: row["field"] for key, row in facts(world.store).items()}
    assert found == {"A": "Hộ tịch", "B": "Quốc tịch", "C": "Hộ tịch", "D": None}
    assert not stale(world.store)


def test_a_swapped_day_changes_how_late_a_dossier_was(world: World) -> None:
    world.number([dossier("A", due_at="15/3", finished_at="19/3", status="done")], "31/3")
    late = facts(world.store)["A"]
    assert late["ended_worked"] - late["due_worked"] == 2  # Friday 15/3 to Tuesday 19/3
    monday = {"day": date(2024, 3, 18), "is_working": False, "note": "Hoán đổi", "source": None}
    changes.apply(world.store, ADMIN, "stp", [Edit("day_overrides", None, monday)], title="Ngày nghỉ")
    late = facts(world.store)["A"]
    assert late["ended_worked"] - late["due_worked"] == 1
    assert not stale(world.store)


def test_a_home_whose_marts_are_missing_or_of_another_text_makes_them_at_opening(world: World) -> None:
    world.number([dossier("A")], "31/3")
    home = world.store.home
    world.store.set_fact("definitions", "of another release")
    with world.store.transaction(), world.store._cursor() as cursor:
        cursor.execute("drop table task_facts")
        cursor.execute("update dossier_facts set is_late = 1")
    schema.migrate(world.store, None, lambda _: None)
    assert not stale(world.store)
    with Store.open(home) as again:
        assert facts(again)["A"]["is_late"] != 1


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_world.build(tmp_path_factory.mktemp("open") / "home") as store:
        yield store


@pytest.mark.parametrize("dataset", marts.OPEN)
def test_a_record_stands_open_with_each_unit_in_turn_that_answers_for_it(
    standing: Store, dataset: str
) -> None:
    assert open_world.found(standing, dataset) == open_world.expected(dataset)
