"""What units and officials have in hand and how long procedures take; every number opens its rows, by a click or by the
lists beside the table, and stands in the address."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.figures import caseload
from chiso.figures.values import NO_OFFICIAL
from chiso.present.chart import records
from chiso.present.columns import TABLES, Column
from chiso.present.pictures import handling as pictures
from chiso.reference.unit_tree import Units
from chiso.web.parts import loading, opening, paging, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto, kept_whole
from chiso.words import overdue, rooms
from chiso.words import workload as words

PART, OFFICIAL, PROCEDURE, TOOK = "viec", "cong_chuc", "thu_tuc", "so_ngay"  # in the address
_EVERYBODY, _NOBODY = "tat-ca", "chua-ro"


def units(here: Context) -> None:
    """The units of an agency; a number opens the unit's page with its rows."""
    found = loading.ask(here, figures.workload, here.asked)
    if found.empty:
        return
    _, is_whole = loading.ask(here, caseload.pace_since, here.asked)
    tree = loading.ask(here, figures.units, agency=here.agency)
    rows = kept_whole(_by_unit, found, is_whole, tree)
    with widgets.card(_headline(here, rows), words.NOTE):

        def opened(row: dict[str, Any], part: str) -> None:
            if row["key"]:
                goto("don-vi", unit=row["key"], **{PART: part})
            else:
                goto("qua-han", loai="dossiers", qua_han_dossiers=rooms.LEFT)

        _table(here, rows, "Đơn vị", opened)
        if not view.is_printed():

            def chosen(cell: str) -> None:
                place, _, part = cell.partition("|")
                row: Any = rows.iloc[int(place)].to_dict()
                opened(row, part)

            key = plots.selection_key(here, "chon_khoi_luong")
            widgets.to_open("Chọn một số", kept_whole(_cells, rows), chosen, key=key)
    procedures(here, None)


def _by_unit(found: pd.DataFrame, is_whole: bool, tree: Units) -> pd.DataFrame:
    return words.units(caseload.by_department(found, is_whole), tree)


def _by_official(found: pd.DataFrame, is_whole: bool) -> pd.DataFrame:
    return words.officials(caseload.by_official(found, is_whole))


def _cells(rows: pd.DataFrame) -> dict[str, str]:
    """Every number of the table in words, by its row and column."""
    return {
        f"{place}|{part}": f"{row['name']}, {word}: {format_number(row[part])}"
        for place, row in enumerate(rows.to_dict("records"))
        for part, word in words.PARTS.items()
    }


def officials(here: Context) -> None:
    """The officials of a unit, the rows of the number that was chosen, and the procedures of all or of one of them."""
    found = loading.ask(here, figures.workload, here.asked)
    if found.empty:
        return
    _, is_whole = loading.ask(here, caseload.pace_since, here.asked)
    rows = kept_whole(_by_official, found, is_whole)
    with widgets.card(_headline(here, rows), words.NOTE):

        def opened(row: dict[str, Any], part: str) -> None:
            view.marked(**{OFFICIAL: row["key"] or _NOBODY, PART: part})

        _table(here, rows, "Công chức", opened)
        official = _chosen_rows(here, rows)
    procedures(here, official)


def _headline(here: Context, rows: pd.DataFrame) -> str:
    return loading.known(here, "dossiers", kept_whole(words.headline, rows))


def _table(here: Context, rows: pd.DataFrame, who: str, opened: Any) -> None:
    columns = {"name": Column(who, width=165, look="pinned"), **TABLES["workload"]}
    key = plots.selection_key(here, "khoi_luong")

    def clicked() -> None:
        for place, column in view.clicked(key, "cells", len(rows)):
            opened(rows.iloc[place].to_dict(), column if column in words.PARTS else "open")

    look: Any = {"on_select": clicked, "selection_mode": "single-cell"}
    title = f"Khối lượng công việc, {loading.until(here, 'dossiers')}"
    with widgets.cells("khoi_luong"):
        tables.grid(rows, columns, here, key=key, alt=f"{title}; bấm một số để xem từng hồ sơ", **look)
    with widgets.toolbar():
        tables.download_buttons(lambda: rows, columns, here, name="khoi_luong", title=title)


def _chosen_rows(here: Context, rows: pd.DataFrame) -> str | None:
    """The lists beside the table say the same as a click; answers the official that is chosen."""
    names = {_EVERYBODY: "Cả đơn vị"} | {
        row["key"] or _NOBODY: row["name"] for row in rows.to_dict("records")
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = view.pick(partial(st.selectbox, width=260), "Công chức", names, name=OFFICIAL)
        mine = rows if chosen == _EVERYBODY else rows[rows["key"].replace("", _NOBODY) == chosen]
        counts = {
            part: f"{word} · {format_number(int(mine[part].sum()))}" for part, word in words.PARTS.items()
        }
        part = view.pick(st.pills, "Xem từng hồ sơ", counts, name=PART, optional=True)
    official: str | None = {_EVERYBODY: None, _NOBODY: ""}.get(chosen, chosen)
    if part is not None:
        listed(here, figures.Worked(part, official), f"{words.PARTS[part]}: {names[chosen]}", f"viec_{part}")
    return official


def listed(here: Context, of: figures.Listable, title: str, name: str) -> None:
    """Dossiers as `records` lists them, each with what became of it."""

    def count(page: figures.Page) -> int:
        return int(loading.ask(here, figures.count_listed, here.asked, of, page))

    def read(page: figures.Page) -> pd.DataFrame:
        rows = loading.ask(here, figures.listed, here.asked, of, page)
        became = [overdue.became(row) for row in records(rows)]
        return opening.told(rows.assign(became=pd.Series(became, rows.index, dtype=object)), "dossiers")

    st.markdown(f"**{plain(title)}: {format_number(count(figures.Page()))} hồ sơ**")
    title = f"{title}, {loading.until(here, 'dossiers')}"
    worded = frozenset({"became"})  # which the store does not know
    tables.listed(paging.Listed(name, title, TABLES["worked"], count, read, unordered=worded), here)


def procedures(here: Context, official: str | None) -> None:
    """How long each procedure took, of a unit or of one of its officials."""
    found = loading.ask(here, figures.procedure_days, here.asked, official)
    if found.empty:
        return
    rows = kept_whole(words.times, found)
    of = f" · {plain(official or NO_OFFICIAL)}" if official is not None else ""
    with widgets.card(words.times_headline(rows) + of, words.TIMES_NOTE):
        title = f"Thời gian giải quyết theo thủ tục{of}"
        tables.table(rows, TABLES["procedure_days"], here, name="thoi_gian", title=title)
        names = dict(zip(rows["key"], rows["name"], strict=True))
        draw = partial(st.selectbox, width=520, placeholder="Chọn thủ tục để xem từng hồ sơ")
        chosen = view.pick(draw, "Xem từng hồ sơ của thủ tục", names, name=PROCEDURE, optional=True)
        if chosen is not None:
            _spread(here, rows.set_index("key", drop=False).loc[chosen].to_dict(), official)


def _spread(here: Context, row: dict[str, Any], official: str | None) -> None:
    """How many dossiers of a procedure took how many days, and its rows: all, or those of the chosen column."""
    took = None
    if len(row["every"]):
        chart = pictures.spread(row, here.asked)
        day = plots.shown(chart, here, name=TOOK, clickable=True)
        if day is not None:
            plots.chosen(TOOK, f"{day} ngày làm việc")
            took = (int(day), None if int(day) == pictures.MOST_DAYS else int(day))
    listed(here, figures.WorkedOf(row["key"], official, took), row["name"], "cua_thu_tuc")
