"""What every part of a slide shares: colours of the print palette, text that XML can hold."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Cm

from chiso.core.text import xml_text
from chiso.present.palette import palette


def colour(role: str) -> Any:
    """A colour of the print palette."""
    return RGBColor.from_string(palette("print")[role][1:])


def ink(role: str) -> Any:
    """The colour of a number on a surface of that role."""
    return RGBColor.from_string(palette("print").on(role)[1:])


def safe(text: str) -> str:
    """Text that XML can hold."""
    return xml_text(text).replace("\n", " ").strip()


def block(slide: Any, role: str, place: tuple[float, float, float, float]) -> Any:
    """A filled rectangle (left, top, width, height in cm) without edge or shadow."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Cm, place))
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(role)
    shape.line.fill.background()
    return shape
