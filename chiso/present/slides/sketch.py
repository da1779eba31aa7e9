"""A slide as a picture without any office program: what python-pptx reads back of it, drawn as SVG (`pen`).

It shows where things stand, how they are coloured and how texts break; `sketched` draws its charts. Fonts and effects
are PowerPoint's. Of an office's template it runs in the capped child (`child`); what a stranger wrote is escaped and
only shown as a picture. Over what carries a key (`base.key`) lies an empty rectangle with the name of its part as `id`,
so that a click on the picture is known: "title", "lines:1", "table:2:0" for a row (its head being 0) and column. The
page's number is a field there as here: `numbered` fills it.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn

from chiso.core.settings import PICTURE_BYTES
from chiso.present.slides import TEMPLATE, draw
from chiso.present.slides.base import KEY, PT_PER_CM, Box, wrap
from chiso.present.slides.canvas import OWN, Canvas
from chiso.present.slides.model import Deck
from chiso.present.slides.pen import Look, Pen, of, tall
from chiso.present.slides.sketched import chart
from chiso.present.slides.template import EMU, OURS, Theme, behind, box_of, ground_of

# Bytes of a picture that is drawn, of a template and of the deck; a larger one, or of another kind, is a grey place.
_SHOWN = {False: 300_000, True: PICTURE_BYTES}
_KINDS = ("image/png", "image/jpeg")
_SIZE = 18.0  # points of a text that says none
_MARGINS = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}  # of a text frame that says none
# Of its width that a line takes at most: Office and LibreOffice break what fills it; bold letters are measured wide.
_FILLED = {False: 0.985, True: 1.02}
_SHARES = {"l": 0.0, "ctr": 0.5, "r": 1.0}  # of the width, where a line stands


def pictures(deck: Deck, first: int = 0) -> list[str]:
    """The slides of a deck on our own template from a place on; 0 is its cover."""
    presentation = Presentation(str(TEMPLATE))
    draw(presentation, deck, OWN)
    return [sketch(slide, OWN) for slide in list(presentation.slides)[first:]]


def sketch(slide: Any, canvas: Canvas) -> str:
    """The slide as the text of an SVG picture."""
    presentation = slide.part.package.presentation_part.presentation
    size = presentation.slide_width / EMU, presentation.slide_height / EMU
    theme = Theme(slide.slide_layout)
    pen = of(size, canvas.font or theme.font or "Arial", theme, canvas.colours.get("text"))
    pen.block(Box(0, 0, *size), ground_of(slide.slide_layout, size))
    for shape in (*behind(slide.slide_layout), *slide.shapes):
        (chart if shape.has_chart else _table if shape.has_table else _shape)(pen, shape)
        if shape.name.startswith(KEY) and not shape.has_table:
            _touch(pen, box_of(shape), _part(shape))
    return etree.tostring(pen.root, encoding="unicode")


def numbered(picture: str, number: int) -> str:
    """The picture as that page of its deck."""
    return re.sub(r"<tspan>\d*</tspan>", f"<tspan>{number}</tspan>", picture)


def texts(picture: str) -> list[str]:
    """The lines of text on a picture, in the order in which they are read."""
    return [
        "".join(map(str, one.itertext())) for one in etree.fromstring(picture) if one.tag.endswith("text")
    ]


def _part(shape: Any) -> str:
    return str(shape.name).rpartition(".")[2]


def _touch(pen: Pen, box: Box, part: str) -> None:
    pen.block(box, "none", id=part)


def _shape(pen: Pen, shape: Any) -> None:
    box = box_of(shape)
    if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
        _picture(pen, shape, box)
        return
    if (fill := pen.fill(shape._element.find(qn("p:spPr")))) is not None:
        pen.block(box, fill)
    if shape.has_text_frame:
        body = shape.text_frame._txBody.find(qn("a:bodyPr"))
        chain = _chain(shape)
        anchor = body.get("anchor") or _said(chain, "anchor") or "t"
        margins = (
            int(body.get(name) or _said(chain, name) or usual) / EMU for name, usual in _MARGINS.items()
        )
        places = _text(pen, shape.text_frame, _inside(box, margins), anchor, chain)
        if len(places) > 1 and shape.name.startswith(KEY):
            for number, place in enumerate(places):
                _touch(pen, place, f"{_part(shape)}:{number}")


def _picture(pen: Pen, shape: Any, box: Box) -> None:
    kind, content = shape.image.content_type, shape.image.blob
    if kind not in _KINDS or len(content) > _SHOWN[shape.name.startswith(KEY)]:
        pen.block(box, OURS["border"])
        return
    shown = pen.block(box, "none", "image", preserveAspectRatio="none")
    shown.set("href", f"data:{kind};base64,{base64.b64encode(content).decode()}")


# --- texts -----------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    text: str
    look: Look
    indent: float = 0.0
    bullet: str = ""  # before the first line of a paragraph
    above: float = 0.0  # centimetres that the paragraph before it leaves free
    paragraph: int = 0
    field: str = ""  # the page's number, at its end


def _text(pen: Pen, frame: Any, box: Box, anchor: str, chain: Sequence[Any] = ()) -> list[Box]:
    """Lines as wide as the box; a placeholder's say by themselves or by its `chain` how they stand in it. Where each
    paragraph stands."""
    lines = [*_lines(pen, frame, box.width, chain)]
    free = box.height - sum(line.above + tall(line.look.size) for line in lines)
    foot = box.top + {"ctr": free / 2, "b": free}.get(anchor, 0.0)
    places: dict[int, Box] = {}
    for line in lines:
        top = foot + line.above
        foot = top + tall(line.look.size)
        start = places.get(line.paragraph, box._replace(top=top)).top
        places[line.paragraph] = box._replace(top=start, height=foot - start)
        at = box.left + line.indent + _SHARES[line.look.at] * (box.width - line.indent)
        if line.bullet:
            pen.text(line.bullet, box.left, foot, line.look._replace(at="l"))
        pen.text(line.text, at, foot, line.look, line.field)
    return [*places.values()]


def _inside(box: Box, margins: Iterable[float]) -> Box:
    """What the margins of a frame or a cell (left, right, top, bottom) leave of its box."""
    left, right, top, bottom = margins
    return Box(box.left + left, box.top + top, box.width - left - right, box.height - top - bottom)


def _lines(pen: Pen, frame: Any, width: float, chain: Sequence[Any]) -> Iterator[_Line]:
    usual = {name: _said(chain, name) for name in ("sz", "b", "algn")}
    colour = next(filter(None, (pen.fill(one) for one in _levels(chain, "sz"))), pen.ink)
    above = 0.0
    for number, paragraph in enumerate(frame.paragraphs):
        field = paragraph._p.findtext(f"{qn('a:fld')}[@type='slidenum']/{qn('a:t')}", "")
        text = "".join(part.text or "" for part in paragraph._p.iter(qn("a:t")))
        said, place = paragraph._p.find(f".//{qn('a:rPr')}"), paragraph._p.find(qn("a:pPr"))
        given, stands = (dict(one.attrib) if one is not None else {} for one in (said, place))
        size = int(given.get("sz") or usual["sz"] or 100 * _SIZE) / 100
        is_bold = (given.get("b") or usual["b"]) == "1"
        at = stands.get("algn") or usual["algn"] or "l"
        look = Look(size, pen.fill(said) or colour, is_bold, at if at in _SHARES else "l")
        sign = place.find(qn("a:buChar")) if place is not None else None
        indent = int(stands.get("marL", 0)) / EMU
        for first, line in enumerate(wrap(text, _FILLED[is_bold] * (width - indent), size, bold=is_bold)):
            bullet = str(sign.get("char")) if sign is not None and not first else ""
            yield _Line(line.removesuffix(field), look, indent, bullet, above, number, field)
            above = 0.0
        after = place.find(f"{qn('a:spcAft')}/{qn('a:spcPts')}") if place is not None else None
        above = int(after.get("val")) / 100 / PT_PER_CM if after is not None else 0.0


def _said(chain: Sequence[Any], name: str) -> str | None:
    """A size, a weight, a place, an anchor or a margin that a placeholder has from those above it."""
    return next((str(found.get(name)) for found in _levels(chain, name) if found.get(name)), None)


def _levels(chain: Sequence[Any], name: str) -> Iterator[Any]:
    return (found for one in chain for found in one.iter(_SAYING.get(name, qn("a:bodyPr"))))


def _chain(shape: Any) -> list[Any]:
    """What speaks of a placeholder: itself, its layout's, its master's, the master's styles; [] of other shapes."""
    if not shape.is_placeholder:
        return []
    is_title = shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    styles = shape.part.slide_layout.slide_master._element.iter(
        qn("p:titleStyle" if is_title else "p:bodyStyle")
    )
    found, one = [], shape
    while one is not None:
        found.append(one._element)
        one = getattr(one, "_base_placeholder", None)
    return [*found, *styles]


# The element that says each; the rest stands in a:bodyPr.
_SAYING = {"sz": qn("a:defRPr"), "b": qn("a:defRPr"), "algn": qn("a:lvl1pPr")}


def _table(pen: Pen, shape: Any) -> None:
    left, top, _, _ = box_of(shape)
    for number, row in enumerate(shape.table.rows):
        high, across = row.height / EMU, left
        for at, (cell, column) in enumerate(zip(row.cells, shape.table.columns, strict=True)):
            box = Box(across, top, column.width / EMU, high)
            looks = cell._tc.find(qn("a:tcPr"))
            if (fill := pen.fill(looks)) is not None:
                pen.block(box, fill)
            anchor = looks.get("anchor", "t") if looks is not None else "t"
            margins = (cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom)
            _text(pen, cell.text_frame, _inside(box, (one / EMU for one in margins)), anchor)
            edge = looks.find(qn("a:lnB")) if looks is not None else None
            if (colour := pen.fill(edge)) is not None:
                pen.line([(across, top + high), (across + box.width, top + high)], colour, 0.75)
            _touch(pen, box, f"table:{number}:{at}")
            across += box.width
        top += high
