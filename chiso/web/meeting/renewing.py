"""A deck that people edited, brought up to date: sent in, looked at slide by slide (old → new, a tick per shape), taken
away. Nothing of it is kept here."""

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from chiso.core.settings import MB, Limits
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.present import refreshing
from chiso.present.slides.told import OUTDATED, TAKEN, Change, Told
from chiso.web.parts import editing, loading, widgets
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_REST = {
    "review": (
        "Cần xem lại",
        "Số liệu đã đổi mà phần này của người sửa, không khớp được, hoặc bộ slide chưa có",
    ),
    "kept": ("Giữ nguyên", "Phần đã có người viết lại"),
}


def draw(here: Context) -> None:
    """The uploader; below it what the deck of that file would become."""
    under = (
        "Biểu đồ, bảng, con số và câu chưa ai sửa nhận số liệu của ngày đang xem; vị trí, màu, chữ, trang của người "
        "sửa giữ nguyên"
    )
    with widgets.card("Làm mới bản đã sửa", under):
        most = Limits().upload_bytes // MB
        file = st.file_uploader(
            "Bộ slide đã tải từ đây và đã sửa (.pptx)", type=["pptx"], key="ban_da_sua", max_upload_size=most
        )
        if file is None:
            widgets.note(
                "Sửa bằng PowerPoint hay LibreOffice đều được. Tệp chỉ được đọc, không lưu lại ở đây."
            )
            return
        edited = (file.name, file.getvalue())
        with explained(), st.spinner("Đang so với số liệu…"):
            _, told = loading.ask(here, refreshing.refreshed, here.asked, edited, frozenset())
            _told(here, edited, told)


def _told(here: Context, edited: tuple[str, bytes], told: Told) -> None:
    assert here.as_of is not None
    stem = editing.fingerprint([{"file": edited[0], "told": told.as_json()}])
    renewed = sum(one.reason != TAKEN for one in told.updated)
    widgets.title(f"{renewed} phần nhận số liệu đến {format_date(here.as_of)}")
    take = st.container()
    left = frozenset(_ticks(told.updated, stem))
    out = frozenset(_outdated(told, stem))
    for name, (words, under) in _REST.items():
        if found := [one for one in getattr(told, name) if one.reason != OUTDATED]:
            widgets.title(f"{words}: {len(found)}", under)
            st.markdown("\n".join(map(_line, refreshing.in_order(found))))
    if told.removed:
        widgets.title(f"Đã xóa: {len(told.removed)}", "Phần người sửa đã xóa thì không thêm lại")
        st.markdown("\n".join(f"- {plain(line)}" for line in refreshing.removed(told)))
    if not (told.updated or out):
        widgets.all_fine("Bộ slide đã đúng với số liệu của ngày đang xem.")
        return

    def pptx() -> bytes:
        return refreshing.refreshed(here.store, here.asked, edited, left, out)[0]

    with take:
        look = {"key": "tai_lam_moi", "icon": ":material/slideshow:", "type": "primary"}
        widgets.download(
            "Tải bộ slide đã làm mới", pptx, f"{edited[0].removesuffix('.pptx')}-moi.pptx", **look
        )


def _ticks(updated: Iterable[Change], stem: str) -> Iterable[tuple[int, str]]:
    """A tick per shape, slide by slide; answers those that are not ticked. The source follows its slide: it stays where
    anything of the slide stays, which is then not of the new day."""
    for slide, group in groupby(refreshing.in_order(updated), key=lambda one: one.slide or 0):
        found = [*group]
        sources = [one for one in found if one.shape.endswith(".footer")]
        asked = [one for one in found if one not in sources] or sources
        with st.container(border=True, gap="xxsmall", key=f"lam_moi_{slide}"):
            st.markdown(f"**Trang {slide}**")
            left = []
            for place, one in enumerate(asked):
                name = "Bỏ trang" if one.reason == TAKEN else refreshing.called(one)
                words = f"**{name}**: {_change(one)}"
                if not st.checkbox(words, value=True, key=f"lm_{stem}_{slide}_{place}"):
                    left.append(one)
        yield from ((slide, one.shape) for one in (*left, *(sources if left else ())))


def _outdated(told: Told, stem: str) -> Iterable[int]:
    """A tick per slide that there is no more; answers those that are to be taken out."""
    found = [one for one in told.review if one.reason == OUTDATED and one.slide]
    if found:
        under = "Trang để lại giữ nguyên số liệu và ngày của kỳ cũ; chọn trang nào thì bỏ trang ấy"
        widgets.title(f"Kỳ này không có: {len(found)} trang", under)
    for one in found:
        words = f"Bỏ trang {one.slide}: {plain(refreshing.in_one_line(one.old))}"
        if one.slide and st.checkbox(words, key=f"lm_{stem}_bo_{one.slide}"):
            yield one.slide


def _line(one: Change) -> str:
    where = f"Trang {one.slide}, " if one.slide else ""
    called = refreshing.called(one)
    called = called[0].lower() + called[1:] if where else called
    told = ": ".join(filter(None, (f"{where}{called}", _change(one))))
    return f"- {told} :small[:gray[({plain(one.reason)})]]"


def _change(one: Change) -> str:
    texts = (plain(refreshing.in_one_line(text)) for text in (one.old, one.new) if text)
    return " → ".join(texts) or plain(one.reason)
