"""Large sheets of an .xlsx whose XML is plain (plain_cells.py): of texts and whole numbers alone.

fastexcel makes an object of every cell. Here the cells of some megabytes of XML are found all at once, and Arrow cuts
their texts out. A sheet that has anything else (dates, fractions, formulas, errors, several fonts in a text) is left to
fastexcel: nothing is read here that the two would read differently (tests/intake/test_plain_sheets.py).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import ParseError

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.intake.files.packages import SMALL, Package, SheetPart
from chiso.intake.files.plain_cells import (
    PAD,
    Cells,
    Flags,
    NotPlain,
    Places,
    Text,
    cells_of,
    eights,
    must,
    texts_of,
    whole_numbers,
)
from chiso.intake.files.sheets import Sheet, named, tidy

# So much XML is looked at together.
BLOCK = 1 << 21
MOST_SHARED = 1 << 26
# So much stands at most before the rows, and in one row.
MOST_HEAD = 1 << 20
# A sheet has some styles; so many ways to write a cell are none of a program.
MOST_KINDS = 5_000
# Each column of a block is an array of its own: a sheet of thousands would take longer than by fastexcel.
MOST_FILLED = 500
# Rows and columns that a block may reach over, for each of its cells.
MOST_ROOM = 32

SHEET_DATA, END = re.compile(rb"<sheetData\s*>"), b"</sheetData>"
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding=["']([^"']*)""")
ATTRIBUTES = re.compile(r'(?:\s+[\w:]+="[^"]*")*\s*>\s*')
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
SHARED, TEXT, NUMBER = 0, 1, 2
KINDS = {"s": SHARED, "str": TEXT, "n": NUMBER}
# A number that is shown as it stands: fastexcel prints other spellings in its own.
WHOLE = r"^(0|-?[1-9][0-9]{0,14})$"
# Excel's own formats that are no dates.
PLAIN_FORMATS = {"0", "1", "2", "3", "4", "9", "10", "11", "12", "13", "37", "38", "39", "40", "48", "49"}
ENTITY = re.compile(r"&([^;&]*;?)")
ENTITIES = {"lt;": "<", "gt;": ">", "amp;": "&", "quot;": '"', "apos;": "'"}


def read(package: Package, wanted: Iterable[SheetPart]) -> dict[str, Sheet]:
    """Sheet name -> sheet, of those wanted that are plain."""
    if len(package.infos) > len(package.entries):  # a part stands there twice
        return {}
    found = {}
    try:
        shared, styles = shared_texts(package), _number_styles(package)
    except (NotPlain, Refused):
        return {}
    for one in wanted:
        try:
            must(one.part.startswith("xl/worksheets/"))
            columns = Columns(shared, styles)
            for block in blocks(package.inflated(one.part)):
                columns.add(block)
            found[one.name] = Sheet(one.name, one.visible, columns.table())
        except (NotPlain, Refused):  # fastexcel says what is wrong with it
            continue
    return found


def blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What stands in `<sheetData>`, some whole rows at a time, PAD behind them."""
    held: list[bytes] = []
    inside = False
    for piece in chain(pieces, [b""]):  # the last is none
        held.append(piece)
        if piece and sum(map(len, held)) < BLOCK:
            continue
        text = b"".join(held)
        if not inside:
            text, inside = _behind_head(text), True
        end = text.rfind(b"</row>")
        end += len(b"</row>") if end >= 0 else 1
        yield b"".join((memoryview(text)[:end], PAD))
        if (last := text.find(END, end)) >= 0:
            yield text[end:last] + PAD
            return
        must(len(text) - end < BLOCK)
        held = [text[end:]]
    raise NotPlain


def _behind_head(text: bytes) -> bytes:
    begin = SHEET_DATA.search(text)
    must(begin is not None)
    assert begin is not None
    check_head(text[: begin.start()], b"<worksheet")
    return text[begin.end() :]


def check_head(head: bytes, root: bytes) -> None:
    """UTF-8, its tags without prefixes, no comment in which a tag may stand."""
    said = ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    must(said is None or said[1].lower() == b"utf-8")
    must(root in head and b"<!" not in head)


class Columns:
    """A sheet's columns, block by block. `shared`: the workbook's shared texts; `styles`: in which a number is shown as
    it stands."""

    def __init__(self, shared: pa.Array, styles: Collection[str]) -> None:
        self._shared, self._styles = shared, styles
        self._height = 0
        self._parts: list[tuple[int, dict[int, pa.Array]]] = []  # of each block: how many rows, its columns

    def add(self, block: bytes) -> None:
        """The next rows; raises NotPlain."""
        check_text(block)
        cells = cells_of(block)
        if not len(cells.rows):
            return
        first, self._height = self._height, int(cells.rows[-1]) + 1
        must(int(cells.rows[0]) >= first)
        is_shared = self._kinds(block, cells) == SHARED
        place = (cells.rows - first, cells.columns, self._height - first)
        found: dict[int, pa.Array] = {}
        if is_shared.any():
            numbers = whole_numbers(
                eights(block)[cells.begins[is_shared]], (cells.ends - cells.begins)[is_shared]
            )
            must(numbers < len(self._shared))
            found = {
                column: self._shared.take(at) for column, at in by_column(place, is_shared, numbers).items()
            }
        if not is_shared.all():
            texts = cut(block, cells.begins[~is_shared], cells.ends[~is_shared])
            texts = tidy(unescaped(texts) if b"&" in block else texts)
            for column, at in by_column(place, ~is_shared, np.arange(len(texts))).items():
                part = texts.take(at)
                found[column] = pc.coalesce(found[column], part) if column in found else part
        self._parts.append((self._height - first, found))

    def table(self) -> pa.Table:
        """All rows."""
        width = max((column + 1 for _, found in self._parts for column in found), default=0)
        nothing = {height: pa.nulls(height, pa.string()) for height, _ in self._parts}
        pieces = (
            [found.get(column, nothing[height]) for height, found in self._parts] for column in range(width)
        )
        return named([pa.chunked_array(piece, pa.string()) for piece in pieces], self._height)

    def _kinds(self, block: bytes, cells: Cells) -> Places:
        """SHARED, TEXT or NUMBER of each cell."""
        kinds = np.full(len(cells.rows), TEXT)
        values = np.flatnonzero(cells.is_value)
        is_usual = eights(block)[cells.opened[values] - 8] == int.from_bytes(b'" t="s">', "little")
        kinds[values[is_usual]] = SHARED
        if len(others := values[~is_usual]):
            said = cut(block, cells.attributes[others], cells.opened[others]).dictionary_encode()
            must(len(said.dictionary) < MOST_KINDS)
            known = np.array([self._kind(text) for text in said.dictionary.to_pylist()])
            kinds[others] = known[np.frombuffer(said.indices.buffers()[1], np.int32, len(others))]
        if len(numbers := np.flatnonzero(kinds == NUMBER)):
            texts = cut(block, cells.begins[numbers], cells.ends[numbers])
            must(pc.all(pc.match_substring_regex(texts, WHOLE)).as_py())
        return kinds

    def _kind(self, attributes: str) -> int:
        must(ATTRIBUTES.fullmatch(attributes) is not None)
        said = dict(ATTRIBUTE.findall(attributes))
        kind = KINDS.get(said.get("t", "n"), -1)
        must(kind >= 0 and (kind != NUMBER or "s" not in said or said["s"] in self._styles))
        return kind


def by_column(place: tuple[Places, Places, int], which: Flags, numbers: Places) -> dict[int, pa.Array]:
    """Column -> a number for each of its rows, null where there is none. `place`: rows, columns, how many rows."""
    rows, columns, height = place[0][which], place[1][which], place[2]
    width = int(columns.max()) + 1
    must(width * height <= max(MOST_ROOM * len(rows), BLOCK))
    grid = np.full((width, height), -1, np.int32)
    grid[columns, rows] = numbers
    filled = {column: grid[column] for column in np.flatnonzero(np.bincount(columns)).tolist()}
    must(len(filled) <= MOST_FILLED)
    return {
        column: pa.Array.from_buffers(
            pa.int32(),
            height,
            [pa.py_buffer(np.packbits(taken >= 0, bitorder="little")), pa.py_buffer(taken)],
        )
        for column, taken in filled.items()
    }


def cut(text: bytes, begins: Places, ends: Places) -> pa.Array:
    """The text between each begin and end: every other one of those that all of these places part."""
    offsets = np.empty(2 * len(begins), np.int32)
    offsets[0::2], offsets[1::2] = begins, ends
    parts = pa.StringArray.from_buffers(max(len(offsets) - 1, 0), pa.py_buffer(offsets), pa.py_buffer(text))
    chosen = np.arange(0, len(offsets), 2, dtype=np.int32)
    return parts.take(pa.Array.from_buffers(pa.int32(), len(chosen), [None, pa.py_buffer(chosen)]))


def check_text(text: bytes) -> None:
    """UTF-8, and nothing that readers of XML write anew: ends of lines, Excel's escapes."""
    try:
        pa.StringArray.from_buffers(
            1, pa.py_buffer(np.array([0, len(text)], np.int32)), pa.py_buffer(text)
        ).validate(full=True)
    except pa.ArrowInvalid as error:
        raise NotPlain from error
    must(b"\r" not in text and not (b"_" in text and b"_x00" in text))


def unescaped(texts: pa.Array) -> pa.Array:
    """With the signs that `&lt;` and its like stand for; some programs write every letter with a mark so."""
    has = pc.fill_null(pc.match_substring(texts, "&"), False)
    odd = pc.filter(texts, has).dictionary_encode()
    said = pa.array([_unescaped(text) for text in odd.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(texts, has, said.take(odd.indices))


def _unescaped(text: str) -> str:
    said = ENTITY.sub(_sign, text)
    # Of a text whose blanks are not kept those go too that are written as signs.
    must(said.strip(" \t\r\n") == said or text.strip(" \t\r\n") != text)
    return said


def _sign(entity: re.Match[str]) -> str:
    name = entity[1]
    if name in ENTITIES:
        return ENTITIES[name]
    number = re.fullmatch(r"#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));", name)
    must(number is not None)
    assert number is not None
    sign = int(number[1], 16) if number[1] else int(number[2])
    must(
        sign == ord("\n")
        or ord(" ") <= sign < 0xD800
        or 0xE000 <= sign < 0xFFFE
        or 0x10000 <= sign < 0x110000
    )
    return chr(sign)


def shared_texts(package: Package) -> pa.Array:
    """The workbook's shared texts as they are shown, blank ones null; raises NotPlain."""
    must(package.size("xl/sharedstrings.xml") <= MOST_SHARED)
    whole = b"".join(package.inflated("xl/sharedstrings.xml"))
    if not whole:
        return pa.array([], pa.string())
    begin = whole.find(b"<sst")
    must(0 <= begin < MOST_HEAD and len(whole) <= MOST_SHARED)
    check_head(whole[: begin + 4], b"<sst")
    content = whole[begin:] + PAD
    check_text(content)
    text = Text(content)
    holders = np.flatnonzero(text.are(text.tags, b"<si>"))
    begins, ends, taken = texts_of(text, holders, b"<si>", b"</si>")
    must(len(holders) + int(taken.sum()) + 2 == len(text.tags) and b"</sst>" in content[text.tags[-1] :])
    found = cut(content, begins, ends)
    return tidy(unescaped(found) if b"&" in content else found)


def _number_styles(package: Package) -> set[str]:
    """The styles in which a number is shown as it stands: by Excel's own formats that are no dates."""
    try:
        root = package.tree("xl/styles.xml", SMALL)
    except (ParseError, Refused) as error:
        raise NotPlain from error
    own = {one.get("numFmtId") for one in root.iterfind(".//{*}numFmts/{*}numFmt")}
    styles = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return {str(number) for number, one in styles if one.get("numFmtId") in PLAIN_FORMATS - own}
