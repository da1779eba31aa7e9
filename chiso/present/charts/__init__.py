"""Chart -> plotly figure, nothing else: no Streamlit, no database, no clock. A heat chart is a grid of the page.

A figure has no title (the page prints the headline above it, where it wraps), one axis, direct labels, Vietnamese
numbers and no buttons (`config`). Names that came out of an imported file are escaped (`label`), because
Plotly reads a little HTML in every text.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import plotly.graph_objects as go

from chiso.present.chart import Chart
from chiso.present.charts import lying, upright
from chiso.present.charts.base import Drawing, config, label
from chiso.present.palette import Palette, palette

__all__ = ["config", "draw", "label"]

_DRAW: Mapping[str, Callable[[Chart, Palette], Drawing]] = {
    "line": upright.line,
    "limits": upright.limits,
    "columns": upright.columns,
    "bars": lying.bars,
    "stacked": lying.stacked,
    "bullets": lying.bullets,
    "waterfall": lying.waterfall,
    "ruler": lying.ruler,
    "slope": lying.slope,
    "moves": lying.moves,
}


@lru_cache(maxsize=64)  # of 0.1 MB each
def draw(chart: Chart, theme: str, chosen: str | None = None, size: float = 1.0) -> go.Figure:
    """The figure of a chart in the palette `light` or `dark`; what is not `chosen` (a key) is faded. `size`: so many
    times as large are its letters, and as high it is.

    Kept, so that a rerun does not build its own again: nobody changes the answer.
    """
    drawing = _DRAW[chart.kind](chart, palette(theme))
    drawing.titled()
    return drawing.figure(chosen, size)
