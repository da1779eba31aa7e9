"""Lying bars: one per unit, per procedure. Names stand above their bar, so a phone never cuts them."""

import plotly.graph_objects as go

from chiso.present.chart import Chart
from chiso.present.charts.base import (
    FADED,
    TEXT,
    canvas,
    hover,
    label,
    legend_lines,
    legend_row,
    nice_top,
    note,
    spoken,
    stroke,
)
from chiso.present.palette import Palette

ROW = 50  # pixels a bar takes with its name above it
NAME_LENGTH = 44  # what fits above a bar at 350 px
BULLET_NAME = 34  # the value stands on the same line
_BAR = 0.36  # share of a row that the bar itself takes


def _rows(chart: Chart, p: Palette, *, top: int = 4, most: int = NAME_LENGTH) -> go.Figure:
    """A canvas of horizontal rows, the first at the top, each with its name above the bar."""
    count = max(len(chart.names), 1)
    figure = canvas(p, height=count * ROW + top + 8, left=0, right=0, top=top, bottom=4)
    figure.update_yaxes(visible=False, range=[count - 1 + 0.34, -0.72])
    figure.update_xaxes(visible=False)
    figure.update_layout(bargap=0)
    for place, name in enumerate(chart.names):
        note(figure, label(name, most), 0, place - _BAR / 2, xanchor="left", yanchor="bottom", xshift=-2)
    return figure


def bars(chart: Chart, p: Palette) -> go.Figure:
    """One bar per name, its value after its end."""
    figure = _rows(chart, p)
    (series,) = chart.series
    places = list(range(len(chart.names)))
    figure.add_bar(
        x=series.values,
        y=places,
        orientation="h",
        width=_BAR,
        marker={"color": [p[series.role_at(place)] for place in places], "line": {"width": 0}},
        text=[f"<b>{label(chart.at(series, place))}</b>" for place in places],
        textposition="outside",
        textfont={"size": 16, "color": p["text"]},
        cliponaxis=False,
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
        unselected=FADED,
    )
    figure.update_xaxes(range=[0, nice_top(series.values, 1.22)])
    return figure


def stacked(chart: Chart, p: Palette) -> go.Figure:
    """One stack per name, its total after its end; a number only where its piece is wide enough."""
    figure = _rows(chart, p, top=12 + 18 * legend_lines(chart.legend))
    places = list(range(len(chart.names)))
    for series in chart.series:
        figure.add_bar(
            x=[value or 0 for value in series.values],
            y=places,
            orientation="h",
            width=_BAR,
            name=series.name,
            marker={"color": p[series.role], "line": {"width": 1, "color": p["background"]}},
            text=[chart.said(value) if chart.has_room(value) else "" for value in series.values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": TEXT, "color": p.on(series.role)},
            customdata=spoken(chart, series),
            hovertemplate=hover(chart.things),
            unselected=FADED,
        )
    for place in places:
        total = chart.total(place)
        note(figure, f"<b>{chart.said(total)}</b>", total, place, xanchor="left", xshift=8, font={"size": 16})
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, (chart.longest or 1.0) * 1.18])
    legend_row(figure, chart.legend, p)
    return figure


def bullets(chart: Chart, p: Palette) -> go.Figure:
    """Rates on a track to 100%, each with its target as a short upright line."""
    figure = _rows(chart, p, most=BULLET_NAME)
    (series,) = chart.series
    places = list(range(len(chart.names)))
    figure.add_bar(
        x=[1.0] * len(places), y=places, orientation="h", width=_BAR, hoverinfo="skip",
        marker={"color": p["grid"], "line": {"width": 0}},
    )  # fmt: skip
    figure.add_bar(
        x=[value or 0 for value in series.values],
        y=places,
        orientation="h",
        width=_BAR,
        marker={"color": [p[series.role_at(place)] for place in places], "line": {"width": 0}},
        customdata=spoken(chart, series),
        hovertemplate=hover(),
        unselected=FADED,
    )
    for place in places:
        words = f"<b>{label(chart.at(series, place))}</b>"
        note(figure, words, 1, place - _BAR / 2, xanchor="right", yanchor="bottom")
        target = chart.targets[place] if chart.targets else None
        if target is not None:
            stroke(figure, p, (target, target), (place - 0.18, place + 0.28))
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[0, 1.004])
    return figure
