"""Which rows sum up others: they would be counted once more."""

import re
from collections.abc import Callable, Collection, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.intake.clean.headings import numbering
from chiso.intake.clean.shown import Mask
from chiso.intake.recognise import sums
from chiso.intake.recognise.index_names import is_summary
from chiso.intake.recognise.layout import Layout

# What the rows of numbers are of: the same of all of them is no further one.
_NAMED = {
    "service_index": ("component",),
    "criteria": ("name",),
    "field_report": ("field",),
    "measurements": ("indicator", "unit"),
    "unit_scores": ("unit",),
    "index_scores": ("place",),
}


OF_AGENCY = "whole_by_total"  # the warning
_OVERALL = re.compile(r"(?:danh gia|(?:muc do|ty le|chi so) [a-z ]+) chung")


def begin(table: pa.Table, filled: Mask, wanted: Mask, dataset: str) -> Mask:
    """Which of the wanted rows have "Tổng cộng" in their first filled cell."""
    out = np.zeros(len(wanted), dtype=np.bool_)
    rows = np.flatnonzero(wanted & filled.any(axis=1))
    first = filled[rows].argmax(axis=1) if len(rows) else rows
    for column in np.unique(first):
        here = rows[first == column]
        texts = table.column(int(column)).take(pa.array(here)).to_pylist()
        out[here] = [sums_up(text, dataset) for text in texts]
    return out


def named(table: pa.Table, layout: Layout, is_one: bool) -> Mask:
    """Which rows of numbers are called "Tổng điểm", of units and places "Bình quân" too, behind a month or a number
    as well: they would be counted once more. Of the parts of one figure no column need be known that names them."""
    columns = [
        (field, table.column(layout.columns[field]))
        for field in _NAMED.get(layout.dataset, ())
        if field in layout.columns
    ]
    if is_one:
        columns += [("", column) for column in table.columns]
    found = np.zeros(table.num_rows, dtype=np.bool_)
    for of, names in columns:
        of_all = [name for name in names.drop_null().unique().to_pylist() if _is_of_all(name, of)]
        found |= np.asarray(pc.is_in(names, value_set=pa.array(of_all, pa.string())), dtype=np.bool_)
    return found


def _is_of_all(name: str, field: str) -> bool:
    if not field and _OVERALL.fullmatch(vi.fold(name)):
        return True  # in a list of figures it is one of them
    return sums.is_all(vi.fold(name)) or (field in ("unit", "place") and is_summary(name))


def of_agency(rows: Mapping[int, Collection[str]], has_parts: bool) -> tuple[set[int], bool]:
    """Which rows (their texts) beside those of units are the whole agency's, whose figure is reported as theirs are:
    "Toàn Sở"; else the only "Tổng cộng", but where the rows have parts that could be added up or say each of what they
    are (`has_parts`). And whether it is that."""

    def called(is_it: Callable[[str], bool]) -> set[int]:
        return {row for row, texts in rows.items() if any(is_it(vi.fold(text)) for text in texts)}

    if (found := called(sums.is_whole_agency)) or has_parts:
        return found, False
    found = called(sums.is_all)
    return (found, True) if len(found) == 1 else (set(), False)


def told(row_no: int) -> tuple[str, str]:
    """That the row of the sum is the whole agency's."""
    message = f"Dòng {row_no} (tổng) được đọc là số của cả cơ quan: tỷ lệ của các đơn vị không cộng lại được."
    return (OF_AGENCY, message)


def sums_up(text: str | None, dataset: str) -> bool:
    """Whether a row of a dataset that begins with this text sums up others."""
    return bool(text and sums.is_row(vi.fold(numbering(vi.nfc(text))[1]), dataset))
