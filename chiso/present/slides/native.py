"""Native charts: editable in PowerPoint, with their data embedded. What each kind becomes there:

line, limits: lines, the target and the limits as thin ones; columns: columns, with a line chart over them for the
target and what the chart draws as a line; bars, stacked: lying bars; bullets and slope: lying bars (the earlier score
beside), the target a series without fill under a drawn mark (`base.add_marks`); waterfall and ruler: lying stacks on a
base without fill; heat: a table (`heat_table`).
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from math import ceil
from typing import Any

from lxml import etree
from pptx.enum.chart import (
    XL_CHART_TYPE,
)
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.core.text import inert
from chiso.present.chart import Chart, Series
from chiso.present.slides import living
from chiso.present.slides.base import (
    LYING,
    TARGET,
    Box,
    add_marks,
    colour,
    has_marks,
    in_vietnamese,
    names_beside,
    place_plot,
    safe,
    side,
    width_cm,
)
from chiso.present.slides.living import Sheet
from chiso.present.slides.scales import add_axes, show_some_names, span_in
from chiso.present.slides.styled import STEPS, Drawn, ends_free, goes_on, style

TOTAL = "Tổng"
_INSIDE = 0.8  # of the width of a chart, what its plot takes at least beside axis and words
_APART = 0.15  # of what a chart shows, between words and what they stand clear of
_UNDER = 0.1  # of the same, from the end of a line to the number under it
_CLEAR = 0.1  # centimetres that a part of a stack leaves free beside its number where two can be told apart


def add_chart(slide: Any, chart: Chart, box: Box, called: str) -> Any:
    """Draw a native chart under a name; answers the graphic frame."""
    names, series = parts(chart, box.width)
    high = span_in(box, chart, series)[1] or 1.0
    series = _of_one_size([_fitted(one, chart, box, high) for one in series], chart)
    series = _apart(series, chart, box, high)
    data: Any = Sheet(number_format="0%" if chart.unit == "rate" else "General")
    data.categories = [inert(safe(name)) for name in names]
    for one in series:
        data.add_series(inert(safe(one.series.name)), one.series.values)
    bound = _bound(data, series)
    frame = slide.shapes.add_chart(_type(chart), *map(Cm, box), data)
    frame.name = called
    frame._element.nvGraphicFramePr.cNvPr.set("descr", safe(chart.told))
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(14), "Arial"
    drawn.font.color.rgb = colour("text")
    drawn.has_title = drawn.has_legend = False
    add_axes(drawn, chart, names, series, _beside_words(drawn, chart, series, box))
    if chart.kind not in ("line", "limits"):
        drawn.plots[0].gap_width = 80 if chart.kind == "columns" else 60
        drawn.plots[0].overlap = _overlap(chart)
    if has_marks(chart):
        add_marks(slide, drawn, chart, box, called)
    _overlay(drawn, series)
    in_order = sorted(series, key=lambda one: one.is_line)  # the plots hold columns, then lines over them
    for one, shape in zip(in_order, (s for plot in drawn.plots for s in plot.series), strict=True):
        style(shape, one, chart)
        if (number := bound.get(id(one))) is not None:
            living.bind(shape._element, tuple(map(safe, one.said)), data.reference(number))
    show_some_names(drawn._chartSpace)
    for number in drawn._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        number.set("val", str(int(number.get("val")) & 0x7FFFFFFF))  # python-pptx's own are below zero
    in_vietnamese(drawn._chartSpace)
    return frame


def _beside_words(drawn: Any, chart: Chart, series: Sequence[Drawn], box: Box) -> Box:
    """What the words at the right of lines leave of a chart's place; its plot keeps to it."""
    said = [
        width_cm(one.said[-1], one.size, bold=True) + 0.4
        for one in series
        if ends_free(one, chart) and one.said[-1]
    ]
    if not said:
        return box
    inside = box._replace(width=box.width - max(said))
    place_plot(drawn, Box(0, 0, inside.width / box.width, 1), "outer")
    return inside


def _bound(data: Sheet, series: Sequence[Drawn]) -> dict[int, int]:
    """Writes the labels of the series beside their values; which of the label columns is whose."""
    values = [one.series.values for one in series]
    labelled = [(place, one) for place, one in enumerate(series) if any(one.said)]
    data.labels = [
        (f"Nhãn: {inert(safe(one.series.name))}", [*living.labels(tuple(map(safe, one.said)), place, values)])
        for place, one in labelled
    ]
    return {id(one): number for number, (_, one) in enumerate(labelled)}


def parts(chart: Chart, width: float = 20.0) -> tuple[tuple[str, ...], list[Drawn]]:
    """The names and series of the native chart, `width` cm wide: the chart's own, and what PowerPoint has no other word
    for."""
    if chart.kind in STEPS:
        return _waterfall(chart)
    everywhere, targets = range(len(chart.names)), Series(TARGET, chart.targets, "text")
    series = [_drawn(chart, one) for one in chart.series]
    if chart.kind == "stacked":
        totals = tuple(chart.said(chart.total(place)) for place in everywhere)
        series.append(Drawn(Series(TOTAL, (0.0,) * len(totals), "text"), "none", totals, 16))
    if chart.band is not None:
        for words, level in zip(("Giới hạn dưới", "Trung bình", "Giới hạn trên"), chart.band, strict=True):
            series.append(Drawn(Series(words, (level,) * len(everywhere), "axis"), "thin"))
    if chart.target is not None:
        said = _words_over(chart, series, chart.target, width)
        series.append(Drawn(Series(TARGET, (chart.target,) * len(everywhere), "text"), "dash", said))
    if has_marks(chart):
        said = tuple(
            chart.at(chart.series[0], place) if _is_behind(chart, place) else "" for place in everywhere
        )
        # Between the two bars of a slope, so that the mark stands in the middle of both.
        series.insert(1, Drawn(targets, "none", said))
    elif chart.kind == "columns" and any(target is not None for target in chart.targets):
        said = tuple("" if need is None else f"cần {chart.said(need)}" for need in chart.targets)
        series.append(Drawn(Series("Mức cần", chart.targets, "alarm"), "stroke", said))
    elif any(target is not None for target in chart.targets):
        last = max(place for place in everywhere if chart.targets[place] is not None)
        said = tuple(chart.said(chart.targets[place]) if place == last else "" for place in everywhere)
        series.append(Drawn(targets, "dash", said, 12))
    return chart.names, series


def _is_behind(chart: Chart, place: int) -> bool:
    """The number of a bar stands behind its target's mark."""
    return side(chart, chart.series[0].values[place], place) == "behind"


def _drawn(chart: Chart, series: Series) -> Drawn:
    line = chart.kind in ("line", "limits") or series.style == "line"
    thin = series.role == "context"
    ahead = series.style if series.style in ("dot", "dash") else ""
    look = (ahead or ("thin" if thin else "line")) if line else "fill"
    size = 12 if chart.labels == "ends" else 16 if line else 14
    return Drawn(series, look, _labels(chart, series, look), size)


def _labels(chart: Chart, series: Series, look: str) -> tuple[str, ...]:
    """What is printed at each value: of lines the last, of columns with labels "last" too, else all."""
    known = series.known
    is_last = look in ("line", "dot") or chart.labels == "last"
    shown = set(known[-1:] if is_last else known)
    if chart.labels == "ends":
        shown |= {*known[:1], *sorted(known, key=lambda place: series.values[place] or 0.0)[-1:]}
    if is_last and chart.kind == "columns" and not chart.is_stack:
        shown = set(known) & {chart.newest(series)}
    if chart.labels == "none" or look in ("thin", "dash"):
        shown = set()
    if chart.kind == "stacked":
        shown = {place for place in known if chart.has_room(series.values[place])}
    shown = {place for place in shown if not _is_behind(chart, place)}
    # Texts stand where there is room for words.
    worded = (chart.kind in LYING and chart.kind != "stacked") or chart.is_stack or chart.labels == "ends"
    words = [
        chart.at(series, place) if worded else chart.said(value) for place, value in enumerate(series.values)
    ]
    if look == "dot":
        words = [series.name] * len(words)
    return tuple(text if place in shown else "" for place, text in enumerate(words))


def _words_over(chart: Chart, drawn: Sequence[Drawn], level: float, width: float) -> tuple[str, ...]:
    """What the target is, over its level, at the first name where that stands clear of the axis and of what is drawn;
    else where that is farthest from the level."""
    count, words = len(chart.names), f"{TARGET} {chart.said(level)}"
    half = min(ceil((width_cm(words, 14, bold=True) / 2 + 0.3) * count / (_INSIDE * width)), (count - 1) // 2)
    values: list[Sequence[float | None]] = [one.values for one in chart.series]
    ends = [level, *(value for of in values for value in of if value is not None)]
    enough = _APART * (spread := max(ends) - min(ends))
    for series in (one.series for one in drawn if goes_on(one, chart) and one.series.known):
        end = series.known[-1]
        if abs((series.values[end] or 0.0) - _UNDER * spread - level) < enough:  # its number stands there
            values.append([level if abs(place - end) <= half else None for place in range(count)])

    def free(place: int) -> float:
        near = (value for of in values for value in of[place - half : place + half + 1] if value is not None)
        apart = (level - one if chart.kind == "columns" else abs(level - one) for one in near)
        return min(apart, default=enough)

    places = range(half, count - half)
    at = next((place for place in places if free(place) >= enough), max(places, key=free))
    return tuple(words if place == at else "" for place in range(count))


def _waterfall(chart: Chart) -> tuple[tuple[str, ...], list[Drawn]]:
    """The steps on a base without fill; the two ends are names of their own rows."""
    (series,), ((first, start), (last, end)) = chart.series, chart.ends
    lost = [value or 0.0 for value in series.values]
    roles = tuple(series.role_at(place) for place in range(len(lost)))
    names = [f"{name}  {chart.at(series, place)}" for place, name in enumerate(chart.names)]
    # a step up stands on the level before it: negative pieces of a stack would hang under zero
    under = map(min, (start, *chart.levels), chart.levels)
    base = Series("Còn lại", (start, *under, end), "context")
    steps = Series(series.name, (None, *map(abs, lost), None), roles=("gray", *roles, "accent"))
    return (first, *names, last), [Drawn(base, "none"), Drawn(steps, "fill")]


def _type(chart: Chart) -> Any:
    if chart.kind in ("line", "limits"):
        return XL_CHART_TYPE.LINE
    if chart.kind == "columns":
        return XL_CHART_TYPE.COLUMN_STACKED if chart.is_stack else XL_CHART_TYPE.COLUMN_CLUSTERED
    stacks = chart.kind in ("stacked", *STEPS)
    return XL_CHART_TYPE.BAR_STACKED if stacks else XL_CHART_TYPE.BAR_CLUSTERED


def _overlap(chart: Chart) -> int:
    """Percent that neighbouring bars share: of a slope with targets, the target's half of either bar."""
    if chart.is_stack or chart.kind in ("stacked", *STEPS):
        return 100
    if has_marks(chart):
        return 100 if len(chart.series) == 1 else 50
    return 0


def _overlay(drawn: Any, series: Sequence[Drawn]) -> None:
    """Moves the lines of a column chart into a line chart on the same axes: python-pptx makes one kind only."""
    columns = drawn._chartSpace.find(f".//{qn('c:barChart')}")
    lines = [place for place, one in enumerate(series) if one.is_line]
    if columns is None or not lines:
        return
    over = etree.Element(qn("c:lineChart"))
    etree.SubElement(over, qn("c:grouping")).set("val", "standard")
    etree.SubElement(over, qn("c:varyColors")).set("val", "0")
    found = columns.findall(qn("c:ser"))
    for place in lines:
        for child in found[place].findall(qn("c:invertIfNegative")):
            found[place].remove(child)
        over.append(found[place])
    etree.SubElement(over, qn("c:marker")).set("val", "1")
    over.extend(deepcopy(axis) for axis in columns.findall(qn("c:axId")))
    columns.addnext(over)


def _of_one_size(series: Sequence[Drawn], chart: Chart) -> list[Drawn]:
    """The numbers that stand behind their targets' marks as small as those inside the bars beside them."""
    if not has_marks(chart):
        return list(series)
    size = min((one.size for one in series if one.look == "fill"), default=14)
    return [replace(one, size=min(one.size, size)) if one.look == "none" else one for one in series]


def _fitted(one: Drawn, chart: Chart, box: Box, high: float) -> Drawn:
    """The series with labels small enough for the bars inside which they stand: else they lie on the names. `high`: the
    end of the axis."""
    is_stack = chart.kind == "stacked"
    if not (has_marks(chart) or is_stack) or one.look != "fill":
        return one
    rooms = _rooms(one, chart, box, high)
    inside = [
        (safe(words), room - (0.0 if is_stack else 0.3))
        for place, (words, room) in enumerate(zip(one.said, rooms, strict=True))
        if words and (is_stack or side(chart, one.series.values[place], place) == "inside")
    ]
    sizes = (14, 12, 11)
    fits = (size for size in sizes if all(width_cm(text, size, bold=True) <= room for text, room in inside))
    return replace(one, size=next(fits, 10))


def _rooms(one: Drawn, chart: Chart, box: Box, high: float) -> list[float]:
    """How long its bars are, in centimetres."""
    plot = box.width - names_beside(chart, box)
    return [(value or 0.0) / high * plot for value in one.series.values]


def _apart(series: Sequence[Drawn], chart: Chart, box: Box, high: float) -> list[Drawn]:
    """Of numbers that fill their parts of a stack only every other: two would read as one."""
    if chart.kind != "stacked":
        return list(series)
    before, made = [False] * len(chart.names), []
    for one in series:
        said = list(one.said)
        for place, room in enumerate(_rooms(one, chart, box, high) if one.look == "fill" else ()):
            is_tight = width_cm(safe(said[place]), one.size, bold=True) + _CLEAR > room
            if said[place] and is_tight and before[place]:
                said[place] = ""
            if one.series.values[place]:
                before[place] = bool(said[place]) and is_tight
        made.append(replace(one, said=tuple(said)))
    return made
