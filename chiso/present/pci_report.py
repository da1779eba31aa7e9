"""The periodic report on the plans that raise PCI and PGI, sent through the department of planning and investment ("báo
cáo định kỳ … về tình hình, kết quả thực hiện": Kế hoạch PCI 2023 của Ban Quản lý KKT Vân Phong, III.1)."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.periods import Period
from chiso.core.vietnamese import format_date
from chiso.figures.plan_states import one_per_task
from chiso.present import enterprise_report
from chiso.present.chart import records
from chiso.present.columns import TABLES, Table
from chiso.present.deck.lists import as_one
from chiso.present.deck.look import Look
from chiso.present.period_report import NBSP
from chiso.present.reports import Section
from chiso.reference import changes
from chiso.words import indices, proposals, reporting
from chiso.words import plan as words
from chiso.words.rooms import NOBODY

INDICES = ("PCI", "PGI")
NONE = "Chưa có kế hoạch nào có nhiệm vụ theo các thành phần PCI, PGI."


def report(look: Look, period: Period) -> tuple[str, list[Section]]:
    """The plans on the last day of a period by the outline of reports: each component beside its target, each task,
    what is overdue with the cause that was given, what comes next; what no file tells is left to be filled in."""
    end = Look(look.store, replace(look.asked.year_so_far, year=period.year, as_of=period.last))
    subject = f"Kết quả thực hiện kế hoạch nâng cao Chỉ số PCI, PGI {period.name}"
    judged = {index: _components(end, index) for index in INDICES}
    tasks = _tasks(end, judged)
    sections = [
        Section("", (reporting.opening(look.agency_name, subject, period, end.asked.first),)),
        Section("I. Kết quả thực hiện", (reporting.LED_PLAN,)),
        *(_told(end, judged, tasks) if len(tasks) else [Section("", (NONE,))]),
        *_late(end, tasks),
        *_next(end, tasks, period),
        Section("", (reporting.closing(look.agency_name, subject),)),
    ]
    return subject.replace(period.name, period.name.replace(" ", NBSP)), sections


def _components(end: Look, index: str) -> pd.DataFrame:
    """The components of the newest year that has targets by the year of the report."""
    targets = changes.rows(end.store, end.agency, "component_targets")
    year = indices.target_years(targets, end.asked.year).get(index)
    return figures.components(end.store, end.asked, index, year)


def _tasks(end: Look, judged: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The deadlines of the plans whose sections name a component of these indices."""
    found = figures.plan(end.store, end.asked)
    of_indices = [
        figures.component_tasks(end.store, end.asked, index, list(rows["component"]))
        for index, rows in judged.items()
    ]
    names = {words.NAMELESS if plan is None else plan for rows in of_indices for plan in rows["plan"]}
    found = found.assign(plan=found["plan"].fillna(words.NAMELESS), title=found["task"])
    found = found[found["plan"].isin(names)]
    return found.assign(state_words=words.states(found), unit_name=found["unit_name"].fillna(NOBODY))


def _told(end: Look, judged: dict[str, pd.DataFrame], tasks: pd.DataFrame) -> list[Section]:
    """How far each plan is, its components, its tasks."""
    done = Table.of(TABLES["paper_plans"], records(words.completion(tasks)))
    return [
        Section("1. Mức độ hoàn thành kế hoạch", tables=(done,)),
        Section("2. Kết quả theo thành phần", tables=tuple(_component_tables(judged))),
        Section("3. Kết quả từng nhiệm vụ", tables=tuple(_results(end, tasks))),
    ]


def _component_tables(judged: dict[str, pd.DataFrame]) -> list[Table]:
    """Of each index the components that have a target or tasks."""
    found = []
    for index, rows in judged.items():
        said = [
            {"name": indices.standing(row), "tasks": indices.tasks(row), "units": row["units"]}
            for row in records(rows)
            if row["verdict"] != "no_target" or indices.tasks(row)
        ]
        if said:
            found.append(
                Table.of(TABLES["paper_components"], said, title=f"{index} năm {int(rows['year'].iloc[0])}")
            )
    return found


def _results(end: Look, tasks: pd.DataFrame) -> list[Table]:
    """Of each plan its tasks in their order, each in the state of its most urgent deadline."""
    return [
        Table.of(
            TABLES["paper_results"],
            [row | {"result": _result(row), "unit_name": _whose(end, row)} for row in records(rows)],
            title=str(plan),
        )
        for plan, rows in one_per_task(tasks).groupby("plan", sort=False)
    ]


def _whose(end: Look, row: dict[str, Any]) -> str:
    """Whose a task is; of many as the plan calls them together: "Các đơn vị thuộc Sở"."""
    return proposals.as_one(row["units"], (), end.responsible(row["lead"])) or str(row["unit_name"])


def _result(row: dict[str, Any]) -> str:
    """What was written of a task beyond its state; where more is to be told and nobody wrote it, what is missing."""
    status = None if row["status"] in words.STATUS_WORDS else row["status"]
    said = [one for one in (status, row["note"]) if one]
    if not said and row["state"] not in ("open", "dropped"):
        said = [reporting.gap("kết quả, số văn bản" if row["state"] == "done" else "kết quả đến nay")]
    done = [f"Xong ngày {format_date(row['finished_on'])}"] if row["finished_on"] else []
    return "; ".join([*done, *said])


def _late(end: Look, tasks: pd.DataFrame) -> list[Section]:
    """What is overdue, the longest first, with the cause that its unit gave."""
    late = tasks[tasks["state"] == "overdue"].sort_values("due", kind="stable")
    rows = [
        row | {"cause": row["cause"] or reporting.gap("nguyên nhân")}
        for row in records(words.together(late, partial(as_one, end)))
    ]
    table = (Table.of(TABLES["paper_late"], rows),) if rows else ()
    none = () if rows else (("Không có việc quá hạn.",) if len(tasks) else (reporting.SHORT,))
    return [
        Section("II. Tồn tại, hạn chế: việc quá hạn", none, table),
        Section("III. Nguyên nhân", (reporting.CAUSES if rows or tasks.empty else reporting.OTHER_CAUSES,)),
    ]


def _next(end: Look, tasks: pd.DataFrame, period: Period) -> list[Section]:
    """What is due until the end of the next period; proposals, which only people know."""
    last = reporting.until(period)
    is_next = (tasks["state"] == "open") & (pd.to_datetime(tasks["due"]) <= pd.Timestamp(last))
    due = tasks[is_next].sort_values("due", kind="stable")
    tables = (
        (Table.of(TABLES["paper_due"], records(words.together(due, partial(as_one, end)))),)
        if len(due)
        else ()
    )
    said = (reporting.to_come(last),) if len(due) else (reporting.PLANNED,)
    return [
        Section(f"IV. Phương hướng, nhiệm vụ {reporting.ahead(period)}", said, tables),
        Section("V. Kiến nghị, đề xuất", (_proposed(end.as_of),)),
    ]


def _proposed(day: date) -> str:
    (to,) = enterprise_report.addressed(day)
    return reporting.gap(f"kiến nghị với UBND tỉnh, {to}; không có thì ghi: không")
