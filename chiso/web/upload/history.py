"""The history of imports: what, who, when, with which effect; undone and brought back after showing what changes."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.clock import show
from chiso.core.periods import year_of
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import effects, history
from chiso.desk.effects import Batch
from chiso.intake.commit import batch, storing
from chiso.intake.commit.slices import ADD
from chiso.intake.datasets import DATASETS, SOURCES
from chiso.present import rejected
from chiso.present.columns import TABLES
from chiso.web.parts import loading, paging, tables, widgets
from chiso.web.parts.plots import selection_key
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto
from chiso.web.shell.problems import explained
from chiso.web.upload import changes
from chiso.words.states import State

PICKED, TURNING, IN_CARD = "lan_nhap", "_lan_nhap_doi", "_lan_nhap_trong_the"
TABLE = "lich_su_nhap"
SUPERSEDED, ROLLED_BACK = "superseded", "rolled_back"
STATES: Mapping[str, State] = {
    "active": State("active", "Đang tính", "✓", "check_circle", "good"),
    SUPERSEDED: State(SUPERSEDED, "Bị thay thế", "●", "swap_horiz", "muted"),
    ROLLED_BACK: State(ROLLED_BACK, "Đã hoàn tác", "○", "undo", "warning"),
}


def draw(here: Context) -> None:
    """The table; a chosen row opens below it."""
    rows = loading.ask(here, history.imports, agency=here.agency)
    if not rows:
        with widgets.card("Lịch sử nhập"):
            widgets.note("Chưa có lần nhập nào. Thả tệp đầu tiên vào khung ở trên.")
        return
    with widgets.card(headline(rows), "Chọn một dòng để xem chi tiết, hoàn tác hoặc khôi phục"):
        _table(here, rows)
        chosen = next((row for row in rows if row["import_id"] == st.session_state.get(PICKED)), None)
        if chosen is not None and not st.session_state.get(IN_CARD):
            _details(here, chosen, rows)


def row_of(here: Context, import_id: int | None) -> dict[str, Any] | None:
    """An import as the history has it now."""
    rows = loading.ask(here, history.imports, agency=here.agency)
    return next((row for row in rows if row["import_id"] == import_id), None)


def meanwhile(here: Context, done: Batch) -> list[str]:
    """What else changed figures between the imports of a batch, and which of them no longer count."""
    words = {"import": "nhập", "rollback": "hoàn tác", "bring_back": "khôi phục"}
    others = [
        f"{plain(row['who'])} {words[row['what']]} “{plain(row['file_name'])}”"
        for row in done.others(here.store)
    ]
    found = [f"Gồm cả việc khác xen giữa: {'; '.join(others)}."] if others else []
    rows = {number: row_of(here, number) for number in done.numbers}
    gone = [f"#{number}" for number, row in rows.items() if row and row["status"] == ROLLED_BACK]
    return [*found, f"Sau đó đã hoàn tác lần nhập {', '.join(gone)}."] if gone else found


def headline(rows: list[dict[str, Any]]) -> str:
    """How many imports, and how many of them no longer count."""
    counts = Counter(row["status"] for row in rows)
    gone = ((SUPERSEDED, "đã bị thay thế"), (ROLLED_BACK, "đã hoàn tác"))
    parts = [f"{format_number(counts[code])} {words}" for code, words in gone if counts[code]]
    return ", ".join([f"Lịch sử nhập: {format_number(len(rows))} lần", *parts])


def head(name: str, state: State) -> None:
    """The heading of a file's card: its name and how it stands."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"## :material/description: {plain(name)}", width="content")
        widgets.badge(state)


def _table(here: Context, rows: list[dict[str, Any]]) -> None:
    frame, columns, words = pd.DataFrame([printed(row) for row in rows]), TABLES["imports"], ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="cong_cu_lich_su"):
        if len(frame) > tables.SEARCH_FROM:
            words = tables.search("tim_lich_su", "Tìm theo tệp, dữ liệu, người nhập", width=320)
            frame = tables.matching(frame, columns, words).reset_index(drop=True)
        title = paging.narrowed("Lịch sử nhập", words, len(frame))
        tables.download_buttons(lambda: frame, columns, here, name=TABLE, title=title)
    if frame.empty:
        widgets.note("Không có lần nhập nào khớp.")
        return
    key = f"{selection_key(here, TABLE)}|{len(frame)}"

    def picked() -> None:
        found = view.clicked(key, "rows", len(frame))
        st.session_state[PICKED] = int(frame.iloc[found[0][0]]["import_id"]) if found else None
        st.session_state.pop(IN_CARD, None)
        _leave()

    alt = "Lịch sử nhập; chọn một dòng để xem chi tiết"
    look = {"on_select": picked, "selection_mode": "single-row", "alt": alt}
    tables.grid(frame, tables.filled(frame, columns), here, most=8, key=key, **look)


def printed(row: Mapping[str, Any]) -> dict[str, Any]:
    state = STATES[row["status"]]
    by = f" bởi #{row['superseded_by']}" if row["status"] == SUPERSEDED else ""
    return {
        **row,
        "file_name": row["called"],
        "label": SOURCES[row["dataset"]],
        "period": period_words(row["period_from"], row["period_to"]),
        "who": changes.who_words(row),
        "at": "–" if missing(row["imported_at"]) else show(row["imported_at"]),
        "status_words": f"{state.sign} {state.word}{by}",
        "effect": row["effect"] or None,
    }


def period_words(first: date | None, last: date | None) -> str:
    """The printed period; a calendar month as mm/yyyy."""
    if first is None or last is None:
        return "–"
    if (first.year, first.month, first.day) == (last.year, last.month, 1):
        return f"{first:%m/%Y}"
    start = f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"
    return f"{start} – {last:%d/%m/%Y}"


# --- one import -----------------------------------------------------------------------------------------------


def open_details(import_id: int | None, card: str) -> None:
    """For the button of a file's card: the import's details open there."""
    st.session_state[PICKED], st.session_state[IN_CARD] = import_id, card
    _leave()


def open_import(import_id: int) -> None:
    """For buttons of other pages: the upload page with an import's details open."""
    st.session_state[PICKED] = import_id
    st.session_state.pop(IN_CARD, None)
    goto("nhap-du-lieu")


def draw_opened(here: Context, card: str) -> None:
    """The details of an import, in the card whose button opened them."""
    row = row_of(here, st.session_state.get(PICKED))
    if row is not None and st.session_state.get(IN_CARD) == card:
        _details(here, row, loading.ask(here, history.imports, agency=here.agency))


def _leave() -> None:
    st.session_state.pop(TURNING, None)


def _close() -> None:
    st.session_state.pop(PICKED, None)
    st.session_state.pop(IN_CARD, None)
    _leave()
    view.mark(TABLE)


def _details(here: Context, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    number = row["import_id"]
    with st.container(border=True, key="chi_tiet_lan_nhap", gap="small"):
        head(f"#{number} · {row['called']}", STATES[row["status"]])
        widgets.facts(_facts(row, rows) | _mends(here, row))
        _rejects(here, row)
        if not here.only_unit:
            changes.profile(here, row)
        may = batch.may_turn(here.actor, here.agency, row["imported_by"])
        with widgets.toolbar():
            if may:
                icon = "redo" if row["status"] == ROLLED_BACK else "undo"
                turn = partial(st.session_state.update, {TURNING: number})
                st.button(_turn_word(row), icon=f":material/{icon}:", key=f"doi_lan_{number}", on_click=turn)
            _original_button(here, row)
            widgets.quiet("Đóng", "close", _close, key="dong_lan_nhap")
        if may and st.session_state.get(TURNING) == number:
            with explained():
                _confirm(here, row, rows)


def _turn_word(row: Mapping[str, Any]) -> str:
    return "Khôi phục" if row["status"] == ROLLED_BACK else "Hoàn tác"


def _facts(row: Mapping[str, Any], rows: list[dict[str, Any]]) -> dict[str, str]:
    names = {other["import_id"]: f"#{other['import_id']} {other['called']}" for other in rows}
    replaced = [names[other["import_id"]] for other in rows if other["superseded_by"] == row["import_id"]]
    sheet = f"trang “{row['sheet']}”, " if row["sheet"] else ""
    counts = row["difference"] and {name: format_number(n) for name, n in row["difference"].items()}
    found = {
        "Dữ liệu": f"{DATASETS[row['dataset']].label}, số liệu đến {format_date(row['as_of'])}",
        "Vị trí": f"{sheet}tiêu đề dòng {row['header_row']}",
        "Nhập": f"{changes.who_words(row)}, {show(row['imported_at'])}",
        "Dòng": (
            f"đọc {format_number(row['rows_read'])}, nhận {format_number(row['rows_loaded'])}, "
            f"loại {format_number(row['rows_rejected'])}, bỏ qua {format_number(row['rows_skipped'])}"
        ),
        "Khác trước": counts
        and f"mới {counts['new']}, thay đổi {counts['changed']}, giữ nguyên {counts['unchanged']}, "
        f"hạn dời {counts['moved_due']}",
        "Tác động khi nhập": row["effect"],
        "Cách nhập": "Bổ sung vào kỳ" if row["mode"] == ADD else "",
        "Thay thế": "; ".join(replaced),
        "Bị thay thế bởi": names.get(row["superseded_by"]),
        "Cột bỏ qua": ", ".join(row["unknown_columns"] or ()),
        "Đơn vị lạ khi nhập": ", ".join(row["unknown_units"] or ()),
    }
    return {name: str(value) for name, value in found.items() if value}


def _mends(here: Context, row: dict[str, Any]) -> dict[str, str]:
    """Cells that were put right by hand. An account of one unit sees only those of its own imports."""
    mends = [one for one in storing.mends_of(row) if one.now]
    if not mends or (here.only_unit and row["imported_by"] != here.actor.name):
        return {}
    return {"Sửa tay": f"{changes.mended_words(mends, row['dataset'])}. Tệp gốc giữ nguyên."}


def _rejects(here: Context, row: dict[str, Any]) -> None:
    """Rejected rows, at a click. An account of one unit sees only those of its own imports."""
    if not row["rows_rejected"] or (here.only_unit and row["imported_by"] != here.actor.name):
        return
    number, mended = row["import_id"], row["rows_mended"]
    if mended:
        by = ", ".join(f"#{other}" for other in row["mended_by"])
        widgets.note(f"{format_number(mended)} dòng bị loại đã được sửa và nhập lại (lần nhập {by}).")
    left = row["rows_rejected"] - mended
    if left and st.toggle(f"Xem {format_number(left)} dòng bị loại", key=f"xem_loai_{number}"):
        every = loading.ask(here, history.rejects, here.agency, number)
        found = [cell for cell in every if cell["mended_by"] is None]
        rows = frozenset(int(cell["row"]) for cell in found)
        build = partial(rejected.workbook_of_import, here.store, row, rows)
        changes.rejects(here, found, build, f"lan_{number}", str(row["file_name"]))


def _original_button(here: Context, row: dict[str, Any]) -> None:
    """The file as it came holds citizens' data: administrators only, and every download is in the audit log."""
    if not here.may("administer"):
        return
    tip = "Tệp gốc có thông tin công dân: chỉ quản trị viên tải được, mỗi lần tải được ghi vào nhật ký."
    look = {"key": f"goc_{row['import_id']}", "icon": ":material/lock:", "help": tip}
    build = partial(history.original, here.store, here.actor, row)
    widgets.download("Tải tệp gốc", build, str(row["file_name"]), **look)


# --- undoing --------------------------------------------------------------------------------------------------


def _confirm(here: Context, row: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    number, word, is_back = row["import_id"], _turn_word(row), row["status"] == ROLLED_BACK
    action = "bring_back" if is_back else "rollback"
    with st.spinner("Đang tính tác động…", show_time=False):
        found = loading.ask(here, effects.of_turn, row, action)
    st.markdown(f"### {word} lần nhập #{number}, số liệu đổi như sau")
    revived = [other for other in rows if other["superseded_by"] == number]
    if revived and not is_back:
        names = ", ".join(f"#{other['import_id']} “{plain(other['file_name'])}”" for other in revived)
        st.markdown(f"Được tính lại: {names}.")
    changes.effect(found)
    with widgets.toolbar():
        label = f"Xác nhận {word.lower()}"
        is_sure = st.button(label, type="primary", icon=":material/check:", key="xac_nhan_doi")
        st.button("Hủy", type="tertiary", key="thoi_doi", on_click=_leave)
    if is_sure:
        newest = figures.newest_as_of(here.store, here.agency)
        turn = batch.bring_back if is_back else batch.rollback
        turn(here.store, here.actor, int(number))
        _leave()
        st.toast(f"Đã {word.lower()} lần nhập #{number}.", icon=":material/check_circle:")
        show_newest(here, newest)


def show_newest(here: Context, before: date | None) -> None:
    """Draw again; where the newest day of the data moved (from `before`), the shared filter follows it."""
    newest = figures.newest_as_of(here.store, here.agency)
    moved = {} if newest is None or newest == before else {"as_of": newest, "year": year_of(newest)}
    goto("nhap-du-lieu", **moved)
    st.rerun()
