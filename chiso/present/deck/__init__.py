"""The giao ban deck: figures -> slides in the order of the meeting. What the page previews and PowerPoint opens
is one list of `chiso.present.slides.Slide`, made from the same frames as the pages.

Here is the order of the meeting, what of it is chosen, and the deck that follows; `look` asks for figures once and
keeps them for the deck, `topics` and `lists` make one slide each.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from chiso.core.errors import Refused
from chiso.core.periods import iso_week
from chiso.desk import own_template, reconciliation
from chiso.figures.judging import Value
from chiso.present.deck import below, lists, notes, own_slides, own_words, register, topics, units
from chiso.present.deck.answers import at_once
from chiso.present.deck.longest import alone
from chiso.present.deck.look import Look
from chiso.present.deck.own_slides import Own
from chiso.present.deck.own_words import Edits
from chiso.present.slides import Deck, Notes, Origin, Slide, build, capped
from chiso.present.slides.canvas import OWN, Canvas
from chiso.present.slides.pages import pages
from chiso.store import Store, attached, ledger, originals
from chiso.words import rooms
from chiso.words.heard import until


@dataclass(frozen=True)
class Topic:
    """What a topic is called on the page, its slide (or slides), the section of the deck. `is_of_agency`: speaks of the
    agency alone, so it is not in a unit's deck; `is_of_unit`: of a unit beside it, so it is in no other."""

    title: str
    make: Callable[[Look], Slide | list[Slide]]
    section: str
    is_of_agency: bool = False
    is_of_unit: bool = False


# in the order of the meeting (design "The deck")
TOPICS: Mapping[str, Topic] = {
    "summary": Topic("Tóm tắt tuần", lists.summary, "Tóm tắt"),
    "commitments": Topic("Kết luận kỳ trước", lists.commitments, "Tóm tắt"),
    "standing": Topic("Đơn vị so với cơ quan", units.standing, "Tóm tắt", is_of_unit=True),
    "overdue": Topic("Hồ sơ quá hạn", topics.overdue, "Hồ sơ"),
    "soon": Topic("Sắp đến hạn", topics.soon, "Hồ sơ"),
    "online": Topic("Trực tuyến so với chỉ tiêu", topics.online_rate, "Trực tuyến, số hóa"),
    "online_units": Topic("Trực tuyến theo đơn vị, thủ tục", topics.online_units, "Trực tuyến, số hóa"),
    "digital": Topic("Số hóa, kết quả điện tử, thanh toán", topics.digital, "Trực tuyến, số hóa"),
    "tasks": Topic("Nhiệm vụ UBND tỉnh giao", topics.tasks, "Nhiệm vụ, PAKN"),
    "petitions": Topic("PAKN, hài lòng, Bộ chỉ số phục vụ", topics.petitions, "Nhiệm vụ, PAKN"),
    "criteria": Topic("Tiêu chí mất điểm", lists.criteria, "Chỉ số", is_of_agency=True),
    "indices": Topic("Các chỉ số đã công bố", lists.indices, "Chỉ số", is_of_agency=True),
    "below": Topic("Điểm đơn vị cấp dưới", below.below, "Chỉ số"),
    "plan": Topic("Kế hoạch hai tuần tới", lists.plan, "Kế hoạch, kết luận"),
    "reports": Topic("Sổ theo dõi báo cáo", register.reports, "Kế hoạch, kết luận"),
    "conclusions": Topic("Đề nghị kết luận", lists.conclusions, "Kế hoạch, kết luận"),
    "left": Topic("Việc chưa có người nhận", lists.left, "Hồ sơ"),
    "units": Topic("Phụ lục theo đơn vị", units.appendix, "Phụ lục"),
}


Shown = Mapping[tuple[str, str, str | None, str | None], Value]  # by topic, indicator, unit, month of a part


class Proposed(NamedTuple):
    """The slides of each topic as the program words them, and what of earlier meetings has to be corrected; `instead`:
    what stands in their place on a day of which nothing is known yet."""

    slides: Mapping[str, list[Slide]]
    corrections: tuple[str, ...]
    shown: Shown  # the figures that stand on them
    instead: Slide | None = None

    def beside(self, own: Mapping[str, list[Slide]]) -> "Proposed":
        """With the slides of people."""
        return self._replace(slides={**self.slides, **own})


SHOWN = "shown"  # of what is kept of a deck: the headlines as they stood on it
DEFAULT = tuple(topic for topic in TOPICS if topic != "units")


@dataclass(frozen=True)
class Choice:
    """What somebody chose: topics in order, by slide what he wrote over its proposals, and his own slides by topic."""

    topics: tuple[str, ...] = DEFAULT
    edits: Mapping[str, Edits] = field(default_factory=dict)
    own: Mapping[str, Own] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Choice":
        """From its JSON; topics that no longer exist are left out. What earlier releases kept was not marked with what
        it was written over."""
        edits = {topic: own_words.edits_of(one) for topic, one in raw.get("edits", {}).items()}
        for name, code in (("headlines", own_words.TITLE), ("notes", own_words.NOTES)):
            for topic, text in raw.get(name, {}).items():
                edits.setdefault(topic, {})[code] = own_words.Edit(str(text), "")
        own = {topic: Own(**one) for topic, one in raw.get("own", {}).items()}
        known = tuple(topic for topic in raw.get("topics", DEFAULT) if topic in TOPICS or topic in own)
        return cls(known, edits, own)

    @classmethod
    def kept(cls, raw: Mapping[str, Any], unit: str | None) -> "Choice":
        """That of a kept deck, for the deck of a unit; words over another unit's figures, and its own
        slides, are left out."""
        choice = cls.of(raw)
        if raw.get("asked", {}).get("unit") == unit:
            return choice
        return cls(tuple(topic for topic in choice.topics if topic in TOPICS))

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        edits = {topic: own_words.as_json(one) for topic, one in self.edits.items() if one}
        own = {topic: asdict(one) for topic, one in self.own.items()}
        return {"topics": list(self.topics), "edits": edits, "own": own}

    def with_edits(self, topic: str, edits: Edits) -> "Choice":
        """The choice with these words over the proposals of a slide in place of those it had."""
        return replace(self, edits={**self.edits, topic: edits})


def storyboard(look: Look, choice: Choice | None = None, canvas: Canvas | None = None) -> list[Slide]:
    """The slides after the title slide, in the chosen order; the first one's notes say what has to be corrected.
    `canvas`: on what they will be drawn, None: the office's own template, else ours."""
    choice = choice or Choice()
    own = own_slides.slides(choice.own, look.as_of, partial(originals.load, look.store.home))
    return arranged(proposed(look, choice.topics, canvas).beside(own), choice)


def proposed(look: Look, topics: Iterable[str], canvas: Canvas | None = None) -> Proposed:
    """The slides of topics as they are proposed, and what the first one's notes have to correct."""
    if look.not_yet:
        said = Slide("missing", look.not_yet, empty="Chọn ngày khác hoặc xem toàn cơ quan.", is_missing=True)
        return Proposed({}, (), {}, said)
    looks = [
        replace(look, topic=topic, shown={}, claims={})
        for topic in topics
        if topic in TOPICS and (look.asked.unit is None or not TOPICS[topic].is_of_agency)
    ]
    made = at_once(look.store, partial(_made, canvas), looks)
    for one in looks:
        look.shown |= one.shown
        look.claims |= one.claims
    corrections = tuple(reconciliation.to_tell(look.store, look.agency, look.as_of))
    return Proposed(dict(zip((one.topic for one in looks), made, strict=True)), corrections, look.shown)


def _made(canvas: Canvas | None, look: Look) -> list[Slide]:
    """The slides of the topic of a look."""
    topic = TOPICS[look.topic]
    found = topic.make(look)
    claims = tuple(dict.fromkeys(look.claims.get(look.topic, ())))
    said = partial(replace, section=topic.section, source=look.source)
    return [
        said(slide, claims=slide.claims or claims, told=notes.told(look, slide))
        for one in (found if isinstance(found, list) else [found])
        for slide in _pages(look, _of_elsewhere(look, alone(one)), canvas)
    ]


def _pages(look: Look, slide: Slide, canvas: Canvas | None) -> list[Slide]:
    """The slide, or those of a long list; only such a one asks what an office's template leaves free."""
    own = own_template.chosen(look.store, look.agency) if slide.goes_on and canvas is None else None
    if own is not None:
        with suppress(Refused):  # the deck is then drawn on ours
            canvas = capped.canvas(own.file_name, own_template.content(look.store, own))
    return pages(slide, canvas or OWN)


def _of_elsewhere(look: Look, slide: Slide) -> Slide:
    """The slide as it is; where sums of elsewhere are shown, what lacks stands there and is no work for anybody."""
    is_todo = slide.is_missing and slide.speaker_note
    if not (is_todo or slide.topic == "commitments") or not attached.is_on(look.store):
        return slide
    headline = slide.headline if is_todo else "Kết luận giao ban"
    note = "Hãy xem ở bản cài đặt của cơ quan."
    empty = "Không có trong kho số tổng."
    return replace(slide, headline=headline, empty=empty, speaker_note=note, is_missing=True)


def arranged(made: Proposed, choice: Choice) -> list[Slide]:
    """The slides in the chosen order, with the words that were written over what they propose."""
    return [own_words.worded(slide, choice.edits.get(slide.topic, {})) for slide in in_order(made, choice)]


def in_order(made: Proposed, choice: Choice) -> list[Slide]:
    """The same in the program's words."""
    if made.instead is not None:
        return [made.instead]
    slides: list[Slide] = []
    for topic in choice.topics:
        slides += made.slides.get(topic, [])
    slides = _said_once(slides, choice)
    if slides and made.corrections:
        note = "\n".join(
            filter(None, (slides[0].speaker_note, "Đính chính số đã trình bày:", *made.corrections))
        )
        slides[0] = replace(slides[0], speaker_note=note)
    return slides


def _said_once(slides: Sequence[Slide], choice: Choice) -> list[Slide]:
    """What has no file, did not happen or asks for nothing is said once, at the end, whatever topics it is of: a slide
    of one sentence is not worth its turn. The summary stays, and what somebody wrote over."""
    stay = {"summary", *(topic for topic, words in choice.edits.items() if words)}
    without = [
        slide
        for slide in slides
        if slide.is_missing or (slide.empty and slide.topic not in stay and not slide.is_own)
    ]
    if not without:
        return list(slides)
    lines = tuple(
        f"{slide.headline}: {slide.empty[0].lower()}{slide.empty[1:]}"
        if slide.empty
        else f"{slide.headline}."
        for slide in without
    )
    todo = [slide.speaker_note for slide in without if slide.speaker_note]
    title = "Số liệu còn thiếu" if len(todo) == len(without) else "Nội dung không có số liệu"
    lacking = [slide.is_missing for slide in without]
    if not all(lacking):
        title = f"Nội dung không có việc{', không có số liệu' if any(lacking) else ''}"
    claims = tuple(dict.fromkeys(claim for slide in without for claim in slide.claims))
    note = "\n".join(dict.fromkeys(todo))
    told = Notes(tuple(dict.fromkeys(line for slide in without for line in slide.told.lines)))
    said = Slide("missing", title, lines=lines, speaker_note=note, told=told, is_missing=True, claims=claims)
    return [*(slide for slide in slides if slide not in without), said]


def make(
    look: Look,
    choice: Choice | None = None,
    draw: Callable[[Deck], Any] = build,
    canvas: Canvas | None = None,
) -> Any:
    """The deck as PPTX, or as what `draw` makes of it."""
    return draw(deck(look, storyboard(look, choice, canvas)))


def deck(look: Look, slides: Sequence[Slide]) -> Deck:
    """The slides with title and footer."""
    year, week = iso_week(look.as_of)
    unit = rooms.dated(look.unit_name, look.roll, look.asked.unit or "", look.as_of)
    subtitle = f"{unit or look.agency_name} · {until(look.as_of, look.unheard('dossiers'))}"
    subtitle += f" · {look.mark}" if look.mark else ""
    title = f"Giao ban tuần {week} năm {year}"
    name = look.agency_name
    return Deck(title, subtitle, name, look.source, slides, _origin(look), look.short(look.agency, name))


def _origin(look: Look) -> Origin:
    of = look.asked
    return Origin(secret(look.store), of.agency, of.as_of.isoformat(), of.year, of.unit)


def secret(store: Store) -> bytes:
    """By what a home knows its own decks again: of its key and the first line of its ledger, which no other home has;
    b"" where the key is not there."""
    try:
        own = originals.key(store.home, create=True)
    except originals.KeyMissing:
        return b""
    return hmac.digest(own, b"chiso deck\n" + ledger.beginning(store.home), "sha256")


def figures_shown(look: Look) -> list[dict[str, Any]]:
    """The figures to be kept with what was made from a look."""
    return figures_of(look.shown, look.values(), dict.fromkeys(topic for topic, *_ in look.shown))


def figures_of(shown: Shown, values: Iterable[Value], topics: Iterable[str]) -> list[dict[str, Any]]:
    """Those that stood on the topics, with the title of the first that took each, and the other headline figures for
    the next comparison."""
    titles = {topic: one.title for topic, one in TOPICS.items()}
    first: dict[tuple[str | None, ...], dict[str, Any]] = {}
    order = {topic: place for place, topic in enumerate(topics)}
    stood = [one for one in shown.items() if one[0][0] in order]
    for (topic, indicator, unit, month), value in sorted(stood, key=lambda one: order[one[0][0]]):
        row = {**_numbers(value), "unit": unit, "month": month, "slide": titles.get(topic, "")}
        first.setdefault((indicator, unit, month), row)
    rows = [*first.values()]
    whole = {row["indicator"] for row in rows if not row["unit"] and not row["month"]}
    rows += [{**_numbers(value), "slide": None} for value in values if value.indicator not in whole]
    return [row for row in rows if row["value"] is not None or row["numerator"] is not None]


def _numbers(value: Value) -> dict[str, Any]:
    return {
        name: getattr(value, name) for name in ("indicator", "numerator", "denominator", "value", "target")
    }
