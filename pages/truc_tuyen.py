"""Trực tuyến: will the target be reached by 30/11, and where is the work?"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.periods import month_end, year_earlier
from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.present import charts, slides
from chiso.reference import changes
from chiso.web.parts import loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.findings import pair, show, state_of
from chiso.words.states import STATES

INDICATOR = "online_rate"
BASES = {"tat_ca": "Tất cả hồ sơ", "co_truc_tuyen": "TTHC có trực tuyến"}
COMPANIONS = (
    "e_result_rate",
    "digitised_rate",
    "reuse_rate",
    "online_payment_rate",
    "online_procedure_rate",
    "payment_procedure_rate",
    "postal_dossier_rate",
    "postal_procedure_rate",
    "receipt_8h_rate",
)
MOST_BARS = 8


@dataclass(frozen=True)
class Base:
    """The denominator in use: all received, or those offered online; with or without the excluded groups."""

    offered: bool
    without_excluded: bool

    @property
    def is_official(self) -> bool:
        """The denominator that the target is set on."""
        return not self.offered and not self.without_excluded

    @property
    def dossiers(self) -> figures.Base:
        """The same for the figures."""
        return figures.Base(offered=self.offered, counted=self.without_excluded)

    @property
    def words(self) -> str:
        tail = ", trừ nhóm không tính" if self.without_excluded else ""
        return ("hồ sơ của TTHC có trực tuyến" if self.offered else "tất cả hồ sơ tiếp nhận") + tail


def main() -> None:
    here = current()
    row = loading.row(loading.values(here, indicator=INDICATOR), INDICATOR) if here.as_of else {}
    target = None if missing(row.get("target")) else row.get("target")
    goal = (
        f"{show(target, rate=True)} vào {_deadline(row):%d/%m}" if target and _deadline(row) else "chỉ tiêu"
    )
    widgets.question(f"Có đạt {goal} không, và phải làm ở đâu?")
    if here.as_of is None or not row.get("denominator"):
        widgets.empty("Chưa có hồ sơ tiếp nhận trong năm CCHC này", file="Danh sách hồ sơ Một cửa", here=here)
        return
    with st.spinner("Đang tính…"):
        base = _base(here)
        days = _days(here, base)
        months = _months(here, base)
        _figures(here, row, days, months, base)
        _over_time(here, row, days, months, base)
        _where(here, row, base)
        _companions(here)
        _channels(here, months)
        tables.behind(here, INDICATOR, "Hồ sơ trực tuyến")
    widgets.sources_line(here, loading.newest_imports(here), "dossiers", "procedures")


def _deadline(row: dict[str, Any]) -> date | None:
    day = row.get("target_date")
    return None if missing(day) else day  # type: ignore[return-value]


def _base(here: Context) -> Base:
    """The denominator in use, as /quan-tri sets it; named, and switched here."""
    in_use, exclusion = (
        loading.ask(here, changes.setting, agency=here.agency, name=name)
        for name in ("online_base", "online_exclusion")
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        chosen = view.segments("Mẫu số", BASES, name="mau_so", default=in_use)
        without = view.toggle("Loại trừ nhóm không tính", name="loai_tru", default=exclusion == "loai_tru")
    return Base(chosen == "co_truc_tuyen", without)


def _days(here: Context, base: Base) -> pd.DataFrame:
    found: pd.DataFrame = loading.asked(here, figures.days, indicator=INDICATOR, base=base.dossiers)
    return found


def _last_year(here: Context, as_of: date) -> Context:
    """The same range a year earlier."""
    start = here.date_from and year_earlier(here.date_from)
    return here.but(year=here.year - 1, as_of=year_earlier(as_of), date_from=start)


def _months(here: Context, base: Base) -> pd.DataFrame:
    """This year's months, and beside each the same month of the year before."""
    now = loading.asked(here, figures.received, by="month", base=base.dossiers)
    assert here.as_of is not None
    last = _last_year(here, here.as_of)
    before = loading.asked(last, figures.received, by="month", base=base.dossiers)
    earlier = dict(zip(before["key"], before["value"], strict=True))
    same = [earlier.get(f"{int(month[:4]) - 1}{month[4:]}") for month in now["key"]]
    return now.assign(month=now["key"], previous=pd.Series(same, dtype="float64"))


def _figures(
    here: Context, row: dict[str, Any], days: pd.DataFrame, months: pd.DataFrame, base: Base
) -> None:
    widgets.kpis(
        [_total(here, row, days, base), _needed(row, base), _month(here, months), _before(here, row, base)],
        key="tt",
        columns=4,
        width=170,
    )


def _total(here: Context, row: dict[str, Any], days: pd.DataFrame, base: Base) -> widgets.Kpi:
    if days.empty:
        return widgets.Kpi("Lũy kế", "–", STATES["unknown"], f"Mẫu số: {base.words}")
    last = days.iloc[-1]
    under = f"{format_number(last['numerator'])}\u00a0/\u00a0{format_number(last['denominator'])} hồ sơ"
    target = row.get("target")
    state = STATES["no_target"]
    if base.is_official:
        state = state_of(row)
    if target is not None and not missing(target):
        both = pair(float(last["value"]), float(target), rate=True)
        under += (
            f"; {'thiếu' if both.sign < 0 else 'vượt'} {both.gap} điểm" if both.sign else "; bằng chỉ tiêu"
        )
    return widgets.Kpi(f"Lũy kế đến {here.as_of:%d/%m}", show(last["value"], rate=True), state, under)


def _needed(row: dict[str, Any], base: Base) -> widgets.Kpi:
    required, expected, deadline = row.get("required"), row.get("expected"), _deadline(row)
    if not base.is_official:
        return widgets.Kpi("Cần từ nay", "–", STATES["not_applicable"], "Chỉ tính cho mẫu số của chỉ tiêu")
    if missing(required) or missing(expected) or deadline is None or not expected:
        return widgets.Kpi("Cần từ nay", "–", STATES["no_target"], "Đã hết hạn hoặc chưa giao chỉ tiêu")
    words = headlines.needed(required)
    rest = f"{format_number(max(required, 0) * expected, 0)}\u00a0/\u00a0{format_number(expected, 0)}"
    under = f"{rest} hồ sơ dự kiến đến {deadline:%d/%m}"
    if required > 1:
        return widgets.Kpi("Cần từ nay", show(required, rate=True), STATES["missed"].named(words), under)
    if required <= 0:
        return widgets.Kpi("Cần từ nay", "0%", STATES["met"], "Đã đủ cho cả kỳ")
    recent = row.get("recent")
    hard = recent is not None and not missing(recent) and required > recent
    state = STATES["near"].named("Khó đạt") if hard else STATES["on_track"]
    if recent is not None and not missing(recent):
        under += f"; ba tháng qua {show(recent, rate=True)}"
    return widgets.Kpi("Cần từ nay", show(required, rate=True), state, under)


def _month(here: Context, months: pd.DataFrame) -> widgets.Kpi:
    if months.empty:
        return widgets.Kpi("Tháng này", "–", STATES["unknown"])
    last = months.iloc[-1]
    under = f"{format_number(last['numerator'])}\u00a0/\u00a0{format_number(last['denominator'])} hồ sơ"
    until = _unfinished(here, months)
    state = STATES["open"] if until else STATES["no_target"]
    if until:
        under += f", đến {until:%d/%m}"
    return widgets.Kpi(f"Tháng {int(last['month'][5:])}", show(last["value"], rate=True), state, under)


def _before(here: Context, row: dict[str, Any], base: Base) -> widgets.Kpi:
    assert here.as_of is not None
    last = _last_year(here, here.as_of)
    days = _days(last, base)
    if days.empty:
        return widgets.Kpi("Cùng kỳ năm trước", "–", STATES["unknown"], "Chưa có dữ liệu năm trước")
    then = days.iloc[-1]
    both = pair(float(row["value"]), float(then["value"]), rate=True)
    way = "tăng" if both.sign > 0 else "giảm"
    under = (
        f"Năm nay {way} {both.gap} điểm" if both.sign and base.is_official else f"Đến {last.as_of:%d/%m/%Y}"
    )
    return widgets.Kpi("Cùng kỳ năm trước", show(then["value"], rate=True), STATES["no_target"], under)


def _unfinished(here: Context, months: pd.DataFrame) -> date | None:
    """The as-of date, when the last month is not over."""
    if here.as_of is None or months.empty:
        return None
    is_last_day = here.as_of == month_end(here.as_of)
    return here.as_of if months["month"].iloc[-1] == f"{here.as_of:%Y-%m}" and not is_last_day else None


def _over_time(
    here: Context, row: dict[str, Any], days: pd.DataFrame, months: pd.DataFrame, base: Base
) -> None:
    target, deadline = _target(row), _deadline(row)
    value = None if days.empty else float(days["value"].iloc[-1])
    required = None if missing(row.get("required")) or not base.is_official else row.get("required")
    left, right = st.columns(2, gap="medium")
    words = f"{deadline:%d/%m}" if deadline else ""
    with left:
        headline = headlines.online(value, target, required, words)
        with widgets.card(headline, f"Tỷ lệ lũy kế năm CCHC {here.year}, mẫu số: {base.words}"):
            plots.plot(
                plots.figure(
                    here, charts.cumulative, days, target=target, deadline=deadline, required=required
                ),
                here,
                name="luy_ke",
                alt=headline,
            )
            with widgets.toolbar():
                tables.look_up(here, days.tail(60), DAYS, name="luy_ke", title=headline)
                plots.slide_button(headline, lambda: _line(days, target), here, name="luy_ke")
                widgets.definition(
                    loading.definitions(here, INDICATOR),
                    loading.sources(here, "dossiers"),
                    key="dinh_nghia_tt",
                )
    with right:
        headline = headlines.months_against(list(months["value"]), target, year_value=value)
        until = _unfinished(here, months)
        under = "Từng tháng: năm nay (xanh), năm trước (xám)" + ("; tháng chưa hết vẽ nhạt" if until else "")
        with widgets.card(headline, under):
            plots.plot(
                plots.figure(here, charts.month_bars, months, target=target, unfinished=until),
                here,
                name="tung_thang",
                alt=headline,
            )
            with widgets.toolbar():
                tables.look_up(here, months, MONTHS, name="tung_thang", title=headline)
                plots.slide_button(headline, lambda: _columns(months, target), here, name="tung_thang")


DAYS = {
    "day": Column("Ngày", "date"),
    "numerator": Column("Trực tuyến", "count"),
    "denominator": Column("Tiếp nhận", "count"),
    "value": Column("Lũy kế", "percent"),
}
MONTHS = {
    "month": Column("Tháng"),
    "online": Column("Trực tuyến", "count"),
    "counter": Column("Trực tiếp", "count"),
    "postal": Column("Bưu chính", "count"),
    "denominator": Column("Tiếp nhận", "count"),
    "value": Column("Tỷ lệ", "percent"),
    "previous": Column("Năm trước", "percent"),
}


def _target(row: dict[str, Any]) -> float | None:
    return None if missing(row.get("target")) else float(row["target"])


def _line(days: pd.DataFrame, target: float | None) -> slides.Chart:
    rows = days.iloc[:: max(1, len(days) // 24)]
    series = [slides.Series("Lũy kế", tuple(float(v) for v in rows["value"]))]
    if target is not None:
        series.append(slides.Series("Chỉ tiêu", (target,) * len(rows), "target"))
    names = tuple(f"{pd.Timestamp(day):%d/%m}" for day in rows["day"])
    return slides.Chart("line", names, tuple(series), unit="rate", label_points="last", axis_from_zero=False)


def _columns(months: pd.DataFrame, target: float | None) -> slides.Chart:
    names = tuple(f"T{int(month[5:])}" for month in months["month"])
    series = [slides.Series("Năm nay", tuple(float(v) for v in months["value"]))]
    if months["previous"].notna().any():
        before = tuple(None if missing(v) else float(v) for v in months["previous"])
        series.insert(0, slides.Series("Năm trước", before, "context"))
    return slides.Chart("columns", names, tuple(series), unit="rate", label_points="last")


def _where(here: Context, row: dict[str, Any], base: Base) -> None:
    """Who is short of how many online dossiers; a click on a unit filters the procedures beside it."""
    target = _target(row)
    if target is None:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        unit = _gap_of_officials(here, base, target) if here.unit else _gap_of_units(here, base, target)
    with right:
        _gap_of_procedures(here.but(unit=unit) if unit else here, base, target, unit)


def _gap(here: Context, base: Base, target: float, by: str, kind: str) -> tuple[pd.DataFrame, str]:
    """Rows with what each is short of, and the headline."""
    rows = loading.asked(here, figures.received, by=by, base=base.dossiers)
    needed = (target * rows["denominator"] - rows["numerator"]).round(6).clip(lower=0)
    rows = rows.assign(missing=[math.ceil(value) for value in needed])
    rows = rows.sort_values(["missing", "denominator"], ascending=False, ignore_index=True)
    short = rows[rows["missing"] > 0]
    pairs = list(zip(short["name"], short["missing"], strict=True))
    if by in ("procedure", "field"):
        return rows, headlines.share_percent(pairs, kind=kind)
    return rows, headlines.share(pairs, things="hồ sơ", rest="còn thiếu", kind=kind)


def _gap_bars(here: Context, rows: pd.DataFrame) -> Any:
    """The bars of those that are short; every one of at least half the largest stands out."""
    short = rows[rows["missing"] > 0].head(MOST_BARS)
    culprits = int((short["missing"] >= short["missing"].iloc[0] / 2).sum())
    frame = short[["name", "missing", "key"]].rename(columns={"missing": "value"})
    return plots.figure(here, charts.hbars, frame, culprits=culprits)


def _gap_tools(here: Context, rows: pd.DataFrame, headline: str, by: str, words: str) -> None:
    with widgets.toolbar():
        columns = BY | {"name": Column(words, width=280)}
        tables.look_up(
            here, rows, columns, name=f"thieu_{by}", title=headline, optional=("counter", "postal")
        )
        plots.slide_button(headline, lambda: _bars(rows[rows["missing"] > 0]), here, name=f"thieu_{by}")


def _under(target: float, words: str) -> str:
    return f"Số hồ sơ trực tuyến còn thiếu để đạt {show(target, rate=True)}, theo {words}"


def _gap_of_units(here: Context, base: Base, target: float) -> str | None:
    rows, headline = _gap(here, base, target, "unit", "đơn vị")
    with widgets.card(headline, _under(target, "đơn vị; bấm một thanh để lọc thủ tục")):
        picked = None
        if (rows["missing"] > 0).any():
            picked = plots.choose(_gap_bars(here, rows), here, name="thieu_unit", alt=headline)
        else:
            widgets.all_fine("Không đơn vị nào còn thiếu.")
        _gap_tools(here, rows, headline, "unit", "Đơn vị")
        return picked


def _gap_of_officials(here: Context, base: Base, target: float) -> None:
    rows, headline = _gap(here, base, target, "official", "công chức")
    with widgets.card(headline, _under(target, "công chức")):
        if (rows["missing"] > 0).any():
            plots.plot(_gap_bars(here, rows), here, name="thieu_official", alt=headline)
        else:
            widgets.all_fine("Không công chức nào còn thiếu.")
        _gap_tools(here, rows, headline, "official", "Công chức")


def _gap_of_procedures(here: Context, base: Base, target: float, unit: str | None) -> None:
    """By procedure, or by field where one asks for it; of the unit that was clicked beside it."""
    by = "field" if st.session_state.get("theo_linh_vuc") else "procedure"
    words = "lĩnh vực" if by == "field" else "thủ tục"
    rows, headline = _gap(here, base, target, by, words)
    with widgets.card(headline, _under(target, words)):
        if unit is not None:
            plots.chosen("thieu_unit", loading.unit_name(here, unit))
        if (rows["missing"] > 0).any():
            plots.plot(_gap_bars(here, rows), here, name=f"thieu_{by}", alt=headline)
        else:
            widgets.all_fine(f"Không {words} nào còn thiếu.")
        st.toggle("Theo lĩnh vực", key="theo_linh_vuc")
        _gap_tools(here, rows, headline, by, words.capitalize())


BY = {
    "name": Column("Tên", width=280),
    "missing": Column("Còn thiếu", "count", width=95),
    "numerator": Column("Trực tuyến", "count", width=95),
    "counter": Column("Trực tiếp", "count", width=95),
    "postal": Column("Bưu chính", "count", width=95),
    "denominator": Column("Tiếp nhận", "count", width=95),
    "value": Column("Tỷ lệ", "percent", width=85),
}


def _bars(rows: pd.DataFrame) -> slides.Chart:
    rows = rows.head(MOST_BARS)
    return slides.Chart(
        "bars",
        tuple(rows["name"].astype(str)),
        (slides.Series("Còn thiếu", tuple(float(v) for v in rows["missing"]), "context"),),
        alarm_points=frozenset({0}),
    )


def _companions(here: Context) -> None:
    values = loading.values(here)
    rows = values[values["indicator"].isin(COMPANIONS) & values["denominator"].notna()]
    order = {code: place for place, code in enumerate(COMPANIONS)}
    rows = rows.sort_values("indicator", key=lambda codes: codes.map(order))
    headline = headlines.companions(rows.to_dict("records"))
    under = f"Đến {here.as_of:%d/%m/%Y}; vạch đậm là chỉ tiêu; bấm một thanh để xem từng hồ sơ"
    with widgets.card(headline, under):
        if rows.empty:
            widgets.note("Chưa có số.")
            return
        states = [state_of(row).code for row in rows.to_dict("records")]
        names = [str(name).removeprefix("Tỷ lệ ") for name in rows["name"]]
        frame = rows.assign(
            key=rows["indicator"], status=states, name=[name[:1].upper() + name[1:] for name in names]
        )[["name", "value", "target", "status", "key"]]
        half = (len(frame) + 1) // 2
        parts = {"di_cung_trai": frame.head(half), "di_cung_phai": frame.tail(len(frame) - half)}
        picked = _bullets(here, parts, headline)
        with widgets.toolbar():
            tables.look_up(here, rows, COMPANION_COLUMNS, name="di_cung", title=headline)
            widgets.definition(
                loading.definitions(here, *COMPANIONS), loading.sources(here, "dossiers"), key="dinh_nghia_dc"
            )
        for name, code in picked.items():
            words = str(frame.loc[frame["key"] == code, "name"].iloc[0])
            plots.chosen(name, words)
            tables.behind(here, code, words)


def _bullets(here: Context, parts: dict[str, pd.DataFrame], headline: str) -> dict[str, str]:
    """Two columns of bullet bars; what was clicked, by chart."""
    picked: dict[str, str] = {}
    for column, (name, part) in zip(st.columns(2, gap="medium"), parts.items(), strict=True):
        if part.empty:
            continue
        with column:
            code = plots.choose(plots.figure(here, charts.bullets, part), here, name=name, alt=headline)
            if code:
                picked[name] = code
    return picked


COMPANION_COLUMNS = {
    "name": Column("Chỉ tiêu", width=300),
    "numerator": Column("Tử số", "count", width=90),
    "denominator": Column("Mẫu số", "count", width=90),
    "value": Column("Đạt", "percent", width=90),
    "target": Column("Chỉ tiêu giao", "percent", width=120),
}


def _channels(here: Context, months: pd.DataFrame) -> None:
    if months.empty:
        return
    total = months[["online", "counter", "postal"]].sum()
    counter = total["counter"] / max(total.sum(), 1)
    headline = f"Nộp trực tiếp còn chiếm {show(float(counter), rate=True)} hồ sơ của năm"
    with widgets.card(headline, "Hình thức nộp từng tháng, % số hồ sơ tiếp nhận"):
        plots.plot(plots.figure(here, charts.channels, months), here, name="hinh_thuc", alt=headline)


main()
