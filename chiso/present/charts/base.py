"""What every figure shares: the empty canvas, safe labels, axes, hover."""

import html
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from chiso.present.chart import Chart, Series
from chiso.present.palette import SERIES, Palette
from chiso.words.findings import show

FONT = "Be Vietnam Pro, Arial, sans-serif"
TEXT, TICK, END = 14, 13, 18
_SOURCE_LENGTH = 56  # letters of the source on a line at 350 px
FADED = {"marker": {"opacity": 0.35}}  # what was not clicked

# plotly.js speaks English in its camera button; a locale of our own is the only way to another language.
_LOCALE = {
    "vi": {
        "dictionary": {
            "Download plot as a PNG": "Tải ảnh biểu đồ (PNG)",
            "Download plot as a png": "Tải ảnh biểu đồ (PNG)",
            "Download plot": "Tải ảnh biểu đồ",
            "Taking snapshot - this may take a few seconds": "Đang chụp biểu đồ, xin chờ vài giây",
            "Snapshot succeeded": "Đã lưu ảnh",
            "Sorry, there was a problem downloading your snapshot!": "Không lưu được ảnh, xin thử lại!",
        },
        "format": {"decimal": ",", "thousands": "."},
    }
}


def config(name: str = "bieu-do") -> dict[str, Any]:
    """Plotly configuration: one camera button on hover, no zoom; `name` becomes the picture's file name."""
    return {
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": "vi",
        "locales": _LOCALE,
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name},
    }


def label(text: object, most: int = 0) -> str:
    """Imported text as Plotly may show it: no markup, one line, at most `most` characters (0: all)."""
    line = " ".join(str(text if text is not None else "").split())
    if most and len(line) > most:
        line = line[: most - 1].rstrip(" ,.;–-") + "…"
    return html.escape(line, quote=False)


def fade(figure: go.Figure, chosen: str) -> go.Figure:
    """A copy in which only the marks that mean `chosen` keep their full colour."""
    faded = go.Figure(figure)
    for trace in faded.data:
        if trace.type == "bar" and trace.customdata is not None:
            trace.marker.opacity = [
                1 if len(said) > 2 and str(said[2]) == chosen else FADED["marker"]["opacity"]
                for said in trace.customdata
            ]
    return faded


def canvas(p: Palette, height: int, margin: Mapping[str, int]) -> go.Figure:
    """An empty figure with the house layout; `margin`: l, r, t, b in pixels."""
    figure = go.Figure(layout={"template": "none"})  # plotly's own template is 7 KB in every figure sent
    figure.update_layout(
        height=height,
        margin=margin,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TEXT, "color": p["text"]},
        separators=",.",
        colorway=[p[role] for role in SERIES],
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": p["background"],
            "bordercolor": p["axis"],
            "font": {"family": FONT, "size": TEXT, "color": p["text"]},
            "align": "left",
        },
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": p["gray"], "activecolor": p["accent"]},
        barcornerradius=2,
    )
    axis = {
        "automargin": True,
        "ticks": "",
        "fixedrange": True,
        "zeroline": False,
        "tickfont": {"size": TICK, "color": p["gray"]},
        "title": None,
    }
    figure.update_xaxes(showgrid=False, linecolor=p["axis"], **axis)
    figure.update_yaxes(gridcolor=p["grid"], gridwidth=1, **axis)
    return figure


def note(figure: go.Figure, text: str, x: Any, y: Any, **more: Any) -> None:
    """A direct label, without an arrow."""
    figure.add_annotation(text=text, x=x, y=y, **{"showarrow": False, "font": {"size": TEXT}, **more})


def legend_lines(keys: Sequence[tuple[str, str]]) -> int:
    """How many lines the key takes at 350 px."""
    return min(2, -(-sum(len(name) + 4 for name, _ in keys) // 50))


def legend_row(figure: go.Figure, keys: Sequence[tuple[str, str]], p: Palette) -> None:
    """A key of coloured squares above the plot, as text: on two lines where a phone is too narrow for one."""
    if not keys:
        return
    parts = [f'<span style="color:{p[role]}">■</span> {label(name)}' for name, role in keys]
    half = (len(parts) + 1) // 2 if legend_lines(keys) == 2 else len(parts)
    text = "<br>".join("   ".join(line) for line in (parts[:half], parts[half:]) if line)
    note(
        figure,
        text,
        0,
        1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        align="left",
        xshift=-figure.layout.margin.l,  # from the edge of the picture: a phone has no room to spare
        yshift=9,
        font={"size": TICK, "color": p["gray"]},
    )


def tick(name: str) -> str:
    """A name at the axis; what follows a line break stands below it."""
    return "<br>".join(map(label, name.split("\n")))


def spoken(chart: Chart, series: Series) -> list[tuple[str, str, str]]:
    """Customdata of a series: name, value as text, key that a click hands on."""
    several = len(chart.series) > 1
    return [
        (
            label(f"{series.name} · {name}" if several and series.name else name),
            label(chart.at(series, place)),
            chart.key(place),
        )
        for place, name in enumerate(chart.names)
    ]


def hover(things: str = "") -> str:
    """Name, bold value, what is counted. Customdata is that of `spoken`."""
    tail = f" {label(things)}" if things else ""
    return "%{customdata[0]}<br><b>%{customdata[1]}</b>" + tail + "<extra></extra>"


def source_line(figure: go.Figure, chart: Chart, p: Palette) -> None:
    """Where the numbers come from, under the figure: a picture that is taken away says so."""
    lines = wrap(chart.source, _SOURCE_LENGTH)
    under = figure.layout.margin.b
    room = 15 * len(lines)
    figure.update_layout(height=figure.layout.height + room, margin_b=under + room)
    note(
        figure, "<br>".join(map(label, lines)), 0, 0, xref="paper", yref="paper", xanchor="left", yanchor="top",
        align="left", xshift=-figure.layout.margin.l, yshift=-under, font={"size": 11, "color": p["gray"]},
    )  # fmt: skip


def add_bars(figure: go.Figure, chart: Chart, series: Series, p: Palette, **more: Any) -> None:
    """The values of a series as bars that are coloured by role, say what the chart says and mean its keys."""
    colours = [p[series.role_at(place)] for place in range(len(chart.names))]
    line = more.pop("marker_line", {"width": 0})
    figure.add_bar(
        marker={"color": colours, "line": line},
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
        unselected=FADED,
        **more,
    )


def add_line(
    figure: go.Figure, chart: Chart, series: Series, *, line: dict[str, Any], marker: dict[str, Any] | None
) -> None:
    """The values of a series as a line, dotted with a marker where one is given."""
    figure.add_scatter(
        x=list(range(len(chart.names))),
        y=series.values,
        mode="lines+markers" if marker else "lines",
        connectgaps=False,
        line=line,
        marker=marker,
        customdata=spoken(chart, series),
        hovertemplate=hover(chart.things),
    )


def nice_top(values: Iterable[float | None], room: float = 1.12) -> float:
    """The upper end of an axis from zero that leaves room for a label."""
    top = max((value for value in values if value is not None), default=0.0)
    return top * room if top > 0 else 1.0


def value_axis(figure: go.Figure, chart: Chart, low: float, high: float) -> None:
    """The upright axis: at most six ticks at whole steps, rates written as percentages."""
    if chart.unit != "rate":
        figure.update_yaxes(range=[low, high], nticks=5, tickformat=",d" if chart.unit == "count" else None)
        return
    step = next((s for s in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2) if (high - low) / s <= 6), 0.25)
    ticks = [
        round(k * step, 6) for k in range(int(low / step), int(high / step) + 1) if k * step >= low - 1e-9
    ]
    figure.update_yaxes(range=[low, high], tickvals=ticks, ticktext=[show(t, rate=True) for t in ticks])


def name_axis(figure: go.Figure, chart: Chart, p: Palette, most: int = 7) -> None:
    """The names below, the last always among them."""
    step = max(1, -(-len(chart.names) // most))
    places = list(range(len(chart.names)))[::-1][::step]
    figure.update_xaxes(
        tickvals=places,
        ticktext=[tick(chart.names[place]) for place in places],
        tickangle=0,
        tickfont={"size": TICK, "color": p["gray"]},
        range=[-0.5, len(chart.names) - 0.5],
    )


def target_line(figure: go.Figure, chart: Chart, p: Palette) -> None:
    """The target as a dashed line, labelled at the left above it."""
    if chart.target is None:
        return
    figure.add_hline(y=chart.target, line={"color": p["text"], "width": 1.5, "dash": "dash"})
    words = f"<b>Chỉ tiêu {chart.said(chart.target)}</b>"
    note(
        figure, words, 0, chart.target, xref="paper", xanchor="left", yanchor="bottom", xshift=4,
        font={"size": TICK, "color": p["text"]},
    )  # fmt: skip


def stroke(figure: go.Figure, p: Palette, x: tuple[float, float], y: tuple[float, float]) -> None:
    """A short thick line: a target of one name."""
    figure.add_shape(type="line", x0=x[0], x1=x[1], y0=y[0], y1=y[1], line={"color": p["text"], "width": 2.5})
