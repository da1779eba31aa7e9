"""What a deck knows of itself, so that it is known again after people edited it: its number in the core property
`identifier`; agency, unit, day and year, its canvas and a mark of every text, cell and chart that was written in custom
properties. LibreOffice keeps those and the names of shapes, and nothing else (docs/decisions/0007-refresh.md).

A mark is a short keyed digest: it tells whether what stands there is what was written, and gives away nothing of what
people took out of the deck before they passed it on.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree
from pptx.opc.package import Part as PackagePart
from pptx.opc.packuri import PackURI

from chiso.present.slides.canvas import OWN, Canvas
from chiso.present.slides.model import Origin

# What stands in a shape: one cell of a text, rows of a table or of a chart's data.
Grid = tuple[tuple[str, ...], ...]

_PREFIX = "chiso."
_LONGEST = 240  # characters of a property: Office's own forms take 255
_NEVER = "="  # the mark of what somebody worded before the deck was written: nothing is equal to it
_TEXT, _TABLE = "=", "#"
NO_CELL = "!!!!"  # the mark of a cell that somebody worded himself
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that people may define
_PROPERTY = re.compile(
    rb"<(?:\w+:)?property\b[^>]*\bname=[\"']chiso\.([\w.]+)[\"'][^>]*>\s*<(?:\w+:)?lpwstr>([^<]*)</"
)
_NUMBER = re.compile(rb"<(?:\w+:)?identifier\b[^>]*>\s*([0-9a-f]{64})\s*</")


@dataclass(frozen=True)
class Issued:
    """Of what a deck is, what it was drawn on, and the marks of what was written: key of the shape -> its mark."""

    origin: Origin
    canvas: Canvas = OWN
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of its slides, in order."""
        return tuple(dict.fromkeys(topic_of(key) for key in self.marks))

    def mark(self, key: str, grid: Grid, *, is_table: bool, own: Collection[str] = ()) -> str:
        """The mark of what stands in a shape: of a table cell by cell, but for cells that somebody worded himself:
        `own` has the key of the table, row and column of each."""
        if not is_table:
            return _TEXT + self._digest(key, "\n".join("\t".join(row) for row in grid), 6)
        rows = (
            (
                NO_CELL if f"{key}:{place}:{column}" in own else self.cell(key, text)
                for column, text in enumerate(row)
            )
            for place, row in enumerate(grid)
        )
        return self.rows(rows)

    def rows(self, marks: Iterable[Iterable[str]]) -> str:
        """The mark of what is marked row by row, from the marks of its cells."""
        return _TABLE + "|".join(map("".join, marks))

    def cell(self, key: str, text: str) -> str:
        """The mark of one cell of a table, four letters."""
        return self._digest(key, text, 3)

    def cells(self, key: str) -> list[list[str]]:
        """The marks of a table's cells, row by row; none where no table was written."""
        said = self.marks.get(key, "")
        if not said.startswith(_TABLE):
            return []
        return [[row[at : at + 4] for at in range(0, len(row), 4)] for row in said[1:].split("|")]

    def _digest(self, key: str, text: str, size: int) -> str:
        made = hmac.digest(self.origin.secret, f"{key}\n{text}".encode(), "sha256")[:size]
        return base64.urlsafe_b64encode(made).decode()

    def properties(self) -> dict[str, str]:
        """As custom properties, in order."""
        of = self.origin
        words = {"agency": of.agency, "unit": of.unit or "", "as_of": of.as_of, "year": str(of.year)}
        canvas = "" if self.canvas == OWN else json.dumps(self.canvas.as_json(), separators=(",", ":"))
        parts = ";".join(f"{quote(key, safe=':._')}{mark}" for key, mark in self.marks.items())
        return words | dict(_pieces("canvas", base64.urlsafe_b64encode(canvas.encode()).decode())) | dict(
            _pieces("parts", parts)
        )  # fmt: skip

    @property
    def number(self) -> str:
        """The number of the deck: a digest of all of it that only its home can make."""
        return _number(self.origin.secret, self.properties())


def _number(secret: bytes, properties: Mapping[str, str]) -> str:
    said = "\n".join(f"{name}={text}" for name, text in sorted(properties.items()))
    return hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()


def topic_of(key: str) -> str:
    """The topic in the key of a shape."""
    return key.partition(":")[2].rpartition(".")[0]


def marked(issued: Issued, grids: Mapping[str, tuple[Grid, bool]], reworded: set[str]) -> Issued:
    """With the marks of what is written now: key -> what stands there, whether it is a table. `reworded`: keys of what
    somebody worded himself, of a cell with its row and column: no refresh writes over it."""
    marks = {
        key: _NEVER if key in reworded else issued.mark(key, grid, is_table=is_table, own=reworded)
        for key, (grid, is_table) in grids.items()
    }
    return replace(issued, marks=marks)


def write_into(presentation: Any, issued: Issued) -> None:
    """Puts number and properties into a presentation; properties of other people stay."""
    presentation.core_properties.identifier = issued.number
    package = presentation.part.package
    part = next((one.target_part for one in package._rels.values() if one.reltype == RELATION), None)
    if part is None:
        empty = f'<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}"/>'.encode()
        part = PackagePart(PackURI("/docProps/custom.xml"), _TYPE, package, empty)
        package.relate_to(part, RELATION)
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    for one in list(root):
        if (one.get("name") or "").startswith(_PREFIX):
            root.remove(one)
    first = max([1, *(int(one.get("pid") or 0) for one in root)]) + 1
    for pid, (name, text) in enumerate(issued.properties().items(), start=first):
        words = {"fmtid": _FORMAT, "pid": str(pid), "name": _PREFIX + name}
        made = etree.SubElement(root, f"{{{_SPACE}}}property", words)
        etree.SubElement(made, f"{{{_VALUES}}}lpwstr").text = text
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(secret: bytes, core: bytes, custom: bytes) -> Issued | None:
    """What a deck of this home knows of itself, from its two lists of properties; None where it is none."""
    number = _NUMBER.search(core)
    said = {
        name.decode(): unescape(text.decode(errors="replace")) for name, text in _PROPERTY.findall(custom)
    }
    if number is None or not hmac.compare_digest(_number(secret, said), number[1].decode()):
        return None
    canvas = base64.urlsafe_b64decode(_joined("canvas", said))  # from here on it is what this home wrote
    return Issued(
        Origin(secret, said["agency"], said["as_of"], int(said["year"]), said["unit"] or None),
        Canvas.of(json.loads(canvas)) if canvas else OWN,
        dict(map(_parted, filter(None, _joined("parts", said).split(";")))),
    )


def _parted(words: str) -> tuple[str, str]:
    at = min(place for place in (words.find(_TEXT), words.find(_TABLE)) if place >= 0)
    return unquote(words[:at]), words[at:]


def _pieces(name: str, text: str) -> Iterator[tuple[str, str]]:
    for number, at in enumerate(range(0, len(text), _LONGEST), start=1):
        yield f"{name}.{number:04d}", text[at : at + _LONGEST]


def _joined(name: str, said: Mapping[str, str]) -> str:
    return "".join(text for key, text in sorted(said.items()) if key.startswith(f"{name}."))
