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
PAD = bytes(64)
# Of a cell's tags those that are asked for behind it.
MOST_TAGS = 3
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
    """XML text (with PAD behind it) and the place of every `<` in it; `names`: the sign behind each."""

    def __init__(self, text: bytes) -> None:
        self.signs = np.frombuffer(text, np.uint8)
        self._eights = eights(text)
        self.tags: Places = np.flatnonzero(self.signs == ord("<"))
        self.names = self.signs[self.tags + 1]
        # Behind the last tag there are some at the end, so that one may ask for those that should follow.
        self.places = np.append(self.tags, np.full(MOST_TAGS, len(text) - len(PAD)))

    def eight(self, places: Places) -> Words:
        """The eight signs from each place, the first as the lowest byte."""
        return self._eights[places]

    def are(self, places: Places, begin: bytes) -> Flags:
        """At which of the places such (one to eight) signs stand."""
        found: Flags = (self._eights[places] & _MASKS[len(begin)]) == _word(begin)
        return found


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
    cells, rows = np.flatnonzero(text.names == ord("c")), np.flatnonzero(text.names == ord("r"))
    row, column, attributes = _where(text, cells, rows)
    opened = text.places[cells + 1]
    inner = text.eight(opened)
    is_value, is_text, is_closed = (
        (inner & _MASKS[len(one)]) == _word(one) for one in (b"<v>", b"<is>", b"</c>")
    )
    must((text.signs[opened - 2] == ord("/")) == ~(is_value | is_text | is_closed))
    must(is_value | (text.signs[opened - 1] == ord(">")))
    begins, ends = opened + len("<v>"), text.places[cells + 2]
    must(text.are(ends[is_value], b"</v></c>"))
    taken = np.zeros(0, np.int64)
    if is_text.any():
        begins[is_text], ends[is_text], taken = texts_of(text, cells[is_text] + 1, b"<is>", b"</is></c>")
    # Every tag is one of these, so that nothing stands between them.
    closed = np.append(rows[1:], len(text.tags)) - 1  # of each row, where it is not one tag
    tags = len(rows) + np.count_nonzero(text.are(text.places[closed], b"</row>"))
    tags += len(cells) + np.count_nonzero(is_closed) + 3 * np.count_nonzero(is_value)
    must(tags + int(taken.sum()) + 2 * len(taken) == len(text.tags))
    full = is_value | is_text
    found = Cells(row, column, begins, ends, is_value, attributes, opened)
    return found if full.all() else Cells(*(one[full] for one in vars(found).values()))


def _where(text: Text, cells: Places, rows: Places) -> tuple[Places, Places, Places]:
    """Row and column of each cell, in ascending order, and where its attributes behind its place begin."""
    first = text.places[rows] + 8
    must(text.are(first - 8, b'<row r="'))
    digits = text.eight(first)
    length = (digits.view(np.uint8).reshape(-1, 8) == ord('"')).argmax(axis=1)
    number = whole_numbers(digits, length)
    must(number > 0)
    count = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
    must(count.sum() == len(cells))  # none stands before the first row
    places = text.places[cells]
    must(text.are(places, b'<c r="'))
    column, letters = _letters(text.eight(places + 6).view(np.uint8).reshape(-1, 8)[:, :3])
    # A cell says the row in which it stands: the same signs, the quotation mark behind them too.
    place: Places = places + 6 + letters
    differs = text.eight(place) ^ np.repeat(digits, count)
    must((differs & np.repeat(_MASKS[length + 1], count)) == 0)
    row = np.repeat(number - 1, count)
    must(column < MOST_COLUMNS)
    must(np.diff(row * MOST_COLUMNS + column) > 0)
    return row, column, place + np.repeat(length + 1, count)


def _letters(signs: NDArray[np.uint8]) -> tuple[Places, Places]:
    """The columns that names of one to three letters begin, and how many letters they have."""
    is_letter = (signs >= ord("A")) & (signs <= ord("Z"))
    must(is_letter[:, 0])
    column = signs[:, 0].astype(np.int64) - ord("A")
    if not (has_two := is_letter[:, 1]).any():
        return column, np.ones_like(column)
    has_three = has_two & is_letter[:, 2]
    value = signs.astype(np.int64) - (ord("A") - 1)
    column = np.where(has_two, 26 * (column + 1) + value[:, 1] - 1, column)
    column = np.where(has_three, 26 * (column + 1) + value[:, 2] - 1, column)
    letters: Places = 1 + has_two.astype(np.int64) + has_three
    return column, letters


def texts_of(text: Text, holders: Places, opens: bytes, closes: bytes) -> tuple[Places, Places, Places]:
    """Begin and end of the one text in each of these tags (their numbers), and how many tags are in it and at its end.
    `opens`, four signs: the tag; `closes`, at most nine: its end and what follows."""
    places = text.places[holders]
    inner = text.eight(places)
    is_usual, is_kept = ((inner & _MASKS[7]) == _word(opens + one) for one in (b"<t>", b"<t "))
    is_empty = inner == _word(opens + b"<t/>")
    must(is_usual | is_kept | is_empty)
    begins = places + np.where(is_empty, 8, 7)
    if is_kept.any():
        kept = places[is_kept] + len(opens)
        for place in range(0, len(KEPT), 8):
            must(text.are(kept + place, KEPT[place : place + 8]))
        begins[is_kept] = kept + len(KEPT)
    ends = np.where(is_empty, begins, text.places[holders + 2])
    must(is_empty | text.are(ends, b"</t>"))
    closed = ends + np.where(is_empty, 0, len("</t>"))
    must(text.are(closed, closes[:8]) & (text.signs[closed + len(closes) - 1] == ord(">")))
    return *_trimmed(text, begins, ends, is_usual), np.where(is_empty, 2, 3)


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
