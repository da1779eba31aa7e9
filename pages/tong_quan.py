"""Tổng quan: what has to be looked at today."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures.limits import behaviour_limits, behaviour_signals
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.attention import attention
from chiso.words.findings import is_rate, show, state_of
from chiso.words.states import LEGEND, STATES

HEAT = {
    "online_rate": "Trực tuyến",
    "on_time_rate": "Đúng hạn",
    "digitised_rate": "Số hóa",
    "e_result_rate": "KQ điện tử",
    "task_on_time_rate": "Nhiệm vụ",
    "petition_on_time_rate": "PAKN",
}
HEAT_PAGES = {
    "online_rate": "truc-tuyen",
    "on_time_rate": "qua-han",
    "digitised_rate": "truc-tuyen",
    "e_result_rate": "truc-tuyen",
    "task_on_time_rate": "qua-han",
    "petition_on_time_rate": "qua-han",
}
# indicator, name on the card (at most 16 characters), what is counted, page
CARDS = (
    ("online_rate", "Trực tuyến", "", "truc-tuyen"),
    ("overdue_dossiers", "Quá hạn", "hồ sơ", "qua-han"),
    ("on_time_rate", "Đúng hạn", "", "qua-han"),
    ("task_on_time_rate", "Nhiệm vụ", "", "qua-han"),
    ("petition_on_time_rate", "PAKN", "", "qua-han"),
)
PLAN_DAYS = 14
WEEKS = 10


def main() -> None:
    here = current()
    widgets.question("Hôm nay phải để ý điều gì?")
    if here.as_of is None:
        widgets.empty("Chưa có số liệu nào", file="Danh sách hồ sơ Một cửa", here=here)
        return
    with st.spinner("Đang tính…", show_time=False):
        _attention(here)
        if here.date_from:
            widgets.note(
                f"Thẻ và bảng dưới đây tính từ {format_date(here.date_from)}; "
                "việc cần chú ý và chỉ tiêu tính cho cả năm CCHC."
            )
        _cards(here)
        left, right = st.columns([2, 1], gap="medium")
        with left:
            _units(here)
        with right:
            _soon(here)
    _everything(here)
    widgets.sources_line(here, loading.newest_imports(here), "dossiers", "tasks", "petitions", "plan_tasks")


def _attention(here: Context) -> None:
    found = loading.ask(here, attention, asked=here.asked)
    if found:
        widgets.attention(found)
    else:
        with st.container(border=True):
            widgets.all_fine("Không có việc quá hạn, các chỉ tiêu có số đều đạt.")


def _cards(here: Context) -> None:
    now, before = loading.values(here), loading.values(loading.earlier(here))
    items = [_card(here, now, before, *card) for card in CARDS]
    items.append(_index_card(here))
    widgets.kpis(items, key="the")


def _card(
    here: Context, now: pd.DataFrame, before: pd.DataFrame, code: str, name: str, things: str, page: str
) -> widgets.Kpi:
    trend = _trend(here, code)
    return widgets.figure_card(
        loading.row(now, code),
        loading.row(before, code),
        name=name,
        direction="down" if code == "overdue_dossiers" else "up",
        things=things,
        trend=trend,
        drift=_drift(trend),
        page=page,
        help=f"Thay đổi so với {here.asked.since}.",
    )


def _trend(here: Context, code: str) -> list[float]:
    """Month by month, or week by week for what stands at a moment."""
    if code == "overdue_dossiers":
        weeks = loading.weeks(here, "dossiers", WEEKS)
        return [float(v) for v in weeks["standing"]]
    months = loading.values(here, by="month", indicator=code)
    return [float(v) for v in months.sort_values("month")["value"].dropna()]


def _drift(trend: list[float]) -> int:
    """+1 or -1 when the newest point is more than the usual to and fro, up or down; else 0."""
    limits = behaviour_limits(trend)
    if limits is None or len(trend) - 1 not in behaviour_signals(trend, limits):
        return 0
    return 1 if trend[-1] > limits.mean else -1


def _index_card(here: Context) -> widgets.Kpi:
    """The agency's CCHC index: the newest published edition, with its projection where rules are known."""
    scores = loading.ask(here, figures.index_series, agency=here.agency, name="CCHC")
    totals = scores[scores["component"].isna() & scores["score"].notna()].sort_values("year")
    if totals.empty:
        return widgets.Kpi("CCHC", "–", STATES["unknown"], "Chưa có kết quả công bố", page="tieu-chi")
    last: Any = totals.iloc[-1]
    share = (
        f"{format_percent(last['score'] / last['max_score'])}"
        if last["max_score"] == last["max_score"]
        else ""
    )
    rank = f"hạng {int(last['rank'])}" if last["rank"] == last["rank"] else ""
    if rank and last["rank_of"] == last["rank_of"]:
        rank += f"\u00a0/\u00a0{int(last['rank_of'])}"
    rated = not missing(last["rating"]) and bool(last["rating"])
    state = STATES["met" if rated else "no_target"]
    return widgets.Kpi(
        f"CCHC {int(last['year'])}",
        format_number(last["score"], 2),
        state.named(widgets.sentence_case(str(last["rating"])) if rated else ""),
        " · ".join(part for part in (share, rank) if part),
        trend=[float(v) for v in totals["score"]],
        page="tieu-chi",
    )


def _units(here: Context) -> None:
    rows = loading.short_names(here, loading.values(here, by="unit"))
    rows = rows[rows["indicator"].isin(HEAT)]
    under = f"Tỷ lệ %, đến {here.as_of:%d/%m} · {LEGEND} · * số hồ sơ ít. Bấm một ô để mở chi tiết."
    with widgets.card(headlines.worst_unit(rows.to_dict("records"), len(HEAT)), under):
        tables.heat(rows, HEAT, here, name="don_vi_chi_tieu", pages=HEAT_PAGES)


def _everything(here: Context) -> None:
    """Every indicator of the year, those reported by hand too, behind a switch."""
    if not st.toggle("Xem tất cả chỉ tiêu của năm", key="tat_ca_chi_tieu"):
        return
    rows = loading.values(here)
    shown = pd.DataFrame([_line(row) for row in rows.to_dict("records")])
    with widgets.card(f"{format_number(int(rows['value'].notna().sum()))} chỉ tiêu đã có số", stretch=False):
        tables.table(shown, EVERYTHING, here, name="tat_ca", title=f"Chỉ tiêu năm CCHC {here.year}")
        with widgets.toolbar():
            widgets.definition(loading.definitions(here, *rows["indicator"]), [], key="dinh_nghia_tat_ca")


EVERYTHING = {
    "name": Column("Chỉ tiêu", width=360),
    "value": Column("Đạt", width=110),
    "target": Column("Chỉ tiêu giao", width=170),
    "state": Column("Trạng thái", width=150),
    "numerator": Column("Tử số", "count", width=100),
    "denominator": Column("Mẫu số", "count", width=100),
    "required": Column("Cần từ nay", width=150),
    "source": Column("Nguồn số", width=130),
}


def _line(row: dict[Any, Any]) -> dict[str, Any]:
    state = state_of(row)
    value = None if missing(row["value"]) else show(float(row["value"]), rate=is_rate(row))
    return {
        "name": row["name"],
        "value": value,
        "target": widgets.target_words(row).removeprefix("Chỉ tiêu "),
        "state": f"{state.sign} {state.word}".strip() or None,
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "required": None if state.code == "met" else headlines.needed(row["required"]) or None,
        "source": "theo báo cáo" if row["reported"] else "từ hồ sơ",
    }


def _soon(here: Context) -> None:
    soon = loading.due_soon(here, 3)
    with widgets.card():
        counts = [loading.within(soon, days) for days in (0, 1, 3)]
        words = f"{format_number(counts[2])} hồ sơ đến hạn trong ba ngày làm việc tới"
        widgets.title(words if counts[2] else "Không có hồ sơ đến hạn trong ba ngày tới")
        with st.grid(3, min_column_width=80, gap="small"):
            for label, number in zip(("Hôm nay", "Sau 1 ngày", "Sau 3 ngày"), counts, strict=True):
                st.metric(label, format_number(number))
        _plan(here)
        widgets.link("Xem danh sách", "qua-han", key="xem_sap_den_han", loai="dossiers")


def _plan(here: Context) -> None:
    plan = loading.plan_ahead(here, PLAN_DAYS)
    if plan.empty:
        widgets.title(f"Không có việc kế hoạch đến hạn trong {PLAN_DAYS} ngày")
        return
    widgets.title(f"{format_number(len(plan))} việc kế hoạch đến hạn trong {PLAN_DAYS} ngày")
    tables.small(
        plan.head(5), {"due": Column("Hạn", "day"), "title": Column("Việc")}, alt="Việc kế hoạch sắp đến hạn"
    )
    if len(plan) > 5:
        widgets.link(f"Xem cả {len(plan)} việc", "ke-hoach", key="xem_ke_hoach")


main()
