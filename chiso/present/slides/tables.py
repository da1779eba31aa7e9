"""Tables of a slide: hairlines only, rows that do not fit are counted."""

from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.present.chart import TINTED, Chart
from chiso.present.slides.base import colour, safe
from chiso.present.slides.fit import fit
from chiso.present.slides.model import Table


def heat_table(chart: Chart) -> Table:
    """A heat chart as a table: one row per name, one column per series, its words tinted by their state."""
    rows = tuple(
        (name, *(chart.at(series, place) for series in chart.series))
        for place, name in enumerate(chart.names)
    )
    roles = {
        (place, column): series.role_at(place)
        for column, series in enumerate(chart.series, start=1)
        for place in range(len(chart.names))
        if series.role_at(place) in TINTED
    }
    heads = ("Đơn vị", *(series.name for series in chart.series))
    return Table(heads, rows, (2.2, *(1.0 for _ in chart.series)), roles=roles)


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
            tint = table.roles.get((number, column), "")
            role = "alarm" if (number, column) in table.alarm else f"{tint}_ink" if tint else "text"
            cell = drawn.cell(number + 1, column)
            _cell(cell, text, shares[column], 16, role, bold=role != "text")
            if tint:
                cell.fill.solid()
                cell.fill.fore_color.rgb = colour(f"{tint}_tint")
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
    cell: Any, text: str, width: float, size: int, role: str, *, bold: bool = False, line: str = "border"
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
    frame.text = fit(
        safe(text), 0.97 * (width - 0.3), size, bold=bold
    )  # a second line would push the rows down
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
    paragraph.font.color.rgb = colour(role)
    edge = etree.SubElement(cell._tc.get_or_add_tcPr(), qn("a:lnB"))
    edge.set("w", "9525")
    fill = etree.SubElement(edge, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", str(colour(line)))
