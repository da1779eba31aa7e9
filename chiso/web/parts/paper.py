"""Tables as text: short ones on the screen, all of them on paper, where a grid is a picture of the rows in sight; and
how much text the cells of a grid hold."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from textwrap import shorten
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core import vietnamese
from chiso.core.text import missing, plain
from chiso.present.chart import TINTED, Chart
from chiso.present.columns import ALARMS, NUMERIC, Columns
from chiso.web.parts import sent
from chiso.web.parts.widgets import COLORS, note
from chiso.web.shell.context import kept_whole

MOST_COLUMNS = 9  # of a list on A4: the first are what it is read for
LETTER, PADDING = 7.2, 16  # pixels in a grid: a letter at the mean, what a cell keeps free
WIDER = 0.25  # of a letter: what a digit or a capital has more than the mean
MOST_LINES = 3.6  # of letters in the highest row of a grid, which has four: lines break at words
FEW_LINES = 2.5  # in the row below it, which has three
WIDE = 720  # a narrower table stands beside something else
FEW_LETTERS = 12  # of a text that stands in one line


def prepared(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """Only the declared columns, typed for the grid: dates as dates, the rest as it is."""
    shown = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for name, column in columns.items():
        if column.kind == "date":
            shown[name] = pd.to_datetime(shown[name], errors="coerce").dt.date
        elif column.kind in NUMERIC:
            shown[name] = pd.to_numeric(shown[name], errors="coerce")
        else:
            shown[name] = [line(value) for value in shown[name]]
    return shown


def letters(shown: pd.DataFrame, columns: Columns) -> dict[str, float]:
    """The columns of text whose width is declared: how many letters stand on a line of them."""
    return {
        name: (column.width - PADDING) / LETTER
        for name, column in columns.items()
        if column.kind == "text" and column.width and name in shown and shown[name].notna().any()
    }


def roomy(shown: pd.DataFrame, columns: Columns, room: int) -> Columns:
    """The columns of text wider where their texts are longer, out of the pixels across that the others leave free:
    first so that no row is of four lines, then so that as many as can stand in one. Who lacks least comes first.
    Streamlit would share those out evenly, to numbers too."""
    widths = {name: column.width for name, column in columns.items() if column.width}
    free = room - sum(widths.values())
    if len(widths) < len(columns) or sum(widths.values()) < WIDE or free <= 0:
        return columns
    longest = {
        name: _longest(shown[name]) * LETTER
        for name in letters(shown, columns)
        if columns[name].look != "pinned"
    }
    for most in (FEW_LINES, 1):
        lacks = {name: ceil(long / most + PADDING) - widths[name] for name, long in longest.items()}
        for name, lack in sorted(lacks.items(), key=lambda one: one[1]):
            given = max(0, min(lack, free))
            free -= given
            widths[name] += given
    return {name: replace(column, width=widths[name]) for name, column in columns.items()}


def lines(shown: pd.DataFrame, columns: Columns) -> float:
    """How many lines the longest text needs in its column."""
    return max((_longest(shown[name]) / most for name, most in letters(shown, columns).items()), default=0.0)


def _longest(texts: Iterable[Any]) -> float:
    """How many letters of the mean the longest text is long."""
    return max((_size(str(text)) for text in texts if not missing(text)), default=0.0)


def _size(text: str) -> float:
    return len(text) + WIDER * sum(one.isdigit() or one.isupper() for one in text)


def cut(shown: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """What has no room in the highest row ends with "…" at a word: a grid would cut its last line in two."""
    return shown.assign(**{
        name: [_shortened(text, int(of_line * MOST_LINES)) for text in shown[name]]
        for name, of_line in letters(shown, columns).items()
    })  # fmt: skip


def _shortened(text: str, most: int) -> str:
    return shorten(text, most, placeholder=" …") if len(text) > most else text


def line(value: Any) -> str:
    """A value as text in one line; – for what is missing."""
    if missing(value):
        return "–"
    if isinstance(value, date):
        return vietnamese.format_date(value)
    return vietnamese.nfc(str(value)) or "–"


def read(cells: Mapping[str, Sequence[Any]], *, badges: Collection[str] = (), alt: str) -> None:
    """A short table, head -> cells. Those of `badges` hold Markdown of ours; everything else is escaped."""
    short(kept_whole(made, cells, badges), alt)


def made(cells: Mapping[str, Sequence[Any]], badges: Collection[str] = ()) -> sent.Sent:
    """The cells of a short table as they are sent."""
    shown = {head: [str(v) if head in badges else whole(v) for v in found] for head, found in cells.items()}
    return sent.made(pd.DataFrame(shown))


def few(frame: pd.DataFrame, columns: Columns) -> sent.Sent:
    """A few rows as a short table."""
    typed = prepared(frame, columns)
    return made({
        column.label: [column.said(value) for value in (frame if column.kind == "day" else typed)[key]]
        for key, column in columns.items()
    })  # fmt: skip


def short(table: sent.Sent, alt: str) -> None:
    """A short table as it was made."""
    st.table(table.data, border="horizontal", hide_index=True, alt=alt)


def whole(value: Any) -> str:
    """Escaped; a few words ("Nghiệp vụ 1") and a number beside its unit ("9 ngày", "9 / 53") do not break in a narrow
    column; a name that begins with a month ("2024-10 Nhac_viec.xlsx") may."""
    text = plain(value)
    if len(str(value)) <= FEW_LETTERS:
        return text.replace(" ", "\u00a0")
    return re.sub(r"(?<=[0-9])(?<!-[0-9]{2}) (?=[^\W\d]|/)|(?<=/) (?=[0-9])", "\u00a0", text)


def rows(frame: pd.DataFrame, columns: Columns, alt: str) -> None:
    """The rows as text, alarms in red: a grid is a picture of the rows in sight."""
    cells = {}
    for name, column in [*columns.items()][:MOST_COLUMNS]:
        is_alarm = ALARMS.get(column.look, lambda _: False)
        words = [(whole(column.said(value)), value) for value in prepared(frame, columns)[name]]
        cells[column.label] = [
            f":red[**{text}**]" if not missing(value) and is_alarm(value) else text for text, value in words
        ]
    read(cells, badges=cells, alt=alt)
    if left := len(columns) - len(cells):
        note(f"{left} cột khác ở tệp tải về.")


def heat(chart: Chart) -> None:
    """A heat chart as text; what asks to be looked at keeps its tint."""
    cells = {chart.heads: [plain(name) for name in chart.names]}
    for series in chart.series:
        cells[series.name] = [
            f":{COLORS[role]}-background[**{whole(text)}**]" if role in TINTED else whole(text)  # type: ignore[index]
            for text, role in zip(series.texts, series.roles, strict=True)
        ]
    read(cells, badges=cells, alt=f"Bảng {chart.things} theo chỉ tiêu")
