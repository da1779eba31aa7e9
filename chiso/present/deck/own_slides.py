"""Slides that people add to a deck: a headline, sentences, a picture. They are of the day for which they were written;
on another day they stand in no deck until somebody takes them again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.present.slides import Slide

OWN = "own:"  # and a number: the topic of such a slide
LONGEST_HEADLINE, LONGEST_TEXT = 200, 2000
_LOST = "Tệp ảnh của trang này không còn hoặc đã bị sửa."


@dataclass(frozen=True)
class Own:
    """One of them: `text` has a line per sentence, `picture` the SHA-256 of an original ("": none), `day` is the one
    that was looked at (ISO)."""

    headline: str
    text: str
    picture: str
    day: str


def written(headline: str, text: str, picture: str, day: date) -> Own:
    """As it is kept. Refused: `bad_entry` without a headline; TooLong."""
    said = " ".join((typed(headline, LONGEST_HEADLINE, "Tiêu đề") or "").split())
    if not said:
        raise Refused("bad_entry", "Hãy ghi tiêu đề của trang.")
    return Own(said, typed(text, LONGEST_TEXT, "Nội dung") or "", picture, day.isoformat())


def next_topic(own: Mapping[str, Own]) -> str:
    """The topic of a further one."""
    return f"{OWN}{1 + max((int(topic.removeprefix(OWN)) for topic in own), default=0)}"


Chosen = tuple[Sequence[str], Mapping[str, Own]]  # topics in order, and those of them that somebody wrote


def joined(mine: Chosen, theirs: Chosen, day: date) -> tuple[tuple[str, ...], dict[str, Own]]:
    """Beside one's own those that somebody else wrote for that day, each after what it follows there; none twice."""
    topics, own = [*mine[0]], dict(mine[1])
    names = {topic: topic for topic in topics if topic not in own}  # what is called so there -> here
    for place, topic in enumerate(theirs[0]):
        one = theirs[1].get(topic)
        if one is None or one.day != day.isoformat():
            continue
        names[topic] = next((name for name, known in own.items() if known == one), next_topic(own))
        if names[topic] not in own:
            before = [names[other] for other in theirs[0][:place] if names.get(other) in topics]
            topics.insert(topics.index(before[-1]) + 1 if before else 0, names[topic])
            own[names[topic]] = one
    return tuple(topics), own


def slides(
    own: Mapping[str, Own], day: date, picture: Callable[[str], bytes | None]
) -> dict[str, list[Slide]]:
    """Those of a day by topic; `picture` gives the bytes of an original, None for one that is lost."""
    made = {}
    for topic, one in own.items():
        if one.day != day.isoformat():
            continue
        shown = picture(one.picture) if one.picture else None
        made[topic] = [
            Slide(
                topic,
                one.headline,
                lines=tuple(filter(None, one.text.split("\n"))),
                picture=shown,
                empty=_LOST if one.picture and shown is None else "",
                is_own=True,
                reworded=("title", "lines", "empty"),
            )
        ]
    return made
