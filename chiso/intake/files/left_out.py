"""What calamine leaves out of a workbook: percent signs, formulas that nobody has calculated; of an .ods also merges
and errors (it shows empty cells).

0.915 in a cell formatted "0.00%" is read as "91.5%": the people who fill such a cell type and see a percent sign. A
formula without its value shows one as soon as Excel opens the file: it is unreadable, not empty.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from chiso.core.errors import Refused
from chiso.intake.files.packages import BROKEN, Package
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Merge, column_number

# (0-based row, 0-based column, the error that is shown or, of a number in a percent format, None).
Cells = list[tuple[int, int, str | None]]

# Merges (1-based corners) and such cells of a sheet.
Facts = tuple[list[Merge], Cells]

UNCALCULATED = "#CALC!"  # stands for the value of a formula that the file does not hold

# Excel's own formats 0% and 0.00%.
BUILT_IN = {"9", "10"}
# Tables with percentages are small; a sheet of many megabytes is a list of dossiers.
MOST_BYTES = 30 * 1024 * 1024

_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_FORMULA = re.compile(  # a cell with a formula, and no value behind it
    rb"<P:c ([^>]*)><P:f(?:[^>]*/>|[^>]*>[^<]*</P:f>)(?:<P:v\s*/>|<P:v></P:v>)?</P:c>".replace(
        b"P:", rb"(?:\w+:)?"
    )
)
_QUOTED = re.compile(r'"[^"]*"|\\.')


def percent_text(text: str | None) -> str | None:
    """ "0.915" -> "91.5%"; None for what is no plain number."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 10**9:
        return None
    # A double of 0.07 times 100 is 7.000000000000001; fifteen digits are what it holds.
    shown = f"{round(number * 100, 12):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    # Three digits behind the point would look like thousands.
    return f"{shown}0%" if re.search(r"\.[0-9]{3}$", shown) else f"{shown}%"


def is_percent(code: str) -> bool:
    """Whether a number format shows hundredths: a sign that is only quoted is decoration."""
    return "%" in _QUOTED.sub("", code)


def facts_of_package(package: Package) -> dict[str, Facts]:
    """Sheet name -> its numbers in a percent format and its formulas without a value, without merges.

    A package that cannot be understood has none: its reader says what is wrong with it.
    """
    try:
        formats = _percent_styles(package.tree("xl/styles.xml", MOST_BYTES))
        parts = package.sheet_parts()
        small = {part: name for part, name in parts.items() if package.size(part) <= MOST_BYTES}
        texts = {name: package.part(part, MOST_BYTES) for part, name in small.items()}
    except (Refused, ParseError):
        return {}
    cells = {
        name: [*(_formatted(text, formats) if formats else ()), *_uncalculated(text)]
        for name, text in texts.items()
    }
    return {name: ([], found) for name, found in cells.items() if found}


def _uncalculated(text: bytes) -> Cells:
    """Formulas whose value is not there; an empty text is one."""
    found: Cells = []
    if b"</f>" not in text and b":f>" not in text:  # found much faster than an expression is
        return found
    for cell in _FORMULA.finditer(text):
        kind, place = _TYPE.search(cell[1]), _PLACE.search(cell[1])
        if place and (kind is None or kind[1] != b"str"):
            found.append((int(place[2]) - 1, column_number(place[1]), UNCALCULATED))
    return found


def _percent_styles(styles: Element) -> set[bytes]:
    codes = {
        one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iterfind(".//{*}numFmts/{*}numFmt")
    }
    percents = BUILT_IN - set(codes) | {
        number for number, code in codes.items() if number and is_percent(code)
    }
    cells = styles.iterfind("{*}cellXfs/{*}xf")
    return {str(index).encode() for index, one in enumerate(cells) if one.get("numFmtId") in percents}


def _formatted(text: bytes, formats: set[bytes]) -> Cells:
    found: Cells = []
    for cell in _CELL.finditer(text):
        style = _STYLE.search(cell[1])
        if style is None or style[1] not in formats:
            continue
        kind, place = _TYPE.search(cell[1]), _PLACE.search(cell[1])
        if place and (kind is None or kind[1] == b"n"):
            found.append((int(place[2]) - 1, column_number(place[1]), None))
    return found


# --- .ods ------------------------------------------------------------------------------------------------

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
# Repeated rows and columns up to the sheet's edge are formats; errors and merges do not stand there.
MOST_REPEATED = 1_000


def facts_of(file_name: str, content: bytes) -> dict[str, Facts]:
    """Sheet name -> its merges, and its cells with a shown error or shown as percent.

    No entity is resolved (the gate refuses a DOCTYPE before).
    """
    from lxml import etree  # only for .ods: its loading is part of every other import's time

    found = {}
    try:
        with ZipFile(BytesIO(content)) as package, package.open("content.xml") as part:
            for _, table in etree.iterparse(
                part,
                events=("end",),
                tag=f"{TABLE}table",
                resolve_entities=False,
                no_network=True,
                huge_tree=True,
            ):
                found[table.get(f"{TABLE}name")] = _table(table)
                table.clear()
    except (etree.LxmlError, *BROKEN) as error:
        raise refusal("damaged", file_name) from error
    return found


def _table(table: Any) -> Facts:
    merges: list[Merge] = []
    cells: Cells = []
    number = 0
    for row in _rows(table):
        column = 0
        if _count(row, "number-rows-repeated") < 1 and any(row.itertext()):
            raise ValueError("a row that stands no times")  # calamine leaves it out
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            width, height = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if width > 1 or height > 1:
                merges.append((number + 1, column + 1, number + height, column + width))
            cells += _cells(cell, number, column)
            column += _count(cell, "number-columns-repeated")
        number += _count(row, "number-rows-repeated")
    return merges, cells


def _rows(table: Any) -> Iterator[Any]:
    """Rows in order, those of header and group elements too, not those of tables within cells."""
    for child in table.iterchildren():
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from _rows(child)


def _cells(cell: Any, row: int, column: int) -> Cells:
    shown = None
    if cell.get(ERROR_TYPE) == "error":
        shown = "\n".join("".join(line.itertext()) for line in cell.iterchildren(f"{TEXT}p")) or "#N/A"
    elif cell.get(VALUE_TYPE) != "percentage":
        return []
    repeats = min(_count(cell, "number-columns-repeated"), MOST_REPEATED)
    return [(row, column + number, shown) for number in range(repeats)]


def _count(element: Any, name: str) -> int:
    text = element.get(f"{TABLE}{name}") or "1"
    return int(text) if text.isdigit() and len(text) < 9 else 1
