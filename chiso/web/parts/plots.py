"""Charts on a page: drawn without Streamlit's theme, clicked, and taken away as a table or a slide.

What somebody clicked stands in the view, filters what is below and says so, with one button to undo it. A widget of
Streamlit that can be selected is drawn anew after each click (the turn is part of its key): the mark is coloured by
the view, so that a link and Back show it too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.periods import month_end
from chiso.core.text import plain
from chiso.figures.targets import Entry
from chiso.people import acts
from chiso.present import charts, slides
from chiso.present.chart import TINTED, Chart
from chiso.present.palette import Palette, palette
from chiso.present.pictures import lost
from chiso.reference.unit_tree import UNKNOWN
from chiso.web.parts import paper, sent, tables, widgets
from chiso.web.parts.widgets import file_name, source_words
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto, kept_whole

# pixels: a row; "Đã thôi (đến 30/06/2024)" in one line, and names on a telephone; a rate, so that six stand beside it
_HEAT_ROW, _HEAT_NAMES, _HEAT_RATE, _HEAT_LETTER = 42, (198, 136), 96, 9
Opened = Mapping[
    str, tuple[str, Mapping[str, str]]
]  # column -> the page that it opens, with what chosen on it

# Whether a click on a mark chooses it (in the view, under the chart's name), or what it does instead with its key
Clickable = bool | Callable[[str], None]


def shown(
    chart: Chart,
    here: Context,
    *,
    name: str,
    clickable: Clickable = False,
    stretch: bool = False,
    tools: Callable[[], None] | None = None,
) -> str | None:
    """A chart in its card: headline, note, figure, its table, its slide. Answers the key that was clicked.

    `clickable`: as `Clickable` says; a list beside the buttons under the figure says the same as a click, for the
    keyboard. `tools`: what else stands there.
    """
    picked = None
    note = widgets.without_clicks(chart.note) if chart.is_empty else chart.note
    with widgets.card(chart.headline, note, stretch=stretch):
        if chart.is_empty:
            (widgets.all_fine if chart.fine else widgets.note)(chart.fine or chart.empty)
        else:
            picked = drawn(chart, here, name=name, clickable=clickable)
        with widgets.toolbar():
            if clickable and not chart.is_empty and not view.is_printed():
                _choices(chart, here, name, clickable)
            if not chart.is_empty or chart.behind is not None:
                tables.behind_a_button(*chart.table(), here, name=name, title=chart.headline)
            if not chart.is_empty:
                slide_button(chart, here, name=name)
                # chrome.js makes the picture, without asking the server, and calls it as the key says
                key = f"anh_{file_name(here, chart.headline)}__{name}"
                st.button("Tải ảnh", icon=":material/image:", type="tertiary", key=key)
            if tools is not None:
                tools()
    return picked


def drawn(chart: Chart, here: Context, *, name: str, clickable: Clickable = False) -> str | None:
    """The figure alone; the key of the bar or point that the view has chosen (`name`), None without one."""
    picked = view.get(name) if clickable is True else None
    picked = picked if picked in chart.keys else None
    key = selection_key(here, name) if clickable else f"hinh_{name}_{here.palette}"

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        keys = [
            str(data[2]) for point in points if len(data := point.get("customdata") or []) > 2 and data[2]
        ]
        if keys:
            (clickable if callable(clickable) else partial(view.mark, name))(keys[0])

    more: Any = {"on_select": clicked, "selection_mode": "points"} if clickable else {}
    st.plotly_chart(
        charts.draw(replace(chart, source=source_words(here)), here.palette, picked),
        theme=None,
        config=charts.config(),
        alt=chart.alt,
        key=key,
        **more,
    )
    return picked


def _choices(chart: Chart, here: Context, name: str, clickable: Clickable) -> None:
    """The marks of a chart as a list."""
    options = chart.choices
    if not options:
        return
    if callable(clickable):
        widgets.to_open("Chọn trong hình", options, clickable, key=selection_key(here, f"chon_{name}"))
        return
    draw = partial(
        st.selectbox, placeholder="Chọn trong hình", label_visibility="collapsed", width=widgets.LIST
    )
    view.pick_mark(draw, "Chọn trong hình", options, name=name)


def heat(chart: Chart, here: Context, *, name: str, pages: Opened, of: str = "unit") -> None:
    """Units by indicators in its card; a click on a cell opens the page of that column (`pages`) for that unit; `of`:
    or agency."""
    with widgets.card(chart.headline, chart.note):
        if chart.is_empty:
            widgets.note(chart.empty)
            return
        opens = partial(_opened, pages, of)
        with widgets.cells(name):
            _cells(chart, here, name, opens)
        with widgets.toolbar():
            if not view.is_printed():
                cells = {
                    f"{key}|{series.name}": f"{unit}, {series.name}: {series.texts[place]}"
                    for place, (key, unit) in enumerate(zip(chart.keys, chart.names, strict=True))
                    for series in chart.series
                }
                widgets.to_open("Chọn một ô", cells, opens, key=selection_key(here, f"chon_{name}"))
            slide_button(chart, here, name=name)
        if UNKNOWN in chart.keys:
            _unknown(here)


def _unknown(here: Context) -> None:
    """What the row of unknown units is, and for an administrator the way to tell which they are."""
    words = "“Chưa xác định”: tên đơn vị trong tệp chưa biết là đơn vị nào; chọn ở Quản trị thì số liệu đúng ngay."
    with widgets.toolbar():
        st.markdown(f":orange[:material/info:] {words}", width="content")
        if here.may("administer"):
            widgets.link("Chọn đơn vị", "quan-tri", key="chua_xac_dinh", muc="Đơn vị")


def _opened(pages: Opened, of: str, cell: str) -> None:
    """The page of a cell (unit|column, agency|column)."""
    key, _, column = cell.partition("|")
    page, chosen_there = pages.get(column, ("don-vi", {}))
    goto(page, **{"unit": None, of: key or None}, **chosen_there)


def _cells(chart: Chart, here: Context, name: str, opens: Callable[[str], None]) -> None:
    if view.is_printed():
        paper.heat(chart)
        return
    p, key = palette(here.palette), selection_key(here, name)
    # on a telephone "Đã thôi (đến 30/06/2024)" would leave no room for a rate: its day stands in the list below
    names = [one.partition(" (đến")[0] for one in chart.names] if view.is_narrow() else chart.names
    grid = pd.DataFrame({chart.heads: names, **{series.name: series.texts for series in chart.series}})
    looks: list[Any] = [({"color": p["pinned"]}, [(row, 0) for row in range(len(grid))])]
    for at, series in enumerate(chart.series, start=1):
        looks += [(tint(p, role), [(row, at)]) for row, role in enumerate(series.roles) if role in TINTED]

    def opened() -> None:
        for place, column in view.clicked(key, "cells", len(chart.keys)):
            opens(f"{chart.keys[place]}|{column}")

    widths = {
        series.name: st.column_config.TextColumn(
            series.name, width=max(_HEAT_RATE, *(_HEAT_LETTER * len(text) for text in series.texts))
        )
        for series in chart.series
    }
    st.dataframe(
        kept_whole(sent.painted, grid, looks).data,
        column_config={
            chart.heads: st.column_config.TextColumn(
                chart.heads, pinned=True, width=_HEAT_NAMES[view.is_narrow()]
            ),
            **widths,
        },
        hide_index=True,
        row_height=_HEAT_ROW,
        height=tables.grid_height(len(grid), row=_HEAT_ROW, most=20),
        on_select=opened,
        selection_mode="single-cell",
        key=key,
        alt="Bảng đơn vị theo chỉ tiêu; bấm một ô để mở chi tiết",
    )


def tint(p: Palette, role: str) -> dict[str, str]:
    """How a cell that asks to be looked at looks."""
    return {"background-color": p[role + "_tint"], "color": p[role + "_ink"], "font-weight": "600"}


def slide_button(chart: Chart, here: Context, *, name: str) -> None:
    """One chart as a slide with a native, editable chart; built at the click."""

    def build() -> bytes:
        acts.audit(here.store, here.actor, "slide_exported", chart.headline)
        return slides.one_chart(replace(chart, source=source_words(here)), here.agency_name)

    file = f"{file_name(here, chart.headline)}.pptx"
    icon = ":material/slideshow:"
    widgets.download("Slide", build, file, key=f"slide_{name}", icon=icon, type="tertiary")


def selection_key(here: Context, name: str) -> str:
    """The widget key of something selectable: other filters, other widget."""
    return (
        f"{name}|{here.agency}|{here.year}|{here.first}|{here.as_of}|{here.unit}|{here.palette}|{view.turn()}"
    )


def chosen(name: str, words: str) -> None:
    """What a click filters, and the button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dang_loc_{name}"):
        st.markdown(f":blue-badge[:material/filter_alt: Đang lọc: {plain(words)}]", width="content")
        widgets.quiet("Bỏ chọn", "close", view.mark, name, key=f"bo_chon_{name}")


def of_mark(rows: pd.DataFrame, column: str, name: str, picked: str | None) -> pd.DataFrame:
    """The rows of the mark that was chosen, said so; all of them without one."""
    if picked is None:
        return rows
    chosen(name, picked)
    return rows[rows[column].fillna(lost.NOBODY) == picked]


def of_month(
    here: Context, entry: Entry, name: str, picked: str | None, base: figures.Base = figures.WHOLE
) -> None:
    """The rows behind the month (YYYY-MM) that was chosen in a chart of months, as far as it lies in the asked days;
    nothing without one."""
    if picked is None:
        return
    words = f"tháng {int(picked[5:])}/{picked[:4]}"
    chosen(name, words)
    last = min(here.asked.day, month_end(date.fromisoformat(f"{picked}-01")))
    there = here.but(as_of=last)
    part = figures.Part("every" if entry.is_entered else "denominator", picked, base=base)
    tables.records(there, entry.indicator, f"{entry.short_name}, {words}", part)


def of_whole_month(here: Context, entry: Entry, name: str, picked: str | None) -> None:
    """The same in a chart of whole months: all of the month, whatever was asked."""
    if picked is not None:
        of_month(here.month(date.fromisoformat(f"{picked}-01")), entry, name, picked)
