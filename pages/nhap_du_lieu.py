"""Nhập dữ liệu: files in, understood, corrected, imported, undone."""

import streamlit as st

from chiso.store import attached
from chiso.web.parts import widgets
from chiso.web.shell.context import current
from chiso.web.shell.problems import guarded
from chiso.web.upload import calendar, first_day, history, zone


def main() -> None:
    here = current()
    widgets.question("Tệp tải lên có được đọc đúng không?")
    if refused := attached.refused(here.store):
        raise refused
    left, right = st.columns([2, 3], gap="medium")
    with left:
        zone.draw(here)
    is_first_day = first_day.is_on(here)
    with right:
        guarded(lambda: calendar.draw(here))
    if not is_first_day:  # the list has them
        with left if here.as_of else right:  # where there is room: an empty calendar is short
            guarded(lambda: zone.templates(here))
            guarded(lambda: first_day.offers(here))
    zone.cards(here)
    if is_first_day:
        guarded(lambda: first_day.draw(here))
    guarded(lambda: history.draw(here))
    guarded(lambda: calendar.quality(here))


main()
