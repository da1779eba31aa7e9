"""A slide of the program on the page: a click on its picture, or its list of texts, opens the form of what is written
there, under the picture. Words that speak of other figures are shown apart and not used until somebody says so."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

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
from chiso.web.shell.context import Context, goto, told
from chiso.web.shell.problems import explained

_OPEN = "_dang_sua"  # of the session: topic, code of the place, what stood there when its form was opened
_TYPED = "_chu_dang_sua"  # what is typed there
Rows = Sequence[Sequence[Any]]
_CELLS = "cells"  # the code of the form of a table


class Words(NamedTuple):
    """Of a slide the texts that its places cut, and what can be written over, in words, by its code."""

    too_long: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]


def words(here: Context, proposed: Sequence[Slide], choice: Choice) -> dict[str, Words]:
    """By topic those of the slides of a choice, told once per version of the data: each text of a deck is measured and
    marked for them."""

    def said(*_: object) -> tuple[tuple[str, Words], ...]:
        edits = choice.edits
        return tuple((slide.topic, _words(slide, edits.get(slide.topic, {}))) for slide in proposed)

    return dict(told(here, said, own_words.mark(choice)))


def _words(slide: Slide, edits: Edits) -> Words:
    cut = slides.too_long(own_words.worded(slide, edits))
    return Words(tuple(cut), tuple(_texts(slide, edits).items()))


def draw(here: Context, proposed: Slide, choice: Choice, words: Words) -> None:
    """What stands under the picture of a slide."""
    edits = choice.edits.get(proposed.topic, {})
    for text in words.too_long:
        widgets.note(f":orange[:material/short_text:] Dài hơn chỗ trên slide nên bị cắt: “{plain(text)}”")
    if view.is_printed():
        return
    _tools(proposed, edits, words)
    _stale(here, proposed, edits)
    topic, code, _ = st.session_state.get(_OPEN) or ("", "", "")
    if topic == proposed.topic:
        (_cells if code == _CELLS else _form)(here, proposed, edits)


def clicked(proposed: Slide, choice: Choice, part: str) -> None:
    """Opens what stands at a part of the picture; the records behind it where nothing is written there."""
    edits = choice.edits.get(proposed.topic, {})
    kind, _, place = part.partition(":")
    code = _CELLS if kind == "table" and _has_words(proposed) else kind
    if kind == "lines":
        said = {name: one.text for name, one in own_words.fitting(proposed, edits).items()}
        shown = [name for name, text in own_words.lines_of(proposed, said) if text]
        code = {str(at): name for at, name in enumerate(shown)}.get(place or "0", "")
    if code == _CELLS or code in own_words.places(proposed):
        _open(proposed, edits, code)
    elif found := screen.records(proposed):
        goto(found[0], **found[1])


def waiting(proposed: list[Slide], choice: Choice) -> int:
    """How many texts of these slides are not used because they speak of other figures."""
    return sum(len(own_words.stale(slide, choice.edits.get(slide.topic, {}))) for slide in proposed)


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


def _tools(slide: Slide, edits: Edits, has: Words) -> None:
    """What is not seen on the slide, each of its texts for who has no mouse, and the records behind it."""
    key = own_words.mark(slide.topic)
    with widgets.toolbar():
        own = own_words.fitting(slide, edits)
        words = "Ghi chú người trình bày" + (" (đã sửa)" if own_words.NOTES in own else "")
        widgets.quiet(words, "speaker_notes", _open, slide, edits, own_words.NOTES, key=f"ghi_chu_{key}")
        label, chosen = "Sửa chữ trên trang", f"sua_chu_{key}"
        look = {"placeholder": label, "label_visibility": "collapsed", "width": 260}
        look["on_change"] = partial(_picked, slide, edits, chosen)
        widgets.pick(label, dict(has.texts), key=chosen, **look)
        if found := screen.records(slide):
            page, filters = found
            widgets.quiet("Xem từng dòng", "list", partial(goto, page, **filters), key=f"dong_{key}")


def _picked(slide: Slide, edits: Edits, key: str) -> None:
    if code := st.session_state[key]:
        _open(slide, edits, code)
        st.session_state[key] = None


def _texts(slide: Slide, edits: Edits) -> dict[str, str]:
    """What can be written over, in words, by its code; also what was left out and is not on the picture."""
    own, found = own_words.fitting(slide, edits), {}
    for code, place in own_words.places(slide).items():
        if code in own_words.SEEN or own_words.kind_of(code) == own_words.LINE:
            is_out = code in own and not own[code].text
            text = own[code].text if code in own and not is_out else place.text
            mark = " (đã bỏ)" if is_out else " (đã sửa)" if code in own else ""
            found[code] = f"{own_words.called(code)}{mark}: {text}"
    return found | ({_CELLS: "Chữ trong bảng"} if _has_words(slide) else {})


def _has_words(slide: Slide) -> bool:
    rows = slide.table.rows if slide.table else ()
    return any(own_words.is_worded(cell) for row in rows for cell in row)


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
        if code in edits and place.text:
            widgets.note(f"Câu gợi ý: {plain(place.text)}")
        with widgets.toolbar():
            is_kept = st.form_submit_button("Lưu", type="primary", icon=":material/save:")
            back = "Dùng câu gợi ý" if place.text else "Xóa chữ đã ghi"
            is_back = code in edits and st.form_submit_button(back, icon=":material/undo:")
            if st.form_submit_button("Đóng"):
                _close()
                st.rerun()
    if code == own_words.NOTES and slide.told.lines:
        widgets.note("Dưới ghi chú này, tệp tải về có thêm phần chương trình soạn theo số liệu:")
        for line in slide.told.lines:
            widgets.note(plain(line))
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
    there = own_words.places(slide) if edits else {}
    for code, one in own_words.stale(slide, edits).items():
        again = None
        if code in there:
            again = partial(_take, here, slide, code, replace(one, over=there[code].over))
        said = f"{own_words.called(code)} đã sửa khi số liệu khác, không dùng:"
        away = partial(_take, here, slide, code, None)
        drafting.unused(own_words.mark((slide.topic, code)), said, one.text or "(để trống)", again, away)


def _take(here: Context, slide: Slide, code: str, edit: Edit | None) -> None:
    """Puts an edit at its place, or takes it out."""

    def changed(choice: Choice) -> Choice:
        rest = {name: one for name, one in choice.edits.get(slide.topic, {}).items() if name != code}
        return choice.with_edits(slide.topic, rest | ({code: edit} if edit else {}))

    drafting.choose(here, changed)
