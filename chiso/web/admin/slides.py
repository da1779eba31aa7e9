"""Mẫu slide: the office's own template, looked at before it is taken: what was understood of it, what is not used,
slides of the present deck drawn on it."""

import streamlit as st

from chiso.core.clock import read, show
from chiso.core.settings import MB, TEMPLATE_LIMITS
from chiso.core.text import plain
from chiso.desk import own_template
from chiso.present import office_template
from chiso.present.slides.capped import OnTemplate
from chiso.store import Store
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import generation, saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_SIZE = TEMPLATE_LIMITS.upload_bytes // MB


def draw(here: Context) -> None:
    """Which one is used; another one to try."""
    own = loading.ask(here, own_template.chosen, here.agency)
    if own is None:
        headline, under = "Bộ slide dùng mẫu có sẵn", "Có thể nộp mẫu .pptx của cơ quan ở dưới"
    else:
        headline = f"Bộ slide dùng mẫu “{own.file_name}” của cơ quan"
        under = f"{own.who} đặt lúc {show(read(own.at))}"
    used = "Dùng cho bộ slide tải ở trang Slide, của cả cơ quan và từng đơn vị, lệnh slides và hộp thư đi"
    with widgets.card(headline, f"{under}. {used}", key="mau_dang_dung"):
        if own is not None:
            if st.button("Bỏ mẫu, dùng lại mẫu có sẵn", icon=":material/undo:", key="bo_mau"):
                with explained():
                    own_template.drop(here.store, here.actor, here.agency)
                    saved("Đã bỏ mẫu; bộ slide dùng mẫu có sẵn.", "mau")
            with explained(), st.spinner("Đang đọc mẫu…"):
                _show(loading.ask(here, _of_own, here.agency, own))
    _offer(here)


def _of_own(store: Store, agency: str, own: own_template.Template) -> OnTemplate:
    return office_template.tried(store, agency, own.file_name, own_template.content(store, own))


def _offer(here: Context) -> None:
    under = (
        f"Tệp .pptx không có macro, tối đa {_SIZE} MB. Tệp được đọc và vẽ thử trước, chỉ dùng khi bấm Đặt làm mẫu; "
        "trang đã có trong tệp không được đưa vào bộ slide"
    )
    with widgets.card("Thử mẫu của cơ quan", under, key="thu_mau"):
        key = f"nop_mau|{generation('mau')}"
        file = st.file_uploader("Mẫu .pptx", type=["pptx"], key=key, max_upload_size=_SIZE)
        if file is None:
            return
        template = file.name, file.getvalue()
        with explained():
            with st.spinner("Đang vẽ thử…"):
                _show(loading.ask(here, office_template.tried, here.agency, *template))
            if st.button("Đặt làm mẫu", type="primary", icon=":material/check:", key="dat_mau"):
                office_template.take(here.store, here.actor, here.agency, template)
                saved(f"Đã đặt “{file.name}” làm mẫu slide.", "mau")


def _show(found: OnTemplate) -> None:
    """The pictures first, then what was understood, what to heed, what is not used."""
    with st.grid(len(found.pictures), min_column_width=260, gap="small"):
        for picture in found.pictures:
            with st.container(border=True):
                st.image(picture, width="stretch", alt="Trang vẽ thử trên mẫu")
    widgets.note("Hình phác bố cục và màu; phông chữ, hiệu ứng và biểu đồ do PowerPoint vẽ")
    for sentence in found.warnings:
        st.markdown(f":orange[:material/warning:] {plain(sentence)}")
    widgets.facts(found.facts)
    for sentence in found.unused:
        widgets.note(plain(sentence))
