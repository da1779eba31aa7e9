"""Tables of several figures that are reported of several units, figures down and units across or the other way round,
found (pure); `chiso.intake.clean.unpivot` makes one value per row of it."""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache

from chiso.core import settings
from chiso.core.vietnamese import fold
from chiso.intake.recognise.bodies import is_unit
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import spread, unknown_heads
from chiso.intake.recognise.index_names import reported_in, says_aims
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.sums import is_agency

DATASET = "measurements"
_PARTS = ("numerator", "denominator", "value")
_LOOKED_AT = 60
# What stands before and behind a name in a heading: "2. Văn phòng (*):"
_BESIDE = re.compile(r"^[0-9]{1,2}[.)]\s+|\s*(?:\(\*\)|[*:▲▼↑↓])+")


def find_figures(grid: Grid) -> Wide | None:
    """The table of a sheet with two figures or two units across; None where the sheet sets aims."""
    for row in range(min(_LOOKED_AT, len(grid.rows))):
        if says_aims(*grid.above(row), grid.sheet.name):
            return None
        for said, heads in (("indicator", _figures(grid, row)), ("unit", _units(grid, row))):
            of_rows = "unit" if said == "indicator" else "indicator"
            label = next((column for column, text in grid.cells(row) if _is_of(of_rows, text)), None)
            if label is None or len(heads) < 2 or len({*heads.values()}) < len(heads):
                continue  # two columns of one figure are parts of it
            if of_rows == "unit" or any(map(figure, grid.below(row, label))):
                return _table(grid, row, (of_rows, label), {one: (said, name) for one, name in heads.items()})
    return None


def _table(grid: Grid, row: int, of_rows: tuple[str, int], heads: Mapping[int, tuple[str, str]]) -> Wide:
    """`of_rows`: what the rows name, and its column; a row of parts ("Tử số", "Mẫu số") may stand below the heads."""
    field, label = of_rows
    spans = spread(grid, row, heads)
    parts = {column: (part, text) for column, text in grid.cells(row + 1) if (part := _part(text))}
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
    return {column: code for column, text in grid.cells(row) if (code := figure(text))}


def figure(text: str) -> str:
    """The code of the figure that is reported by hand and called so, "" for none."""
    known = _codes()
    return known.get(fold(text)) or known.get(fold(reported_in([text]) or ""), "")


def _units(grid: Grid, row: int) -> dict[int, str]:
    """The columns headed by a unit; "" of the whole agency."""
    cells = [(column, _BESIDE.sub("", text)) for column, text in grid.cells(row)]
    return {
        column: "" if is_agency(fold(name)) else name
        for column, name in cells
        if is_agency(fold(name)) or is_unit(name)
    }


def _is_of(field: str, text: str) -> bool:
    found = claim(DATASET, (text,))
    return found is not None and found.field == field


def _part(text: str) -> str:
    found = claim(DATASET, (text,))
    return found.field if found and found.field in _PARTS else ""


@lru_cache
def _codes() -> Mapping[str, str]:
    """Folded name -> code of the figures that no list counts, as the catalogue is shipped."""
    with (settings.REFERENCE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        own = {row["indicator"] for row in csv.DictReader(file) if row["dataset"] == DATASET}
    with (settings.REFERENCE / "name_aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "indicator" and row["name"] in own]
    return {fold(row["alias"]): row["name"] for row in rows}
