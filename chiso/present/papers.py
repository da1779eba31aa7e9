"""Administrative reports from the same figures as the pages: month, period with Biểu II.06a, sheet per official,
draft of next year's remedial plan (document 2)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.periods import cchc_year_bounds, newest_reported
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures.judging import SMALL_BASE
from chiso.figures.lateness import OFFICIAL_BAR
from chiso.present import reports
from chiso.present.deck import Look
from chiso.present.deck import parts as words
from chiso.present.deck.look import clean
from chiso.present.outputs import look_at
from chiso.present.reports import Report, ReportTable, Section
from chiso.store import Store
from chiso.words.attention import attention
from chiso.words.states import STATES

HEADLINE = (
    "online_rate", "on_time_rate", "overdue_dossiers", "e_result_rate", "digitised_rate", "reuse_rate",
    "online_payment_rate", "receipt_8h_rate", "task_on_time_rate", "task_early_rate", "overdue_tasks",
    "petition_on_time_rate", "petition_satisfied_rate", "service_index", "disbursement_rate",
)  # fmt: skip
II06A = (
    ("field", "Lĩnh vực"), ("received_total", "Tổng số tiếp nhận"), ("received_online", "Trực tuyến"),
    ("received_direct", "Trực tiếp, BCCI"), ("carried_over", "Kỳ trước chuyển sang"),
    ("resolved_total", "Đã giải quyết"), ("resolved_early", "Trước hạn"), ("resolved_on_time", "Đúng hạn"),
    ("resolved_late", "Quá hạn"), ("open_total", "Đang giải quyết"), ("open_in_time", "Trong hạn"),
    ("open_overdue", "Quá hạn"),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")


def month_report(store: Store, *, agency: str, as_of: date | None = None) -> bytes:
    """One to two pages: what stands out, the figures against their targets, what is overdue."""
    look = look_at(store, agency, as_of)
    sentences = [finding.text for finding in attention(store, replace(look.asked, compare="month"))]
    month = f"tháng {look.as_of.month} năm {look.as_of.year}"
    sections = [
        Section("I. Những việc cần chú ý", tuple(sentences) or ("Các chỉ tiêu có số liệu đều đạt.",)),
        Section("II. Kết quả theo chỉ tiêu", tables=(_targets(look),)),
        Section("III. Hồ sơ quá hạn theo đơn vị", *_overdue(look)),
        _lost(look, "IV. Tiêu chí mất điểm", most=5),
    ]
    return _built(
        look,
        "BC",
        "Báo cáo",
        f"Tình hình cải cách hành chính, giải quyết thủ tục hành chính {month}",
        sections,
    )


def period_report(store: Store, *, agency: str, as_of: date | None = None) -> bytes:
    """The newest whole CCHC period (quarter I, six or nine months, year), with Biểu số II.06a from the dossiers."""
    look = look_at(store, agency, as_of)
    period = newest_reported(look.as_of)
    frame = field_report(look, period.first, period.last)
    total = frame.drop(columns="field").sum()
    opening = (
        f"Trong kỳ, {look.agency_name} tiếp nhận {format_number(int(total['received_total']))} hồ sơ "
        f"(trực tuyến {format_number(int(total['received_online']))}), giải quyết "
        f"{format_number(int(total['resolved_total']))} hồ sơ, trong đó quá hạn "
        f"{format_number(int(total['resolved_late']))}; "
        f"đang giải quyết {format_number(int(total['open_total']))} hồ sơ."
        if not frame.empty
        else "Trong kỳ không có hồ sơ."
    )
    table = _form(
        frame,
        f"Biểu số II.06a, kỳ {format_date(period.first)} – {format_date(period.last)}, tính từ danh sách hồ sơ",
    )
    sections = [
        Section("I. Tình hình, kết quả giải quyết thủ tục hành chính", (opening,), (table,)),
        Section("II. Kết quả theo chỉ tiêu", tables=(_targets(look),)),
        _lost(look, "III. Tiêu chí mất điểm"),
    ]
    subject = f"Kết quả cải cách hành chính, kiểm soát thủ tục hành chính {period.name}"
    return _built(look, "BC", "Báo cáo", subject, sections, landscape=True)


def official_sheet(store: Store, *, agency: str, as_of: date | None = None) -> bytes:
    """Per unit and official of the month: handled, early, on time, late, rate, verdict of the 10 % rule."""
    look = look_at(store, agency, as_of)
    first = look.as_of.replace(day=1)
    frame = store.run("papers/handled", agency=agency, date_from=first, date_to=look.as_of, units=None)
    sections = []
    for roman, (kind, heading) in zip(
        ("I", "II"), (("dossiers", "Hồ sơ"), ("tasks", "Nhiệm vụ UBND tỉnh giao")), strict=True
    ):
        rows = [clean(row) for row in frame[frame["kind"] == kind].to_dict("records")]
        if kind == "tasks" and not any(row["official"] for row in rows):
            note: tuple[str, ...] = ("Tệp nhắc việc không ghi tên công chức nên chỉ thống kê theo đơn vị.",)
        else:
            note = ()
        sections.append(Section(f"{roman}. {heading}", note, (_sheet(rows),) if rows else ()))
    rule = (
        "Công chức có từ 10% hồ sơ hoặc nhiệm vụ trễ hạn trở lên không được xếp loại “hoàn thành tốt nhiệm vụ” "
        f"trở lên; mẫu dưới {SMALL_BASE} hồ sơ được đánh dấu *. Công chức làm việc tại Bộ phận Một cửa "
        "do Trung tâm Phục vụ hành chính công đánh giá."
    )
    subject = (
        f"Kết quả giải quyết công việc của từng công chức tháng {look.as_of.month} năm {look.as_of.year}"
    )
    return _built(look, "BB", "Biên bản đánh giá", subject, sections, opening=rule, landscape=True)


def remedial_plan(store: Store, *, agency: str, as_of: date | None = None) -> bytes:
    """Draft of next year's remedial plan in the form of document 2: lost criteria, then this year's tasks moved on."""
    look = look_at(store, agency, as_of)
    year, answer = look.year, figures.criteria(store, agency, look.year)
    if not answer["criteria"]:
        year, answer = look.year - 1, figures.criteria(store, agency, look.year - 1)
    lost = [clean(row) for row in answer["criteria"] if (clean(row)["lost"] or 0) > 0]
    table = ReportTable(
        ("TT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Nguyên nhân", "Giải pháp", "Trách nhiệm", "Thời gian"),
        tuple(
            (
                str(number), f"{row['code']} {row['name']}", format_number(row["max_points"], 2),
                format_number(row["points"], 2), row["cause"] or "", row["remedy"] or "",
                words.joined(row["units"]), _moved(row.get("deadline") or "", year + 1),
            )
            for number, row in enumerate(lost, start=1)
        ),
        (0.8, 4, 1.1, 1.1, 3, 3.4, 2, 1.6),
        numeric=frozenset({2, 3}),
    )  # fmt: skip
    total = clean(answer["total"])
    points, most = format_number(total["points"], 2), format_number(total["max"])
    opening = f"Chỉ số cải cách hành chính năm {year}: {points}/{most} điểm"
    if total.get("percent") is not None:
        opening += f" ({format_number(total['percent'], 2)}%)"
    if total.get("unexplained"):
        opening += f"; còn {format_number(total['unexplained'], 2)} điểm mất chưa có chi tiết"
    sections = [
        Section("I. Tiêu chí mất điểm và giải pháp khắc phục", (opening + ".",), (table,) if lost else ())
    ]
    sections.append(
        Section(f"II. Nhiệm vụ năm {year + 1} (chuyển từ kế hoạch đang có)", tables=(_tasks(look, year + 1),))
    )
    subject = f"Khắc phục tồn tại, hạn chế và nâng cao Chỉ số cải cách hành chính năm {year + 1}"
    return _built(look, "KH", "Kế hoạch (dự thảo)", subject, sections, landscape=True)


KINDS: Mapping[str, tuple[str, str, Callable[..., bytes]]] = {
    "bao_cao_thang": (
        "Báo cáo tháng",
        "Việc cần chú ý, chỉ tiêu, hồ sơ quá hạn; một đến hai trang",
        month_report,
    ),
    "bao_cao_ky": ("Báo cáo quý, sáu tháng, năm", "Có Biểu số II.06a tính từ danh sách hồ sơ", period_report),
    "danh_gia_cong_chuc": (
        "Đánh giá công chức theo tháng",
        "Xử lý, sớm, đúng, trễ hạn; quy tắc 10%",
        official_sheet,
    ),
    "ke_hoach_khac_phuc": (
        "Dự thảo kế hoạch khắc phục",
        "Tiêu chí mất điểm, giải pháp, nhiệm vụ năm sau",
        remedial_plan,
    ),
}


def field_report(look: Look, first: date, last: date) -> pd.DataFrame:
    """Biểu số II.06a of a period from the dossiers, one row per field."""
    return look.store.run(
        "papers/field_report", agency=look.agency, date_from=first, date_to=last, units=None
    )


# --- tables --------------------------------------------------------------------------------------------------


def _targets(look: Look) -> ReportTable:
    rows = []
    for value in filter(None, map(look.value, HEADLINE)):
        rows.append(
            (
                value.name,
                words.shown(value) if value.value is not None else "–",
                words.fraction(value, ""),
                words.target(value),
                STATES[value.state].word,
            )
        )
    heads = ("Chỉ tiêu", "Kết quả", "Trên cơ sở", "Chỉ tiêu giao", "Tình trạng")
    note = f"Lũy kế năm CCHC {look.year} ({format_date(cchc_year_bounds(look.year)[0])} – {format_date(look.as_of)})."
    return ReportTable(heads, tuple(rows), (5, 1.6, 3.4, 1.8, 2.4), note=note, numeric=frozenset({1, 3}))


def _overdue(look: Look) -> tuple[tuple[str, ...], tuple[ReportTable, ...]]:
    frame = look.overdue("dossiers")
    if frame.empty:
        return ("Không có hồ sơ quá hạn.",), ()
    rows = []
    for (_, name), part in frame.groupby(["unit", "unit_name"], sort=True):
        longest = clean(part.iloc[0].to_dict())
        rows.append((str(name), format_number(len(part)), format_number(longest["days_late"]), str(longest["id"]),
                     longest["cause"] or "chưa ghi"))  # fmt: skip
    heads = ("Đơn vị", "Số hồ sơ", "Trễ lâu nhất (ngày làm việc)", "Hồ sơ trễ lâu nhất", "Nguyên nhân")
    return (), (ReportTable(heads, tuple(rows), (4, 1.5, 2.2, 4.6, 2.6), numeric=frozenset({1, 2})),)


def _lost(look: Look, heading: str, most: int | None = None) -> Section:
    for year in (look.year, look.year - 1):
        answer = figures.criteria(look.store, look.agency, year)
        lost = [clean(row) for row in answer["criteria"] if (clean(row)["lost"] or 0) > 0]
        if lost:
            break
    else:
        return Section(heading, ("Chưa có bảng chấm điểm.",))
    lost.sort(key=lambda row: -row["lost"])
    more = len(lost) - (most or len(lost))
    note = f"… và {more} tiêu chí khác." if more > 0 else ""
    lost = lost[:most]
    rows = tuple(
        (row["code"], row["name"], format_number(row["lost"], 2), row["cause"] or "", row["remedy"] or "")
        for row in lost
    )
    heads = ("Mã", "Tiêu chí", "Điểm mất", "Nguyên nhân", "Giải pháp")
    return Section(
        f"{heading} (năm {year})",
        tables=(ReportTable(heads, rows, (1.8, 4, 1.3, 4, 4), note=note, numeric=frozenset({2})),),
    )


def _form(frame: pd.DataFrame, title: str) -> ReportTable:
    """The thirteen columns with their numbers and the total row."""
    heads = ("STT", *(f"{name} ({number})" for number, (_, name) in enumerate(II06A, start=2)))
    rows = [
        (
            str(number),
            *(str(row[name]) if name == "field" else format_number(int(row[name])) for name, _ in II06A),
        )
        for number, row in enumerate(frame.to_dict("records"), start=1)
    ]
    totals = ("", "Tổng cộng", *(format_number(int(frame[name].sum())) for name, _ in II06A[1:]))
    widths = (1, 3.2, *(1.4 for _ in II06A[1:]))
    return ReportTable(
        heads,
        (*rows, totals),
        widths,
        title,
        numeric=frozenset(range(2, 13)),
        bold_rows=frozenset({len(rows)}),
    )


def _sheet(rows: list[dict[str, Any]]) -> ReportTable:
    heads = (
        "Đơn vị",
        "Công chức",
        "Đã xử lý",
        "Sớm hạn",
        "Đúng hạn",
        "Trễ hạn",
        "Đang quá hạn",
        "Tỷ lệ trễ",
        "Đánh giá",
    )
    lines = []
    for row in rows:
        base = row["handled"] + row["overdue"]
        rate = (row["late"] + row["overdue"]) / base
        verdict = _verdict(bool(row["is_one_stop"]), rate)
        mark = "*" if base < SMALL_BASE else ""
        counts = (format_number(row[name]) for name in ("handled", "early", "on_time", "late", "overdue"))
        lines.append(
            (
                row["unit_name"] or "",
                row["official"] or "(cả đơn vị)",
                *counts,
                format_percent(rate, 1) + mark,
                verdict,
            )
        )
    return ReportTable(
        heads, tuple(lines), (3.4, 2.8, 1.2, 1.2, 1.2, 1.2, 1.4, 1.4, 2.4), numeric=frozenset(range(2, 8))
    )


def _verdict(is_one_stop: bool, rate: float) -> str:
    if is_one_stop:
        return "Do TTPVHCC đánh giá"
    return "Không đạt mức tốt" if rate >= OFFICIAL_BAR else "Không vướng"


def _tasks(look: Look, year: int) -> ReportTable:
    plan = figures.plan(look.store, look.asked)
    kept = (
        plan[~plan["is_dropped"].fillna(False).astype(bool)].drop_duplicates("key")
        if not plan.empty
        else plan
    )
    rows = tuple(
        (
            *(str(row[name] or "") for name in ("id", "task", "product")),
            _moved(row["schedule"] or "", year),
            *(str(row[name] or "") for name in ("lead_unit", "support_units")),
        )
        for row in map(clean, kept.to_dict("records"))
    )
    heads = ("Mục", "Nhiệm vụ", "Sản phẩm", "Tiến độ", "Chủ trì", "Phối hợp")
    return ReportTable(heads, rows, (1.2, 5, 3, 2.4, 2.4, 2.4))


def _moved(text: str, year: int) -> str:
    """Years printed in a deadline, moved on so that the latest becomes `year`."""
    years = [int(found) for found in _YEAR.findall(text)]
    shift = year - max(years) if years else 0
    return _YEAR.sub(lambda found: str(int(found[1]) + shift), text)


def _built(
    look: Look,
    symbol: str,
    kind: str,
    subject: str,
    sections: list[Section],
    *,
    opening: str = "",
    landscape: bool = False,
) -> bytes:
    found = look.store.rows("pages/agency", agency=look.agency)
    place = str(found[0]["place"] or "") if found else ""
    return reports.build(
        Report(
            parent=f"UBND tỉnh {place}",
            agency=look.agency_name,
            symbol=f"{symbol}-{look.agency.upper()}",
            place=place,
            day=look.as_of,
            kind=kind,
            subject=subject,
            opening=opening,
            sections=sections,
            recipients=("Như trên", "Lãnh đạo cơ quan", "Các đơn vị trực thuộc", "Lưu: VT, VP"),
            source=look.source,
            landscape=landscape,
        )
    )
