"""Criteria: the published points of Sở Tư pháp 2023, and projections by the printed rules."""

import pytest

from chiso.figures.scoring import Rule, lost, projected, total, what_if

# The eleven criteria of the document: (code, max, points)
PUBLISHED_2023 = [
    ("", 3, 2),
    ("", 0.5, 0.35),
    ("", 0.5, 0.31),
    ("", 0.5, 0.31),
    ("", 5, 4.5),
    ("", 1, 0),
    ("", 1, 0),
    ("", 1, 0.85),
    ("", 1, 0),
    ("", 3, 1.46),
    ("", 3, 1.46),
]
TASKS = [Rule("steps", 2, ">=", 0.96), Rule("steps", None, ">=", 0.98)]
ON_TIME = [Rule("steps", 4.5, ">=", 0.99), Rule("steps", 5, ">=", 1)]
SHARE = [Rule("proportional", 0.5)]


def test_published_total_and_the_points_nobody_explains() -> None:
    found = total(PUBLISHED_2023, (84.27, 94.5, "TỐT"))
    assert (found.points, found.max, found.percent, found.rating) == (84.27, 94.5, 89.17, "TỐT")
    assert found.unexplained == pytest.approx(1.97)
    assert sum(lost(a, b) or 0 for _, a, b in PUBLISHED_2023) == pytest.approx(8.26)
    assert not found.partial


def test_sums_of_the_table_are_partial_and_unrated() -> None:
    found = total([("", 3, 2), ("", 0.5, 0.4), ("", 5, None)], None)
    assert (found.points, found.max, found.partial, found.rating, found.unexplained) == (
        2.4,
        3.5,
        True,
        None,
        None,
    )
    assert total([], None).points is None


@pytest.mark.parametrize(
    ("rules", "value", "points"),
    [
        (TASKS, 285 / 291, 2),  # 97.94%
        (TASKS, 0.98, None),  # the document does not print the points above
        (TASKS, 0.95, None),
        (ON_TIME, 14673 / 14697, 4.5),
        (ON_TIME, 1.0, 5),
        (ON_TIME, 0.98, None),
        (SHARE, 9129 / 14697, 0.3106),
        (SHARE, None, None),
        ([], 0.5, None),
    ],
)
def test_projection_by_the_printed_rules(
    rules: list[Rule], value: float | None, points: float | None
) -> None:
    assert projected(rules, value) == points


def test_what_if_adds_only_what_is_known() -> None:
    assert what_if([(2, 3), (0.31, None), (4.5, 5)]) == 1.5
    assert what_if([(2, None)]) is None
