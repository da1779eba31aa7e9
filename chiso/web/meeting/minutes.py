"""The record of a giao ban on the page: what is known of the meeting, its papers, and the button that closes it."""

from datetime import date, time
from typing import Any

import streamlit as st

from chiso.core.clock import show
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import minutes
from chiso.desk.minutes import Record
from chiso.present import minutes as papers
from chiso.web.meeting import handouts, presentation
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

DAY = "ngay_hop"


def draw(here: Context, *, may_write: bool) -> None:
    """The meeting of the chosen day: its papers, its record. The papers tell of every unit."""
    if here.only_unit is not None:
        return
    met = minutes.met(here.store, here.agency, here.asked.as_of)  # a deck that is kept raises no version
    first = max([here.asked.as_of, *met])
    with st.container(border=True, gap="small", key="bien_ban"):
        left, right = st.columns([4, 1.2], vertical_alignment="top")
        day = right.date_input("Ngày họp", first, format="DD/MM/YYYY", key=DAY) or first
        record = loading.ask(here, minutes.of_day, here.agency, day, here.asked.as_of)
        with left:
            widgets.title(f"Giao ban {format_date(day)}: {_state(record, day in met)}", _known(met))
            if day in met:
                _take_away(here, day, record)
        if may_write:
            with st.expander("Thông tin cuộc họp", icon=":material/edit_note:"):
                _form(here, record)


def _state(record: Record, has_met: bool) -> str:
    if record.closed_at is not None:
        return "đã chốt"
    return "chưa chốt, còn ghi kết luận được" if has_met else "chưa ghi gì"


def _known(met: list[date]) -> str:
    days = ", ".join(map(format_date, met[:4]))
    return f"Các cuộc đã ghi: {days}" if days else "Chưa ghi cuộc giao ban nào"


def _take_away(here: Context, day: date, record: Record) -> None:
    """The papers of the meeting; of one that was closed the hand-outs with the new deadlines too."""
    if record.closed_at is not None:
        said = f"Chốt lúc {show(record.closed_at)}, {plain(record.closed_by or '')}; sửa sau đó được ghi là đính chính."
        widgets.note(said)
    with widgets.toolbar():
        for kind, paper in papers.KINDS.items():

            def docx(kind: str = kind) -> bytes:
                return papers.build(kind, papers.meeting_of(here.store, here.asked, day))

            stem = "bien-ban" if kind == papers.MINUTES else "thong-bao-ket-luan"
            name = f"{stem}-{here.unit or here.agency}-{day}.docx"
            widgets.download(paper.name, docx, name, key=f"tai_{kind}", icon=":material/description:")
        if record.closed_at is not None:
            handouts.paper(here)


def _form(here: Context, record: Record) -> None:
    """What is known of the meeting, at first as the last one was; two buttons: keep it, close the meeting with it."""
    with st.form(f"bien_ban_{record.meeting_on}", border=False):
        said = _fields(record)
        after = minutes.next_meeting(here.store, here.agency, record.meeting_on)
        said["next_on"] = st.date_input("Họp kỳ sau", record.next_on or after, format="DD/MM/YYYY")
        with st.container(horizontal=True, gap="small"):
            keeps = st.form_submit_button("Lưu thông tin", icon=":material/save:")
            tip = "Cố định kết luận, lưu bộ slide, đặt ngày họp kỳ sau; sau đó mọi sửa đổi được ghi là đính chính"
            is_open = record.closed_at is None
            closes = is_open and st.form_submit_button(
                "Chốt cuộc họp", type="primary", icon=":material/lock:", help=tip
            )
        typed = Record(record.meeting_on, **said)
        if keeps:
            with explained():
                minutes.keep(here.store, here.actor, here.agency, typed)
                saved("Đã lưu thông tin cuộc họp.")
        if closes:
            with explained():
                _close(here, typed)
                saved("Đã chốt cuộc họp.")


def _close(here: Context, record: Record) -> None:
    """Closes the meeting; the deck that it saw is kept where none was."""
    minutes.close(here.store, here.actor, here.agency, record)
    meeting = papers.meeting_of(here.store, here.asked, record.meeting_on)
    if record.meeting_on >= here.asked.as_of and not meeting.discussed:
        presentation.keep(here, f"Giao ban {format_date(record.meeting_on)}", replaces=True)


def _fields(record: Record) -> dict[str, Any]:
    first = st.columns(3)
    starts, ends = (
        column.time_input(label, _time(hour), step=300)
        for column, label, hour in zip(
            first, ("Bắt đầu", "Kết thúc"), (record.starts, record.ends), strict=False
        )
    )
    second = st.columns(2)
    return {
        "starts": f"{starts:%H:%M}" if starts else None,
        "ends": f"{ends:%H:%M}" if ends else None,
        "place": first[2].text_input("Địa điểm", record.place or "", max_chars=200) or None,
        "chair": second[0].text_input("Chủ trì", record.chair or "", max_chars=200, placeholder=_PERSON)
        or None,
        "secretary": second[1].text_input(
            "Thư ký", record.secretary or "", max_chars=200, placeholder=_PERSON
        )
        or None,
        "present": second[0].text_area("Dự họp", record.present or "", max_chars=2000, help=_LINES) or None,
        "agenda": second[1].text_area("Nội dung họp", record.agenda or "", max_chars=2000, help=_LINES)
        or None,
    }


_PERSON, _LINES = "Họ tên, chức vụ", "Mỗi dòng một mục"


def _time(hour: str | None) -> time | None:
    return None if hour is None else time.fromisoformat(hour)
