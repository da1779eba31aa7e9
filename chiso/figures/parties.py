"""Who is named in the printed words of a plan: units, collectives ("Các Phòng, Trung tâm"), words that nobody knows
(contract, "Deadlines of plans"). Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from chiso.core.schedules import without_tags
from chiso.core.vietnamese import fold, nfc
from chiso.reference.unit_tree import Unit, Units

OFFICE, CENTRES = "van phong", "center"


@dataclass(frozen=True)
class Party:
    """Who is named: one unit, the departments or centres of the day, or `unknown` words; `words` as printed."""

    unit: str | None = None
    kinds: tuple[str, ...] = ()  # of a collective: departments, centres
    without: tuple[str, ...] = ()  # the units that it says it leaves out
    unknown: str = ""
    words: str = field(default="", compare=False)


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
        without those that it leaves out or that receive (`but`). [None] where that is nobody known."""
        if not actor.kinds:
            return [actor.unit]
        living = (unit for unit in self.units.departments() if self.units.works(unit.unit_id, day))
        others = {*but, *actor.without}
        found = [one.unit_id for one in living if _is_of(one, actor.kinds) and one.unit_id not in others]
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
VERB = (
    r"chu tri|phoi hop|tham muu|tong hop|thuc hien|gui|bao cao|xay dung|trien khai|theo doi|xu ly|kiem tra|ra soat|"
    r"co trach nhiem|phai|khi|cung cap|de xuat|lap|to chuc|don doc|tiep tuc|can cu|chi dao|nghien cuu|thuong xuyen"
)
_COMMON = re.compile(r"(?:van )?phong|trung tam|thanh tra|bo phan|don vi")
_NOT_A_NAME = re.compile(rf"\s+(?:{VERB})\b")
# By its letters with their marks: "Bản thuyết minh", "Tờ trình", "Đối với …" begin with no body's name.
BODY = re.compile(
    r"(?:các\s+)?(?:phòng|trung tâm|tổ|bộ phận|ban|đơn vị|chi cục|đội|trường|trưởng|thủ trưởng)\b"
    r"(?!\s+(?:hành|chức|hợp|chống|ngừa)\b)",
    re.IGNORECASE,
)
OUTSIDE = re.compile(r"\b(?:ubnd|hdnd|chinh phu|tinh|bo|so|huyen|xa|lien quan)\b")
JOIN = re.compile(r"(?:\s|[,;/&(]|\bva\b|\bcung\b)*")  # what stands between the names of one list
_HEAD = re.compile(r"\s*:\s*|\s+")
# Whose head is named for it: "Trưởng phòng Nghiệp vụ 1", "Thủ trưởng các đơn vị".
_OF_A_HEAD = re.compile(r"\b(?:(?:pho|quyen|thu)\s+)?(?:truong|chanh|giam doc)\s+$")
# Not of the agency: "Giám đốc các Trung tâm".
_HEADS = re.compile(r"(?:giam doc|lanh dao) (?:cac )?(?:phong|trung tam|don vi|bo phan)\b")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_EACH = re.compile(r"[\s,]+moi\b")
_LEFT_OUT = re.compile(r"\btrừ\b[\s:]*$", re.IGNORECASE)  # "Các phòng (trừ Thanh tra)"
# "Phòng Nghiệp vụ 1, 2 và 3"
_NUMBERED = re.compile(rf"\s*(?:,|/|&|\bva\b)\s*(\d{{1,2}})(?=\s*(?:$|[,;.)(:/&]|va\b)|\s+(?:{VERB})\b)")


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
class Mention:
    start: int
    end: int
    actor: Party


def mentions(text: str, roll: Roll) -> list[Mention]:
    """The units and collectives that a text names, in its order; the agency itself is none."""
    low = flat(text)
    found: list[Mention] = []
    for match in _COLLECTIVE.finditer(low):
        if not _NOBODY.match(low, match.end()):
            found.append(
                Mention(
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
        found.append(Mention(over.start if over else match.start(), match.end(), Party(unit=unit)))
        found += _numbered(low, match, roll)
    found = _without_each(low, sorted(found, key=lambda one: one.start))
    return _without_heads(low, _without_left_out(text, low, found))


def _without_each(low: str, found: Sequence[Mention]) -> list[Mention]:
    """ "Phòng A và Phòng B, mỗi phòng 01 báo cáo" are these two."""
    again = [
        one
        for before, one in pairwise(found)
        if before.actor.unit and one.actor.kinds and _EACH.match(low, before.end)
    ]
    return [one for one in found if one not in again]


def _numbered(low: str, match: re.Match[str], roll: Roll) -> list[Mention]:
    """The units that only their numbers name behind the first: "Phòng Nghiệp vụ 1 và 2"."""
    found: list[Mention] = []
    name, place = match[0].rstrip("0123456789"), match.end()
    while name != match[0] and (number := _NUMBERED.match(low, place)):
        if (unit := roll.known.get(name + number[1])) is None:
            break
        found.append(Mention(number.start(1), number.end(), Party(unit=unit)))
        place = number.end()
    return found


def _without_left_out(text: str, low: str, found: Sequence[Mention]) -> list[Mention]:
    """The collectives without the units that they leave out, which are named for that alone."""
    out: list[Mention] = []
    end = -1  # of the last unit that is left out
    for one in found:
        is_next = end >= 0 and JOIN.fullmatch(low, end, one.start)
        is_out = is_next or _LEFT_OUT.search(text[: one.start])
        if is_out and one.actor.unit and out and (whole := out[-1].actor).kinds:
            out[-1] = replace(out[-1], actor=replace(whole, without=(*whole.without, one.actor.unit)))
            end = one.end
        else:
            out.append(one)
            end = -1
    return out


def _kinds(what: str) -> tuple[str, ...]:
    rest = re.sub(r"don vi su nghiep(?: cong lap)?|trung tam", "", what)
    kinds = {"centres"} if rest != what else set()
    kinds |= {"departments"} if "phong" in rest else set()
    return tuple(sorted(kinds | ({"centres", "departments"} if "don vi" in rest else set())))


def _is_another(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether a spelling is only a part of another body's name, or a word of the sentence ("cơ chế một cửa")."""
    if not text[match.start()].isupper() and not _COMMON.match(match[0]):
        return True
    if _OTHER_BODY.match(low, match.end()) or _HEADS.match(low, match.start()):
        return True
    after = re.match(r"\s+(\w)", text[match.end() :])
    return bool(after and after[1].isupper() and not _NOT_A_NAME.match(low, match.end()))


def _without_heads(low: str, found: Sequence[Mention]) -> list[Mention]:
    """ "Các phòng: A, B; C" are A, B and C alone, "Các phòng (A, B)" as well."""
    out: list[Mention] = []
    for one in found:
        before = out[-1] if out else None
        is_one = before and before.actor.kinds and one.actor.unit
        if (
            is_one
            and before
            and (_HEAD.fullmatch(low, before.end, one.start) or _is_in_list(low, before, found))
        ):
            one = replace(one, start=before.start)
            out.pop()
        out.append(one)
    return out


def _is_in_list(low: str, head: Mention, found: Sequence[Mention]) -> bool:
    """Whether brackets follow that hold nothing but names."""
    if not (brackets := _BRACKETS.match(low, head.end)):
        return False
    inside = [one for one in found if brackets.start() < one.start < brackets.end()]
    ends = [brackets.start(1), *(one.end for one in inside)]
    starts = [*(one.start for one in inside), brackets.end(1)]
    return all(JOIN.fullmatch(low, end, start) for end, start in zip(ends, starts, strict=True))


def named(text: str | None, roll: Roll) -> list[Party]:
    """The units of a cell that lists who leads or helps; a part of it that names nobody known as it is printed."""
    printed = nfc(without_tags(text or ""))
    found = mentions(printed, roll)
    actors = [one.actor for one in found]
    rest, low = printed, flat(printed)
    for one in reversed(found):
        head = _OF_A_HEAD.search(low[: one.start])
        start = head.start() if head else one.start
        rest, low = rest[:start] + ";" + rest[one.end :], low[:start] + ";" + low[one.end :]
    start = 0
    for part in re.split(r"[;,\n]", low):
        words = rest[start : start + len(part)].strip(" .-+•")
        if BODY.match(words) and not OUTSIDE.search(flat(words)):
            actors.append(nobody(words))
        start += len(part) + 1
    return list(dict.fromkeys(actors))
