"""The axes of a native chart: the ends of its values, the names that stand there, how large and how many."""

import math
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from chiso.present.chart import Chart
from chiso.present.slides.base import (
    BESIDE,
    LYING,
    PT_PER_CM,
    Box,
    colour,
    names_beside,
    safe,
    side,
    width_cm,
    wrap,
)
from chiso.present.slides.styled import OF_SHARES, STEPS, Drawn

_LEAST = 0.1  # of an axis of rates: of a shorter one the steps are no whole percents, and are written twice
_APART = 0.6  # centimetres between names below a chart; where they have no room, every so-manieth stands


def add_axes(drawn: Any, chart: Chart, names: Sequence[str], series: Sequence[Drawn], box: Box) -> None:
    """Sets both axes of a drawn chart in its place."""
    category, value = drawn.category_axis, drawn.value_axis
    category.format.line.color.rgb = colour("axis")
    category.major_tick_mark = value.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    value.format.line.fill.background()
    value.tick_labels.font.size = Pt(13)
    value.tick_labels.font.color.rgb = colour("gray")
    shares = chart.unit == "rate" and all((one or 0) <= 1 for drawn in series for one in drawn.series.values)
    value.tick_labels.number_format = OF_SHARES if shares else "0%" if chart.unit == "rate" else "General"
    value.tick_labels.number_format_is_linked = False
    value.minimum_scale, value.maximum_scale = span_in(box, chart, series)
    _name_axis(category, chart, names, box)
    if chart.kind == "moves":
        value.minimum_scale, value.maximum_scale = _worded_span(chart, box)
    if chart.kind in LYING:
        category.reverse_order = True
        category.format.line.fill.background()
    if chart.kind in LYING or chart.labels == "ends":
        value.visible = value.has_major_gridlines = False
        # said out: what is not said means the contrary to some readers where a template is of Office 2007
        value._element.find(qn("c:delete")).set("val", "1")
        return
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = colour("grid")


def _name_axis(category: Any, chart: Chart, names: Sequence[str], box: Box) -> None:
    """The names at their axis: beside lying bars smaller where they are taller than their bars, below a chart every
    so-manieth, as many as stand side by side."""
    size, step, texts = 12.0 if chart.labels == "ends" else 14.0, 1, [safe(name) for name in names]
    if chart.kind in LYING:
        sizes = (one for one in (14.0, 12.0) if _tallest(texts, box, one) <= box.height / len(texts))
        size = next(sizes, 10.0)
    elif chart.kind in ("line", "limits"):
        room = max(width_cm(text, size) for text in texts) + _APART
        step = -(-len(texts) // max(1, int((box.width - 1.5) / room)))
    category.tick_labels.font.size = Pt(size)
    skip = etree.Element(qn("c:tickLblSkip"))
    skip.set("val", str(step))
    category._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def show_some_names(chart_space: Any) -> None:
    """Where every so-manieth name stands at the axis, the chart remembers only those; its sheet has all. LibreOffice
    does not heed the step: it lays as many side by side as touch, or leans them."""
    for axis in chart_space.iter(qn("c:tickLblSkip")):
        step = int(axis.get("val"))
        for names in chart_space.iter(qn("c:cat")) if step > 1 else ():
            for point in [one for one in names.iter(qn("c:pt")) if int(one.get("idx")) % step]:
                point.getparent().remove(point)


def _tallest(names: Sequence[str], box: Box, size: float) -> float:
    """Centimetres of the name with most lines beside lying bars."""
    return max(len(wrap(name, BESIDE * box.width - 0.5, size)) for name in names) * size * 1.2 / PT_PER_CM


def _worded_span(chart: Chart, box: Box) -> tuple[float, float]:
    """The ends of the axis of bars to both sides with room for their words, which else lie on the names."""
    (series,) = chart.series
    known = [(series.values[place] or 0.0, safe(chart.at(series, place))) for place in series.known]
    low, high = min(0.0, *(value for value, _ in known)), max(0.0, *(value for value, _ in known))
    left, right = (
        max(
            (width_cm(words, 14, bold=True) + 0.3 for value, words in known if (value < 0) == below),
            default=0.0,
        )
        for below in (True, False)
    )
    plot = box.width - names_beside(chart, box)
    per = (high - low or 1.0) / max(plot / 8, plot - left - right)
    return low - per * left, high + per * right


def _room_for_words(chart: Chart, series: Sequence[Drawn], box: Box) -> float:
    """The end of the axis of bars with room for the words behind each, which else lie on what stands beside; where they
    have none LibreOffice draws all bars shorter, away from the marks of their targets."""
    plot = box.width - names_beside(chart, box)
    return max(
        (
            (value or 0.0) * plot / max(plot / 4, plot - width_cm(safe(words), one.size, bold=True) - 0.5)
            for one in series
            for place, (value, words) in enumerate(zip(one.series.values, one.said, strict=False))
            if words and (one.look != "fill" or side(chart, value, place) != "inside")
        ),
        default=0.0,
    )


def span_in(box: Box, chart: Chart, series: Sequence[Drawn]) -> tuple[float | None, float | None]:
    """The ends of the value axis where the chart is drawn in that place."""
    low, high = span(chart, series)
    if chart.kind in ("bars", "bullets"):
        high = max(high or 0.0, _room_for_words(chart, series, box))
    return low, high


def span(chart: Chart, series: Sequence[Drawn]) -> tuple[float | None, float | None]:
    """The ends of the value axis: bars and columns from zero with room for labels, lines around what they show."""
    known = [value for one in series for value in one.series.values if value is not None] or [0.0, 1.0]
    if chart.kind in STEPS:
        under, above = ([value or 0.0 for value in one.series.values] for one in series)
        return min(under) - 0.2, max(low + step for low, step in zip(under, above, strict=True)) + 0.2
    if chart.kind in LYING:
        return min(0.0, *known) * 1.4, max(*known, chart.longest * (chart.kind == "stacked"), 0.001) * 1.18
    if chart.kind == "columns":
        return (None if min(known) < 0 else 0.0), 1.0 if chart.is_stack and chart.unit == "rate" else None
    spread = max(known) - min(known)
    if chart.labels == "ends":  # room for a number under the lowest and over the highest
        return min(known) - 0.8 * (spread or 1.0), max(known) + 0.6 * (spread or 1.0)
    steps = (0.02, 0.05, 0.1, 0.2) if chart.unit == "rate" else (0.5, 1, 2, 5, 10, 20)
    step = next((step for step in steps if spread / step <= 5), steps[-1])
    low = math.floor(min(known) / step) * step
    high = (math.floor(max(known) / step) + 1) * step
    if high - max(known) < step / 2:
        high += step
    if chart.unit == "rate" and max(known) <= 1:
        high = min(high, 1.04)  # above 100% there is nothing but room for a label
        low = max(0.0, min(low, high - _LEAST))
        high = max(high, low + _LEAST)
    return max(0.0, round(low, 4)) if min(known) >= 0 else round(low, 4), round(high, 4)
