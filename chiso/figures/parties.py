"""Who is named in the printed words of a plan: units, collectives ("Các Phòng, Trung tâm"), words that nobody knows;
and an assignment as clauses with those who act in them (contract, "Deadlines of plans"). Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from chiso.core.schedules import without_tags
from chiso.core.vietnamese import fold, nfc
from chiso.reference.unit_tree import Unit, Units

OFFICE, CENTRES = "van phong", "center"


@dataclass(frozen=True)
class Party:
    """Who is named: one unit, the departments or centres of the day, or `unknown` words; `words` as printed."""

    unit: str | None = None
    kinds: tuple[str, ...] = ()  # of a collective: departments, centres
    unknown: str = ""
    words: str = field(default="", compare=False)


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


@dataclass(frozen=True, eq=False)
class Roll:
    """The units of an agency and the spellings that name them, the longest first; the same ones are one `Roll.of`, so
    that what was read of a text with it is known by it."""

    units: Units
    known: Mapping[str, str]

    @staticmethod
    def of(units: Units, known: Mapping[str, str]) -> "Roll":
        return _roll(units, tuple(known.items()))

    def on(self, actor: Party, day: date, but: Iterable[str] = ()) -> list[str | None]:
        """The units that an actor is on a day: a named one whether it still works or not, a collective's living ones
        without those that receive (`but`). [None] where that is nobody known."""
        if not actor.kinds:
            return [actor.unit]
        living = (unit for unit in self.units.departments() if self.units.works(unit.unit_id, day))
        found = [one.unit_id for one in living if _is_of(one, actor.kinds) and one.unit_id not in set(but)]
        return [*found] or [None]


@lru_cache(64)
def _roll(units: Units, known: tuple[tuple[str, str], ...]) -> Roll:
    return Roll(units, dict(known))


def nobody(words: str) -> Party:
    """A party whom no known unit is, in the printed words."""
    return Party(unknown=words or "-", words=words)


def _is_of(unit: Unit, kinds: Sequence[str]) -> bool:
    if unit.kind == CENTRES:
        return "centres" in kinds
    return unit.kind == "department" and "departments" in kinds and not fold(unit.name).startswith(OFFICE)


# --- who is named -----------------------------------------------------------------------------------------

_KIND = r"(?:phong(?:\s+(?:chuyen mon|nghiep vu)(?!\s+\d))?|trung tam|don vi su nghiep(?: cong lap)?|don vi)"
_COLLECTIVE = re.compile(
    rf"\b(?:tat ca\s+)?(?:cac|moi|tung)\s+(?P<what>{_KIND}(?:\s*(?:,|/|\bva\b)\s*(?:cac\s+)?{_KIND})*)\b"
    r"(?P<of>\s+(?:thuoc(?:\s*(?:,|va)\s*truc thuoc)?|truc thuoc)(?:\s+(?:so|ban)\b)?)?"
)
# "các đơn vị liên quan", "các đơn vị được giao": nobody in particular.
_NOBODY = re.compile(r"[\s,]*(?:co\s+)?(?:lien quan|khac\b|duoi day|duoc\b|ca nhan|dia phuong|cap\b)")
# What makes of a unit's name the name of another body: "Văn phòng UBND tỉnh", "Trung tâm Phục vụ hành chính công".
_OTHER_BODY = re.compile(
    r"\s+(?:ubnd|hdnd|uy ban|hoi dong|chinh phu|doan\b|tinh\b|huyen\b|thanh pho|quoc hoi|phuc vu|dich vu|dang ky)"
)
_VERB = (
    r"chu tri|phoi hop|tham muu|tong hop|thuc hien|gui|bao cao|xay dung|trien khai|theo doi|xu ly|kiem tra|ra soat|"
    r"co trach nhiem|phai|khi|cung cap|de xuat|lap|to chuc|don doc|tiep tuc|can cu|chi dao|nghien cuu|thuong xuyen"
)
_COMMON = re.compile(r"(?:van )?phong|trung tam|thanh tra|bo phan|don vi")
_NOT_A_NAME = re.compile(rf"\s+(?:{_VERB})\b")
_BODY = re.compile(r"(?:cac\s+)?(?:phong|trung tam|to|bo phan|ban|don vi|chi cuc|doi|truong|thu truong)\b")
_OUTSIDE = re.compile(r"\b(?:ubnd|hdnd|chinh phu|tinh|bo|so|huyen|xa|lien quan)\b")
# Where the one who acts may stand: at the beginning, after a lead-in and a mark, after "đề nghị".
_BEFORE = re.compile(r"(?:^|[,:;(]|\b(?:de nghi|yeu cau|giao|do|va|cung|truong))\s*$")
_GIVEN_TO = re.compile(r"\b(?:ve|gui|cho|qua|trinh|bao cao|tham muu|phoi hop|voi|cua)\s*$")
_ABOUT = re.compile(r"^\s*(?:doi voi|tai|o)\b")
_HEAD = re.compile(r"\s*:\s*|\s+")
_JOIN = re.compile(r"(?:\s|[,;/&(]|\bva\b|\bcung\b)*")


@lru_cache(4096)
def flat(text: str) -> str:
    """`fold` that keeps every letter in its place, so that what is found can be shown as printed."""
    plain = (unicodedata.normalize("NFD", sign.lower().replace("đ", "d"))[0] for sign in text)
    return "".join(plain).translate(dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"))


@lru_cache(64)
def _names(spellings: tuple[str, ...]) -> re.Pattern[str]:
    long = (re.escape(one) for one in spellings if len(one) > 1)
    return re.compile(rf"(?<!\w)(?:{'|'.join(long) or '(?!)'})(?!\w)")


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    actor: Party


def mentions(text: str, roll: Roll) -> list[_Mention]:
    """The units and collectives that a text names, in its order; the agency itself is none."""
    low = flat(text)
    found: list[_Mention] = []
    for match in _COLLECTIVE.finditer(low):
        if not _NOBODY.match(low, match.end()):
            found.append(
                _Mention(
                    match.start(),
                    match.end(),
                    Party(kinds=_kinds(match["what"]), words=text[match.start() : match.end()]),
                )
            )
    for match in _names(tuple(roll.known)).finditer(low):
        unit = roll.known[match[0]]
        known = roll.units.get(unit)
        over = next((one for one in found if one.start <= match.start() < one.end), None)
        is_inside = (
            over is not None and match.end() <= over.end
        )  # "các trung tâm" is no unit called "trung tâm"
        if is_inside or known is None or known.kind == "agency" or _is_another(text, low, match):
            continue
        if over is not None:  # "Các Phòng Nghiệp vụ 1": only a head
            found.remove(over)
        found.append(_Mention(over.start if over else match.start(), match.end(), Party(unit=unit)))
    return _without_heads(low, sorted(found, key=lambda one: one.start))


def _kinds(what: str) -> tuple[str, ...]:
    rest = re.sub(r"don vi su nghiep(?: cong lap)?|trung tam", "", what)
    kinds = {"centres"} if rest != what else set()
    kinds |= {"departments"} if "phong" in rest else set()
    return tuple(sorted(kinds | ({"centres", "departments"} if "don vi" in rest else set())))


def _is_another(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether a spelling is only a part of another body's name, or a word of the sentence ("cơ chế một cửa")."""
    if not text[match.start()].isupper() and not _COMMON.match(match[0]):
        return True
    if _OTHER_BODY.match(low, match.end()):
        return True
    after = re.match(r"\s+(\w)", text[match.end() :])
    return bool(after and after[1].isupper() and not _NOT_A_NAME.match(low, match.end()))


def _without_heads(low: str, found: Sequence[_Mention]) -> list[_Mention]:
    """ "Các phòng: A, B; C" are A, B and C alone."""
    out: list[_Mention] = []
    for one in found:
        before = out[-1] if out else None
        if before and before.actor.kinds and one.actor.unit and _HEAD.fullmatch(low, before.end, one.start):
            one = replace(one, start=before.start)
            out.pop()
        out.append(one)
    return out


def _run(low: str, found: Sequence[_Mention], first: int) -> list[_Mention]:
    """The mentions that stand in one list with the one at `first`."""
    run = [found[first]]
    for one in found[first + 1 :]:
        if not _JOIN.fullmatch(low, run[-1].end, one.start):
            break
        run.append(one)
    return run


def _first_named(low: str, found: Sequence[_Mention]) -> list[_Mention]:
    """The list of units named first where the one who acts stands; who receives or helps is passed over."""
    place = 0
    while place < len(found):
        run = _run(low, found, place)
        before = low[: run[0].start]
        if _BEFORE.search(before) and not _GIVEN_TO.search(before) and not _ABOUT.match(before):
            return run
        place += len(run)
    return []


def named(text: str | None, roll: Roll) -> list[Party]:
    """The units of a cell that lists who leads or helps; a part of it that names nobody known as it is printed."""
    printed = nfc(without_tags(text or ""))
    found = mentions(printed, roll)
    actors = [one.actor for one in found]
    rest, low = printed, flat(printed)
    for one in reversed(found):
        rest, low = rest[: one.start] + ";" + rest[one.end :], low[: one.start] + ";" + low[one.end :]
    start = 0
    for part in re.split(r"[;,\n]", low):
        words = rest[start : start + len(part)].strip(" .-+•")
        if _BODY.match(flat(words)) and not _OUTSIDE.search(flat(words)):
            actors.append(nobody(words))
        start += len(part) + 1
    return list(dict.fromkeys(actors))


# --- the clauses of an assignment --------------------------------------------------------------------------

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
        if run and not re.search(r"\w", _JOIN.sub("", low[run[-1].end :])) and not run[0].start:
            waiting += actors
            out.append(Clause(part, tuple(waiting), frozenset()))
            continue
        if waiting and run and not run[0].start:
            actors, out = [*waiting, *actors], out[:-1]
        waiting = []
        out.append(_clause(part, low, run, found, tuple(actors or (out[-1].actors if out else ()))))
    return out


def _clause(
    part: str, low: str, run: Sequence[_Mention], found: Sequence[_Mention], actors: tuple[Party, ...]
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


def _unknown(part: str, low: str, found: Sequence[_Mention]) -> list[Party]:
    """Who begins a clause with a name that nobody knows, in the printed words."""
    if not _BODY.match(low) or (found and not found[0].start):
        return []
    end = re.search(rf"\s+(?:{_VERB})\b|[:,(]", low)
    words = part[: end.start() if end else len(part)].strip()
    return [] if _OUTSIDE.search(flat(words)) or len(words.split()) > 8 else [nobody(words)]
