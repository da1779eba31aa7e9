"""Units by indicators: a cell says its sign and number, and is tinted where the state asks to be looked at."""

import plotly.graph_objects as go

from chiso.present.chart import TINTED, Chart
from chiso.present.charts.base import TEXT, canvas, hover, label, note, spoken
from chiso.present.palette import Palette

_ROW = 34


def heat(chart: Chart, p: Palette) -> go.Figure:
    """One row per name, one column per series."""
    rows, columns = len(chart.names), len(chart.series)
    figure = canvas(p, height=(rows + 1) * _ROW + 8, left=0, right=0, top=2, bottom=2)
    figure.update_xaxes(visible=False, range=[-1.9, columns - 0.5])
    figure.update_yaxes(visible=False, range=[rows - 0.5, -1.5])
    for row, name in enumerate(chart.names):
        note(figure, label(name, 20), -1.85, row, xanchor="left")
    for column, series in enumerate(chart.series):
        note(figure, f"<b>{label(series.name, 14)}</b>", column, -1)
        roles = [series.role_at(row) for row in range(rows)]
        figure.add_bar(
            x=[0.96] * rows,
            base=column - 0.48,
            y=list(range(rows)),
            width=0.92,
            orientation="h",
            marker={"color": [p[f"{role}_tint"] if role in TINTED else "rgba(0,0,0,0)" for role in roles]},
            text=[label(chart.at(series, row)) for row in range(rows)],
            textposition="inside",
            insidetextanchor="middle",
            constraintext="none",
            textfont={
                "size": TEXT,
                "color": [p[f"{role}_ink"] if role in TINTED else p["text"] for role in roles],
            },
            customdata=spoken(chart, series),
            hovertemplate=hover(),
        )
    figure.update_layout(barmode="overlay")
    return figure
