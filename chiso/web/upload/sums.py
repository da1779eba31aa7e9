"""What files that went in with one button did together: rows, records, figures; all of them undone."""

from typing import Any

import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.desk import effects
from chiso.desk.effects import Batch
from chiso.intake.commit import batch
from chiso.web.parts import loading, widgets
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.web.upload import changes, history

_UNDOING = "_hoan_tac_ca_loat"
_ROWS = {"rows_read": "Dòng đọc", "rows_loaded": "Nhận", "rows_rejected": "Bị loại"}
_RECORDS = {"new": "Mới", "changed": "Thay đổi", "unchanged": "Giữ nguyên"}


def draw(here: Context, done: Batch) -> None:
    """The card of the sum; nothing where nothing went in."""
    if not done.effect:
        return
    rows = [row for number in done.numbers if (row := history.row_of(here, number))]
    title = f"{format_number(len(done.numbers))} tệp vừa nhập, số liệu đổi như sau"
    with widgets.card(title):
        st.markdown(_counts(rows))
        changes.effect(done.effect)
        for words in history.meanwhile(here, done):
            widgets.note(words)
        left = [row for row in rows if row["status"] != history.ROLLED_BACK]
        if left and all(batch.may_turn(here.actor, here.agency, row["imported_by"]) for row in left):
            with explained():
                _undo(here, done, left)


def _counts(rows: list[dict[str, Any]]) -> str:
    """As on a file's card, of all files."""
    pairs = {label: sum(row[name] for row in rows) for name, label in _ROWS.items()}
    pairs |= {label: sum(row["difference"].get(name, 0) for row in rows) for name, label in _RECORDS.items()}
    return " · ".join(f"{label} **{format_number(number)}**" for label, number in pairs.items())


def _undo(here: Context, done: Batch, left: list[dict[str, Any]]) -> None:
    """First what it would change, then done: all of them or none."""
    numbers = [int(row["import_id"]) for row in left]
    if st.session_state.get(_UNDOING) != numbers:
        label = f"Hoàn tác cả {format_number(len(numbers))} tệp"
        widgets.quiet(label, "undo", _ask, numbers, key="hoan_tac_ca_loat")
        return
    st.markdown(f"### Hoàn tác {', '.join(f'#{number}' for number in numbers)}, số liệu đổi như sau")
    with st.spinner("Đang tính tác động…", show_time=False):
        about = (here.agency, numbers, done.datasets, done.day)
        changes.effect(loading.ask(here, effects.of_undoing, *about))
    with widgets.toolbar():
        is_sure = st.button(
            "Xác nhận hoàn tác", type="primary", icon=":material/check:", key="xac_nhan_ca_loat"
        )
        st.button("Hủy", type="tertiary", key="thoi_ca_loat", on_click=_ask, args=([],))
    if is_sure:
        newest = figures.newest_as_of(here.store, here.agency)
        batch.rollback(here.store, here.actor, *numbers)
        st.toast(f"Đã hoàn tác {format_number(len(numbers))} tệp.", icon=":material/check_circle:")
        history.show_newest(here, newest)


def _ask(numbers: list[int]) -> None:
    st.session_state[_UNDOING] = numbers
