"""Tiêu chí: where points were lost, who mends it, how much comes back this year."""

from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_number, format_percent
from chiso.desk import office
from chiso.figures import scoring
from chiso.figures.scoring import Rule
from chiso.present import charts, slides
from chiso.web.parts import editing, loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context, current
from chiso.words import headlines
from chiso.words.states import STATES


def main() -> None:
    here = current()
    widgets.question("Mất điểm ở đâu, ai sửa, năm nay lấy lại được bao nhiêu?")
    years = loading.query(here, "criteria_years", agency=here.agency)
    if years.empty:
        widgets.empty("Chưa có bảng điểm CCHC", file="Bảng tự chấm, thẩm định Chỉ số CCHC", who="Tổ giúp việc",
                      here=here)  # fmt: skip
        return
    year = _year(here, [int(y) for y in years["year"]])
    with st.spinner("Đang tính…"):
        found = loading.ask(here, figures.criteria, agency=here.agency, year=year, as_of=here.as_of)
        rows = _rows(here, found["criteria"], year)
        total = found["total"]
        _totals(here, year, total, rows)
        left, right = st.columns([1.7, 1], gap="medium")
        with left:
            picked = _losses(here, year, total, rows)
        with right:
            _who(here, rows)
            _unexplained(here, total, year)
        if picked:
            _one(here, rows, picked, year)
        _table(here, rows, year, picked)
        _years_apart(here, rows, year, [int(y) for y in years["year"]])
    widgets.note(plain(f"Điểm CCHC năm {year}" + (f" · nguồn: {total['source']}" if total["source"] else "")))
    widgets.sources_line(here, loading.newest_imports(here), "criteria", "index_scores")


def _year(here: Context, years: list[int]) -> int:
    """The year of the table: that of the filters where there is one, else the newest before it."""
    default = next((year for year in years if year <= here.year), years[0])
    if len(years) == 1:
        return years[0]
    chosen = st.segmented_control(
        "Năm của bảng điểm",
        years,
        format_func=lambda year: f":blue[Năm {year}]",
        default=default,
        required=True,
        key=f"nam_diem_{here.year}",
        label_visibility="collapsed",
    )
    return chosen or default


def _rows(here: Context, criteria: list[dict[str, Any]], year: int) -> pd.DataFrame:
    """Criteria with what they lost, what the data says, and what this year's figure would give by the same rule."""
    frame = pd.DataFrame(criteria)
    if here.unit is not None:
        mine = set(loading.unit_ids(here) or ())
        frame = frame[[bool(mine & set(loading.responsible(here, units))) for units in frame["units"]]]
    gains = _gains(here, frame, year)
    office_rows = loading.ask(here, office.wide, agency=here.agency, dataset="criteria").set_index(
        "record_key"
    )
    checked = office_rows["evidence_checked"].to_dict()
    frame = frame.assign(checked=[not missing(checked.get(key)) for key in frame["key"]])
    return frame.assign(
        short=[_short(name) for name in frame["name"]],
        data=[_data(row) for row in frame.to_dict("records")],
        gain=[gains.get(code) for code in frame["code"]],
        proof=[_proof(row) for row in frame.to_dict("records")],
    )


def _proof(row: dict[Any, Any]) -> str:
    """Whether there is evidence, and whether somebody checked it."""
    if not isinstance(row["evidence"], str) or not row["evidence"]:
        return "Thiếu" if (row["lost"] or 0) > 0 else "–"
    return "✓ Đã kiểm tra" if row["checked"] else "Chưa kiểm tra"


def _gains(here: Context, frame: pd.DataFrame, year: int) -> dict[str, float]:
    """Points that the newest figures would add (or take) by the rules of that year; only where a rule is printed."""
    rules = loading.query(here, "score_rules", agency=here.agency, year=year)
    values = loading.values(here, unit=None).set_index("indicator")["value"].to_dict()
    gains = {}
    for row in frame.to_dict("records"):
        lines = [
            Rule(r["method"], r["points"], r["comparison"] or ">=", r["threshold"])
            for r in rules[rules["code"] == row["code"]].replace({float("nan"): None}).to_dict("records")
        ]
        value = values.get(row["indicator"])
        if not lines or missing(value) or missing(row["points"]):
            continue
        points = scoring.projected(lines, value, row["max_points"])
        if points is not None:
            gains[str(row["code"])] = round(points - row["points"], 4)
    return gains


def _short(name: str) -> str:
    """A criterion's name without "Tỷ lệ", to fit over a bar."""
    text = str(name).removeprefix("Tỷ lệ ")
    return text[:1].upper() + text[1:]


def _data(row: dict[str, Any]) -> str:
    if missing(row["numerator"]) or missing(row["denominator"]) or not row["denominator"]:
        return "–"
    share = format_percent(row["numerator"] / row["denominator"])
    return f"{format_number(row['numerator'])}/{format_number(row['denominator'])} = {share}"


def _totals(here: Context, year: int, total: dict[str, Any], rows: pd.DataFrame) -> None:
    explained = float(rows["lost"].fillna(0).sum())
    widgets.kpis(
        [_points(year, total), _lost(total, explained), _back(here, rows)], key="diem", columns=3, width=250
    )


def _points(year: int, total: dict[str, Any]) -> widgets.Kpi:
    rank = ""
    if not missing(total["rank"]):
        rank = f", hạng {int(total['rank'])}"
        rank += f"\u00a0/\u00a0{int(total['rank_of'])}" if not missing(total["rank_of"]) else ""
    state = STATES["met"] if total["rating"] else STATES["expected"]
    word = widgets.sentence_case(str(total["rating"])) if total["rating"] else "Theo bảng tự chấm"
    percent = "" if missing(total["percent"]) else f"{format_number(total['percent'])}%"
    return widgets.Kpi(
        f"Điểm CCHC năm {year}",
        f"{format_number(total['points'])}\u00a0/\u00a0{format_number(total['max'])}",
        state.named(word),
        f"{percent}{rank}",
    )


def _lost(total: dict[str, Any], explained: float) -> widgets.Kpi:
    unexplained = total.get("unexplained")
    if missing(unexplained) or abs(float(unexplained or 0)) < 0.005:
        state = STATES["no_target"]
    else:
        state = STATES["near"].named(f"{format_number(unexplained, 2)} chưa có chi tiết")
    lost = explained if missing(total.get("lost")) else float(total["lost"])
    return widgets.Kpi(
        "Điểm bị trừ", format_number(lost, 2), state, f"{format_number(explained, 2)} đã có chi tiết"
    )


def _back(here: Context, rows: pd.DataFrame) -> widgets.Kpi:
    known = rows["gain"].dropna()
    name = f"Thay đổi dự kiến {here.year}"
    if known.empty:
        return widgets.Kpi(name, "–", STATES["unknown"], "Chưa có tiêu chí nào có quy tắc chấm")
    gain = float(known.sum())
    sign = "+" if gain >= 0.005 else "−" if gain <= -0.005 else ""
    return widgets.Kpi(
        name,
        f"{sign}{format_number(abs(gain), 2)}",
        STATES["expected"],
        f"Theo số liệu đến {here.as_of:%d/%m/%Y}, {len(known)} tiêu chí có quy tắc chấm",
    )


def _losses(here: Context, year: int, total: dict[str, Any], rows: pd.DataFrame) -> str | None:
    losses = rows[rows["lost"].fillna(0) > 0].sort_values("lost", ascending=False)
    whole = float(total["lost"]) if not missing(total.get("lost")) else float(losses["lost"].sum())
    if here.unit is not None:
        whole = float(losses["lost"].sum())
    headline = headlines.lost([float(v) for v in losses["lost"]], whole)
    under = f"Từ điểm tối đa xuống điểm đạt được, năm CCHC {year}; bấm một thanh để xem tiêu chí"
    with widgets.card(headline, under):
        if losses.empty and whole < 0.005:
            widgets.all_fine("Không tiêu chí nào bị trừ điểm.")
            return None
        frame = pd.DataFrame({"name": losses["short"], "lost": losses["lost"], "key": losses["code"]})
        gap = total.get("unexplained")
        if here.unit is None and not missing(gap) and float(gap or 0) > 0.005:
            frame = pd.concat(
                [frame, pd.DataFrame({"name": ["Chưa có chi tiết"], "lost": [float(gap or 0)], "key": [""]})],
                ignore_index=True,
            )
        most = float(total["max"]) if here.unit is None else float(rows["max_points"].sum())
        got = float(total["points"]) if here.unit is None else most - whole
        percent = "" if missing(total["percent"]) or here.unit else f"{format_number(total['percent'])}%"
        picked = plots.choose(
            plots.figure(here, charts.waterfall, frame, most=most, got=got, percent=percent),
            here,
            name=f"mat_diem_{year}",
            alt=headline,
        )
        with widgets.toolbar():
            plots.slide_button(headline, lambda: _slide(frame), here, name=f"mat_diem_{year}")
        return picked


def _slide(frame: pd.DataFrame) -> slides.Chart:
    return slides.Chart(
        "bars",
        tuple(frame["name"]),
        (slides.Series("Điểm bị trừ", tuple(float(v) for v in frame["lost"]), "context"),),
        unit="points",
        alarm_points=frozenset(k for k, key in enumerate(frame["key"]) if key),
    )


def _who(here: Context, rows: pd.DataFrame) -> None:
    """Points lost by who answers for them, and the remedies with their deadlines."""
    lost = rows[rows["lost"].fillna(0) > 0].assign(units=lambda f: f["units"].fillna("Chưa phân công"))
    by = lost.groupby("units")["lost"].sum().sort_values(ascending=False).reset_index()
    pairs = list(zip(by["units"], by["lost"], strict=True))
    headline = headlines.share([(str(n), round(float(v), 2)) for n, v in pairs], things="điểm", rest="bị trừ")
    with widgets.card(headline, "Điểm bị trừ đã có chi tiết, theo đơn vị chịu trách nhiệm", stretch=False):
        if by.empty:
            widgets.note("Không có.")
            return
        frame = by.head(6).rename(columns={"units": "name", "lost": "value"})
        plots.plot(
            plots.figure(here, charts.hbars, frame, unit="điểm", color="accent", culprits=2, decimals=2),
            here,
            name="theo_don_vi",
            alt=headline,
        )
        due = rows[rows["remedy"].notna() & rows["deadline"].notna()].head(5)
        if len(due):
            widgets.title(f"{format_number(len(due))} giải pháp có thời hạn")
            tables.small(
                due, {"deadline": Column("Hạn"), "remedy": Column("Giải pháp")}, alt="Giải pháp có thời hạn"
            )


def _unexplained(here: Context, total: dict[str, Any], year: int) -> None:
    gap = total.get("unexplained")
    if here.unit is not None or missing(gap) or float(gap or 0) <= 0.005:
        return
    with widgets.card(f"{format_number(gap, 2)} điểm chưa có chi tiết", stretch=False):
        st.markdown(
            f"Cần tệp **Bảng thẩm định CCHC năm {year}** có đủ mọi tiêu chí; thường do Tổ giúp việc tải lên."
        )
        if here.may("upload"):
            widgets.link(
                "Tải bảng thẩm định", "nhap-du-lieu", key="tai_tham_dinh", icon=":material/upload_file:"
            )


def _one(here: Context, rows: pd.DataFrame, code: str, year: int) -> None:
    """The criterion that was clicked."""
    found = rows[rows["code"] == code]
    if found.empty:
        return
    row: dict[str, Any] = {str(k): v for k, v in found.iloc[0].to_dict().items()}
    plots.chosen(f"mat_diem_{year}", f"{row['code']} {row['short']}")
    with widgets.card(f"{row['code']}: {row['name']}", stretch=False):
        widgets.facts(
            {
                label: _known(row.get(name))
                for name, label in (
                    ("data", "Số liệu"),
                    ("cause", "Nguyên nhân"),
                    ("remedy", "Giải pháp"),
                    ("units", "Đơn vị chịu trách nhiệm"),
                    ("deadline", "Thời hạn"),
                    ("evidence", "Minh chứng"),
                )
            }
        )
        if isinstance(row["indicator"], str):
            tables.behind(here, row["indicator"], str(row["short"]))


def _known(value: Any) -> str:
    return "–" if missing(value) or value == "" else str(value)


TABLE = {
    "code": Column("Mã", width=95, pinned=True),
    "name": Column("Tiêu chí", width=300),
    "max_points": Column("Tối đa", "number", width=75),
    "self_points": Column("Tự chấm", "number", width=85),
    "appraised_points": Column("Thẩm định", "number", width=95),
    "lost": Column("Mất", "number", width=70),
    "data": Column("Số liệu", width=200),
    "gain": Column("Dự kiến ±", "number", width=95),
    "remedy": Column("Giải pháp", width=200),
    "units": Column("Đơn vị", width=150),
    "deadline": Column("Hạn", width=100),
    "cause": Column("Nguyên nhân", width=220),
    "proof": Column("Minh chứng", width=125),
    "evidence": Column("Số văn bản, liên kết", width=200),
}


def _table(here: Context, rows: pd.DataFrame, year: int, picked: str | None) -> None:
    shown = rows if picked is None else rows[rows["code"] == picked]
    lacking = int(((rows["lost"].fillna(0) > 0) & (rows["proof"] == "Thiếu")).sum())
    st.markdown("### Từng tiêu chí")
    if lacking:
        widgets.note(f"{format_number(lacking)} tiêu chí mất điểm chưa ghi minh chứng.")
    # Criteria are the agency's: an account of one unit does not write on them (chiso/desk/office.py refuses it too).
    if here.only_unit is None and editing.switch(
        here, "sua_tieu_chi", "Ghi nguyên nhân, giải pháp, minh chứng"
    ):
        _editor(here, shown)
        return
    tables.table(
        shown.sort_values("lost", ascending=False, na_position="last"), TABLE, here, name="tieu_chi",
        title=f"Tiêu chí CCHC năm {year}", alarm={"lost": lambda lost: not missing(lost) and lost > 0},
        optional=("self_points", "appraised_points", "gain", "deadline", "cause", "remedy", "units", "evidence"),
    )  # fmt: skip


def _editor(here: Context, rows: pd.DataFrame) -> None:
    """Cause, remedy, evidence and who answers for it: kept with who and when, over every import."""
    texts = {
        "cause": "Nguyên nhân",
        "remedy": "Giải pháp",
        "evidence": "Minh chứng (số văn bản, liên kết)",
        "units": "Đơn vị",
        "deadline": "Thời hạn",
    }
    shown = rows.set_index("key")[["code", "short", *texts]].astype(object)
    shown["evidence_checked"] = [bool(checked) for checked in rows["checked"]]
    config: dict[str, Any] = {
        "code": st.column_config.TextColumn("Mã", width=95),
        "short": st.column_config.TextColumn("Tiêu chí", width=230),
        **{name: st.column_config.TextColumn(label, width=190) for name, label in texts.items()},
        "evidence_checked": st.column_config.CheckboxColumn("Đã kiểm tra", width=110),
    }
    names = {name: name for name in (*texts, "evidence_checked")}
    editing.grid(here, "criteria", shown, config, names, key="sua_bang_tieu_chi")


def _years_apart(here: Context, rows: pd.DataFrame, year: int, years: list[int]) -> None:
    """The same criteria a year before, where that table exists."""
    if year - 1 not in years:
        return
    found = loading.ask(here, figures.criteria, agency=here.agency, year=year - 1, as_of=here.as_of)
    before = pd.DataFrame(found["criteria"]).set_index("code")["points"].to_dict()
    both = rows.assign(before=[before.get(code) for code in rows["code"]])
    both = both[both["before"].notna() & both["points"].notna()]
    if both.empty:
        return
    both = both.assign(change=both["points"] - both["before"]).sort_values("change")
    fell, rose = int((both["change"] < -0.005).sum()), int((both["change"] > 0.005).sum())
    with widgets.card(
        f"So với năm {year - 1}: {fell} tiêu chí giảm điểm, {rose} tiêu chí tăng điểm", stretch=False
    ):
        frame = pd.DataFrame(
            {"name": both["short"], "before": both["before"], "after": both["points"], "key": both["code"]}
        )
        figure = plots.figure(
            here, charts.slope, frame.head(12), before=f"năm {year - 1}", after=f"năm {year}"
        )
        plots.plot(figure, here, name="hai_nam", alt="Điểm từng tiêu chí hai năm",
        )  # fmt: skip


main()
