"""An edited deck brought up to date in place: what was written and nobody touched becomes new, what people wrote stays.

Of every part three things are held against each other: what was written (its mark, `issued`), what stands there
(`parts`), what would be written today (a deck drawn for it). Runs in the capped child: the file is a stranger's.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation

from chiso.present.palette import palette
from chiso.present.slides import TEMPLATE, draw, notes, sentences
from chiso.present.slides.base import key
from chiso.present.slides.compared import Rows, differences, whole
from chiso.present.slides.dress import dressed
from chiso.present.slides.issued import Issued, topic_of, write_into
from chiso.present.slides.model import Deck
from chiso.present.slides.parts import Part, added_to, parts
from chiso.present.slides.recharted import AnotherKind, renew_chart
from chiso.present.slides.renewed import Ours, is_ours, make_fit, put_table, write_table, write_text
from chiso.present.slides.sections import take_out
from chiso.present.slides.told import (
    ANOTHER,
    CELL,
    DELETED,
    FILLED,
    GONE,
    KIND,
    LEFT,
    LOST,
    OFFERED,
    ORDER,
    OUTDATED,
    PAST,
    RETYPED,
    REWORDED,
    REWORDED_STALE,
    ROWS,
    TAKEN,
    UNKNOWN,
    Change,
    Told,
)

# the closing slide of what there is not, and the further slides of a list: they go with what they were made of
_PASSING = re.compile(r"missing|(?!own:)[a-z_]+:\d+")


@dataclass(frozen=True)
class Wanted:
    """The deck of today, what the edited one knows of itself, the shapes (slide, key) that stay as they are, and which
    `OUTDATED` slides are taken out."""

    deck: Deck
    issued: Issued
    left: frozenset[tuple[int, str]] = frozenset()
    out: frozenset[int] = frozenset()


def refreshed(presentation: Any, wanted: Wanted) -> Told:
    """Brings the presentation up to date; answers what happened to which shape."""
    found = parts(presentation, wanted.issued)
    work = _Refresh(wanted, _drawn(wanted), found, added_to(presentation, found))
    for part in sorted(found, key=lambda one: (one.slide, one.kind != "chart")):
        work.part(part)
    work.absent()
    work.told.slides = len(presentation.slides)
    assert wanted.deck.origin is not None
    offered = {one.slide for one in work.told.review if one.reason == OUTDATED}
    if out := wanted.out & offered | {one.slide for one in work.told.updated if one.reason == TAKEN}:
        take_out(presentation, [number - 1 for number in out if number])
        gone = {part.key for part in found if part.slide in out}
        work.marks = {one: mark for one, mark in work.marks.items() if one not in gone}
    issued = Issued(wanted.deck.origin, wanted.issued.canvas, work.marks)
    write_into(presentation, issued)
    return work.told


def _drawn(wanted: Wanted) -> dict[str, Part]:
    """The parts of today's deck, drawn as the edited one was, by key."""
    canvas = replace(wanted.issued.canvas, cover=0, content=1)
    presentation = Presentation(str(TEMPLATE))
    draw(presentation, replace(wanted.deck, origin=None), canvas)
    dressed(presentation, canvas)
    return {part.key: part for part in parts(presentation)}


class _Refresh:
    """One deck on its way: `marks` are those that it will carry."""

    def __init__(
        self, wanted: Wanted, fresh: Mapping[str, Part], found: Sequence[Part], added: Collection[int]
    ) -> None:
        self.wanted, self.issued, self.fresh = wanted, wanted.issued, fresh
        self.there = {(part.slide, part.key): part for part in found}
        self.marks, self.told = dict(wanted.issued.marks), Told()
        self.merged: set[str] = set()  # shapes whose marks say which of their sentences are people's
        self.topics = {topic_of(key) for key in fresh}
        had, has = ({key for key in found if key.endswith(".empty")} for found in (self.issued.marks, fresh))
        # a headline of today over nothing: of these slides nothing is written, the new ones are offered
        self.filled = {topic_of(key) for key in had - has} & self.topics
        # whole slides that there are no more: offered to be taken out, not part by part, where nobody worded them
        worded = {one.slide for one in found if not one.fits(self.issued) and one.grid != (("",),)}
        gone = {one.slide: topic_of(one.key) for one in found if topic_of(one.key) not in self.topics}
        passing = {slide for slide, topic in gone.items() if _PASSING.fullmatch(topic)}
        self.outdated = {*gone} - worded | passing
        many = Counter(gone.values())  # a slide that somebody copied is kept for something
        self.taken = {slide for slide in passing - worded - {*added} if many[gone[slide]] == 1}
        own = wanted.issued.canvas.colours or palette("print").colours
        self.ours: Ours = is_ours([*own.values()])

    def part(self, part: Part) -> None:
        """One part: written, kept or named."""
        fresh, is_left = self.fresh.get(part.key), (part.slide, part.key) in self.wanted.left
        if part.key not in self.issued.marks:
            if part.kind != "notes":
                self._say("kept", part, fresh, UNKNOWN)
            return
        if part.slide in self.outdated:
            if part.key.endswith(".title") and part.slide in self.taken:
                self._say("updated", part, None, TAKEN, is_left=is_left)
            elif part.key.endswith(".title"):
                self._say("review", part, None, OUTDATED)
            return
        if topic_of(part.key) in self.filled:
            if part.key.endswith(".title"):
                self._say("review", part, fresh, FILLED)
            return
        if fresh is None:
            self._without(part, is_left)
        elif part.grid != fresh.grid:
            if part.kind == "table" == fresh.kind:
                self._table(part, fresh, is_left)
            elif part.kind == "notes" and self.issued.cells(part.key):
                self._notes(part, fresh, is_left)
            elif part.kind == "lines" and self._lines(part, fresh, is_left):
                pass
            elif part.fits(self.issued) and part.kind == fresh.kind:
                self._write(part, fresh, is_left)
            else:
                self._kept(part, fresh)
        if fresh is not None and not is_left and part.key not in self.merged:
            self.marks[part.key] = self._mark(part, fresh)

    def _mark(self, part: Part, fresh: Part) -> str:
        """The mark of what a shape says of today; sentences of an older deck that somebody worded are one text."""
        if fresh.kind == "lines" and (self.issued.cells(part.key) or part.fits(self.issued)):
            return sentences.mark(self.issued, part.key, self._sentences(fresh))
        return self.issued.mark(part.key, fresh.grid, is_table=fresh.is_table)

    def _without(self, part: Part, is_left: bool) -> None:
        """Nothing to say there today: a line beside others goes empty, the rest is named."""
        is_line = part.kind in ("text", "lines", "notes") and not part.key.endswith(".title")
        if part.grid == (("",),):
            return
        if not part.fits(self.issued):
            is_apart = part.kind == "lines" and topic_of(part.key) in self.topics
            if not (is_apart and self._lines(part, None, is_left)):
                self._say("kept", part, None, REWORDED)
        elif is_line and topic_of(part.key) in self.topics:
            self._say("updated", part, None, is_left=is_left)
            if not is_left:
                frame = part.shape if part.kind == "notes" else part.shape.text_frame
                frame.text = ""
                self.marks[part.key] = self.issued.mark(part.key, (("",),), is_table=False)
        else:
            self._say("review", part, None, GONE)

    def _write(self, part: Part, fresh: Part, is_left: bool) -> None:
        stem = part.key.removesuffix("_under")
        name = self.there.get((part.slide, f"{stem}_name")) if ".number_" in part.key else None
        if name is not None and name is not part and not name.fits(self.issued):
            other = self.fresh.get(name.key)
            if other is None or not other.fits(self.issued):
                self._say("review", part, fresh, ANOTHER)
                return
        told = ""
        if not is_left:
            try:
                told = self._written(part, fresh)
            except AnotherKind:
                self._say("review", part, fresh, KIND)
                return
        self._say("updated", part, fresh, told, is_left=is_left)

    def _written(self, part: Part, fresh: Part) -> str:
        if part.kind == "chart":
            return renew_chart(part, fresh, self.ours)
        if part.kind == "notes":
            notes.write(part.shape, [text for (text,) in fresh.grid])
        else:
            write_text(part.shape.text_frame, fresh.shape.text_frame, self.ours)
            make_fit(part.shape, fresh.shape)
        return ""

    def _kept(self, part: Part, fresh: Part) -> None:
        """What somebody worded: today's figures may contradict it."""
        if part.kind == "chart":
            self._say("review", part, fresh, RETYPED)
        elif fresh.fits(self.issued):
            self._say("kept", part, fresh, REWORDED)
        else:
            self._say("review", part, fresh, REWORDED_STALE)

    def _table(self, part: Part, fresh: Part, is_left: bool) -> None:
        rows = Rows.of(part, fresh, self.issued)
        if rows is None and part.fits(self.issued):  # nobody touched it: today's has other columns
            self._say("updated", part, fresh, is_left=is_left)
            if not is_left:
                put_table(part, fresh)
            return
        if rows is None:
            self._say("review", part, fresh, ROWS)
            return
        now = replace(fresh, grid=rows.grid)
        if now.grid != part.grid:
            is_other_order = sorted(now.grid) == sorted(part.grid)
            self._say("updated", part, now, ORDER if is_other_order else "", is_left=is_left)
            if not is_left:
                write_table(part, fresh, rows, self.ours)
        for where, old, new in rows.kept:
            self.told.kept.append(Change(part.slide, part.key, old, new, f"{CELL} ({where})"))
        for where, old in rows.lost:
            self.told.review.append(Change(part.slide, part.key, old, "", f"{LOST} ({where})"))

    def _notes(self, part: Part, fresh: Part, is_left: bool) -> None:
        here, today = ([text for (text,) in one.grid] for one in (part, fresh))
        found = notes.merged(here, today, self.issued, part.key)
        if found is None:
            self._kept(part, fresh)
            return
        said, worded = found
        if said != here:
            self._say("updated", part, replace(fresh, grid=tuple((text,) for text in said)), is_left=is_left)
            if not is_left:
                notes.write(part.shape, said)
        for old, new in worded:
            self.told.kept.append(Change(part.slide, part.key, old, new, REWORDED))

    def _sentences(self, fresh: Part | None) -> list[sentences.Line]:
        if fresh is None:
            return []
        slide = next(one for one in self.wanted.deck.slides if one.topic == topic_of(fresh.key))
        return sentences.lines_of(slide, [text for (text,) in fresh.grid])

    def _lines(self, part: Part, fresh: Part | None, is_left: bool) -> bool:
        """Sentence by sentence; False where they are not known one by one."""
        here, today = [text for (text,) in part.grid], self._sentences(fresh)
        found = sentences.merged(here, today, self.issued, part.key)
        if found is None:
            return False
        now = replace(part, grid=tuple((put.text,) for put in found.puts) or (("",),))
        if now.grid != part.grid:
            self._say("updated", part, now, is_left=is_left)
        for old, new, is_stale in found.worded:
            reason = (REWORDED_STALE if new else PAST) if is_stale else REWORDED
            told = self.told.review if is_stale else self.told.kept
            told.append(Change(part.slide, part.key, old, new, reason))
        self.told.removed += [Change(part.slide, part.key, "", text, DELETED) for text in found.out]
        if not is_left:
            sentences.write(part.shape.text_frame, fresh and fresh.shape.text_frame, found.puts, self.ours)
            if fresh is not None:
                make_fit(part.shape, fresh.shape)
            self.marks[part.key] = found.mark
            self.merged.add(part.key)
        return True

    def absent(self) -> None:
        """What people deleted, and what the deck never had."""
        there = {one for _, one in self.there}
        slides = {topic: number for number, topic in enumerate(self.issued.topics, start=1)}
        slides |= {topic_of(one): number for number, one in sorted(self.there, reverse=True)}
        for one in self.issued.marks:
            if one not in there:
                self.told.removed.append(Change(slides[topic_of(one)], one, "", "", DELETED))
        for topic in self.topics - {topic_of(one) for one in self.issued.marks}:
            title = self.fresh[key(topic, "title")]
            self.told.review.append(Change(None, title.key, "", title.grid[0][0], OFFERED))
        for one, part in self.fresh.items():
            is_new = one not in {*self.issued.marks, *there} and topic_of(one) not in self.filled
            # the layout says whether a slide has a line for its source; decks of before had no notes
            if is_new and topic_of(one) in slides and not one.endswith((".footer", ".notes")):
                self.told.review.append(Change(slides[topic_of(one)], one, "", whole(part), OFFERED))

    def _say(
        self, where: str, part: Part, fresh: Part | None, reason: str = "", *, is_left: bool = False
    ) -> None:
        change = Change(part.slide, part.key, *differences(part, fresh), reason)
        if is_left:
            self.told.kept.append(replace(change, reason=LEFT))
        else:
            getattr(self.told, where).append(change)
