"""What the program ships: the CSV files of data/reference as the tables of a home hold them; and what becomes of a home
that was given older ones. A row that still reads as shipped is brought up to date, what the office changed, wrote
or removed stays as the office has it. The calendar of the home is that of the rules of today."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from chiso import __version__
from chiso.core.settings import REFERENCE
from chiso.core.vietnamese import fold, nfc
from chiso.people.actor import ADMINISTER, PROGRAM
from chiso.people.acts import act
from chiso.reference import days
from chiso.store import Store

_TEXT, _DATE, _INT, _REAL = pa.string(), pa.date32(), pa.int32(), pa.float64()
TABLES = (
    "agencies", "units", "unit_aliases", "indicators", "targets", "score_rules", "component_targets", "index_editions",
    "name_aliases",
)  # fmt: skip
# Columns that are not text.
_TYPES: Mapping[str, pa.DataType] = {
    "valid_from": _DATE, "valid_to": _DATE, "due_date": _DATE, "published_on": _DATE, "year": _INT, "sort": _INT,
    "value": _REAL, "threshold": _REAL, "points": _REAL, "weight": _REAL, "is_mendable": pa.bool_(),
}  # fmt: skip
_KEYED = {"unit_aliases", "name_aliases"}  # alias_key = fold(alias) is added while loading

UPGRADED = "catalogue_upgraded"  # in the audit log and the ledger
_FACT = "catalogue"  # SHA-256 of the files that this home has seen
# The homes of version 0.1.0 do not say what they were given: these rows.
_FIRST_RELEASE = REFERENCE / "shipped-0.1.0.csv"

# Table -> what identifies a row. An indicator that is shipped no more stays: figures may hang on it.
KEYS: Mapping[str, tuple[str, ...]] = {
    "indicators": ("indicator",),
    "name_aliases": ("kind", "scope", "alias_key"),
    "targets": ("agency", "year", "indicator", "kind", "due_date"),
    "score_rules": ("agency", "year", "code", "method", "threshold"),
    "component_targets": ("agency", "index", "year", "component"),
    "index_editions": ("index", "year"),
}
_STAYS = ("indicators",)

Row = dict[str, Any]
Shipped = dict[tuple[str, str], str]  # (table, key) -> digest of the row


# --- the files ------------------------------------------------------------------------------------------------


def read_rows(table: str) -> list[Row]:
    """The rows of data/reference/<table>.csv; an empty cell is None, text is NFC."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{key: nfc(value) or None for key, value in row.items()} for row in csv.DictReader(file)]


def table(name: str) -> pa.Table:
    """A CSV file as the table of its name holds it."""
    rows = read_rows(name)
    made = {
        column: pa.array([row[column] for row in rows], _TEXT).cast(_TYPES.get(column, _TEXT))
        for column in rows[0]
    }
    if name in _KEYED:
        made["alias_key"] = pa.array([fold(row["alias"] or "") for row in rows], _TEXT)
    if name == "name_aliases":
        made["scope"] = pa.array([row["scope"] or "" for row in rows], _TEXT)
        del made["alias"]
    return pa.table(made)


def spellings() -> pa.Table:
    """The taught spellings, and of every unit its own name and short name: (agency, alias_key, alias, unit_id)."""
    taught = table("unit_aliases")
    rows = {(row["agency"], row["alias_key"]): row for row in taught.to_pylist()}
    for unit in table("units").to_pylist():
        if unit["agency"] is None:
            continue
        for text in (unit["name"], unit["short_name"]):
            row = {
                "agency": unit["agency"],
                "alias_key": fold(text),
                "alias": text,
                "unit_id": unit["unit_id"],
            }
            rows.setdefault((row["agency"], row["alias_key"]), row)
    return pa.Table.from_pylist(list(rows.values()), taught.schema)


# --- upgrades -------------------------------------------------------------------------------------------------


def is_due(store: Store) -> bool:
    """Whether this program ships something else than the home has seen, or counts days otherwise. Cheap."""
    return bool(store.value("reference/is_loaded")) and (store.fact(_FACT) != _files() or days.is_due(store))


def apply(store: Store) -> None:
    """Brings the catalogue up to date: an act of the program where a row or a day of the calendar is another now."""
    with store.transaction():
        given = _given(store)
        changed = {table: _upgrade(store, table, given) for table in KEYS}
        changed["calendar"] = int(days.write(store))
        remember(store)
        if any(changed.values()):
            with act(store, PROGRAM, ADMINISTER, UPGRADED, __version__) as doing:
                doing.detail |= changed
                store.bump()


def remember(store: Store) -> None:
    """Notes what the home was given now, for the next upgrade."""
    rows = [
        {"table_name": table, "row_key": _key(table, row), "digest": digest(row)}
        for table in KEYS
        for row in shipped(table)
    ]
    store.execute("reference/clear", {"table": ("shipped_rows",)})
    store.insert("shipped_rows", pa.Table.from_pylist(rows))
    store.set_fact(_FACT, _files())


def shipped(name: str) -> list[Row]:
    """The rows of a table as this program ships them."""
    found: list[Row] = table(name).to_pylist()
    return found


def digest(row: Mapping[str, Any]) -> str:
    """What a row says, in 16 hexadecimal letters; empty columns say nothing."""
    said = {name: value for name, value in row.items() if value is not None}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _upgrade(store: Store, table: str, given: Shipped) -> int:
    """One table; how many rows are new, changed or gone."""
    now = {_key(table, row): row for row in shipped(table)}
    home = store.arrow("reference/whole", {"table": (table,)}).to_pylist()
    kept: list[Row] = []
    count = 0
    for row in home:
        key = _key(table, row)
        newer = now.pop(key, None)
        if given.get((table, key)) != digest(row) or (newer is None and table in _STAYS):
            kept.append(row)  # the office's, or nothing stands in its place
        elif newer is not None:
            kept.append({**row, **newer})
            count += digest(newer) != digest(row)
        else:
            count += 1
    added = [row for key, row in now.items() if (table, key) not in given]
    if count or added:
        store.execute("reference/clear", {"table": (table,)})
        if rows := [*kept, *added]:
            store.insert(table, pa.Table.from_pylist(rows))
    return count + len(added)


def _given(store: Store) -> Shipped:
    rows: Iterable[Mapping[str, Any]] = store.arrow(
        "reference/whole", {"table": ("shipped_rows",)}
    ).to_pylist()
    if not rows:
        with _FIRST_RELEASE.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    return {(row["table_name"], row["row_key"]): row["digest"] for row in rows}


def _key(table: str, row: Mapping[str, Any]) -> str:
    return json.dumps([row.get(name) for name in KEYS[table]], ensure_ascii=False, default=str)


def _files() -> str:
    found = hashlib.sha256()
    for table in KEYS:
        found.update((REFERENCE / f"{table}.csv").read_bytes())
    return found.hexdigest()
