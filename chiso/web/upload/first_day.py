"""The first days of a home: which files to bring in which order, what each gives, what is there already."""

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import first_day
from chiso.desk.first_day import Offer, Step
from chiso.intake.commit.stages import IMPORTED
from chiso.intake.datasets import DATASETS
from chiso.people.actor import UPLOAD
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.web.upload import zone


def is_on(here: Context) -> bool:
    """Whether nothing that the weekly meeting looks at is there yet."""
    return not loading.ask(here, first_day.has_begun, agency=here.agency)


def draw(here: Context) -> None:
    """The list, for those who may bring files."""
    if not here.may(UPLOAD):
        widgets.empty("Chưa có số liệu nào", here)
        return
    found = loading.ask(here, first_day.steps, agency=here.agency)
    there = sum(step.is_there for step in found)
    headline = f"Những ngày đầu: đã có {there} trong {format_number(len(found))} loại tệp"
    under = "Mang đến theo thứ tự này; thả nhiều tệp một lần cũng được, chương trình tự nhận ra từng loại"
    with widgets.card(headline, under):
        for number, step in enumerate(found, start=1):
            with st.container(gap="xxsmall"):
                _step(here, number, step)


def _step(here: Context, number: int, step: Step) -> None:
    known = DATASETS[step.dataset]
    sign = ":green[:material/check_circle:]" if step.is_there else ":gray[:material/radio_button_unchecked:]"
    st.markdown(f"{sign} **{number}. {plain(known.label)}**: {plain(known.gives)}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not step.is_there:
            if "tệp mẫu" not in known.obtained:
                st.markdown(f":small[:gray[Lấy từ {plain(known.obtained)}, hoặc]]", width="content")
            zone.template(here, known.name, "Tệp mẫu", stem="ngay_dau")
    _offered(here, step)


def offers(here: Context, *datasets: str) -> None:
    """What the program brings along and is not in yet, of these kinds of files; without one of any."""
    if here.may(UPLOAD):
        for step in loading.ask(here, first_day.steps, agency=here.agency):
            if not datasets or step.dataset in datasets:
                _offered(here, step)


def _offered(here: Context, step: Step) -> None:
    for offer in step.offers:
        st.markdown(f":material/library_add: Có sẵn trong chương trình, có nguồn: {plain(offer.label)}")
        if st.button("Nhập số có sẵn", key=f"co_san_{offer.file}"):
            _take(here, offer)


def _take(here: Context, offer: Offer) -> None:
    with explained(), st.spinner("Đang nhập…"):
        result = first_day.take(here.store, here.actor, here.agency, offer)
    if result.status == IMPORTED:
        saved(f"Đã nhập {format_number(result.rows_loaded)} dòng; hoàn tác được ở Lịch sử nhập.")
    elif result.error:
        st.error(plain(result.error["message"]), icon=":material/error:")
