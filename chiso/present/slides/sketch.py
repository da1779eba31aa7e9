"""A slide as a picture without any office program: what python-pptx reads back of it, drawn as SVG in centimetres.

It shows where things stand, how they are coloured and how texts break, for a look before a template is taken; fonts and
effects are PowerPoint's. Runs in the capped child (`child`); what a stranger wrote is escaped and only shown as a
picture.
"""

import base64
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from chiso.present.slides.base import Box, wrap
from chiso.present.slides.canvas import LINE, Canvas
from chiso.present.slides.template import EMU, OURS, Theme, behind, box_of, ground_of

_POINT = LINE / 1.2  # centimetres
# Bytes of a picture that is drawn; others are a grey place.
_SHOWN = {"image/png": 300_000, "image/jpeg": 300_000}
_SIZE = 18.0  # points of a text that says none


class _Pen(NamedTuple):
    root: Any
    canvas: Canvas
    theme: Theme

    def fill(self, said: Any) -> str | None:
        """The colour of a solid fill, None where there is none."""
        found = said.find(qn("a:solidFill")) if said is not None else None
        return self.theme.said(found) if found is not None else None


def sketch(slide: Any, canvas: Canvas) -> str:
    """The slide as the text of an SVG picture."""
    presentation = slide.part.package.presentation_part.presentation
    size = presentation.slide_width / EMU, presentation.slide_height / EMU
    root = etree.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {size[0]:.2f} {size[1]:.2f}"
    )
    root.set("font-family", f"{canvas.font or 'Arial'}, Arial, sans-serif")
    _block(root, Box(0, 0, *size), ground_of(slide.slide_layout, size))
    pen = _Pen(root, canvas, Theme(slide.slide_layout))
    for shape in (*behind(slide.slide_layout), *slide.shapes):
        (_chart if shape.has_chart else _table if shape.has_table else _shape)(pen, shape)
    return etree.tostring(root, encoding="unicode")


def _shape(pen: _Pen, shape: Any) -> None:
    box = box_of(shape)
    if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
        _picture(pen, shape, box)
        return
    if (fill := pen.fill(shape._element.find(qn("p:spPr")))) is not None:
        _block(pen.root, box, fill)
    if shape.has_text_frame:
        _text(pen, shape.text_frame, box, shape)


def _picture(pen: _Pen, shape: Any, box: Box) -> None:
    kind, content = shape.image.content_type, shape.image.blob
    if len(content) > _SHOWN.get(kind, 0):
        _block(pen.root, box, OURS["border"])
        return
    shown = _block(pen.root, box, "none", "image")
    shown.set("href", f"data:{kind};base64,{base64.b64encode(content).decode()}")
    shown.set("preserveAspectRatio", "none")


def _text(pen: _Pen, frame: Any, box: Box, shape: Any = None) -> None:
    """Lines as wide as the box; a placeholder's say by themselves or by its layout how they stand in it."""
    if shape is not None:
        left, right = frame.margin_left / EMU, frame.margin_right / EMU
        box = box._replace(left=box.left + left, width=box.width - left - right)
    usual = {name: _said(shape, name) for name in ("sz", "algn", "anchor")}
    lines = []
    for paragraph in frame.paragraphs:
        text = "".join(part.text or "" for part in paragraph._p.iter(qn("a:t")))
        said, place = paragraph._p.find(f".//{qn('a:rPr')}"), paragraph._p.find(qn("a:pPr"))
        given = dict(said.attrib) if said is not None else {}
        size = int(given.get("sz") or usual["sz"] or 100 * _SIZE) / 100
        colour = pen.fill(said) or pen.canvas.colours["text"]
        level = (place.get("algn") if place is not None else None) or usual["algn"] or "l"
        weight = "bold" if given.get("b") == "1" else "normal"
        for line in wrap(text, box.width, size, bold=weight == "bold"):
            lines.append((line, size, colour, level, weight))
    free = box.height - sum(size * LINE for _, size, *_ in lines)
    down = box.top + {"ctr": free / 2, "b": free}.get(usual["anchor"] or "", 0.0)
    for line, size, colour, level, weight in lines:
        down += size * LINE
        share, anchor = _LEVELS.get(level, _LEVELS["l"])
        made = etree.SubElement(pen.root, "text", fill=colour)
        made.set("x", f"{box.left + share * box.width:.2f}")
        made.set("y", f"{down - 0.25 * size * _POINT:.2f}")
        made.set("font-size", f"{size * _POINT:.3f}")
        made.set("text-anchor", anchor)
        made.set("font-weight", weight)
        made.text = line


# Where a line stands: share of the width, SVG's word for it.
_LEVELS = {"l": (0.0, "start"), "ctr": (0.5, "middle"), "r": (1.0, "end")}


def _said(shape: Any, name: str) -> str | None:
    """A size, a place or an anchor that a placeholder has from its layout, master or the master's styles."""
    if shape is None or not shape.is_placeholder:
        return None
    is_title = shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    master = shape.part.slide_layout.slide_master
    chain, one = [], shape
    while one is not None:
        chain.append(one._element)
        one = getattr(one, "_base_placeholder", None)
    chain.append(master._element.find(f".//{qn('p:titleStyle' if is_title else 'p:bodyStyle')}"))
    for element in chain:
        for found in element.iter(_SAYING[name]) if element is not None else ():
            if found.get(name):
                return str(found.get(name))
    return None


# The element that says each.
_SAYING = {"sz": qn("a:defRPr"), "algn": qn("a:lvl1pPr"), "anchor": qn("a:bodyPr")}


def _table(pen: _Pen, shape: Any) -> None:
    left, top, width, _ = box_of(shape)
    for row in shape.table.rows:
        tall, across = row.height / EMU, left
        for cell, column in zip(row.cells, shape.table.columns, strict=True):
            wide = column.width / EMU
            if (fill := pen.fill(cell._tc.find(qn("a:tcPr")))) is not None:
                _block(pen.root, Box(across, top, wide, tall), fill)
            _text(pen, cell.text_frame, Box(across + 0.2, top + 0.1, wide - 0.3, tall))
            across += wide
        top += tall
        _block(pen.root, Box(left, top, width, 0.02), pen.canvas.colours["border"])


def _chart(pen: _Pen, shape: Any) -> None:
    """Its series as bars, lying or upright, stacked or side by side, with the names; lines too are drawn as bars."""
    box, plot = box_of(shape), shape.chart.plots[0]
    lies = plot._element.find(f"{qn('c:barDir')}[@val='bar']") is not None
    is_stacked = plot._element.find(f"{qn('c:grouping')}[@val='stacked']") is not None
    names = [str(name) for name in plot.categories]
    bars = [[*_values(pen, list(plot.series), place)] for place in range(len(names))]
    sums = [
        sum(value for value, _ in one) if is_stacked else max([value for value, _ in one], default=0)
        for one in bars
    ]
    longest = max(sums, default=0)
    if not longest:
        return
    beside = 0.3 * box.width if lies else 0.0
    room = Box(box.left + beside, box.top, box.width - beside, box.height - (0.0 if lies else 1.0))
    band = (room.height if lies else room.width) / len(names)
    for place, (name, values) in enumerate(zip(names, bars, strict=True)):
        start, thick = 0.0, 0.7 * band / (1 if is_stacked else max(1, len(values)))
        for number, (value, colour) in enumerate(values):
            long = 0.9 * value / longest * (room.width if lies else room.height)
            at = band * (place + 0.15) + (0 if is_stacked else thick * number)
            upright = Box(room.left + at, room.top + room.height - start - long, thick, long)
            _block(pen.root, Box(room.left + start, room.top + at, long, thick) if lies else upright, colour)
            start += long if is_stacked else 0
        down = box.top + band * (place + 0.25) if lies else room.top + room.height
        _name(pen, name, Box(box.left if lies else room.left + band * place, down, beside or band, 0.8))


def _name(pen: _Pen, name: str, box: Box) -> None:
    made = etree.SubElement(pen.root, "text", fill=pen.canvas.colours["text"])
    made.set("font-size", f"{12 * _POINT:.3f}")
    made.set("x", f"{box.left:.2f}")
    made.set("y", f"{box.top + 0.5:.2f}")
    made.text = "".join(wrap(name, box.width, 12)[:1])


def _values(pen: _Pen, series: list[Any], place: int) -> Iterator[tuple[float, str]]:
    """The values of a category with the colour of each, its own where its point has one."""
    for one in series:
        value = one.values[place]
        if value is not None:
            points = {int(p.find(qn("c:idx")).get("val")): p for p in one._element.findall(qn("c:dPt"))}
            own = points.get(place)
            said = (own if own is not None else one._element).find(qn("c:spPr"))
            yield abs(value), pen.fill(said) or pen.canvas.colours["accent"]


def _block(root: Any, box: Box, fill: str, kind: str = "rect") -> Any:
    made = etree.SubElement(root, kind, fill=fill)
    for name, value in zip(("x", "y", "width", "height"), box, strict=True):
        made.set(name, f"{max(value, 0.0) if name in ('width', 'height') else value:.3f}")
    return made
