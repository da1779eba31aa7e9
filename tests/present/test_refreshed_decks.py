"""Decks that people edited, brought up to date in place: what was written and nobody touched becomes new, what people
wrote, moved, coloured, added, copied or deleted stays; known again after LibreOffice too."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso import __main__ as command_line
from chiso import figures
from chiso.core.errors import Refused
from chiso.figures.ask import Asked
from chiso.present import deck as slide_deck
from chiso.present import outputs, refreshing
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.deck import own_slides, own_words
from chiso.present.palette import palette
from chiso.present.slides import Deck, Notes, Origin, Slide, build, capped, draw, sentences
from chiso.present.slides.compared import differences
from chiso.present.slides.dress import dressed
from chiso.present.slides.parts import Part, names, parts
from chiso.present.slides.refresh import Wanted, refreshed
from chiso.present.slides.template import canvas_of, emptied
from chiso.present.slides.told import FILLED, OUTDATED, PAST, REWORDED, REWORDED_STALE, TAKEN, Change, Told
from chiso.store import Store
from chiso.words.cards import Kpi
from chiso.words.claims import Claim, Sentence
from chiso.words.states import STATES
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds import office_templates as templates
from tests.worlds.import_world import World, dossier

SECRET = b"of this home" * 3
UNITS = (Column("Đơn vị", width=200), Column("Đạt"), Column("Tình trạng"))


def deck(day: str, slides: tuple[Slide, ...], agency: str = "stp") -> Deck:
    origin = Origin(SECRET, agency, day, 2024)
    return Deck(f"Giao ban {day}", "Sở Tư pháp", "Sở Tư pháp", f"Số liệu đến {day}", slides, origin)


def units(*rates: float, names: tuple[str, ...] = ("Phòng A", "Phòng B", "Phòng C")) -> Chart:
    roles = tuple("alarm" if rate < 0.5 else "accent" for rate in rates)
    return Chart("bars", names, (Series("Tỷ lệ", rates, roles=roles),), "rate", source="nguồn")


def table(*rows: tuple[str, str, str]) -> Table:
    return Table(UNITS, rows)


OLD = deck(
    "2024-09-30",
    (
        Slide("rate", "17 hồ sơ quá hạn, tăng 2", "đến 30/9", units(0.9, 0.4, 0.6),
              table(("Phòng A", "90%", "Đạt"), ("Phòng B", "40%", "Chậm"), ("Phòng C", "60%", "Chậm"))),
        Slide("list", "Ba ý", lines=("Một", "Hai", "Ba"), speaker_note="Hỏi Phòng A", line_below="còn 5"),
        Slide("gone", "Trang kỳ này không có", lines=("Cũ",)),
    ),
)  # fmt: skip
NEW = deck(
    "2024-10-31",
    (
        Slide("rate", "15 hồ sơ quá hạn, giảm 2", "đến 31/10",
              units(0.7, 0.95, 0.3, names=("Phòng B", "Phòng A", "Phòng D")),
              table(("Phòng B", "70%", "Đạt"), ("Phòng A", "95%", "Đạt"), ("Phòng D", "30%", "Chậm"))),
        Slide("list", "Bốn ý", lines=("Một mới", "Hai", "Ba", "Bốn"), speaker_note="Hỏi Phòng B"),
        Slide("more", "Chủ đề thêm", lines=("Mới",)),
    ),
)  # fmt: skip


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def saved(presentation: Any) -> bytes:
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def again(content: bytes, new: Deck = NEW, **more: Any) -> tuple[Any, Told]:
    """The deck refreshed, as it is read again from its bytes."""
    issued = capped.issued_in("sua.pptx", content, SECRET)
    presentation = opened(content)
    told = refreshed(presentation, Wanted(new, issued, **more))
    return opened(saved(presentation)), told


def shapes(presentation: Any) -> dict[str, Any]:
    return {shape.name: shape for slide in presentation.slides for shape in slide.shapes}


def text(presentation: Any, name: str) -> str:
    return str(shapes(presentation)[f"chiso:{name}"].text_frame.text)


def cells(shape: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in shape.table.rows]


def numbers(chart: Any) -> dict[str, dict[str, float]]:
    # of a long line it remembers so many names as stand at its axis
    names = [str(name) or str(place) for place, name in enumerate(chart.plots[0].categories)]
    return {
        one.name: dict(zip(names, one.values, strict=True)) for plot in chart.plots for one in plot.series
    }


def sheet(chart: Any) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def labels(chart: Any) -> list[str]:
    return [one.text for label in chart._chartSpace.iter(qn("c:dLbl")) for one in label.iter(qn("a:t"))]


def fills(chart: Any) -> dict[str, str]:
    """Name of a bar -> its colour, where it has one of its own."""
    names = list(chart.plots[0].categories)
    return {
        names[int(point.find(qn("c:idx")).get("val"))]: next(point.iter(qn("a:srgbClr"))).get("val")
        for point in chart._chartSpace.iter(qn("c:dPt"))
    }


def listed(changes: Any) -> set[tuple[int | None, str]]:
    return {(one.slide, one.shape.removeprefix("chiso:")) for one in changes}


def test_an_untouched_deck_says_the_new_day_and_a_second_time_nothing_is_new() -> None:
    presentation, told = again(build(OLD))
    assert text(presentation, "cover.title") == "Giao ban 2024-10-31"
    assert text(presentation, "rate.title") == "15 hồ sơ quá hạn, giảm 2"
    assert text(presentation, "list.lines") == "• Một mới\n• Hai\n• Ba\n• Bốn"
    assert text(presentation, "list.line_below") == ""
    assert text(presentation, "list.footer") == "Số liệu đến 2024-10-31"
    assert presentation.slides[2].notes_slide.notes_text_frame.text == "Hỏi Phòng B"
    chart = shapes(presentation)["chiso:rate.chart"].chart
    assert numbers(chart) == {"Tỷ lệ": {"Phòng B": 0.7, "Phòng A": 0.95, "Phòng D": 0.3}}
    label = '=SUBSTITUTE(FIXED(B{}*100,0,FALSE),",",".")&"%"'
    assert sheet(chart) == [
        [None, "Tỷ lệ", "Nhãn: Tỷ lệ"], ["Phòng B", 0.7, label.format(2)], ["Phòng A", 0.95, label.format(3)],
        ["Phòng D", 0.3, label.format(4)],
    ]  # fmt: skip
    assert labels(chart) == ["70%", "95%", "30%"]
    assert cells(shapes(presentation)["chiso:rate.table"]) == [
        ["Đơn vị", "Đạt", "Tình trạng"],
        ["Phòng B", "70%", "Đạt"],
        ["Phòng A", "95%", "Đạt"],
        ["Phòng D", "30%", "Chậm"],
    ]
    changed = next(one for one in told.updated if one.shape == "chiso:rate.title")
    assert (changed.slide, changed.old, changed.new) == (
        2,
        "17 hồ sơ quá hạn, tăng 2",
        "15 hồ sơ quá hạn, giảm 2",
    )
    assert told.kept == told.removed == []
    assert listed(told.review) == {(4, "gone.title"), (None, "more.title")}
    assert text(presentation, "gone.lines") == "• Cũ"
    assert text(presentation, "gone.footer") == "Số liệu đến 2024-09-30"  # true of what stands above it
    _, told = again(saved(presentation))
    assert told.updated == []


def test_a_slide_that_there_is_no_more_is_taken_out_where_somebody_says_so() -> None:
    old = replace(OLD, slides=[replace(one, section="Phần") for one in OLD.slides])
    _, told = again(build(old))
    (offered,) = (one for one in told.review if one.reason == OUTDATED)
    assert (offered.slide, offered.shape, offered.old) == (4, "chiso:gone.title", "Trang kỳ này không có")
    made, _ = again(build(old), out=frozenset({2, 4}))  # 2 is of today: it stays
    assert [one.slide_id for one in made.slides] == [
        int(one.get("id")) for one in made.part._element.iter("{*}sldId") if "2010" in one.tag
    ]
    assert len(made.slides) == 3
    assert not [name for name in shapes(made) if name.startswith("chiso:gone")]
    assert "Cũ" not in "".join(str(one.blob) for one in made.part.package.iter_parts())
    _, told = again(saved(made))
    assert (told.updated, told.removed) == ([], [])
    touched = opened(build(old))
    shapes(touched)["chiso:gone.lines"].text_frame.text = "Anh Ba viết"
    made, told = again(saved(touched), out=frozenset({4}))
    assert not [one for one in told.review if one.reason == OUTDATED]
    assert text(made, "gone.lines") == "Anh Ba viết"


LISTED = replace(
    OLD,
    slides=(
        *(
            Slide(f"left:{at}", f"Danh sách ({at}/2)", table=table((f"Phòng {at}", "9", "Đạt")))
            for at in (1, 2)
        ),
        Slide("missing", "Số liệu còn thiếu", lines=("Chưa có tệp PCI",), is_missing=True),
    ),
)
SHORTER = replace(NEW, slides=(Slide("left:1", "Danh sách", table=table(("Phòng 1", "9", "Đạt"))),))


def test_a_closing_slide_and_further_pages_of_a_list_go_where_nobody_touched_them() -> None:
    made, told = again(build(LISTED), SHORTER)
    assert [one.name for slide in made.slides for one in slide.shapes if one.name.endswith(".title")] == [
        "chiso:cover.title",
        "chiso:left:1.title",
    ]
    gone = [(one.slide, one.shape, one.old) for one in told.updated if one.reason == TAKEN]
    assert gone == [
        (3, "chiso:left:2.title", "Danh sách (2/2)"),
        (4, "chiso:missing.title", "Số liệu còn thiếu"),
    ]
    made, told = again(build(LISTED), SHORTER, left=frozenset({(4, "chiso:missing.title")}))
    assert text(made, "missing.lines") == "• Chưa có tệp PCI"
    assert "chiso:left:2.title" not in shapes(made)


@pytest.mark.parametrize("touch", ["worded", "added", "copied"])
def test_what_somebody_touched_of_them_is_offered_and_stays(touch: str) -> None:
    deck = opened(build(LISTED))
    last = deck.slides[3]
    if touch == "worded":
        shapes(deck)["chiso:missing.lines"].text_frame.text = "Anh Ba viết"
    elif touch == "added":
        last.shapes.add_textbox(0, 0, Cm(5), Cm(1)).text_frame.text = "Của tôi"
    else:
        copy = deck.slides.add_slide(last.slide_layout)
        for shape in last.shapes:
            copy.shapes._spTree.append(deepcopy(shape._element))
    made, told = again(saved(deck), SHORTER)
    assert text(made, "missing.title") == "Số liệu còn thiếu"
    assert (4, OUTDATED) in {(one.slide, one.reason) for one in told.review}
    made, _ = again(saved(deck), SHORTER, out=frozenset({4, 5}))
    assert "chiso:missing.title" not in shapes(made)


def edited(content: bytes) -> bytes:
    """As people edit: moved, coloured, reworded, typed into, added, copied, deleted."""
    presentation = opened(content)
    named = shapes(presentation)
    chart = named["chiso:rate.chart"]
    chart.left, chart.width = Cm(3), Cm(11)
    fill = chart.chart.plots[0].series[0].points[0].format.fill  # Phòng A
    fill.solid()
    fill.fore_color.rgb = RGBColor(0x22, 0x88, 0x44)
    title = named["chiso:rate.title"].text_frame.paragraphs[0]
    first = title.runs[0]
    first.text, rest = "17", deepcopy(first._r)
    first.font.color.rgb, first.font.size = RGBColor(0xFF, 0x66, 0), Pt(20)
    rest.find(qn("a:t")).text = " hồ sơ quá hạn, tăng 2"
    first._r.addnext(rest)
    named["chiso:list.title"].text_frame.text = "Ba ý của tôi"
    named["chiso:rate.table"].table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = "41%"  # Phòng B
    named["chiso:rate.table"].table.cell(3, 2).text_frame.paragraphs[0].runs[
        0
    ].text = "Đã giải trình"  # Phòng C
    copied = presentation.slides.add_slide(presentation.slides[1].slide_layout)
    for shape in [*copied.shapes]:
        shape._element.getparent().remove(shape._element)
    for name in ("chiso:rate.title", "chiso:rate.table"):
        copied.shapes._spTree.append(deepcopy(named[name]._element))
    own = presentation.slides.add_slide(presentation.slides[1].slide_layout)
    own.shapes.title.text = "Xin ý kiến: 17 hồ sơ"
    listed = presentation.slides._sldIdLst
    presentation.part.drop_rel(listed[3].rId)  # "gone"
    listed.remove(listed[3])
    listed.insert(1, listed[2])  # the list before the rates
    note = named["chiso:rate.note"]._element
    note.getparent().remove(note)
    return saved(presentation)


def test_what_people_made_of_it_stays_and_the_rest_is_new() -> None:
    presentation, told = again(edited(build(OLD)))
    named = shapes(presentation)
    chart = named["chiso:rate.chart"]
    assert (chart.left, chart.width) == (Cm(3), Cm(11))
    assert numbers(chart.chart) == {"Tỷ lệ": {"Phòng B": 0.7, "Phòng A": 0.95, "Phòng D": 0.3}}
    colours = fills(chart.chart)
    assert colours["Phòng A"] == "228844"  # where its name stands now
    assert colours["Phòng D"] == palette("print")["alarm"][1:]
    slide = presentation.slides[2]
    runs = next(one for one in slide.shapes if one.name == "chiso:rate.title").text_frame.paragraphs[0].runs
    assert [run.text for run in runs] == ["15", " hồ sơ quá hạn, giảm 2"]
    assert (str(runs[0].font.color.rgb), runs[0].font.size) == ("FF6600", Pt(20))
    assert text(presentation, "list.title") == "Ba ý của tôi"
    for number in (2, 3):  # the copy too
        grid = cells(next(one for one in presentation.slides[number].shapes if one.has_table))
        assert grid == [
            ["Đơn vị", "Đạt", "Tình trạng"],
            ["Phòng B", "41%", "Đạt"],
            ["Phòng A", "95%", "Đạt"],
            ["Phòng D", "30%", "Chậm"],
        ]
    assert [slide.shapes.title.text for slide in presentation.slides][-1] == "Xin ý kiến: 17 hồ sơ"
    assert len(presentation.slides) == 5
    assert {(3, "rate.title"), (3, "rate.chart"), (3, "rate.table"), (4, "rate.table")} <= listed(
        told.updated
    )
    (sentence,) = [one for one in told.review if one.shape == "chiso:list.title"]
    assert (sentence.slide, sentence.old, sentence.new) == (2, "Ba ý của tôi", "Bốn ý")
    assert {(one.slide, one.old, one.new) for one in told.kept} == {(3, "41%", "70%"), (4, "41%", "70%")}
    assert {(one.slide, one.old) for one in told.review if one.shape == "chiso:rate.table"} == {
        (3, "Đã giải trình"),
        (4, "Đã giải trình"),
    }
    assert {"gone.title", "gone.lines", "rate.note"} <= {name for _, name in listed(told.removed)}
    assert (3, "rate.note") in listed(told.removed)
    _, told = again(saved(presentation))
    assert told.updated == []
    assert (2, "list.title") in listed(told.kept)


def through_another_program(content: bytes) -> bytes:
    """What LibreOffice 7.4 makes of it (seen 2026-11): placeholders are named anew, charts have no sheet any more."""
    presentation = opened(content)
    for slide in presentation.slides:
        for number, shape in enumerate(slide.placeholders, start=1):
            shape.name = f"PlaceHolder {number}"
        for shape in slide.shapes:
            if shape.has_chart:
                space = shape.chart._chartSpace
                link = space.find(qn("c:externalData"))
                shape.chart.part.drop_rel(link.get(qn("r:id")))
                space.remove(link)
    return saved(presentation)


def test_a_deck_that_another_program_saved_is_known_again() -> None:
    content = build(OLD)
    presentation = opened(content)
    series = shapes(presentation)["chiso:rate.chart"].chart.plots[0].series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor(0x22, 0x88, 0x44)
    made, told = again(through_another_program(saved(presentation)))
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles == ["Giao ban 2024-10-31", "15 hồ sơ quá hạn, giảm 2", "Bốn ý", "Trang kỳ này không có"]
    chart = shapes(made)["chiso:rate.chart"].chart
    assert [row[:2] for row in sheet(chart)[1:]] == [["Phòng B", 0.7], ["Phòng A", 0.95], ["Phòng D", 0.3]]
    assert chart.plots[0].series[0].format.fill.fore_color.rgb == RGBColor(0x22, 0x88, 0x44)
    (said,) = [one for one in told.updated if one.shape == "chiso:rate.chart"]
    assert "vẽ lại trong khung cũ" in said.reason
    assert again(through_another_program(saved(made)))[1].updated == []


def test_days_of_a_chart_without_its_sheet_are_called_by_those_of_today() -> None:
    """A line of 84 days remembers so many as stand at its axis; yesterday's value of one between them was another."""
    days = tuple(f"{day % 28 + 1:02}/{day // 28 + 1:02}" for day in range(85))

    def chart(first: int, last: int, value: float, *, is_stripped: bool = False) -> Part:
        rates = (*(0.5,) * (last - first - 5), value, *(0.5,) * 4)
        drawn = Chart("line", days[first:last], (Series("Tỷ lệ", rates),), "rate")
        content = build(deck("2024-09-30", (Slide("line", "Lũy kế", "đến nay", drawn),)))
        found = parts(opened(through_another_program(content) if is_stripped else content))
        return next(one for one in found if one.kind == "chart")

    old = chart(2, 84, 0.4, is_stripped=True)
    assert f"Tỷ lệ · {days[79]}: 40%" in differences(old, chart(0, 85, 0.6))[0]
    assert f"Tỷ lệ · {days[79]}: 40%" in differences(chart(2, 84, 0.4), chart(0, 85, 0.6))[0]
    assert names(old, days[40:])[77] == "điểm 78"  # in which the first day is not


def test_a_table_that_nobody_touched_takes_the_columns_of_today() -> None:
    form = Table(
        (Column("Thông tin"), Column("Nội dung")), (("Tình trạng", "Trễ 22 ngày"), ("Mã số", "HS-1"))
    )
    new = deck("2024-10-31", (replace(NEW.slides[0], table=form), *NEW.slides[1:]))
    made, told = again(build(OLD), new)
    assert cells(shapes(made)["chiso:rate.table"]) == [["Thông tin", "Nội dung"], *map(list, form.rows)]
    assert "chiso:rate.table" in {one.shape for one in told.updated}
    touched = opened(build(OLD))
    shapes(touched)["chiso:rate.table"].table.cell(1, 2).text = "Đã nhắc"
    made, told = again(saved(touched), new)
    assert cells(shapes(made)["chiso:rate.table"])[1] == ["Phòng A", "90%", "Đã nhắc"]
    assert "chiso:rate.table" in {one.shape for one in told.review}


@pytest.mark.skipif(
    not (LONG and shutil.which("soffice")), reason="LibreOffice is only asked in the long run"
)
def test_libreoffice_itself_keeps_what_a_deck_is_known_by(tmp_path: Path) -> None:
    (tmp_path / "bo.pptx").write_bytes(edited(build(OLD)))
    (tmp_path / "y.pptx").write_bytes(with_an_edited_line(build(THEN)))
    words = ["soffice", f"-env:UserInstallation={(tmp_path / 'u').as_uri()}", "--headless", "--convert-to"]
    to = [
        "pptx:Impress MS PowerPoint 2007 XML",
        "--outdir",
        str(tmp_path / "ra"),
        *map(str, tmp_path.glob("*.pptx")),
    ]
    subprocess.run([*words, *to], check=True, capture_output=True, timeout=300)
    made, told = again((tmp_path / "ra" / "bo.pptx").read_bytes())
    assert numbers(shapes(made)["chiso:rate.chart"].chart)["Tỷ lệ"] == {
        "Phòng B": 0.7,
        "Phòng A": 0.95,
        "Phòng D": 0.3,
    }
    assert (2, "list.title") in listed(told.review)
    assert {(one.slide, one.old) for one in told.kept} == {(3, "41%"), (4, "41%")}
    assert again(saved(made))[1].updated == []
    made, told = again((tmp_path / "ra" / "y.pptx").read_bytes(), LATER)
    assert listed_in(made) == AFTER
    assert [one.reason for one in told.review if one.shape.endswith("lines")] == [REWORDED_STALE]
    assert again(saved(made), LATER)[1].updated == []


def test_a_row_that_people_added_or_took_out_stays_so() -> None:
    presentation = opened(build(OLD))
    body = shapes(presentation)["chiso:rate.table"].table._tbl
    rows = body.tr_lst
    mine = deepcopy(rows[1])
    for cell, words in zip(mine.iter(qn("a:t")), ("Ý tôi", "xem", "lại"), strict=True):
        cell.text = words
    rows[1].addnext(mine)  # under Phòng A
    body.remove(rows[2])  # Phòng B
    made, _ = again(saved(presentation))
    assert cells(shapes(made)["chiso:rate.table"])[1:] == [
        ["Phòng A", "95%", "Đạt"],
        ["Ý tôi", "xem", "lại"],
        ["Phòng D", "30%", "Chậm"],
    ]


@pytest.mark.parametrize("change", ["column", "names"])
def test_a_table_in_which_nobody_knows_which_is_which_stays_and_is_named(change: str) -> None:
    presentation = opened(build(OLD))
    drawn = shapes(presentation)["chiso:rate.table"].table
    if change == "column":
        for row in drawn._tbl.tr_lst:
            row.remove(row.tc_lst[-1])
    else:
        for row in range(1, 4):
            drawn.cell(row, 0).text = drawn.cell(row, 1).text = drawn.cell(row, 2).text = "x"
    before = cells(shapes(presentation)["chiso:rate.table"])
    made, told = again(
        saved(presentation), replace(NEW, slides=[replace(NEW.slides[0], table=table(("Q", "1", "2")))])
    )
    if change == "column":
        assert cells(shapes(made)["chiso:rate.table"]) == before
        assert (2, "rate.table") in listed(told.review)
    assert (2, "rate.table") not in listed(told.updated) or change == "names"


def test_a_chart_whose_numbers_people_typed_or_whose_type_they_chose_stays_and_is_named() -> None:
    presentation = opened(build(OLD))
    chart = shapes(presentation)["chiso:rate.chart"].chart
    next(chart._chartSpace.iter(qn("c:val"))).find(f".//{qn('c:v')}").text = "0.91"
    made, told = again(saved(presentation))
    assert numbers(shapes(made)["chiso:rate.chart"].chart)["Tỷ lệ"]["Phòng A"] == 0.91
    assert (2, "rate.chart") in listed(told.review)
    presentation = opened(build(OLD))
    bars = next(shapes(presentation)["chiso:rate.chart"].chart._chartSpace.iter(qn("c:barDir")))
    bars.set("val", "col")
    made, told = again(saved(presentation))
    assert (2, "rate.chart") in listed(told.review)
    assert (2, "rate.chart") not in listed(told.updated)
    assert numbers(shapes(made)["chiso:rate.chart"].chart)["Tỷ lệ"]["Phòng A"] == 0.9


def test_marks_of_targets_stand_where_the_chart_was_moved() -> None:
    def with_targets(*targets: float) -> Deck:
        chart = Chart(
            "bullets", ("A", "B"), (Series("Đạt", (0.4, 0.5)),), "rate", targets=targets, source="n"
        )
        return deck("2024-09-30", (Slide("aim", "Tiêu đề", chart=chart),))

    presentation = opened(build(with_targets(0.8, 0.8)))
    chart = shapes(presentation)["chiso:aim.chart"]
    chart.left += Cm(2)
    made, _ = again(saved(presentation), with_targets(0.8, 0.4))
    fresh = shapes(opened(build(with_targets(0.8, 0.4))))
    found = shapes(made)
    for number in (1, 2):
        name = f"chiso:aim.chart_mark_{number}"
        assert found[name].left - fresh[name].left == Cm(2)
        assert found[name].top == fresh[name].top


def test_the_names_that_a_long_line_does_not_remember_are_those_of_its_sheet() -> None:
    days = tuple(f"{day}/{month}" for month in (9, 10) for day in range(1, 31))
    line = Chart("line", days, (Series("Tỷ lệ", (0.5,) * 60),), "rate")
    drawn = parts(opened(build(deck("2024-10-31", (Slide("a", "Tỷ lệ", chart=line),)))))
    (chart,) = (one for one in drawn if one.kind == "chart")
    assert "" in chart.grid[0]
    assert names(chart) == [*days]


def test_a_number_under_a_name_that_people_wrote_is_not_another_number_tomorrow() -> None:
    def with_number(name: str, value: str) -> Deck:
        return deck(
            "2024-09-30",
            (
                Slide(
                    "n",
                    "Tiêu đề",
                    chart=units(0.5, 0.6, 0.7),
                    numbers=(Kpi(name, value, STATES["no_target"]),),
                ),
            ),
        )

    presentation = opened(build(with_number("Dự báo", "53%")))
    shapes(presentation)["chiso:n.number_1_name"].text_frame.text = "Cuối năm"
    content = saved(presentation)
    made, _ = again(content, with_number("Dự báo", "54%"))
    assert text(made, "n.number_1") == "54%"
    made, told = again(content, with_number("Cần từ nay", "80%"))
    assert text(made, "n.number_1") == "53%"
    assert {(2, "n.number_1"), (2, "n.number_1_name")} <= listed(told.review)


def test_shapes_that_were_not_ticked_stay_and_are_offered_again() -> None:
    made, told = again(build(OLD), left=frozenset({(2, "chiso:rate.title"), (2, "chiso:rate.table")}))
    assert text(made, "rate.title") == "17 hồ sơ quá hạn, tăng 2"
    assert {(2, "rate.title"), (2, "rate.table")} == listed(told.kept)
    assert listed(again(saved(made))[1].updated) == {(2, "rate.title"), (2, "rate.table")}


def test_words_written_on_the_page_are_not_written_over() -> None:
    edits = own_words.written(OLD.slides[0], {}, "title", "Ý của Chánh Văn phòng")
    own = own_words.worded(OLD.slides[0], edits)
    made, told = again(build(replace(OLD, slides=(own, *OLD.slides[1:]))))
    assert text(made, "rate.title") == "Ý của Chánh Văn phòng"
    assert (2, "rate.title") in listed(told.review)


def claimed(figure: str, text: str) -> Sentence:
    return Sentence(text, Claim(figure, Asked(agency="stp", as_of=date(2024, 9, 30)), ()))


def listing(*lines: str, day: str = "2024-09-30") -> Deck:
    return deck(day, (Slide("list", f"{len(lines)} ý", lines=lines),))


THEN = listing(
    claimed("overdue:dossiers", "17 hồ sơ quá hạn, tăng 2"),
    claimed("online_rate", "Hồ sơ trực tuyến 45,7%"),
    claimed("overdue:tasks", "3 nhiệm vụ quá hạn"),
    "Chưa có tệp PCI năm 2023",
)
LATER = listing(
    claimed("online_rate", "Hồ sơ trực tuyến 52,2%"),
    claimed("soon", "9 hồ sơ sắp đến hạn"),
    claimed("overdue:dossiers", "15 hồ sơ quá hạn, giảm 2"),
    claimed("overdue:tasks", "1 nhiệm vụ quá hạn"),
    "Chưa có tệp PCI năm 2024",
    day="2024-10-31",
)


def listed_in(presentation: Any) -> list[str]:
    return [
        one.removeprefix("• ") for one in text(presentation, "list.lines").replace("•  ", "• ").split("\n")
    ]


AFTER = [
    "Trực tuyến còn thấp: HCTP giải trình",  # where today's stands
    "9 hồ sơ sắp đến hạn",
    "15 hồ sơ quá hạn, giảm 2",
    "1 nhiệm vụ quá hạn",
    "Chưa có tệp PCI năm 2024",
]


def with_an_edited_line(content: bytes) -> bytes:
    presentation = opened(content)
    edited = shapes(presentation)["chiso:list.lines"].text_frame.paragraphs[1].runs[0]
    edited.text, edited.font.color.rgb = f"•  {AFTER[0]}", RGBColor(0x22, 0x88, 0x44)
    return saved(presentation)


def test_of_a_list_the_line_that_somebody_edited_stays_and_the_others_are_of_today() -> None:
    made, told = again(with_an_edited_line(build(THEN)), LATER)
    assert listed_in(made) == AFTER
    runs = [one.runs[0] for one in shapes(made)["chiso:list.lines"].text_frame.paragraphs]
    assert [one.font.color.type is not None and str(one.font.color.rgb) == "228844" for one in runs] == [
        True, False, False, False, False,
    ]  # fmt: skip
    (review,) = (one for one in told.review if one.shape == "chiso:list.lines")
    assert (review.old, review.new) == (f"• {AFTER[0]}", "• Hồ sơ trực tuyến 52,2%")
    assert review.reason == REWORDED_STALE
    made, told = again(saved(made), LATER)
    assert told.updated == told.review == []
    assert [(one.old, one.reason) for one in told.kept] == [(f"• {AFTER[0]}", REWORDED)]
    made, told = again(saved(made), THEN)  # and from there to another day
    assert listed_in(made) == [
        "17 hồ sơ quá hạn, tăng 2", AFTER[0], "3 nhiệm vụ quá hạn", "Chưa có tệp PCI năm 2023"
    ]  # fmt: skip
    assert [one.reason for one in told.review if one.shape.endswith("lines")] == [REWORDED_STALE]


def test_a_line_of_ones_own_stands_where_it_stood_and_one_taken_out_is_not_written_again() -> None:
    presentation = opened(build(THEN))
    frame = shapes(presentation)["chiso:list.lines"].text_frame
    frame._txBody.remove(frame.paragraphs[2]._p)  # the tasks
    mine = deepcopy(frame.paragraphs[0]._p)
    mine.find(qn("a:r")).find(qn("a:t")).text = "Nhắc: họp 3/11"
    frame.paragraphs[0]._p.addnext(mine)
    made, told = again(saved(presentation), LATER)
    after = [
        "Hồ sơ trực tuyến 52,2%", "9 hồ sơ sắp đến hạn", "15 hồ sơ quá hạn, giảm 2", "Nhắc: họp 3/11",
        "Chưa có tệp PCI năm 2024",
    ]  # fmt: skip
    assert listed_in(made) == after
    assert [one.new for one in told.removed] == ["• 1 nhiệm vụ quá hạn"]
    assert refreshing.removed(told) == ["Trang khác: ý “• 1 nhiệm vụ quá hạn”"]
    made, told = again(saved(made), LATER)
    assert (listed_in(made), told.updated) == (after, [])


def test_an_edited_line_about_what_there_is_no_more_stays_and_is_named() -> None:
    presentation = opened(build(LATER))
    shapes(presentation)["chiso:list.lines"].text_frame.paragraphs[1].runs[0].text = "Sắp đến hạn: 9"
    made, told = again(saved(presentation), THEN)
    assert listed_in(made) == [
        "17 hồ sơ quá hạn, tăng 2", "Hồ sơ trực tuyến 45,7%", "Sắp đến hạn: 9", "3 nhiệm vụ quá hạn",
        "Chưa có tệp PCI năm 2023",
    ]  # fmt: skip
    assert [(one.old, one.reason) for one in told.review] == [("Sắp đến hạn: 9", PAST)]
    made, told = again(saved(made), THEN)
    assert [(one.old, one.reason) for one in told.review] == [("Sắp đến hạn: 9", PAST)]
    none = replace(THEN, slides=(Slide("list", "Không có việc gấp", note="Tính đến nay"),))
    made, told = again(saved(made), none)
    assert listed_in(made) == ["Sắp đến hạn: 9"]


def test_lines_worded_on_the_page_stay_and_the_others_are_of_today() -> None:
    (slide,) = THEN.slides
    edits = own_words.written(slide, {}, own_words.line_code(slide.lines[0]), "Mười bảy hồ sơ")
    edits = own_words.written(slide, edits, own_words.line_code(slide.lines[2]), "")  # left out
    made, told = again(build(replace(THEN, slides=(own_words.worded(slide, edits),))), LATER)
    assert listed_in(made) == [
        "Hồ sơ trực tuyến 52,2%", "9 hồ sơ sắp đến hạn", "Mười bảy hồ sơ", "Chưa có tệp PCI năm 2024"
    ]  # fmt: skip
    assert [one.old for one in told.review if one.shape.endswith("lines")] == ["• Mười bảy hồ sơ"]
    assert [one.new for one in told.removed] == ["• 1 nhiệm vụ quá hạn"]


def test_of_a_copied_slide_each_list_is_its_own() -> None:
    presentation = opened(build(THEN))
    copy = presentation.slides.add_slide(presentation.slides[1].slide_layout)
    copy.shapes._spTree.append(deepcopy(shapes(presentation)["chiso:list.lines"]._element))
    frame = presentation.slides[2].shapes[-1].text_frame
    frame.paragraphs[0].runs[0].text = "Của bản chép"
    made, _ = again(saved(again(saved(presentation), LATER)[0]), THEN)
    first, second = (
        next(one for one in made.slides[at].shapes if one.name == "chiso:list.lines") for at in (1, 2)
    )
    assert first.text_frame.paragraphs[0].text == "• 17 hồ sơ quá hạn, tăng 2"
    assert second.text_frame.paragraphs[0].text == "Của bản chép"


def test_a_list_of_a_deck_of_the_version_before_is_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(sentences, "marked", lambda issued, *_: issued)
        content = build(THEN)
    made, told = again(content, LATER)
    assert listed_in(made) == ["Hồ sơ trực tuyến 52,2%", *listed_in(made)[1:]]
    assert "chiso:list.lines" in {one.shape for one in told.updated}
    assert again(saved(made), LATER)[1].updated == []
    presentation = opened(content)
    shapes(presentation)["chiso:list.lines"].text_frame.paragraphs[1].runs[0].text = "Của tôi"
    made, told = again(saved(presentation), LATER)
    assert listed_in(made)[:2] == ["17 hồ sơ quá hạn, tăng 2", "Của tôi"]
    assert [one.reason for one in told.review if one.shape.endswith("lines")] == [REWORDED_STALE]
    _, told = again(saved(made), LATER)
    assert (told.updated, [one.reason for one in told.kept]) == ([], [REWORDED])


def test_what_is_told_of_long_notes_is_short() -> None:
    long = Told(2, updated=[Change(2, "chiso:rate.notes", "Ý chính: " + "rất dài " * 200, "ngắn")])
    _, said = refreshing.lines(long)
    assert len(said) < 200
    assert said.startswith("  trang 2, Ghi chú người trình bày: Ý chính: rất dài")
    assert said.endswith("dài … → ngắn")


def test_a_cell_that_stands_on_two_lines_now_is_known_by_its_words() -> None:
    """Decks of the version before have the number of a dossier and its procedure on one line."""

    def with_dossiers(day: str, parted: str, *days: str) -> Deck:
        rows = tuple((f"H-{place}{parted}Khai sinh", said, "") for place, said in enumerate(days))
        return deck(day, (Slide("late", "Quá hạn", table=table(*rows)),))

    presentation = opened(build(with_dossiers("2024-09-30", " ", "126", "123")))
    shapes(presentation)["chiso:late.table"].table.cell(1, 2).text_frame.text = "Đã nhắc"
    made, told = again(saved(presentation), with_dossiers("2024-10-31", "\n", "148", "145"))
    assert cells(shapes(made)["chiso:late.table"])[1:] == [
        ["H-0\nKhai sinh", "148", "Đã nhắc"], ["H-1\nKhai sinh", "145", ""]
    ]  # fmt: skip
    assert [one.old for one in told.kept] == ["Đã nhắc"]


def told(rate: str, *more: str) -> Notes:
    return Notes((f"Ý chính: Số hóa {rate}.", "Đơn vị trả lời: Phòng A", f"Cách tính Số hóa: {rate}", *more))


def with_notes(old: Deck, notes: Notes, own: str = "") -> Deck:
    first = own_words.worded(old.slides[0], own_words.written(old.slides[0], {}, "notes", own))
    return replace(old, slides=(replace(first, told=notes), *old.slides[1:]))


def edited_notes(content: bytes, change: Any) -> bytes:
    presentation = opened(content)
    frame = presentation.slides[1].notes_slide.notes_text_frame
    frame.text = "\n".join(change(frame.text.split("\n")))
    return saved(presentation)


def test_of_notes_only_the_programs_paragraphs_are_brought_up_to_date() -> None:
    old, new = with_notes(OLD, told("40%")), with_notes(NEW, told("55%", "Không nằm trên slide: H-1"))

    def changed(lines: list[str]) -> list[str]:
        meaning, _, how = lines
        return ["Mở đầu bằng lời cảm ơn", meaning, "Đơn vị trả lời: chị Hạnh", "Nhắc: họp 3/11", how]

    content = edited_notes(build(old), changed)
    made, done = again(content, new)
    after = [
        "Mở đầu bằng lời cảm ơn", "Ý chính: Số hóa 55%.", "Cách tính Số hóa: 55%", "Đơn vị trả lời: chị Hạnh",
        "Nhắc: họp 3/11",
    ]  # fmt: skip
    assert made.slides[1].notes_slide.notes_text_frame.text.split("\n") == after
    assert (2, "rate.notes") in listed(done.updated)
    (kept,) = (one for one in done.kept if one.shape.endswith("rate.notes"))
    assert (kept.old, kept.new) == ("Đơn vị trả lời: chị Hạnh", "Đơn vị trả lời: Phòng A")
    once_more = again(saved(made), new)[1]
    assert not [one for one in once_more.updated if one.shape.endswith("notes")]


def test_notes_that_nobody_touched_are_those_of_today_and_emptied_ones_stay_empty() -> None:
    old, new = with_notes(OLD, told("40%")), with_notes(NEW, told("55%", "Không nằm trên slide: H-1"))
    made, _ = again(build(old), new)
    assert made.slides[1].notes_slide.notes_text_frame.text == "\n".join(new.slides[0].told.lines)
    made, done = again(edited_notes(build(old), lambda lines: []), new)
    assert made.slides[1].notes_slide.notes_text_frame.text == ""
    assert not [one for one in done.updated if one.shape.endswith("rate.notes")]


def test_a_note_written_on_the_page_stays_above_the_programs_own() -> None:
    content = build(with_notes(OLD, told("40%"), "Nói chậm\n\nNêu tên"))
    made, _ = again(content, with_notes(NEW, told("55%")))
    said = made.slides[1].notes_slide.notes_text_frame.text.split("\n")
    assert said == ["Nói chậm", "Nêu tên", *told("55%").lines]


def test_a_slide_that_had_nothing_to_show_gets_no_headline_over_nothing() -> None:
    none = Slide("late", "Không có nhiệm vụ quá hạn", empty="Tính đến 30/9.")
    some = Slide("late", "3 nhiệm vụ quá hạn", table=table(("Phòng A", "3", "Chậm")))
    made, told = again(build(replace(OLD, slides=(none,))), replace(NEW, slides=(some,)))
    assert (text(made, "late.title"), text(made, "late.empty")) == (
        "Không có nhiệm vụ quá hạn",
        "Tính đến 30/9.",
    )
    (change,) = (one for one in told.review if "late" in one.shape)
    assert (change.slide, change.new, change.reason) == (2, "3 nhiệm vụ quá hạn", FILLED)
    assert not [one for one in told.updated if "late" in one.shape]


def test_a_slide_of_ones_own_stays_and_is_not_asked_about() -> None:
    ((own,),) = own_slides.slides(
        {"own:1": own_slides.Own("Tập huấn", "Tầng 2", "", "2024-09-30")}, date(2024, 9, 30), {}.get
    ).values()
    made, told = again(build(replace(OLD, slides=(*OLD.slides, own))))
    assert (text(made, "own:1.title"), text(made, "own:1.lines")) == ("Tập huấn", "• Tầng 2")
    assert not [one for one in (*told.updated, *told.review, *told.removed) if "own:1" in one.shape]


def test_a_cell_worded_on_the_page_stays_and_the_rest_of_its_table_is_new() -> None:
    proposed = OLD.slides[0]
    assert proposed.table is not None
    code = own_words.cell_code(proposed.table.rows[1], 2)  # Phòng B, "Chậm"
    own = own_words.worded(proposed, own_words.written(proposed, {}, code, "Đang gỡ vướng"))
    content = build(replace(OLD, slides=(own, *OLD.slides[1:])))
    assert cells(shapes(opened(content))["chiso:rate.table"])[2] == ["Phòng B", "40%", "Đang gỡ vướng"]
    made, told = again(content)
    rows = cells(shapes(made)["chiso:rate.table"])
    assert ["Phòng B", "70%", "Đang gỡ vướng"] in rows
    assert ["Phòng A", "95%", "Đạt"] in rows
    assert any("Phòng B" in change.reason for change in told.kept)


def test_a_deck_on_the_offices_template_keeps_its_layout_and_colours() -> None:
    presentation = opened(templates.usable()["dark"])
    canvas, _ = canvas_of(presentation)
    emptied(presentation)
    draw(presentation, OLD, canvas)
    dressed(presentation, canvas)
    made, told = again(saved(presentation))
    assert {shape.name for slide in made.slides for shape in slide.shapes} >= {
        "chiso:rate.chart",
        "chiso:rate.title",
    }
    assert (made.slide_width, made.slide_height) == (presentation.slide_width, presentation.slide_height)
    assert [slide.slide_layout.name for slide in made.slides] == [
        slide.slide_layout.name for slide in presentation.slides
    ]
    chart = shapes(made)["chiso:rate.chart"].chart
    assert numbers(chart) == {"Tỷ lệ": {"Phòng B": 0.7, "Phòng A": 0.95, "Phòng D": 0.3}}
    assert (
        next(chart._chartSpace.iter(qn("c:ser"))).find(f"{qn('c:spPr')}//{qn('a:schemeClr')}").get("val")
        == "accent1"
    )
    assert not [one for one in told.review if one.shape.endswith(".footer") and one.slide != 4]
    assert again(saved(made))[1].updated == []


def test_a_deck_tells_nothing_of_what_people_took_out_of_it() -> None:
    with zipfile.ZipFile(io.BytesIO(build(OLD))) as package:
        said = package.read("docProps/custom.xml").decode()
    assert "chiso.as_of" in said
    assert not [word for word in ("Phòng", "hồ sơ", "90%", "quá hạn") if word in said]
    assert max(map(len, re.findall(r">([^<]*)</vt:lpwstr>", said))) <= 255


def test_properties_of_other_people_stay() -> None:
    content = templates.changed(
        build(OLD),
        {
            "docProps/custom.xml": lambda part: part.replace(
                b"</Properties>",
                b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="900" name="Nguoi soan">'
                b"<vt:lpwstr>Lan</vt:lpwstr></property></Properties>",
            )
        },
    )
    made, _ = again(content)
    with zipfile.ZipFile(io.BytesIO(saved(made))) as package:
        said = package.read("docProps/custom.xml").decode()
    assert 'name="Nguoi soan"' in said
    assert said.count('name="chiso.as_of"') == 1


NOT_OURS = {
    "another home's": lambda content: templates.changed(
        content, {"docProps/core.xml": lambda part: re.sub(rb"[0-9a-f]{64}", b"0" * 64, part)}
    ),
    "another day written in": lambda content: templates.changed(
        content, {"docProps/custom.xml": lambda part: part.replace(b"2024-09-30", b"2024-09-29")}
    ),
    "somebody's own": lambda content: templates.of(),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_a_deck_that_is_not_ours_is_refused(what: str) -> None:
    with pytest.raises(Refused) as refused:
        capped.issued_in("sua.pptx", NOT_OURS[what](build(OLD)), SECRET)
    assert refused.value.code == "not_ours"
    assert "Hãy" in refused.value.message


def test_what_may_harm_is_refused_with_what_to_do() -> None:
    bad = {
        "dangerous_file": templates.linked(build(OLD), "ppt/slides/_rels/slide2.xml.rels"),
        "damaged_file": build(OLD)[:-2000],
        "unsupported_file": b"%PDF-1.7",
    }
    for code, content in bad.items():
        with pytest.raises(Refused) as refused:
            capped.issued_in("sua.pptx", content, SECRET)
        assert refused.value.code == code
        assert "Hãy" in refused.value.message


# --- the demonstration, a month later --------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child does is done in this process: its start takes a second."""

    def drawn(drawing: Any, wanted: Wanted) -> tuple[bytes, dict[str, Any]]:
        presentation = opened(drawing.content)
        told = json.loads(json.dumps(refreshed(presentation, wanted).as_json()))
        return saved(presentation), told

    monkeypatch.setattr(capped._Drawing, "drawn", drawn)


@pytest.mark.usefixtures("here")
def test_the_demonstration_of_september_says_in_october_what_the_indicators_say(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not LONG:  # of the usual deck the topics of which more is asked below
        monkeypatch.setattr(slide_deck, "DEFAULT", ("summary", "online", "overdue", "digital"))
    choice = slide_deck.Choice(slide_deck.DEFAULT)
    then, now = (Asked(agency="stp", as_of=date(2024, month, day)) for month, day in ((9, 30), (10, 31)))
    before = outputs.deck(demo_store, then, choice).content
    content, told = refreshing.refreshed(demo_store, now, ("bo.pptx", before), frozenset())
    found = shapes(opened(content))
    fresh = shapes(opened(outputs.deck(demo_store, now, choice).content))
    for change in told.updated:
        shape = found.get(change.shape)  # None: notes
        if shape is not None and shape.has_text_frame and change.new:
            assert shape.text_frame.text == fresh[change.shape].text_frame.text
    for name in (name for name, shape in found.items() if shape.has_chart):
        assert numbers(found[name].chart) == numbers(fresh[name].chart), name
        assert labels(found[name].chart) == labels(fresh[name].chart), name
        assert sheet(found[name].chart) == sheet(fresh[name].chart), name
    for name in (name for name, shape in found.items() if shape.has_table):
        assert cells(found[name]) == cells(fresh[name]), name
    values = {value.indicator: value.value for value in figures.values(demo_store, now)}
    line = [one for one in numbers(found["chiso:online.chart"].chart)["Lũy kế"].values() if one is not None]
    assert line[-1] == pytest.approx(values["online_rate"])
    assert found["chiso:online.title"].text_frame.text.startswith("Hồ sơ trực tuyến 52,2%")
    parts = numbers(found["chiso:overdue.chart"].chart)
    assert sum(sum(one.values()) for one in parts.values()) == values["overdue_dossiers"] == 17
    rates = numbers(found["chiso:digital.chart"].chart)["Đạt"]
    assert rates["Số hóa hồ sơ"] == pytest.approx(values["digitised_rate"])
    if LONG:
        assert refreshing.refreshed(demo_store, now, ("bo.pptx", content), frozenset())[1].updated == []


@pytest.mark.usefixtures("here")
def test_another_agencys_and_another_units_deck_is_refused(demo_store: Store) -> None:
    now = Asked(agency="stp", as_of=date(2024, 10, 31))
    origin = Origin(slide_deck.secret(demo_store), "sct", "2024-09-30", 2024)
    for made, asked, word in (
        (origin, now, "cơ quan “sct”"),
        (replace(origin, agency="stp"), replace(now, unit="vp"), "đơn vị"),
    ):
        with pytest.raises(Refused) as refused:
            refreshing.refreshed(
                demo_store, asked, ("bo.pptx", build(replace(OLD, origin=made))), frozenset()
            )
        assert refused.value.code == "not_ours"
        assert word in refused.value.message


@pytest.mark.skipif(not LONG, reason="without the command line: the tests above")
def test_the_command_answers_with_what_it_did_and_a_refusal_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).put([dossier("H1")], "31/10")
    home = ["--home", str(tmp_path / "home"), "slides"]
    made, out = tmp_path / "bo.pptx", tmp_path / "moi.pptx"
    assert command_line.main([*home, "--as-of", "2024-10-30", "--out", str(made)]) == 0
    assert re.fullmatch("[0-9a-f]{64}", Presentation(str(made)).core_properties.identifier)
    capsys.readouterr()
    words = [*home, "--json", "--out", str(out), "--refresh"]
    assert command_line.main([*words, str(made)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["slides"] == len(Presentation(str(out)).slides)
    changed = {one["shape"]: one for one in said["updated"]}
    assert {"slide", "shape", "old", "new", "reason"} == {*changed["chiso:cover.subtitle"]}
    assert "30/10/2024" in changed["chiso:cover.subtitle"]["old"]
    assert "31/10/2024" in changed["chiso:cover.subtitle"]["new"]
    assert [said[name] for name in ("kept", "removed")] == [[], []]
    out.unlink()
    other = tmp_path / "khac.pptx"
    other.write_bytes(templates.of())
    assert command_line.main([*words, str(other)]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_ours"
    assert not out.exists()
    for more in (["--unit", "vp"], ["--template", str(made)]):
        with pytest.raises(SystemExit) as ended:
            command_line.main([*words, str(made), *more])
        assert ended.value.code == 64
