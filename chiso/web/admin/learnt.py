"""Đã nhớ từ tệp: what people answered about columns and words of files, used again until somebody forgets it."""

import streamlit as st

from chiso.core.clock import show
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import learned
from chiso.desk.learned import Learned
from chiso.intake.datasets import SOURCES
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

MOST_SHOWN = 50


def draw(here: Context) -> None:
    """One line per layout, the newest first."""
    found: list[Learned] = loading.ask(here, learned.learned)
    headline = (
        f"Đã nhớ cách hiểu {format_number(len(found))} mẫu tệp" if found else "Chưa nhớ cách hiểu mẫu tệp nào"
    )
    under = "Dùng lại cho tệp sau cùng mẫu. Quên thì tệp sau được hỏi lại từ đầu; số liệu đã nhập giữ nguyên"
    with widgets.card(headline, under):
        for place, one in enumerate(found[:MOST_SHOWN]):
            left, right = st.columns([8, 1.4], vertical_alignment="center")
            source = SOURCES.get(one.dataset or "", "Tệp")
            file = f", tệp {plain(one.file_name)}" if one.file_name else ""
            where = f"{source}: {plain(one.who)} trả lời lúc {show(one.answered_at)}{file}"
            left.markdown(f"{'; '.join(one.words)}  \n:small[:gray[{where}]]")
            if right.button("Quên", icon=":material/undo:", key=f"quen_{place}_{one.layout_keys[0][:12]}"):
                with explained():
                    learned.forget(here.store, here.actor, one)
                    saved("Đã quên. Tệp sau cùng mẫu này được hỏi lại.")
    widgets.note("Cách viết tên đơn vị đã nhớ thì bỏ ở mục Đơn vị, “Sửa một đơn vị”.")
