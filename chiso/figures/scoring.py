"""Criteria of the CCHC index: points lost, points that today's figures would give. Pure.

A rule is known only where a document prints it (data/reference/score_rules.csv). Two of the 2023 criteria carry
points that no rule explains; nothing is ever fitted to them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chiso.figures.targets import Target


@dataclass(frozen=True)
class Rule:
    """One line of a rule. steps: from `threshold` on, `points` (null: the document does not print them);
    proportional: `points` × the rate."""

    method: Literal["steps", "proportional"]
    points: float | None
    comparison: str = ">="
    threshold: float | None = None


def points_of(self_points: float | None, appraised_points: float | None) -> float | None:
    """The appraised points where there are any, else the self-scored ones."""
    return self_points if appraised_points is None else appraised_points


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
    steps = sorted(
        (rule for rule in rules if rule.threshold is not None), key=lambda rule: rule.threshold or 0
    )
    reached = [rule for rule in steps if Target(rule.threshold or 0, rule.comparison).is_met(value)]
    return reached[-1].points if reached else None


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


_DOMAIN = re.compile(r"[IVXLC]+|[A-ZĐ]")


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
        if _DOMAIN.fullmatch(code.rstrip(".")):
            domain = number
        elif domain is not None and parts[0].isdigit():
            own.append(domain)
        out.append(own)
    return out


def counted_once(
    codes: Sequence[str], points: Sequence[tuple[float | None, float | None]]
) -> tuple[list[bool], list[bool]]:
    """Which criteria make the sums of a table (those within no other one with points), which explain lost points
    (those with no part of their own in the table)."""
    parents = above(codes)
    scored = [top is not None and got is not None for top, got in points]
    whole = [not any(scored[parent] for parent in own) for own in parents]
    with_parts = {parent for child, own in enumerate(parents) if scored[child] for parent in own}
    return whole, [number not in with_parts for number in range(len(codes))]


def total(
    criteria: Sequence[tuple[float | None, float | None]],
    published: tuple[float | None, float | None, str | None] | None,
    codes: Sequence[str] | None = None,
) -> Total:
    """The published index (points, max, rating) where there is one, else the sums of the table, marked partial.

    `criteria`: (max_points, points) of each criterion; with their `codes` a domain and its parts count once.
    """
    whole, detail = counted_once(codes or [""] * len(criteria), criteria)
    losses = [lost(*pair) for pair, explains in zip(criteria, detail, strict=True) if explains]
    lost_in_table = sum(loss for loss in losses if loss is not None)
    if published is not None and published[0] is not None:
        points, maximum, rating = published[0], published[1], published[2]
        rest = None if maximum is None else round(maximum - points - lost_in_table, 4)
        return Total(points, maximum, percent(points, maximum), rating, rest, partial=False)
    known = [
        (top, got)
        for (top, got), counts in zip(criteria, whole, strict=True)
        if counts and top is not None and got is not None
    ]
    if not known:
        return Total(None, None, None, None, None, partial=True)
    summed = round(sum(got for _, got in known), 4)
    possible = round(sum(top for top, _ in known), 4)
    return Total(summed, possible, percent(summed, possible), None, None, partial=True)


def percent(points: float | None, maximum: float | None) -> float | None:
    """points ÷ maximum as a percentage with two decimals (84.27 of 94.5 is 89.17)."""
    if points is None or not maximum:
        return None
    return round(points / maximum * 100, 2)


def what_if(criteria: Sequence[tuple[float | None, float | None, float | None]]) -> float | None:
    """Points gained when every criterion with a projection (max, points, projected) came out as projected."""
    gains = [new - old for _max, old, new in criteria if old is not None and new is not None]
    return round(sum(gains), 4) if gains else None
