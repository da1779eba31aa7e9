"""What earns or costs points, on Báo cáo: how each stands, and the rows that it counts."""

from collections.abc import Sequence

import streamlit as st

from chiso.core.text import plain
from chiso.web.parts import tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import reported

OPEN = "muc_diem"  # in the address: the figure whose rows are open


def draw(here: Context, rows: Sequence[reported.Stake]) -> None:
    """Side by side by how it stands; below, the rows of the one that is chosen. Points are those of the agency, and so
    are the rows, whatever unit is looked at."""
    if not rows:
        return
    widgets.title(reported.stakes_headline(rows))
    groups = reported.grouped(rows)
    for column, (state, group) in zip(st.columns(len(groups), gap="medium"), groups.items(), strict=True):
        with column, widgets.card():
            widgets.badge(state)
            for row in group:
                st.markdown(f"**{plain(row.title)}**  \n:small[:gray[{plain(row.under)}]]")
    names = {row.found.indicator: row.found.short_name for row in rows if row.step.value is not None}
    chosen = view.pick(st.pills, "Xem từng dòng của mục thưởng, trừ", names, name=OPEN, optional=True)
    if chosen is not None:
        tables.behind(here.but(unit=None), chosen, names[chosen])
