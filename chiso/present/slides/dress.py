"""What a template's theme gives to shapes that were drawn: its first accent, by name so that it follows the theme, and
a font that has every letter."""

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from chiso.present.slides.canvas import Canvas

_TEXTS = tuple(map(qn, ("a:rPr", "a:defRPr", "a:endParaRPr")))


def dressed(presentation: Any, canvas: Canvas) -> None:
    """Every slide of the presentation, with its charts."""
    for slide in presentation.slides:
        _dress(slide._element, canvas)
        for shape in slide.shapes:
            if shape.has_chart:
                _dress(shape.chart._chartSpace, canvas)


def _dress(root: Any, canvas: Canvas) -> None:
    if canvas.accent is not None:
        accent = canvas.colours["accent"][1:]
        for colour in [*root.iter(qn("a:srgbClr"))]:
            if colour.get("val") == accent:
                named = etree.Element(qn("a:schemeClr"), val="accent1")
                for name, share in canvas.accent:
                    etree.SubElement(named, qn(f"a:{name}"), val=str(share))
                colour.getparent().replace(colour, named)
    for run in root.iter(qn("a:r")):
        run.get_or_add_rPr()
    for text in root.iter(*_TEXTS):
        if canvas.font:
            text.get_or_add_latin().typeface = canvas.font
        elif canvas.colours and (latin := text.find(qn("a:latin"))) is not None:
            latin.set("typeface", "+mn-lt")
