"""What cleaning answers: typed rows, and why the other rows are not among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from chiso.core.errors import Refused


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
