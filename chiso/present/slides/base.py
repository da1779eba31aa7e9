"""What every part of a slide shares: places in centimetres, colours of the print palette, text that fits and that XML
can hold (widths of text are Arial's advance widths in 1/1000 of the size); and what is drawn beside and over a native
chart, because Office and LibreOffice agree on no native one: its key, and the targets of lying bars as upright marks.
"""

import unicodedata
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from chiso.core.text import xml_text
from chiso.present.chart import Chart
from chiso.present.palette import Palette, palette

_WIDTHS = {
    "'": 191, "i": 222, "j": 222, "l": 222, "|": 260, " ": 278, ".": 278, ",": 278, ":": 278, ";": 278, "!": 278,
    "/": 278, "\\": 278, "[": 278, "]": 278, "f": 278, "t": 278, "I": 278, "(": 333, ")": 333, "-": 333, "r": 333,
    "·": 333, '"': 355, "“": 333, "”": 333, "*": 389, "c": 500, "k": 500, "s": 500, "v": 500, "x": 500, "y": 500,
    "z": 500, "J": 500, "–": 556, "F": 611, "T": 611, "Z": 611, "&": 667, "A": 667, "B": 667, "E": 667, "K": 667,
    "P": 667, "S": 667, "V": 667, "X": 667, "Y": 667, "C": 722, "D": 722, "H": 722, "N": 722, "R": 722, "U": 722,
    "w": 722, "G": 778, "O": 778, "Q": 778, "m": 833, "M": 833, "%": 889, "W": 944, "…": 1000, "—": 1000,
    "→": 1000, "đ": 556, "Đ": 722, "ơ": 627, "ư": 641, "Ơ": 857, "Ư": 830, "⟲": 900, "@": 1015, "{": 334, "}": 334,
    **dict.fromkeys("+<=>~", 584),
}  # fmt: skip
_OTHER = 556
_BOLD = 1.08
_CLOSING = ".,:;!?/)]}”’%"  # before these no program breaks a line, not even where a space stands
PT_PER_CM = 28.3465

KEY = "chiso:"
LYING = ("bars", "stacked", "bullets", "slope", "moves", "waterfall", "ruler")
TARGET = "Chỉ tiêu"
BESIDE = 0.44  # of the width of lying bars: as much as their names take
_WIDE = 0.1  # centimetres of a mark
_TOUCHES = 0.02  # of the longest bar: a number right after its end would stand on the mark
_NUMBER = 0.22  # of the longest bar: what a number takes beside a table


class Box(NamedTuple):
    """A place on a slide, in centimetres."""

    left: float
    top: float
    width: float
    height: float


# None: the print palette; set by `canvas`
PAINT: ContextVar[Palette | None] = ContextVar("PAINT", default=None)
FILLED = 0.985  # of a line: LibreOffice breaks what fills it
SMALLEST = 12.0  # points; what is smaller is not read from the end of a meeting's table


@dataclass(frozen=True)
class Style:
    """How a text is set; what takes more than `lines` is cut."""

    size: float
    role: str = "text"
    bold: bool = False
    lines: int = 1


def key(topic: str, part: str) -> str:
    """What a shape is called: of which slide it is, and what."""
    return f"{KEY}{topic}.{part}"


def _paint() -> Palette:
    return PAINT.get() or palette("print")


def colour(role: str) -> Any:
    """A colour of what is painted with: the print palette, or a template's."""
    return RGBColor.from_string(_paint()[role][1:])


def ink(role: str) -> Any:
    """The colour of a number on a surface of that role."""
    return RGBColor.from_string(_paint().on(role)[1:])


def safe(text: str) -> str:
    """Text that XML can hold."""
    return xml_text(text).replace("\n", " ").strip()


def block(slide: Any, role: str, box: Box) -> Any:
    """A filled rectangle without edge or shadow."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Cm, box))
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(role)
    shape.line.fill.background()
    return shape


def frame(slide: Any, box: Box) -> Any:
    """An empty text frame without margins."""
    made = slide.shapes.add_textbox(*map(Cm, box)).text_frame
    made.margin_left = made.margin_right = made.margin_top = made.margin_bottom = 0
    made.word_wrap = True
    made.vertical_anchor = MSO_ANCHOR.TOP
    return made


def write(paragraph: Any, text: str, width: float, style: Style) -> None:
    """Text into a paragraph that is `width` cm wide. Its look stands in the XML at once: by properties it takes four
    times as long, and a deck has six hundred."""
    paragraph.clear()
    if said := fit(safe(text), width, style.size, lines=style.lines, bold=style.bold):
        # PowerPoint does not heed what is said of a paragraph as a whole
        look = paragraph._p.add_r(said).get_or_add_rPr()
        look.set("sz", str(Pt(style.size).centipoints))
        look.set("b", "1" if style.bold else "0")
        filled(look, colour(style.role))


def filled(element: Any, tone: Any) -> None:
    """A fill of one colour, as the next part of an XML element."""
    etree.SubElement(etree.SubElement(element, qn("a:solidFill")), qn("a:srgbClr")).set("val", str(tone))


def put(slide: Any, text: str, box: Box, style: Style, name: str = "") -> None:
    """A text in its own box, under a name."""
    made = frame(slide, box)
    write(made.paragraphs[0], text, FILLED * box.width, style)
    if name:
        made._parent.name = name


def in_vietnamese(element: Any) -> None:
    """Says of every text in what language it is: else Office underlines each word as misspelt."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for said in element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        said.set("lang", "vi-VN")


def on_one_line(text: str, width: float, style: Style) -> Style:
    """The style, down to `SMALLEST` where the text would not stand on one line of `width` cm otherwise."""
    sizes = (
        size
        for size in (style.size, 16, 14)
        if size <= style.size and len(wrap(safe(text), 0.97 * width, size)) < 2
    )
    return replace(style, size=next(sizes, SMALLEST))


# --- text that fits ----------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if ord(letter) >= 0x2500:  # signs such as ▲, and what is written in squares
        return 1000
    base = unicodedata.normalize("NFD", letter)
    if len(base) > 1:
        horned = {"o": "ơ", "u": "ư", "O": "Ơ", "U": "Ư"}.get(base[0]) if "\u031b" in base else None
        return _letter(horned or base[0])
    return 0 if unicodedata.combining(letter) else _OTHER


def width_cm(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in centimetres."""
    return sum(map(_letter, text)) / 1000 * size * (_BOLD if bold else 1) / PT_PER_CM


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width` cm; words longer than a line are broken."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        for piece in _broken(word, width, size, bold):
            longer = f"{current} {piece}".strip()
            if current and width_cm(longer, size, bold=bold) > width:
                lines.append(current)
                current = piece
            else:
                current = longer
    return [*lines, current] if current else lines


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    if width_cm(word, size, bold=bold) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width_cm(piece + letter, size, bold=bold) > width:
            taken = -1 if letter in _CLOSING and len(piece) > 1 else len(piece)
            pieces.append(piece[:taken])
            piece = piece[taken:]
        piece += letter
    return [*pieces, piece]


def fit(text: str, width: float, size: float, *, lines: int = 1, bold: bool = False) -> str:
    """The text, cut with an ellipsis so that it takes at most `lines` lines of `width` cm."""
    wrapped = wrap(text, width, size, bold=bold)
    if len(wrapped) <= lines:
        return " ".join(wrapped)
    last = wrapped[lines - 1]
    while last and width_cm(last + "…", size, bold=bold) > width:
        last = last[:-1]
    return " ".join([*wrapped[: lines - 1], last.rstrip(" ,;.–-") + "…"])


# --- keys and marks ----------------------------------------------------------------------------------------


def has_marks(chart: Chart) -> bool:
    """Lying bars, some with a target of their own."""
    return chart.kind in LYING and any(target is not None for target in chart.targets)


def legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The chart's key, and the marks that stand for targets, with their number where all have the same."""
    if not has_marks(chart):
        return chart.legend
    levels = {target for target in chart.targets if target is not None}
    words = f"{TARGET} {chart.said(*levels)}" if len(levels) == 1 else TARGET
    (series, *_), keys = chart.series, chart.legend
    # a bar of nothing shows no colour
    if not keys and any(series.values[at] and series.role_at(at) == series.role for at in series.known):
        keys = ((series.name, series.role),)
    return (*keys, (words, "text"))


def add_legend(slide: Any, chart: Chart, box: Box, name: str) -> float:
    """Squares with names in a row, in more where the box is narrow; a mark for the targets. `name`: of the chart. How
    high it is, in centimetres."""
    left, top = box.left, box.top
    for place, (words, role) in enumerate(legend(chart), start=1):
        room = width_cm(safe(words), 14) + 0.4
        if left > box.left and left + 0.65 + room > box.left + box.width:
            left, top = box.left, top + 0.7
        wide = _WIDE if has_marks(chart) and words.startswith(TARGET) else 0.45
        square = block(slide, role, Box(left + (0.45 - wide) / 2, top + 0.14, wide, 0.45))
        square.name = f"{name}_key_{place}"
        put(slide, words, Box(left + 0.65, top, room, 0.7), Style(14), f"{name}_name_{place}")
        left += room + 1.15
    return top + 0.9 - box.top


def side(chart: Chart, value: float | None, place: int) -> Literal["inside", "outside", "behind"]:
    """Where a number stands so that no mark runs through it: inside its bar, outside its end, behind the mark."""
    target = chart.targets[place] if has_marks(chart) else None
    if value is None or target is None:
        return "outside"
    known = [one for values in (chart.targets, *(s.values for s in chart.series)) for one in values]
    longest = max(one for one in known if one is not None)
    number = _NUMBER * longest
    if value > target + _TOUCHES * longest:
        return "outside"
    if value >= number:
        return "inside"
    return "behind" if target - value < number and len(chart.series) == 1 else "outside"


def names_beside(chart: Chart, box: Box) -> float:
    """Centimetres that the names take beside lying bars."""
    return min(BESIDE * box.width, max(width_cm(safe(name), 14) for name in chart.names) + 0.5)


def add_marks(slide: Any, drawn: Any, chart: Chart, box: Box, name: str) -> None:
    """Marks over a native chart, where its value axis says."""
    names = names_beside(chart, box)
    share = names / box.width
    place_plot(drawn, Box(share, 0, 1 - share, 1), "inner")
    row = box.height / len(chart.names)
    for place, target in enumerate(chart.targets):
        if target is not None:
            at = box.left + names + (box.width - names) * target / drawn.value_axis.maximum_scale
            top = box.top + row * (place + 0.13)
            mark = block(slide, "text", Box(at - _WIDE / 2, top, _WIDE, 0.74 * row))
            mark.name = f"{name}_mark_{place + 1}"
            mark._element.nvSpPr.cNvPr.set("descr", f"{TARGET} {chart.said(target)}")


def place_plot(drawn: Any, shares: Box, target: str) -> None:
    """Sets the plot in its chart, in shares of it: its "inner" part alone, or with its axes, "outer"."""
    area = drawn._chartSpace.find(f".//{qn('c:plotArea')}")
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    words = {"layoutTarget": target, "xMode": "edge", "yMode": "edge"}
    for name, value in {**words, **dict(zip("xywh", shares, strict=True))}.items():
        etree.SubElement(manual, qn(f"c:{name}")).set("val", str(value))
    area.insert(0, layout)
