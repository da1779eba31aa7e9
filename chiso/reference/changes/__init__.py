"""Reference data that people change on /quan-tri: units, spellings, indicators, targets, points, days, denominators,
hand-overs, namesakes.

tables   the tables, their columns in words, rows in Python and cells
stored   rows in JSON and in the database, spellings that come along
rules    what must hold, each rule a Vietnamese sentence
log      saving, undoing
Here: what was changed, in words, and what the agency decided.
"""

import pandas as pd

from chiso.reference.changes.decisions import SETTINGS
from chiso.reference.changes.log import AUDIT, add_unit, add_units, apply, rows, teach, undo
from chiso.reference.changes.stored import from_json
from chiso.reference.changes.tables import TABLES, Edit, Names, Row
from chiso.store import Store

__all__ = ["AUDIT", "TABLES", "Edit", "Row", "add_unit", "add_units", "apply", "rows", "teach", "undo"]


def history(store: Store, agency: str) -> pd.DataFrame:
    """One row per batch, the newest first: batch_id, at (UTC), who, title, tables, row_count, undoes, undone_by."""
    return store.run("changes/history", agency=agency)


def names(store: Store, agency: str) -> Names:
    """What the codes of an agency are called today."""
    return Names.of(rows(store, agency, "units"), rows(store, agency, "indicators"))


def details(store: Store, batch: int) -> pd.DataFrame:
    """The rows of one batch in words: table, row, field, before, after; one row per changed field."""
    found: list[dict[str, str]] = []
    lines = store.rows("changes/batch", batch_id=batch)
    called = names(store, lines[0]["agency"]) if lines else Names()
    for line in lines:
        table = TABLES[line["table_name"]]
        found += called.changed(table, from_json(table, line["before"]), from_json(table, line["after"]))
    return pd.DataFrame(found, columns=["table", "row", "field", "before", "after"])


def setting(store: Store, agency: str, name: str) -> str:
    """What the agency decided, else the first choice of SETTINGS; of what is written in words else ""."""
    found = {row["name"]: row["value"] for row in rows(store, agency, "agency_settings")}
    return str(found.get(name) or next(iter(SETTINGS.get(name, ("",)))))
