"""Simulated offices of six kinds, and of one that is hardly ever late: two years of days, each with what came and what
of it counts. What a forecast is tried on (bench_forecast.py), with the two simple rules that it is held against."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chiso.figures.foresight.ahead import BLOCK, Series, growth

KINDS = ("steady", "climbing", "campaign", "falling", "small", "mix")
YEAR = 365  # days; two of them are simulated, the second is the one asked about
DATE = 350  # the day of the second year on which the target counts: 30/11 of a year from 15/12
Days = NDArray[np.float64]


@dataclass(frozen=True)
class Office:
    """What came each day, how much of it counts."""

    kind: str
    came: Days
    counted: Days

    def series(self, day: int) -> Series:
        """What is known on a day of the second year, as the product would put it together."""
        blocks = (YEAR + day) // BLOCK
        start = YEAR + day - blocks * BLOCK
        of_blocks = [
            days[start : YEAR + day].reshape(blocks, BLOCK).sum(axis=1) for days in (self.counted, self.came)
        ]
        tops, bases = ([float(number) for number in numbers] for numbers in of_blocks)
        done, base = self.so_far(day)
        rest = float(self.came[day:DATE].sum())
        share = float(self.counted[: YEAR + day].sum() / max(self.came[: YEAR + day].sum(), 1))
        return Series(
            "share", tops, bases, done, base, rest, DATE - day, share=share, growth=self.growth(day)
        )

    def growth(self, day: int) -> float:
        now, then = self.came[YEAR + day - 180 : YEAR + day].sum(), self.came[max(day - 180, 0) : day].sum()
        if day < 180:
            now = self.came[YEAR : YEAR + day].sum()
        return growth(float(now), float(then))

    def so_far(self, day: int) -> tuple[float, float]:
        """How much counts of how much, since the second year began."""
        return float(self.counted[YEAR : YEAR + day].sum()), float(self.came[YEAR : YEAR + day].sum())

    @property
    def truth(self) -> float:
        done, base = self.so_far(DATE)
        return done / base

    def three_months(self, day: int) -> float:
        """The simple rule: the last three months' rate on last year's volume."""
        done, base = self.so_far(day)
        last = slice(YEAR + day - 91, YEAR + day)
        rest, came = float(self.came[day:DATE].sum()), float(self.came[last].sum())
        rate = float(self.counted[last].sum()) / came if came else done / base
        return (done + rate * rest) / (base + rest)


def offices(kind: str, many: int, seed: int = 2024) -> Iterator[Office]:
    """So many offices of a kind, the same each time."""
    draw = np.random.default_rng([seed, (*KINDS, "never").index(kind)])
    while many:
        made = _office(kind, draw)
        if made.so_far(100)[1] >= 5:
            many -= 1
            yield made


def _office(kind: str, draw: np.random.Generator) -> Office:
    days = np.arange(2 * YEAR)
    small = kind == "small"
    volume = draw.uniform(25, 150) if small else np.exp(draw.uniform(np.log(150), np.log(8000)))
    season = (
        1
        + 0.25 * np.sin(2 * np.pi * (days / YEAR + draw.random()))
        - 0.6 * ((days % YEAR > 45) & (days % YEAR < 60))
    )
    monthly = np.repeat(draw.normal(0, 0.12, 2 * YEAR // BLOCK + 1), BLOCK)[: 2 * YEAR]
    growth = np.where(days < YEAR, 1.0, np.exp(draw.normal(0.05, 0.2)))
    per_day = volume / YEAR * season * np.exp(monthly) * growth
    came = draw.poisson(per_day).astype(float)
    level = (
        draw.normal(0.2, 1.0)
        + np.repeat(draw.normal(0, 0.35 if small else 0.12, 2 * YEAR // BLOCK + 1), BLOCK)[: 2 * YEAR]
    )
    match kind:
        case "climbing" | "falling":
            way = draw.uniform(0.6, 2.2) * (1 if kind == "climbing" else -1)
            level = level + way * (days / (2 * YEAR) - 0.5) * draw.uniform(0.8, 1.5)
        case "campaign":
            begins, lasts = draw.uniform(0.8, 1.6) * YEAR, draw.uniform(60, 400)
            since = days - begins
            level = level + np.where(
                since > 0, draw.uniform(0.5, 1.6) * np.exp(-np.maximum(since, 0) / lasts), 0
            )
        case "mix":
            others = np.clip(
                0.3 + draw.normal(0, 0.25) * (days / YEAR - 1) + 0.2 * np.sin(2 * np.pi * days / YEAR),
                0.02,
                0.95,
            )
            shares = others / (1 + np.exp(-level - 1.2)) + (1 - others) / (1 + np.exp(-level + 1.0))
            return Office(kind, came, draw.binomial(came.astype(int), shares).astype(float))
        case "never":
            level = np.full(2 * YEAR, -np.log(draw.uniform(150, 8000)))
            kept = came - draw.binomial(came.astype(int), np.exp(level) / (1 + np.exp(level)))
            return Office(kind, came, kept)
    return Office(kind, came, draw.binomial(came.astype(int), 1 / (1 + np.exp(-level))).astype(float))
