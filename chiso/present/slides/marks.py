"""What is drawn beside and over a native chart, because Office and LibreOffice agree on no native one: its key, and
the targets of lying bars as upright marks."""

from typing import Any, Literal

from lxml import etree
from pptx.oxml.ns import qn

from chiso.present.chart import Chart
from chiso.present.slides.base import Box, Style, block, put, safe, width_cm

LYING = ("bars", "stacked", "bullets", "slope", "waterfall")
TARGET = "Chỉ tiêu"
_WIDE = 0.1  # centimetres of a mark
_TOUCHES = 0.02  # of the longest bar: a number right after its end would stand on the mark
_NUMBER = 0.22  # of the longest bar: what a number takes beside a table


def has_marks(chart: Chart) -> bool:
    """Lying bars, some with a target of their own."""
    return chart.kind in LYING and any(target is not None for target in chart.targets)


def legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The chart's key, and the marks that stand for targets, with their number where all have the same."""
    if not has_marks(chart):
        return chart.legend
    levels = {target for target in chart.targets if target is not None}
    words = f"{TARGET} {chart.said(*levels)}" if len(levels) == 1 else TARGET
    return (*(chart.legend or ((chart.series[0].name, "accent"),)), (words, "text"))


def add_legend(slide: Any, chart: Chart, left: float, top: float) -> None:
    """Squares with names in one row; a mark for the targets."""
    for words, role in legend(chart):
        wide = _WIDE if has_marks(chart) and words.startswith(TARGET) else 0.45
        block(slide, role, Box(left + (0.45 - wide) / 2, top + 0.14, wide, 0.45))
        room = width_cm(safe(words), 14) + 0.4
        put(slide, words, Box(left + 0.65, top, room, 0.7), Style(14))
        left += room + 1.15


def side(chart: Chart, value: float | None, place: int) -> Literal["inside", "outside", "behind"]:
    """Where a number stands so that no mark runs through it: inside its bar, outside its end, behind the mark."""
    target = chart.targets[place] if has_marks(chart) else None
    if value is None or target is None:
        return "outside"
    known = [one for values in (chart.targets, *(s.values for s in chart.series)) for one in values]
    longest = max(one for one in known if one is not None)
    number = _NUMBER * longest
    if value > target + _TOUCHES * longest:
        return "outside"
    if value >= number:
        return "inside"
    return "behind" if target - value < number and len(chart.series) == 1 else "outside"


def add_marks(slide: Any, drawn: Any, chart: Chart, box: Box) -> None:
    """Marks over a native chart, where its value axis says."""
    names = min(0.44 * box.width, max(width_cm(safe(name), 14) for name in chart.names) + 0.5)
    _place_plot(drawn, names / box.width)
    row = box.height / len(chart.names)
    for place, target in enumerate(chart.targets):
        if target is not None:
            at = box.left + names + (box.width - names) * target / drawn.value_axis.maximum_scale
            top = box.top + row * (place + 0.13)
            block(
                slide, "text", Box(at - _WIDE / 2, top, _WIDE, 0.74 * row)
            ).name = f"{TARGET} {chart.said(target)}"


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
