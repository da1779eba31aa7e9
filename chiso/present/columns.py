"""How the columns of every table are headed and printed: data/columns.csv, one row per table and column, in order;
and a table as text, for slides and papers.
"""

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from chiso.core.settings import ROOT
from chiso.core.text import missing
from chiso.core.vietnamese import NONE, format_date, rounded, spelled
from chiso.figures.lateness import LONG
from chiso.words.numbers import pair
from chiso.words.officials import VERDICTS
from chiso.words.plan import REPORT_WORDS
from chiso.words.states import STATES

FILE = ROOT / "data" / "columns.csv"
NUMERIC = frozenset({"count", "number", "percent", "days"})
UNITS = {"percent": "%", "days": " ngày"}  # what stands behind the numbers of a kind


@dataclass(frozen=True)
class Column:
    """How a column is printed. label: the heads above it, the widest first, " › " between them. kind: text, count,
    number (two decimals), percent, date, day (dd/mm), days, flag; figure is a number that is in words already. width:
    pixels of a grid, elsewhere a share of the whole.

    look: `pinned` at the left, `typed` where people fill it in, or which of its values are red, one of `ALARMS`.
    """

    label: str
    kind: str = "text"
    width: int | None = None
    look: str = ""

    def number(self, value: Any) -> Decimal | None:
        """Of a column of numbers the one that is printed, of a fraction that in percent; None where nobody knows it."""
        if missing(value) or not math.isfinite(float(value)):
            return None
        if self.kind == "percent":
            return pair(value, value, rate=True).number
        return rounded(value, 2 if self.kind == "number" else 0)

    def said(self, value: Any) -> str:
        """A value as the documents write it; – for a number or a day that nobody knows."""
        if missing(value):
            return "" if self.kind in ("text", "figure") else "–"
        if self.kind == "date":
            return format_date(pd.Timestamp(value))
        if self.kind == "day":
            return f"{pd.Timestamp(value):%d/%m}"
        if self.kind in NUMERIC:
            number = self.number(value)
            return NONE if number is None else spelled(number) + UNITS.get(self.kind, "")
        return str(value)


ALARMS: Mapping[str, Callable[[Any], bool]] = {
    "above": lambda number: number > 0,
    "below": lambda number: round(number, 2) < 0,  # as it is printed
    "long": lambda days: days > LONG,
    "barred": lambda words: words == VERDICTS["over"].word,
    "sign": lambda words: words.startswith(STATES["overdue"].sign),
    "overdue": lambda words: words == REPORT_WORDS["overdue"],
}


Columns = Mapping[str, Column]  # name of a column in the frame -> how it is printed


def _tables() -> Mapping[str, Columns]:
    found: dict[str, dict[str, Column]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            width = int(row["width"]) if row["width"] else None
            column = Column(row["label"], row["kind"] or "text", width, row["look"])
            found.setdefault(row["table"], {})[row["column"]] = column
    return found


TABLES: Mapping[str, Columns] = _tables()


def of_records(kind: str, rows: pd.DataFrame) -> Columns:
    """The columns of the records behind an indicator of that kind: what was entered of a rate is a percentage, what
    was counted has no decimals."""
    listed = {name: one for name, one in TABLES["records"].items() if name in rows}
    whole = [name for name in ("numerator", "denominator") if name in listed and _is_whole(rows[name])]
    looks = dict.fromkeys(whole, "count") | (
        {"value": "percent"} if kind == "rate" and "value" in listed else {}
    )
    return listed | {name: replace(listed[name], kind=look) for name, look in looks.items()}


def _is_whole(numbers: "pd.Series[Any]") -> bool:
    known = pd.to_numeric(numbers).dropna()
    return bool((known == known.round()).all())


def no_wider(columns: Columns, most: int, beyond: int) -> Columns:
    """The same columns, none of text wider than `most` pixels; than `beyond` where it begins further right than that,
    out of the first sight of a narrow screen."""
    found, left = {}, 0
    for name, one in columns.items():
        width = one.width or 0
        if one.kind == "text":
            width = min(width, beyond if left > most else most)
        found[name] = replace(one, width=width or None)
        left += width
    return found


def written(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The rows as a spreadsheet reads them from text, under the labels: a number as it is printed, without what only
    people read, points between thousands and "ngày"; None where nobody knows it."""

    def cell(column: Column, value: Any) -> Any:
        if column.kind not in NUMERIC:
            return value
        number = column.number(value)
        is_share = number is not None and column.kind == "percent"
        return f"{number:f}%".replace(".", ",") if is_share else number

    cells = {name: [cell(column, value) for value in frame[name]] for name, column in columns.items()}
    labels = {name: column.label for name, column in columns.items()}
    return pd.DataFrame(cells, dtype=object).rename(columns=labels)


_FORM = (Column("Thông tin", width=200), Column("Chi tiết", width=800))


@dataclass(frozen=True)
class Table:
    """A table to be read on paper or on a slide, its cells as text. `alarm`: cells (row, column) in the alarm colour;
    `roles`: cells tinted by a role of the palette; `last_bold`: the last row is a total;
    `fixed`: its columns in centimetres, of a list on several slides; `beyond`: how many more rows the list has than are
    given here.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    note: str = ""
    alarm: frozenset[tuple[int, int]] = frozenset()
    roles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    last_bold: bool = False
    fixed: tuple[float, ...] = field(default=(), compare=False)
    beyond: int = 0

    @classmethod
    def of(cls, columns: Columns, rows: Iterable[Mapping[str, Any]], **more: Any) -> "Table":
        """The rows as their columns are printed; `more`: what else the table is."""
        cells = (tuple(column.said(row.get(name)) for name, column in columns.items()) for row in rows)
        return cls(tuple(columns.values()), tuple(cells), **more)

    def turned(self) -> "Table":
        """A table of one row as a form: each head beside its cell, a line each; what is not known is left out."""
        (row,) = self.rows
        known = [place for place, text in enumerate(row) if text not in ("", "–")]
        return replace(
            self,
            columns=_FORM,
            rows=tuple((self.columns[place].label, row[place]) for place in known),
            alarm=frozenset((at, 1) for at, place in enumerate(known) if (0, place) in self.alarm),
            roles={
                (at, 1): self.roles[0, place] for at, place in enumerate(known) if (0, place) in self.roles
            },
        )

    @property
    def many(self) -> int:
        """How many rows the list has."""
        return len(self.rows) + self.beyond

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.label for column in self.columns)

    def widths(self, total: float) -> list[float]:
        shares = [column.width or 100 for column in self.columns]
        return [total * share / sum(shares) for share in shares]
