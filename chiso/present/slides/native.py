"""Native charts and tables: editable in PowerPoint, with their data embedded."""

import math
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.core.text import inert, xml_text
from chiso.core.vietnamese import format_number, format_percent
from chiso.present.slides.fit import fit, width_cm
from chiso.present.slides.model import Chart, Series, Table

COLOURS = {
    "accent": "0B5A8F", "context": "B9C4CE", "alarm": "B42318", "target": "17212B", "forecast": "0B5A8F",
    "light": "F2B5AE", "middle": "CB4A3D", "dark": "8C130B", "good": "0E7566", "warning": "B86E00",
    "text": "17212B", "gray": "4A5865", "grid": "E8EDF1", "axis": "82909D", "hairline": "D5DDE5",
}  # fmt: skip
_KINDS = {
    "line": XL_CHART_TYPE.LINE,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
}


def colour(role: str) -> Any:
    """A colour of the slides' palette."""
    return RGBColor.from_string(COLOURS[role])


def safe(text: str) -> str:
    """Text that XML can hold."""
    return xml_text(text).replace("\n", " ").strip()


def number_text(value: float, unit: str) -> str:
    """The value as the page writes it."""
    if unit == "rate":
        return format_percent(value, 1).replace(",0%", "%")
    return format_number(value, 2 if unit == "points" else 0)


def add_chart(slide: Any, chart: Chart, left: float, top: float, width: float, height: float) -> Any:
    """Draw a native chart (centimetres); answers the graphic frame."""
    data = CategoryChartData(number_format="0%" if chart.unit == "rate" else "General")
    data.categories = [inert(safe(name)) for name in chart.categories]
    for series in _series(chart):
        data.add_series(inert(safe(series.name)), series.values)
    frame = slide.shapes.add_chart(_KINDS[chart.kind], Cm(left), Cm(top), Cm(width), Cm(height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", safe(chart.alt))
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(14), "Arial"
    drawn.font.color.rgb = colour("text")
    drawn.has_title = False
    drawn.has_legend = False
    _axes(drawn, chart)
    for index, series in enumerate(_series(chart)):
        _style(drawn.plots[0].series[index], series, chart)
    if chart.kind != "line":
        _bars(drawn.plots[0], chart)
    return frame


def _series(chart: Chart) -> list[Series]:
    """The chart's series; a stack gets a transparent one behind its end that carries the totals."""
    if chart.kind != "stacked":
        return list(chart.series)
    return [*chart.series, Series("Tổng", tuple(0.0 for _ in chart.categories), "target")]


def add_legend(slide: Any, chart: Chart, left: float, top: float) -> None:
    """Squares with names in one row. Drawn, not native: Office and LibreOffice differ on hidden legend entries."""
    for series in chart.series:
        square = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(left), Cm(top + 0.14), Cm(0.45), Cm(0.45))
        square.fill.solid()
        square.fill.fore_color.rgb = colour(series.role)
        square.line.fill.background()
        square.shadow.inherit = False
        name = safe(series.name)
        box = slide.shapes.add_textbox(Cm(left + 0.65), Cm(top), Cm(width_cm(name, 14) + 0.4), Cm(0.7))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        frame.text = name
        frame.paragraphs[0].font.size = Pt(14)
        frame.paragraphs[0].font.color.rgb = colour("text")
        left += 0.65 + width_cm(name, 14) + 0.9


def _axes(drawn: Any, chart: Chart) -> None:
    category, value = drawn.category_axis, drawn.value_axis
    category.format.line.color.rgb = colour("axis")
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_labels.font.size = Pt(14)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    value.major_tick_mark = XL_TICK_MARK.NONE
    value.format.line.fill.background()
    value.tick_labels.font.size = Pt(13)
    value.tick_labels.font.color.rgb = colour("gray")
    value.tick_labels.number_format = "0%" if chart.unit == "rate" else "General"
    value.tick_labels.number_format_is_linked = False
    if chart.kind in ("bars", "stacked"):
        category.reverse_order = True
        value.visible = False
        value.has_major_gridlines = False
        value.minimum_scale = 0
        value.maximum_scale = _room(chart)
        category.format.line.fill.background()
    else:
        value.has_major_gridlines = True
        value.major_gridlines.format.line.color.rgb = colour("grid")
        if chart.axis_from_zero:
            value.minimum_scale = 0
        else:
            value.minimum_scale, value.maximum_scale = _span(chart)


def _room(chart: Chart) -> float:
    """The end of a bar axis: a sixth more than the longest bar, so that the label beyond it has room."""
    if chart.kind == "stacked":
        ends = [sum(s.values[i] or 0 for s in chart.series) for i in range(len(chart.categories))]
    else:
        ends = [value or 0 for series in chart.series for value in series.values]
    return max([*ends, 0.001]) * 1.18


def _span(chart: Chart) -> tuple[float, float]:
    """A value axis that does not begin at zero: whole steps around the values, with room for a label above."""
    known = [value for series in chart.series for value in series.values if value is not None] or [0.0, 1.0]
    spread = max(known) - min(known)
    steps = (0.02, 0.05, 0.1, 0.2) if chart.unit == "rate" else (0.5, 1, 2, 5, 10, 20)
    step = next((step for step in steps if spread / step <= 5), steps[-1])
    low = math.floor(min(known) / step) * step
    high = (math.floor(max(known) / step) + 1) * step
    if high - max(known) < step / 2:
        high += step
    return max(0.0, round(low, 4)), round(high, 4)


def _style(drawn: Any, series: Series, chart: Chart) -> None:
    if chart.kind == "line":
        line = drawn.format.line
        line.color.rgb = colour(series.role)
        line.width = Pt({"target": 1.75, "forecast": 3, "context": 1.5}.get(series.role, 4))
        line.dash_style = {"target": MSO_LINE.DASH, "forecast": MSO_LINE.ROUND_DOT}.get(series.role)
        drawn.smooth = False
        drawn.marker.style = None
        etree.SubElement(drawn.marker._element.get_or_add_marker(), qn("c:symbol")).set("val", "none")
        if chart.label_points != "none":
            _label_line(drawn, series, chart)
        return
    is_total = chart.kind == "stacked" and series.name == "Tổng"
    if is_total:
        drawn.format.fill.background()
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = colour(series.role)
    if chart.label_points != "none":
        _label_bars(drawn, series, chart, is_total)
    for index in chart.alarm_points if chart.kind == "bars" else ():
        point = drawn.points[index].format.fill
        point.solid()
        point.fore_color.rgb = colour("alarm")


def _label_line(drawn: Any, series: Series, chart: Chart) -> None:
    known = [i for i, value in enumerate(series.values) if value is not None]
    if not known:
        return
    if series.role == "target":
        index, position = known[0], XL_LABEL_POSITION.ABOVE
        text = f"{series.name} {number_text(series.values[index] or 0, chart.unit)}"
    else:
        index, position = known[-1], XL_LABEL_POSITION.ABOVE
        text = number_text(series.values[index] or 0, chart.unit)
    wanted = known if chart.label_points == "all" and series.role != "target" else [index]
    for i in wanted:
        said = text if i == index else number_text(series.values[i] or 0, chart.unit)
        _typed(drawn.points[i].data_label, said, position, series.role, 16 if i == index else 13)


def _label_bars(drawn: Any, series: Series, chart: Chart, is_total: bool) -> None:
    for index in range(len(chart.categories)):
        if is_total:
            total = sum(s.values[index] or 0 for s in chart.series)
            text, position, role = number_text(total, chart.unit), XL_LABEL_POSITION.INSIDE_BASE, "text"
        else:
            value = series.values[index]
            if value is None or (chart.kind == "stacked" and not value):
                continue
            text = number_text(value, chart.unit)
            position = XL_LABEL_POSITION.CENTER if chart.kind == "stacked" else XL_LABEL_POSITION.OUTSIDE_END
            role = (
                "white"
                if chart.kind == "stacked" and series.role in ("middle", "dark", "accent", "alarm")
                else "text"
            )
        _typed(drawn.points[index].data_label, text, position, role, 16 if is_total else 14)


def _typed(label: Any, text: str, position: Any, role: str, size: int) -> None:
    """A label typed as text: the same in every locale of Office."""
    frame = label.text_frame
    frame.text = text
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(size), True
    run.font.color.rgb = RGBColor(255, 255, 255) if role == "white" else colour(role)
    label.position = position


def _bars(plot: Any, chart: Chart) -> None:
    plot.gap_width = 60 if chart.kind != "columns" else 80
    if chart.kind == "stacked":
        plot.overlap = 100


def add_table(slide: Any, table: Table, left: float, top: float, width: float, bottom: float) -> Any:
    """Draw a table with hairlines only; rows that do not fit are counted in a last line."""
    rows = table.rows
    room = int((bottom - top - 1.0) / 1.05)
    shown = rows if len(rows) <= room else rows[: room - 1]
    shares = [share / sum(table.widths) * width for share in table.widths]
    height = len(shown) + 1
    frame = slide.shapes.add_table(height, len(shares), Cm(left), Cm(top), Cm(width), Cm(1.05 * height))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", safe(table.title or "Bảng"))
    drawn = frame.table
    _plain_style(drawn)
    for column, share in enumerate(shares):
        drawn.columns[column].width = Cm(share)
        _cell(drawn.cell(0, column), table.headers[column], share, 14, "gray", line="axis")
    for number, row in enumerate(shown):
        for column, text in enumerate(row):
            role = "alarm" if (number, column) in table.alarm else "text"
            _cell(drawn.cell(number + 1, column), text, shares[column], 16, role, bold=role == "alarm")
    for row_shape in drawn.rows:
        row_shape.height = Cm(1.0)
    return len(rows) - len(shown)


def _plain_style(drawn: Any) -> None:
    properties = drawn._tbl.tblPr
    for name in ("firstRow", "bandRow"):
        properties.attrib.pop(name, None)
    for child in list(properties):
        properties.remove(child)
    style = etree.SubElement(properties, qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid" of PowerPoint


def _cell(
    cell: Any, text: str, width: float, size: int, role: str, *, bold: bool = False, line: str = "hairline"
) -> None:
    cell.margin_left, cell.margin_right, cell.margin_top, cell.margin_bottom = (
        Cm(0.1),
        Cm(0.15),
        Cm(0.05),
        Cm(0.05),
    )
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = cell.text_frame
    frame.word_wrap = True
    frame.text = fit(safe(text), width - 0.3, size, bold=bold)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
    paragraph.font.color.rgb = colour(role)
    edge = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"))
    edge.set("w", "9525")
    fill = etree.SubElement(edge, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", COLOURS[line])
