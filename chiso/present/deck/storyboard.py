"""The order of the meeting, what of it is chosen, and the deck that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chiso.core.periods import iso_week
from chiso.core.vietnamese import format_date
from chiso.present.deck import topics
from chiso.present.deck.look import Look, clean
from chiso.present.slides import Deck, Slide, build
from chiso.words import attention

# topic -> what it is called on the page; the order is the meeting's (design "The deck")
TOPICS: Mapping[str, str] = {
    "summary": "Tóm tắt tuần",
    "commitments": "Kết luận kỳ trước",
    "overdue": "Hồ sơ quá hạn",
    "soon": "Sắp đến hạn",
    "online": "Trực tuyến so với chỉ tiêu",
    "online_units": "Trực tuyến theo đơn vị, thủ tục",
    "digital": "Số hóa, kết quả điện tử, thanh toán",
    "tasks": "Nhiệm vụ UBND tỉnh giao",
    "petitions": "PAKN, hài lòng, Bộ chỉ số phục vụ",
    "criteria": "Tiêu chí mất điểm",
    "indices": "Các chỉ số đã công bố",
    "plan": "Kế hoạch hai tuần tới",
    "conclusions": "Đề nghị kết luận",
    "units": "Phụ lục theo đơn vị",
}
DEFAULT = tuple(topic for topic in TOPICS if topic != "units")
_SIMPLE: Mapping[str, topics.Topic] = {
    "commitments": topics.commitments,
    "overdue": topics.overdue,
    "soon": topics.soon,
    "online": topics.online,
    "online_units": topics.online_units,
    "digital": topics.digital,
    "tasks": topics.tasks,
    "petitions": topics.petitions,
    "criteria": topics.criteria,
    "indices": topics.indices,
    "plan": topics.plan,
}


@dataclass(frozen=True)
class Choice:
    """What somebody chose: topics in order, and headlines or notes written over the proposed ones."""

    topics: tuple[str, ...] = DEFAULT
    headlines: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Choice":
        """From its JSON; topics that no longer exist are left out."""
        chosen = tuple(topic for topic in raw.get("topics", DEFAULT) if topic in TOPICS)
        return cls(chosen, dict(raw.get("headlines", {})), dict(raw.get("notes", {})))


def storyboard(look: Look, choice: Choice | None = None) -> list[Slide]:
    """The slides after the title slide, in the chosen order."""
    choice = choice or Choice()
    sentences = attention.attention(look.store, look.asked)
    slides: list[Slide] = []
    for topic in choice.topics:
        if topic == "summary":
            slides.append(topics.summary(look, sentences))
        elif topic == "conclusions":
            slides.append(topics.conclusions(look, sentences))
        elif topic == "units":
            slides.extend(_appendix(look))
        else:
            slides.append(_SIMPLE[topic](look))
    return [edited(slide, choice) for slide in slides]


def make(look: Look, choice: Choice | None = None) -> bytes:
    """The deck as PPTX."""
    return build(deck(look, storyboard(look, choice)))


def deck(look: Look, slides: Sequence[Slide]) -> Deck:
    """The slides with title and footer."""
    year, week = iso_week(look.as_of)
    subtitle = f"{look.unit_name or look.agency_name} · số liệu đến {format_date(look.as_of)}"
    if look.store.fact("demonstration") == "true":
        subtitle += " · DỮ LIỆU TRÌNH DIỄN"
    title = f"Giao ban tuần {week} năm {year}"
    return Deck(title, subtitle, look.agency_name, look.source, slides)


def figures_shown(look: Look) -> list[dict[str, Any]]:
    """The headline figures of a deck, to be kept with it for the next comparison."""
    wanted = ("indicator", "numerator", "denominator", "value", "target")
    rows = map(clean, look.values().to_dict("records"))
    return [
        {name: row[name] for name in wanted}
        for row in rows
        if row["value"] is not None or row["numerator"] is not None
    ]


def _appendix(look: Look) -> list[Slide]:
    frame = look.values("unit")
    units = frame[["unit", "unit_name"]].drop_duplicates().to_dict("records") if not frame.empty else []
    return [topics.unit_page(look, clean(row)) for row in units]


def edited(slide: Slide, choice: Choice) -> Slide:
    """The slide with the headline and the note that somebody wrote over the proposed ones."""
    headline = choice.headlines.get(slide.topic) or slide.headline
    return replace(slide, headline=headline, speaker_note=choice.notes.get(slide.topic, slide.speaker_note))
