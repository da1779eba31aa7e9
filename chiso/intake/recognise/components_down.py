"""Index tables with components below one another, beside them years or places; or places or indices beside years, found
(pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chiso.core.vietnamese import parse_number
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import (
    ENOUGH,
    LEVELS,
    SCORE,
    Sought,
    are_most,
    are_places,
    enough,
    is_named,
    is_place,
    spread,
    unknown_heads,
    year_of,
    years_of,
)
from chiso.intake.recognise.index_names import (
    TOTAL,
    component_of,
    index_called,
    index_of,
    is_score,
    place_named,
    place_of,
    says_aims,
    side_of,
)
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.title import loose_year


def components_down(grid: Grid, sought: Sought) -> Wide | None:
    """Components below one another, beside them years or places; or places beside years."""
    for row in range(min(60, len(grid.rows))):
        for heads in (years_of(grid, row), _places_of(grid, row)):
            for label in range(min(heads, default=0)):
                found = _below(grid, row, label, heads, sought)
                if found and (len(set(heads.values())) > 1 or found.row_field == "component"):
                    return found
    return None


def _places_of(grid: Grid, row: int) -> dict[int, str]:
    return {column: place for column, text in grid.cells(row) if (place := place_of(text))}


def _below(grid: Grid, row: int, label: int, heads: Mapping[int, Any], sought: Sought) -> Wide | None:
    index, file_name, year = sought
    last, entries = _of_heads(grid, row, label, heads, index)
    texts = [text for cells in grid.rows[last + 1 :] if (text := cells[label])]
    components = {c for text in texts if (c := component_of(text, index)) is not None}
    is_of_years = isinstance(heads[min(heads)], int)
    is_of_components = len(components) >= enough(grid, row, sought)
    of_rows = "component" if is_of_components else _of_rows(texts) if is_of_years else None
    if not entries or of_rows is None:
        return None
    title = grid.above(row)
    if of_rows == "place" and not is_named(grid, row, sought):
        return None
    if of_rows == "index" and says_aims(*title, grid.sheet.name, file_name):
        return None
    constants = {} if of_rows == "index" else {"index": index}
    when, warnings = (max(heads.values()), ()) if is_of_years else year_of(grid, row, "", file_name, year)
    if not is_of_years:
        constants |= {"year": str(when)} if when else {}
    elif of_rows != "place" and (where := place_named([*title, file_name])):
        constants["place"] = where
    unknown = unknown_heads(grid, row, last, {label, *(entry.column for entry in entries)})
    size = len(entries) + len(components)
    return Wide(of_rows, entries, constants, row, last, size, when, unknown, warnings)


def _of_rows(texts: Sequence[str]) -> str | None:
    """What most labels beside years are: places, or several indices."""
    named = sum(map(bool, map(index_called, texts)))
    if len({*map(index_of, texts)} - {None}) > 1 and are_most(named, len(texts)):
        return "index"
    return "place" if sum(map(is_place, texts)) >= ENOUGH and are_places(texts) else None


def _of_heads(
    grid: Grid, row: int, label: int, said: Mapping[int, Any], index: str
) -> tuple[int, tuple[WideEntry, ...]]:
    """The last row of a header of years or places and its columns: each one's score, and beside it what a row of
    headings below says (Điểm, Hạng); of two columns for one thing the first counts."""
    heads = grid.rows[row]
    spans = spread(grid, row, said)
    below = range(row + 1, min(row + LEVELS, len(grid.rows)))
    last = next((one for one in below if _is_below_heads(grid, one, label, spans, index)), row)
    if last == row:
        plain = [_entry(column, label, heads[column], SCORE, of) for column, of in said.items()]
        plain = [replace(one, attribute=side_of(one.header) or SCORE) for one in plain]
        told = {(one.year, one.place, one.attribute) for one in plain}
        return row, tuple(plain) if len(told) == len(plain) else ()
    found: dict[tuple[Any, str], WideEntry] = {}
    for column, of in spans.items():
        text = grid.rows[last][column] or ""
        is_plain = list(spans.values()).count(of) == 1 and text in ("", heads[column])
        if attribute := SCORE if is_plain else _side_below(text, index):
            header = text if attribute != SCORE else heads[column] or text
            found.setdefault((of, attribute), _entry(column, label, header, attribute, of))
    return last, tuple(found.values())


def _entry(column: int, label: int, header: str | None, attribute: str, of: int | str) -> WideEntry:
    """A column of a year or of a place."""
    entry = WideEntry(column, label, header or "", attribute)
    return replace(entry, year=of) if isinstance(of, int) else replace(entry, place=of)


def _side_below(text: str, index: str) -> str | None:
    """What a column below a year holds: score, rank or rating; None when nobody knows."""
    return SCORE if is_score(text) or component_of(text, index) == TOTAL else side_of(text)


def _is_below_heads(grid: Grid, row: int, label: int, spans: Mapping[int, int], index: str) -> bool:
    """A row of headings below the years, and not the first row of data."""
    name = grid.rows[row][label] or ""
    texts = [text for column in spans if (text := grid.rows[row][column])]
    if component_of(name, index) is not None or is_place(name):
        return False
    if any(parse_number(text) is not None for text in texts):
        return False
    said = [text for text in texts if any(letter.isalpha() for letter in text) and not loose_year(text)]
    return bool(said) and (not name or any(_side_below(text, index) for text in said))
