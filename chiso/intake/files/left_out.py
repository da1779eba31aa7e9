"""What calamine leaves out of a workbook: percent signs, formulas that nobody has calculated; of an .ods also merges
and errors (it shows empty cells).

0.915 in a cell formatted "0.00%" is read as "91.5%": the people who fill such a cell type and see a percent sign. A
formula without its value shows one as soon as Excel opens the file: it is unreadable, not empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import unescape
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any
from zipfile import ZipFile

import pyarrow as pa

from chiso.core.vietnamese import format_number
from chiso.intake.files.packages import BROKEN, Package
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Merge, column_letters, column_number, named

# (0-based row, 0-based column, the error that is shown or, of a number in a percent format, None).
Cells = list[tuple[int, int, str | None]]

# Merges (1-based corners) and such cells of a sheet.
Facts = tuple[list[Merge], Cells]

UNCALCULATED = "#CALC!"  # stands for the value of a formula that the file does not hold

# Excel's own formats 0% and 0.00%.
BUILT_IN = {b"9", b"10"}
# A text of styles is cut behind so many bytes.
MOST_BYTES = 30 * 1024 * 1024
# More of them are quicker looked up than searched for one by one.
MANY_STYLES = 50
# No cell begins with a longer tag; none is longer: Excel's formulas have 8,192 letters at most.
LONGEST_TAG, LONGEST_CELL = 256, 1 << 15

_ATTRIBUTES = rb"""((?:\s+[\w:]+=(?:"[^"<]*"|'[^'<]*'))*)"""
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b" + _ATTRIBUTES)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b" + _ATTRIBUTES)
_ATTRIBUTE = re.compile(rb"""\s([\w:]+)=(["'])(.*?)\2""", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c [^<>]*[^<>/]>")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_ROW = re.compile(rb"""\br=["'](\d{1,7})["']""")
# A cell with a formula, and no value behind it.
_NO_VALUE = rb"<P:c\b([^<>]*)><P:f(?:[^<>]*/>|[^<>]*>[^<]*</P:f>)(?:<P:v\s*/>|<P:v></P:v>)?</P:c>"
_FORMULA = re.compile(_NO_VALUE.replace(b"P:", rb"(?:\w+:)?"))
_IN_ORDER = re.compile(
    (rb"<P:row\b([^<>]*)>|" + _NO_VALUE + rb"|<P:c\b([^<>]*)>").replace(b"P:", rb"(?:\w+:)?")
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


def corrected(table: pa.Table, left_out: Cells, most: int = 0) -> pa.Table:
    """The table with errors that calamine leaves out and with the sign behind numbers that are shown as percent. It
    grows to the errors beside and below it, to so many cells."""
    rows, columns = table.num_rows, table.num_columns
    arrays = [column.combine_chunks() for column in table.columns]
    errors = [(row + 1, column + 1) for row, column, text in left_out if text] if most else []
    if errors:
        further = max(rows, *(row for row, _ in errors)), max(columns, *(column for _, column in errors))
        if further != (rows, columns) and further[0] * further[1] <= most:
            below = pa.nulls(further[0] - rows, pa.string())
            rows = further[0]
            arrays = [pa.concat_arrays([array.cast(pa.string()), below]) for array in arrays]
            arrays += [pa.nulls(rows, pa.string())] * (further[1] - columns)
    show(arrays, left_out)
    return named(arrays, rows)


def show(arrays: list[pa.Array], cells: Cells) -> None:
    """Puts #N/A and its like where fastexcel left the cell empty (an empty due date would read as on time), and the
    sign behind a percent. Column by column: of a million rows the texts of all would not find room."""
    column_of = itemgetter(1)
    for column, of_column in groupby(sorted(cells, key=column_of), column_of):
        values = arrays[column].to_pylist() if column < len(arrays) else []
        for row, _, text in of_column:
            if row < len(values):
                values[row] = text or percent_text(values[row]) or values[row]
        if values:
            arrays[column] = pa.array(values, pa.string())


# --- .xlsx: the gate looks into the sheets in which its own pass has seen a formula or such a style ------------------


@dataclass(frozen=True)
class Percents:
    """The styles of an .xlsx that show a number as percent, and how the tag of a cell with one is told, if there is
    one."""

    styles: frozenset[bytes]
    mark: re.Pattern[bytes] | None


def percents_of(package: Package) -> Percents:
    """What its styles say."""
    text = package.part("xl/styles.xml", MOST_BYTES)
    formats = [_said(found) for found in _NUMBER_FORMAT.findall(_inside(text, b"numFmts"))]
    codes = {one.get(b"numFmtId"): one.get(b"formatCode", b"").decode(errors="replace") for one in formats}
    percents = BUILT_IN - set(codes) | {
        number for number, code in codes.items() if is_percent(unescape(code))
    }
    shapes = [_said(found) for found in _FORMAT.findall(_inside(text, b"cellXfs"))]
    styles = [b"%d" % index for index, shape in enumerate(shapes) if shape.get(b"numFmtId") in percents]
    one = b"|".join(styles) if len(styles) <= MANY_STYLES else rb"\d+"
    return Percents(frozenset(styles), re.compile(rb"""\ss=["'](%b)["']""" % one) if styles else None)


def _said(attributes: bytes) -> dict[bytes, bytes]:
    return {name: value for name, _, value in _ATTRIBUTE.findall(attributes)}


def _inside(text: bytes, name: bytes) -> bytes:
    """What stands between the tags of the only element of that name."""
    pieces = text.split(name, 2)
    return pieces[1] if len(pieces) > 2 else b""


def cells_of_part(package: Package, part: str, percents: Percents) -> Cells:
    """The numbers in a percent format and the formulas without a value of a sheet of an .xlsx, whatever its size."""
    found: Cells = []
    before = b""
    for piece in package.inflated(package.entries[part]):
        text, seen = before + piece, len(before)  # what ends before that was found in the piece before
        for tag in _styled(text, percents):
            if (place := _PLACE.search(tag[0])) is None:
                return _counted(package, part, percents)
            if tag.end() > seen and _is_number(tag[0]):
                found.append((int(place[2]) - 1, column_number(place[1]), None))
        for cell in _FORMULA.finditer(text):
            if (place := _PLACE.search(cell[1])) is None:
                return _counted(package, part, percents)
            if cell.end() > seen and not _is_text(cell[1]):
                found.append((int(place[2]) - 1, column_number(place[1]), UNCALCULATED))
        before = text[-LONGEST_CELL:]
    return found


def _counted(package: Package, part: str, percents: Percents) -> Cells:
    """The same of a sheet whose cells do not say where they stand: each follows the one before."""
    found: Cells = []
    row, column = -1, -1
    for tag in _IN_ORDER.finditer(b"".join(package.inflated(package.entries[part]))):
        of_row, of_formula, of_cell = tag.groups()
        if of_row is not None:
            number = _ROW.search(of_row)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        said = of_formula if of_cell is None else of_cell
        place = _PLACE.search(said)
        column = column_number(place[1]) if place else column + 1
        style = percents.mark.search(said) if percents.mark else None
        if of_cell is None and not _is_text(said):
            found.append((row, column, UNCALCULATED))
        elif style and style[1] in percents.styles and _is_number(said) and not said.endswith(b"/"):
            found.append((row, column, None))
    return found


def _is_number(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return kind is None or kind[1] == b"n"


def _is_text(attributes: bytes) -> bool:
    """Of a formula: its empty text is a value."""
    kind = _TYPE.search(attributes)
    return kind is not None and kind[1] == b"str"


def _styled(text: bytes, percents: Percents) -> Iterator[re.Match[bytes]]:
    """The tags of cells with a value that are of these styles."""
    for mark in percents.mark.finditer(text) if percents.mark else ():
        begin = text.rfind(b"<", max(0, mark.start() - LONGEST_TAG), mark.start())
        tag = _CELL.match(text, begin) if begin >= 0 and mark[1] in percents.styles else None
        if tag:
            yield tag


def uncalculated(file_name: str, sheet: str, cells: Cells) -> list[tuple[str, str]]:
    """The warning of a sheet that has formulas without a value."""
    places = [f"{column_letters(c)}{row + 1}" for row, c, text in cells if text == UNCALCULATED]
    shown = ", ".join(places[:3]) + (" …" if len(places) > 3 else "")
    message = (
        f"Tệp “{file_name}”, trang tính “{sheet}”: {format_number(len(places))} ô là công thức mà tệp không ghi "
        f"kết quả (ô {shown}) nên không đọc được. Hãy mở tệp bằng Excel, lưu lại rồi nộp tệp đã lưu."
    )
    return [("uncalculated", message)] if places else []


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
