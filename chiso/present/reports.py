"""Administrative reports as DOCX, in the form that Nghị định 30/2020/NĐ-CP, Phụ lục I, gives a report. Pure.

A4, Times New Roman 13–14, margins 30/20/20/20 mm; quốc hiệu, agency, number, place and date, title, sections with
tables, recipients and signature. Number and date stay open ("Số:      /BC-…") where the office fills them in.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from chiso.core.text import xml_text
from chiso.present.columns import NUMERIC, Table
from chiso.present.palette import palette

FONT = "Times New Roman"
# nobody is addressed above, so that no "Như trên" stands here
RECIPIENTS = ("Lãnh đạo cơ quan", "Các phòng, đơn vị thuộc, trực thuộc", "Lưu: VT, VP")
SIGNER = "GIÁM ĐỐC"


@dataclass(frozen=True)
class Section:
    """A numbered part: heading, paragraphs, tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report. `parent` is the authority above (UBND tỉnh), `agency` the one that writes.

    `mark`: above everything else, where the paper is made of the demonstration.
    """

    parent: str
    agency: str
    symbol: str
    place: str
    day: date
    kind: str
    subject: str
    opening: str
    sections: Sequence[Section]
    source: str
    mark: str = ""


@dataclass(frozen=True)
class Style:
    """How a paragraph is set."""

    size: int = 14
    bold: bool = False
    italic: bool = False
    align: Any = ALIGN.JUSTIFY
    indent: bool = False


_BODY, _HEADING, _TITLE = Style(indent=True), Style(bold=True), Style(bold=True, align=ALIGN.CENTER)


def build(report: Report) -> bytes:
    """The report as DOCX."""
    document = Document()
    _page(document, report)
    if report.mark:
        _paragraph(document, f"{report.mark}, không phải văn bản của cơ quan", _TITLE)
    _head(document, report)
    if report.opening:
        _paragraph(document, report.opening, _BODY)
    for section in report.sections:
        _paragraph(document, section.heading, _HEADING)
        for text in section.paragraphs:
            _paragraph(document, text, _BODY)
        for table in section.tables:
            _table(document, table)
    _foot(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_BODY.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    run = section.footer.paragraphs[0].add_run(xml_text(report.source))
    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(palette("print")["gray"][1:])


def _head(document: Any, report: Report) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, (Cm(11), Cm(13.7)))
    small, strong, line = (
        Style(size, bold, align=ALIGN.CENTER) for size, bold in ((12, False), (12, True), (8, False))
    )
    motto = Style(13, bold=True, align=ALIGN.CENTER)
    _lines(table.cell(0, 0), (report.parent.upper(), small), (report.agency.upper(), strong), ("———", line))
    _lines(
        table.cell(0, 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", strong),
        ("Độc lập - Tự do - Hạnh phúc", motto),
        ("————————————", line),
    )
    _lines(table.cell(1, 0), (f"Số:        /{report.symbol}", Style(13, align=ALIGN.CENTER)))
    day = f"{report.place}, ngày {report.day:%d} tháng {report.day.month} năm {report.day.year}"
    _lines(table.cell(1, 1), (day, Style(13, italic=True, align=ALIGN.CENTER)))
    _paragraph(document, "", Style())
    _paragraph(document, report.kind.upper(), _TITLE)
    _paragraph(document, report.subject, _TITLE)
    _paragraph(document, "———————", line)


def _foot(document: Any) -> None:
    _paragraph(document, "", Style())
    table = document.add_table(rows=1, cols=2)
    names = (
        (f"- {name}{end}", Style(11, align=ALIGN.LEFT)) for name, end in zip(RECIPIENTS, ";;.", strict=True)
    )
    _lines(table.cell(0, 0), ("Nơi nhận:", Style(12, bold=True, align=ALIGN.LEFT)), *names)
    _lines(table.cell(0, 1), (SIGNER, _TITLE))


def _lines(cell: Any, *lines: tuple[str, Style]) -> None:
    for number, (text, style) in enumerate(lines):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), text, style)


def _write(paragraph: Any, text: str, style: Style) -> None:
    paragraph.alignment = style.align
    run = paragraph.add_run(xml_text(text))
    run.bold, run.italic, run.font.size = style.bold, style.italic, Pt(style.size)


def _paragraph(document: Any, text: str, style: Style) -> None:
    paragraph = document.add_paragraph()
    _write(paragraph, text, style)
    form = paragraph.paragraph_format
    form.first_line_indent = Cm(1.0) if style.indent else None
    form.space_before = Pt(0 if style.align == ALIGN.CENTER else 6)
    form.keep_with_next = style == _HEADING


def _table(document: Any, table: Table) -> None:
    if table.title:
        _paragraph(document, table.title, Style(13, italic=True))
    drawn = document.add_table(rows=1, cols=len(table.columns))
    drawn.style = "Table Grid"
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _lines(cell, (column.label, Style(11, bold=True, align=ALIGN.CENTER)))
    _mark(drawn.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows, start=1):
        bold = table.last_bold and number == len(table.rows)
        for cell, column, text in zip(drawn.add_row().cells, table.columns, row, strict=True):
            align = ALIGN.RIGHT if column.kind in NUMERIC | {"figure"} else ALIGN.LEFT
            _lines(cell, (text, Style(11, bold, align=align)))
    section = document.sections[0]
    total = section.page_width - section.left_margin - section.right_margin
    _set_widths(drawn, [int(width) for width in table.widths(total)])
    for row in drawn.rows:
        _mark(row, "w:cantSplit")
    if table.note:
        _paragraph(document, table.note, Style(12, italic=True))


def _mark(row: Any, name: str) -> None:
    """A property of a row: w:tblHeader repeats it on every page, w:cantSplit keeps it on one."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _set_widths(table: Any, widths: Sequence[int]) -> None:
    """Fixed column widths; Word reads the cells', LibreOffice the grid's."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
