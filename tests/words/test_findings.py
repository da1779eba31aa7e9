"""Sentences never say more than their numbers: direction, gap, length."""

import math
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.judging import Value
from chiso.figures.verdicts import judgeable
from chiso.present.deck.said import figure as figure_row
from chiso.words import cards, heard, meeting, numbers, online_cards, plan, reporting, unknown
from chiso.words import findings as f
from chiso.words import headlines as h
from chiso.words import overdue as late
from chiso.words.attention import RATES as RATES_SAID
from chiso.words.claims import Claim, Sentence, claims_of
from chiso.words.criteria import cards as criteria_cards
from chiso.words.criteria import most_lost, scored
from chiso.words.proposals import headline as order
from chiso.words.proposals import proposal
from chiso.words.states import STATES
from tests.worlds.values import made

ONLINE = f.Rate("Hồ sơ trực tuyến", "truc-tuyen")
E_RESULTS = f.Rate(
    "Cấp kết quả điện tử", "truc-tuyen", "hồ sơ đã giải quyết", "chưa cấp kết quả điện tử", "cấp bổ sung"
)
RATES = st.floats(0, 1, allow_nan=False)
COUNTS = st.integers(0, 5000)
NAMES = st.sampled_from(
    [
        "Phòng Hành chính tư pháp",
        "Văn phòng",
        "Phòng Văn bản QPPL và Theo dõi thi hành pháp luật",
        "Thanh tra – BTTP",
    ]
)


def number(text: str) -> float:
    return float(text.rstrip("%").replace(".", "").replace(",", "."))


def online(value: float, required: float | None, **more: Any) -> Value:
    given = {"target": 0.55, "comparison": ">=", "target_date": date(2024, 11, 30), "state": "hard"} | more
    return made(indicator="online_rate", value=value, denominator=11640, required=required, **given)


def test_the_sentence_of_the_drawn_overview_page() -> None:
    found = f.target_gap(online(0.5223, 0.82303, needed=1075, expected=1305), ONLINE)
    assert found is not None
    assert found.text == (
        "Hồ sơ trực tuyến 52,2%, khó đạt: "
        "cần thêm 1.075 trong 1.305 hồ sơ dự kiến (82,4%) để đạt 55% vào 30/11."
    )
    assert (found.state, found.page, found.bold) == ("hard", "truc-tuyen", "52,2%")


def test_a_target_out_of_reach_is_said_to_be_so_with_the_best_that_is_left() -> None:
    # 3.492 of 11.640; with all of 1.000 more 4.492 of 12.640 = 35,54%
    row = online(0.3, 1.4, state="unreachable", numerator=3492, expected=1000, needed=1400)
    found = f.target_gap(row, ONLINE)
    assert found is not None
    assert (
        found.text
        == "Hồ sơ trực tuyến 30%, thiếu 25 điểm phần trăm; không còn đạt được 55% vào 30/11, tối đa 35,5%."
    )


def test_what_can_be_supplied_afterwards_is_an_order_and_no_sigh() -> None:
    row = made(
        value=10186 / 12867, numerator=10186, denominator=12867, target=1.0, comparison="=", state="hard",
        target_date=date(2024, 12, 14), required=2.459, expected=1837, needed=4518, is_mendable=True,
    )  # fmt: skip
    found = f.target_gap(row, E_RESULTS)
    assert found is not None
    assert found.text == (
        "Còn 2.681 hồ sơ đã giải quyết chưa cấp kết quả điện tử (mới đạt 79,2%); phải cấp bổ sung trước 14/12/2024."
    )


def test_a_verdict_of_the_years_first_month_has_its_base_beside_it() -> None:
    """19 of 46 are 41,3%, 75 of 115 are 65,2%; the year begins on 15/12/2023, its second month on 15/01/2024."""
    first = {"first": date(2023, 12, 15), "day": date(2023, 12, 17), "as_of": date(2023, 12, 17)}
    row = online(
        19 / 46, 0.551, numerator=19, needed=7924, expected=14395, target_date=date(2024, 11, 30), **first
    )  # fmt: skip
    row = replace(row, denominator=46)
    found = f.target_gap(row, ONLINE)
    assert found is not None
    assert found.text == (
        "Hồ sơ trực tuyến 41,3% (19/46 hồ sơ), khó đạt: cần thêm 7.924 trong 14.395 hồ sơ dự kiến (55,1%) để đạt 55% "
        "vào 30/11/2024."
    )
    assert cards.figure_card("online_rate", row, None).under == "Chỉ tiêu 55%\n19\u00a0/\u00a046"
    mendable = made(
        value=75 / 115, numerator=75, denominator=115, target=1.0, comparison="=", state="hard",
        target_date=date(2024, 12, 14), required=2.459, expected=1837, needed=4518, is_mendable=True, **first,
    )  # fmt: skip
    found = f.target_gap(mendable, E_RESULTS)
    assert found is not None
    assert found.text.startswith(
        "Còn 40 hồ sơ đã giải quyết chưa cấp kết quả điện tử (mới đạt 65,2%: 75/115); "
    )
    assert f.young(replace(row, day=date(2024, 1, 14))) == "19/46"
    assert f.young(replace(row, day=date(2024, 1, 15))) == ""


def test_a_needed_share_is_rounded_up_to_one_decimal_and_said_alike_everywhere() -> None:
    for required, said in (
        (0.82303, "82,4%"),
        (0.823, "82,3%"),
        (0.75, "75%"),
        (1.0, "100%"),
        (0.0, ""),
        (-1, ""),
    ):
        assert f.needed(online(0.5, required)) == said
    assert f.needed(online(0.3, 1.4, state="unreachable")) == "Vượt quá 100%"
    row = online(0.5223, 0.82303, needed=1075, expected=1305, numerator=6720)
    card = online_cards.from_now(row, is_official=True)
    assert (card.value, card.state.word) == ("82,4%", "Khó đạt")
    assert card.under.startswith("1.075\u00a0/\u00a01.305 hồ sơ dự kiến đến 30/11")
    assert cards.line(row, "")["required"] == "82,4%"


def test_a_proposal_names_who_does_what_by_when_and_keeps_to_its_finding() -> None:
    meeting = date(2024, 11, 7)
    row = online(0.5223, 0.82303, needed=1075, expected=1305)
    found = f.target_gap(row, ONLINE)
    assert found is not None
    assert proposal(found, row, ["Phòng A", "Phòng B"], meeting) == (
        "Hồ sơ trực tuyến: giao Phòng A và Phòng B bảo đảm thêm 1.075 trong 1.305 hồ sơ dự kiến đến ngày 30/11/2024, "
        "báo cáo cách làm trước ngày 07/11/2024."
    )
    units = ["Phòng A", "Phòng B", "Phòng C", "Phòng D", "Phòng E"]
    after = proposal(
        found, row, units, date(2024, 12, 2), is_whole=True
    )  # the day of the target is over by then
    assert after == (
        "Hồ sơ trực tuyến: giao Phòng A, Phòng B, Phòng C, Phòng D và Phòng E bảo đảm thêm 1.075 trong 1.305 hồ sơ dự "
        "kiến đến ngày 30/11/2024, báo cáo kết quả trước ngày 02/12/2024."
    )
    lost = online(0.457, 1.4, state="unreachable", needed=1900, expected=1305, numerator=5320)
    found = f.target_gap(lost, ONLINE)
    assert found is not None
    said = proposal(found, lost, [], meeting)
    assert said == (
        "Hồ sơ trực tuyến: giao Văn phòng trước ngày 07/11/2024 báo cáo nguyên nhân, giải pháp nâng tỷ lệ "
        "đến mức cao nhất có thể."
    )
    late_rate = made(
        indicator="on_time_rate", value=0.99, denominator=1000, target=1.0, comparison=">=", state="unreachable",
        target_date=date(2024, 12, 14),
    )  # fmt: skip
    found = f.target_gap(late_rate, RATES_SAID["on_time_rate"])
    assert found is not None
    assert proposal(found, late_rate, ["Phòng A"], meeting) == (
        "Hồ sơ đúng hạn: giao Phòng A trước ngày 07/11/2024 báo cáo nguyên nhân, giải pháp không để phát sinh thêm "
        "hồ sơ trễ hạn."
    )
    score = made(
        indicator="service_index", value=72.21, target=80.0, comparison=">=", kind="score", state="behind",
        target_date=date(2024, 12, 14),
    )  # fmt: skip
    found = f.target_gap(score, RATES_SAID["service_index"])
    assert found is not None
    assert proposal(found, score, ["Văn phòng"], meeting) == (
        "Bộ chỉ số phục vụ: giao Văn phòng trước ngày 07/11/2024 trình giải pháp để đạt 80 điểm vào ngày 14/12/2024."
    )
    tasks = late.finding(late.Late(14, units=[("A", 4), ("B", 4)]), "tasks")
    assert tasks is not None
    assert proposal(tasks, None, ["A", "B", "C", "D", "E"], meeting) == (
        "Giao A, B, C và 2 đơn vị khác giải quyết dứt điểm, báo cáo nguyên nhân từng nhiệm vụ quá hạn "
        "trước ngày 07/11/2024."
    )


def test_where_months_are_missing_their_files_are_asked_for_first() -> None:
    """Of 449 dossiers that were overdue 435 had last been seen in May, and the files of June and July were missing."""
    day, meeting = date(2024, 10, 31), date(2024, 11, 7)
    unheard = Unheard(day, months=("2024-06", "2024-07"))
    found = late.finding(late.Late(449, units=[("Phòng A", 5), ("Phòng B", 4)], left=435, unheard=unheard))
    assert found is not None
    assert proposal(found, None, ["Phòng A", "Phòng B"], meeting) == (
        "Giao Văn phòng bổ sung số liệu (thiếu tháng 6–7), giao Phòng A và Phòng B giải quyết dứt điểm, báo cáo nguyên "
        "nhân từng hồ sơ quá hạn trước ngày 07/11/2024."
    )
    assert proposal(found, None, [], meeting).startswith(
        "Giao Văn phòng bổ sung số liệu (thiếu tháng 6–7), giải quyết dứt điểm, báo cáo"
    )
    assert order(found, None, [("Phòng A", 5)], meeting) == (
        "Đề nghị giao Văn phòng bổ sung số liệu trước ngày 07/11/2024 (thiếu tháng 6–7)"
    )


def test_what_falls_due_is_asked_for_with_its_days() -> None:
    """ "Tuần này không có việc gấp" was said where no dossier but a task fell due the next day."""
    soon = f.due_soon({"hồ sơ": 104, "nhiệm vụ": 0, "phản ánh, kiến nghị": 2}, 3)
    assert soon is not None
    assert proposal(soon, None, ["Phòng A"], date(2024, 11, 7)) == (
        "Giao Phòng A giải quyết 104 hồ sơ và 2 phản ánh, kiến nghị đến hạn trong ba ngày làm việc tới, "
        "không để quá hạn."
    )
    assert f.due_soon({"hồ sơ": 0, "nhiệm vụ": 0}, 3) is None


def test_a_line_alone_says_which_days_are_left() -> None:
    due = {"state": "due", "days_left": 1, "days_late": 0}
    assert (late.standing(due), late.told(due)) == ("còn 1 ngày", "còn 1 ngày làm việc")
    assert late.told({"state": "due", "days_left": 0, "days_late": 0}) == "hôm nay"
    assert late.told({"state": "overdue", "days_late": 5}) == "trễ 5 ngày làm việc"


def test_a_table_of_some_criteria_is_never_called_the_index() -> None:
    rows = [{"points": 1.0}] * 6 + [{"points": None}]
    some = {"points": 10.22, "max": 13.0, "percent": 78.62, "unexplained": None, "partial": True}
    assert scored(2024, some, rows) == (
        "Tổng 6 tiêu chí có trong bảng chấm điểm: 10,22/13 điểm; chưa phải kết quả Chỉ số CCHC năm 2024"
    )
    whole = {"points": 84.27, "max": 94.5, "percent": 89.17, "unexplained": 1.97, "partial": False}
    assert scored(2023, whole, rows) == (
        "Chỉ số cải cách hành chính năm 2023: 84,27/94,5 điểm (89,17%); còn 1,97 điểm bị trừ chưa có chi tiết"
    )
    table = [{"points": 1.0, "lost": 0.5}] * 6
    card = criteria_cards(2024, {**some, "lost": 2.78, "rating": None}, table, is_whole=True)[0]
    assert "CCHC" not in card.name
    assert (card.under, card.state.word) == (
        "Tổng 6 tiêu chí có trong bảng chấm điểm",
        "Chưa phải Chỉ số CCHC năm 2024",
    )


def test_who_ties_is_named_too_or_nobody_is() -> None:
    def where(*units: tuple[str, int]) -> str:
        return late.Late(sum(number for _, number in units), units=units).where

    assert where(("Văn phòng", 4), ("PBGDPL", 3)) == "4 ở Văn phòng"
    assert where(("Văn phòng", 4), ("PBGDPL", 4), ("Thanh tra", 1)) == "Văn phòng và PBGDPL mỗi nơi 4"
    assert where(("Văn phòng", 4), ("PBGDPL", 4), ("Thanh tra", 4)) == ""
    assert where(("Văn phòng", 1), ("PBGDPL", 1)) == ""
    assert where(("Văn phòng", 2)) == "đều ở Văn phòng"
    assert where(("Chưa xác định", 2)) == "đều ở nơi chưa xác định"
    assert where(("PBGDPL", 4), ("Chưa xác định", 4)) == "PBGDPL và nơi chưa xác định mỗi nơi 4"
    until = {"kind": "đơn vị", "until": "30/11"}
    assert h.gap([("A", 8), ("B", 3), ("C", -1)], 10, **until).endswith("; nhiều nhất A (8)")
    assert h.gap([("A", 8), ("B", 8), ("C", -1)], 15, **until).endswith("; nhiều nhất A và B (mỗi nơi 8)")
    assert h.gap([("A", 5), ("B", 5), ("C", 5), ("D", 1)], 16, **until).endswith(
        "; nhiều nhất ba đơn vị (mỗi nơi 5)"
    )
    assert h.gap([("A", -2)], -2, **until) == "Không cần thêm hồ sơ trực tuyến đến 30/11"


def test_a_score_says_its_points() -> None:
    rate = f.Rate("Bộ chỉ số phục vụ", "chi-so", "điểm")
    found = f.target_gap(made(value=72.2, target=80.0, comparison=">=", kind="score", state="behind"), rate)
    assert found is not None
    assert found.text == "Bộ chỉ số phục vụ 72,2 điểm, chậm tiến độ so với chỉ tiêu 80 điểm, thiếu 7,8 điểm."


def test_a_rate_with_unknown_rows_is_said_with_them_and_not_judged() -> None:
    """376 dossiers of 2,100 come from a file without the column: no verdict, no share that is still needed; the rate
    lies between 1,400 and 1,776 of 2,100, in no order of units and further from no other day."""
    day = date(2024, 10, 31)
    about = {"indicator": "digitised_rate", "target_kind": "target", "target_date": date(2024, 11, 30)}
    counts = {"numerator": 1400.0, "unknown": 376.0, "denominator": 2100.0}
    row = made(
        value=1400 / 2100,
        target=0.9,
        **about,
        **counts,
        state="undecided",
        asked=Asked(agency="stp", as_of=day),
    )
    found = f.target_gap(row, f.Rate("Hồ sơ số hóa", "/truc-tuyen"))
    assert found is not None
    why = "376 trong 2.100 hồ sơ không có cột “Số hóa hồ sơ”"
    assert found.text == f"Hồ sơ số hóa 66,7–84,6%, chưa kết luận: {why}."
    assert not unknown.has_gap(row)
    told = replace(row, unknown=210.0, state="behind")  # a tenth
    assert (unknown.undecided(told), unknown.amount(told), told.is_comparable) == ("", "66,7%", True)
    assert not row.is_comparable
    half = replace(told, value=0.5)
    assert [meeting.delta(one, half) for one in (told, row)] == ["↗ 16,7", ""]
    assert [cards.line(one, "Một cửa", half)["change"] for one in (told, row)] == ["↗ 16,7 điểm %", None]
    free = replace(row, target=None, state="no_target")
    assert (unknown.amount(free), unknown.undecided(free)) == ("66,7–84,6%", why)
    assert [judgeable(one) for one in (told, row, free)] == [1400 / 2100, None, None]
    several = replace(told, target_date=date(2024, 12, 14), state="hard", status="behind", is_mendable=True)
    text = "Còn 700 hồ sơ chưa số hóa (210 chưa rõ, mới đạt 66,7%); phải số hóa bổ sung trước 14/12/2024."
    rate = f.Rate("Số hóa hồ sơ", "truc-tuyen", "hồ sơ", "chưa số hóa", "số hóa bổ sung")
    found = f.target_gap(several, rate)
    assert found is not None
    assert found.text == text


def test_what_meets_its_target_is_no_finding() -> None:
    assert f.target_gap(online(0.6, None, state="met"), ONLINE) is None


def test_the_overdue_sentence_of_the_drawn_overview_page() -> None:
    """What process limits call unusual is the number, not what it changed by: "39 hồ sơ quá hạn, tăng 2 so với 9/12
    (thay đổi khác thường)" stood over the highest of ten weeks."""
    units = [("Phòng Hành chính tư pháp", 6), ("Văn phòng", 3)]
    found = late.finding(late.Late(9, 6, units, 11), since="24/10")
    assert found is not None
    assert found.text == (
        "9 hồ sơ quá hạn, tăng 3 so với 24/10; 6 ở Phòng Hành chính tư pháp, lâu nhất 11 ngày làm việc."
    )
    said = {move: late.finding(late.Late(9, 6, move=move), since="24/10") for move in (1, 0, -1, None)}
    assert {move: found.text for move, found in said.items() if found} == {
        1: "9 hồ sơ quá hạn, tăng 3 so với 24/10 (cao khác thường).",
        0: "9 hồ sơ quá hạn, tăng 3 so với 24/10 (dao động bình thường).",
        -1: "9 hồ sơ quá hạn, tăng 3 so với 24/10 (vẫn thấp khác thường).",
        None: "9 hồ sơ quá hạn, tăng 3 so với 24/10.",
    }
    for move, said in ((1, " (vẫn cao khác thường)"), (0, "")):  # no change is neither usual nor unusual
        same = late.finding(late.Late(6, 6, move=move), since="24/10")
        assert same is not None
        assert same.text == f"6 hồ sơ quá hạn, không đổi so với 24/10{said}."


def test_a_list_of_several_kinds_does_not_say_of_all_files_what_is_so_of_one() -> None:
    """The hand-out was "theo tệp đến 31/10/2024" while its dossiers were of 20/01/2025."""
    day = date(2025, 1, 20)
    none, ended, later = (Unheard(day, end) for end in (None, date(2024, 10, 31), date(2024, 12, 1)))
    assert heard.until(day, none, none) == "số liệu đến 20/01/2025"
    assert heard.until(day, ended, ended) == "tính đến 20/01/2025 theo tệp đến 31/10/2024"
    assert heard.until(day, none, ended) == "tính đến 20/01/2025, có tệp chỉ đến 31/10/2024"
    assert heard.until(day, later, ended) == "tính đến 20/01/2025, có tệp chỉ đến 31/10/2024"
    gap = Unheard(day, None, ("2024-11", "2024-12"))
    assert heard.until(day, gap, gap) == "số liệu đến 20/01/2025, thiếu tháng 11–12/2024"
    assert heard.until(day, gap, ended) == (
        "tính đến 20/01/2025, có tệp chỉ đến 31/10/2024, có tệp thiếu tháng 11–12/2024"
    )
    assert heard.on_card("12 ngày", gap) == "Thiếu tháng 11–12/2024\n12 ngày"


@pytest.mark.parametrize(
    ("newest", "day", "said"),
    [
        (date(2024, 11, 30), date(2024, 12, 5), "12"),
        (date(2024, 10, 31), date(2024, 12, 5), "11–12"),  # "tháng 12" alone hid November
        (date(2024, 10, 3), date(2025, 1, 20), "11–12/2024, 1"),
        (None, date(2024, 12, 5), "12"),
    ],
)
def test_every_month_is_named_that_no_file_has_reached(newest: date | None, day: date, said: str) -> None:
    assert heard.months_without(newest, day) == said


def test_who_holds_most_of_what_is_overdue_is_said_before_how_long_the_oldest_waits() -> None:
    """31 of 46 lay in one room, and the sentence named only the three that nobody had taken over: with all of it the
    sentence has 31 words, one more than a sentence may have."""
    units = [("Phòng Nghiệp vụ 1", 31), ("Phòng Nghiệp vụ 2", 6)]
    found = late.finding(late.Late(46, 48, units, 190, left=3, move=0), since="24/10")
    assert found is not None
    head = "46 hồ sơ quá hạn, giảm 2 so với 24/10 (dao động bình thường)"
    assert found.text == f"{head}; 31 ở Phòng Nghiệp vụ 1, 3 chưa có người nhận."
    long_name = "Phòng Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật"
    found = late.finding(late.Late(46, 48, [(long_name, 31)], 190, left=3, move=0), since="24/10")
    assert found is not None
    assert found.text == f"{head}; 3 chưa có người nhận."


def test_what_is_overdue_of_several_kinds_is_one_sentence_with_what_each_claims() -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    found = [
        replace(made, text=Sentence(made.text, Claim.of(f"overdue:{kind}", asked, {"count": count})))
        for kind, count in (("dossiers", 1017), ("plan", 1))
        if (made := late.finding(late.Late(count), kind))
    ]
    all_of_it = late.together(found)
    assert all_of_it.text == "1.018 việc quá hạn: 1.017 hồ sơ · 1 việc kế hoạch."
    assert (all_of_it.bold, all_of_it.page) == ("1.018 việc quá hạn", "qua-han")
    assert [claim.figure for claim in claims_of(all_of_it.text)] == ["overdue:dossiers", "overdue:plan"]


def test_nothing_overdue_is_no_finding() -> None:
    assert late.finding(late.Late(0, 3)) is None


@given(RATES, RATES)
def test_printed_numbers_differ_exactly_when_the_numbers_do(value: float, other: float) -> None:
    value, other = round(value, 6), round(other, 6)
    both = numbers.pair(value, other, rate=True)
    assert (both.value == both.other) == (value == other)
    assert both.sign == (value > other) - (value < other)
    assert abs(abs(number(both.value) - number(both.other)) - number(both.gap)) < 1e-9
    assert (both.value == "100%") == (value == 1)
    assert (both.value == "0%") == (value == 0)


@given(RATES, RATES)
def test_a_change_has_the_direction_of_its_numbers(value: float, before: float) -> None:
    value, before = round(value, 6), round(before, 6)
    text = numbers.change(value, before, rate=True, since="30/9")
    expected = "tăng" if value > before else "giảm" if value < before else "không đổi"
    assert text.startswith(expected)


@given(
    RATES,
    RATES,
    st.none() | st.floats(-1, 3),
    st.sampled_from(["hard", "behind", "unreachable", "missed"]),
    st.sampled_from([">=", ">", "<="]),
)
def test_a_gap_names_the_right_side_in_at_most_25_words(
    value: float, target: float, required: float | None, state: str, comparison: str
) -> None:
    value, target = round(value, 5), round(target, 5)
    misses = (
        value > target if comparison == "<=" else value < target if comparison == ">=" else value <= target
    )
    needed = None if required is None else math.ceil(required * 1305)
    row = online(
        value, required, target=target, state=state, comparison=comparison, expected=1305, needed=needed,
        numerator=round(value * 11640),
    )  # fmt: skip
    found = f.target_gap(row, ONLINE)
    assert found is not None
    assert f.count_words(found.text) <= f.MOST_WORDS
    assert STATES[state].word.lower() in found.text
    if misses and value != target and "cần thêm" not in found.text:
        assert ("vượt" if comparison == "<=" else "thiếu") in found.text
    each = re.search(r"\(([\d,]+)%\)", found.text)
    if each and required is not None:
        assert number(each[1]) >= required * 100 - 1e-4
        assert number(each[1]) - 0.1 < required * 100


@given(COUNTS, COUNTS, NAMES, COUNTS, st.integers(0, 400))
def test_the_overdue_sentence_stays_short_and_true(
    count: int, before: int, unit: str, top: int, longest: int
) -> None:
    found = late.finding(late.Late(count, before, [(unit, min(top, count))], longest))
    if count == 0:
        assert found is None
        return
    assert found is not None
    assert f.count_words(found.text) <= f.MOST_WORDS
    assert ("tăng" in found.text) == (count > before)
    assert ("giảm" in found.text) == (count < before)
    assert found.bold in found.text


@given(st.lists(st.tuples(NAMES, st.integers(0, 300)), max_size=6))
def test_shares_add_up(rows: list[tuple[str, int]]) -> None:
    rows = sorted(rows, key=lambda r: -r[1])
    text = h.share(rows, things="hồ sơ", rest="còn thiếu")
    total = sum(n for _, n in rows)
    assert h.count_words(text) <= h.MOST_WORDS + 4  # only a long unit name goes over
    found = re.search(r"(\d[\d.]*) trong (\d[\d.]*) hồ sơ", text)
    if found:
        assert number(found[2]) == total
        assert total / 2 < number(found[1]) <= total


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_a_run_of_weeks_goes_the_way_it_says(standing: list[int]) -> None:
    text = h.weeks(standing)
    if "không có" in text:
        assert standing[-1] == 0
    elif len(standing) > 1 and "giữ" not in text:
        assert ("tăng" in text) == (standing[-1] > standing[-2])
        ends = re.search(r"từ (\d+) (lên|xuống) (\d+)", text)
        assert ends is not None
        assert int(ends[3]) == standing[-1]
        assert (ends[2] == "lên") == (int(ends[3]) > int(ends[1]))


def test_headlines_as_drawn() -> None:
    assert h.weeks([2, 0, 0, 0]) == "Ba tuần liền không có hồ sơ quá hạn"
    assert h.weeks([3, 4, 5, 6, 9]) == "Số hồ sơ quá hạn tăng bốn tuần liền, từ 3 lên 9"
    assert h.lost([1.54, 1.54, 1.0, 1.0, 1.0, 1.0, 0.5], 10.23) == "Sáu tiêu chí chiếm 7,08/10,23 điểm bị trừ"
    row = online(0.524, 0.744)
    assert h.online(0.524, row, is_official=False) == (
        "Hồ sơ trực tuyến đạt 52,4%, thấp hơn chỉ tiêu 2,6 điểm phần trăm"
    )
    row = online(0.5223, 0.82303, needed=1075, expected=1305)
    assert h.online(0.5223, row) == ("Hồ sơ trực tuyến 52,2%, khó đạt 55%: cần thêm 1.075 hồ sơ đến 30/11")
    late_row = online(0.5223, 1.2, needed=1600, expected=1305, state="unreachable")
    assert h.online(0.5223, late_row) == "Hồ sơ trực tuyến 52,2%, không còn đạt được 55% vào 30/11"
    assert h.months_against([0.4, 0.56, 0.58, 0.6, 0.64], 0.55, year_value=0.524) == (
        "Bốn tháng liền đạt 55%, nhưng lũy kế còn thiếu"
    )
    assert h.months_against([0.6, 0.6, None, 0.6, 0.64], 0.55, year_value=0.6) == "Hai tháng liền đạt 55%"


def test_units_without_any_target_are_not_said_to_meet_one() -> None:
    assert h.worst_unit([made(unit_name="Văn phòng", value=0.5, denominator=8)]) == "Tỷ lệ của từng đơn vị"


def test_a_value_names_the_days_that_it_speaks_of() -> None:
    year = made(first=date(2023, 12, 15), day=date(2024, 10, 31))
    assert f.period(year) == "15/12/2023 – 31/10/2024"
    assert f.period(made(day=date(2024, 10, 31))) == "31/10/2024"  # it stands on that day
    assert f.period(made(first=date(2023, 12, 15), day=date(2023, 12, 15))) == "15/12/2023"
    entered = made(reported=True, first=date(2024, 1, 1), day=date(2024, 9, 30))
    assert cards.line(entered, "Báo cáo tay")["source"] == "theo báo cáo đến 30/09/2024"
    assert cards.line(made(), "Bộ chỉ số phục vụ")["source"] == "Bộ chỉ số phục vụ"
    assert "theo báo cáo" in cards.figure_card("online_rate", entered, None).under.split("\n")
    assert "theo báo cáo" not in cards.figure_card("online_rate", made(), None).under


def test_every_indicator_stands_beside_its_value_of_the_day_compared_with() -> None:
    def moved(now: float, then: float | None) -> tuple[str | None, str | None]:
        values = [
            made(value=one, numerator=one, denominator=1) if one is not None else None for one in (now, then)
        ]
        row = cards.line(values[0], "", values[1])
        return row["before"], row["change"]

    assert moved(0.522, 0.192) == ("19,2%", "↗ 33 điểm %")
    assert moved(0.97, 0.98) == ("98%", "↘ 1 điểm %")
    assert moved(0.5, 0.5) == ("50%", "không đổi")
    assert moved(0.5, None) == (None, None)


def test_a_target_is_said_in_the_same_words_on_a_card_and_on_a_slide() -> None:
    for comparison, target, said in (
        (">=", 0.55, "55%"),
        (">", 0.9, "trên 90%"),
        ("<=", 0.1, "tối đa 10%"),
        ("<=", 0.0, "0%"),
        (None, None, ""),
    ):
        value = made(name="Trễ", value=0.2, numerator=1, denominator=5, target=target, comparison=comparison)
        assert cards.target(value) == said
        assert cards.line(value, "")["target"] == (said or "Không có chỉ tiêu")
        assert figure_row(value)["target"] == (said or "—")


def test_of_several_targets_the_lowest_that_is_missed_is_named() -> None:
    def rate(name: str, value: float, state: str = "missed", kind: str = "rate") -> Value:
        return made(short_name=name, value=value, denominator=50, target=1.0, state=state, kind=kind)

    post, reuse, petitions = (
        rate("Hồ sơ qua bưu chính", 0.4),
        rate("Tái sử dụng dữ liệu", 0.9, "met"),
        "PAKN hài lòng",
    )
    assert h.companions([]) == "Các chỉ tiêu chưa có số liệu"
    nothing = made(short_name="Số hóa", value=None, denominator=0, target=1.0, state="none")
    assert h.companions([nothing]) == "Không phát sinh hồ sơ để tính các chỉ tiêu"
    assert h.companions([post]) == "Hồ sơ qua bưu chính chưa đạt chỉ tiêu"
    assert h.companions([reuse]) == "Tái sử dụng dữ liệu đạt chỉ tiêu"
    assert h.companions([reuse, reuse]) == "Cả hai chỉ tiêu đều đạt"
    assert h.companions([post, reuse]) == "1/2 chỉ tiêu chưa đạt: hồ sơ qua bưu chính 40%"
    assert h.companions([rate(petitions, 0.3), post]) == "2/2 chỉ tiêu chưa đạt, thấp nhất: PAKN hài lòng 30%"
    score = rate("Chỉ số phục vụ", 70.0, kind="score")
    # points and percentages are not compared
    assert h.companions([score, post]) == "2/2 chỉ tiêu chưa đạt, tỷ lệ thấp nhất: hồ sơ qua bưu chính 40%"
    assert h.companions([score, score]) == "2/2 chỉ tiêu chưa đạt"
    index = rate("Chỉ số phục vụ", 72.21, kind="score")
    assert h.companions([index, reuse, reuse]) == "1/3 chỉ tiêu chưa đạt: chỉ số phục vụ 72,21"


def test_a_target_of_few_events_is_neither_met_nor_missed() -> None:
    """Four of six dossiers are no 66,7% that somebody could be praised or blamed for."""

    def rate(state: str, value: float = 0.5) -> Value:
        return made(short_name="Số hóa hồ sơ", value=value, denominator=6, target=1.0, state=state)

    few, met, on_track = rate("small_base"), rate("met", 1.0), rate("on_track")
    assert h.companions([few, few]) == "Chưa đủ cơ sở đánh giá vì mẫu số dưới 10"
    assert h.companions([met, met, few]) == "Hai chỉ tiêu đều đạt; một chỉ tiêu chưa đủ cơ sở đánh giá"
    assert h.companions([met, few]) == "Số hóa hồ sơ đạt chỉ tiêu"
    assert h.companions([met, on_track]) == "Cả hai chỉ tiêu đều đạt hoặc đúng tiến độ"
    assert h.worst_unit([few]) == "Chưa đủ cơ sở đánh giá các đơn vị vì mẫu số dưới 10"
    free = made(short_name="Trực tuyến", value=0.47, denominator=168, target=None, state="no_target")
    assert h.worst_unit([few, free]) == "Chưa đủ cơ sở đánh giá số hóa hồ sơ vì mẫu số dưới 10"
    assert h.worst_unit([few, met]) == "Các đơn vị đủ cơ sở đánh giá đều đạt chỉ tiêu"
    nothing = replace(few, value=None, state="unknown")
    assert h.worst_unit([nothing, met]) == "Các đơn vị có số liệu đều đạt chỉ tiêu"


def test_two_that_hold_most_are_named_and_more_are_counted() -> None:
    share = {"things": "hồ sơ", "rest": "quá hạn"}
    assert h.share([("A", 1), ("B", 1)], **share) == "Cả 2 hồ sơ quá hạn ở A và B"
    assert (
        h.share([("A", 2), ("B", 2)], **share, left=8)
        == "A và B chiếm 4/12 hồ sơ quá hạn; 8 chưa có người nhận"
    )
    assert h.share([("A", 4), ("B", 3), ("C", 2), ("D", 2)], **share) == "A và B chiếm 7/11 hồ sơ quá hạn"
    # C has as many as B: who is named alone is not worse than who is left out
    assert h.share([("A", 3), ("B", 3), ("C", 3), ("D", 2)], **share) == "Ba đơn vị chiếm 9/11 hồ sơ quá hạn"
    assert h.share([("A", 1), ("B", 1), ("C", 1)], **share) == "Cả 3 hồ sơ quá hạn ở ba đơn vị"
    assert h.share([("Chưa xác định", 14)], **share) == "Cả 14 hồ sơ quá hạn chưa xác định đơn vị"
    both = [("A", 6), ("Chưa xác định", 5), ("B", 1)]
    assert h.share(both, **share) == "A và nơi chưa xác định chiếm 11/12 hồ sơ quá hạn"
    points = {"things": "điểm", "rest": "bị trừ"}
    assert h.share([("A", 1.0)], **points) == "Cả 1,00 điểm bị trừ ở A"
    assert h.share([("A", 1.0), ("B", 1.0), ("C", 0.5)], **points) == "A và B chiếm 2,00/2,50 điểm bị trừ"


def test_what_prints_as_no_change_has_not_fallen() -> None:
    """6,901 after 6,904 prints 6,90 and a change of 0,00."""
    rows = [("Công khai", 6.904, 6.901), ("Thủ tục", 7.0, 7.25)]
    assert h.components(rows, "PAPI 2024", 2023) == "PAPI 2024: không thành phần nào giảm điểm so với 2023"
    rows.append(("Tham gia", 5.0, 4.5))
    assert h.components(rows, "PAPI 2024", 2023) == "PAPI 2024: chỉ Tham gia giảm 0,50 điểm so với 2023"


def test_what_all_wait_for_somebody_is_said_to_do_so() -> None:
    def said(count: int, left: int) -> str:
        found = late.finding(late.Late(count, left=left))
        assert found is not None
        return found.text

    assert said(8, 8) == "8 hồ sơ quá hạn; đều chưa có người nhận."
    assert said(1, 1) == "1 hồ sơ quá hạn; chưa có người nhận."
    assert said(9, 8) == "9 hồ sơ quá hạn; 8 chưa có người nhận."


def test_units_that_miss_most_targets_are_named_where_they_fit() -> None:
    def miss(unit: str) -> Value:
        return made(unit_name=unit, value=0.4, denominator=50, target=1.0, state="missed")

    met = made(indicator="on_time_rate", value=1.0, denominator=50, target=1.0, state="met")
    bare = made(indicator="digitised_rate", value=0.2, denominator=50)  # no target: nothing to miss
    assert (
        h.worst_unit([miss("Văn phòng"), miss("HCTP"), met, bare]) == "Văn phòng, HCTP chưa đạt 1/2 chỉ tiêu"
    )
    many = [miss(f"Phòng Nghiệp vụ chuyên môn {place}") for place in range(4)]
    assert h.worst_unit(many) == "Bốn đơn vị chưa đạt 1/1 chỉ tiêu"
    # agencies have targets of their own: the second has one more, which none of the first is
    agencies = [
        miss("Sở A"),
        met,
        made(unit_name=met.unit_name, indicator="e_result_rate", value=1.0, target=1.0, state="met"),
    ]
    assert h.worst_unit(agencies, "cơ quan") == "Sở A chưa đạt 1/1 chỉ tiêu"
    both = [*agencies, replace(agencies[0], unit_name=met.unit_name)]
    assert h.worst_unit(both, "cơ quan") == f"Sở A, {met.unit_name} chưa đạt 1 chỉ tiêu"


def test_a_report_handed_in_is_not_the_end_of_its_task() -> None:
    columns = ["state", "handed_in", "is_finished"]
    rows = [
        ("done", "submitted", False),  # the report of a quarter; the task goes on
        ("done", "submitted", True),
        ("done", "thin", True),
        ("done", "late", False),
        ("overdue", None, None),
        ("standing", None, False),
    ]
    assert plan.states(pd.DataFrame(rows, columns=columns)) == [
        "✓ Đã nộp", "✓ Đã xong", "△ Sơ sài", "◐ Nộp trễ", "▲ Quá hạn", "Thường xuyên"
    ]  # fmt: skip
    assert plan.states(pd.DataFrame(columns=columns)) == []


def registered(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["due", "unit_name", "state", "handed_in"])
    frame["submitted_on"] = [row[0] if row[3] == "thin" else None for row in rows]
    return plan.register(frame, date(2024, 10, 31))


def test_the_register_of_reports_praises_only_what_was_due() -> None:
    def said(*states: tuple[str, str | None]) -> str:
        return plan.lacking(registered(*(("2024-10-05", "A", *state) for state in states)))

    assert said(("open", None)) == "Chưa có việc, báo cáo nào đến hạn"
    assert said(("done", "submitted"), ("open", None)) == "1 kỳ đến hạn: đã nộp đủ, đúng hạn"
    found = said(("done", "submitted"), ("done", "late"), ("done", "thin"), ("overdue", None), ("open", None))
    assert found == "4 kỳ đến hạn: 1 chưa nộp, 1 nộp trễ, 1 sơ sài"


def test_the_punctuality_of_a_unit_counts_what_was_due() -> None:
    rows = registered(
        ("2024-11-14", "A", "open", None),  # the last of the 14 days ahead
        ("2024-11-15", "A", "open", None),
        ("2024-10-05", "A", "done", "submitted"),
        ("2024-09-05", "A", "done", "thin"),
        ("2024-08-05", "A", "done", "late"),
        ("2024-07-05", "A", "overdue", None),
        ("2024-10-05", "B", "done", "late"),
    )
    assert rows["due"].tolist()[0] == "2024-11-14"
    assert len(rows) == 6
    counted = plan.punctuality(rows)[["unit_name", "total", "submitted", "late", "thin", "overdue", "share"]]
    assert counted.values.tolist() == [["B", 1, 0, 1, 0, 0, 0.0], ["A", 4, 1, 1, 1, 1, 0.5]]
    late_and_thin = registered(("2024-09-05", "A", "done", "thin")).assign(submitted_on="2024-09-06")
    assert plan.punctuality(late_and_thin)["share"].tolist() == [0.0]


def test_of_a_part_of_the_year_the_sentence_judges_as_tables_do() -> None:
    row = online(0.85, None, state="unreachable", target=1.0, lacking=("2024-03", "2024-06"))
    found = f.target_gap(row, ONLINE)
    assert found is not None
    assert found.text == (
        "Hồ sơ trực tuyến 85% (thiếu tháng 3, 6), thấp hơn 15 điểm phần trăm; không còn đạt được 100% vào 30/11."
    )
    behind = f.target_gap(replace(row, state="behind"), ONLINE)
    assert behind is not None
    assert behind.text.endswith("thấp hơn 15 điểm phần trăm so với chỉ tiêu 100%.")


def test_of_a_part_of_the_year_nobody_says_how_many_more_are_needed() -> None:
    row = online(0.5223, 0.82303, needed=1075, expected=1305, lacking=("2024-01",))
    card = online_cards.from_now(row, True)
    assert (card.value, card.under) == ("–", "Chưa ước được: thiếu tháng 1")
    found = f.target_gap(row, ONLINE)
    assert found is not None
    said = proposal(found, row, ["Phòng A"], date(2024, 11, 7))
    assert "1.075" not in said
    assert said.endswith("trước ngày 07/11/2024 trình giải pháp để đạt 55% vào ngày 30/11/2024.")
    said = proposal(found, row, ["Phòng A"], date(2024, 12, 2))
    assert said.endswith(
        "có giải pháp để đạt 55% vào ngày 30/11/2024, báo cáo kết quả trước ngày 02/12/2024."
    )
    assert not unknown.has_gap(row)
    assert unknown.has_gap(online(0.5223, 0.82303, needed=1075, expected=1305))


def test_the_message_of_a_room_is_short_and_says_how_much_when_and_whose() -> None:
    def row(number: int, day: int, official: str | None) -> dict[str, Any]:
        due = {"due": date(2024, 11, day), "unit_name": "Nghiệp vụ 1", "official": official}
        return {"id": f"H-{number}", "state": "due", "days_late": 0, **due}

    people = ("An", "An", "Bình", "Cúc", "Dũng", None)
    soon = pd.DataFrame([row(n, 1 if n < 4 else 4, one) for n, one in enumerate(people)])
    there = pd.DataFrame(
        [
            {"id": f"Q-{days}", "state": "overdue", "days_late": days, "due": date(2024, 10, 1)}
            for days in (3, 12)
        ]
    )
    said = late.message(soon, there, "hồ sơ", "số liệu đến 31/10/2024")
    assert said.splitlines() == [
        "Nghiệp vụ 1: 6 hồ sơ đến hạn trong 3 ngày làm việc (số liệu đến 31/10/2024)",
        "Hạn 01/11: 4; 04/11: 2",
        "Của An 2, Bình 1, Cúc 1 và 1 người khác",
        "Gần nhất: H-0, H-1, H-2",
        "Quá hạn: 2 hồ sơ, lâu nhất Q-12, trễ 12 ngày làm việc",
    ]
    long = soon.assign(id="H" * 190)
    assert "Gần nhất" not in late.message(long, there, "hồ sơ", "số liệu đến 31/10/2024")
    assert "Hạn 01/11" in late.message(long, there, "hồ sơ", "số liệu đến 31/10/2024")


def test_headlines_say_which_how_much_and_where() -> None:
    rows = [("Tỷ lệ hồ sơ trực tuyến", 1.54), ("Số hóa", 1.0), ("Thanh toán", 0.5)]
    assert most_lost(rows, 10.23, 2023) == "Tỷ lệ hồ sơ trực tuyến mất nhiều nhất: 1,54/10,23 điểm (năm 2023)"
    tied = [
        ("Tỷ lệ hồ sơ trực tuyến so với chỉ tiêu giao", 1.54),
        ("Tỷ lệ thanh toán trực tuyến", 1.54),
        *rows[1:],
    ]
    each = "mất nhiều nhất, mỗi tiêu chí 1,54/10,23 điểm (năm 2023)"  # by name, not by code
    assert most_lost(tied, 10.23, 2023) == f"Tỷ lệ hồ sơ trực tuyến và thanh toán trực tuyến {each}"
    three = [("PCI", 1.54), ("Số hóa", 1.54), ("Tỷ lệ PAKN", 1.54)]
    assert most_lost(three, 10.23, 2023) == f"PCI, số hóa và PAKN {each}"
    long = [("tên " * 20, 1.54), *rows[1:]]
    assert most_lost(long, 10.23, 2023) == "Một tiêu chí mất nhiều nhất: 1,54/10,23 điểm (năm 2023)"
    assert most_lost([("tên " * 20, 1.54)] * 2, 10.23, 2023) == f"Hai tiêu chí {each}"
    equal = [("A", 1.0)] * 4  # nobody is the worst of four: how few hold most of it
    assert most_lost(equal, 4.0, 2023) == "Ba tiêu chí chiếm 3,00/4,00 điểm bị trừ (năm 2023)"
    need = "Cần thêm 373 hồ sơ đến 30/11"
    assert h.with_procedure(need, "Cấp bản sao", 157, is_all=False) == f"{need}; nhiều nhất Cấp bản sao (157)"
    assert h.with_procedure(need, "Cấp bản sao", 373, is_all=True) == f"{need}, đều ở Cấp bản sao"
    assert h.with_procedure(need, "tên " * 20, 157, is_all=False) == f"{need}; 157 ở một thủ tục"
    assert h.about("PAKN", "Chưa đủ cơ sở đánh giá") == "PAKN: chưa đủ cơ sở đánh giá"
    assert h.about("PAKN", "Cả hai chỉ tiêu đều đạt") == "Cả hai chỉ tiêu đều đạt"
    register = pd.DataFrame({"report": ["overdue", "overdue", "done"], "unit_name": ["A", "B", "C"]})
    assert plan.lacking(register, most=2) == "3 kỳ đến hạn: 2 chưa nộp (A, B)"
    assert plan.lacking(register, most=1) == plan.lacking(register) == "3 kỳ đến hạn: 2 chưa nộp"


def test_a_rate_that_moved_by_less_than_a_twentieth_of_a_point_stands_still_on_cards_and_beside_units() -> (
    None
):
    """Of 12,866 one more is 0.008 points: "↗ 0,008" beside 52,2% would be read as a change."""
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    first = date(2023, 12, 15)

    def rate(value: float) -> Value:
        return made(indicator="online_rate", value=value, asked=asked, first=first, target=0.55)

    for before, now, said in ((0.5222, 0.52228, "→"), (0.522, 0.524, "↗ 0,2"), (0.524, 0.522, "↘ 0,2")):
        assert meeting.delta(rate(now), rate(before)) == said
        change = cards.figure_card("online_rate", rate(now), rate(before)).change
        assert (change == cards.UNCHANGED) == (said == "→")


def test_what_is_met_says_of_which_months_and_until_when_nobody_knows_it() -> None:
    """A report of November praised a rate that no file of November speaks of."""
    day = date(2024, 11, 30)
    rate = made(
        indicator="task_early_rate", name="Tỷ lệ nhiệm vụ trước hạn", value=0.53, numerator=53, denominator=100,
        target=0.3, comparison=">", target_date=date(2024, 12, 14), status="met", state="met", day=day, as_of=day,
    )  # fmt: skip
    index = replace(rate, indicator="service_index", name="Bộ chỉ số", kind="count", value=91.0, target=80.0,
                    comparison=">=", day=date(2024, 10, 31))  # fmt: skip
    assert reporting.reached([rate]) == "Đạt chỉ tiêu: tỷ lệ nhiệm vụ trước hạn 53% (chỉ tiêu trên 30%)."
    lacking = reporting.reached([replace(rate, lacking=("2024-11",)), index])
    assert lacking == (
        "Đạt chỉ tiêu: tỷ lệ nhiệm vụ trước hạn 53% (chỉ tiêu trên 30%; thiếu tháng 11); "
        "bộ chỉ số 91 điểm (chỉ tiêu 80 điểm; số đến 31/10)."
    )
