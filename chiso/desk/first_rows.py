"""The first rows of a previewed file: as they were found and as they are understood, row for row."""

from datetime import date, datetime, time
from typing import Any

import pandas as pd

from chiso.core import vietnamese
from chiso.intake.commit.stages import CleanedFile
from chiso.intake.datasets import DATASETS, Field, columns_of

_LINE = "Dòng"


def found(looked: CleanedFile) -> pd.DataFrame:
    """Header and first rows as they stand in the file: Excel's row number, then Excel's column letters."""
    rows = [(row, *texts) for row, texts in looked.shown.rows]
    return pd.DataFrame(rows, columns=[_LINE, *looked.shown.columns])


def understood(looked: CleanedFile) -> pd.DataFrame:
    """The same rows as typed records, one column per field of the file, printed as people write them."""
    cleaned = looked.cleaned
    known = DATASETS[cleaned.dataset].by_name
    head = cleaned.table.slice(0, max(len(looked.shown.rows), 1))
    shown = {row for row, _ in looked.shown.rows}
    rows = [row for row in head.to_pylist() if row["row_no"] in shown]
    fields = [(columns_of(name)[0], known[name]) for name in cleaned.fields]
    return pd.DataFrame(
        [[row["row_no"], *(printed(row[column], field) for column, field in fields)] for row in rows],
        columns=[_LINE, *(field.label for _, field in fields)],
    )


def printed(value: Any, field: Field | None) -> str:
    """A typed value as people write it: 30/11/2024, Có, Trực tuyến, 14.697; "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        day = vietnamese.format_date(value.date())
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%m/%Y}" if field and field.kind == "month" else vietnamese.format_date(value)
    if field and field.choices:
        return field.words.get(str(value), str(value))
    if isinstance(value, int | float):
        if field and field.kind == "year":
            return str(int(value))
        is_percent = field and field.kind == "percent"
        return vietnamese.format_percent(value) if is_percent else vietnamese.format_number(value)
    return str(value)


def field_of(dataset: str | None, column: str) -> Field | None:
    """The field behind a table column: unit_text belongs to `unit`."""
    known = DATASETS.get(dataset or "")
    return known.by_name.get(known.columns.get(column, column)) if known else None


def label_of(dataset: str | None, column: str) -> str:
    """What a table column is called by people."""
    field = field_of(dataset, column)
    return field.label if field else column
