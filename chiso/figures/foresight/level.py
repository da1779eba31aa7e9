"""How a share or a number per thirty days moved, and where it stands: a level that drifts, with a damped trend. Pure.

Counts of blocks of thirty days are taken as logits (of shares) or logarithms (of numbers), with the scatter that so few
events have. A Kalman filter runs over them once for each speed of the drift; how well a speed foretold each block is
what it weighs in the average. All series of a question run side by side.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DAMPING = 0.97  # of the trend, per block
_SPEEDS = (0.02, 0.1, 0.3)  # drift of the level per block, in logits
_TRENDS = (0.0, 0.02)  # the trend's own drift; without one there is no trend
_SCATTERS = (0.05, 0.25)  # of a block beside chance
SPEED, TREND, SCATTER = (grid.ravel() for grid in np.meshgrid(_SPEEDS, _TRENDS, _SCATTERS, indexing="ij"))
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


def filtered(seen: Array, variance: Array, prior: Array, prior_variance: Array) -> Levels:
    """The levels after the blocks. `seen`, `variance`: of shape (series, blocks), the newest last; a block of which
    nothing is known has an infinite variance. `prior`: the level before the first block."""
    shape = (len(seen), len(SPEED))
    level = np.broadcast_to(prior[:, None], shape).copy()
    trend = np.zeros(shape)
    ll = np.broadcast_to(prior_variance[:, None], shape).copy()
    lb = np.zeros(shape)
    bb = np.broadcast_to(_FIRST_TREND**2, shape).copy()
    likelihood = np.zeros(shape)
    for block in range(seen.shape[1]):
        # a step of thirty days
        trend *= DAMPING
        level += trend
        bb = DAMPING**2 * bb + TREND**2
        lb = DAMPING * lb
        ll = ll + 2 * lb + bb + SPEED**2
        lb = lb + bb
        # what the block says
        total = ll + variance[:, block, None] + SCATTER**2
        is_known = np.isfinite(total)
        gain_level, gain_trend = np.where(is_known, ll / total, 0.0), np.where(is_known, lb / total, 0.0)
        miss = seen[:, block, None] - level
        likelihood -= np.where(
            is_known, 0.5 * (np.log(total, where=is_known, out=np.zeros(shape)) + miss**2 / total), 0.0
        )
        level = level + gain_level * miss
        trend = trend + gain_trend * miss
        bb = bb - gain_trend * lb
        lb = lb - gain_trend * ll
        ll = ll - gain_level * ll
    weight = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    return Levels(level, trend, ll, lb, bb, weight / weight.sum(axis=1, keepdims=True))
