"""Index tables with a year on each row, found (pure): several indices across, or the components of one;
`chiso.intake.clean.unpivot` makes them plain."""

import re
from collections.abc import Mapping, Sequence

from chiso.core.vietnamese import fold
from chiso.intake.recognise.header import Grid, block
from chiso.intake.recognise.index_heads import LEVELS, SCORE, are_most, as_titled, index_named
from chiso.intake.recognise.index_names import (
    TOTAL,
    component_of,
    index_of,
    is_score,
    is_summary,
    place_named,
    says_aims,
    side_of,
)
from chiso.intake.recognise.layout import Wide, WideEntry

_YEAR = re.compile(r"(?:nam )?(20[0-4][0-9])(?: ?\((?:so bo|uoc|du kien|dieu chinh)[^)]*\))?")
_LOOKED_AT = 60
_FEWEST = 2


def year_in(label: str) -> int | None:
    """The year that a label is."""
    found = _YEAR.fullmatch(fold(label))
    return int(found[1]) if found else None


def find_years(grid: Grid, file_name: str) -> Wide | None:
    """The index table of a sheet with years down, or None."""
    for label in range(min(grid.width, _LOOKED_AT)):
        said = [(row, text) for row in range(len(grid.rows)) if (text := grid.rows[row][label])]
        rows = [row for row, text in said if year_in(text)]
        below = [text for row, text in said if rows and row >= rows[0] and not is_summary(text)]
        if len(rows) < _FEWEST or not are_most(len(rows), len(below)):
            continue
        top = next(
            (row for row, text in reversed(said) if row < rows[0] and fold(text) == "nam"), rows[0] - 1
        )
        if rows[0] - LEVELS <= top < rows[0] and top >= 0:
            return _table(grid, label, range(top, rows[0]), file_name)
    return None


def _table(grid: Grid, label: int, head: range, file_name: str) -> Wide | None:
    title = grid.above(head.start)
    header = block(grid, head.start, head.stop - 1)
    paths = {column: path for column, path in header.paths.items() if column > label}
    if says_aims(*title, grid.sheet.name, file_name):
        return None
    entries = _of_indices(paths, label) or _of_components(
        paths, label, index_named(grid, head.start, file_name)
    )
    if not entries:
        return None
    entries, told = as_titled(grid, head.start, head.stop - 1, entries)
    years = [year for row in grid.rows[head.stop :] if (year := year_in(row[label] or ""))]
    where = place_named([*title, file_name])
    unknown = tuple(
        " › ".join(path)
        for column, path in paths.items()
        if column not in {entry.column for entry in entries}
    )
    constants = {"place": where} if where else {}
    size = len(entries) + len(years)
    return Wide(
        "year", entries, constants, head.start, head.stop - 1, size, max(years), unknown, warnings=told
    )


def _of_indices(paths: Mapping[int, Sequence[str]], label: int) -> tuple[WideEntry, ...]:
    """The columns of several indices: each one's score, rank, rating."""
    found = []
    for column, path in paths.items():
        index, leaf = index_of(" ".join(path)), path[-1]
        side = side_of(leaf)
        attribute = side or (SCORE if is_score(leaf) or index_of(leaf) else None)
        if index and attribute:
            found.append(
                WideEntry(column, label, " › ".join(path), attribute, TOTAL, said=(("index", index),))
            )
    scores = {entry.said for entry in found if entry.attribute == SCORE}
    return tuple(entry for entry in found if entry.said in scores) if len(scores) >= _FEWEST else ()


def _of_components(
    paths: Mapping[int, Sequence[str]], label: int, index: str | None
) -> tuple[WideEntry, ...]:
    """The columns of the components of one index and of itself, or of itself alone."""
    if index is None:
        return ()
    said = (("index", index),)
    found = []
    for column, path in paths.items():
        component, side = component_of(path[-1], index), side_of(path[-1])
        if component is not None:
            found.append(WideEntry(column, label, " › ".join(path), SCORE, component, said=said))
        elif side:
            found.append(WideEntry(column, label, " › ".join(path), side, TOTAL, said=said))
    scores = {entry.component for entry in found if entry.attribute == SCORE}
    return tuple(found) if len(scores) >= _FEWEST or scores == {TOTAL} else ()
