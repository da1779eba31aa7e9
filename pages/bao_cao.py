"""Báo cáo: how do the figures that the office reports itself stand, step by step, and what earns or costs points?"""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.figures.judging import Value
from chiso.figures.scope import as_day
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.present.pictures import reported as pictures
from chiso.web.parts import enterprises, loading, meaning, opening, plots, portal, stakes, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.web.shell.problems import guarded
from chiso.words import reported
from chiso.words.states import SHORT

DATASETS = ("measurements", "service_index", "enterprise_events")


def main() -> None:
    here = current()
    widgets.question("Số liệu báo cáo đến đâu so với từng mốc, thưởng, trừ thế nào?")
    if here.as_of is None:
        widgets.empty("Chưa có số liệu báo cáo", here, file="Số liệu báo cáo", who="Văn phòng")
        return
    loading.targets_line(here)
    entries = loading.ask(here, figures.catalogue)
    codes = {entry.indicator for entry in entries if entry.dataset in DATASETS}
    found = [value for value in loading.values(here) if value.indicator in codes]
    # points are those of the agency, whatever unit is looked at
    at_stake = reported.stakes(loading.values(here, here.asked.whole))
    widgets.kpis(kept_whole(reported.cards, found, at_stake), key="bao_cao", columns=4, width=180)
    guarded(partial(_one, here, _chosen(found)))  # of sums alone the rows behind some parts are lacking
    guarded(partial(portal.draw, here))
    stakes.draw(here, at_stake)
    _all(here, found)
    guarded(partial(enterprises.draw, here))
    loading.sources_line(here, *DATASETS)


def _chosen(found: list[Value]) -> Value:
    """The figure that the address names; by itself the first that is short of its target, else the first known."""
    known = [value for value in found if value.value is not None]
    missed = [value for value in known if value.state in SHORT or reported.has_missed(value)]
    first = next(iter(missed or known or found))
    names = {value.indicator: value.name for value in found}
    code = view.pick(
        partial(st.selectbox, width=520), "Chỉ tiêu", names, name="chi_tieu", default=first.indicator
    )
    return next(value for value in found if value.indicator == code)


def _one(here: Context, now: Value) -> None:
    """A figure by month beside its targets, those of its units, and the rows behind it."""
    months = loading.values(here, indicator=now.indicator, by="month")
    chart = kept_whole(pictures.months, months.of(now.indicator), now)
    define = partial(meaning.define, here, now.indicator, dataset=_dataset(now))
    name = f"thang_{now.indicator}"
    draw = partial(plots.shown, chart, here, name=name, clickable=True, tools=define)
    month, _ = widgets.beside(draw, partial(_parts, here, now), widths=(3, 2))
    if now.value is None and here.unit:
        whole = "" if here.only_unit else "; chọn Tất cả đơn vị để xem số của cả cơ quan"
        widgets.note(plain(f"{here.unit_name} không báo cáo riêng chỉ tiêu này{whole}."))
    elif now.value is None:
        widgets.empty(f"{now.name}: chưa có số báo cáo", here, file="Số liệu báo cáo", who="Văn phòng")
    elif month is not None:
        plots.of_month(here, loading.entry(here, now.indicator), name, month)
    elif view.toggle("Xem từng dòng đã báo cáo", name="tung_dong"):
        tables.records(here, now.indicator, f"{now.name}: các dòng đã báo cáo", figures.Part("every"))


def _parts(here: Context, now: Value) -> None:
    """The steps of its targets; below them the groups of Bộ chỉ số phục vụ, or what each unit reports."""
    with widgets.card("Từng mốc"):
        steps = pd.DataFrame(reported.steps(now))
        if len(steps):
            tables.small(steps, TABLES["levels"], alt=f"Các mốc của {now.name}")
        else:
            widgets.note("Chỉ tiêu tính cho cả năm." if now.is_range else "Chưa giao chỉ tiêu, thưởng, trừ.")
    if _dataset(now) == "service_index":
        rows = records(loading.ask(here, figures.records, here.asked, now.indicator, figures.Part("every")))
        if rows and now.value is not None:
            picked = plots.shown(pictures.components(rows, now), here, name="nhom", clickable=True)
            if picked is not None:
                plots.chosen("nhom", picked)
                group = pd.DataFrame(rows).query("component == @picked")
                tables.table(group, TABLES["records"], here, name="nhom_dong", title=picked)
        return
    units = loading.values(here, indicator=now.indicator, by="unit").of(now.indicator)
    if units:
        with widgets.card(f"{len(units)} đơn vị báo cáo"):
            listed = pd.DataFrame(map(reported.of_unit, units))
            title = f"{now.name} theo đơn vị"
            tables.table(listed, TABLES["reported_units"], here, name="don_vi_bao_cao", title=title)


def _all(here: Context, found: list[Value]) -> None:
    """Every reported figure of the year, unknown ones too."""
    rows = records(loading.query(here, "reported_files", agency=here.agency, as_of=here.as_of))
    files = {(row["indicator"], as_day(row["day"])): row["file_name"] for row in rows}
    shown = pd.DataFrame(kept_whole(reported.lines, found, files, loading.values(here, by="month")))
    opens = [f"{opening.FIGURE}:{value.indicator}" for value in found]
    shown = shown.assign(title=shown["name"], **{opening.RECORD: opens})
    widgets.title("Mọi số liệu báo cáo của năm")
    title = f"Số liệu báo cáo năm {here.year}"
    tables.table(shown, TABLES["hand_reported"], here, name="bao_cao", title=title)


def _dataset(now: Value) -> str:
    return DATASETS[now.indicator == "service_index"]


main()
