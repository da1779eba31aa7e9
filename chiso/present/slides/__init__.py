"""Charts and tables -> PPTX, native and editable. Pure: no database, no Streamlit; positions are of design "Slides".

What a slide holds, and the deck of such slides on the template of data/templates/giao-ban.pptx; `base` measures and
sets text, draws keys and marks, `native` draws charts, `tables` tables.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from chiso.core.settings import ROOT
from chiso.present.chart import Chart
from chiso.present.columns import Table
from chiso.present.slides.base import (
    LYING,
    Box,
    Style,
    add_legend,
    fit,
    frame,
    legend,
    on_one_line,
    put,
    safe,
    wrap,
    write,
)
from chiso.present.slides.native import add_chart
from chiso.present.slides.tables import add_table, heat_table
from chiso.words.cards import Kpi
from chiso.words.claims import Claim

TEMPLATE = ROOT / "data" / "templates" / "giao-ban.pptx"
COVER, CONTENT = 0, 1
FOOTER, PAGE = 11, 12  # placeholder numbers of the template
LEFT, TOP, WIDTH, BOTTOM = 1.6, 5.0, 30.67, 17.4
BESIDE = 17.27  # where a table begins that stands beside a chart
NOTE = Style(16, "gray")


@dataclass(frozen=True)
class Slide:
    """One slide: its headline is its finding, `numbers` the cards of its side panel.

    `topic` is stable, so that a choice of topics can be kept; `is_missing`: it has no figure, as its file has not been
    imported or nothing of it happened. `claims`: of which figures its texts speak, but for what somebody wrote over
    them.
    """

    topic: str
    headline: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None
    numbers: tuple[Kpi, ...] = ()
    lines: tuple[str, ...] = ()
    line_below: str = ""
    speaker_note: str = ""
    empty: str = ""
    is_missing: bool = False
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Deck:
    """A deck: title slide, then the slides; `source` stands in the footer of those whose chart has none."""

    title: str
    subtitle: str
    agency: str
    source: str
    slides: Sequence[Slide]


def build(deck: Deck) -> bytes:
    """The deck as PPTX."""
    presentation = Presentation(str(TEMPLATE))
    presentation.core_properties.title = safe(deck.title)
    cover = presentation.slides.add_slide(presentation.slide_layouts[COVER])
    cover.shapes.title.text = fit(safe(deck.title), 27.5, 40, lines=2, bold=True)
    cover.placeholders[1].text = fit(safe(deck.subtitle), 27.5, 20, lines=3)
    _footer(cover, deck.source, deck.agency, 1)
    for number, slide in enumerate(deck.slides, start=2):
        source = (slide.chart and slide.chart.source) or deck.source
        _footer(_content(presentation, slide), source, deck.agency, number)
    return _saved(presentation)


def one_chart(chart: Chart, agency: str = "") -> bytes:
    """A single slide with one native chart, for the download beside each chart of the pages."""
    presentation = Presentation(str(TEMPLATE))
    drawn = _content(presentation, Slide("one", chart.headline, chart.note, chart))
    _footer(drawn, chart.source, agency, 1)
    return _saved(presentation)


def _saved(presentation: Any) -> bytes:
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _content(presentation: Any, slide: Slide) -> Any:
    slide = _drawable(slide)
    drawn = presentation.slides.add_slide(presentation.slide_layouts[CONTENT])
    drawn.shapes.title.text = fit(safe(slide.headline), 30, 28, lines=2, bold=True)
    if slide.note:
        is_beside = slide.chart and slide.table and slide.table.title  # which stands on the same line
        width = BESIDE - LEFT - 0.3 if is_beside else WIDTH
        put(drawn, slide.note, Box(LEFT, 4.0, width, 0.9), on_one_line(slide.note, width, NOTE))
    if slide.empty:
        put(drawn, slide.empty, Box(LEFT, 7.5, WIDTH, 3.0), Style(20, "gray", lines=3))
    _body(drawn, slide)
    if slide.speaker_note:
        drawn.notes_slide.notes_text_frame.text = safe(slide.speaker_note)
    return drawn


def _drawable(slide: Slide) -> Slide:
    """A chart without a value says so instead of standing empty; a heat chart is a table."""
    chart = slide.chart
    if chart is None or (chart.kind != "heat" and not chart.is_empty):
        return slide
    if chart.is_empty:
        return replace(slide, chart=None, empty=slide.empty or chart.fine or chart.empty)
    return replace(slide, chart=None, table=heat_table(chart))


def _body(drawn: Any, slide: Slide) -> None:
    """The chart at the left, table or figures at its right; what stands alone takes the whole width."""
    height = BOTTOM - TOP - (1.2 if slide.line_below else 0)
    alone = not slide.chart and not (slide.table and slide.numbers)
    if slide.chart:
        beside = 14.7 if slide.table else 20.6 if slide.numbers else WIDTH
        _chart(drawn, slide.chart, beside, height)
    if slide.table:
        left, width = (BESIDE, 15.0) if slide.chart else (LEFT, WIDTH if alone else 21.0)
        _table(drawn, slide.table, Box(left, TOP, width, height))
    if slide.numbers and not (slide.chart and slide.table):
        _numbers(drawn, slide.numbers, *((LEFT, WIDTH) if alone else (23.6, 8.7)))
    if slide.lines:
        _bullets(drawn, slide.lines, height)
    if slide.line_below:
        put(
            drawn,
            slide.line_below,
            Box(LEFT, 16.4, WIDTH, 0.9),
            on_one_line(slide.line_below, WIDTH, Style(18)),
        )


def _chart(drawn: Any, chart: Chart, width: float, height: float) -> None:
    """The chart, under a legend where several series are not labelled directly; few bars stay slim."""
    top = TOP
    if legend(chart):
        add_legend(drawn, chart, LEFT, TOP)
        top, height = top + 0.9, height - 0.9
    if chart.kind in LYING:
        height = min(height, 1.0 + 1.9 * max(1, len(chart.names)))
    add_chart(drawn, chart, Box(1.2, top, width, height))


def _table(drawn: Any, table: Table, box: Box) -> None:
    left, top, width, height = box
    if table.title:
        beside = left > LEFT
        put(drawn, table.title, Box(left, 4.0 if beside else TOP, width, 0.9), NOTE)
        top, height = (top, height) if beside else (top + 1.0, height - 1.0)
    left_out, tall = add_table(drawn, table, Box(left, top, width, height - (0.9 if table.note else 0)))
    note = " · ".join(filter(None, (f"… và {left_out} dòng nữa" if left_out else "", table.note)))
    if note:
        put(drawn, note, Box(left, min(top + tall + 0.25, 16.5), width, 0.8), Style(14, "gray"))


def _numbers(drawn: Any, numbers: tuple[Kpi, ...], left: float, width: float) -> None:
    """The side panel: the first figure large, the others smaller."""
    top, few = TOP, len(numbers) < 4
    for index, number in enumerate(numbers[:4]):
        size = 54 if index == 0 and few else 32 if few else 26
        while size > 18 and wrap(safe(number.value), width, size, bold=True)[1:]:
            size -= 2
        role = "alarm" if number.state.role == "alarm" else "text"
        put(drawn, number.name, Box(left, top, width, 0.8), NOTE)
        put(drawn, number.value, Box(left, top + 0.75, width, size / 22), Style(size, role, bold=True))
        top += 0.85 + size / 22
        if number.under:
            lines = 2 if few else 1
            put(drawn, number.under, Box(left, top, width, 0.7 * lines), Style(16, lines=lines))
            top += 0.72 * len(wrap(safe(number.under), width, 16)[:lines])
        top += 0.75 if few else 0.35


def _bullets(drawn: Any, lines: tuple[str, ...], height: float) -> None:
    """Sentences one under another, as large as they all fit."""
    for size in (22, 20, 18, 16, 14):
        room = height / (size * 1.25 / 28.35)
        blocks = [wrap(safe(line), WIDTH - 1.0, size) for line in lines]
        if sum(map(len, blocks)) + 0.6 * len(blocks) <= room:
            break
    made = frame(drawn, Box(LEFT, TOP, WIDTH, height))
    for index, line in enumerate(lines):
        paragraph = made.paragraphs[0] if index == 0 else made.add_paragraph()
        write(paragraph, f"•  {line}", WIDTH - 0.5, Style(size, lines=3))
        paragraph.space_after = Pt(size * 0.6)


def _footer(drawn: Any, source: str, agency: str, number: int) -> None:
    """Footer text and page number; python-pptx does not copy these placeholders from the layout by itself."""
    parts = {
        FOOTER: (source, 24.0, PP_ALIGN.LEFT),
        PAGE: (f"{agency} · {number}".strip(" ·"), 6.2, PP_ALIGN.RIGHT),
    }
    for placeholder in drawn.slide_layout.placeholders:
        kind = placeholder.placeholder_format.idx
        if kind in parts:
            text, width, align = parts[kind]
            drawn.shapes.clone_placeholder(placeholder)
            paragraph = drawn.placeholders[kind].text_frame.paragraphs[0]
            write(paragraph, text, width, Style(12, "gray"))
            paragraph.alignment, paragraph.font.name = align, "Arial"
