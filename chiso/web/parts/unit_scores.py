"""The ranking of the units below the agency on Tiêu chí: its list, what each lost, the form to score them."""

from dataclasses import replace

import streamlit as st

from chiso import figures
from chiso.desk import office
from chiso.desk import unit_scores as desk
from chiso.figures.unit_scores import Line, UnitScores
from chiso.present.columns import TABLES
from chiso.store import attached
from chiso.web.parts import editing, loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.web.shell.problems import explained
from chiso.words import unit_scores as words

FORM = "tieu_chi_cap_duoi"


def draw(here: Context) -> None:
    """How far the ranking is against the plan's day, its list, its lines. Nothing of an agency (or a unit) without
    units below it, nor on paper before anything is scored, nor where sums of elsewhere are shown, which carry none."""
    if attached.is_on(here.store):
        return
    found = loading.ask(here, figures.unit_scores, here.asked)
    is_begun = words.is_begun(found)
    if not found.units or (view.is_printed() and not is_begun):
        return
    widgets.title(words.headline(found), f"{words.verdict(found, here.asked.as_of)}.")
    if is_begun:
        _lists(here, found)
    label = "Ghi điểm đơn vị tự chấm" if here.only_unit else "Chấm điểm đơn vị cấp dưới"
    if not editing.switch(here, "cham_cap_duoi", label):
        return
    columns = TABLES["unit_points_of_unit" if here.only_unit else "unit_points_of_office"]
    editing.entries(here, desk.DATASET, words.to_fill(found), columns, key="sua_bang_cap_duoi")
    if here.only_unit is None:
        _form(here, found)


def of_unit(here: Context) -> None:
    """The points of the chosen unit, on its own page; nothing of one that is not scored."""
    found = loading.ask(here, figures.unit_scores, here.asked)
    for mine in found.units:
        if mine.unit != here.unit or not mine.lines:
            continue  # a part of it, which has its own page
        alone = replace(found, units=(mine,))
        with widgets.card(words.of_unit(mine, found.year), f"{words.verdict(alone, here.asked.as_of)}."):
            rows, title = (
                words.lines(alone).drop(columns="unit_name"),
                f"Điểm CCHC {mine.unit_name} năm {found.year}",
            )
            tables.table(rows, TABLES["unit_points"], here, name="diem_cap_duoi_dv", title=title)


def _lists(here: Context, found: UnitScores) -> None:
    title = f"Xếp hạng CCHC đơn vị cấp dưới năm {found.year}"
    tables.table(
        kept_whole(words.ranked, found), TABLES["ranked_units"], here, name="xep_hang_cap_duoi", title=title
    )
    if view.toggle("Xem từng dòng điểm", name="diem_cap_duoi"):
        title = f"Điểm CCHC đơn vị cấp dưới năm {found.year}"
        tables.table(words.lines(found), TABLES["unit_points"], here, name="dong_cap_duoi", title=title)


def _form(here: Context, found: UnitScores) -> None:
    """A criterion for every unit at once."""
    with st.form(f"{FORM}|{editing.generation(FORM)}", border=False):
        left, middle, right = st.columns((1, 3, 1))
        code = left.text_input("Mã tiêu chí", max_chars=desk.LONGEST_CODE)
        name = middle.text_input("Tên tiêu chí", max_chars=300)
        most = right.number_input("Điểm tối đa", min_value=0.0, value=None)
        if st.form_submit_button("Thêm tiêu chí cho mọi đơn vị", icon=":material/add:"):
            with explained():
                below = [unit.unit for unit in found.units if unit.unit != "unknown" and unit.ended is None]
                line = Line(code.strip(), name.strip() or None, most)
                office.enter(
                    here.store, here.actor, here.agency, desk.DATASET, desk.criterion(found.year, below, line)
                )
                editing.saved("Đã thêm tiêu chí.", FORM)
