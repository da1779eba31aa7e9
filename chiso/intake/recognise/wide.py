"""Index tables that are not one score per row, found (pure); `chiso.intake.clean.unpivot` makes them plain.

Understood: places (or agencies) × components, also of several years side by side; components × years or × places;
places or indices × years; and pairs of place and score that are each sorted on their own, as the PCI workbooks print
them (row n is another province in every pair).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.recognise import codes
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_names import (
    AGENCY_INDEX,
    COMPONENTS,
    INDEX_WORDS,
    PROVINCE_INDEX,
    TOTAL,
    component_of,
    index_called,
    index_of,
    is_agency,
    is_score,
    is_summary,
    place_named,
    place_of,
    says_aims,
    side_of,
    whose_index,
    year_head,
)
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.title import loose_year, year_of_name

_Said = TypeVar("_Said")
_SCORE, _HEADER_LEVELS, _ENOUGH = "score", 3, 3
_NUMBERING = ("stt", "tt", "thu tu", "no", "ma pci", "pci id")
_GROUP = re.compile(r"(?:nhom )?(?:chi so|chi tieu|sub-?index)\b")


class _Sought(NamedTuple):
    """An index, and what tells the year and place of its table: the file's name, the year that the uploader said."""

    named: str
    file_name: str
    year: int | None


def find_wide(grid: Grid, file_name: str, year: int | None) -> Wide | None:
    """The wide index table of a sheet, or None. `year` is what the uploader said."""
    best: Wide | None = None
    for index in dict.fromkeys((*COMPONENTS, *INDEX_WORDS)):
        sought = _Sought(index, file_name, year)
        found = _components_across(grid, *sought) or _components_down(grid, sought)
        if found and (best is None or found.size > best.size):
            best = found
    if best is None or best.constants.get("index") not in (AGENCY_INDEX, PROVINCE_INDEX):
        return best
    label = best.entries[0].label_column
    places = [row[label] or "" for row in grid.rows[best.last + 1 :] if best.row_field == "place"]
    title = grid.above(best.first)
    index = whose_index([*places, *(one.place for one in best.entries)], *title, grid.sheet.name, file_name)
    return replace(best, constants={**best.constants, "index": index})


def _components_across(grid: Grid, index: str, file_name: str, year: int | None) -> Wide | None:
    rows = range(min(60, len(grid.rows)))
    known = {row: {c for _, text in grid.cells(row) if (c := component_of(text, index))} for row in rows}
    first = max(rows, key=lambda row: (len(known[row]), -row), default=None)
    if first is None or len(known[first]) < _ENOUGH:
        return None
    last = first
    while first and _is_header(grid, first - 1, index):
        first -= 1
    while last + 1 < len(grid.rows) and last - first < _HEADER_LEVELS and _is_header(grid, last + 1, index):
        last += 1
    labels = _label_columns(grid, last + 1)
    if not labels:
        return None
    years, first, last = _years_beside(grid, first, last)
    meanings = _meanings(grid, first, last, index, years)
    values = [column for column in sorted(meanings) if column not in labels]
    if not values or len({meanings[c][1] for c in values if meanings[c][0] == _SCORE}) < _ENOUGH:
        return None
    pairs = any(label > values[0] for label in labels) and len(labels) > 2
    home = _best_label(grid, [label for label in labels if label < values[0]] or labels, last + 1)

    entries = []
    for column in values:
        attribute, component, header = meanings[column]
        label = max((label for label in labels if label < column), default=home) if pairs else home
        entries.append(WideEntry(column, label, header, attribute, component, years.get(column)))
    total = " ".join(h for a, c, h in meanings.values() if (a, c) == (_SCORE, TOTAL))
    when, warnings = (max(years.values()), ()) if years else _year_of(grid, first, total, file_name, year)
    constants = {"index": index} | ({"year": str(when)} if when else {})
    if index == codes.INDEX:
        entries = codes.of_year(entries, when)
    unknown = _unknown(grid, first, last, {*(entry.column for entry in entries), *labels})
    return Wide("place", tuple(entries), constants, first, last, len(entries), when, unknown, warnings)


def _is_header(grid: Grid, row: int, index: str) -> bool:
    """A row of headings beside the one with the components: another language, numbering or grouping of them."""
    cells = grid.cells(row)
    if len(cells) < 2 or any(parse_number(text) is not None for _, text in cells):
        return False
    said = sum(component_of(text, index) is not None or side_of(text) is not None for _, text in cells)
    numbered = [text for _, text in cells if _GROUP.match(fold(text))]
    return said >= 2 or len(numbered) >= 2


def _label_columns(grid: Grid, start: int) -> list[int]:
    found = []
    for column in range(grid.width):
        texts = [text for row in grid.rows[start:] if (text := row[column]) and not is_summary(text)]
        places = sum(map(_is_place, texts))
        if places and places >= 0.6 * len(texts):
            found.append(column)
    return found


def _is_place(text: str) -> bool:
    return place_of(text) is not None or is_agency(text)


def _years_beside(grid: Grid, first: int, last: int) -> tuple[dict[int, int], int, int]:
    """The year of each column where a row right above or right below the components' says several; and the header with
    that row."""
    for row in (first - 1, last + 1):
        years = _years_of(grid, row) if 0 <= row < len(grid.rows) else {}
        if len(set(years.values())) > 1:
            return _spread(grid, row, years), min(first, row), max(last, row)
    return {}, first, last


def _years_of(grid: Grid, row: int) -> dict[int, int]:
    return {column: year for column, text in grid.cells(row) if (year := year_head(text))}


def _spread(grid: Grid, row: int, said: Mapping[int, _Said]) -> dict[int, _Said]:
    """What a row says of columns, also of those without a cell of their own: a merged cell prints its text once."""
    spans = dict(said)
    for column in range(min(spans, default=0), grid.width):
        if not grid.rows[row][column] and column - 1 in spans:
            spans[column] = spans[column - 1]
    return spans


def _best_label(grid: Grid, labels: Sequence[int], start: int) -> int:
    """Of several label columns the one with Vietnamese letters (the others are in English)."""
    texts = {label: [row[label] or "" for row in grid.rows[start:]] for label in labels}
    return max(labels, key=lambda label: (sum(not text.isascii() for text in texts[label]), -label))


def _meanings(
    grid: Grid, first: int, last: int, index: str, years: Mapping[int, int]
) -> dict[int, tuple[str, str, str]]:
    """column -> (attribute, component, printed header); of two columns for one score of a year the first counts."""
    out: dict[int, tuple[str, str, str]] = {}
    taken: set[tuple[int | None, str, str]] = set()
    is_below = bool(years) and bool(_years_of(grid, last))  # then one heading stands above all its years
    heads = [
        _spread(grid, row, dict(grid.cells(row))) if is_below else dict(grid.cells(row))
        for row in range(first, last + 1)
    ]
    for column in sorted(years) if years else range(grid.width):
        for text in (found for head in reversed(heads) if (found := head.get(column))):
            component, side = component_of(text, index), side_of(text)
            meaning = (_SCORE, component) if component is not None else (side, TOTAL) if side else None
            if meaning and (place := (years.get(column), *meaning)) not in taken:
                taken.add(place)
                out[column] = (*meaning, text)
                break
    if (_SCORE, TOTAL) in [known[:2] for known in out.values()]:
        return out
    # Whose rank it is, is not printed: without the index's own score there is no row that could hold it.
    return {column: known for column, known in out.items() if known[0] == _SCORE}


def _unknown(grid: Grid, first: int, last: int, used: set[int]) -> tuple[str, ...]:
    heads = []
    for column in range(grid.width):
        texts = [text for row in grid.rows[first : last + 1] if (text := row[column])]
        if column not in used and texts and fold(texts[-1]) not in _NUMBERING:
            heads.append(" › ".join(dict.fromkeys(texts)))
    return tuple(dict.fromkeys(heads))


def _year_of(
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


def _components_down(grid: Grid, sought: _Sought) -> Wide | None:
    """Components below one another, beside them years or places; or places beside years."""
    for row in range(min(60, len(grid.rows))):
        for heads in (_years_of(grid, row), _places_of(grid, row)):
            if len(set(heads.values())) < 2:
                continue
            for label in range(min(heads)):
                if found := _below(grid, row, label, heads, sought):
                    return found
    return None


def _places_of(grid: Grid, row: int) -> dict[int, str]:
    return {column: place for column, text in grid.cells(row) if (place := place_of(text))}


def _below(grid: Grid, row: int, label: int, heads: Mapping[int, Any], sought: _Sought) -> Wide | None:
    index, file_name, year = sought
    last, entries = _of_heads(grid, row, label, heads, index)
    texts = [text for cells in grid.rows[last + 1 :] if (text := cells[label])]
    components = {c for text in texts if (c := component_of(text, index)) is not None}
    is_of_years = isinstance(heads[min(heads)], int)
    of_rows = "component" if len(components) >= _ENOUGH else _of_rows(texts) if is_of_years else None
    if not entries or of_rows is None:
        return None
    title = grid.above(row)
    if of_rows == "place" and index_of(*title, grid.sheet.name, file_name) != index:
        return None
    if of_rows == "index" and says_aims(*title, grid.sheet.name, file_name):
        return None
    constants = {} if of_rows == "index" else {"index": index}
    when, warnings = (max(heads.values()), ()) if is_of_years else _year_of(grid, row, "", file_name, year)
    if not is_of_years:
        constants |= {"year": str(when)} if when else {}
    elif of_rows != "place" and (where := place_named([*title, file_name])):
        constants["place"] = where
    unknown = _unknown(grid, row, last, {label, *(entry.column for entry in entries)})
    size = len(entries) + len(components)
    return Wide(of_rows, entries, constants, row, last, size, when, unknown, warnings)


def _of_rows(texts: Sequence[str]) -> str | None:
    """What most labels beside years are: places, or several indices."""
    named = sum(map(bool, map(index_called, texts)))
    if len({*map(index_of, texts)} - {None}) > 1 and named >= 0.6 * len(texts):
        return "index"
    return "place" if sum(map(_is_place, texts)) >= max(_ENOUGH, 0.6 * len(texts)) else None


def _of_heads(
    grid: Grid, row: int, label: int, said: Mapping[int, Any], index: str
) -> tuple[int, tuple[WideEntry, ...]]:
    """The last row of a header of years or places and its columns: each one's score, and beside it what a row of
    headings below says (Điểm, Hạng); of two columns for one thing the first counts."""
    heads = grid.rows[row]
    spans = _spread(grid, row, said)
    below = range(row + 1, min(row + _HEADER_LEVELS, len(grid.rows)))
    last = next((one for one in below if _is_below_heads(grid, one, label, spans, index)), row)
    if last == row:
        plain = [_entry(column, label, heads[column], _SCORE, of) for column, of in said.items()]
        plain = [replace(one, attribute=side_of(one.header) or _SCORE) for one in plain]
        told = {(one.year, one.place, one.attribute) for one in plain}
        return row, tuple(plain) if len(told) == len(plain) else ()
    found: dict[tuple[Any, str], WideEntry] = {}
    for column, of in spans.items():
        text = grid.rows[last][column] or ""
        is_plain = list(spans.values()).count(of) == 1 and text in ("", heads[column])
        if attribute := _SCORE if is_plain else _side_below(text, index):
            header = text if attribute != _SCORE else heads[column] or text
            found.setdefault((of, attribute), _entry(column, label, header, attribute, of))
    return last, tuple(found.values())


def _entry(column: int, label: int, header: str | None, attribute: str, of: int | str) -> WideEntry:
    """A column of a year or of a place."""
    entry = WideEntry(column, label, header or "", attribute)
    return replace(entry, year=of) if isinstance(of, int) else replace(entry, place=of)


def _side_below(text: str, index: str) -> str | None:
    """What a column below a year holds: score, rank or rating; None when nobody knows."""
    return _SCORE if is_score(text) or component_of(text, index) == TOTAL else side_of(text)


def _is_below_heads(grid: Grid, row: int, label: int, spans: Mapping[int, int], index: str) -> bool:
    """A row of headings below the years, and not the first row of data."""
    name = grid.rows[row][label] or ""
    texts = [text for column in spans if (text := grid.rows[row][column])]
    if component_of(name, index) is not None or _is_place(name):
        return False
    if any(parse_number(text) is not None for text in texts):
        return False
    said = [text for text in texts if any(letter.isalpha() for letter in text) and not loose_year(text)]
    return bool(said) and (not name or any(_side_below(text, index) for text in said))
