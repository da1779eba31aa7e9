"""Administrative reports as DOCX, from the same figures."""

from functools import partial
from typing import Any

import streamlit as st

from chiso.present import papers
from chiso.web.parts import widgets
from chiso.web.shell.context import Context

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(here: Context) -> None:
    """One card per kind of report: what it holds, and its download. They tell of every unit and its officials."""
    if here.only_unit is not None:
        widgets.note("Báo cáo gồm số liệu mọi đơn vị nên tài khoản giới hạn theo đơn vị không tải được.")
        return
    asked: dict[str, Any] = {"agency": here.agency, "as_of": here.as_of}
    store = here.store
    for kind, (name, holds, build) in papers.KINDS.items():
        with st.container(border=True, gap="small"):
            line = st.columns([4, 1.2], vertical_alignment="center")
            with line[0]:
                widgets.title(name, holds)
            line[1].download_button(
                "Tải về",
                data=partial(build, store, **asked),
                file_name=f"{kind.replace('_', '-')}-{here.agency}-{here.as_of:%Y-%m-%d}.docx",
                mime=DOCX,
                icon=":material/description:",
                key=f"tai_{kind}",
                on_click="ignore",
            )
    widgets.note("Số và ngày văn bản để trống cho văn thư; nội dung sửa được trong Word.")
