"""Sao lưu: what became of the last backup, the backups there are, where they go and when, room on the disk."""

from pathlib import Path

import streamlit as st

from chiso.core.clock import read, show
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import export, nightly
from chiso.store import backup, originals, rotation
from chiso.web.parts import paper, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import gate
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained, short_of_room

_SOUND = {True: "✓ Phục hồi thử khớp", False: "▲ Phục hồi thử KHÔNG khớp", None: "○ Chưa phục hồi thử"}
_OFF = "Không tự sao lưu"


def draw(here: Context) -> None:
    """The state first, then the list, then what can be chosen."""
    if here.store.is_demonstration:
        widgets.note("Dữ liệu minh họa không cần sao lưu; sao lưu hằng đêm bắt đầu cùng dữ liệu thật.")
        return
    folder = backup.folder_of(here.store)
    short_of_room(here.store.home, folder)
    _last(here)
    _list(here, folder)
    _choice(here)


def _last(here: Context) -> None:
    result = nightly.last(here.store)
    if result is None:
        headline = "Chưa có bản sao lưu nào được phục hồi thử"
    else:
        word = "khớp với số liệu lúc sao lưu" if result["sound"] else "CÓ VẤN ĐỀ"
        headline = f"Sao lưu lần cuối {show(read(result['at']))}: {word}"
    under = "Mỗi bản được phục hồi thử ở tiến trình riêng rồi so từng số liệu, số dòng mỗi lần nhập và từng tệp gốc"
    with widgets.card(headline, under):
        for text in (result or {}).get("differs", []):
            st.markdown(f":red[:material/error:] {plain(text)}")
        widgets.note(plain(f"{nightly.KEY_WORDS} {originals.about_key(here.store.home)}"))
        if st.button("Sao lưu ngay", icon=":material/save:", key="sao_luu_ngay"):
            with explained(), st.spinner("Đang sao lưu và phục hồi thử…"):
                nightly.make(here.store, here.actor)
                saved("Đã sao lưu.")
        if st.button("Kết xuất dữ liệu (Parquet)", icon=":material/table_view:", key="xuat_parquet"):
            with explained(), st.spinner("Đang kết xuất dữ liệu…"):
                made = export.write(here.store, here.actor)
                saved(f"Đã kết xuất {format_number(made['tables'])} bảng vào {made['folder']}.")
        st.link_button("Tải dữ liệu (Parquet) về máy này", gate.EXPORT, icon=":material/download:")


def _kind(one: rotation.Backup) -> str:
    return "Hằng đêm" if one.is_nightly else "Trước nâng cấp" if one.is_of_upgrade else "Làm tay"


def _list(here: Context, folder: Path) -> None:
    found = rotation.of_home(folder, here.store.home)
    under = (
        "Bản hằng đêm: giữ 7 ngày, 4 tuần, 12 tháng; bản làm tay, bản trước nâng cấp và bản khớp mới nhất không bao "
        "giờ tự xóa"
    )
    with widgets.card(f"{format_number(len(found))} bản sao lưu ở {plain(str(folder))}", under):
        if found:
            cells = {
                "Lúc": [show(one.made_at) for one in found],
                "Loại": [_kind(one) for one in found],
                "Kết quả": [_SOUND[one.is_sound] for one in found],
                "Thư mục": [one.folder.name for one in found],
            }
            paper.read(cells, alt="Các bản sao lưu")
            widgets.note(
                "Phục hồi: dừng chương trình rồi chạy lệnh này trên máy chủ. Việc làm sau bản sao lưu được làm lại "
                "theo nhật ký"
            )
            sound = next((f' "{one.folder}"' for one in found if one.is_sound), "")
            st.code(
                f'python -m chiso --home "{here.store.home}" restore{sound}', language=None, wrap_lines=True
            )


def _choice(here: Context) -> None:
    chosen, hours = nightly.hour(here.store), [None, *range(24)]
    under = "Nên là thư mục ở ổ đĩa hoặc máy khác. Giờ Việt Nam"
    with widgets.card("Nơi và giờ sao lưu", under), st.form("sao_luu", border=False):
        said = here.store.fact(backup.FOLDER) or ""
        folder = st.text_input("Thư mục trên máy chủ (để trống: trong thư mục dữ liệu)", said, max_chars=400)
        at = st.selectbox(
            "Giờ hằng đêm", hours, hours.index(chosen), lambda n: _OFF if n is None else f"{n:02d}:00"
        )
        if st.form_submit_button("Lưu", icon=":material/check:"):
            with explained():
                nightly.choose(here.store, here.actor, folder.strip(), at)
                saved("Đã lưu nơi và giờ sao lưu.")
