"""What draws a slide's picture: rectangles, lines and texts of an SVG in points, in the colours of a theme."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lxml import etree
from pptx.oxml.ns import qn

from chiso.present.slides.base import PT_PER_CM, Box
from chiso.present.slides.template import OURS, Theme

PITCH = 1.15  # of a letter's size, from line to line: Arial's
_FOOT = 0.24  # of a line's size that is below its letters
_PLACES = {"l": "start", "ctr": "middle", "r": "end"}  # where a line stands -> SVG's word for it


class Look(NamedTuple):
    """How a line of text is set; `at`: l, ctr, r."""

    size: float
    colour: str
    bold: bool = False
    at: str = "l"


class Pen(NamedTuple):
    """Places and lengths are in centimetres; the picture is in points."""

    root: Any
    theme: Theme
    ink: str  # of a text that says no colour

    def fill(self, said: Any) -> str | None:
        """The colour of a solid fill, None where there is none."""
        found = said.find(qn("a:solidFill")) if said is not None else None
        return self.theme.said(found) if found is not None else None

    def block(self, box: Box, fill: str, kind: str = "rect", **more: str) -> Any:
        made = etree.SubElement(self.root, kind, more, fill=fill)
        for name, value in zip(("x", "y", "width", "height"), box, strict=True):
            made.set(name, _points(max(value, 0.0) if name in ("width", "height") else value))
        return made

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float, dash: str = "") -> None:
        """A stroke through points, so many points wide."""
        said = " ".join(f"{_points(left)},{_points(top)}" for left, top in points)
        look = {"points": said, "stroke": colour, "stroke-width": f"{width:g}", "stroke-linejoin": "round"}
        etree.SubElement(
            self.root, "polyline", look | ({"stroke-dasharray": dash} if dash else {}), fill="none"
        )

    def text(self, text: str, left: float, foot: float, look: Look, field: str = "") -> None:
        """One line; `foot`: the lower edge of its line, letters stand a little above; `field`: a number at its end."""
        made = etree.SubElement(self.root, "text", fill=look.colour)
        made.set("x", _points(left))
        made.set("y", f"{foot * PT_PER_CM - _FOOT * look.size:.1f}")
        made.set("font-size", f"{look.size:g}")
        if look.at != "l":
            made.set("text-anchor", _PLACES[look.at])
        if look.bold:
            made.set("font-weight", "bold")
        made.text = text
        if field:
            etree.SubElement(made, "tspan").text = field


def tall(size: float, lines: int = 1) -> float:
    """Centimetres of so many lines of letters."""
    return size * PITCH * lines / PT_PER_CM


def of(size: tuple[float, float], font: str, theme: Theme, ink: str | None) -> Pen:
    """A pen on an empty picture of that size (cm)."""
    wide, high = map(_points, size)
    root = etree.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {wide} {high}")
    root.set("font-family", f"{font}, Arial, sans-serif")
    return Pen(root, theme, ink or OURS["text"])


def _points(centimetres: float) -> str:
    return f"{centimetres * PT_PER_CM:.1f}".removesuffix(".0")
