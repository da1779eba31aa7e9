"""The monthly report on enterprises that an agency owes the department of planning and investment: what they asked, how
it was answered, dialogues, inspections, surveys (Kế hoạch PCI 2023 của Ban Quản lý KKT Vân Phong, Phụ lục A.VII.2)."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.periods import Period
from chiso.figures.ask import Asked
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.period_report import NBSP
from chiso.present.reports import Section
from chiso.reference import shipped
from chiso.words import enterprises as words
from chiso.words import reporting
from chiso.words.overdue import unknown

ADDRESSED = "Sở Kế hoạch và Đầu tư"


def addressed(day: date) -> tuple[str, ...]:
    """To whom it goes: the department that the plan names, on later days the one that it became part of."""
    rows = shipped.read_rows("successors")
    became = (row for row in rows if row["name"] == ADDRESSED and row["since"] <= day.isoformat())
    return (next((row["successor"] for row in became), ADDRESSED),)


def report(look: Look, period: Period) -> tuple[str, list[Section]]:
    """All of one month beside the year so far; what is overdue, the month's events, inspections beyond the first."""
    end = replace(look.asked, year=0, as_of=period.last, date_from=None, date_to=None)
    of = replace(end, date_from=period.first, date_to=period.last)
    subject = f"Tình hình giải quyết khó khăn, kiến nghị của doanh nghiệp {period.name}"
    return subject.replace(period.name, period.name.replace(" ", NBSP)), [
        Section("", (reporting.opening(look.agency_name, subject, period, end.first),)),
        Section("I. Kết quả trong tháng", tables=(_counts(look, of, end),)),
        _questions(look, end),
        _events(look, of),
        _over(look, end),
        Section("V. Khó khăn, vướng mắc, đề xuất", (words.PROPOSED,)),
        Section("", (reporting.closing(look.agency_name, subject),)),
    ]


def _counts(look: Look, of: Asked, end: Asked) -> Table:
    """Each count of the month and of the year so far; – where no file speaks of it and nothing was written down."""
    month, year = (_counted(look, asked) for asked in (of, end))
    rows = [
        # of what was written down in the year, none in the month is none
        {"name": name, "month": month.get(code, year.get(code) and 0), "year": year.get(code)}
        for code, name in words.COUNTS.items()
    ]
    return Table.of(TABLES["paper_enterprises"], rows, note=words.since(end.first))


def _counted(look: Look, asked: Asked) -> dict[str, Any]:
    questions = figures.enterprise_questions(look.store, asked) if look.speaks("petitions") else None
    found = {} if questions is None else asdict(questions)
    return found | words.counts(figures.enterprise_events(look.store, asked))


def _questions(look: Look, end: Asked) -> Section:
    """What is overdue on the last day, the longest first."""
    heading = "II. Kiến nghị quá hạn trả lời"
    if not look.speaks("petitions"):
        return Section(heading, (f"{unknown('petitions')}.",))
    if figures.enterprise_questions(look.store, end) is None:
        return Section(heading, (words.NO_KIND,))
    found = figures.overdue(look.store, end, "petitions")
    rows = records(found[found["petition_kind"] == "enterprise"])
    if not rows:
        return Section(heading, ("Không có kiến nghị của doanh nghiệp quá hạn trả lời.",))
    return Section(heading, tables=(Table.of(TABLES["paper_questions"], rows),))


def _events(look: Look, of: Asked) -> Section:
    found = words.listed(figures.enterprise_events(look.store, of))
    heading = "III. Đối thoại, thanh tra, kiểm tra, khảo sát trong tháng"
    if found.empty:
        return Section(heading, ("Chưa ghi cuộc nào trong tháng.",))
    return Section(heading, tables=(_table(found),))


def _over(look: Look, end: Asked) -> Section:
    heading = "IV. Doanh nghiệp bị thanh tra, kiểm tra quá một lần trong năm"
    found = words.listed(figures.enterprise_events(look.store, end), words.OVER)
    if found.empty:
        return Section(heading, ("Chưa ghi nhận doanh nghiệp nào.",))
    return Section(heading, tables=(_table(found),))


def _table(found: pd.DataFrame) -> Table:
    return Table.of(TABLES["paper_events"], records(found.sort_values("held_on", kind="stable")))
