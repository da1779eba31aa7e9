"""A recognised sheet while it is being cleaned: its typed columns and what was found wrong so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from chiso import vietnamese as vi
from chiso.intake.datasets.shape import Dataset
from chiso.intake.layout_types import Layout
from chiso.intake.readers.sheets import Sheet
from chiso.intake.rows import Rows
from chiso.intake.values import Column, Mask


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
        text = column.texts[index].as_py() if column is not None else None
        self.found.append((index, name, vi.nfc(text or "")[:500], code, message))

    def warn(self, code: str, message: str) -> None:
        self.warnings.append((code, message))

    def rejected(self) -> Mask:
        """Which data rows have a fault."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[[index for index, *_ in self.found]] = True
        return mask
