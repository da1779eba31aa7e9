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
from chiso.intake.commit.stages import Change, ComparedFile, Difference
from chiso.people.actor import Actor
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier

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
