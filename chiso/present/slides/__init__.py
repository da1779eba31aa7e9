"""Charts and tables -> PPTX, native and editable. Pure: no database, no Streamlit; positions are of design "Slides".

The deck on our own template (data/templates/giao-ban.pptx) or an office's: `model` is what a slide holds, `canvas` what
a deck is drawn on, `body` the body of a slide; `base` measures and sets text, draws keys and marks, `native` draws
charts, `tables` tables. Each shape has its key as its name (`key`), the one place that other programs leave alone.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.core.settings import ROOT
from chiso.present.chart import Chart
from chiso.present.metadata import describe
from chiso.present.slides import notes, sentences, swift
from chiso.present.slides.base import (
    Box,
    Style,
    block,
    fit,
    in_vietnamese,
    key,
    on_one_line,
    put,
    safe,
    wrap,
    write,
)
from chiso.present.slides.body import MOST_LINES, add_body, add_note
from chiso.present.slides.canvas import OWN, Canvas
from chiso.present.slides.issued import Issued, marked, write_into
from chiso.present.slides.model import Deck, Multiple, Notes, Origin, Slide
from chiso.present.slides.parts import parts
from chiso.present.slides.sections import write_sections
from chiso.present.slides.tables import heat_table

__all__ = [
    "Deck",
    "Multiple",
    "Notes",
    "Origin",
    "Slide",
    "build",
    "draw",
    "layouts",
    "one_chart",
    "saved",
    "title_of",
    "too_long",
]
COVER = "Mở đầu"  # the section of the title slide
TEMPLATE = ROOT / "data" / "templates" / "giao-ban.pptx"
# Who signed it, its small picture, the titles and the number of its slides: PowerPoint writes its own.
_OUTDATED = ("/digital-signature/origin", "/metadata/thumbnail", "/extended-properties")
swift.install()


def build(deck: Deck) -> bytes:
    """The deck as PPTX, on our own template."""
    presentation = Presentation(str(TEMPLATE))
    draw(presentation, deck, OWN)
    return saved(presentation)


def draw(presentation: Any, deck: Deck, canvas: Canvas) -> None:
    """The slides of the deck, added to a presentation."""
    describe(presentation.core_properties, deck.title, deck.agency)
    with canvas.painted():
        _cover(presentation, deck, canvas)
        for number, slide in enumerate(deck.slides, start=2):
            source = (
                "" if slide.is_own else (slide.chart and slide.chart.source) or slide.source or deck.source
            )
            drawn = _content(presentation, slide, canvas)
            _footer(drawn, (slide.topic, source, _names(deck), number), canvas)
    _in_one_language(presentation)
    if any(slide.section for slide in deck.slides):
        write_sections(presentation, [COVER, *(slide.section for slide in deck.slides)])
    if deck.origin is not None and deck.origin.secret:
        own = {key(slide.topic, part) for slide in deck.slides for part in notes.marked_apart(slide)}
        drawn = parts(presentation)
        issued = marked(
            Issued(deck.origin, canvas), {one.key: (one.grid, one.is_table) for one in drawn}, own
        )
        write_into(presentation, sentences.marked(issued, deck, drawn))


def one_chart(chart: Chart, agency: str = "") -> bytes:
    """A single slide with one native chart, for the download beside each chart of the pages."""
    presentation = Presentation(str(TEMPLATE))
    describe(presentation.core_properties, chart.headline, agency)
    drawn = _content(presentation, Slide("one", chart.headline, chart.note, chart), OWN)
    _footer(drawn, ("one", chart.source, (agency,), 1), OWN)
    _in_one_language(presentation)
    return saved(presentation)


def _in_one_language(presentation: Any) -> None:
    """Slides and notes, and what they are made on: what somebody adds on a layout in English is underlined too."""
    for part in presentation.part.package.iter_parts():
        if (element := getattr(part, "_element", None)) is not None:
            in_vietnamese(element)


def too_long(slide: Slide) -> list[str]:
    """How the texts of a slide stand on our template that do not fit their places whole: they end in an ellipsis."""
    title, _ = OWN.headline(safe(slide.headline))
    whole = {title: slide.headline} | {
        fit(safe(line), OWN.width - 1.0, 14, lines=MOST_LINES): line for line in slide.lines
    }
    return [text for text, line in whole.items() if text.endswith("…") and not line.endswith("…")]


def saved(presentation: Any) -> bytes:
    """The presentation as PPTX, without what was said of the file that it was made of."""
    package = presentation.part.package
    for number, relation in list(package._rels.items()):
        if relation.reltype.endswith(_OUTDATED):
            package.drop_rel(number)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def layouts(presentation: Any) -> list[Any]:
    """The layouts of all masters; `presentation.slide_layouts` are those of the first."""
    return [layout for master in presentation.slide_masters for layout in master.slide_layouts]


def title_of(slide: Any) -> Any:
    """The placeholder of a slide's title, by its type whatever its number; None where there is none."""
    kinds = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    return next((one for one in slide.placeholders if one.placeholder_format.type in kinds), None)


def _cover(presentation: Any, deck: Deck, canvas: Canvas) -> None:
    drawn = presentation.slides.add_slide(layouts(presentation)[canvas.cover])
    title = title_of(drawn)
    under = next((one for one in drawn.placeholders if one.shape_id != title.shape_id), None)
    for shape, part, text, size, lines in (
        (title, "title", deck.title, 40, 2),
        (under, "subtitle", deck.subtitle, 20, 3),
    ):
        if shape is not None:
            shape.text = fit(safe(text), shape.width.cm, size, lines=lines, bold=part == "title")
            shape.name = key("cover", part)
    if under is None:
        box = Box(canvas.left, canvas.top, canvas.width, 2.5)
        put(drawn, deck.subtitle, box, Style(20, "gray", lines=3), key("cover", "subtitle"))
    _without_empty(drawn)
    _footer(drawn, ("cover", deck.source, _names(deck), 1), canvas)


def _content(presentation: Any, slide: Slide, canvas: Canvas) -> Any:
    slide = _drawable(slide)
    drawn = presentation.slides.add_slide(layouts(presentation)[canvas.content])
    title = title_of(drawn)
    title.text, size = canvas.headline(safe(slide.headline))
    title.name = key(slide.topic, "title")
    if title.width.cm > canvas.title[0] + 1.0:  # a logo stands at the end of its line
        place = title.left, title.top, Cm(canvas.title[0] + 0.5), title.height
        title.left, title.top, title.width, title.height = place
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
    _without_empty(drawn)
    if canvas.has_panel:
        block(drawn, "background", canvas.panel()).name = key(slide.topic, "panel")
    add_note(drawn, slide, canvas)
    if slide.empty:
        box = Box(canvas.left, canvas.top + 2.5, canvas.width, 3.0)
        put(drawn, slide.empty, box, Style(20, "gray", lines=3), key(slide.topic, "empty"))
    add_body(drawn, slide, canvas)
    if said := notes.paragraphs(slide, drawn):
        notes.write(notes.frame_of(drawn), said)
    return drawn


def _without_empty(drawn: Any) -> None:
    """Takes out the placeholders of the layout that are not filled: they would invite to type."""
    for shape in list(drawn.placeholders):
        if not (shape.has_text_frame and shape.text_frame.text):
            shape._element.getparent().remove(shape._element)


def _drawable(slide: Slide) -> Slide:
    """A chart without a value says so instead of standing empty; a heat chart is a table."""
    chart = slide.chart
    if chart is None or (chart.kind != "heat" and not chart.is_empty):
        return slide
    if chart.is_empty:
        return replace(slide, chart=None, empty=slide.empty or chart.fine or chart.empty)
    return replace(slide, chart=None, table=heat_table(chart))


def _names(deck: Deck) -> tuple[str, ...]:
    return deck.agency, deck.short_agency


def _footer(drawn: Any, said: tuple[str, str, Sequence[str], int], canvas: Canvas) -> None:
    """Source and page number in the layout's places for them, which python-pptx does not copy by itself; the source in
    a box of its own where the layout has no room for it."""
    topic, source, names, number = said
    kinds = {one.placeholder_format.type: one for one in drawn.slide_layout.placeholders}
    at = kinds.get(PP_PLACEHOLDER.SLIDE_NUMBER)
    if at is not None:
        shape = _copied(drawn, at, key(topic, "page"))
        paragraph = shape.text_frame.paragraphs[0]
        room = at.width.cm - 0.5
        fitting = (name for name in names if name and len(wrap(f"{name} · {number}", room, 12)) == 1)
        words = f"{name} · " if (name := next(fitting, "")) else ""
        write(paragraph, words.strip(" ") or str(number), room, Style(12, "gray"))
        paragraph.alignment = PP_ALIGN.RIGHT
        _number(paragraph, words, number)
        if canvas.has_panel:  # beside it nobody knows what the words stand on
            box = Box(canvas.left, canvas.bottom + 0.7, canvas.width, 0.6)
            shape.left, shape.top, shape.width, shape.height = map(Cm, box)
    at = kinds.get(PP_PLACEHOLDER.FOOTER)
    if (
        at is not None
        and source
        and not canvas.has_panel
        and len(wrap(safe(source), at.width.cm - 0.5, 12)) == 1
    ):
        shape = _copied(drawn, at, key(topic, "footer"))
        write(shape.text_frame.paragraphs[0], source, at.width.cm, Style(12, "gray"))
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    elif source and topic != "cover":
        style = on_one_line(source, canvas.width, Style(12, "gray"))
        put(
            drawn,
            source,
            Box(canvas.left, canvas.bottom + 0.1, canvas.width, 0.6),
            style,
            key(topic, "footer"),
        )


def _copied(drawn: Any, placeholder: Any, name: str) -> Any:
    drawn.shapes.clone_placeholder(placeholder)
    shape = drawn.shapes[-1]
    shape.name = name
    return shape


def _number(paragraph: Any, words: str, number: int) -> None:
    """The number of the page as a field: it stays right when slides are moved."""
    run = paragraph.runs[0]
    field = etree.Element(qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"})
    for child in run._r:
        field.append(etree.fromstring(etree.tostring(child)))
    for text in field.iter(qn("a:t")):
        text.text = str(number)
    run._r.addnext(field)
    if words:
        run.text = words
    else:
        run._r.getparent().remove(run._r)
