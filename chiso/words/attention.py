"""What has to be looked at now: the findings of an agency or unit, ranked. One list for page, deck and report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.periods import day_before, year_of
from chiso.core.vietnamese import format_date
from chiso.figures import insights
from chiso.figures.ask import Asked
from chiso.figures.judging import Value, Values
from chiso.figures.lateness import SOON_DAYS, TREND_WEEKS
from chiso.figures.limits import newest_count
from chiso.figures.points import at_stake
from chiso.figures.signals import Behaviour, has_months
from chiso.figures.targets import Entry
from chiso.figures.why import Dimension, Explanation, dimensions
from chiso.intake.datasets import MEETING, SOURCES
from chiso.store import Store, attached
from chiso.words import findings, overdue, rooms
from chiso.words import insights as said
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import Finding, Rate
from chiso.words.heard import months_without
from chiso.words.states import SHORT

MOST = 6
PACE, LATE = "pace", "late"  # kinds, in the key of a finding
_BY: tuple[Dimension, ...] = ("procedure", "unit")  # what pulled a rate down is told by the first that it has
FIRST = "online_rate"  # the target that the whole year is judged by stands before other gaps

# chosen on the page of the online rate among what goes along with it: the indicator itself
BESIDE = {"di_cung": ""}
REPORTED = {"chi_tieu": ""}  # chosen on the page of what is reported: the indicator itself
RATES: Mapping[str, Rate] = {
    "online_rate": Rate("Hồ sơ trực tuyến", "truc-tuyen", lacking="chưa nộp trực tuyến"),
    "on_time_rate": Rate(
        "Hồ sơ đúng hạn", "qua-han", failing="hồ sơ trễ hạn", chosen={"phan_on_time_rate": "rest"}
    ),
    "digitised_rate": Rate(
        "Số hóa hồ sơ", "truc-tuyen", "hồ sơ đã giải quyết", "chưa số hóa", "số hóa bổ sung", chosen=BESIDE
    ),
    "e_result_rate": Rate(
        "Cấp kết quả điện tử", "truc-tuyen", "hồ sơ đã giải quyết", "chưa cấp kết quả điện tử", "cấp bổ sung",
        chosen=BESIDE,
    ),
    "online_payment_rate": Rate(
        "Thanh toán trực tuyến", "truc-tuyen", "hồ sơ có phí", "chưa thanh toán trực tuyến", chosen=BESIDE
    ),
    "task_on_time_rate": Rate(
        "Nhiệm vụ đúng hạn", "qua-han", "nhiệm vụ", failing="nhiệm vụ trễ hạn", chosen={"loai": "tasks"}
    ),
    "petition_on_time_rate": Rate(
        "Trả lời phản ánh, kiến nghị đúng hạn", "qua-han", "phản ánh", failing="phản ánh trả lời trễ hạn",
        chosen={"loai": "petitions"},
    ),
    "petition_satisfied_rate": Rate(
        "Tỷ lệ hài lòng về trả lời PAKN", "qua-han", "phản ánh", failing="phản ánh mà người gửi chưa hài lòng",
        chosen={"loai": "petitions"},
    ),
    "disbursement_rate": Rate("Giải ngân", "bao-cao", "đồng", chosen=REPORTED),
    "service_index": Rate("Bộ chỉ số phục vụ", "bao-cao", "điểm", chosen=REPORTED),
}  # fmt: skip


def directly(store: Store, function: Callable[..., Any], *given: Any) -> Any:
    """Asked anew."""
    return function(store, *given)


@dataclass(frozen=True)
class Attention:
    """What has to be looked at, worst first, each with what belongs to it; and what was put away of it: per finding who
    did so, why, until when, what it said (rows of queries/office/put_away.sql)."""

    rows: tuple[Finding, ...]
    away: tuple[Mapping[str, Any], ...]

    @property
    def foremost(self) -> list[Finding]:
        """What a slide or paper has room for."""
        return [*self.rows[:MOST]]

    def put_away(self) -> str:
        """What was put away, a line each: who did so, why, until when; "" for nothing."""
        return "\n".join(
            f"Đã cất: {row['said']} ({row['who']}: {row['reason']}; đến {format_date(row['until'])})"
            for row in self.away
        )


def attention(
    store: Store, asked: Asked, *, answered: Callable[..., Any] = directly, is_whole: bool = False
) -> Attention:
    """As of the day, whatever year or range was asked for: the question of the year first, then what is overdue, then
    by points at stake, by change ÷ normal fluctuation, by weight. What is known comes before what is not: unknown is
    not none. `is_whole`: also what was put away.

    `answered(store, function, …)` is a function of figures asked in the words of the pages, which may have its answer.
    """
    ask = partial(answered, store)
    known = store.known("office/put_away", agency=asked.agency, as_of=asked.as_of)
    put_away = {} if is_whole else {row["finding"]: row for row in known}
    rows: list[Finding] = []
    away: list[Mapping[str, Any]] = []
    for one in _all(store, ask, asked):
        kept = [part for part in (one, *one.more) if not _is_away(part, put_away.get(part.key))]
        away += [put_away[part.key] for part in (one, *one.more) if part not in kept]
        head = next((part for part in kept if part.state != "met"), None)  # what is good needs nobody's eye
        if head is not None:
            more = tuple(replace(part, more=()) for part in kept if part is not head)
            rows.append(replace(head, more=more, stake=one.stake, swing=one.swing, weight=one.weight))
    return Attention(tuple(in_order(rows)), tuple(away))


def in_order(rows: Sequence[Finding]) -> list[Finding]:
    """The findings by what they weigh (`attention`); equal ones in the order given."""
    return sorted(rows, key=_place)


def _is_away(finding: Finding, row: Mapping[str, Any] | None) -> bool:
    """Put away, and it still goes the way it went then."""
    return row is not None and row["sign"] == finding.sign


def _place(one: Finding) -> tuple[float | bool, ...]:
    frame = 0 if one.about == FIRST and one.state in SHORT else 1 if one.about in overdue.KINDS else 2
    if frame < 2:
        return (frame, -one.weight)
    stake, swing = one.stake or 0.0, one.swing or 0.0
    return (frame, one.stake is None, -stake, one.swing is None, -swing, -one.weight)


def _all(store: Store, ask: Callable[..., Any], asked: Asked) -> list[Finding]:
    """Every finding as of the day with its key, what belongs to an indicator or list under its first sentence."""
    found: list[Finding | None] = [_overdue(store, ask, kind, asked) for kind in overdue.KINDS]
    soon = {kind: ask(figures.count_overdue, asked, kind, figures.Page(), SOON_DAYS) for kind in MEETING}
    claims = (Claim.of(f"soon:{kind}", asked, {"count": n, "days": SOON_DAYS}) for kind, n in soon.items())
    near = findings.due_soon({overdue.KINDS[kind].things: n for kind, n in soon.items()}, SOON_DAYS)
    opens = {"loai": next((kind for kind, n in soon.items() if n), "")}
    found.append(_claiming(near and replace(near, filters=opens), *claims))
    year = replace(asked, year=year_of(asked.as_of), date_from=None, date_to=None)
    values: Values = ask(figures.values, year, None, None)
    found += _of_indicators(ask, year, values)
    hidden = _count(values, "first_due_overdue") - _count(values, "overdue_dossiers")
    claim = Claim.of("first_due_overdue", asked, {"hidden": hidden})
    found.append(_claiming(findings.moved_dates(hidden), claim))
    if asked.unit is None:
        found.extend(_missing_exports(store, ask, asked))
    return [keyed(one, asked) for one in found if one is not None]


def keyed(one: Finding, asked: Asked) -> Finding:
    """The finding with its key: what it is about, of which unit, of which kind; and so is what belongs to it."""
    unit = one.filters.get("unit") or asked.unit or ""
    key = "/".join((one.about or one.text.split(";")[0], str(unit), one.key))
    return replace(one, key=key, more=tuple(keyed(part, asked) for part in one.more))


def _of_indicators(ask: Callable[..., Any], asked: Asked, values: Values) -> list[Finding]:
    """What stands out in each rate: its pace against its target, its newest month, the unit that is apart; and where
    one of them does, what pulled it down and where what fails piles up."""
    entries = {one.indicator: one for one in ask(figures.catalogue, asked.agency, asked.year)}
    stakes = at_stake(ask(figures.points, asked.whole))
    units: Values = ask(figures.values, asked, None, "unit") if asked.unit is None else Values()
    behaviours: Sequence[Behaviour] = ask(figures.behaviours, asked)
    # of a unit that has ended nothing is asked any more
    rates = [(one, entries[one.indicator]) for one in values if one.indicator in RATES and one.ended is None]
    found = {one.indicator: _standing_out(behaviours, asked, one, entry, units) for one, entry in rates}
    bad = [entry for one, entry in rates if any(part.state != "met" for part in found[one.indicator][0])]
    further = _parts(ask, asked, bad)
    return [
        replace(parts[0], more=(*parts[1:], *further.get(code, ())), stake=stakes.get(code), swing=swing)
        for code, (parts, swing) in found.items()
        if parts
    ]


def _standing_out(
    behaviours: Sequence[Behaviour], asked: Asked, value: Value, entry: Entry, units: Values
) -> tuple[list[Finding], float | None]:
    """The findings of one rate, the first of them the one that counts; how far its newest month lies below the mean."""
    code, rate, swing = value.indicator, RATES[value.indicator], None
    gap = findings.target_gap(value, rate)
    sign = -1 if value.state in SHORT else 0
    found = [replace(_claimed(gap, *Claim.of_values(value)), key=PACE, sign=sign)] if gap else []
    month = insights.whole_month(asked.as_of)
    for months in (one for one in behaviours if one.indicator == code):
        swing = insights.swing(months, month)
        if (place := insights.changed(months, month)) is not None:
            found.append(said.changed(months, place, entry, asked))
    lowest = insights.apart(units.of(code)) if has_months(entry) else None
    if lowest is not None and lowest.value.state in SHORT:
        found.append(said.apart(lowest, rate, asked))
    return found, swing


def _parts(ask: Callable[..., Any], asked: Asked, entries: Sequence[Entry]) -> dict[str, list[Finding]]:
    """What pulled each of these rates down since a year before, and which few parts hold what fails in it."""
    told: dict[Dimension, list[str]] = {}
    for entry in entries:
        by = next((one for one in _BY if one in dimensions(entry)), None)
        if by is not None and (by != "unit" or asked.unit is None):
            told.setdefault(by, []).append(entry.indicator)
    then = day_before(asked.as_of, "year")
    return {
        code: _of_parts(asked, why)
        for by, codes in told.items()
        for code, why in ask(figures.explained, asked, tuple(codes), by, then).items()
    }


def _of_parts(asked: Asked, why: Explanation) -> list[Finding]:
    code, by, rate = why.indicator, why.by, RATES[why.indicator]
    failing = {part.part_name: part.failing for part in why.parts if part.part is not None}
    found = [said.driven(why, asked)]
    if held := insights.piled(failing):
        claim = Claim.of(f"piled:{code}:{by}", asked, {"count": held.count, "whole": held.whole})
        opens = {**rate.opens(code), f"phan_{code}": "rest"}
        found.append(said.piled(held, by, said.failing(rate), claim, (rate.page, opens, code)))
    return [one for one in found if one is not None]


def overdue_before(store: Store, asked: Asked, kind: str) -> int | None:
    """How much was overdue of a kind on the day compared with; None where no file speaks of that day."""
    earlier = asked.earlier()
    is_known = figures.speaks(store, earlier, overdue.KINDS[kind].dataset)
    return figures.count_overdue(store, earlier, kind) if is_known else None


def _overdue(store: Store, ask: Callable[..., Any], kind: str, asked: Asked) -> Finding | None:
    now = rooms.answered(ask(figures.overdue_ages, asked, kind))
    if now.empty:
        return None
    is_left, many = now["unit"] == rooms.LEFT, int(now["total"].sum())
    units = (
        now[~is_left].groupby("unit_name", sort=False)["total"].sum() if asked.unit is None else pd.Series()
    )
    late = overdue.Late(
        many,
        overdue_before(store, asked, kind),
        tuple((str(name), int(number)) for name, number in units.items()),
        longest=int(now["longest"].max()),
        left=int(now["total"][is_left].sum()),
        move=week_move(ask, asked, kind),
        unheard=ask(figures.unheard, asked, overdue.KINDS[kind].dataset),
    )
    claim = Claim.of(f"overdue:{kind}", asked, {"count": many})
    found = _claiming(overdue.finding(late, kind, asked.since), claim)
    return found and replace(found, key=LATE, sign=late.move or 0, more=_late_piled(ask, kind, asked, found))


def _late_piled(ask: Callable[..., Any], kind: str, asked: Asked, of: Finding) -> tuple[Finding, ...]:
    """The few procedures that hold most of the dossiers that are overdue."""
    if kind != "dossiers":
        return ()
    counts = ask(figures.overdue_ages, asked, kind, ("title",)).dropna(subset="title")
    held = insights.piled(dict(zip(counts["title"], counts["total"].astype(int), strict=True)))
    if held is None:
        return ()
    claim = Claim.of("piled:overdue_dossiers:procedure", asked, {"count": held.count, "whole": held.whole})
    failing, opens = f"{overdue.KINDS[kind].things} quá hạn", (of.page, of.filters, kind)
    return (said.piled(held, "procedure", failing, claim, opens),)


def week_move(ask: Callable[..., Any], asked: Asked, kind: str) -> int | None:
    """Whether the newest week's number of what is overdue is a real change; None of plans, of few, and where files do
    not speak of all days before: it counts what nobody knows to be done."""
    if kind == "plan" or ask(figures.unheard, asked, overdue.KINDS[kind].dataset):
        return None
    weeks = ask(figures.known_weeks, asked, kind, TREND_WEEKS)
    return newest_count([float(number) for number in weeks["standing"]])


def _claiming(finding: Finding | None, *claims: Claim) -> Finding | None:
    """The finding, its sentence keeping what it claims."""
    return finding and _claimed(finding, *claims)


def _claimed(finding: Finding, *claims: Claim) -> Finding:
    return replace(finding, text=Sentence(finding.text, *claims))


def _count(values: Values, indicator: str) -> int:
    found = values.one(indicator)
    return int(found.numerator or 0) if found else 0


def _missing_exports(store: Store, ask: Callable[..., Any], asked: Asked) -> list[Finding]:
    """One finding per weekly source that does not reach the month of the day."""
    rows = ask(figures.freshness, asked).to_dict("records")
    missing = [row for row in rows if row["dataset"] in MEETING and row["is_missing"]]
    page = ("",) if attached.is_on(store) else ()  # sums of elsewhere: nothing is uploaded here
    of_each = ((SOURCES[row["dataset"]], months_without(row["newest_as_of"], asked.as_of)) for row in missing)
    return [findings.no_data(*one, *page) for one in of_each]
