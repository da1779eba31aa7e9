"""An assignment of a plan as clauses with those who act in them (contract, "Deadlines of plans"). Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chiso.core.schedules import without_tags
from chiso.core.vietnamese import nfc
from chiso.figures.parties import BODY, JOIN, OUTSIDE, VERB, Mention, Party, Roll, flat, mentions, nobody


@dataclass(frozen=True)
class Clause:
    """A part of an assignment with its actors; `receivers`: who else it names. `chairs`: it says "chủ trì";
    `helps`: its actors only "phối hợp"; `appeals`: it asks a whole collective to comply."""

    text: str
    actors: tuple[Party, ...]
    receivers: frozenset[str]
    chairs: bool = False
    helps: bool = False
    appeals: bool = False


# Where the one who acts may stand: at the beginning, after a lead-in and a mark, after "đề nghị".
_BEFORE = re.compile(r"(?:^|[,:;(]|\b(?:de nghi|yeu cau|giao|do|va|cung|truong))\s*$")
_GIVEN_TO = re.compile(r"\b(?:ve|gui|cho|qua|trinh|bao cao|tham muu|phoi hop|voi|cua)\s*$")
_ABOUT = re.compile(r"^\s*(?:doi voi|tai|o)\b")
# "phối hợp", "phối hợp thực hiện", not "phối hợp với Phòng A xây dựng".
_HELPS = re.compile(r"\s*phoi hop\b(?:\s+(?:thuc hien|trien khai))?\s*(?:$|[,.(])")
_SPLIT = re.compile(r"(?P<bullet>[\n•]+|(?:^|(?<=\s))[-+]\s*(?=[^\W\d_a-z]|\s))|;|\.(?=\s+\D|\s*$)")


def clauses(text: str | None, roll: Roll) -> list[Clause]:
    """The parts of an assignment: bullets, sentences, what ";" separates. A part that only names units goes on in the
    next of its bullet; one without an actor has that of the one before."""
    out: list[Clause] = []
    waiting: list[Party] = []
    for part, is_new in _parts(text or "", roll):
        low, found = flat(part), mentions(part, roll)
        run = _first_named(low, found)
        actors = [one.actor for one in run] or _unknown(part, low, found)
        if is_new:
            waiting = []
        if run and not re.search(r"\w", JOIN.sub("", low[run[-1].end :])) and not run[0].start:
            waiting += actors
            out.append(Clause(part, tuple(waiting), frozenset()))
            continue
        if waiting and run and not run[0].start:
            actors, out = [*waiting, *actors], out[:-1]
        waiting = []
        out.append(_clause(part, low, run, found, tuple(actors or (out[-1].actors if out else ()))))
    return out


def _clause(
    part: str, low: str, run: Sequence[Mention], found: Sequence[Mention], actors: tuple[Party, ...]
) -> Clause:
    rest = low[run[-1].end :] if run else ""
    others = frozenset(one.actor.unit for one in found if one not in run and one.actor.unit)
    appeals = bool(run) and bool(run[0].actor.kinds) and low[: run[0].start].endswith("de nghi ")
    return Clause(part, actors, others, "chu tri" in low, bool(_HELPS.match(rest)), appeals)


def _parts(text: str, roll: Roll) -> Iterator[tuple[str, bool]]:
    """Each part with whether it begins a bullet; marks inside a unit's name ("Thanh tra - BTTP") part nothing."""
    printed = "\n".join(nfc(line) for line in without_tags(text).split("\n"))
    inside = [(one.start, one.end) for one in mentions(printed, roll)]
    start, is_new = 0, True
    for match in _SPLIT.finditer(printed):
        if any(first < match.start() < last for first, last in inside):
            continue
        if part := " ".join(printed[start : match.start()].split()).strip(" .-+•"):
            yield part, is_new
        start, is_new = match.end(), bool(match["bullet"])
    if part := " ".join(printed[start:].split()).strip(" .-+•"):
        yield part, is_new


def _unknown(part: str, low: str, found: Sequence[Mention]) -> list[Party]:
    """Who begins a clause with a name that nobody knows, in the printed words."""
    if not BODY.match(low) or (found and not found[0].start):
        return []
    end = re.search(rf"\s+(?:{VERB})\b|[:,(]", low)
    words = part[: end.start() if end else len(part)].strip()
    return [] if OUTSIDE.search(flat(words)) or len(words.split()) > 8 else [nobody(words)]


def _run(low: str, found: Sequence[Mention], first: int) -> list[Mention]:
    """The mentions that stand in one list with the one at `first`."""
    run = [found[first]]
    for one in found[first + 1 :]:
        if not JOIN.fullmatch(low, run[-1].end, one.start):
            break
        run.append(one)
    return run


def _first_named(low: str, found: Sequence[Mention]) -> list[Mention]:
    """The list of units named first where the one who acts stands; who receives or helps is passed over."""
    place = 0
    while place < len(found):
        run = _run(low, found, place)
        before = low[: run[0].start]
        if _BEFORE.search(before) and not _GIVEN_TO.search(before) and not _ABOUT.match(before):
            return run
        place += len(run)
    return []
