"""Records that change hands and a name that is two persons, put straight beside the marts: what the views of what
stands open make of them, worked out by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from chiso.store import Store, marts
from tests.worlds import fresh_home

NEVER = date(2099, 12, 31)
GIVEN, DUE, MOVED, DONE = date(2024, 3, 4), date(2024, 5, 6), date(2024, 7, 1), date(2024, 9, 30)

# agency, record, unit, official, given, overdue from, open until
RECORDS = [
    ("stp", "H", "a", "Lan", GIVEN, DUE, DONE),
    ("stp", "N", "a", "Minh", GIVEN, None, NEVER),  # without a deadline
    ("stp", "P", "c", "Lan", GIVEN, DUE, NEVER),  # is handed over nowhere; a namesake's unit is another
    ("khac", "H", "a", "Lan", GIVEN, DUE, DONE),
]
# agency, record, unit, from, until
SPANS = [
    ("stp", "H", "a", date(1900, 1, 1), MOVED),
    ("stp", "H", "b", MOVED, NEVER),
    ("stp", "N", "a", date(1900, 1, 1), MOVED),
    ("stp", "N", "b", MOVED, NEVER),
    ("khac", "P", "b", MOVED, NEVER),  # a record of the same name elsewhere
]
PERSON = "Lan (Phòng A)"
# agency, record, unit -> unit that the export names, official, given, overdue from, open until
EXPECTED = {
    ("stp", "H", "a"): ("a", PERSON, GIVEN, DUE, MOVED),
    ("stp", "H", "b"): ("a", PERSON, MOVED, MOVED, DONE),
    ("stp", "N", "a"): ("a", "Minh", GIVEN, None, MOVED),
    ("stp", "N", "b"): ("a", "Minh", MOVED, None, NEVER),
    ("stp", "P", "c"): ("c", "Lan", GIVEN, DUE, NEVER),
    ("khac", "H", "a"): ("a", "Lan", GIVEN, DUE, DONE),
}
# Of dossiers also by the first deadline, and how long their reception is awaited: further days, the same hand-overs.
FIRST_DUE, AWAITED, RECEIVED = date(2024, 5, 9), date(2024, 3, 5), date(2024, 8, 1)
OF_DOSSIERS = {
    ("stp", "H", "a"): (FIRST_DUE, AWAITED, MOVED),
    ("stp", "H", "b"): (MOVED, MOVED, RECEIVED),
    ("stp", "N", "a"): (FIRST_DUE, AWAITED, MOVED),
    ("stp", "N", "b"): (MOVED, MOVED, RECEIVED),
    ("stp", "P", "c"): (FIRST_DUE, AWAITED, RECEIVED),
    ("khac", "H", "a"): (FIRST_DUE, AWAITED, RECEIVED),
}


def build(home: Path) -> Store:
    """A home in which each kind of record has these facts, and another kind's hand-overs name the record P."""
    store = fresh_home.bare(home)
    with store.transaction():
        for dataset, mart in marts.MARTS.items():
            _put(store, mart, ("agency", "record_key", "unit_key", "official", *_days(dataset)),
                 [(*row, FIRST_DUE, AWAITED, RECEIVED) for row in RECORDS])  # fmt: skip
            of_others = [("stp", "P", "b", MOVED, NEVER)] if dataset == "dossiers" else []
            _put(store, "handed_records", ("dataset", "agency", "record_key", "unit_key", "held_from", "held_until"),
                 [(dataset, *row) for row in SPANS] + [("plan_tasks", *row) for row in of_others])  # fmt: skip
        _put(
            store, "named_people", ("agency", "official", "unit_key", "person"), [("stp", "Lan", "a", PERSON)]
        )
    return store


def _days(dataset: str) -> tuple[str, ...]:
    given = "assigned_on" if dataset == "tasks" else "received_on"
    further = ("first_overdue_from", "awaited_from", "awaited_until") if dataset == "dossiers" else ()
    return given, "overdue_from", "open_until", *further


def _put(store: Store, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    store.insert(table, pa.Table.from_pylist([dict(zip(names, row, strict=False)) for row in rows]))


def found(store: Store, dataset: str) -> list[tuple[Any, ...]]:
    """What the view of the dataset has, in the order of `expected`."""
    names = ("agency", "record_key", "unit_key", "own_key", "official", *_days(dataset))
    with store._cursor() as cursor:
        rows = cursor.execute(f"select {', '.join(names)} from {marts.OPEN[dataset]}").fetchall()  # noqa: S608
    return sorted(rows, key=lambda row: row[:3])


def expected(dataset: str) -> list[tuple[Any, ...]]:
    """The same, worked out by hand; of a petition nobody is asked which person a name means."""
    made = []
    for key, (own, official, *days) in sorted(EXPECTED.items()):
        name = official.partition(" (")[0] if dataset == "petitions" else official
        made.append((*key, own, name, *days, *(OF_DOSSIERS[key] if dataset == "dossiers" else ())))
    return made
