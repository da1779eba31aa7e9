"""What has to be looked at now: the findings of an agency or unit, worst first. One list for page, deck and report."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.periods import year_of
from chiso.core.vietnamese import format_month
from chiso.figures.ask import Asked
from chiso.figures.judging import Values
from chiso.figures.lateness import SOON_DAYS, TREND_WEEKS
from chiso.figures.limits import newest_count
from chiso.intake.datasets import MEETING, SOURCES
from chiso.store import Store
from chiso.words import findings, overdue, rooms
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import Finding, Rate

MOST = 6
FIRST = "online_rate"  # the target that the whole year is judged by stands before other gaps

# chosen on the page of the online rate among what goes along with it: the indicator itself
BESIDE = {"di_cung": ""}
REPORTED = {"chi_tieu": ""}  # chosen on the page of what is reported: the indicator itself
RATES: Mapping[str, Rate] = {
    "online_rate": Rate("Hồ sơ trực tuyến", "truc-tuyen"),
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
        "Thanh toán trực tuyến", "truc-tuyen", "hồ sơ có phí", chosen=BESIDE
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


def attention(store: Store, asked: Asked, *, answered: Callable[..., Any] = directly) -> list[Finding]:
    """At most `MOST` findings as of the day, whatever year or range was asked for.

    `answered(store, function, …)` is a function of figures asked in the words of the pages, which may have its answer.
    """
    ask = partial(answered, store)
    found: list[Finding | None] = [_overdue(store, ask, kind, asked) for kind in overdue.KINDS]
    soon = _due_soon(ask, asked)
    claim = Claim.of("soon:dossiers", asked, {"count": soon, "days": SOON_DAYS})
    found.append(_claiming(findings.due_soon(soon, SOON_DAYS), claim))
    year = replace(asked, year=year_of(asked.as_of), date_from=None, date_to=None)
    values: Values = ask(figures.values, year, None, None)
    for value in values:
        if value.indicator in RATES:
            gap = findings.target_gap(value, RATES[value.indicator])
            if gap and value.indicator == FIRST:
                gap = replace(gap, weight=gap.weight + 200)
            found.append(_claiming(gap, *Claim.of_values(value)))
    hidden = _count(values, "first_due_overdue") - _count(values, "overdue_dossiers")
    claim = Claim.of("first_due_overdue", asked, {"hidden": hidden})
    found.append(_claiming(findings.moved_dates(hidden), claim))
    if asked.unit is None:
        found.extend(_missing_exports(ask, asked))
    return findings.ranked(found, MOST)


def overdue_before(store: Store, asked: Asked, kind: str) -> pd.DataFrame | None:
    """What was overdue of a kind on the day compared with; None where no file speaks of that day."""
    earlier = asked.earlier()
    is_known = figures.speaks(store, earlier, overdue.KINDS[kind].dataset)
    return figures.overdue(store, earlier, kind) if is_known else None  # a list that nobody else asks for


def _overdue(store: Store, ask: Callable[..., Any], kind: str, asked: Asked) -> Finding | None:
    now = rooms.held(ask(figures.overdue, asked, kind, None))
    if now.empty:
        return None
    is_left = now["unit"] == rooms.LEFT
    living = now["unit_name"][~is_left]
    counts = living.value_counts() if asked.unit is None else pd.Series(dtype="int64")
    dataset = overdue.KINDS[kind].dataset
    before = overdue_before(store, asked, kind)
    late = overdue.Late(
        len(now),
        None if before is None else len(before),
        tuple((str(name), int(number)) for name, number in counts.items()),
        longest=int(now["days_late"].max()),
        left=int(is_left.sum()),
        move=None if before is None else week_move(ask, asked, kind),
        ended=ask(figures.ended, asked, dataset),
    )
    claim = Claim.of(f"overdue:{kind}", asked, {"count": len(now)})
    return _claiming(overdue.finding(late, kind, asked.since), claim)


def week_move(ask: Callable[..., Any], asked: Asked, kind: str) -> int | None:
    """Whether the newest week's number of what is overdue is a real change; None of plans and of few."""
    if kind == "plan":
        return None
    weeks = ask(figures.overdue_weeks, asked, kind, TREND_WEEKS)
    return newest_count([float(number) for number in weeks["standing"]])


def _claiming(finding: Finding | None, *claims: Claim) -> Finding | None:
    """The finding, its sentence keeping what it claims."""
    return finding and replace(finding, text=Sentence(finding.text, *claims))


def _due_soon(ask: Callable[..., Any], asked: Asked) -> int:
    return len(ask(figures.overdue, asked, "dossiers", SOON_DAYS))


def _count(values: Values, indicator: str) -> int:
    found = values.one(indicator)
    return int(found.numerator or 0) if found else 0


def _missing_exports(ask: Callable[..., Any], asked: Asked) -> list[Finding]:
    """One finding per weekly source that does not reach the month of the day."""
    rows = ask(figures.freshness, asked).to_dict("records")
    missing = [row["dataset"] for row in rows if row["dataset"] in MEETING and row["is_missing"]]
    return [findings.no_data(SOURCES[name], format_month(asked.as_of)) for name in missing]
