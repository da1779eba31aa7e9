"""Warnings that somebody has to have seen before the file goes in: one list for the drop, one tick per kind (shared
contract, "Warnings that want a tick")."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from chiso.core.text import plain
from chiso.web.parts import widgets
from chiso.web.upload.item import TICKED, Item


def draw(shown: Sequence[Item]) -> None:
    """The list; nothing where no file asks for it."""
    for code, words in TICKED.items():
        found = [item for item in shown if item.importable and code in item.warned]
        if not found:
            continue
        with widgets.card("Cần xem trước khi nhập", stretch=False):
            lines = [f"- “{plain(item.name)}”: {plain(item.warned[code])}" for item in found]
            st.markdown("\n".join(lines))
            is_seen = all(code in item.ticked for item in found)
            key = f"da_xem_{code}_{len(found)}"
            st.checkbox(
                f"Đã xem: {words}", value=is_seen, key=key, on_change=partial(_tick, found, code, key)
            )


def _tick(found: Sequence[Item], code: str, key: str) -> None:
    for item in found:
        (item.ticked.add if st.session_state[key] else item.ticked.discard)(code)
