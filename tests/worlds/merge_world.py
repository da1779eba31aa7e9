"""Versions of records in the order of their files, and what must be known of each after them, worked out by hand.

Dossiers: a file of 31/1 that another one replaced; 28/2; 31/3; 30/4 without the column of the official; 31/5, rolled
back. Tasks: 31/1 and 28/2. Rows count from 2, below their header.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from chiso.intake.commit import batch
from tests.worlds import fresh_home
from tests.worlds.import_world import DOSSIER_COLUMNS, World, day, dossier
from tests.worlds.people import ADMIN


@dataclass(frozen=True)
class Known:
    """A record after all files; `file` and `row` are where its newest version stands."""

    file: int
    row: int
    versions: int
    first_due: date
    is_moved: bool | None = False
    resolved: date | None = None
    official: str | None = None
    note: str | None = None


EXPECTED: dict[str, Known] = {
    "M1": Known(4, 2, 3, day("10/6")),  # 15/6, 15/6, then earlier
    "M2": Known(4, 3, 3, day("5/6")),  # later while it waits for a supplement, then earlier
    # 20/6 never counted: 10/6, then 18/6 while it waits; the official is that of the fourth file
    "M3": Known(5, 3, 4, day("18/6"), is_moved=True, official="Minh"),
    "M4": Known(4, 5, 3, day("20/6")),  # 20/6 without a pause, then stopped: the first date after all
    "M5": Known(2, 6, 2, day("10/6")),  # 12/6 in the replaced file is history too
    "M7": Known(5, 2, 2, day("15/6"), official="Lan", note="x"),  # of the second file, of the fifth
    "M9": Known(2, 8, 1, day("10/6")),  # the file that was rolled back says nothing
    "M10": Known(4, 6, 3, day("15/6"), resolved=day("28/2")),  # withdrawn since the first file that says so
    "T1": Known(8, 2, 2, day("10/6"), is_moved=None),  # a task never waits
}
# M8 stood in the replaced file only.

# A file of 31/3 that stands alone: the one before it was rolled back.
ALONE: dict[str, Known] = {
    "E1": Known(2, 2, 1, day("10/6"), resolved=day("31/3")),  # withdrawn, nobody knows when
    "E2": Known(2, 3, 1, day("5/6"), resolved=day("20/3"), official="Lan", note="x"),
    "E3": Known(2, 4, 1, day("15/6")),
}


def build_alone(home: Path) -> World:
    """A home in which one import counts."""
    world = World(fresh_home.build(home))
    batch.rollback(world.store, ADMIN, world.number([_due("E3", "1/6"), _due("E4", "1/6")], "28/2"))
    done = _due("E2", "5/6", status="done", finished_at="20/3", official="Lan", note="x")
    world.number([_due("E1", "10/6", status="withdrawn"), done, _due("E3", "15/6")], "31/3")
    return world


def build(home: Path) -> World:
    """A home with all these files imported."""
    world = World(fresh_home.build(home))
    put = world.number
    put([dossier("M8"), _due("M5", "12/6")], "31/1")
    rows = [_due("M1", "15/6"), *(_due(key, "10/6") for key in ("M2", "M3", "M4", "M5")), _due("M10", "15/6"),
            _due("M9", "10/6"), _due("M7", "15/6", official="Lan")]  # fmt: skip
    put(rows, "31/1", mode="replace")
    put([_due("M1", "15/6"), _due("M2", "20/6", status="supplement"), _due("M3", "20/6", official="Minh"),
         _due("M4", "20/6"), _due("M10", "15/6", status="withdrawn")], "28/2")  # fmt: skip
    put([_due("M1", "10/6"), _due("M2", "5/6"), _due("M3", "15/6", official="Minh"),
         _due("M4", "20/6", status="stopped"), _due("M10", "15/6", status="withdrawn")], "31/3")  # fmt: skip
    fewer = [name for name in DOSSIER_COLUMNS if name != "official"]
    put([_due("M7", "15/6", note="x"), _due("M3", "18/6", status="fee")], "30/4", columns=fewer)
    batch.rollback(world.store, ADMIN, put([_due("M9", "1/6")], "31/5"))
    task = {"document_no": "T1", "content": "T1", "unit_text": "Phòng A", "assigned_on": day("2/1")}
    put([{**task, "due_on": day("10/6")}], "31/1", dataset="tasks")
    put([{**task, "due_on": day("20/6")}], "28/2", dataset="tasks")
    return world


def known(world: World) -> dict[str, Known]:
    """What is known of each record."""
    rows = world.known().values()
    found = {row["record_key"]: _known(row) for row in [*rows, *world.known("tasks_current").values()]}
    return {key.split(" | ")[0]: value for key, value in found.items()}


def _known(row: dict[str, Any]) -> Known:
    return Known(
        row["import_id"], row["row_no"], row["versions"], row["first_due_on"], row.get("is_due_moved"),
        row.get("resolved_on"), row["official"], row.get("note"),
    )  # fmt: skip


def _due(key: str, due: str, **more: Any) -> dict[str, Any]:
    return dossier(key, due_at=due, **more)
