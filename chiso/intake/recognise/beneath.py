"""Further tables beneath the first one in a sheet, each with columns of its own: each is looked at as a sheet (pure).

A list of what is overdue and below it one of what is nearly due, say. Read by the first table's header its cells would
stand in wrong fields. The same header again, as printed pages repeat it, begins no further table.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import fold
from chiso.intake.clean.shown import cells_of, filled_cells
from chiso.intake.files.sheets import Reading, Sheet
from chiso.intake.recognise.claims import is_header, is_stt

_LEAST = 4  # headings that make a row a header
_ABOVE = 2  # cells in the row above a header, at the most
_RECORD = 3  # cells of a record, at the least
_OTHERS = 2  # headings that stand elsewhere or not at all in the first header, at the least
MOST_ROWS = 20_000  # of a sheet that somebody put together by hand

_Cells = dict[int, str]


def apart(reading: Reading) -> Reading:
    """The file with a sheet for each table of every sheet, under the numbers that its rows have."""
    return replace(reading, sheets=[part for sheet in reading.sheets for part in _tables(sheet)])


def _tables(sheet: Sheet) -> list[Sheet]:
    table = sheet.table
    if not table.num_columns or not _RECORD < table.num_rows <= MOST_ROWS:
        return [sheet]
    counts = np.sum([filled_cells(column) for column in table.columns], axis=0)
    above = np.concatenate([[0], counts[:-1]])
    heads = _headers(table, np.flatnonzero((counts >= _LEAST) & (above <= _ABOVE)))
    starts = _starts(heads, counts)
    if not starts:
        return [sheet]
    found = [_part(sheet, sheet.name, 0, 0, starts[0])]
    for number, (begin, end) in enumerate(pairwise([*starts, table.num_rows]), 2):
        found.append(_part(sheet, f"{sheet.name} (bảng {number})".strip(), min(heads), begin, end))
    return found


def _headers(table: pa.Table, rows: npt.NDArray[np.int64]) -> dict[int, _Cells]:
    """row -> column -> heading, of the rows that are a header."""
    return {
        row: {column: fold(text) for column, text in cells.items()}
        for row, cells in cells_of(table, rows).items()
        if is_header(cells.values(), _LEAST)
    }


def _starts(heads: dict[int, _Cells], counts: npt.NDArray[np.int64]) -> list[int]:
    """The first row of every further table, what stands above its header included."""
    starts: list[int] = []
    before: tuple[int, _Cells] | None = None
    for row, cells in heads.items():
        if before and not _is_another(before[1], cells):
            continue
        if before and (last := _last_record(*before, counts[:row])):
            starts.append(last + 1)
        before = row, cells
    return starts


def _last_record(head: int, cells: _Cells, counts: npt.NDArray[np.int64]) -> int | None:
    """The last row of the table below a header; None of a few sums above a list ("Tổng số", "Đúng hạn"), which are part
    of its title."""
    records = np.flatnonzero(counts[head + 1 :] >= _RECORD)
    is_table = len(records) > 1 or (len(records) and any(is_stt((text,)) for text in cells.values()))
    return head + 1 + int(records[-1]) if is_table else None


def _is_another(first: _Cells, cells: _Cells) -> bool:
    """Whether a header has columns of its own."""
    return sum(first.get(column) != text for column, text in cells.items()) >= _OTHERS


def _part(sheet: Sheet, name: str, head: int, begin: int, end: int) -> Sheet:
    """The rows above the first header and those from `begin` to `end`; those between are blank."""
    rows = np.arange(end)
    kept = (rows < head) | (rows >= begin)
    mask, table = pa.array(kept), sheet.table.slice(0, end)
    columns = [pc.if_else(mask, column, pa.scalar(None, column.type)) for column in table.columns]
    there = {int(row) + 1 for row in np.flatnonzero(kept)}
    return replace(
        sheet,
        name=name,
        begins=begin,
        table=pa.table(columns, names=table.column_names),
        merges=[one for one in sheet.merges if one[0] in there],
        ragged=[one for one in sheet.ragged if one[0] in there],
    )
