"""The deck of a unit that has ended: since when, who carries on, what it left behind, where others are judged and asked
to act."""

from collections.abc import Mapping

from chiso import figures
from chiso.desk import minutes
from chiso.present.deck.look import Look
from chiso.present.slides import Slide
from chiso.words import ended_units
from chiso.words.attention import RATES
from chiso.words.claims import Claim, Sentence
from chiso.words.headlines import inside


def is_over(look: Look) -> bool:
    """The unit of the look works no more: nothing is asked of it or foretold."""
    return look.roll.ended(look.asked.unit, look.as_of) is not None


def summary(look: Look) -> Slide:
    """What became of it, what it left, what of that is overdue, how its year stood."""
    last = look.roll.ended(look.asked.unit, look.as_of)
    assert last is not None
    year = ended_units.year(look.known(*RATES))
    lines = (
        *told(look),
        *(one.text for one in look.attention.foremost),
        *([year] if year else []),
    )
    away = look.attention.put_away()
    return Slide("summary", ended_units.headline(look.unit_name, last), lines=lines, speaker_note=away)


def told(look: Look) -> tuple[Sentence, Sentence]:
    """Since when it works no more and who carries on; what it left behind."""
    since = Sentence(f"{ended_units.since(look.roll, look.asked.unit, look.as_of)}.")
    return since, ended_units.left(*_left(look))


def conclusions(look: Look) -> Slide:
    """Who takes over what it left; nothing where nothing is left."""
    counts, claim = _left(look)
    if not counts:
        return Slide("conclusions", "Đề nghị kết luận", empty="Đơn vị đã thôi không để lại việc nào.")
    heir = look.roll.heir(look.asked.unit, look.as_of)
    after = minutes.next_meeting(look.store, look.agency, look.as_of)
    line, said = (
        ended_units.handing(name, heir.name if heir else "", counts, after, claim)
        for name in (look.unit_name, "")
    )
    headline = Sentence(f"Đề nghị {inside(said).rstrip('.')}", claim)
    return Slide("conclusions", headline, "Dự kiến, trình lãnh đạo xem xét", lines=(line,))


def _left(look: Look) -> tuple[Mapping[str, int], Claim]:
    """What nobody has taken over: how many by kind, and what says so of that."""
    found = look.answer(figures.left_behind, look.asked)
    counts = {str(kind): int(many) for kind, many in found["kind"].value_counts(sort=False).items()}
    return counts, Claim.of("left", look.asked, {"count": len(found)})
