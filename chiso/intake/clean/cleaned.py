"""A sheet while it is being cleaned (`Work`), and what comes of it (`Cleaned`): typed rows, and rejects."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import masking
from chiso.core import vietnamese as vi
from chiso.core.errors import Refused
from chiso.intake.clean.rows import Rows
from chiso.intake.clean.values import Column, Mask
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

ROW_COUNTS = ("rows_read", "rows_loaded", "rows_rejected", "rows_skipped")  # of `Cleaned`, as in the contract
HIDDEN = "(đã ẩn)"
# What is neither a word of a list nor a date, but a citizen's address or number that slipped into its column.
_CITIZENS = re.compile(r"\S@\S|(?<!\d)\d(?:[ .-]?\d){8,11}(?!\d)")


@dataclass(frozen=True)
class Reject:
    """One cell (or whole row) for which a row was rejected. `row` is Excel's number, `column` the field's name; `told`:
    field and text of what the row has without a cell of its own, from a group row or the title."""

    sheet: str
    row: int
    column: str
    header: str
    value: str
    code: str
    message: str
    record_key: str | None = None
    told: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's fields of a reject."""
        return {name: value for name, value in vars(self).items() if name not in ("record_key", "told")}


@dataclass
class Cleaned:
    """A sheet as typed rows.

    `table`: row_no, record_key, then the dataset's columns of queries/tables/03_records.sql. `fields`: those whose
    column the file has. `skipped`: kind of row -> rows. `printed`: what the sheet itself says: totals [{row, label,
    cells}], groups [{row, text, count}], rates [{row, record_key, text, value, numerator, denominator}], row_count
    (the grand total where it is one number). `asked`: cells that somebody may put right although their rows go in.
    `owners`: the other agencies that the home keeps (codes) of which lines were left out.
    """

    dataset: str
    table: pa.Table
    fields: list[str]
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    rows_rejected: int = 0
    printed: dict[str, Any] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    asked: list[Reject] = field(default_factory=list)
    owners: frozenset[str] = frozenset()

    @property
    def rows_loaded(self) -> int:
        return len(self.table)

    @property
    def rows_read(self) -> int:
        return self.rows_loaded + self.rows_rejected

    @property
    def rows_skipped(self) -> int:
        """Rows that are no records."""
        return sum(self.skipped.values())

    @property
    def unit_spellings(self) -> list[str]:
        """The names of units in its rows, in Vietnamese order."""
        if "unit_text" not in self.table.column_names:
            return []
        return sorted(filter(None, pc.unique(self.table["unit_text"]).to_pylist()), key=vi.sort_key)


class OfOthers(Refused):
    """All rows are of other agencies; `owners`: of these, as in `Cleaned`."""

    def __init__(self, message: str, owners: frozenset[str]) -> None:
        super().__init__("no_rows", message)
        self.owners = owners


class TooManyRejects(Refused):
    """More than half of the rows cannot be read: the file is probably not what it seems. `cleaned` shows why."""

    def __init__(self, message: str, cleaned: Cleaned) -> None:
        super().__init__("too_many_rejects", message)
        self.cleaned = cleaned


@dataclass
class Work:
    """A sheet on its way: typed columns of its data rows, and what was found wrong so far. `headers`: field -> printed
    header, of each row of a wide table. `left_out`: which data rows are of another agency; `owners` as in `Cleaned`.
    `ends`: the data row from which on they are of a further table; `kinds`: of each indicator of the catalogue."""

    sheet: Sheet
    layout: Layout
    dataset: Dataset
    as_of: date | None
    rows: Rows
    row_no: npt.NDArray[np.int64]
    headers: Sequence[Mapping[str, str]] = ()
    columns: dict[str, Column] = field(default_factory=dict)
    found: list[tuple[int, Reject]] = field(default_factory=list)  # of the data row with that index
    asked: list[tuple[int, Reject]] = field(default_factory=list)  # likewise, of rows that go in all the same
    warnings: list[tuple[str, str]] = field(default_factory=list)
    printed: dict[str, Any] = field(default_factory=dict)
    left_out: Mask = field(init=False)
    owners: frozenset[str] = frozenset()
    ends: int | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left_out = np.zeros(len(self), dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.row_no)

    def header(self, name: str, index: int | None = None) -> str:
        """The header as printed (in a wide table above the cell of the data row `index`), the declared label where the
        field has no column."""
        known = self.dataset.by_name.get(name)
        own = self.headers[index].get(name) if self.headers and index is not None else None
        return own or self.layout.headers.get(name) or (known.label if known else name)

    def text(self, index: int, name: str) -> str:
        """A cell as it was read; "" where there is none."""
        column = self.columns.get(name)
        return vi.nfc((column.texts[index].as_py() if column is not None else None) or "")

    def reject(self, index: int, name: str, code: str, message: str) -> None:
        """Notes a fault of the data row `index`; the row will not be loaded."""
        text = self.text(index, name)
        shown = self.shown(index, name, text)
        message = message.replace(text, shown) if text else message
        self.found.append((index, self._fault(index, name, shown[:500], code, message)))

    def ask(self, index: int, name: str, part: str, code: str, message: str) -> None:
        """Warns of a `part` of a cell that somebody may put right; the row goes in."""
        self.asked.append((index, self._fault(index, name, part, code, message)))
        self.warn(code, message)

    def _fault(self, index: int, name: str, value: str, code: str, message: str) -> Reject:
        header = self.header(name, index) if name else ""
        return Reject(self.sheet.name, int(self.row_no[index]), name, header, value, code, message)

    def shown(self, index: int, name: str, text: str) -> str:
        """A faulty cell as it may be repeated: where the row's cells have slipped, it may be a citizen's."""
        known = self.dataset.by_name.get(name)
        if not text:
            return text
        if int(self.row_no[index]) in self._slipped:
            return HIDDEN
        is_wordlike = known is not None and known.kind in ("choice", "flag", "date", "datetime", "month")
        if is_wordlike and _CITIZENS.search(text):
            return HIDDEN
        return text if known is not None and known.kind == "id" else masking.masked(text)

    @cached_property
    def _slipped(self) -> frozenset[int]:
        """Rows of a text file with more or fewer cells than the header."""
        return frozenset(row for row, _, _ in self.sheet.ragged)

    def rename_units(self, named: Callable[[str], str]) -> None:
        """The units by other names; where they are part of a record's key they stay as they are printed, or the record
        would be another one than the file before made."""
        column = self.columns.get("unit")
        if column is None or "unit" in self.dataset.key:
            return
        coded = column.values.dictionary_encode()
        printed = coded.dictionary.to_pylist()
        names = [named(text) for text in printed]
        if names != printed:
            column.values = pa.array(names, pa.string()).take(coded.indices)

    def warn(self, code: str, message: str) -> None:
        self.warnings.append((code, message))

    def rejected(self) -> Mask:
        """Which data rows have a fault."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[[index for index, _ in self.found]] = True
        return mask
