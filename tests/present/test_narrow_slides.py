"""On a narrow slide, or with long words, nothing is cut, left out or laid over another: letters get smaller first."""

import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.palette import contrast, luminance
from chiso.present.slides import TEMPLATE, Deck, Slide, draw, one_chart, too_long
from chiso.present.slides.base import legend, width_cm, wrap
from chiso.present.slides.canvas import OWN
from chiso.present.slides.pages import pages
from chiso.present.slides.sketch import pictures, texts
from chiso.present.slides.template import canvas_of, emptied
from chiso.words.cards import Kpi
from chiso.words.states import STATES
from tests.worlds import office_templates as templates

LATE = Table(
    (Column("Trễ", width=90), Column("Hồ sơ, thủ tục", width=300), Column("Công chức, lý do", width=160)),
    (("126 ngày", "000.00.12.H32-240417-0033\nCấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài",
      "Nguyễn Hoài Ân · Chờ phối hợp · hẹn 06/11"),) * 8,
)  # fmt: skip
BARS = Chart("bars", ("Phòng A", "Phòng B"), (Series("Số", (3, 5)),))


def shapes(slide: Slide, template: str | None = "4:3") -> dict[str, Any]:
    """What is drawn of one slide on a template, None: on ours, by name."""
    presentation = Presentation(io.BytesIO(templates.usable()[template]) if template else str(TEMPLATE))
    canvas = canvas_of(presentation)[0] if template else OWN
    emptied(presentation)
    draw(presentation, Deck("Giao ban", "Sở", "Sở Tư pháp", "Số liệu đến 31/10/2024", (slide,)), canvas)
    return {one.name.removeprefix(f"chiso:{slide.topic}."): one for one in presentation.slides[1].shapes}


def chart_of(chart: Chart) -> Any:
    (found,) = (one for one in Presentation(io.BytesIO(one_chart(chart))).slides[0].shapes if one.has_chart)
    return found.chart


def said_in(chart: Any, words: str) -> Any:
    """The label of a chart that says so."""
    labels = (one for kind in ("a:r", "a:fld") for one in chart._chartSpace.iter(qn(kind)))
    return next(one for one in labels if one.findtext(qn("a:t")) == words)


def test_a_long_table_beside_a_chart_shows_some_rows_and_a_short_one_all() -> None:
    drawn = shapes(Slide("a", "17 hồ sơ quá hạn", "ghi chú", BARS, LATE, line_below="còn 17"))
    assert len(drawn["table"].table.rows) - 1 >= 3
    assert "…" not in {text[-1] for row in drawn["table"].table.rows for text in (c.text for c in row.cells)}
    assert drawn["table"].top + drawn["table"].height <= drawn["line_below"].top
    columns = (Column("Loại", width=130), Column("Số", width=400), Column("Nội dung", width=560))
    row = (
        "Hồ sơ",
        "000.00.12.H32-240417-0033",
        "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài",
    )
    table = Table((*columns, *columns[:2]), ((*row, *row[:2]),) * 6)
    listed = shapes(Slide("a", "35 việc (1/6)", "ghi chú", table=table))
    assert len(listed["table"].table.rows) == 1 + 6
    assert "table_note" not in listed


@pytest.mark.parametrize("template", ["4:3", None])
def test_the_number_of_a_dossier_stands_on_a_line_of_its_own_small_over_its_procedure(
    template: str | None,
) -> None:
    drawn = shapes(Slide("a", "17 hồ sơ quá hạn", "ghi chú", BARS, LATE), template)["table"].table
    number, words = drawn.cell(1, 1).text_frame.paragraphs
    assert number.text == "000.00.12.H32-240417-0033"
    assert words.text == "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài"
    assert number.runs[0].font.size.pt == 12 < words.runs[0].font.size.pt
    wide = (drawn.columns[1].width.cm - 0.3) * 0.97
    many = 1 + len(wrap(words.text, wide, words.runs[0].font.size.pt))
    assert drawn.rows[1].height.cm >= (1.05 + 0.68 * (many - 1)) * words.runs[0].font.size.pt / 16 - 0.06


def test_a_figure_in_words_stands_whole_beside_a_chart() -> None:
    needed = Kpi(
        "Cần từ nay", "Vượt quá 100%", STATES["unreachable"], "1.800 / 1.162 hồ sơ dự kiến đến 30/11"
    )
    numbers = (Kpi("Dự báo 30/11", "46,5%", STATES["missed"], "từ 46,2% đến 46,9%"), needed)
    drawn = shapes(Slide("a", "Hồ sơ trực tuyến 45,7%", "ghi chú", BARS, numbers=numbers))
    assert drawn["number_2"].text_frame.text == "Vượt quá 100%"
    assert len(wrap("Vượt quá 100%", drawn["number_2"].width.cm, size(drawn["number_2"]), bold=True)) == 1


def size(shape: Any) -> float:
    return float(shape.text_frame.paragraphs[0].runs[0].font.size.pt)


def test_the_numbers_of_bars_are_all_of_one_size_where_some_stand_behind_their_targets() -> None:
    rates = Series("Đạt", (0.792, 0.814, 0.411, 0.776, 0.107, 0.968))
    names = (
        "Hồ sơ cấp kết quả điện tử",
        "Số hóa hồ sơ",
        "Tái sử dụng",
        "Thanh toán",
        "Bưu chính",
        "Tiếp nhận",
    )
    chart = Chart("bars", names, (rates,), "rate", targets=(1.0, 1.0, 1.0, 0.3, 0.15, 1.0))
    drawn = shapes(Slide("a", "4/5 chỉ tiêu chưa đạt", "ghi chú", chart, LATE))["chart"].chart
    labels = [
        one for kind in ("a:r", "a:fld") for one in drawn._chartSpace.iter(qn(kind))
        if one.findtext(qn("a:t")) in ("79,2%", "81,4%", "41,1%", "77,6%", "10,7%", "96,8%")
    ]  # fmt: skip
    assert len(labels) == 6
    assert len({one.find(qn("a:rPr")).get("sz") for one in labels}) == 1


def test_of_two_numbers_that_fill_their_parts_of_a_stack_one_stands() -> None:
    """Parts of 2 and 2 beside 32 had "22" over them, before their sum 4."""
    parts = (Series("còn 1 ngày", (16.0, 2.0)), Series("còn 2 ngày", (16.0, 2.0)))
    chart = Chart("stacked", ("Phòng A", "Phòng B"), parts)
    drawn = shapes(Slide("a", "36 hồ sơ đến hạn", "ghi chú", chart, LATE))["chart"].chart
    said = [
        one.findtext(qn("a:t"))
        for one in (*drawn._chartSpace.iter(qn("a:r")), *drawn._chartSpace.iter(qn("a:fld")))
    ]
    assert (said.count("2"), said.count("16")) == (1, 2)


@pytest.mark.parametrize("template", ["4:3", "ground", None])
def test_a_list_that_goes_on_fills_its_slides_and_cuts_nothing(template: str | None) -> None:
    canvas = canvas_of(Presentation(io.BytesIO(templates.usable()[template])))[0] if template else OWN
    widths = {"Loại": 130, "Số": 400, "Nội dung": 560, "Đơn vị đã thôi": 240, "Hạn": 175}
    long = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam"
    rows = tuple(
        (
            "Hồ sơ",
            f"000.00.12.H32-240417-{number:04}" if number < 20 else "X.3",
            (long, "Công chứng")[number % 2],
            "HCTP",
            "31/10/2024",
        )
        for number in range(35 if template is None else 18)
    )
    table = Table(tuple(Column(name, width=width) for name, width in widths.items()), rows)
    parts = pages(Slide("left:1", "35 việc", "ghi chú", table=table, goes_on=True), canvas)
    many = len(parts)
    assert [(one.topic, one.headline) for one in parts[:2]] == [
        ("left:1", f"35 việc (1/{many})"), ("left:2", f"35 việc (2/{many})")]  # fmt: skip
    assert tuple(row for one in parts for row in one.table.rows if one.table) == rows
    sizes = [len(one.table.rows) for one in parts if one.table]
    assert max(sizes) - min(sizes) <= 1  # its rows are shared out
    drawn = [shapes(one, template) for one in parts]
    for one, size in zip(drawn, sizes, strict=True):
        shown = one["table"].table
        assert "table_note" not in one
        assert len(shown.rows) == 1 + size
        assert not [cell.text for row in shown.rows for cell in row.cells if cell.text.endswith("…")]
        assert one["table"].top.cm + sum(row.height.cm for row in shown.rows) <= canvas.bottom
    assert len({tuple(column.width for column in one["table"].table.columns) for one in drawn}) == 1
    if template is None:
        assert many == 4  # 35 rows, half of them of two lines: 0.92 and 1.51 cm of 12.25 cm under the head


def test_of_a_list_of_many_slides_the_last_says_how_many_rows_the_notes_have() -> None:
    canvas = canvas_of(Presentation(io.BytesIO(templates.usable()["4:3"])))[0]
    rows = tuple((f"Việc {number}", "Nội dung dài " * 20) for number in range(1, 31))
    table = Table((Column("Số", width=100), Column("Nội dung", width=560)), rows)
    parts = pages(Slide("left:1", "30 việc", "ghi chú", table=table, goes_on=True), canvas)
    assert [one.headline for one in parts] == [f"30 việc ({place}/4)" for place in (1, 2, 3, 4)]
    drawn = [shapes(one) for one in parts]
    shown = [len(one["table"].table.rows) - 1 for one in drawn]
    assert shown[0] >= shown[3] > 0
    assert ["table_note" in one for one in drawn] == [False, False, False, True]
    left = 30 - sum(shown)
    assert drawn[3]["table_note"].text_frame.text == f"… và {left} dòng nữa"
    notes = drawn[3]["table"].part.slide.notes_slide.notes_text_frame.text
    assert [f"Việc {number} ·" in notes for number in range(1, 31)] == [False] * (30 - left) + [True] * left


def test_a_legend_stands_under_both_lines_of_a_note() -> None:
    long = (
        "Tỷ lệ đúng hạn theo đơn vị, 15/12/2023 – 31/10/2024; * dưới 10 nhiệm vụ; trong ngoặc là số nhiệm vụ"
    )
    bars = replace(BARS, targets=(4.0, 4.0), kind="bullets")
    for note, lines in ((long, 2), ("Theo đơn vị", 1)):
        drawn = shapes(
            Slide("a", "Tiêu đề", note, bars, replace(LATE, rows=LATE.rows[:1], title="Trễ lâu nhất"))
        )
        end = drawn["note"].top + Cm(0.05) + lines * Pt(12 * 1.17)  # a line of Times New Roman or Arial
        assert drawn["chart_name_1"].top > end
        assert drawn["table"].top == shapes(Slide("a", "Tiêu đề", "", BARS, LATE))["table"].top


def test_on_a_panel_no_name_of_a_bar_reaches_its_edge() -> None:
    for bars in (BARS, replace(BARS, targets=(4.0, 4.0), kind="bullets")):
        drawn = shapes(Slide("a", "Tiêu đề", "ghi chú", bars, LATE), "ground")
        assert drawn["chart"].left - drawn["panel"].left >= Cm(0.39)


def test_an_endless_word_breaks_before_a_state_does() -> None:
    row = ("Sắp đến hạn", "http://" + "x" * 90, "Phòng A", "31/10/2024", "http://" + "y" * 90)
    heads = {"Tình trạng": 60, "Việc": 500, "Đơn vị": 120, "Hạn": 90, "Ghi chú": 500}
    table = Table(tuple(Column(name, width=width) for name, width in heads.items()), (row,))
    first = shapes(Slide("a", "Kết luận", table=table))["table"].table.columns[0].width.cm
    assert width_cm("Sắp đến hạn", 14) < first - 0.3


def test_an_endless_word_hides_no_other_row_and_is_whole_in_the_notes() -> None:
    endless, heads = "http://" + "x" * 900, {"Tình trạng": 200, "Hạn nộp": 130, "Việc": 330, "Đơn vị": 230}
    rows = tuple(
        ("Chưa nộp", "31/10/2024", task, "Phòng A")
        for task in ("Báo cáo quý", endless, "Báo cáo năm", "Sơ kết")
    )
    table = Table(tuple(Column(name, width=width) for name, width in heads.items()), rows)
    for template in ("4:3", None):
        drawn = shapes(Slide("a", "4 kỳ", "ghi chú", BARS, table), template)
        shown = [[cell.text for cell in row.cells] for row in drawn["table"].table.rows][1:]
        assert [row[2] for row in shown if row[2] != shown[1][2]] == ["Báo cáo quý", "Báo cáo năm", "Sơ kết"]
        assert shown[1][2].startswith("http://xxx")
        assert shown[1][2].endswith("…")
        assert "table_note" not in drawn
        frame = drawn["table"].part.slide.notes_slide.notes_text_frame
        assert frame.text == f"Không nằm trên slide: {endless}"


def test_a_note_beside_a_table_goes_on_in_a_second_line() -> None:
    note = "Tỷ lệ đúng hạn theo đơn vị, 15/12/2023 – 31/10/2024"
    drawn = shapes(
        Slide("a", "Tiêu đề", note, BARS, Table(LATE.columns, LATE.rows[:1], title="Trễ lâu nhất"))
    )
    assert drawn["note"].text_frame.text == note


def test_every_figure_of_a_panel_is_seen() -> None:
    numbers = tuple(Kpi(f"Chỉ tiêu {place}", "92,3%", STATES["met"], "chỉ tiêu 100%") for place in range(4))
    line = Chart("line", ("T1", "T2"), (Series("x", (1, 2)),), "points")
    drawn = shapes(Slide("a", "Một tiêu đề dài hai dòng của mẫu hẹp này", "ghi chú", line, numbers=numbers))
    assert {f"number_{place}" for place in (1, 2, 3, 4)} <= drawn.keys()
    assert drawn["number_4_under"].top + drawn["number_4_under"].height <= drawn["footer"].top + Cm(0.1)


def test_a_sentence_of_a_list_is_not_cut_while_there_is_room() -> None:
    said = (
        "Giao "
        + "Phòng Văn bản quy phạm pháp luật và Theo dõi thi hành pháp luật, " * 5
        + "trước 07/11/2024."
    )
    slide = Slide("a", "Đề nghị", lines=(said,))
    assert shapes(slide)["lines"].text_frame.text.endswith("trước 07/11/2024.")
    assert too_long(slide) == []


def test_a_number_inside_a_bar_does_not_lie_on_its_name_and_no_name_is_left_out() -> None:
    names = ("Hồ sơ trực tuyến tiếp nhận trong 8 giờ làm việc",) * 5 + ("Thanh tra (7/9)",)
    bars = Chart("bullets", names, (Series("Đạt", (1.0,) * 5 + (0.778,), texts=("100%",) * 5 + ("77,8% (45–94%)",)),),
                 "rate", targets=(1.0,) * 6)  # fmt: skip
    drawn = shapes(Slide("a", "Tiêu đề", "ghi chú", bars, LATE))
    chart = drawn["chart"].chart
    label = said_in(chart, "77,8% (45–94%)")
    size = int(label.find(qn("a:rPr")).get("sz")) / 100
    bar = 0.778 / chart.value_axis.maximum_scale * 0.56 * drawn["chart"].width.cm
    assert width_cm("77,8% (45–94%)", size, bold=True) < bar
    assert chart.category_axis.tick_labels.font.size < Pt(14)  # three lines of 14 points: 1.8 cm a bar


def test_a_number_behind_a_bar_leaves_the_bars_as_long_as_the_marks_of_their_targets_say() -> None:
    """A bar of 100% ended before the mark of 100%: "98%", behind a bar without a target, stood beyond the chart, and
    LibreOffice then draws all bars shorter."""
    names = ("Nghiệp vụ 2 (18/18)", "Đã thôi đến 30/06/2024 (100/102)")
    bars = Chart("bullets", names, (Series("Đạt", (1.0, 0.98)),), "rate", targets=(1.0, None))
    drawn = shapes(Slide("a", "Tiêu đề", "ghi chú", bars, LATE))
    plot = 0.56 * drawn["chart"].width.cm
    end = drawn["chart"].chart.value_axis.maximum_scale
    assert plot * (1 - 0.98 / end) >= width_cm("98%", 14, bold=True) + 0.3
    mark, left = drawn["chart_mark_1"], drawn["chart"].left.cm + 0.44 * drawn["chart"].width.cm
    assert mark.left.cm + mark.width.cm / 2 == pytest.approx(left + plot / end, abs=0.01)


def test_the_total_of_a_table_is_bold() -> None:
    table = Table(
        (Column("Đơn vị", width=200), Column("Số")), (("Phòng A", "3"), ("Cộng", "3")), last_bold=True
    )
    rows = shapes(Slide("a", "Ba việc", table=table))["table"].table.rows
    bold = [
        {run.font.bold for cell in row.cells for run in cell.text_frame.paragraphs[0].runs} for row in rows
    ]
    assert bold[1:] == [{False}, {True}]


def test_days_below_a_line_stand_side_by_side() -> None:
    days = tuple(f"{day % 28 + 1:02}/{day // 28 + 1:02}" for day in range(84))
    chart = chart_of(Chart("line", days, (Series("Tỷ lệ", (0.5,) * 84),), "rate"))
    axis = chart.category_axis._element
    assert (
        axis.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").get("rot") is None
    )  # LibreOffice then prints every name
    narrow = shapes(Slide("a", "x", "", Chart("line", days, (Series("Tỷ lệ", (0.5,) * 84),), "rate"), LATE))
    steps = [int(one.find(qn("c:tickLblSkip")).get("val"))
             for one in (axis, narrow["chart"].chart.category_axis._element)]  # fmt: skip
    assert (
        steps[0] < steps[1] == 84 // 2
    )  # two dates of 1.3 cm, 0.6 apart, on the 4.8 cm that the axis and "50%" at the line's end leave
    # LibreOffice, which does not heed the step, finds no more names to lay side by side; the sheet has them all
    assert [name for name in chart.plots[0].categories if name] == list(days[:: steps[0]])
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(days)


def test_no_axis_of_rates_goes_far_beyond_a_hundred_percent() -> None:
    chart = chart_of(Chart("line", ("a", "b"), (Series("Tỷ lệ", (0.5, 1.0)),), "rate"))
    assert 1.0 < chart.value_axis.maximum_scale < 1.05
    over = chart_of(Chart("line", ("a", "b"), (Series("Giải ngân", (0.5, 1.2)),), "rate"))
    assert over.value_axis.maximum_scale > 1.2


@pytest.mark.parametrize("values", [(1.0, 1.0), (0.0, 0.0), (0.56, 0.563), (0.97, 0.99), (0.5, 0.9)])
def test_an_axis_of_rates_says_each_whole_percent_once_and_none_over_a_hundred(
    values: tuple[float, ...],
) -> None:
    """Office draws at most ten or so lines: of a shorter axis they would be parts of a percent."""
    chart = Chart("line", ("a", "b"), (Series("Tỷ lệ", values),), "rate")
    axis = chart_of(chart).value_axis
    assert axis.minimum_scale <= min(values)
    assert axis.maximum_scale > max(values)
    assert axis.maximum_scale - axis.minimum_scale >= 0.1 - 1e-9
    assert axis.tick_labels.number_format == '[>1.001]"";0%'
    (picture,) = pictures(Deck("Giao ban", "Sở", "Sở Tư pháp", "31/10", (Slide("a", "x", "", chart),)), 1)
    said = [one for one in texts(picture) if re.fullmatch(r"\d+%", one)]
    if round(100 * values[-1], 6).is_integer():
        said.remove(f"{100 * values[-1]:.0f}%")  # at the line's end
    assert len(set(said)) == len(said)
    assert not {"101%", "102%", "103%", "104%"} & {*said}


def test_a_single_day_is_a_point_with_its_number_beside_it() -> None:
    (series,) = chart_of(Chart("line", ("a", "b"), (Series("x", (0.3, None)),), "rate")).plots[0].series
    assert series._element.find(f"{qn('c:marker')}/{qn('c:symbol')}").get("val") == "circle"
    assert next(series._element.iter(qn("c:dLblPos"))).get("val") == "r"


def test_words_of_bars_to_the_left_have_room_before_the_names() -> None:
    words = "giảm 5,3 điểm phần trăm (thay đổi khác thường)"
    chart = Chart(
        "moves", ("Hồ sơ trực tuyến", "Số hóa"), (Series("Mức", (-1.0, 0.5), texts=(words, "tăng")),)
    )
    axis = chart_of(chart).value_axis
    low, high = axis.minimum_scale, axis.maximum_scale
    plot = 30.67 - width_cm("Hồ sơ trực tuyến", 14) - 0.5
    assert (-1.0 - low) / (high - low) * plot >= width_cm(words, 14, bold=True)


def test_words_behind_bars_end_before_what_stands_beside_them() -> None:
    words = "100% (57–100%), của năm nhiệm vụ"
    chart = Chart("bullets", ("Pháp chế", "TT CNTT"), (Series("Đạt", (1.0, 0.2), texts=(words, "20%")),), "rate",
                  targets=(None, None))  # fmt: skip
    plot = 30.67 - width_cm("TT CNTT", 14) - 0.5
    left = plot * (1 - 1.0 / chart_of(chart).value_axis.maximum_scale)
    assert left >= width_cm(words, 14, bold=True)


@pytest.mark.parametrize("template", ["dark", "4:3"])
def test_what_a_line_says_can_be_read_on_its_ground(template: str) -> None:
    line = Chart("line", ("T1", "T2"), (Series("x", (0.4, 0.5)),), "rate", labels="last")
    chart = shapes(Slide("a", "Tiêu đề", chart=line), template)["chart"].chart
    said = said_in(chart, "50%")
    shade = next(said.iter(qn("a:srgbClr"))).get("val")
    ground = "#000000" if template == "dark" else "#FFFFFF"
    assert contrast(luminance(f"#{shade}"), luminance(ground)) >= 4.5


def test_on_a_panel_the_pages_number_stands_on_it_too() -> None:
    drawn = shapes(Slide("a", "Tiêu đề", lines=("Một",)), "ground")
    assert drawn["page"].top + drawn["page"].height <= drawn["panel"].top + drawn["panel"].height
    assert drawn["page"].top >= drawn["footer"].top + drawn["footer"].height


def test_what_lines_say_lies_on_no_line_and_no_other_label() -> None:
    ahead = Series("dự báo 53,7%", (None, None, 0.522, 0.537), style="dot")
    one = Chart(
        "line",
        tuple("abcd"),
        (Series("Lũy kế", (0.4, 0.5, 0.522, None)), ahead),
        "rate",
        target=0.55,
        labels="last",
    )
    chart = shapes(Slide("a", "x", chart=one))["chart"].chart
    places = {}
    for label in chart._chartSpace.iter(qn("c:dLbl")):
        if words := "".join(part.text or "" for part in label.iter(qn("a:t"))):
            down = label.find(f"{qn('c:layout')}/{qn('c:manualLayout')}/{qn('c:y')}")
            places[words] = label.find(qn("c:dLblPos")).get("val"), down is not None
    assert places == {"52,2%": ("b", True), "dự báo 53,7%": ("r", False), "Chỉ tiêu 55%": ("t", False)}
    plot = chart._chartSpace.find(f".//{qn('c:plotArea')}/{qn('c:layout')}/{qn('c:manualLayout')}")
    wide = shapes(Slide("a", "x", chart=one))["chart"].width / 360_000
    assert (1 - float(plot.find(qn("c:w")).get("val"))) * wide >= width_cm("dự báo 53,7%", 16, bold=True)


def test_the_words_of_a_target_stand_clear_of_the_axis_and_of_the_line() -> None:
    """A hundred days: the first ten fall from 90% to 45%, then all are 40%; the words take 2.4 cm."""
    values = (*(0.9 - 0.05 * day for day in range(10)), *(0.4,) * 90)
    days = tuple(f"{day % 28 + 1:02}/{day // 28 + 1:02}" for day in range(100))
    drawn = shapes(
        Slide("a", "x", chart=Chart("line", days, (Series("Lũy kế", values),), "rate", target=0.55)), None
    )
    (at,) = (
        int(label.find(qn("c:idx")).get("val"))
        for label in drawn["chart"].chart._chartSpace.iter(qn("c:dLbl"))
        if "Chỉ tiêu 55%" in "".join(part.text or "" for part in label.iter(qn("a:t")))
    )
    day = drawn["chart"].width / 360_000 / 100
    half = width_cm("Chỉ tiêu 55%", 14, bold=True) / 2
    assert at * day > half  # not on the axis
    assert (at - 9) * day > half  # nor where the line still falls through the target
    assert at < 30


def test_a_sign_is_as_wide_as_it_is_drawn_and_a_number_of_a_stack_as_its_piece() -> None:
    assert width_cm("▲", 28.35) == pytest.approx(1.0, abs=0.001)  # as wide as the letters are high: 1 cm
    parts = Series("chưa nộp", (1,), "alarm"), Series("đúng hạn", (18,), "context")
    drawn = shapes(Slide("a", "x", "", Chart("stacked", ("Văn phòng",), parts, things="kỳ"), LATE))["chart"]
    label = said_in(drawn.chart, "1")
    size = int(label.find(qn("a:rPr")).get("sz")) / 100
    plot = drawn.width / 360_000 - width_cm("Văn phòng", 14) - 0.5
    assert width_cm("1", size, bold=True) <= plot / drawn.chart.value_axis.maximum_scale


def test_a_few_short_rows_use_the_room_of_their_slide() -> None:
    table = Table((Column("Đơn vị"), Column("Cộng")), (("HCTP", "18"), ("Thanh tra", "10"), ("PBGDPL", "1")))
    few = shapes(Slide("a", "35 việc", "ghi chú", table=table), None)["table"].table
    many = replace(table, rows=(table.rows * 4)[:10])
    usual = shapes(Slide("a", "35 việc", "ghi chú", table=many), None)["table"].table
    assert few.rows[1].height > 1.4 * usual.rows[1].height > 1.4 * 360_000
    assert few.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt == 18
    assert usual.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt == 16


def test_a_headline_with_a_word_too_many_is_set_a_little_smaller() -> None:
    assert OWN.headline("Đề nghị kết luận")[1] == 28
    assert OWN.headline("Theo sổ báo cáo, 32 kỳ đến hạn: 2 chưa nộp, 4 nộp trễ, 3 sơ sài")[1] in (26, 24)
    assert (
        OWN.headline("Hồ sơ trực tuyến đạt 45,6% (thiếu tháng 3, 6), thấp hơn chỉ tiêu 9,4 điểm phần trăm")[1]
        == 28
    )


def test_a_list_of_one_row_is_a_form_that_fills_its_slide() -> None:
    table = Table(
        (Column("Trễ"), Column("Nội dung"), Column("Công chức"), Column("Hẹn xong")),
        (("22 ngày", "Cấp Phiếu lý lịch tư pháp", "", "–"),),
        alarm=frozenset({(0, 0)}),
    )
    form = table.turned()
    assert form.rows == (
        ("Trễ", "22 ngày"),
        ("Nội dung", "Cấp Phiếu lý lịch tư pháp"),
    )  # what is not known is left out
    assert form.alarm == {(0, 1)}
    assert form.heads == ("Thông tin", "Chi tiết")


def test_no_line_of_a_broken_word_begins_with_what_no_program_lets_a_line_begin_with() -> None:
    assert width_cm("![anh](http://evil", 16) < 4 < width_cm("![anh](http://evil.", 16)
    assert wrap("![anh](http://evil.example)", 4, 16)[0] == "![anh](http://evi"


def test_what_is_left_out_and_what_a_sign_means_share_one_line_under_the_rows() -> None:
    table = replace(LATE, note="đỏ: trên 7 ngày làm việc · ⟲ đã hẹn lại ngày trả")
    drawn = shapes(Slide("a", "17 hồ sơ quá hạn", "ghi chú", BARS, table, line_below="còn 17"), None)
    rows = drawn["table"].table.rows
    assert drawn["table"].top + sum(row.height for row in rows) <= drawn["table_note"].top
    assert drawn["table_note"].top + drawn["table_note"].height <= drawn["line_below"].top
    assert drawn["table_note"].text_frame.text == f"… và {9 - len(rows)} dòng nữa · {table.note}"


@pytest.mark.parametrize(
    ("values", "roles", "said"),
    [
        ((0.9, 1.0), ("alarm", "accent"), ["Đạt", "Chỉ tiêu 100%"]),
        ((0.9, 0.0), ("alarm", "accent"), ["Chỉ tiêu 100%"]),
    ],
)
def test_a_legend_names_only_what_is_drawn(
    values: tuple[float, ...], roles: tuple[str, ...], said: list[str]
) -> None:
    rates = Chart("bullets", ("A", "B"), (Series("Đạt", values, roles=roles),), "rate", targets=(1.0, 1.0))
    assert [words for words, _ in legend(rates)] == said
