"""Nhập dữ liệu: files in, understood, corrected, imported, undone."""

import streamlit as st

from chiso.store import attached
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import current
from chiso.web.shell.problems import guarded
from chiso.web.upload import calendar, first_day, history, zone


def main() -> None:
    here = current()
    widgets.question("Tệp tải lên có được đọc đúng không?")
    if refused := attached.refused(here.store):
        raise refused
    zone.draw(here)
    zone.cards(here)  # right under where the files were dropped
    if view.is_printed():  # templates are there to be taken away
        guarded(lambda: calendar.draw(here))
    elif first_day.is_on(here):
        guarded(lambda: first_day.draw(here))  # it has the templates
        guarded(lambda: calendar.draw(here))
    else:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            guarded(lambda: zone.templates(here))
            guarded(lambda: first_day.offers(here))
        with right:
            guarded(lambda: calendar.draw(here))
    guarded(lambda: history.draw(here))
    guarded(lambda: calendar.quality(here))


main()
