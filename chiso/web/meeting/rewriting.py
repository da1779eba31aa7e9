"""A slide on the page, its words to be clicked: what is clicked is written over in a form under the slide, and stands
on the slide at once. Words that speak of other figures are shown apart and not used until somebody says so."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import Refused
from chiso.core.text import plain
from chiso.present import slides
from chiso.present.deck import Choice, own_words
from chiso.present.deck.own_words import Edit, Edits
from chiso.present.slides import Slide
from chiso.web.meeting import drafting, screen
from chiso.web.parts import widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_OPEN = "_dang_sua"  # of the session: topic, code of the place, what stood there when its form was opened
_TYPED = "_chu_dang_sua"  # what is typed there
Rows = Sequence[Sequence[Any]]
_CELLS = "cells"  # the code of the form of a table


def draw(here: Context, proposed: Slide, choice: Choice, number: int) -> None:
    """A slide of the deck as it is, each of its sentences with a way to its form."""
    edits = choice.edits.get(proposed.topic, {})
    shown = own_words.worded(proposed, edits)
    with st.container(border=True, gap="small", key=f"slide_{proposed.topic.replace(':', '_')}"):
        with _said(proposed, edits, own_words.TITLE):
            st.markdown(f"## {plain(shown.headline)}", width="stretch")
        if shown.note or (proposed.note and not view.is_printed()):
            with _said(proposed, edits, own_words.NOTE):
                widgets.note(plain(shown.note) or "Đã bỏ dòng dưới tiêu đề")
        screen.body(here, shown, lambda: _lines(proposed, edits))
        for text in slides.too_long(shown):
            widgets.note(f":orange[:material/short_text:] Dài hơn chỗ trên slide nên bị cắt: “{plain(text)}”")
        if view.is_printed():
            return
        _tools(proposed, edits, number)
        _stale(here, proposed, edits)
        topic, code, _ = st.session_state.get(_OPEN) or ("", "", "")
        if topic == proposed.topic:
            (_cells if code == _CELLS else _form)(here, proposed, edits)


def waiting(proposed: list[Slide], choice: Choice) -> int:
    """How many texts of these slides are not used because they speak of other figures."""
    return sum(len(own_words.stale(slide, choice.edits.get(slide.topic, {}))) for slide in proposed)


@contextmanager
def _said(slide: Slide, edits: Edits, code: str) -> Iterator[None]:
    """A text with a pencil behind it; chrome.js lets a click on the text press it."""
    if view.is_printed():
        yield
        return
    key = own_words.mark((slide.topic, code))
    look: Any = {"gap": "xxsmall", "vertical_alignment": "center", "wrap": False}
    with st.container(horizontal=True, key=f"cau_{key}", **look):
        yield
        is_own = code in own_words.fitting(slide, edits)
        words = f"Sửa {own_words.called(code).lower()}"
        widgets.quiet(
            "Đã sửa" if is_own else "", "edit", _open, slide, edits, code, key=f"but_{key}", help=words
        )


def _open(slide: Slide, edits: Edits, code: str) -> None:
    stands = _stands(slide, edits, code)
    st.session_state[_OPEN] = (slide.topic, code, stands)
    st.session_state[_TYPED] = stands


def _stands(slide: Slide, edits: Edits, code: str) -> str:
    """What stands at a place now."""
    fits = own_words.fitting(slide, edits)
    if code == _CELLS:
        return own_words.mark(sorted((name, one.text) for name, one in fits.items()))
    place = own_words.places(slide).get(code)
    return fits[code].text if code in fits else place.text if place else ""


def _lines(slide: Slide, edits: Edits) -> None:
    said = {code: one.text for code, one in own_words.fitting(slide, edits).items()}
    for (code, text), proposed in zip(own_words.lines_of(slide, said), slide.lines, strict=True):
        if text or not view.is_printed():
            with _said(slide, edits, code):
                st.markdown(
                    f"- {plain(text)}" if text else f"- :gray[Đã bỏ ý: {plain(proposed)}]", width="stretch"
                )
    if slide.line_below:
        with _said(slide, edits, own_words.BELOW):
            below = said.get(own_words.BELOW, slide.line_below)
            st.markdown(plain(below) or ":gray[Đã bỏ dòng cuối trang]", width="stretch")


def _tools(slide: Slide, edits: Edits, number: int) -> None:
    """Which slide it is; what is not seen on it, and the words of its table."""
    key = own_words.mark(slide.topic)
    with widgets.toolbar():
        st.markdown(f":small[:gray[Trang {number}]]", width="content")
        open_ = partial(_open, slide, edits)
        is_own = own_words.NOTES in own_words.fitting(slide, edits)
        words = "Ghi chú người trình bày" + (" (đã sửa)" if is_own else "")
        widgets.quiet(words, "speaker_notes", open_, own_words.NOTES, key=f"ghi_chu_{key}")
        if slide.table and any(own_words.is_worded(cell) for row in slide.table.rows for cell in row):
            widgets.quiet("Sửa chữ trong bảng", "table_edit", open_, _CELLS, key=f"bang_{key}")


# --- forms ---------------------------------------------------------------------------------------------------


def _form(here: Context, slide: Slide, edits: Edits) -> None:
    """One text: kept, given back to the proposal, or left."""
    _, code, _ = st.session_state[_OPEN]
    place = own_words.places(slide).get(code)
    if place is None:
        _close()
        return
    with st.form(f"sua_{own_words.mark((slide.topic, code))}"):
        most = own_words.longest(code)
        text = st.text_area(own_words.called(code), max_chars=most, key=_TYPED)
        if code in edits:
            widgets.note(f"Câu gợi ý: {plain(place.text)}")
        with widgets.toolbar():
            is_kept = st.form_submit_button("Lưu", type="primary", icon=":material/save:")
            is_back = code in edits and st.form_submit_button("Dùng câu gợi ý", icon=":material/undo:")
            if st.form_submit_button("Đóng"):
                _close()
                st.rerun()
    if is_kept or is_back:
        with explained():
            _write(here, slide, {code: place.text if is_back else text})


def _cells(here: Context, slide: Slide, edits: Edits) -> None:
    """The table as it stands; columns of numbers alone are the program's."""
    table, shown = slide.table, own_words.worded(slide, edits).table
    if table is None or shown is None:
        _close()
        return
    names = [f"cot_{at}" for at in range(len(table.heads))]
    closed = [
        name for at, name in enumerate(names) if not any(own_words.is_worded(row[at]) for row in table.rows)
    ]
    frame = pd.DataFrame(shown.rows, columns=names)
    config = {name: st.column_config.TextColumn(head) for name, head in zip(names, table.heads, strict=True)}
    with st.form(f"sua_bang_{own_words.mark(slide.topic)}"):
        typed: pd.DataFrame = st.data_editor(frame, disabled=closed, hide_index=True, column_config=config)
        widgets.note("Chỉ sửa chữ; con số lấy từ số liệu. Xóa trống một ô thì ô ấy trở lại như gợi ý.")
        with widgets.toolbar():
            is_kept = st.form_submit_button("Lưu", type="primary", icon=":material/save:")
            if st.form_submit_button("Đóng"):
                _close()
                st.rerun()
    if is_kept:
        with explained():
            _write(here, slide, changed_cells(slide, shown.rows, typed.to_numpy().tolist()))


def changed_cells(slide: Slide, before: Rows, after: Rows) -> dict[str, str]:
    """What was typed into a slide's table, by the codes of its cells."""
    rows = slide.table.rows if slide.table else ()
    return {
        own_words.cell_code(row, at): str(typed or "")
        for row, was, now in zip(rows, before, after, strict=True)
        for at, typed in enumerate(now)
        if typed != was[at]
    }


def _write(here: Context, slide: Slide, said: dict[str, str]) -> None:
    """Keeps what was typed and closes the form. Refused where it was changed elsewhere since the form was opened; a
    second "Lưu" then writes over that."""
    topic, opened, was = st.session_state[_OPEN]

    def changed(choice: Choice) -> Choice:
        edits = choice.edits.get(slide.topic, {})
        now = _stands(slide, edits, opened)
        if now != was:
            st.session_state[_OPEN] = (topic, opened, now)
            words = (
                "Bảng này" if opened == _CELLS else f"Chỗ này vừa được sửa ở nơi khác thành “{now}”. Chỗ này"
            )
            raise Refused(
                "changed_meanwhile",
                f"{words} đã đổi từ khi mở. Bấm Lưu lần nữa để thay bằng nội dung của bạn.",
            )
        for code, text in said.items():
            edits = own_words.written(slide, edits, code, text)
        return choice.with_edits(slide.topic, edits)

    drafting.write(here, changed)
    _close()
    saved("Đã lưu.")


def _close() -> None:
    st.session_state.pop(_OPEN, None)


# --- words of other figures ----------------------------------------------------------------------------------


def _stale(here: Context, slide: Slide, edits: Edits) -> None:
    there = own_words.places(slide)
    for code, one in own_words.stale(slide, edits).items():
        key = own_words.mark((slide.topic, code))
        with st.container(border=True, gap="xxsmall", key=f"cu_{key}"):
            said = f"{own_words.called(code)} đã sửa khi số liệu khác, không dùng:"
            st.markdown(f":orange[:material/history: {said}] {plain(one.text) or '(để trống)'}")
            with widgets.toolbar():
                if code in there:
                    again = partial(_take, here, slide, code, replace(one, over=there[code].over))
                    widgets.quiet("Vẫn dùng", "check", again, key=f"van_dung_{key}")
                widgets.quiet("Bỏ", "delete", _take, here, slide, code, None, key=f"bo_cu_{key}")


def _take(here: Context, slide: Slide, code: str, edit: Edit | None) -> None:
    """Puts an edit at its place, or takes it out."""

    def changed(choice: Choice) -> Choice:
        rest = {name: one for name, one in choice.edits.get(slide.topic, {}).items() if name != code}
        return choice.with_edits(slide.topic, rest | ({code: edit} if edit else {}))

    drafting.choose(here, changed)
