"""Kế hoạch: what the plan asks for by when, what is late, which reports are missing."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import office
from chiso.present import charts, slides
from chiso.web.parts import editing, loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.states import STATES

AHEAD_DAYS = 14
# state of a deadline -> words
STATE_WORDS = {
    "overdue": "▲ Quá hạn",
    "open": "Chưa đến hạn",
    "done": "✓ Đã xong",
    "waiting": "○ Chờ sự kiện",
    "standing": "Thường xuyên",
    "unknown": "○ Chưa rõ hạn",
    "earlier": "Kỳ trước",
    "dropped": "Đã bỏ",
}
FILTERS = {
    "all": "Tất cả",
    "overdue": "Quá hạn",
    "soon": f"{AHEAD_DAYS} ngày tới",
    "waiting": "Chờ sự kiện",
    "done": "Đã xong",
}
STATUS_WORDS = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành")


def main() -> None:
    here = current()
    widgets.question("Kế hoạch có việc gì quá hạn, việc gì sắp đến hạn?")
    plan = loading.ask(here, figures.plan, agency=here.agency, as_of=here.as_of, unit=here.unit)
    if plan.empty:
        widgets.empty("Chưa có kế hoạch nào", file="Phụ lục kế hoạch CCHC (bảng nhiệm vụ)", here=here)
        return
    with st.spinner("Đang tính…"):
        plan = _plan(here, plan)
        tasks = _tasks(plan)
        _totals(here, plan, tasks)
        left, right = st.columns(2, gap="medium")
        with left:
            section = _sections(here, plan, tasks)
        with right:
            _ahead(here, plan)
        _list(here, plan if section is None else plan[plan["section"] == section], section)
        _reports(here, plan)
    widgets.sources_line(here, loading.newest_imports(here), "plan_tasks")


def _plan(here: Context, plan: pd.DataFrame) -> pd.DataFrame:
    """One plan where there are several."""
    names = list(dict.fromkeys(plan["plan"].fillna("Kế hoạch")))
    if len(names) > 1:
        largest = str(plan["plan"].fillna("Kế hoạch").value_counts().index[0])
        chosen = st.selectbox("Kế hoạch", [*names, "Tất cả kế hoạch"], index=names.index(largest), key="ke_hoach",
                              width=420, label_visibility="collapsed")  # fmt: skip
        if chosen in names:
            plan = plan[plan["plan"].fillna("Kế hoạch") == chosen]
    return plan.assign(state_words=[STATE_WORDS.get(state, state) for state in plan["state"]])


# Which state a task with several deadlines shows: the first of these that one of them has.
_WORST = ("overdue", "open", "waiting", "unknown", "standing", "earlier", "done", "dropped")


def _tasks(plan: pd.DataFrame) -> pd.DataFrame:
    """One row per task, in the state of its most urgent deadline."""
    order = plan["state"].map({state: place for place, state in enumerate(_WORST)})
    return plan.assign(order=order).sort_values("order", kind="stable").drop_duplicates("key")


def _totals(here: Context, plan: pd.DataFrame, tasks: pd.DataFrame) -> None:
    live = tasks[tasks["state"] != "dropped"]
    done, late = int((live["state"] == "done").sum()), int((live["state"] == "overdue").sum())
    soon = _soon(here, plan)
    waiting = int(live["state"].isin(["waiting", "unknown"]).sum())
    whole = format_number(len(live))
    no_state = STATES["no_target"]
    widgets.kpis(
        [
            widgets.Kpi("Nhiệm vụ", whole, no_state, f"{format_number(done)} đã xong"),
            widgets.Kpi("Quá hạn", f"{format_number(late)} việc", STATES["overdue" if late else "met"],
                        "Tính theo hạn ghi trong kế hoạch"),
            widgets.Kpi(f"{AHEAD_DAYS} ngày tới", f"{format_number(len(soon))} việc",
                        STATES["near"] if len(soon) else no_state, "Đến hạn, kể cả báo cáo định kỳ"),
            widgets.Kpi("Chưa có ngày", f"{format_number(waiting)} việc",
                        STATES["unknown"] if waiting else no_state, "Chờ sự kiện hoặc chưa rõ hạn"),
        ],
        key="kh",
        columns=4,
        width=170,
    )  # fmt: skip


def _soon(here: Context, plan: pd.DataFrame) -> pd.DataFrame:
    due = pd.to_datetime(plan["due"])
    start = pd.Timestamp(here.as_of)
    return plan[(plan["state"] == "open") & (due <= start + pd.Timedelta(days=AHEAD_DAYS))].sort_values("due")


def _sections(here: Context, plan: pd.DataFrame, tasks: pd.DataFrame) -> str | None:
    """Tasks by section, stacked by state; a click filters the list."""
    p = charts.palette(here.palette)
    live = tasks[tasks["state"] != "dropped"]
    groups = {
        "done": ["done"],
        "open": ["open", "standing", "earlier"],
        "waiting": ["waiting", "unknown"],
        "overdue": ["overdue"],
    }
    frame = pd.DataFrame(
        [
            {"name": f"Mục {section}", "key": section,
             **{name: int(part["state"].isin(states).sum()) for name, states in groups.items()}}
            for section in dict.fromkeys(plan["section"].fillna("–"))
            if len(part := live[live["section"].fillna("–") == section])
        ]
    )  # fmt: skip
    late = frame[frame["overdue"] > 0].sort_values("overdue", ascending=False)
    headline = headlines.share(
        list(zip(late["name"], late["overdue"], strict=True)), things="việc", rest="quá hạn", kind="mục"
    )
    with widgets.card(headline, "Số nhiệm vụ từng mục; bấm một thanh để lọc danh sách"):
        parts = [
            ("done", "đã xong", p.good, p.background),
            ("open", "chưa đến hạn", p.context, p.text),
            ("waiting", "chờ sự kiện", p.grid, p.text),
            ("overdue", "quá hạn", p.late[2], p.late_text[2]),
        ]
        picked = plots.choose(
            plots.figure(here, charts.stacked, frame.head(10), parts=tuple(parts), unit="việc"),
            here,
            name="muc",
            alt=headline,
        )
        with widgets.toolbar():
            plots.slide_button(headline, lambda: _slide(frame), here, name="muc")
        return picked


def _slide(frame: pd.DataFrame) -> slides.Chart:
    names: tuple[tuple[str, str, Any], ...] = (
        ("done", "đã xong", "good"), ("open", "chưa đến hạn", "context"), ("waiting", "chờ sự kiện", "light"),
        ("overdue", "quá hạn", "alarm"),
    )  # fmt: skip
    series = tuple(
        slides.Series(words, tuple(float(v) for v in frame[name]), role) for name, words, role in names
    )
    return slides.Chart("stacked", tuple(frame["name"]), series)


def _ahead(here: Context, plan: pd.DataFrame) -> None:
    soon = _soon(here, plan)
    late = plan[plan["state"] == "overdue"].sort_values("due")
    headline = (
        f"{format_number(len(soon))} việc đến hạn trong {AHEAD_DAYS} ngày tới"
        if len(soon)
        else f"Không có việc đến hạn trong {AHEAD_DAYS} ngày tới"
    )
    with widgets.card(headline, "Theo hạn ghi trong kế hoạch, kể cả báo cáo định kỳ"):
        if len(soon):
            tables.small(soon.head(6), NEXT, alt=headline)
        if len(late):
            widgets.title(
                f"{format_number(len(late))} việc quá hạn, lâu nhất từ {format_date(late.iloc[0]['due'])}"
            )
            tables.small(late.head(4), NEXT, alt="Việc quá hạn lâu nhất")
        both = pd.concat([late, soon])
        if len(both):
            with widgets.toolbar():
                tables.copy_block(lambda: _message(here, both), key="chep_ke_hoach", label="Chép để nhắc")


NEXT = {"due": Column("Hạn", "day"), "task": Column("Việc"), "unit_name": Column("Chủ trì")}


def _message(here: Context, rows: pd.DataFrame) -> str:
    lines = [f"Việc kế hoạch quá hạn và sắp đến hạn, tính đến {format_date(here.as_of)}"]
    for unit, part in rows.groupby(rows["unit_name"].fillna("Chưa rõ chủ trì"), sort=False):
        lines += ["", f"{unit}:"]
        lines += [
            f"- {row['id']}: {row['task']}, hạn {format_date(row['due'])}"
            + (f" (quá {row['days_late']} ngày làm việc)" if row["state"] == "overdue" else "")
            for row in part.to_dict("records")
        ]
    return "\n".join(lines)


LIST = {
    "id": Column("Mục", width=80),
    "task": Column("Nhiệm vụ", width=300),
    "unit_name": Column("Chủ trì", width=170),
    "schedule": Column("Hạn ghi trong kế hoạch", width=200),
    "due": Column("Ngày đến hạn", "date", width=115),
    "state_words": Column("Tình trạng", width=125),
    "days_late": Column("Quá", "days", width=85),
    "status": Column("Trạng thái", width=130),
    "note": Column("Ghi chú", width=160),
    "product": Column("Sản phẩm", width=220),
}


def _list(here: Context, plan: pd.DataFrame, section: str | None) -> None:
    st.markdown("### Danh sách nhiệm vụ")
    if section is not None:
        plots.chosen("muc", f"Mục {section}")
    chosen = st.pills("Lọc", list(FILTERS), format_func=lambda name: FILTERS[name], default="all", required=True,
                      key="loc_ke_hoach", label_visibility="collapsed")  # fmt: skip
    rows = _filtered(here, plan, chosen or "all")
    if editing.switch(here, "sua_ke_hoach", "Cập nhật trạng thái"):
        _editor(here, _tasks(rows))
        return
    shown = rows.assign(days_late=rows["days_late"].where(rows["days_late"] > 0))
    tables.table(shown, LIST, here, name="ke_hoach", title="Nhiệm vụ kế hoạch", optional=("note", "status"))


def _filtered(here: Context, plan: pd.DataFrame, chosen: str) -> pd.DataFrame:
    if chosen == "soon":
        return _soon(here, plan)
    if chosen == "waiting":
        return plan[plan["state"].isin(["waiting", "unknown"])]
    if chosen in ("overdue", "done"):
        return plan[plan["state"] == chosen]
    return plan[plan["state"] != "earlier"]


def _editor(here: Context, tasks: pd.DataFrame) -> None:
    """Status, date done, period done up to, date of the event, note: kept with who and when, over every import."""
    shown = tasks.set_index("key")[["id", "task", "state_words", "status", "finished_on", "note"]].copy()
    known = loading.ask(here, office.wide, agency=here.agency, dataset="plan_tasks").set_index("record_key")
    for column in ("done_until", "starts_on", "thin_on"):
        entered = pd.to_datetime(known[column].reindex(shown.index), errors="coerce")
        shown[column] = entered.dt.date
    shown["finished_on"] = pd.to_datetime(shown["finished_on"], errors="coerce").dt.date
    day = {"format": "DD/MM/YYYY", "width": 130}
    options = [*STATUS_WORDS, *(w for w in dict.fromkeys(shown["status"].dropna()) if w not in STATUS_WORDS)]
    config: dict[str, Any] = {
        "id": st.column_config.TextColumn("Mục", width=80),
        "task": st.column_config.TextColumn("Nhiệm vụ", width=280),
        "state_words": st.column_config.TextColumn("Tình trạng", width=125),
        "status": st.column_config.SelectboxColumn("Trạng thái", options=options, width=150),
        "finished_on": st.column_config.DateColumn("Xong ngày", **day),
        "note": st.column_config.TextColumn("Ghi chú", width=220, max_chars=500),
        "done_until": st.column_config.DateColumn("Định kỳ: đã nộp đến", **day),
        "thin_on": st.column_config.DateColumn("Định kỳ: kỳ sơ sài", **day),
        "starts_on": st.column_config.DateColumn("Sự kiện xảy ra ngày", **day),
    }
    names = {name: name for name in ("status", "finished_on", "note", "done_until", "thin_on", "starts_on")}
    editing.grid(here, "plan_tasks", shown, config, names, key="sua_bang_ke_hoach")


def _reports(here: Context, plan: pd.DataFrame) -> None:
    """The register of reports: unit × report × period, from the recurring tasks."""
    rows = plan[plan["is_recurring"].astype(bool) & plan["due"].notna()].copy()
    if rows.empty:
        return
    past = rows[pd.to_datetime(rows["due"]) < pd.Timestamp(here.as_of)]
    lacking = past[past["state"] == "overdue"]
    many = (
        f"{format_number(len(lacking))} báo cáo định kỳ chưa nộp"
        if len(lacking)
        else "Đã nộp đủ báo cáo định kỳ"
    )
    if not st.toggle(f"Sổ theo dõi báo cáo: {many.lower()}", key="so_bao_cao"):
        return
    words = {"done": "✓ đã nộp", "overdue": "▲ chưa nộp", "open": "chưa đến kỳ", "earlier": "○ chưa ghi nhận"}
    register = rows.assign(report_state=[words.get(state, state) for state in rows["state"]]).sort_values(
        "due"
    )
    with widgets.card(many, "Mỗi dòng là một kỳ của một báo cáo; ghi nhận bằng cột “Định kỳ: đã nộp đến”"):
        tables.table(register, REGISTER, here, name="so_bao_cao", title="Sổ theo dõi báo cáo",
                     alarm={"report_state": lambda text: str(text).startswith("▲")})  # fmt: skip
        if len(lacking):
            with widgets.toolbar():
                tables.copy_block(lambda: _message(here, lacking), key="chep_bao_cao", label="Chép để nhắc")


REGISTER = {
    "unit_name": Column("Đơn vị", width=190),
    "task": Column("Báo cáo", width=320),
    "label": Column("Kỳ", width=220),
    "due": Column("Hạn nộp", "date", width=110),
    "report_state": Column("Tình trạng", width=140),
    "note": Column("Ghi chú", width=180),
}


main()
