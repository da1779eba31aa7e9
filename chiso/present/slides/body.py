"""The body of a slide: chart, table, figures, sentences, each in its place on a canvas."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pptx.util import Cm, Pt

from chiso.core.vietnamese import format_number
from chiso.present.columns import Table
from chiso.present.slides.base import (
    FILLED,
    LYING,
    Box,
    Style,
    add_legend,
    frame,
    has_marks,
    key,
    legend,
    on_one_line,
    put,
    safe,
    wrap,
    write,
)
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.model import Slide
from chiso.present.slides.multiples import add_multiples
from chiso.present.slides.native import add_chart
from chiso.present.slides.tables import add_table

NOTE = Style(16, "gray")
_SECOND_LINE = 0.35  # centimetres that the body gives way to one of its note
_PULLED = 0.4  # what Office leaves free at the left of a chart, which begins where its slide's text does
MOST_NUMBERS = 4
MOST_LINES = 6  # of a sentence
_GUTTER = 1.0  # centimetres between figures beside one another
_BETWEEN = 0.6  # of a letter's size, between two sentences


def add_note(drawn: Any, slide: Slide, canvas: Canvas) -> None:
    """The note over the body: on two small lines where one does not hold it."""
    if slide.note:
        width, style = _note(slide, canvas)
        box = Box(canvas.left, canvas.area[1], width, 0.9)
        put(drawn, slide.note, box, replace(style, lines=2), key(slide.topic, "note"))


def _note(slide: Slide, canvas: Canvas) -> tuple[float, Style]:
    """How wide the note is, and how it is set."""
    is_beside = slide.chart and slide.table and slide.table.title  # which stands on the same line
    width = canvas.table_at(slide.chart) - 0.3 if is_beside else canvas.width
    return width, on_one_line(slide.note, width, NOTE)


def add_body(drawn: Any, slide: Slide, canvas: Canvas) -> None:
    """The chart at the left, table or figures at its right; what stands alone takes the whole width."""
    (left, top, width, height), share = alone(slide, canvas), canvas.share
    table_at = canvas.table_at(slide.chart)
    is_alone = not slide.chart and not (slide.table and slide.numbers)
    if slide.chart:
        beside = table_at - 0.97 if slide.table else share(20.6) if slide.numbers else width
        _chart(drawn, slide, Box(left, top, beside, height), 0.0 if canvas.has_panel else _PULLED)
    if slide.table:
        box = Box(left, top, width if is_alone else share(21.0), height)
        if slide.chart:
            box = Box(left + table_at, canvas.top, width - table_at, top + height - canvas.top)
        _table(drawn, slide, slide.table, (box, canvas))
    if slide.numbers and not (slide.chart and slide.table):
        beside = share(8.7) if not is_alone else width
        box = Box(left + width - beside, top, beside, canvas.bottom - top)
        _numbers(drawn, slide, box, 1 if not is_alone else len(slide.numbers[:MOST_NUMBERS]))
    if slide.multiples:
        add_multiples(drawn, slide, canvas)
    if slide.picture:
        beside = share(12.0) if slide.lines else 0.0
        _picture(drawn, slide, slide.picture, Box(left + beside, top, width - beside, height))
    if slide.lines:
        _bullets(drawn, slide, Box(left, top, share(11.4) if slide.picture else width, height))
    if slide.line_below:
        style = on_one_line(slide.line_below, width, Style(18))
        place = Box(left, canvas.bottom - 1.0, width, 0.9)
        put(drawn, slide.line_below, place, style, key(slide.topic, "line_below"))


def alone(slide: Slide, canvas: Canvas) -> Box:
    """The place of what stands alone on a slide."""
    width, style = _note(slide, canvas)
    top = canvas.top + _SECOND_LINE * (len(wrap(safe(slide.note), 0.97 * width, style.size)) > 1)
    below = 1.2 if slide.line_below else 0
    return Box(canvas.left, top, canvas.width, canvas.bottom - top - below)


def _chart(drawn: Any, slide: Slide, box: Box, pulled: float) -> None:
    """The chart, under a legend where several series are not labelled directly; few bars stay slim. `pulled`: how far
    to the left; not where its names are given the room up to its edge."""
    chart, (left, top, width, height) = slide.chart, box
    assert chart is not None
    name, pulled = key(slide.topic, "chart"), 0.0 if has_marks(chart) else pulled
    if legend(chart):
        tall = add_legend(drawn, chart, Box(left, top, width, height), name)
        top, height = top + tall, height - tall
    if chart.kind in LYING:
        height = min(height, 1.0 + 1.9 * max(1, len(chart.names)))
    add_chart(drawn, chart, Box(left - pulled, top, width, height), name)


def _table(drawn: Any, slide: Slide, table: Table, where: tuple[Box, Canvas]) -> None:
    (left, top, width, height), canvas = where
    if table.title:
        beside = left > canvas.left
        box = Box(left, canvas.area[1] if beside else top, width, 0.9)
        put(drawn, table.title, box, NOTE, key(slide.topic, "table_title"))
        top, height = (top, height) if beside else (top + 1.0, height - 1.0)
    left_out, tall = add_table(
        drawn, table, Box(left, top, width, height), key(slide.topic, "table"), is_listed=slide.goes_on
    )
    note = " · ".join(
        filter(None, (f"… và {format_number(left_out)} dòng nữa" if left_out else "", table.note))
    )
    if note:
        box = Box(left, min(top + tall + 0.25, top + height - 0.9), width, 0.8)
        put(drawn, note, box, on_one_line(note, width, Style(14, "gray")), key(slide.topic, "table_note"))


class _Placed(NamedTuple):
    """Where a figure of the side panel stands: its points, the lines under it, and where those end."""

    size: int
    lines: int
    box: Box
    bottom: float


def _numbers(drawn: Any, slide: Slide, box: Box, across: int) -> None:
    """The side panel: the first figure large, the others smaller, all smaller still where they have no room otherwise.
    What stands alone: `across` figures beside one another, all large."""
    end = box.top + box.height + 0.3
    for share in (1.0, 0.85, 0.7, 0.55):
        panel = _panel(slide, box, across, share)
        if panel[-1].bottom <= end:
            break
    shown = [one for one in panel if one is panel[0] or one.bottom <= end]
    for index, (number, (size, lines, place, _)) in enumerate(zip(slide.numbers, shown, strict=False)):
        role = number.state.role if number.state.role in ("alarm", "warning") else "text"
        name = key(slide.topic, f"number_{index + 1}")
        put(drawn, number.name, place._replace(height=0.8), NOTE, f"{name}_name")
        place = place._replace(top=place.top + 0.75, height=size / 22)
        put(drawn, number.value, place, Style(size, role, bold=True), name)
        if number.under:
            place = place._replace(top=place.top + 0.1 + size / 22, height=0.7 * lines)
            put(drawn, number.under, place, Style(16, lines=lines), f"{name}_under")


def _panel(slide: Slide, box: Box, across: int, share: float) -> list[_Placed]:
    """The places of the figures, their sizes and distances that share of the usual."""
    placed, (left, top, width, height) = list[_Placed](), box
    few, width = len(slide.numbers) < MOST_NUMBERS or across > 1, width / across - _GUTTER * (across > 1)
    for index, number in enumerate(slide.numbers[:MOST_NUMBERS]):
        if across > 1:
            left, top = box.left + index * box.width / across, box.top + (height - 4.2) / 3
        usual = 54 if few and (index == 0 or across > 1) else 32 if few else 26
        size = max(18, 2 * round(usual * share / 2))
        while size > 18 and wrap(safe(number.value), FILLED * width, size, bold=True)[1:]:
            size -= 2
        lines = len(wrap(safe(number.under), width, 16)[: 3 if few else 1])
        bottom = top + 0.85 + size / 22 + 0.72 * lines
        placed.append(_Placed(size, lines, Box(left, top, width, 0.0), bottom))
        top = bottom + (0.75 if few else 0.35) * share
    return placed


def _picture(drawn: Any, slide: Slide, picture: bytes, box: Box) -> None:
    """The picture whole, as large as its place takes it, in the middle of it."""
    made = drawn.shapes.add_picture(io.BytesIO(picture), 0, 0)
    scale = min(Cm(box.width) / made.width, Cm(box.height) / made.height)
    made.width, made.height = int(made.width * scale), int(made.height * scale)
    made.left = Cm(box.left) + (Cm(box.width) - made.width) // 2
    made.top = Cm(box.top) + (Cm(box.height) - made.height) // 2
    made.name = key(slide.topic, "picture")
    made._element.nvPicPr.cNvPr.set("descr", safe(slide.headline))  # read to those who do not see it


def _bullets(drawn: Any, slide: Slide, box: Box) -> None:
    """Sentences one under another, as large as they all fit; what does not fit at the smallest size is counted."""
    lines, width = [f"•  {line}" for line in slide.lines], box.width - 0.5
    fits = (size for size in (22, 20, 18, 16, 14, 12) if _height(lines, width, size) <= box.height)
    size = next(fits, 12)
    shown = len(lines)
    while shown > 1 and _height(_counted(lines, shown), width, size) > box.height:
        shown -= 1
    lines = _counted(lines, shown)
    made = frame(drawn, box)
    made._parent.name = key(slide.topic, "lines")
    for index, line in enumerate(lines):
        paragraph = made.paragraphs[0] if index == 0 else made.add_paragraph()
        write(paragraph, line, width, Style(size, lines=MOST_LINES))
        paragraph.space_after = Pt(size * _BETWEEN)


def _counted(lines: list[str], shown: int) -> list[str]:
    """The first of the sentences, and how many more there are."""
    left = len(lines) - shown
    return [*lines[:shown], f"… và {left} ý nữa"] if left else lines


def _height(lines: Sequence[str], width: float, size: int) -> float:
    """Centimetres of sentences one under another."""
    count = sum(min(MOST_LINES, max(1, len(wrap(safe(line), width, size)))) for line in lines)
    return (count * 1.25 + len(lines) * _BETWEEN) * size / 28.35
