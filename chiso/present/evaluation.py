"""The evaluation of officials and units: the tables of a period that page and paper show, and the paper's sections."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from chiso import figures
from chiso.core.periods import Period
from chiso.figures.officials import Evaluation
from chiso.present import period_report
from chiso.present.chart import records
from chiso.present.columns import TABLES, Column, Columns, Table
from chiso.present.deck.look import Look
from chiso.present.reports import Section
from chiso.words import officials, overdue
from chiso.words.claims import Claim, Sentence

NO_NAMES = "{} không ghi tên công chức nên chỉ thống kê theo đơn vị"
_FILES = {"dossiers": "Tệp hồ sơ", "tasks": "Tệp nhắc việc"}
MONTHS = "Từng tháng trong kỳ, trễ và quá hạn trên tổng số; số quá hạn tính ở ngày cuối mỗi tháng"
# of whom, and how a table of them heads its rows
_WHO: Mapping[str, tuple[str, str]] = {
    "people": ("Công chức", "evaluated_officials"),
    "units": ("Đơn vị", "evaluated_units"),
}
_KINDS = (("dossiers", "I. Hồ sơ"), ("tasks", "II. Nhiệm vụ UBND tỉnh giao"))


@dataclass(frozen=True)
class Sheet:
    """A table of an evaluation: of whom ("people", "units", or their months), its rows and columns."""

    title: str
    rows: pd.DataFrame
    columns: Columns


def sheets(found: Evaluation, kind: str) -> dict[str, Sheet]:
    """The tables of an evaluation that have a row: "people", "units", "people_months", "units_months"."""
    rows = {
        "people": officials.rows(found.people, kind),
        "units": officials.unit_rows(found.units, kind),
    }
    made = {of: Sheet(_WHO[of][0], frame, TABLES[_WHO[of][1]]) for of, frame in rows.items() if len(frame)}
    months = {name: Column(label, "figure", 90) for name, label in officials.month_names(found).items()}
    for of in tuple(made) if months else ():
        who, first = _WHO[of][0], next(iter(TABLES[_WHO[of][1]].values()))
        columns = {"name": first, **months}
        made[f"{of}_months"] = Sheet(
            f"{who}: {MONTHS[:1].lower()}{MONTHS[1:]}", officials.month_rows(found, of), columns
        )
    return made


def sections(look: Look, period: Period) -> tuple[str, list[Section]]:
    """The minutes of an evaluation: officials and units over the whole period, each of its months below."""
    asked = replace(look.asked, as_of=period.last, date_from=period.first, year=0)
    made = [_section(Look(look.store, asked), kind, heading) for kind, heading in _KINDS]
    return f"Họp đánh giá kết quả giải quyết công việc của công chức, đơn vị {period.name}", made


def nobody(of: Look, found: Evaluation, kind: str) -> str:
    """Why no official stands there: files without names, no file of the whole period, or nothing to judge."""
    if found.units:
        return NO_NAMES.format(_FILES[kind])
    if (lacking := period_report.unspoken(of, kind)) is None:
        return f"{overdue.unknown(kind)} của kỳ"
    none = f"Không có {officials.THINGS[kind]} nào đã xử lý hoặc quá hạn trong kỳ"
    return f"{none} ({lacking})" if lacking else none


def _section(of: Look, kind: str, heading: str) -> Section:
    if not period_report.is_known(of, kind):
        return Section(heading, (f"{overdue.unknown(kind)} của kỳ.",))
    found = figures.evaluation(of.store, of.asked, kind)
    things = officials.THINGS[kind]
    claim = Claim.of(f"officials:{kind}", of.asked, officials.counts(found.people))
    well = officials.praise(found.people, things)
    said = [
        Sentence(f"{officials.headline(found.people, things)}.", claim)
        if found.people
        else f"{nobody(of, found, kind)}."
    ]
    said += [Sentence(f"{well}.", claim)] if well else []
    tables = [
        Table.of(one.columns, records(one.rows), title=one.title) for one in sheets(found, kind).values()
    ]
    return Section(heading, tuple(said), tuple(tables))
