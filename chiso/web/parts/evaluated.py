"""The evaluation sheet of officials and units by month, quarter and year: the same rows as the paper."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chiso import figures
from chiso.core.periods import Period, reported
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.figures.officials import months_within
from chiso.present import evaluation, papers
from chiso.present.deck.look import Look
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.words import officials as words

PERIOD, KIND = "ky_danh_gia", "loai_danh_gia"  # in the address
SO_FAR = "theo-bo-loc"
WHO = {"people": "Công chức", "units": "Đơn vị"}


def draw(here: Context) -> None:
    """Officials (of a unit those with a part in it) and units over a period, each month of it, and the paper."""
    widgets.title("Đánh giá công chức, đơn vị")
    with widgets.toolbar():
        kind = view.segments("Loại việc", {"dossiers": "Hồ sơ", "tasks": "Nhiệm vụ"}, name=KIND)
        who = view.segments("Của ai", WHO, name="danh_gia_ai")
        period, asked = _chosen(here)
    can_open = bool(months_within(asked))
    by_month = can_open and view.toggle("Từng tháng trong kỳ", name="thang_danh_gia")
    found = loading.ask(here, figures.evaluation, asked, kind, by_month=by_month)
    things = words.THINGS[kind]
    said = loading.known(here, kind, kept_whole(words.headline, found.people, things))
    with widgets.card(
        said if found.people else evaluation.nobody(Look(here.store, asked), found, kind), words.RULE
    ):
        if well := words.praise(found.people, things):
            widgets.all_fine(well)
        made = kept_whole(evaluation.sheets, found, kind).get(f"{who}_months" if by_month else who)
        if made is None:
            return
        if by_month:
            widgets.note(evaluation.MONTHS)
        title = f"Đánh giá {plain(period.name) if period else 'theo bộ lọc'}: {made.title}"
        paper = partial(_paper, here, period) if period and here.only_unit is None else None
        tables.table(made.rows, made.columns, here, name=f"danh_gia_{who}", title=title, tools=paper)


def _paper(here: Context, period: Period) -> None:
    name = f"danh-gia-cong-chuc-{here.agency}-{period.first}-{period.last}.docx"
    build = partial(papers.build, here.store, "danh_gia_cong_chuc", here.asked, period)
    look = {"icon": ":material/description:", "type": "tertiary"}
    widgets.download("Biên bản (Word)", build, name, key="tai_danh_gia", **look)


def _chosen(here: Context) -> tuple[Period | None, figures.Asked]:
    """The whole period that was chosen, with its question; None: what the filters say."""
    periods = {f"{one.first}_{one.last}": one for one in reported(here.asked.as_of)}
    names = {
        code: f"{one.name[0].upper()}{one.name[1:]} ({format_date(one.first)} – {format_date(one.last)})"
        for code, one in periods.items()
    }
    own = f"Theo bộ lọc ({format_date(here.asked.first)} – {format_date(here.asked.day)})"
    draw = partial(st.selectbox, label_visibility="collapsed", width=420)
    period = periods.get(view.pick(draw, "Kỳ đánh giá", {SO_FAR: own, **names}, name=PERIOD))
    if period is None:
        return None, here.asked
    return period, replace(here.asked, as_of=period.last, date_from=period.first, date_to=None, year=0)
