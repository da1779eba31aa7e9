"""Rows of Biểu II.06a that repeat others: of a level of government ("I. Cấp tỉnh") above its fields, or the procedures
below a field. Read beside each other they would count every dossier twice."""

import re
from collections.abc import Mapping

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
# "Cấp tỉnh", "TTHC thuộc thẩm quyền giải quyết của UBND tỉnh", "Thủ tục hành chính cấp xã"; not "Cấp phép"
_LEVEL = re.compile(
    r"(?:cac )?(?:(?:tthc|thu tuc(?: hanh chinh)?|linh vuc(?: cong viec)?) )?"
    r"(?:(?:thuoc )?tham quyen (?:giai quyet )?(?:cua|cap) "
    r"|(?:giai quyet )?(?:(?:cua|o|tai) )?(?:cap|ubnd|uy ban nhan dan)(?: cap)? (?:tinh|huyen|xa|so)\b)"
)


def repeated(table: pa.Table, layout: Layout, rows: npt.NDArray[np.int64]) -> list[int]:
    """Those of the rows that repeat others; none where one is not the sum of what stands directly below it."""
    if layout.dataset != _DATASET or layout.stt_column is None:
        return []
    cells = cells_of(table, rows)
    depth = {row: _depth(said.get(layout.stt_column, "")) for row, said in cells.items()}
    if len({*depth.values()}) <= 1:
        return []
    top = min(depth.values())
    parts = _directly_below(depth)
    counted = [layout.columns[name] for name in _SUMMED if name in layout.columns]
    said = {row: [parse_number(cells[row].get(column, "")) or 0 for column in counted] for row in depth}
    for row, below in parts.items():
        if below and said[row] != [
            sum(numbers) for numbers in zip(*(said[one] for one in below), strict=True)
        ]:
            return []
    highest = [row for row in depth if depth[row] == top]
    if all(_LEVEL.match(fold(cells[row].get(layout.columns["field"], ""))) for row in highest):
        lower = np.array([row for row in depth if depth[row] != top], dtype=np.int64)
        told = [row for row in highest if parts[row] or not any(said[row])]
        return [*told, *repeated(table, layout, lower)]
    return [row for row in depth if depth[row] != top]


def _depth(number: str) -> int:
    found = (depth for depth, form in enumerate(_DEPTHS) if form.fullmatch(number))
    return next(found, len(_DEPTHS))


def _directly_below(depth: Mapping[int, int]) -> dict[int, list[int]]:
    """row -> the next rows of a lower kind, those of the kind with which they begin."""
    found: dict[int, list[int]] = {}
    above: list[int] = []
    for row in depth:
        while above and depth[above[-1]] >= depth[row]:
            above.pop()
        found[row] = []
        begun = found[above[-1]] if above else []
        if not begun or depth[begun[0]] == depth[row]:
            begun.append(row)
        above.append(row)
    return found
