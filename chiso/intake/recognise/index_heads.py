"""What stands above and beside index tables that are not one score per row: years, places, and what tells the year
(pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.recognise.bodies import is_agency, is_unit
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_names import RANK, index_of, is_score, place_of, side_of, year_head
from chiso.intake.recognise.layout import WideEntry
from chiso.intake.recognise.title import loose_year, year_of_name

_Said = TypeVar("_Said")
SCORE, LEVELS = "score", 3
FEW, ENOUGH = 2, 3  # scores, the total among them, that make a table an index's: named in the title, or not
_MOST = 0.6
_OF_RANKS, _OF_POINTS = re.compile(r"\b(?:thu|xep|vi tri xep) hang\b"), re.compile(r"\bdiem\b")
_LAST_RANK = 63  # of the provinces that there were up to 2024
_NUMBERING = ("stt", "tt", "thu tu", "no", "ma pci", "pci id")


class Sought(NamedTuple):
    """An index, and what tells the year and place of its table: the file's name, the year that the uploader said."""

    named: str
    file_name: str
    year: int | None


def index_named(grid: Grid, first: int, file_name: str, heads: Sequence[str] = ()) -> str | None:
    """The index that the lines above a table, some of its headings, its sheet or its file name."""
    return index_of(*grid.above(first), *heads, grid.sheet.name, file_name)


def is_named(grid: Grid, first: int, sought: Sought) -> bool:
    """Whether it is the index that is sought."""
    return index_named(grid, first, sought.file_name) == sought.named


def enough(grid: Grid, first: int, sought: Sought) -> int:
    """How many scores make a table whose header begins in row `first` one of the index that is sought."""
    return FEW if is_named(grid, first, sought) else ENOUGH


def are_most(count: int, of: int) -> bool:
    """Whether so many of some labels, a note or sum among them aside, say what all are."""
    return count >= _MOST * of


def is_place(text: str) -> bool:
    return place_of(text) is not None or is_agency(text)


def are_places(texts: Sequence[str]) -> bool:
    """Whether most labels are of provinces or agencies, and not most of them of rooms ("Văn phòng Sở")."""
    return are_most(sum(map(is_place, texts)), len(texts)) and 2 * sum(map(is_unit, texts)) <= len(texts)


def years_of(grid: Grid, row: int) -> dict[int, int]:
    return {column: year for column, text in grid.cells(row) if (year := year_head(text))}


def spread(grid: Grid, row: int, said: Mapping[int, _Said]) -> dict[int, _Said]:
    """What a row says of columns, also of those without a cell of their own: a merged cell prints its text once."""
    spans = dict(said)
    for column in range(min(spans, default=0), grid.width):
        if not grid.rows[row][column] and column - 1 in spans:
            spans[column] = spans[column - 1]
    return spans


def unknown_heads(grid: Grid, first: int, last: int, used: set[int]) -> tuple[str, ...]:
    heads = []
    for column in range(grid.width):
        texts = [text for row in grid.rows[first : last + 1] if (text := row[column])]
        if column not in used and texts and fold(texts[-1]) not in _NUMBERING:
            heads.append(" › ".join(dict.fromkeys(texts)))
    return tuple(dict.fromkeys(heads))


def year_of(
    grid: Grid, first: int, total: str, file_name: str, year: int | None
) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """The year of a table: what was said, the lines above, the sheet's name, the total's heading, the file's name."""
    title = " ".join(grid.above(first))
    sources = [loose_year(text) for text in (title, grid.sheet.name, total, file_name)]
    named = [found for found in sources if found]
    when = year or (named[0] if named else None)
    if when and not year and not any(sources[:-1]):
        return when, (year_of_name(when),)
    others = ", ".join(str(found) for found in sorted({*named} - {when}))
    said = ("year_differs", f"Bảng được hiểu là của năm {when}, nhưng tệp còn ghi năm {others}.")
    return when, (said,) if others else ()


def as_titled(
    grid: Grid, first: int, last: int, entries: tuple[WideEntry, ...]
) -> tuple[tuple[WideEntry, ...], tuple[tuple[str, str], ...]]:
    """Columns of which no heading says whether they are points are ranks where the title says ranks and every number is
    a whole one that may be one; the uploader is told."""
    title = fold(" ".join(grid.above(first)))
    if not _OF_RANKS.search(title) or _OF_POINTS.search(title):
        return entries, ()
    heads = (text for row in grid.rows[first : last + 1] for text in row if text)
    cells = (row[entry.column] for row in grid.rows[last + 1 :] for entry in entries)
    numbers = [number for text in cells if text and (number := parse_number(text)) is not None]
    are_ranks = bool(numbers) and all(number % 1 == 0 and 1 <= number <= _LAST_RANK for number in numbers)
    if not are_ranks or any(is_score(text) or side_of(text) for text in heads):
        return entries, ()
    said = "Tiêu đề nói là thứ hạng và mọi số đều nguyên: các số được hiểu là hạng, không phải điểm."
    return tuple(replace(one, attribute=RANK) for one in entries), (("ranks_by_title", said),)
