"""The gap to a target: what is still to come by its date, how many of it must count, and whose part that is.

With T the target, O of N counted so far and R still to come, G = ⌈T(N+R) − O⌉ are needed; a unit's part is
T(Nᵤ+Rᵤ) − Oᵤ, Rᵤ being R by what each of the living units received in the last twelve months; one that is younger
counts with what it would have received in them at its own rate on the agency's season (shared contract, `what-if` and
"Foresight"). Parts are shown in whole numbers that add up to G; a part below 0 is a surplus.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

import pandas as pd

from chiso.core.text import NAMELESS
from chiso.figures import facts
from chiso.figures.ask import Asked
from chiso.figures.coverage import Reach, reach
from chiso.figures.figure import Figure
from chiso.figures.scope import Scope, catalogue, find, scope
from chiso.figures.spans import Look, Seasons, awaits_events, horizon, last_year, seasons, spans, twelve_from
from chiso.figures.targets import Entry, Target, expected_events, step_at
from chiso.reference.unit_tree import UNKNOWN
from chiso.store import Store

K = TypeVar("K")
_OF_PART = ("numerator", "denominator", "expected", "needed", "is_ended")
_READ = (
    "numerator",
    "denominator",
    "unknown",
    "recent_numerator",
    "recent_denominator",
    "twelve_months",
    "last_year_rest",
)
_SUMMED = (*_READ, "expected", "coming")
_summed = attrgetter(*_SUMMED)


# --- what is still to come --------------------------------------------------------------------------------------


def expect(asked: Scope, entry: Entry, units: Sequence[Figure], known: Reach, grown: Seasons) -> None:
    """What each unit of an agency may expect by the day of the forecast, and by that of its target; one that works no
    more, and what nobody placed, expect nothing while others do."""
    if not awaits_events(asked, entry):
        return
    target, until = _target(asked, entry), horizon(asked, entry)
    whole = summed(units, None)
    last_from, last_until = last_year(asked, entry, known)
    rest = (whole.last_year_rest or 0.0) if last_until >= last_from else None
    coming = expected_events(whole.denominator or 0.0, asked.day, asked.first, until, rest)
    for figure in units:
        figure.is_ended = figure.unit != UNKNOWN and not asked.units.works(figure.unit, asked.day)
        begun = asked.units.begins(figure.unit, twelve_from(asked))
        if begun and figure.twelve_months:
            figure.twelve_months *= grown.get((entry.indicator, begun), 1.0)
    living = [figure for figure in units if figure.unit != UNKNOWN and not figure.is_ended]
    share_out(units, coming, living if any(figure.twelve_months for figure in living) else units)
    due = target.due_date if target else None
    for figure in units:
        figure.coming = figure.expected
        if due != until:  # no target, or one whose day has come
            figure.expected = None if due is None else 0.0


def share_out(figures: Sequence[Figure], coming: float, takers: Sequence[Figure]) -> None:
    """What is to come, by what each of those who take it received in the last twelve months."""
    base = sum(figure.twelve_months or 0.0 for figure in takers)
    for figure in figures:
        figure.expected = 0.0
    for figure in takers:
        figure.expected = coming * (figure.twelve_months or 0.0) / base if base else 0.0


# --- how many are needed, and whose part that is ----------------------------------------------------------------


def need(asked: Scope, entry: Entry, figures: Sequence[Figure], total: int | None = None) -> None:
    """How many of what is to come must count: each figure's part of the whole (or of `total`), in whole numbers."""
    target = _target(asked, entry)
    if target is None or not target.wants_more or any(figure.expected is None for figure in figures):
        return
    exact = [_exact(target, figure) for figure in figures]
    for figure, number in zip(figures, whole_numbers(exact, total), strict=True):
        figure.needed = number


def whole_numbers(exact: Sequence[float], total: int | None = None) -> list[int]:
    """Parts in whole numbers that add up to `total`, else to their sum rounded up: the largest remainders go up."""
    known = [round(part, 6) for part in exact]  # the last binary digits are no remainder
    floors = [math.floor(part) for part in known]
    rest = (math.ceil(round(sum(exact), 6)) if total is None else total) - sum(floors)
    every, rest = divmod(rest, len(known)) if known else (0, 0)  # a total that lies beyond any rounding
    floors = [floor + every for floor in floors]
    for place in sorted(range(len(known)), key=lambda place: floors[place] - every - known[place])[:rest]:
        floors[place] += 1
    return floors


def of_unit(asked: Scope, entry: Entry, units: Sequence[Figure]) -> Figure:
    """The whole, or the unit asked for with its part of the whole, of the figures of all units of the agency."""
    mine, found = summed(inside(asked, units), asked.unit), by_department(asked, units)
    need(asked, entry, found)
    part = next((one.needed for one in found if one.unit == asked.unit), None)
    need(asked, entry, [mine], part)
    return mine


def inside(asked: Scope, units: Sequence[Figure]) -> list[Figure]:
    """Those of the figures by unit that were asked for."""
    return [figure for figure in units if asked.within is None or figure.unit in asked.within]


def parts(
    store: Store, question: Asked, indicator: str, by: str, base: facts.Base = facts.WHOLE
) -> pd.DataFrame:
    """The gap of an indicator of dossiers by unit, official, procedure or field, of all or some dossiers.

    One row per part, who needs most first: key, name, numerator, denominator, value, online, counter, postal;
    `expected` to come, `needed` of them, which add up to the figure's own (below 0: what is there beyond its part);
    is_ended. Empty without a target. Of sums without their records nobody knows the channel.
    """
    asked = scope(store, question)
    entry, known = find(catalogue(store, asked.agency, asked.year), indicator), reach(store, asked.agency)
    days, everyone = spans(asked, entry, known), replace(asked, unit=None, within=None)
    channels = facts.channels(store, entry)
    rows = facts.sums(store, facts.Rows(everyone, [entry], "unit", base, bool(channels)), [days])[indicator]
    units = figures_of(rows)
    expect(asked, entry, units, known, seasons(store, [Look(asked, [entry], known)])[0])
    if by == "unit":
        found = by_department(asked, inside(asked, units))
        need(asked, entry, found, of_unit(asked, entry, units).needed)
    else:
        rows = facts.sums(store, facts.Rows(asked, [entry], by, base, bool(channels)), [days])[indicator]
        mine, found = of_unit(asked, entry, units), figures_of(rows)
        share_out(found, mine.expected or 0.0, found)
        need(asked, entry, found, mine.needed)
    name = asked.units.name if by == "unit" else str
    made = pd.DataFrame(
        [
            {"key": one.unit or "", "name": name(one.unit) if one.unit else NAMELESS}
            | {column: getattr(one, column) for column in _OF_PART}
            for one in found
            if one.needed is not None
        ],
        columns=["key", "name", *_OF_PART, *facts.CHANNELS],
    )
    for channel in channels:
        came = figures_of([row for row in rows if row["channel"] == channel])
        counts = {one.unit: one.entries for one in (by_department(asked, came) if by == "unit" else came)}
        made[channel] = [counts.get(key or None, 0) for key in made["key"]]
    made["value"] = made["numerator"] / made["denominator"].where(made["denominator"] > 0)
    return made.sort_values(["needed", "denominator"], ascending=False, kind="stable", ignore_index=True)


def by_department(asked: Scope, figures: Sequence[Figure]) -> list[Figure]:
    """Departments with their sub-units; with `successors` today's units with their forerunners.

    In the office's order.
    """
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        unit = figure.unit or "unknown"
        if asked.level == "department":
            unit = asked.units.department(unit)
        if asked.successors:
            unit = asked.units.today(unit)
        groups.setdefault(unit, []).append(figure)
    found = [summed(group, unit) for unit, group in groups.items()]
    return sorted(found, key=lambda figure: asked.units.order(figure.unit, asked.as_of))


def figures_of(rows: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """One figure per key of `facts.sums` (its `unit`, whatever the rows are told apart by)."""
    found: dict[Any, list[Figure]] = {}
    for row in rows:
        found.setdefault(row["key"], []).append(_counted(row))
    return [summed(figures, key) for key, figures in found.items()]


def summed(figures: Sequence[Figure], unit: str | None) -> Figure:
    """Figures as one. A sum stays null where none of them knows it: unknown, not none."""
    whole = Figure(unit=unit, entries=sum(figure.entries for figure in figures))
    for name, values in zip(_SUMMED, zip(*map(_summed, figures), strict=True), strict=False):
        found = [value for value in values if value is not None]
        setattr(whole, name, round(sum(found), 9) if found else None)
    whole.months, whole.blocks = (
        added(getattr(one, name) for one in figures) for name in ("months", "blocks")
    )
    whole.is_ended = bool(figures) and all(figure.is_ended for figure in figures)
    return whole


def added(parts: Iterable[Mapping[K, tuple[float, float]]]) -> dict[K, tuple[float, float]]:
    """Numerators and denominators by month or block, as one."""
    more = iter(parts)
    whole = dict(next(more, {}))  # mostly there is one
    for key, (top, base) in (pair for part in more for pair in part.items()):
        before = whole.get(key, (0.0, 0.0))
        whole[key] = (before[0] + top, before[1] + base)
    return whole


def _counted(row: Mapping[str, Any]) -> Figure:
    made = Figure(entries=row["entries"])
    for name in _READ:
        setattr(made, name, None if row[name] is None else float(row[name]))
    known = zip(
        *(row[name] or () for name in ("months", "month_numerators", "month_denominators")), strict=True
    )
    made.months = {month: (float(top), float(base)) for month, top, base in known if top is not None and base}
    return made


def _target(asked: Asked, entry: Entry) -> Target | None:
    """The step that counts on the day; a range has none, shares of procedures and entered figures no events."""
    return step_at(entry.targets, asked.judged_on) if awaits_events(asked, entry) else None


def _exact(target: Target, figure: Figure) -> float:
    """T(N+R) − O."""
    return target.value * ((figure.denominator or 0.0) + (figure.expected or 0.0)) - (figure.numerator or 0.0)
