"""Of which days a question needs to know what came, for its targets and forecasts; asked of agencies side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from chiso.core.periods import months_earlier, year_earlier
from chiso.figures import facts
from chiso.figures.ask import Asked
from chiso.figures.coverage import Reach
from chiso.figures.figure import RECENT_MONTHS
from chiso.figures.scope import Scope
from chiso.figures.targets import Entry, step_at
from chiso.store import Store

# (indicator, first day of a unit) -> twelve months over what came since
Seasons = dict[tuple[str, date], float]
# agency -> indicator -> its rows of figures/sums
Sums = dict[str, dict[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class Look:
    """A question of one agency, its indicators with their targets, how far the agency's files reach."""

    asked: Scope
    entries: Sequence[Entry]
    coverage: Reach


def together(looks: Sequence[Look]) -> Scope:
    """The same question of the agencies of all looks at once, whatever unit was asked for."""
    first = looks[0].asked
    several = tuple(look.asked.agency for look in looks) if len(looks) > 1 else ()
    return replace(first, unit=None, within=None, together=several)


def spans(asked: Scope, entry: Entry, known: Reach) -> dict[str, date]:
    """The days that a target needs beside the period: three and twelve months back, the rest of last year's."""
    recent_from = months_earlier(asked.day, RECENT_MONTHS) + timedelta(days=1)
    twelve = twelve_from(asked)
    last_from, last_until = last_year(asked, entry, known)
    # Shares of procedures look at the period as a whole; their rows must not reach beyond it.
    before = min(asked.first, recent_from, twelve, last_from)
    return {
        "date_from": asked.first if entry.dataset == "procedures" else before,
        "recent_from": recent_from,
        "twelve_from": twelve,
        "last_from": last_from,
        "last_until": last_until,
    }


def spoken_of(asked: Asked, entry: Entry) -> date:
    """The day whose figure is forecast: its target's until that is past, else the year's last (shared contract,
    "Foresight")."""
    target = None if asked.is_range else step_at(entry.targets, asked.judged_on)
    due = target.due_date if target else None
    return due if due and due >= asked.day else asked.bounds(entry.year_kind)[1]


def horizon(asked: Asked, entry: Entry) -> date:
    """Until when what comes is looked at: to the day whose figure is forecast, from that day on to the year's last."""
    day = spoken_of(asked, entry)
    return day if day > asked.day else asked.bounds(entry.year_kind)[1]


def awaits_events(asked: Asked, entry: Entry) -> bool:
    """Whether it is a share of events, for the year; shares of procedures and entered figures have none."""
    return (
        entry.kind == "rate"
        and not entry.is_reported
        and entry.dataset != "procedures"
        and not asked.is_range
    )


def last_year(asked: Scope, entry: Entry, known: Reach) -> tuple[date, date]:
    """Last year's days between the day asked for and that of the forecast; an empty span where they are not whole."""
    nothing = (asked.first, asked.first - timedelta(days=1))
    until = horizon(asked, entry)
    if until <= asked.day or not awaits_events(asked, entry):
        return nothing
    span = (year_earlier(asked.day) + timedelta(days=1), year_earlier(until))
    covered = known.get(entry.dataset)
    if covered is None or (covered["since"] or asked.day) > span[0]:
        return nothing  # the run rate stands in
    return span


def sums(store: Store, looks: Sequence[Look], by: str | None) -> Sums:
    """Per agency the sums of every indicator of records, those of one kind of all agencies in one query: per month or
    official, else per unit of the whole agency."""
    is_of_units = by in (None, "unit")
    asked = together(looks) if is_of_units or len(looks) > 1 else looks[0].asked
    groups: dict[tuple[bool, bool], list[int]] = {}
    for place, entry in enumerate(looks[0].entries):  # the same of all agencies, their targets aside
        if not entry.is_entered:
            kind = entry.dataset == "procedures", facts.is_narrowed(asked, entry)
            groups.setdefault(kind, []).append(place)
    found: Sums = {look.asked.agency: {} for look in looks}
    for group in groups.values():
        entries = [looks[0].entries[place] for place in group]
        rows = facts.Rows(asked, entries, by or "unit", by_month=is_of_units)
        each = ((look, look.entries[place]) for place in group for look in looks if is_of_units)
        days = [spans(look.asked, entry, look.coverage) for look, entry in each]
        for indicator, made in facts.sums(store, rows, days).items():
            for known in found.values():
                known[indicator] = []
            for row in made:
                found[row["agency"]][indicator].append(row)
    return found


def seasons(store: Store, looks: Sequence[Look]) -> list[Seasons]:
    """Of each question by how much its agency's twelve months are more than what it received since a unit began that
    works and is younger: per indicator and first day. Of several agencies it is one question per such day."""
    wanted = [[entry for entry in look.entries if _is_ahead(look.asked, entry)] for look in looks]
    starts = sorted(
        {begun for look, some in zip(looks, wanted, strict=True) if some for begun in _starts(look.asked)}
    )
    found: dict[str, Seasons] = {look.asked.agency: {} for look in looks}
    entries = {entry.indicator: entry for some in wanted for entry in some}
    everyone = together(looks)
    for begun, some in product(starts, facts.apart(everyone, entries.values())):
        first = twelve_from(everyone)
        span = {"date_from": first, "from_day": first, "twelve_from": begun}
        sums = facts.sums(store, facts.Rows(everyone, some, "agency"), [span] * (len(some) * len(looks)))
        for indicator, whole in ((code, row) for code in sums for row in sums[code]):
            if whole["twelve_months"]:
                grown = float(whole["denominator"]) / float(whole["twelve_months"])
                found[whole["agency"]][indicator, begun] = grown
    return [found[look.asked.agency] for look in looks]


def _is_ahead(asked: Asked, entry: Entry) -> bool:
    return awaits_events(asked, entry) and horizon(asked, entry) > asked.day


def _starts(asked: Scope) -> set[date]:
    """The days within the twelve months on which units began that work."""
    living = (unit.unit_id for unit in asked.units.all() if asked.units.works(unit.unit_id, asked.day))
    return {begun for unit in living if (begun := asked.units.begins(unit, twelve_from(asked)))}


def twelve_from(asked: Asked) -> date:
    """The first of the twelve months up to the day asked for."""
    return year_earlier(asked.day) + timedelta(days=1)
