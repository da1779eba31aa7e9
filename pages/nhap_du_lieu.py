"""Nhập dữ liệu: files in, understood, corrected, imported, undone."""

import streamlit as st

from chiso.web.parts import widgets
from chiso.web.shell.context import Context, current
from chiso.web.shell.problems import guarded
from chiso.web.upload import calendar, history, zone


def main() -> None:
    here = current()
    widgets.question("Tôi thả tệp vào; máy hiểu đúng chưa?")
    _desk(here)
    guarded(lambda: history.draw(here))
    guarded(lambda: calendar.quality(here))


def _desk(here: Context) -> None:
    """The uploader beside the calendar, the dropped files below both."""
    if not here.may("upload"):
        st.info("Tài khoản của bạn xem được lịch sử nhưng không nhập được dữ liệu.", icon=":material/lock:")
        guarded(lambda: calendar.draw(here))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        zone.draw(here)
    with right:
        guarded(lambda: calendar.draw(here))
    with left if here.as_of else right:  # where there is room: an empty calendar is short
        guarded(zone.templates)
    zone.cards(here)


main()
