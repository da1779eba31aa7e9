"""Process-behaviour limits (XmR): when a change of a monthly figure is real. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise


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


def behaviour_limits(values: Sequence[float]) -> Limits | None:
    """Limits of a series, the earliest point first; null with fewer than three points."""
    if len(values) < 3:
        return None
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    spread = _SPREAD * sum(ranges) / len(ranges)
    return Limits(mean + spread, mean, mean - spread, len(values) < _ENOUGH_POINTS)


def behaviour_signals(values: Sequence[float], limits: Limits) -> list[int]:
    """Positions where a change is real: a point outside; seven on one side; seven rising or falling;
    two of three near a limit (in the outer third)."""
    found: set[int] = {i for i, v in enumerate(values) if v > limits.upper or v < limits.lower}
    for sign in (1, -1):
        found |= _runs([sign * (v - limits.mean) > 0 for v in values], 7)
        rising = _runs([sign * (b - a) > 0 for a, b in pairwise(values)], 6)  # six steps join seven points
        found |= rising | {i + 1 for i in rising}
        near = limits.mean + sign * (limits.upper - limits.mean) * 2 / 3
        outer = [i for i, v in enumerate(values) if sign * (v - near) > 0]
        found |= {i for both in pairwise(outer) if both[1] - both[0] <= 2 for i in both}
    return sorted(found)


def _runs(flags: Sequence[bool], length: int) -> set[int]:
    """Positions inside runs of at least `length` true values."""
    runs = ((flag, list(run)) for flag, run in groupby(range(len(flags)), flags.__getitem__))
    return {i for flag, run in runs if flag and len(run) >= length for i in run}
