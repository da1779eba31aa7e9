"""Years, targets, required rates, statuses and process limits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.figures.indicators import (
    Limits,
    Target,
    behaviour_limits,
    behaviour_signals,
    expected_events,
    required_rate,
    status,
    step_at,
)

ONLINE = Target(0.55, ">=", date(2024, 11, 30))


def test_required_rate_is_the_formula_of_the_contract() -> None:
    # 10,000 received, 5,240 online, 1,000 more expected: 0.55 × 11,000 − 5,240 = 810 of 1,000
    assert required_rate(0.55, 5240, 10_000, 1000) == pytest.approx(0.81)
    assert required_rate(0.55, 5240, 10_000, 0) is None
    assert required_rate(0.55, 100, 10_000, 1000) == pytest.approx(5.95)  # above 1: out of reach


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.floats(0, 1))
def test_coming_events_at_the_required_rate_reach_the_target(n: int, r: int, target: float) -> None:
    rate = required_rate(target, n * 0.3, n, r)
    assert rate is not None
    assert (n * 0.3 + rate * r) / (n + r) == pytest.approx(target)


def test_expected_events_come_from_last_year_else_from_the_run_rate() -> None:
    first, as_of, until = date(2023, 12, 15), date(2024, 10, 31), date(2024, 11, 30)
    assert expected_events(322, as_of, first, until, 1200) == 1200
    assert expected_events(322, as_of, first, until, None) == pytest.approx(30)  # 322 days so far, 30 to go
    assert expected_events(322, until, first, until, 1200) == 0


@pytest.mark.parametrize(
    ("comparison", "value", "met"),
    [
        (">=", 0.55, True),
        (">=", 0.5499, False),
        (">", 7.5, False),
        (">", 7.51, True),
        ("<=", 0.0, True),
        ("<", 0.1, False),
        ("=", 1.0, True),
        ("=", 0.999, False),
    ],
)
def test_strict_comparisons_are_strict(comparison: str, value: float, met: bool) -> None:
    limit = {">=": 0.55, ">": 7.5, "<=": 0.0, "<": 0.1, "=": 1.0}[comparison]
    assert Target(limit, comparison).is_met(value) is met


def test_the_next_step_not_yet_passed_counts() -> None:
    steps = [Target(0.85, ">=", date(2024, 12, 15)), Target(0.6, ">=", date(2024, 9, 30))]
    assert step_at(steps, date(2024, 9, 30)) == steps[1]
    assert step_at(steps, date(2024, 10, 1)) == steps[0]
    assert step_at(steps, date(2025, 1, 1)) == steps[0]
    assert step_at([], date(2024, 1, 1)) is None


def test_a_chi_tieu_goes_before_a_bonus() -> None:
    bonus = Target(0.95, ">=", date(2024, 6, 30), kind="bonus")
    assert step_at([bonus, ONLINE], date(2024, 5, 1)) == ONLINE
    assert step_at([bonus], date(2024, 5, 1)) == bonus


@pytest.mark.parametrize(
    ("value", "as_of", "required", "recent", "expected"),
    [
        (0.55, "2024-10-31", None, None, "met"),
        (0.52, "2024-11-30", None, None, "missed"),
        (0.52, "2024-12-01", 0.6, 0.7, "missed"),
        (0.52, "2024-10-31", 0.6, 0.7, "on_track"),
        (0.52, "2024-10-31", 0.74, 0.6, "behind"),
        (0.52, "2024-10-31", 0.7, 0.7, "on_track"),  # reached exactly is within reach
        (0.52, "2024-10-31", None, None, "behind"),
        (None, "2024-10-31", None, None, None),
    ],
)
def test_status_words(
    value: float | None, as_of: str, required: float | None, recent: float | None, expected: str | None
) -> None:
    day = date.fromisoformat(as_of)
    assert status(ONLINE, value, day, required=required, recent=recent) == expected


def test_less_is_better_where_the_target_says_so() -> None:
    late = Target(0.02, "<=", date(2024, 12, 14))
    day = date(2024, 10, 31)
    assert status(late, 0.03, day, required=0.01, recent=0.005) == "on_track"
    assert status(late, 0.03, day, required=0.01, recent=0.02) == "behind"
    assert status(late, 0.03, day, required=0.01, recent=0.01) == "on_track"


def test_without_target_there_is_no_verdict() -> None:
    assert status(None, 0.5, date(2024, 1, 1)) == "no_target"


def test_cumulative_figures_go_by_their_pace() -> None:
    target = Target(0.85, ">=", date(2024, 12, 15))
    assert status(target, 0.6593, date(2024, 10, 31), pace=0.9) == "on_track"
    assert status(target, 0.6593, date(2024, 10, 31), pace=0.75) == "behind"


NHS = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_process_limits_of_the_nhs_example() -> None:
    plain = behaviour_limits(NHS)
    screened = behaviour_limits(NHS, screen=True)
    assert plain is not None
    assert screened is not None
    assert [round(x, 2) for x in (plain.upper, plain.mean, plain.lower)] == [6.95, 1.94, -3.06]
    assert [round(x, 2) for x in (screened.upper, screened.mean, screened.lower)] == [4.60, 1.94, -0.72]
    assert not plain.provisional
    assert screened.screened
    assert not plain.screened


def test_few_points_give_provisional_limits_or_none() -> None:
    limits = behaviour_limits([1, 2, 3, 4])
    assert limits is not None
    assert limits.provisional
    assert behaviour_limits([1, 2]) is None


def test_signals() -> None:
    limits = behaviour_limits(NHS)
    assert limits is not None
    assert behaviour_signals(NHS, limits) == [4]
    rising = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7]
    flat = behaviour_limits([1.3, 1.5, 1.2, 1.4, 1.1, 1.6, 1.3, 1.4, 1.2, 1.5, 1.35, 1.3])
    assert flat is not None
    assert set(behaviour_signals(rising, flat)) >= set(range(8))


LIMITS = Limits(upper=20.0, mean=10.0, lower=0.0, screened=False, provisional=False)


def test_seven_points_on_one_side_are_a_run_and_six_are_none() -> None:
    six = [11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 9.0, 11.0]
    seven = [9.0, 11.0, 12.0, 11.0, 12.0, 11.0, 12.0, 11.0, 9.0]
    below = [20 - value for value in seven]
    assert behaviour_signals(six, LIMITS) == []
    assert behaviour_signals(seven, LIMITS) == behaviour_signals(below, LIMITS) == [1, 2, 3, 4, 5, 6, 7]


def test_seven_points_rising_are_a_trend_and_six_are_none() -> None:
    six = [12.0, 7.0, 8.0, 9.0, 11.0, 12.0, 13.0, 9.0]  # six from 7 to 13
    seven = [12.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 9.0]  # seven from 7 to 13
    falling = [20 - value for value in seven]
    assert behaviour_signals(six, LIMITS) == []
    assert behaviour_signals(seven, LIMITS) == behaviour_signals(falling, LIMITS) == [1, 2, 3, 4, 5, 6, 7]


def test_two_of_three_in_the_outer_third_are_a_signal() -> None:
    assert behaviour_signals([9.0, 17.0, 11.0, 17.0, 9.0], LIMITS) == [1, 3]
    assert behaviour_signals([9.0, 17.0, 11.0, 9.0, 17.0], LIMITS) == []
    assert behaviour_signals([9.0, 16.0, 16.0, 9.0], LIMITS) == []  # not beyond two thirds of 10 to 20
