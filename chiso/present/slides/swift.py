"""python-pptx asks for names and paths of its XML by their texts, some five thousand times a slide: each is read once
in the life of the process (docs/performance.md, "Pages")."""

from functools import cache, lru_cache
from typing import Any

from lxml import etree
from pptx.oxml import ns, xmlchemy
from pptx.oxml.shapes import groupshape, shared


@lru_cache(maxsize=256)  # of some hundred; a few have a number in them
def path(said: str) -> etree.XPath:
    """A path with the prefixes of Office's XML."""
    return etree.XPath(said, namespaces=ns._nsmap)


def _found(element: Any, said: str) -> Any:
    return path(said)(element)


def install() -> None:
    """From now on python-pptx finds in this way."""
    xmlchemy.BaseOxmlElement.xpath = _found  # type: ignore[method-assign,assignment]
    named = cache(ns.qn)
    for module in (ns, xmlchemy, groupshape, shared):
        module.qn = named  # type: ignore[attr-defined]
