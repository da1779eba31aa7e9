"""What somebody clicked in a chart or table: it stands in the view, filters what is below and says so, with one button
to undo it.

A widget of Streamlit that can be selected is drawn anew after each click (the turn is part of its key): the mark is
coloured by the view, so that a link and Back show it too.
"""

import streamlit as st

from chiso.core.text import plain
from chiso.web.shell import view
from chiso.web.shell.context import Context


def selection_key(here: Context, name: str) -> str:
    """The widget key of something selectable: other filters, other widget."""
    return (
        f"{name}|{here.agency}|{here.year}|{here.first}|{here.as_of}|{here.unit}|{here.palette}|{view.turn()}"
    )


def chosen(name: str, words: str) -> None:
    """What a click filters, and the button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dang_loc_{name}"):
        st.markdown(f":blue-badge[:material/filter_alt: Đang lọc: {plain(words)}]", width="content")
        st.button(
            "Bỏ chọn",
            key=f"bo_chon_{name}",
            icon=":material/close:",
            type="tertiary",
            on_click=view.mark,
            args=(name,),
        )
