"""What the program ships: the CSV files of data/reference as the tables of a home hold them."""

import csv
from collections.abc import Mapping, Sequence

import pyarrow as pa

from chiso.core.settings import REFERENCE
from chiso.core.vietnamese import fold, nfc

_TEXT, _DATE, _INT, _REAL = pa.string(), pa.date32(), pa.int32(), pa.float64()
TABLES = (
    "agencies", "units", "unit_aliases", "indicators", "targets", "score_rules", "component_targets", "name_aliases",
)  # fmt: skip
# Columns that are not text.
_TYPES: Mapping[str, pa.DataType] = {
    "valid_from": _DATE, "valid_to": _DATE, "due_date": _DATE, "year": _INT, "sort": _INT,
    "value": _REAL, "threshold": _REAL, "points": _REAL, "weight": _REAL,
}  # fmt: skip
_KEYED = {"unit_aliases", "name_aliases"}  # alias_key = fold(alias) is added while loading

Row = dict[str, str | None]


def read_rows(table: str) -> list[Row]:
    """The rows of data/reference/<table>.csv; an empty cell is None, text is NFC."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{key: nfc(value) or None for key, value in row.items()} for row in csv.DictReader(file)]


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of a CSV file as the table of that name holds them."""
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


def spellings(units_table: pa.Table, taught: pa.Table) -> pa.Table:
    """The taught spellings, and of every unit its own name and short name: (agency, alias_key, alias, unit_id)."""
    rows = {(row["agency"], row["alias_key"]): row for row in taught.to_pylist()}
    for unit in units_table.to_pylist():
        if unit["agency"] is None:
            continue
        for text in (unit["name"], unit["short_name"]):
            key = (unit["agency"], fold(text))
            rows.setdefault(key, dict(zip(_ALIAS, (*key, text, unit["unit_id"]), strict=True)))
    return pa.Table.from_pylist(list(rows.values()), schema=pa.schema([(column, _TEXT) for column in _ALIAS]))


_ALIAS = ("agency", "alias_key", "alias", "unit_id")
