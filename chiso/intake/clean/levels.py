"""Rows of Biểu II.06a that repeat others: of a level of government ("I. Cấp tỉnh") above its fields, or the procedures
below a field. Read beside each other they would count every dossier twice."""

import re
from collections.abc import Mapping
from itertools import takewhile

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.clean.shown import cells_of
from chiso.intake.recognise.layout import Layout

_DATASET = "field_report"
_SUMMED = ("received_total", "resolved_total", "open_total")
# How rows are numbered, from above: II or A, 3, 3.1
_DEPTHS = [re.compile(rf"{number}[.)]?") for number in (r"(?:[IVXLC]+|[A-ZĐ])", r"\d+", r"\d+(?:\.\d+)+")]
# "Cấp tỉnh", "TTHC thuộc thẩm quyền giải quyết của cấp xã"; not "Cấp phép"
_LEVEL = re.compile(
    r"(?:tthc |thu tuc )?(?:thuoc )?(?:tham quyen )?(?:giai quyet )?(?:cua )?cap (?:tinh|huyen|xa|so)\b"
)

Cells = Mapping[int, str]


def repeated(table: pa.Table, layout: Layout, rows: npt.NDArray[np.int64]) -> list[int]:
    """Those of the rows that repeat others; none where one is not the sum of what stands directly below it."""
    if layout.dataset != _DATASET or layout.stt_column is None:
        return []
    cells = cells_of(table, rows)
    depth = {row: _depth(said.get(layout.stt_column, "")) for row, said in cells.items()}
    top = min(depth.values(), default=None)
    parts = {row: _directly_below(row, depth) for row in depth}
    counted = [layout.columns[name] for name in _SUMMED if name in layout.columns]
    sums = {row: [_sum(cells, [row], column) for column in counted] for row in depth}
    for row, below in parts.items():
        if below and sums[row] != [_sum(cells, below, column) for column in counted]:
            return []
    highest = [row for row in depth if depth[row] == top]
    if all(_LEVEL.match(fold(cells[row].get(layout.columns["field"], ""))) for row in highest):
        lower = np.array([row for row in depth if depth[row] != top], dtype=np.int64)
        said = [row for row in highest if parts[row] or not any(sums[row])]
        return [*said, *repeated(table, layout, lower)] if len(lower) else []
    return [row for row in depth if depth[row] != top]


def _depth(number: str) -> int:
    found = (depth for depth, form in enumerate(_DEPTHS) if form.fullmatch(number))
    return next(found, len(_DEPTHS))


def _directly_below(row: int, depth: Mapping[int, int]) -> list[int]:
    below = [*takewhile(lambda other: depth[other] > depth[row], (other for other in depth if other > row))]
    return [other for other in below if depth[other] == depth[below[0]]]


def _sum(cells: Mapping[int, Cells], rows: list[int], column: int) -> float:
    return sum(parse_number(cells[row].get(column, "")) or 0 for row in rows)
