"""Sections of a deck: PowerPoint folds and moves the slides of one together. Slides taken out leave theirs too."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from lxml import etree
from pptx.oxml.ns import qn

_SPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def write_sections(presentation: Any, names: Sequence[str]) -> None:
    """The name of the section of each slide, "" that of the slide before; those of the template go."""
    root = presentation.part._element
    known = root.find(qn("p:extLst"))
    if known is None:
        known = etree.SubElement(root, qn("p:extLst"))
    for old in [one for one in known if one.get("uri") == _URI]:
        known.remove(old)
    extension = etree.SubElement(known, qn("p:ext"), uri=_URI)
    made = etree.SubElement(extension, f"{{{_SPACE}}}sectionLst", nsmap={"p14": _SPACE})
    named: list[str] = []
    for name in names:
        named.append(name or (named[-1] if named else ""))
    slides = zip(named, presentation.slides._sldIdLst, strict=True)
    for place, (name, some) in enumerate(groupby(slides, key=lambda one: one[0])):
        number = str(uuid5(NAMESPACE_OID, f"{place} {name}")).upper()
        section = etree.SubElement(made, f"{{{_SPACE}}}section", name=name, id=f"{{{number}}}")
        slide_list = etree.SubElement(section, f"{{{_SPACE}}}sldIdLst")
        for _, slide in some:
            etree.SubElement(slide_list, f"{{{_SPACE}}}sldId", id=slide.get("id"))


def take_out(presentation: Any, places: Iterable[int]) -> None:
    """Takes slides out, with their parts: those at these places, the first being 0."""
    root, listed = presentation.part._element, presentation.slides._sldIdLst
    for one in [listed[place] for place in places]:
        for named in [other for other in root.iter(f"{{{_SPACE}}}sldId") if other.get("id") == one.get("id")]:
            named.getparent().remove(named)
        presentation.part.drop_rel(one.rId)
        listed.remove(one)
