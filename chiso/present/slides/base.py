"""What every part of a slide shares: places in centimetres, colours of the print palette, text that fits and that XML
can hold."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.core.text import xml_text
from chiso.present.palette import palette
from chiso.present.slides.fit import fit


class Box(NamedTuple):
    """A place on a slide, in centimetres."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Style:
    """How a text is set; what takes more than `lines` is cut."""

    size: float
    role: str = "text"
    bold: bool = False
    lines: int = 1


def colour(role: str) -> Any:
    """A colour of the print palette."""
    return RGBColor.from_string(palette("print")[role][1:])


def ink(role: str) -> Any:
    """The colour of a number on a surface of that role."""
    return RGBColor.from_string(palette("print").on(role)[1:])


def safe(text: str) -> str:
    """Text that XML can hold."""
    return xml_text(text).replace("\n", " ").strip()


def block(slide: Any, role: str, box: Box) -> Any:
    """A filled rectangle without edge or shadow."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Cm, box))
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(role)
    shape.line.fill.background()
    return shape


def frame(slide: Any, box: Box) -> Any:
    """An empty text frame without margins."""
    made = slide.shapes.add_textbox(*map(Cm, box)).text_frame
    made.margin_left = made.margin_right = made.margin_top = made.margin_bottom = 0
    made.word_wrap = True
    made.vertical_anchor = MSO_ANCHOR.TOP
    return made


def write(paragraph: Any, text: str, width: float, style: Style) -> None:
    """Text into a paragraph that is `width` cm wide."""
    paragraph.text = fit(safe(text), width, style.size, lines=style.lines, bold=style.bold)
    paragraph.font.size, paragraph.font.bold = Pt(style.size), style.bold
    paragraph.font.color.rgb = colour(style.role)


def put(slide: Any, text: str, box: Box, style: Style) -> None:
    """Text on the slide."""
    write(frame(slide, box).paragraphs[0], text, box.width, style)
