"""A deck is native, editable, and holds exactly the numbers it was given; text never runs over."""

import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Cm

from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.slides import Deck, Multiple, Slide, build, one_chart
from chiso.present.slides.base import fit, width_cm, wrap
from chiso.words.cards import Kpi
from chiso.words.states import STATES
from tests.present.chart_examples import BOUND
from tests.worlds import hostile

LONG = "Phòng Văn bản quy phạm pháp luật và Theo dõi thi hành pháp luật " * 3


def read(content: bytes):
    return Presentation(io.BytesIO(content))


def charts(presentation):
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def deck(*slides: Slide) -> bytes:
    return build(Deck("Giao ban tuần 43", "Sở Tư pháp", "Sở Tư pháp", "Số liệu đến 24/10/2024", slides))


def test_a_native_chart_reads_back_the_values_it_was_given():
    values = (0.382, None, 0.5241935483870968)
    chart = Chart("line", ("T12", "T1", "T2"), (Series("Tỷ lệ", values),), "rate", labels="last")
    (drawn,) = charts(read(deck(Slide("online", "Trực tuyến 52,4%", chart=chart))))
    assert list(drawn.plots[0].categories) == ["T12", "T1", "T2"]
    assert tuple(drawn.plots[0].series[0].values) == values


def test_a_stack_carries_its_totals_as_text():
    chart = Chart(
        "stacked",
        ("A", "B"),
        (Series("đến 7 ngày", (2, 1), "late_1"), Series("trên 30 ngày", (4, 0), "late_3")),
    )
    (drawn,) = charts(read(deck(Slide("overdue", "7 hồ sơ", chart=chart))))
    totals = drawn.plots[0].series[2]
    assert [totals.points[i].data_label.text_frame.text for i in (0, 1)] == ["6", "1"]


def test_small_charts_stand_under_their_figures_and_what_has_no_room_is_counted():
    scores = Chart(
        "line", ("2021", "2022", "2023"), (Series("Điểm", (2.0, None, 1.5)),), "points", labels="ends"
    )
    many = tuple(
        Multiple(
            number, Kpi(f"Chỉ số {number}", "1,5", STATES["missed"], "hạng 3", "giảm 0,5 so với 2021"), scores
        )
        for number in range(1, 8)
    )
    slide = read(deck(Slide("indices", "Một chỉ số giảm", multiples=many))).slides[1]
    shapes = {shape.name.removeprefix("chiso:indices."): shape for shape in slide.shapes}
    for number in range(1, 7):
        figure, chart = shapes[f"number_{number}"], shapes[f"chart_{number}"]
        assert (figure.text_frame.text, shapes[f"number_{number}_change"].text_frame.text) == (
            "1,5",
            "giảm 0,5 so với 2021",
        )
        (series,) = chart.chart.plots[0].series
        assert tuple(series.values) == (2.0, None, 1.5)
        assert [series.points[place].data_label.text_frame.text for place in (0, 2)] == ["2,00", "1,50"]
        assert figure.top + figure.height <= chart.top
        assert chart.top + chart.height <= Cm(17.5)
    assert "chart_7" not in shapes
    assert shapes["table_note"].text_frame.text == "… và 1 chỉ số nữa"
    assert shapes["chart_2"].left >= shapes["chart_1"].left + shapes["chart_1"].width
    rose = [replace(one, figure=replace(one.figure, state=STATES["met"])) for one in many[:6]]
    slide = read(deck(Slide("indices", "Chỉ chỉ số 7 giảm", multiples=(*rose, many[6])))).slides[1]
    names = [shape.text_frame.text for shape in slide.shapes if shape.name.endswith("_name")]
    assert names == [f"Chỉ số {number}" for number in (1, 2, 3, 4, 5, 7)]  # of whom the headline speaks stays


def test_each_slide_stands_in_one_section_that_has_a_name():
    sections = ("Hồ sơ", "", "Trực tuyến")
    made = read(deck(*(Slide(f"topic{at}", "Tiêu đề", section=one) for at, one in enumerate(sections))))
    space = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    numbers = [one.get("id") for one in made.slides._sldIdLst]
    found = {
        one.get("name"): [slide.get("id") for slide in one.iter(f"{space}sldId")]
        for one in made.part._element.iter(f"{space}section")
    }
    assert found == {"Mở đầu": numbers[:1], "Hồ sơ": numbers[1:3], "Trực tuyến": numbers[3:]}


def test_the_slide_is_sixteen_to_nine_and_speaks_in_placeholders():
    presentation = read(deck(Slide("a", "Tiêu đề là phát hiện")))
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9, rel=1e-3)
    assert presentation.slides[1].shapes.title.text == "Tiêu đề là phát hiện"
    footers = {
        shape.placeholder_format.idx: shape.text_frame.text for shape in presentation.slides[1].placeholders
    }
    assert (footers[11], footers[12]) == ("Số liệu đến 24/10/2024", "Sở Tư pháp · 2")


@pytest.mark.parametrize(("short", "said"), [("Sở TN&MT", "Sở TN&MT · 2"), ("", "2")])
def test_an_agency_whose_name_is_too_long_for_the_footer_stands_there_under_its_short_one(short, said):
    slides = (Slide("a", "Tiêu đề là phát hiện"),)
    named = Deck("Giao ban", "", "Sở Tài nguyên và Môi trường", "Số liệu", slides, short_agency=short)
    (number,) = (one for one in read(build(named)).slides[1].placeholders if one.placeholder_format.idx == 12)
    assert number.text_frame.text == said


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "{=A1}", "http://example.invalid", "+1", "\t=1", "-1"])
def test_a_category_never_becomes_a_formula_or_a_link(name):
    content = one_chart(
        Chart("bars", (name, "B"), (Series(name, (1, 2)),), headline="Một biểu đồ", source="nguồn")
    )
    (drawn,) = charts(read(content))
    book = openpyxl.load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert all(BOUND.fullmatch(cell.value) and cell.row > 1 and cell.column > 2 for cell in formulas)
    assert all(cell.hyperlink is None for cell in cells)


def test_long_names_and_many_units_stay_on_the_slide():
    units = tuple(f"{LONG} {i}" for i in range(40))
    rows = tuple((f"{i} ngày", LONG, LONG) for i in range(60))
    slides = [
        Slide(
            "a",
            LONG * 3,
            LONG * 3,
            Chart("bars", units, (Series("x", tuple(range(40))),)),
            line_below=LONG * 3,
        ),
        Slide("b", LONG, table=Table(tuple(map(Column, ("Trễ", "Thủ tục", "Công chức"))), rows, LONG, LONG)),
        Slide(
            "c",
            LONG,
            numbers=tuple(Kpi(LONG, LONG, STATES["met"], LONG) for _ in range(4)),
            table=None,
            lines=(LONG * 4,) * 9,
        ),
    ]
    presentation = read(deck(*slides))
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= Cm(17.75), shape.name
            assert shape.left + shape.width <= presentation.slide_width


def test_a_table_with_room_shows_a_long_text_whole():
    text = (
        "Báo cáo nguyên nhân hồ sơ trễ hạn của công chức thụ lý và thời hạn khắc phục, gửi Văn phòng tổng hợp, "
        "trình lãnh đạo xem xét trước phiên họp giao ban của tuần sau"
    )
    table = Table((Column("Tình trạng"), Column("Việc", width=200)), (("Quá hạn", text),) * 3)
    (drawn,) = [
        shape.table for shape in read(deck(Slide("a", "b", table=table))).slides[-1].shapes if shape.has_table
    ]
    assert [row.cells[1].text for row in drawn.rows][1:] == [text] * 3
    assert drawn.rows[1].height > drawn.rows[0].height


def test_naughty_strings_make_a_readable_deck():
    naughty = [text for text in hostile.public() if text.strip()]
    rows, columns = tuple((text, text) for text in naughty), (Column("a"), Column("b"))
    slides = [Slide("t", text, text, table=Table(columns, rows[i * 8 : i * 8 + 8]), speaker_note=text)
              for i, text in enumerate(naughty[::12])]  # fmt: skip
    chart = Chart("bars", tuple(naughty[:60]), (Series("x", tuple(range(60))),))
    assert len(read(deck(*slides, Slide("c", "x", chart=chart))).slides) == len(slides) + 2


@given(st.text(max_size=400), st.floats(1, 30), st.integers(10, 54), st.integers(1, 3))
def test_fitted_text_takes_no_more_lines_than_it_may(text, width, size, lines):
    fitted = fit(text, width, size, lines=lines)
    assert len(wrap(fitted, width, size)) <= lines or width_cm("W…", size) > width


def test_widths_are_arial():
    # Arial's advance widths: "Hoa" = 722 + 556 + 556 thousandths of the size.
    assert width_cm("Hoa", 28.3465) == pytest.approx(1.834)
    assert width_cm("Hòa", 28.3465) == pytest.approx(1.834)


def test_four_side_figures_end_above_the_footer():
    numbers = tuple(Kpi("PAKN đúng hạn", "92,3%", STATES["met"], "chỉ tiêu ≥ 100%") for _ in range(4))
    chart = Chart("line", ("T1", "T2"), (Series("x", (1, 2)),), "points")
    slide = read(deck(Slide("n", "Bốn con số", "", chart, numbers=numbers))).slides[1]
    texts = [shape for shape in slide.shapes if shape.has_text_frame and not shape.is_placeholder]
    assert max(shape.top + shape.height for shape in texts) <= Cm(17.75)


@pytest.mark.parametrize(
    ("state", "colour"), [("hard", "B42318"), ("behind", "B86E00"), ("met", "17212B"), ("unknown", "17212B")]
)
def test_a_figure_of_the_side_panel_has_the_colour_of_its_state(state: str, colour: str) -> None:
    """What is late for its target is told apart from what meets it: the colours of visual.md."""
    numbers = (Kpi("Trực tuyến", "52,4%", STATES[state]),)
    slide = read(deck(Slide("n", "Một con số", numbers=numbers))).slides[1]
    (value,) = (shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "52,4%")
    assert str(value.text_frame.paragraphs[0].runs[0].font.color.rgb) == colour
