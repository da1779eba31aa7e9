"""Bắt đầu dùng thật: an empty home with reference data for one agency; the demonstration stays beside it."""

import streamlit as st

from chiso import homes
from chiso.core.text import plain
from chiso.reference import agencies
from chiso.reference.agencies import LONGEST_NAME, LONGEST_SHORT, Agency
from chiso.store import Store, originals
from chiso.web.admin import people
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import process, view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_LINK = "_duong_dan_dung_that"
_OTHER = ""  # no agency of the list


def draw(here: Context) -> None:
    """Where one stands, and the next step."""
    served = process.current()
    if served.is_demonstration:
        _from_demonstration(here, served)
    else:
        _beside_real(here, served)


def _from_demonstration(here: Context, served: process.Process) -> None:
    with widgets.card("Đang dùng dữ liệu minh họa"):
        st.markdown(
            "Khi sẵn sàng làm việc với số liệu của cơ quan, bấm nút dưới đây. Chương trình tạo một "
            "**kho dữ liệu trống** cho cơ quan được chọn, có sẵn đơn vị, chỉ tiêu giao, quy tắc điểm và ngày nghỉ "
            "(**Cơ quan khác**: danh mục chỉ tiêu và ngày nghỉ). "
            "Dữ liệu minh họa giữ nguyên ở chỗ riêng, mở lại xem lúc nào cũng được, không bao giờ lẫn với số liệu thật."
        )
        st.markdown(
            "1. Chọn cơ quan, bấm **Tạo kho dữ liệu thật**.\n"
            "2. Mở đường dẫn dùng một lần hiện ra, đặt tên và mật khẩu của **quản trị viên đầu tiên**.\n"
            "3. Từ lúc đó ai cũng phải đăng nhập; quản trị viên thêm tài khoản ở mục Tài khoản, "
            "Văn phòng nhập tệp đầu tiên ở trang Nhập dữ liệu."
        )
        rows = loading.query(here, "reference/agencies")
        names = dict(zip(rows["agency"], rows["name"], strict=True))
        offered = {**names, _OTHER: "Cơ quan khác…"}
        agency = str(
            widgets.pick("Cơ quan dùng thật", offered, key="co_quan_that", now=here.agency, width=380)
        )
        further = _further() if agency == _OTHER else None
        is_ready = agency != _OTHER or further is not None
        if st.button("Tạo kho dữ liệu thật", type="primary", icon=":material/rocket_launch:", key="tao_that",
                     disabled=not is_ready):  # fmt: skip
            said = (further.code, further.name, further.short_name) if further else (agency,)
            with explained(), st.spinner("Đang tạo kho dữ liệu…"):
                name = further.name if further else names[agency]
                st.session_state[_LINK] = (name, served.prepare_real(*said))
        shown = st.session_state.get(_LINK)
    if shown:
        _next_step(*shown)


def _further() -> Agency | None:
    """An agency that is not in the list, as far as it is typed: its code is made here and shown."""
    with st.grid(2, min_column_width=180):
        name = st.text_input("Tên cơ quan", key="ten_co_quan", placeholder="Sở Y tế", max_chars=LONGEST_NAME)
        short = st.text_input(
            "Tên ngắn (dưới biểu đồ)", key="ten_ngan_co_quan", placeholder="Để trống: chương trình tự rút gọn",
            max_chars=LONGEST_SHORT,
        )  # fmt: skip
    if not name.strip():
        widgets.note("Ghi tên cơ quan rồi nhấn Enter; mã do chương trình đặt.")
        return None
    with explained():
        found = agencies.meant(name, short_name=short)
        words = f"Mã **{found.code}** · tên ngắn **{plain(found.short_name)}** · tỉnh {plain(found.place)}"
        st.markdown(f":green[:material/check_circle:] {words}")
        widgets.note(
            "Có sẵn danh mục chỉ tiêu chung và ngày nghỉ; chưa có chỉ tiêu giao, quy tắc điểm, đơn vị. "
            "Đơn vị thêm ngay khi nhập tệp đầu tiên, hoặc ở mục Đơn vị."
        )
        return found
    return None


def _next_step(agency: str, address: str) -> None:
    with widgets.card(f"Kho dữ liệu của {agency} đã sẵn sàng"):
        st.markdown(
            "Còn một bước: tạo quản trị viên đầu tiên. Mở đường dẫn này (chỉ dùng được **một lần**, trong **24 giờ**). "
            "Chưa mở thì chưa có gì thay đổi: mọi người vẫn thấy dữ liệu minh họa."
        )
        st.link_button("Tạo quản trị viên đầu tiên", address, type="primary", icon=":material/key:")
        widgets.note("Hoặc gửi riêng đường dẫn này cho người sẽ làm quản trị viên:")
        st.code(people.here_at() + address, language=None, wrap_lines=True)


def _beside_real(here: Context, served: process.Process) -> None:
    is_beside = here.store is not served.store
    with widgets.card("Đang dùng dữ liệu thật"):
        if not is_beside:
            widgets.note(plain(originals.about_key(here.store.home)))
        st.markdown(
            "Dữ liệu minh họa mở cạnh dữ liệu thật để tập làm hoặc giới thiệu: cùng tài khoản, khác kho dữ liệu. "
            "Đang xem bên nào thì trang nói rõ bên ấy; tệp nhập vào bên nào chỉ nằm ở bên ấy."
        )
        if is_beside:
            widgets.note("Bạn đang ở phía minh họa; bấm “Về dữ liệu thật” ở đầu trang để quay lại.")
        elif served.demonstration is not None:
            beside = {view.SHOWN: view.BESIDE}
            st.button("Xem dữ liệu minh họa", icon=":material/science:", key="xem_minh_hoa", on_click=view.put,
                      kwargs=beside)  # fmt: skip
            widgets.note("Mỗi người tự chuyển ở nút tên mình, góc trên bên phải, mục “Dữ liệu đang xem”.")
        elif served.demonstration_news:
            _progress()
        else:
            made = Store.exists(homes.demonstration(served.home))
            word = "Mở dữ liệu minh họa" if made else "Tạo dữ liệu minh họa (khoảng một phút)"
            if st.button(word, icon=":material/science:", key="tao_minh_hoa"):
                served.show_demonstration()
                st.rerun()


@st.fragment(run_every=2)
def _progress() -> None:
    """How far the demonstration is; the page starts again when it is ready."""
    served = process.current()
    if not served.demonstration_news:
        saved("Dữ liệu minh họa đã sẵn sàng." if served.demonstration else served.failure)
    st.markdown(f":material/hourglass_empty: {plain(served.demonstration_news)}")
