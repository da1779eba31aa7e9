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
from docx.table import Table as DrawnTable

from chiso.core.text import xml_text
from chiso.present.columns import Table
from chiso.present.metadata import describe
from chiso.present.palette import palette
from chiso.present.signing import Signature, signatory
from chiso.present.slides.base import width_cm
from chiso.present.typesetting import (
    BODY,
    CELL_MARGINS,
    HEADING,
    TITLE,
    Style,
    add_lines,
    add_paragraph,
    add_table,
    keep_with_next,
    mark,
    set_widths,
)

FONT = "Times New Roman"
# nobody is addressed above, so that no "Như trên" stands here
RECIPIENTS = ("Lãnh đạo cơ quan", "Các phòng, đơn vị thuộc, trực thuộc", "Lưu: VT, VP")
ABOVE = ("UBND tỉnh (để báo cáo)", "Sở Nội vụ")
OF_MINUTES = ("Lãnh đạo cơ quan", "Các phòng, đơn vị dự họp", "Lưu: VT, hồ sơ cuộc họp")
MOTTO_WIDTH = Cm(5.6)  # "Độc lập - Tự do - Hạnh phúc" in 13 bold: the rule below is as long as its text
_LETTER = 0.25  # cm of a letter of a bold line of 13, as Times has them on average
_KEPT, _KEPT_ROWS = 2, 3  # paragraphs, rows of a table that stand with the signature
_BEGIN = ("VÀ", "KHU", "TỈNH", "THÀNH", "HUYỆN")  # what the second line of an agency's name may begin with
_OPEN_DAY = "ngày       tháng       năm"


@dataclass(frozen=True)
class Section:
    """A part: heading (may be ""), paragraphs, numbered items, tables; `is_kept`: on one page with what follows it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[str, ...] = ()
    is_kept: bool = False


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


def build(report: Report) -> bytes:
    """The report as DOCX."""
    document = Document()
    _page(document, report)
    if report.head.mark:
        add_paragraph(document, f"{report.head.mark}, không phải văn bản của cơ quan", TITLE)
    _head(document, report)
    for section in report.sections:
        if section.heading:
            add_paragraph(document, section.heading, HEADING)
        items = (f"{number}. {text}" for number, text in enumerate(section.items, start=1))
        for text in (*section.paragraphs, *items):
            add_paragraph(document, text, BODY)
            document.paragraphs[-1].paragraph_format.keep_with_next = section.is_kept or None
        if section.tables and (section.paragraphs or section.items):  # what leads to a table stands above it
            document.paragraphs[-1].paragraph_format.keep_with_next = True
        for table in section.tables:
            add_table(document, table)
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
    style.font.name, style.font.size = FONT, Pt(BODY.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    describe(document.core_properties, f"{report.kind} {report.subject}", report.head.agency)
    _in_vietnamese(document)
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")  # which python-docx leaves out
    _number_pages(section)
    if report.source:
        for footer in (section.first_page_footer, section.footer):
            run = footer.paragraphs[0].add_run(xml_text(report.source))
            run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(palette("print")["gray"][1:])


def _in_vietnamese(document: Any) -> None:
    """Says of every text in what language it is: else Word marks every word."""
    for root in (document.styles.element, document.settings.element):
        for said in root.iter(qn("w:lang"), qn("w:themeFontLang")):
            for script in ("w:val", "w:eastAsia", "w:bidi"):
                said.set(qn(script), "vi-VN")
    for name, relation in [*document.part.rels.items()]:
        if relation.reltype.endswith("/stylesWithEffects"):  # the same in English, for Word 2010 alone
            del document.part.rels[name]


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
    run.font.size = Pt(BODY.size)
    field.append(run._r)


def _head(document: Any, report: Report) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = (Cm(6.4), Cm(9.6)) if report.is_upright else (Cm(11), Cm(13.7))
    set_widths(table, widths)
    inner = [width - CELL_MARGINS for width in widths]
    small, strong = (Style(12, bold, align=ALIGN.CENTER) for bold in (False, True))
    motto = Style(13, bold=True, align=ALIGN.CENTER)
    left, right = table.rows[0].cells
    agency = _balanced(report.head.agency.upper(), inner[0])
    add_lines(left, (report.head.parent.upper(), small), *((line, strong) for line in agency))
    _rule(left.add_paragraph(), inner[0], _third(agency[-1], inner[0]))
    add_lines(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", strong), ("Độc lập - Tự do - Hạnh phúc", motto))
    _rule(right.add_paragraph(), inner[1], MOTTO_WIDTH)
    add_lines(table.cell(1, 0), (f"Số:        /{report.head.symbol}", Style(13, align=ALIGN.CENTER)))
    if report.is_dated:
        day = f"{report.head.place}, {_OPEN_DAY} {report.day.year}"
        add_lines(table.cell(1, 1), (day, Style(13, italic=True, align=ALIGN.CENTER)))
    add_paragraph(document, "", Style())
    add_paragraph(document, report.kind.upper(), TITLE)
    add_paragraph(document, report.subject, TITLE)
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    _rule(document.add_paragraph(), width, _third(report.subject, width))


def _balanced(text: str, most: int) -> tuple[str, ...]:
    """A name in one line, or in two of about the same length: none ends in a line of one word."""
    words, room = text.split(), most / Cm(1)
    if width_cm(text, 12) <= room or len(words) < 2:  # Arial's letters are as wide as bold ones of Times
        return (text,)
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]

    def turn(lines: tuple[str, str]) -> tuple[bool, bool, int]:
        first, last = lines
        is_phrase = last.split()[0] in _BEGIN
        return max(width_cm(first, 12), width_cm(last, 12)) > room, not is_phrase, abs(len(first) - len(last))

    return min(breaks, key=turn)


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
    """Signatures, the recipients at the left: below them where two sign; in one row, which no page divides."""
    _kept_with_next(document)
    add_paragraph(document, "", Style(size=6))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    ends = [";"] * (len(report.recipients) - 1) + ["."]
    names = (
        (f"- {name}{end}", Style(11, align=ALIGN.LEFT))
        for name, end in zip(report.recipients, ends, strict=True)
    )
    to = (("Nơi nhận:", Style(12, bold=True, italic=True, align=ALIGN.LEFT)), *names)
    signers = report.signatures or (signatory(report.head.agency),)
    left, right = map(_signed, ((None,) * (2 - len(signers)) + signers))
    (row,) = document.add_table(rows=1, cols=2).rows
    add_lines(row.cells[0], *left, *[("", Style(size=6))] * bool(left), *to)
    add_lines(row.cells[1], *right)
    mark(row, "w:cantSplit")


def _signed(one: Signature | None) -> list[tuple[str, Style]]:
    """What stands above a name, room to sign, the name; of nobody nothing."""
    if one is None:
        return []
    above = [(one.instead, TITLE)] if one.instead else []
    return [*above, (one.title, TITLE), *[("", TITLE)] * 4, (one.name, TITLE)]


def _kept_with_next(document: Any) -> None:
    """What is signed stands on one sheet with the last two paragraphs, or with the last rows of the table that is among
    them."""
    for block in reversed([*document.iter_inner_content()][-_KEPT:]):
        if isinstance(block, DrawnTable):
            for row in block.rows[-_KEPT_ROWS:]:
                keep_with_next(row)
            return
        block.paragraph_format.keep_with_next = True
