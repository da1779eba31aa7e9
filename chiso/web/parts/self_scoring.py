"""The self-scoring of the year on Tiêu chí: rooms score with evidence, Văn phòng reviews, the register of evidence."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.desk.self_scores import REVIEWS
from chiso.present.columns import TABLES
from chiso.web.parts import editing, loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import self_scoring as words


def draw(here: Context) -> None:
    """How far the year's self-scoring is, and its list: the criteria of a chosen unit alone. Nothing of a year that is
    appraised and was not scored here, nor on paper before anybody scored."""
    found = loading.ask(here, figures.self_scoring, here.asked)
    if found is None or not found.lines:
        return
    is_begun = any(one.state != "open" for one in found.lines)
    if not is_begun and (view.is_printed() or all(one.appraised is not None for one in found.lines)):
        return
    mine = loading.answered_for(here, [{"units": line.units, "line": line} for line in found.lines])
    found = replace(found, lines=tuple(row["line"] for row in mine))
    if not mine:
        widgets.note(f"Bảng điểm không giao tiêu chí nào cho {plain(loading.unit_name(here))}.")
        return
    widgets.title(words.headline(found), f"{words.evidence(found, here.asked.as_of)}. {words.LATER}.")
    if said := words.compared(found):
        st.markdown(said + ".")
    if found.table_year != found.year:
        widgets.note(
            f"Chấm theo danh mục tiêu chí của bảng điểm năm {found.table_year} cho đến khi có bảng năm {found.year}."
        )
    draw_pills = partial(st.pills, required=True, label_visibility="collapsed")
    chosen = view.pick(draw_pills, "Lọc tiêu chí", words.FILTERS, name="loc_tu_cham", default=words.ALL)
    rows = words.rows(words.chosen(found.lines, chosen))
    label = "Chấm điểm, nộp minh chứng" if here.only_unit else "Chấm điểm, duyệt, kiểm tra minh chứng"
    if len(rows) and editing.switch(here, "sua_tu_cham", label):
        columns = TABLES["scores_of_room" if here.only_unit else "scores_of_office"]
        editing.entries(here, "criteria", rows, columns, key="sua_bang_tu_cham", review=list(REVIEWS))
        return
    title = f"Bảng tự chấm điểm Chỉ số CCHC năm {found.year}"
    tables.table(rows, TABLES["self_scored"], here, name="tu_cham", title=title)
