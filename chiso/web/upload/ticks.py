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
    could = [item for item in shown if item.importable]
    kinds = {code: [item for item in could if code in item.warned] for code in TICKED}
    kinds = {code: found for code, found in kinds.items() if found}
    if not kinds:
        return
    under = "Đánh dấu từng mục sau khi xem; nút nhập hiện khi đã xem đủ"
    with widgets.card("Cần xem trước khi nhập", under):
        if any(item.error_code == "no_as_of" for item in shown):  # its month is not among those before
            widgets.note(
                "Hãy cho biết ngày của các tệp chưa có ngày trước: vài lưu ý có thể chỉ do thiếu các tệp đó."
            )
        for code, found in kinds.items():
            key = f"da_xem_{code}_{len(found)}"
            is_seen = all(code in item.ticked for item in found)
            words = f"**Đã xem: {TICKED[code]}**"
            st.checkbox(words, value=is_seen, key=key, on_change=partial(_tick, found, code, key))
            lines = [f"- :small[“{plain(item.title)}”: {plain(item.warned[code])}]" for item in found]
            st.markdown("\n".join(lines))


def _tick(found: Sequence[Item], code: str, key: str) -> None:
    for item in found:
        (item.ticked.add if st.session_state[key] else item.ticked.discard)(code)
