"""A dataset has all its pieces; one that is missing is named (docs/architecture.md, "A new dataset")."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from chiso.core import settings
from chiso.intake.commit import batch, recovery
from chiso.intake.datasets import DATASETS, Dataset, Field
from chiso.intake.declared import DeclarationError
from chiso.intake.recognise.claims import claim
from chiso.present import workbooks
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World, day
from tests.worlds.people import ADMIN

every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)
LETTERS = Field("note", "Ý kiến khác", "Ý kiến.")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.bare(tmp_path_factory.mktemp("pieces") / "home") as opened:
        yield opened


@every_dataset
def test_its_tables_hold_every_field(store: Store, dataset: Dataset) -> None:
    assert recovery.lacking(store, [dataset]) == []


def test_a_column_that_is_missing_or_of_another_type_is_named(store: Store) -> None:
    tasks = DATASETS["tasks"]
    longer = replace(tasks, fields=(*tasks.fields, LETTERS))
    assert recovery.lacking(store, [longer]) == ["tasks.note varchar", "tasks_current.note varchar"]
    other = replace(
        tasks, fields=tuple(replace(f, kind="date") if f.name == "status" else f for f in tasks.fields)
    )
    assert recovery.lacking(store, [other]) == ["tasks.status date", "tasks_current.status date"]
    assert "letters.note varchar" in recovery.lacking(
        store, [replace(tasks, name="letters", fields=(LETTERS,), history=None)]
    )


def test_a_home_without_a_declared_column_says_so_when_it_is_opened(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recovery.opened(store) == []
    monkeypatch.setattr(recovery, "lacking", lambda _: ["tasks.note varchar"])
    with pytest.raises(DeclarationError, match=r"not in the tables: tasks.note varchar; add a file"):
        recovery.opened(store)


@every_dataset
def test_its_template_has_the_headers_that_it_is_recognised_by(dataset: Dataset) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbooks.template_workbook(dataset.name, {})))
    heads = [cell.value for cell in book.worksheets[0][3 if dataset.is_dated else 1]]
    meant = [claim(dataset.name, (head,)) for head in heads]
    assert [found.field if found else head for found, head in zip(meant, heads, strict=True)] == list(
        dataset.by_name
    )


@every_dataset
def test_a_file_of_it_is_judged_by_figures_that_exist(dataset: Dataset) -> None:
    catalogue = (settings.ROOT / "data" / "reference" / "indicators.csv").read_text(encoding="utf-8")
    codes = {line.split(",")[0] for line in catalogue.splitlines()[1:]} | {"criteria_points", "plan_overdue"}
    assert set(dataset.headlines) <= codes


@every_dataset
def test_it_is_documented(dataset: Dataset) -> None:
    text = (settings.ROOT / "docs/datasets.md").read_text(encoding="utf-8")
    section = text.partition(f"## `{dataset.name}`: {dataset.label}\n")[2].partition("\n## ")[0]
    assert all(re.search(rf"^\| \**{field.name}\** \| ", section, re.MULTILINE) for field in dataset.fields)


def sample(field: Field) -> object:
    """A value for the field's column."""
    if field.kind == "choice":
        return next(code for code in field.choices if code)
    kinds = {
        "flag": True,
        "number": 1.0,
        "score": 1.0,
        "percent": 0.5,
        "integer": 1,
        "count": 1,
        "year": 2024,
    }
    dates = {"date": day("1/3"), "month": day("1/3"), "date_or_month": day("31/3")}
    return {**kinds, **dates}.get(field.kind, "a")


@every_dataset
def test_its_rows_are_imported_compared_counted_and_taken_back(tmp_path: Path, dataset: Dataset) -> None:
    row = {column: sample(dataset.by_name[name]) for column, name in dataset.columns.items()}
    row = {
        column: value
        for column, value in row.items()
        if dataset.by_name[dataset.columns[column]].kind != "datetime"
    }
    with fresh_home.bare(tmp_path / "home") as store:
        world = World(store)
        number = world.number([row], "31/3", dataset=dataset.name, columns=list(row))
        again = world.look([row], "31/3", dataset=dataset.name, columns=list(row), salt="b")
        assert (again.difference.new, again.difference.unchanged) == (0, 1)
        counts = {"dataset": (dataset.name,)}
        assert store.arrow("imports/row_counts", counts).to_pylist() == []
        if dataset.history:
            assert len(world.known(f"{dataset.name}_current")) == 1
        batch.rollback(store, ADMIN, number)
        if dataset.history:
            assert world.known(f"{dataset.name}_current") == {}


def test_rows_that_are_gone_are_said_whatever_the_dataset(tmp_path: Path) -> None:
    with fresh_home.bare(tmp_path / "home") as store:
        number = World(store).number(
            [{"indicator": "satisfaction", "value": 0.9}], "31/3", dataset="measurements"
        )
        assert not [found for found in recovery.verify(store) if found["code"] == "rows_differ"]
        with store._cursor() as cursor:
            cursor.execute("delete from measurements")
        found = [found for found in recovery.verify(store) if found["code"] == "rows_differ"]
        assert [(row["import_id"], row["code"]) for row in found] == [(number, "rows_differ")]
