"""Administrative reports as DOCX, in the form that Nghị định 30/2020/NĐ-CP, Phụ lục I, gives a report. Pure.

A4, Times New Roman 13–14, margins 30/20/20/20 mm; quốc hiệu, agency, number, place and date, title, sections with
tables, recipients and signature. Number and date stay open ("Số:      /BC-…") where the office fills them in.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from chiso.core.text import xml_text
from chiso.present.palette import palette

FONT = "Times New Roman"
BODY, TABLE = 14, 11


@dataclass(frozen=True)
class ReportTable:
    """A table: `numeric` columns are right-aligned; `widths` are shares."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    title: str = ""
    note: str = ""
    numeric: frozenset[int] = frozenset()
    bold_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A numbered part: heading, paragraphs, tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report. `parent` is the authority above (UBND tỉnh), `agency` the one that writes."""

    parent: str
    agency: str
    symbol: str
    place: str
    day: date
    kind: str
    subject: str
    opening: str = ""
    sections: Sequence[Section] = field(default_factory=tuple)
    closing: str = ""
    recipients: tuple[str, ...] = ()
    signer: str = "GIÁM ĐỐC"
    source: str = ""
    landscape: bool = False


def build(report: Report) -> bytes:
    """The report as DOCX."""
    document = Document()
    _page(document, report.landscape)
    _head(document, report)
    if report.opening:
        _paragraph(document, report.opening)
    for section in report.sections:
        _paragraph(document, section.heading, bold=True, indent=False)
        for text in section.paragraphs:
            _paragraph(document, text)
        for table in section.tables:
            _table(document, table)
    if report.closing:
        _paragraph(document, report.closing)
    _foot(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, landscape: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)


def _head(document: Any, report: Report) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, (Cm(6.2), Cm(9.8)) if not report.landscape else (Cm(11), Cm(13.7)))
    _lines(
        table.cell(0, 0),
        [(report.parent.upper(), False, 12), (report.agency.upper(), True, 12), ("———", False, 8)],
    )
    _lines(
        table.cell(0, 1),
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 12),
            ("Độc lập - Tự do - Hạnh phúc", True, 13),
            ("————————————", False, 8),
        ],
    )
    _lines(table.cell(1, 0), [(f"Số:        /{report.symbol}", False, 13)])
    day = f"{report.place}, ngày {report.day:%d} tháng {report.day.month} năm {report.day.year}"
    _lines(table.cell(1, 1), [(day, False, 13)], italic=True)
    _paragraph(document, "", indent=False)
    _paragraph(document, report.kind.upper(), bold=True, indent=False, centre=True)
    _paragraph(document, report.subject, bold=True, indent=False, centre=True)
    _paragraph(document, "———————", indent=False, centre=True, size=8)


def _foot(document: Any, report: Report) -> None:
    _paragraph(document, "", indent=False)
    table = document.add_table(rows=1, cols=2)
    left = [("Nơi nhận:", True, 12), *((f"- {name};", False, 11) for name in report.recipients)]
    _lines(table.cell(0, 0), left, centre=False)
    _lines(table.cell(0, 1), [(report.signer, True, 14)])
    if report.source:
        paragraph = document.sections[0].footer.paragraphs[0]
        run = paragraph.add_run(xml_text(report.source))
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(palette("print")["gray"][1:])


def _lines(
    cell: Any, lines: Sequence[tuple[str, bool, int]], *, centre: bool = True, italic: bool = False
) -> None:
    for number, (text, bold, size) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(xml_text(text))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _paragraph(
    document: Any,
    text: str,
    *,
    bold: bool = False,
    indent: bool = True,
    centre: bool = False,
    size: int = BODY,
    italic: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent = Cm(1.0) if indent and not centre else None
    form.space_before = Pt(0 if centre else 6)
    form.keep_with_next = bold and not centre
    run = paragraph.add_run(xml_text(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _table(document: Any, table: ReportTable) -> None:
    if table.title:
        _paragraph(document, table.title, indent=False, italic=True, size=13)
    drawn = document.add_table(rows=1, cols=len(table.headers))
    drawn.style = "Table Grid"
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    section = document.sections[0]
    total = section.page_width - section.left_margin - section.right_margin
    widths = [int(total * share / sum(table.widths)) for share in table.widths]
    for cell, text in zip(drawn.rows[0].cells, table.headers, strict=True):
        _fill(cell, text, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    _mark(drawn.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows):
        cells = drawn.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            align = WD_ALIGN_PARAGRAPH.RIGHT if column in table.numeric else WD_ALIGN_PARAGRAPH.LEFT
            _fill(cell, text, bold=number in table.bold_rows, align=align)
    _set_widths(drawn, widths)
    for row in drawn.rows:
        _mark(row, "w:cantSplit")
    if table.note:
        _paragraph(document, table.note, indent=False, italic=True, size=12)


def _fill(cell: Any, text: str, *, bold: bool, align: Any, size: float = TABLE) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run(xml_text(text))
    run.bold, run.font.size = bold, Pt(size)


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
