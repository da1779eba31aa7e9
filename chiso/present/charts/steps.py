"""From one value to another: where points were lost, which components fell."""

import plotly.graph_objects as go

from chiso.present.chart import Chart
from chiso.present.charts.base import FADED, TICK, canvas, hover, label, legend_row, note, spoken, stroke
from chiso.present.palette import Palette

_STEP_ROW, _SLOPE_ROW = 44, 54
_NAME_LENGTH = 35  # and the loss behind it, at 350 px
_SLOPE_NAME = 30  # the score stands on the same line


def _line(figure: go.Figure, p: Palette, level: float) -> None:
    """A pale line across the whole picture."""
    figure.add_shape(
        type="line", xref="paper", x0=0, x1=1, y0=level, y1=level, layer="below",
        line={"color": p["grid"], "width": 1},
    )  # fmt: skip


def waterfall(chart: Chart, p: Palette) -> go.Figure:
    """From the most points down to those got. Diamonds stand for the two ends, because a bar from zero would dwarf
    every loss."""
    count = len(chart.names)
    (series,), ((top_name, most), (end_name, got)) = chart.series, chart.ends
    figure = canvas(p, height=(count + 2) * _STEP_ROW + 8, left=0, right=0, top=4, bottom=4)
    lost = [value or 0.0 for value in series.values]
    levels = [most - sum(lost[: place + 1]) for place in range(count)]
    for place, name in enumerate(chart.names):
        _line(figure, p, place + 0.5)
        note(
            figure, f"{label(name, _NAME_LENGTH)}   <b>{label(chart.at(series, place))}</b>", 0, place + 0.8,
            xref="paper", xanchor="left", yanchor="middle", font={"size": TICK + 1},
        )  # fmt: skip
    figure.add_bar(
        x=lost,
        y=[place + 1.24 for place in range(count)],
        base=levels,
        orientation="h",
        width=0.36,
        marker={"color": [p[series.role_at(place)] for place in range(count)], "line": {"width": 0}},
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
        unselected=FADED,
    )
    figure.add_scatter(
        x=[most, got],
        y=[0, count + 1],
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "diamond", "size": 13, "color": [p["gray"], p["accent"]]},
        unselected={"marker": {"opacity": 1}},
    )
    note(figure, label(top_name), most, 0, xanchor="right", xshift=-14, font={"size": 15})
    note(
        figure, f"<b>{label(end_name)}</b>", got, count + 1, xanchor="left", xshift=14,
        font={"size": 15, "color": p["accent"]},
    )  # fmt: skip
    left = min([got, *levels])
    span = max(most - left, 0.01)
    figure.update_xaxes(visible=False, range=[left - span * 0.03, most + span * 0.03])
    figure.update_yaxes(visible=False, range=[count + 1.5, -0.5])
    return figure


def slope(chart: Chart, p: Palette) -> go.Figure:
    """Components between two editions; a component without an earlier score is one dot. The target is a short
    upright line."""
    count = max(len(chart.names), 1)
    figure = canvas(p, height=count * _SLOPE_ROW + 40, left=0, right=0, top=30, bottom=6)
    figure.update_yaxes(visible=False, range=[count - 0.55, -0.62])
    before, after = chart.series
    for place, name in enumerate(chart.names):
        _row(figure, chart, place, p)
        shown = {"xref": "paper", "yanchor": "bottom"}
        note(figure, label(name, _SLOPE_NAME), 0, place - 0.1, xanchor="left", **shown)
        old, new = before.values[place], after.values[place]
        color = p[after.role_at(place)] if old is not None and new != old else p["text"]
        words = f"<b>{label(_moved(chart, place))}</b>"
        note(figure, words, 1, place - 0.1, xanchor="right", font={"size": TICK + 1, "color": color}, **shown)
    marks = [value for values in (before.values, after.values, chart.targets) for value in values]
    known = [value for value in marks if value is not None] or [0.0, 1.0]
    room = max((max(known) - min(known)) * 0.06, 0.02)
    figure.update_xaxes(visible=False, range=[min(known) - room, max(known) + room])
    legend_row(figure, chart.legend, p)
    return figure


def _moved(chart: Chart, place: int) -> str:
    """The newer score and how it moved: "6,90  ▼ 0,30"."""
    before, after = chart.series
    old, new = before.values[place], after.values[place]
    if new is None:
        return ""
    if old is None:
        return chart.said(new)
    sign = "▼" if new < old else "▲" if new > old else "="
    return f"{chart.said(new)}  {sign} {chart.said(abs(new - old))}"


def _row(figure: go.Figure, chart: Chart, place: int, p: Palette) -> None:
    """The line, its two ends and the target of one component."""
    level = place + 0.14
    before, after = chart.series
    old, new = before.values[place], after.values[place]
    target = chart.targets[place] if chart.targets else None
    _line(figure, p, level)
    if target is not None:
        stroke(figure, p, (target, target), (level - 0.16, level + 0.16))
    if old is not None and new is not None:
        color = p[after.role_at(place)]
        figure.add_scatter(
            x=[old, new], y=[level] * 2, mode="lines", line={"color": color, "width": 4}, hoverinfo="skip"
        )
    for series, ground in ((before, p["background"]), (after, p[after.role_at(place)])):
        value = series.values[place]
        if value is not None:
            edge = p["axis"] if series is before else ground
            figure.add_scatter(
                x=[value],
                y=[level],
                mode="markers",
                marker={"size": 11, "color": ground, "line": {"color": edge, "width": 2}},
                customdata=[spoken(chart, series)[place]],
                hovertemplate=hover(chart.things),
            )
