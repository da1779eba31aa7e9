"""Doanh nghiệp: what enterprises asked, dialogues, inspections, surveys; a form for what happened."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.desk import enterprises as desk
from chiso.present.columns import TABLES
from chiso.web.parts import editing, loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.web.shell.problems import explained
from chiso.words import enterprises as words

FORM, REMOVAL = "su_kien_moi", "go_su_kien"


def draw(here: Context) -> None:
    """Four figures of the year, the list of events, the forms for those who may."""
    events = loading.ask(here, figures.enterprise_events, here.asked)
    asked = None
    if loading.speaks(here, "petitions"):
        asked = loading.ask(here, figures.enterprise_questions, here.asked)
    found = {} if here.unit else {value.indicator: value for value in loading.values(here)}
    widgets.title("Doanh nghiệp: kiến nghị, đối thoại, kiểm tra, khảo sát", words.RULE)
    widgets.kpis(kept_whole(words.cards, asked, events, found), key="doanh_nghiep", columns=4, width=180)
    if len(events):
        _list(here, events)
    else:
        widgets.empty(
            f"Chưa có danh sách đối thoại, thanh tra, kiểm tra, khảo sát của năm {here.year}", here,
            file="Sự kiện doanh nghiệp",
        )  # fmt: skip
    if here.may("edit") and not view.is_printed():
        with st.expander("Ghi đối thoại, thanh tra, kiểm tra, khảo sát", icon=":material/add:"):
            _form(here)
        if len(events):
            with st.expander("Gỡ một sự kiện ghi nhầm", icon=":material/delete:"):
                _removal(here, events)


def _list(here: Context, events: pd.DataFrame) -> None:
    with widgets.card(kept_whole(words.headline, events)):
        there = {*events["kind"], *([words.OVER] if events["is_over"].any() else ())}
        filters = {code: said for code, said in words.FILTERS.items() if code == "all" or code in there}
        draw = partial(st.pills, required=True, label_visibility="collapsed")
        chosen = view.pick(draw, "Loại sự kiện", filters, name="su_kien", default="all")
        rows = loading.short_names(here, kept_whole(words.listed, events, chosen))
        title = f"Doanh nghiệp, {words.FILTERS[chosen].lower()}, năm {here.year}"
        tables.table(rows, TABLES["enterprise_events"], here, name="su_kien", title=title)


def _form(here: Context) -> None:
    """An event to write down, of the unit that held it; a survey takes a question and a unit at a time."""
    units = loading.units(here)
    own = loading.unit_ids(here) if here.only_unit else None
    units = units[units["valid_to"].isna() & (units["unit"] != "unknown")]
    units = units if own is None else units[units["unit"].isin(own)]
    names = dict(zip(units["unit"], units["unit_name"], strict=True))
    kind = widgets.pick("Loại sự kiện", words.KINDS, key="loai_su_kien")
    with st.form(f"{FORM}|{kind}|{editing.generation(FORM)}", border=False):
        left, middle, right = st.columns(3)
        held_on = left.date_input("Ngày tổ chức", here.asked.as_of, format="DD/MM/YYYY")
        unit = middle.selectbox("Đơn vị", list(names), format_func=names.__getitem__)
        document = right.text_input("Số văn bản", max_chars=100)
        heads = {
            "dialogue": "Chủ đề đối thoại",
            "inspection": "Nội dung thanh tra, kiểm tra",
            "survey": "Câu hỏi",
        }
        subject = st.text_input(heads[kind], max_chars=500)
        enterprise, answers, satisfied = "", None, None
        if kind == "inspection":
            enterprise = st.text_input("Doanh nghiệp được thanh tra, kiểm tra", max_chars=200)
        else:
            answers = left.number_input(
                "Số phiếu thu về" if kind == "survey" else "Số doanh nghiệp dự",
                min_value=0,
                value=None,
                step=1,
            )
        if kind == "survey":
            satisfied = middle.number_input("Số phiếu hài lòng", min_value=0, value=None, step=1)
        note = st.text_area("Ghi chú", max_chars=1000)
        if st.form_submit_button("Ghi sự kiện", type="primary", icon=":material/save:"):
            with explained():
                event = desk.Event(
                    kind, held_on, subject.strip(), (unit, names[unit]), enterprise.strip() or None,
                    document.strip() or None, answers, satisfied, note.strip() or None,
                )  # fmt: skip
                desk.add(here.store, here.actor, here.agency, event)
                editing.saved("Đã ghi sự kiện.", FORM)


def _removal(here: Context, events: pd.DataFrame) -> None:
    said = {
        row[
            "key"
        ]: f"{format_date(row['held_on'])} · {words.KINDS[row['kind']]} · {row['enterprise'] or row['subject']}"
        for row in events.to_dict("records")
    }
    with st.form(f"{REMOVAL}|{editing.generation(REMOVAL)}", border=False):
        key = st.selectbox(
            "Sự kiện", list(said), format_func=said.__getitem__, index=None, placeholder="Chọn sự kiện"
        )
        reason = st.text_input("Lý do", max_chars=300)
        if st.form_submit_button("Gỡ khỏi danh sách", icon=":material/delete:"):
            with explained():
                if key is not None:
                    desk.remove(here.store, here.actor, here.agency, key, reason)
                    editing.saved("Đã gỡ khỏi danh sách.", REMOVAL)
