"""The picture of a slide says what the slide says, as far and as long as it says it, and knows its parts."""

import base64
import io
from datetime import date
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Cm

from chiso.figures.ask import Asked
from chiso.present import deck, outputs
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column, Table
from chiso.present.slides import TEMPLATE, Deck, Slide, build, sketch
from chiso.present.slides.template import EMU, box_of
from tests.conftest import sample
from tests.present.chart_examples import EXAMPLES

SVG = "{http://www.w3.org/2000/svg}"


def of(*slides: Slide) -> Deck:
    return Deck("Giao ban tuần 44", "Sở Tư pháp", "Sở Tư pháp", "Số liệu đến 31/10/2024", slides)


def picture(slide: Slide) -> etree._Element:
    return etree.fromstring(sketch.pictures(of(slide))[1])


def boxes(root: etree._Element, **wanted: str) -> list[tuple[float, ...]]:
    """left, top, width, height of the rectangles that say so."""
    found = [one for one in root.iter(f"{SVG}rect") if wanted.items() <= dict(one.attrib).items()]
    return [tuple(float(one.get(name)) for name in ("x", "y", "width", "height")) for one in found]


def place(root: etree._Element, words: str) -> tuple[float, float]:
    (found,) = (one for one in root.iter(f"{SVG}text") if one.text == words)
    return float(found.get("x")), float(found.get("y"))


def written(slide) -> list[str]:
    """Every text of a slide as python-pptx reads it."""
    found: list[str] = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found += [one.text for one in shape.text_frame.paragraphs]
        elif shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_chart:
            space = shape.chart._chartSpace
            found += ["".join(one.itertext(qn("a:t"))) for one in space.iter(qn("c:dLbl"))]
            skip = space.find(f".//{qn('c:tickLblSkip')}")
            every = int(skip.get("val")) if skip is not None else 1
            found += [str(name) for name in list(shape.chart.plots[0].categories)[::every]]
    return [one for one in found if one.strip()]


def close(texts: list[str]) -> str:
    """One after another, without blanks and what keeps a text from being a formula."""
    return "".join("".join(one.split()) for one in texts)


def whole(wanted: Deck) -> None:
    shown = sketch.pictures(wanted)
    slides = list(Presentation(io.BytesIO(build(wanted))).slides)
    assert len(shown) == len(slides)
    for slide, one in zip(slides, shown, strict=True):
        said, drawn = written(slide), sketch.texts(one)
        # the numbers of an axis are nobody's text
        for text in said:
            assert close([text]) in close(drawn), text
        for line in drawn:
            assert close([line]) in close(said) or line.rstrip("%").replace(",", "").lstrip("−").isdigit(), (
                line
            )


def test_a_shape_stands_where_python_pptx_says_also_where_only_those_above_it_say_so():
    presentation = Presentation(str(TEMPLATE))
    layouts = presentation.slide_layouts
    slides = [presentation.slides.add_slide(layout) for layout in layouts]
    slides[0].shapes[0].left = Cm(
        3
    )  # one side of its own; python-pptx then says 0 for what the file leaves out
    shapes = [shape for one in (*layouts, presentation.slide_master, *slides) for shape in one.shapes]
    inherited = [shape for shape in shapes if shape.is_placeholder and shape._element.cx is None]
    assert len(inherited) >= 8
    for shape in shapes:
        sides = (shape.left, shape.top, shape.width, shape.height)
        assert box_of(shape) == tuple((side or 0) / EMU for side in sides), shape.name


def test_a_slide_is_drawn_without_its_cover():
    wanted = of(Slide("a", "2 việc"), Slide("b", "3 việc"))
    assert sketch.pictures(wanted, 1) == sketch.pictures(wanted)[1:]
    assert [sketch.texts(one)[0] for one in sketch.pictures(wanted, 1)] == ["2 việc", "3 việc"]


def test_a_picture_says_all_that_its_slide_says_and_nothing_else(demo_store):
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    look = outputs.look_at(demo_store, asked)
    slides = deck.storyboard(look)
    assert len(slides) > 12
    whole(deck.deck(look, list(sample(slides))))


@pytest.mark.parametrize("name", sample([*EXAMPLES]))
def test_so_does_the_picture_of_every_kind_of_chart(name):
    chart = EXAMPLES[name]
    whole(of(Slide(name, chart.headline, chart.note, chart)))


def test_bars_are_as_long_as_their_values():
    root = picture(
        Slide("a", "T", chart=Chart("bars", ("A", "B"), (Series("n", (40, 10), "axis", ("alarm", "axis")),)))
    )
    ((long,), (short,)) = (boxes(root, fill=fill) for fill in ("#B42318", "#82909D"))
    assert long[2] == pytest.approx(4 * short[2], abs=0.4)
    assert long[0] == short[0]
    assert long[1] < short[1]  # the first name stands at the top
    assert place(root, "40")[0] > long[0] + long[2]


def test_a_stack_goes_on_where_the_piece_before_ended_and_its_total_stands_at_its_end():
    series = (Series("ít", (4,), "late_1"), Series("nhiều", (2,), "late_3"))
    root = picture(Slide("a", "T", chart=Chart("stacked", ("A",), series)))
    pieces = sorted(boxes(root, fill="#F2B5AE")[-1:] + boxes(root, fill="#8C130B")[-1:])
    ((first, _, wide, _), (second, _, narrow, _)) = pieces
    assert second == pytest.approx(first + wide, abs=0.2)
    assert wide == pytest.approx(2 * narrow, abs=0.2)
    assert place(root, "6")[0] > second + narrow


def test_a_line_breaks_where_nothing_is_known_and_rises_with_its_values():
    chart = Chart("line", ("1", "2", "3", "4", "5"), (Series("n", (0.2, 0.4, None, 0.4, 0.3)),), "rate")
    lines = [
        [tuple(map(float, point.split(","))) for point in one.get("points").split()]
        for one in picture(Slide("a", "T", chart=chart)).iter(f"{SVG}polyline")
        if one.get("stroke-width") == "4"
    ]
    assert [len(one) for one in lines] == [2, 2]
    (first, second), (fourth, fifth) = lines
    assert second[1] < first[1]  # higher
    assert second[1] == fourth[1]
    assert fifth[1] - fourth[1] == pytest.approx((first[1] - second[1]) / 2, abs=0.2)
    (step,) = {round(one[0] - other[0], 0) for other, one in pairwise((first, second))}
    assert fifth[0] - first[0] == pytest.approx(4 * step, abs=2.5)


def test_every_part_of_a_picture_is_known_by_its_name():
    table = Table((Column("Việc"), Column("Hạn")), (("Rà soát", "01/11"), ("Báo cáo", "05/11")))
    root = picture(Slide("plan", "Tiêu đề", "Dòng dưới", table=table, line_below="Dòng cuối"))
    for part, words in (("title", "Tiêu đề"), ("note", "Dòng dưới"), ("line_below", "Dòng cuối"),
                        ("table:0:1", "Hạn"), ("table:2:0", "Báo cáo")):  # fmt: skip
        ((left, top, width, height),) = boxes(root, id=part)
        x, y = place(root, words)
        assert left <= x < left + width, part
        assert top < y <= top + height, part
    root = picture(Slide("summary", "Tiêu đề", lines=("Một", "Hai")))
    (first,), (second,) = (boxes(root, id=f"lines:{number}") for number in (0, 1))
    assert first[1] < place(root, "• Một")[1] <= first[1] + first[3] <= second[1] < place(root, "• Hai")[1]


def test_the_number_of_the_page_is_filled_in():
    _, one = sketch.pictures(of(Slide("a", "2 việc")))
    assert "Sở Tư pháp · 2" in sketch.texts(one)
    assert "Sở Tư pháp · 13" in sketch.texts(sketch.numbered(one, 13))
    assert "2 việc" in sketch.texts(sketch.numbered(one, 13))


def test_a_picture_of_ones_own_is_drawn_at_its_place():
    stream = io.BytesIO()
    Image.effect_noise((1000, 500), 90).save(stream, "PNG")
    assert len(stream.getvalue()) > 300_000  # more than is drawn of a template's
    root = picture(Slide("own:1", "Ảnh", picture=stream.getvalue(), is_own=True))
    (shown,) = root.iter(f"{SVG}image")
    assert float(shown.get("width")) == pytest.approx(2 * float(shown.get("height")), abs=0.2)
    assert base64.b64decode(shown.get("href").removeprefix("data:image/png;base64,")) == stream.getvalue()
