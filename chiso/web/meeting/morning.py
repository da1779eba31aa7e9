"""The morning list: per unit what is overdue or due within three working days, as text to paste and as XLSX."""

from typing import Any

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.present import outputs as present
from chiso.web.parts import loading, widgets
from chiso.web.shell.context import Context


def draw(here: Context) -> None:
    """Says first when the data is old; then one text per unit."""
    asked: dict[str, Any] = {"agency": here.agency, "as_of": here.as_of, "unit": here.unit}
    found = loading.ask(here, present.digest, **asked)
    if found["note"]:
        st.warning(found["note"], icon=":material/schedule:")
    if not found["units"]:
        return
    store = here.store
    with widgets.toolbar("cong_cu_buoi_sang"):
        widgets.download(
            "Tải danh sách (XLSX)",
            lambda: present.digest_workbook(store, **asked),
            f"buoi-sang-{here.agency}-{here.as_of:%Y-%m-%d}.xlsx",
            key="tai_buoi_sang",
        )
    for part in found["units"]:
        lines = part["text"].count("\n")
        with st.expander(
            f"{plain(part['unit_name'])}: {format_number(lines)} hồ sơ",
            expanded=len(found["units"]) < 4,
        ):
            widgets.note("Bấm dấu chép ở góc phải của khung, rồi dán vào tin nhắn.")
            st.code(part["text"], language=None, wrap_lines=True)
