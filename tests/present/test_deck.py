"""The deck shows the numbers of the screen, cell by cell, and stands in every circumstance."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from chiso import figures
from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.core.periods import part_of_year
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.judging import Values
from chiso.present import books, deck, papers, period_report
from chiso.present import outputs as present
from chiso.present.deck import Choice, Look, lists, longest, notes, own_words
from chiso.present.slides import Slide
from chiso.words.findings import Finding
from chiso.words.numbers import show
from chiso.words.rooms import LEFT
from chiso.words.soon import besides
from tests.conftest import LONG, sample
from tests.worlds import fresh_home, small_world
from tests.worlds.import_world import World, dossier
from tests.worlds.values import made

AS_OF = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=AS_OF)


@pytest.fixture(scope="module")
def look(demo_store) -> Look:
    return present.look_at(demo_store, ASKED)


def slide_of(look: Look, topic: str):
    return deck.storyboard(look, Choice((topic,)))[0]


def native_charts(content: bytes):
    presentation = Presentation(io.BytesIO(content))
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def test_every_topic_makes_one_slide_in_the_order_of_the_meeting(look):
    slides = deck.storyboard(look)
    topics = [slide.topic for slide in slides]
    usual = [topic for topic in Choice().topics if not deck.TOPICS[topic].is_of_unit]
    assert topics[: topics.index("left") + 1] == usual
    # what ended units left is an appendix: its counts, then the list on as many slides as it takes
    lists = topics[topics.index("left") + 1 :]
    assert lists == [f"left:{place}" for place in range(1, len(lists) + 1)]
    listed = sum(len(slide.table.rows) for slide in slides if slide.topic in lists)
    assert listed == len(figures.left_behind(look.store, look.asked))
    assert len(Presentation(io.BytesIO(deck.make(look))).slides) == len(topics) + 1
    assert all(slide.headline.strip() for slide in slides)


def test_notes_say_how_many_rows_each_unit_has_whatever_it_is_called(look):
    units = ("Phòng A · B", "Phòng C", "", "Phòng A · B")
    for topic, said in (
        ("reports", "2 kỳ; Phòng C: 1 kỳ"),
        ("commitments", "2 kết luận; Phòng C: 1 kết luận"),
    ):
        under = notes.told(Look(look.store, ASKED), Slide(topic, "Theo sổ báo cáo", units=units))
        assert f"Đơn vị trả lời: Phòng A · B: {said}" in under.lines


def test_a_unit_that_begins_later_has_one_slide_that_says_so(look):
    """Phòng Nghiệp vụ 2 began on 01/07/2024."""
    before = Look(look.store, Asked(agency="stp", as_of=date(2024, 6, 30), unit="stp-nv2"))
    (slide,) = deck.storyboard(before, Choice(tuple(deck.TOPICS)))
    assert slide.headline == "Phòng Nghiệp vụ 2 hoạt động từ 01/07/2024, chưa có vào ngày 30/06/2024"
    first = Look(look.store, Asked(agency="stp", as_of=date(2024, 7, 1), unit="stp-nv2"))
    assert len(deck.storyboard(first)) > 5


def test_rates_by_unit_in_powerpoint_equal_the_figures(look):
    (chart,) = native_charts(deck.make(look, Choice(("tasks",))))
    values = figures.values(look.store, ASKED, by="unit", indicator="task_on_time_rate").frame()
    values = values[values["denominator"] > 0]
    is_over = values["ended"].notna()
    living, over = values[~is_over].to_dict("records"), values[is_over]
    expected = {look.short(row["unit"], row["unit_name"]): row["value"] for row in living}
    expected["Đã thôi đến 30/06/2024"] = over["numerator"].sum() / over["denominator"].sum()
    names = [name.rsplit(" (", 1)[0] for name in chart.plots[0].categories]
    assert dict(zip(names, chart.plots[0].series[0].values, strict=True)) == expected


def test_the_cumulative_line_ends_at_the_figure_of_the_year(look):
    (chart,) = native_charts(deck.make(look, Choice(("online",))))
    value = figures.values(look.store, ASKED, indicator="online_rate").frame()["value"].iloc[0]
    known = [rate for rate in chart.plots[0].series[0].values if rate is not None]
    assert known[-1] == pytest.approx(value, abs=1e-12)


def test_overdue_bars_add_up_to_the_overdue_list(look):
    (chart,) = native_charts(deck.make(look, Choice(("overdue",))))
    drawn = sum(sum(series.values) for series in chart.plots[0].series)
    overdue = figures.overdue(look.store, ASKED, kind="dossiers")
    assert drawn == len(overdue)
    assert slide_of(look, "overdue").headline.startswith(f"{len(overdue)} hồ sơ quá hạn")
    table = slide_of(look, "overdue").table  # "… và 5 dòng nữa" stood under three of 17
    assert table is not None
    assert [row[0].split(" ngày")[0] for row in table.rows] == [str(days) for days in overdue["days_late"]]


@pytest.mark.parametrize("day", [AS_OF, date(2024, 5, 15)])  # on 15/5 one falls due the same day
def test_the_days_left_can_be_read_on_the_slide(look, day):
    of_day = present.look_at(look.store, replace(ASKED, as_of=day))
    soon = figures.overdue(look.store, replace(ASKED, as_of=day), kind="dossiers", soon=3)
    slide = Presentation(io.BytesIO(deck.make(of_day, Choice(("soon",))))).slides[1]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    head, *rows = [row.cells[0].text for row in table.rows]
    left = sorted(soon["days_left"])[: len(rows)]
    assert [head, *rows] == ["Còn", *(f"{days} ngày" if days else "hôm nay" for days in left)]
    assert day == AS_OF or 0 in left


def test_the_slide_of_the_register_says_what_the_page_says_and_is_not_there_where_nothing_lacks(
    look, monkeypatch
):
    """Of the demonstration's 95 days that are due by 14/11 two are not handed in, one is late, one thin."""
    slide = slide_of(look, "reports")
    assert slide.headline == (
        "Theo sổ báo cáo, 95 kỳ đến hạn: 2 chưa nộp (Văn phòng, ĐV sự nghiệp), 1 nộp trễ, 1 sơ sài"
    )
    states = [row[0] for row in slide.table.rows]
    assert states == ["▲ Chưa nộp", "▲ Chưa nộp", "◐ Nộp trễ", "△ Sơ sài"]
    drawn = {one.name: sum(value or 0 for value in one.values) for one in slide.chart.series}
    assert drawn == {"chưa nộp": 2, "nộp trễ": 1, "sơ sài": 1, "đúng hạn": 91}
    plan = figures.plan(look.store, look.asked)
    monkeypatch.setattr(figures, "plan", lambda *_: plan[plan["handed_in"] == "submitted"])
    assert deck.storyboard(Look(look.store, look.asked), Choice(("reports",))) == []


def test_what_several_ended_units_left_stands_in_the_order_of_the_units_in_every_deck(look):
    """A set of names has another order in every process: two decks of one day differed."""
    left = figures.left_behind(look.store, look.asked)
    order = [unit for unit, row in look.units.items() if row["valid_to"]]
    shared = [
        list(rows["unit"]) for _, rows in left[left["kind"] == "plan"].groupby("record_key") if len(rows) > 1
    ]
    assert len(shared) >= 8
    assert shared == [sorted(units, key=order.index) for units in shared]


def test_a_share_of_few_stands_beside_what_it_is_made_of(look):
    """Văn phòng answered 7 of 7 petitions in time, and 3 of the 5 that were rated satisfied."""
    office = Look(look.store, replace(ASKED, unit="stp-vp"))
    said = {number.name: (number.value, number.under) for number in slide_of(office, "petitions").numbers}
    assert said["PAKN đúng hạn"] == ("100%", "7/7; chỉ tiêu 100%")
    assert said["PAKN hài lòng"] == ("60%", "3/5; chỉ tiêu 100%")
    assert slide_of(look, "petitions").numbers[0].under == "chỉ tiêu 100%"


def test_the_same_day_a_year_before_stands_under_the_online_line(look):
    """31/10/2023: 2.535 of 13.185 dossiers."""
    assert slide_of(look, "online").line_below == "Cùng kỳ năm trước, đến 31/10/2023: 19,2%"


def test_a_target_of_the_year_to_come_says_its_year(look):
    of_day = present.look_at(look.store, replace(ASKED, as_of=date(2023, 12, 31), year=0))
    (slide,) = deck.storyboard(of_day, Choice(("online_units",)))
    assert " đến 30/11/2024; " in slide.headline
    now = slide_of(look, "online_units")
    assert " đến 30/11; " in now.headline
    assert now.note.endswith("; đơn vị đã thôi: nơi khác bù")  # four ended within the year


def test_the_slide_of_what_falls_due_names_what_else_does(look):
    """Tasks and petitions of tomorrow stood in the line of attention alone."""
    tasks, petitions = (
        len(figures.overdue(look.store, ASKED, kind=kind, soon=3)) for kind in ("tasks", "petitions")
    )
    below = slide_of(look, "soon").line_below
    assert below == f"Ngoài ra còn {tasks} nhiệm vụ và {petitions} phản ánh, kiến nghị đến hạn"
    assert besides(ASKED, {"tasks": 0, "petitions": 2}) == "Ngoài ra còn 2 phản ánh, kiến nghị đến hạn"
    assert besides(ASKED, {"tasks": 0, "petitions": 0}) == ""


def test_until_a_year_is_scored_the_newest_sheet_is_the_one_that_is_shown(demo_store):
    """From 15/12 on there was none in the deck and the papers, while its page showed that of 2023."""
    now = present.look_at(demo_store, Asked(agency="stp", as_of=date(2024, 12, 16)))
    assert (now.asked.year, now.scores.year) == (2025, 2023)
    document = Document(io.BytesIO(papers.build(demo_store, "ke_hoach_khac_phuc", now.asked)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert any(text.endswith("nâng cao Chỉ số cải cách hành chính năm 2025") for text in texts)
    assert any(text.startswith("Chỉ số cải cách hành chính năm 2023: 84,27/94,5 điểm") for text in texts)
    before = present.look_at(demo_store, Asked(agency="stp", as_of=date(2022, 12, 16)))
    assert (before.scores.year, before.scores.rows) == (2022, [])  # of a later one nothing is known


def test_the_criteria_slide_says_what_is_not_explained(look):
    slide = slide_of(look, "criteria")
    assert slide.note == (
        "Chỉ số cải cách hành chính năm 2023: 84,27/94,5 điểm (89,17%); còn 1,97 điểm bị trừ chưa có chi tiết"
    )


def test_headlines_and_notes_can_be_written_over(look):
    proposed = slide_of(look, "online")
    edits = own_words.written(proposed, {}, "title", "Tiêu đề của tôi")
    choice = Choice(("online",), {"online": own_words.written(proposed, edits, "notes", "Nói chậm")})
    (slide,) = deck.storyboard(look, choice)
    assert (slide.headline, slide.speaker_note) == ("Tiêu đề của tôi", "Nói chậm")
    presentation = Presentation(io.BytesIO(deck.make(look, choice)))
    said = presentation.slides[1].notes_slide.notes_text_frame.text.split("\n")
    assert said == ["Nói chậm", *proposed.told.lines]


def test_a_kept_choice_forgets_topics_that_no_longer_exist():
    kept = {"title": {"text": "A", "over": "0f"}}
    found = Choice.of({"topics": ["online", "gone"], "edits": {"online": kept}})
    assert found == Choice(("online",), {"online": {"title": own_words.Edit("A", "0f")}})
    assert Choice.of(found.as_json()) == found
    older = Choice.of({"topics": ["online"], "headlines": {"online": "A"}, "notes": {"online": "B"}})
    assert {code: one.text for code, one in older.edits["online"].items()} == {"title": "A", "notes": "B"}


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("soon", "Một cửa (31/10), Nhắc việc (31/10), PAKN (31/10)"),
        ("overdue", "Một cửa (31/10)"),
        ("online", "Một cửa (31/10)"),
        ("digital", "Một cửa (31/10), Danh mục TTHC (31/10)"),
        ("tasks", "Nhắc việc (31/10)"),
        ("petitions", "PAKN (31/10), Bộ chỉ số phục vụ (31/10)"),
        ("criteria", "Bảng chấm CCHC (15/01)"),
        ("indices", "Chỉ số công bố (31/10)"),
        ("plan", "Kế hoạch (31/10)"),
    ],
)
def test_a_slide_names_the_exports_that_it_is_of(look, topic, names):
    """Each but those of the meeting's sources was said to be of Một cửa, Nhắc việc and PAKN."""
    assert f"· nguồn: {names} ·" in slide_of(look, topic).source


def test_what_a_slide_is_of_stands_at_its_foot(look):
    presentation = Presentation(io.BytesIO(deck.make(look, Choice(("indices",)))))
    cover, slide = ([one.text for one in drawn.shapes if one.has_text_frame] for drawn in presentation.slides)
    assert (look.source in cover, slide_of(look, "indices").source in slide) == (True, True)


@pytest.mark.skipif(not LONG, reason="in a usual run its sheet: test_handout.py")
def test_one_unit_has_its_own_deck(look):
    one = Look(look.store, replace(look.asked, unit="stp-nv1"))
    assert len(Presentation(io.BytesIO(deck.make(one, Choice((*Choice().topics, "units"))))).slides) > 12


def test_what_a_unit_has_none_of_is_not_said_twice(look):
    """Văn phòng of the demonstration has nothing overdue on 31/10 and had nothing a week before."""
    one = Look(look.store, replace(look.asked, unit="stp-vp"))
    assert deck.storyboard(one)[-1].lines == ("Không có hồ sơ quá hạn: đến 24/10 cũng không có.",)
    assert slide_of(one, "tasks").line_below == "Xin gia hạn 1 nhiệm vụ"


def test_a_units_deck_says_where_it_stands_beside_its_agency_and_the_other_units(look):
    """Online: Nghiệp vụ 1 525 of 728, Nghiệp vụ 2 59.7%, Văn phòng 318 of 783, Thanh tra none: the third of four."""
    one = Look(look.store, replace(look.asked, unit="stp-vp"))
    table = slide_of(one, "standing").table
    assert table.rows[0] == ("Hồ sơ trực tuyến", "40,6%", "318/783", "55%", "52,2%", "3/4")
    petitions = table.rows[-1]
    assert petitions == ("PAKN đúng hạn", "100%", "7/7", "100%", "92,9%", "*")  # of seven nobody is ranked
    assert {(0, 1), (0, 5)} & table.alarm == {(0, 1)}
    assert deck.storyboard(look, Choice(("standing",))) == []


def test_of_a_unit_that_works_no_more_nothing_is_asked_or_forecast(look):
    """HCTP of the demonstration ended on 30/06/2024 with 2.779 of 5.984 dossiers online."""
    over = Look(look.store, replace(look.asked, unit="stp-hctp"))
    assert deck.storyboard(over, Choice(("standing", "online_units"))) == []
    slide = slide_of(over, "online")
    assert slide.headline == "Hồ sơ trực tuyến đạt 46,4% khi đơn vị thôi hoạt động"
    assert "30/11" not in "".join((slide.headline, slide.note, *(one.name for one in slide.numbers)))
    assert ("Lũy kế", "46,4%") in [(one.name, one.value) for one in slide.numbers]
    assert deck.deck(over, []).subtitle.startswith("Phòng Hành chính tư pháp (đến 30/06/2024) ·")


def test_a_units_deck_leaves_out_what_speaks_of_the_agency_alone(look):
    one = Look(look.store, replace(look.asked, unit="stp-nv1"))
    chosen = Choice(("criteria", "soon", "indices"))
    assert [slide.topic for slide in deck.storyboard(one, chosen)] == ["soon"]
    assert [slide.topic for slide in deck.storyboard(look, chosen)] == ["criteria", "soon", "indices"]


def test_the_leadership_is_not_asked_to_report_to_itself(look):
    at = Look(look.store, look.asked)
    rows = [made(indicator="task_on_time_rate", unit=unit, state="unreachable", numerator=1, denominator=20)
            for unit in ("stp-ld", "stp-vp")]  # fmt: skip
    at.answers.of((figures.values, at.asked, None, "unit"), lambda: Values(tuple(rows)))
    found = Finding("Nhiệm vụ đúng hạn 5%.", "unreachable", "qua-han", 500, about="task_on_time_rate")
    assert lists.answering(at, found.about) == ["Văn phòng"]


def test_a_small_home_makes_a_deck_that_says_what_is_missing(tmp_path):
    store = small_world.build(tmp_path / "home")
    with store:
        slides = deck.storyboard(present.look_at(store, Asked(agency="stp", as_of=small_world.AS_OF)))
    (missing,) = (slide for slide in slides if slide.is_missing)
    (line,) = (text for text in missing.lines if "các chỉ số" in text)
    assert line.startswith("Chưa có số liệu kết quả công bố các chỉ số: chưa có tệp")
    assert "Nhập dữ liệu" not in "".join(missing.lines)  # what staff have to do is not shown to the meeting
    assert "Cần tải lên tệp kết quả PAR INDEX" in missing.speaker_note
    asked = missing.speaker_note.split("\n")
    assert len(asked) == len(set(asked))
    assert not [line for line in missing.told.lines if line.startswith(("Đơn vị trả lời", "Cách tính"))]


def test_what_leaves_the_house_speaks_of_the_year_and_of_the_week_before(look):
    part = replace(ASKED, date_from=date(2024, 9, 1), compare="month")
    assert present.look_at(look.store, part).asked == ASKED


def test_without_any_import_the_deck_is_refused_with_a_remedy(tmp_path):
    with fresh_home.build(tmp_path / "home") as store, pytest.raises(ChisoError, match="Hãy nhập tệp"):
        present.deck(store, figures.newest(store, "stp"))


def test_the_workbook_holds_the_same_numbers_and_no_formula(look):
    book = openpyxl.load_workbook(io.BytesIO(books.workbook(look.store, ASKED)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [sheet.title for sheet in book if not sheet["A1"].font.b] == []  # each page says what it is
    sheet = book["Chỉ tiêu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Chỉ tiêu" in row and "Tử số" in row)
    online = next(row for row in rows if row[0] == "Tỷ lệ hồ sơ nộp trực tuyến")
    values = figures.values(look.store, ASKED, indicator="online_rate").frame().iloc[0]
    assert online[head.index("Giá trị")] == pytest.approx(values["value"])
    assert (online[head.index("Tử số")], online[head.index("Mẫu số")]) == (
        values["numerator"],
        values["denominator"],
    )
    # Counts are whole, points keep their decimals, days are days, nothing is called by a code of the program.
    by_name = {row[0].value: row for row in sheet.iter_rows()}
    number, value = head.index("Tử số"), head.index("Giá trị")
    assert by_name["Tỷ lệ hồ sơ nộp trực tuyến"][number].number_format == "[$-42A]#,##0"
    points = next(row for row in by_name.values() if row[value].value == 83.65)  # Bộ chỉ số phục vụ, 10/2024
    assert points[value].number_format == points[number].number_format == "[$-42A]#,##0.00"
    late = [[*row] for row in book["Hồ sơ quá hạn"].iter_rows()]
    place = next([cell.value for cell in row].index("Hẹn xong") for row in late if row[-1].value == "Dòng")
    promised = [row[place] for row in late if row[-1].data_type == "n" and row[place].value]
    assert promised
    assert all(cell.is_date and cell.number_format == "dd/mm/yyyy" for cell in promised)
    texts = {str(cell.value) for one in book for row in one.iter_rows() for cell in row}
    assert not {one for one in texts if re.fullmatch(r"[a-z]+(_[a-z]+)+|dossiers|tasks|petitions", one)}
    for name, source in (
        ("Kế hoạch", "Kế hoạch (31/10)"),
        ("Chỉ số đã công bố", "Chỉ số công bố (31/10)"),
        ("Chỉ tiêu", "Một cửa (31/10), Nhắc việc (31/10), PAKN (31/10)"),
        ("Hồ sơ quá hạn", "Một cửa (31/10)"),
        ("Nhiệm vụ quá hạn", "Nhắc việc (31/10)"),
        ("Theo công chức", "Một cửa (31/10)"),
        ("Quá hạn theo đơn vị", "Một cửa (31/10)"),
        ("Mất điểm 2023", "Bảng chấm CCHC (15/01)"),
        ("PCI", "Chỉ số công bố (31/10)"),
        ("Kế hoạch theo mục", "Kế hoạch (31/10)"),
    ):
        said = " ".join(str(cell.value) for row in book[name].iter_rows(max_row=6) for cell in row)
        assert f"nguồn: {source} · phiên bản" in said, name
    assert {one.page_setup.paperSize for one in book} == {9}
    assert all(one.print_area.endswith(f"${one.max_row}") for one in book if not one._charts)
    # what the pages draw stands on a sheet of its own, drawn from its cells
    drawn = {one.title for one in book if one._charts}
    assert {"Quá hạn theo đơn vị", "Trực tuyến", "Mất điểm 2023", "PCI", "Kế hoạch theo mục"} <= drawn
    assert [[cell.value for cell in row] for row in book["Quá hạn theo đơn vị"]["A6:D8"]] == [
        *(["Nghiệp vụ 1", 0, 1, 4], ["Nghiệp vụ 2", 2, 1, 1], ["Chưa có người nhận", 0, 0, 8])
    ]
    months = [row[1].value for row in book["Theo tháng"].iter_rows(min_row=5, max_row=6)]
    assert months == [datetime(2023, 12, 1), datetime(2024, 1, 1)]


def test_the_morning_list_says_first_that_its_data_is_old(look, monkeypatch):
    # 31/10/2024 is a Thursday: Friday, Monday, Tuesday are three working days later, Wednesday the fourth.
    monkeypatch.setattr(clock, "today", lambda: date(2024, 11, 5))
    assert present.age_note(look.store, AS_OF) == ""
    monkeypatch.setattr(clock, "today", lambda: date(2024, 11, 6))
    assert present.age_note(look.store, AS_OF).startswith("Số liệu đã cũ 4 ngày làm việc")


def test_the_morning_list_names_every_dossier_that_is_late_or_due(look):
    found = present.digest(look.store, ASKED)
    text = "\n".join(part["text"] for part in found["units"])
    for kind in ("dossiers", "tasks", "petitions"):
        for soon in (None, 3):
            for number in figures.overdue(look.store, ASKED, kind=kind, soon=soon)["id"]:
                assert text.count(number.rpartition("-")[2] if kind == "dossiers" else f"- {number}:"), number


@pytest.mark.parametrize("kind", sample([*papers.KINDS], 1))
def test_each_report_opens_and_has_the_form_of_an_administrative_paper(look, kind):
    document = Document(io.BytesIO(papers.build(look.store, kind, ASKED)))
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert "SỞ TƯ PHÁP" in head
    is_dated = "Khánh Hòa, ngày       tháng       năm 2024" in head  # văn thư fills it in; minutes have none
    assert is_dated != papers.KINDS[kind].is_minutes


def test_the_report_of_the_year_has_the_published_figures_of_its_own_period(look):
    # Document 1: 15.047 received, 3.159 of them online, 14.697 resolved, 24 of them late.
    year = part_of_year(2023, "năm")
    document = Document(io.BytesIO(papers.build(look.store, "bao_cao_cchc", ASKED, year)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for number in ("15.047", "3.159", "14.697", "trễ hạn 24"):
        assert number in text
    assert "Lũy kế năm CCHC 2023 (15/12/2022 – 14/12/2023)." in text
    assert "14.957" not in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "3.159/15.047" in cells
    assert "14.673/14.697" in cells


def test_both_parts_of_a_report_are_of_its_period(look):
    months = papers.KINDS["bao_cao_cchc"].periods(AS_OF)
    assert months[0].name == "tháng 10 năm 2024"
    _, sections = period_report.report(look, months[0])
    received = next(text for section in sections for text in section.paragraphs if "mới tiếp nhận" in text)
    of_october = figures.values(look.store, replace(ASKED, date_from=date(2024, 10, 1)), "online_rate").one(
        "online_rate"
    )
    assert f"mới tiếp nhận {format_number(of_october.denominator)}, " in received
    targets = next(table for section in sections for table in section.tables if "Trong kỳ" in table.heads)
    row = next(row for row in targets.rows if row[0] == "Tỷ lệ hồ sơ nộp trực tuyến")
    assert row[targets.heads.index("Trong kỳ")] == show(of_october.value, rate=True)


def test_a_published_year_is_not_the_figure_of_nine_months(look):
    part = replace(ASKED, year=2023, date_to=date(2023, 9, 14))
    assert figures.values(look.store, part, "online_rate").one("online_rate").reported is False


def test_the_form_ii06a_keeps_its_identities(look):
    frame = figures.field_report(look.store, "stp", date(2024, 1, 1), date(2024, 9, 30))
    received = frame["received_online"] + frame["received_direct"] + frame["carried_over"]
    assert (frame["received_total"] == received).all()
    assert (frame["received_total"] == frame["resolved_total"] + frame["open_total"]).all()
    resolved = frame["resolved_early"] + frame["resolved_on_time"] + frame["resolved_late"]
    assert (frame["resolved_total"] == resolved).all()
    assert (frame["open_total"] == frame["open_in_time"] + frame["open_overdue"]).all()


def test_of_a_long_list_a_slide_names_the_first_and_counts_all(store):
    """37,000 are overdue of a million: each was worded, wrapped and held against what people wrote."""
    due = datetime(2024, 10, 21, 17)
    World(store).number([dossier(f"D{number}", due_at=due) for number in range(1, 1301)], AS_OF)
    slide = slide_of(present.look_at(store, ASKED), "overdue")
    assert slide.headline.startswith("1.300 hồ sơ quá hạn")
    assert slide.table is not None
    assert (len(slide.table.rows), slide.table.many) == (100, 1300)
    made = deck.make(present.look_at(store, ASKED), Choice(("overdue",)))
    drawn = Presentation(io.BytesIO(made)).slides[1]
    shapes = {shape.name: shape for shape in drawn.shapes}
    shown = len(next(shape for shape in drawn.shapes if shape.has_table).table.rows) - 1
    said = [shape.text_frame.text for shape in shapes.values() if shape.has_text_frame]
    assert any(f"… và {format_number(1300 - shown)} dòng nữa" in text for text in said)
    notes = drawn.notes_slide.notes_text_frame.text
    assert notes.endswith(f"; và {format_number(1300 - shown - 80)} dòng nữa")
    assert len(slide.told.rows) == 100


def test_red_is_explained_on_the_slide_of_the_plan_only_where_something_is_red(demo_store):
    note = "Hạn in đỏ là đã quá hạn"
    assert slide_of(present.look_at(demo_store, ASKED), "plan").note == note
    calm = slide_of(present.look_at(demo_store, replace(ASKED, unit="stp-nv2")), "plan")
    assert (calm.headline, calm.note) == ("2 việc kế hoạch đến hạn trong hai tuần tới", "")


def test_a_headline_says_how_much_nobody_has_taken_over_beside_who_has_most():
    """14 tasks, 4 of them in one room and 9 with nobody: that room alone was named."""
    look = SimpleNamespace(asked=ASKED, shortened=lambda frame: frame)

    def listed(**many):
        rows = [
            (LEFT if unit == "left" else unit, unit) for unit, count in many.items() for _ in range(count)
        ]
        return pd.DataFrame(rows, columns=["unit", "unit_name"])

    assert longest.where(look, listed(A=4, B=1, left=9)) == ", 4 ở A, 9 chưa có người nhận"
    assert longest.where(look, listed(left=3)) == ", đều chưa có người nhận"
    assert longest.where(look, listed(left=1)) == ", chưa có người nhận"
    assert longest.where(look, listed(A=2)) == ", đều ở A"
    assert longest.where(SimpleNamespace(asked=replace(ASKED, unit="x")), listed(left=3)) == ""


def test_who_left_most_stands_first():
    units = ["A"] * 6 + ["B"] * 15 + ["C"] * 20
    found = pd.DataFrame({"unit_name": units, "kind": "dossiers"})
    look = SimpleNamespace(
        asked=ASKED, claim=lambda *_, **__: None, answer=lambda *_: found, shortened=lambda frame: frame
    )
    (slide,) = lists.left(look)
    assert [row[0] for row in slide.table.rows] == ["C", "B", "A", "Cộng"]
