"""New words into texts and tables of an edited deck: what people gave them (place, size, font, colours of their own)
stays. A colour is people's where the deck's palette does not have it."""

import difflib
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Pt

from chiso.present.slides.base import PT_PER_CM, wrap
from chiso.present.slides.compared import Rows
from chiso.present.slides.parts import Part

Ours = Callable[[Any], bool]  # whether an element that holds a fill has one of the deck's own colours

_FILLS = (qn("a:solidFill"), f"{qn('a:ln')}/{qn('a:solidFill')}")
_WORDS = re.compile(r"\s+|\d[\d.,/%]*|[^\W\d]+|.")
_LINE = 1.2 / PT_PER_CM  # centimetres of a line per point


def is_ours(colours: Sequence[str]) -> Ours:
    """By these colours (#RRGGBB), and the theme's first accent, by whose name a template's charts are painted."""
    known = {colour.lstrip("#").upper() for colour in colours}

    def judge(holder: Any) -> bool:
        fills = [] if holder is None else [holder.find(way) for way in _FILLS]
        said = [str(fill[0].get("val")) for fill in fills if fill is not None and len(fill)]
        return all(one.upper() in known or one == "accent1" for one in said)

    return judge


# --- texts -------------------------------------------------------------------------------------------------------


def write_text(frame: Any, fresh: Any, ours: Ours) -> None:
    """The paragraphs of another frame, in the runs of this one."""
    body = frame._txBody
    many = len(fresh.paragraphs)
    while len(frame.paragraphs) < many:
        body.append(deepcopy(frame.paragraphs[-1]._p))
    for paragraph in frame.paragraphs[many:]:
        body.remove(paragraph._p)
    for paragraph, other in zip(frame.paragraphs, fresh.paragraphs, strict=True):
        write_paragraph(paragraph, other, ours)


def write_paragraph(paragraph: Any, other: Any, ours: Ours) -> None:
    """The words of another paragraph, in the runs of this one."""
    _reword(paragraph, " ".join(other.text.split()))
    if len(paragraph.runs) == 1 and other.runs:
        _tone(paragraph.runs[0]._r, other.runs[0]._r, ours)


def make_fit(shape: Any, fresh: Any) -> None:
    """A text that no longer fits its place takes the size at which it was drawn, where that is smaller."""
    runs, others = (
        [run for one in each.text_frame.paragraphs for run in one.runs] for each in (shape, fresh)
    )
    if not runs or not others or not (size := runs[0].font.size) or not (drawn := others[0].font.size):
        return
    width = shape.width.cm - (shape.text_frame.margin_left + shape.text_frame.margin_right) / 360_000
    lines = sum(max(1, len(wrap(one.text, width, size.pt, bold=True))) for one in shape.text_frame.paragraphs)
    if drawn < size and lines * size.pt * _LINE > shape.height.cm:
        for run in runs:
            run.font.size = Pt(drawn.pt)


def _reword(paragraph: Any, text: str) -> None:
    """New words into the runs of the old: a word takes the run of what it stands for."""
    runs = paragraph.runs
    if not runs or len(paragraph._p.findall(qn("a:r"))) != len(runs):
        paragraph.text = text
        return
    for line_break in paragraph._p.findall(qn("a:br")):
        paragraph._p.remove(line_break)
    old = [(word, number) for number, run in enumerate(runs) for word in _WORDS.findall(run.text)]
    new, pieces = _WORDS.findall(text), [""] * len(runs)
    matcher = difflib.SequenceMatcher(None, [word for word, _ in old], new, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for place in range(start, end):
            at = min(first + place - start, max(last, first + 1) - 1, len(old) - 1)
            pieces[old[at][1] if old else 0] += new[place]
    for run, piece in zip(runs, pieces, strict=True):
        run.text = piece
        if not piece and len(paragraph.runs) > 1:
            paragraph._p.remove(run._r)


def _tone(run: Any, other: Any, ours: Ours) -> None:
    """Red where it is red now: the colour that a number has by its meaning, unless somebody chose another."""
    properties, drawn = run.get_or_add_rPr(), other.find(qn("a:rPr"))
    fill = None if drawn is None else drawn.find(qn("a:solidFill"))
    had = properties.find(qn("a:solidFill"))
    if fill is None or had is None or not ours(properties):
        return
    if etree.tostring(had[0], method="c14n").upper() != etree.tostring(fill[0], method="c14n").upper():
        properties.replace(had, deepcopy(fill))
        if drawn.get("b") is not None:
            properties.set("b", drawn.get("b"))


# --- tables ------------------------------------------------------------------------------------------------------


def put_table(part: Part, fresh: Part) -> None:
    """Today's table, as it is drawn, where the old one stood."""
    before, old = part.shape.height, part.shape.table._tbl
    old.getparent().replace(old, deepcopy(fresh.shape.table._tbl))
    part.shape.width, part.shape.height = fresh.shape.width, fresh.shape.height
    _keep_below(part, fresh.shape.height - before)


def write_table(part: Part, fresh: Part, rows: Rows, ours: Ours) -> None:
    """The rows that the table gets; what people typed into cells stays with all its looks."""
    table, drawn = part.shape.table, fresh.shape.table
    before = sum(row.height for row in table.rows)
    body, old = table._tbl, [row._tr for row in table.rows]
    made = [old[row.looks] if row.is_it else deepcopy(old[row.looks]) for row in rows.rows]
    for gone in old:
        body.remove(gone)
    body.extend(made)
    is_as_wide = abs(part.shape.width - fresh.shape.width) <= fresh.shape.width / 50
    for at, (row, shown) in enumerate(zip(rows.rows, table.rows, strict=True)):
        if row.says is None:
            continue
        if is_as_wide:
            shown.height = drawn.rows[row.says].height
        for place, other in enumerate(drawn.rows[row.says].cells):
            cell = shown.cells[place]
            if (at, place) in rows.own:
                continue
            write_text(cell.text_frame, other.text_frame, ours)
            _tint(cell._tc, other._tc, ours)
    _keep_below(part, sum(row.height for row in table.rows) - before)


def _tint(cell: Any, other: Any, ours: Ours) -> None:
    """The ground of a state's word, unless somebody chose another."""
    properties, drawn = cell.get_or_add_tcPr(), other.find(qn("a:tcPr"))
    if not ours(properties):
        return
    had = properties.find(qn("a:solidFill"))
    fill = None if drawn is None else drawn.find(qn("a:solidFill"))
    if fill is not None and had is not None:
        properties.replace(had, deepcopy(fill))
    elif had is not None:
        properties.remove(had)
    elif fill is not None:
        lines = [one for one in properties if one.tag.startswith(qn("a:ln"))]
        properties.insert(len(lines), deepcopy(fill))


def _keep_below(part: Part, taller: int) -> None:
    """The line under a table ("… và 5 dòng nữa") goes with the table's end, where it stood right under it."""
    end = part.shape.top + sum(row.height for row in part.shape.table.rows) - taller
    for shape in part.shape._parent:
        if shape.name == f"{part.key}_note" and 0 <= shape.top - end <= 360_000:
            shape.top = shape.top + taller
