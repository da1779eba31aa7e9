"""The merge of versions, field by field, for every dataset with a history (contract, "Versions and the as-of date")."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chiso.intake.datasets import DATASETS, Dataset, Field, columns_of
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.import_world import World, day, table_rows

CASES = {
    "dossiers": {"dossier_id": "H1", "received_at": datetime(2024, 3, 1), "due_at": datetime(2024, 3, 15)},
    "tasks": {"document_no": "12/UBND", "content": "Báo cáo", "assigned_on": day("1/3"), "due_on": day("15/3")},
    "joint_dossiers": {"dossier_id": "J1", "received_on": day("1/3"), "due_on": day("15/3")},
    "petitions": {"petition_id": "PA1", "received_on": day("1/3"), "due_on": day("15/3")},
}  # fmt: skip
FIELDS = [
    (dataset, field)
    for dataset in DATASETS.values()
    if dataset.history
    for field in dataset.fields
    if field.name not in dataset.key
]


def value_of(field: Field) -> Any:
    """A value that a cell of the field may hold."""
    if field.kind == "choice":
        return next(code for code in field.choices if code)
    return {"flag": True, "integer": 2, "date": day("2/3"), "datetime": datetime(2024, 3, 2)}.get(
        field.kind, "một"
    )


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with fresh_home.bare(tmp_path / "home") as store:
        yield World(store)


def merged(world: World, dataset: Dataset, column: str) -> Any:
    (row,) = world.known(f"{dataset.name}_current").values()
    return row[column]


def test_every_dataset_with_a_history_is_here() -> None:
    assert set(CASES) == {name for name, dataset in DATASETS.items() if dataset.history}


@pytest.mark.parametrize(("dataset", "field"), sample(sample(FIELDS), 1), ids=lambda one: one.name)
def test_a_field_is_of_the_newest_version_whose_export_has_its_column(
    world: World, dataset: Dataset, field: Field
) -> None:
    column = columns_of(field.name)[0]
    others = [name for name in CASES[dataset.name] if name != field.name]
    row = {**CASES[dataset.name], column: value_of(field)}
    world.number([row], "31/3", dataset=dataset.name, columns=[*others, field.name])
    world.number([row | {column: None}], "30/4", dataset=dataset.name, columns=others)
    assert merged(world, dataset, column) == value_of(field), "no column: the older value stays"
    world.number([row | {column: None}], "31/5", dataset=dataset.name, columns=[*others, field.name])
    assert merged(world, dataset, column) is None, "an empty cell of a column that is there wins"


@pytest.mark.parametrize("dataset", CASES)
def test_an_earlier_due_date_is_the_first_a_later_one_is_not(world: World, dataset: str) -> None:
    history = DATASETS[dataset].history
    assert history is not None
    for number, (as_of, due) in enumerate((("31/3", 15), ("30/4", 10), ("31/5", 20)), start=1):
        row = CASES[dataset] | {history.due: CASES[dataset][history.due].replace(day=due)}
        world.number([row], as_of, dataset=dataset)
        known = next(iter(world.known(f"{dataset}_current").values()))
        assert known["first_due_on"] == day("15/3" if number == 1 else "10/3")


def test_of_two_measurements_of_one_day_the_newer_import_counts(world: World) -> None:
    said = {"indicator": "disbursement_rate", "date": day("31/3")}
    for value, salt in ((0.4, "a"), (0.6, "b")):
        world.number([said | {"value": value}], "31/3", dataset="measurements", salt=salt)
    found = world.store.rows(
        "reconcile/measurements", agency="stp", from_day=day("1/3"), until_day=day("31/3")
    )
    assert [row["value"] for row in found] == [0.6]


def test_what_is_compared_with_is_the_newer_import_of_one_day(world: World) -> None:
    said = {"indicator": "disbursement_rate", "date": day("31/3")}
    for value, salt in ((0.4, "a"), (0.6, "b")):
        world.number([said | {"value": value}], "31/3", dataset="measurements", salt=salt)
    again = world.look([said | {"value": 0.6}], "31/3", dataset="measurements", salt="c")
    assert (again.difference.unchanged, again.difference.changed) == (1, 0)
    assert len(table_rows(world.store, "measurements")) == 2
