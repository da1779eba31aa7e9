"""Criteria of the CCHC index: points lost, points that today's figures would give. Pure.

A rule is known only where a document prints it (data/reference/score_rules.csv). Two of the 2023 criteria carry
points that no rule explains; nothing is ever fitted to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from chiso.core.text import DOMAIN
from chiso.figures.targets import Target

SMALLEST = 0.005  # points below this are rounding
Scored = tuple[str, float | None, float | None]  # the code, maximum and points of a criterion


@dataclass(frozen=True)
class Rule:
    """One line of a rule. steps: from `threshold` on, `points` (null: the document does not print them);
    proportional: `points` × the rate."""

    method: Literal["steps", "proportional"]
    points: float | None
    comparison: str = ">="
    threshold: float | None = None


def lost(max_points: float | None, points: float | None) -> float | None:
    """Points lost against the maximum, to the hundredth in which they are printed."""
    if max_points is None or points is None:
        return None
    return round(max_points - points, 4)


def projected(rules: Sequence[Rule], value: float | None, max_points: float | None = None) -> float | None:
    """Points that a rate would give by a known rule; null where the rule does not say.

    Steps: the highest step that the rate reaches; below the lowest, or on a step without printed points, unknown.
    """
    if value is None or not rules:
        return None
    proportional = next((rule for rule in rules if rule.method == "proportional"), None)
    if proportional is not None:
        top = proportional.points if proportional.points is not None else max_points
        return None if top is None else round(top * value, 4)
    steps = sorted((rule.threshold, n) for n, rule in enumerate(rules) if rule.threshold is not None)
    reached = [rules[n] for threshold, n in steps if Target(threshold, rules[n].comparison).is_met(value)]
    return reached[-1].points if reached else None


def bounds(rules: Sequence[Rule], value: float, max_points: float) -> tuple[float, float]:
    """Between which points a rate lies: what the rule gives; on a step without printed points the printed ones below
    and above it, else 0 and the maximum."""
    given = projected(rules, value, max_points)
    if given is not None:
        return given, given
    printed = [(Target(rule.threshold or 0.0, rule.comparison), rule.points) for rule in rules]
    below = [points for step, points in printed if points is not None and step.is_met(value)]
    above = [points for step, points in printed if points is not None and not step.is_met(value)]
    return max(below, default=0.0), min(above, default=max_points)


@dataclass(frozen=True)
class Total:
    """The index of a year. `percent` is points ÷ max × 100, two decimals; `unexplained` the points lost that no
    criterion of the table accounts for; `partial` when the sums of the table stand in for a published index."""

    points: float | None
    max: float | None
    percent: float | None
    rating: str | None
    unexplained: float | None
    partial: bool


def scored_of(rows: Sequence[Mapping[str, Any]]) -> list[Scored]:
    """What the sums of a table are made of, of its rows."""
    return [(row["code"], row["max_points"], row["points"]) for row in rows]


def leaves(codes: Sequence[str]) -> list[bool]:
    """Per criterion whether no other of the table is a part of it."""
    with_parts = {parent for own in above(codes) for parent in own}
    return [number not in with_parts for number in range(len(codes))]


def ends(criteria: Sequence[Scored]) -> list[bool]:
    """Per criterion whether it counts for itself: it is no sum of others that have points, and where it has points
    itself its parts do not."""
    own, scored, summed = above([code for code, _, _ in criteria]), _scored(criteria), sums(criteria)
    whole = [is_scored and not is_sum for is_scored, is_sum in zip(scored, summed, strict=True)]
    with_parts = {parent for one in own for parent in one}
    return [
        (whole[number] or number not in with_parts) and not any(whole[parent] for parent in own[number])
        for number in range(len(criteria))
    ]


def above(codes: Sequence[str]) -> list[list[int]]:
    """Per criterion, in the order of the table, the criteria that it is a part of.

    II.2.3 is a part of II.2 and II; 1.1 one of 1, and of the domain (a letter or roman number) whose row came last.
    """
    at = {code.rstrip("."): number for number, code in enumerate(codes)}
    out: list[list[int]] = []
    domain: int | None = None
    for number, code in enumerate(codes):
        parts = code.rstrip(".").split(".")
        own = [at[head] for size in range(1, len(parts)) if (head := ".".join(parts[:size])) in at]
        if DOMAIN.fullmatch(code.rstrip(".")):
            domain = number
        elif domain is not None and parts[0].isdigit():
            own.append(domain)
        out.append(own)
    return out


def sums(criteria: Sequence[Scored]) -> list[bool]:
    """Per criterion whether others of the table that have points are its parts: what it lost is what they lost."""
    pairs = zip(above([code for code, _, _ in criteria]), _scored(criteria), strict=True)
    with_parts = {parent for own, is_scored in pairs if is_scored for parent in own}
    return [number in with_parts for number in range(len(criteria))]


def _scored(criteria: Sequence[Scored]) -> list[bool]:
    return [top is not None and got is not None for _, top, got in criteria]


def total(
    criteria: Sequence[Scored],
    published: tuple[float | None, float | None, str | None] | None,
) -> Total:
    """The published index (points, max, rating) where there is one, else the sums of the table, marked partial.

    A domain and its parts count once: of the sums what is within no
    other criterion with points, of the lost points what has no part of its own in the table. A published index that
    prints no maximum has that of the table where the table sums up to it, else nobody knows it.
    """
    points, maximum, rating = published or (None, None, None)
    parents, scored = above([code for code, _, _ in criteria]), _scored(criteria)
    wholes = [n for n, own in enumerate(parents) if scored[n] and not any(scored[parent] for parent in own)]
    summed = round(sum(criteria[n][2] or 0 for n in wholes), 4)
    possible = round(sum(criteria[n][1] or 0 for n in wholes), 4)
    if points is not None:
        if maximum is None and wholes and abs(summed - points) < SMALLEST:
            maximum = possible
        losses = [
            lost(top, got)
            for (_, top, got), is_sum in zip(criteria, sums(criteria), strict=True)
            if not is_sum
        ]
        lost_in_table = sum(loss for loss in losses if loss is not None)
        rest = None if maximum is None else round(maximum - points - lost_in_table, 4)
        return Total(points, maximum, percent(points, maximum), rating, rest, partial=False)
    if not wholes:
        return Total(None, None, None, None, None, partial=True)
    return Total(summed, possible, percent(summed, possible), None, None, partial=True)


def percent(points: float, maximum: float | None) -> float | None:
    """points ÷ maximum as a percentage with two decimals (84.27 of 94.5 is 89.17)."""
    return round(points / maximum * 100, 2) if maximum else None


def what_if(criteria: Sequence[tuple[float | None, float | None]]) -> float | None:
    """Points gained when every criterion with a projection (points, projected) came out as projected."""
    gains = [new - old for old, new in criteria if old is not None and new is not None]
    return round(sum(gains), 4) if gains else None
