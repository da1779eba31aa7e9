"""What somebody wrote over the proposed words of a slide, sentence by sentence and cell by cell.

Each knows over what it was written: the headline and the notes over the figures of their slide, every other sentence
over the proposed one, a cell over its row. Where that has changed, the words stand on no slide until somebody takes
them again: they speak of other figures.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.present.slides import Slide

TITLE, NOTES, NOTE, BELOW = "title", "notes", "note", "line_below"
SEEN = (TITLE, NOTE, BELOW)  # on the slide itself
LINE, _CELL = "line:", "cell:"
_NUMBER = re.compile(r"\d[\d.,/%]*")
_SENTENCES: Mapping[str, str] = {
    "": "Câu",
    TITLE: "Tiêu đề",
    NOTES: "Ghi chú cho người trình bày",
    NOTE: "Dòng dưới tiêu đề",
    BELOW: "Dòng cuối trang",
    LINE: "Ý",
    _CELL: "Ô",
}
_LONGEST: Mapping[str, int] = {TITLE: 200, NOTES: 2000, NOTE: 300, BELOW: 300, LINE: 500, _CELL: 300}
_OPTIONAL = (NOTE, BELOW, LINE)  # left out where nothing is written; elsewhere the proposal stands again


@dataclass(frozen=True)
class Edit:
    """Words that somebody wrote, and the mark of what they were written over."""

    text: str
    over: str


Edits = Mapping[str, Edit]  # of one slide: code of a place -> what stands there


class Place(NamedTuple):
    """A text of a slide that people may word: what is proposed, the mark of what it speaks of."""

    text: str
    over: str


def edits_of(raw: Mapping[str, Any]) -> dict[str, Edit]:
    """From their JSON."""
    return {code: Edit(str(one["text"]), str(one["over"])) for code, one in raw.items()}


def as_json(edits: Edits) -> dict[str, Any]:
    return {code: asdict(one) for code, one in edits.items()}


def kind_of(code: str) -> str:
    """Which kind of place a code names: one of the keys of the limits."""
    return next((kind for kind in (LINE, _CELL) if code.startswith(kind)), code)


def called(code: str) -> str:
    """What people call a place."""
    return _SENTENCES[kind_of(code)]


def longest(code: str) -> int:
    """How many characters a place takes."""
    return _LONGEST[kind_of(code)]


def line_code(text: str) -> str:
    """The code of a sentence of the body, as it is proposed."""
    return f"{LINE}{_mark_of(str(text))}"


def cell_code(row: tuple[str, ...], column: int) -> str:
    """The code of a cell: its column, and its row as it is proposed."""
    return f"{_CELL}{column}:{_mark_of(row)}"


def places(slide: Slide) -> dict[str, Place]:
    """Every text of a proposed slide that people may word, by its code."""
    chart = slide.chart and replace(slide.chart, source="")  # which names the version of the data
    rows = slide.table.many if slide.table else 0
    shown = (
        slide.headline,
        slide.note,
        chart,
        slide.numbers,
        slide.lines,
        slide.line_below,
        slide.empty,
        rows,
    )
    figures = mark((*shown, slide.multiples) if slide.multiples else shown)
    found = {
        TITLE: Place(slide.headline, figures),
        NOTES: Place(slide.speaker_note, mark((figures, slide.speaker_note))),
    }
    found |= {
        code: Place(text, _mark_of(str(text)))
        for code, text in ((NOTE, slide.note), (BELOW, slide.line_below))
        if text
    }
    found |= {line_code(line): Place(line, _mark_of(str(line))) for line in slide.lines}
    for row in slide.table.rows if slide.table else ():
        found |= {
            cell_code(row, column): Place(text, _mark_of(row))
            for column, text in enumerate(row)
            if is_worded(text)
        }
    return found


def is_worded(text: str) -> bool:
    """Whether a cell says something in words; a number alone is the program's."""
    return any(sign.isalpha() for sign in text)


def fitting(slide: Slide, edits: Edits) -> dict[str, Edit]:
    """Those that were written over what a slide proposes now."""
    there = places(slide) if edits else {}
    return {code: one for code, one in edits.items() if code in there and there[code].over == one.over}


def stale(slide: Slide, edits: Edits) -> dict[str, Edit]:
    """Those that speak of other figures."""
    fits = fitting(slide, edits)
    return {code: one for code, one in edits.items() if code not in fits}


def worded(slide: Slide, edits: Edits) -> Slide:
    """The slide with what was written over its proposed words."""
    fits = fitting(slide, edits)
    if not fits:
        return slide
    said = {code: one.text for code, one in fits.items()}
    lines = tuple(line for _, line in lines_of(slide, said))
    table, cells = slide.table, []
    if table is not None:
        rows = []
        for place, row in enumerate(table.rows):
            now = tuple(said.get(cell_code(row, column), text) for column, text in enumerate(row))
            cells += [f"table:{place + 1}:{column}" for column, text in enumerate(now) if text != row[column]]
            rows.append(now)
        table = replace(table, rows=tuple(rows))
    own = [code for code in (TITLE, NOTES, NOTE, BELOW) if code in said]
    return replace(
        slide,
        headline=said.get(TITLE, slide.headline),
        speaker_note=said.get(NOTES, slide.speaker_note),
        note=said.get(NOTE, slide.note),
        line_below=said.get(BELOW, slide.line_below),
        lines=tuple(filter(None, lines)),
        lines_over=tuple(zip(slide.lines, lines, strict=True)) if lines != slide.lines else (),
        table=table,
        reworded=(*own, *cells),
    )


def lines_of(slide: Slide, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The sentences of the body with their codes as they stand now, "" for one that was left out."""
    return ((code, said.get(code, line)) for line in slide.lines for code in (line_code(line),))


def written(slide: Slide, edits: Edits, code: str, text: str) -> dict[str, Edit]:
    """The edits of a proposed slide with this text at that place. Refused: `bad_entry` for a place that is there no
    more, or another number in a cell; TooLong."""
    place = places(slide).get(code)
    if place is None:
        raise Refused(
            "bad_entry", "Nội dung này vừa thay đổi theo số liệu mới. Hãy tải lại trang rồi sửa lại."
        )
    said = typed(text, longest(code), called(code)) or ""
    if kind_of(code) != NOTES:
        said = " ".join(said.split())
    if kind_of(code) == _CELL and _NUMBER.findall(said) != _NUMBER.findall(place.text):
        raise Refused(
            "bad_entry",
            f"Ô “{place.text}”: con số trên slide lấy từ số liệu nên không sửa ở đây. Hãy giữ nguyên các con số, chỉ "
            "sửa chữ.",
        )
    number, parted, _ = place.text.partition("\n")
    if parted and said.startswith(f"{number} "):  # it stands on a line of its own still
        said = said.replace(" ", "\n", 1)
    rest = {other: one for other, one in edits.items() if other != code}
    if said == place.text or not (said or kind_of(code) in _OPTIONAL):
        return rest
    return {**rest, code: Edit(said, place.over)}


def mark(said: Any) -> str:
    """A short digest of values, whatever order sets and mappings have and however a program writes the last digit of a
    fraction."""
    return hashlib.sha256(json.dumps(_plain(said), ensure_ascii=False).encode()).hexdigest()[:12]


@lru_cache(maxsize=8192)
def _mark_of(texts: str | tuple[str, ...]) -> str:
    """The mark of a text, or of a row, on however many lines it stands: asked for each of its cells, whenever the page
    is drawn."""
    return mark(_in_a_line(texts) if isinstance(texts, str) else [*map(_in_a_line, texts)])


def _in_a_line(text: str) -> str:
    return text.replace("\n", " ")


def _plain(said: Any) -> Any:
    # The page asks it of whole slides each time it is drawn: what they are made of mostly comes first.
    if said is None or isinstance(said, str):
        return str(said)
    if isinstance(said, float):
        return f"{said:.9g}"
    if isinstance(said, (list, tuple)):
        return [_plain(one) for one in said]
    if is_dataclass(said):
        return [_plain(getattr(said, one.name)) for one in fields(said) if one.compare]
    if isinstance(said, Mapping):
        return sorted([str(name), _plain(value)] for name, value in said.items())
    return sorted(map(str, said)) if isinstance(said, (set, frozenset)) else str(said)
