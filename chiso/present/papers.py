"""Administrative reports from the same figures as the pages: month, period with Biểu II.06a, sheet per official,
draft of next year's remedial plan (document 2)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from chiso import figures
from chiso.core.periods import newest_reported
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.figures.judging import SMALL_BASE
from chiso.figures.lateness import OFFICIAL_BAR
from chiso.present import reports
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look, Row, figure
from chiso.present.outputs import look_at
from chiso.present.reports import Report, Section
from chiso.store import Store
from chiso.store.marts import MARTS
from chiso.words import headlines
from chiso.words.attention import attention
from chiso.words.findings import lacking

HEADLINE = (
    "online_rate", "on_time_rate", "overdue_dossiers", "e_result_rate", "digitised_rate", "reuse_rate",
    "online_payment_rate", "receipt_8h_rate", "task_on_time_rate", "task_early_rate", "overdue_tasks",
    "petition_on_time_rate", "petition_satisfied_rate", "service_index", "disbursement_rate",
)  # fmt: skip
RULE = (
    "Công chức có từ 10% hồ sơ hoặc nhiệm vụ trễ hạn trở lên không được xếp loại “hoàn thành tốt nhiệm vụ” "
    f"trở lên; trường hợp dưới {SMALL_BASE} hồ sơ được đánh dấu *. Công chức làm việc tại Bộ phận Một cửa "
    "do Trung tâm Phục vụ hành chính công đánh giá."
)
NO_NAMES = "Tệp nhắc việc không ghi tên công chức nên chỉ thống kê theo đơn vị."
_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True)
class Paper:
    """A kind of report: what the page calls it and says of it, its symbol and heading, and (look) -> subject, sections.

    `opening`: what stands before the first section.
    """

    name: str
    holds: str
    symbol: str
    heading: str
    make: Callable[[Look], tuple[str, list[Section]]]
    opening: str = ""
    landscape: bool = True


def build(store: Store, kind: str, asked: Asked) -> bytes:
    """A report of `KINDS` as DOCX, of the whole agency."""
    look, paper = look_at(store, asked.whole), KINDS[kind]
    subject, sections = paper.make(look)
    found = store.rows("pages/agency", agency=look.agency)
    place = str(found[0]["place"] or "") if found else ""
    return reports.build(
        Report(
            parent=f"UBND tỉnh {place}",
            agency=look.agency_name,
            symbol=f"{paper.symbol}-{look.agency.upper()}",
            place=place,
            day=look.as_of,
            kind=paper.heading,
            subject=subject,
            opening=paper.opening,
            sections=sections,
            source=look.source,
            mark=look.mark,
            landscape=paper.landscape,
        )
    )


def _month(look: Look) -> tuple[str, list[Section]]:
    """One to two pages: what stands out, the figures against their targets, what is overdue."""
    sentences = [finding.text for finding in attention(look.store, replace(look.asked, compare="month"))]
    subject = (
        "Tình hình cải cách hành chính, giải quyết thủ tục hành chính "
        f"tháng {look.as_of.month} năm {look.as_of.year}"
    )
    return subject, [
        Section("I. Những việc cần chú ý", tuple(sentences) or (headlines.ALL_MET,)),
        Section("II. Kết quả theo chỉ tiêu", tables=(_targets(look),)),
        _overdue(look),
        _lost(look, "IV. Tiêu chí mất điểm", most=5),
    ]


def _period(look: Look) -> tuple[str, list[Section]]:
    """The newest whole CCHC period (quarter I, six or nine months, year), with Biểu số II.06a from the dossiers."""
    period = newest_reported(look.as_of)
    frame = field_report(look, period.first, period.last)
    total = {name: format_number(int(number)) for name, number in frame.drop(columns="field").sum().items()}
    opening = (
        f"Trong kỳ, {look.agency_name} tiếp nhận {total['received_total']} hồ sơ "
        f"(trực tuyến {total['received_online']}), giải quyết {total['resolved_total']} hồ sơ, "
        f"trong đó quá hạn {total['resolved_late']}; đang giải quyết {total['open_total']} hồ sơ."
        if not frame.empty
        else "Trong kỳ không có hồ sơ."
    )
    days = f"{format_date(period.first)} – {format_date(period.last)}"
    form = _form(frame, f"Biểu số II.06a, kỳ {days}, tính từ danh sách hồ sơ")
    return f"Kết quả cải cách hành chính, kiểm soát thủ tục hành chính {period.name}", [
        Section("I. Tình hình, kết quả giải quyết thủ tục hành chính", (opening,), (form,)),
        Section("II. Kết quả theo chỉ tiêu", tables=(_targets(look),)),
        _lost(look, "III. Tiêu chí mất điểm"),
    ]


def _officials(look: Look) -> tuple[str, list[Section]]:
    """Per unit and official of the month: handled, early, on time, late, rate, verdict of the 10 % rule."""
    first = look.as_of.replace(day=1)
    period = {"agency": look.agency, "date_from": first, "date_to": look.as_of}
    sections = []
    for kind, heading in (("dossiers", "I. Hồ sơ"), ("tasks", "II. Nhiệm vụ UBND tỉnh giao")):
        names = {"mart": (MARTS[kind],)}
        rows = look.store.rows("papers/handled", names, _source=(HANDLED[kind],), **period)
        nameless = kind == "tasks" and not any(row["official"] for row in rows)
        table = Table.of(TABLES["paper_officials"], map(_handled, rows))
        sections.append(Section(heading, (NO_NAMES,) if nameless else (), (table,) if rows else ()))
    month = f"tháng {look.as_of.month} năm {look.as_of.year}"
    return f"Kết quả giải quyết công việc của từng công chức {month}", sections


def _remedies(look: Look) -> tuple[str, list[Section]]:
    """Draft of next year's remedial plan in the form of document 2: lost criteria, then this year's tasks moved on."""
    sheet = look.scores
    after = sheet.year + 1
    rows = []
    for place, row in enumerate(sheet.lost, start=1):
        name, deadline = f"{row['code']} {row['name']}", _moved(row.get("deadline") or "", after)
        rows.append(row | {"place": place, "name": name, "deadline": deadline})
    points, most = format_number(sheet.total["points"], 2), format_number(sheet.total["max"])
    opening = f"Chỉ số cải cách hành chính năm {sheet.year}: {points}/{most} điểm"
    if sheet.total["percent"] is not None:
        opening += f" ({format_number(sheet.total['percent'], 2)}%)"
    if sheet.total["unexplained"]:
        opening += f"; còn {format_number(sheet.total['unexplained'], 2)} điểm mất chưa có chi tiết"
    table = Table.of(TABLES["paper_remedies"], rows)
    heading = f"II. Nhiệm vụ năm {after} (chuyển từ kế hoạch đang có)"
    return f"Khắc phục tồn tại, hạn chế và nâng cao Chỉ số cải cách hành chính năm {after}", [
        Section("I. Tiêu chí mất điểm và giải pháp khắc phục", (opening + ".",), (table,) if rows else ()),
        Section(heading, tables=(_tasks(look, after),)),
    ]


KINDS: Mapping[str, Paper] = {
    "bao_cao_thang": Paper(
        "Báo cáo tháng", "Việc cần chú ý, chỉ tiêu, hồ sơ quá hạn; một đến hai trang", "BC", "Báo cáo", _month,
        landscape=False,
    ),
    "bao_cao_ky": Paper(
        "Báo cáo quý, sáu tháng, năm", "Có Biểu số II.06a tính từ danh sách hồ sơ", "BC", "Báo cáo", _period
    ),
    "danh_gia_cong_chuc": Paper(
        "Đánh giá công chức theo tháng", "Xử lý, sớm, đúng, trễ hạn; quy tắc 10%", "BB", "Biên bản đánh giá",
        _officials, RULE,
    ),
    "ke_hoach_khac_phuc": Paper(
        "Dự thảo kế hoạch khắc phục", "Tiêu chí mất điểm, giải pháp, nhiệm vụ năm sau", "KH",
        "Kế hoạch (dự thảo)", _remedies,
    ),
}  # fmt: skip


def field_report(look: Look, first: date, last: date) -> pd.DataFrame:
    """Biểu số II.06a of a period from the dossiers, one row per field."""
    period = {"agency": look.agency, "date_from": first, "date_to": last}
    return look.store.run("papers/field_report", _source=(HANDLED["dossiers"],), **period)


# --- tables --------------------------------------------------------------------------------------------------


def _targets(look: Look) -> Table:
    year = look.asked.year
    first = format_date(look.asked.first)
    known = [value for value in map(look.value, HEADLINE) if value is not None]
    missing = next((f"; {lacking(value)}" for value in known if value.lacking), "")
    note = f"Lũy kế năm CCHC {year} ({first} – {format_date(look.as_of)}){missing}."
    rows = [figure(value) for value in known]
    return Table.of(TABLES["paper_targets"], rows, note=note)


def _overdue(look: Look) -> Section:
    frame, heading = look.overdue("dossiers"), "III. Hồ sơ quá hạn theo đơn vị"
    if not look.speaks("dossiers"):
        return Section(heading, ("Chưa có số liệu hồ sơ.",))
    if frame.empty:
        return Section(heading, ("Không có hồ sơ quá hạn.",))
    rows = [
        {"cause": "Chưa cập nhật"} | records(part.head(1).dropna(axis=1))[0] | {"count": len(part)}
        for _, part in frame.groupby(["unit", "unit_name"], sort=True)
    ]
    return Section(heading, tables=(Table.of(TABLES["paper_overdue"], rows),))


def _lost(look: Look, heading: str, most: int | None = None) -> Section:
    sheet = look.scores
    if not sheet.worst:
        none = headlines.NO_POINT_LOST if sheet.rows else "Chưa có bảng chấm điểm."
        return Section(heading, (none,))
    more = len(sheet.worst) - (most or len(sheet.worst))
    note = f"… và {more} tiêu chí khác." if more > 0 else ""
    table = Table.of(TABLES["paper_lost"], sheet.worst[:most], note=note)
    return Section(f"{heading} (năm {sheet.year})", tables=(table,))


def _form(frame: pd.DataFrame, title: str) -> Table:
    rows = [row | {"place": place} for place, row in enumerate(records(frame), start=1)]
    totals = {str(name): number for name, number in frame.drop(columns="field").sum().items()}
    return Table.of(
        TABLES["paper_form"], [*rows, totals | {"field": "Tổng cộng"}], title=title, last_bold=True
    )


def _handled(row: Row) -> Row:
    """What an official handled, with the rate of what was late and the verdict of the rule."""
    base = row["handled"] + row["overdue"]
    rate = (row["late"] + row["overdue"]) / base
    verdict = "Không đạt mức tốt" if rate >= OFFICIAL_BAR else "Không vướng"
    return row | {
        "official": row["official"] or "(cả đơn vị)",
        "rate": format_percent(rate, 1) + ("*" if base < SMALL_BASE else ""),
        "verdict": "Do TTPVHCC đánh giá" if row["is_one_stop"] else verdict,
    }


def _tasks(look: Look, year: int) -> Table:
    plan = figures.plan(look.store, look.asked)
    kept = plan[~plan["is_dropped"].fillna(False).astype(bool)].drop_duplicates("key")
    rows = [{**row, "schedule": _moved(row["schedule"] or "", year)} for row in records(kept)]
    return Table.of(TABLES["paper_tasks"], rows)


def _moved(text: str, year: int) -> str:
    """Years printed in a deadline, moved on so that the latest becomes `year`."""
    years = [int(found) for found in _YEAR.findall(text)]
    shift = year - max(years) if years else 0
    return _YEAR.sub(lambda found: str(int(found[1]) + shift), text)
