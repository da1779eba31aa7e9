"""Bộ chỉ số phục vụ: what the portal published of a month, its points and rates, beside what the records of that month
say, by unit too."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.figures.judging import Values
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.words import portal as words

POINTS = "service_index"


def draw(here: Context) -> None:
    """The groups with their points, the rates that the portal publishes, what records can tell of both, and the records
    behind one of them; nothing where the portal's figures are neither known nor asked for."""
    whole = here.asked.whole
    year, by_month = loading.values(here, whole.year_so_far), loading.values(here, whole, by="month")
    months = _months(here, year, by_month)
    if not months:
        return
    month = view.picked(months, "thang_cong", next(iter(months)))
    first = date.fromisoformat(f"{month}-01")
    there = here.month(first)
    own = {value.indicator: value for value in loading.values(there)}
    published = {value.indicator: value for value in by_month if value.month == month}
    whose = f"; tự tính của {here.unit_name}" if here.unit else ""
    with widgets.card(f"{words.TITLE}, tháng {months[month]}{whose}", words.NOTE):
        view.pick(partial(st.selectbox, width=160), "Tháng", months, name="thang_cong")
        part = figures.Part("every", month=month)
        found = records(loading.ask(here, figures.records, whole, POINTS, part))
        names = {entry.indicator: entry.short_name for entry in loading.ask(here, figures.catalogue)}
        if found:
            rows = kept_whole(words.rows, found, own, names)
            tables.small(pd.DataFrame(rows), TABLES["portal"], alt=words.TITLE)
        st.markdown(f"**{words.RATES}**")
        rates = kept_whole(words.rates, published, {value.indicator: value for value in year}, own)
        tables.small(pd.DataFrame(rates), TABLES["portal_rates"], alt=words.RATES)
        if not here.unit and (units := words.of_units(loading.values(there, by="unit"))):
            st.markdown(f"**{words.UNITS}**")
            title = f"{words.UNITS}, tháng {months[month]}"
            tables.table(pd.DataFrame(units), TABLES["portal_units"], here, name="cong_don_vi", title=title)
        told = [code for one in found for code in words.told_by(one["component"])]
        shown = {code: names[code] for code in dict.fromkeys([*told, *words.PUBLISHED]) if code in own}
        code = view.pick(st.pills, "Xem từng dòng của tháng", shown, name="nhom_tu_tinh", optional=True)
        if code is not None:
            _behind(here, there, code, f"{names[code]}, tháng {months[month]}")


def _months(here: Context, year: Values, by_month: Values) -> dict[str, str]:
    """The months of which the portal's figures are known, the newest first; where none is but one is
    asked for, the present one."""
    rates = words.PUBLISHED.values()
    told = {
        value.month for value in by_month if value.indicator in (POINTS, *rates) and value.value is not None
    }
    if not told and any(value.is_assigned for value in year if value.indicator in rates):
        told = {f"{here.asked.day:%Y-%m}"}
    return {month: f"{month[5:]}/{month[:4]}" for month in sorted(filter(None, told), reverse=True)}


def _behind(here: Context, there: Context, code: str, title: str) -> None:
    """The rows of a rate: those that the office reported of the portal's, and the records that count in its own."""
    if theirs := words.PUBLISHED.get(code):
        st.markdown(f"**{plain(f'{words.RATES}: {title}')}**")
        month = f"{there.asked.day:%Y-%m}"
        tables.records(
            here.but(unit=None), theirs, f"{words.RATES}: {title}", figures.Part("every", month=month)
        )
    tables.behind(there, code, title)
