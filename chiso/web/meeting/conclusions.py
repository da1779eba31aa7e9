"""Sổ kết luận giao ban: what was concluded, by whom, by when; what became of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.clock import show
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date
from chiso.desk import conclusions, meetings, minutes
from chiso.present.columns import TABLES
from chiso.web.meeting import minutes as record
from chiso.web.parts import editing, holding, loading, tables, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.words import rooms

_NEW = "ket_luan_moi"
_LABELS = {
    "status": "Tình trạng", "evidence": "Minh chứng (số văn bản, đường dẫn)", "due_on": "Hạn", "note": "Ghi chú"
}  # fmt: skip
SIGNS = {"overdue": "▲", "due_soon": "●", "open": "", "done": "✓", "met": "✓", "dropped": "—", "ahead": ""}


def draw(here: Context) -> None:
    """The meeting with its papers, the list, one conclusion to change, a form for a new one."""
    assert here.as_of is not None
    frame = loading.ask(here, conclusions.register, here.asked)
    may_write = editing.is_newest(here)
    record.draw(here, may_write=may_write)
    if may_write and here.only_unit is None:
        with st.expander("Ghi kết luận mới", icon=":material/add:"):
            form(here, here.as_of)
    if frame.empty:
        under = "Kết luận ghi ở đây sẽ có trên slide của kỳ giao ban sau, cái quá hạn đứng đầu"
        widgets.title("Chưa ghi kết luận nào", under)
        return
    _list(here, frame)
    mine = frame if here.only_unit is None else frame[frame["unit_id"] == here.only_unit]
    if may_write and len(mine):
        _change(here, here.as_of, {int(row["commitment_id"]): row for row in mine.to_dict("records")})


def _list(here: Context, frame: pd.DataFrame) -> None:
    late = int((frame["state"] == "overdue").sum())
    still = int(frame["state"].isin(("overdue", "due_soon", "open")).sum())
    widgets.title(
        meetings.counted(still, late),
        f"Đến {format_date(here.as_of)}; kết luận cùng số văn bản với nhiệm vụ đã xong được ghi nhận hoàn thành, "
        "có mức cần đạt thì xét theo con số vào ngày hạn",
    )
    shown = loading.short_names(here, rooms.held(frame.rename(columns={"unit_id": "unit"})))
    shown["state"] = [f"{SIGNS[state]} {meetings.STATES[state]}".strip() for state in shown["state"]]
    tables.table(shown, TABLES["conclusions"], here, name="ket_luan", title="Kết luận giao ban")


def form(here: Context, today: date, written: Callable[[], None] = lambda: None) -> None:
    """A conclusion to write down: who does what by when, and how far; `written` is called once it is."""
    units = loading.units(here)
    units = units[units["valid_to"].isna() & (units["unit"] != "unknown")]
    names = dict(zip(units["unit"], units["unit_name"], strict=True))
    # nobody is chosen for the secretary; what is refused stays as it was typed
    with st.form(f"{_NEW}_{editing.generation(_NEW)}", border=False):
        first, second = st.columns([1, 4])
        verb = first.selectbox("Động từ", meetings.VERBS)
        content = second.text_input("Việc phải làm", max_chars=1000, placeholder="dứt điểm hồ sơ quá hạn")
        columns = st.columns(3)
        unit = columns[0].selectbox(
            "Đơn vị", list(names), index=None, format_func=names.__getitem__, placeholder="Chọn đơn vị"
        )
        after = minutes.next_meeting(here.store, here.agency, today)
        due = columns[1].date_input("Hạn", after, format="DD/MM/YYYY")
        meeting = columns[2].date_input("Ngày họp", today, format="DD/MM/YYYY")
        tip = "Nhiệm vụ nhắc việc có số này xong thì kết luận được tự động ghi nhận hoàn thành."
        document = columns[0].text_input("Số văn bản", help=tip).strip() or None
        indicator, wanted = _figure(here, columns)
        if st.form_submit_button("Ghi kết luận", type="primary", icon=":material/save:"):
            with explained():
                found = meetings.Commitment(
                    here.agency, meeting or today, unit or "", content.strip(), due, indicator, document,
                    verb=verb, wanted=wanted,
                )  # fmt: skip
                meetings.add(here.store, here.actor, found)
                written()
                saved("Đã ghi kết luận.", _NEW)


def _figure(here: Context, columns: Sequence[Any]) -> tuple[str | None, float | None]:
    """The indicator that a conclusion is about, and the value wanted of it on the due date, a rate as a fraction."""
    known = {value.indicator: value for value in loading.values(here) if value.value is not None}
    names = {code: f"{value.name}{' (%)' if value.is_rate else ''}" for code, value in known.items()}
    tip = "Số của chỉ tiêu này được lưu cùng kết luận; nếu sau này đổi thì trang Đối soát báo đính chính."
    code = columns[1].selectbox(
        "Về chỉ tiêu", [None, *names], format_func=lambda code: names.get(code, "–"), help=tip
    )
    tip = (
        "Giao ban sau, kết luận được đánh giá bằng con số của đơn vị vào ngày hạn, hoặc của toàn cơ quan khi số "
        "không báo cáo theo đơn vị. Tỷ lệ ghi theo phần trăm."
    )
    wanted = columns[2].number_input("Mức cần đạt", min_value=0.0, value=None, help=tip)
    if code is None or wanted is None:
        return code, wanted
    return code, wanted / 100 if known[code].is_rate else wanted


def _change(here: Context, today: date, rows: dict[int, dict[Any, Any]]) -> None:
    with st.expander("Cập nhật một kết luận", icon=":material/edit:"):
        words = {number: str(row["content"])[:120] for number, row in rows.items()}
        number = widgets.pick("Kết luận", words, key="chon_ket_luan")
        first = holding.begun(f"ket_luan_{number}", _begins(rows[number]))
        with st.form(f"sua_ket_luan_{number}", border=False):
            typed = _fields(here, number, first)
            if st.form_submit_button("Lưu", type="primary", icon=":material/save:"):
                with explained():
                    changed = holding.changed(first, typed, _begins(rows[number]), _LABELS)
                    meetings.change(here.store, here.actor, number, as_of=today, **changed)
                    saved("Đã cập nhật kết luận.")
        for row in meetings.history(here.store, number, today).to_dict("records"):
            word = meetings.STATUSES[row["status"]]
            if row["is_corrected"]:
                word += " · đính chính sau khi chốt"
            note = f": {plain(row['note'])}" if row["note"] else ""
            widgets.note(f"{show(row['changed_at'])} · {plain(row['changed_by'])} · {word}{note}")


def _begins(row: dict[Any, Any]) -> dict[str, Any]:
    """What the form of a conclusion shows of it."""
    return {name: None if missing(row[name]) else row[name] for name in _LABELS}


def _fields(here: Context, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """The widgets and what they hold; a unit does not move its own deadline."""
    key, moves = f"tinh_trang_{number}_{row['status']}", here.only_unit is None
    left, middle, right = st.columns(3)
    with left:
        status = widgets.pick(_LABELS["status"], meetings.STATUSES, key=key, now=row["status"])
    proof = middle.text_input(_LABELS["evidence"], row["evidence"] or "", max_chars=300)
    due = right.date_input(_LABELS["due_on"], row["due_on"], format="DD/MM/YYYY", disabled=not moves)
    note = st.text_area(_LABELS["note"], row["note"] or "", max_chars=1000)
    found = {"status": status, "evidence": proof.strip() or None, "note": note.strip() or None}
    return {**found, "due_on": due} if moves else found
