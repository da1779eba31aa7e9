"""Kế hoạch: what the plan asks for by when, what is late, which reports are missing."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.plan_states import one_per_task
from chiso.present.columns import TABLES
from chiso.web.parts import deadline_month, editing, loading, plans, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.web.upload import first_day
from chiso.words import plan as words
from chiso.words.overdue import ALL_PLANS


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
        first_day.offers(here, "plan_tasks")
        return
    name = _one(plans.rows(here, None), here.year)
    plan = plans.rows(here, name)
    widgets.kpis(plans.said(here, name, plans.cards), key="kh", columns=4, width=170)
    plans.completion(here)
    rows, _ = widgets.beside(lambda: plans.chart(here, plan, name), lambda: _ahead(here, name))
    deadline_month.draw(here, plan)
    _list(here, rows, plan)
    plans.register(here, name)
    loading.sources_line(here, "plan_tasks")


def _one(plan: pd.DataFrame, year: int) -> str | None:
    """The name of the plan that is looked at, first the one of which most is due in the year; None for all of them."""
    names = list(dict.fromkeys(plan["plan"]))
    if len(names) == 1:
        return None
    draw = partial(st.selectbox, width=640, label_visibility="collapsed")
    is_due = pd.to_datetime(plan["due"]).dt.year == year
    largest = plan[is_due if is_due.any() else plan["plan"].notna()]["plan"].value_counts().index[0]
    options = {**{name: name for name in names}, ALL_PLANS["ke_hoach"]: "Tất cả kế hoạch"}
    chosen = view.pick(draw, "Kế hoạch", options, name="ke_hoach", default=largest)
    return chosen if chosen in names else None


def _ahead(here: Context, name: str | None) -> None:
    plan, soon = plans.rows(here, name), plans.said(here, name, words.soon)
    late = plan[plan["state"] == "overdue"].sort_values("due")
    many = f"{format_number(len(soon))} việc" if len(soon) else "Không có việc"
    headline = f"{many} đến hạn trong {words.AHEAD_DAYS} ngày tới"
    with widgets.card(headline, "Theo hạn ghi trong kế hoạch, kể cả báo cáo định kỳ"):
        if len(soon):
            _first(soon, 6, "soon", headline)
        if len(late):
            since = format_date(late.iloc[0]["due"])
            longest = ", lâu nhất" if len(late) > 1 else ""
            widgets.title(f"{format_number(len(late))} việc quá hạn{longest} từ {since}")
            _first(late, 4, "overdue", "Việc quá hạn lâu nhất")
        with widgets.toolbar():
            if len(urgent := plans.said(here, name, words.urgent)):
                plans.to_remind(here, urgent, "chep_ke_hoach")
            plans.calendar(here)


def _first(rows: pd.DataFrame, most: int, filter_: str, alt: str) -> None:
    """The first rows, and where the others stand."""
    tables.small(rows.head(most), TABLES["deadlines"], alt=alt)
    if (rest := len(rows) - most) > 0:
        at = words.FILTERS[filter_]
        widgets.note(f"Và {format_number(rest)} việc nữa: phần “{at}” của Danh sách nhiệm vụ.")


def _list(here: Context, plan: pd.DataFrame, whole: pd.DataFrame) -> None:
    widgets.title("Danh sách nhiệm vụ")
    title = plans.chosen(whole, plan)
    draw = partial(st.pills, required=True, label_visibility="collapsed")
    chosen = view.pick(draw, "Lọc", words.FILTERS, name="loc_ke_hoach", default="all")
    rows = words.chosen(plan, chosen, here.as_of)
    if editing.switch(here, "sua_ke_hoach", "Cập nhật trạng thái"):
        editing.plan_editor(here, one_per_task(rows))
        return
    shown = rows.assign(days_late=rows["days_late"].where(rows["days_late"] > 0))
    columns = TABLES["plan_of_unit" if here.unit or "whose" in plan else "plan_tasks"]
    told = title if chosen == "all" else f"{title}: {words.FILTERS[chosen].lower()}"
    tables.table(shown, columns, here, name="ke_hoach", title=told)


main()
