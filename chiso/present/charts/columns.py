"""Upright columns: month by month, week by week; beside one another or in a stack, with lines over them."""

import plotly.graph_objects as go

from chiso.present.chart import Chart, Series
from chiso.present.charts.base import (
    FADED,
    TICK,
    canvas,
    hover,
    legend_row,
    name_axis,
    nice_top,
    note,
    spoken,
    target_line,
    value_axis,
)
from chiso.present.palette import Palette

_WHOLE = 0.62  # of a name's room, for all its columns


def columns(chart: Chart, p: Palette) -> go.Figure:
    """Columns and lines. In a stack what is negative goes down."""
    two_rows = any("\n" in name for name in chart.names)
    figure = canvas(p, height=300, top=38 if chart.legend else 26, bottom=48 if two_rows else 30)
    standing = [series for series in chart.series if series.style != "line"]
    width = _WHOLE / (1 if chart.is_stack else max(1, len(standing)))
    for number, series in enumerate(standing):
        shift = 0.0 if chart.is_stack else (number - (len(standing) - 1) / 2) * width
        _columns(figure, chart, series, p, (shift, width))
    for series in chart.series:
        if series.style == "line":
            _line(figure, chart, series, p)
    target_line(figure, chart, p)
    if standing and not chart.is_stack:
        _last(figure, chart, standing[-1], p, (len(standing) - 1) / 2 * width)
    name_axis(figure, chart, p)
    low, high = _span(chart, standing)
    value_axis(figure, chart, low, high)
    if low < 0:
        figure.add_hline(y=0, line={"color": p["axis"], "width": 1.2})
    figure.update_layout(barmode="relative" if chart.is_stack else "overlay")
    legend_row(figure, chart.legend, p)
    return figure


def _columns(figure: go.Figure, chart: Chart, series: Series, p: Palette, room: tuple[float, float]) -> None:
    """`room`: how far the columns stand from the middle of a name, and how wide they may be."""
    shift, width = room
    roles = [series.role_at(place) for place in range(len(chart.names))]
    figure.add_bar(
        x=[place + shift for place in range(len(chart.names))],
        y=series.values,
        width=width * 0.92,
        marker={
            "color": [p[role] for role in roles],
            "line": {"width": [1.5 if role == "unfinished" else 0 for role in roles], "color": p["accent"]},
        },
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
        unselected=FADED,
    )


def _line(figure: go.Figure, chart: Chart, series: Series, p: Palette) -> None:
    figure.add_scatter(
        x=list(range(len(chart.names))),
        y=series.values,
        mode="lines+markers",
        line={"color": p[series.role], "width": 3},
        marker={"size": 7},
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
    )
    _last(figure, chart, series, p, 0.0)


def _last(figure: go.Figure, chart: Chart, series: Series, p: Palette, shift: float) -> None:
    """The newest value in words; the others are read off the axis or by looking at them."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    if not known or chart.labels == "none":
        return
    value = series.values[known[-1]] or 0.0
    # The dashed line would run through the number: it stands above the line then.
    top = chart.target if chart.target is not None and value <= chart.target < value * 1.12 else value
    role = "accent" if series.role == "unfinished" else series.role
    note(
        figure, f"<b>{chart.said(value)}</b>", known[-1] + shift, top, yanchor="bottom", yshift=4,
        font={"size": TICK + 2, "color": p[role]},
    )  # fmt: skip


def _span(chart: Chart, standing: list[Series]) -> tuple[float, float]:
    """From zero, or from the lowest value below it, to the highest with room for its number."""
    places = range(len(chart.names))
    ups = [
        sum(max(series.values[place] or 0.0, 0.0) for series in standing)
        if chart.is_stack
        else max((series.values[place] or 0.0 for series in standing), default=0.0)
        for place in places
    ]
    downs = [min(series.values[place] or 0.0, 0.0) for series in standing for place in places]
    over = [value for series in chart.series if series.style == "line" for value in series.values]
    if chart.is_stack and chart.unit == "rate":
        return 0.0, 1.0
    high = nice_top([*ups, *over, chart.target], 1.2)
    return min(downs, default=0.0) * 1.2, min(1.12, high) if chart.unit == "rate" else high
