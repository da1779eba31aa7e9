"""Targets of lying bars: upright marks drawn over the chart, because Office and LibreOffice agree on no native one."""

from typing import Any, Literal

from lxml import etree
from pptx.oxml.ns import qn

from chiso.present.chart import Chart
from chiso.present.slides.base import block, safe
from chiso.present.slides.fit import width_cm

LYING = ("bars", "stacked", "bullets", "slope", "waterfall")
TARGET = "Chỉ tiêu"
WIDTH = 0.1  # centimetres of a mark
_NUMBER = 0.22  # of the longest bar: what a number takes beside a table


def has_marks(chart: Chart) -> bool:
    """Lying bars, some with a target of their own."""
    return chart.kind in LYING and any(target is not None for target in chart.targets)


def side(chart: Chart, value: float | None, place: int) -> Literal["inside", "outside", "behind"]:
    """Where a number stands so that no mark runs through it: inside its bar, outside its end, behind the mark."""
    target = chart.targets[place] if has_marks(chart) else None
    if value is None or target is None or value >= target:
        return "outside"
    known = [one for values in (chart.targets, *(s.values for s in chart.series)) for one in values]
    number = _NUMBER * max(one for one in known if one is not None)
    if value >= number:
        return "inside"
    return "behind" if target - value < number and len(chart.series) == 1 else "outside"


def add_marks(slide: Any, drawn: Any, chart: Chart, frame: tuple[float, float, float, float]) -> None:
    """Marks over a native chart in its frame (left, top, width, height in cm), where its value axis says."""
    left, top, width, height = frame
    names = min(0.44 * width, max(width_cm(safe(name), 14) for name in chart.names) + 0.5)
    _place_plot(drawn, names / width)
    row = height / len(chart.names)
    for place, target in enumerate(chart.targets):
        if target is not None:
            at = left + names + (width - names) * target / drawn.value_axis.maximum_scale
            mark = block(slide, "text", (at - WIDTH / 2, top + row * (place + 0.13), WIDTH, 0.74 * row))
            mark.name = f"{TARGET} {chart.said(target)}"


def _place_plot(drawn: Any, names: float) -> None:
    """Sets the inside of the plot: right of the names (a share of the width), as high as the chart."""
    area = drawn._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    words = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge"}
    for name, value in {**words, "x": names, "y": 0, "w": 1 - names, "h": 1}.items():
        etree.SubElement(manual, qn(f"c:{name}")).set("val", str(value))
    area.insert(0, layout)
