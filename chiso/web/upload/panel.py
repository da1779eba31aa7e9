"""One panel of questions for all files of a drop. A likely answer is chosen already and is called a proposal: it counts
once somebody has agreed to it."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import first_rows
from chiso.web.parts import widgets
from chiso.web.shell.context import Context
from chiso.web.upload import newcomers
from chiso.web.upload.asking import COLUMN, UNIT, WORD, Question, Waiting
from chiso.web.upload.questions import listed, spoken

MOST_NAMED = 3  # files that a question names
# Why an answer is proposed.
_WHY = {
    UNIT: "tên gần giống nhất trong danh mục",
    COLUMN: "tên cột không giống mục nào chương trình cần",
    WORD: "từ gần giống nhất đã biết",
}
_LABELS = {UNIT: "Đơn vị của", COLUMN: "Dùng cho cột", WORD: "Nghĩa của"}


def draw(here: Context, asked: Sequence[Question]) -> None:
    """The panel; nothing where nothing is asked."""
    if not asked:
        return
    files = len({place.item.source for one in asked for place in one.places})
    left = sum(one.answer is None for one in asked)
    title = f"Cần trả lời {format_number(left)} câu" if left else "Đã trả lời hết các câu hỏi"
    under = f"Mỗi câu hỏi một lần cho cả {format_number(files)} tệp" if files > 1 else "Về tệp vừa thả"
    with widgets.card(title, f"{under}; câu trả lời dùng ngay, sửa lại được trước khi nhập"):
        likely_ones = [one for one in asked if one.answer is None and one.proposal is not None]
        if len(likely_ones) > 1:
            label = f"Đồng ý cả {format_number(len(likely_ones))} đề xuất"
            widgets.quiet(label, "done_all", _agree, likely_ones, key="dong_y_ca")
        newcomers.all_new(here, [one.text for one in asked if one.kind == UNIT and _is_open(one)])
        with st.grid(2, min_column_width=320, gap="medium"):
            for one in asked:
                with st.container(gap="xxsmall", key=f"hoi_{one.key}"):
                    _draw(here, one)


def _is_open(one: Question) -> bool:
    return one.answer is None and one.proposal is None


def _agree(asked: Iterable[Question]) -> None:
    for one in asked:
        one.say(one.proposal)


def _draw(here: Context, one: Question) -> None:
    sign = ":orange[:material/help:]" if one.answer is None else ":green[:material/check_circle:]"
    st.markdown(f"{sign} {_text(one)}  \n:small[:gray[{_where(one)}]]")
    now = one.proposal if one.answer is None else one.answer
    key = f"{one.key}_{now}"
    label = f"{_LABELS[one.kind]} “{spoken(one.text)}”"
    look = {"placeholder": "Chọn", "label_visibility": "collapsed"}
    hear = partial(_hear, one, key)
    widgets.pick(label, one.options, now=now, key=key, on_change=hear, **look)
    if one.answer is None and one.proposal is not None:
        with widgets.toolbar():
            st.markdown(f":orange-badge[Đề xuất] :small[:gray[{_WHY[one.kind]}]]", width="content")
            widgets.quiet("Đúng vậy", "check", _agree, [one], key=f"dung_{one.key}")
    if one.kind == UNIT:
        _about_unit(here, one)


def _hear(one: Question, key: str) -> None:
    one.say(st.session_state[key])


def _text(one: Question) -> str:
    said = f"**“{plain(one.text)}”**"
    if one.kind == UNIT:
        return f"Đơn vị lạ {said} là đơn vị nào?"
    if one.kind == COLUMN:
        return f"Cột lạ {said} dùng làm gì?"
    return f"Từ chưa biết {said} ở cột “{plain(first_rows.label_of(*one.about))}” nghĩa là gì?"


def _where(one: Question) -> str:
    """In how many rows of which files."""
    names = list(dict.fromkeys(place.item.title for place in one.places))
    counted = [place.rows for place in one.places if place.rows is not None]
    rows = f"{format_number(sum(counted))} dòng " if len(counted) == len(one.places) else ""
    files = f"trong {format_number(len(names))} tệp: " if len(names) > 1 else "trong tệp "
    return f"{rows}{files}{listed(names, MOST_NAMED)}"


def _about_unit(here: Context, one: Question) -> None:
    """Whether the spelling is kept, and the way for a unit that nobody has entered yet."""
    with widgets.toolbar():
        if here.only_unit is None:
            key = f"nho_{one.key}"
            st.checkbox("Nhớ cách viết này", value=one.keeps, key=key, on_change=_keep, args=(one, key))
        newcomers.one_new(here, one)


def _keep(one: Question, key: str) -> None:
    one.keeps = st.session_state[key]
    for place in one.places:
        unit, _ = place.item.units.get(place.text, (None, True))
        place.item.units[place.text] = unit, one.keeps


def point(asked: Waiting) -> None:
    """On a file's card: its questions stand above."""
    if asked.count:
        st.markdown(f":orange[:material/help:] {format_number(asked.count)} câu hỏi ở trên")
