"""The figures at the top of the page of online dossiers: the way to their target. Pure."""

from dataclasses import replace
from datetime import date

from chiso.core.periods import short_day
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.figures.verdicts import past
from chiso.words import outlook
from chiso.words.cards import Kpi, Row, share
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import lacking, needed, on_its_day
from chiso.words.goals import without_target
from chiso.words.numbers import POINTS, Pair, pair, show
from chiso.words.states import STATES
from chiso.words.unknown import undecided


def total(now: Value, last: Row | None, base: str, is_official: bool) -> Kpi:
    """The rate so far. `last`: numerator, denominator, value under the denominator in use, which `base` names."""
    if last is None:
        return Kpi("Lũy kế", "–", STATES["unknown"], f"Mẫu số: {base}")
    under = f"{share(last['numerator'], last['denominator'])} hồ sơ"
    if now.target is not None and now.is_assigned:
        way = _beside(pair(float(last["value"]), now.target, rate=True))
        under += f"; {(is_official and on_its_day(now)) or way}"
    under = "\n".join(filter(None, (under, lacking(now))))
    state = STATES[now.state if is_official else "no_target"]
    return Kpi(f"Lũy kế đến {short_day(now.day, now.as_of)}", show(last["value"], rate=True), state, under)


def from_now(now: Value, is_official: bool) -> Kpi:
    """What every further hundred must bring."""
    name, required, deadline = "Cần từ nay", now.required, now.target_date
    if not is_official:
        return Kpi(name, "–", STATES["not_applicable"], "Chỉ tính cho mẫu số của chỉ tiêu")
    if deadline is None:
        return Kpi(name, "–", STATES["no_target"], without_target(now))
    if deadline <= now.day:
        return Kpi(name, "–", STATES["no_target"], f"Chỉ tiêu đã đến hạn {format_date(deadline)}")
    if now.lacking:
        return Kpi(name, "–", STATES["no_target"], f"Chưa ước được: {lacking(now)}")
    if required is None or now.needed is None or not now.expected:
        return Kpi(name, "–", STATES["no_target"], "Chưa đủ số liệu để ước số hồ sơ từ nay đến hạn")
    if required <= 0:
        over = f", vượt {format_number(-now.needed)} hồ sơ" if now.needed < 0 else ""
        return Kpi(name, "0%", STATES["met"], f"Đã đủ cho cả kỳ{over}")
    until = short_day(deadline, now.day)
    under = f"{share(max(now.needed, 0), round(now.expected))} hồ sơ dự kiến đến {until}"
    if now.recent is not None and now.state != "unreachable":
        under += f"; ba tháng qua {show(now.recent, rate=True)}"
    return Kpi(name, Sentence(needed(now), *Claim.of_values(now)), STATES[now.state], under)


def _on_its_day(now: Value) -> Kpi | None:
    """What it came to on the day of its target, once that is past; None before, and where nobody knows."""
    step = past(now)
    if step is None or step.value is None or step.target_date is None or not step.verdict:
        return None
    both, day = pair(step.value, step.target, rate=True), short_day(step.target_date, now.day)
    return Kpi(f"Ngày {day}", both.value, STATES[step.verdict], f"Chỉ tiêu {both.other}: {_beside(both)}")


def _beside(both: Pair) -> str:
    """How far a rate is from its target."""
    return f"{'thiếu' if both.sign < 0 else 'vượt'} {both.gap} {POINTS}" if both.sign else "bằng chỉ tiêu"


def forecast(now: Value, is_official: bool) -> Kpi:
    """What it is expected to be on the target's date; why nobody knows."""
    is_ahead = now.target_date is not None and now.target_date > now.day
    name = f"Dự báo {short_day(now.target_date, now.day)}" if is_ahead and now.target_date else "Dự báo"
    if is_official and now.is_assigned and (then := _on_its_day(now)):
        return then
    if not is_official or not is_ahead:
        return replace(from_now(now, is_official), name=name)
    if not outlook.has_one(now):
        why = lacking(now) or undecided(now) or "cần ba tháng trọn vẹn có hồ sơ"
        return Kpi(name, "–", STATES["unknown"], f"Chưa dự báo được: {why}")
    state = STATES[now.state].named(outlook.likely(now))
    text = Sentence(outlook.expected(now), *Claim.of_values(now))
    tip = "Tám trong mười trường hợp, kết quả nằm trong khoảng này."
    return Kpi(name, text, state, outlook.span(now), help=tip)


def month(last: Row | None, until: date | None) -> Kpi:
    """The newest month; `until`: the day up to which it counts, None when it is over."""
    if last is None:
        return Kpi("Tháng này", "–", STATES["unknown"])
    under = f"{share(last['numerator'], last['denominator'])} hồ sơ"
    under += f", đến {until:%d/%m}" if until else ""
    state = STATES["open" if until else "no_target"]
    return Kpi(f"Tháng {int(last['month'][5:])}", show(last["value"], rate=True), state, under)


def year_before(now: Value, then: Row | None, is_official: bool, earlier: Value | None) -> Kpi:
    """The same days a year earlier. `earlier`: their value, which knows the months of which no file speaks: what is
    left over of them in the files of a later year is no rate of theirs."""
    name = "Cùng kỳ năm trước"
    if then is None or now.value is None or earlier is None or not earlier.is_known:
        return Kpi(name, "–", STATES["unknown"], "Chưa có số liệu năm trước")
    both = pair(now.value, float(then["value"]), rate=True)
    since = f"Đến {earlier.as_of:%d/%m/%Y}"
    under = f"Năm nay {both.way} {both.gap} {POINTS}" if both.sign and is_official else since
    under = "\n".join(filter(None, (under, lacking(earlier))))
    return Kpi(name, show(then["value"], rate=True), STATES["no_target"], under)
