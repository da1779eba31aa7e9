"""The sentences of a slide in an edited deck, known one by one: today's take the place of those that nobody touched,
what people wrote stands where it stood.

A row of marks for each: its text, and what it is about, so that its place is found in another day's list. Of one that
somebody worded: `NO_CELL`, what it is about, its text (`NO_CELL` where somebody took it out), the text that would stand
there.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from chiso.present.slides.base import safe
from chiso.present.slides.issued import NO_CELL, Issued, topic_of
from chiso.present.slides.model import Deck, Slide
from chiso.present.slides.parts import Part
from chiso.present.slides.renewed import Ours, write_paragraph
from chiso.words.claims import claims_of

_NUMBER = re.compile(r"\d[\d.,/%]*")
_COUNTED = "…"  # what the line is about that counts those that had no room


class Line(NamedTuple):
    """A sentence as it was proposed, what it is about, and what stands there; None for one that was left out."""

    proposed: str
    about: str
    stands: str | None


class Put(NamedTuple):
    """A sentence of the list to be: the paragraph that it stands in now (None: in none), the one of today's list that
    it takes its words from (None: it stays as somebody wrote it)."""

    text: str
    here: int | None
    says: int | None


@dataclass(frozen=True)
class Merged:
    """The list to be and its marks. `worded`: (what somebody wrote, what would stand there, whether that is another
    than when it was written), `out`: today's sentences that somebody took out."""

    puts: tuple[Put, ...]
    mark: str
    worded: tuple[tuple[str, str, bool], ...]
    out: tuple[str, ...]


def lines_of(slide: Slide, drawn: Sequence[str]) -> list[Line]:
    """The sentences of a slide as they were drawn."""
    said, texts = list[Line](), iter(drawn)
    for over, stands in slide.lines_over or tuple((line, line) for line in slide.lines):
        text = next(texts, None) if stands else None
        if stands and text is None:
            break
        said.append(Line(text if text and over == stands else _bulleted(over), _about(over), text))
    return [*said, *(Line(text, _COUNTED, text) for text in texts)]


def mark(issued: Issued, name: str, lines: Iterable[Line]) -> str:
    """The marks of the sentences of a shape."""
    return issued.rows(_row(issued, name, line) for line in lines)


def marked(issued: Issued, deck: Deck, drawn: Iterable[Part]) -> Issued:
    """With marks sentence by sentence, but of a slide that somebody wrote himself."""
    slides = {slide.topic: slide for slide in deck.slides if not slide.is_own}
    lines = ((one, slides.get(topic_of(one.key))) for one in drawn if one.kind == "lines")
    found = {
        one.key: mark(issued, one.key, lines_of(slide, [text for (text,) in one.grid]))
        for one, slide in lines
        if slide
    }
    return replace(issued, marks={**issued.marks, **found})


def _row(issued: Issued, name: str, line: Line) -> list[str]:
    """The marks of one."""
    about, proposed = issued.cell(name, line.about), issued.cell(name, line.proposed)
    if line.stands == line.proposed:
        return [proposed, about]
    return [NO_CELL, about, NO_CELL if line.stands is None else issued.cell(name, line.stands), proposed]


def _about(line: str) -> str:
    """What tells a sentence from the others of its list on any day: the first figure that it claims, of a text alone
    all but its numbers."""
    for claim in claims_of(line):
        return ":".join((claim.figure, claim.asked.unit or "", claim.month or ""))
    return _NUMBER.sub("#", line)


def _bulleted(line: str) -> str:
    return " ".join(f"• {safe(line)}".split())


# --- of an edited deck -----------------------------------------------------------------------------------------------


def merged(here: Sequence[str], fresh: Sequence[Line], issued: Issued, name: str) -> Merged | None:
    """What a list says after a refresh; None where nothing of the deck is left in it."""
    was = issued.cells(name)
    marks = [issued.cell(name, text) for text in here]
    known = _known(marks, was)
    if not known:
        return None
    today = _counterparts(was, [issued.cell(name, line.about) for line in fresh])
    known |= _edited(here, (known, was), {old: fresh[at].proposed for old, at in today.items()})
    ours = {at for at, old in known.items() if marks[at] in (was[old][0], *was[old][3:])}
    kept = {today[old]: at for at, old in known.items() if at not in ours and old in today}
    out = {today[old] for old in range(len(was)) if old not in known.values() and old in today}
    looks = {today[old]: at for at, old in known.items() if at in ours and old in today}
    puts = [
        Put(here[kept[at]], kept[at], None) if at in kept else Put(line.proposed, looks.get(at), at)
        for at, line in enumerate(fresh)
        if at not in out
    ]
    _add_own(puts, here, {*range(len(here))} - ours - {*kept.values()})
    gone = {at: old for at, old in known.items() if at not in ours and old not in today}
    rows = [
        Line(
            line.proposed, line.about, None if at in out else here[kept[at]] if at in kept else line.proposed
        )
        for at, line in enumerate(fresh)
    ]
    lost = ([NO_CELL, was[old][1], marks[at], NO_CELL] for at, old in gone.items())
    said = {at: (fresh[place].proposed, was[known[at]]) for place, at in kept.items()}
    said |= {at: ("", was[old]) for at, old in gone.items()}
    worded = [
        (here[at], now, issued.cell(name, now) != row[3 if row[0] == NO_CELL else 0])
        for at, (now, row) in sorted(said.items())
    ]
    made = issued.rows([*(_row(issued, name, line) for line in rows), *lost])
    return Merged(tuple(puts), made, tuple(worded), tuple(fresh[at].proposed for at in sorted(out)))


Marks = Sequence[Sequence[str]]


def _known(here: Sequence[str], was: Marks) -> dict[int, int]:
    """Paragraph -> row of marks of what stands there word for word: ours, or what somebody wrote before."""
    known, free = {}, [*range(len(was))]
    for at, text in enumerate(here):
        same = (old for old in free if text in (was[old][0], *was[old][2:]))
        if (old := next(same, None)) is not None:
            known[at] = old
            free.remove(old)
    return known


def _counterparts(was: Marks, about: Sequence[str]) -> dict[int, int]:
    """Row of marks -> today's sentence about the same."""
    found, free = {}, [*range(len(about))]
    for old, row in enumerate(was):
        if (at := next((at for at in free if about[at] == row[1]), None)) is not None:
            found[old] = at
            free.remove(at)
    return found


def _edited(
    here: Sequence[str], found: tuple[Mapping[int, int], Marks], today: Mapping[int, str]
) -> dict[int, int]:
    """Paragraph -> row of what somebody worded: it stands between the same neighbours; of several the one most like
    what would stand there today. `today`: that text for each row."""
    known, was = found
    edited: dict[int, int] = {}
    is_out = [row[2:3] == [NO_CELL] for row in was]
    free = [old for old in range(len(was)) if old not in known.values() and not is_out[old]]
    alike = sorted(
        (-difflib.SequenceMatcher(None, here[at].split(), today.get(old, "").split()).ratio(), at, old)
        for at in range(len(here))
        if at not in known
        for old in free
        if _is_between(at, old, known)
    )
    for _, at, old in alike:
        if at not in edited and old not in edited.values():
            edited[at] = old
    return edited


def _is_between(at: int, old: int, known: Mapping[int, int]) -> bool:
    """Whether a row belongs between the neighbours of a paragraph; anywhere, where those changed their places."""
    before = next((known[one] for one in range(at - 1, -1, -1) if one in known), -1)
    after = next((known[one] for one in sorted(known) if one > at), len(known) + old + 1)
    return before < old < after or before > after


def _add_own(puts: list[Put], here: Sequence[str], own: set[int]) -> None:
    """What people wrote themselves goes where it stood: after the paragraph before it."""
    for at in sorted(own):
        stands = {put.here: place for place, put in enumerate(puts) if put.here is not None}
        before = next((stands[one] for one in range(at - 1, -1, -1) if one in stands), None)
        place = len(puts) if before is None and at else 0 if before is None else before + 1
        puts.insert(place, Put(here[at], at, None))


def write(frame: Any, fresh: Any, puts: Sequence[Put], ours: Ours) -> None:
    """The list into the paragraphs of a shape; what people wrote keeps its paragraph. `fresh`: today's text frame, None
    where there is none."""
    if not puts:
        frame.text = ""
        return
    there = list(frame.paragraphs)
    usual = next((put.here for put in puts if put.says is not None and put.here is not None), 0)
    made = [there[put.here]._p if put.here is not None else deepcopy(there[usual]._p) for put in puts]
    for paragraph in there:
        frame._txBody.remove(paragraph._p)
    frame._txBody.extend(made)
    for put, paragraph in zip(puts, frame.paragraphs, strict=True):
        if put.says is not None:
            write_paragraph(paragraph, fresh.paragraphs[put.says], ours)
