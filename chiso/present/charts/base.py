"""What every figure shares: the empty canvas, safe labels, axes, hover."""

import html
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from chiso.core import vietnamese
from chiso.core.text import missing
from chiso.present.charts.palette import Palette

FONT = "Be Vietnam Pro, Arial, sans-serif"
TEXT, TICK, END = 14, 13, 18
ROW = 50  # pixels a horizontal bar takes with its name above it

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


CONFIG = config()


def label(text: object, most: int = 0) -> str:
    """Imported text as Plotly may show it: no markup, one line, at most `most` characters (0: all)."""
    line = " ".join(str(text if text is not None else "").split())
    if most and len(line) > most:
        line = line[: most - 1].rstrip(" ,.;–-") + "…"
    return html.escape(line, quote=False)


def number(value: float, decimals: int | None = None) -> str:
    """A number as the documents write it."""
    return vietnamese.format_number(value, decimals)


def percent(value: float, decimals: int = 1) -> str:
    """A fraction as a percentage, without needless zeros: 0.55 -> 55%."""
    text = vietnamese.format_number(value * 100, decimals)
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return text + "%"


def canvas(
    p: Palette, height: int, *, left: int = 46, right: int = 14, top: int = 26, bottom: int = 30
) -> go.Figure:
    """An empty figure with the house layout."""
    figure = go.Figure(layout={"template": "none"})  # plotly's own template is 7 KB in every figure sent
    figure.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TEXT, "color": p.text},
        separators=",.",
        colorway=p.colorway,
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": p.background,
            "bordercolor": p.axis,
            "font": {"family": FONT, "size": TEXT, "color": p.text},
            "align": "left",
        },
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": p.gray, "activecolor": p.accent},
        barcornerradius=2,
    )
    axis = {
        "automargin": True,
        "ticks": "",
        "fixedrange": True,
        "zeroline": False,
        "tickfont": {"size": TICK, "color": p.gray},
        "title": None,
    }
    figure.update_xaxes(showgrid=False, linecolor=p.axis, **axis)
    figure.update_yaxes(gridcolor=p.grid, gridwidth=1, **axis)
    return figure


def note(figure: go.Figure, text: str, x: Any, y: Any, **more: Any) -> None:
    """A direct label, without an arrow."""
    figure.add_annotation(text=text, x=x, y=y, **{"showarrow": False, "font": {"size": TEXT}, **more})


def legend_lines(keys: Sequence[tuple[str, str]]) -> int:
    """How many lines the key takes at 350 px."""
    return 2 if sum(len(name) + 4 for name, _ in keys) > 50 else 1


def legend_row(figure: go.Figure, keys: Sequence[tuple[str, str]], p: Palette) -> None:
    """A key of coloured squares above the plot, as text: on two lines where a phone is too narrow for one."""
    parts = [f'<span style="color:{color}">■</span> {label(name)}' for name, color in keys]
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
        font={"size": TICK, "color": p.gray},
    )


def hover(unit: str = "") -> str:
    """Name, bold value, unit. Customdata is (name, value as text, key)."""
    tail = f" {unit}" if unit else ""
    return "%{customdata[0]}<br><b>%{customdata[1]}</b>" + tail + "<extra></extra>"


def nice_top(values: Iterable[float], room: float = 1.12) -> float:
    """The upper end of an axis from zero that leaves room for a label."""
    top = max((float(v) for v in values if not missing(v)), default=0.0)
    return top * room if top > 0 else 1.0


def month_name(day: date) -> str:
    """The short name of a month on an axis."""
    return f"T{day.month}"


def as_date(value: Any) -> date:
    """A date from a date, a timestamp, or ISO text of a day or a month."""
    if isinstance(value, str):
        return date.fromisoformat(value if len(value) > 7 else f"{value}-01")
    return value.date() if hasattr(value, "date") else value  # type: ignore[no-any-return]
