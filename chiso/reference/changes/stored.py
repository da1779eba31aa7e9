"""Rows of reference data as they are kept: in the log, in the database; and the spellings that come along. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from chiso.core.vietnamese import fold
from chiso.reference.changes.tables import TABLES, Edit, Key, Row, Table


def to_json(row: Mapping[str, Any] | Key | None) -> str | None:
    """A row, or a key, as it is kept in the log."""
    return None if row is None else json.dumps(row, ensure_ascii=False, default=str)


def from_json(table: Table, text: str | None) -> Row | None:
    """A row out of the log."""
    if text is None:
        return None
    found = json.loads(text)
    return {
        column.name: date.fromisoformat(value) if column.kind == "date" and value else value
        for column in table.columns
        for value in [found.get(column.name)]
    }


def arrow(table: Table, rows: Iterable[Row], agency: str) -> pa.Table:
    """The rows as they go into the database."""
    constants = table.constants if table.shared else {**table.constants, "agency": agency}
    return pa.Table.from_pylist([{**row, **constants} for row in rows])


# What is understood under its own names: table, where its spellings stand, what they lead to, which columns they are.
_SPELLED = (
    ("units", "unit_aliases", "unit_id", ("name", "short_name")),
    ("indicators", "name_aliases", "indicator", ("name", "short_name", "indicator")),
)


def own_spellings(before: Mapping[str, list[Row]], edits: Sequence[Edit]) -> list[Edit]:
    """A unit is understood under its own name and short name; an indicator too, under its code as well."""
    found: list[Edit] = []
    for table, spellings, code, texts in _SPELLED:
        taught = [edit.after for edit in edits if edit.table == spellings and edit.after]
        known = {row["alias_key"] for row in (*before[spellings], *taught)}
        for row in [edit.after for edit in edits if edit.table == table and edit.after and edit.after[code]]:
            for text in (row[name] or "" for name in texts):
                if (key := fold(text)) and key not in known:
                    known.add(key)
                    said = {"alias_key": key, "alias": text, "unit_id": row[code], "name": row[code]}
                    made = {column.name: said[column.name] for column in TABLES[spellings].columns}
                    found.append(Edit(spellings, None, made))
    gone = [
        edit.before["indicator"]
        for edit in edits
        if edit.table == "indicators" and edit.before and not edit.after
    ]
    found += [Edit("name_aliases", row, None) for row in before["name_aliases"] if row["name"] in gone]
    return found
