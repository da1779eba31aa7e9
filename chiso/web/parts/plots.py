"""Charts on a page: drawn without Streamlit's theme, clicked, and taken away as a table or a slide."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st

from chiso.people import acts
from chiso.present import charts, slides
from chiso.present.chart import Chart
from chiso.web.parts import heat as heat_grid
from chiso.web.parts import tables, widgets
from chiso.web.parts.choosing import selection_key
from chiso.web.parts.widgets import file_name, source_words
from chiso.web.shell import view
from chiso.web.shell.context import Context


def shown(
    chart: Chart,
    here: Context,
    *,
    name: str,
    clickable: bool = False,
    table: str = "Bảng số",
    optional: Collection[str] = (),
    stretch: bool = True,
    tools: Callable[[], None] | None = None,
    preface: Callable[[], None] | None = None,
) -> str | None:
    """A chart in its card: headline, note, figure, its table, its slide. Answers the key that was clicked.

    `table`: what the button of the numbers is called. `optional`: columns left out while they hold nothing.
    `preface`, `tools`: what else stands over the figure and beside the buttons under it.
    """
    picked = None
    with widgets.card(chart.headline, chart.note, stretch=stretch):
        if preface is not None:
            preface()
        if chart.is_empty:
            (widgets.all_fine if chart.is_fine else widgets.note)(chart.empty)
        else:
            picked = drawn(chart, here, name=name, clickable=clickable)
        with widgets.toolbar():
            if not chart.is_empty or chart.rows is not None:
                _numbers(chart, here, name=name, label=table, optional=optional)
            if not chart.is_empty:
                slide_button(chart, here, name=name)
            if tools is not None:
                tools()
    return picked


def heat(chart: Chart, here: Context, *, name: str, pages: Mapping[str, str]) -> None:
    """Units by indicators in its card; a click on a cell opens the page of that column (`pages`) for that unit."""
    with widgets.card(chart.headline, chart.note):
        heat_grid.draw(chart, here, name=name, pages=pages)
        if not chart.is_empty:
            with widgets.toolbar():
                slide_button(chart, here, name=name)


def drawn(chart: Chart, here: Context, *, name: str, clickable: bool = False) -> str | None:
    """The figure alone; the key of the bar or point that the view has chosen (`name`), None without one."""
    picked = view.get(name) if clickable else None
    picked = picked if picked in chart.keys else None
    key = selection_key(here, name) if clickable else f"hinh_{name}_{here.palette}"

    def clicked() -> None:
        points = st.session_state[key]["selection"]["points"]
        keys = [
            str(data[2]) for point in points if len(data := point.get("customdata") or []) > 2 and data[2]
        ]
        if keys:
            view.mark(name, keys[0])

    more: Any = {"on_select": clicked, "selection_mode": "points"} if clickable else {}
    st.plotly_chart(
        charts.draw(chart, here.palette, picked),
        theme=None,
        config=charts.config(file_name(here, name)),
        alt=chart.alt,
        key=key,
        **more,
    )
    return picked


def _numbers(chart: Chart, here: Context, *, name: str, label: str, optional: Collection[str]) -> None:
    """The table beside a chart, for those who read rather than look."""
    frame, columns = chart.table()
    tables.look_up(here, frame, columns, name=name, title=chart.headline, label=label, optional=optional)


def slide_button(chart: Chart, here: Context, *, name: str) -> None:
    """One chart as a slide with a native, editable chart; built at the click."""

    def build() -> bytes:
        acts.audit(here.store, here.actor, "slide_exported", chart.headline)
        return slides.one_chart(chart, source_words(here), here.agency_name)

    st.download_button(
        "Slide",
        data=build,
        file_name=f"{file_name(here, name)}.pptx",
        mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        icon=":material/slideshow:",
        type="tertiary",
        key=f"slide_{name}",
        on_click="ignore",
    )
