"""Faults that a reader of every sentence found (`run.py sentences`), each as the smallest case that has it."""

import io
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from pptx import Presentation

from chiso import figures
from chiso.core.periods import part_of_year
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.hindsight import Hindsight
from chiso.figures.targets import Step
from chiso.present import deck, outputs, period_report, unit_sheet
from chiso.present.columns import Column, Table
from chiso.present.deck import lists, topics, units
from chiso.present.deck.look import Look
from chiso.present.pictures import rates
from chiso.present.slides.tables import _fitting, _lines
from chiso.store import Store
from chiso.words import cards, concluded, goals, headlines, meeting, outlook, overdue, plan, proposals, rooms
from chiso.words.attention import RATES
from chiso.words.findings import no_data, target_gap, young
from chiso.words.states import STATES
from tests.worlds.values import made

YEAR_END = date(2024, 12, 14)
ENDED = made(
    indicator="online_rate", value=0.464, numerator=2779, denominator=5984, target=0.55, comparison=">=",
    as_of=date(2024, 9, 30), day=date(2024, 9, 30), target_date=date(2024, 11, 30), state="unreachable", expected=0.0,
    forecast=0.464, forecast_low=0.464, forecast_high=0.464, forecast_chance=0.0,
)  # fmt: skip


def test_what_cannot_be_reached_any_more_has_no_chance_that_is_low() -> None:
    assert outlook.sentence(ENDED) == "Không còn khả năng đạt; dự báo 46,4% vào 30/11"
    low = replace(ENDED, state="hard", forecast_chance=0.1)
    assert outlook.sentence(low) == "Khả năng đạt: thấp; dự báo 46,4% vào 30/11"


def test_what_was_forecast_says_on_which_side_of_it_came_what_came() -> None:
    """Of three intervals one holds 52,23%; what lies just above one is not printed equal to its bound."""
    came = replace(ENDED, value=0.5223, day=date(2024, 10, 31), as_of=date(2024, 10, 31))
    said = {
        date(2024, 9, 30): replace(came, forecast_low=0.515, forecast=0.5188, forecast_high=0.5228),
        date(2024, 8, 31): replace(came, forecast_low=0.51, forecast=0.515, forecast_high=0.5221),
        date(2024, 7, 31): replace(came, forecast_low=0.53, forecast=0.54, forecast_high=0.55),
    }
    found = Hindsight(came, said)
    assert found.held == 1
    assert outlook.looked_back(found) == (
        "Đến 31/10 đạt 52,2%; một trong ba lần dự báo trước đó đúng trong khoảng"
    )
    rows = [tuple(row.values()) for row in outlook.back_rows(found)]
    assert rows == [
        (date(2024, 9, 30), "51,9%", "52,2%", "51,5% – 52,3%", "Trong khoảng"),
        (date(2024, 8, 31), "51,5%", "52,23%", "51% – 52,21%", "Cao hơn"),
        (date(2024, 7, 31), "54%", "52,2%", "53% – 55%", "Thấp hơn"),
    ]
    last = Hindsight(came, {date(2024, 7, 31): said[date(2024, 7, 31)]})
    assert outlook.looked_back(last).endswith("; lần dự báo trước đó ra ngoài khoảng")


def test_nobody_is_asked_to_raise_a_rate_to_which_nothing_more_comes() -> None:
    found = target_gap(ENDED, RATES["online_rate"])
    assert found is not None
    said = proposals.proposal(found, ENDED, ["Văn phòng"], date(2024, 10, 7))
    assert said == "Hồ sơ trực tuyến: giao Văn phòng trước ngày 07/10/2024 báo cáo nguyên nhân."


def test_money_is_not_said_as_a_number_of_anything() -> None:
    """260 of 12.400 are millions, or whatever the office wrote: "260/12.400 đồng" was said."""
    spent = made(
        indicator="disbursement_rate", value=260 / 12400, numerator=260.0, denominator=12400.0, target=0.6,
        comparison=">=", state="behind", target_date=date(2024, 9, 30), reported=True,
        first=date(2024, 1, 1), day=date(2024, 1, 31),
    )  # fmt: skip
    found = target_gap(spent, RATES["disbursement_rate"])
    assert found is not None
    assert found.text.startswith("Giải ngân 2,1%, chậm tiến độ so với chỉ tiêu 60% vào 30/9")
    assert young(replace(spent, reported=False)) == "260/12.400"


def test_a_bonus_whose_day_has_come_is_lost_in_every_word_of_its_line() -> None:
    """The row said "thưởng từ 15% (đã mất)" and, as its state, "Chưa giữ được"."""
    postal = made(
        indicator="postal_dossier_rate", value=0.107, denominator=1000.0, target=0.15, comparison=">=",
        target_kind="bonus", target_date=YEAR_END, as_of=YEAR_END, day=YEAR_END,
        steps=(Step("bonus", ">=", 0.15, YEAR_END, 0.107, "missed"),),
    )  # fmt: skip
    assert goals.targets(postal) == ("thưởng từ 15% (đã mất)",)
    assert goals.state(postal).word == "Đã mất"
    ahead = replace(postal, steps=(Step("bonus", ">=", 0.15, YEAR_END, 0.107, "ahead"),))
    assert goals.state(ahead).word == "Chưa giữ được"


def test_weeks_that_end_before_the_day_say_until_when() -> None:
    """On 14/12 the chart of files until 31/10 said "giữ ở mức 1" above a list of 21."""
    assert headlines.weeks([1, 1], things="nhiệm vụ") == "Số nhiệm vụ quá hạn giữ ở mức 1"
    until = headlines.weeks([1, 1], things="nhiệm vụ", until=date(2024, 10, 26))
    assert until == "Số nhiệm vụ quá hạn giữ ở mức 1 (đến 26/10)"


@pytest.mark.parametrize(
    ("since", "day", "change"),
    [
        (date(2022, 12, 15), date(2023, 12, 14), None),  # a whole year against a week
        (date(2022, 12, 15), date(2022, 12, 21), "20 điểm %"),  # as long in the year before
        (date(2023, 12, 15), date(2023, 12, 16), "20 điểm %"),
    ],
)
def test_the_first_week_of_a_year_is_no_change_of_the_year_before(
    since: date, day: date, change: str | None
) -> None:
    now = made(value=0.41, target=0.55, comparison=">=", state="hard", denominator=46,
               first=date(2023, 12, 15), day=date(2023, 12, 21))  # fmt: skip
    before = replace(now, value=0.21, first=since, day=day)
    assert cards.figure_card("online_rate", now, before).change == change


def test_what_is_overdue_of_the_plan_opens_the_list_of_it() -> None:
    """It opened all of the plan's tasks."""
    found = overdue.finding(overdue.Late(2), "plan")
    assert found is not None
    assert (found.page, found.filters) == ("ke-hoach", {"loc_ke_hoach": "overdue", "ke_hoach": "tat-ca"})
    assert "overdue" in plan.FILTERS


def test_a_base_stands_on_a_card_once() -> None:
    """In a year's first month it stands beside the verdict; "44 / 53" was printed twice."""
    mine = made(indicator="e_result_rate", value=44 / 53, numerator=44, denominator=53, unit="a", target=1.0,
                comparison=">=", state="hard", first=date(2023, 12, 15), day=date(2023, 12, 20))  # fmt: skip
    card = cards.ranked(cards.figure_card("e_result_rate", mine, None), mine, [], None)
    assert card.under == "Chỉ tiêu 100%\n44\u00a0/\u00a053"
    later = replace(mine, day=date(2024, 3, 20))
    assert cards.ranked(cards.figure_card("e_result_rate", later, None), later, [], None).under == card.under


def test_of_a_count_no_unit_is_the_first_while_others_have_none() -> None:
    """Two of four units had overdue dossiers; the one with four was called "thứ 1 trong 2 đơn vị"."""
    late = [made(indicator="overdue_dossiers", kind="count", value=many, unit=unit, numerator=many)
            for unit, many in (("a", 5.0), ("b", 4.0))]  # fmt: skip
    card = cards.figure_card("overdue_dossiers", late[1], None)
    assert "thứ" not in cards.ranked(card, late[1], late, None).under
    rates = [made(indicator="online_rate", value=many, unit=unit, numerator=many, denominator=100)
             for unit, many in (("a", 0.5), ("b", 0.4))]  # fmt: skip
    card = cards.figure_card("online_rate", rates[1], None)
    assert "thứ 2 trong 2 đơn vị" in cards.ranked(card, rates[1], rates, None).under


def test_a_bonus_of_which_nothing_is_concluded_is_neither_held_nor_without_a_figure() -> None:
    """33 of 35 dossiers came without the column; "6,9%, thưởng từ 15% (chưa có số), Chưa giữ được" was said."""
    postal = made(
        indicator="postal_dossier_rate", value=0.069, numerator=2, denominator=29, unknown=33, target=0.15,
        comparison=">=", target_kind="bonus", target_date=YEAR_END, state="undecided",
        steps=(Step("bonus", ">=", 0.15, YEAR_END, None, "ahead"),),
    )  # fmt: skip
    assert goals.targets(postal) == ("thưởng từ 15% (chưa kết luận)",)
    assert goals.state(postal).word == "Chưa kết luận"


def test_nothing_is_overdue_of_what_files_speak_of_alone() -> None:
    assert overdue.in_all(dict.fromkeys(overdue.KINDS, 0)) == "Không có việc nào quá hạn"
    known = {"dossiers": 0, "petitions": 0}
    assert overdue.in_all(known) == "Không có hồ sơ, phản ánh, kiến nghị nào quá hạn"


def test_records_that_name_nobody_lie_at_nobody() -> None:
    said = headlines.share([("Chưa rõ", 2)], things="nhiệm vụ", rest="quá hạn", kind="công chức")
    assert said == "Cả 2 nhiệm vụ quá hạn chưa ghi công chức"
    said = headlines.share([("Chưa rõ", 1)], things="nhiệm vụ", rest="quá hạn", kind="công chức")
    assert said == "1 nhiệm vụ quá hạn, chưa ghi công chức"
    assert headlines.share([("Chưa phân công", 42)], things="điểm", rest="bị trừ") == (
        "Cả 42,00 điểm bị trừ chưa phân công"
    )


def test_officials_are_not_judged_as_if_files_reached_the_day(demo_store: Store) -> None:
    """The files end on 31/10; nobody knows what was returned since, so nobody is barred or cleared for good."""
    asked = Asked(agency="stp", as_of=date(2024, 12, 14), unit="stp-nv2")
    sheet = unit_sheet.of_unit(demo_store, asked)
    (people,) = (one for one in sheet.sections if one.table == "handout_officials")
    assert people.title == "Không công chức nào có từ 10% hồ sơ trễ hạn trở lên (tệp chỉ đến 31/10/2024)"


def test_the_plan_slide_counts_the_days_that_the_page_counts(demo_store: Store) -> None:
    """30/06/2024 is 16 days after the 14th, though only ten days of work; it is 14 after the 16th.

    By then five rooms and centres bring ideas and Văn phòng puts them together (the plan's I.7)."""
    for day, headline in (
        (
            date(2024, 6, 14),
            "Không có việc kế hoạch quá hạn hay đến hạn trong hai tuần tới: tính theo hạn ghi",
        ),
        (date(2024, 6, 16), "6 việc kế hoạch đến hạn trong hai tuần tới"),
    ):
        look = outputs.look_at(demo_store, Asked(agency="stp", as_of=day))
        (slide,) = deck.storyboard(look, deck.Choice(("plan",)))
        assert "\n".join(slide.lines or (slide.headline,)).startswith(headline)


def listed_in(new: int, still: int, cleared: int) -> dict[str, pd.DataFrame]:
    """So many dossiers that came on a list, stayed, left."""
    many = {"new": new, "still": still, "cleared": cleared}
    return {name: pd.DataFrame({"kind": ["dossiers"], "total": [count]}) for name, count in many.items()}


@pytest.mark.parametrize(
    ("new", "still", "cleared", "said"),
    [
        (2, 15, 2, "17 việc quá hạn: 2 phát sinh, 15 còn từ kỳ trước, 2 đã giải quyết"),
        (0, 17, 0, "17 việc quá hạn: 17 còn từ kỳ trước, chưa giải quyết được việc nào"),
        (1, 0, 0, "1 việc quá hạn: 1 phát sinh"),
        (0, 0, 2, "Không còn việc quá hạn: 2 đã giải quyết"),
        (0, 0, 0, "Không có việc quá hạn, cả kỳ này và kỳ trước"),
    ],
)
def test_a_giao_ban_is_not_told_of_nothing_as_of_something(
    new: int, still: int, cleared: int, said: str
) -> None:
    """ "0 việc quá hạn: 0 phát sinh, 0 còn từ kỳ trước, 2 đã giải quyết" was said."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    assert meeting.headline(about, listed_in(new, still, cleared), [*overdue.KINDS], [*overdue.KINDS]) == said


def test_without_a_new_file_nobody_says_that_nothing_was_done() -> None:
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    lists = listed_in(2, 15, 0)
    said = "17 việc quá hạn: 2 phát sinh, 15 còn từ kỳ trước, chưa có tệp mới để biết việc nào đã xong"
    assert meeting.headline(about, lists, ["dossiers", "tasks"], ["tasks"]) == said
    card = cards.Kpi("Quá hạn", "17 hồ sơ", STATES["hard"])
    assert (
        meeting.listed(about, card, "dossiers", lists, is_heard=False).under
        == "phát sinh 2, còn từ kỳ trước 15"
    )


@pytest.mark.parametrize(
    ("known", "headline", "calm"),
    [
        ([*overdue.KINDS], "Không có việc quá hạn, cả kỳ này và kỳ trước",
         "Không phòng nào có việc quá hạn hay sắp đến hạn."),
        (["dossiers", "tasks"], "Không có hồ sơ, nhiệm vụ quá hạn, cả kỳ này và kỳ trước",
         "Không phòng nào có việc quá hạn hay sắp đến hạn (chỉ có số liệu hồ sơ, nhiệm vụ)."),
        ([], "Chưa có số liệu việc quá hạn", ""),
    ],
)  # fmt: skip
def test_what_no_file_speaks_of_is_not_said_to_be_none(known: list[str], headline: str, calm: str) -> None:
    """A home that had a table of indices alone was told "Không có việc quá hạn"."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    assert meeting.headline(about, listed_in(0, 0, 0), known, known) == headline
    assert meeting.calm(known) == calm


def test_of_tasks_that_no_file_speaks_of_nobody_says_how_many_came() -> None:
    """Under "Chưa có số" stood "phát sinh 0, đã giải quyết 0"."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    card = meeting.listed(about, meeting.tasks(None, None), "tasks", listed_in(0, 0, 0), is_heard=True)
    assert (card.value, card.under) == ("–", "")


def test_every_conclusion_is_counted_under_what_became_of_it() -> None:
    """Five of six were "đang thực hiện", of which two had been met or put off."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    outcomes = ("kept", "kept", "broken", "broken", "moved", "standing", None)
    rows = [{"outcome": one, "status": "open"} for one in outcomes] + [{"outcome": None, "status": "dropped"}]
    rest = "1 lùi hạn, 1 đang thực hiện, 1 chưa có số, 1 dừng thực hiện"
    assert concluded.headline(about, rows) == f"8 kết luận: 2 đạt, 2 chưa đạt, {rest}"
    assert concluded.card(about, rows).under == rest


def test_a_dash_on_giao_ban_says_why_it_stands_there() -> None:
    """ "Kết luận –" stood without a word: nothing was concluded, or nothing of it is known."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    none, unknown = (concluded.card(about, rows) for rows in ([], [{"outcome": None, "status": "open"}]))
    assert (none.value, none.under) == ("–", "chưa có kết luận nào cần theo dõi")
    assert (unknown.value, unknown.under) == ("–", "1 chưa có số")
    promises = meeting.promised(about, pd.DataFrame(columns=["outcome"]), 3)
    said = "chưa có lời hẹn nào cần theo dõi\n3 việc quá hạn chưa có ngày hẹn xong"
    assert (promises.value, promises.under) == ("–", said)


@pytest.mark.parametrize(("then", "now", "said"), [(None, None, "chưa có số"), (None, 1.0, "○ → 1")])
def test_a_figure_that_nobody_knew_is_said_to_be_missing(
    then: float | None, now: float | None, said: str
) -> None:
    """ "Đối thoại doanh nghiệp ○ → ○, cần 2" was said."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    row = {"name": "Đối thoại doanh nghiệp", "indicator": "enterprise_dialogues", "is_rate": False, "is_falling": False,
           "unit_id": "stp-vp", "figure_of": "stp-vp", "then": then, "now": now, "wanted": 2.0,
           "commitment_id": 1, "due_on": date(2024, 12, 10), "on_due": None, "began": None,
           "unheard": Unheard(YEAR_END)}  # fmt: skip
    assert concluded.figure(about, row) == f"Đối thoại doanh nghiệp {said}, cần 2"


# --- what a reader of decks and papers of a year of exports found -------------------------------------------------


def look_on(store: Store, day: date, unit: str | None = None) -> Look:
    return outputs.look_at(store, Asked(agency="stp", as_of=day, unit=unit))


def test_a_units_deck_holds_it_against_the_whole_agency(demo_store: Store) -> None:
    """Under "Toàn cơ quan" stood the unit's own figures."""
    (slide,) = units.appendix(look_on(demo_store, date(2024, 10, 31), "stp-nv2"))
    assert slide.table is not None
    (row,) = [row for row in slide.table.rows if row[0] == "Hồ sơ trực tuyến"]
    assert (row[1], row[-1]) == ("59,7%", "52,2%")
    (late,) = units.appendix(look_on(demo_store, YEAR_END, "stp-nv2"))
    assert late.note == "Phụ lục theo đơn vị, 15/12/2023 – 14/12/2024, thiếu tháng 11–12"


def test_a_unit_that_begins_later_has_no_slide_and_no_row_yet(demo_store: Store) -> None:
    """Of rooms of July 2024 stood in March: "Phòng Nghiệp vụ 1: không có hồ sơ quá hạn"."""
    look = look_on(demo_store, date(2024, 3, 31))
    assert "Phòng Nghiệp vụ 1" not in {value.unit_name for value in look.values("unit")}
    assert {slide.topic for slide in units.appendix(look)} == {
        f"unit:stp-{code}" for code in ("vp", "hctp", "ttbttp", "pbgdpl", "vbqppl", "ld")
    }
    assert (look.works("stp-hctp"), look.works("stp-nv1")) == (True, False)


def test_after_the_files_end_whatever_counts_what_is_overdue_names_their_day(demo_store: Store) -> None:
    """Slides of units and of petitions counted as if files reached the day; the footer said "Số liệu đến" it."""
    look = look_on(demo_store, YEAR_END)
    assert look.source.startswith("Dữ liệu minh họa · Tính đến 14/12/2024 · nguồn: Một cửa (31/10)")
    assert "Số liệu đến 31/10/2024" in look_on(demo_store, date(2024, 10, 31)).source
    told = [
        text
        for slide in deck.storyboard(look, deck.Choice(("overdue", "soon", "tasks", "petitions", "units")))
        for text in (slide.headline, slide.empty, slide.line_below)
        if re.search(r"(?:quá|đến) hạn", text)
    ]
    assert len(told) > 6
    assert [text for text in told if "(tệp chỉ đến 31/10/2024)" not in text] == []


def test_a_form_with_holes_says_which_months_are_missing_and_its_fields_stand_by_the_alphabet(
    demo_store: Store,
) -> None:
    look, year = look_on(demo_store, YEAR_END), part_of_year(2024, "năm")
    section, closing = period_report.form(look, year)[1]
    (table,) = section.tables
    assert closing.tables == ()
    assert table.title == "Kỳ 15/12/2023 – 14/12/2024, tính từ danh sách hồ sơ, thiếu tháng 11–12"
    fields = [row[1] for row in table.rows]
    assert fields.index("Công chứng") < fields.index("Đấu giá tài sản") < fields.index("Giám định tư pháp")
    sections = {one.heading[:14]: one for one in period_report.report(look, year)[1]}
    form = sections["1. Tình hình, "].tables[0]
    assert form.title == f"Biểu số II.06a, {table.title[:1].lower()}{table.title[1:]}"
    assert sections["Hồ sơ quá hạn "].heading.endswith(", tính đến 14/12/2024 theo tệp đến 31/10/2024")
    (said,) = [text for text in sections["II. Tồn tại, h"].items if "việc kế hoạch quá hạn" in text]
    assert "so với" not in said  # of the plan of 2023 there is no file: "tăng … so với 14/12/2023"
    entered = {row[0]: row for table in sections["2. Kết quả the"].tables for row in table.rows}
    assert "đến 31/10/2024" in entered["Bộ chỉ số phục vụ người dân, doanh nghiệp"]


def test_reports_to_the_next_meeting_are_due_on_a_working_day(demo_store: Store) -> None:
    """A week after Sunday 31/3/2024 is a Sunday, after 23/4 a holiday; Saturday 4/5 was worked on."""
    days = {
        date(2024, 4, 7): date(2024, 4, 8),
        date(2024, 4, 30): date(2024, 5, 2),
        date(2024, 5, 4): date(2024, 5, 4),
    }
    assert {day: figures.working_day(demo_store, day) for day in days} == days
    said = " ".join(lists.conclusions(look_on(demo_store, date(2024, 3, 31))).lines)
    assert "trước ngày 08/04/2024" in said
    assert "07/04/2024" not in said


def test_nobody_explains_a_rate_that_all_of_his_records_fulfil(demo_store: Store) -> None:
    look = look_on(demo_store, date(2024, 6, 15))
    lines = dict(
        zip([found.about for found in look.attention.foremost], lists.conclusions(look).lines, strict=True)
    )
    asked = 0
    for about in RATES.keys() & lines.keys():
        for value in look.values("unit").of(about):
            whole = value.numerator == value.denominator
            asked += whole
            assert not whole or str(value.unit_name) not in lines[about], lines[about]
    assert asked


def test_three_are_named_and_a_fourth_too() -> None:
    """ "Giao A, B, C và 1 đơn vị khác" is an order to nobody."""
    assert proposals.named(["A", "B", "C", "D"]) == "A, B, C và D"
    assert proposals.named(["A", "B", "C", "D", "E"]) == "A, B, C và 2 đơn vị khác"
    assert proposals.named([]) == "Văn phòng"


def test_the_headline_of_what_is_proposed_says_who_how_much_by_when() -> None:
    day = date(2024, 11, 7)
    late = overdue.finding(overdue.Late(17, units=(("A", 9), ("B", 8))))
    assert late is not None
    for held, said in (
        (
            [("A", 9), ("B", 8)],
            "Đề nghị giao A (9 hồ sơ quá hạn) và B (8) giải quyết dứt điểm trước ngày 07/11/2024",
        ),
        (
            [("A", 9), ("B", 7), ("C", 1)],
            "Đề nghị giao A (9 hồ sơ quá hạn) và 2 đơn vị khác giải quyết dứt điểm trước ngày 07/11/2024",
        ),
        ([("A", 17)], "Đề nghị giao A (17 hồ sơ quá hạn) giải quyết dứt điểm trước ngày 07/11/2024"),
        ([], "Đề nghị giao Văn phòng giải quyết dứt điểm 17 hồ sơ quá hạn trước ngày 07/11/2024"),
    ):
        assert proposals.headline(late, None, held, day) == said
    hard = replace(ENDED, state="hard", needed=120, expected=300.0, target_date=date(2024, 12, 14))
    gap = target_gap(hard, RATES["online_rate"])
    assert gap is not None
    assert proposals.headline(gap, hard, [("A", 0), ("B", 0), ("C", 0)], day) == (
        "Hồ sơ trực tuyến: đề nghị giao A và 2 đơn vị khác bảo đảm thêm 120 hồ sơ đến ngày 14/12/2024"
    )
    gapped = replace(
        hard, state="behind", lacking=("2024-03",), target=0.55
    )  # what more is needed nobody knows
    gap = target_gap(gapped, RATES["online_rate"])
    assert gap is not None
    said = proposals.headline(gap, gapped, [("Văn phòng", 0), ("Phòng Thanh tra", 0)], day)
    assert said == (
        "Hồ sơ trực tuyến: đề nghị giao Văn phòng và Phòng Thanh tra trước ngày 07/11/2024 trình giải pháp để đạt 55%"
    )
    lost = replace(ENDED, state="unreachable", needed=157, expected=80.0, target_date=date(2024, 11, 30))
    gap = target_gap(lost, RATES["online_rate"])
    assert gap is not None
    assert proposals.headline(gap, lost, [("Văn phòng", 0)], day) == (
        "Hồ sơ trực tuyến: đề nghị giao Văn phòng trước ngày 07/11/2024 báo cáo nguyên nhân, giải pháp"
    )
    assert proposals.headline(no_data("Một cửa", "12/2024"), None, [], day) == (
        "Đề nghị giao Văn phòng bổ sung số liệu trước ngày 07/11/2024: chưa có số liệu Một cửa tháng 12/2024"
    )


def test_the_headline_of_the_summary_says_what_comes_first_where_two_lines_hold_it() -> None:
    head, long = "Sáu nội dung cần ý kiến, trước hết:", "17 hồ sơ quá hạn, nhiều hơn 3 so với tuần trước"
    assert (
        proposals.foremost("Sáu", "17 hồ sơ quá hạn; 9 ở Phòng A.") == f"{head} 17 hồ sơ quá hạn; 9 ở Phòng A"
    )
    assert proposals.foremost("Sáu", f"{long}; 9 ở Phòng A, lâu nhất 26 ngày.") == f"{head} {long}"
    online = f"Hồ sơ trực tuyến 52,2%, khó đạt: cần thêm {long} dự kiến (82,4%) để đạt 55% vào 30/11."
    assert proposals.foremost("Sáu", online) == f"{head} hồ sơ trực tuyến 52,2%, khó đạt"
    gap = "Hồ sơ trực tuyến 45,6% (thiếu tháng 3, 6), thấp hơn 9,4 điểm phần trăm so với chỉ tiêu 55%"
    assert proposals.foremost("Sáu", f"{gap}.") == gap
    assert proposals.foremost("Sáu", "Hồ sơ " * 20) == "Sáu nội dung cần lãnh đạo cho ý kiến"


def test_all_that_are_lowest_are_named_or_counted() -> None:
    low = made(value=0.5, numerator=10, denominator=20, target=1.0, comparison=">=", state="missed")
    units = [replace(low, unit=name, unit_name=name) for name in "ABC"] + [replace(low, unit="D", value=0.9)]
    assert rates.by_unit([units[0], units[3]]).headline == "A thấp nhất, 50%"
    assert rates.by_unit([*units[:2], units[3]]).headline == "A và B thấp nhất, 50%"
    assert rates.by_unit(units).headline == "Ba đơn vị thấp nhất, 50%"
    assert rates.by_unit(units[:3]).headline == "Các đơn vị đều đạt 50%"
    both = [replace(low, short_name=name) for name in ("PAKN đúng hạn", "PAKN hài lòng")]
    assert headlines.companions([*both, replace(low, value=0.9)]) == (
        "3/3 chỉ tiêu chưa đạt, thấp nhất: PAKN đúng hạn và PAKN hài lòng 50%"
    )
    fell = [("A", 5.0, 4.5), ("B", 6.0, 5.5), ("C", 7.0, 6.9)]
    assert headlines.components(fell, "PAPI", 2023) == (
        "PAPI: ba thành phần giảm so với 2023, mạnh nhất A và B (0,50 điểm)"
    )


def test_of_a_unit_alone_nothing_is_said_of_all_and_nobody_has_the_most() -> None:
    one = made(unit="A", unit_name="A", value=0.5, numerator=10, denominator=20)
    assert rates.by_unit([one]).note == "Trong ngoặc là tử số/mẫu số"
    assert rates.by_unit([one, replace(one, unit="B")]).note == "Tỷ lệ chung 50%; trong ngoặc là tử số/mẫu số"
    assert headlines.gap([("A", 154)], 154, kind="đơn vị", until="30/11") == "Cần thêm 154 hồ sơ đến 30/11"


def test_whose_name_is_too_long_for_a_headline_is_counted_in_it() -> None:
    """By units and by procedures it was the same sentence twice, side by side: “Cần thêm 1.075 hồ sơ đến 30/11”."""
    rows = [("Cấp " + "phiếu " * 20, 771), ("Cấp bản sao", 157)]
    said = headlines.gap(rows, 1075, kind="thủ tục", until="30/11")
    assert said == "Cần thêm 1.075 hồ sơ đến 30/11; 771 ở một thủ tục"
    over = headlines.gap(rows, 500, kind="thủ tục", until="30/11")  # others are beyond theirs
    assert over == "Cần thêm 500 hồ sơ đến 30/11"


def test_a_note_beside_a_table_ends_before_it_and_says_all(demo_store: Store) -> None:
    """ "thiếu tháng 11–12" stood under "Nhiệm vụ trễ lâu nhất": the note was as wide as the slide."""
    made_of = deck.make(look_on(demo_store, YEAR_END), deck.Choice(("tasks",)))
    shapes = [shape for shape in Presentation(io.BytesIO(made_of)).slides[1].shapes if shape.has_text_frame]
    (note,) = [one for one in shapes if one.text_frame.text.startswith("Tỷ lệ đúng hạn theo đơn vị")]
    (title,) = [one for one in shapes if one.text_frame.text.startswith("Nhiệm vụ trễ lâu nhất")]
    assert note.left + note.width < title.left
    assert note.text_frame.text.endswith("thiếu tháng 11–12")


def test_the_colours_of_a_slide_are_those_of_its_states_and_what_nobody_can_say_stands_below() -> None:
    hard = made(state="hard", target=1.0, comparison=">=", value=0.5)
    states = [
        goals.state(one) for one in (hard, replace(hard, state="unreachable"), replace(hard, state="met"))
    ]
    assert topics._colours(states) == ["đỏ: khó đạt, không còn đạt được"]


def test_who_is_asked_for_a_file_is_not_told_that_he_brings_it() -> None:
    found = no_data("Một cửa", "12/2024")
    assert proposals.proposal(found, None, [], date(2024, 12, 23)) == (
        "Giao Văn phòng bổ sung số liệu trước ngày 23/12/2024: chưa có số liệu Một cửa tháng 12/2024."
    )


def test_what_nobody_has_taken_over_is_to_be_given_to_somebody() -> None:
    """To "Chưa có người nhận" was said: "Giải quyết 1 hồ sơ quá hạn"."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    work = meeting.Work({"dossiers": 1}, {}, soon={}, broken=0, unmet=0)
    assert meeting.duties(about, "stp-vp", work) == "Giải quyết 1 hồ sơ quá hạn"
    assert meeting.duties(about, rooms.LEFT, work) == "Phân công đơn vị nhận 1 hồ sơ quá hạn"
    assert meeting.duties(about, "unknown", work) == "Chỉ ra đơn vị của 1 hồ sơ quá hạn"


def test_a_room_is_told_whatever_falls_due_soon() -> None:
    """Dossiers alone were told, so that "Không phòng nào có việc … sắp đến hạn" stood over a task of tomorrow."""
    about = meeting.Compared(Asked(agency="stp", as_of=YEAR_END), date(2024, 12, 7))
    work = meeting.Work({"tasks": 1}, {"tasks": ["9"]}, soon={"dossiers": 2, "plan": 1}, broken=0, unmet=0)
    assert meeting.duties(about, "stp-vp", work) == (
        "Giải quyết 1 nhiệm vụ quá hạn (9), 2 hồ sơ và 1 việc kế hoạch đến hạn trong ba ngày làm việc"
    )


def test_rows_of_a_slides_table_are_whole_and_their_number_gives_way() -> None:
    """From the third row on names were cut to one line. At 16 points a line is 0.68 cm high, a row of one 1.05."""
    table = Table((Column("Việc"),), tuple((f"{place} {'dài ' * 12}hết",) for place in range(4)))
    head, needed = _lines(table, [5.0], (99, 99), 16)
    assert (head, needed) == (1, [3, 3, 3, 3])
    assert _lines(table, [5.0], (2, 2), 16) == (1, [2, 2, 2, 2])  # a row alone is no higher than the slide
    assert _fitting(needed, 4 * 2.42, 16, 0) == [3, 3, 3, 3]  # 1.05 + 2 × 0.68 each: 9.64 cm
    assert _fitting(needed, 9.5, 16, 0) == [3, 3, 3]  # the line that counts the others has its place
    assert _fitting(needed, 10.5, 16, 1.0) == [3, 3, 3]  # and so has a note
    assert _fitting(needed, 1.0, 16, 0) == [3]
