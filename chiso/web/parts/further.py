"""Further lists of what is late: the officials under the rule of ten percent, and detail tables when asked for."""

import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_number, format_percent
from chiso.figures.lateness import OFFICIAL_BAR
from chiso.present.chart import records
from chiso.present.columns import TABLES, Column
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import overdue
from chiso.words.cards import share

MOST_OFFICIALS = 8
VERDICT = "Ngưỡng 10%"


def officials(here: Context, kind: str) -> None:
    """The ten percent rule of documents 2 and 3; dossiers and tasks are judged apart."""
    is_tasks = kind == "tasks"
    things = "nhiệm vụ" if is_tasks else "hồ sơ"
    indicator = "official_task_late_rate" if is_tasks else "official_late_rate"
    rows = loading.values(here, by="official", indicator=indicator).frame()
    rows = rows[rows["value"].notna() & (rows["numerator"] > 0)].sort_values("value", ascending=False)
    headline = overdue.officials(int((rows["value"] >= OFFICIAL_BAR).sum()), things)
    with widgets.card(headline, overdue.RULE):
        if rows.empty:
            widgets.all_fine(f"Không công chức nào có {things} trễ hạn trong năm.")
            return
        most = records(rows.head(MOST_OFFICIALS))
        states = [overdue.official_state(row["value"], bool(row["small_base"])) for row in most]
        cells = {
            "Công chức": [row["official"] for row in most],
            "Trễ": [share(row["numerator"], row["denominator"]) for row in most],
            "Tỷ lệ": [format_percent(row["value"], 1) for row in most],
            VERDICT: [widgets.badge_text(state) for state in states],
        }
        tables.read(cells, badges={VERDICT}, alt=f"Công chức theo tỷ lệ {things} trễ hạn")
        with widgets.toolbar():
            title = f"Công chức có {things} trễ hạn"
            tables.behind_a_button(rows, TABLES["officials"], here, name=f"cong_chuc_{kind}", title=title)
            loading.definition(here, "official_late_rate", dataset="tasks" if is_tasks else "dossiers")


def draw(here: Context) -> None:
    """Detail tables, one at a time and only when asked for."""
    choices = {**overdue.LATE_BY, **overdue.MOVED, **overdue.RECORDS}
    chosen = view.pick(st.pills, "Xem thêm trong năm CCHC", choices, name="xem_them", optional=True)
    if chosen is None:
        return
    with widgets.card(stretch=False):
        if chosen in overdue.LATE_BY:
            _late_by(here, chosen)
        elif chosen in overdue.MOVED:
            _moved(here)
        else:
            words = overdue.RECORDS[chosen]
            widgets.title(f"{words}: {format_number(tables.count(here, chosen))} hồ sơ")
            tables.records(here, chosen, words)


def _late_by(here: Context, by: str) -> None:
    words = overdue.LATE_BY[by]
    rows = loading.ask(here, figures.late_by, here.asked, by)
    late = rows[(rows["late"] + rows["overdue"] + rows["first_late"]) > 0]
    widgets.title(
        f"Hồ sơ trễ hạn trong năm, {words.lower()}",
        "Trễ = đã trả trễ; quá hạn = chưa trả; theo hẹn đầu = tính theo ngày hẹn trả lần đầu",
    )
    columns = {**TABLES["late_by"], "name": Column(words.removeprefix("Theo ").capitalize(), width=320)}
    shown = rows.sort_values("key") if by == "month" else late
    tables.table(shown, columns, here, name=f"tre_{by}", title=f"Hồ sơ trễ hạn {words.lower()}")


def _moved(here: Context) -> None:
    rows = loading.short_names(here, loading.ask(here, figures.moved, here.asked))
    widgets.title(
        f"{format_number(len(rows))} hồ sơ được hẹn lại ngày trả",
        "Ngày hẹn sau muộn hơn ngày hẹn đầu mà không phải do tạm dừng; trễ tính theo cả hai ngày",
    )
    tables.table(rows, TABLES["moved"], here, name="hen_lai", title="Hồ sơ được hẹn lại ngày trả")
