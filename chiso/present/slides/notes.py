"""The notes under a slide: first what people wrote, then what the program says and what did not fit on the slide, a
paragraph each under its head, so that a refresh knows its own paragraphs again among those of people."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Cm, Pt

from chiso.core.vietnamese import format_number
from chiso.present.slides.base import key, safe
from chiso.present.slides.issued import NO_CELL, Issued
from chiso.present.slides.model import Slide

LEFT_OUT = "Không nằm trên slide"
_MOST = 80  # of a list, one by one
_TEXT_PLACE = Cm(1.9), Cm(12.2), Cm(15.2), Cm(10.0)  # of a page of notes, below the slide
_LONG = 2400  # letters that half a page of A4 holds at 10 points


def paragraphs(slide: Slide, drawn: Any) -> list[str]:
    """What the notes of a slide say; `drawn`: the slide with its shapes."""
    said = [*slide.speaker_note.split("\n"), *slide.told.lines, left_out(slide, drawn)]
    return [text for text in map(safe, said) if text]


def left_out(slide: Slide, drawn: Any) -> str:
    """What belongs to a slide and had no room on it: rows of its table and of the list behind it, sentences, small
    charts, figures."""
    shapes = {shape.name: shape for shape in drawn.shapes}
    table, lines = shapes.get(key(slide.topic, "table")), shapes.get(key(slide.topic, "lines"))
    rows = slide.told.rows or tuple(("", " · ".join(filter(None, row))) for row in _cells(slide))
    rest = [*_cut(slide, table), *rows[len(table.table.rows) - 1 :]] if table is not None else []
    there = {_words(one.text) for one in lines.text_frame.paragraphs} if lines is not None else set()
    rest += [("", line.rstrip(".")) for line in slide.lines if _words(line) not in there]
    figures = [(f"number_{one.number}", one.figure) for one in slide.multiples]
    figures += [(f"number_{place}", one) for place, one in enumerate(slide.numbers, start=1)]
    rest += [
        ("", f"{figure.name}: {figure.value}")
        for name, figure in figures
        if key(slide.topic, name) not in shapes
    ]
    if not rest:
        return ""
    more = len(rest[_MOST:]) + (slide.table.beyond if slide.table else 0)
    further = f"; và {format_number(more)} dòng nữa" if more else ""
    return f"{LEFT_OUT}: {'; '.join(_by_whom(rest[:_MOST]))}{further}"


def _cut(slide: Slide, table: Any) -> list[tuple[str, str]]:
    """The texts of cells that the table shows in part."""
    drawn = [[cell.text for cell in row.cells] for row in table.table.rows][1:]
    cells = (pair for row in zip(_cells(slide), drawn, strict=False) for pair in zip(*row, strict=True))
    return [("", text) for text, shown in cells if shown.endswith("…") and not text.endswith("…")]


def _words(text: str) -> str:
    return " ".join(safe(text).removeprefix("•").split())


def marked_apart(slide: Slide) -> tuple[str, ...]:
    """Which parts of a slide people worded, of its notes their own paragraphs alone."""
    own = sum(bool(safe(text)) for text in slide.speaker_note.split("\n"))
    return tuple(
        part
        for one in slide.reworded
        for part in ([f"notes:{place}:0" for place in range(own)] if one == "notes" else [one])
    )


def _cells(slide: Slide) -> Sequence[Sequence[str]]:
    return slide.table.rows if slide.table else ()


def _by_whom(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    by: dict[str, list[str]] = {}
    for whose, words in rows:
        by.setdefault(whose, []).append(words)
    for whose, said in by.items():
        yield f"{whose}: {', '.join(said)}" if whose else "; ".join(said)


# --- of an edited deck -----------------------------------------------------------------------------------------------


def merged(
    here: Sequence[str], fresh: Sequence[str], issued: Issued, name: str
) -> tuple[list[str], list[tuple[str, str]]] | None:
    """What notes say after a refresh: today's paragraphs where those of the deck stood, what people wrote before or
    after them as it stands; what they worded or took out is not written again. And what they worded, beside what would
    stand there today. None where nothing of the deck is left. `name`: the key of the notes."""
    was = [mark for row in issued.cells(name) for mark in row if mark != NO_CELL]
    ours = [text for text in here if issued.cell(name, text) in was]
    if not ours:
        return None
    own = [text for text in here if text not in ours]
    today = {_head(text): text for text in fresh if _head(text)}
    worded = [(text, today[_head(text)]) for text in own if _head(text) in today]
    left = {"", *map(_head, ours)} if len(ours) < len(was) else {"", *today}
    left -= {_head(text) for text, _ in worded}
    at = here.index(ours[0])
    now = [text for text in fresh if _head(text) in left]
    return [*here[:at], *now, *(text for text in here[at:] if text in own)], worded


def _head(text: str) -> str:
    """ "Ý chính" of "Ý chính: …"; "" of what has none."""
    head, colon, _ = text.partition(": ")
    return head if colon and len(head) <= 80 else ""


def write(frame: Any, said: Sequence[str]) -> None:
    """The paragraphs into the notes, as small as a printed page of notes holds them; one that stands there already
    keeps its looks."""
    size = Pt(10 if sum(map(len, said)) < _LONG else 8)
    there = {" ".join(paragraph.text.split()): paragraph._p for paragraph in frame.paragraphs}
    made = []
    for text in said:
        if (kept := there.pop(text, None)) is None:
            paragraph = frame.add_paragraph()
            paragraph.text = text
            for run in paragraph.runs:
                run.font.size = size
            kept = paragraph._p
        made.append(kept)
    for paragraph in list(frame.paragraphs):
        frame._txBody.remove(paragraph._p)
    frame._txBody.extend(made)


def frame_of(drawn: Any) -> Any:
    """The text frame of a slide's notes; one where PowerPoint has it by itself if the template's notes have none."""
    notes = drawn.notes_slide
    if notes.notes_text_frame is None:
        shapes = notes.shapes
        shapes._spTree.add_placeholder(shapes._next_shape_id, "Notes", PP_PLACEHOLDER.BODY, "horz", "full", 1)
        body = notes.notes_placeholder
        body.left, body.top, body.width, body.height = _TEXT_PLACE
    return notes.notes_text_frame
