"""Forecasts of the figures of a question, made once per data version: from what came in the months before its day.

What came is asked once for all indicators, by unit; every figure is carried on by itself, on the agency's growth.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from chiso.core.periods import month_end, months_of
from chiso.figures import facts, gap
from chiso.figures.ask import Asked
from chiso.figures.figure import Figure
from chiso.figures.foresight import ahead
from chiso.figures.foresight.ahead import BLOCK, Forecast, Series
from chiso.figures.foresight.level import Kind
from chiso.figures.scope import Scope, as_day, ask_tallied
from chiso.figures.spans import Look, horizon, spoken_of, together
from chiso.figures.targets import Entry, Target
from chiso.store import Store

BLOCKS = 26  # of thirty days: two years and what has begun
YEAR = 12  # blocks between the same days of two years
HALF = 6  # blocks by which a year's volume is held against the year before
MONTHS = 3  # full calendar months without which nothing is forecast (shared contract, "Foresight")

Found = Sequence[tuple[Entry, list[Figure]]]


@dataclass(frozen=True)
class Past:
    """What came before the day: per indicator and unit its blocks; per indicator those of all units together, since
    when it is known, and in how many full months there was any."""

    units: Mapping[tuple[str, str], Mapping[int, tuple[float, float]]] = field(default_factory=dict)
    whole: Mapping[str, Mapping[int, tuple[float, float]]] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)


def past(store: Store, looks: Sequence[Look]) -> list[Past]:
    """What came before the day asked for, of each question, of indicators that can be forecast; nothing once the year
    is over. It is asked of all agencies at once."""
    counted = [[entry for entry in look.entries if _is_ahead(look.asked, entry)] for look in looks]
    rows = _came(
        store, together(looks), {entry.indicator: entry for some in counted for entry in some}.values()
    )
    return [
        _past(look, some, [row for row in rows if row["agency"] == look.asked.agency])
        for look, some in zip(looks, counted, strict=True)
    ]


def _is_ahead(asked: Scope, entry: Entry) -> bool:
    return _kind(entry) is not None and horizon(asked, entry) > asked.day


def _came(store: Store, asked: Scope, counted: Collection[Entry]) -> list[dict[str, Any]]:
    """What came, or stood, in the blocks before the day: per indicator, agency and unit."""
    rows: list[dict[str, Any]] = []
    since = asked.day - timedelta(days=BLOCK * BLOCKS - 1)
    for events in facts.apart(asked, [entry for entry in counted if not entry.is_state]):
        of_events = facts.Rows(asked, events)
        given = of_events.given | {"date_from": since}
        rows += of_events.ask(store, "figures/blocks", "figures/history", **given)
    if states := [entry for entry in counted if entry.is_state]:
        given = {"agencies": asked.agencies, "as_of": asked.day, "date_from": since}
        given["indicators"] = [entry.indicator for entry in states]
        rows += ask_tallied(store, "figures/blocks", "figures/standing", **given)
    return rows


def _past(look: Look, counted: Iterable[Entry], rows: Iterable[dict[str, Any]]) -> Past:
    asked, coverage = look.asked, look.coverage
    by_indicator: dict[str, list[dict[str, Any]]] = {entry.indicator: [] for entry in counted}
    units = {}
    for row in rows:
        if row["indicator"] in by_indicator:
            units[row["indicator"], row["unit"]] = _blocks(row)
            by_indicator[row["indicator"]].append(row)
    whole = {code: gap.added(map(_blocks, found)) for code, found in by_indicator.items()}
    known, months = {}, {}
    for entry in counted:
        first, last = _span(asked, by_indicator[entry.indicator], coverage.get(entry.dataset))
        known[entry.indicator] = min(((asked.day - first).days + 1) // BLOCK, BLOCKS)
        full = {month for month in months_of(first, last) if month >= first and month_end(month) <= last}
        if entry.kind == "rate":
            ends = {as_day(day) for row in by_indicator[entry.indicator] for day in row["months"]}
            full = {month for month in full if month_end(month) in ends}
        # the past of some states is not kept: what never stood before says nothing
        stood = [block for block in whole[entry.indicator] if block and whole[entry.indicator][block][0]]
        months[entry.indicator] = min(len(full), len(stood)) if entry.is_state else len(full)
    return Past(units, whole, known, months)


def _blocks(row: Mapping[str, Any]) -> dict[int, tuple[float, float]]:
    return {
        block: (top, base) for block, top, base in zip(row["blocks"], row["tops"], row["bases"], strict=True)
    }


def _span(
    asked: Asked, rows: Sequence[Mapping[str, Any]], covered: Mapping[str, Any] | None
) -> tuple[date, date]:
    """From when to when something is known, up to the day asked for."""
    firsts = [day for row in rows if (day := as_day(row["first_day"]))]
    covered = covered or {}
    first = min(filter(None, (covered.get("since"), *firsts)), default=asked.day)
    last = as_day(covered.get("newest_as_of")) or asked.day
    return min(first, asked.day), min(last, asked.day)


def _kind(entry: Entry) -> Kind | None:
    """How an indicator is carried on; not what is entered by hand, nor shares of procedures, which are counted in the
    period as a whole."""
    if entry.is_entered or entry.dataset == "procedures":
        return None
    return "share" if entry.kind == "rate" else "standing" if entry.is_state else "number"


def forecast(store: Store, asked: Scope, question: Asked, found: Found, before: Past) -> None:
    """Forecasts of the figures, those of one question once per data version."""
    place = (
        "foresight",
        question,
        tuple(
            (entry.indicator, horizon(asked, entry), *(one.unit for one in figures))
            for entry, figures in found
        ),
    )
    for row in store.once(place, lambda: _made(asked, found, before)):
        found[row["entry"]][1][row["figure"]].forecast = row["forecast"]


def _made(asked: Scope, found: Found, before: Past) -> list[dict[str, Any]]:
    """A row per figure that can be forecast: where it stands among those found, and its forecast."""
    wanted: dict[Kind, list[tuple[int, int, date, Series]]] = {}
    for place, (entry, figures) in enumerate(found):
        kind, until = _kind(entry), horizon(asked, entry)
        is_known = before.months.get(entry.indicator, 0) >= MONTHS
        days = {spoken_of(asked, entry)}
        if is_known:
            days |= {until, *(one.due_date for one in entry.targets if one.due_date)}
        days = {day for day in days if day == asked.day or (is_known and day > asked.day)}
        for number, figure in enumerate(figures):
            if kind and _can_be(figure, entry):
                for day in sorted(days):
                    part = (day - asked.day).days, (until - asked.day).days
                    wanted.setdefault(kind, []).append(
                        (place, number, day, _series(figure, entry, before, part))
                    )
    outlooks: dict[tuple[int, int], dict[date, ahead.Outlook]] = {}
    for several in wanted.values():
        carried = ahead.carried([series for *_, series in several])
        for (place, number, day, _), outlook in zip(several, carried, strict=True):
            outlooks.setdefault((place, number), {})[day] = outlook
    return [
        {"entry": place, "figure": number, "forecast": _forecast(by_day, asked, found[place][0])}
        for (place, number), by_day in outlooks.items()
    ]


def _can_be(figure: Figure, entry: Entry) -> bool:
    """Whether enough is known of a figure, and it has or awaits any events."""
    if figure.reported or figure.is_vague or figure.numerator is None:
        return False
    return entry.kind != "rate" or (figure.denominator or 0) + (figure.coming or 0) > 0


def _series(figure: Figure, entry: Entry, before: Past, part: tuple[int, int]) -> Series:
    """What is known of a figure; `part`: so many days ahead, of those in which all that it expects comes."""
    kind, (days, until) = _kind(entry) or "share", part
    whole, known = before.whole.get(entry.indicator, {}), before.known.get(entry.indicator, 0)
    blocks = [figure.blocks.get(block, (0.0, 0.0)) for block in reversed(range(BLOCKS))]
    top, base = (sum(pair[place] for pair in whole.values()) for place in (0, 1))
    # what may stay of what stood: known of those that stood thirty days ago
    stood = sum(pair[0] for block, pair in whole.items() if block)
    return Series(
        kind,
        tops=[pair[0] for pair in blocks],
        bases=[pair[1] for pair in blocks]
        if kind == "share"
        else [float(b < known) for b in reversed(range(BLOCKS))],
        done=figure.numerator or 0.0,
        base=figure.denominator or 0.0,
        rest=(figure.coming or 0.0) * (days / until if until else 0.0),
        days=days,
        share=top / base if kind == "share" and base else 0.5,
        growth=_growth(whole, known) if kind == "share" else 0.0,
        stays=(base + 1) / (stood + 2) if kind == "standing" else 0.0,
    )


def _growth(whole: Mapping[int, tuple[float, float]], known: int) -> float:
    """This year's volume over last year's, of as many of the newest blocks as are known of both; 0: not known."""
    many = min(HALF, known - YEAR)
    if many <= 1:
        return 0.0
    now, then = (
        sum(whole.get(block, (0.0, 0.0))[1] for block in range(first, first + many)) for first in (0, YEAR)
    )
    return ahead.growth(now, then)


def _forecast(by_day: Mapping[date, ahead.Outlook], asked: Scope, entry: Entry) -> Forecast:
    day = spoken_of(asked, entry)
    outlook = by_day[day]
    targets: list[Target] = [one for one in entry.targets if one.due_date in by_day]
    return Forecast(
        outlook.at(ahead.LOW),
        outlook.at(0.5),
        outlook.at(ahead.HIGH),
        (outlook.at(ahead.HALF[0]), outlook.at(ahead.HALF[1])),
        "level" if day > asked.day else "date",
        {target: by_day[target.due_date].meets(target) for target in targets if target.due_date},
    )
