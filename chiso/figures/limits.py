"""Process-behaviour limits (XmR): when a change of a monthly figure is real; how far a rate of few events may lie from
what it tells. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import sqrt

from chiso.figures.judging import SMALL_BASE
from chiso.figures.targets import EXACT


@dataclass(frozen=True)
class Limits:
    """Mean ± 2.66 × mean moving range; `provisional` where fewer than 12 points carry them ("giới hạn tạm")."""

    upper: float
    mean: float
    lower: float
    provisional: bool


# XmR charts: 2.66 = 3 / 1.128 (NHS "Making Data Count").
_SPREAD = 2.66
_ENOUGH_POINTS = 12
_NORMAL = 1.959964  # holds 95 of 100 on either side of the mean


def behaviour_limits(values: Sequence[float]) -> Limits | None:
    """Limits of a series, the earliest point first; null with fewer than three points."""
    if len(values) < 3:
        return None
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    spread = _SPREAD * sum(ranges) / len(ranges)
    return Limits(mean + spread, mean, mean - spread, len(values) < _ENOUGH_POINTS)


def newest_count(values: Sequence[float]) -> int | None:
    """Whether the newest of numbers of records is unusual: +1 high, -1 low, 0 the usual to and fro; None with too few
    of them, where there were never ten (of so few nobody can say), and of one that is not unusual itself but belongs to
    a run or trend."""
    limits = behaviour_limits(values)
    if limits is None or max(values, default=0) < SMALL_BASE:
        return None
    rules = behaviour_signals(values, limits).get(len(values) - 1, "")
    if "outside" in rules or "near" in rules:
        return 1 if values[-1] > limits.mean else -1
    return None if rules else 0


def wilson(top: float, base: float) -> tuple[float, float]:
    """Between what the rate behind so few events lies, 95 times of 100 (Wilson's score interval, 1927). `base` > 0."""
    rate, weight = top / base, _NORMAL**2 / base
    middle = (rate + weight / 2) / (1 + weight)
    half = (_NORMAL / (1 + weight)) * sqrt(rate * (1 - rate) / base + weight / (4 * base))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def behaviour_signals(values: Sequence[float], limits: Limits) -> dict[int, str]:
    """The places where a change is real, each with the rules that it belongs to ("outside+run"), in their order:

    outside: beyond a limit; run: seven in a row on one side of the mean; trend: seven, each above (below) the one
    before; near: two of three beyond two thirds of the way to the same limit.
    """
    found: dict[str, set[int]] = {"outside": set(), "run": set(), "trend": set(), "near": set()}
    spread = limits.upper - limits.mean
    for sign in (1, -1):
        above = [sign * (value - limits.mean) for value in values]
        found["outside"] |= {i for i, far in enumerate(above) if far - spread > EXACT}
        found["run"] |= _runs([far > EXACT for far in above], 7)
        # six steps join seven points
        rising = _runs([sign * (b - a) > EXACT for a, b in pairwise(values)], 6)
        found["trend"] |= rising | {i + 1 for i in rising}
        outer = [i for i, far in enumerate(above) if far - spread * 2 / 3 > EXACT]
        found["near"] |= {i for both in pairwise(outer) if both[1] - both[0] <= 2 for i in both}
    places = sorted(set().union(*found.values()))
    return {i: "+".join(rule for rule, some in found.items() if i in some) for i in places}


def _runs(flags: Sequence[bool], length: int) -> set[int]:
    """Positions inside runs of at least `length` true values."""
    runs = ((flag, list(run)) for flag, run in groupby(range(len(flags)), flags.__getitem__))
    return {i for flag, run in runs if flag and len(run) >= length for i in run}
