"""How a share or a number per thirty days moved, and where it stands: a level that drifts, with a damped trend. Pure.

Levels are logits (of shares) or logarithms (of numbers). A Kalman filter runs over the counts of blocks of thirty days
once for each speed of the drift; a block says what its events make likely (binomial, Poisson), and how well a speed
foretold each block is what it weighs in the average. All series of a question run side by side.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Kind = Literal["share", "number", "standing"]

DAMPING = 0.97  # of the trend, per block
_SPEEDS = (0.02, 0.1, 0.3)  # drift of the level per block, in logits
_TRENDS = (0.0, 0.02)  # the trend's own drift; without one there is no trend
_SCATTERS = (0.05, 0.25)  # of a block beside chance
SPEED, TREND, SCATTER = (grid.ravel() for grid in np.meshgrid(_SPEEDS, _TRENDS, _SCATTERS, indexing="ij"))
_STEPS = 12  # of Newton's to the likeliest level of a block, each of at most two
_FIRST_TREND = np.where(TREND > 0, 0.08, 0.0)  # how steep a trend may be before anything is known


@dataclass(frozen=True)
class Levels:
    """Where series stand on the day, by speed: arrays of shape (series, speeds). `weight` adds up to 1 per series."""

    level: Array
    trend: Array
    level_variance: Array
    both: Array  # covariance of level and trend
    trend_variance: Array
    weight: Array


def logit(share: Array) -> Array:
    return np.log(share / (1 - share))


def filtered(kind: Kind, tops: Array, bases: Array, prior: Array, prior_variance: float) -> Levels:
    """The levels after the blocks. `tops`, `bases`: of shape (series, blocks), the newest last; of a share how many of
    how many count, of a number the count and how much of the block is known; a base of 0 says nothing. `prior`: the
    level before the first block."""
    shape = (len(tops), len(SPEED))
    level = np.broadcast_to(prior[:, None], shape).copy()
    trend = np.zeros(shape)
    ll = np.full(shape, prior_variance)
    lb = np.zeros(shape)
    bb = np.broadcast_to(_FIRST_TREND**2, shape).copy()
    likelihood = np.zeros(shape)
    for top, base in zip(tops.T[:, :, None], bases.T[:, :, None], strict=True):
        # a step of thirty days
        trend *= DAMPING
        level += trend
        bb = DAMPING**2 * bb + TREND**2
        lb = DAMPING * lb
        ll = ll + 2 * lb + bb + SPEED**2
        lb = lb + bb
        # what the block says
        before = ll + SCATTER**2
        move, known, fit = _likeliest(kind, top, base, level, before)
        likelihood += fit
        level = level + ll / before * move
        trend = trend + lb / before * move
        said = known / (1 + known * before)  # 1 / (before + 1 / known)
        bb = bb - said * lb**2
        lb, ll = lb - said * lb * ll, ll - said * ll**2
    weight = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    return Levels(level, trend, ll, lb, bb, weight / weight.sum(axis=1, keepdims=True))


def _likeliest(
    kind: Kind, top: Array, base: Array, level: Array, before: Array
) -> tuple[Array, Array, Array]:
    """How far from the level a block most likely was, how much its events say of that (the inverse of a variance), and
    the logarithm of how likely it was (Laplace's approximation). More that count never make a block's level lower."""
    move = np.zeros(level.shape)
    for _ in range(_STEPS):
        mean, known = _events(kind, base, level + move)
        step = (top - mean - move / before) / (known + 1 / before)
        move = move + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    where = level + move
    mean, known = _events(kind, base, where)
    none = base * np.logaddexp(0, where) if kind == "share" else mean
    return move, known, top * where - none - move**2 / (2 * before) - 0.5 * np.log1p(known * before)


def _events(kind: Kind, base: Array, level: Array) -> tuple[Array, Array]:
    """How many count at a level, and their variance: binomial of a share, Poisson of a number."""
    if kind == "share":
        share = 1 / (1 + np.exp(-level))
        return base * share, base * share * (1 - share)
    mean = base * np.exp(level)
    return mean, mean
