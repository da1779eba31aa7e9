"""Tables of a slide: hairlines only, rows that do not fit are counted."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, chain
from typing import Any, NamedTuple

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Cm

from chiso.present.chart import TINTED, Chart
from chiso.present.columns import Column, Table
from chiso.present.slides.base import SMALLEST, Box, Style, colour, filled, safe, width_cm, wrap, write

_USUAL, _SMALLER = 16, (14, 12)  # points of a cell; smaller where a narrow slide holds too few rows
_LARGER = 18  # where few short rows leave a slide half empty; rows are then this much higher too, at most
_STRETCH, _AIRY, _FEW = 1.45, 1.8, 4  # the second of so many rows
_ENOUGH, _SHORT_TABLE = 3, 6  # rows of a long table that have to be seen; a table of so few is seen whole
MOST_SLIDES = 4  # of a list that goes on; more is read in the notes
_LISTED = 14  # points on every slide of a list that goes on
_LINE = 0.68 / _USUAL  # centimetres per point that one more line of a cell takes
_PITCH = 1.05 / _USUAL  # of a row of one line, with its hairline
_ENDLESS, _CAPPED = (
    40,
    2,
)  # letters of what is no word (an address), and the lines that it gets where rows lack room
_SHORT = 4.0  # centimetres of texts that stay on one line
_NOTE = 1.0  # centimetres of the line under a table
_MARGINS = {"marL": Cm(0.1), "marR": Cm(0.15), "marT": Cm(0.05), "marB": Cm(0.05)}


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
    columns = (Column(chart.heads, width=220), *(Column(series.name) for series in chart.series))
    return Table(columns, rows, roles=roles)


def add_table(slide: Any, table: Table, box: Box, name: str, *, is_listed: bool = False) -> tuple[int, float]:
    """Draw a table with hairlines only; answers how many rows did not fit, and how high it is in centimetres. No cell
    is cut while its row alone fits: what does not fit are whole rows. `is_listed`: on one slide of a list that goes on
    (`shared_out`)."""
    look = _set(table, box, _LISTED) if is_listed else _look(table, box)
    widths, (head, *lines) = look.widths, look.lines
    shown = table.rows[: len(lines)]
    heights = [(_height(count, look.size) - 0.05) * look.stretch for count in look.lines]
    place = (box.left, box.top, box.width, sum(heights))
    graphic = slide.shapes.add_table(len(heights), len(widths), *map(Cm, place))
    graphic.name = name
    graphic._element.nvGraphicFramePr.cNvPr.set("descr", safe(table.title or "Bảng"))
    drawn = graphic.table
    _plain_style(drawn)
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        drawn.columns[at].width = Cm(width)
        _cell(drawn.cell(0, at), column.label, width, replace(_head(look.size), lines=head), "axis")
        for number, row in enumerate(shown):
            cell, tint = drawn.cell(number + 1, at), table.roles.get((number, at), "")
            style = replace(_style(table, number, at, look.size), lines=lines[number])
            _cell(cell, row[at], width, style, "border")
            if tint:
                filled(cell._tc.tcPr, colour(f"{tint}_tint"))
    for row_shape, height in zip(drawn.rows, heights, strict=True):
        row_shape.height = Cm(height)
    return table.many - len(shown), sum(heights)


def shared_out(table: Table, box: Box) -> list[Table]:
    """A list that goes on, on as few slides as hold it, about as many rows on each, each row whole; its columns are the
    same on all of them. What `MOST_SLIDES` do not hold belongs to the last, which says how many rows it leaves out."""
    widths = _widths(table, box.width, _LISTED)
    head, lines = _lines(table, widths, (_most(box, _LISTED),) * 2, _LISTED)
    room = box.height - _height(head, _LISTED) - (_NOTE if table.note else 0.0)

    def split(most: int) -> list[int]:
        parts, filled = [0], 0.0
        for tall in (_height(one, _LISTED) for one in lines):
            if parts[-1] == most or (parts[-1] and filled + tall > room):
                parts, filled = [*parts, 0], 0.0
            parts[-1] += 1
            filled += tall
        return parts

    few = split(len(lines))
    tried = map(split, range(-(-len(lines) // len(few)), len(lines)))
    counts = next((parts for parts in tried if len(parts) == len(few)), few)
    if len(few) > MOST_SLIDES:
        counts = [*few[: MOST_SLIDES - 1], sum(few[MOST_SLIDES - 1 :])]
    places = zip(accumulate(counts, initial=0), counts, strict=False)
    return [replace(table, rows=table.rows[at : at + many], fixed=tuple(widths)) for at, many in places]


class _Look(NamedTuple):
    """How a table is set: points of its cells, its columns in centimetres, the lines of its head and of each row that
    is shown, and how many times as high as these its rows are."""

    size: int
    widths: list[float]
    lines: list[int]
    stretch: float


def _look(table: Table, box: Box) -> _Look:
    """As large as usual where that shows every row, larger where no row needs more lines then; a little smaller where
    that does, or where a slide would show hardly any."""
    larger, usual, *smaller = looks = [_set(table, box, size) for size in (_LARGER, _USUAL, *_SMALLER)]
    if larger.lines == usual.lines and len(larger.lines) > len(table.rows):
        return larger
    if len(looks[-1].lines) <= len(table.rows) and any(map(_is_endless, chain.from_iterable(table.rows))):
        usual, *smaller = (_set(table, box, size, is_capped=True) for size in (_USUAL, *_SMALLER))
    for look in (usual, *smaller[: 2 if len(table.rows) <= _SHORT_TABLE else 1]):
        if len(look.lines) > len(table.rows):
            return look
    enough = (look for look in (usual, *smaller) if len(look.lines) > _ENOUGH)
    return next(enough, max(usual, *smaller, key=lambda look: len(look.lines)))


def _is_endless(text: str) -> bool:
    return any(len(word) > _ENDLESS for word in text.split())


def _set(table: Table, box: Box, size: int, *, is_capped: bool = False) -> _Look:
    """The table at a size, with the rows that then fit. `is_capped`: endless words give way to rows."""
    widths = [box.width * one / sum(table.fixed) for one in table.fixed] or _widths(table, box.width, size)
    most = _most(box, size)
    head, lines = _lines(table, widths, (most, _CAPPED if is_capped else most), size)
    below = _NOTE if table.note else 0.0
    shown = [head, *_fitting(lines, box.height - _height(head, size), size, below)]
    room = box.height - (below if len(shown) > len(lines) else max(below, _PITCH * size))
    stretch = room / sum(_height(one, size) for one in shown)
    return _Look(size, widths, shown, min(max(stretch, 1.0), _AIRY if len(table.rows) <= _FEW else _STRETCH))


def _most(box: Box, size: int) -> int:
    """How many lines a cell may have at most."""
    return int((box.height - 2 * _PITCH * size) / (_LINE * size))


def _widths(table: Table, total: float, size: int) -> list[float]:
    """The columns by their shares, none narrower than its longest word: a date, a dossier's number, "Kế hoạch" stay
    whole where a template leaves little room, and the widest columns give it; what a column of short texts has too much
    goes to those whose texts need more lines."""
    wanted, columns = table.widths(total), range(len(table.columns))
    whole, words = ([_widest(table, at, size, is_whole=one) for at in columns] for one in (True, False))
    most = max(total / len(wanted), 3.6)
    least = [text if text <= _SHORT else word for text, word in zip(whole, words, strict=True)]
    if sum(least) >= total:  # an endless word breaks before a short text does
        least = [min(most, one) if one > _SHORT else one for one in least]
    if sum(least) >= total:
        least = [min(most, word) for word in words]
    if sum(least) >= total:
        return wanted
    widths = [max(pair) for pair in zip(wanted, least, strict=True)]
    spare = [width - need for width, need in zip(widths, least, strict=True)]
    over = sum(widths) - total
    if over > 0:
        widths = [width - over * free / sum(spare) for width, free in zip(widths, spare, strict=True)]
    need = [max(0.0, text - width) for text, width in zip(whole, widths, strict=True)]
    free = [max(0.0, width - text) for text, width in zip(whole, widths, strict=True)]
    moved = min(sum(need), sum(free))
    if not moved:
        return widths
    more = (moved * (one / sum(need) - other / sum(free)) for one, other in zip(need, free, strict=True))
    return [width + change for width, change in zip(widths, more, strict=True)]


def _widest(table: Table, at: int, size: int, *, is_whole: bool) -> float:
    """What a column takes so that no word of it breaks, or no text at all, in centimetres."""
    texts = [(table.columns[at].label, _head(size))]
    texts += [(row[at], _style(table, number, at, size)) for number, row in enumerate(table.rows)]
    parts = (
        (part, look) for text, look in texts for part in (text.split("\n") if is_whole else text.split())
    )
    wide = max((width_cm(safe(part), look.size, bold=look.bold) for part, look in parts), default=0.0)
    return wide / 0.97 + 0.35


def _head(size: int) -> Style:
    return Style(min(size, 14), "gray")


def _style(table: Table, number: int, at: int, size: int) -> Style:
    tint = table.roles.get((number, at), "")
    role = "alarm" if (number, at) in table.alarm else f"{tint}_ink" if tint else "text"
    is_total = table.last_bold and number == len(table.rows) - 1
    return Style(size, role, bold=role != "text" or is_total)


def _lines(table: Table, widths: Sequence[float], most: tuple[int, int], size: int) -> tuple[int, list[int]]:
    """How many lines the head and each row need, at most the first of `most`, for endless words the second."""

    def needed(cells: Sequence[str], styles: Sequence[Style]) -> int:
        of = zip(cells, widths, styles, strict=True)
        lines = (
            min(sum(_tall(part, _inner(width), look) for part in text.split("\n")), most[_is_endless(text)])
            for text, width, look in of
        )
        return max(1, *lines)

    head = needed([column.label for column in table.columns], [_head(size)] * len(widths))
    rows = range(len(table.rows))
    styles = ([_style(table, number, at, size) for at in range(len(widths))] for number in rows)
    return head, [needed(row, of) for row, of in zip(table.rows, styles, strict=True)]


def _tall(text: str, width: float, look: Style) -> int:
    """How many lines a paragraph needs."""
    return max(1, len(wrap(safe(text), width, look.size, bold=look.bold)))


def _height(lines: int, size: int) -> float:
    return (_PITCH + _LINE * (lines - 1)) * size


def _fitting(lines: Sequence[int], room: float, size: int, below: float) -> list[int]:
    """The lines of the rows that fit into `room` cm, one at least, over a note that takes `below`; where rows are left
    out, the note says so."""
    tall = [*accumulate(_height(one, size) for one in lines)]
    if not tall or tall[-1] <= room - below:
        return [*lines]
    fitting = sum(height <= room - max(below, _PITCH * size) for height in tall)
    return [*lines[: max(1, fitting)]]


def _plain_style(drawn: Any) -> None:
    properties = drawn._tbl.tblPr
    properties.attrib.pop("bandRow", None)
    properties.set("firstRow", "1")  # who does not see it hears what heads a cell
    for child in list(properties):
        properties.remove(child)
    style = etree.SubElement(properties, qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid" of PowerPoint


def _cell(cell: Any, text: str, width: float, style: Style, line: str) -> None:
    frame = cell.text_frame
    frame._txBody.bodyPr.set("wrap", "square")
    *over, words = text.split("\n")
    for number in over:  # small over the words that it stands for
        write(frame.paragraphs[0], number, _inner(width), Style(SMALLEST, "gray"))
        frame.add_paragraph()
    write(frame.paragraphs[-1], words, _inner(width), replace(style, lines=max(1, style.lines - len(over))))
    for paragraph in frame.paragraphs:
        paragraph._p.get_or_add_pPr().set("algn", "l")
    look = cell._tc.get_or_add_tcPr()
    look.set("anchor", "ctr")
    for name, margin in _MARGINS.items():
        look.set(name, str(int(margin)))
    edge = etree.SubElement(look, qn("a:lnB"))
    edge.set("w", "9525")
    filled(edge, colour(line))


def _inner(width: float) -> float:
    """What a cell has for its text, in centimetres; a line more than was reckoned would push the rows down."""
    return 0.97 * (width - 0.3)
