"""A sheet while it is being cleaned (`Work`), and what comes of it (`Cleaned`): typed rows, and rejects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.core.errors import Refused
from chiso.intake.clean.rows import Rows
from chiso.intake.clean.values import Column, Mask
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

HIDDEN = "(đã ẩn)"
# What is neither a word of a list nor a date, but a citizen's address or number that slipped into its column.
_CITIZENS = re.compile(r"\S@\S|(?<!\d)\d(?:[ .-]?\d){8,11}(?!\d)")


@dataclass(frozen=True)
class Reject:
    """One cell (or whole row) for which a row was rejected. `row` is Excel's number, `column` the field's name."""

    sheet: str
    row: int
    column: str
    header: str
    value: str
    code: str
    message: str
    record_key: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's fields of a reject."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "header": self.header,
            "value": self.value,
            "code": self.code,
            "message": self.message,
        }


@dataclass
class Cleaned:
    """A sheet as typed rows.

    `table`: row_no, record_key, then the dataset's columns of queries/tables/03_records.sql. `fields`: those whose
    column the file has. `skipped`: kind of row -> rows, summing up to rows_skipped. `printed`: what the sheet itself
    says: totals [{row, label, cells}], groups [{row, text, count}], rates [{row, record_key, text, value, numerator,
    denominator}], row_count (the grand total where it is one number).
    """

    dataset: str
    table: pa.Table
    fields: list[str]
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    unknown_columns: list[str] = field(default_factory=list)
    unit_spellings: list[str] = field(default_factory=list)
    printed: dict[str, Any] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)


class TooManyRejects(Refused):
    """More than half of the rows cannot be read: the file is probably not what it seems. `cleaned` shows why."""

    def __init__(self, message: str, cleaned: Cleaned) -> None:
        super().__init__("too_many_rejects", message)
        self.cleaned = cleaned


@dataclass
class Work:
    """A sheet on its way: typed columns of its data rows, and what was found wrong so far."""

    sheet: Sheet
    layout: Layout
    dataset: Dataset
    as_of: date | None
    rows: Rows
    row_no: npt.NDArray[np.int64]
    columns: dict[str, Column] = field(default_factory=dict)
    found: list[tuple[int, str, str, str, str]] = field(
        default_factory=list
    )  # row, field, value, code, message
    warnings: list[tuple[str, str]] = field(default_factory=list)
    printed: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row_no)

    def header(self, name: str) -> str:
        """The header as printed, the declared label where the field has no column."""
        known = self.dataset.by_name.get(name)
        return self.layout.headers.get(name) or (known.label if known else name)

    def reject(self, index: int, name: str, code: str, message: str) -> None:
        """Notes a fault of the data row `index`; the row will not be loaded."""
        column = self.columns.get(name)
        text = vi.nfc((column.texts[index].as_py() if column is not None else None) or "")
        shown = self.shown(index, name, text)
        self.found.append((index, name, shown[:500], code, message.replace(text, shown) if text else message))

    def shown(self, index: int, name: str, text: str) -> str:
        """A faulty cell as it may be repeated: where the row's cells have slipped, it may be a citizen's."""
        known = self.dataset.by_name.get(name)
        if not text:
            return text
        if int(self.row_no[index]) in self._slipped:
            return HIDDEN
        is_wordlike = known is not None and known.kind in ("choice", "flag", "date", "datetime", "month")
        return HIDDEN if is_wordlike and _CITIZENS.search(text) else text

    @cached_property
    def _slipped(self) -> frozenset[int]:
        """Rows of a text file with more or fewer cells than the header."""
        return frozenset(row for row, _, _ in self.sheet.ragged)

    def warn(self, code: str, message: str) -> None:
        self.warnings.append((code, message))

    def rejected(self) -> Mask:
        """Which data rows have a fault."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[[index for index, *_ in self.found]] = True
        return mask
