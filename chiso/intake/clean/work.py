"""A recognised sheet while it is being cleaned: its typed columns and what was found wrong so far."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from chiso.core import vietnamese as vi
from chiso.intake.clean.rows import Rows
from chiso.intake.clean.values import Column, Mask
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

HIDDEN = "(đã ẩn)"
# What is neither a word of a list nor a date, but a citizen's address or number that slipped into its column.
_CITIZENS = re.compile(r"\S@\S|(?<!\d)\d(?:[ .-]?\d){8,11}(?!\d)")


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
