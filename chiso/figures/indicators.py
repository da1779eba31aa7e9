"""The rules around a figure: its year, its target, what is still required, and when a change is real. Pure.

Targets are data (data/reference/targets.csv); nothing here knows an indicator by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

Status = Literal["met", "on_track", "behind", "missed", "no_target"]

SMALL_BASE = 10  # bases under 10 are marked: one dossier moves such a rate by more than ten points
FORECAST_HISTORY_MONTHS = 3  # "the last three months' rate" of the shared contract


# --- targets ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """A level to reach by a day. Rates as fractions; `kind` target, bonus or penalty; comparison >=, >, <=, <, =."""

    value: float
    comparison: str = ">="
    due_date: date | None = None
    kind: str = "target"

    @property
    def wants_more(self) -> bool:
        """More is better (for "=" the level is a full one: 100%)."""
        return self.comparison in {">=", ">", "="}

    def is_met(self, value: float | None) -> bool:
        """Strict comparisons are strict: 7.5 does not meet > 7.5. A missing value meets nothing."""
        if value is None:
            return False
        # Fractions of whole numbers: equality is meant up to the last binary digits.
        equal = abs(value - self.value) < 1e-12
        match self.comparison:
            case ">=":
                return value > self.value or equal
            case ">":
                return value > self.value and not equal
            case "<=":
                return value < self.value or equal
            case "<":
                return value < self.value and not equal
            case _:
                return equal


def step_at(targets: Sequence[Target], as_of: date) -> Target | None:
    """The step that counts on a day: the next one not yet passed, else the last; chỉ tiêu before thưởng before trừ."""
    for kind in ("target", "bonus", "penalty"):
        steps = sorted((t for t in targets if t.kind == kind), key=lambda t: t.due_date or date.max)
        if steps:
            return next((t for t in steps if t.due_date is None or t.due_date >= as_of), steps[-1])
    return None


def required_rate(target: float, numerator: float, denominator: float, expected: float) -> float | None:
    """The share that the coming events need: (T·(N+R) − O)/R; null when none are expected. May be above 1."""
    if expected <= 0:
        return None
    return (target * (denominator + expected) - numerator) / expected


def expected_events(
    denominator: float, as_of: date, first_day: date, until: date, last_year: float | None
) -> float:
    """Events still to come by `until`: those of last year's same period, else the year's run rate so far."""
    if until <= as_of:
        return 0.0
    if last_year is not None:
        return last_year
    elapsed = (as_of - first_day).days + 1
    return denominator / elapsed * (until - as_of).days if elapsed > 0 else 0.0


def status(
    target: Target | None,
    value: float | None,
    as_of: date,
    *,
    required: float | None = None,
    recent: float | None = None,
    pace: float | None = None,
) -> Status | None:
    """Where a figure stands against its target; null when there is a target but no figure.

    Before the date: on track when the required rate is within reach of `recent` (the last three months' rate), or,
    for cumulative figures, when `pace` (the value that the date will see at the present pace) meets the target.
    """
    if target is None:
        return "no_target"
    if value is None:
        return None
    if target.is_met(value):
        return "met"
    if target.due_date is not None and as_of >= target.due_date:
        return "missed"
    if pace is not None:
        return "on_track" if target.is_met(pace) else "behind"
    if required is None or recent is None:
        return "behind"
    reaches = recent >= required if target.wants_more else recent <= required
    return "on_track" if reaches else "behind"


# --- process-behaviour limits -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Limits:
    """Mean ± 2.66 × mean moving range. `screened` says whether outlying moving ranges were left out;
    `provisional` whether fewer than 12 points carry them ("giới hạn tạm")."""

    upper: float
    mean: float
    lower: float
    screened: bool
    provisional: bool


# XmR charts: 2.66 = 3 / 1.128; 3.267 the upper limit of moving ranges (NHS "Making Data Count").
_SPREAD = 2.66
_RANGE_LIMIT = 3.267
_ENOUGH_POINTS = 12


def behaviour_limits(values: Sequence[float], *, screen: bool = False) -> Limits | None:
    """Limits of a series, the earliest point first; null with fewer than three points.

    With `screen`, moving ranges of at least 3.267 × their mean are left out before the limits are drawn.
    """
    if len(values) < 3:
        return None
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean_range = sum(ranges) / len(ranges)
    screened = False
    if screen:
        kept = [r for r in ranges if r < _RANGE_LIMIT * mean_range]
        screened = len(kept) < len(ranges)
        mean_range = sum(kept) / len(kept) if kept else mean_range
    spread = _SPREAD * mean_range
    return Limits(mean + spread, mean, mean - spread, screened, len(values) < _ENOUGH_POINTS)


def behaviour_signals(values: Sequence[float], limits: Limits) -> list[int]:
    """Positions where a change is real: a point outside; seven on one side; seven rising or falling;
    two of three near a limit (in the outer third)."""
    found: set[int] = {i for i, v in enumerate(values) if v > limits.upper or v < limits.lower}
    for sign in (1, -1):
        sides = [sign * (v - limits.mean) > 0 for v in values]
        found |= _runs(sides, 7)
        steps = [sign * (b - a) > 0 for a, b in pairwise(values)]
        rising = _runs(steps, 6)  # six steps join seven points
        found |= rising | {i + 1 for i in rising}
        near = limits.mean + sign * (limits.upper - limits.mean) * 2 / 3
        outer = [sign * (v - near) > 0 for v in values]
        for i in range(len(values) - 2):
            window = [j for j in range(i, i + 3) if outer[j]]
            if len(window) >= 2:
                found |= set(window)
    return sorted(found)


def _runs(flags: Sequence[bool], length: int) -> set[int]:
    """Positions inside runs of at least `length` true values."""
    found: set[int] = set()
    start = 0
    for i, flag in enumerate([*flags, False]):
        if not flag:
            if i - start >= length:
                found |= set(range(start, i))
            start = i + 1
    return found
