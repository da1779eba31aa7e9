"""Nhập dữ liệu: files in, understood, corrected, imported, undone."""

import streamlit as st

from chiso.web.parts import widgets
from chiso.web.shell.context import Context, current, guarded
from chiso.web.upload import (
    calendar as upload_calendar,
)
from chiso.web.upload import (
    history as upload_history,
)
from chiso.web.upload import (
    quality as upload_quality,
)
from chiso.web.upload import (
    templates as upload_templates,
)
from chiso.web.upload import (
    uploading,
)


def main() -> None:
    here = current()
    widgets.question("Tôi thả tệp vào; máy hiểu đúng chưa?")
    _desk(here)
    guarded(lambda: upload_history.draw(here))
    guarded(lambda: upload_quality.draw(here))


def _desk(here: Context) -> None:
    """The uploader beside the calendar, the dropped files below both."""
    if not here.may("upload"):
        st.info("Tài khoản của bạn xem được lịch sử nhưng không nhập được dữ liệu.", icon=":material/lock:")
        guarded(lambda: upload_calendar.draw(here))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        uploading.zone(here)
    with right:
        guarded(lambda: upload_calendar.draw(here))
    with left if here.as_of else right:  # where there is room: an empty calendar is short
        guarded(upload_templates.draw)
    uploading.cards(here)


main()
