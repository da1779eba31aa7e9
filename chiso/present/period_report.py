"""The report of a month or a part of the CCHC year: everything in it is of that one period; and Biểu số II.06a."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from chiso import figures
from chiso.core.periods import Period, months_of
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.coverage import lacking as months_lacking
from chiso.figures.coverage import reach
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.lists import as_one, proposed
from chiso.present.deck.look import Look
from chiso.present.deck.said import figure, shown
from chiso.present.reports import Section
from chiso.words import headlines, unit_scores
from chiso.words import reporting as words
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import Finding, without
from chiso.words.heard import until
from chiso.words.overdue import KINDS, unknown
from chiso.words.plan import together
from chiso.words.rooms import LEFT

HEADLINE = (
    "online_rate", "on_time_rate", "overdue_dossiers", "e_result_rate", "digitised_rate", "reuse_rate",
    "online_payment_rate", "receipt_8h_rate", "task_on_time_rate", "task_early_rate", "overdue_tasks",
    "petition_on_time_rate", "petition_satisfied_rate", "service_index", "disbursement_rate",
)  # fmt: skip


NBSP = "\u00a0"  # the name of a period stands on one line
NO_DOSSIERS = "Chưa có số liệu hồ sơ của kỳ."


def is_known(of: Look, kind: str) -> bool:
    """Whether files speak of a kind of record on every month of a period."""
    return unspoken(of, kind) == ""


def unspoken(of: Look, kind: str) -> str | None:
    """ "thiếu tháng 11–12": the months of a period of which no file of a kind speaks; None: it speaks of none."""
    lacking = _lacking(of, KINDS[kind].dataset)
    if not of.speaks(kind) or len(lacking) == len(months_of(of.asked.first, of.asked.day)):
        return None
    return without(lacking, of.asked.day.year)


def _missing(of: Look) -> str:
    """The same of the dossiers, all months too; "" where files speak of all of it."""
    return without(_lacking(of, "dossiers"), of.asked.day.year)


def _lacking(of: Look, dataset: str) -> tuple[str, ...]:
    return months_lacking(reach(of.store, of.asked.agency).get(dataset), of.asked, dataset)


def report(look: Look, period: Period) -> tuple[str, list[Section]]:
    """All of one period by the outline of CCHC reports: results with Biểu số II.06a, what falls short on its last day,
    why, what comes next; what no file speaks of is left to be filled in."""
    first = None if period.begins_year else period.first
    of = Look(look.store, replace(look.asked, year=period.year, date_from=first, date_to=period.last))
    end = Look(look.store, replace(of.asked.year_so_far, as_of=period.last, compare=_before(period)))
    subject = f"Kết quả cải cách hành chính, kiểm soát thủ tục hành chính {period.name}"
    # a record of the period: what was put away on the page stands in it
    rows = [one for one in end.found(is_whole=True).rows if one.about != "soon"]
    found = [one for one in rows if one.state != "unknown"]
    lacking = tuple(words.unknown(one) for one in rows if one.state == "unknown")
    begun = Section("", (words.opening(look.agency_name, subject, period, end.asked.first),))
    ended = Section("", (words.closing(look.agency_name, subject),))
    sections = [begun, *_results(of, end, period), *_short(end, found, lacking), *_why(of, end, found)]
    subject = subject.replace(period.name, period.name.replace(" ", NBSP))
    return subject, [*sections, *_next(end, found, period), ended]


def _results(of: Look, end: Look, period: Period) -> list[Section]:
    """I. Kết quả: dossiers with the form, figures beside their targets, the plan."""
    frame = figures.field_report(of.store, of.agency, period.first, period.last)
    made = _form(of, frame, f"Biểu số II.06a, kỳ {_days(period)}")
    targets = [value for value in map(end.value, HEADLINE) if value is not None]
    said = filter(None, [words.reached(targets)])
    plan = (
        words.planned(figures.plan(end.store, end.asked), end.asked)
        if end.speaks("plan")
        else f"{unknown('plan')}."
    )
    return [
        Section("I. Kết quả thực hiện", (words.LED,)),
        Section("1. Tình hình, kết quả giải quyết thủ tục hành chính", _handled_in(of, frame), made),
        Section("2. Kết quả theo chỉ tiêu", (*said,), (_targets(of, period),)),
        Section("3. Thực hiện kế hoạch", (plan,)),
        *_below(end),
    ]


def _below(end: Look) -> list[Section]:
    """The ranking of the units below; none before anything is scored."""
    found = end.answer(figures.unit_scores, end.asked)
    if not unit_scores.is_begun(found):
        return []
    said = f"{unit_scores.headline(found)}."
    if found.due:
        said += f" {unit_scores.verdict(found, end.as_of)}."
    claim = Claim.of("unit_scores", end.asked, {"ranked": found.ranked, "units": len(found.every)})
    table = Table.of(TABLES["paper_below"], records(unit_scores.ranked(found)))
    return [Section("4. Điểm của các đơn vị cấp dưới", (Sentence(said, claim),), (table,))]


def _short(end: Look, found: Sequence[Finding], lacking: tuple[str, ...]) -> list[Section]:
    """II. Tồn tại, hạn chế: the findings, what no file speaks of, what is overdue by unit."""
    said = lacking if found or lacking else (headlines.ALL_CALM,)
    return [
        Section("II. Tồn tại, hạn chế", said, items=tuple(map(words.counted, found))),
        _overdue(end, "Hồ sơ quá hạn theo đơn vị"),
    ]


def _why(of: Look, end: Look, found: Sequence[Finding]) -> list[Section]:
    """III. Nguyên nhân: those that units gave, where the figures say that it comes from, those of the scoring sheet."""
    given = (words.causes(end.overdue(kind), kind, end.asked) for kind in KINDS if end.speaks(kind))
    said = (*filter(None, given), *words.drivers(found), words.CAUSES)
    return [Section("III. Nguyên nhân", said), _lost(of, "Tiêu chí mất điểm")]


def _next(end: Look, found: Sequence[Finding], period: Period) -> list[Section]:
    """IV. Phương hướng: what follows from the findings and the plan; V. Kiến nghị, which only people know."""
    last = words.until(period)
    due = end.planned(last)
    said = (
        *(proposed(end, one, figures.working_day(end.store, last), is_whole=True) for one in found),
        *([words.to_come(last)] if len(due) else ()),
    )
    tables = (
        (Table.of(TABLES["paper_due"], records(together(due, partial(as_one, end)))),) if len(due) else ()
    )
    heading = f"IV. Phương hướng, nhiệm vụ {words.ahead(period)}"
    return [
        Section(heading, () if said else (words.PLANNED,), tables, items=said),
        Section("V. Kiến nghị, đề xuất", (words.PROPOSED,)),
    ]


def _before(period: Period) -> str:
    """What a period is held against: a month against the month, a quarter against the quarter before, else the year."""
    if period.is_month:
        return "month"
    return "quarter" if period.name.startswith("quý") else "year"


def _days(period: Period) -> str:
    return f"{format_date(period.first)} – {format_date(period.last)}"


def _handled_in(of: Look, frame: pd.DataFrame) -> tuple[str, ...]:
    """What was received and resolved: as published where it was published for the year, else from the dossiers."""
    published = _published(of)
    missing = _missing(of)
    if frame.empty and (missing or not of.speaks("dossiers")):
        return (published or NO_DOSSIERS,)
    total = {str(name): int(number) for name, number in frame.drop(columns="field").sum().items()}
    total["new"] = total["received_total"] - total["carried_over"]
    counted = (
        "tổng số {received_total} hồ sơ (mới tiếp nhận {new}, trong đó trực tuyến {received_online}; kỳ trước chuyển "
        "sang {carried_over}); giải quyết {resolved_total} hồ sơ, trong đó trễ hạn {resolved_late}; đang giải quyết "
        "{open_total} hồ sơ"
    ).format(**{name: format_number(number) for name, number in total.items()})
    counted += f" ({missing})." if missing else "."
    claim = Claim.of("form", of.asked, total)
    if not published:
        return (Sentence(f"Trong kỳ, {of.agency_name} có {counted}", claim),)
    again = f"Tính lại từ danh sách hồ sơ, như Biểu số II.06a dưới đây: {counted}"
    return published, Sentence(again, claim)


def _published(of: Look) -> str:
    """What was published of the whole period with its counts; "" where no count was."""
    online, on_time = of.value("online_rate"), of.value("on_time_rate")
    if not (online and on_time and online.reported and on_time.reported):
        return ""
    counts = (online.denominator, online.numerator, on_time.denominator, on_time.numerator)
    if None in counts:
        return ""
    received, filed, resolved, timely = (number or 0 for number in counts)
    text = (
        f"Theo số đã công bố, {of.agency_name} tiếp nhận {format_number(received)} hồ sơ (trực tuyến "
        f"{format_number(filed)}), giải quyết {format_number(resolved)} hồ sơ, "
        f"trong đó trễ hạn {format_number(resolved - timely)}."
    )
    return Sentence(text, *Claim.of_values(online, on_time))


def form(look: Look, period: Period) -> tuple[str, list[Section]]:
    """Biểu số II.06a alone."""
    of = Look(look.store, replace(look.asked, year=0, date_from=period.first, date_to=period.last))
    frame = figures.field_report(look.store, look.agency, period.first, period.last)
    made = _form(of, frame, f"Kỳ {_days(period)}")
    said, heading = () if made else (NO_DOSSIERS,), "Tình hình giải quyết thủ tục hành chính"
    ended = words.closing(look.agency_name, f"{heading} {period.name}")
    return f"Biểu số II.06a, {period.name}", [Section(heading, said, made), Section("", (ended,))]


def _targets(of: Look, period: Period) -> Table:
    """The figures of the year up to the period's last day against their targets, beside those of a part of it."""
    look = Look(of.store, replace(of.asked, date_from=None))
    year, columns = look.asked.year, dict(TABLES["paper_targets"])
    first = format_date(look.asked.first)
    known = [value for value in map(look.value, HEADLINE) if value is not None]
    note = f"Lũy kế năm CCHC {year} ({first} – {format_date(period.last)})."
    rows = [figure(value) for value in known]
    for row, value in zip(rows, known, strict=True):
        # what is entered month by month may end before the period
        until = f"đến {format_date(value.day)}" if value.day < period.last else ""
        row["base"] = "; ".join(filter(None, (row["base"], until)))
    if period.begins_year:
        del columns["in_period"]
    else:
        parts = [of.value(value.indicator) for value in known]
        rows = [
            row | {"in_period": shown(part) if part else "–"} for row, part in zip(rows, parts, strict=True)
        ]
        note = f"Trong kỳ {_days(period)}. {note}"
    return Table.of(columns, rows, note=note)


def _overdue(look: Look, heading: str) -> Section:
    """What is overdue by unit: who has most first, then in the office's order, last what nobody has taken over."""
    frame = look.overdue("dossiers")
    heading = f"{heading}, {until(look.as_of, look.unheard('dossiers'))}"
    if not look.speaks("dossiers"):
        return Section(heading, ("Chưa có số liệu hồ sơ.",))
    if frame.empty:
        return Section(heading, ("Không có hồ sơ quá hạn.",))
    rows = [
        {"cause": "Chưa cập nhật"} | records(part.head(1).dropna(axis=1))[0] | {"count": len(part)}
        for _, part in sorted(
            frame.groupby(["unit", "unit_name"]),
            key=lambda one: (one[0][0] == LEFT, -len(one[1]), look.roll.order(str(one[0][0]))),
        )
    ]
    return Section(heading, tables=(Table.of(TABLES["paper_overdue"], rows),))


def _lost(look: Look, heading: str) -> Section:
    sheet = look.scores
    if not sheet.worst:
        none = headlines.NO_POINT_LOST if sheet.rows else "Chưa có bảng chấm điểm."
        return Section(heading, (none,))
    table = Table.of(TABLES["paper_lost"], [words.open_cells(row) for row in sheet.worst])
    return Section(f"{heading} (năm {sheet.year})", tables=(table,))


def _form(of: Look, frame: pd.DataFrame, title: str) -> tuple[Table, ...]:
    """The form; none of a period of which no file speaks, whose zeros nobody has counted."""
    if frame.empty and not is_known(of, "dossiers"):
        return ()
    rows = [row | {"place": place} for place, row in enumerate(records(frame), start=1)]
    totals = {str(name): number for name, number in frame.drop(columns="field").sum().items()}
    rows.append(totals | {"field": "Tổng cộng"})
    title = ", ".join(filter(None, (title, "tính từ danh sách hồ sơ", _missing(of))))
    return (Table.of(TABLES["paper_form"], rows, title=title, last_bold=True),)
