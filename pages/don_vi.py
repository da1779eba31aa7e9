"""Đơn vị: everything about one unit, on one page to hand to its head."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures import lateness
from chiso.figures.judging import SMALL_BASE
from chiso.figures.limits import behaviour_limits, behaviour_signals
from chiso.present import charts
from chiso.web.parts import loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.findings import pair, show, state_of
from chiso.words.states import LEGEND, STATES

# The six figures of a unit: indicator, name, what is counted
SIX = (
    ("online_rate", "Trực tuyến", ""),
    ("overdue_dossiers", "Quá hạn", "hồ sơ"),
    ("on_time_rate", "Đúng hạn", ""),
    ("digitised_rate", "Số hóa", ""),
    ("e_result_rate", "KQ điện tử", ""),
    ("task_on_time_rate", "Nhiệm vụ", ""),
)
HEAT = {
    "online_rate": "Trực tuyến",
    "on_time_rate": "Đúng hạn",
    "digitised_rate": "Số hóa",
    "e_result_rate": "KQ điện tử",
    "task_on_time_rate": "Nhiệm vụ",
    "petition_on_time_rate": "PAKN",
}
LISTS = {"dossiers": "Hồ sơ", "tasks": "Nhiệm vụ", "petitions": "PAKN", "plan": "Kế hoạch"}
TRENDS = {"online_rate": "Hồ sơ trực tuyến", "on_time_rate": "Hồ sơ đúng hạn"}


def main() -> None:
    here = current()
    if here.as_of is None:
        widgets.question("Đơn vị nào đang cần giúp?")
        widgets.empty("Chưa có số liệu theo đơn vị", file="Danh sách hồ sơ Một cửa", here=here)
        return
    if here.unit is None:
        _all_units(here)
        return
    name = loading.unit_name(here)
    widgets.question(f"{plain(name)} đang ở đâu?")
    _validity(here)
    with st.spinner("Đang tính…"):
        _six(here)
        left, right = st.columns(2, gap="medium")
        with left:
            _lists(here)
        with right:
            _trends(here)
        _officials(here)
        _criteria(here)
    widgets.sources_line(here, loading.newest_imports(here))


def _validity(here: Context) -> None:
    """A unit that a reorganisation ended says so, with the unit that carries on its work."""
    found: Any = loading.units(here).set_index("unit").loc[here.unit]
    if missing(found["valid_to"]):
        return
    text = f"Đơn vị hoạt động đến {format_date(found['valid_to'])}"
    if not missing(found["successor"]):
        text += f"; nay là {loading.unit_name(here, str(found['successor']))}"
    widgets.note(f":material/history: {plain(text)}")


def _all_units(here: Context) -> None:
    """No unit chosen: all of them, to choose from."""
    widgets.question("Đơn vị nào đang cần giúp?")
    rows = loading.short_names(here, loading.values(here, by="unit"))
    shown = rows[rows["indicator"].isin(HEAT)]
    under = f"Tỷ lệ %, cả năm CCHC · {LEGEND} · * mẫu số dưới {SMALL_BASE}. Bấm một ô để mở trang của đơn vị."
    with widgets.card(headlines.worst_unit(shown.to_dict("records"), len(HEAT)), under):
        tables.heat(shown, HEAT, here, name="chon_don_vi", pages=dict.fromkeys(HEAT, "don-vi"))
    _ranking(here, rows)
    widgets.sources_line(here, loading.newest_imports(here))


def _ranking(here: Context, rows: pd.DataFrame) -> None:
    """Rates with their base shown; small bases marked, so that unlike units are compared fairly."""
    chosen = st.segmented_control(
        "So sánh các đơn vị theo",
        list(HEAT),
        format_func=lambda code: f":blue[{HEAT[code]}]",
        default="online_rate",
        required=True,
        key="so_sanh",
    )
    one = rows[(rows["indicator"] == (chosen or "online_rate")) & rows["value"].notna()]
    if one.empty:
        widgets.note("Chưa có số.")
        return
    frame = one.assign(
        key=one["unit"],
        name=[
            f"{name} ({format_number(n)}/{format_number(d)}{'; số ít' if small else ''})"
            for name, n, d, small in zip(
                one["unit_name"], one["numerator"], one["denominator"], one["small_base"], strict=True
            )
        ],
        status=[state_of(row).code for row in one.to_dict("records")],
    ).sort_values("value")
    average = one["numerator"].sum() / one["denominator"].sum()
    lowest = frame.iloc[0]
    headline = f"{lowest['unit_name']} thấp nhất, {show(float(lowest['value']), rate=True)}"
    with widgets.card(
        headline, f"Trung bình chung {show(float(average), rate=True)}; trong ngoặc là tử số/mẫu số"
    ):
        plots.plot(plots.figure(here, charts.bullets, frame), here, name="xep_hang_don_vi", alt=headline)


def _with_base(row: dict[Any, Any]) -> str:
    few = "; số ít" if row["small_base"] else ""
    return f"{row['unit_name']} ({format_number(row['numerator'])}/{format_number(row['denominator'])}{few})"


def _six(here: Context) -> None:
    now = loading.values(here)
    before = loading.values(loading.earlier(here))
    everyone = loading.values(here, unit=None, by="unit")
    whole = loading.values(here, unit=None)
    items = []
    for code, name, things in SIX:
        row = loading.row(now, code)
        card = widgets.figure_card(row, loading.row(before, code), name=name, things=things)
        items.append(_ranked(here, card, row, everyone, loading.row(whole, code)))
    widgets.kpis(items, key="dv")


def _ranked(
    here: Context, card: widgets.Kpi, row: dict[str, Any], everyone: pd.DataFrame, whole: dict[str, Any]
) -> widgets.Kpi:
    """The card with the unit's place among the units that have a base, and the base itself."""
    if missing(row.get("value")):
        return card
    rows = everyone[(everyone["indicator"] == row["indicator"]) & everyone["value"].notna()]
    fair = rows[(~rows["small_base"].astype(bool)) | (rows["unit"] == here.unit)]
    more_is_better = missing(row.get("denominator")) is False
    order = fair["value"].rank(ascending=not more_is_better, method="min")
    mine = order[fair["unit"] == here.unit]
    parts = [card.under]
    if len(mine):
        parts.append(f"thứ {int(mine.iloc[0])} trong {len(fair)} đơn vị")
    if not missing(row.get("denominator")):
        parts.append(f"{format_number(row['numerator'])}\u00a0/\u00a0{format_number(row['denominator'])}")
        parts.append(
            f"chung {show(float(whole['value']), rate=True)}" if not missing(whole.get("value")) else ""
        )
    state = card.state
    if row.get("small_base"):
        state = STATES["no_target"].named("Số ít")
    return widgets.Kpi(
        card.name, card.value, state, "\n".join(p for p in parts if p), card.change, card.color
    )


def _lists(here: Context) -> None:
    """Late and soon, kind by kind."""
    late = {kind: loading.overdue(here, kind=kind) for kind in LISTS}
    soon = {kind: loading.due_soon(here, 7, kind=kind) for kind in LISTS}
    total = sum(len(rows) for rows in late.values())
    headline = f"{format_number(total)} việc quá hạn" if total else "Không có việc nào quá hạn"
    with widgets.card(headline, "Hồ sơ, nhiệm vụ, PAKN, việc kế hoạch; sắp đến hạn là trong 7 ngày làm việc"):
        counts = pd.DataFrame(
            {
                "name": list(LISTS.values()),
                "late": [len(late[kind]) for kind in LISTS],
                "longest": [late[kind]["days_late"].max() if len(late[kind]) else None for kind in LISTS],
                "soon": [len(soon[kind]) for kind in LISTS],
            }
        )
        tables.small(counts, COUNTS, alt="Số việc quá hạn và sắp đến hạn")
        both = pd.concat(
            [frame for frame in (*late.values(), *soon.values()) if len(frame)] or [pd.DataFrame()]
        )
        if both.empty:
            return
        with widgets.toolbar():
            title = f"{loading.unit_name(here)}, số liệu đến {format_date(here.as_of)}"
            tables.copy_block(lambda: lateness.as_text(both, title), key="chep_don_vi")
            tables.download_buttons(
                both, LISTED, here, name="viec_don_vi", title=f"Việc của {loading.unit_name(here)}"
            )
        if st.toggle("Xem từng dòng", key="xem_don_vi"):
            tables.table(both, LISTED, here, name="viec_don_vi", title=headline, downloads=False,
                         alarm={"days_late": lambda days: days > 7})  # fmt: skip


COUNTS = {
    "name": Column("Loại"),
    "late": Column("Quá hạn", "count"),
    "longest": Column("Lâu nhất", "days"),
    "soon": Column("Sắp đến hạn", "count"),
}
LISTED = {
    "days_late": Column("Trễ", "days", width=85),
    "title": Column("Nội dung", width=230),
    "official": Column("Công chức", width=140),
    "due": Column("Hạn", "date", width=105),
    "id": Column("Số", width=170),
}


def _trends(here: Context) -> None:
    """Two rates by month, with the limits that tell a change from the usual to and fro."""
    code = st.segmented_control(
        "Diễn biến",
        list(TRENDS),
        format_func=lambda code: f":blue[{TRENDS[code]}]",
        default="online_rate",
        required=True,
        key="dien_bien",
        label_visibility="collapsed",
    )
    months = loading.values(here, by="month", indicator=code or "online_rate").sort_values("month")
    months = months[months["value"].notna()]
    name = TRENDS[code or "online_rate"]
    if months.empty:
        with widgets.card(f"{name}: chưa có số theo tháng"):
            widgets.note("Đơn vị này chưa có hồ sơ trong năm CCHC.")
        return
    points = [float(v) for v in months["value"]]
    limits = behaviour_limits(points)
    signals = behaviour_signals(points, limits) if limits else []
    last = months.iloc[-1]
    headline = f"{name} tháng {int(last['month'][5:])}: {show(points[-1], rate=True)}" + _since(points)
    is_short = len(points) < 12
    under = "Vùng nhạt là dao động thường; điểm đỏ là thay đổi thật" + ("; giới hạn tạm" if is_short else "")
    with widgets.card(headline, under if limits else "Từng tháng của năm CCHC"):
        figure = (
            plots.figure(here, charts.limits_band, months, lower=max(limits.lower, 0), mean=limits.mean,
                upper=min(limits.upper, 1), signals=tuple(signals),
            )
            if limits
            else plots.figure(here, charts.month_bars, months)
        )  # fmt: skip
        plots.plot(figure, here, name="dien_bien", alt=headline)


def _since(points: list[float]) -> str:
    if len(points) < 2:
        return ""
    both = pair(points[-1], points[-2], rate=True)
    if both.sign == 0:
        return ", không đổi"
    return f", {'tăng' if both.sign > 0 else 'giảm'} {both.gap} điểm so với tháng trước"


def _officials(here: Context) -> None:
    """The monthly judgement: handled, late, rate, verdict of the ten percent rule."""
    rows = loading.values(here, by="official", indicator="official_late_rate")
    rows = rows[rows["value"].notna()].sort_values("value", ascending=False)
    over = int((rows["value"] >= lateness.OFFICIAL_BAR).sum())
    headline = f"{format_number(over)} trong {format_number(len(rows))} công chức có từ 10% trễ hạn"
    with widgets.card(headline if len(rows) else "Chưa có số theo công chức",
                      "Hồ sơ và nhiệm vụ của năm CCHC; từ 10% không được xếp loại “hoàn thành tốt” trở lên",
                      stretch=False):  # fmt: skip
        if rows.empty:
            widgets.note("Tệp xuất không ghi tên công chức.")
            return
        shown = rows.assign(
            verdict=[
                ("Vượt ngưỡng" if value >= lateness.OFFICIAL_BAR else "Trong ngưỡng")
                + (", số ít" if small else "")
                for value, small in zip(rows["value"], rows["small_base"], strict=True)
            ]
        )
        tables.table(shown, OFFICIALS, here, name="cong_chuc", title=f"Công chức {loading.unit_name(here)}",
                     alarm={"value": lambda value: value >= lateness.OFFICIAL_BAR})  # fmt: skip


OFFICIALS = {
    "official": Column("Công chức", width=220),
    "denominator": Column("Đã xử lý", "count", width=110),
    "numerator": Column("Trễ, quá hạn", "count", width=120),
    "value": Column("Tỷ lệ", "percent", width=100),
    "verdict": Column("Ngưỡng 10%", width=170),
}


def _criteria(here: Context) -> None:
    """Criteria that this unit answers for, with the points they lost."""
    years = loading.query(here, "criteria_years", agency=here.agency)
    if years.empty:
        return
    year = next((int(y) for y in years["year"] if y <= here.year), int(years["year"].iloc[0]))
    found = loading.ask(here, figures.criteria, agency=here.agency, year=year, as_of=here.as_of)
    mine = set(loading.unit_ids(here) or ())
    lost = [row for row in found["criteria"] if (row["lost"] or 0) > 0]
    rows = pd.DataFrame([row for row in lost if mine & set(loading.responsible(here, row["units"]))])
    if rows.empty:
        return
    lost = format_number(float(rows["lost"].sum()), 2)
    with widgets.card(f"{len(rows)} tiêu chí của đơn vị mất {lost} điểm năm {year}", stretch=False):
        shown = rows.assign(data=[_share(row) for row in rows.to_dict("records")])
        tables.table(
            shown, CRITERIA, here, name="tieu_chi_dv", title=f"Tiêu chí của {loading.unit_name(here)}"
        )


def _share(row: dict[Any, Any]) -> str | None:
    if missing(row["numerator"]) or missing(row["denominator"]) or not row["denominator"]:
        return None
    return f"{format_number(row['numerator'])}/{format_number(row['denominator'])} = " + format_percent(
        row["numerator"] / row["denominator"]
    )


CRITERIA = {
    "code": Column("Mã", width=95),
    "name": Column("Tiêu chí", width=280),
    "lost": Column("Mất", "number", width=80),
    "data": Column("Số liệu", width=190),
    "remedy": Column("Giải pháp", width=260),
    "deadline": Column("Hạn", width=110),
}


main()
