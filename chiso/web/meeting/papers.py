"""Administrative reports as DOCX, from the same figures."""

from functools import partial
from typing import Any

import streamlit as st

from chiso.present import papers
from chiso.web.parts import widgets
from chiso.web.shell.context import Context


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
            with line[1]:
                widgets.download(
                    "Tải về",
                    partial(build, store, **asked),
                    f"{kind.replace('_', '-')}-{here.agency}-{here.as_of:%Y-%m-%d}.docx",
                    key=f"tai_{kind}",
                    icon=":material/description:",
                )
    widgets.note("Số và ngày văn bản để trống cho văn thư; nội dung sửa được trong Word.")
