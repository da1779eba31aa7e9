"""What the meeting may conclude about a finding: who does what by when. Never more than the finding holds. Pure."""

from collections.abc import Sequence
from datetime import date

from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.words.attention import RATES
from chiso.words.findings import Finding, show
from chiso.words.overdue import KINDS

OFFICE = "Văn phòng"  # takes what no unit answers for
MOST_NAMED = 3


def named(units: Sequence[str], *, is_whole: bool = False) -> str:
    """Who is asked: three by name and how many others, a fourth by name too; all where the paper itself gives the order
    (`is_whole`); Văn phòng where nobody is known."""
    if len(units) > MOST_NAMED + 1 and not is_whole:
        return f"{', '.join(units[:MOST_NAMED])} và {len(units) - MOST_NAMED} đơn vị khác"
    names = list(units) or [OFFICE]
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def as_one(units: Sequence[str], others: Sequence[str], together: str) -> str:
    """What many units are called `together` ("các phòng, đơn vị thuộc Sở"), without the few `others` that are left out;
    "" of few, or where too many are: then their names tell it better."""
    if len(units) - len(others) <= MOST_NAMED or 2 * len(others) > len(units):
        return ""
    return f"{together} (trừ {named(others, is_whole=True)})" if others else together


def proposal(
    found: Finding, value: Value | None, units: Sequence[str], meeting: date, *, is_whole: bool = False
) -> str:
    """One sentence for a finding; `value`: its figure, `units`: who has to act, `meeting`: the next giao ban or the end
    of what a paper looks ahead to; `is_whole`: as of `named`."""
    who, soon = f"Giao {named(units, is_whole=is_whole)}", f"trước ngày {format_date(meeting)}"
    if found.about in KINDS:
        thing = KINDS[found.about].things
        return f"{who} giải quyết dứt điểm, báo cáo nguyên nhân từng {thing} quá hạn {soon}."
    if found.about == "soon":
        return f"{who} giải quyết {found.text.rstrip('.')}, không để quá hạn."
    if found.about == "moved":
        return f"{who} báo cáo lý do hẹn lại từng hồ sơ {soon}."
    if value is None or found.about not in RATES:
        missing = found.text.split(";")[0].rstrip(".")  # who usually brings it is who is asked
        return f"Giao {OFFICE} bổ sung số liệu {soon}: {missing[0].lower()}{missing[1:]}."
    return f"{RATES[found.about].name}: {who[0].lower()}{who[1:]} {_task(found, value, meeting)}."


def _task(found: Finding, value: Value, meeting: date) -> str:
    soon = f"trước ngày {format_date(meeting)}"
    if found.state == "notice":  # its own target may be met
        return f"báo cáo nguyên nhân {soon}"
    rate, until = RATES[found.about], value.target_date and format_date(value.target_date)
    goal = "" if value.target is None else f" {show(value.target, rate=value.is_rate)}"
    if value.is_mendable and found.state == "hard" and value.denominator:
        rest = format_number(value.denominator - (value.numerator or 0))
        return f"{rate.supply} cho {rest} {rate.things} {rate.lacking} trước ngày {until}"
    if found.state in ("hard", "behind"):
        is_over = value.target_date is not None and value.target_date < meeting  # then the outcome is told
        if value.needed and value.expected and not value.lacking:
            more = f"{format_number(value.needed)} trong {format_number(round(value.expected))} {rate.things} dự kiến"
            return (
                f"bảo đảm thêm {more} đến ngày {until}, báo cáo {'kết quả' if is_over else 'cách làm'} {soon}"
            )
        points = "" if value.is_rate or not goal else f" {rate.things}"
        if is_over:
            return f"có giải pháp để đạt{goal}{points} vào ngày {until}, báo cáo kết quả {soon}"
        return f"{soon} trình giải pháp để đạt{goal}{points} vào ngày {until}"
    if (
        found.state == "unreachable" and value.expected == 0
    ):  # of a unit that has ended nothing more will come
        return f"{soon} báo cáo nguyên nhân"
    if found.state == "unreachable":
        way = (
            f"không để phát sinh thêm {rate.failing}"
            if rate.failing
            else "nâng tỷ lệ đến mức cao nhất có thể"
        )
        return f"{soon} báo cáo nguyên nhân, giải pháp {way}"
    return f"báo cáo nguyên nhân chưa đạt{goal}, giải pháp khắc phục {soon}"
