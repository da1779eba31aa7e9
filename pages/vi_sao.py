"""Vì sao: why a rate rose or fell between two days, part by part, and whether its months changed for real."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number, parse_date
from chiso.figures.targets import Entry
from chiso.figures.why import WORDS, Dimension, Explanation, dimensions
from chiso.present.columns import TABLES
from chiso.present.pictures import drivers as pictures
from chiso.store import attached
from chiso.web.parts import loading, meaning, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.words import behaviour, drivers
from chiso.words.overdue import KINDS

# In the address: what the parts are told apart by, and the chosen one
BY: dict[str, Dimension] = {
    "thu-tuc": "procedure", "don-vi": "unit", "linh-vuc": "field", "hinh-thuc": "channel", "cong-chuc": "official",
}  # fmt: skip
CHOSEN, PERIOD, MONTH = "thanh_phan", "ky", "thang"
_CHOICE = partial(st.selectbox, width=320)  # room for a day and what it is


def main() -> None:
    here = current()
    if here.as_of is None:
        widgets.question("Vì sao một tỷ lệ tăng hay giảm?")
        widgets.empty("Chưa có số liệu để so", here)
        return
    entries = {one.indicator: one for one in loading.ask(here, figures.catalogue) if dimensions(one)}
    title = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        entry = entries[_indicator(entries)]
        against = _against(here, entry, here.as_of)
        by = _by(here, entry)
    asked = here.asked.year_so_far
    found = loading.ask(here, figures.explain, asked, entry.indicator, by, against)
    with title:
        widgets.question(drivers.question(found, entry))
    with widgets.card(drivers.headline(found, entry, asked)):
        if text := drivers.detail(found, entry):
            st.markdown(plain(text))
        meaning.define(here, entry.indicator, dataset=entry.dataset)
        if entry.indicator == KINDS["dossiers"].rate:
            widgets.link("Trễ ở khâu nào, vào ngày nào", "qua-han", key="tre_khi", xem_them="step")
    (months,) = loading.ask(here, figures.behaviours, asked, entry.indicator) or (None,)
    left, right = st.columns((3, 2), gap="medium")
    month = None
    with left:
        picked = plots.shown(pictures.waterfall(found, entry, asked), here, name=CHOSEN, clickable=True)
    with right:
        if months:
            month = plots.shown(pictures.months(months, entry, asked), here, name=MONTH, clickable=True)
        widgets.note(plain(behaviour.answer(months, entry, asked)) if months else behaviour.too_few(entry))
    if picked is not None:
        _behind(here, found, entry, picked)
    plots.of_whole_month(here, entry, MONTH, month)
    if found.is_known:
        _parts(here, found, entry)
    loading.sources_line(here, entry.dataset)


def _indicator(entries: dict[str, Entry]) -> str:
    words = {code: entry.short_name for code, entry in entries.items()}
    return str(view.pick(_CHOICE, "Chỉ tiêu", words, name="chi_tieu", forgets=(CHOSEN,)))


def _against(here: Context, entry: Entry, day: date) -> date:
    """The other day, of those that files speak of."""
    asked = parse_date(view.get("moc") or "")
    begun = loading.ask(here, figures.begun, here.asked, entry.dataset)
    days = drivers.days(day, asked.date() if asked else None, begun)
    words = {one: f"So với {format_date(one)} ({text})" for one, text in days.items()}
    found: date = view.pick(_CHOICE, "So với ngày", words, name="moc", forgets=(CHOSEN,))
    return found


def _by(here: Context, entry: Entry) -> Dimension:
    known = dimensions(entry) if attached.has_records(here.store) else ("unit",)
    words = {code: WORDS[by].capitalize() for code, by in BY.items() if by in known}
    return BY[view.segments("Chia theo", words, name="theo")]


def _behind(here: Context, found: Explanation, entry: Entry, picked: str) -> None:
    """The records of the chosen part, of either period."""
    key = None if picked == pictures.NAMELESS else picked
    part = next(one for one in found.parts if one.part == key)
    sides = {"nay": found.after, "truoc": found.before}
    bases = {"nay": part.denominator, "truoc": part.before_denominator}
    words = {
        code: f"Đến {format_date(side.as_of)}: {format_number(bases[code])} dòng"
        for code, side in sides.items()
    }
    with widgets.card(part.part_name):
        plots.chosen(CHOSEN, part.part_name)
        side = sides[view.segments("Kỳ", words, name=PERIOD)]
        assert side.as_of is not None
        look, rows = drivers.records_of(found.by, key)
        there = here.but(as_of=side.as_of, year=0, date_from=None, **look)
        tables.records(there, entry.indicator, f"{entry.short_name}, {part.part_name}", rows)


def _parts(here: Context, found: Explanation, entry: Entry) -> None:
    rows = pd.DataFrame(drivers.rows(found))
    with widgets.card(f"Từng {WORDS[found.by]}", drivers.NOTE):
        tables.table(
            rows, TABLES["drivers"], here, name="phan", title=f"{entry.short_name} theo {WORDS[found.by]}"
        )


main()
