"""What the sections of /quan-tri share: reading and saving reference data, with its sentence."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.reference import changes
from chiso.reference.changes import Edit, Row
from chiso.web.parts import loading
from chiso.web.shell.context import Context
from chiso.web.shell.problems import show_error

_SAID = "_da_luu_qt"


def attempt(act: Callable[[], Any], words: str = "") -> None:
    """Do it and look again, saying `words`; or say why not."""
    try:
        act()
    except ChisoError as error:
        show_error(error)
        return
    if words:
        tell(words)
    st.rerun()


def save(here: Context, edits: Sequence[Edit], title: str) -> bool:
    """Saves; says why not, or what was saved after the rerun that the caller makes."""
    try:
        batch = changes.apply(here.store, here.actor, here.agency, edits, title=title)
    except ChisoError as error:
        show_error(error)
        return False
    tell(f"Đã lưu: {title}." if batch is not None else "Không có gì thay đổi.")
    return True


def keep(here: Context, edits: Sequence[Edit], title: str) -> None:
    """Saves and looks again."""
    if save(here, edits, title):
        st.rerun()


def said() -> None:
    """What was saved in the run before."""
    text = st.session_state.pop(_SAID, None)
    if text:
        st.toast(plain(text), icon=":material/check_circle:")


def tell(text: str) -> None:
    """Say this after the coming rerun."""
    st.session_state[_SAID] = text


def rows(here: Context, table: str) -> list[Row]:
    """A reference table, cached by the data version."""
    found: list[Row] = loading.ask(here, changes.rows, agency=here.agency, table=table)
    return found
