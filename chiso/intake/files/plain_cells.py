"""Cells of an .xlsx whose XML is as plain as programs write it, found all at once by NumPy: where each stands and where
its text begins and ends. What is of none of the few forms below is NotPlain, and another reader reads it.

    <row r="3" …> … </row>   <row r="3" …/>
    <c r="A3" …/>   <c r="A3" …></c>   <c r="A3" …><v>7</v></c>
    <c r="A3" …><is><t>…</t></is></c>   and of shared texts   <si><t>…</t></si>   with <t/>, <t xml:space="preserve">
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]

# Behind every text that is looked at, so that a word may begin at its last sign.
PAD = bytes(32)
# Tags that may stand behind a cell's own.
MOST_TAGS = 6
MOST_COLUMNS = 16_384
# Of blanks before and behind a text that are taken off one by one.
MOST_BLANKS = 32
KEPT = b'<t xml:space="preserve">'

_IS_BLANK = np.isin(np.arange(256), list(b" \t\r\n"))
# The lowest so many bytes of a word.
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
_ZEROS = np.uint64(0x3030303030303030)
_TENS = np.uint64(0xF0F0F0F0F0F0F0F0)


class NotPlain(Exception):
    """The XML has something that is not read here."""


def must(are: Flags | bool) -> None:
    """Raises NotPlain where one is not so."""
    if not np.all(are):
        raise NotPlain


def eights(text: bytes) -> Words:
    """The eight signs from every place on, the first as the lowest byte."""
    return np.ndarray((len(text) - 7,), "<u8", text, 0, (1,))


class Text:
    """XML text (with PAD behind it) and the place of every `<` in it; `tags`: the first four signs behind each, and
    behind the last some nothings."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.signs = np.frombuffer(text, np.uint8)
        self._eights = eights(text)
        self.places: Places = np.flatnonzero(self.signs == ord("<"))
        self.tags = np.zeros(len(self.places) + MOST_TAGS, np.uint32)
        self.tags[:-MOST_TAGS] = np.ndarray((len(text) - 4,), "<u4", text, 1, (1,))[self.places]
        self.behind = np.append(self.places, len(text) - len(PAD))  # where the next tag begins, and the end

    def eight(self, places: Places) -> Words:
        """The eight signs from each place, the first as the lowest byte."""
        return self._eights[places]

    def are(self, tags: Places, begin: bytes) -> Flags:
        """Which of the tags (their numbers) begin so behind their `<`."""
        word = np.uint32(int.from_bytes(begin, "little"))
        return (self.tags[tags] & np.uint32((1 << 8 * len(begin)) - 1)) == word

    def all_that_are(self, begin: bytes) -> Places:
        """The numbers of the tags that begin with these four signs."""
        return np.flatnonzero(self.tags == np.uint32(int.from_bytes(begin, "little")))


@dataclass(frozen=True)
class Cells:
    """Cells with something in them, in the sheet's order: 0-based `rows` and `columns`, `begins` and `ends` of what
    they hold; `is_value`: in `<v>`, whose attributes behind the place begin at `attributes` and end at `opened`."""

    rows: Places
    columns: Places
    begins: Places
    ends: Places
    is_value: Flags
    attributes: Places
    opened: Places


def cells_of(block: bytes) -> Cells:
    """The cells of some whole rows of a sheet; raises NotPlain."""
    text = Text(block)
    cells, rows = text.all_that_are(b"c r="), text.all_that_are(b"row ")
    row, column, attributes = _where(text, cells, rows)
    after = cells + 1
    is_value, is_text, is_closed = text.are(after, b"v>"), text.are(after, b"is>"), text.are(after, b"/c>")
    begins, ends, opened = np.zeros_like(cells), np.zeros_like(cells), text.behind[after]
    is_alone = text.signs[opened - 2] == ord("/")
    must(is_alone == ~(is_value | is_text | is_closed))
    must(text.signs[opened - 1][~is_value] == ord(">"))
    values = cells[is_value]
    must(text.are(values + 2, b"/v>") & text.are(values + 3, b"/c>"))
    begins[is_value], ends[is_value] = text.places[values + 1] + 3, text.places[values + 2]
    held = cells[is_text]
    begins[is_text], ends[is_text], taken = texts_of(text, held + 1, b"/is>")
    must(text.are(held + 1 + taken, b"/c>"))
    # Every tag is one of these, so that nothing stands between them.
    tags = len(cells) + len(rows) + len(text.all_that_are(b"/row"))
    must(
        tags + np.count_nonzero(is_closed) + 3 * len(values) + len(held) + int(taken.sum())
        == len(text.places)
    )
    full = is_value | is_text
    found = (row, column, begins, ends, is_value, attributes, opened)
    return Cells(*(one[full] for one in found))


def _where(text: Text, cells: Places, rows: Places) -> tuple[Places, Places, Places]:
    """Row and column of each cell, in ascending order, and where its attributes behind its place begin."""
    first = text.places[rows] + 8
    must(text.eight(first - 8) == _word(b'<row r="'))
    digits = text.eight(first)
    length = (digits.view(np.uint8).reshape(-1, 8) == ord('"')).argmax(axis=1)
    number = whole_numbers(digits, length)
    must(number > 0)
    count = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
    must(count.sum() == len(cells))  # none stands before the first row
    places = text.places[cells]
    begin = text.eight(places + 5).view(np.uint8).reshape(-1, 8)
    must(begin[:, 0] == ord('"'))
    column, letters = _letters(begin[:, 1:4])
    # A cell says the row in which it stands: the same signs, the quotation mark behind them too.
    place = places + 6 + letters
    differs = text.eight(place) ^ np.repeat(digits, count)
    must((differs & np.repeat(_MASKS[length + 1], count)) == 0)
    row = np.repeat(number - 1, count)
    must(column < MOST_COLUMNS)
    must(np.diff(row * MOST_COLUMNS + column) > 0)
    return row, column, place + np.repeat(length + 1, count)


def _letters(signs: NDArray[np.uint8]) -> tuple[Places, NDArray[np.int64] | int]:
    """The columns that names of one to three letters begin, and how many letters they have."""
    is_letter = (signs >= ord("A")) & (signs <= ord("Z"))
    must(is_letter[:, 0])
    column = signs[:, 0].astype(np.int64) - ord("A")
    if not (has_two := is_letter[:, 1]).any():
        return column, 1
    has_three = has_two & is_letter[:, 2]
    value = signs.astype(np.int64) - (ord("A") - 1)
    column = np.where(has_two, 26 * (column + 1) + value[:, 1] - 1, column)
    column = np.where(has_three, 26 * (column + 1) + value[:, 2] - 1, column)
    return column, 1 + has_two.astype(np.int64) + has_three


def texts_of(text: Text, holders: Places, closed: bytes) -> tuple[Places, Places, Places]:
    """Begin and end of the one text in each of these tags (their numbers), and how many tags it takes to their end."""
    inner = holders + 1
    is_usual, is_kept, is_empty = text.are(inner, b"t>"), text.are(inner, b"t xm"), text.are(inner, b"t/>")
    must(is_usual | is_kept | is_empty)
    must(is_empty | text.are(inner + 1, b"/t>"))
    end = inner + np.where(is_empty, 1, 2)
    must(text.are(end, closed))
    begins = text.behind[inner] + np.where(is_empty, 4, 3)
    kept = begins[is_kept] - 3
    for place in range(0, len(KEPT), 8):
        must(text.eight(kept + place) == _word(KEPT[place : place + 8]))
    begins[is_kept] += len(KEPT) - 3
    ends = np.where(is_empty, begins, text.behind[inner + 1])
    return *_trimmed(text, begins, ends, is_usual), end - holders + 1


def _trimmed(text: Text, begins: Places, ends: Places, which: Flags) -> tuple[Places, Places]:
    """Without the blanks at both ends of a text, where nothing says that they shall be kept."""
    for _ in range(MOST_BLANKS):
        has = which & (begins < ends)
        before = has & _IS_BLANK[text.signs[begins]]
        behind = has & ~before & _IS_BLANK[text.signs[ends - 1]]
        if not (before.any() or behind.any()):
            return begins, ends
        begins, ends = begins + before, ends - behind
    raise NotPlain


def whole_numbers(digits: Words, length: Places) -> Places:
    """The numbers that begin eight signs and are so many digits long, one to eight; all at once (SWAR)."""
    must((length > 0) & (length <= 8))
    left = (8 * (8 - length)).astype(np.uint64)
    word = (digits << left) | (_ZEROS & _MASKS[8 - length])
    must(((word & _TENS) == _ZEROS) & (((word + np.uint64(0x0606060606060606)) & _TENS) == _ZEROS))
    word &= np.uint64(0x0F0F0F0F0F0F0F0F)
    word = (word * np.uint64(10) + (word >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    word = (word * np.uint64(100) + (word >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    return ((word * np.uint64(10_000) + (word >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _word(signs: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(signs, "little"))
