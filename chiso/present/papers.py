"""Administrative reports from the same figures as the pages: of a month or a part of the CCHC year, Biểu II.06a, sheet
per official, draft of next year's remedial plan (document 2)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from chiso import figures
from chiso.core.errors import WrongUsage
from chiso.core.periods import Period, reported
from chiso.core.vietnamese import fold, format_date
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.figures.judging import SMALL_BASE
from chiso.present import enterprise_report, evaluation, pci_report, period_report, reports, signing
from chiso.present.chart import records
from chiso.present.columns import TABLES, Columns, Table
from chiso.present.deck import figures_shown
from chiso.present.deck.look import Look, Row
from chiso.present.outputs import look_at
from chiso.present.reports import Letterhead, Report, Section
from chiso.present.signing import MINUTES_SIGNED, Signature
from chiso.reference import changes
from chiso.store import Store
from chiso.words import criteria, officials, overdue, reporting
from chiso.words import minutes as words
from chiso.words.claims import Claim, Sentence

RULE = (
    "Quy tắc đánh giá: công chức có từ 10% hồ sơ hoặc nhiệm vụ trễ hạn trở lên không được xếp loại “hoàn thành tốt "
    f"nhiệm vụ” trở lên, tính trên mọi đơn vị đã làm; {officials.SHARED}. Công chức có dưới {SMALL_BASE} hồ sơ, "
    "nhiệm vụ thì chưa đủ cơ sở đánh giá. "
    "Công chức làm việc tại Bộ phận Một cửa do Trung tâm Phục vụ hành chính công đánh giá."
)
_YEAR = re.compile(r"\b(20)(\d\d)\b|\b(\d{1,2}/\d{1,2}/)(\d\d)\b")  # 2024, 20/02/24
# a year of the plan in words: "năm 2024", "đến hết 30/9/2024", "quý III/2024"; that of a document cited is not
_OF_PLAN = re.compile(
    r"(?<!tháng \d )(?<!tháng \d\d )\b"
    r"(năm |quý [IV]+/|(?:trước|đến|hết|từ|trong|vào)(?: ngày| tháng)? (?:\d{1,2}/){1,2})(20\d\d)\b",
    re.IGNORECASE,
)


_A_LAW = re.compile(r"\b(?:Luật|Pháp lệnh|Hiến pháp)\b(?:(?! trong\b)[^,;.()])*$")  # "… năm 2013" is its name


@dataclass(frozen=True)
class Paper:
    """A kind of report: what the page calls it and says of it, its symbol and heading, and (look, period) -> subject,
    sections.

    `command`: its name on the command line. `spans`: of which periods
    it may be: any, months, or none of its own (year). `is_minutes`: of a meeting, whose hour, place and people are left
    to be filled in.
    """

    name: str
    holds: str
    symbol: str
    heading: str
    make: Callable[[Look, Period], tuple[str, list[Section]]]
    command: str = ""
    spans: str = "any"
    is_minutes: bool = False
    is_upright: bool = False
    recipients: tuple[str, ...] = reports.RECIPIENTS
    addressed: Callable[[date], tuple[str, ...]] = lambda _: ()  # who they are on a day, before those

    def periods(self, day: date) -> list[Period]:
        """The whole periods of which it may be written on a day, the newest first."""
        return [one for one in reported(day) if self.spans == "any" or one.is_month]


def build(store: Store, kind: str, asked: Asked, period: Period | None = None) -> bytes:
    """A report of `KINDS` as DOCX, of the whole agency; of the newest whole period where none is said."""
    look, paper = look_at(store, asked.whole), KINDS[kind]
    subject, sections = paper.make(look, period or paper.periods(asked.as_of)[0])
    if paper.is_minutes:
        sections = [_met(look), *sections, *_closed(look)]
    return reports.build(
        Report(
            letterhead(look, paper.symbol),
            day=look.as_of,
            kind=paper.heading,
            subject=subject,
            sections=sections,
            source=look.source,
            is_upright=paper.is_upright,
            is_dated=not paper.is_minutes,
            signatures=MINUTES_SIGNED if paper.is_minutes else (signatory(look),),
            recipients=(*paper.addressed(look.as_of), *paper.recipients),
        )
    )


def _met(look: Look) -> Section:
    """How minutes begin (mẫu 1.9): nobody has written down yet when, where and who."""
    heads = ("Địa điểm", "Thành phần tham dự", "Chủ trì (chủ tọa)", "Thư ký (người ghi biên bản)")
    begun = f"Thời gian bắt đầu: {words.hour(None)}, {_open_day(look)}"
    return Section("", (begun, *(f"{head}: {words.BLANK}" for head in heads), RULE))


def _closed(look: Look) -> list[Section]:
    said = ("Ý kiến của người dự họp: …", "Kết luận của chủ tọa: …")
    end = f"Cuộc họp kết thúc vào {words.hour(None)}, {_open_day(look)}./."
    return [Section("III. Ý kiến, kết luận", said, is_kept=True), Section("", (end,))]


def _open_day(look: Look) -> str:
    return f"ngày {words.BLANK} tháng {words.BLANK} năm {look.as_of.year}"


def signatory(look: Look) -> Signature:
    """Who signs the papers of an agency, as it decided."""
    said = (changes.setting(look.store, look.agency, f"signing_{one}") for one in ("by", "title", "name"))
    return signing.signatory(look.agency_name, *said)


def letterhead(look: Look, symbol: str) -> Letterhead:
    """The head of the papers of an agency with a symbol."""
    found = look.store.rows("pages/agency", agency=look.agency)
    place = str(found[0]["place"] or "") if found else ""
    symbol = f"{symbol}-{look.agency.upper()}"
    return Letterhead(f"UBND tỉnh {place}", look.agency_name, symbol, place, look.mark)


def period_of(kind: str, asked: Asked, first: date | None, last: date | None) -> Period:
    """The period that a report is of, by its days; without days the newest whole one. Raises WrongUsage for one of
    which no such report is written."""
    offered = KINDS[kind].periods(min(last or asked.as_of, asked.as_of))
    if first is None and last is None:
        return offered[0]
    if kind == "bieu_ii06a" and first and last and first <= last:
        return Period(first, last, f"kỳ {format_date(first)} – {format_date(last)}")
    found = [one for one in offered if one.last == last and first in (None, one.first)]
    if not found or KINDS[kind].spans == "year":
        wanted = "tháng dương lịch" + (
            ", quý, 6 tháng, 9 tháng, năm tính từ 15/12" if KINDS[kind].spans == "any" else ""
        )
        raise WrongUsage(f"--from, --to phải là ngày đầu và ngày cuối của một kỳ đã trọn: {wanted}")
    return found[0]


def shown_in(store: Store, kind: str, asked: Asked, period: Period) -> meetings.Deck:
    """A report of `KINDS` as it is kept when it was handed out: its name, its period and the figures of it."""
    look = look_at(store, asked.whole)
    first = None if period.begins_year else period.first
    of = Look(store, replace(look.asked, year=period.year, date_from=first, date_to=period.last))
    of.known(*period_report.HEADLINE)
    days = {"from": first and first.isoformat(), "to": period.last.isoformat()}
    choice = {"asked": {"unit": None, "year": period.year, **days}}
    title = f"{KINDS[kind].name} {period.name}"
    return meetings.Deck(look.agency, look.as_of, title, choice, figures_shown(of), kind)


def _remedies(look: Look) -> tuple[str, list[Section]]:
    """Draft of next year's remedial plan in the form of document 2: lost criteria, then this year's tasks moved on."""
    sheet = look.scores
    after = max(sheet.year + 1, look.asked.year)
    rows = []
    for place, row in enumerate(sheet.lost, start=1):
        name, deadline = f"{row['code']} {row['name']}", _moved(row.get("deadline") or "", after)
        units = look.responsible(row["units"])
        moved = row | {"place": place, "name": name, "deadline": deadline, "units": units}
        rows.append(reporting.open_cells(moved))
    numbers = {name: sheet.total[name] for name in ("points", "max")}
    claim = Claim.of(f"criteria:{sheet.year}", look.asked, numbers)
    scored = criteria.scored(sheet.year, sheet.total, sheet.rows) if sheet.rows else "Chưa có bảng chấm điểm"
    opening = Sentence(f"{scored}.", claim)
    table = Table.of(TABLES["paper_remedies"], rows)
    heading = f"II. Nhiệm vụ năm {after} (chuyển từ kế hoạch đang có)"
    subject = f"Khắc phục tồn tại, hạn chế và nâng cao Chỉ số cải cách hành chính năm {after}"
    return subject, [
        Section("", (reporting.decreed(look.agency_name, subject),)),
        Section("I. Tiêu chí mất điểm và giải pháp khắc phục", (opening,), (table,) if rows else ()),
        Section(heading, (), _tasks(look, after))
        if look.speaks("plan")
        else Section(heading, (f"{overdue.unknown('plan')}.",)),
        Section("III. Tổ chức thực hiện", (reporting.CARRIED_OUT,)),
        Section("", (reporting.closing(look.agency_name, subject, "kế hoạch"),)),
    ]


KINDS: Mapping[str, Paper] = {
    "bao_cao_cchc": Paper(
        "Báo cáo tháng, quý, sáu tháng, chín tháng, năm",
        "Kết quả có Biểu số II.06a tính từ danh sách hồ sơ, tồn tại, nguyên nhân, phương hướng; chỗ […] để ghi thêm",
        "BC", "Báo cáo", period_report.report, command="cchc-report", is_upright=True,
        recipients=(*reports.ABOVE, *reports.RECIPIENTS),
    ),
    "bieu_ii06a": Paper(
        "Biểu số II.06a", "Tính từ danh sách hồ sơ", "BC", "Báo cáo", period_report.form, command="field-report",
        is_upright=True,
    ),
    "doanh_nghiep": Paper(
        "Báo cáo tháng về kiến nghị của doanh nghiệp",
        "Kiến nghị tiếp nhận, trả lời đúng hạn, trễ hạn; đối thoại, thanh tra, kiểm tra; gửi Sở Kế hoạch và Đầu tư",
        "BC", "Báo cáo", enterprise_report.report, command="enterprises", spans="months", is_upright=True,
        addressed=enterprise_report.addressed,
    ),
    "ke_hoach_pci": Paper(
        "Báo cáo thực hiện kế hoạch PCI, PGI",
        "Từng thành phần so với chỉ tiêu, từng nhiệm vụ, việc quá hạn và nguyên nhân; gửi Sở Kế hoạch và Đầu tư",
        "BC", "Báo cáo", pci_report.report, command="pci-plan", is_upright=True, addressed=enterprise_report.addressed,
    ),
    "danh_gia_cong_chuc": Paper(
        "Đánh giá công chức, đơn vị", "Theo tháng, quý, năm: xử lý, sớm, đúng, trễ hạn; quy tắc 10%; ai nên khen",
        "BB", "Biên bản", evaluation.sections, command="officials", is_minutes=True,
        recipients=reports.OF_MINUTES,
    ),
    "ke_hoach_khac_phuc": Paper(
        "Dự thảo kế hoạch khắc phục", "Tiêu chí mất điểm, giải pháp, nhiệm vụ năm sau", "KH",
        "Kế hoạch (dự thảo)", lambda look, _: _remedies(look), command="remedies", spans="year",
    ),
}  # fmt: skip


# --- tables --------------------------------------------------------------------------------------------------


def _tasks(look: Look, year: int) -> tuple[Table, ...]:
    """A table per plan, each with the columns of which it says anything, under its name where there are several. What
    a plan of the year has already is not moved on from an older one."""
    plan = figures.plan(look.store, look.asked)
    kept = plan[~plan["is_dropped"].fillna(False).astype(bool)].drop_duplicates("key")
    rows = [
        row
        | {"schedule": _moved(row["schedule"] or "", year)}
        | {name: _reworded(row[name] or "", year - _year_of(row)) for name in ("task", "product")}
        | {name: look.responsible(row[name]) for name in ("lead", "support_units")}
        for row in records(kept)
    ]
    planned = {fold(row["task"]) for row in rows if _year_of(row) >= year}
    plans: dict[str, list[Row]] = {}
    for row in rows:
        if _year_of(row) >= year or fold(row["task"]) not in planned:
            plans.setdefault(row["plan"], []).append(row)
    return tuple(
        Table.of(_filled(mine), mine, title=name if len(plans) > 1 else "") for name, mine in plans.items()
    ) or (Table.of(TABLES["paper_tasks"], ()),)


def _filled(rows: Sequence[Row]) -> Columns:
    return {name: one for name, one in TABLES["paper_tasks"].items() if any(row[name] for row in rows)}


def _moved(text: str, year: int) -> str:
    """Years printed in a deadline, moved on so that the latest becomes `year`; none is moved back."""
    years = [2000 + int(found[2] or found[4]) for found in _YEAR.finditer(text)]
    shift = max(0, year - max(years)) if years else 0
    return _YEAR.sub(lambda found: f"{found[1] or found[3]}{int(found[2] or found[4]) + shift:02d}", text)


def _year_of(task: Row) -> int:
    """The year of a task's plan: the one in its name, else that of the file."""
    named = [int(found[2]) for found in _OF_PLAN.finditer(task["plan"] or "")]
    return max(named) if named else int(pd.Timestamp(task["as_of"]).year)


def _reworded(text: str, shift: int) -> str:
    """The years of the plan in a text moved on, none back; those of documents that it cites stay."""

    def later(found: re.Match[str]) -> str:
        is_law = _A_LAW.search(text[: found.start()])
        return found[0] if is_law else f"{found[1]}{int(found[2]) + max(0, shift)}"

    return _OF_PLAN.sub(later, text)
