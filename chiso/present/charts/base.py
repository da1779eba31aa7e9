"""What every figure shares: the empty canvas, safe labels, axes, hover."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chiso.core.vietnamese import nfc
from chiso.present.chart import Chart, Series
from chiso.present.charts.drawn import Figure
from chiso.present.palette import SERIES, Palette
from chiso.words.numbers import show

FONT = "Be Vietnam Pro, Arial, sans-serif"
TEXT, TICK, END = 14, 13, 18
Span = tuple[float, float]
LINE_OF_NAME = "ten"  # how chrome.js tells a name from the other labels
FADED = {"marker": {"opacity": 0.35}}  # what was not clicked


def config() -> dict[str, Any]:
    """Plotly configuration: no buttons, no zoom, Vietnamese numbers."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": "vi",
        "locales": {"vi": {"format": {"decimal": ",", "thousands": "."}}},
    }


def label(text: object, most: int = 0) -> str:
    """Imported text as Plotly may show it: no markup, one line, at most `most` characters (0: all)."""
    line = nfc(str(text if text is not None else ""))
    if most and len(line) > most:
        line = line[: most - 1].rstrip(" ,.;–-") + "…"
    return html.escape(line, quote=False)


def legend_lines(keys: Sequence[tuple[str, str]]) -> int:
    """How many lines the key takes at 350 px."""
    return min(2, -(-sum(len(name) + 4 for name, _ in keys) // 50))


def _tick(name: str) -> str:
    """A name at the axis; what follows a line break stands below it."""
    return "<br>".join(map(label, name.split("\n")))


def nice_top(values: Iterable[float | None], room: float = 1.12) -> float:
    """The upper end of an axis from zero that leaves room for a label."""
    top = max((value for value in values if value is not None), default=0.0)
    return top * room if top > 0 else 1.0


def _layout(p: Palette, height: int, margin: Mapping[str, int]) -> dict[str, Any]:
    """The house layout; `margin`: l, r, t, b in pixels."""
    axis = {
        "automargin": True,
        "ticks": "",
        "fixedrange": True,
        "zeroline": False,
        "tickfont": {"size": TICK, "color": p["gray"]},
    }
    return {
        "template": {
            "data": {"scatter": [{"type": "scatter"}]}
        },  # plotly's own template is 7 KB in every figure sent
        "height": height,
        "margin": dict(margin),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT, "color": p["text"]},
        "separators": ",.",
        "colorway": [p[role] for role in SERIES],
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": p["background"],
            "bordercolor": p["axis"],
            "font": {"family": FONT, "size": TEXT, "color": p["text"]},
            "align": "left",
        },
        "barcornerradius": 2,
        "annotations": [],
        "shapes": [],
        "xaxis": {"showgrid": False, "linecolor": p["axis"], **axis},
        "yaxis": {"gridcolor": p["grid"], "gridwidth": 1, **axis},
    }


_PIXELS = frozenset({"size", "height", "xshift", "yshift", "l", "r", "t", "b"})


def _grown(node: Any, size: float) -> Any:
    """The same with every length in pixels so many times as large."""
    if isinstance(node, dict):
        return {
            word: part * size if word in _PIXELS and isinstance(part, int | float) else _grown(part, size)
            for word, part in node.items()
        }
    return [_grown(part, size) for part in node] if isinstance(node, list) else node


class Drawing:
    """The figure of a chart in a palette while it is drawn, and what every kind puts on it.

    Its marks and its layout are plotly's own dictionaries until they are whole: to check each as it comes takes forty
    times as long. `margin`: l, r, t, b in pixels.
    """

    def __init__(self, chart: Chart, p: Palette, height: int, margin: Mapping[str, int]) -> None:
        self.chart, self.p = chart, p
        self.places = list(range(len(chart.names)))
        self.marks: list[dict[str, Any]] = []
        self.layout = _layout(p, height, margin)

    def figure(self, chosen: str | None = None, size: float = 1.0) -> Figure:
        """What was drawn, `size` times as large; of a click what does not mean `chosen` is faded."""
        for mark in self.marks if chosen is not None else ():
            if "marker" in mark and "customdata" in mark:
                others = FADED["marker"]["opacity"] * mark["marker"].get("opacity", 1)
                mark["marker"]["opacity"] = [
                    1 if said[2] == chosen else others for said in mark["customdata"]
                ]
        # Checking it takes seven times as long as the rest; tests/present/test_charts.py does it.
        drawn = {"data": self.marks, "layout": self.layout}
        return Figure(drawn if size == 1 else _grown(drawn, size))

    def mark(self, kind: str, **look: Any) -> None:
        """Something with data: a bar, a scatter."""
        self.marks.append({"type": kind, **look})

    def note(self, text: str, x: Any, y: Any, size: int = TEXT, role: str = "", **more: Any) -> None:
        """A direct label, without an arrow."""
        font = {"size": size} | ({"color": self.p[role]} if role else {})
        self.layout["annotations"].append(
            {"text": text, "x": x, "y": y, "showarrow": False, "font": font, **more}
        )

    def named(self, text: str, y: float, **more: Any) -> None:
        """A name at the left above its bar; chrome.js shortens it where what stands on its line leaves no room."""
        self.note(
            text, 0, y, **({"xref": "paper", "xanchor": "left", "align": "left", "name": LINE_OF_NAME} | more)
        )

    def legend_row(self, has_target: bool = False) -> None:
        """A key of coloured squares above the plot, as text, and what the dashed line is where that has no room beside
        it: on two lines where a phone is too narrow for one."""
        keys = [*self.chart.legend]
        parts = [f'<span style="color:{self.p[role]}">■</span> {label(name)}' for name, role in keys]
        if has_target:
            parts.append(f'<span style="color:{self.p["text"]}">– – {self.target_words}</span>')
            keys.append((self.target_words, ""))
        if not parts:
            return
        half = (len(parts) + 1) // 2 if legend_lines(keys) == 2 else len(parts)
        text = "<br>".join("   ".join(line) for line in (parts[:half], parts[half:]) if line)
        self._at_edge(text, 1, "bottom", 9, TICK)

    def spoken(self, series: Series) -> list[tuple[str, str, str]]:
        """Customdata of a series: name, value as text, key that a click hands on."""
        several = len(self.chart.series) > 1
        return [
            (
                label(f"{series.name} · {name}" if several and series.name else name),
                label(self.chart.at(series, place)),
                self.chart.key(place),
            )
            for place, name in enumerate(self.chart.names)
        ]

    def hover(self) -> str:
        """Name, bold value, what is counted. Customdata is that of `spoken`."""
        tail = f" {label(self.chart.things)}" if self.chart.things else ""
        return "%{customdata[0]}<br><b>%{customdata[1]}</b>" + tail + "<extra></extra>"

    def titled(self) -> None:
        """What a picture that is taken away says above the figure and, of where the numbers come from, under it
        (chrome.js): the page prints it where it wraps, and the source once."""
        unit = {"rate": "%", "points": "điểm"}.get(self.chart.unit, self.chart.things)
        note = " · ".join(filter(None, (self.chart.note, unit and f"Đơn vị tính: {unit}")))
        self.layout["meta"] = {"headline": self.chart.headline, "note": note, "source": self.chart.source}

    def _at_edge(self, text: str, y: int, anchor: str, shift: float, size: int) -> None:
        """Quiet text from the edge of the picture, above or below the plot: a phone has no room to spare."""
        self.note(
            text, 0, y, size, "gray", xref="paper", yref="paper", xanchor="left", yanchor=anchor, align="left",
            xshift=-self.layout["margin"]["l"], yshift=shift,
        )  # fmt: skip

    def bars(self, series: Series, **more: Any) -> None:
        """The values of a series as bars that are coloured by role, say what the chart says and mean its keys."""
        colours = [self.p[series.role_at(place)] for place in self.places]
        line = more.pop("marker_line", {"width": 0})
        self.mark(
            "bar",
            marker={"color": colours, "line": line},
            customdata=self.spoken(series),
            hovertemplate=self.hover(),
            unselected=FADED,
            **more,
        )

    def line(self, series: Series, line: Mapping[str, Any], marker: Mapping[str, Any] | None) -> None:
        """The values of a series as a line, dotted with a marker where one is given; a line without markers has none to
        click, so one that means something has markers that nobody sees."""
        if marker is None and any(self.chart.keys):
            marker = {"size": 9, "opacity": 0, "color": line["color"]}
        self.mark(
            "scatter",
            x=self.places,
            y=series.values,
            mode="lines+markers" if marker else "lines",
            connectgaps=False,
            line=line,
            **({"marker": marker} if marker else {}),
            customdata=self.spoken(series),
            hovertemplate=self.hover(),
        )

    def value_axis(self, low: float, high: float) -> None:
        """The upright axis: at most six ticks at whole steps, rates written as percentages."""
        axis = self.layout["yaxis"]
        axis["range"] = [low, high]
        if self.chart.unit != "rate":
            axis |= {"nticks": 5} | ({"tickformat": ",d"} if self.chart.unit == "count" else {})
            if self.chart.unit == "count" and high - low <= 5:
                axis["dtick"] = 1  # no half of a record, which the format would call a whole one
            return
        steps = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
        step = next((step for step in steps if (high - low) / step <= 6), 0.25)
        places = range(int(low / step), int(high / step) + 1)
        known = [value for series in self.chart.series for value in series.values if value is not None]
        # under zero and over 100% is nothing but room, where no rate is lower or higher
        first, last = max(low, min(0.0, *known)) - 1e-9, max(1.0, *known) + 1e-9
        ticks = [round(place * step, 6) for place in places if first <= place * step <= last]
        axis |= {"tickvals": ticks, "ticktext": [show(tick, rate=True) for tick in ticks]}

    def name_axis(self, most: int = 7) -> None:
        """The names below, the last always among them."""
        step = max(1, -(-len(self.places) // most))
        places = self.places[::-1][::step]
        self.layout["xaxis"] |= {
            "tickvals": places,
            "ticktext": [_tick(self.chart.names[place]) for place in places],
            "tickangle": 0,
            "range": [-0.5, len(self.places) - 0.5],
        }

    @property
    def target_words(self) -> str:
        """What the dashed line is."""
        return f"<b>Chỉ tiêu {self.chart.said(self.chart.target)}</b>"

    def target_line(self, is_in_key: bool) -> None:
        """The target as a dashed line, its words at the left above it, readable over a line; or in the key."""
        if self.chart.target is None:
            return
        line = {"color": self.p["text"], "width": 1.5, "dash": "dash"}
        self.level(self.chart.target, line)
        if is_in_key:
            return
        look = {"xref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": 4}
        ground = {"bgcolor": self.p["background"]}
        self.note(self.target_words, 0, self.chart.target, TICK, "text", **look, **ground)

    def stroke(self, x: Span, y: Span, role: str = "text", width: float = 2.5, **more: Any) -> None:
        """A line from place to place, short and thick: a target of one name."""
        line = {"color": self.p[role], "width": width}
        self.shape("line", x, y, line=line, **more)

    def level(self, y: float, line: Mapping[str, Any]) -> None:
        """A line across the plot at a value."""
        self.shape("line", (0, 1), (y, y), xref="x domain", line=line)

    def shape(self, kind: str, x: Span, y: Span, **look: Any) -> None:
        """Something without data, from corner to corner."""
        (x0, x1), (y0, y1) = x, y
        self.layout["shapes"].append({"type": kind, "x0": x0, "x1": x1, "y0": y0, "y1": y1, **look})

    def unseen_axes(self, x: Span, y: Span) -> None:
        """Both axes, without ticks or lines: what is drawn says its names and numbers itself."""
        for axis, span in (("xaxis", x), ("yaxis", y)):
            self.layout[axis] |= {"visible": False, "range": span}
