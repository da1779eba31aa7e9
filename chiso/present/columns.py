"""How the columns of every table are headed and printed: data/columns.csv, one row per table and column, in order."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chiso.core.settings import ROOT
from chiso.figures.lateness import LONG, OFFICIAL_BAR
from chiso.words.plan import REPORT_WORDS
from chiso.words.states import STATES

FILE = ROOT / "data" / "columns.csv"


@dataclass(frozen=True)
class Column:
    """How a column is printed. kind: text, count, number (two decimals), percent, date, day (dd/mm), days, flag.

    look: `pinned` at the left, `typed` where people fill it in, or which of its values are red, one of `ALARMS`.
    """

    label: str
    kind: str = "text"
    width: int | None = None
    look: str = ""


ALARMS: Mapping[str, Callable[[Any], bool]] = {
    "above": lambda number: number > 0,
    "below": lambda number: number < 0,
    "long": lambda days: days > LONG,
    "bar": lambda rate: rate >= OFFICIAL_BAR,
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
