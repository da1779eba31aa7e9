"""Sums of a criteria table that prints its domains too: nothing counts twice. Points made up by hand."""

import pytest

from chiso.figures.scoring import above, total


def test_parts_by_code_and_by_the_domain_above():
    assert above(["I", "I.5", "II.2", "II.2.3.1"]) == [[], [0], [], [2]]
    assert above(["I", "1", "1.1", "II", "2"]) == [[], [0], [1, 0], [], [3]]
    assert above(["1", "1.1", "1.1.1", "10", "10.1"]) == [[], [0], [0, 1], [], [3]]


@pytest.mark.parametrize(
    ("codes", "points", "expected", "full"),
    [
        # a domain with all its parts, and one without
        (["I", "I.1", "I.2", "II"], [(3, 2.5), (1, 0.5), (2, 2), (5, 5)], 7.5, 8),
        (["I", "1", "1.1", "1.2", "II"], [(3, 2.5), (3, 2.5), (1, 0.5), (2, 2), (5, 5)], 7.5, 8),
        # only the parts that lost points are printed under their domain
        (["I", "I.2"], [(10, 9), (2, 1)], 9, 10),
        # the domain prints its maximum only
        (["I", "I.1", "I.2"], [(3, None), (1, 0.5), (2, 2)], 2.5, 3),
        # no domains: the plain sum
        (["I.5", "II.2.3.3.1", "II.2.4.2.1"], [(3, 2), (0.5, 0.4), (5, 4.5)], 6.9, 8.5),
    ],
)
def test_the_sum_counts_every_point_once(codes, points, expected, full):
    found = total([(code, *pair) for code, pair in zip(codes, points, strict=True)], None)
    assert (found.points, found.max, found.partial, found.rating) == (expected, full, True, None)


def test_unexplained_are_the_points_that_no_detail_accounts_for():
    # published 84.27 of 94.5: 10.23 lost; the table's only details explain 1 + 0.19
    found = total([("I", 10, 8), ("I.5", 3, 2), ("II.2.3.3.1", 0.5, 0.31)], (84.27, 94.5, "TỐT"))
    assert found.unexplained == pytest.approx(10.23 - 1.19)
    assert (found.percent, found.partial) == (89.17, False)
