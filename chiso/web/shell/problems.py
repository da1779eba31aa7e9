"""What a person sees when something breaks: one sentence, what to do, and a number that leads to the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from chiso.core.errors import ChisoError, error_number
from chiso.core.settings import MB
from chiso.core.text import plain
from chiso.store import attached, disk

LOG = logging.getLogger("chiso.web")


def show_error(error: BaseException) -> None:
    """Say what happened. A ChisoError explains itself; anything else gets a number, its traceback the log."""
    if isinstance(error, ChisoError):
        is_broken = error.code not in attached.BY_DESIGN
        (st.error if is_broken else st.info)(
            plain(error.message), icon=f":material/{'error' if is_broken else 'database'}:"
        )
        return
    number = error_number()
    LOG.error("error %s", number, exc_info=error)
    st.error(
        "Phần này gặp lỗi nên chưa hiển thị được. Hãy tải lại trang; "
        f"nếu vẫn lỗi, báo quản trị viên số **{number}**.",
        icon=":material/error:",
    )


@contextmanager
def explained() -> Iterator[None]:
    """What is refused inside is said on the page, and ends what is inside."""
    try:
        yield
    except ChisoError as error:
        show_error(error)


def on_script_error(error: Exception) -> bool:
    """Handler of st.App: our sentence instead of Streamlit's English one with the traceback."""
    show_error(error)
    return True


def guarded(draw: Callable[[], None]) -> None:
    """Run a part of a page; an error becomes one sentence with a number, the rest of the page stays."""
    try:
        draw()
    except Exception as error:  # noqa: BLE001 - the last line of defence of one part of a page
        show_error(error)


def short_of_room(*folders: Path) -> None:
    """A warning for each folder on whose disk there is too little room."""
    for folder in folders:
        if (free := disk.free(folder)) < disk.ENOUGH:
            st.warning(
                f"Ổ đĩa chứa thư mục “{plain(folder.name)}” chỉ còn trống {free // MB} MB, cần ít nhất "
                f"{disk.ENOUGH // MB} MB. Hãy báo quản trị viên giải phóng dung lượng trước khi nhập tệp hoặc sao lưu.",
                icon=":material/hard_drive:",
            )
