"""From the level of today to the figure of a day ahead: what has happened stays, the rest is played through. Pure.

Every series is carried on along the same draws (fixed seeds), for each speed of its drift, so that asked twice the
answer is the same, and so that a higher level never ends lower.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chiso.figures.foresight.level import DAMPING, SCATTER, SPEED, TREND, Array, Kind, Levels, filtered, logit
from chiso.figures.targets import Target

BLOCK = 30  # days
LOW, HIGH = 0.1, 0.9  # the interval that holds eight of ten
HALF = 0.25, 0.75  # the one that holds five of ten

_PATHS = 128  # per speed, half of them the others turned round
_PIECES = 6  # of the time ahead
_OWN = 4.0  # events that the others' share is worth for a series of its own
_PRIOR = {"share": 1.5, "number": 2.0, "standing": 2.0}  # variance of the level before anything is known
_VOLUME = 0.15  # scatter of a season's volume from one year to the next, beside chance
_GROWTH = 0.06  # variance of growth between two years
_SEED = 15


@dataclass(frozen=True)
class Series:
    """What is known of one figure on a day.

    `kind`: a share of events; a number of events; a number that stands on a day. `tops`, `bases`: per block of thirty
    days before the day, the newest last (of a number the counts, and how much of the block is known; of what stands
    its number at the blocks' ends). `done` of `base` so far, `rest` events still expected in the `days` to come;
    `share`: that of all series together. `growth`: logarithm of this year's volume over last year's, with its
    `scatter`. `stays`: the part of what stands that still stands a block later.
    """

    kind: Kind
    tops: Sequence[float]
    bases: Sequence[float]
    done: float
    base: float
    rest: float
    days: int
    share: float = 0.5
    growth: float = 0.0
    stays: float = 0.5


@dataclass(frozen=True)
class Outlook:
    """What a figure may be on a day: values in rising order, each with its probability."""

    values: Array
    chances: Array

    def at(self, part: float) -> float:
        """The value under which it stays with this probability."""
        place = int(np.searchsorted(np.cumsum(self.chances), part - 1e-9))
        return float(self.values[min(place, len(self.values) - 1)])

    def meets(self, target: Target) -> float:
        """The probability that the target is met; its parts may add up to one and a bit."""
        return min(1.0, float(self.chances[target.is_met(self.values)].sum()))


def growth(now: float, then: float) -> float:
    """The logarithm of a volume over that of the same days a year before, less for what chance may have made of it."""
    if not now or not then:
        return 0.0
    chance = 1 / now + 1 / then
    return float(np.clip(np.log(now / then), -1, 1) * _GROWTH / (_GROWTH + chance + _VOLUME**2))


@dataclass(frozen=True)
class Forecast:
    """The figure expected on a day, the interval that holds it in eight of ten cases and the one within it that does so
    in five (`half`), and the probability of each target ahead. `method`: how it was come by."""

    low: float
    value: float
    high: float
    half: tuple[float, float]
    method: str
    chances: Mapping[Target, float]


def _draws() -> tuple[Array, Array, Array, Array, Array]:
    """Standard normal draws, each with its opposite: of the level, the trend, each piece twice, the volume, chance."""
    half = np.random.default_rng(_SEED).standard_normal((2 * _PIECES + 4, _PATHS // 2))
    every = np.concatenate([half, -half], axis=1)
    return every[0], every[1], every[4 : 4 + _PIECES], every[4 + _PIECES :], every[2:4]


def carried(series: Sequence[Series]) -> list[Outlook]:
    """What each of the series, all of one kind, may be on its day ahead; on the day itself what it is."""
    found = {place: _known(one) for place, one in enumerate(series) if not one.days or _is_over(one)}
    open_ones = [one for place, one in enumerate(series) if place not in found]
    rest = iter(_carried(open_ones) if open_ones else ())
    return [found.get(place) or next(rest) for place in range(len(series))]


def _is_over(one: Series) -> bool:
    return one.kind == "share" and one.rest <= 0


def _known(one: Series) -> Outlook:
    value = one.done / one.base if one.kind == "share" else one.done
    return Outlook(np.array([value]), np.array([1.0]))


def _carried(series: Sequence[Series]) -> list[Outlook]:
    kind = series[0].kind
    level = _levels(series)
    days = np.array([one.days for one in series], dtype=float)[:, None, None]
    first, second, moves, scatters, (of_volume, of_chance) = _draws()
    # where the level stands today, and where it goes
    deviation = np.sqrt(level.level_variance)
    along = level.both / deviation
    across = np.sqrt(np.maximum(level.trend_variance - along**2, 0))
    now = level.level[:, :, None] + deviation[:, :, None] * first
    trend = level.trend[:, :, None] + along[:, :, None] * first + across[:, :, None] * second
    length = days / BLOCK / _PIECES
    speed, steep, scatter = SPEED[None, :, None], TREND[None, :, None], SCATTER[None, :, None]
    mean, drift = np.zeros(now.shape), np.zeros(now.shape)
    for piece in range(_PIECES):
        time = length * (piece + 0.5) + 0.5  # from the middle of the newest block
        fast = np.sqrt((speed**2 + (steep * _bend(time)) ** 2) * (length if piece else time))
        drift = drift + fast * moves[piece]
        own = scatters[(piece * np.minimum(length[:, 0, 0], 1)).astype(int)]  # short pieces are of one block
        where = now + trend * _bend(time) + drift + scatter / np.sqrt(np.maximum(length, 1)) * own[:, None, :]
        mean += (1 / (1 + np.exp(-where)) if kind == "share" else np.exp(np.minimum(where, 14))) / _PIECES
    ends = _ends(kind, series, mean, of_volume, of_chance)
    weights = np.repeat(level.weight / _PATHS, _PATHS, axis=1)
    found = []
    for row, weight in zip(ends.reshape(len(series), -1), weights, strict=True):
        order = np.argsort(row, kind="stable")
        found.append(Outlook(row[order], weight[order]))
    return found


def _bend(blocks: Array) -> Array:
    """How far a trend of one carries in so many blocks."""
    return DAMPING * (1 - DAMPING**blocks) / (1 - DAMPING)


def _levels(series: Sequence[Series]) -> Levels:
    kind = series[0].kind
    tops = np.array([one.tops for one in series], dtype=float)
    bases = np.array([one.bases for one in series], dtype=float)
    if kind == "share":
        whole = np.array([one.share for one in series])
        mean = (tops.sum(axis=1) + _OWN * whole) / (bases.sum(axis=1) + _OWN)
        prior = logit(np.clip(mean, 1e-4, 1 - 1e-4))
    else:
        prior = np.log((tops.sum(axis=1) + 0.5) / (bases.sum(axis=1) + 1))
    return filtered(kind, tops, bases, prior, _PRIOR[kind])


def _ends(kind: Kind, series: Sequence[Series], mean: Array, of_volume: Array, of_chance: Array) -> Array:
    """The figure on its day along each path."""
    done, base, rest, days, growth, stays = (
        np.array([getattr(one, name) for one in series], dtype=float)[:, None, None]
        for name in ("done", "base", "rest", "days", "growth", "stays")
    )
    if kind == "share":
        scatter = np.sqrt(_VOLUME**2 + 1 / np.maximum(rest, 1))
        come = np.maximum(np.round(rest * np.exp(growth + scatter * of_volume)), base == 0)
        counted = _counted(come, mean, of_chance)
        value: Array = (done + counted) / (base + come)
        # never beyond what those expected can bring, however many come
        return np.clip(value, done / (base + rest), (done + rest) / (base + rest))
    if kind == "number":
        new: Array = mean * days / BLOCK
        return done + _arrived(new, new, of_chance, np.exp(-new))
    stay = stays ** (days / BLOCK)
    new = mean * (1 - stay)
    none = (1 - stay) ** done * np.exp(-new)
    return _arrived(done * stay + new, done * stay * (1 - stay) + new, of_chance, none)


def _counted(come: Array, share: Array, z: Array) -> Array:
    """How many of those who come count: the binomial quantile (Cornish and Fisher), exact at none and all."""
    variance = come * share * (1 - share)
    found = _quantile(come * share, variance, (1 - 2 * share), z)
    chance = _below(z)
    found = np.clip(found, 1, np.maximum(come - 1, 1))
    found = np.where(chance <= (1 - share) ** come, 0, found)
    return np.where(1 - chance < share**come, come, found)


def _arrived(expected: Array, variance: Array, z: Array, none: Array) -> Array:
    """A number of arrivals, as `_counted`; `none`: the probability that there is not one."""
    found = np.maximum(_quantile(expected, variance, np.ones(1), z), 1)
    return np.where(_below(z) <= none, 0, found)


def _quantile(mean: Array, variance: Array, skew: Array, z: Array) -> Array:
    """The whole number at a standard normal z, with the third moment; `skew` in units of the variance's root."""
    deviation = np.sqrt(np.maximum(variance, 1e-12))
    bend = skew / deviation / 6
    turned = np.where(
        bend > 0, np.maximum(z, -0.5 / np.maximum(bend, 1e-9)), np.minimum(z, 0.5 / np.maximum(-bend, 1e-9))
    )
    return np.round(mean + deviation * (turned + (turned**2 - 1) * bend))


def _below(z: Array) -> Array:
    """The standard normal's distribution (Abramowitz and Stegun 26.2.17, to 1e-7)."""
    t = 1 / (1 + 0.2316419 * np.abs(z))
    tail = (
        np.exp(-z * z / 2)
        / np.sqrt(2 * np.pi)
        * t
        * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    )
    below: Array = np.where(z > 0, 1 - tail, tail)
    return below
