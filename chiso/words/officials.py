"""What is said of an official under the rule of ten percent: the same word on pages, in lists and on papers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from chiso.core.periods import month_end, short_day
from chiso.core.vietnamese import format_number, sort_key
from chiso.figures.judging import SMALL_BASE
from chiso.figures.officials import OFFICIAL_BAR, PRAISED, Evaluation, Official, Verdict
from chiso.words.numbers import in_words
from chiso.words.states import STATES, State
from chiso.words.unknown import ONLY_LEFT

RULE = (
    "Từ 10% trễ hạn thì không được xếp loại “hoàn thành tốt nhiệm vụ” trở lên; tính trên đã xử lý và quá hạn "
    "ở mọi đơn vị, dưới 10 thì chưa đủ cơ sở"
)
SHARED = "cùng tên mà một tháng có việc xong ở hai đơn vị thì được tính là hai người cho đến khi Văn phòng ghi khác"
THINGS = {"dossiers": "hồ sơ", "tasks": "nhiệm vụ"}
OFFICIAL_NEAR = 0.08  # close enough to the bar to be spoken to

VERDICTS: Mapping[Verdict, State] = {
    "over": STATES["missed"].named("Không được xếp loại hoàn thành tốt nhiệm vụ trở lên (từ 10%)"),
    "clear": STATES["no_target"].named("Không bị hạn chế xếp loại"),
    "review": STATES["near"].named("Cần xem xét"),
    "few": STATES["small_base"],
    "unread": STATES["undecided"].named(f"Chưa kết luận: {ONLY_LEFT}"),
    "elsewhere": STATES["not_applicable"].named("Do Trung tâm Phục vụ hành chính công đánh giá"),
}


def verdict(found: Official, kind: str) -> State:
    """The verdict on an official, with the one reason that takes it back."""
    state, things = VERDICTS[found.verdict], THINGS[kind]
    if found.verdict == "few":
        return state.named(f"Chưa đủ cơ sở: dưới {SMALL_BASE} {things}")
    if found.verdict == "review":
        left = format_number(found.left)
        return state.named(f"{state.word}: {left} {things} quá hạn còn ở đơn vị đã thôi")
    if found.is_praised:
        return STATES["met"].named(f"Nên khen: không {things} nào trễ, quá hạn")
    if found.verdict == "clear" and found.rate >= OFFICIAL_NEAR:
        return STATES["near"].named(f"{state.word}, gần mức 10%")
    return state


def verdict_on_unit(found: Official, kind: str) -> State | None:
    """What is said of a unit: the rule of ten percent is for officials, so that it is praised, judged by others, or
    nothing is said; nor of one that is no more."""
    if found.has_ended:
        return None
    return (
        verdict(found, kind) if found.is_praised or found.verdict in ("few", "elsewhere", "unread") else None
    )


def counts(found: Iterable[Official]) -> dict[str, int]:
    """How many the rule bars (over), how many people have to look at (review)."""
    verdicts = [one.verdict for one in found]
    return {"over": verdicts.count("over"), "review": verdicts.count("review")}


def headline(found: Iterable[Official], things: str) -> str:
    """How many officials the rule bars, how many people have to look at, and of how few records nothing is said."""
    found = [*found]
    if not found:
        return f"Chưa có {things} ghi tên công chức để đánh giá"
    if all(one.is_unread for one in found):
        return f"Chưa kết luận về công chức: {ONLY_LEFT}"
    over, review = counts(found).values()
    if all(one.verdict == "few" for one in found):
        return f"Chưa đủ cơ sở đánh giá: không công chức nào có từ {SMALL_BASE} {things} trở lên"
    many = f"{in_words(over, capital=True)} công chức" if over else "Không công chức nào"
    few = sum(one.verdict == "few" and one.rate >= OFFICIAL_BAR for one in found)
    tail = f"; {in_words(review)} trường hợp cần xem xét" if review else ""
    tail += f"; không kể {in_words(few)} người có dưới {SMALL_BASE} {things}" if few else ""
    return f"{many} có từ 10% {things} trễ hạn trở lên{tail}"


def praise(found: Iterable[Official], things: str) -> str:
    """Who did well: all of whom it is so are named; "" where nobody did."""
    names = [f"{one.name} ({format_number(one.denominator)})" for one in found if one.is_praised]
    return (
        f"Xử lý từ {PRAISED} {things} trở lên, không {things} nào trễ hạn, quá hạn: {', '.join(names)}"
        if names
        else ""
    )


def worst_first(found: Iterable[Official]) -> list[Official]:
    """The highest rate first; those with too little to be ranked after the others, by name."""

    def turn(one: Official) -> tuple[bool, float, int, tuple[tuple[int, ...], tuple[int, ...]]]:
        few = one.verdict in ("few", "unread")
        return few, *((0.0, 0) if few else (-one.rate, -one.denominator)), sort_key(one.name)

    return sorted(found, key=turn)


_SUMS = ("handled", "early", "on_time", "late", "overdue")


def rows(found: Sequence[Official], kind: str) -> pd.DataFrame:
    """A row per official, the highest rate first: official, handled, early, on_time, late, overdue, left, numerator,
    denominator, value, verdict, units (what is whose, where there are several)."""
    lines = [
        _line(one) | {"verdict": verdict(one, kind).word, "units": _units(one)} for one in worst_first(found)
    ]
    named = ("left", "numerator", "denominator", "value", "verdict", "units")
    return pd.DataFrame(lines, columns=["official", *_SUMS, *named])


def unit_rows(found: Sequence[Official], kind: str) -> pd.DataFrame:
    """A row per unit in the order given: unit_name, handled, early, on_time, late, overdue, left, value, verdict."""
    said = [(one, verdict_on_unit(one, kind)) for one in found]
    lines = [
        _line(one) | {"unit_name": _unit_name(one), "verdict": state.word if state else None}
        for one, state in said
    ]
    return pd.DataFrame(lines, columns=["unit_name", *_SUMS, "left", "value", "verdict"])


def _line(found: Official) -> dict[str, object]:
    sums = {name: found.sum(name) for name in _SUMS}
    of_rate = {"numerator": found.numerator, "denominator": found.denominator, "value": found.rate}
    return {"official": found.name, **sums, **of_rate, "left": found.left or None}


def _unit_name(found: Official) -> str:
    return f"{found.name} (đã thôi)" if found.has_ended else found.name


def month_names(found: Evaluation) -> dict[str, str]:
    """Key of each month of an evaluation -> how a table heads it: "8/2024", "15–31/12" where it is a part of one."""
    return {str(first): _month(first, last) for first, last, _, _ in found.months}


def month_rows(found: Evaluation, of: str) -> pd.DataFrame:
    """Late and overdue over all in each month ("2/34"), a row per official (of "people") or unit ("units") in the order
    of `rows`, `unit_rows`: name, a column per key of `month_names`."""
    whole = worst_first(found.people) if of == "people" else found.units
    lines = {one.name: {"name": _unit_name(one) if of == "units" else one.name} for one in whole}
    for first, _, people, units in found.months:
        for one in people if of == "people" else units:
            counted = f"{format_number(one.numerator)}/{format_number(one.denominator)}"
            # what a unit handed over within the period is no more its own at the end
            lines.setdefault(one.name, {"name": one.name})[str(first)] = counted
    return pd.DataFrame(list(lines.values()), columns=["name", *month_names(found)])


def _month(first: date, last: date) -> str:
    if first.day == 1 and last == month_end(first):
        return f"{first.month}/{first.year}"
    return f"{first.day}–{short_day(last, last)}"


def _units(found: Official) -> str:
    """Late over all in each unit, ended ones marked."""
    return "; ".join(
        f"{part.unit_name}{' (đã thôi)' if part.has_ended else ''}: "
        f"{format_number(part.late + part.overdue)}/{format_number(part.handled + part.overdue)}"
        for part in found.parts
    )
