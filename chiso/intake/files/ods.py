"""What calamine leaves out of an .ods: error cells (it shows them as empty), merges, percent signs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from chiso.intake.files.percents import Cells
from chiso.intake.files.sheets import Merge

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
# Repeated rows and columns up to the sheet's edge are formats; errors and merges do not stand there.
MOST_REPEATED = 1_000


@dataclass
class OdsFacts:
    """Of one sheet: merges (1-based corners), (0-based row, 0-based column, shown error), numbers shown as percent."""

    merges: list[Merge] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    percents: Cells = field(default_factory=list)


def facts_of(content: bytes) -> list[OdsFacts]:
    """The facts of every sheet, in order; no entity is resolved (the gate refuses a DOCTYPE before)."""
    with ZipFile(BytesIO(content)) as package, package.open("content.xml") as part:
        tables = etree.iterparse(
            part,
            events=("end",),
            tag=f"{TABLE}table",
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        )
        found = []
        for _, table in tables:
            found.append(_table(table))
            table.clear()
        return found


def _table(table: Any) -> OdsFacts:
    facts = OdsFacts()
    number = 0
    for row in _rows(table):
        column = 0
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            _cell(cell, number, column, facts)
            column += _count(cell, "number-columns-repeated")
        number += _count(row, "number-rows-repeated")
    return facts


def _rows(table: Any) -> Iterator[Any]:
    """Rows in order, those of header and group elements too, not those of tables within cells."""
    for child in table.iterchildren():
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from _rows(child)


def _cell(cell: Any, row: int, column: int, facts: OdsFacts) -> None:
    width, height = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
    if width > 1 or height > 1:
        facts.merges.append((row + 1, column + 1, row + height, column + width))
    if cell.get(ERROR_TYPE) == "error":
        shown = "\n".join("".join(line.itertext()) for line in cell.iterchildren(f"{TEXT}p"))
        for repeated in range(min(_count(cell, "number-columns-repeated"), MOST_REPEATED)):
            facts.errors.append((row, column + repeated, shown or "#N/A"))

    if cell.get(VALUE_TYPE) == "percentage":
        facts.percents += [(row, column + n) for n in range(_count(cell, "number-columns-repeated"))][
            :MOST_REPEATED
        ]


def _count(element: Any, name: str) -> int:
    text = element.get(f"{TABLE}{name}") or "1"
    return int(text) if text.isdigit() and len(text) < 9 else 1
