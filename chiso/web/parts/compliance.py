"""Dossiers that break none of the rules, on Đối soát: the share, by rule, by unit, the list of those that break one."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.figures.ask import Asked
from chiso.figures.compliance import Share, share
from chiso.present.columns import TABLES
from chiso.store import Store
from chiso.web.parts import loading, opening, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import compliance as words


def draw(here: Context) -> None:
    """The share of the asked days, and its list. Nothing where no file has dossiers."""
    found, rules, of_units, rows = loading.ask(here, _found, here.asked)
    if not found.every:
        return
    days = f"{format_date(here.asked.first)} – {format_date(here.asked.day)}"
    widgets.title(words.headline(found), f"Hồ sơ trong kỳ {days}: {words.under(found)}.")
    widgets.beside(partial(_rules, rules), partial(_units, here, of_units), widths=(1, 1))
    if found.fine == found.every:
        return
    broken = set(rules.query("broken > 0")["rule"])
    filters = {words.ALL: "Tất cả", **{code: name for code, name in words.NAMES.items() if name in broken}}
    if found.untold:
        filters[words.UNTOLD] = "Chưa kết luận được"
    draw_pills = partial(st.pills, required=True, label_visibility="collapsed")
    chosen = view.pick(draw_pills, "Quy tắc", filters, name="quy_tac", default=words.ALL)
    title = f"Hồ sơ phạm quy tắc: {filters[chosen].lower()}"
    some = opening.told(loading.short_names(here, words.listed(rows, chosen)), "dossiers")
    tables.table(some, TABLES["broken_rules"], here, name="pham_quy_tac", title=title)


def _found(store: Store, asked: Asked) -> tuple[Share, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The sums, by rule, by unit, and the dossiers that are on a list: those of which there is nothing to say are the
    most by far."""
    rows = figures.compliance(store, asked)
    return share(rows), words.rules(rows), words.units(rows), words.to_list(rows)


def _rules(rules: pd.DataFrame) -> None:
    with widgets.card("Theo quy tắc"):
        tables.small(rules, TABLES["rules_kept"], alt="Số hồ sơ phạm từng quy tắc")


def _units(here: Context, rows: pd.DataFrame) -> None:
    with widgets.card("Theo đơn vị"):
        of_units = loading.short_names(here, rows)
        tables.grid(
            of_units, TABLES["units_kept"], here, key="giu_quy_tac", alt="Hồ sơ phạm quy tắc theo đơn vị"
        )
