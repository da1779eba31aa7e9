"""The chart of a slide as a figure, so that the page previews what PowerPoint will show. Same model, same values."""

import plotly.graph_objects as go

from chiso.present.charts.base import canvas, label, legend_row, note, number, percent
from chiso.present.charts.palette import Palette
from chiso.present.slides.model import Chart, Series

HEIGHT, BAR = 260, 38


def of_slide(chart: Chart, p: Palette) -> go.Figure:
    """A line, columns, bars or stacked bars as on the slide, smaller."""
    if chart.kind in ("bars", "stacked"):
        return _bars(chart, p)
    figure = canvas(p, HEIGHT, top=40)
    names = [label(name) for name in chart.categories]
    for series in chart.series:
        colour = _colour(series, p)
        texts = [_text(chart, value) for value in series.values]
        if chart.kind == "columns":
            figure.add_bar(x=names, y=series.values, marker_color=colour, text=texts, textposition="outside")
        else:
            dash = {"target": "dash", "forecast": "dot"}.get(series.role, "solid")
            line = {"color": colour, "width": 1.5 if series.role == "target" else 3.5, "dash": dash}
            figure.add_scatter(x=names, y=series.values, mode="lines", line=line)
            _end(figure, chart, series, names, colour)
    figure.update_yaxes(tickformat=".0%" if chart.unit == "rate" else ",")
    if chart.kind == "columns" and len(chart.series) > 1:
        legend_row(figure, [(s.name, _colour(s, p)) for s in chart.series], p)
    return figure


def _end(figure: go.Figure, chart: Chart, series: Series, names: list[str], colour: str) -> None:
    known = [place for place, value in enumerate(series.values) if value is not None]
    if not known:
        return
    place = known[0] if series.role == "target" else known[-1]
    text = f"{label(series.name)} {_text(chart, series.values[place])}" if series.role == "target" else ""
    note(
        figure,
        f"<b>{text or _text(chart, series.values[place])}</b>",
        names[place],
        series.values[place],
        yshift=12,
        xanchor="left" if series.role == "target" else "center",
        font={"color": colour, "size": 13 if series.role == "target" else 16},
    )


def _bars(chart: Chart, p: Palette) -> go.Figure:
    legend = 26 if chart.kind == "stacked" else 0
    figure = canvas(p, 30 + legend + BAR * max(2, len(chart.categories)), left=150, right=50, top=10 + legend)
    names = [label(name, 22) for name in chart.categories]
    for series in chart.series:
        colours = [
            p.alarm if chart.kind == "bars" and place in chart.alarm_points else _colour(series, p)
            for place in range(len(names))
        ]
        inside = chart.kind == "stacked"
        texts = ["" if inside and not value else _text(chart, value) for value in series.values]
        figure.add_bar(
            y=list(range(len(names))),
            x=series.values,
            orientation="h",
            marker_color=colours,
            text=texts,
            textposition="inside" if inside else "outside",
            cliponaxis=False,
            insidetextanchor="middle",
            textangle=0,
        )
    if chart.kind == "stacked":
        figure.update_layout(barmode="stack")
        legend_row(figure, [(s.name, _colour(s, p)) for s in chart.series], p)
        for place in range(len(names)):
            total = sum(series.values[place] or 0 for series in chart.series)
            note(figure, f"<b>{_text(chart, total)}</b>", total, place, xanchor="left", xshift=4)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(names))),
        ticktext=names,
        showgrid=False,
        tickfont={"color": p.text},
    )
    return figure


def _text(chart: Chart, value: float | None) -> str:
    if value is None:
        return ""
    if chart.unit == "rate":
        return percent(value)
    return number(value, 2 if chart.unit == "points" and value != int(value) else 0)


def _colour(series: Series, p: Palette) -> str:
    return {
        "accent": p.accent,
        "context": p.context,
        "alarm": p.alarm,
        "target": p.text,
        "forecast": p.accent,
        "light": p.late[0],
        "middle": p.late[1],
        "dark": p.late[3],
        "good": p.good,
        "warning": p.warning,
    }[series.role]
