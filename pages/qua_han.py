"""Quá hạn: which records, with whom, since when, and what falls due tomorrow morning."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures import lateness
from chiso.present import charts, slides
from chiso.web.parts import editing, loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.findings import in_words, show

# kind -> words on the switch, what is counted
KINDS = {
    "dossiers": ("Hồ sơ", "hồ sơ"),
    "tasks": ("Nhiệm vụ", "nhiệm vụ"),
    "petitions": ("PAKN", "phản ánh, kiến nghị"),
    "plan": ("Kế hoạch", "việc kế hoạch"),
}
WEEKS = 9
DATASETS = {"dossiers": "dossiers", "tasks": "tasks", "petitions": "petitions", "plan": "plan_tasks"}
MORE = {
    "": "Đóng",
    "unit": "Theo đơn vị",
    "official": "Theo công chức",
    "procedure": "Theo thủ tục",
    "field": "Theo lĩnh vực",
    "month": "Theo tháng",
    "moved": "Hẹn lại ngày trả",
    "paused_without_reason": "Tạm dừng không lý do",
    "extra_supplement_dossiers": "Bổ sung quá 1 lần",
}


def main() -> None:
    here = current()
    widgets.question("Hồ sơ nào, ở ai, từ bao giờ, và sáng mai cái gì đến hạn?")
    if here.as_of is None:
        widgets.empty("Chưa có danh sách hồ sơ, nhiệm vụ", file="Danh sách hồ sơ Một cửa", here=here)
        return
    with st.spinner("Đang tính…"):
        kind = _kind(here)
        late = loading.overdue(here, kind=kind)
        picked = _charts(here, kind, late)
        _list(here, kind, late, picked)
        left, right = st.columns(2, gap="medium")
        with left:
            _soon(here, kind)
        with right:
            _officials(here, kind)
        _more(here)
        _behind(here, kind)
    widgets.sources_line(here, loading.newest_imports(here), "dossiers", "tasks", "petitions", "plan_tasks")


def _kind(here: Context) -> str:
    """Which of the four lists; kept in the address."""
    counts = {kind: len(loading.overdue(here, kind=kind)) for kind in KINDS}
    words = {kind: f"{KINDS[kind][0]} · {format_number(counts[kind])}" for kind in KINDS}
    return view.segments("Loại", words, name="loai")


def _charts(here: Context, kind: str, late: pd.DataFrame) -> str | None:
    """Who has them and how it moved; returns the unit (or official) that was clicked."""
    things = KINDS[kind][1]
    left, right = st.columns(2, gap="medium")
    with left:
        picked = _by_unit(here, kind, late, things)
    with right:
        if kind != "plan":
            _by_week(here, kind, things)
        else:
            _plan_note(late)
    return picked


def _by_unit(here: Context, kind: str, late: pd.DataFrame, things: str) -> str | None:
    by = "official" if here.unit is not None and kind in ("dossiers", "tasks") else "unit"
    counts = lateness.ageing(late, by, "official" if by == "official" else "unit_name")
    headline = headlines.share(
        list(zip(counts["name"], counts["total"], strict=True)),
        things=things,
        rest="quá hạn",
        kind="công chức" if by == "official" else "đơn vị",
    )
    with widgets.card(headline, f"Quá hạn đến {here.as_of:%d/%m/%Y}, theo số ngày làm việc đã trễ"):
        if counts.empty:
            widgets.all_fine(f"Không có {things} nào quá hạn.")
            return None
        picked = plots.choose(
            plots.figure(here, charts.ageing, counts.head(8), unit=things),
            here,
            name=f"qua_han_{kind}",
            alt=headline,
        )
        with widgets.toolbar():
            plots.slide_button(headline, lambda: _slide(counts), here, name=f"qua_han_{kind}")
            widgets.definition(
                loading.definitions(here, "overdue_tasks" if kind == "tasks" else "overdue_dossiers"),
                loading.sources(here, DATASETS[kind]),
                key=f"dinh_nghia_{kind}",
            )
        return picked


def _slide(counts: pd.DataFrame) -> slides.Chart:
    roles: tuple[Any, ...] = ("light", "middle", "dark", "alarm")
    return slides.Chart(
        "stacked",
        tuple(counts["name"].head(8)),
        tuple(
            slides.Series(f"{band} ngày", tuple(counts[age].head(8)), role)
            for age, band, role in zip(lateness.AGES, charts.AGE_BANDS, roles, strict=True)
        ),
    )


def _by_week(here: Context, kind: str, things: str) -> None:
    weeks = loading.weeks(here, kind, WEEKS)
    headline = headlines.weeks([float(v) for v in weeks["standing"]], things=things)
    with widgets.card(headline, "Cuối mỗi tuần; theo ngày hẹn trả mới nhất"):
        plots.plot(
            plots.figure(here, charts.weekly_flow, weeks, unit=things),
            here,
            name=f"tung_tuan_{kind}",
            alt=headline,
        )
        with widgets.toolbar():
            tables.look_up(here, weeks.iloc[::-1], WEEKLY, name=f"tuan_{kind}", title=headline)
            plots.slide_button(headline, lambda: _weeks_slide(weeks), here, name=f"tuan_{kind}")


WEEKLY = {
    "week": Column("Tuần đến", "date"),
    "new": Column("Mới quá hạn", "count"),
    "cleared": Column("Đã giải quyết", "count"),
    "standing": Column("Còn quá hạn", "count"),
}


def _weeks_slide(weeks: pd.DataFrame) -> slides.Chart:
    names = tuple(f"{pd.Timestamp(week):%d/%m}" for week in weeks["week"])
    series = slides.Series("Còn quá hạn", tuple(float(v) for v in weeks["standing"]), "alarm")
    return slides.Chart("columns", names, (series,))


def _plan_note(late: pd.DataFrame) -> None:
    with widgets.card("Việc kế hoạch quá hạn cần cập nhật trạng thái"):
        st.markdown(
            "Việc đã làm xong mà chưa đánh dấu vẫn bị tính quá hạn. "
            f"Mở trang **Kế hoạch** để cập nhật {format_number(len(late))} việc."
        )
        widgets.link("Mở Kế hoạch", "ke-hoach", key="mo_ke_hoach")


def _list(here: Context, kind: str, late: pd.DataFrame, picked: str | None) -> None:
    things = KINDS[kind][1]
    by = "official" if here.unit is not None and kind in ("dossiers", "tasks") else "unit"
    rows = late if picked is None else late[late[by].fillna("").astype(str) == picked]
    st.markdown(f"### Danh sách {format_number(len(rows))} {things} quá hạn")
    if picked is not None and not rows.empty:
        plots.chosen(f"qua_han_{kind}", str(rows.iloc[0]["official" if by == "official" else "unit_name"]))
    if rows.empty:
        widgets.all_fine(f"Không có {things} nào quá hạn.")
        return
    dataset = DATASETS[kind]
    rows = loading.short_names(here, _with_first_due(rows))
    title = f"{things.capitalize()} quá hạn, số liệu đến {format_date(here.as_of)}"
    if editing.switch(here, f"sua_{kind}", "Ghi nguyên nhân, hẹn xong"):
        editing.lateness_editor(here, dataset, rows, _columns(kind), key=f"sua_bang_{kind}")
        return
    tables.table(
        rows,
        _columns(kind) | ENTERED,
        here,
        name=f"qua_han_{kind}",
        title=f"Danh sách {things} quá hạn",
        optional=("moved", "official", *ENTERED),
        alarm={"days_late": lambda days: days > 7},
        tools=lambda: tables.copy_block(lambda: lateness.as_text(rows, title), key=f"chep_{kind}"),
    )


ENTERED = {
    "cause": Column("Nguyên nhân", width=130),
    "promised_on": Column("Hẹn xong", "date", width=105),
    "office_note": Column("Ghi chú", width=160),
}


def _with_first_due(rows: pd.DataFrame) -> pd.DataFrame:
    """The list with a sign where the due date was issued again."""
    first = pd.to_datetime(rows["first_due"])
    moved = first < pd.to_datetime(rows["due"])
    return rows.assign(moved=first.dt.strftime("⟲ từ %d/%m/%Y").where(moved, None))


def _columns(kind: str) -> dict[str, Column]:
    names: Mapping[str, tuple[str, str]] = {
        "dossiers": ("Thủ tục", "Số hồ sơ"),
        "tasks": ("Nội dung", "Số văn bản"),
        "petitions": ("Nội dung", "Mã phản ánh"),
        "plan": ("Nhiệm vụ", "Mục"),
    }
    title, code = names[kind]
    columns = {
        "days_late": Column("Trễ", "days", width=85),
        "title": Column(title, width=300),
        "unit_name": Column("Đơn vị", width=140),
        "official": Column("Công chức", width=150),
        "due": Column("Hạn" if kind != "dossiers" else "Hẹn trả", "date", width=105),
        "moved": Column("Hẹn lại", width=125),
        "id": Column(code, width=220),
    }
    if kind in ("petitions", "plan"):
        del columns["official"], columns["moved"]
    return columns


def _soon(here: Context, kind: str) -> None:
    things = KINDS[kind][1]
    soon = loading.due_soon(here, 7, kind=kind)
    near = loading.within(soon, 3)
    headline = f"Sắp đến hạn: {format_number(near)} {things} trong 3 ngày làm việc"
    with widgets.card(headline, "Cộng dồn đến hôm nay, sau 1, 3 và 7 ngày làm việc"):
        if soon.empty:
            widgets.all_fine(f"Không có {things} nào đến hạn trong 7 ngày làm việc tới.")
            return
        counts = lateness.soon_by_unit(soon)
        tables.small(counts.head(8), SOON, alt=headline)
        title = f"{things.capitalize()} sắp đến hạn, số liệu đến {format_date(here.as_of)}"
        with widgets.toolbar():
            tables.copy_block(lambda: lateness.as_text(soon, title), key=f"chep_sap_{kind}")
            tables.download_buttons(soon, _columns(kind), here, name=f"sap_den_han_{kind}", title=headline)
        if st.toggle("Xem từng dòng", key=f"xem_sap_{kind}"):
            tables.table(soon, _columns(kind), here, name=f"sap_{kind}", title=headline, downloads=False)


SOON = {
    "unit_name": Column("Đơn vị"),
    "today": Column("Hôm nay", "count"),
    "in_1": Column("1 ngày", "count"),
    "in_3": Column("3 ngày", "count"),
    "in_7": Column("7 ngày", "count"),
}


def _officials(here: Context, kind: str) -> None:
    """The ten percent rule of documents 2 and 3; dossiers and tasks are judged apart."""
    is_tasks = kind == "tasks"
    things = "nhiệm vụ" if is_tasks else "hồ sơ"
    indicator = "official_task_late_rate" if is_tasks else "official_late_rate"
    rows = loading.values(here, by="official", indicator=indicator)
    rows = rows[rows["value"].notna() & (rows["numerator"] > 0)].sort_values("value", ascending=False)
    over = int((rows["value"] >= lateness.OFFICIAL_BAR).sum())
    many = f"{in_words(over, capital=True)} công chức" if over else "Không công chức nào"
    under = (
        "Không được xếp loại “hoàn thành tốt nhiệm vụ” trở lên; tính trên đã xử lý và quá hạn của năm CCHC"
    )
    with widgets.card(f"{many} có từ 10% {things} trễ hạn", under):
        if rows.empty:
            widgets.all_fine(f"Không công chức nào có {things} trễ hạn trong năm.")
            return
        tables.badges(
            pd.DataFrame([_judged(row) for row in rows.head(8).to_dict("records")]),
            {"official": "Công chức", "base": "Trễ", "rate": "Tỷ lệ", "verdict": "Ngưỡng 10%"},
            badges={"verdict"},
            alt=f"Công chức theo tỷ lệ {things} trễ hạn",
        )
        with widgets.toolbar():
            tables.look_up(
                here, rows, OFFICIALS, name=f"cong_chuc_{kind}", title=f"Công chức có {things} trễ hạn"
            )
            widgets.definition(
                loading.definitions(here, "official_late_rate"),
                loading.sources(here, "tasks" if is_tasks else "dossiers"),
                key="dinh_nghia_cong_chuc",
            )


OFFICIALS = {
    "official": Column("Công chức", width=200),
    "numerator": Column("Trễ, quá hạn", "count", width=110),
    "denominator": Column("Đã xử lý, quá hạn", "count", width=140),
    "value": Column("Tỷ lệ", "percent", width=90),
}


def _judged(row: Mapping[Any, Any]) -> dict[str, str]:
    return {
        "official": str(row["official"]),
        "base": f"{format_number(row['numerator'])}\u00a0/\u00a0{format_number(row['denominator'])}",
        "rate": format_percent(row["value"], 1),
        "verdict": _verdict(float(row["value"]), bool(row["small_base"])),
    }


def _verdict(value: float, small_base: bool) -> str:
    if value >= lateness.OFFICIAL_BAR:
        return (
            ":red-badge[:material/error: Vượt]"
            if not small_base
            else ":gray-badge[:material/error: Vượt, số ít]"
        )
    return ":orange-badge[:material/warning: Sát]" if value >= 0.08 else ":gray-badge[Dưới]"


RATES = {
    "dossiers": ("on_time_rate", "Hồ sơ đúng hạn"),
    "tasks": ("task_on_time_rate", "Nhiệm vụ đúng hạn"),
    "petitions": ("petition_on_time_rate", "PAKN trả lời đúng hạn"),
}


def _behind(here: Context, kind: str) -> None:
    """The rows behind the on-time rate of this kind, and those that miss it."""
    if kind not in RATES:
        return
    indicator, name = RATES[kind]
    row = loading.row(loading.values(here, indicator=indicator), indicator)
    if missing(row.get("value")):
        return
    base = f"{format_number(row['numerator'])}/{format_number(row['denominator'])}"
    st.markdown(f"**{name} cả năm: {show(float(row['value']), rate=True)}** :small[:gray[({base})]]")
    tables.behind(here, indicator, name)


def _more(here: Context) -> None:
    """Detail tables, one at a time and only when asked for."""
    chosen = st.pills(
        "Xem thêm trong năm CCHC",
        [name for name in MORE if name],
        format_func=lambda name: MORE[name],
        key="xem_them",
    )
    if chosen is None:
        return
    draw: Callable[[], None]
    if chosen == "moved":
        draw = lambda: _moved(here)  # noqa: E731 - one of three small views
    elif chosen in ("paused_without_reason", "extra_supplement_dossiers"):
        draw = lambda: _records(here, chosen)  # noqa: E731
    else:
        draw = lambda: _late_by(here, chosen)  # noqa: E731
    with widgets.card(stretch=False):
        draw()


def _late_by(here: Context, by: str) -> None:
    rows = loading.asked(here, figures.late_by, by=by)
    late = rows[(rows["late"] + rows["overdue"] + rows["first_late"]) > 0]
    widgets.title(
        f"Hồ sơ trễ hạn trong năm, {MORE[by].lower()}",
        "Trễ = đã trả trễ; quá hạn = chưa trả; theo hẹn đầu = tính theo ngày hẹn trả lần đầu",
    )
    if by == "month":
        late = rows.sort_values("key")
    tables.table(
        late,
        LATE | {"name": Column(MORE[by].removeprefix("Theo ").capitalize(), width=320)},
        here,
        name=f"tre_{by}",
        title=f"Hồ sơ trễ hạn {MORE[by].lower()}",
    )


LATE = {
    "name": Column("Tên", width=320),
    "late": Column("Trễ hạn", "count", width=100),
    "overdue": Column("Quá hạn", "count", width=100),
    "first_late": Column("Theo hẹn đầu", "count", width=120),
    "handled": Column("Đã xử lý", "count", width=110),
    "rate": Column("Tỷ lệ trễ", "percent", width=110),
}


def _moved(here: Context) -> None:
    rows = loading.query(
        here,
        "moved_due",
        agency=here.agency,
        as_of=here.as_of,
        date_from=here.first,
        units=loading.unit_ids(here),
    )
    widgets.title(
        f"{format_number(len(rows))} hồ sơ được hẹn lại ngày trả",
        "Ngày hẹn sau muộn hơn ngày hẹn đầu mà không phải do tạm dừng; trễ tính theo cả hai ngày",
    )
    tables.table(rows, MOVED, here, name="hen_lai", title="Hồ sơ được hẹn lại ngày trả")


MOVED = {
    "first_days_late": Column("Trễ theo hẹn đầu", "days", width=130),
    "days_late": Column("Trễ theo hẹn mới", "days", width=130),
    "procedure_name": Column("Thủ tục", width=240),
    "unit_name": Column("Đơn vị", width=150),
    "official": Column("Công chức", width=150),
    "first_due_on": Column("Hẹn đầu", "date", width=105),
    "due_on": Column("Hẹn mới", "date", width=105),
    "resolved_on": Column("Đã trả", "date", width=105),
    "dossier_id": Column("Số hồ sơ", width=190),
}


def _records(here: Context, indicator: str) -> None:
    with st.spinner("Đang lấy danh sách…"):
        rows = figures.records(
            here.store,
            indicator,
            agency=here.agency,
            as_of=here.as_of,
            year=here.year,
            unit=here.unit,
            date_from=here.date_from,
        )
    widgets.title(f"{MORE[indicator]}: {format_number(len(rows))} hồ sơ")
    tables.records_table(rows, here, name=indicator, title=MORE[indicator])


main()
