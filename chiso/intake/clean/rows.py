"""Which rows of a sheet are data, and what the others say (shared contract, "Rows that are no rows").

A row is data when its STT is a number, or when at least three required fields are filled (all of them where the
dataset has fewer). So is one that looks like a record and lost its form: its own printed number and one more cell, or
all of its cells in one; what cannot be read of it is rejected, nothing of it is skipped in silence. Everything else
below the header is a group, total, number, header, blank or footer row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.core.masking import masked
from chiso.intake.clean import closing, levels, totals
from chiso.intake.clean.formless import lacking, without_form
from chiso.intake.clean.headings import Group, heading_of
from chiso.intake.clean.shown import cells_of, filled_cells
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout, examples, measures
from chiso.intake.recognise.per_unit import POINTS

Mask = npt.NDArray[np.bool_]

_STT = r"^\s*[0-9]{1,7}([.,][0-9]{1,3})*[.)]?\s*$"
_HEADER, _TOTAL, _DATA, _EXAMPLE, _PART = 1, 2, 3, 4, 5  # kinds of rows; every other one is looked at apart
_NUMBER = r"\(?\s*([0-9]{1,3})\s*\)?"  # of a column: "(3)"
_NUMBER_CELL = re.compile(rf"{_NUMBER}(?:\s*=.*)?")
_OF_EACH = frozenset({"numerator", "indicator", "date"})  # what can be added up, and what no sum has
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass
class Rows:
    """The rows below the header, by their 0-based index in the sheet's table.

    `group_of`: per data row the index into `groups` of the nearest group row above it, -1 where there is none.
    `printed`: what total rows say, [{row, label, cells: [{column, header, text}]}]. `alone`: the data rows that hold a
    whole record in one cell; `whole`: those of the whole agency, and what is to be `told` of them. `skipped`: kind ->
    rows.
    """

    data: npt.NDArray[np.int64]
    groups: list[Group]
    group_of: npt.NDArray[np.int64]
    printed: list[dict[str, Any]] = field(default_factory=list)
    alone: frozenset[int] = frozenset()
    skipped: dict[str, int] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    told: tuple[tuple[str, str], ...] = ()

    def cells(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The data rows' cells of a column of the sheet; cut out where nothing stands between them, which is quicker
        than picking them."""
        first, count = (int(self.data[0]), len(self.data)) if len(self.data) else (0, 0)
        is_whole = not count or int(self.data[-1]) - first == count - 1
        return column.slice(first, count) if is_whole else column.take(pa.array(self.data))

    def units(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        """The same of the column of units, where that of the whole agency has none."""
        cells = self.cells(column)
        if not self.whole:
            return cells
        return pc.if_else(pa.array([row not in self.whole for row in self.data]), cells, None)


def find_rows(sheet: Sheet, layout: Layout, dataset: Dataset) -> Rows:
    """Sorts the rows below the header."""
    table = sheet.table.slice(layout.header_end)
    filled = _filled(table)
    has_number, numbered, summed = _of_stt(table, layout, filled)
    cells = filled.sum(axis=1)
    numbered &= (cells > 1) & ~_heads(layout, filled)  # a number alone is a line left blank
    needed = [layout.columns[f.name] for f in dataset.required if f.name in layout.columns]
    count = _count(layout, dataset, filled)
    if len(needed) >= 3 or not needed:
        enough = count >= max(min(3, len(dataset.required)), 1)
        enough |= (count == len(needed) - 1) & _with_points(layout, filled)
    else:
        enough = _whole(table, count == len(needed), cells > len(needed) + has_number, len(needed))
        enough[closing.end(table, numbered) :] = False
    enough |= lacking(table, layout, filled, numbered | enough) & ~has_number  # not "I", a part of them
    repeated = _repeated_header(sheet, table, layout, filled)
    data = (numbered | enough) & ~repeated & ~_number_rows(table, layout, filled)
    # A total row cannot fill every required column of a list of cases, so its full rows need not be looked at.
    few = dataset.history is None
    total = summed | totals.begin(table, filled, ~numbered & (few | (count < len(needed))), dataset.name)
    named = totals.named(table, layout, layout.is_one_figure)
    total = (total & ~numbered) | (named & (data & ~named).any())  # alone it is what is reported
    said = [examples(table), repeated, total, data & ~total]
    kinds = np.select(said, [_EXAMPLE, _HEADER, _TOTAL, _DATA], 0)
    others = np.flatnonzero((kinds == 0) & filled.any(axis=1))
    formless, alone = without_form(layout, table, np.flatnonzero(kinds == _DATA), cells_of(table, others))
    ragged = [row - 1 - layout.header_end for row, _, _ in sheet.ragged if row > layout.header_end]
    end = closing.end(table, numbered) if ragged else 0
    slipped = [row for row in ragged if not kinds[row] and row < end]
    kinds[[*slipped, *formless, *alone]] = _DATA
    kinds[levels.repeated(table, layout, np.flatnonzero(kinds == _DATA))] = _PART
    if layout.is_one_figure and (kinds == _DATA).sum() > 1:
        sums = (kinds == _TOTAL) & _has_result(layout, filled)  # not a line "Tổng cộng: 12 dự án"
        kinds = np.select([sums, kinds == _DATA], [_DATA, _PART], kinds) if sums.sum() == 1 else kinds
    whole, told = _of_agency(table, layout, (kinds == _TOTAL) & _has_result(layout, filled))
    kinds[whole] = _DATA
    found = _sorted(table, layout, filled, kinds, alone)
    return replace(found, whole=frozenset(row + layout.header_end for row in whole), told=told)


def _of_agency(table: pa.Table, layout: Layout, total: Mask) -> tuple[list[int], tuple[tuple[str, str], ...]]:
    """Which rows that sum up those of units are what the agency reports, and what is to be told of that."""
    if layout.dataset != "measurements" or "unit" not in layout.columns:
        return [], ()
    texts = {row: cells.values() for row, cells in cells_of(table, np.flatnonzero(total)).items()}
    found, is_sum = totals.of_agency(texts, not _OF_EACH.isdisjoint({*layout.columns, *layout.sums}))
    return [*found], tuple(totals.told(row + layout.header_end + 1) for row in found if is_sum)


def _whole(table: pa.Table, is_full: Mask, has_more: Mask, needed: int) -> Mask:
    """Of one or two required columns the rows that fill them: a text alone in its row is a heading, not a record. In a
    table of two columns and no others "I", "Hộ tịch" is one."""
    if needed < 2 or (is_full & has_more).any():
        return is_full & has_more
    found = is_full.copy()
    rows = cells_of(table, np.flatnonzero(is_full))
    found[[row for row, texts in rows.items() if heading_of(row, texts)]] = False
    return found


def _heads(layout: Layout, filled: Mask) -> Mask:
    """Which rows of what is reported are headings, numbered as the others: nothing is measured there."""
    if layout.dataset != "measurements" or not (measured := measures(layout)):
        return np.zeros(len(filled), dtype=np.bool_)
    return np.asarray(~_has_result(layout, filled) & ~filled[:, measured].any(axis=1), dtype=np.bool_)


def _has_result(layout: Layout, filled: Mask) -> Mask:
    """Which rows say what was reached."""
    columns = [layout.columns[name] for name in ("numerator", "value") if name in layout.columns]
    return np.asarray(filled[:, columns].any(axis=1), dtype=np.bool_)


def _count(layout: Layout, dataset: Dataset, filled: Mask) -> npt.NDArray[np.int64]:
    """How many required fields each row fills; what stands instead of one counts for it."""
    found = np.zeros(len(filled), dtype=np.int64)
    for known in dataset.required:
        names = [name for name in (known.name, known.instead) if name in layout.columns]
        if known.name in names:
            found += filled[:, [layout.columns[name] for name in names]].any(axis=1)
    return found


def _with_points(layout: Layout, filled: Mask) -> Mask:
    """Which rows have points: what a line of them lacks is said ("Điểm trừ" without a maximum)."""
    columns = [layout.columns[name] for name in POINTS if name in layout.columns]
    return np.asarray(filled[:, columns].any(axis=1), dtype=np.bool_)


def _says(column: pa.ChunkedArray, pattern: str) -> Mask:
    """Which cells match; empty ones do not."""
    found = pc.match_substring_regex(column.cast(pa.string()), pattern)
    return np.asarray(found.fill_null(False), dtype=np.bool_)


def every_row(sheet: Sheet, layout: Layout) -> Rows:
    """All rows below the header, of a sheet that was made rather than read."""
    data = np.arange(layout.header_end, sheet.table.num_rows, dtype=np.int64)
    return Rows(data, [], np.full(len(data), -1, dtype=np.int64))


def _filled(table: pa.Table) -> Mask:
    """rows × columns: which cells say something."""
    return np.stack([filled_cells(column) for column in table.columns]).T


def _of_stt(table: pa.Table, layout: Layout, filled: Mask) -> tuple[Mask, Mask, Mask]:
    """Rows with anything in the column of their number; with a number there; with "Tổng cộng": no record, however
    full they are. A dash or a star there says nothing, which `filled` is told."""
    if layout.stt_column is None:
        nothing = np.zeros(table.num_rows, dtype=np.bool_)
        return nothing, nothing.copy(), nothing
    column = table.column(layout.stt_column)
    numbered = _says(column, _STT)
    others = np.flatnonzero(filled[:, layout.stt_column] & ~numbered)
    texts = column.take(pa.array(others))
    numbered[others] = _says(pc.utf8_trim_whitespace(texts), _STT)
    filled[others, layout.stt_column] = _says(texts, r"[\pL\d]")
    words = pc.filter(texts, pc.match_substring_regex(texts, r"\pL{2}"))  # numbers of another form are many
    called = pa.array(
        [text for text in words.unique().to_pylist() if totals.sums_up(text, layout.dataset)], pa.string()
    )
    summed = np.zeros(table.num_rows, dtype=np.bool_)
    summed[others] = np.asarray(pc.is_in(texts, value_set=called), dtype=np.bool_)
    return filled[:, layout.stt_column], numbered, summed


def _repeated_header(sheet: Sheet, table: pa.Table, layout: Layout, filled: Mask) -> Mask:
    """Rows that repeat the header (as printed pages do): most of their cells say what a header row says there."""
    head = sheet.table.slice(layout.header_row - 1, layout.header_end - layout.header_row + 1)
    same = np.zeros(table.num_rows, dtype=np.int64)
    columns = [column for column in set(layout.columns.values()) if column < table.num_columns]
    for column in columns:
        words = head.column(column).drop_null().unique()
        if len(words):
            same += np.asarray(pc.is_in(table.column(column), value_set=words), dtype=np.bool_)
    said = filled[:, columns].sum(axis=1)
    repeated: Mask = (same >= 2) & (same >= 0.6 * said)
    own = [{vi.nfc(text) for text in column.drop_null().to_pylist()} for column in head.columns]
    anywhere = set().union(*own)
    for row, texts in cells_of(table, np.flatnonzero(repeated)).items():  # in another order: of another table
        moved = [text for column, text in texts.items() if text in anywhere and text not in own[column]]
        repeated[row] = len(moved) < 2
    return repeated


def _number_rows(table: pa.Table, layout: Layout, filled: Mask) -> Mask:
    """Rows like "(1) (2) (3)" or 1 2 3 that number the columns, below the header or on a later page."""
    out = np.zeros(table.num_rows, dtype=np.bool_)
    probes = sorted({layout.stt_column, *layout.columns.values()} - {None})[:3]  # type: ignore[type-var]
    rows = np.flatnonzero(filled.sum(axis=1) >= 3)
    for column in probes:  # hardly a row is left after the first
        rows = rows[_says(table.column(column).take(pa.array(rows)), rf"^\s*{_NUMBER}\s*$")]
    for row, texts in cells_of(table, rows).items():
        found = [_NUMBER_CELL.fullmatch(text) for text in texts.values()]
        numbers = [int(one[1]) if one else -1 for one in found]
        out[row] = all(later - number == 1 for number, later in pairwise(numbers))
    return out


def _sorted(
    table: pa.Table, layout: Layout, filled: Mask, kinds: npt.NDArray[np.int64], alone: list[int]
) -> Rows:
    offset = layout.header_end
    indexes = np.flatnonzero(kinds == _DATA)
    last = int(indexes[-1]) if len(indexes) else -1
    skipped = {"blank": int((~filled.any(axis=1)).sum()), "header": int((kinds == _HEADER).sum())}
    groups: list[Group] = []
    printed: list[dict[str, Any]] = []
    others = np.flatnonzero((kinds != _DATA) & (kinds != _HEADER) & filled.any(axis=1))
    cells = cells_of(table, others)
    for index in others:
        texts = cells[int(index)]
        if kinds[index] == _TOTAL:
            kind = "total"
            printed.append(_total(int(index) + offset + 1, texts, layout))
        elif kinds[index] in (_EXAMPLE, _PART):
            kind = "example" if kinds[index] == _EXAMPLE else "part"
        elif len(texts) > 2 and all(_NUMBER_CELL.fullmatch(text) for text in texts.values()):
            kind = "number"
        elif index > last:
            kind = "footer"
        elif group := heading_of(int(index) + offset, texts):
            kind = "group"
            groups.append(group)
        else:
            kind = "note"
        skipped[kind] = skipped.get(kind, 0) + 1
    starts = np.array([group.row for group in groups], dtype=np.int64)
    nearest = np.searchsorted(starts, indexes + offset, side="right") - 1
    lone = frozenset(row + offset for row in alone)
    return Rows(indexes + offset, groups, nearest, printed, lone, {k: n for k, n in skipped.items() if n})


def _total(row: int, texts: Mapping[int, str], layout: Layout) -> dict[str, Any]:
    place = next((column for column, text in texts.items() if _WORD.search(text)), min(texts))
    heads = {column: layout.headers.get(name, name) for name, column in layout.columns.items()}
    fields = {column: name for name, column in layout.columns.items()}
    cells = [
        {
            "column": column + 1,
            "field": fields.get(column, ""),
            "header": heads.get(column, ""),
            "text": masked(text),
        }
        for column, text in texts.items()
        if column > place
    ]
    return {"row": row, "label": masked(texts[place]), "cells": cells}
