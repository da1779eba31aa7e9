"""Reference tables to fill in: what is shown of a table is declared, its columns follow from the table's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import ChisoError, Refused
from chiso.core.vietnamese import fold, format_number, parse_number
from chiso.reference.changes import TABLES, Edit, Row
from chiso.reference.changes.tables import Column, Names
from chiso.web.admin import parts
from chiso.web.parts.editing import Edited, editor, fingerprint
from chiso.web.shell.context import Context
from chiso.web.shell.problems import show_error

DAYS: Mapping[str, Any] = {
    "format": "DD/MM/YYYY",
    "min_value": date(2000, 1, 1),
    "max_value": date(2045, 12, 31),
}


@dataclass(frozen=True)
class Grid:
    """A table as it is filled in: columns with their widths, in order; other labels, first values and choices."""

    table: str
    widths: Mapping[str, int]
    labels: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def label(self, column: Column) -> str:
        """How the column is headed."""
        return self.labels.get(column.name, column.label)


def draw(here: Context, grid: Grid, current: Sequence[Row], title: str, **fixed: Any) -> None:
    """The rows to fill in, add and take out; every saved row gets the `fixed` values, a year for instance."""
    table, names = TABLES[grid.table], _names(here)
    columns = [table.column(name) for name in grid.widths]
    shown = pd.DataFrame(
        [{column.name: _shown(names, grid, column, row) for column in columns} for row in current],
        columns=list(grid.widths),
        dtype=object,
    )

    def save(edited: Edited) -> bool:
        try:
            edits = edits_of(grid, names, current, shown, edited)
        except ChisoError as error:
            show_error(error)
            return False
        edits = [Edit(one.table, one.before, one.after and {**one.after, **fixed}) for one in edits]
        return parts.save(here, edits, title)

    config = {column.name: _config(grid, column, names) for column in columns}
    key = f"bang_{grid.table}{''.join(f'_{value}' for value in fixed.values())}"
    editor(shown, config, save, key=f"{key}|{here.agency}|{fingerprint(current)}", is_open=True)


def _names(here: Context) -> Names:
    catalogue = parts.rows(here, "indicators")
    return Names(
        indicators={row["indicator"]: row["name"] for row in catalogue},
        rates=frozenset(row["indicator"] for row in catalogue if row["kind"] == "rate"),
    )


def _shown(names: Names, grid: Grid, column: Column, row: Row) -> Any:
    """A cell: words for codes, percent for rates."""
    value = row[column.name]
    return value if value is None or column.kind == "date" else names.say(TABLES[grid.table], column, row)


def _config(grid: Grid, column: Column, names: Names) -> Any:
    look: dict[str, Any] = {
        "label": grid.label(column),
        "width": grid.widths[column.name],
        "required": column.required and column.name not in grid.defaults,
    }
    if column.kind == "date":
        return st.column_config.DateColumn(**look, **DAYS)
    choices = list(grid.choices.get(column.name) or column.words.values())
    if column.name == "indicator":
        choices = list(names.indicators.values())
    if choices:
        return st.column_config.SelectboxColumn(
            **look, options=choices, default=grid.defaults.get(column.name)
        )
    return st.column_config.TextColumn(**look, max_chars=500)


def edits_of(
    grid: Grid, names: Names, current: Sequence[Row], shown: pd.DataFrame, edited: Edited
) -> list[Edit]:
    """What was typed as edits of rows. Refused where it cannot be read."""
    edits = [Edit(grid.table, current[place], None) for place in sorted(edited.removed)]
    for place, cells in edited.changed.items():
        if place not in edited.removed:
            before = {str(name): value for name, value in shown.iloc[place].to_dict().items()}
            after = _row(grid, names, {**before, **cells})
            edits.append(Edit(grid.table, current[place], {**current[place], **after}))
    new = [cells for cells in edited.added if any(value not in (None, "") for value in cells.values())]
    return edits + [Edit(grid.table, None, _row(grid, names, cells)) for cells in new]


def _row(grid: Grid, names: Names, cells: Mapping[str, Any]) -> Row:
    """A row out of cells: names become codes, amounts numbers."""
    found: Row = {name: cells.get(name) or grid.defaults.get(name) for name in grid.widths}
    subject = next((str(value) for value in found.values() if value), "Dòng mới")
    if "indicator" in found:
        codes = {fold(name): code for code, name in names.indicators.items()}
        found["indicator"] = codes.get(fold(str(found["indicator"] or "")), found["indicator"])
    for name in grid.widths:
        column = TABLES[grid.table].column(name)
        if column.kind == "real":
            is_rate = name == "weight" or (name != "points" and found.get("indicator") in names.rates)
            found[name] = read_amount(cells.get(name), rate=is_rate, what=f"{subject}, {grid.label(column)}")
    return found


def read_amount(text: Any, *, rate: bool, what: str) -> float | None:
    """The value that was typed: a rate in percent, with or without its sign; Refused for what is no number.

    "0,55" for a rate is refused: it may mean 0.55% or 55%.
    """
    typed = "" if text is None or text != text else str(text).strip()
    if not typed:
        return None
    number = parse_number(typed.rstrip("% "), ",")
    if number is None:
        raise Refused("bad_change", f"{what}: “{typed}” không phải là số. Hãy ghi như 55% hoặc 80.")
    if not rate and typed.endswith("%"):
        raise Refused("bad_change", f"{what} không phải là tỷ lệ. Hãy ghi số, không có dấu %.")
    if rate and 0 < number < 1 and not typed.endswith("%"):
        percent = format_number(number * 100)
        raise Refused(
            "bad_change",
            f"{what}: “{typed}” chưa rõ. Nếu là {percent}% hãy ghi {percent}%; "
            f"nếu đúng là {typed}% hãy ghi thêm dấu %.",
        )
    return round(number / 100, 12) if rate else number
