"""Process-behaviour limits and signals: the NHS example and the borders of each rule."""

import pytest

from chiso.figures.limits import Limits, behaviour_limits, behaviour_signals, wilson

NHS = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_process_limits_of_the_nhs_example() -> None:
    plain = behaviour_limits(NHS)
    assert plain is not None
    assert [round(x, 2) for x in (plain.upper, plain.mean, plain.lower)] == [6.95, 1.94, -3.06]
    assert not plain.provisional


def test_few_points_give_provisional_limits_or_none() -> None:
    limits = behaviour_limits([1, 2, 3, 4])
    assert limits is not None
    assert limits.provisional
    assert behaviour_limits([1, 2]) is None


def test_signals() -> None:
    limits = behaviour_limits(NHS)
    assert limits is not None
    assert behaviour_signals(NHS, limits) == {4: "outside"}
    rising = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7]
    flat = behaviour_limits([1.3, 1.5, 1.2, 1.4, 1.1, 1.6, 1.3, 1.4, 1.2, 1.5, 1.35, 1.3])
    assert flat is not None
    assert set(behaviour_signals(rising, flat)) >= set(range(8))


LIMITS = Limits(upper=20.0, mean=10.0, lower=0.0, provisional=False)


def test_seven_points_on_one_side_are_a_run_and_six_are_none() -> None:
    six = [11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 9.0, 11.0]
    seven = [9.0, 11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 11.0, 9.0]
    below = [20 - value for value in seven]
    assert behaviour_signals(six, LIMITS) == {}
    assert (
        behaviour_signals(seven, LIMITS)
        == behaviour_signals(below, LIMITS)
        == dict.fromkeys(range(1, 8), "run")
    )


def test_seven_points_rising_are_a_trend_and_six_are_none() -> None:
    six = [12.0, 7.0, 8.0, 9.0, 11.0, 12.0, 13.0, 9.0]  # six from 7 to 13
    seven = [12.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 9.0]  # seven from 7 to 13
    falling = [20 - value for value in seven]
    assert behaviour_signals(six, LIMITS) == {}
    assert (
        behaviour_signals(seven, LIMITS)
        == behaviour_signals(falling, LIMITS)
        == dict.fromkeys(range(1, 8), "trend")
    )


def test_two_of_three_in_the_outer_third_are_a_signal() -> None:
    assert behaviour_signals([9.0, 17.0, 11.0, 17.0, 9.0], LIMITS) == {1: "near", 3: "near"}
    assert behaviour_signals([9.0, 17.0, 11.0, 9.0, 17.0], LIMITS) == {}
    assert behaviour_signals([9.0, 16.0, 16.0, 9.0], LIMITS) == {}  # not beyond two thirds of 10 to 20


def test_limits_of_three_points_by_hand() -> None:
    limits = behaviour_limits([1.0, 2.0, 4.0])  # mean 7/3, mean moving range 1.5, 2.66 × 1.5 = 3.99
    assert limits is not None
    assert [round(x, 4) for x in (limits.upper, limits.mean, limits.lower)] == [6.3233, 2.3333, -1.6567]
    few, enough = behaviour_limits([1.0] * 11), behaviour_limits([1.0] * 12)
    assert few is not None
    assert enough is not None
    assert (few.provisional, enough.provisional) == (True, False)


def test_what_lies_on_a_line_is_no_signal() -> None:
    assert behaviour_signals([9.0, 20.0, 9.0, 0.0, 9.0], LIMITS) == {}
    assert behaviour_signals([11.0, 12.0, 11.0, 10.0, 11.0, 12.0, 11.0], LIMITS) == {}  # on the mean
    assert behaviour_signals([7.0, 8.0, 9.0, 9.0, 11.0, 12.0, 13.0], LIMITS) == {}  # not above the one before
    third = Limits(upper=19.0, mean=10.0, lower=1.0, provisional=False)  # two thirds of the way: 16 and 4
    assert behaviour_signals([9.0, 16.0, 16.0, 9.0, 4.0, 4.0, 9.0], third) == {}


def test_two_of_three_counts_below_and_at_the_end() -> None:
    assert behaviour_signals([11.0, 3.0, 9.0, 3.0, 11.0], LIMITS) == {1: "near", 3: "near"}
    assert behaviour_signals([9.0, 9.0, 17.0, 11.0, 17.0], LIMITS) == {2: "near", 4: "near"}


def test_rules_that_hold_together_are_joined_in_their_order() -> None:
    """Up to 11 six more above the mean of 10; 21 is beyond the limit, 18 and 21 beyond two thirds of the way to it."""
    values = [11.0, 12.0, 11.0, 12.0, 11.0, 18.0, 21.0, 9.0]
    found = behaviour_signals(values, LIMITS)
    assert found == {**dict.fromkeys(range(5), "run"), 5: "run+near", 6: "outside+run+near"}
    steep = [
        value + 9.0 for value in (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
    ]  # 11 to 17, each above the one before
    assert behaviour_signals(steep, LIMITS) == dict.fromkeys(range(7), "run+trend")


def test_months_that_are_all_alike_are_no_signal_whatever_their_last_binary_digits() -> None:
    """The mean of three tenths thrice is not three tenths."""
    for value in (0.1, 0.3, 1 / 3, 0.7):
        for many in (7, 12, 23):
            limits = behaviour_limits([value] * many)
            assert limits is not None
            assert behaviour_signals([value] * many, limits) == {}


@pytest.mark.parametrize(
    ("top", "base", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),  # 1 ÷ (1 + 3.8415 ÷ 29)
    ],
)
def test_the_interval_of_few_events_is_the_published_one(
    top: int, base: int, low: float, high: float
) -> None:
    assert wilson(top, base) == pytest.approx((low, high), abs=5e-5)
