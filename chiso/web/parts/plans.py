"""What pages show of a plan: messages to paste, the calendar to take away, tasks by unit, the register of reports."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.figures.plan_states import one_per_task
from chiso.people import acts
from chiso.present import calendars
from chiso.present.chart import Chart, records
from chiso.present.columns import TABLES
from chiso.present.pictures import lateness as pictures
from chiso.web.parts import editing, loading, opening, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, T, told
from chiso.words import indices
from chiso.words import plan as words
from chiso.words.cards import Kpi
from chiso.words.numbers import show

GROUPS = {"muc": ":blue[Theo mục]", "don-vi": ":blue[Theo đơn vị]"}
SECTION, UNIT, COMPONENT = "muc", "viec_don_vi", "viec_thanh_phan"  # in the address


def rows(here: Context, name: str | None) -> pd.DataFrame:
    """The rows of the plan of that name, or of all plans of the look, with their states and roles in words."""
    return told(here, _rows, name)


def _rows(here: Context, name: str | None) -> pd.DataFrame:
    plan = loading.ask(here, figures.plan, here.asked)
    plan = plan.assign(
        plan=plan["plan"].fillna(words.NAMELESS),
        state_words=words.states(plan),
        role_words=plan["role"].map(words.ROLE_WORDS),
    )
    return plan if name is None else plan[plan["plan"] == name]


def said(here: Context, name: str | None, say: Callable[[pd.DataFrame, date], T]) -> T:
    """What `say` says of these rows on the day looked at, told once per version of the data: no run pickles a plan to
    find it."""
    found: T = told(here, _said, name, say)
    return found


def _said(here: Context, name: str | None, say: Callable[[pd.DataFrame, date], T]) -> T:
    return say(rows(here, name), here.asked.as_of)


def cards(plan: pd.DataFrame, as_of: date) -> list[Kpi]:
    """The figures at the top."""
    return words.cards(plan, len(words.soon(plan, as_of)))


def to_remind(here: Context, rows: pd.DataFrame, key: str) -> None:
    """ "Chép để nhắc": per unit a short message of these deadlines, to paste into a chat."""

    def draw() -> None:
        widgets.note(widgets.HOW_TO_COPY)
        for unit, text in words.reminders(rows, here.asked.as_of, _names(here)).items():
            st.markdown(f"**{plain(unit)}**")
            st.code(text, language=None, wrap_lines=True)

    widgets.aside("Chép để nhắc", "content_copy", draw, key=key)


def calendar(here: Context) -> None:
    """The deadlines of the unit or agency looked at as a file for a calendar."""

    def built() -> bytes:
        rows = figures.owed(here.store, here.asked)
        made = calendars.of_plan(here.store, here.asked, rows)
        acts.audit(here.store, here.actor, "table_exported", "Lịch hạn kế hoạch", {"rows": len(rows)})
        return made

    file = f"{widgets.file_name(here, 'Hạn kế hoạch')}.ics"
    widgets.download("Lịch (.ics)", built, file, key="tai_lich", type="tertiary", icon=":material/event:")


def completion(here: Context) -> None:
    """How much of each plan is done, where there are several; the list below holds the rows of the chosen one."""
    found = said(here, None, _completion)
    if len(found) > 1:
        with widgets.card(
            "Hoàn thành từng kế hoạch so với 100%", "Việc thường xuyên tính là xong khi được đánh dấu"
        ):
            tables.small(found, TABLES["plans_done"], alt="Hoàn thành từng kế hoạch")


def _completion(plan: pd.DataFrame, _: date) -> pd.DataFrame:
    return words.completion(plan)


def chart(here: Context, plan: pd.DataFrame, name: str | None) -> pd.DataFrame:
    """Tasks by section, or by unit with a part in them; the rows of `plan` behind the bar that was chosen."""
    draw = partial(st.segmented_control, required=True, label_visibility="collapsed")
    forgets = (SECTION, UNIT)
    if here.unit or view.pick(draw, "Nhóm nhiệm vụ", GROUPS, name="nhom", forgets=forgets) == "muc":
        section = plots.shown(said(here, name, _sections), here, name=SECTION, clickable=True)
        return plan if section is None else plan[plan["section"] == section]
    of_units = words.of_units(plan, _names(here))
    drawn = pictures.plan_units(one_per_task(of_units, "whose"))
    unit = plots.shown(drawn, here, name=UNIT, clickable=True)
    return plan if unit is None else of_units[of_units["whose"] == unit]


def _sections(plan: pd.DataFrame, _: date) -> Chart:
    return pictures.sections(one_per_task(plan))


def _names(here: Context) -> dict[str, str]:
    return words.unit_names(loading.units(here), here.asked.as_of)


def chosen(plan: pd.DataFrame, rows: pd.DataFrame) -> str:
    """The title of the list of `rows`; says of which bar of `chart` they are where not all of the plan is."""
    if rows is plan:
        return "Nhiệm vụ kế hoạch"
    first = rows.iloc[0]
    if "whose_name" in rows:
        plots.chosen(UNIT, str(first["whose_name"]))
        return f"Nhiệm vụ kế hoạch của {first['whose_name']}"
    title = words.section_title(first["section"], first["section_name"])
    plots.chosen(SECTION, title)
    return f"Nhiệm vụ kế hoạch, {title}"


def of_component(here: Context, index: str, judged: pd.DataFrame, picked: str | None) -> None:
    """The plan tasks of the components of an index that were judged (figures.components), and those of one component
    beside them: of the one clicked here, else `picked`, else the most urgent."""
    by = {str(row["component"]): row for row in records(judged) if row["tasks"] is not None}
    if not by:
        return
    found = loading.ask(here, figures.component_tasks, here.asked, index, tuple(by))
    found = one_per_task(found.assign(state_words=words.states(found), title=found["task"]))
    drawn = pictures.components(found, {name: indices.standing(row) for name, row in by.items()})
    clicked = view.get(COMPONENT)
    name = next((one for one in (clicked, picked) if one in by), indices.most_urgent(judged))
    widgets.beside(
        lambda: plots.shown(drawn, here, name=COMPONENT, clickable=True),
        lambda: _of_one(here, by[str(name)], found[found["component"] == name]),
        widths=(2, 3),
    )


def _of_one(here: Context, row: Mapping[str, Any], rows: pd.DataFrame) -> None:
    """The tasks of a component, each opens its line of the plan."""
    name = str(row["component"])
    weight = None if row["weight"] is None else f"trọng số {show(row['weight'], rate=True)}"
    under = "; ".join(filter(None, (weight, row["units"] and f"chịu trách nhiệm: {row['units']}")))
    with widgets.card(f"{name}: {indices.tasks(row)}", f"{under[:1].upper()}{under[1:]}"):
        shown = opening.told(rows, "plan")
        tables.table(shown, TABLES["component_tasks"], here, name=COMPONENT, title=f"Việc kế hoạch: {name}")


def register(here: Context, name: str | None) -> None:
    """Unit × report × period, with the day on which each was handed in; and each unit's punctuality."""
    owed = said(here, name, words.register)
    many = words.lacking(owed)
    if owed.empty or not view.toggle(f"Sổ theo dõi báo cáo ({many[0].lower()}{many[1:]})", name="so_bao_cao"):
        return
    with widgets.card(many, f"Mỗi dòng là một kỳ của một đơn vị, đến hết {words.AHEAD_DAYS} ngày tới"):
        units = words.punctuality(owed)
        if len(units):
            tables.small(units, TABLES["punctuality"], alt="Nộp đúng hạn của từng đơn vị")
        states = {
            "all": "Tất cả",
            **{one: said for one, said in words.REPORT_WORDS.items() if one in set(owed["report"])},
        }
        draw = partial(st.pills, required=True, label_visibility="collapsed")
        state = view.pick(draw, "Tình trạng", states, name="loc_so_bao_cao", default="all")
        owed = owed if state == "all" else owed[owed["report"] == state]
        if editing.switch(here, "sua_so_bao_cao", "Ghi nộp báo cáo"):
            editing.report_editor(here, owed)
            return
        title = "Sổ theo dõi báo cáo" + ("" if state == "all" else f": {states[state].lower()}")
        tables.table(owed, TABLES["reports"], here, name="so_bao_cao", title=title)
        if len(late := owed[owed["report"] == "overdue"]):
            with widgets.toolbar():
                to_remind(here, late, "chep_bao_cao")
