"""The rows behind a number: exactly those that the figure counts."""

from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.entries import catalogue, find
from chiso.figures.scope import Scope, ask, scope
from chiso.figures.targets import Entry
from chiso.figures.values import NO_OFFICIAL
from chiso.store import Store

PARTS = ("numerator", "denominator", "rest")

_QUERIES = {
    "dossiers": "figures/records_dossiers",
    "tasks": "figures/records_tasks",
    "petitions": "figures/records_petitions",
    "procedures": "figures/records_procedures",
    "service_index": "figures/records_service_index",
}


def records(
    store: Store,
    indicator: str,
    *,
    agency: str,
    as_of: date | None = None,
    year: int | None = None,
    unit: str | None = None,
    part: str = "numerator",
    month: str | None = None,
    official: str | None = None,
    procedure: str | None = None,
    field: str | None = None,
    successors: bool = False,
    date_from: date | None = None,
    date_to: date | None = None,
) -> pd.DataFrame:
    """The records of an indicator: those counted above the line (`numerator`), all (`denominator`), or those still
    to do (`rest`: in the denominator, not in the numerator). A count has only a numerator.

    One row per record with import_id, file_name and row_no (Excel's), unit and unit_name. `month` as 'YYYY-MM',
    `procedure` a code or name.
    """
    asked = scope(
        store, agency, as_of, year, unit, successors=successors, date_from=date_from, date_to=date_to
    )
    if asked is None:
        return pd.DataFrame(columns=["indicator", "id", "key", "unit", "unit_name"])
    entry = find(catalogue(store, agency, asked.year), indicator)
    rows = _rows(store, asked, entry)
    if entry.dataset == "service_index" and month is None:
        rows = [row for row in rows if row["month"] == rows[-1]["month"]]
    kept = [row for row in rows if _is_wanted(row, part, month, official, procedure, field)]
    made = pd.DataFrame(kept, columns=_columns(rows))
    made.insert(0, "indicator", indicator)
    if "unit" in made.columns:
        position = list(made.columns).index("unit") + 1
        made.insert(position, "unit_name", [asked.units.name(unit) for unit in made["unit"]])
    return made


def _rows(store: Store, asked: Scope, entry: Entry) -> list[dict[str, Any]]:
    available: dict[str, Any] = {
        "agency": asked.agency,
        "as_of": asked.day,
        "from_day": asked.first,
        "date_from": asked.first,
        "units": asked.within,
    }
    if entry.is_reported:
        first, _ = asked.bounds(entry.year_kind)
        given = {**available, "from_day": first, "as_of": asked.as_of, "indicator": entry.indicator}
        return ask(store, "figures/records_measurements", **given)
    query = _QUERIES.get(entry.dataset, "figures/records_dossiers")
    return ask(store, query, f"indicators/{entry.indicator}", **available)


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    return list(rows[0]) if rows else ["day", "numerator", "denominator", "key", "id", "title", "unit"]


def _is_wanted(
    row: dict[str, Any],
    part: str,
    month: str | None,
    official: str | None,
    procedure: str | None,
    field: str | None,
) -> bool:
    counted = bool(row["numerator"])
    if part == "numerator" and not counted:
        return False
    if part != "numerator" and row["denominator"] is None:
        return False
    if part == "rest" and counted:
        return False
    if month is not None and f"{row['day']:%Y-%m}" != month:
        return False
    if official is not None and (row.get("official") or NO_OFFICIAL) != official:
        return False
    if procedure is not None and procedure not in (row.get("procedure_code"), row.get("procedure_name")):
        return False
    return field is None or row.get("field") == field
