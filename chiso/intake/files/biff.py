"""Old workbooks (BIFF records in an OLE container) before a reader sees them: whether every sheet is whole, without
what charts keep, its merges, and which numbers are shown as percent.

The format has no checksum: where the length of a record is damaged, calamine goes on behind it, or stops, in silence.
And calamine (in fastexcel 0.21) takes the numbers that a chart keeps for cells of its sheet, from A1 on.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from chiso.intake.files.left_out import BUILT_IN, Cells, Facts, is_percent
from chiso.intake.files.sheets import Merge

DATES = 0x0022  # whether days count from 1904
BOF, EOF, SHEET, ROW, BLOCK, MERGES = 0x0809, 0x000A, 0x0085, 0x0208, 0x00D7, 0x00E5
SHAPE, STYLE = 0x041E, 0x00E0  # a number format; which one the cells of a style have
NUMBER, RK, MANY, FORMULAS = 0x0203, 0x027E, 0x00BD, (0x0006, 0x0406)
CHART = 2  # a BOUNDSHEET's kind
BIFF8 = 0x0600
# Every record that gives a row a cell, in BIFF5 and BIFF8: formulas, blanks, numbers, texts, errors.
CELLS = {0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406}
ROW_SIZE = 20  # with its head
NOTHING = struct.pack("<H", 0x0FFF)  # a record that no reader knows
NEXT = struct.pack("<H", BOF)
HEAD = struct.Struct("<HH")


class Damaged(Exception):
    """Records are missing: the sentence is the caller's."""


@dataclass
class _Part:
    """A sheet's records: where those of charts stand, its merges, its numbers that are shown as percent, which rows say
    that they have cells, and which have some, or never had any."""

    charts: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    percents: Cells = field(default_factory=list)
    promised: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)


def sound(content: bytes) -> tuple[bytes, list[Facts], bool]:
    """The same workbook, records of charts made unknown ones, of each sheet its merges and its numbers that are shown
    as percent, and whether days count from 1904.
    Raises Damaged where a sheet does not reach its end, or where a row that says it has cells has none."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            if name is None:
                raise Damaged
            stream = container.openstream(name).read()
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Damaged from error
    charts: list[int] = []
    facts: list[Facts] = []
    styles = _percent_styles(stream)
    sheets, since_1904 = _sheets(stream)
    for position, kind in sheets:
        part = _part(stream, position, kind == CHART, styles)
        if part.promised - part.settled:
            raise Damaged
        charts += part.charts
        facts.append((part.merges, part.percents))
    if not charts:
        return content, facts, since_1904
    changed = bytearray(stream)
    for place in charts:
        changed[place : place + 2] = NOTHING
    target = io.BytesIO(content)
    with olefile.OleFileIO(target, write_mode=True) as container:
        container.write_stream(name, bytes(changed))
        return target.getvalue(), facts, since_1904


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(place, type, length) of each record from the position on. Raises Damaged where one does not fit."""
    size = len(stream)
    while position + HEAD.size <= size:
        kind, length = HEAD.unpack_from(stream, position)
        if position + HEAD.size + length > size:
            raise Damaged
        yield position, kind, length
        position += HEAD.size + length
    raise Damaged


def _sheets(stream: bytes) -> tuple[list[tuple[int, int]], bool]:
    """(position, kind) of each sheet, as the first part of the stream lists them; whether days count from 1904."""
    found: list[tuple[int, int]] = []
    since_1904 = False
    for place, kind, length in _records(stream, 0):
        if kind == EOF:
            return found, since_1904
        if kind == DATES and length == 2:
            since_1904 = bool(stream[place + HEAD.size])
        if kind == SHEET and length >= 6:
            position, what = struct.unpack_from("<IH", stream, place + HEAD.size)
            found.append((position, what >> 8))
    raise Damaged


def _percent_styles(stream: bytes) -> frozenset[int]:
    """The numbers of the styles whose cells are shown as percent."""
    shapes = {int(number) for number in BUILT_IN}
    styles: list[int] = []
    for place, kind, length in _records(stream, 0):
        body = stream[place + HEAD.size : place + HEAD.size + length]
        if kind == EOF:
            break
        if kind == SHAPE and length > 4:
            is_new = int.from_bytes(stream[HEAD.size : HEAD.size + 2], "little") == BIFF8
            text = (
                body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")
                if is_new
                else body[3:].decode("latin-1")
            )
            shapes -= {int.from_bytes(body[:2], "little")}
            shapes |= {int.from_bytes(body[:2], "little")} if is_percent(text) else set()
        elif kind == STYLE and length >= 4:
            styles.append(int.from_bytes(body[2:4], "little"))
    return frozenset(number for number, shape in enumerate(styles) if shape in shapes)


def _percents(kind: int, body: bytes, styles: frozenset[int]) -> Cells:
    """The places of a record's numbers whose style shows percent."""
    row, column = struct.unpack_from("<HH", body)
    if kind == MANY:
        cells = struct.iter_unpack("<HI", body[4 : 4 + (len(body) - 6) // 6 * 6])
        return [(row, column + number, None) for number, (style, _) in enumerate(cells) if style in styles]
    is_text = kind in FORMULAS and body[12:14] == b"\xff\xff"
    return [] if is_text or int.from_bytes(body[4:6], "little") not in styles else [(row, column, None)]


def _never_filled(body: bytes, place: int, block: list[tuple[int, int]]) -> set[int]:
    """The rows of a block without a byte of cells when it was written: behind it Excel says where the cells of each row
    begin ([MS-XLS] 2.4.77, DBCell: from the end of the first row on, then each from the one before)."""
    starts: list[int] = []
    if (
        not block
        or len(body) != 4 + 2 * len(block)
        or place - int.from_bytes(body[:4], "little") != block[0][0]
    ):
        return set()
    begin = block[0][0] + ROW_SIZE
    for (step,) in struct.iter_unpack("<H", body[4:]):
        starts.append(begin := begin + step)
    ends = [*starts[1:], place]
    return {row for (_, row), start, end in zip(block, starts, ends, strict=True) if start == end}


def _part(stream: bytes, position: int, is_chart: bool, styles: frozenset[int]) -> _Part:
    part, depth = _Part(), 0
    block: list[tuple[int, int]] = []  # place and number of the rows since the last BLOCK
    for place, kind, length in _records(stream, position):
        if not depth and kind != BOF:
            raise Damaged
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and length:  # the length of another record, where one before it is damaged
            raise Damaged
        if not depth:
            behind = place + HEAD.size
            if not stream.startswith(NEXT, behind) and stream[behind:].strip(b"\0"):
                raise Damaged
            return part
        if depth > 1 or kind == EOF or (is_chart and kind != BOF):
            part.charts.append(place)
        elif kind == ROW and length >= 6:
            row, first, end = struct.unpack_from("<HHH", stream, place + HEAD.size)
            block.append((place, row))
            if end > first:
                part.promised.add(row)
        elif kind == BLOCK:
            part.settled |= _never_filled(
                stream[place + HEAD.size : place + HEAD.size + length], place, block
            )
            block = []
        elif kind == MERGES:
            body = stream[place + HEAD.size : place + HEAD.size + length]
            corners = struct.iter_unpack("<4H", body[2 : 2 + (length - 2) // 8 * 8])
            part.merges += [
                (first + 1, left + 1, last + 1, right + 1) for first, last, left, right in corners
            ]
        elif kind in CELLS and length >= 2:
            part.settled.add(int.from_bytes(stream[place + 4 : place + 6], "little"))
            if styles and length >= 10 and kind in (NUMBER, RK, MANY, *FORMULAS):
                part.percents += _percents(kind, stream[place + 4 : place + 4 + length], styles)
    raise Damaged
