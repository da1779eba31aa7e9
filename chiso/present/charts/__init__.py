"""Frame -> plotly figure, nothing else: no Streamlit, no database, no clock.

A figure has no title (the page prints the finding above it, where it wraps), one axis, direct labels,
Vietnamese numbers and one camera button (CONFIG). Colours come from a Palette, light or dark. Names
that came out of an imported file are escaped (`label`), because Plotly reads a little HTML in every text.
"""

from chiso.present.charts.bars import ageing, bullets, channels, hbars, stacked, weekly_flow
from chiso.present.charts.base import CONFIG, config, label
from chiso.present.charts.lines import cumulative, limits_band, month_bars
from chiso.present.charts.palette import AGE_BANDS, DARK, LIGHT, Palette, palette
from chiso.present.charts.preview import of_slide
from chiso.present.charts.steps import slope, waterfall
from chiso.present.charts.years import index_lines, index_series

__all__ = [
    "AGE_BANDS",
    "CONFIG",
    "DARK",
    "LIGHT",
    "Palette",
    "ageing",
    "bullets",
    "channels",
    "config",
    "cumulative",
    "hbars",
    "index_lines",
    "index_series",
    "label",
    "limits_band",
    "month_bars",
    "of_slide",
    "palette",
    "slope",
    "stacked",
    "waterfall",
    "weekly_flow",
]
