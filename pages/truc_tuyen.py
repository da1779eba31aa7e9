"""Trực tuyến: will the target be reached by 30/11, and where is the work?"""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.periods import month_end, short_day
from chiso.figures.judging import Value
from chiso.present.chart import records
from chiso.present.pictures import online, rates
from chiso.store import attached
from chiso.web.parts import hindsight, loading, meaning, plots, received, summed, tables, trying, widgets
from chiso.web.parts.received import INDICATOR, ROWS
from chiso.web.shell import view
from chiso.web.shell.context import Context, current, kept_whole
from chiso.words import findings, online_cards
from chiso.words.numbers import show
from chiso.words.unknown import has_gap

MONTH = "tung_thang"  # in the address: the chosen month


def main() -> None:
    here = current()
    now = loading.value(here, INDICATOR) if here.as_of else None
    target, deadline = (now.target, now.target_date) if now else (None, None)
    goal = "chỉ tiêu"
    if now and target and deadline:
        goal = f"{show(target, rate=True)} vào {short_day(deadline, now.as_of)}"
    widgets.question(f"Có đạt {goal} không, và phải làm ở đâu?")
    if here.as_of is None or now is None or not now.denominator:
        widgets.empty("Chưa có hồ sơ tiếp nhận trong năm CCHC này", here)
        return
    loading.targets_line(here)
    look, base = received.switch(here)
    is_official = received.is_official(look, base)
    days, months = received.days(look, base), received.months(look, base)
    until = _unfinished(here.as_of, months)
    if is_official:
        hindsight.draw(here, now)
    _cards(look, now, days, months, base)
    note = f"Tỷ lệ lũy kế {findings.period(now)}, mẫu số: {received.words(look, base)}"
    line = kept_whole(online.cumulative, days, note, now, is_official=is_official, since=received.since(now))
    reached = None if days.empty else float(days["value"].iloc[-1])
    of_year = {"target": target, "year_value": reached, "now": now if is_official else None}
    columns = kept_whole(online.months, months, until=until, **of_year)
    _, month = widgets.beside(
        lambda: plots.shown(
            line, here, name="luy_ke", clickable=view.on_day, stretch=True, tools=partial(_tools, here, now)
        ),
        lambda: plots.shown(columns, here, name=MONTH, clickable=True, stretch=True),
    )
    plots.of_month(look, loading.entry(here, INDICATOR), MONTH, month, base)
    trying.draw(look, (INDICATOR, *rates.COMPANIONS))
    if target is not None and deadline is not None and has_gap(now):
        _where(look, base, target, short_day(deadline, now.as_of))
    received.companions(here)
    if not months.empty and not summed.only(here):
        chart = kept_whole(online.channels, months)
        plots.shown(chart, here, name="hinh_thuc", clickable=partial(view.mark, MONTH))
    tables.behind(here, INDICATOR, "Hồ sơ trực tuyến")
    loading.sources_line(here, "dossiers", "procedures")


def _tools(here: Context, now: Value) -> None:
    if received.is_ahead(now):
        view.toggle("Cả năm", name=received.WHOLE)
    meaning.define(here, INDICATOR, dataset="dossiers")


def _unfinished(as_of: date, months: pd.DataFrame) -> date | None:
    """The as-of date, when the last month is not over."""
    is_last = not months.empty and months["month"].iloc[-1] == f"{as_of:%Y-%m}"
    return as_of if is_last and as_of != month_end(as_of) else None


def _cards(here: Context, now: Value, days: pd.DataFrame, months: pd.DataFrame, base: figures.Base) -> None:
    day, before, official = here.asked.as_of, received.year_before(here), received.is_official(here, base)
    last, month, then = (
        records(frame.tail(1))[0] if len(frame) else None
        for frame in (days, months, received.days(before, base))
    )
    items = [
        online_cards.total(now, last, received.words(here, base), official),
        online_cards.forecast(now, official),
        online_cards.from_now(now, official),
        online_cards.month(month, _unfinished(day, months)),
        online_cards.year_before(now, then, official, loading.value(before.but(without=()), INDICATOR)),
    ]
    widgets.kpis(items, key="tt", columns=5, width=150)


def _where(here: Context, base: figures.Base, target: float, until: str) -> None:
    """Who has to bring how many online dossiers: a click on a unit filters the procedures beside it."""
    by = "official" if here.unit else "unit"
    left, right = st.columns(2, gap="medium")
    with left:
        parts = received.parts(here, base, by)
        click = "; bấm một thanh để lọc thủ tục" if by == "unit" else ROWS
        chart = kept_whole(online.shortfall, parts, target=target, until=until, by=by, click=click)
        picked = plots.shown(chart, here, name=f"thieu_{by}", clickable=True)
        unit = None if here.unit else picked
    with right:
        if not attached.has_records(here.store):
            return
        look = here.but(unit=unit) if unit else here
        what = "field" if view.is_on("theo_linh_vuc") else "procedure"
        parts = received.parts(look, base, what)
        chart = kept_whole(online.shortfall, parts, target=target, until=until, by=what, click=ROWS)
        if unit:
            plots.chosen("thieu_unit", loading.unit_name(here, unit))
        toggle = partial(view.toggle, "Theo lĩnh vực", name="theo_linh_vuc")
        which = plots.shown(chart, here, name=f"thieu_{what}", clickable=True, tools=toggle)
    received.at_the_counter(look, base, {by: picked if here.unit else None, what: which})


main()
