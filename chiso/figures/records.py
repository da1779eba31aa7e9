"""The rows behind a number: exactly those that the figure counts."""

from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.entries import catalogue, find
from chiso.figures.facts import WHOLE, Base, given, source
from chiso.figures.scope import scope
from chiso.store import Store
from chiso.store.queries_text import Source

PARTS = ("numerator", "denominator", "rest")


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
    base: Base = WHOLE,
    successors: bool = False,
    date_from: date | None = None,
    date_to: date | None = None,
) -> pd.DataFrame:
    """The records of an indicator: those counted above the line (`numerator`), all (`denominator`), or those still
    to do (`rest`: in the denominator, not in the numerator). A count has only a numerator.

    One row per record with import_id, file_name and row_no (Excel's), unit and unit_name. `month` as 'YYYY-MM'; `base`:
    only some of the dossiers.
    """
    asked = scope(
        store, agency, as_of, year, unit, successors=successors, date_from=date_from, date_to=date_to
    )
    if asked is None:
        return pd.DataFrame(columns=["indicator", "id", "key", "unit", "unit_name"])
    entry = find(catalogue(store, agency, asked.year), indicator)
    wanted = {**given(asked, base), "part": part, "month": month, "official": official}
    if entry.is_reported:
        first, _ = asked.bounds(entry.year_kind)
        wanted |= {"indicator": indicator, "date_from": first, "as_of": asked.as_of}
        made = _run(store, "lists/part", "lists/measurements", wanted)
    elif entry.dataset == "service_index":
        made = _run(store, "lists/part", "lists/service_index", wanted)
        if month is None and not made.empty:
            made = made[made["month"] == made["month"].max()]
    else:
        made = _run(store, f"lists/{entry.dataset}", ("lists/part", *source([entry], base)), wanted)
    made.insert(0, "indicator", indicator)
    if "unit" in made.columns:
        position = list(made.columns).index("unit") + 1
        made.insert(position, "unit_name", [asked.units.name(unit) for unit in made["unit"]])
    return made


def _run(store: Store, name: str, source: Source, available: dict[str, Any]) -> pd.DataFrame:
    given = {key: available[key] for key in store.query(name, _source=source).parameters}
    rows = store.rows(name, _source=source, **given)
    columns = rows[0] if rows else store.run(name, _source=source, **given).columns
    return pd.DataFrame(rows, columns=list(columns))
