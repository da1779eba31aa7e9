"""The history of imports: what, who, when, with which effect; undone and brought back after showing what changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.errors import ChisoError
from chiso.core.periods import year_of
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import effects, history
from chiso.intake.commit import batch
from chiso.intake.datasets import DATASETS, SOURCES
from chiso.people.accounts import VISITOR
from chiso.present import rejected
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.plots import forget, selection_key
from chiso.web.parts.tables import Column
from chiso.web.parts.widgets import note
from chiso.web.shell.context import Context, goto_now
from chiso.web.upload import change as upload_change
from chiso.web.upload import rejects as upload_rejects
from chiso.words.states import State

PICKED, TURNING = "lan_nhap", "_lan_nhap_doi"
ACTIVE, SUPERSEDED, ROLLED_BACK = "active", "superseded", "rolled_back"
TABLE = "lich_su_nhap"
STATES: Mapping[str, State] = {
    ACTIVE: State(ACTIVE, "Đang tính", "✓", "check_circle", "good"),
    SUPERSEDED: State(SUPERSEDED, "Bị thay thế", "●", "swap_horiz", "muted"),
    ROLLED_BACK: State(ROLLED_BACK, "Đã hoàn tác", "○", "undo", "warning"),
}
COLUMNS: Mapping[str, Column] = {
    "import_id": Column("Lần", "count", width=48),
    "file_name": Column("Tệp", width=200),
    "label": Column("Dữ liệu", width=110),
    "period": Column("Kỳ", width=80),
    "as_of": Column("Số liệu đến", "date", width=100),
    "rows_loaded": Column("Dòng", "count", width=62),
    "rows_rejected": Column("Bị loại", "count", width=62),
    "status_words": Column("Trạng thái", width=140),
    "effect": Column("Tác động", width=185),
    "who": Column("Người nhập", width=95),
    "at": Column("Lúc", width=125),
}


def draw(here: Context) -> None:
    """The table; a chosen row opens below it."""
    rows = loading.ask(here, history.imports, agency=here.agency)
    if not rows:
        with widgets.card("Lịch sử nhập"):
            note("Chưa có lần nhập nào. Thả tệp đầu tiên vào khung ở trên.")
        return
    with widgets.card(headline(rows), "Chọn một dòng để xem chi tiết, hoàn tác hoặc khôi phục"):
        _table(here, rows)
        chosen = next((row for row in rows if row["import_id"] == st.session_state.get(PICKED)), None)
        if chosen is not None:
            _details(here, chosen, rows)


def headline(rows: list[dict[str, Any]]) -> str:
    """How many imports, and how many of them no longer count."""
    counts = {code: sum(row["status"] == code for row in rows) for code in STATES}
    parts = [f"Lịch sử nhập: {format_number(len(rows))} lần"]
    if counts[SUPERSEDED]:
        parts.append(f"{format_number(counts[SUPERSEDED])} đã bị thay thế")
    if counts[ROLLED_BACK]:
        parts.append(f"{format_number(counts[ROLLED_BACK])} đã hoàn tác")
    return ", ".join(parts)


def _table(here: Context, rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame([printed(row) for row in rows])
    if len(frame) > tables.SEARCH_FROM:
        words = st.text_input(
            "Tìm trong lịch sử",
            key="tim_lich_su",
            placeholder="Tìm theo tệp, dữ liệu, người nhập",
            label_visibility="collapsed",
            width=320,
            icon=":material/search:",
        )
        frame = tables.matching(frame, COLUMNS, words).reset_index(drop=True)
    if frame.empty:
        note("Không có lần nhập nào khớp.")
        return
    key = f"{selection_key(here, TABLE)}|{len(frame)}"

    def picked() -> None:
        places = st.session_state[key]["selection"]["rows"]
        st.session_state[PICKED] = int(frame.iloc[places[0]]["import_id"]) if places else None
        st.session_state.pop(TURNING, None)

    alt = "Lịch sử nhập; chọn một dòng để xem chi tiết"
    tables.pick_rows(frame, COLUMNS, here, key=key, on_select=picked, alt=alt)


def printed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the table."""
    return {
        **row,
        "label": SOURCES[row["dataset"]],
        "period": period_words(row),
        "who": who_words(row),
        "at": f"{row['imported_at']:%d/%m/%Y %H:%M}" if not missing(row["imported_at"]) else "–",
        "status_words": status_words(row),
        "effect": row["effect"] or "–",
    }


def period_words(row: Mapping[str, Any]) -> str:
    """The printed period; a calendar month as mm/yyyy."""
    first, last = row["period_from"], row["period_to"]
    if missing(first) or missing(last):
        return "–"
    if (first.year, first.month, first.day) == (last.year, last.month, 1):
        return f"{first:%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}"


def who_words(row: Mapping[str, Any]) -> str:
    """Who imported; the demonstration's visitor and the command line have no name of their own."""
    who = str(row["imported_by"] or "–")
    return {VISITOR: "Khách", "command line": "Dòng lệnh"}.get(who, who)


def status_words(row: Mapping[str, Any]) -> str:
    """ "Bị thay thế bởi #14"."""
    state = STATES[row["status"]]
    by = f" bởi #{row['superseded_by']}" if row["status"] == SUPERSEDED else ""
    return f"{state.sign} {state.word}{by}"


def _details(here: Context, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    with st.container(border=True, key="chi_tiet_lan_nhap", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            name = f"#{row['import_id']} · {plain(row['file_name'])}"
            st.markdown(f"### :material/description: {name}", width="content")
            widgets.badge(STATES[row["status"]])
        widgets.facts(_facts(row, rows))
        _parts(here, row)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if _may_turn(here, row):
                _turn_button(row)
            _original_button(here, row)
            st.button("Đóng", type="tertiary", icon=":material/close:", key="dong_lan_nhap", on_click=_close)
        if st.session_state.get(TURNING) == row["import_id"] and _may_turn(here, row):
            _confirm(here, row, rows)


def _leave() -> None:
    st.session_state.pop(TURNING, None)


def open_details(import_id: int | None) -> None:
    """For buttons elsewhere on the page: open an import's details in the history."""
    st.session_state[PICKED] = import_id
    st.session_state.pop(TURNING, None)
    st.toast(f"Chi tiết lần nhập #{import_id} mở ở Lịch sử nhập, phía dưới.", icon=":material/history:")


def _close() -> None:
    st.session_state.pop(PICKED, None)
    st.session_state.pop(TURNING, None)
    forget(TABLE)


def _facts(row: Mapping[str, Any], rows: list[dict[str, Any]]) -> dict[str, str]:
    replaced = [
        f"#{other['import_id']} {other['file_name']}"
        for other in rows
        if other["superseded_by"] == row["import_id"]
    ]
    by = next((other for other in rows if other["import_id"] == row["superseded_by"]), None)
    counts = row["difference"]
    found = {
        "Dữ liệu": f"{DATASETS[row['dataset']].label}, số liệu đến {format_date(row['as_of'])}",
        "Vị trí": f"trang “{row['sheet']}”, tiêu đề dòng {row['header_row']}"
        if row["sheet"]
        else f"tiêu đề dòng {row['header_row']}",
        "Nhập": f"{who_words(row)}, {row['imported_at']:%d/%m/%Y %H:%M}",
        "Dòng": (
            f"đọc {format_number(row['rows_read'])}, nhận {format_number(row['rows_loaded'])}, "
            f"loại {format_number(row['rows_rejected'])}, bỏ qua {format_number(row['rows_skipped'])}"
        ),
    }
    if counts:
        found["Khác trước"] = (
            f"mới {format_number(counts['new'])}, thay đổi {format_number(counts['changed'])}, "
            f"giữ nguyên {format_number(counts['unchanged'])}, hạn dời {format_number(counts['moved_due'])}"
        )
    if row["effect"]:
        found["Tác động khi nhập"] = str(row["effect"])
    if row["mode"] == "add":
        found["Cách nhập"] = "Bổ sung vào kỳ"
    if replaced:
        found["Thay thế"] = "; ".join(replaced)
    if by is not None:
        found["Bị thay thế bởi"] = f"#{by['import_id']} {by['file_name']}"
    for name, label in (("unknown_columns", "Cột bỏ qua"), ("unknown_units", "Đơn vị lạ khi nhập")):
        if row[name]:
            found[label] = ", ".join(row[name])
    return found


def _parts(here: Context, row: dict[str, Any]) -> None:
    """Rejected rows, at a click. An account of one unit sees only those of its own imports."""
    if not row["rows_rejected"] or (here.only_unit and row["imported_by"] != here.user):
        return
    if not st.toggle(
        f"Xem {format_number(row['rows_rejected'])} dòng bị loại", key=f"xem_loai_{row['import_id']}"
    ):
        return
    rejects = loading.ask(here, history.rejects, import_id=row["import_id"])
    upload_rejects.draw(
        here,
        rejects,
        lambda: rejected.workbook_of_import(here.store, row),
        name=f"lan_{row['import_id']}",
        file_name=str(row["file_name"]),
    )


def _may_turn(here: Context, row: Mapping[str, Any]) -> bool:
    """Who may undo an import or bring it back; an account of one unit only its own imports."""
    return here.may("upload") and (here.only_unit is None or row["imported_by"] == here.user)


def _turn_button(row: Mapping[str, Any]) -> None:
    is_back = row["status"] == ROLLED_BACK

    def ask() -> None:
        st.session_state[TURNING] = row["import_id"]

    st.button(
        "Khôi phục" if is_back else "Hoàn tác",
        icon=":material/redo:" if is_back else ":material/undo:",
        key=f"doi_lan_{row['import_id']}",
        on_click=ask,
    )


def _original_button(here: Context, row: dict[str, Any]) -> None:
    """The file as it came holds citizens' data: administrators only, and every download is in the audit log."""
    if not here.may("administer") or here.only_unit:
        return
    st.download_button(
        "Tải tệp gốc",
        data=lambda: history.original(here.store, row, here.user),
        file_name=str(row["file_name"]),
        icon=":material/lock:",
        key=f"goc_{row['import_id']}",
        on_click="ignore",
        help="Tệp gốc có thông tin công dân: chỉ quản trị viên tải được, mỗi lần tải được ghi vào nhật ký.",
    )


def _confirm(here: Context, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """What would change, then the button that does it."""
    action = "bring_back" if row["status"] == ROLLED_BACK else "rollback"
    word = "Khôi phục" if action == "bring_back" else "Hoàn tác"
    try:
        with st.spinner("Đang tính tác động…", show_time=False):
            effect = loading.ask(here, _effect, import_id=row["import_id"], action=action, agency=here.agency)
    except ChisoError as error:
        st.error(plain(error.message), icon=":material/error:")
        return
    st.markdown(f"#### {word} lần nhập #{row['import_id']}, số liệu đổi như sau")
    revived = [other for other in rows if other["superseded_by"] == row["import_id"]]
    if action == "rollback" and revived:
        names = ", ".join(f"#{other['import_id']} “{plain(other['file_name'])}”" for other in revived)
        st.markdown(f"Được tính lại: {names}.")
    upload_change.cards(effect)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        sure = st.button(
            f"Xác nhận {word.lower()}", type="primary", icon=":material/check:", key="xac_nhan_doi"
        )
        st.button("Thôi", type="tertiary", key="thoi_doi", on_click=_leave)
    if sure:
        _turn(here, row, action, word)


def _effect(store: Any, import_id: int, action: str, agency: str) -> effects.Effect:
    row = next(row for row in history.imports(store, agency) if row["import_id"] == import_id)
    return effects.of_turn(store, row, action)


def _turn(here: Context, row: Mapping[str, Any], action: str, word: str) -> None:
    do = batch.bring_back if action == "bring_back" else batch.rollback
    newest = figures.newest_as_of(here.store, here.agency)
    if not _may_turn(here, row):
        st.error("Tài khoản của bạn không hoàn tác hay khôi phục được lần nhập này.", icon=":material/lock:")
        return
    try:
        do(here.store, int(row["import_id"]), here.user)
    except ChisoError as error:
        st.error(plain(error.message), icon=":material/error:")
        return
    st.session_state.pop(TURNING, None)
    st.toast(f"Đã {word.lower()} lần nhập #{row['import_id']}.", icon=":material/check_circle:")
    show_newest(here, newest)


def show_newest(here: Context, before: date | None) -> None:
    """Draw again; where the newest day of the data moved (from `before`), the shared filter follows it."""
    newest = figures.newest_as_of(here.store, here.agency)
    if newest is None or newest == before:
        goto_now("nhap-du-lieu")
    else:
        goto_now("nhap-du-lieu", as_of=newest, year=year_of(newest))
