"""The guide within the pages: "Hướng dẫn" opens the part of docs/huong-dan that tells of the page, and six steps per
role for those who are new, offered in a line on Tổng quan. Both stand in the address (`huong_dan`)."""

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

import streamlit as st

from chiso.core.settings import GUIDE
from chiso.people.actor import VISITOR, Actor
from chiso.store import Store, attached
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context

SHOWN, PAGE, TOUR = "huong_dan", "trang", "lam-quen"  # in the address
_LINK = re.compile(r"(?<!!)\[([^]]*)\]\([^)]*\)")
_PICTURE = re.compile(r"!\[([^]]*)\]\(\.\./(images/[^)]*)\)")
# Of each page the file and its headings that tell of it
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "": ("doc-so-lieu", ("Việc cần chú ý", "Bộ lọc", "Các trang", "Dấu hiệu", "Tìm nhanh")),
    "chi-so": ("doc-so-lieu", ("Thành phần chỉ số", "Dấu hiệu")),
    "qua-han": (
        "doc-so-lieu",
        ("Danh sách buổi sáng", "Danh sách dài", "Trễ ở khâu nào, vào ngày nào?", "Dấu hiệu"),
    ),
    "truc-tuyen": (
        "doc-so-lieu",
        (
            "Dự báo: đến hạn sẽ được bao nhiêu?",
            "Thử một phương án: phải thêm bao nhiêu, phần của từng đơn vị",
            "Dấu hiệu",
        ),
    ),
    "tieu-chi": ("doc-so-lieu", ("Năm nay được bao nhiêu điểm CCHC", "Dấu hiệu")),
    "don-vi": ("doc-so-lieu", ("Khối lượng công việc", "Dấu hiệu")),
    "ke-hoach": ("doc-so-lieu", ("Hạn của kế hoạch, sổ theo dõi báo cáo",)),
    "giao-ban": ("trinh-bay", ("Từ giao ban trước đến nay", "Sổ kết luận giao ban")),
    "bao-cao": ("doc-so-lieu", ("Cách tính, tóm tắt", "Dấu hiệu")),
    "vi-sao": ("doc-so-lieu", ("Vì sao tỷ lệ tăng, giảm?",)),
    "slide": (
        "trinh-bay",
        ("Bộ slide giao ban", "Sổ kết luận giao ban", "Tờ phát tay của đơn vị", "Báo cáo Word"),
    ),
    "nhap-du-lieu": ("nhap-du-lieu", ("Tải tệp lên", "Cần xem trước khi nhập", "Dòng bị loại", "Hoàn tác")),
    "doi-soat": ("doc-so-lieu", ("Đối soát: số nào không khớp?",)),
    "quan-tri": ("quan-tri", ("Tài khoản", "Danh mục", "Vai trò", "Sao lưu")),
}
_FIND = (
    "",
    "Nhấn **Ctrl+K** ở bất kỳ trang nào, gõ số hồ sơ, tên công chức, thủ tục hay chỉ tiêu, rồi Enter.",
)
_LOOK = ("", "Đọc các việc cần chú ý: gấp nhất đứng đầu. Bấm nút cuối dòng để tới đúng danh sách.")
_LATE = ("qua-han", "Xem hồ sơ quá hạn ở ai, từ bao giờ; bấm một thanh để lọc danh sách bên dưới.")
# Six steps per role: the page, and what to do there
STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "viewer": (
        _LOOK,
        ("don-vi", "Bấm một ô của bảng để mở đơn vị, chỉ tiêu ấy; mỗi con số mở được tới từng hồ sơ."),
        _LATE,
        ("truc-tuyen", "Xem có đạt chỉ tiêu đúng hạn không, phải làm ở đâu."),
        ("giao-ban", "Xem từ giao ban trước đến nay đơn vị nào tốt lên, việc nào đã hứa mà chưa xong."),
        _FIND,
    ),
    "editor": (
        _LOOK,
        ("qua-han", "Bật “Ghi nguyên nhân, ngày hẹn xong” và ghi cho hồ sơ của đơn vị mình."),
        ("ke-hoach", "Bật “Cập nhật trạng thái” và đánh dấu việc đã làm xong."),
        ("slide", "Tạo bộ slide giao ban, sửa lời, tải về."),
        ("doi-soat", "Xem số nào không khớp, đánh dấu đã xem."),
        _FIND,
    ),
    "uploader": (
        ("nhap-du-lieu", "Thả tệp kết xuất vào, không sửa gì trước; xem bảng đọc được rồi mới bấm nhập."),
        ("nhap-du-lieu", "Xem lịch nhập: tháng nào còn thiếu tệp của nguồn nào."),
        _LOOK,
        ("doi-soat", "Xem số nào không khớp sau khi nhập, đánh dấu đã xem."),
        ("slide", "Tạo bộ slide giao ban và danh sách buổi sáng cho từng đơn vị."),
        _FIND,
    ),
    "admin": (
        ("quan-tri", "Đặt đơn vị, chỉ tiêu giao và quy tắc điểm của cơ quan."),
        ("quan-tri", "Tạo tài khoản: ai chỉ xem, ai sửa, ai nhập; giới hạn theo đơn vị nếu cần."),
        ("quan-tri", "Kiểm tra sao lưu và hộp thư đến."),
        ("nhap-du-lieu", "Thả tệp kết xuất đầu tiên vào và xem bảng đọc được."),
        _LOOK,
        _FIND,
    ),
}


def button() -> None:
    """The way to the part of the guide that tells of the page."""
    widgets.quiet("Hướng dẫn", "help", partial(view.put, **{SHOWN: PAGE}), key="_chiso_guide")


def draw(here: Context, pages: Mapping[str, Any], path: str) -> None:
    """What the address asks for; on Tổng quan the line that offers the steps (chrome.js hides it for good)."""
    shown = view.get(SHOWN)
    if view.is_printed() or (shown is None and path):
        return
    if shown is None:
        _offer()
        return
    with st.container(border=True, key="khung_huong_dan", gap="small"):
        with st.container(horizontal=True, gap="small"):
            for name, label, icon in ((PAGE, "Trang này", "help"), (TOUR, "Sáu bước làm quen", "route")):
                widgets.quiet(label, icon, partial(view.put, **{SHOWN: name}), key=f"_chiso_guide_{name}")
            widgets.quiet("Đóng", "close", partial(view.put, **{SHOWN: None}), key="_chiso_guide_close")
        if shown == TOUR:
            _steps(here, pages)
        else:
            _part(path)


def _offer() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lam_quen"):
        st.markdown(":small[:material/route: Mới dùng chiso? Có sáu bước làm quen.]", width="content")
        widgets.quiet("Xem sáu bước", "arrow_forward", partial(view.put, **{SHOWN: TOUR}), key="_chiso_tour")
        with st.container(key="lam_quen_thoi", width="content"):
            widgets.quiet("Không hiện nữa", "close", lambda: None, key="_chiso_no_tour")


def _steps(here: Context, pages: Mapping[str, Any]) -> None:
    for number, (page, said) in enumerate(steps(here.actor, here.store), start=1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{number}.** {said}", width="content")
            query = view.shared() | {SHOWN: TOUR}
            st.page_link(pages[page], label=f"Mở {pages[page].title}", query_params=query, width="content")


def steps(actor: Actor, store: Store) -> tuple[tuple[str, str], ...]:
    """The steps of somebody's role; a visitor of the demonstration looks at it as leadership does, and everybody where
    sums of elsewhere are shown."""
    return STEPS["viewer" if actor.name == VISITOR or attached.is_on(store) else actor.role]


def _part(path: str) -> None:
    texts = _PICTURE.split(part(path))  # text, what a picture shows, its file, text …
    for text, shows, file in zip(texts[::3], [*texts[1::3], None], [*texts[2::3], None], strict=True):
        st.markdown(text)
        if file is not None:
            st.image(str(GUIDE.parent / file), caption=shows)


@cache
def part(path: str) -> str:
    """What docs/huong-dan says of a page, as Markdown with headings below a page's own and its pictures."""
    file, headings = PARTS[path]
    text = (GUIDE / f"{file}.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    said = "\n\n".join(f"## {heading}\n\n{parts[heading].strip()}" for heading in headings)
    return _LINK.sub(r"\1", said)
