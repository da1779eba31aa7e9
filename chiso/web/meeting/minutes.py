"""The record of a giao ban on the page: what is known of the meeting, its papers, and the button that closes it."""

from collections.abc import Mapping
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
from chiso.web.parts import holding, loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

DAY = "ngay_hop"
_LABELS = {
    "starts": "Bắt đầu", "ends": "Kết thúc", "place": "Địa điểm", "chair": "Chủ trì", "secretary": "Thư ký",
    "present": "Dự họp", "agenda": "Nội dung họp", "next_on": "Họp kỳ sau",
}  # fmt: skip


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
    after = minutes.next_meeting(here.store, here.agency, record.meeting_on)
    now = {name: getattr(record, name) for name in _LABELS} | {"next_on": record.next_on or after}
    first = holding.begun(f"bien_ban_{record.meeting_on}", now)
    with st.form(f"bien_ban_{record.meeting_on}", border=False):
        said = _fields(first)
        with st.container(horizontal=True, gap="small"):
            keeps = st.form_submit_button("Lưu thông tin", icon=":material/save:")
            tip = "Cố định kết luận, lưu bộ slide, đặt ngày họp kỳ sau; sau đó mọi sửa đổi được ghi là đính chính"
            is_open = record.closed_at is None
            closes = is_open and st.form_submit_button(
                "Chốt cuộc họp", type="primary", icon=":material/lock:", help=tip
            )
        if keeps or closes:
            with explained():
                typed = Record(record.meeting_on, **now | holding.changed(first, said, now, _LABELS))
                if closes:
                    _close(here, typed)
                    saved("Đã chốt cuộc họp.")
                minutes.keep(here.store, here.actor, here.agency, typed)
                saved("Đã lưu thông tin cuộc họp.")


def _close(here: Context, record: Record) -> None:
    """Closes the meeting; the deck that it saw is kept where none was."""
    minutes.close(here.store, here.actor, here.agency, record)
    meeting = papers.meeting_of(here.store, here.asked, record.meeting_on)
    if record.meeting_on >= here.asked.as_of and not meeting.discussed:
        presentation.keep(here, f"Giao ban {format_date(record.meeting_on)}", replaces=True)


def _fields(first: Mapping[str, Any]) -> dict[str, Any]:
    top, below = st.columns(3), st.columns(2)
    hours = {
        name: column.time_input(_LABELS[name], _time(first[name]), step=300)
        for name, column in (("starts", top[0]), ("ends", top[1]))
    }
    said: dict[str, Any] = {name: f"{hour:%H:%M}" if hour else None for name, hour in hours.items()}
    for name, column, example in (
        ("place", top[2], ""),
        ("chair", below[0], _PERSON),
        ("secretary", below[1], _PERSON),
    ):
        said[name] = (
            column.text_input(_LABELS[name], first[name] or "", max_chars=200, placeholder=example) or None
        )
    for name, column in (("present", below[0]), ("agenda", below[1])):
        said[name] = column.text_area(_LABELS[name], first[name] or "", max_chars=2000, help=_LINES) or None
    return said | {"next_on": st.date_input(_LABELS["next_on"], first["next_on"], format="DD/MM/YYYY")}


_PERSON, _LINES = "Họ tên, chức vụ", "Mỗi dòng một mục"


def _time(hour: str | None) -> time | None:
    return None if hour is None else time.fromisoformat(hour)
