"""Administrative papers as DOCX, in the form that Nghị định 30/2020/NĐ-CP, Phụ lục I, gives them. Pure.

A4, Times New Roman 13–14, margins 30/20/20/20 mm; page number in the top margin from page 2 on; quốc hiệu, agency,
number, place and date, title, sections with tables, recipients and signature. Number and date ("Số:      /BC-…", "ngày
      tháng       năm 2024") stay open: văn thư fills them in.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from chiso.core.text import xml_text
from chiso.present.columns import NUMERIC, Table
from chiso.present.palette import palette
from chiso.present.signing import Signature, signatory

FONT = "Times New Roman"
# nobody is addressed above, so that no "Như trên" stands here
RECIPIENTS = ("Lãnh đạo cơ quan", "Các phòng, đơn vị thuộc, trực thuộc", "Lưu: VT, VP")
OF_MINUTES = ("Lãnh đạo cơ quan", "Các phòng, đơn vị dự họp", "Lưu: VT, hồ sơ cuộc họp")
MOTTO_WIDTH = Cm(5.6)  # "Độc lập - Tự do - Hạnh phúc" in 13 bold: the rule below is as long as its text
_CELL_MARGINS = Cm(0.38)  # left and right together, as Word has them
_LETTER = 0.25  # cm of a letter of a bold line of 13, as Times has them on average
_KEPT_ROWS = 3  # of a table that stand with the signature
_OPEN_DAY = "ngày       tháng       năm"


@dataclass(frozen=True)
class Section:
    """A part: heading (may be ""), paragraphs, numbered items, tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper: `parent` is the authority above (UBND tỉnh), `agency` the one that writes; `mark`: above
    everything else, where the paper is made of the demonstration."""

    parent: str
    agency: str
    symbol: str
    place: str
    mark: str = ""


@dataclass(frozen=True)
class Report:
    """A paper. `source`: the footer, if any. `is_upright`: on upright sheets, else on wide ones. `is_dated`: with place
    and date at the head (a biên bản has none). `signatures`: side by side; none said: the head of the agency signs.
    """

    head: Letterhead
    day: date
    kind: str
    subject: str
    sections: Sequence[Section]
    source: str = ""
    is_upright: bool = False
    is_dated: bool = True
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = RECIPIENTS


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
    if report.head.mark:
        _paragraph(document, f"{report.head.mark}, không phải văn bản của cơ quan", _TITLE)
    _head(document, report)
    for section in report.sections:
        if section.heading:
            _paragraph(document, section.heading, _HEADING)
        items = (f"{number}. {text}" for number, text in enumerate(section.items, start=1))
        for text in (*section.paragraphs, *items):
            _paragraph(document, text, _BODY)
        for table in section.tables:
            _table(document, table)
    _foot(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any, report: Report) -> None:
    section = document.sections[0]
    if report.is_upright:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    else:
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(_BODY.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    document.core_properties.author, document.core_properties.language = report.head.agency, "vi-VN"
    _number_pages(section)
    if report.source:
        for footer in (section.first_page_footer, section.footer):
            run = footer.paragraphs[0].add_run(xml_text(report.source))
            run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(palette("print")["gray"][1:])


def _number_pages(section: Any) -> None:
    """Arabic numbers, 13–14 upright, in the middle of the top margin, not on the first page (Phụ lục I, mục I.7)."""
    section.different_first_page_header_footer = True
    section.header_distance = Cm(1)
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    run = paragraph.add_run("2")
    run.font.size = Pt(_BODY.size)
    field.append(run._r)


def _head(document: Any, report: Report) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = (Cm(6.4), Cm(9.6)) if report.is_upright else (Cm(11), Cm(13.7))
    _set_widths(table, widths)
    inner = [width - _CELL_MARGINS for width in widths]
    small, strong = (Style(12, bold, align=ALIGN.CENTER) for bold in (False, True))
    motto = Style(13, bold=True, align=ALIGN.CENTER)
    left, right = table.rows[0].cells
    _lines(left, (report.head.parent.upper(), small), (report.head.agency.upper(), strong))
    _rule(left.add_paragraph(), inner[0], _third(report.head.agency.upper(), inner[0]))
    _lines(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", strong), ("Độc lập - Tự do - Hạnh phúc", motto))
    _rule(right.add_paragraph(), inner[1], MOTTO_WIDTH)
    _lines(table.cell(1, 0), (f"Số:        /{report.head.symbol}", Style(13, align=ALIGN.CENTER)))
    if report.is_dated:
        day = f"{report.head.place}, {_OPEN_DAY} {report.day.year}"
        _lines(table.cell(1, 1), (day, Style(13, italic=True, align=ALIGN.CENTER)))
    _paragraph(document, "", Style())
    _paragraph(document, report.kind.upper(), _TITLE)
    _paragraph(document, report.subject, _TITLE)
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    _rule(document.add_paragraph(), width, _third(report.subject, width))


def _third(text: str, most: int) -> int:
    """The length of the rule below a line: between a third and a half of it (Phụ lục I, mục II.2, II.5)."""
    letters = len(normalize("NFC", text)) * (1.25 if text.isupper() else 1.0)
    return int(min(letters * Cm(_LETTER), most) * 0.4)


def _rule(paragraph: Any, width: int, length: int) -> None:
    """A line in the middle of a width, as the upper border of an empty paragraph."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = (width - length) // 2
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _foot(document: Any, report: Report) -> None:
    """Signatures, the recipients at the left: below them where two sign."""
    _kept_with_next(document)
    _paragraph(document, "", Style(size=6))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    ends = [";"] * (len(report.recipients) - 1) + ["."]
    names = (
        (f"- {name}{end}", Style(11, align=ALIGN.LEFT))
        for name, end in zip(report.recipients, ends, strict=True)
    )
    to = (("Nơi nhận:", Style(12, bold=True, italic=True, align=ALIGN.LEFT)), *names)
    signers = report.signatures or (signatory(report.head.agency),)
    table = document.add_table(rows=1 if len(signers) == 1 else 2, cols=2)
    _lines(table.cell(len(table.rows) - 1, 0), *to)
    for place, one in zip(range(2)[-len(signers) :], signers, strict=True):
        above = [(one.instead, _TITLE)] if one.instead else []
        _lines(table.cell(0, place), *above, (one.title, _TITLE), *[("", _TITLE)] * 4, (one.name, _TITLE))
    for row in table.rows:
        _mark(row, "w:cantSplit")


def _kept_with_next(document: Any) -> None:
    """What is signed stands on one sheet with the last sentence, or with the last rows of a table and what is said
    below it."""
    last = next(document.element.body.iterchildren(qn("w:p"), qn("w:tbl"), reversed=True))
    tables = document.tables
    if document.paragraphs and last is document.paragraphs[-1]._p:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        last = last.getprevious()
    if tables and last is tables[-1]._tbl:
        for row in tables[-1].rows[-_KEPT_ROWS:]:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True


def _lines(cell: Any, *lines: tuple[str, Style]) -> None:
    for number, (text, style) in enumerate(lines):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), text, style)


def _write(paragraph: Any, text: str, style: Style) -> None:
    paragraph.alignment = style.align
    run = paragraph.add_run(xml_text(text))
    run.bold, run.italic, run.font.size = style.bold, style.italic, Pt(style.size)
    if not text:  # as high as its own letters, not as those of the body
        mark, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
        size.set(qn("w:val"), str(2 * style.size))
        mark.append(size)
        paragraph._p.get_or_add_pPr().append(mark)


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
        document.paragraphs[-1].paragraph_format.keep_with_next = True
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
