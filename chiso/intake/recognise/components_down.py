"""Index tables with components below one another, beside them years or places; or places or indices beside years, found
(pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from chiso.core.vietnamese import parse_number
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import (
    ENOUGH,
    FEW,
    LEVELS,
    SCORE,
    Sought,
    are_most,
    are_places,
    as_titled,
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
    year_head,
)
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.title import loose_year


class Heads(NamedTuple):
    """A row that says years or places, by column; the columns whose labels may name what the rows are."""

    row: int
    said: Mapping[int, int] | Mapping[int, str]
    named: frozenset[int]


def heads_of(grid: Grid) -> list[Heads]:
    """The rows that say years or places of columns, with a column before them for labels."""
    columns = ([text for row in grid.rows if (text := row[column])] for column in range(grid.width))
    named = frozenset(
        column for column, texts in enumerate(columns) if _name_indices(texts) or _name_places(texts)
    )
    found = []
    for row in range(min(60, len(grid.rows))):
        years = years_of(grid, row)
        places = {column: place for column, text in grid.cells(row) if (place := place_of(text))}
        both = (
            Heads(row, years, named if len({*years.values()}) > 1 else frozenset()),
            Heads(row, places, frozenset()),
        )
        found += [heads for heads in both if min(heads.said, default=0)]
    return found


def components_down(grid: Grid, heads: Sequence[Heads], sought: Sought) -> Wide | None:
    """Components below one another, beside them years or places (`heads_of`); or places or indices beside years."""
    # Asked first: most lists say years or places in some column of each row, and nothing of an index.
    known = {column for column in range(grid.width) if len(_components(grid, 0, column, sought.named)) >= FEW}
    ways = (
        (row, label, said)
        for row, said, named in heads
        for label in range(min(said))
        if label in named | known
    )
    return next(
        (found for row, label, said in ways if (found := _below(grid, row, label, said, sought))), None
    )


def _below(grid: Grid, row: int, label: int, heads: Mapping[int, Any], sought: Sought) -> Wide | None:
    index, file_name, year = sought
    after = next((cells for cells in grid.rows[row + 1 :] if cells[label]), ())
    if any(year_head(after[column] or "") for column in heads if after):  # each row of data says its year
        return None
    first, last, entries = _of_heads(grid, row, label, heads, index)
    texts = [text for cells in grid.rows[last + 1 :] if (text := cells[label])]
    components = _components(grid, last + 1, label, index)
    is_of_years = isinstance(heads[min(heads)], int)
    is_of_components = len(components) >= enough(grid, row, sought)
    of_rows = "component" if is_of_components else _of_rows(texts) if is_of_years else None
    if not entries or of_rows is None or (of_rows != "component" and len({*heads.values()}) == 1):
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
    entries, told = as_titled(grid, first, last, entries)
    unknown = unknown_heads(grid, first, last, {label, *(entry.column for entry in entries)})
    size = len(entries) + len(components)
    return Wide(of_rows, entries, constants, first, last, size, when, unknown, (*warnings, *told))


def _components(grid: Grid, row: int, label: int, index: str) -> set[str]:
    """Those of an index that stand in a column, from a row on."""
    texts = {cells[label] for cells in grid.rows[row:]} - {None}
    return {component for text in texts if (component := component_of(text or "", index)) is not None}


def _of_rows(texts: Sequence[str]) -> str | None:
    """What most labels beside years are: places, or several indices."""
    if _name_indices(texts) and are_most(sum(map(bool, map(index_called, texts))), len(texts)):
        return "index"
    return "place" if _name_places(texts) and are_places(texts) else None


def _name_indices(texts: Sequence[str]) -> bool:
    return len({*map(index_of, texts)} - {None}) > 1


def _name_places(texts: Sequence[str]) -> bool:
    return sum(map(is_place, texts)) >= ENOUGH


def _of_heads(
    grid: Grid, row: int, label: int, said: Mapping[int, Any], index: str
) -> tuple[int, int, tuple[WideEntry, ...]]:
    """The first and last row of a header of years or places and its columns: each one's score, and beside it what a row
    of headings below says (Điểm, Hạng), or the row above; of two columns for one thing the first counts."""
    heads = grid.rows[row]
    spans = spread(grid, row, said)
    below = range(row + 1, min(row + LEVELS, len(grid.rows)))
    last = next((one for one in below if _is_below_heads(grid, one, label, spans, index)), row)
    if last == row:
        above = _kinds_above(grid, row, label, index)
        plain = [_entry(column, label, heads[column], SCORE, of) for column, of in said.items()]
        plain = [replace(one, attribute=side_of(one.header) or above.get(one.column, SCORE)) for one in plain]
        told = {(one.year, one.place, one.attribute) for one in plain}
        return row - bool(above), row, tuple(plain) if len(told) == len(plain) else ()
    found: dict[tuple[Any, str], WideEntry] = {}
    for column, of in spans.items():
        text = grid.rows[last][column] or ""
        is_plain = list(spans.values()).count(of) == 1 and text in ("", heads[column])
        if attribute := SCORE if is_plain else _side_below(text, index):
            header = text if attribute != SCORE else heads[column] or text
            found.setdefault((of, attribute), _entry(column, label, header, attribute, of))
    return row, last, tuple(found.values())


def _kinds_above(grid: Grid, row: int, label: int, index: str) -> dict[int, str]:
    """What the headings right above years or places say of the columns below them: "Điểm số", "Xếp hạng"; none of a
    title, which stands alone."""
    cells = grid.cells(row - 1) if row else []
    said = {column: text for column, text in cells if column > label and len(cells) > 1}
    texts = spread(grid, row - 1, said) if said else {}
    return {column: kind for column, text in texts.items() if (kind := _side_below(text, index))}


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
