"""The rows behind a number: exactly those that the figure counts."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.facts import WHOLE, Base, Rows
from chiso.figures.scope import catalogue, find, scope
from chiso.store import Store
from chiso.store.queries_text import Source


@dataclass(frozen=True)
class Part:
    """Which rows of an indicator: those counted above the line (`numerator`), all (`denominator`), or those still to do
    (`rest`: in the denominator, not in the numerator); of one month ('YYYY-MM') or official; of some dossiers."""

    side: str = "numerator"
    month: str | None = None
    official: str | None = None
    base: Base = WHOLE


COUNTED = Part()


def records(store: Store, question: Asked | None, indicator: str, part: Part = COUNTED) -> pd.DataFrame:
    """The records behind an indicator's figure. A count has only a numerator.

    One row per record with import_id, file_name and row_no (Excel's), unit and unit_name.
    """
    if question is None:
        return pd.DataFrame(columns=["indicator", "id", "key", "unit", "unit_name"])
    asked = scope(store, question)
    entry = find(catalogue(store, asked.agency, asked.year), indicator)
    rows = Rows(asked, [entry], base=part.base)
    wanted = {**rows.given, "part": part.side, "month": part.month, "official": part.official}
    if entry.is_reported:
        first, _ = asked.bounds(entry.year_kind)
        wanted |= {"indicator": indicator, "date_from": first, "as_of": asked.as_of}
        made = _run(store, "lists/part", "lists/measurements", wanted)
    elif entry.dataset == "service_index":
        made = _run(store, "lists/part", "lists/service_index", wanted)
        if part.month is None and not made.empty:
            made = made[made["month"] == made["month"].max()]
    else:
        made = _run(store, f"lists/{entry.dataset}", ("lists/part", *rows.source), wanted)
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
