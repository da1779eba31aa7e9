"""The rows of an indicator (queries/indicators/<code>) and everything that is asked of them: sums, breakdowns, weeks.

A figure, its parts and the list behind it (`records`) are the same rows, grouped or filtered.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.entries import catalogue, find
from chiso.figures.scope import Scope, ask, scope
from chiso.figures.targets import Entry
from chiso.store import Store
from chiso.store.queries_text import Chain

# The indicator whose states are the overdue records of a kind.
OVERDUE = {
    "dossiers": "overdue_dossiers",
    "tasks": "overdue_tasks",
    "petitions": "petition_on_time_rate",
}


@dataclass(frozen=True)
class Base:
    """Some of an indicator's dossiers: of one procedure (code or name), field, channel; only those of procedures that
    can be filed online (`offered`); without the groups that an agency may leave out (`counted`)."""

    procedure: str | None = None
    field: str | None = None
    channel: str | None = None
    offered: bool = False
    counted: bool = False


WHOLE = Base()
CHANNELS = ("online", "counter", "postal")

# What late in a period is made of: indicator, the column it counts for, whether its records are handled ones.
_LATE = (
    ("on_time_rate", "late", True),
    ("overdue_dossiers", "overdue", True),
    ("first_due_on_time_rate", "first_late", False),
    ("first_due_overdue", "first_late", False),
)
_COUNTS = ("late", "overdue", "first_late", "handled")


def source(entries: Sequence[Entry], base: Base = WHOLE, attribute: str | None = None) -> Chain:
    """The chain of queries that answers the rows of indicators for a question; all count records, or all procedures."""
    counted = "figures/facts_procedures" if entries[0].dataset == "procedures" else "figures/facts"
    narrowed = ("figures/of_dossiers",) if base != WHOLE or attribute else ()
    return (*narrowed, counted, tuple(f"indicators/{entry.indicator}" for entry in entries))


def given(asked: Scope, base: Base = WHOLE, attribute: str | None = None) -> dict[str, Any]:
    """What those queries take."""
    return {
        "agency": asked.agency,
        "as_of": asked.day,
        "date_from": asked.first,
        "units": asked.within,
        "attribute": attribute,
        **asdict(base),
    }


def sums(
    store: Store,
    asked: Scope,
    entries: Sequence[Entry],
    by: str | None,
    base: Base = WHOLE,
    more: Mapping[str, Any] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Per indicator its sums per `by` (None: one row): key, numerator, denominator, entries, known; per channel too
    where `more` says by_channel.

    `more` may hold spans: recent_from, last_from, last_until, and date_from where rows before the period are needed for
    them; then recent_numerator, recent_denominator and last_year_rest are theirs.
    """
    more = {"by_channel": False, **(more or {})}
    attribute = by if by in ("procedure", "field", "channel") else "channel" if more["by_channel"] else None
    wanted = {
        **given(asked, base, attribute),
        "by": by,
        "from_day": asked.first,
        "recent_from": asked.first,
        "last_from": asked.first,
        "last_until": asked.day,
        **more,
    }
    found: dict[str, list[dict[str, Any]]] = {entry.indicator: [] for entry in entries}
    for row in ask(store, "figures/sums", source(entries, base, attribute), **wanted):
        found[row["indicator"]].append(row)
    return found


def breakdown(
    store: Store, indicator: str, *, by: str, base: Base = WHOLE, by_channel: bool = False, **question: Any
) -> pd.DataFrame:
    """An indicator by unit, official, procedure, field, channel, month or day of the event, of all or some dossiers.

    One row per value: key, name, numerator, denominator, entries, with `by_channel` online, counter and postal, value.
    Rows that name nobody are left out; a unit that nobody taught is 'unknown'. `question` as of `scope`: agency, as_of,
    year, unit, date_from.
    """
    asked = scope(store, **question)
    lines: dict[str, Counter[str]] = {}
    names: dict[str, str | None] = {}
    if asked is not None:
        entry = find(catalogue(store, asked.agency, asked.year), indicator)
        for row in sums(store, asked, [entry], by, base, {"by_channel": by_channel})[indicator]:
            if (key := row["key"]) is None:
                continue
            names[key] = asked.units.name(key) if by == "unit" else key
            line = lines.setdefault(key, Counter())
            for column in ("numerator", "denominator", "entries"):
                if row[column] is not None:
                    line[column] += row[column]
            line[row["channel"]] += row["entries"]
    channels = CHANNELS if by_channel else ()
    made = pd.DataFrame(
        [
            {"key": key, "name": names[key], **line, **{c: line[c] for c in channels}}
            for key, line in lines.items()
        ],
        columns=["key", "name", "numerator", "denominator", "entries", *channels],
    )
    base_of = made["denominator"].astype("float64")
    made["value"] = made["numerator"] / base_of.where(base_of > 0)
    return made


def days(store: Store, indicator: str, **asked: Any) -> pd.DataFrame:
    """A rate's running sums: day (with an event), numerator, denominator, value up to it. `asked` as of `breakdown`."""
    made = breakdown(store, indicator, by="day", **asked)
    made["day"] = pd.to_datetime(made["key"])
    for column in ("numerator", "denominator"):
        made[column] = made[column].cumsum()
    made["value"] = made["numerator"] / made["denominator"]
    return made[["day", "numerator", "denominator", "value"]]


def received(store: Store, *, by: str, **asked: Any) -> pd.DataFrame:
    """Received dossiers with how they were filed: `breakdown` of the online rate, and online, counter, postal."""
    return breakdown(store, "online_rate", by=by, by_channel=True, **asked)


def late_by(store: Store, *, by: str, **asked: Any) -> pd.DataFrame:
    """Late in the period over handled, of dossiers: key, name, late (finished late), overdue (on the day), first_late
    (either, by the first due date), handled (finished or overdue), rate. The worst first. `asked` as of `breakdown`."""
    names: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    for code, column, is_handled in _LATE:
        for row in breakdown(store, code, by=by, **asked).to_dict("records"):
            names[row["key"]] = row["name"]
            line = counts.setdefault(row["key"], Counter())
            is_rate = not pd.isna(row["denominator"])
            line[column] += row["denominator"] - row["numerator"] if is_rate else row["numerator"]
            line["handled"] += row["entries"] if is_handled else 0
    rows = [{"key": key, "name": names[key], **{c: line[c] for c in _COUNTS}} for key, line in counts.items()]
    made = pd.DataFrame(rows, columns=["key", "name", *_COUNTS])
    made["rate"] = (made["late"] + made["overdue"]) / made["handled"].where(made["handled"] > 0)
    worst = made.assign(both=made["late"] + made["overdue"])
    worst = worst.sort_values(["both", "handled", "key"], ascending=[False, False, True], ignore_index=True)
    return worst.drop(columns="both")


def overdue_weeks(
    store: Store,
    *,
    agency: str,
    as_of: date | None = None,
    unit: str | None = None,
    kind: str = "dossiers",
    weeks: int,
) -> pd.DataFrame:
    """Overdue records of a kind week by week: week (its last day), new, cleared, standing. The newest last.

    Weeks end on the weekday of the as-of date; standing = standing of the week before + new - cleared.
    """
    asked = scope(store, agency, as_of, None, unit)
    if asked is None:
        return pd.DataFrame(columns=["week", "new", "cleared", "standing"])
    return store.run(
        "figures/weeks",
        _source=f"indicators/{OVERDUE[kind]}",
        agency=agency,
        as_of=asked.as_of,
        units=asked.within,
        weeks=weeks,
    )
