"""Judging a figure, once: its value, its target, what is still required, and its state. Pure.

A state's word, sign, icon and colour: chiso/words/states.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.figure import Figure, Grounds
from chiso.figures.targets import EXACT, Entry, Step, Target, required_rate, step_at
from chiso.reference.unit_tree import UNKNOWN

Status = Literal["met", "on_track", "behind", "missed", "no_target"]

EVEN, HARD = 0.5, 0.2  # chances: from here on on track, below it hard to meet (shared contract)
SMALL_BASE = 10  # bases under 10 are marked: one dossier moves such a rate by more than ten points


@dataclass(frozen=True)
class Value(Grounds):
    """One judged value of an indicator. Rates are fractions, counts have no denominator.

    `first`, `day`: the first and the last day that it speaks of; what stands on a day has no first. `state` is a key of
    words.states.STATES; `status` its shape in the command line's answers (null without a value). `required`: the
    share that the `expected` coming events need, `needed` of them in whole numbers (below 0: more than enough), of a
    unit its part of the agency's; `forecast`: what it is expected to be on the target's date where that is ahead, else
    on the year's last day, in eight of ten cases from `forecast_low` to `forecast_high`, in five of ten between both
    of `forecast_half`, `forecast_chance` the probability that the target is met; `recent`: the share of the last
    three months. `is_mendable`: one that is missing can still be supplied afterwards. `lacking`, `unknown`, `heard`:
    as of a figure. `is_range`: of a part of the year, without a target. `steps`: the year's targets, with the verdict
    of those whose day has come. `ended`: the last day of a unit that is over. `asked`: the question that it answers.
    """

    indicator: str
    as_of: date
    first: date | None
    day: date
    agency: str
    unit: str | None
    unit_name: str | None
    month: str | None
    official: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    target: float | None
    target_date: date | None
    comparison: str | None
    target_kind: str | None
    status: Status | None
    required: float | None
    forecast: float | None
    forecast_low: float | None
    forecast_high: float | None
    forecast_chance: float | None
    forecast_method: str | None
    reported: bool
    small_base: bool
    kind: str
    name: str
    short_name: str
    recent: float | None
    expected: float | None
    needed: int | None
    is_mendable: bool
    entries: int
    ended: date | None
    state: str
    lacking: tuple[str, ...] = ()
    heard: date | None = None
    unknown: float | None = None
    is_range: bool = False
    steps: tuple[Step, ...] = ()
    asked: Asked | None = None
    forecast_half: tuple[float, float] | None = None

    @property
    def is_known(self) -> bool:
        """Whether it can be held against another day's or unit's: a file speaks of its days and of its base."""
        return self.is_covered and not self.is_vague

    @property
    def is_comparable(self) -> bool:
        """Whether it stands in an order of units: one at work, known, with enough of them, of which files speak."""
        return self.ended is None and self.unit != UNKNOWN and not self.small_base and self.is_known

    @property
    def is_assigned(self) -> bool:
        """Whether it is held against what was assigned (chỉ tiêu), not against what earns or costs points alone."""
        return self.target is not None and self.target_kind not in ("bonus", "penalty")

    @property
    def is_rate(self) -> bool:
        """Whether the value is a fraction."""
        return self.kind == "rate"


_OF_FIGURE = ("unit", "month", "official", "first", "day", "numerator", "denominator", "value", "reported",
            "needed", "entries", "ended", "lacking", "heard", "unknown")  # fmt: skip
_NUMBERS = ("numerator", "denominator", "value", "target", "required", "forecast", "forecast_low",
            "forecast_high", "forecast_chance", "recent", "expected", "needed", "unknown")  # fmt: skip
_INSIDE = ("asked", "forecast_half", "heard")  # of no table
_TEXTS = ("unit", "unit_name", "month", "official", "comparison", "target_kind", "status", "forecast_method")


@dataclass(frozen=True)
class Values:
    """Judged values in the order asked: the catalogue's, within it that of units, months or officials.

    `covered`: the indicators of which a file speaks on these days.
    """

    rows: tuple[Value, ...] = ()
    covered: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Value]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, indicator: str) -> list[Value]:
        """The values of one indicator."""
        return [row for row in self.rows if row.indicator == indicator]

    def one(self, indicator: str) -> Value | None:
        """The first value of an indicator."""
        return next(iter(self.of(indicator)), None)

    def shortened(self, names: Mapping[str, str]) -> "Values":
        """The same values with the units' short names, by code."""
        rows = [replace(row, unit_name=names.get(row.unit or "") or row.unit_name) for row in self.rows]
        return replace(self, rows=tuple(rows))

    def absent(self, indicator: str) -> str:
        """The state of a unit, month or official without a value: none where a file speaks of it, else unknown."""
        return "none" if indicator in self.covered else "unknown"

    def frame(self) -> pd.DataFrame:
        """The values as a frame for grids, workbooks and `--json`: one column per field, missing numbers NaN."""
        rows = [vars(row) | {"steps": [vars(step) for step in row.steps]} for row in self.rows]
        made = pd.DataFrame(rows, columns=[one.name for one in fields(Value) if one.name not in _INSIDE])
        made[list(_NUMBERS)] = made[list(_NUMBERS)].apply(pd.to_numeric).astype("float64")
        for column in _TEXTS:
            made[column] = made[column].astype(object).where(made[column].notna(), None)
        return made


@dataclass(frozen=True)
class Ahead:
    """What lies between the day and the target's: the share that the `expected` coming events need, that of the last
    three months and of the year's best month, and, of cumulative figures, the value that the date will see at the
    present pace; `chance`: the probability that the target is met."""

    required: float | None = None
    expected: float | None = None
    recent: float | None = None
    best: float | None = None
    pace: float | None = None
    chance: float | None = None


def judged(figure: Figure, entry: Entry, asked: Asked, unit_name: str | None = None) -> Value:
    """The figure as a value: held against the target that counts on the day; a range has none."""
    target = None if asked.is_range else step_at(entry.targets, asked.judged_on)
    figure.value = _value(figure, entry.kind)
    ahead = Ahead() if figure.is_undecided else _ahead(figure, entry, target)
    ahead = replace(ahead, chance=_chance(figure, target, asked))
    found = status(target, None if figure.is_undecided else figure.value, asked.judged_on, ahead)
    return Value(
        indicator=entry.indicator,
        as_of=asked.as_of,
        agency=asked.agency,
        unit_name=unit_name,
        target=target.value if target else None,
        target_date=target.due_date if target else None,
        comparison=target.comparison if target else None,
        target_kind=target.kind if target else None,
        status=found,
        required=ahead.required,
        forecast_chance=ahead.chance,
        is_range=asked.is_range,
        small_base=figure.denominator is not None and figure.denominator < SMALL_BASE,
        recent=ahead.recent,
        expected=ahead.expected,
        state=_state(figure, entry, target, found, ahead),
        **{name: getattr(entry, name) for name in ("kind", "name", "short_name", "is_mendable")},
        **{name: getattr(figure, name) for name in _OF_FIGURE},
        **_forecast(figure),
    )


def _forecast(figure: Figure) -> dict[str, Any]:
    found = figure.forecast
    names = ("forecast", "forecast_low", "forecast_high", "forecast_half", "forecast_method")
    if found is None:
        return dict.fromkeys(names)
    return dict(zip(names, (found.value, found.low, found.high, found.half, found.method), strict=True))


def _chance(figure: Figure, target: Target | None, asked: Asked) -> float | None:
    """The probability that the target is met on its date; on that day itself it is or it is not."""
    if target is None or target.due_date is None or figure.value is None or figure.is_undecided:
        return None
    if target.due_date == asked.judged_on:
        return float(target.is_met(figure.value))
    return figure.forecast.chances.get(target) if figure.forecast else None


def _state(figure: Figure, entry: Entry, target: Target | None, found: Status | None, ahead: Ahead) -> str:
    """Where a figure stands, for people: what its status does not say, said."""
    if figure.value is not None and figure.is_unread:
        return "undecided"
    if figure.value is None or found is None:
        return "undecided" if figure.is_undecided else "none" if figure.denominator == 0 else "unknown"
    if entry.kind != "rate":
        # A count over its limit: what has happened stays for the year, what only stands today can still be cleared.
        is_limit = entry.kind == "count" and target and not target.wants_more
        return ("hard" if entry.is_state else "unreachable") if is_limit and found == "behind" else found
    if figure.is_part and (figure.denominator or 0) < SMALL_BASE:
        return "small_base"
    return _behind(figure, entry, target, ahead) if found == "behind" and target else found


def _behind(figure: Figure, entry: Entry, target: Target, ahead: Ahead) -> str:
    """How far behind: hardly a chance is left, or the rest needs more than there is to come; without a forecast: more
    than the year's best month brought.

    Missing of a full target is missing for good, unless it can be supplied; else months without a file may make up.
    """
    ahead = Ahead() if figure.lacking else ahead
    way, required, best = 1 if target.wants_more else -1, ahead.required, ahead.best
    is_over = required is not None and way * (required - (1 if target.wants_more else 0)) > EXACT
    is_full = figure.expected is not None and target.value in (0, 1)
    if is_over or is_full or figure.is_ended:
        return "hard" if entry.is_mendable else "unreachable"
    if ahead.chance is not None:
        return "hard" if ahead.chance < HARD else "behind"
    is_best_short = required is not None and best is not None and way * (required - best) > EXACT
    return "hard" if is_best_short else "behind"


def _value(figure: Figure, kind: str) -> float | None:
    if figure.value is not None or figure.numerator is None:
        return figure.value
    if figure.denominator is not None:
        return figure.numerator / figure.denominator if figure.denominator else None
    return None if kind == "rate" else figure.numerator


def _ahead(figure: Figure, entry: Entry, target: Target | None) -> Ahead:
    top, base, recent = figure.numerator, figure.denominator, None
    if figure.recent_numerator is not None and figure.recent_denominator:
        recent = figure.recent_numerator / figure.recent_denominator
    if target is None or target.due_date is None:
        return Ahead(recent=recent)
    if figure.slope is not None and figure.day is not None and figure.value is not None:
        days = max(0, (target.due_date - figure.day).days)
        return Ahead(recent=recent, pace=figure.value + figure.slope * days)
    is_counted = entry.kind == "rate" and not figure.reported
    if not is_counted or figure.expected is None or top is None or base is None:
        return Ahead(recent=recent)
    required = required_rate(target.value, top, base, figure.expected)
    return Ahead(required, figure.expected, recent, _best(figure, target))


def _best(figure: Figure, target: Target) -> float | None:
    """The rate of the period's best month; of a few events none is one."""
    rates = [top / base for top, base in figure.months.values() if base >= SMALL_BASE]
    return (max if target.wants_more else min)(rates, default=None)


def status(target: Target | None, value: float | None, as_of: date, ahead: Ahead) -> Status | None:
    """Where a figure stands against its target; null when there is a target but no figure.

    Before the date: on track when it will rather be met than not; without a forecast when the required rate is within
    reach of the last three months', or when the present pace meets the target.
    """
    if target is None:
        return "no_target"
    if value is None:
        return None
    if target.is_met(value):
        return "met"
    if target.due_date is not None and as_of >= target.due_date:
        return "missed"
    if ahead.chance is not None:
        return "on_track" if ahead.chance >= EVEN else "behind"
    if ahead.pace is not None:
        return "on_track" if target.is_met(ahead.pace) else "behind"
    required, recent = ahead.required, ahead.recent
    if required is None or recent is None:
        return "behind"
    reaches = recent >= required - EXACT if target.wants_more else recent <= required + EXACT
    return "on_track" if reaches else "behind"
