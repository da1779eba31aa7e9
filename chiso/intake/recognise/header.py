"""Where a sheet's header is: its rows, its merged levels, its number row (pure; looks at the first rows only)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chiso.core.vietnamese import fold, nfc, parse_date
from chiso.intake.files.sheets import Merge, Sheet
from chiso.intake.recognise.claims import Path, is_wording

SEARCH_ROWS = 60
LOOK_ROWS = 110
MAX_LEVELS = 4
MAX_COLUMNS = 400

_NUMBER_CELL = re.compile(r"\(?\s*([0-9]{1,3}|[A-Za-zĐđ])\s*\)?(?:\s*[=:].*)?")
_LONG_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\s]{4,}%?|[-+]?[0-9]+[.,][0-9]+%?")


@dataclass(frozen=True)
class Grid:
    """The first rows of a sheet as tidy text (None = empty), and which merge a place belongs to (0-based)."""

    sheet: Sheet
    rows: list[list[str | None]]
    merged: dict[tuple[int, int], Merge]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cells(self, row: int) -> list[tuple[int, str]]:
        """(column, text) of what a row says."""
        return [(column, text) for column, text in enumerate(self.rows[row]) if text]

    def above(self, row: int) -> list[str]:
        """What stands in the rows above one."""
        return [text for cells in self.rows[:row] for text in cells if text]

    def below(self, row: int, column: int) -> list[str]:
        """What stands in a column below a row."""
        return [text for cells in self.rows[row + 1 :] if (text := cells[column])]

    def filled(self, row: int) -> list[int]:
        """The columns of a row that say something."""
        return [column for column, _ in self.cells(row)]


def grid_of(sheet: Sheet) -> Grid:
    """The first rows of a sheet; columns beyond the last one used in them are left out."""
    head = sheet.table.slice(0, LOOK_ROWS)
    columns = [
        [nfc(text) or None if text else None for text in column.to_pylist()] for column in head.columns
    ]
    used = max((number + 1 for number, column in enumerate(columns) if any(column)), default=0)
    columns = [_of_measure(column) for column in columns[: min(used, MAX_COLUMNS)]]
    rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
    merged = {
        (row, column): merge
        for merge in ((a - 1, b - 1, c - 1, d - 1) for a, b, c, d in sheet.merges if a <= LOOK_ROWS)
        for row in range(merge[0], min(merge[2], LOOK_ROWS) + 1)
        for column in range(merge[1], min(merge[3], MAX_COLUMNS) + 1)
    }
    return Grid(sheet, rows, merged)


def _of_measure(column: list[str | None]) -> list[str | None]:
    """A column "Đơn vị" in which "%" stands says the units of measurement, no unit of an agency."""
    if "%" not in column:
        return column
    place = next((n for n, text in enumerate(column) if text and fold(text) == "don vi"), None)
    if place is None or "%" not in column[place:]:
        return column
    return [*column[:place], "Đơn vị tính", *column[place + 1 :]]


@dataclass(frozen=True)
class Header:
    """A header block: 0-based rows `first` … `last` (levels only), joined paths per column, the number row if any.

    `inherited`: columns without a cell of their own in the block (below a merged heading, or beside it). `wrapped`:
    words of one heading stand in several rows ("Mã" above "hồ sơ"), which needs better proof than levels do.
    """

    first: int
    last: int
    paths: dict[int, Path]
    inherited: tuple[int, ...] = ()
    number_row: int | None = None
    wrapped: bool = False

    @property
    def end(self) -> int:
        """The last row of the block, number row included."""
        return self.last if self.number_row is None else self.number_row


def headers(grid: Grid, forced: int | None = None) -> Iterator[Header]:
    """Every block of rows that may be the header; `forced` (0-based) is a first row that somebody named."""
    limit = min(max(SEARCH_ROWS, (forced or 0) + MAX_LEVELS), len(grid.rows))
    hits = [sum(is_wording(text) for text in row if text) for row in grid.rows[:limit]]
    starts: Sequence[int] = range(limit) if forced is None else [forced]
    for first in starts:
        for last in range(first, min(first + MAX_LEVELS, limit)):
            if not grid.filled(last) or (last > first and is_data(grid.rows[last])):
                break
            known = hits[first : last + 1]
            if (
                forced is None and max(known) < 2 and sum(known) < 3
            ):  # not even one wording in each of three rows
                continue
            if forced is None and is_data(grid.rows[first]):
                break
            levels = last == first or _continues(grid, first, last)
            if levels or _wraps(grid, first, last):
                yield block(grid, first, last, not levels)


def is_data(row: Sequence[str | None]) -> bool:
    """Whether a row holds a date or a long number, which no heading does."""
    return any(text and (_LONG_NUMBER.fullmatch(text) or parse_date(text)) for text in row)


def _continues(grid: Grid, first: int, last: int) -> bool:
    """Whether every row after the first is a level of the header: its cells stand below headings or fill gaps.

    Data rows do not: they have a cell below the column that numbers the rows, and none below a wider heading.
    """
    if len(grid.filled(first)) < 2 or _is_title(grid.rows[first]):
        return False
    corner = grid.filled(first)[0]
    for row in range(first + 1, last + 1):
        filled = grid.filled(row)
        below_headings = 0
        for column in filled:
            if (merge := grid.merged.get((row, column))) and merge[0] < row:
                return False  # hidden under a merge that starts above: no cell of its own
            above = next((r for r in range(row - 1, first - 1, -1) if grid.rows[r][column]), None)
            if above is None or _is_heading(grid, above, row, column):
                below_headings += 1
            elif column == corner or grid.merged.get((above, column)):
                return False
        if below_headings < 2:
            return False
    return True


def _wraps(grid: Grid, first: int, last: int) -> bool:
    """Whether the rows may hold the words of one heading row by row: many short texts, none below the numbering."""
    top = grid.filled(first)
    if len(top) < 3 or last - first > 2 or _is_title(grid.rows[first]):
        return False
    for row in range(first + 1, last + 1):
        cells = grid.cells(row)
        if len(cells) < 3 or any(
            column == top[0] or (row, column) in grid.merged or len(text) > 25 or re.search(r"[0-9]", text)
            for column, text in cells
        ):
            return False
    return True


# Lines that stand above tables and are no headings of columns.
_TITLE = re.compile(
    r"cong hoa xa hoi|doc lap - tu do|^ubnd|^uy ban nhan dan|tinh den|^\(?tu ngay|ky bao cao|"
    r"don vi tinh|, ngay [0-9.… ]+|^phu luc|kem theo|^bieu so|^mau so|^ngay xuat|^nguoi xuat|: "
)


def _is_title(row: Sequence[str | None]) -> bool:
    said = [text for text in row if text]
    is_of_agency = len(said) <= 2 and any(text.casefold().startswith("sở ") for text in said)
    return is_of_agency or any(_TITLE.search(fold(text)) and not is_wording(text) for text in said)


def _is_heading(grid: Grid, row: int, below: int, column: int) -> bool:
    """Whether the cell at (row, column) spans columns: a merge says so, or its right neighbour is empty there and
    filled below."""
    merge = grid.merged.get((row, column))
    if merge is not None:
        return merge[3] > merge[1] and merge[2] < below
    if column + 1 >= grid.width or grid.merged.get((row, column + 1)):
        return False
    return not grid.rows[row][column + 1] and bool(grid.rows[below][column + 1])


def block(grid: Grid, first: int, last: int, wrapped: bool = False) -> Header:
    """The joined header of the rows first … last, merges first, gaps filled from the left where none are known."""
    levels = [_level(grid, row, first, last) for row in range(first, last + 1)]
    paths: dict[int, Path] = {}
    inherited: list[int] = []
    for column in range(grid.width):
        path: list[str] = []
        own = False
        for offset, level in enumerate(levels):
            text = level[column]
            if not text:
                continue
            own = own or bool(grid.rows[first + offset][column])
            if not path or fold(path[-1]) != fold(text):
                path.append(text)
        if path:
            paths[column] = tuple(path)
            if not own:
                inherited.append(column)
    return Header(first, last, paths, tuple(inherited), number_row(grid, last, len(paths)), wrapped)


def _level(grid: Grid, row: int, first: int, last: int) -> list[str | None]:
    cells = list(grid.rows[row])
    out: list[str | None] = list(cells)
    for column in range(len(cells)):
        if cells[column]:
            continue
        merge = grid.merged.get((row, column))
        if merge is not None:
            if merge[0] == row:
                out[column] = cells[merge[1]] if merge[1] < len(cells) else None
            continue
        above = any(grid.rows[r][column] for r in range(first, row))
        if row < last and column and _below(grid, row, last, column) and not above:
            left = next((c for c in range(column - 1, -1, -1) if cells[c] or grid.merged.get((row, c))), None)
            alone = left is not None and not grid.merged.get((row, left))
            if left is not None and alone and _below(grid, row, last, left):
                out[column] = cells[left]
    return out


def _below(grid: Grid, row: int, last: int, column: int) -> bool:
    return any(grid.rows[r][column] for r in range(row + 1, last + 1))


def number_row(grid: Grid, last: int, columns: int) -> int | None:
    """The row "(1) (2) (3)", "1 2 3" or "A B 1 2" right below the header (one blank row between is allowed)."""
    for row in range(last + 1, min(last + 3, len(grid.rows))):
        texts = [text for text in grid.rows[row] if text]
        if texts:
            return row if is_number_row(texts, columns) else None
    return None


def is_number_row(texts: Sequence[str], columns: int) -> bool:
    """Whether cells count up by one from 1 (letters may come first) and there are enough of them for the header; two
    are where they stand in brackets."""
    if len(texts) < max(2 if all(text[0] == "(" for text in texts) else 3, columns // 2):
        return False
    numbers: list[int] = []
    for text in texts:
        found = _NUMBER_CELL.fullmatch(text)
        if not found:
            return False
        if found[1].isdigit():
            numbers.append(int(found[1]))
        elif numbers:
            return False
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in (1, 2)
    )


def without_numbers(grid: Grid) -> Grid:
    """The grid with its rows of column numbers left blank: what looks for the rows of a table without headings of
    records takes them for one of these."""
    blank: list[str | None] = [None] * grid.width
    rows = [blank if is_number_row([*filter(None, row)], grid.width) else row for row in grid.rows]
    return replace(grid, rows=rows)


def widest_row(grid: Grid) -> int | None:
    """The first of the rows with most cells: the header to ask about where no wording is known."""
    rows = range(min(30, len(grid.rows)))
    best = max(rows, key=lambda row: (len(grid.filled(row)), -row), default=None)
    return best if best is not None and len(grid.filled(best)) >= 2 else None
