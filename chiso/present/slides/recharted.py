"""New data into a chart of an edited deck: its caches, its sheet, labels, scale and the marks over it; what people made
of its looks stays."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from chiso.present.slides.parts import Part, names, points, series_of
from chiso.present.slides.renewed import Ours

# In a series what is of the data, in the order of the schema; the rest is how people want it to look.
_DATA = (
    "tx",
    "invertIfNegative",
    "dPt",
    "dLbls",
    "cat",
    "val",
    "extLst",
)  # the last: the cells of its labels
_ORDER = ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
          "trendline", "errBars", "cat", "val", "smooth", "shape", "extLst")  # fmt: skip


class AnotherKind(Exception):
    """Somebody chose another type for the chart."""


def renew_chart(part: Part, fresh: Part, ours: Ours) -> str:
    """Data, sheet, labels and scale of the fresh chart; colours, fonts, axes as people have them. Answers what they
    should know: "" in the usual case. The type that somebody chose stays, and then the chart stays as it is."""
    chart, drawn = part.shape.chart, fresh.shape.chart
    space, new = chart._chartSpace, drawn._chartSpace
    is_alike = len(series_of(space)) == len(series_of(new)) and _kinds(space) == _kinds(new)
    if not is_alike and not _kinds(space) <= _kinds(new) and not _kinds(new) <= _kinds(space):
        raise AnotherKind
    told = ""
    if is_alike and chart.part.chart_workbook.xlsx_part is not None:
        called = names(part), names(fresh)
        for old, one in zip(series_of(space), series_of(new), strict=True):
            _renew_series(old, one, called, ours)
        _renew_axes(space, new)
    else:
        told = (
            "vẽ lại trong khung cũ; màu của dãy giữ nguyên, định dạng riêng khác của biểu đồ không giữ được"
        )
        _redraw(space, new, ours)
    chart.part.chart_workbook.update_from_xlsx_blob(drawn.part.chart_workbook.xlsx_part.blob)
    properties = part.shape._element.nvGraphicFramePr.cNvPr
    properties.set("descr", fresh.shape._element.nvGraphicFramePr.cNvPr.get("descr", ""))
    _attach(part, fresh)
    return told


def _kinds(space: Any) -> set[tuple[str, str]]:
    """What it is drawn with: kinds of plots, and which way bars go."""
    plots = [one for one in space.find(f".//{qn('c:plotArea')}") if one.find(qn("c:ser")) is not None]
    ways = (one.find(qn("c:barDir")) for one in plots)
    return {(one.tag, "" if way is None else way.get("val")) for one, way in zip(plots, ways, strict=True)}


def _renew_series(old: Any, new: Any, called: tuple[Sequence[str], Sequence[str]], ours: Ours) -> None:
    chosen = [one for one in old.findall(qn("c:dPt")) if not ours(one.find(qn("c:spPr")))]
    is_own = not ours(old.find(qn("c:spPr")))
    font = next((one for one in old.iter(qn("a:rPr"))), None)
    children = [one for one in old if etree.QName(one).localname not in _DATA]
    fresh = [deepcopy(one) for one in new if etree.QName(one).localname in _DATA]
    look, drawn = old.find(qn("c:spPr")), new.find(qn("c:spPr"))
    if look is not None and drawn is not None and not is_own:
        had, fill = (one.find(qn("a:solidFill")) for one in (look, drawn))
        if had is not None and fill is not None:
            look.replace(had, deepcopy(fill))
    for one in list(old):
        old.remove(one)
    old.extend(sorted(children + fresh, key=lambda one: _ORDER.index(etree.QName(one).localname)))
    for point in chosen:
        _keep_point(old, point, called)
    for run in old.iter(qn("a:rPr")) if font is not None else ():
        _same_font(run, font)


def _keep_point(series: Any, point: Any, called: tuple[Sequence[str], Sequence[str]]) -> None:
    """A bar that somebody coloured stays so, wherever its name stands now."""
    before, now = called
    at = int(point.find(qn("c:idx")).get("val"))
    if at >= len(before) or before[at] not in now:
        return
    place = now.index(before[at])
    point.find(qn("c:idx")).set("val", str(place))
    others = series.findall(qn("c:dPt"))
    for one in others:
        if one.find(qn("c:idx")).get("val") == str(place):
            series.remove(one)
    after = [one for one in series.findall(qn("c:dPt")) if int(one.find(qn("c:idx")).get("val")) < place]
    ahead = {"idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion"}
    first = sum(etree.QName(one).localname in ahead for one in series)
    series.insert(first + len(after), point)


def _same_font(run: Any, font: Any) -> None:
    if font.get("sz"):
        run.set("sz", font.get("sz"))
    latin = font.find(qn("a:latin"))
    if latin is not None and run.find(qn("a:latin")) is None:
        run.append(deepcopy(latin))


def _renew_axes(space: Any, new: Any) -> None:
    """The scale, how many names stand at the axis, and where the plot stands under drawn marks."""
    for old, one in zip(space.iter(qn("c:scaling")), new.iter(qn("c:scaling")), strict=False):
        for name in ("c:max", "c:min"):
            for gone in old.findall(qn(name)):
                old.remove(gone)
            old.extend(deepcopy(one.findall(qn(name))))
    for old, one in zip(space.iter(qn("c:catAx")), new.iter(qn("c:catAx")), strict=False):
        for gone in old.findall(qn("c:tickLblSkip")):
            old.remove(gone)
        after = old.find(qn("c:noMultiLvlLbl"))
        for fresh in one.findall(qn("c:tickLblSkip")) if after is not None else ():
            after.addprevious(deepcopy(fresh))
    areas = [one.find(f".//{qn('c:plotArea')}") for one in (space, new)]
    if (layout := areas[1].find(qn("c:layout"))) is not None:
        for gone in areas[0].findall(qn("c:layout")):
            areas[0].remove(gone)
        areas[0].insert(0, deepcopy(layout))


def _redraw(space: Any, new: Any, ours: Ours) -> None:
    """The fresh chart in the old frame, with the colours that somebody gave to series."""
    own = {_name(one): one.find(qn("c:spPr")) for one in series_of(space) if not ours(one.find(qn("c:spPr")))}
    link = space.find(qn("c:externalData"))
    for one in list(space):
        space.remove(one)
    space.extend(deepcopy(one) for one in new if one.tag != qn("c:externalData"))
    if link is not None:
        space.append(link)
    for one in series_of(space):
        if _name(one) in own and (drawn := one.find(qn("c:spPr"))) is not None:
            one.replace(drawn, deepcopy(own[_name(one)]))


def _name(series: Any) -> str:
    return " ".join(points(series.find(qn("c:tx"))))


def _attach(part: Part, fresh: Part) -> None:
    """What is drawn over and above the chart, its targets' marks and its key, at the same place of the frame."""
    place, drawn = part.shape, fresh.shape
    for stem in ("mark", "(?:key|name)"):
        of = re.compile(rf"{re.escape(part.key)}_{stem}_\d+")
        old = [one for one in place._parent if of.fullmatch(one.name)]
        new = [one for one in drawn._parent if of.fullmatch(one.name)]
        if stem != "mark" and len(old) == len(new):
            continue
        for one in old:
            one._element.getparent().remove(one._element)
        for one in new:
            made = deepcopy(one._element)
            made.nvSpPr.cNvPr.set("id", str(place._parent._next_shape_id))
            place._element.addnext(made)
            across, down = place.width / drawn.width, place.height / drawn.height
            made.x = round(place.left + (one.left - drawn.left) * across)
            made.y = round(place.top + (one.top - drawn.top) * down)
            if stem == "mark":
                made.cy = round(one.height * down)
