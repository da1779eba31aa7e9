"""How one series of a native chart looks: its strokes or fills, and the labels typed at its values."""

from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from chiso.present.chart import Chart, Series
from chiso.present.slides.base import colour, ink, safe, side

_LOWER = 0.05  # of the height of its chart, the number of a line that goes on
_STROKE = 26  # points: a mark on a column
OF_SHARES = (
    '[>1.001]"";0%'  # numbers at an axis of rates none of which is over 100%: what stands there is room
)
STEPS = ("waterfall", "ruler")  # from one value to another


@dataclass(frozen=True)
class Drawn:
    """One native series: `look` is fill, line, thin, dash, dot, stroke (a short one at each value) or none; `said` its
    labels, "" for none."""

    series: Series
    look: str
    said: tuple[str, ...] = ()
    size: int = 14

    @property
    def is_line(self) -> bool:
        """Whether it is drawn in a line chart."""
        return self.look in ("line", "thin", "dash", "dot", "stroke")


def style(shape: Any, one: Drawn, chart: Chart) -> None:
    """Strokes or fills of one series, and its labels."""
    (_line if one.is_line else _fill)(shape, one)
    if chart.labels == "ends" or (one.look == "line" and len(one.series.known) == 1):
        # a year between two gaps, a single day: no line
        _marker(shape, one, XL_MARKER_STYLE.CIRCLE, 6)
        shape.format.line.width = Pt(2.5)
    for place, text in enumerate(one.said):
        if not text:
            continue
        position = _label_position(one, chart, place)
        role = one.series.role_at(place)
        inside = position in (XL_LABEL_POSITION.CENTER, XL_LABEL_POSITION.INSIDE_END)
        tone = ink(role) if inside else colour(_ink(one))
        label = shape.points[place].data_label
        _typed(label, text, position, tone, one.size)
        if one.is_line and chart.kind == "columns":
            _ground(label)
        if goes_on(one, chart):
            _lower(label)


def _ink(one: Drawn) -> str:
    """The role of what is said beside a series: lines are told apart by their colour, as dark as words have to be."""
    role = one.series.role_at(0)
    if not one.is_line or role == "context":
        return "text"
    return f"{role}_ink" if role in ("accent", "alarm") else role


def ends_free(one: Drawn, chart: Chart) -> bool:
    """Whether a line is said right of its end: above it the words lie on the line or on that of the target."""
    is_said = chart.labels != "ends" and one.look in ("line", "dot")
    return chart.kind in ("line", "limits") and is_said and not goes_on(one, chart)


def goes_on(one: Drawn, chart: Chart) -> bool:
    """Whether what is expected goes on from its end."""
    return one.look == "line" and any(series.style == "dot" for series in chart.series)


def _label_position(one: Drawn, chart: Chart, place: int) -> Any:
    if one.is_line and chart.labels == "ends":
        beside = one.series.values[max(place - 1, 0) : place + 2]
        rises = any(value > (one.series.values[place] or 0.0) for value in beside if value is not None)
        return XL_LABEL_POSITION.BELOW if rises else XL_LABEL_POSITION.ABOVE
    if one.is_line and one.look != "stroke" and (len(one.series.known) == 1 or ends_free(one, chart)):
        return XL_LABEL_POSITION.RIGHT
    if one.is_line:
        return XL_LABEL_POSITION.BELOW if goes_on(one, chart) else XL_LABEL_POSITION.ABOVE
    if chart.kind in ("stacked", *STEPS) or chart.is_stack:
        return XL_LABEL_POSITION.INSIDE_BASE if one.look == "none" else XL_LABEL_POSITION.CENTER
    inside = side(chart, one.series.values[place], place) == "inside"
    return XL_LABEL_POSITION.INSIDE_END if inside else XL_LABEL_POSITION.OUTSIDE_END


def _line(shape: Any, one: Drawn) -> None:
    line = shape.format.line
    line.color.rgb = colour(one.series.role_at(0))
    line.width = Pt({"line": 4, "dot": 3, "dash": 1.75}.get(one.look, 1.5))
    line.dash_style = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}.get(one.look)
    shape.smooth = False
    if one.look == "stroke":
        line.fill.background()
        _marker(shape, one, XL_MARKER_STYLE.DASH, _STROKE)
        return
    shape.marker.style = None
    etree.SubElement(shape.marker._element.get_or_add_marker(), qn("c:symbol")).set("val", "none")


def _marker(shape: Any, one: Drawn, kind: Any, size: int) -> None:
    """A full mark, `size` points wide, at each value."""
    marker = shape.marker
    marker.style, marker.size = kind, size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(one.series.role_at(0))
    marker.format.line.fill.background()


def _fill(shape: Any, one: Drawn) -> None:
    if one.look == "none":
        shape.format.fill.background()
        return
    roles = [one.series.role_at(place) for place in range(len(one.series.values))]
    usual = max(dict.fromkeys(roles), key=roles.count)  # of as many the first: a set's order is no order
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = colour(usual)
    shape.invert_if_negative = False
    for place, role in enumerate(roles):
        if role != usual:
            point = shape.points[place].format.fill
            point.solid()
            point.fore_color.rgb = colour(role)


def _typed(label: Any, text: str, position: Any, tone: Any, size: int) -> None:
    """A label typed as text: the same in every locale of Office; in one line, however narrow the chart."""
    frame = label.text_frame
    frame.text, frame.word_wrap = safe(text), False
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb = tone
    label.position = position


def _ground(label: Any) -> None:
    """A label readable over columns that rise higher than what it is said of."""
    look = etree.Element(qn("c:spPr"))
    fill = etree.SubElement(etree.SubElement(look, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", str(colour("background")))
    label._dLbl.find(qn("c:tx")).addnext(look)


def _lower(label: Any) -> None:
    """A label moved down, clear of a line that rises to its end."""
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (("x", 0), ("y", _LOWER)):
        etree.SubElement(manual, qn(f"c:{name}")).set("val", str(value))
    label._dLbl.find(qn("c:idx")).addnext(layout)
