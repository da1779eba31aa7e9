"""Index tables that are not one score per row, found (pure); `chiso.intake.clean.unpivot` makes them plain.

Understood: places (or agencies) × components, also of several years side by side; components × years or × places;
places or indices × years; and pairs of place and score that are each sorted on their own, as the PCI workbooks print
them (row n is another province in every pair).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.recognise import codes
from chiso.intake.recognise.components_down import components_down, heads_of
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import (
    ENOUGH,
    LEVELS,
    SCORE,
    Sought,
    are_places,
    as_titled,
    enough,
    index_named,
    spread,
    unknown_heads,
    year_of,
    years_of,
)
from chiso.intake.recognise.index_names import (
    AGENCY_INDEX,
    COMPONENTS,
    INDEX_WORDS,
    OF_PROVINCES,
    PROVINCE_INDEX,
    TOTAL,
    are_of_agencies,
    component_of,
    is_summary,
    side_of,
    whose_index,
)
from chiso.intake.recognise.layout import Wide, WideEntry

_GROUP = re.compile(r"(?:nhom )?(?:chi so|chi tieu|sub-?index)\b")


def find_wide(grid: Grid, file_name: str, year: int | None) -> Wide | None:
    """The wide index table of a sheet, or None. `year` is what the uploader said."""
    best: Wide | None = None
    heads = heads_of(grid)
    for index in dict.fromkeys((*COMPONENTS, *INDEX_WORDS)):
        sought = Sought(index, file_name, year)
        found = _components_across(grid, sought) or components_down(grid, heads, sought)
        if found and (best is None or found.size > best.size) and not _is_of_another(grid, found, file_name):
            best = found
    if best is None or best.constants.get("index") not in (AGENCY_INDEX, PROVINCE_INDEX):
        return best
    texts, title = _labels(grid, best), grid.above(best.first)
    index = whose_index(_places(best, texts), *title, grid.sheet.name, file_name)
    if index == AGENCY_INDEX and best.row_field == "component":
        known = sum(component_of(text, index) is not None or side_of(text) is not None for text in texts)
        if 2 * known < len(texts):  # of its criteria, below the names of the fields
            return None
    return replace(best, constants={**best.constants, "index": index})


def _labels(grid: Grid, found: Wide) -> list[str]:
    label, columns = found.entries[0].label_column, [entry.column for entry in found.entries]
    rows = (row for row in grid.rows[found.last + 1 :] if any(row[one] for one in columns))
    return [text for row in rows if (text := row[label])]


def _places(found: Wide, texts: Sequence[str]) -> list[str]:
    return [*(texts if found.row_field == "place" else ()), *(one.place for one in found.entries)]


def _is_of_another(grid: Grid, found: Wide, file_name: str) -> bool:
    """Whether a table with the components of an index is of another one that has them too (DDCI those of PCI): it is
    named, or the table is of agencies and the index one of provinces."""
    index = found.constants.get("index")
    if index is None:  # each line names its own
        return False
    heads = [one.header for one in found.entries if (one.attribute, one.component) == (SCORE, TOTAL)]
    named = index_named(grid, found.first, file_name, heads)
    if {named, index} <= {AGENCY_INDEX, PROVINCE_INDEX}:  # whose it is, is asked of its places
        return False
    places = _places(found, _labels(grid, found)) if index in OF_PROVINCES else []
    return named not in (None, index) or are_of_agencies(places)


def _components_across(grid: Grid, sought: Sought) -> Wide | None:
    index, file_name, year = sought
    rows = range(min(60, len(grid.rows)))
    known = {row: {c for _, text in grid.cells(row) if (c := component_of(text, index))} for row in rows}
    first = max(rows, key=lambda row: (len(known[row]), -row), default=None)
    if first is None or not known[first]:
        return None
    fewest = enough(grid, first, sought)
    if fewest == ENOUGH and len(known[first]) < ENOUGH:  # none of these is the total, a word of many tables
        return None
    last = first
    while first and _is_header(grid, first - 1, index):
        first -= 1
    while last + 1 < len(grid.rows) and last - first < LEVELS and _is_header(grid, last + 1, index):
        last += 1
    labels = _label_columns(grid, last + 1)
    if not labels:
        return None
    years, first, last = _years_beside(grid, first, last)
    meanings = _meanings(grid, first, last, index, years)
    values = [column for column in sorted(meanings) if column not in labels]
    scores = {meanings[column][1] for column in values if meanings[column][0] == SCORE}
    if len(scores) < fewest:
        return None
    pairs = any(label > values[0] for label in labels) and len(labels) > 2
    home = _best_label(grid, [label for label in labels if label < values[0]] or labels, last + 1)

    entries = []
    for column in values:
        attribute, component, header = meanings[column]
        label = max((label for label in labels if label < column), default=home) if pairs else home
        entries.append(WideEntry(column, label, header, attribute, component, years.get(column)))
    total = " ".join(h for a, c, h in meanings.values() if (a, c) == (SCORE, TOTAL))
    when, warnings = (max(years.values()), ()) if years else year_of(grid, first, total, file_name, year)
    constants = {"index": index} | ({"year": str(when)} if when else {})
    if index == codes.INDEX:
        entries = codes.of_year(entries, when)
    its, told = as_titled(grid, first, last, tuple(entries))
    unknown = unknown_heads(grid, first, last, {*(entry.column for entry in its), *labels})
    return Wide("place", its, constants, first, last, len(its), when, unknown, (*warnings, *told))


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
        if texts and are_places(texts):
            found.append(column)
    return found


def _years_beside(grid: Grid, first: int, last: int) -> tuple[dict[int, int], int, int]:
    """The year of each column where a row right above or right below the components' says several; and the header with
    that row."""
    for row in (first - 1, last + 1):
        years = years_of(grid, row) if 0 <= row < len(grid.rows) else {}
        if len(set(years.values())) > 1:
            return spread(grid, row, years), min(first, row), max(last, row)
    return {}, first, last


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
    is_below = bool(years) and bool(years_of(grid, last))  # then one heading stands above all its years
    heads = [
        spread(grid, row, dict(grid.cells(row))) if is_below else dict(grid.cells(row))
        for row in range(first, last + 1)
    ]
    for column in sorted(years) if years else range(grid.width):
        for text in (found for head in reversed(heads) if (found := head.get(column))):
            component, side = component_of(text, index), side_of(text)
            meaning = (SCORE, component) if component is not None else (side, TOTAL) if side else None
            if meaning and (place := (years.get(column), *meaning)) not in taken:
                taken.add(place)
                out[column] = (*meaning, text)
                break
    if (SCORE, TOTAL) in [known[:2] for known in out.values()]:
        return out
    # Whose rank it is, is not printed: without the index's own score there is no row that could hold it.
    return {column: known for column, known in out.items() if known[0] == SCORE}
