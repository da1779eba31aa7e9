"""Targets of an indicator, the step that counts on a day, and what the rest of the period must bring. Pure.

Targets are data (data/reference/targets.csv); nothing here knows an indicator by name.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

EXACT = 1e-12  # fractions of whole numbers: equality is meant up to the last binary digits


def rounded_up(share: float) -> float:
    """A share that is needed to a tenth of a percent: 82,303% is 82,4%, since 82,3% would not be enough."""
    return math.ceil(round(share * 1000, 6)) / 1000


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

    @overload
    def is_met(self, value: float | None) -> bool: ...
    @overload
    def is_met(self, value: NDArray[np.float64]) -> NDArray[np.bool_]: ...
    def is_met(self, value: Any) -> Any:
        """Strict comparisons are strict: 7.5 does not meet > 7.5. A missing value meets nothing. Of several each."""
        if value is None:
            return False
        match self.comparison:
            case ">=":
                return value > self.value - EXACT
            case ">":
                return value > self.value + EXACT
            case "<=":
                return value < self.value + EXACT
            case "<":
                return value < self.value - EXACT
            case _:
                return abs(value - self.value) < EXACT


@dataclass(frozen=True)
class Step:
    """A target of the year with the value on its day: verdict met or missed once that has come (None where no figure of
    the day is known), until then ahead."""

    kind: str
    comparison: str
    target: float
    target_date: date | None
    value: float | None
    verdict: str | None
    forecast_chance: float | None = None  # that it will be met on its day, while that is ahead

    @property
    def is_over(self) -> bool:
        """Whether its day has come."""
        return self.verdict != "ahead"

    @property
    def holds(self) -> bool | None:
        """Whether the value of its day, before that today's, meets it; None where no figure is known."""
        return None if self.value is None else Target(self.target, self.comparison).is_met(self.value)

    @classmethod
    def of(cls, target: Target, value: float | None, *, is_passed: bool) -> "Step":
        """The target as a step."""
        verdict = (
            "ahead"
            if not is_passed
            else None
            if value is None
            else "met"
            if target.is_met(value)
            else "missed"
        )
        return cls(target.kind, target.comparison, target.value, target.due_date, value, verdict)


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


@dataclass(frozen=True)
class Entry:
    """An indicator of the catalogue with its targets of the asked year. `is_falling`: less of it is better."""

    indicator: str
    name: str
    short_name: str
    kind: str
    dataset: str
    year_kind: str
    is_state: bool = False  # counts what stands on a day, whenever it began
    is_mendable: bool = False  # what is missing can still be supplied after its event
    targets: tuple[Target, ...] = field(default=())
    is_falling: bool = False
    is_of_month: bool = (
        False  # reported of its calendar month alone, not summed up since the beginning of the year
    )

    @property
    def is_reported(self) -> bool:
        return self.dataset == "measurements"

    @property
    def is_entered(self) -> bool:
        """Whether its figures are printed or typed, and not counted of records."""
        return self.is_reported or self.dataset == "service_index"

    @property
    def counts(self) -> str:
        """The dataset whose records it counts: of procedures it counts those that have dossiers."""
        return "dossiers" if self.dataset == "procedures" else self.dataset
