"""What has to be looked at now: the findings of an agency or unit, worst first. One list for page, deck and report."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from chiso import figures
from chiso.core.periods import year_of
from chiso.core.vietnamese import format_month
from chiso.figures.ask import Asked
from chiso.figures.judging import Values
from chiso.intake.datasets import MEETING, SOURCES
from chiso.store import Store
from chiso.words import findings, overdue
from chiso.words.findings import Finding, Rate

SOON_DAYS = 3
FIRST = "online_rate"  # the target that the whole year is judged by stands before other gaps
RATES: Mapping[str, Rate] = {
    "online_rate": Rate("Hồ sơ trực tuyến", "truc-tuyen", done="trực tuyến"),
    "on_time_rate": Rate("Hồ sơ đúng hạn", "qua-han", done="đúng hạn"),
    "digitised_rate": Rate("Số hóa hồ sơ", "truc-tuyen", done="số hóa"),
    "e_result_rate": Rate("Cấp kết quả điện tử", "truc-tuyen", done="kết quả điện tử"),
    "online_payment_rate": Rate(
        "Thanh toán trực tuyến", "truc-tuyen", "hồ sơ có phí", "thanh toán trực tuyến"
    ),
    "task_on_time_rate": Rate("Nhiệm vụ đúng hạn", "qua-han", "nhiệm vụ", "đúng hạn"),
    "petition_on_time_rate": Rate("Trả lời phản ánh, kiến nghị đúng hạn", "qua-han", "phản ánh", "đúng hạn"),
    "petition_satisfied_rate": Rate("Hài lòng với trả lời phản ánh", "qua-han", "phản ánh", "hài lòng"),
    "disbursement_rate": Rate("Giải ngân", "tieu-chi", "đồng"),
    "service_index": Rate("Bộ chỉ số phục vụ", "chi-so", "điểm"),
}


def attention(store: Store, asked: Asked, most: int = 6) -> list[Finding]:
    """At most `most` findings as of the day, whatever year or range was asked for."""
    found: list[Finding | None] = [_overdue(store, kind, asked) for kind in overdue.KINDS]
    found.append(findings.due_soon(_due_soon(store, asked), SOON_DAYS))
    values = figures.values(store, replace(asked, year=year_of(asked.as_of), date_from=None, date_to=None))
    for value in values:
        if value.indicator in RATES:
            gap = findings.target_gap(value, RATES[value.indicator])
            if gap and value.indicator == FIRST:
                gap = replace(gap, weight=gap.weight + 200)
            found.append(gap)
    found.append(
        findings.moved_dates(_count(values, "first_due_overdue") - _count(values, "overdue_dossiers"))
    )
    if asked.unit is None:
        found.extend(_missing_exports(store, asked))
    return findings.ranked(found, most)


def _overdue(store: Store, kind: str, asked: Asked) -> Finding | None:
    now = figures.overdue(store, asked, kind)
    if now.empty:
        return None
    units = now["unit_name"].value_counts()
    late = overdue.Late(
        len(now),
        len(figures.overdue(store, asked.earlier(), kind)),
        top_unit=str(units.index[0]) if asked.unit is None and len(units) else "",
        top_count=int(units.iloc[0]) if len(units) else 0,
        longest=int(now["days_late"].max()),
    )
    return overdue.finding(late, kind, asked.since)


def _due_soon(store: Store, asked: Asked) -> int:
    frame = figures.overdue(store, asked, "dossiers", SOON_DAYS)
    return int((pd.to_datetime(frame["due"]) >= pd.Timestamp(asked.as_of)).sum()) if not frame.empty else 0


def _count(values: Values, indicator: str) -> int:
    found = values.one(indicator)
    return int(found.numerator or 0) if found else 0


def _missing_exports(store: Store, asked: Asked) -> list[Finding]:
    """One finding per weekly source that does not reach the month of the day."""
    rows = figures.freshness(store, asked).to_dict("records")
    missing = [row["dataset"] for row in rows if row["dataset"] in MEETING and row["is_missing"]]
    return [
        findings.no_data(f"{SOURCES[name]} {format_month(asked.as_of)}", f"tệp {SOURCES[name]}")
        for name in missing
    ]
