"""Chỉ số: are we rising or falling, and because of which component?"""

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import fold
from chiso.present.chart import records
from chiso.present.columns import TABLES, Column
from chiso.present.pictures import points
from chiso.reference import changes
from chiso.web.parts import loading, plans, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.web.upload import first_day
from chiso.words import headlines, index_places, indices


def main() -> None:
    here = current()
    widgets.question("Chỉ số tăng hay giảm, vì thành phần nào?")
    scores = loading.ask(here, figures.scores, agency=here.agency, as_of=here.as_of)
    agency = records(loading.query(here, "agency", agency=here.agency))[0]
    own = scores[scores["own"]]
    if own.empty:
        of = "" if scores.empty else f" của {agency['name']}, {agency['place']}"  # only others' are there
        widgets.empty(f"Chưa có kết quả chỉ số nào{of}", here, file=indices.FILE, who="Tổ giúp việc")
        first_day.offers(here, "index_scores")
        return
    targets = loading.ask(here, changes.rows, here.agency, "component_targets")
    years = indices.target_years(targets, here.year)
    names = kept_whole(indices.in_order, own, years)
    with st.grid(3, min_column_width=300, gap="small"):
        for name in names:
            _years(here, own, name)
    first = kept_whole(indices.newest_with_components, own)
    chosen = view.segments(
        "Xem thành phần của chỉ số", {name: plain(name) for name in names}, name="chi_so", default=first
    )
    frame, before, last = kept_whole(indices.editions, own, chosen)
    judged = loading.ask(
        here, figures.components, here.asked.whole.year_so_far, chosen, years.get(chosen, last)
    )
    scored = len(frame)
    frame = kept_whole(indices.with_targets, frame, judged, last)
    component, _ = widgets.beside(
        lambda: _components(here, frame.head(scored), chosen, before, last),
        lambda: _peers(here, scores, chosen, str(agency["place"])),
    )
    plans.of_component(here, chosen, judged, component)
    if len(frame):
        title = indices.judged_headline(judged, chosen) or f"Thành phần {chosen} {last}"
        _table(here, plots.of_mark(frame, "key", "thanh_phan", component), title, before, last)
    _ranks(here)
    widgets.link("Bộ chỉ số phục vụ và số liệu báo cáo khác", "bao-cao", key="xem_bao_cao")
    loading.sources_line(here, "index_scores")


def _years(here: Context, own: pd.DataFrame, name: str) -> None:
    """An index by year; a click on it chooses the index whose components stand below."""
    chart = kept_whole(points.of_index, own, name)
    code = f"chi_so_{fold(name).replace(' ', '_')}"
    plots.shown(chart, here, name=code, clickable=lambda _: view.marked(chi_so=name))


def _components(here: Context, frame: pd.DataFrame, name: str, *years: int | None) -> str | None:
    before, last = years
    if last is None:
        with widgets.card(f"{name}: chưa có điểm thành phần"):
            st.markdown("Cần tải lên **Kết quả công bố** có điểm từng thành phần; thường do Tổ giúp việc.")
        return None
    headline = headlines.components(
        [(str(row["name"]), row["before"], row["after"]) for row in records(frame)], f"{name} {last}", before
    )
    both = f"{before} và {last}" if before else str(last)
    note = f"Điểm thành phần {name} {both}; giảm nhiều nhất đứng đầu"
    chart = points.editions(frame, before=str(before or ""), after=str(last), headline=headline, note=note)
    return plots.shown(chart, here, name="thanh_phan", clickable=True)


def _peers(here: Context, scores: pd.DataFrame, name: str, province: str) -> None:
    """The province (or the agency) among the others, as far as their scores are known, and all of a chosen year."""
    rows = scores[(scores["index"] == name) & scores["component"].isna() & scores["score"].notna()]
    mine = scores.loc[(scores["index"] == name) & scores["own"], "place"]
    place = str(mine.iloc[0]) if len(mine) else province
    chart = kept_whole(points.among, rows, place, name, here.asked)
    if year := plots.shown(chart, here, name="xep_hang", clickable=True):
        plots.chosen("xep_hang", f"{name} năm {year}")
        then = index_places.alike(rows, place)
        then = then[then["year"] == int(year)].sort_values("score", ascending=False)
        tables.table(*points.behind(then, "places"), here, name="xep_hang_nam", title=f"{name} {year}")


def _table(here: Context, frame: pd.DataFrame, title: str, before: int | None, last: int | None) -> None:
    """Per component: score, change, weight, strict target with its verdict, who answers for it, the plan tasks under
    it."""
    columns = {
        **TABLES["components"],
        "before": Column(f"Điểm {before}" if before else "Kỳ trước", "number", width=100),
        "after": Column(f"Điểm {last}" if last else "Điểm", "number", width=100),
    }
    widgets.title(title)
    tables.table(frame, columns, here, name="thanh_phan_bang", title=title)


def _ranks(here: Context) -> None:
    """What the ranks of the components in charge bring and cost the CCHC index of the year."""
    points = loading.ask(here, figures.rank_points, here.asked.whole.year_so_far, here.year)
    if headline := indices.rank_headline(points):
        with widgets.card(headline, indices.RANK_RULE):
            for line in indices.rank_lines(points):
                widgets.note(plain(line))


main()
