"""A sheet's XML looked at before a reader touches it: how far its cells reach, and its merges. Not for the child, which
does without NumPy."""

import re
from dataclasses import replace

import numpy as np

from chiso.intake.files.packages import MARK, SheetFacts
from chiso.intake.files.sheets import column_number

# No list of an office has so many blank rows or columns within it.
STRAY_ROWS = 1_000
STRAY_COLUMNS = 200
REFERENCE = re.compile(rb"""["']([A-Z]{1,3})(\d{1,7})["']""")
MERGE = re.compile(rb"""<(?:\w+:)?mergeCell [^>]*?ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
FILLED = re.compile(rb"""<c r=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>""")


class Walk:
    """A sheet's XML looked at piece by piece, so that a sheet of 200 MB is never held: the furthest cell by the last
    one of each row, and what stands outside of rows, for the merges.

    Cells stand in order within a row; where a file breaks that, the child's memory cap holds. Searching for fixed
    bytes, not by an expression, keeps this as fast as inflating.
    """

    def __init__(self, styles: re.Pattern[bytes] | None = None) -> None:
        self.size = 0
        self._styles = styles
        self._marked = False
        self._row = -1
        self._letters: set[bytes] = set()
        self._open = b""  # of a row that has not ended: its last cell's place, and the last bytes
        self._outside: list[bytes] = []

    def over(self, piece: bytes) -> None:
        """The next piece."""
        self.size += len(piece)
        text = self._open + piece
        if not self._marked:
            is_styled = self._styles is not None and self._styles.search(text)
            self._marked = bool(is_styled or places(text, b"f>", 0))
        start, first = 0, -1
        for end in places(text, b"</row>", 4):
            cell = text.rfind(b" r=", start, end)
            if reference := REFERENCE.match(text, cell + 3) if cell >= 0 else None:
                self._letters.add(reference[1])
                self._row = max(self._row, int(reference[2]) - 1)
            first = end if first < 0 else first
            start = end + 6
        if first < 0:
            self._outside.append(piece)
        else:
            self._outside += (text[len(self._open) : first], text[start:])
        cell = max(text.rfind(b" r=", start), start)
        rest = text[cell:]
        self._open = rest if len(rest) < 2 * MARK else b"%b\n%b" % (rest[:MARK], rest[-MARK:])

    def facts(self) -> SheetFacts | None:
        """Merges, and the furthest cell; None of a part that is no sheet of cells."""
        text = b"".join(self._outside)
        if b"sheetData" not in text:
            return None
        merges = [
            (int(top), column_number(left) + 1, int(bottom), column_number(right) + 1)
            for left, top, right, bottom in MERGE.findall(text)
        ]
        furthest = max(map(column_number, self._letters), default=-1)
        return SheetFacts(self._row, furthest, merges, self._marked)


def places(text: bytes, word: bytes, rarest: int) -> list[int]:
    """Where each `word` begins: looked for all at once by its rarest letter, twice as fast as one after the other."""
    signs = np.frombuffer(text, dtype=np.uint8)
    found = np.flatnonzero(signs[rarest : len(text) - len(word) + 1 + rarest] == word[rarest])
    for place, sign in enumerate(word):
        found = found[signs[found + place] == sign]
    begun: list[int] = found.tolist()
    return begun


def filled(text: bytes, walked: SheetFacts) -> SheetFacts:
    """Only of cells with content: rows and columns are often formatted to the sheet's edge.

    Content beyond a long stretch of blank rows or columns is stray: `window` ends before it.
    """
    cells = [(int(row) - 1, column_number(column)) for column, row in FILLED.findall(text)]
    row, column = max((r for r, _ in cells), default=-1), max((c for _, c in cells), default=-1)
    facts = replace(walked, row=row, column=column)
    rows = _until_gap(sorted({row for row, _ in cells}), STRAY_ROWS)
    columns = _until_gap(sorted({column for row, column in cells if row < rows}), STRAY_COLUMNS)
    if (rows, columns) != (facts.row + 1, facts.column + 1):
        facts.window = (rows, columns)
    return facts


def _until_gap(places: list[int], gap: int) -> int:
    """How many rows or columns there are before the first stretch of more than `gap` blank ones."""
    last = places[0] if places else -1
    for place in places:
        if place - last > gap:
            break
        last = place
    return last + 1
