"""A deck from its model, on the template of data/templates/giao-ban.pptx."""

import io
from dataclasses import replace
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from chiso.core.settings import ROOT
from chiso.present.chart import Chart
from chiso.present.slides.base import colour, safe
from chiso.present.slides.fit import fit, wrap
from chiso.present.slides.legend import add_legend, legend
from chiso.present.slides.model import Deck, Number, Slide
from chiso.present.slides.native import add_chart
from chiso.present.slides.tables import add_table, heat_table
from chiso.present.slides.targets import LYING

TEMPLATE = ROOT / "data" / "templates" / "giao-ban.pptx"
COVER, CONTENT = 0, 1
FOOTER, PAGE = 11, 12  # placeholder numbers of the template
LEFT, TOP, WIDTH, BOTTOM = 1.6, 5.0, 30.67, 17.4


def build(deck: Deck) -> bytes:
    """The deck as PPTX."""
    presentation = Presentation(str(TEMPLATE))
    presentation.core_properties.title = safe(deck.title)
    cover = presentation.slides.add_slide(presentation.slide_layouts[COVER])
    cover.shapes.title.text = fit(safe(deck.title), 27.5, 40, lines=2, bold=True)
    cover.placeholders[1].text = fit(safe(deck.subtitle), 27.5, 20, lines=3)
    _footer(presentation, cover, deck, 1)
    for number, slide in enumerate(deck.slides, start=2):
        _content(presentation, slide, deck, number)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def one_chart(chart: Chart, source: str, agency: str = "") -> bytes:
    """A single slide with one native chart, for the download beside each chart of the pages."""
    presentation = Presentation(str(TEMPLATE))
    deck = Deck(chart.headline, "", agency, source)
    _content(presentation, Slide("one", chart.headline, chart.note, chart), deck, 1)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _content(presentation: Any, slide: Slide, deck: Deck, number: int) -> None:
    slide = _drawable(slide)
    drawn = presentation.slides.add_slide(presentation.slide_layouts[CONTENT])
    drawn.shapes.title.text = fit(safe(slide.headline), 30, 28, lines=2, bold=True)
    _footer(presentation, drawn, deck, number)
    if slide.note:
        _text(drawn, slide.note, LEFT, 4.0, WIDTH, 0.9, size=16, role="gray")
    if slide.empty:
        _text(drawn, slide.empty, LEFT, 7.5, WIDTH, 3.0, size=20, role="gray", lines=3)
    _body(drawn, slide)
    if slide.speaker_note:
        drawn.notes_slide.notes_text_frame.text = safe(slide.speaker_note)


def _drawable(slide: Slide) -> Slide:
    """A chart without a value says so instead of standing empty; a heat chart is a table."""
    chart = slide.chart
    if chart is None or (chart.kind != "heat" and not chart.is_empty):
        return slide
    if chart.is_empty:
        return replace(slide, chart=None, empty=slide.empty or chart.empty)
    return replace(slide, chart=None, table=heat_table(chart))


def _body(drawn: Any, slide: Slide) -> None:
    bottom = BOTTOM - (1.2 if slide.line_below else 0)
    if slide.chart and (slide.table or slide.numbers):
        _chart(drawn, slide.chart, 20.6 if not slide.table else 14.7, bottom)
        if slide.table:
            _table(drawn, slide, 17.27, 15.0, bottom)
        else:
            _numbers(drawn, slide.numbers, 23.6, 8.7)
    elif slide.chart:
        _chart(drawn, slide.chart, WIDTH, bottom)
    elif slide.table and slide.numbers:
        _table(drawn, slide, LEFT, 21.0, bottom)
        _numbers(drawn, slide.numbers, 23.6, 8.7)
    elif slide.table:
        _table(drawn, slide, LEFT, WIDTH, bottom)
    elif slide.numbers:
        _numbers(drawn, slide.numbers, LEFT, WIDTH)
    if slide.lines:
        _bullets(drawn, slide.lines, bottom)
    if slide.line_below:
        _text(drawn, slide.line_below, LEFT, 16.4, WIDTH, 0.9, size=18)


def _chart(drawn: Any, chart: Chart, width: float, bottom: float) -> None:
    """The chart, under a legend where several series are not labelled directly; few bars stay slim."""
    top = TOP
    if legend(chart):
        add_legend(drawn, chart, LEFT, TOP)
        top += 0.9
    height = bottom - top
    if chart.kind in LYING:
        height = min(height, 1.0 + 1.9 * max(1, len(chart.names)))
    add_chart(drawn, chart, 1.2, top, width, height)


def _table(drawn: Any, slide: Slide, left: float, width: float, bottom: float) -> None:
    table = slide.table
    assert table is not None
    top = TOP
    if table.title:
        _text(drawn, table.title, left, 4.0 if left > LEFT else TOP, width, 0.9, size=16, role="gray")
        top = TOP if left > LEFT else TOP + 1.0
    left_out = add_table(drawn, table, left, top, width, bottom - (0.9 if table.note else 0))
    notes = [f"… và {left_out} dòng nữa" if left_out else "", table.note]
    note = " · ".join(filter(None, notes))
    if note:
        shown = len(table.rows) - left_out
        _text(drawn, note, left, min(top + 1.0 * (shown + 1) + 0.25, 16.5), width, 0.8, size=14, role="gray")


def _numbers(drawn: Any, numbers: tuple[Number, ...], left: float, width: float) -> None:
    """The side panel: the first figure large, the others smaller."""
    top = TOP
    for index, number in enumerate(numbers[:4]):
        size = 54 if index == 0 and len(numbers) < 4 else 32 if len(numbers) < 4 else 26
        while size > 18 and wrap(safe(number.value), width, size, bold=True)[1:]:
            size -= 2
        role = "alarm" if number.is_alarm else "text"
        _text(drawn, number.label, left, top, width, 0.8, size=16, role="gray")
        _text(drawn, number.value, left, top + 0.75, width, size / 22, size=size, role=role, bold=True)
        top += 0.85 + size / 22
        if number.note:
            lines = 2 if len(numbers) < 4 else 1
            _text(drawn, number.note, left, top, width, 0.7 * lines, size=16, lines=lines)
            top += 0.72 * len(wrap(safe(number.note), width, 16)[:lines])
        top += 0.75 if len(numbers) < 4 else 0.35


def _bullets(drawn: Any, lines: tuple[str, ...], bottom: float) -> None:
    """Sentences one under another, as large as they all fit."""
    for size in (22, 20, 18, 16, 14):
        room = (bottom - TOP) / (size * 1.25 / 28.35)
        blocks = [wrap(safe(line), WIDTH - 1.0, size) for line in lines]
        if sum(map(len, blocks)) + 0.6 * len(blocks) <= room:
            break
    box = drawn.shapes.add_textbox(Cm(LEFT), Cm(TOP), Cm(WIDTH), Cm(bottom - TOP))
    frame = box.text_frame
    _no_margins(frame)
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.text = f"•  {fit(safe(line), WIDTH - 1.0, size, lines=3)}"
        paragraph.font.size = Pt(size)
        paragraph.font.color.rgb = colour("text")
        paragraph.space_after = Pt(size * 0.6)


def _text(
    drawn: Any,
    text: str,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    size: float,
    role: str = "text",
    bold: bool = False,
    lines: int = 1,
) -> None:
    box = drawn.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height))
    frame = box.text_frame
    _no_margins(frame)
    frame.text = fit(safe(text), width, size, lines=lines, bold=bold)
    paragraph = frame.paragraphs[0]
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
    paragraph.font.color.rgb = colour(role)


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP


def _footer(presentation: Any, drawn: Any, deck: Deck, number: int) -> None:
    """Footer text and page number; python-pptx does not copy these placeholders from the layout by itself."""
    layout = drawn.slide_layout
    for placeholder in layout.placeholders:
        kind = placeholder.placeholder_format.idx
        if kind not in (FOOTER, PAGE):
            continue
        text = deck.source if kind == FOOTER else f"{deck.agency} · {number}".strip(" ·")
        width = 24.0 if kind == FOOTER else 6.2
        drawn.shapes.clone_placeholder(placeholder)
        frame = drawn.placeholders[kind].text_frame
        frame.text = fit(safe(text), width, 12)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT if kind == FOOTER else PP_ALIGN.RIGHT
        paragraph.font.name, paragraph.font.size = "Arial", Pt(12)
        paragraph.font.color.rgb = colour("gray")
