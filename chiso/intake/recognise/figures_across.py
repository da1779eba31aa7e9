"""Tables of several figures that are reported of several units, figures down and units across or the other way round,
found (pure); `chiso.intake.clean.unpivot` makes one value per row of it."""

import re
from collections.abc import Mapping

from chiso.core.vietnamese import fold
from chiso.intake.recognise.bodies import is_unit
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import spread, unknown_heads
from chiso.intake.recognise.index_names import reported_code, says_aims
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.months import LOOKED_AT, parts_named
from chiso.intake.recognise.sums import is_whole_agency

DATASET = "measurements"
# What stands before and behind a name in a heading: "2. Văn phòng (*):"
_BESIDE = re.compile(r"^[0-9]{1,2}[.)]\s+|\s*(?:\(\*\)|[*:▲▼↑↓])+")


def find_figures(grid: Grid) -> Wide | None:
    """The table of a sheet with two figures or two units across; None where the sheet sets aims."""
    for row in range(min(LOOKED_AT, len(grid.rows))):
        for field, said, named in (("unit", "indicator", _figures), ("indicator", "unit", _units)):
            label = next((column for column, text in grid.cells(row) if _is_of(field, text)), None)
            heads = named(grid, row) if label is not None else {}
            if label is None or len(heads) < 2 or len({*heads.values()}) < len(heads):
                continue  # two columns of one figure are parts of it
            if field == "unit" or any(map(reported_code, grid.below(row, label))):
                table = _table(grid, row, (field, label), {one: (said, name) for one, name in heads.items()})
                return None if says_aims(*grid.above(row), grid.sheet.name) else table
    return None


def _table(grid: Grid, row: int, of_rows: tuple[str, int], heads: Mapping[int, tuple[str, str]]) -> Wide:
    """`of_rows`: what the rows name, and its column; a row of parts ("Tử số", "Mẫu số") may stand below the heads."""
    field, label = of_rows
    spans = spread(grid, row, heads)
    parts = parts_named(DATASET, grid, row + 1)
    names = dict(grid.cells(row))
    last, entries = row, [WideEntry(label, label, names[label], field)]
    if heads.keys() <= parts.keys() <= spans.keys():
        last = row + 1
    else:
        spans, parts = dict(heads), dict.fromkeys(heads, ("value", ""))
    for column, (part, text) in parts.items():
        head = names[max(one for one in names if one <= column)]
        header = f"{head} › {text}" if text else head
        entries.append(WideEntry(column, label, header, part, said=(spans[column],)))
    unknown = unknown_heads(grid, row, last, {entry.column for entry in entries})
    return Wide(field, tuple(entries), {}, row, last, len(entries), None, unknown)


def _figures(grid: Grid, row: int) -> dict[int, str]:
    """The columns headed by a figure that is reported, and its code."""
    return {column: code for column, text in grid.cells(row) if (code := reported_code(text))}


def _units(grid: Grid, row: int) -> dict[int, str]:
    """The columns headed by a unit; "" of the whole agency."""
    names = {column: _BESIDE.sub("", text) for column, text in grid.cells(row)}
    wholes = {column for column, name in names.items() if is_whole_agency(fold(name))}
    return {
        one: "" if one in wholes else name for one, name in names.items() if one in wholes or is_unit(name)
    }


def _is_of(field: str, text: str) -> bool:
    found = claim(DATASET, (text,))
    return found is not None and found.field == field
