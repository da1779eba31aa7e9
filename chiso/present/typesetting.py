"""What papers are set with: paragraphs and tables of Word, in the sizes of Nghị định 30/2020/NĐ-CP, Phụ lục I. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chiso.core.text import xml_text
from chiso.present.columns import NUMERIC, Table
from chiso.present.slides.base import width_cm

CELL_MARGINS = Cm(0.38)  # left and right together, as Word has them
_ENDLESS = Cm(4.8)  # no word that people read whole is wider: a dossier's number
_NARROW = Cm(0.05)  # the margins of cells of a table with many columns
_MANY_COLUMNS = 10
_HEAD, _HEAD_LINES = (
    1.1,
    2.4,
)  # capitals of bold Times beside the others; two or three lines, which end unevenly
_SIGN = re.compile(r"(^|: )[✓●▲○◐↷] ")  # of a state, for screens; what is signed says the word
_GAP = re.compile(r"(\[… [^\]]*\])")  # what somebody has to fill in (words/reporting.py)


@dataclass(frozen=True)
class Style:
    """How a paragraph is set."""

    size: int = 14
    bold: bool = False
    italic: bool = False
    align: Any = ALIGN.JUSTIFY
    indent: bool = False


BODY, HEADING, TITLE = Style(indent=True), Style(bold=True), Style(bold=True, align=ALIGN.CENTER)


def add_lines(cell: Any, *said: tuple[str, Style]) -> None:
    """Texts of a cell, a paragraph each."""
    for number, (text, style) in enumerate(said):
        _write(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), text, style)


def _write(paragraph: Any, text: str, style: Style) -> None:
    paragraph.alignment = style.align
    for part in _GAP.split(text):
        run = paragraph.add_run(xml_text(part))
        run.bold, run.italic, run.font.size = style.bold, style.italic, Pt(style.size)
        if _GAP.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if not text:  # as high as its own letters, not as those of the body
        mark, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
        size.set(qn("w:val"), str(2 * style.size))
        mark.append(size)
        paragraph._p.get_or_add_pPr().append(mark)


def add_paragraph(document: Any, text: str, style: Style) -> None:
    """A paragraph at the end of a document."""
    added = document.add_paragraph()
    _write(added, text, style)
    form = added.paragraph_format
    form.first_line_indent = Cm(1.0) if style.indent else None
    form.space_before = Pt(0 if style.align == ALIGN.CENTER else 6)
    form.keep_with_next = style == HEADING


def add_table(document: Any, said: Table) -> None:
    """A table as wide as the text, its head on every page; one of many columns in smaller letters."""
    if said.title:
        add_paragraph(document, said.title, Style(13, italic=True))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    heads = [head.split(" › ") for head in said.heads]
    is_wide = len(heads) > _MANY_COLUMNS
    size = 10 if is_wide else 11
    drawn = document.add_table(rows=max(map(len, heads)), cols=len(heads))
    drawn.style = "Table Grid"
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    for number, row in enumerate(said.rows, start=1):
        bold = said.last_bold and number == len(said.rows)
        for cell, column, text in zip(drawn.add_row().cells, said.columns, row, strict=True):
            align = ALIGN.RIGHT if column.kind in NUMERIC | {"figure"} else ALIGN.LEFT
            add_lines(cell, (_SIGN.sub(r"\1", text), Style(size, bold, align=align)))
    section = document.sections[0]
    total = section.page_width - section.left_margin - section.right_margin
    set_widths(drawn, _widths(said, total, size, Cm(_NARROW.cm * 2) if is_wide else CELL_MARGINS))
    for row in drawn.rows:
        mark(row, "w:cantSplit")
    _heads(drawn, heads, Style(9 if is_wide else 11, bold=True, align=ALIGN.CENTER))
    if is_wide:
        _narrow(drawn)
    if said.note:
        keep_with_next(drawn.rows[-1])
        add_paragraph(document, said.note, Style(12, italic=True))


def _widths(said: Table, total: int, size: int, margins: int) -> list[int]:
    """The columns by their shares, none narrower than its longest word: a code, a date stay whole, the others give the
    room; of what a column needs for no line, those that wrap get more. An endless word breaks."""
    most = max(total / len(said.columns), _ENDLESS)
    columns = [*zip(said.heads, *said.rows, strict=True)]
    least = [min(most, margins + _longest(head, cells, size)) for head, *cells in columns]
    wanted = said.widths(total)
    if len(columns) <= _MANY_COLUMNS:  # the many of a form stay as wide as one another
        whole = [
            max(need, margins + _whole(column, size)) for need, column in zip(least, columns, strict=True)
        ]
        wanted = _given_on(wanted, whole)
    widths = [*map(max, wanted, least)]
    spare, over = [wide - need for wide, need in zip(widths, least, strict=True)], sum(widths) - total
    if over > sum(spare):
        return [int(width) for width in wanted]
    return [int(wide - over * free / (sum(spare) or 1)) for wide, free in zip(widths, spare, strict=True)]


def _across(text: str, size: int) -> float:
    """How wide a text is in one line. Arial's letters and a twentieth are as wide as bold ones of Times."""
    return float(Cm(1.05 * width_cm(xml_text(text), size)))


def _longest(head: str, cells: Sequence[str], size: int) -> float:
    """The longest word of a column; its head, whose letters are bold, in two or three lines."""
    words = (_across(one, size) for one in " ".join(cells).split())
    if " › " in head:  # of a form, in smaller letters
        return max(*words, *(_across(one, size) for one in head.split()))
    heads = (_across(one, size) for one in head.split())
    return max(*words, *(_HEAD * one for one in heads), _HEAD * _across(head, size) / _HEAD_LINES)


def _whole(column: Sequence[str], size: int) -> float:
    """A column whose cells stand in one line each."""
    return max((_across(one, size) for one in column[1:]), default=0.0)


def _given_on(widths: Sequence[float], whole: Sequence[float]) -> list[float]:
    """Room beyond what columns need for `whole` lines goes to those that lack most."""
    spare = [max(0.0, wide - need) for wide, need in zip(widths, whole, strict=True)]
    lack = [max(0.0, need - wide) for wide, need in zip(widths, whole, strict=True)]
    moved = min(sum(spare), sum(lack))
    return [
        wide - moved * over / (sum(spare) or 1) + moved * short / (sum(lack) or 1)
        for wide, over, short in zip(widths, spare, lack, strict=True)
    ]


def _heads(drawn: Any, heads: Sequence[Sequence[str]], style: Style) -> None:
    """Head rows: the last words of a column in the last row, those above them down to it; what several columns beside
    one another have in common stands once above them."""
    deep = max(map(len, heads))
    cells = []  # python-docx lists all cells of the table for each that is asked by row and column
    for row in drawn.rows[:deep]:
        mark(row, "w:tblHeader")
        cells.append(row.cells)
    for place, path in enumerate(heads):
        last = len(path) - 1
        for level, text in enumerate(path):
            above = path[: level + 1]
            if place and heads[place - 1][: level + 1] == above:
                continue
            beside = [other[: level + 1] == above for other in heads[place:]]
            many = [*beside, False].index(False)
            top = level if level < last or not last else deep - 1
            bottom = level if level < last - 1 else deep - 1 - (level == last - 1)
            cell = cells[top][place].merge(cells[bottom][place + many - 1])
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            add_lines(cell, (text, style))


def _narrow(drawn: Any) -> None:
    """Nearly no room left and right of the words of a cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(_NARROW.twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    drawn._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def keep_with_next(row: Any) -> None:
    """A row stands on one sheet with what follows it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def mark(row: Any, name: str) -> None:
    """A property of a row: w:tblHeader repeats it on every page, w:cantSplit keeps it on one."""
    found = OxmlElement(name)
    found.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(found)


def set_widths(drawn: Any, widths: Sequence[int]) -> None:
    """Fixed column widths; Word reads the cells', LibreOffice the grid's."""
    drawn.autofit = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    for row in drawn.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
