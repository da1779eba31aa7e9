"""The giao ban deck: figures -> slides in the order of the meeting. What the page previews and PowerPoint opens
is one list of `chiso.present.slides.Slide`, made from the same frames as the pages.

Here is the order of the meeting, what of it is chosen, and the deck that follows; `look` asks for figures once and
keeps them for the deck, `topics` and `lists` make one slide each.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chiso.core.periods import iso_week
from chiso.desk import reconciliation
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.present.deck import lists, topics
from chiso.present.deck.look import Look
from chiso.present.slides import Deck, Origin, Slide, build
from chiso.store import Store, ledger, originals
from chiso.words.overdue import until


@dataclass(frozen=True)
class Topic:
    """What a topic is called on the page, and its slide (or slides). `is_of_agency`: speaks of the agency as a whole,
    so it is not in a unit's deck."""

    title: str
    make: Callable[[Look], Slide | list[Slide]]
    is_of_agency: bool = False


# in the order of the meeting (design "The deck")
TOPICS: Mapping[str, Topic] = {
    "summary": Topic("Tóm tắt tuần", lists.summary),
    "commitments": Topic("Kết luận kỳ trước", lists.commitments),
    "overdue": Topic("Hồ sơ quá hạn", topics.overdue),
    "soon": Topic("Sắp đến hạn", topics.soon),
    "online": Topic("Trực tuyến so với chỉ tiêu", topics.online_rate),
    "online_units": Topic("Trực tuyến theo đơn vị, thủ tục", topics.online_units),
    "digital": Topic("Số hóa, kết quả điện tử, thanh toán", topics.digital),
    "tasks": Topic("Nhiệm vụ UBND tỉnh giao", topics.tasks),
    "petitions": Topic("PAKN, hài lòng, Bộ chỉ số phục vụ", topics.petitions),
    "criteria": Topic("Tiêu chí mất điểm", lists.criteria, is_of_agency=True),
    "indices": Topic("Các chỉ số đã công bố", lists.indices, is_of_agency=True),
    "plan": Topic("Kế hoạch hai tuần tới", lists.plan),
    "conclusions": Topic("Đề nghị kết luận", lists.conclusions),
    "left": Topic("Việc chưa có người nhận", lists.left),
    "units": Topic("Phụ lục theo đơn vị", lists.appendix),
}
SHOWN = "shown"  # of what is kept of a deck: the headlines as they stood on it
DEFAULT = tuple(topic for topic in TOPICS if topic != "units")


@dataclass(frozen=True)
class Choice:
    """What somebody chose: topics in order, and headlines or notes written over the proposed ones."""

    topics: tuple[str, ...] = DEFAULT
    headlines: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    about: str = ""  # of which look the headlines and notes speak (`about`); "": of any

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Choice":
        """From its JSON; topics that no longer exist are left out."""
        chosen = tuple(topic for topic in raw.get("topics", DEFAULT) if topic in TOPICS)
        return cls(
            chosen, dict(raw.get("headlines", {})), dict(raw.get("notes", {})), str(raw.get("about", ""))
        )

    def on(self, asked: Asked) -> "Choice":
        """The choice for a look: words written over the figures of another day or unit are not put over these."""
        return self if self.about in ("", about(asked)) else Choice(self.topics)


def about(asked: Asked) -> str:
    """What edited words speak of: agency, unit, year and day."""
    return " ".join(map(str, (asked.agency, asked.unit or "–", asked.year, asked.as_of)))


def storyboard(look: Look, choice: Choice | None = None) -> list[Slide]:
    """The slides after the title slide, in the chosen order; the first one's notes say what has to be corrected."""
    if look.not_yet:
        return [
            Slide("missing", look.not_yet, empty="Chọn ngày khác hoặc xem toàn cơ quan.", is_missing=True)
        ]
    choice = (choice or Choice()).on(look.asked)
    slides: list[Slide] = []
    for topic in (one for one in choice.topics if look.asked.unit is None or not TOPICS[one].is_of_agency):
        look.topic = topic
        made = TOPICS[topic].make(look)
        claims = tuple(dict.fromkeys(look.claims.get(topic, ())))
        for slide in made if isinstance(made, list) else [made]:
            slides.append(replace(slide, claims=slide.claims or claims))
    slides = _missing_once(slides)
    if slides and (told := reconciliation.to_tell(look.store, look.agency, look.as_of)):
        note = "\n".join(filter(None, (slides[0].speaker_note, "Đính chính số đã trình bày:", *told)))
        slides[0] = replace(slides[0], speaker_note=note)
    return [edited(slide, choice) for slide in slides]


def _missing_once(slides: Sequence[Slide]) -> list[Slide]:
    """What has no file or did not happen is said once, at the end, whatever topics it is of."""
    without = [slide for slide in slides if slide.is_missing]
    if not without:
        return list(slides)
    lines = tuple(
        f"{slide.headline}: {slide.empty[0].lower()}{slide.empty[1:]}" if slide.empty else slide.headline
        for slide in without
    )
    notes = [slide.speaker_note for slide in without if slide.speaker_note]
    title = "Số liệu còn thiếu" if len(notes) == len(without) else "Nội dung không có số liệu"
    said = Slide("missing", title, lines=lines, speaker_note="\n".join(dict.fromkeys(notes)), is_missing=True)
    return [*(slide for slide in slides if not slide.is_missing), said]


def make(look: Look, choice: Choice | None = None, draw: Callable[[Deck], Any] = build) -> Any:
    """The deck as PPTX, or as what `draw` makes of it."""
    return draw(deck(look, storyboard(look, choice)))


def deck(look: Look, slides: Sequence[Slide]) -> Deck:
    """The slides with title and footer."""
    year, week = iso_week(look.as_of)
    subtitle = f"{look.unit_name or look.agency_name} · {until(look.as_of, look.ended('dossiers'))}"
    if look.mark:
        subtitle += f" · {look.mark}"
    title = f"Giao ban tuần {week} năm {year}"
    return Deck(title, subtitle, look.agency_name, look.source, slides, _origin(look))


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
    """The figures to be kept with what was made from a look: those that stood in it, with the title of their place, and
    the other headline figures for the next comparison."""
    rows = [
        {
            **_numbers(value),
            "unit": unit,
            "month": month,
            "slide": TOPICS[topic].title if topic in TOPICS else "",
        }
        for (_, unit, month), (topic, value) in look.shown.items()
    ]
    whole = {row["indicator"] for row in rows if not row["unit"] and not row["month"]}
    rows += [{**_numbers(value), "slide": None} for value in look.values() if value.indicator not in whole]
    return [row for row in rows if row["value"] is not None or row["numerator"] is not None]


def _numbers(value: Value) -> dict[str, Any]:
    return {
        name: getattr(value, name) for name in ("indicator", "numerator", "denominator", "value", "target")
    }


def edited(slide: Slide, choice: Choice) -> Slide:
    """The slide with the headline and the note that somebody wrote over the proposed ones."""
    headline = choice.headlines.get(slide.topic) or slide.headline
    note = choice.notes.get(slide.topic, slide.speaker_note)
    said = {"title": headline != slide.headline, "notes": note != slide.speaker_note}
    own = tuple(part for part, is_own in said.items() if is_own)
    return replace(slide, headline=headline, speaker_note=note, reworded=own)
