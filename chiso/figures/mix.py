"""Why a share moved between two periods: by the rates of its parts, or by who has how much of the base. Pure.

The split of the shared contract ("Foresight", `explain`): each effect is weighed by the mean of both periods, so that
no order of steps has to be chosen and nothing is left over.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Counts = tuple[float, float]  # numerator, denominator
_NONE: Counts = (0, 0)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Effect:
    """By how much a part moved the whole, as a fraction: `rate` because its own rate moved, `mix` because its part of
    the base did."""

    rate: float
    mix: float

    @property
    def total(self) -> float:
        return self.rate + self.mix


def effects(before: Mapping[K, Counts], after: Mapping[K, Counts]) -> dict[K, Effect]:
    """The effect of each part of either period; their totals add up to the change of the whole.

    Nothing where a period has no base: it has no share that could have moved.
    """
    wholes = [[sum(part[place] for part in side.values()) for place in (0, 1)] for side in (before, after)]
    if not all(base for _, base in wholes):
        return {}
    (top_then, base_then), (top_now, base_now) = wholes
    middle = (top_then / base_then + top_now / base_now) / 2
    found = {}
    for key in dict.fromkeys((*before, *after)):
        (top_0, base_0), (top_1, base_1) = before.get(key, _NONE), after.get(key, _NONE)
        share_0, share_1 = base_0 / base_then, base_1 / base_now
        if base_0 and base_1:
            rate_0, rate_1 = top_0 / base_0, top_1 / base_1
            by_rate = (share_0 + share_1) / 2 * (rate_1 - rate_0)
            found[key] = Effect(by_rate, (share_1 - share_0) * ((rate_0 + rate_1) / 2 - middle))
        else:
            base = base_0 or base_1
            only = (top_0 or top_1) / base if base else middle
            found[key] = Effect(0.0, (share_1 - share_0) * (only - middle))
    return found
