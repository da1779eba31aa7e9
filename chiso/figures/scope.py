"""What is asked for, made definite: the day, the units of the question, the indicators with their targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pyarrow as pa

from chiso.core.errors import UnknownName
from chiso.figures.ask import Asked
from chiso.figures.targets import Entry, Target
from chiso.reference.unit_tree import Units, units
from chiso.store import Store, queries_text, shapes
from chiso.store.kept import frozen
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


def newest(store: Store, agency: str, as_of: date | None = None, **more: Any) -> Asked | None:
    """The question as of a day, without one as of the newest data; None before the first import."""
    day = as_of or newest_as_of(store, agency)
    return None if day is None else Asked(agency=agency, as_of=day, **more)


def every_agency(store: Store, asked: Asked) -> Asked:
    """The question of the agencies asked together, else of every one that has data."""
    codes = tuple(row["agency"] for row in store.known("reference/agencies_with_data"))
    return replace(asked, together=asked.together or codes)


@dataclass(frozen=True, kw_only=True)
class Scope(Asked):
    """A question with the units it means: `within` those of the asked unit, None for all."""

    units: Units
    within: list[str] | None = None


def scope(store: Store, asked: Asked) -> Scope:
    """The question with its units. Raises UnknownName for a unit code that the agency does not have."""
    tree = units(store, *asked.agencies)
    if asked.unit is not None and asked.unit not in tree:
        raise UnknownName("đơn vị", asked.unit)
    within = tree.within(asked.unit, successors=asked.successors) if asked.unit else None
    question = {one.name: getattr(asked, one.name) for one in fields(Asked)}
    return Scope(**question, units=tree, within=within)


def working_day(store: Store, day: date) -> date:
    """The day itself where it is a working day, else the next one; the day where the calendar ends."""
    found = store.value("figures/working_day_after", day=day - timedelta(days=1), days=1)
    return as_day(found) or day


def working_days_since(store: Store, days: Iterable[date | None], as_of: date) -> dict[date | None, int]:
    """Working days d with day < d <= as-of of each of the days; below 0 for one to come."""
    known = sorted({day for day in days if day})
    rows = store.known("figures/working_days_since", days=known, as_of=as_of) if known else ()
    return {as_day(row["day"]): row["working_days"] for row in rows}


def ask(store: Store, name: str, source: Source = (), **available: Any) -> list[dict[str, Any]]:
    """What is known of a named query, given those of `available` that it (and its source) declares."""
    declared = store.query(name, _source=source).parameters
    return store.known(name, _source=source, **{key: available[key] for key in declared})


def ask_tallied(store: Store, name: str, *between: str, **available: Any) -> list[dict[str, Any]]:
    """What is known of a named query of the rows of `indicators` of `agencies`, by unit and day alone: they are added
    up once per data version, and each question goes through their sums. `between`: the queries in between.

    Of several agencies each record is read instead: the sums of a province are more rows than are kept.
    """
    if len(available["agencies"]) > 1:
        indicators = tuple(f"indicators/{indicator}" for indicator in available["indicators"])
        return ask(store, name, (*between, "figures/each", indicators), **available)
    query = store.query(name, _source=(*between, "figures/tallied"))
    given = {key: available[key] for key in query.parameters}

    def answer() -> list[dict[str, Any]]:
        parts = product(available["indicators"], available["agencies"])
        tally = pa.concat_tables(_tally(store, indicator, agency) for indicator, agency in parts)
        return store.read(query, given, shapes.over(tally, shapes.dictionaries))

    return store.once((store.queries, name, between, frozen(given)), answer)


def _tally(store: Store, indicator: str, agency: str) -> pa.Table:
    source = ("lake/sums", f"indicators/{indicator}")
    return store.table("figures/tally", _source=source, indicator=indicator, agency=agency)


# --- the indicators ---------------------------------------------------------------------------------------------


def catalogue(store: Store, agency: str = "", year: int = 0) -> list[Entry]:
    """The indicators in the order of the catalogue, with the agency's targets of a year.

    One that has a query but no row in the catalogue yet comes last, one without a query is reported by hand.
    """
    targets: dict[str, list[Target]] = {}
    for row in store.known("figures/targets", agency=agency, year=year):
        found = Target(row["value"], row["comparison"], as_day(row["due_date"]), row["kind"])
        targets.setdefault(row["indicator"], []).append(found)
    counted = {name.rpartition("/")[2] for name in queries_text.names(store.queries, "indicators")}
    rows = {row["indicator"]: row for row in store.known("figures/catalogue")}
    return [
        _entry(code, rows.get(code, {}), code in counted, targets.get(code, ()))
        for code in (*rows, *sorted(counted - rows.keys()))
    ]


def _entry(code: str, row: Mapping[str, Any], is_counted: bool, targets: Iterable[Target]) -> Entry:
    name, dataset = row.get("name") or code, row.get("dataset") or "dossiers"
    if code.endswith("_procedure_rate"):
        dataset = "procedures"  # such shares count procedures, whatever dataset the catalogue draws them from
    elif not is_counted and dataset != "service_index":
        dataset = "measurements"
    kind, year_kind = row.get("kind") or "rate", row.get("year_kind") or "cchc"
    is_state, is_of_month = (row.get("day_basis") == basis for basis in ("as_of", "month"))
    is_mendable = bool(row.get("is_mendable"))
    short = row.get("short_name") or name
    is_falling = row.get("direction") == "down"
    return Entry(
        code,
        name,
        short,
        kind,
        dataset,
        year_kind,
        is_state,
        is_mendable,
        tuple(targets),
        is_falling,
        is_of_month,
    )


def find(entries: Iterable[Entry], indicator: str) -> Entry:
    """The entry of a code; raises UnknownName."""
    for entry in entries:
        if entry.indicator == indicator:
            return entry
    raise UnknownName("chỉ tiêu", indicator)
