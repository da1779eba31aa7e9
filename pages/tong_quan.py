"""Tổng quan: what has to be looked at today."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.intake.datasets import SOURCES
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.present.pictures import rates
from chiso.web.parts import attention, loading, meaning, plots, summed, tables, widgets
from chiso.web.parts import soon as soon_parts
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole, told
from chiso.web.shell.problems import guarded
from chiso.web.upload import first_day
from chiso.words import cards, indices, overdue, scoring
from chiso.words.plan import together

PLAN_DAYS, PLAN_LINES, SOON_DAYS = 14, 5, (0, 1, 3)


def main() -> None:
    here = current()
    widgets.question("Hôm nay cần chú ý điều gì?")
    if first_day.is_on(here):
        widgets.link("Nhập dữ liệu", "nhap-du-lieu", key="ngay_dau", icon=":material/upload_file:")
        first_day.draw(here)
    if here.as_of is None:
        return
    if not (is_summed := summed.only(here)):
        guarded(partial(attention.draw, here))
    loading.targets_line(here)
    if here.date_from:
        widgets.note(
            f"Thẻ và bảng dưới đây tính từ {format_date(here.date_from)}; "
            "việc cần chú ý và chỉ tiêu tính cho cả năm CCHC."
        )
    _cards(here)
    chart = kept_whole(rates.heat, loading.values(here, by="unit"), rates.WATCHED)
    draw = partial(plots.heat, chart, here, name="don_vi_chi_tieu", pages=rates.PAGES)
    if is_summed:
        draw()
    else:
        soon = partial(guarded, partial(_soon, here))
        widgets.beside(draw, soon, widths=(1.5 if view.is_printed() else 2, 1))
    _everything(here)
    loading.sources_line(here, "dossiers", "tasks", "petitions", "plan_tasks")


def _cards(here: Context) -> None:
    now, before = loading.values(here), loading.levels(here, here.asked.earlier())
    items = []
    for code in cards.OVERVIEW:
        trend, move = loading.trend(here, code), loading.move(here, code)
        card = cards.figure_card(code, now.one(code), before.one(code), trend, move)
        page, filters = rates.PAGES[card.name]
        words = f"Thay đổi so với {here.asked.since}." if card.change else None
        if code == overdue.KINDS["dossiers"].indicator:
            card = loading.as_known(here, card, "dossiers")
        items.append(replace(card, page=page, filters=filters, help=words, why=loading.entry(here, code)))
    scores = loading.ask(here, figures.scores, agency=here.agency, as_of=here.as_of)
    totals = indices.totals(scores[scores["own"] & scores["score"].notna()], "CCHC")
    ahead = scoring.on_card(loading.points(here), here.asked)
    widgets.kpis([*items, cards.index(records(totals), ahead)], key="the")


def _soon(here: Context) -> None:
    soon = loading.soon_counts(here, "dossiers")
    with widgets.card():
        if not loading.speaks(here, "dossiers"):
            widgets.title(overdue.unknown("dossiers"))
            _plan(here)
            return
        counts = [int(soon["total"][soon["days_left"] <= days].sum()) for days in SOON_DAYS]
        words = f"{format_number(counts[-1]) if counts[-1] else 'Không có'} hồ sơ đến hạn trong ba ngày làm việc tới"
        widgets.title(loading.known(here, "dossiers", words))
        with st.grid(3, min_column_width=80, gap="small"):
            for label, number in zip(("Hôm nay", "Trong 1 ngày", "Trong 3 ngày"), counts, strict=True):
                st.metric(label, format_number(number))
        soon_parts.besides(here)
        many = _plan(here)
        with widgets.toolbar():
            widgets.link("Xem hồ sơ", "qua-han", key="xem_sap_den_han", loai="dossiers")
            if many > PLAN_LINES:
                of_all = {"loc_ke_hoach": "soon", **overdue.ALL_PLANS}
                widgets.link(f"Xem cả {many} việc", "ke-hoach", key="xem_ke_hoach", **of_all)


def _plan(here: Context) -> int:
    """The plan's next deadlines; how many they are."""
    if not loading.speaks(here, "plan"):
        widgets.title(overdue.unknown("plan"))
        return 0
    plan = told(here, loading.plan_ahead, PLAN_DAYS)
    widgets.title(f"{len(plan) or 'Không có'} việc kế hoạch đến hạn trong {PLAN_DAYS} ngày tới")
    if len(plan):
        tables.small(kept_whole(together, plan).head(PLAN_LINES), TABLES["ahead"], alt="Việc sắp đến hạn")
    return len(plan)


def _everything(here: Context) -> None:
    """Every indicator of the year, those reported by hand too, behind a switch."""
    if not view.toggle("Xem tất cả chỉ tiêu của năm", name="tat_ca_chi_tieu"):
        return
    found = loading.values(here)
    before = loading.levels(here, here.asked.earlier())
    sources = {one.indicator: SOURCES.get(one.dataset, "") for one in loading.ask(here, figures.catalogue)}
    rows = [cards.line(value, sources[value.indicator], before.one(value.indicator)) for value in found]
    with widgets.card(f"{sum(value.value is not None for value in found)} chỉ tiêu đã có số liệu"):
        title = f"Chỉ tiêu năm CCHC {here.year}, so với {here.asked.since}"
        tables.table(pd.DataFrame(rows), TABLES["everything"], here, name="tat_ca", title=title)
        meaning.define(here, *(value.indicator for value in found))


main()
