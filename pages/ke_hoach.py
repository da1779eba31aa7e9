"""Kế hoạch: what the plan asks for by when, what is late, which reports are missing."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.present.columns import TABLES
from chiso.present.pictures import lateness as pictures
from chiso.web.parts import editing, loading, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.words import plan as words


def main() -> None:
    here = current()
    widgets.question("Kế hoạch có việc gì quá hạn, việc gì sắp đến hạn?")
    found = loading.ask(here, figures.plan, here.asked) if here.as_of else pd.DataFrame()
    if found.empty and here.as_of and here.unit and len(loading.ask(here, figures.plan, here.asked.whole)):
        with widgets.card():
            widgets.note("Kế hoạch không giao việc nào cho đơn vị này chủ trì.")
        return
    if found.empty:
        widgets.empty("Chưa có kế hoạch nào của năm", here, file="Phụ lục kế hoạch CCHC (bảng nhiệm vụ)")
        return
    plan = _one(found)
    tasks = words.one_per_task(plan)
    soon = words.soon(plan, here.as_of)
    widgets.kpis(words.cards(plan, len(soon)), key="kh", columns=4, width=170)
    section, _ = widgets.beside(
        lambda: plots.shown(pictures.sections(tasks), here, name="muc", clickable=True),
        lambda: _ahead(here, plan, soon),
    )
    _list(here, plan if section is None else plan[plan["section"] == section], section)
    _reports(here, plan)
    loading.sources_line(here, "plan_tasks")


def _one(plan: pd.DataFrame) -> pd.DataFrame:
    plan = plan.assign(
        plan=plan["plan"].fillna("Kế hoạch"),
        state_words=words.states(plan),
        role_words=plan["role"].map(words.ROLE_WORDS),
    )
    names = list(dict.fromkeys(plan["plan"]))
    if len(names) == 1:
        return plan
    draw = partial(st.selectbox, width=420, label_visibility="collapsed")
    largest = plan["plan"].value_counts().index[0]
    options = {**{name: name for name in names}, "tat-ca": "Tất cả kế hoạch"}
    chosen = view.pick(draw, "Kế hoạch", options, name="ke_hoach", default=largest)
    return plan[plan["plan"] == chosen] if chosen in names else plan


def _ahead(here: Context, plan: pd.DataFrame, soon: pd.DataFrame) -> None:
    late = plan[plan["state"] == "overdue"].sort_values("due")
    many = f"{format_number(len(soon))} việc" if len(soon) else "Không có việc"
    headline = f"{many} đến hạn trong {words.AHEAD_DAYS} ngày tới"
    with widgets.card(headline, "Theo hạn ghi trong kế hoạch, kể cả báo cáo định kỳ"):
        if len(soon):
            tables.small(soon.head(6), TABLES["deadlines"], alt=headline)
        if len(late):
            since = format_date(late.iloc[0]["due"])
            longest = ", lâu nhất" if len(late) > 1 else ""
            widgets.title(f"{format_number(len(late))} việc quá hạn{longest} từ {since}")
            tables.small(late.head(4), TABLES["deadlines"], alt="Việc quá hạn lâu nhất")
        both = pd.concat([late, soon])
        if len(both):
            _reminder(here, both, "chep_ke_hoach")


def _reminder(here: Context, rows: pd.DataFrame, key: str) -> None:
    with widgets.toolbar():
        tables.copy_block(lambda: words.reminder(rows, here.as_of), key=key, label="Chép để nhắc")


def _list(here: Context, plan: pd.DataFrame, section: str | None) -> None:
    st.markdown("### Danh sách nhiệm vụ")
    if section is not None:
        plots.chosen("muc", words.section_title(section, plan["section_name"].iloc[0] if len(plan) else None))
    draw = partial(st.pills, required=True, label_visibility="collapsed")
    chosen = view.pick(draw, "Lọc", words.FILTERS, name="loc_ke_hoach", default="all")
    rows = words.chosen(plan, chosen, here.as_of)
    if editing.switch(here, "sua_ke_hoach", "Cập nhật trạng thái"):
        editing.plan_editor(here, words.one_per_task(rows))
        return
    shown = rows.assign(days_late=rows["days_late"].where(rows["days_late"] > 0))
    tables.table(shown, TABLES["plan_tasks"], here, name="ke_hoach", title="Nhiệm vụ kế hoạch")


def _reports(here: Context, plan: pd.DataFrame) -> None:
    """The register: unit × report × period, with the day on which each was handed in; and each unit's punctuality."""
    rows = words.register(plan, here.as_of)
    many = words.lacking(rows)
    if rows.empty or not view.toggle(f"Sổ theo dõi báo cáo: {many}", name="so_bao_cao"):
        return
    with widgets.card(many, f"Mỗi dòng là một kỳ của một đơn vị, đến hết {words.AHEAD_DAYS} ngày tới"):
        units = words.punctuality(rows)
        if len(units):
            tables.small(units, TABLES["punctuality"], alt="Nộp đúng hạn của từng đơn vị")
        states = {
            "all": "Tất cả",
            **{one: said for one, said in words.REPORT_WORDS.items() if one in set(rows["report"])},
        }
        draw = partial(st.pills, required=True, label_visibility="collapsed")
        chosen = view.pick(draw, "Tình trạng", states, name="loc_so_bao_cao", default="all")
        rows = rows if chosen == "all" else rows[rows["report"] == chosen]
        if editing.switch(here, "sua_so_bao_cao", "Ghi nộp báo cáo"):
            editing.report_editor(here, rows)
            return
        tables.table(rows, TABLES["reports"], here, name="so_bao_cao", title="Sổ theo dõi báo cáo")
        if len(late := rows[rows["report"] == "overdue"]):
            _reminder(here, late, "chep_bao_cao")


main()
