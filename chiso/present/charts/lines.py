"""Lines over time: the way to a target, an index over its years, and what is only noise."""

from textwrap import wrap

import plotly.graph_objects as go

from chiso.present.chart import Chart, Series
from chiso.present.charts.base import (
    END,
    TICK,
    canvas,
    hover,
    label,
    legend_row,
    name_axis,
    note,
    spoken,
    stroke,
    target_line,
    value_axis,
)
from chiso.present.palette import Palette

_MARKED = 31  # so many values are drawn with a dot each
_AHEAD = 11  # letters on a line of what stands under the way ahead: narrow, the past climbs beside it
_CLOSE = 0.25  # of the spread: a value so little below its target is labelled above it


def line(chart: Chart, p: Palette) -> go.Figure:
    """One line per series; a value that is not known is a gap, never a line across."""
    two_rows = any("\n" in name for name in chart.names)
    figure = canvas(p, height=300, right=30, top=38 if chart.legend else 26, bottom=48 if two_rows else 30)
    for series in sorted(chart.series, key=lambda series: series.role != "context"):
        _draw(figure, chart, series, p)
    for place, target in enumerate(chart.targets):
        if target is not None:
            stroke(figure, p, (place - 0.32, place + 0.32), (target, target))
    for at, words in chart.marks:
        figure.add_vline(x=at, line={"color": p["axis"], "width": 1, "dash": "dot"})
        note(
            figure, label(words, 28), at, 1, yref="paper", yanchor="bottom",
            font={"size": TICK, "color": p["gray"]},
        )  # fmt: skip
    target_line(figure, chart, p)
    name_axis(figure, chart, p, most=6 if len(chart.names) <= _MARKED else 5)  # days are wider than months
    _span(figure, chart)
    legend_row(figure, chart.legend, p)
    return figure


def _draw(figure: go.Figure, chart: Chart, series: Series, p: Palette) -> None:
    quiet = series.role == "context"
    few = len(chart.names) <= _MARKED
    figure.add_scatter(
        x=list(range(len(chart.names))),
        y=series.values,
        mode="lines+markers" if few and series.style != "dot" else "lines",
        connectgaps=False,
        line={
            "color": p[series.role],
            "width": 1.2 if quiet else 2.5 if series.style == "dot" else 3.5,
            "dash": "dot" if series.style == "dot" else "solid",
        },
        marker={"size": 4 if quiet else 8},
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
    )
    known = [place for place, value in enumerate(series.values) if value is not None]
    goes_on = any(other.name == series.name for other in chart.series[chart.series.index(series) + 1 :])
    if quiet or not known or goes_on or chart.labels == "none":
        return
    _end(figure, chart, series, known[-1], p)


def _end(figure: go.Figure, chart: Chart, series: Series, place: int, p: Palette) -> None:
    """The last value in words, over the target where that line would run right through the number."""
    last = series.values[place] or 0.0
    known = [value for value in series.values if value is not None]
    target = chart.targets[place] if chart.targets else chart.target
    spread = max(known) - min(known)
    close = target is not None and last < target <= last + spread * _CLOSE
    is_ahead = series.style == "dot"
    note(
        figure,
        "<br>".join(map(label, wrap(series.name, _AHEAD))) if is_ahead else f"<b>{chart.said(last)}</b>",
        place,
        known[0] if is_ahead else target if close else last,
        xanchor="center" if len(chart.names) <= _MARKED and not is_ahead else "right",
        yanchor="top" if is_ahead else "bottom",
        xshift=-6 if is_ahead or len(chart.names) > _MARKED else 0,
        yshift=-14 if is_ahead else 6,
        font={"size": TICK if is_ahead else END, "color": p[series.role]},
    )


def _span(figure: go.Figure, chart: Chart) -> None:
    """An upright axis around what is drawn; not from zero, because a line compares and does not measure."""
    marks = [value for series in chart.series for value in series.values if value is not None]
    marks += [target for target in (*chart.targets, chart.target) if target is not None]
    if not marks:
        return
    low, high = min(marks), max(marks)
    room = max((high - low) * 0.2, 0.02 if chart.unit == "rate" else max(abs(high) * 0.01, 0.05))
    top = min(1.06, high + room) if chart.unit == "rate" else high + room
    value_axis(figure, chart, max(0.0, low - room) if low >= 0 else low - room, top)


def limits(chart: Chart, p: Palette) -> go.Figure:
    """A series with its process limits: inside the band a change is noise."""
    figure = canvas(p, height=300)
    (series,) = chart.series
    places = list(range(len(chart.names)))
    if chart.band is not None:
        lower, mean, upper = chart.band
        figure.add_hrect(y0=lower, y1=upper, fillcolor=p["grid"], line_width=0, layer="below")
        figure.add_hline(y=mean, line={"color": p["axis"], "width": 1})
    roles = [series.role_at(place) for place in places]
    figure.add_scatter(
        x=places,
        y=series.values,
        mode="lines+markers",
        line={"color": p[series.role], "width": 2.5},
        marker={
            "opacity": 1,
            "size": [11 if role == "alarm" else 7 for role in roles],
            "color": [p[role] for role in roles],
        },
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
    )
    name_axis(figure, chart, p)
    marks = [value for value in (*series.values, *(chart.band or ())) if value is not None]
    if marks:
        room = max((max(marks) - min(marks)) * 0.12, 1e-3)
        value_axis(figure, chart, min(marks) - room, max(marks) + room)
    return figure
