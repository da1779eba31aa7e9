"""What stands in the shapes of a deck that carry a key: read from a deck just drawn and from one that people edited."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from chiso.present.slides.base import KEY, key
from chiso.present.slides.issued import Grid, Issued, topic_of

_DRAWN_ALONG = re.compile(r"\.(panel|page|chart_(key|mark)_\d+)$")  # they say nothing of their own
# LibreOffice renames placeholders: which part of a slide one of that type is.
_PLACES = {
    PP_PLACEHOLDER.TITLE: "title",
    PP_PLACEHOLDER.CENTER_TITLE: "title",
    PP_PLACEHOLDER.SUBTITLE: "subtitle",
    PP_PLACEHOLDER.BODY: "subtitle",
    PP_PLACEHOLDER.FOOTER: "footer",
}


@dataclass(frozen=True)
class Part:
    """A shape with a key, `slide` counted from 1; `kind`: text, lines (sentences, a
    row each), table, chart or notes (their text frame is `shape`)."""

    slide: int
    key: str
    kind: str
    shape: Any
    grid: Grid

    @property
    def is_table(self) -> bool:
        """Whether it is marked cell by cell; notes are, a paragraph each."""
        return self.kind in ("table", "notes")

    def fits(self, issued: Issued) -> bool:
        """Whether what stands here is what was written into the deck."""
        cells = issued.cells(self.key)  # notes and sentences of older decks are one text
        if self.kind == "lines" and cells:
            return [row[0] for row in cells] == [issued.cell(self.key, text) for (text,) in self.grid]
        is_table = self.is_table and bool(cells)
        return issued.marks.get(self.key) == issued.mark(self.key, self.grid, is_table=is_table)


def parts(presentation: Any, issued: Issued | None = None) -> list[Part]:
    """Every part, slide by slide. `issued`: by what was written, placeholders are told that lost their names."""
    slides = [[*walked(slide.shapes)] for slide in presentation.slides]
    names = {shape.name for shapes in slides for shape in shapes}
    found = []
    for number, (slide, shapes) in enumerate(zip(presentation.slides, slides, strict=True), start=1):
        here = Counter(topic_of(shape.name) for shape in shapes if shape.name.startswith(KEY))
        topic = here.most_common(1)[0][0] if here else _topic_by_words(shapes, issued)
        for shape in shapes:
            called = shape.name
            if not called.startswith(KEY):
                called = key(topic, _place(shape)) if topic and _place(shape) else ""
                called = "" if called in names or (issued and called not in issued.marks) else called
            if called and not _DRAWN_ALONG.search(called):
                found += [Part(number, called, *read) for read in _read(shape, called)]
        if topic and slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
            found.append(Part(number, key(topic, "notes"), "notes", frame, _by_paragraph(frame)))
    return found


def added_to(presentation: Any, found: Sequence[Part]) -> set[int]:
    """The slides on which something stands that the program did not draw: not one of the parts, nothing drawn along
    with them."""
    known = {one.shape._element for one in found if one.kind != "notes"}
    return {
        number
        for number, slide in enumerate(presentation.slides, start=1)
        for shape in walked(slide.shapes)
        if shape._element not in known and not shape.is_placeholder and not _DRAWN_ALONG.search(shape.name)
    }


def walked(shapes: Any) -> Iterator[Any]:
    """The shapes, those of groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from walked(shape.shapes)
        else:
            yield shape


def said(frame: Any) -> str:
    """The text of a frame, a line per paragraph."""
    return "\n".join(texts(frame)).strip()


def texts(frame: Any) -> Iterator[str]:
    """The text of each paragraph of a frame."""
    return (" ".join(paragraph.text.split()) for paragraph in frame.paragraphs)


def _by_paragraph(frame: Any) -> Grid:
    return tuple((text,) for text in said(frame).split("\n"))


def series_of(chart_space: Any) -> list[Any]:
    """The series of a chart as they stand in its XML: bars before the lines over them."""
    return [*chart_space.iter(qn("c:ser"))]


def _read(shape: Any, called: str) -> Iterator[tuple[str, Any, Grid]]:
    if getattr(shape, "has_chart", False):
        yield "chart", shape, _data(shape.chart._chartSpace)
    elif getattr(shape, "has_table", False):
        yield (
            "table",
            shape,
            tuple(
                tuple(said(cell.text_frame).replace("\n", " ") for cell in row.cells)
                for row in shape.table.rows
            ),
        )
    elif shape.has_text_frame and called.endswith(".lines"):
        yield "lines", shape, tuple((text,) for text in texts(shape.text_frame))
    elif shape.has_text_frame:
        yield "text", shape, ((said(shape.text_frame),),)


def _data(chart_space: Any) -> Grid:
    """Series in rows: name, then the values; the first row names the categories. Fifteen digits differ from program to
    program, nine do not."""
    rows: list[tuple[str, ...]] = []
    for one in series_of(chart_space):
        names = points(one.find(qn("c:cat")))
        values = (f"{float(text):.9g}" if text else "" for text in points(one.find(qn("c:val"))))
        rows = rows or [("", *names)]
        rows.append((" ".join(points(one.find(qn("c:tx")))), *values))
    return tuple(rows)


def names(part: Part, others: Sequence[str] = ()) -> list[str]:
    """What the values of a chart are called. A long line remembers so many as stand at its axis
    (`scales.show_some_names`): the others are in its sheet; where a program took that away they are those of the same
    chart of another day, `others`, in which the remembered ones stand as far from one another, else numbers."""
    remembered = part.grid[0][1:] if part.grid else ()
    book = None if all(remembered) else part.shape.chart.part.chart_workbook.xlsx_part
    sheet = [] if book is None else _first_column(book.blob, len(remembered))
    between = _aligned(remembered, sheet) or _aligned(remembered, others)  # the sheet may be today's by now
    return [
        name or " ".join(here.split()) or f"điểm {place}"
        for place, (name, here) in enumerate(zip_longest(remembered, between, fillvalue=""), 1)
    ]


def _aligned(remembered: Sequence[str], others: Sequence[str]) -> list[str]:
    """The others that stand where names are, those remembered being among them; none where one is not."""
    known = {place: name for place, name in enumerate(remembered) if name}
    first = next(iter(known), 0)
    if not known or known[first] not in others:
        return []
    apart = others.index(known[first]) - first
    there = {place - apart: name for place, name in enumerate(others)}
    is_same = all(there.get(place) == name for place, name in known.items())
    return [there.get(place, "") for place in range(len(remembered))] if is_same else []


def _first_column(book: bytes, many: int) -> list[str]:
    """What stands in so many cells under the head of the first column of a chart's sheet."""
    from openpyxl import load_workbook  # slow to load: only for a line too long to remember its names

    first = load_workbook(io.BytesIO(book), read_only=True, data_only=True, keep_links=False).worksheets[0]
    cells = first.iter_rows(min_row=2, max_row=1 + many, max_col=1, values_only=True)
    return ["" if value is None else str(value) for (value,) in cells]


def points(element: Any) -> list[str]:
    """What a chart remembers of some cells of its sheet, "" for an empty one."""
    if element is None:
        return []
    count = next(element.iter(qn("c:ptCount")), None)
    found = [""] * (int(count.get("val")) if count is not None else 0)
    for point in element.iter(qn("c:pt")):
        at = int(point.get("idx"))
        if at < len(found):
            found[at] = " ".join((point.findtext(qn("c:v")) or "").split())
    return found


def _place(shape: Any) -> str:
    return _PLACES.get(shape.placeholder_format.type, "") if shape.is_placeholder else ""


def _topic_by_words(shapes: list[Any], issued: Issued | None) -> str:
    """The topic of a slide on which no name is left: whose title, or subtitle, stands there word for word."""
    if issued is None:
        return ""
    for shape in shapes:
        part = _place(shape)
        for topic in issued.topics if part in ("title", "subtitle") else ():
            if Part(0, key(topic, part), "text", shape, ((said(shape.text_frame),),)).fits(issued):
                return topic
    return ""
