"""Imports, corrections, additions, roll-backs in any order, against a plain Python model of the contract.

The model keeps every import in a list and works everything out from scratch by the sentences of the shared contract
("Versions and the as-of date"); it shares no code with the product.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)

from chiso.core.errors import Refused
from chiso.intake.commit import batch, recovery
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.mart_rows import stale
from tests.worlds.people import ADMIN

PAUSED = {"supplement", "fee", "stopped"}
REQUIRED = (
    "dossier_id",
    "procedure_name",
    "unit",
    "channel",
    "received_at",
    "due_at",
    "status",
    "finished_at",
)
KEYS = [f"H{number}" for number in range(1, 7)]

days = st.sampled_from([10, 20, 28])
dues = st.sampled_from([None, "5/4", "10/4", "15/4"])
row_values = st.fixed_dictionaries(
    {
        "due_at": dues,
        "status": st.sampled_from(["processing", "processing", "supplement", "fee", "withdrawn", "done"]),
        "finished_at": st.sampled_from([None, None, "3/4"]),
        "official": st.sampled_from([None, "Lan", "Minh"]),
        "note": st.sampled_from([None, "a", "b"]),
    }
)
contents = st.dictionaries(st.sampled_from(KEYS), row_values, min_size=1, max_size=5)


@dataclass
class Imported:
    """What the model remembers of an import."""

    number: int
    month: int
    as_of: date
    mode: str
    columns: tuple[str, ...]
    rows: dict[str, dict[str, Any]]
    said: tuple[Any, ...]
    is_rolled_back: bool = False

    @property
    def order(self) -> tuple[date, int]:
        return (self.as_of, self.number)


class Model:
    """The contract, worked out from scratch each time."""

    def __init__(self) -> None:
        self.imports: list[Imported] = []

    def standing(self) -> list[Imported]:
        return sorted((i for i in self.imports if not i.is_rolled_back), key=lambda i: i.order)

    def is_superseded(self, one: Imported) -> bool:
        return any(
            other.mode == "replace" and other.month == one.month and other.order > one.order
            for other in self.standing()
        )

    def active(self) -> list[Imported]:
        return [one for one in self.standing() if not self.is_superseded(one)]

    def statuses(self) -> dict[int, str]:
        active = {one.number for one in self.active()}
        standing = {one.number for one in self.standing()}
        return {
            one.number: "active"
            if one.number in active
            else "superseded"
            if one.number in standing
            else "rolled_back"
            for one in self.imports
        }

    def answer(self, month: int, as_of: date, mode: str | None, said: tuple, rows: dict) -> str:
        """What importing this file must say."""
        active = self.active()
        if any(one.said == said for one in active):
            return "unchanged"
        same_slice = [one for one in active if one.month == month]
        if any(one.as_of > as_of for one in same_slice):
            return "older_than_imported"
        before = {key for one in same_slice for key in one.rows}
        if mode is None and len(before & rows.keys()) * 2 < len(before):
            return "slice_conflict"
        return "imported"

    def known(self) -> dict[str, dict[str, Any]]:
        active = self.active()
        return {key: self._record(key, active) for key in KEYS if any(key in one.rows for one in active)}

    def _record(self, key: str, active: list[Imported]) -> dict[str, Any]:
        counting = [one for one in active if key in one.rows]
        history = [one for one in self.standing() if key in one.rows]
        record: dict[str, Any] = {"import_id": counting[-1].number, "versions": len(history)}
        for name in ("due_at", "status", "finished_at", "official", "note"):
            having = [one for one in counting if name in one.columns]
            record[name] = having[-1].rows[key][name] if having else None
        record["first_due"], record["is_moved"] = self._first_due([one.rows[key] for one in history])
        record["resolved"] = record["finished_at"]
        if record["resolved"] is None and record["status"] == "withdrawn":
            record["resolved"] = min(one.as_of for one in history if one.rows[key]["status"] == "withdrawn")
        return record

    @staticmethod
    def _first_due(versions: list[dict[str, Any]]) -> tuple[date | None, bool]:
        first: date | None = None
        not_replaced: list[date] = []
        before = None
        for version in versions:
            due = version["due_at"].date() if version["due_at"] else None
            paused = version["status"] in PAUSED or (before is not None and before["status"] in PAUSED)
            if due is not None:
                if first is None or due < first or (due > first and paused):
                    first = due
                elif due > first:
                    not_replaced.append(due)
            before = version
        return first, first is not None and any(due > first for due in not_replaced)


_numbers = count(1)

_opened: list[Store] = []


@pytest.fixture(scope="module", autouse=True)
def _store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One store for all runs: making one costs more than a run."""
    with fresh_home.bare(tmp_path_factory.mktemp("machine") / "home") as store:
        _opened.append(store)
        yield
        _opened.clear()


class Imports(RuleBasedStateMachine):
    """One agency per run: agencies do not touch one another, so one store serves all runs."""

    files: Bundle = Bundle("files")
    undone: Bundle = Bundle("undone")

    def __init__(self) -> None:
        super().__init__()
        self.store = _opened[0]
        self.world = World(self.store, f"a{next(_numbers)}")
        self.model = Model()

    @rule(
        target=files,
        month=st.sampled_from([3, 4]),
        in_month=days,
        rows=contents,
        mode=st.sampled_from([None, None, "replace", "add"]),
        official=st.booleans(),
        note=st.booleans(),
    )
    def import_file(
        self, month: int, in_month: int, rows: dict, mode: str | None, official: bool, note: bool
    ) -> Any:
        columns = (*REQUIRED, *(["official"] if official else []), *(["note"] if note else []))
        return self._import(month, date(2024, month, in_month), rows, mode, columns)

    @rule(target=files, one=files, changes=contents, mode=st.sampled_from([None, "add"]))
    def correct(self, one: Imported, changes: dict, mode: str | None) -> Any:
        """The same slice again with some rows changed."""
        rows = {key: dict(row) for key, row in one.rows.items()}
        return self._import(one.month, one.as_of, rows | changes, mode, one.columns)

    @rule(target=undone, one=consumes(files))
    def roll_back(self, one: Imported) -> Imported:
        if not one.is_rolled_back:
            batch.rollback(self.store, ADMIN, one.number)
            one.is_rolled_back = True
        return one

    @rule(target=files, one=consumes(undone))
    def bring_back(self, one: Imported) -> Imported:
        if any(other.said == one.said for other in self.model.active()):
            with pytest.raises(Refused, match=r"already_active|not_rolled_back"):
                batch.bring_back(self.store, ADMIN, one.number)
        elif one.is_rolled_back:
            batch.bring_back(self.store, ADMIN, one.number)
            one.is_rolled_back = False
        return one

    @precondition(lambda self: self.model.imports)
    @rule()
    def merging_everything_anew_changes_nothing(self) -> None:
        before = self.world.known()
        recovery.rebuild(self.store)
        assert self.world.known() == before

    def _import(self, month: int, as_of: date, rows: dict, mode: str | None, columns: tuple[str, ...]) -> Any:
        made = {key: dossier(key, **values) for key, values in rows.items()}
        made = {key: {**row, **_dates(rows[key])} for key, row in made.items()}
        said = (as_of, columns, repr(sorted((key, sorted(row.items())) for key, row in made.items())))
        expected = self.model.answer(month, as_of, mode, said, made)
        ordered = [made[key] for key in sorted(made)]
        result = self.world.put(ordered, as_of, columns=columns, mode=mode)
        assert (result.error["code"] if result.error else result.status) == expected
        if expected == "unchanged":
            return next(one for one in self.model.active() if one.said == said)
        if expected != "imported":
            return multiple()
        assert result.import_id is not None
        one = Imported(result.import_id, month, as_of, mode or "replace", columns, made, said)
        self.model.imports.append(one)
        return one

    @invariant()
    def store_agrees_with_model(self) -> None:
        assert self.world.statuses() == self.model.statuses()
        known = {
            key: {
                "import_id": row["import_id"],
                "versions": row["versions"],
                **{name: row[name] for name in ("due_at", "status", "finished_at", "official", "note")},
                "first_due": row["first_due_on"],
                "is_moved": row["is_due_moved"],
                "resolved": row["resolved_on"],
            }
            for key, row in self.world.known().items()
        }
        expected = self.model.known()
        for row in expected.values():
            if hasattr(row["resolved"], "date"):
                row["resolved"] = row["resolved"].date()
        assert known == expected
        assert not stale(self.store, self.world.agency)


def _dates(values: dict[str, Any]) -> dict[str, Any]:
    """The dates as `dossier` made them, for rows that were made before (corrections)."""
    return {name: value for name, value in values.items() if hasattr(value, "year")}


Imports.TestCase.settings = settings(
    max_examples=int(os.environ.get("CHISO_EXAMPLES", "100" if LONG else "2")),
    stateful_step_count=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
test_imports_in_any_order = Imports.TestCase
