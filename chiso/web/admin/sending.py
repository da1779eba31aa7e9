"""Hộp thư đi: the folder into which deck, morning list and hand-outs are written after every import."""

import streamlit as st

from chiso.core.text import plain
from chiso.desk import folders, outbox
from chiso.web.parts import widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained


def draw(here: Context) -> None:
    """Where the files go, what stands in the way, what can be chosen."""
    if here.store.is_demonstration:
        widgets.note("Dữ liệu minh họa không có hộp thư đi; nó bắt đầu cùng dữ liệu thật.")
        return
    place, problem = folders.chosen(here.store, folders.OUTBOX), process.current().outbox.problem
    headline = "Hộp thư đi đang bật" if place else "Chưa có hộp thư đi"
    under = (
        "Khoảng một phút sau mỗi lần nhập hay hoàn tác: bộ slide giao ban, danh sách buổi sáng và tờ phát tay của "
        "từng đơn vị được ghi vào thư mục con của ngày đó"
    )
    with widgets.card(headline, under):
        if problem:
            st.warning(plain(problem), icon=":material/outbox:")
        with st.form("hop_thu_di", border=False):
            said = st.text_input(
                "Thư mục trên máy chủ (để trống: không ghi)", str(place or ""), max_chars=400
            )
            widgets.note(
                "Tệp có tên công chức và mã hồ sơ: chỉ nên cấp quyền đọc thư mục cho người được xem cả cơ quan"
            )
            if st.form_submit_button("Lưu", icon=":material/check:"):
                with explained():
                    outbox.choose(here.store, here.actor, said.strip())
                    saved("Đã lưu hộp thư đi.")
