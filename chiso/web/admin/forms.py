"""Reference data to fill in: the fields of a form, a table as a grid; saved as edits, said, and looked at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, format_number, parse_number
from chiso.present.columns import Columns
from chiso.reference import changes
from chiso.reference.changes import TABLES, Edit, Row
from chiso.reference.changes.tables import Column, Names
from chiso.web.parts import holding, loading, widgets
from chiso.web.parts.editing import Edited, editor, fingerprint, saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

DAYS: Mapping[str, Any] = {
    "format": "DD/MM/YYYY",
    "min_value": date(2000, 1, 1),
    "max_value": date(2045, 12, 31),
}


def rows(here: Context, table: str) -> list[Row]:
    """A reference table, cached by the data version."""
    found: list[Row] = loading.ask(here, changes.rows, agency=here.agency, table=table)
    return found


def apply(here: Context, edits: Sequence[Edit], title: str) -> str:
    """Saves the edits; what is to be said then."""
    batch = changes.apply(here.store, here.actor, here.agency, edits, title=title)
    return f"Đã lưu: {title}." if batch is not None else "Không có gì thay đổi."


def keep(here: Context, edits: Sequence[Edit], title: str, *anew: str) -> None:
    """Saves and looks again, the forms `anew` empty; or says why not."""
    with explained():
        saved(apply(here, edits, title), *anew)


# --- forms ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Field:
    """One field of a form. kind: text, area, date, or one of `options` (code -> words)."""

    name: str
    label: str
    kind: str = "text"
    most: int = 200
    options: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def fields(asked: Iterable[Field], row: Mapping[str, Any], key: str) -> Row:
    """The widgets of a row, one below the other, and what they hold."""
    return {one.name: _field(one, row.get(one.name), f"{one.name}|{key}") for one in asked}


def _field(one: Field, now: Any, key: str) -> Any:
    if one.kind == "date":
        return st.date_input(one.label, now, key=key, **DAYS)
    if one.kind == "choice":
        return widgets.pick(one.label, one.options, key=key, now=now, **one.more)
    draw = st.text_area if one.kind == "area" else st.text_input
    return draw(one.label, now or "", key=key, max_chars=one.most, **one.more)


# --- grids ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grid:
    """A reference table as it is filled in: the columns shown, first values and choices.

    A column of `shown` without a label has that of the table.
    """

    table: str
    shown: Columns
    defaults: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def columns(self) -> list[Column]:
        """The columns of the table that are shown."""
        return [TABLES[self.table].column(name) for name in self.shown]

    def label(self, column: Column) -> str:
        """How the column is headed."""
        return self.shown[column.name].label or column.label


def grid(here: Context, grid: Grid, current: Sequence[Row], title: str, **fixed: Any) -> None:
    """The rows to fill in, add and take out; every saved row gets the `fixed` values, a year for instance."""
    names = loading.ask(here, changes.names, agency=here.agency)
    key = f"bang_{grid.table}{''.join(f'_{value}' for value in fixed.values())}|{here.agency}"
    current = holding.begun(key, current)
    shown = pd.DataFrame(
        [{column.name: _shown(names, column, row) for column in grid.columns} for row in current],
        columns=list(grid.shown),
        dtype=object,
    )

    def save(edited: Edited) -> str:
        edits = edits_of(grid, names, current, shown, edited)
        edits = [Edit(one.table, one.before, one.after and {**one.after, **fixed}) for one in edits]
        return apply(here, edits, title)

    config = {column.name: _config(grid, column, names) for column in grid.columns}
    editor(shown, config, save, key=f"{key}|{fingerprint(current)}", is_open=True)


def _shown(names: Names, column: Column, row: Row) -> Any:
    """A cell: words for codes, percent for rates."""
    value = row[column.name]
    return value if value is None or column.kind == "date" else names.say(column, row)


def _config(grid: Grid, column: Column, names: Names) -> Any:
    look: dict[str, Any] = {
        "label": grid.label(column),
        "width": grid.shown[column.name].width,
        "required": column.required and column.name not in grid.defaults,
    }
    if column.kind == "date":
        return st.column_config.DateColumn(**look, **DAYS)
    choices = grid.choices.get(column.name) or list(column.words.values())
    if column.name == "indicator":
        choices = list(names.indicators.values())
    if choices:
        first = grid.defaults.get(column.name)
        return st.column_config.SelectboxColumn(**look, options=choices, default=first)
    return st.column_config.TextColumn(**look, max_chars=500)


def edits_of(
    grid: Grid, names: Names, current: Sequence[Row], shown: pd.DataFrame, edited: Edited
) -> list[Edit]:
    """What was typed as edits of rows. Refused where it cannot be read."""
    edits = [Edit(grid.table, current[place], None) for place in sorted(edited.removed)]
    for place, cells in edited.changed.items():
        if place not in edited.removed:
            after = _row(grid, names, {**shown.iloc[place].to_dict(), **cells})
            edits.append(Edit(grid.table, current[place], {**current[place], **after}))
    new = [cells for cells in edited.added if any(value not in (None, "") for value in cells.values())]
    return edits + [Edit(grid.table, None, _row(grid, names, cells)) for cells in new]


def _row(grid: Grid, names: Names, cells: Mapping[Any, Any]) -> Row:
    """A row out of cells: names become codes, amounts numbers."""
    found: Row = {name: cells.get(name) or grid.defaults.get(name) for name in grid.shown}
    subject = next((str(value) for value in found.values() if value), "Dòng mới")
    if "indicator" in found:
        codes = {fold(name): code for code, name in names.indicators.items()}
        found["indicator"] = codes.get(fold(str(found["indicator"] or "")), found["indicator"])
    for column in grid.columns:
        name = column.name
        if column.kind == "real":
            is_rate, what = names.is_share(column, found), f"{subject}, {grid.label(column)}"
            found[name] = read_amount(cells.get(name), rate=is_rate, what=what)
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
