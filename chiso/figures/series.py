"""An indicator in time and by procedure: daily events, months and weeks, cumulative."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from chiso.figures.scope import scope
from chiso.figures.values import catalogue, find, sums, values
from chiso.store import Store


def daily(
    store: Store, indicator: str, agency: str, as_of: date | None = None, year: int | None = None,
    unit: str | None = None, date_from: date | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Events of a rate by day: day, numerator, denominator, and their running sums with the cumulative value."""
    columns = [
        "day", "numerator", "denominator", "entries", "cumulative_numerator", "cumulative_denominator", "value",
    ]  # fmt: skip
    asked = scope(store, agency, as_of, year, unit, date_from=date_from)
    if asked is None:
        return pd.DataFrame(columns=columns)
    entry = find(catalogue(store, agency, asked.year), indicator)
    if entry.is_reported or entry.dataset == "service_index":
        return pd.DataFrame(columns=columns)
    made = pd.DataFrame(
        sums(store, asked, entry, "figures/by_day"), columns=["day", "numerator", "denominator", "entries"]
    )
    made["cumulative_numerator"] = pd.to_numeric(made["numerator"]).fillna(0).cumsum()
    made["cumulative_denominator"] = pd.to_numeric(made["denominator"]).fillna(0).cumsum()
    made["value"] = made["cumulative_numerator"] / made["cumulative_denominator"].where(
        made["cumulative_denominator"] > 0
    )
    return made


def series(
    store: Store, indicator: str, agency: str, as_of: date | None = None, year: int | None = None,
    unit: str | None = None, grain: str = "month",
) -> pd.DataFrame:  # fmt: skip
    """An indicator in time: one row per month or week of the year up to the day, `until` its last day.

    `value` is the period's own, `cumulative` the year's so far; a count that speaks of a day (what is overdue) is
    asked again for each period's end. `complete` is False for the period that the as-of date cuts.
    """
    columns = ["period", "until", "numerator", "denominator", "value", "cumulative", "complete"]
    asked = scope(store, agency, as_of, year, unit)
    if asked is None:
        return pd.DataFrame(columns=columns)
    entry = find(catalogue(store, agency, asked.year), indicator)
    rows = []
    for first, last in _periods(asked.first, asked.day, grain):
        until = min(last, asked.day)
        row: dict[str, Any] = {
            "period": f"{first:%Y-%m}" if grain == "month" else first.isoformat(),
            "until": until,
            "complete": last <= asked.day,
        }
        own = values(
            store,
            agency=agency,
            as_of=until,
            year=asked.year,
            unit=unit,
            indicator=indicator,
            date_from=first,
        )
        so_far = values(store, agency=agency, as_of=until, year=asked.year, unit=unit, indicator=indicator)
        of_day = entry.kind != "rate" or entry.is_reported
        for name in ("numerator", "denominator", "value"):
            row[name] = (so_far if of_day else own)[name].iloc[0] if len(own) else None
        row["cumulative"] = so_far["value"].iloc[0] if len(so_far) else None
        rows.append(row)
    return pd.DataFrame(rows, columns=columns)


def _periods(first: date, last: date, grain: str) -> Iterator[tuple[date, date]]:
    """(first, last) of each month or Monday week that overlaps first..last; the first one starts at `first`."""
    start = first
    while start <= last:
        if grain == "month":
            following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        else:
            following = start + timedelta(days=7 - start.weekday())
        yield start, following - timedelta(days=1)
        start = following


def by_procedure(
    store: Store, indicator: str, *, agency: str, as_of: date | None = None, year: int | None = None,
    unit: str | None = None, successors: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """A dossier indicator per procedure, the busiest first: numerator, denominator, value, entries."""
    columns = ["procedure_code", "procedure_name", "field", "numerator", "denominator", "entries"]
    asked = scope(store, agency, as_of, year, unit, successors=successors)
    if asked is None:
        return pd.DataFrame(columns=[*columns, "value"])
    entry = find(catalogue(store, agency, asked.year), indicator)
    made = pd.DataFrame(sums(store, asked, entry, "figures/by_procedure"), columns=columns)
    base = pd.to_numeric(made["denominator"])
    made["value"] = pd.to_numeric(made["numerator"]) / base.where(base > 0)
    return made
