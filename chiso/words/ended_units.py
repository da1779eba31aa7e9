"""What is said of a unit that has ended in place of verdicts and forecasts: since when, who carries on its work, what
it left open, how its year stood. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.figures.verdicts import stated
from chiso.reference.unit_tree import Units
from chiso.words.claims import Claim, Sentence
from chiso.words.headlines import inside
from chiso.words.overdue import KINDS
from chiso.words.proposals import OFFICE
from chiso.words.rooms import LEFT_KINDS
from chiso.words.unknown import amount

MOST_RATES = 3  # of its year, in one sentence


def since(units: Units, unit: str | None, day: date) -> str:
    """ "Đơn vị hoạt động đến 30/06/2024; Phòng Nghiệp vụ 1 tiếp tục công việc", of a unit that has ended by a day."""
    last, heir = units.ended(unit, day), units.heir(unit, day)
    assert last is not None
    after = f"{heir.name} tiếp tục công việc" if heir else "chưa ghi đơn vị tiếp tục công việc"
    return f"Đơn vị hoạt động đến {format_date(last)}; {after}"


def headline(name: str, last: date) -> str:
    """The first slide of its deck; `last`: the day on which it still worked."""
    return f"{name} thôi hoạt động từ {format_date(last + timedelta(days=1))}"


def left(counts: Mapping[str, int], claim: Claim) -> Sentence:
    """What nobody has taken over: how many by kind (figures.left_behind)."""
    said = (
        f"Để lại {_many(counts)} chưa có người nhận." if counts else "Không còn việc nào chưa có người nhận."
    )
    return Sentence(said, claim)


def _many(counts: Mapping[str, int]) -> str:
    """ "18 việc (6 hồ sơ, 12 việc kế hoạch)"; of one kind its number alone."""
    parts = [f"{format_number(many)} {_things(kind)}" for kind, many in counts.items()]
    return parts[0] if len(parts) == 1 else f"{format_number(sum(counts.values()))} việc ({', '.join(parts)})"


def _things(kind: str) -> str:
    return KINDS[kind].things if kind in KINDS else LEFT_KINDS[kind].lower()


def year(found: Sequence[Value]) -> Sentence | None:
    """Its rates, each with what it is made of, no verdict; None without any."""
    known = [one for one in found if stated(one) is not None and one.is_rate and one.denominator][:MOST_RATES]
    parts = (
        f"{inside(one.short_name)} {amount(one)} "
        f"({format_number(one.numerator)}/{format_number(one.denominator)})"
        for one in known
    )
    return Sentence(f"Trong năm CCHC: {', '.join(parts)}.", *Claim.of_values(*known)) if known else None


def handing(name: str, heir: str, counts: Mapping[str, int], by: date, claim: Claim) -> Sentence:
    """What the meeting may conclude of it: who takes over what it left, up to a day; who finds that one where no heir
    is known. `name`: of the unit; "" where the slide says whose it is: then all in one number."""
    work, soon = f"{_many(counts)} của {name}", f"trước ngày {format_date(by)}"
    if not name:
        work = f"{format_number(sum(counts.values()))} việc của đơn vị"
    said = f"Giao {heir} nhận {work} {soon}." if heir else f"Giao {OFFICE} đề xuất đơn vị nhận {work} {soon}."
    return Sentence(said, claim)


def counted(found: Value) -> Value:
    """A value of what was received, up to the last day of a unit that has ended: it received nothing after it."""
    return found if found.ended is None else replace(found, day=min(found.day, found.ended))
