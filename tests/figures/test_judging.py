"""Targets, required rates, statuses and states: hand-made figures at the borders."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.figures.ask import Asked
from chiso.figures.figure import Figure
from chiso.figures.judging import Ahead, judged, status
from chiso.figures.targets import Entry, Target, expected_events, required_rate, step_at
from chiso.words.states import SHORT, STATES

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
    assert expected_events(5, date(2023, 12, 14), first, until, None) == 0  # the year has not begun
    assert expected_events(1, first, first, date(2023, 12, 25), None) == 10  # its first day


@pytest.mark.parametrize(
    ("comparison", "value", "met"),
    [
        (">=", 0.55, True),
        (">=", 0.5499, False),
        (">", 7.5, False),
        (">", 7.51, True),
        (">", 7.49, False),
        (">", 7.5 + 1e-15, False),  # the last binary digits
        (">=", 0.55 - 1e-15, True),
        ("<=", 0.0, True),
        ("<", 0.1, False),
        ("<", 0.11, False),
        ("<", 0.09, True),
        ("<=", 0.01, False),
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
    assert status(ONLINE, value, day, Ahead(required, recent=recent)) == expected


def test_less_is_better_where_the_target_says_so() -> None:
    late = Target(0.02, "<=", date(2024, 12, 14))
    day = date(2024, 10, 31)
    assert status(late, 0.03, day, Ahead(0.01, recent=0.005)) == "on_track"
    assert status(late, 0.03, day, Ahead(0.01, recent=0.02)) == "behind"
    assert status(late, 0.03, day, Ahead(0.01, recent=0.01)) == "on_track"


def test_without_target_there_is_no_verdict() -> None:
    assert status(None, 0.5, date(2024, 1, 1), Ahead()) == "no_target"


def test_cumulative_figures_go_by_their_pace() -> None:
    target = Target(0.85, ">=", date(2024, 12, 15))
    assert status(target, 0.6593, date(2024, 10, 31), Ahead(pace=0.9)) == "on_track"
    assert status(target, 0.6593, date(2024, 10, 31), Ahead(pace=0.75)) == "behind"


# --- the state, from sums -------------------------------------------------------------------------------------------

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY, year=2024)


def state(figure: Figure, *targets: Target, kind: str = "rate", asked: Asked = ASKED) -> str:
    entry = Entry("x", "X", "X", kind, "dossiers", "cchc", targets=targets)
    return judged(figure, entry, asked).state


MONTHS = {"2024-08": (50, 100), "2024-09": (90, 100), "2024-10": (9, 9)}


def rate(numerator: float | None, denominator: float | None, **more: Any) -> Figure:
    """`recent`: three months brought three quarters, the best of them 90 of 100; a thousand more are expected."""
    given = {
        "recent_numerator": 75,
        "recent_denominator": 100,
        "expected": 1000.0,
        "entries": 1,
        "months": MONTHS,
    } | more
    return Figure(numerator=numerator, denominator=denominator, **given)


@pytest.mark.parametrize(
    ("numerator", "expected"),
    [
        (5500, "met"),  # 55% exactly
        (5300, "on_track"),  # the rest needs 75%, as in the last three months
        (5299, "behind"),  # the rest needs 75,1%
        (5150, "behind"),  # 90%, as in the best month
        (5149, "hard"),  # 90,1%; nine of nine in October are too few to be a month
        (5050, "hard"),  # 100%
        (5049, "unreachable"),
    ],
)
def test_a_rate_before_its_date(numerator: float, expected: str) -> None:
    assert state(rate(numerator, 10_000), ONLINE) == expected


def test_what_misses_on_its_date_is_missed_however_near() -> None:
    late = Asked(agency="stp", as_of=date(2024, 11, 30), year=2024)
    assert state(rate(5499, 10_000), ONLINE, asked=late) == "missed"
    assert state(rate(5500, 10_000), ONLINE, asked=late) == "met"


def test_less_is_better_and_cannot_be_made_good_below_nothing() -> None:
    bar = Target(0.02, "<=", date(2024, 12, 14))
    calm = {"recent_numerator": 0, "recent_denominator": 100, "months": {"2024-09": (1, 100)}}
    assert state(rate(220, 10_000, **calm), bar) == "on_track"  # the rest needs none late
    assert state(rate(221, 10_000, **calm), bar) == "unreachable"
    busy = {
        "recent_numerator": 9,
        "recent_denominator": 100,
        "months": {"2024-08": (8, 100), "2024-09": (1, 100)},
    }
    assert state(rate(210, 10_000, **busy), bar) == "behind"  # the rest may be late in 1%, as in September
    assert state(rate(211, 10_000, **busy), bar) == "hard"


def test_what_can_be_supplied_afterwards_is_hard_and_never_out_of_reach() -> None:
    every = Target(1, "=", date(2024, 12, 14))
    entry = Entry("x", "X", "X", "rate", "dossiers", "cchc", is_mendable=True, targets=(every,))
    assert judged(rate(7900, 10_000), entry, ASKED).state == "hard"
    assert judged(rate(9999, 10_000), entry, ASKED).state == "hard"
    assert judged(rate(9999, 10_000), replace(entry, is_mendable=False), ASKED).state == "unreachable"


def test_months_without_a_file_may_make_up_for_what_is_missing_but_not_of_a_full_target() -> None:
    """March and June are in no file: 100% in them would lift 45.6% over 55%."""
    gone = {"lacking": ("2024-03", "2024-06")}
    assert state(rate(5049, 10_000, **gone), ONLINE) == "behind"
    every = Target(1, ">=", date(2024, 12, 14))
    assert state(rate(9999, 10_000, **gone), every) == "unreachable"


def test_a_unit_that_works_no_more_reaches_nothing_more() -> None:
    assert state(rate(40, 100, expected=0.0, is_ended=True, is_part=True), ONLINE) == "unreachable"
    assert state(rate(60, 100, expected=0.0, is_ended=True, is_part=True), ONLINE) == "met"


def test_without_a_month_to_compare_with_it_is_behind() -> None:
    assert state(rate(5060, 10_000, months={}), ONLINE) == "behind"  # the rest needs 99%


# Which words the command line's status stands for (docs/huong-dan/doc-so-lieu.md)
SHAPES = {
    "met": "met", "on_track": "on_track", "behind": "behind", "hard": "behind", "unreachable": "behind",
    "missed": "missed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("count", "is_state", "as_of", "expected"),
    [
        (1, False, "2024-10-31", "met"),  # one inspection of each enterprise is allowed
        (2, False, "2024-10-31", "unreachable"),  # the second one has happened: it stays for the year
        (2, False, "2024-12-14", "missed"),
        (2, True, "2024-10-31", "hard"),  # what stands open today can still be cleared
        (2, True, "2024-12-14", "missed"),
    ],
)
def test_a_count_over_its_limit_is_one_judgement(
    count: int, is_state: bool, as_of: str, expected: str
) -> None:
    once = Target(1, "<=", date(2024, 12, 14))
    entry = Entry("x", "X", "X", "count", "dossiers", "cchc", is_state=is_state, targets=(once,))
    asked = Asked(agency="stp", as_of=date.fromisoformat(as_of), year=2024)
    found = judged(Figure(numerator=count, entries=1), entry, asked)
    assert (found.state, found.status) == (expected, SHAPES[expected])
    assert STATES[found.state].role == ("good" if count == 1 else "alarm")


def test_unknown_and_none_are_two_states() -> None:
    assert state(rate(0, 0, entries=0), ONLINE) == "none"
    assert state(rate(None, None, entries=0), ONLINE) == "unknown"  # no file speaks of these days
    assert state(rate(None, 20), ONLINE) == "unknown"  # no export has the column
    assert state(Figure(), ONLINE) == "unknown"  # nothing was reported
    told = rate(3158, 15_065, entries=0, reported=True)
    assert state(told, ONLINE) == "behind"  # said for the whole year, without any file of records
    assert state(Figure(), Target(0, "<="), kind="count") == "unknown"


def test_a_rate_of_whose_base_over_a_tenth_is_unknown_has_no_verdict() -> None:
    entry = Entry("x", "X", "X", "rate", "dossiers", "cchc", targets=(ONLINE,))
    value = judged(rate(60, 100, unknown=11), entry, ASKED)
    assert (value.state, value.status, value.required, value.unknown) == ("undecided", None, None, 11)
    assert judged(rate(60, 100, unknown=10), entry, ASKED).state == "met"
    assert state(rate(60, 100, unknown=11)) == "no_target"
    assert state(rate(None, 100, unknown=100), ONLINE) == "unknown"


def test_a_part_with_a_small_base_is_not_judged_and_the_whole_is() -> None:
    assert state(rate(0, 9, is_part=True), ONLINE) == "small_base"
    assert state(rate(0, 10, is_part=True), ONLINE) != "small_base"
    assert state(rate(0, 1), Target(1, "=", date(2024, 12, 14))) == "unreachable"
    assert state(rate(0, 9, is_part=True)) == "small_base"  # with a target or without


def test_a_range_has_no_target() -> None:
    part = replace(ASKED, date_from=date(2024, 9, 1))
    value = judged(rate(1, 100), Entry("x", "X", "X", "rate", "dossiers", "cchc", targets=(ONLINE,)), part)
    assert (value.state, value.status, value.target, value.required) == ("no_target",) * 2 + (None,) * 2


def test_every_state_has_its_word_sign_icon_and_role() -> None:
    states = {
        "met",
        "on_track",
        "behind",
        "hard",
        "unreachable",
        "missed",
        "small_base",
        "unknown",
        "undecided",
        "none",
        "no_target",
    }
    assert states <= set(STATES)
    assert all(state.word and state.icon for code, state in STATES.items() if code != "no_target")
    assert {state.role for state in STATES.values() if state.code in SHORT} == {"warning", "alarm"}


# --- one question ---------------------------------------------------------------------------------------------------


def test_a_question_is_of_its_year_up_to_its_day() -> None:
    assert (ASKED.first, ASKED.day, ASKED.judged_on) == (date(2023, 12, 15), DAY, DAY)
    over = replace(ASKED, as_of=date(2025, 1, 10))
    assert (over.day, over.judged_on) == (date(2024, 12, 14), date(2025, 1, 10))
    part = replace(ASKED, date_from=date(2024, 9, 1), date_to=date(2024, 9, 30))
    assert (part.first, part.day, part.is_range) == (date(2024, 9, 1), date(2024, 9, 30), True)


def test_the_question_compared_with_is_of_its_own_year() -> None:
    first_day = Asked(agency="stp", as_of=date(2024, 12, 15), year=2025)
    assert (first_day.earlier().as_of, first_day.earlier().year) == (date(2024, 12, 8), 2024)
    by_year = replace(ASKED, compare="year", date_from=date(2024, 9, 1)).earlier()
    assert (by_year.as_of, by_year.year, by_year.first) == (date(2023, 10, 31), 2023, date(2023, 9, 1))
    by_month = replace(ASKED, compare="month", date_from=date(2024, 9, 1)).earlier()
    assert (by_month.as_of, by_month.year, by_month.first) == (date(2024, 9, 30), 2024, date(2024, 9, 1))
    assert by_month.since == "31/8"
