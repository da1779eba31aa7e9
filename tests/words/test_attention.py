"""What has to be looked at: what stands out, ranked by points, then by change; what is put away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import put_away
from chiso.figures import Asked, insights
from chiso.figures.limits import Limits
from chiso.figures.points import Criterion, Index, at_stake
from chiso.figures.signals import Behaviour
from chiso.figures.why import Explanation, Part, Side
from chiso.people.actor import Actor
from chiso.present.pictures import rates
from chiso.store import Store
from chiso.words import attention, moves, reporting
from chiso.words import insights as words_insights
from chiso.words.claims import Claim
from chiso.words.findings import Finding
from chiso.words.meeting import Compared
from tests.words.recomputed import Again
from tests.worlds import small_world
from tests.worlds.people import ADMIN, audited_acts
from tests.worlds.small_world import VP, dossier
from tests.worlds.values import made

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
OCTOBER = "2024-10"
LONG_NAME = "Cấp phiếu" + " lý lịch" * 12  # 26 words


def months(*values: float, base: int = 100, last: str = OCTOBER) -> Behaviour:
    """A rate month by month up to `last`, of 0,5 ± 0,1, real in its last month."""
    number = int(last[5:])
    names = tuple(f"2024-{number - len(values) + 1 + place:02}" for place in range(len(values)))
    signals = {len(values) - 1: "outside"}
    return Behaviour(
        "online_rate", None, None, names, values, (base,) * len(values), Limits(0.6, 0.5, 0.4, True), signals
    )


def test_change_over_normal_fluctuation_is_of_the_newest_whole_month_and_of_enough_records() -> None:
    # 0,2 below the mean, and the limit is 0,1 from it
    assert insights.swing(months(0.5, 0.5, 0.3), OCTOBER) == pytest.approx(2.0)
    assert insights.swing(months(0.5, 0.5, 0.55), OCTOBER) == pytest.approx(-0.5)
    assert insights.changed(months(0.5, 0.5, 0.3), OCTOBER) == 2
    # another month is the newest; nine records; no signal
    assert insights.swing(months(0.5, 0.5, 0.3, last="2024-09"), OCTOBER) is None
    assert insights.changed(months(0.5, 0.5, 0.3, base=9), OCTOBER) is None
    assert insights.changed(replace(months(0.5, 0.5, 0.3), signals={}), OCTOBER) is None
    # 3 of 10 may be a rate of 11 to 60 of 100: the mean lies in it
    assert insights.changed(months(0.5, 0.5, 0.3, base=10), OCTOBER) is None


def test_a_month_moved_up_or_down_for_real_or_to_and_fro_or_nobody_can_say() -> None:
    assert [insights.move(months(0.5, 0.5, last), OCTOBER) for last in (0.3, 0.7)] == [-1, 1]
    assert insights.move(replace(months(0.5, 0.5, 0.3), signals={}), OCTOBER) == 0
    assert insights.move(months(0.5, 0.5, 0.3, base=9), OCTOBER) is None
    whole = {date(2024, 10, 31): OCTOBER, date(2024, 11, 29): OCTOBER, date(2024, 11, 30): "2024-11"}
    assert {day: insights.whole_month(day) for day in whole} == whole


def test_of_what_moved_since_a_giao_ban_the_real_changes_stand_first() -> None:
    """Online 50 → 52% in a month of 0,7 (limit 0,6); a unit 40 → 41% in a month of 0,55; one fell while its month is
    high, one did not move, of one there are nine records."""

    def values(*numbers: float) -> list[Any]:
        units = (None, "a", "b", "c", "d")
        said = [
            {"unit": name, "unit_name": name, "value": number}
            for name, number in zip(units, numbers, strict=True)
        ]
        return [made(**one, indicator="online_rate", asked=ASKED) for one in said]

    known = [
        months(0.5, 0.5, 0.7),
        *(replace(months(0.5, 0.5, 0.55), unit=name, signals={}) for name in ("a", "c")),
        replace(months(0.5, 0.5, 0.7), unit="b"),
        replace(months(0.5, 0.5, 0.7, base=9), unit="d"),
    ]
    now, before = values(0.52, 0.41, 0.3, 0.6, 0.9), values(0.5, 0.4, 0.35, 0.6, 0.8)
    found = moves.moves(now, before, known, OCTOBER)
    assert [(one.name, str(one.text), one.is_real) for one in found] == [
        ("Trực tuyến", "50% → 52%", True),
        ("Trực tuyến · a", "40% → 41%", False),
    ]
    assert [one.far for one in found] == pytest.approx([2.0, 0.5])
    assert moves.headline(Compared(ASKED, DAY), []) == "Không có thay đổi nào đủ số liệu các tháng để xét"
    # the CCHC year ended on the 14th
    first = Compared(Asked(agency="stp", as_of=date(2024, 12, 18)), date(2024, 12, 11))
    assert moves.headline(first, []) == "Năm CCHC 2025 mới bắt đầu, chưa so được với kỳ trước"
    said = "11/12 còn thuộc Năm CCHC 2024: các tỷ lệ được tính lại từ đầu năm."
    assert rates.moved(first, [], OCTOBER).empty == said
    assert moves.headline(Compared(ASKED, DAY), found) == "Một thay đổi khác thường, một dao động bình thường"


def unit(name: str, top: int, base: int, **more: Any) -> Any:
    said = {"unit": name, "unit_name": name, "numerator": top, "denominator": base, "value": top / base}
    return made(**said, small_base=base < 10, **more)


def test_a_unit_stands_apart_only_where_its_records_leave_no_doubt() -> None:
    # 40 of 100 (31-50) beside 160 of 200 (74-85)
    found = insights.apart([unit("a", 80, 100), unit("b", 40, 100), unit("c", 80, 100)])
    assert found is not None
    assert (found.value.unit, found.rest) == ("b", 0.8)
    # 0 of 9 is a small base, 5 of 10 (24-76) beside 80 of 100 (71-87) is no certainty
    assert insights.apart([unit("a", 80, 100), unit("b", 0, 9)]) is None
    assert insights.apart([unit("a", 80, 100), unit("b", 5, 10)]) is None
    # of one whose rate nobody knows neither it nor the others are told
    vague = insights.apart([unit("a", 80, 100), unit("b", 40, 100), unit("c", 10, 100, unknown=80)])
    assert vague is not None
    assert (vague.value.unit, vague.rest) == ("b", 0.8)


def test_a_few_parts_hold_most_of_what_fails() -> None:
    found = insights.piled({"a": 40, "b": 30, "c": 10, "d": 10, "e": 10})
    assert found == insights.Piled(("a", "b"), 70, 100)
    assert insights.piled({"a": 5, "b": 1, "c": 1, "d": 2}) is None  # nine in all
    assert insights.piled({"a": 90, "b": 10, "c": 0}) == insights.Piled(("a",), 90, 100)
    assert insights.piled(dict.fromkeys("abcdefgh", 20)) is None  # three of eight hold 37 of 100
    assert insights.piled({"a": 100}) is None  # where else


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((LONG_NAME, "B"), f"hai thủ tục chiếm 90% (90/100) hồ sơ chưa số hóa; nhiều nhất: {LONG_NAME}."),
        ((LONG_NAME,), f"một thủ tục chiếm 90% (90/100) hồ sơ chưa số hóa; đó là {LONG_NAME}."),
    ],
)
def test_a_paper_names_the_procedure_that_a_page_has_no_room_for(names: tuple[str, ...], told: str) -> None:
    opens = ("vi-sao", {}, "digitised_rate")
    claim = Claim.of("piled", ASKED, {})
    found = words_insights.piled(
        insights.Piled(names, 90, 100), "procedure", "hồ sơ chưa số hóa", claim, opens
    )
    assert found.text == told[0].upper() + told[1:].split(";")[0] + "."
    assert reporting.drivers([found]) == [f"Số hóa hồ sơ: {told}"]


def test_a_unit_apart_that_is_a_finding_of_its_own_is_said_once() -> None:
    """ "Phòng Thanh tra: hồ sơ trực tuyến 0%, thấp hơn hẳn …" stood twice in a report: what falls short, and why."""
    text = "Phòng A: số hóa hồ sơ 60% (60/100), thấp hơn hẳn các đơn vị khác (90%)."
    alone = Finding(
        text, "check", "vi-sao", 1.0, about="digitised_rate", key=f"digitised_rate:{words_insights.APART}"
    )
    missed = Finding("Số hóa hồ sơ 80%.", "hard", "truc-tuyen", 2.0, about="digitised_rate", more=(alone,))
    assert reporting.drivers([alone]) == []
    assert reporting.drivers([missed]) == [text]


def part(name: str, before: tuple[int, int], now: tuple[int, int], rate: float, mix: float = 0.0) -> Part:
    return Part(name, name, *before, *now, mix, rate, rate + mix, min(before[1], now[1]) < 10)


def test_the_driver_pulled_down_by_more_than_chance_else_it_raised() -> None:
    up = part("up", (50, 100), (90, 100), 0.3)
    fell = part("fell", (80, 100), (50, 100), -0.1)
    doubtful = part("doubtful", (8, 16), (6, 16), -0.2)  # 28-72 and 18-61 of 100
    little = part("little", (80, 100), (50, 100), -0.02)
    by_mix = part("mix", (8, 16), (6, 16), -0.01, -0.2)

    def of(*parts: Part) -> str | None:
        found = insights.driver(Explanation("online_rate", "procedure", Side(DAY), Side(DAY), 0.0, parts))
        return found.part if found else None

    assert of(up, fell) == "fell"
    assert of(up, doubtful) == "up"
    assert of(up, little) == "up"
    assert of(up, by_mix) == "mix"
    assert of(doubtful) is None
    assert of() is None


def test_points_at_stake_are_those_between_low_and_high_and_unknown_ones_are_not_none() -> None:
    def row(indicator: str, basis: Any, low: float, high: float) -> Criterion:
        figure = made(indicator=indicator)
        return Criterion("I", "x", 3.0, low, basis, low, low, high, figure=figure)

    found = Index(criteria=(
        row("online_rate", "carried", 1.46, 3.0), row("online_rate", "live", 0.0, 0.5),
        row("on_time_rate", "live", 4.5, 4.5), row("e_result_rate", "unknown", 0.0, 3.0),
        Criterion(None, "Các tiêu chí khác", 75.0, 73.0, "carried", 73.0, 73.0, 73.0),
    ))  # fmt: skip
    assert at_stake(found) == {"online_rate": 2.04, "on_time_rate": 0.0}


def finding(about: str, stake: float | None = None, swing: float | None = None, **more: Any) -> Finding:
    return Finding(about, more.pop("state", "hard"), "x", more.pop("weight", 500.0), about=about, stake=stake,
                   swing=swing, **more)  # fmt: skip


def test_points_then_change_then_weight_after_the_question_of_the_year_and_what_is_overdue() -> None:
    order = [
        finding("online_rate", 0.1),
        finding("dossiers", weight=1.0, state="overdue"),
        finding("e_result_rate", 1.5, 0.1),
        finding("digitised_rate", 1.5, -3.0),
        finding("on_time_rate", 0.2, 9.0),
        finding("task_on_time_rate", 0.0, 0.0),  # known to be none
        finding("petition_on_time_rate", None, 2.0),
        finding("online_payment_rate", None, 0.5, weight=600.0),
        finding("soon", weight=260.0),
        finding("", weight=200.0),
    ]
    assert attention.in_order(order[::-1]) == order
    # the rate of the year that is on its way has no place of its own
    fine = finding("online_rate", 0.1, state="missed"), finding("online_rate", 0.1, state="notice")
    assert [one.state for one in attention.in_order([*order[1:3], *fine])] == [
        "missed",
        "overdue",
        "hard",
        "notice",
    ]


# --- on a small home --------------------------------------------------------------------------------------------


def of_month(month: int, unit: str, procedure: str, counts: tuple[int, int]) -> list[dict[str, Any]]:
    """So many dossiers of a month, the first of them online; done in time."""
    online, many = counts
    return [
        dossier(
            f"{month}-{unit}-{procedure}-{place}", unit=unit, received=f"2024-{month:02}-11",
            due=f"2024-{month:02}-28", finished=f"2024-{month:02}-20", procedure_code=procedure,
            procedure_name=f"Thủ tục {procedure}", channel="online" if place < online else "counter",
        )
        for place in range(many)
    ]  # fmt: skip


# Of the centres 18 of 20 each month in A and in B, of Văn phòng 5 of 50 in C and the one in D. In October nothing of A.
CENTRES = "Các Trung tâm, đơn vị sự nghiệp"
ROWS = [
    row
    for month in range(1, 11)
    for row in (
        *of_month(month, CENTRES, "A", (0 if month == 10 else 18, 20)),
        *of_month(month, CENTRES, "B", (18, 20)),
        *of_month(month, VP, "C", (5, 50)),
        *of_month(month, VP, "D", (1, 1)),
    )
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("attention") / "home"
    with small_world.fill(home, {"dossiers": ROWS}, date(2023, 12, 15)) as opened:
        yield opened


def row_of(store: Store, about: str, asked: Asked = ASKED) -> Finding | None:
    return next((one for one in attention.attention(store, asked).rows if one.about == about), None)


def test_a_rate_tells_its_pace_its_month_who_is_apart_and_where_it_piles_up(store: Store) -> None:
    found = row_of(store, "online_rate")
    assert found is not None
    again = Again(store)
    parts = {one.key: one for one in (found, *found.more)}
    for one in parts.values():
        again.check(one.text)
    assert list(parts) == [
        "online_rate//pace", "online_rate//change", "online_rate/stp-vp/apart", "online_rate//piled"
    ]  # fmt: skip
    change = parts["online_rate//change"]  # 24 of 91
    assert "tháng 10/2024 là 26,4%: thấp khác thường" in change.text
    assert (change.page, dict(change.filters)) == ("vi-sao", {"chi_tieu": "online_rate", "thang": OCTOBER})
    low = parts["online_rate/stp-vp/apart"]
    assert low.text == "Văn phòng: hồ sơ trực tuyến 11,8% (60/510), thấp hơn hẳn các đơn vị khác (85,5%)."
    assert (low.page, dict(low.filters)) == ("truc-tuyen", {"unit": "stp-vp"})
    piled = parts["online_rate//piled"]  # C lacks 450, A 38, B 20
    assert piled.text == "Một thủ tục chiếm 88,6% (450/508) hồ sơ chưa nộp trực tuyến; nhiều nhất: Thủ tục C."
    assert dict(piled.filters) == {"phan_online_rate": "rest"}
    # nine months of 42 of 91, then 24: mean 0,441758, one step of 0,197802 in nine
    assert found.swing == pytest.approx((0.441758 - 0.263736) / (2.66 * 0.197802 / 9), rel=1e-4)
    # of the unit alone nobody is apart, and its key is another
    mine = row_of(store, "online_rate", replace(ASKED, unit="stp-vp"))
    assert mine is not None
    assert [one.key for one in (mine, *mine.more)] == ["online_rate/stp-vp/pace"]


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """What is put away inside is shown again."""
    try:
        yield
    finally:
        for row in store.rows("office/put_away", agency="stp", as_of=DAY):
            put_away.show_again(store, ADMIN, ASKED, row)


def test_what_is_put_away_is_gone_for_everybody_until_the_month_ends(store: Store) -> None:
    pace = row_of(store, "online_rate")
    assert pace is not None
    with undone(store):
        put_away.put_away(store, ADMIN, ASKED, pace, "  đã giao Văn phòng ")
        found = attention.attention(store, ASKED)
        left = next(one for one in found.rows if one.about == "online_rate")
        assert left.key == "online_rate//change"  # what belongs to it stays, with its place
        assert (left.stake, left.swing) == (pace.stake, pace.swing)
        assert "online_rate//pace" not in {one.key for one in left.more}
        (away,) = found.away
        said = {name: away[name] for name in ("who", "reason", "said", "until")}
        assert said == {"who": ADMIN.name, "reason": "đã giao Văn phòng", "said": pace.text, "until": DAY}
        assert audited_acts(store)["what"].iloc[0] == "finding_put_away"
        # the deck's list is this one; an earlier day and the next month show it
        assert pace.text not in [one.text for one in attention.attention(store, ASKED).foremost]
        for day in (date(2024, 10, 30), date(2024, 11, 1)):
            shown = row_of(store, "online_rate", replace(ASKED, as_of=day))
            assert shown is not None
            assert shown.key == "online_rate//pace"
    assert row_of(store, "online_rate") == pace
    assert attention.attention(store, ASKED).away == ()


def test_what_goes_another_way_is_shown_again(store: Store) -> None:
    pace = row_of(store, "online_rate")
    assert pace is not None
    with undone(store):
        put_away.put_away(store, ADMIN, ASKED, replace(pace, sign=1), "đang vượt")
        found = attention.attention(store, ASKED)
        assert (found.rows[0].key, found.away) == ("online_rate//pace", ())


def test_a_reason_is_needed_and_an_account_that_may(store: Store) -> None:
    pace = row_of(store, "online_rate")
    assert pace is not None
    for actor, reason, code in (
        (ADMIN, " ", "bad_entry"),
        (Actor("a", "viewer"), "x", "forbidden"),
        (Actor("a", "editor", "stp-vp"), "x", "other_unit"),
    ):
        with pytest.raises(Refused) as refused:
            put_away.put_away(store, actor, ASKED, pace, reason)
        assert refused.value.code == code
    assert attention.attention(store, ASKED).away == ()
    assert figures.newest_as_of(store, "stp") == DAY


def test_what_pulled_rates_down_is_asked_once_for_all_that_are_told_apart_alike(demo_store: Store) -> None:
    asked: list[tuple[Any, ...]] = []

    def answered(store: Store, function: Any, *given: Any) -> Any:
        asked.append((function, *given))
        return function(store, *given)

    attention.attention(demo_store, ASKED, answered=answered)
    told = [given for function, *given in asked if function is figures.explained]
    dimensions = [by for _, _, by, _ in told]
    assert [by for by in ("procedure", "unit") if by in dimensions] == dimensions
    assert sum(len(codes) for _, codes, _, _ in told) > len(told)  # several in one question
    for _, codes, by, then in told:
        together = figures.explained(demo_store, ASKED, codes, by, then)
        assert together == {code: figures.explain(demo_store, ASKED, code, by, then) for code in codes}
    assert [given for function, *given in asked if function is figures.behaviours] == [
        [replace(ASKED, year=2024)]
    ]
