"""An indicator in time and by procedure: daily events, months and weeks, cumulative."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from chiso.figures import kept
from chiso.figures.entries import catalogue, find
from chiso.figures.scope import Scope, as_day, scope
from chiso.figures.targets import Entry
from chiso.figures.values import sums, values
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
    if indicator in kept.BY_DAY and kept.ready(store, agency):
        days = kept.by_day(store, agency, indicator, asked.day, asked.within)
        rows = [row for row in days if not row["is_of_day"] and asked.first <= _day(row)]
    else:
        rows = sums(store, asked, entry, "figures/by_day")
    made = pd.DataFrame(rows, columns=["day", "numerator", "denominator", "entries"])
    for name in ("numerator", "denominator"):
        made[f"cumulative_{name}"] = pd.to_numeric(made[name]).fillna(0).cumsum()
    base = made["cumulative_denominator"]
    made["value"] = made["cumulative_numerator"] / base.where(base > 0)
    return made


def series(
    store: Store, indicator: str, agency: str, as_of: date | None = None, year: int | None = None,
    unit: str | None = None, grain: str = "month",
) -> pd.DataFrame:  # fmt: skip
    """An indicator in time: one row per month or Monday week of the year up to the day, `until` its last day.

    `value` is the period's own, `cumulative` the year's so far; a count that speaks of a day (what is overdue) is
    that of each period's end. `complete` is False for the period that the as-of date cuts.
    """
    columns = ["period", "until", "numerator", "denominator", "value", "cumulative", "complete"]
    asked = scope(store, agency, as_of, year, unit)
    if asked is None:
        return pd.DataFrame(columns=columns)
    entry = find(catalogue(store, agency, asked.year), indicator)
    days = None
    if indicator in kept.BY_DAY and kept.ready(store, agency):
        days = kept.by_day(store, agency, indicator, asked.day, asked.within)
    rows = []
    for first, last in _periods(asked.first, asked.day, grain):
        until = min(last, asked.day)
        if days is None:
            own, so_far = _asked_again(store, asked, entry, first, until)
        else:
            own, so_far = (_summed(days, entry, start, until) for start in (first, asked.first))
        rows.append(
            {
                "period": f"{first:%Y-%m}" if grain == "month" else first.isoformat(),
                "until": until,
                **own,
                "cumulative": so_far["value"],
                "complete": last <= asked.day,
            }
        )
    made = pd.DataFrame(rows, columns=columns)
    for name in ("numerator", "denominator", "value", "cumulative"):
        made[name] = pd.to_numeric(made[name]).astype("float64")
    return made


def _day(row: dict[str, Any]) -> date:
    return as_day(row["day"]) or date.min


def _summed(days: list[dict[str, Any]], entry: Entry, first: date, until: date) -> dict[str, float | None]:
    """The figure of first..until from the days' sums; what is open is summed from the beginning of time."""
    wanted = [row for row in days if _day(row) <= until and (row["is_of_day"] or first <= _day(row))]
    numerator: float | None = float(sum(row["numerator"] or 0 for row in wanted))
    denominator = float(sum(row["denominator"] or 0 for row in wanted)) if entry.kind == "rate" else None
    if wanted and not any(row["known"] for row in wanted):
        numerator = None  # no export had the column
    return _with_value(numerator, denominator)


def _with_value(numerator: float | None, denominator: float | None) -> dict[str, float | None]:
    value = numerator
    if denominator is not None:
        value = None if numerator is None or not denominator else numerator / denominator
    return {"numerator": numerator, "denominator": denominator, "value": value}


def _asked_again(
    store: Store, asked: Scope, entry: Entry, first: date, until: date
) -> tuple[dict[str, float | None], dict[str, float | None]]:
    """The period's own figure and the year's so far, asked as of the period's end."""
    given: dict[str, Any] = {
        "agency": asked.agency, "as_of": until, "year": asked.year, "unit": asked.unit, "indicator": entry.indicator,
    }  # fmt: skip
    so_far = _first(values(store, **given).frame())
    of_day = entry.kind != "rate" or entry.is_reported
    own = so_far if of_day else _first(values(store, **given, date_from=first).frame())
    return own, so_far


def _first(frame: pd.DataFrame) -> dict[str, float | None]:
    return {name: frame[name].iloc[0] for name in ("numerator", "denominator", "value")}


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
