"""Which changes of a month are real: process-behaviour charts of the monthly values (shared contract, `signals`).

A month's value is what `indicators --by month` answers on its last day: what happened in it, and of rates that count
what is overdue also what was so at its end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from chiso.core.periods import month_end, months_of
from chiso.figures.ask import Asked
from chiso.figures.coverage import reach, silent
from chiso.figures.figure import UNKNOWN_SHARE
from chiso.figures.limits import Limits, behaviour_limits, behaviour_signals
from chiso.figures.scope import Scope, as_day, ask_tallied, catalogue, find, scope
from chiso.figures.targets import Entry
from chiso.store import Store
from chiso.store.marts import MARTS

MOST_MONTHS = 24


@dataclass(frozen=True)
class Behaviour:
    """A rate month by month, the earliest first: `months` (YYYY-MM, those with events), their `values` and `bases`; its
    `limits`, None with fewer than three months; `signals`: place -> the rules that hold there."""

    indicator: str
    unit: str | None
    unit_name: str | None
    months: tuple[str, ...]
    values: tuple[float, ...]
    bases: tuple[int, ...]
    limits: Limits | None
    signals: Mapping[int, str]

    def at(self, place: int) -> dict[str, Any]:
        """A month that is a signal, as the command answers it."""
        assert self.limits is not None
        return {
            "indicator": self.indicator,
            "unit": self.unit,
            "unit_name": self.unit_name,
            "month": self.months[place],
            "value": self.values[place],
            **asdict(self.limits),
            "signal": self.signals[place],
        }


def has_months(entry: Entry) -> bool:
    """Whether an indicator has a value month by month: a rate of records; shares of procedures are of a period."""
    return entry.kind == "rate" and entry.dataset in MARTS


def behaviours(
    store: Store, question: Asked | None, indicator: str | None = None, by: Literal["unit"] | None = None
) -> list[Behaviour]:
    """The monthly rates up to the day asked for, over the full months that files speak of, at most the newest 24."""
    if question is None:
        return []
    asked = scope(store, question)
    entries = catalogue(store, asked.agency, asked.year)
    entries = [one for one in entries if has_months(one)] if indicator is None else [find(entries, indicator)]
    known = reach(store, asked.agency)
    together: dict[tuple[date, ...], list[Entry]] = {}
    for dataset, spoken in known.items():
        some = [entry for entry in entries if entry.dataset == dataset and has_months(entry)]
        is_long = len(full_months(spoken, dataset, asked.as_of, None)) == MOST_MONTHS  # whatever began before
        began = {} if is_long else _began(store, asked, some, spoken["spans"])
        for entry in some:
            if months := full_months(spoken, dataset, asked.as_of, began.get(entry.indicator)):
                together.setdefault(months, []).append(entry)
    rows: dict[str, list[dict[str, Any]]] = {}
    for months, group in together.items():
        names = [entry.indicator for entry in group]
        given = {"agencies": asked.agencies, "indicators": names, "months": list(months)}
        for row in ask_tallied(store, "figures/monthly", **given):
            rows.setdefault(row["indicator"], []).append(row)
    return [
        _behaviour(asked, entry, unit, months)
        for entry in entries
        for unit, months in _by_unit(asked, rows.get(entry.indicator, ()), by).items()
    ]


def _began(
    store: Store, asked: Scope, entries: Sequence[Entry], known: Sequence[Mapping[str, Any]]
) -> dict[str, date | None]:
    """The first event of indicators of one dataset in its lists without bounds; `known`: the spans of its files. What a
    file with bounds says of days before them is no list of those days."""
    names = [entry.indicator for entry in entries]
    files = {span["import_id"] for span in known}
    lists = {span["import_id"] for span in known if span["begins"]}
    if not (names and lists):
        return {}
    if lists == files:
        rows = ask_tallied(store, "figures/first_events", agencies=asked.agencies, indicators=names)
    else:
        rows = store.known(
            "figures/first_events", {"dataset": (entries[0].dataset,)},
            _source=("figures/of_imports", tuple(f"indicators/{name}" for name in names)),
            agencies=asked.agencies, imports=sorted(lists),
        )  # fmt: skip
    return {row["indicator"]: as_day(row["first_day"]) for row in rows}


def full_months(known: Mapping[str, Any], dataset: str, day: date, began: date | None) -> tuple[date, ...]:
    """The last days of the calendar months of which the files of a dataset (its row of `reach`) speak whole, up to a
    day: from the first day of a printed period on, of lists without bounds from their first event (`began`). Of a month
    between them without a file what the others leave over of it is no rate."""
    since = min(known["since"], began) if began else known["since"]
    last = min(as_day(known["newest_as_of"]) or day, day)
    unknown = silent(known["spans"], dataset, since, last)
    months = (month for month in months_of(since, last) if month >= since and f"{month:%Y-%m}" not in unknown)
    return tuple(end for end in map(month_end, months) if end <= last)[-MOST_MONTHS:]


_Month = tuple[int, int, int]  # numerator, denominator, how much of it is unknown


def _by_unit(
    asked: Scope, rows: Iterable[Mapping[str, Any]], by: str | None
) -> dict[str | None, dict[date, _Month]]:
    """The months of the whole, or of each department in the office's order."""
    found: dict[str | None, dict[date, _Month]] = {}
    for row in rows:
        if asked.within is not None and row["unit"] not in asked.within:
            continue
        months = found.setdefault(asked.units.department(row["unit"]) if by else asked.unit, {})
        top, base, unknown = months.get(row["month"], (0, 0, 0))
        months[row["month"]] = (
            top + row["numerator"], base + row["denominator"], unknown + row["unknown"]
        )  # fmt: skip
    return dict(sorted(found.items(), key=lambda one: asked.units.order(one[0], asked.as_of)))


def _behaviour(asked: Scope, entry: Entry, unit: str | None, months: Mapping[date, _Month]) -> Behaviour:
    known = [
        (month, top, base)
        for month, (top, base, unknown) in sorted(months.items())
        if unknown <= UNKNOWN_SHARE * base
    ]
    values = tuple(top / base for _, top, base in known)
    limits = behaviour_limits(values)
    return Behaviour(
        indicator=entry.indicator,
        unit=unit,
        unit_name=asked.units.name(unit),
        months=tuple(f"{month:%Y-%m}" for month, *_ in known),
        values=values,
        bases=tuple(base for *_, base in known),
        limits=limits,
        signals=behaviour_signals(values, limits) if limits else {},
    )
