"""The drop zone and what follows from it: reading file by file, importing one or all, the cards."""

from functools import partial

import streamlit as st

from chiso import figures
from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.intake.commit.stages import IMPORTED
from chiso.intake.datasets import DATASETS
from chiso.web.parts import widgets
from chiso.web.parts.widgets import COLORS, note
from chiso.web.shell.context import Context, guarded
from chiso.web.shell.problems import show_error
from chiso.web.upload import card as upload_card
from chiso.web.upload import desk as upload_desk
from chiso.web.upload.desk import Item
from chiso.web.upload.history import show_newest

TYPES = ["xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
QUEUE = "_nhap_ngay"
OPEN_CARDS = 2  # with more files than that, what each would change is shown at a click


def zone(here: Context) -> None:
    """The uploader; new files are read at once, one after the other."""
    under = "Nhiều tệp một lần, xuất từ Một cửa, Nhắc việc, PAKN và các nguồn khác"
    with widgets.card("Thả tệp vào đây", under, stretch=False):
        key = upload_desk.uploader_key()
        is_same_visit = key in st.session_state
        files = st.file_uploader(
            "Chọn hoặc kéo thả tệp",
            type=TYPES,
            accept_multiple_files=True,
            key=key,
            label_visibility="collapsed",
        )
        upload_desk.take(files, is_same_visit=is_same_visit)
        note("Không cần sửa tệp trước khi tải. Chưa bấm **Nhập** thì số liệu chưa đổi.")
        _import_queue(here)
        _read(here)


def _read(here: Context) -> None:
    """Reads what is new or was spoken about, with a line per file."""
    waiting = [item for item in upload_desk.items().values() if upload_desk.is_waiting(here, item)]
    if not waiting:
        return
    if not any(item.is_stale for item in waiting):
        with st.spinner("Đang đối chiếu lại với số liệu mới…", show_time=False):
            for item in waiting:
                upload_desk.look(here, item)
        return
    if len(waiting) == 1:
        with st.spinner(f"Đang đọc {plain(waiting[0].name)}…", show_time=False):
            upload_desk.look(here, waiting[0])
        return
    with st.status(f"Đang đọc {len(waiting)} tệp…", expanded=True) as status:
        bar = st.progress(0.0)
        for place, item in enumerate(waiting):
            bar.progress(place / len(waiting), text=f"{place + 1} / {len(waiting)}: {plain(item.name)}")
            upload_desk.look(here, item)
            state = item.state()
            st.markdown(
                f":{COLORS[state.role]}[:material/{state.icon}:] {plain(item.name)} – {plain(_read_words(item))}"
            )
        bar.progress(1.0, text="Xong")
        status.update(label=f"Đã đọc {len(waiting)} tệp", state="complete", expanded=False)


def _read_words(item: Item) -> str:
    looked = item.looked
    if looked is None or looked.result.dataset is None:
        return item.state().word
    rows = f", {format_number(looked.result.rows_read)} dòng" if looked.result.rows_read else ""
    return f"{DATASETS[looked.result.dataset].label}{rows}: {item.state().word.lower()}"


def _import_queue(here: Context) -> None:
    """Imports what a button asked for, the oldest data first so that no file comes after a newer one."""
    wanted: list[str] = st.session_state.pop(QUEUE, [])
    found = [item for file_id, item in upload_desk.items().items() if file_id in wanted]
    if not found:
        return
    found.sort(key=lambda item: (str(item.importable.as_of) if item.importable else "", item.name))
    done, newest = 0, figures.newest_as_of(here.store, here.agency)
    bar = st.progress(0.0)
    for place, item in enumerate(found):
        bar.progress(place / len(found), text=f"Đang nhập {place + 1} / {len(found)}: {plain(item.name)}")
        try:
            upload_desk.look(here, item)
            if looked := item.importable:
                done += upload_desk.import_item(here, item, looked).status == IMPORTED
        except ChisoError as error:  # a full disk, for example: nothing of this file is in
            show_error(error)
            return
    bar.empty()
    if done:
        st.toast(f"Đã nhập {format_number(done)} tệp.", icon=":material/check_circle:")
        show_newest(here, newest)


def ask_import(item: Item) -> None:
    """For the button of a card: import it in the run that follows."""
    st.session_state[QUEUE] = [item.file_id]


def _ask_all(file_ids: list[str]) -> None:
    st.session_state[QUEUE] = file_ids


def cards(here: Context) -> None:
    """A card per file, and one button for all that are clear."""
    shown = [item for item in upload_desk.items().values() if not item.is_off]
    if not shown:
        return
    if len(shown) > 1:
        _summary(here, shown)
    for item in shown:
        guarded(
            partial(upload_card.draw, here, item, is_open=len(shown) <= OPEN_CARDS, ask_import=ask_import)
        )


def _summary(here: Context, shown: list[Item]) -> None:
    """How far the files are, "Nhập tất cả" and "Dọn danh sách"."""
    clear = [item for item in shown if upload_desk.is_clear(here, item)]
    asks = [item for item in shown if item.state().code == "asks" and item not in clear]
    refused = [item for item in shown if item.state().code == "refused"]
    done = [item for item in shown if item.done is not None]
    parts = [f"**{format_number(len(shown))} tệp**"]
    for group, words in (
        (done, "đã nhập"),
        (clear, "nhập được ngay"),
        (asks, "cần trả lời"),
        (refused, "không nhập được"),
    ):
        if group:
            parts.append(f"{format_number(len(group))} {words}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ca_loat"):
        st.markdown(" · ".join(parts), width="content")
        if len(clear) > 1:
            rows = sum(item.looked.result.rows_loaded for item in clear if item.looked)
            st.button(
                f"Nhập tất cả {format_number(len(clear))} tệp rõ ràng ({format_number(rows)} dòng)",
                type="primary",
                icon=":material/done_all:",
                key="nhap_tat_ca",
                on_click=_ask_all,
                args=([item.file_id for item in clear],),
            )
        st.button(
            "Dọn danh sách",
            type="tertiary",
            icon=":material/clear_all:",
            key="don_ban",
            on_click=upload_desk.clear,
        )
