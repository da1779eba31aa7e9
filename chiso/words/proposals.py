"""What the meeting may conclude about a finding: who does what by when. Never more than the finding holds. Pure."""

from collections.abc import Sequence
from datetime import date

from chiso.core.text import enumerated
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.words.attention import RATES
from chiso.words.findings import Finding, count_words
from chiso.words.headlines import TWO_LINES, inside
from chiso.words.numbers import show
from chiso.words.overdue import KINDS
from chiso.words.unknown import undecided

OFFICE = "Văn phòng"  # takes what no unit answers for
MOST_NAMED = 3


def named(units: Sequence[str], *, is_whole: bool = False) -> str:
    """Who is asked: three by name and how many others, a fourth by name too; all where the paper itself gives the order
    (`is_whole`); Văn phòng where nobody is known."""
    if len(units) > MOST_NAMED + 1 and not is_whole:
        return f"{', '.join(units[:MOST_NAMED])} và {len(units) - MOST_NAMED} đơn vị khác"
    return enumerated(units or [OFFICE])


def sharing(about: str) -> str:
    """What all units have that a finding about this asks something of."""
    if about in RATES:
        return "còn thiếu so với chỉ tiêu"
    return f"đang có {KINDS[about].things} quá hạn" if about in KINDS else "đang có hồ sơ sắp đến hạn"


def as_one(units: Sequence[str], others: Sequence[str], together: str, shared: str = "") -> str:
    """What many units are called `together` ("các phòng, đơn vị thuộc Sở"), without the few `others` that are left out;
    where these are more than are named, by what they have (`shared`) with the first of them. "" of few, or where too
    many are left out: then their names tell it better."""
    if shared and len(others) > MOST_NAMED + 1 and len(units) > 2 * MOST_NAMED:
        return f"{together} {shared} ({named(units)})"
    if len(units) - len(others) <= MOST_NAMED or 2 * len(others) > len(units):
        return ""
    return f"{together} (trừ {named(others, is_whole=True)})" if others else together


def proposal(
    found: Finding, value: Value | None, units: Sequence[str], meeting: date, *, is_whole: bool = False
) -> str:
    """One sentence for a finding; `value`: its figure, `units`: who has to act, `meeting`: the next giao ban or the end
    of what a paper looks ahead to; `is_whole`: as of `named`."""
    about, order = _order(found, value, named(units, is_whole=is_whole), meeting)
    return f"{about}: {order}." if about else f"{order[0].upper()}{order[1:]}."


def with_left(said: str, left: int, about: str, *, is_office: bool) -> str:
    """The same, and that somebody is named for what units that have ended left: nobody is asked for that yet.
    `is_office`: it asks Văn phòng already."""
    who = "" if is_office else f"giao {OFFICE} "
    what = f"{format_number(left)} {KINDS[about].things} quá hạn chưa có người nhận"
    return f"{said.rstrip('.')}; {who}trình lãnh đạo phân công đơn vị nhận {what}."


def headline(found: Finding, value: Value | None, held: Sequence[tuple[str, int]], meeting: date) -> str:
    """The same where one line says who, how much, by when: the unit that is asked first, with how much of what is
    overdue it holds (`held`: unit and number, of a rate 0), and how many others."""
    names = [name for name, _ in held]
    if found.about in KINDS:
        counted = (f" {KINDS[found.about].things} quá hạn", "")  # of a second one its number alone
        names[:2] = [f"{name} ({format_number(n)}{counted[at]})" for at, (name, n) in enumerate(held[:2])]
    who = named(names) if len(names) < 3 else f"{names[0]} và {len(names) - 1} đơn vị khác"
    about, order = _order(found, value, who, meeting, is_short=True)
    return f"{about}: đề nghị {order}" if about else f"Đề nghị {order}"


def foremost(many: str, first: str) -> str:
    """How many things ask for a word ("Sáu"), and what the first of them says as far as two lines hold it; what it says
    alone where they hold no more."""
    first = first.rstrip(".")
    parts = (first, first.partition(";")[0], first.partition(":")[0])
    said = [*(f"{many} nội dung cần ý kiến, trước hết: {inside(text)}" for text in parts), first]
    fitting = (text for text in said if count_words(text) <= TWO_LINES)
    return next(fitting, f"{many} nội dung cần lãnh đạo cho ý kiến")


def _order(
    found: Finding, value: Value | None, who: str, meeting: date, *, is_short: bool = False
) -> tuple[str, str]:
    """The rate that it is about ("" of none), and what follows from a finding: "giao Phòng A …"; `is_short`: without
    what a headline leaves out."""
    soon = f"trước ngày {format_date(meeting)}"
    if found.about in KINDS:
        what = f", báo cáo nguyên nhân từng {KINDS[found.about].things} quá hạn"
        if found.gap and is_short:
            return "", f"giao {OFFICE} bổ sung số liệu {soon} ({found.gap})"
        if found.gap:  # which of them are overdue is known when the files are there
            then = "" if who == OFFICE else f"giao {who} "
            return "", f"giao {OFFICE} bổ sung số liệu ({found.gap}), {then}giải quyết dứt điểm{what} {soon}"
        if is_short:  # how much each holds stands beside its name
            what = f" {found.bold} quá hạn" if who == OFFICE else ""
        return "", f"giao {who} giải quyết dứt điểm{what} {soon}"
    if found.about == "soon":
        what = f"{found.bold} sắp đến hạn" if is_short else f"{found.text.rstrip('.')}, không để quá hạn"
        return "", f"giao {who} giải quyết {what}"
    if found.about == "moved":
        return "", f"giao {who} báo cáo lý do hẹn lại từng hồ sơ {soon}"
    if value is None or found.about not in RATES:
        missing = found.text.split(";")[0].rstrip(".")  # who usually brings it is who is asked
        return "", f"giao {OFFICE} bổ sung số liệu {soon}: {inside(missing)}"
    if found.state == "undecided":  # nobody is asked why what nobody knows was missed
        why = f" ({text})" if (text := undecided(value)) and not is_short else ""
        return RATES[found.about].name, f"giao {OFFICE} bổ sung số liệu {soon}{why}"
    return RATES[found.about].name, f"giao {who} {_task(found, value, meeting, is_short=is_short)}"


def _task(found: Finding, value: Value, meeting: date, *, is_short: bool) -> str:
    """What is asked of a rate; `is_short`: one of two days alone, that of the target where more is to be brought, else
    that of the report; where it is out of reach, without what the remedy is to do."""
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
            more = f"bảo đảm thêm {format_number(value.needed)}"
            if is_short:
                return f"{more} {rate.things} đến ngày {until}"
            more += f" trong {format_number(round(value.expected))} {rate.things} dự kiến đến ngày {until}"
            return f"{more}, báo cáo {'kết quả' if is_over else 'cách làm'} {soon}"
        points = "" if value.is_rate or not goal else f" {rate.things}"
        way = f"giải pháp để đạt{goal}{points}"
        if is_over:
            return f"có {way} vào ngày {until}" + ("" if is_short else f", báo cáo kết quả {soon}")
        return f"{soon} trình {way}" + ("" if is_short else f" vào ngày {until}")
    if (
        found.state == "unreachable" and value.expected == 0
    ):  # of a unit that has ended nothing more will come
        return f"{soon} báo cáo nguyên nhân"
    if found.state == "unreachable":
        way = (
            f" không để phát sinh thêm {rate.failing}"
            if rate.failing
            else " nâng tỷ lệ đến mức cao nhất có thể"
        )
        return f"{soon} báo cáo nguyên nhân, giải pháp{'' if is_short else way}"
    return f"báo cáo nguyên nhân chưa đạt{goal}, giải pháp khắc phục {soon}"
