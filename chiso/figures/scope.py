"""What is asked for: agency, as-of day, year and its window, unit with its sub-units and predecessors."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chiso.core.errors import UnknownName
from chiso.core.periods import year_of
from chiso.figures.ask import Asked
from chiso.reference.unit_tree import Units, units
from chiso.store import Store
from chiso.store.queries_text import Source


def as_day(day: Any) -> date | None:
    """A day from date, datetime, Timestamp or ISO text; None and NaT stay None."""
    if day is None or day != day:
        return None
    if isinstance(day, str):
        return date.fromisoformat(day)
    return day.date() if isinstance(day, datetime) else day


def newest_as_of(store: Store, agency: str) -> date | None:
    """The day that figures speak of by default: the newest as-of date imported; None before the first import."""
    return as_day(store.value("figures/newest_as_of", agency=agency))


@dataclass(frozen=True, kw_only=True)
class Scope(Asked):
    """A question with the units it means: `within` those of the asked unit, None for all."""

    units: Units
    within: list[str] | None = None
    successors: bool = False


def scope(
    store: Store,
    agency: str,
    as_of: date | str | None = None,
    year: int | None = None,
    unit: str | None = None,
    *,
    successors: bool = False,
    date_from: date | None = None,
    date_to: date | None = None,
) -> Scope | None:
    """The question made definite; None when no date is given and nothing has been imported yet.

    Raises UnknownName for a unit code that the agency does not have.
    """
    day = as_day(as_of) or newest_as_of(store, agency)
    if day is None:
        return None
    tree = units(store, agency)
    if unit is not None and unit not in tree:
        raise UnknownName("đơn vị", unit)
    until = as_day(date_to)
    return Scope(
        agency=agency,
        as_of=day,
        year=year or year_of(min(day, until or day)),
        unit=unit,
        date_from=as_day(date_from),
        date_to=until,
        units=tree,
        within=tree.within(unit, successors=successors) if unit else None,
        successors=successors,
    )


def ask(store: Store, name: str, source: Source = (), **available: Any) -> list[dict[str, Any]]:
    """Rows of a named query, given those of `available` that it (and its source) declares."""
    declared = store.query(name, _source=source).parameters
    return store.rows(name, _source=source, **{key: available[key] for key in declared})
