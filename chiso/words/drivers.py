"""Why a rate moved, in words: by how much, whether the rates of its parts or their shares of the base did it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chiso.core.periods import COMPARISONS, day_before, month_end
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.facts import Base
from chiso.figures.gap import whole_numbers
from chiso.figures.judging import SMALL_BASE
from chiso.figures.records import Part
from chiso.figures.targets import Entry
from chiso.figures.values import NO_OFFICIAL
from chiso.figures.why import WORDS, Explanation, Side
from chiso.words.claims import Claim, Sentence
from chiso.words.headlines import inside
from chiso.words.numbers import POINTS, pair, show
from chiso.words.overdue import KINDS
from chiso.words.unknown import ends

_MOST_OF_IT = 2 / 3  # of the two effects together: from here on one of them is the reason
_SPOKEN = 3  # parts that a sentence names
_VAGUE = "quá một phần mười chưa rõ"


@dataclass(frozen=True)
class Moved:
    """A change in whole steps of the last decimal that is printed, so that what is shown adds up: the change, the two
    effects, each part with its own two."""

    places: int
    change: int
    rate: int
    mix: int
    parts: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, found: Explanation) -> "Moved | None":
        """None where there is no change to speak of: of one of the two figures nothing or too little is known."""
        if not found.is_known or found.before.value is None or found.after.value is None:
            return None
        both = pair(found.after.value, found.before.value, rate=True)
        decimals = [len(text.rstrip("%").partition(",")[2]) for text in (both.value, both.other, both.gap)]
        places = max(1, *decimals)
        steps = 100 * 10**places
        change = both.sign * round(float(both.gap.replace(".", "").replace(",", ".")) * 10**places)
        of_parts = [[getattr(part, name) or 0.0 for part in found.parts] for name in ("rate", "mix")]
        rate, mix = whole_numbers([sum(effects) * steps for effects in of_parts], change)
        shown = (
            whole_numbers([effect * steps for effect in effects], total)
            for effects, total in zip(of_parts, (rate, mix), strict=True)
        )
        return cls(places, change, rate, mix, tuple(zip(*shown, strict=True)))

    def said(self, steps: int) -> str:
        """ "+19,6", "−0,2", "0"."""
        sign = "+" if steps > 0 else "−" if steps < 0 else ""
        return f"{sign}{format_number(abs(steps) / 10**self.places, self.places if steps else 0)}"


def days(day: date, asked: date | None, begun: date | None) -> dict[date, str]:
    """The days that a day is compared with: the same a year before, the end of the quarter, month, week before, and
    what somebody asked for; in place of those before all files (`begun`) the end of the first month of which they
    speak, else their first day."""
    said = {"year": "cùng kỳ", "quarter": "quý trước", "month": "tháng trước", "week": "tuần trước"}
    assert said.keys() == set(COMPARISONS)
    found = {day_before(day, compare): words for compare, words in said.items()}
    if asked and asked < day:
        found.setdefault(asked, "đã chọn")
    if begun is None or begun >= day or min(found) >= begun:
        return found
    end = month_end(begun)
    first = {end: "tháng đầu"} if end < day else {begun: "ngày đầu"}  # so short that its list does not cut it
    return first | {one: words for one, words in found.items() if one >= begun}


def question(found: Explanation, entry: Entry) -> str:
    """ "Vì sao hồ sơ trực tuyến tăng từ 19,2% lên 52,2%?" """
    name = inside(entry.short_name)
    if not found.is_known or found.before.value is None or found.after.value is None:
        return f"Vì sao {name} thay đổi?"
    both = pair(found.after.value, found.before.value, rate=True)
    if not both.sign:
        return f"Vì sao {name} vẫn là {both.value}?"
    return f"Vì sao {name} {both.way} từ {both.other} {'lên' if both.sign > 0 else 'xuống'} {both.value}?"


def headline(found: Explanation, entry: Entry, asked: Asked | None) -> Sentence:
    """ "Hồ sơ trực tuyến tăng 33 điểm phần trăm (19,2% → 52,2%), chủ yếu do tỷ lệ của từng đơn vị tăng"."""
    if (moved := Moved.of(found)) is None or asked is None:
        return Sentence(_unknown(found, entry))
    both = pair(found.after.value or 0.0, found.before.value or 0.0, rate=True)
    claim = Claim.of(
        f"why:{found.indicator}:{found.by}:{found.before.as_of}",
        asked,
        {"before": found.before.value, "after": found.after.value},
    )
    if not moved.change:
        return Sentence(f"{entry.short_name} không đổi: {both.value}", claim)
    way = f"{entry.short_name} {both.way} {both.gap} {POINTS} ({both.other} → {both.value})"
    return Sentence(f"{way}, {_cause(moved, found, entry)}", claim)


def _unknown(found: Explanation, entry: Entry) -> str:
    """Of which day there is no rate, and whether nobody knows it or there was nothing to count."""
    for side in (found.after, found.before):
        day = format_date(side.as_of) if side.as_of else "nay"
        if side.denominator is None:
            return f"{entry.short_name}: chưa tệp nào cho biết số của năm CCHC đến {day} nên chưa so được"
        if not side.denominator:
            return (
                f"{entry.short_name}: không có {_things(entry)} nào trong năm CCHC đến {day} nên chưa so được"
            )
        if side.is_vague:
            of = f"{format_number(side.unknown)} trong {format_number(side.denominator)} {_things(entry)}"
            return f"{entry.short_name}: đến {day} chưa rõ {of} nên chưa so được"
    return f"{entry.short_name}: tệp đã nhập không có cột cần cho tỷ lệ này nên chưa so được"


def _cause(moved: Moved, found: Explanation, entry: Entry) -> str:
    few = [one for one in (found.before, found.after) if (one.denominator or 0) < SMALL_BASE]
    if few and few[0].as_of:
        many = format_number(few[0].denominator or 0)
        return f"đến {format_date(few[0].as_of)} có {many} {_things(entry)} nên chưa đủ cơ sở để nói vì sao"
    sign = 1 if moved.change > 0 else -1
    way = "tăng" if sign > 0 else "giảm"
    rate, mix = sign * moved.rate, sign * moved.mix
    by_rate = f"tỷ lệ của từng {WORDS[found.by]} {way}"
    by_mix = f"cơ cấu {_things(entry)} theo {WORDS[found.by]} thay đổi"
    if mix <= 0:
        return f"do {by_rate}"
    if rate <= 0:
        return f"do {by_mix}"
    part = rate / (rate + mix)
    if part >= _MOST_OF_IT:
        return f"chủ yếu do {by_rate}"
    return f"chủ yếu do {by_mix}" if part <= 1 - _MOST_OF_IT else f"do cả {by_rate} lẫn {by_mix}"


def detail(found: Explanation, entry: Entry) -> str:
    """ "Tỷ lệ của từng đơn vị góp +33,2, cơ cấu hồ sơ góp −0,2. Góp nhiều nhất: Phòng A +18,3. Kéo lại: …" """
    moved = Moved.of(found)
    if moved is None or not found.parts:
        return ""
    text = ""
    if not found.is_heard and found.before.as_of:
        day = format_date(found.before.as_of)
        text = f"Từ {day} chưa có tệp mới: chỉ việc đến hạn từ đó làm tỷ lệ thay đổi. "
    text += f"Tỷ lệ của từng {WORDS[found.by]} góp {moved.said(moved.rate)}, "
    text += f"cơ cấu {_things(entry)} góp {moved.said(moved.mix)}."
    # of a few records, or of which too much is unknown, nobody is named as the reason
    named = [
        (part.part_name, rate + mix)
        for part, (rate, mix) in zip(found.parts, moved.parts, strict=True)
        if part.is_sound and rate + mix
    ]
    sign = 1 if moved.change >= 0 else -1
    for words, some in (
        ("Góp nhiều nhất", [one for one in named if one[1] * sign > 0]),
        ("Kéo lại", [one for one in named if one[1] * sign < 0]),
    ):
        if some:
            said = "; ".join(f"{name} {moved.said(steps)}" for name, steps in some[:_SPOKEN])
            text += f" {words}: {said}."
    return text


def lines(found: Explanation, entry: Entry, asked: Asked | None) -> tuple[str, ...]:
    """The whole answer as text: what moved, what drove it, every part with its two effects."""
    if (moved := Moved.of(found)) is None:
        return (headline(found, entry, asked),)
    of_parts = (
        f"  {part.part_name}: {moved.said(rate + mix)} (tỷ lệ {moved.said(rate)}, cơ cấu {moved.said(mix)})"
        + (
            f"; dưới {SMALL_BASE} {_things(entry)}"
            if part.small_base
            else ""
            if part.is_sound
            else f"; {_VAGUE}"
        )
        for part, (rate, mix) in zip(found.parts, moved.parts, strict=True)
    )
    return (f"{headline(found, entry, asked)}.", detail(found, entry), *of_parts)


NOTE = (
    f"Tỷ trọng trong mẫu số và tỷ lệ của hai kỳ (%); đóng góp tính bằng {POINTS}, cộng lại đúng bằng thay đổi; "
    f"* kỳ có dưới {SMALL_BASE} dòng, hay {_VAGUE}"
)


def rows(found: Explanation) -> list[dict[str, Any]]:
    """The parts as the table of a page has them, under the whole."""
    if (moved := Moved.of(found)) is None:
        return []
    parts = [
        {
            "name": part.part_name + ("" if part.is_sound else " *"),
            "share": _rates(
                Side(None, part.before_denominator, found.before.denominator),
                Side(None, part.denominator, found.after.denominator),
            ),
            "value": _rates(part.before, part.after),
            "rate": moved.said(rate),
            "mix": moved.said(mix),
            "total": moved.said(rate + mix),
            "base": part.denominator,
        }
        for part, (rate, mix) in zip(found.parts, moved.parts, strict=True)
    ]
    whole = {
        "name": "Tất cả",
        "share": "100",
        "value": _rates(found.before, found.after),
        "rate": moved.said(moved.rate),
        "mix": moved.said(moved.mix),
        "total": moved.said(moved.change),
        "base": found.after.denominator,
    }
    return [whole, *parts]


def _rates(*days: Side) -> str:
    """ "19,1 → 53,4", of a vague one all that it may be; – for what is not known or of nothing."""
    return " → ".join(
        "–" if day.numerator is None or not day.denominator
        else ends(day).rstrip("%") if day.is_vague
        else show(day.numerator / day.denominator, rate=True).rstrip("%")
        for day in days
    )  # fmt: skip


def records_of(by: str, key: str | None) -> tuple[dict[str, str], Part]:
    """Where the records of a part are found: the look's changes, and which rows of it."""
    if by == "unit":
        return {"unit": str(key)}, Part("denominator")
    if by == "official":
        return {}, Part("denominator", official=key or NO_OFFICIAL)
    base = {"procedure": Base(procedure=key), "field": Base(field=key or ""), "channel": Base(channel=key)}[
        by
    ]
    return {}, Part("denominator", base=base)


def _things(entry: Entry) -> str:
    return KINDS[entry.dataset].things
