"""Why a rate moved, in words: by hand for each kind of cause; what is shown adds up; what it claims is so."""

from dataclasses import replace
from datetime import date

import pytest

from chiso import figures
from chiso.figures import Asked, insights
from chiso.figures.mix import effects
from chiso.figures.scope import find
from chiso.figures.targets import Entry
from chiso.figures.why import DIMENSIONS, Explanation, Part, Side
from chiso.store import Store
from chiso.words import drivers
from tests.words.recomputed import Again

ONLINE = Entry(
    "online_rate", "Tỷ lệ hồ sơ nộp trực tuyến", "Hồ sơ trực tuyến", "rate", "dossiers", "cchc", False, False
)
ASKED = Asked(agency="stp", as_of=date(2024, 10, 31))


def explanation(*parts: tuple[int, int, int, int]) -> Explanation:
    """Of parts (numerator, denominator before and after)."""
    before, after = ({str(place): part[at : at + 2] for place, part in enumerate(parts)} for at in (0, 2))
    moved = effects(before, after)  # type: ignore[arg-type]
    made = [
        Part(str(place), f"Phòng {place}", *part, one.mix, one.rate, one.total, min(part[1], part[3]) < 10)
        for (place, part), one in zip(enumerate(parts), moved.values(), strict=True)
    ]
    sums = [sum(part[place] for part in parts) for place in range(4)]
    then, now = sums[0] / sums[1], sums[2] / sums[3]
    sides = (Side(date(2023, 10, 31), *sums[:2], then), Side(ASKED.as_of, *sums[2:], now))
    return Explanation("online_rate", "unit", *sides, now - then, tuple(made))


# numerator and denominator before and after, of each part; what is the reason
CAUSES = {
    # the same parts of the base: 0.4 → 0.6 in either
    "do tỷ lệ của từng đơn vị tăng": ((4, 10, 6, 10), (8, 20, 12, 20)),
    # the same rates, 0.5 and 0.1: more from the first
    "do cơ cấu hồ sơ theo đơn vị thay đổi": ((10, 20, 20, 40), (4, 40, 2, 20)),
    # 0.5 → 0.2 in a part as large as before
    "do tỷ lệ của từng đơn vị giảm": ((10, 20, 4, 20), (2, 20, 2, 20)),
    # shares 1/2 → 2/3 of rate 0.5 → 0.6 and 0.1 → 0.2: rate 0.1, mix 1/6 × 0.4 = 0.067
    "do cả tỷ lệ của từng đơn vị tăng lẫn cơ cấu hồ sơ theo đơn vị thay đổi": (
        (10, 20, 24, 40),
        (2, 20, 4, 20),
    ),
    # rates + 0.2, mix 0.067
    "chủ yếu do tỷ lệ của từng đơn vị tăng": ((10, 20, 28, 40), (2, 20, 6, 20)),
    # rates + 0.01, mix 0.067
    "chủ yếu do cơ cấu hồ sơ theo đơn vị thay đổi": ((500, 1000, 1020, 2000), (100, 1000, 110, 1000)),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_is_the_effect_that_made_most_of_it(cause: str) -> None:
    text = drivers.headline(explanation(*CAUSES[cause]), ONLINE, ASKED)
    assert text.rpartition("), ")[2] == cause
    assert text.startswith("Hồ sơ trực tuyến ")


def test_what_is_shown_adds_up_to_what_is_shown() -> None:
    """0.4 → 0.65: rates +20.125 and +12.75, in all 32.875; mix −3.5 and −4.375, in all −7.875: largest remainders."""
    found = explanation((1, 4, 9, 15), (3, 6, 4, 5))
    assert drivers.headline(found, ONLINE, ASKED) == (
        "Hồ sơ trực tuyến tăng 25 điểm phần trăm (40% → 65%), do tỷ lệ của từng đơn vị tăng"
    )
    assert drivers.lines(found, ONLINE, ASKED)[1:] == (
        "Tỷ lệ của từng đơn vị góp +32,9, cơ cấu hồ sơ góp −7,9.",  # of a few nobody is named
        "  Phòng 0: +16,6 (tỷ lệ +20,1, cơ cấu −3,5); dưới 10 hồ sơ",
        "  Phòng 1: +8,4 (tỷ lệ +12,8, cơ cấu −4,4); dưới 10 hồ sơ",
    )


def test_of_a_few_records_on_one_of_the_days_nothing_is_said_to_be_the_reason() -> None:
    """The first day of the first file: three dossiers, all online."""
    text = drivers.headline(explanation((3, 3, 54, 80)), ONLINE, ASKED)
    assert text == (
        "Hồ sơ trực tuyến giảm 32,5 điểm phần trăm (100% → 67,5%), "
        "đến 31/10/2023 có 3 hồ sơ nên chưa đủ cơ sở để nói vì sao"
    )


def test_who_pulls_back_is_named_apart() -> None:
    found = explanation((50, 100, 90, 100), (60, 100, 50, 100))
    assert drivers.detail(found, ONLINE) == (
        "Tỷ lệ của từng đơn vị góp +15,0, cơ cấu hồ sơ góp 0. Góp nhiều nhất: Phòng 0 +20,0. Kéo lại: Phòng 1 −5,0."
    )


def test_a_part_of_which_too_much_is_unknown_is_no_reason_and_says_all_that_it_may_be() -> None:
    """80 of 100 are known to count, of 15 nobody knows: as the 80% that is known it would be the reason."""
    found = explanation((50, 100, 80, 100), (60, 100, 50, 100))
    assert insights.driver(found) == found.parts[0]
    found = replace(found, parts=(replace(found.parts[0], unknown=15), found.parts[1]))
    assert insights.driver(found) is None
    assert drivers.detail(found, ONLINE) == (
        "Tỷ lệ của từng đơn vị góp +10,0, cơ cấu hồ sơ góp 0. Kéo lại: Phòng 1 −5,0."
    )
    rows = [(row["name"], row["value"]) for row in drivers.rows(found)[1:]]
    assert rows == [("Phòng 0 *", "50 → 80–95"), ("Phòng 1", "60 → 50")]
    assert drivers.lines(found, ONLINE, ASKED)[2].endswith("; quá một phần mười chưa rõ")


def test_what_cannot_be_compared_says_why() -> None:
    known, none = Side(ASKED.as_of, 1, 2, 0.5), Side(date(2023, 10, 31), 0, 0)
    unknown, unread = Side(date(2023, 10, 31)), Side(date(2023, 10, 31), None, 3)
    said = [
        str(drivers.headline(Explanation("online_rate", "unit", before, known, None), ONLINE, ASKED))
        for before in (unknown, none, unread)
    ]
    assert said == [
        "Hồ sơ trực tuyến: chưa tệp nào cho biết số của năm CCHC đến 31/10/2023 nên chưa so được",
        "Hồ sơ trực tuyến: không có hồ sơ nào trong năm CCHC đến 31/10/2023 nên chưa so được",
        "Hồ sơ trực tuyến: tệp đã nhập không có cột cần cho tỷ lệ này nên chưa so được",
    ]


@pytest.mark.parametrize("day", [date(2024, 10, 31), date(2024, 2, 29)], ids=str)
def test_what_it_says_of_the_demonstration_is_so(demo_store: Store, day: date) -> None:
    again, asked = Again(demo_store), Asked(agency="stp", as_of=day)
    for indicator in ("online_rate", "on_time_rate", "task_on_time_rate"):
        entry = find(figures.catalogue(demo_store), indicator)
        for by in DIMENSIONS if entry.dataset == "dossiers" else ("unit",):
            found = figures.explain(demo_store, asked, indicator, by)
            headline, *rest = drivers.lines(found, entry, asked)
            text = drivers.headline(found, entry, asked)
            again.check(text)
            assert headline == f"{text}."
            names = [part.part_name for part in found.parts]
            for line in rest:
                for name in sorted(names, key=len, reverse=True):
                    line = line.replace(name, "")
                again.check(line.replace("dưới 10", ""), text.claims)
