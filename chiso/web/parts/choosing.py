"""What somebody clicked in a chart or table.

A click is a selection; it filters what stands below and says so with one button to undo. It belongs to the filters it
was made under (they are part of its key) and to a generation number that "Bỏ chọn" raises.
"""

import streamlit as st

from chiso.core.text import plain
from chiso.web.shell.context import Context

_GENERATION = "_lan_chon_"


def _generation(name: str) -> int:
    return int(st.session_state.get(_GENERATION + name, 0))


def forget(name: str) -> None:
    """Undo a selection: callback of "Bỏ chọn"."""
    st.session_state[_GENERATION + name] = _generation(name) + 1


def selection_key(here: Context, name: str) -> str:
    """The widget key of something selectable: other filters, other widget."""
    return f"{name}|{here.agency}|{here.year}|{here.first}|{here.as_of}|{here.unit}|{here.palette}|{_generation(name)}"


def chosen(name: str, words: str) -> None:
    """What a click filters, and the button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dang_loc_{name}"):
        st.markdown(f":blue-badge[:material/filter_alt: Đang lọc: {plain(words)}]", width="content")
        st.button(
            "Bỏ chọn",
            key=f"bo_chon_{name}",
            icon=":material/close:",
            type="tertiary",
            on_click=forget,
            args=(name,),
        )
