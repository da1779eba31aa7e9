"""Bộ chỉ số phục vụ: what the portal published of its newest month beside what the records of that month say."""

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.figures.scope import as_day
from chiso.present.chart import records
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import portal as words


def draw(here: Context) -> None:
    """The groups with their points, the rates that records can tell of each, and the records behind one of them;
    nothing where no points are known."""
    whole = here.asked.whole
    found = records(loading.ask(here, figures.records, whole, "service_index", figures.Part("every")))
    if not found:
        return
    month = f"{as_day(found[0]['month']):%Y-%m}"
    own = {value.indicator: value for value in loading.values(here, by="month") if value.month == month}
    names = {entry.indicator: entry.short_name for entry in loading.ask(here, figures.catalogue)}
    shown = pd.DataFrame(words.rows(found, own, names))
    whose = f"; tự tính của {here.unit_name}" if here.unit else ""
    with widgets.card(f"{words.TITLE}, tháng {month[5:]}/{month[:4]}{whose}", words.NOTE):
        tables.small(shown, TABLES["portal"], alt=words.TITLE)
        told = {code: names[code] for one in found for code in words.told_by(one["component"]) if code in own}
        code = view.pick(st.pills, "Xem từng dòng của tháng", told, name="nhom_tu_tinh", optional=True)
        if code is not None:
            title = f"{names[code]}, tháng {month[5:]}/{month[:4]}"
            st.markdown(f"**{plain(title)}**")
            tables.records(here, code, title, figures.Part("denominator", month=month))
