"""The heat chart as a grid: units × indicators, with the way to what is behind each cell."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from chiso.present.chart import TINTED, Chart
from chiso.present.palette import Palette, palette
from chiso.web.parts.choosing import selection_key
from chiso.web.parts.tables import grid_height
from chiso.web.parts.widgets import note
from chiso.web.shell.context import Context, goto


def draw(chart: Chart, here: Context, *, name: str, pages: Mapping[str, str]) -> None:
    """A heat chart as a grid; a click on a cell opens the page of that column (`pages`: series -> page) for that row.

    Only what asks to be looked at is tinted.
    """
    if chart.is_empty:
        note(chart.empty)
        return
    p = palette(here.palette)
    grid = pd.DataFrame({"Đơn vị": chart.names, **{series.name: series.texts for series in chart.series}})
    paint = pd.DataFrame({series.name: [_tint(p, role) for role in series.roles] for series in chart.series})
    paint.insert(0, "Đơn vị", f"color: {p['pinned']}")
    key = selection_key(here, name)

    def opened() -> None:
        picked = st.session_state[key]["selection"]["cells"]
        if picked:
            place, column = picked[0]
            goto(pages.get(column, "don-vi"), unit=chart.keys[int(place)])

    widths = {series.name: st.column_config.TextColumn(series.name, width=112) for series in chart.series}
    st.dataframe(
        grid.style.apply(lambda _: paint, axis=None),
        column_config={"Đơn vị": st.column_config.TextColumn("Đơn vị", pinned=True, width=150), **widths},
        hide_index=True,
        row_height=42,
        height=grid_height(len(grid), row=42, most=20),
        on_select=opened,
        selection_mode="single-cell",
        key=key,
        alt="Bảng đơn vị theo chỉ tiêu; bấm một ô để mở chi tiết",
    )


def _tint(p: Palette, role: str) -> str:
    if role not in TINTED:
        return ""
    return f"background-color: {p[role + '_tint']}; color: {p[role + '_ink']}; font-weight: 600"
