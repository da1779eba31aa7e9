"""An assignment of a plan as clauses with those who act in them (contract, "Deadlines of plans"). Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_BEFORE = re.compile(r"(?:^|[,:;(]|\b(?:de nghi|yeu cau|giao|do|va|cung|truong|lanh dao|giam doc))\s*$")
# Nothing but when: "Trước ngày 10/6 các phòng gửi", "Hằng quý (trước ngày 10 tháng cuối quý) các phòng báo cáo".
_ONLY_WHEN = re.compile(
    r"(?:(?:truoc|cham nhat|la|den|trong|vao|het|hang|moi|dinh ky|ngay|thang|quy|nam|cuoi|dau|[iv0-9/.,()-])\s*)+"
)
_A_DAY = re.compile(r"[0-9]/[0-9]|ngay [0-9]")
_GIVEN_TO = re.compile(r"\b(?:ve|gui|cho|qua|trinh|bao cao|tham muu|phoi hop|voi|cua)\s*$")
_ABOUT = re.compile(r"^\s*(?:doi voi|tai|o)\b")
# "phối hợp", "phối hợp thực hiện", not "phối hợp với Phòng A xây dựng".
_HELPS = re.compile(r"\s*phoi hop\b(?:\s+(?:thuc hien|trien khai))?\s*(?:$|[,.(])")
_LEAD = re.compile(r"phong|don vi|bo phan|trung tam")  # "Đơn vị chủ trì gửi …": who leads
_MARKS = " .-–—+•*·▪◦●"
_ITEM = re.compile(r"(?:[a-zđ]|\d{1,2})[).]\s+")  # "a) Văn phòng dự thảo"
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
        for place, part in enumerate(_turns(printed[start : match.start()], roll)):
            yield part, is_new and not place
        start, is_new = match.end(), bool(match["bullet"])
    for place, part in enumerate(_turns(printed[start:], roll)):
        yield part, is_new and not place


def _turns(text: str, roll: Roll) -> Iterator[str]:
    """A part at the commas behind which another owes another day: "Phòng A gửi trước 10/6, Phòng B trước 12/6"."""
    part = " ".join(text.split()).strip(_MARKS)
    part = part[item.end() :] if (item := _ITEM.match(flat(part))) else part
    low, start = flat(part), 0
    found = mentions(part, roll) if len(_A_DAY.findall(low)) > 1 else []  # one day has no turns
    for before, one in pairwise(found):
        comma = _turn(low, before.end, one.start)
        if comma is not None and _A_DAY.search(low, start, comma) and _A_DAY.search(low, comma):
            yield part[start:comma].strip(_MARKS)
            start = comma + 1
    if rest := part[start:].strip(_MARKS):
        yield rest


def _turn(low: str, begin: int, end: int) -> int | None:
    """The first comma of a text between two units behind which nothing stands but when."""
    commas = (match.start() for match in re.finditer(",", low[begin:end]))
    behind = ((begin + comma, low[begin + comma + 1 : end].strip()) for comma in commas)
    return next((comma for comma, text in behind if not text or _ONLY_WHEN.fullmatch(text)), None)


def _unknown(part: str, low: str, found: Sequence[Mention]) -> list[Party]:
    """Who begins a clause with a name that nobody knows, in the printed words."""
    if not BODY.match(part) or (found and not found[0].start):
        return []
    end = re.search(rf"\s+(?:{VERB})\b|[:,(]", low)
    words = part[: end.start() if end else len(part)].strip()
    is_nobody = OUTSIDE.search(flat(words)) or len(words.split()) > 8 or _LEAD.fullmatch(flat(words))
    return [] if is_nobody else [nobody(words)]


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
        may_act = _BEFORE.search(before) or _ONLY_WHEN.fullmatch(before)
        if may_act and not _GIVEN_TO.search(before) and not _ABOUT.match(before):
            return run
        place += len(run)
    return []
