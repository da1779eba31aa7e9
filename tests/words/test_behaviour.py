"""What is said of months that changed for real and of those that did not."""

from dataclasses import replace
from datetime import date

import pytest

from chiso import figures
from chiso.figures import Asked
from chiso.figures.limits import behaviour_limits, behaviour_signals
from chiso.figures.scope import find
from chiso.figures.signals import Behaviour
from chiso.figures.targets import Entry
from chiso.store import Store
from chiso.words import behaviour
from chiso.words.findings import MOST_WORDS, count_words
from tests.words.recomputed import Again

ONLINE = Entry(
    "online_rate", "Tỷ lệ hồ sơ nộp trực tuyến", "Hồ sơ trực tuyến", "rate", "dossiers", "cchc", False, False
)
ASKED = Asked(agency="stp", as_of=date(2024, 12, 31))


def months(*values: float) -> Behaviour:
    limits = behaviour_limits(values)
    signals = behaviour_signals(values, limits) if limits else {}
    names = tuple(f"2024-{number:02}" for number in range(1, len(values) + 1))
    return Behaviour("online_rate", None, None, names, values, (50,) * len(values), limits, signals)


def test_each_rule_says_what_it_is_held_against() -> None:
    """Eight months of 0.1 and one of 1: mean 0.2, limit 0.49925."""
    found = months(*(0.1,) * 8, 1.0)
    said = [str(behaviour.sentence(found, place, ONLINE, ASKED)) for place in (0, 8)]
    assert said == [
        "Hồ sơ trực tuyến tháng 1/2024 là 10%: ít nhất bảy tháng liền thấp hơn trung bình 20%.",
        "Hồ sơ trực tuyến tháng 9/2024 là 100%: cao khác thường, các tháng thường không quá 49,9%.",
    ]


def test_what_two_rules_are_held_against_is_said_once() -> None:
    """It read “… không quá 49,9%; hai trong ba tháng cao khác thường, các tháng thường không quá 49,9%”."""
    both = replace(months(*(0.1,) * 8, 1.0), signals={8: "outside+near"})
    assert behaviour.sentence(both, 8, ONLINE, ASKED) == (
        "Hồ sơ trực tuyến tháng 9/2024 là 100%: cao khác thường, các tháng thường không quá 49,9%; "
        "hai trong ba tháng cao khác thường."
    )


def test_a_month_that_ends_a_fall_and_begins_a_rise_is_told_by_its_own_seven() -> None:
    """Seven rise to 0.47; the eighth is lower, and with six after it rises again."""
    found = months(0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.40, 0.42, 0.44, 0.46, 0.48, 0.50, 0.52)
    assert "trend" in found.signals[7]
    assert "ít nhất bảy tháng liền tăng" in behaviour.sentence(found, 7, ONLINE, ASKED)
    falling = months(*(1 - value for value in found.values))
    assert "ít nhất bảy tháng liền giảm" in behaviour.sentence(falling, 7, ONLINE, ASKED)


def test_the_answer_is_about_the_newest_month_then_about_the_last_that_was_real() -> None:
    usual = months(0.5, 0.6, 0.5, 0.6)
    assert behaviour.answer(usual, ONLINE, ASKED) == (
        "Hồ sơ trực tuyến tháng 4/2024 là 60%: dao động bình thường quanh 55%. Giới hạn tạm: mới có 4 tháng."
    )
    # mean 0.95 ÷ 9, mean moving range 1.65 ÷ 8: 2.66 times 0.20625 is 0.5486, the upper limit 0.6542
    gone = months(0.02, 0.01, 0.02, 0.01, 0.84, 0.02, 0.01, 0.01, 0.01)
    assert gone.signals == {4: "outside"}
    assert behaviour.answer(gone, ONLINE, ASKED).startswith(
        "Hồ sơ trực tuyến tháng 9/2024 là 1%: dao động bình thường quanh 10,6%. "
        "Lần gần nhất: Hồ sơ trực tuyến tháng 5/2024 là 84%: cao khác thường, các tháng thường không quá "
    )
    assert behaviour.answer(months(0.5, 0.6), ONLINE, ASKED) == (
        "Chưa đủ ba tháng trọn vẹn có hồ sơ để biết thay đổi nào là khác thường."
    )


@pytest.mark.parametrize("by", [None, "unit"])
def test_what_it_says_of_the_demonstration_is_so(demo_store: Store, by: str | None) -> None:
    again, asked = Again(demo_store), Asked(agency="stp", as_of=date(2024, 10, 31))
    entries = figures.catalogue(demo_store)
    for found in figures.behaviours(demo_store, asked, "online_rate", "unit" if by else None):
        entry = find(entries, found.indicator)
        again.check(behaviour.answer(found, entry, asked))
        for place in list(found.signals)[:: 5 if by else 1]:
            text = behaviour.sentence(found, place, entry, asked)
            again.check(text)
            assert count_words(text) <= MOST_WORDS
