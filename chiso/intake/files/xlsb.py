"""Binary workbooks (.xlsb) beside calamine: what it leaves out of them, which is merges, percent signs, errors of
formulas, and that a sheet is one chart. Records as [MS-XLSB] 2.1.4 and 2.3 have them.
"""

import struct
from collections.abc import Iterator
from xml.etree import ElementTree

from chiso.core.settings import Limits
from chiso.intake.files.left_out import BUILT_IN, Cells, Facts, is_percent
from chiso.intake.files.packages import BROKEN, SMALL, Package, part_of
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Merge

ROW, RK, ERROR, REAL, RESULT, WRONG_RESULT = 0, 2, 3, 5, 9, 11
SHAPE, STYLE, STYLES_BEGIN, STYLES_END = 44, 47, 617, 618
BOOK, SHEET, MERGE = 153, 156, 176
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def facts_of(file_name: str, content: bytes, limits: Limits) -> tuple[dict[str, Facts], set[str], bool]:
    """Sheet name -> its merges, and its cells with an error or shown as percent; which sheets are charts; whether days
    count from 1904."""
    facts: dict[str, Facts] = {}
    charts: set[str] = set()
    try:
        package = Package(file_name, content, limits)
        styles = _percent_styles(_whole(package, "xl/styles.bin"))
        book = _whole(package, "xl/workbook.bin")
        since_1904 = any(kind == BOOK and book[begin] & 1 for kind, begin, _ in _records(book))
        for name, part in _sheets(package, book):
            if part.startswith("xl/chartsheets/"):
                charts.add(name)
            elif part in package.entries:
                facts[name] = _sheet(_whole(package, part), styles)
    except (ElementTree.ParseError, *BROKEN) as error:
        raise refusal("damaged", file_name) from error
    return facts, charts, since_1904


def _whole(package: Package, name: str) -> bytes:
    """A part; nothing where there is none."""
    return b"".join(package.inflated(package.entries[name])) if name in package.entries else b""


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, begin, end) of each record; ValueError where one does not fit."""
    place, size = 0, len(data)
    while place < size:
        kind = data[place]
        place += 1
        if kind > 0x7F:
            kind = kind & 0x7F | data[place] << 7
            place += 1
        length = data[place]
        place += 1
        if length > 0x7F:
            length &= 0x7F
            for shift in (7, 14, 21):
                more = data[place]
                place += 1
                length |= (more & 0x7F) << shift
                if more < 0x80:
                    break
        if place + length > size:
            raise ValueError("a record that does not fit")
        yield kind, place, place + length
        place += length


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", data, place)
    begin = place + 4
    end = begin if length == 0xFFFFFFFF else begin + 2 * length
    return data[begin:end].decode("utf-16-le", "replace"), end


def _sheets(package: Package, book: bytes) -> Iterator[tuple[str, str]]:
    """(name, part) of each sheet, as the workbook lists them."""
    links = package.tree("xl/_rels/workbook.bin.rels", SMALL)
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    for kind, begin, _ in _records(book):
        if kind == SHEET:
            link, place = _text(book, begin + 8)
            yield _text(book, place)[0], part_of(targets.get(link, ""))


def _percent_styles(data: bytes) -> set[int]:
    """The numbers of the styles whose cells are shown as percent."""
    shapes = {int(number) for number in BUILT_IN}
    styles: set[int] = set()
    number = -1  # of the next style of cells; there are other lists of styles
    for kind, begin, _ in _records(data):
        if kind == SHAPE:
            (shape,) = struct.unpack_from("<H", data, begin)
            shapes = shapes | {shape} if is_percent(_text(data, begin + 2)[0]) else shapes - {shape}
        elif kind in (STYLES_BEGIN, STYLES_END):
            number = 0 if kind == STYLES_BEGIN else -1
        elif kind == STYLE and number >= 0:
            styles |= {number} if struct.unpack_from("<H", data, begin + 2)[0] in shapes else set()
            number += 1
    return styles


def _sheet(data: bytes, styles: set[int]) -> Facts:
    merges: list[Merge] = []
    cells: Cells = []
    row = 0
    for kind, begin, _ in _records(data):
        if kind == ROW:
            row = int.from_bytes(data[begin : begin + 4], "little")
        elif kind in (RK, REAL, RESULT):
            if styles and int.from_bytes(data[begin + 4 : begin + 7], "little") in styles:
                cells.append((row, int.from_bytes(data[begin : begin + 4], "little"), None))
        elif kind in (ERROR, WRONG_RESULT):
            cells.append(
                (row, int.from_bytes(data[begin : begin + 4], "little"), ERRORS.get(data[begin + 8], "#N/A"))
            )
        elif kind == MERGE:
            first, last, left, right = struct.unpack_from("<4I", data, begin)
            merges.append((first + 1, left + 1, last + 1, right + 1))
    return merges, cells
