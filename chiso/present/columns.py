"""How the columns of every table are headed and printed: data/columns.csv, one row per table and column, in order."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass

from chiso.core.settings import ROOT

FILE = ROOT / "data" / "columns.csv"


@dataclass(frozen=True)
class Column:
    """How a column is printed. kind: text, count, number (two decimals), percent, date, day (dd/mm), days."""

    label: str
    kind: str = "text"
    width: int | None = None
    pinned: bool = False


Columns = Mapping[str, Column]  # name of a column in the frame -> how it is printed


def _tables() -> Mapping[str, Columns]:
    found: dict[str, dict[str, Column]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            width = int(row["width"]) if row["width"] else None
            column = Column(row["label"], row["kind"] or "text", width, bool(row["pinned"]))
            found.setdefault(row["table"], {})[row["column"]] = column
    return found


TABLES: Mapping[str, Columns] = _tables()
