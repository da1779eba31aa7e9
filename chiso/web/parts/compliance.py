"""Dossiers that break none of the rules, on Đối soát: the share, by rule, by unit, the list of those that break one."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.figures.compliance import NAMES, Rules, many, share
from chiso.present.columns import TABLES
from chiso.web.parts import loading, opening, paging, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole, told
from chiso.words import compliance as words

_LIST = "pham_quy_tac"


def draw(here: Context) -> None:
    """The share of the asked days, and its list. Nothing where no file has dossiers."""
    sums = loading.ask(here, figures.compliance, here.asked)
    found, rules = kept_whole(share, sums), kept_whole(words.rules, sums)
    if not found.every:
        return
    days = f"{format_date(here.asked.first)} – {format_date(here.asked.day)}"
    widgets.title(words.headline(found), f"Hồ sơ trong kỳ {days}: {words.under(found, here.agency)}.")
    widgets.beside(
        partial(_rules, rules), partial(_units, here, kept_whole(words.units, sums)), widths=(1, 1)
    )
    if found.fine == found.every:
        return
    broken = set(rules.query("broken > 0")["rule"])
    filters = {words.ALL: "Tất cả", **{code: name for code, name in NAMES.items() if name in broken}}
    if found.untold:
        filters[words.UNTOLD] = "Chưa kết luận được"
    draw_pills = partial(st.pills, required=True, label_visibility="collapsed")
    forgets = (view.page_of(_LIST),)
    chosen = view.pick(draw_pills, "Quy tắc", filters, name="quy_tac", default=words.ALL, forgets=forgets)
    _list(here, sums, words.chosen(chosen), f"Hồ sơ phạm quy tắc: {filters[chosen].lower()}")


def _list(here: Context, sums: pd.DataFrame, rules: Rules, title: str) -> None:
    def count(page: figures.Page) -> int:
        if not page.search:
            return kept_whole(many, sums, rules)
        return loading.ask(here, figures.count_rule_breaks, here.asked, rules, page)

    def read(page: figures.Page) -> pd.DataFrame:
        return _rows(here, rules, page) if page.most is None else told(here, _rows, rules, page)

    tables.listed(paging.Listed(_LIST, title, TABLES["broken_rules"], count, read), here)


def _rows(here: Context, rules: Rules, page: figures.Page) -> pd.DataFrame:
    rows = words.listed(loading.ask(here, figures.rule_breaks, here.asked, rules, page))
    return opening.told(loading.short_names(here, rows), "dossiers")


def _rules(rules: pd.DataFrame) -> None:
    with widgets.card("Theo quy tắc"):
        tables.small(rules, TABLES["rules_kept"], alt="Số hồ sơ phạm từng quy tắc")


def _units(here: Context, rows: pd.DataFrame) -> None:
    with widgets.card("Theo đơn vị"):
        of_units = loading.short_names(here, rows)
        title = "Hồ sơ phạm quy tắc theo đơn vị"
        tables.table(of_units, TABLES["units_kept"], here, name="giu_quy_tac", title=title)
