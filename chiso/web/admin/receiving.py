"""Hộp thư đến: the folder, whether clear files go in by themselves, what stands in the way."""

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import folders, inbox
from chiso.web.parts import widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_BY_ITSELF = "Tự nhập tệp không có câu hỏi, không có lưu ý, không có dòng bị loại"


def draw(here: Context) -> None:
    """How it stands, then what can be chosen."""
    if here.store.is_demonstration:
        widgets.note("Dữ liệu minh họa không có hộp thư đến; nó bắt đầu cùng dữ liệu thật.")
        return
    box, place = process.current().inbox, folders.chosen(here.store, folders.INBOX)
    waiting = f"{format_number(len(box.letters))} tệp đang chờ" if box.letters else "không có tệp nào chờ"
    headline = f"Hộp thư đến: {waiting}" if place else "Chưa có hộp thư đến"
    under = "Tệp đặt vào thư mục này hiện ở trang Nhập dữ liệu trong khoảng một phút; nhập xong thì chuyển sang da-nhan"
    with widgets.card(headline, under):
        if box.problem:
            st.warning(plain(box.problem), icon=":material/inbox:")
        st.markdown(box.lines(box.letters))
        with st.form("hop_thu_den", border=False):
            said = st.text_input(
                "Thư mục trên máy chủ (để trống: không dùng)", str(place or ""), max_chars=400
            )
            automatic = st.checkbox(_BY_ITSELF, value=inbox.is_automatic(here.store))
            widgets.note(
                "Tệp còn lại chờ người xem ở trang Nhập dữ liệu. Thư mục con, tệp tạm, liên kết được bỏ qua"
            )
            if st.form_submit_button("Lưu", icon=":material/check:"):
                with explained():
                    inbox.choose(here.store, here.actor, said.strip(), automatic)
                    saved("Đã lưu hộp thư đến.")
