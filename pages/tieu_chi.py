"""Tiêu chí: where points were lost, who mends it, how much comes back this year."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_number
from chiso.desk import office
from chiso.figures.scoring import SMALLEST
from chiso.present.columns import TABLES
from chiso.present.pictures import lost, points
from chiso.web.parts import editing, index_ahead, loading, plots, self_scoring, tables, unit_scores, widgets
from chiso.web.parts.table_year import table_year
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.words import criteria, scoring

MOST_REMEDIES = 5
WHOSE = "cua_ai"  # in the address: who answers for the criteria shown


def main() -> None:
    here = current()
    widgets.question("Mất điểm ở đâu, ai sửa, năm nay lấy lại được bao nhiêu?")
    years = loading.criteria_years(here)
    if not years:
        what, file = "Chưa có bảng điểm CCHC", "Bảng tự chấm, thẩm định Chỉ số CCHC"
        widgets.empty(what, here, file=file, who="Tổ giúp việc")
        if here.as_of is not None:
            unit_scores.draw(here)
        return
    year = table_year(here, years)
    found = loading.ask(here, figures.criteria, replace(here.asked, year=year))
    listed, total = figures.without_sums(found["criteria"]), found["total"]
    rows = _rows(here, listed, year)
    index_ahead.draw(here)
    widgets.kpis(
        cards := criteria.cards(year, total, listed, is_whole=here.unit is None),
        key="diem",
        columns=len(cards),
        width=250,
    )
    chart = kept_whole(lost.losses, rows, total, year=year, is_whole=here.unit is None)
    picked, whose = widgets.beside(
        lambda: plots.shown(chart, here, name=f"mat_diem_{year}", clickable=True),
        lambda: _who(here, rows, year, total.get("unexplained")),
        widths=(1.7, 1),
    )
    if picked and (rows["code"] == picked).any():
        _one(here, rows[rows["code"] == picked].iloc[0].to_dict(), year)
    some = rows if picked is None else rows[rows["code"] == picked]
    _table(here, plots.of_mark(some, "units", WHOSE, whose), year, picked, whose)
    if year - 1 in years:
        _years_apart(here, rows, year)
    self_scoring.draw(here)
    unit_scores.draw(here)
    widgets.note(plain(" · nguồn: ".join(filter(None, (f"Điểm CCHC năm {year}", total["source"])))))
    loading.sources_line(here, "criteria", "index_scores", "unit_scores")


def _rows(here: Context, found: list[dict[str, Any]], year: int) -> pd.DataFrame:
    """The criteria (of the unit alone, where one is chosen) as they are printed."""
    gains = scoring.gains(loading.points(here), year, found)
    entered = loading.ask(here, office.wide, agency=here.agency, dataset="criteria", as_of=here.as_of)
    checked = set(entered.loc[entered["evidence_checked"].notna(), "record_key"])
    rows = pd.DataFrame(loading.answered_for(here, found), columns=list(found[0]))
    return kept_whole(criteria.printed, rows, gains, checked)


def _who(here: Context, rows: pd.DataFrame, year: int, gap: float | None) -> str | None:
    """Points lost by who answers for them (answers whom was chosen), the remedies with their deadlines, and what nobody
    explains (`gap`)."""
    due = rows[rows["remedy"].notna() & rows["deadline"].notna()].head(MOST_REMEDIES)
    whose = plots.shown(kept_whole(lost.by_responsible, rows), here, name=WHOSE, clickable=True)
    if len(due):
        with widgets.card(f"{format_number(len(due))} giải pháp có thời hạn"):
            tables.small(due, TABLES["remedies"], alt="Giải pháp có thời hạn")
    if here.unit is None and gap is not None and gap > SMALLEST:
        file = f"Bảng thẩm định CCHC năm {year} có đủ mọi tiêu chí"
        widgets.empty(f"{format_number(gap, 2)} điểm chưa có chi tiết", here, file=file, who="Tổ giúp việc")
    return whose


def _one(here: Context, row: dict[Any, Any], year: int) -> None:
    plots.chosen(f"mat_diem_{year}", f"{row['code']} {row['short']}")
    with widgets.card(f"{row['code']}: {row['name']}"):
        said = {label: row.get(name) for name, label in criteria.FACTS.items()}
        widgets.facts({label: "–" if missing(v) or v == "" else str(v) for label, v in said.items()})
        if isinstance(row["indicator"], str):
            tables.behind(here, row["indicator"], str(row["short"]))


def _table(here: Context, rows: pd.DataFrame, year: int, *chosen: str | None) -> None:
    lacking = int(((rows["lost"].fillna(0) > 0) & (rows["proof"] == "Thiếu")).sum())
    under = f"{format_number(lacking)} tiêu chí mất điểm chưa ghi minh chứng." if lacking else ""
    widgets.title(f"Từng tiêu chí năm {year}", under)
    # Criteria are the agency's: an account of one unit does not write on them (chiso/desk/office.py refuses it too).
    words = "Ghi nguyên nhân, giải pháp, minh chứng"
    if here.only_unit is None and editing.switch(here, "sua_tieu_chi", words):
        editing.criteria_editor(here, rows)
        return
    title = ", ".join(filter(None, (f"Tiêu chí CCHC năm {year}", *chosen)))
    shown = rows.sort_values("lost", ascending=False, na_position="last")
    tables.table(shown, TABLES["criteria"], here, name="tieu_chi", title=title)


def _years_apart(here: Context, rows: pd.DataFrame, year: int) -> None:
    found = loading.ask(here, figures.criteria, replace(here.asked, year=year - 1))
    chart = points.two_years(rows, pd.DataFrame(figures.without_sums(found["criteria"])), year)
    if not chart.is_empty:
        plots.shown(chart, here, name="hai_nam", clickable=partial(view.mark, f"mat_diem_{year}"))


main()
