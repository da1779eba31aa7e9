"""The drop zone and what follows from it: reading file by file, importing one or all, the cards; empty templates."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from time import monotonic

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import inbox
from chiso.desk.effects import Batch
from chiso.intake.commit.stages import IMPORTED
from chiso.intake.datasets import DATASETS
from chiso.present import books, workbooks
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained, guarded, short_of_room
from chiso.web.upload import asking, card, desk, handling, letters, newcomers, panel, sums, ticks
from chiso.web.upload.history import show_newest
from chiso.web.upload.item import Item

OPEN_CARDS = 2  # with more files than that, what each would change is shown at a click


def draw(here: Context) -> None:
    """The uploader, not on paper; new files are read at once, one after the other."""
    mine = desk.of_account(here)
    if view.is_printed():
        return
    short_of_room(here.store.home)
    under = "Nhiều tệp một lần, kết xuất từ Một cửa, Nhắc việc, PAKN và các nguồn khác"
    with widgets.card("Thả tệp vào đây", under):
        key = desk.uploader_key()
        is_same_visit = key in st.session_state
        dropped = st.file_uploader(
            "Chọn hoặc kéo thả tệp",
            type=list(inbox.TYPES),
            accept_multiple_files=True,
            key=key,
            label_visibility="collapsed",
        )
        with explained():
            desk.take(dropped, is_same_visit=is_same_visit)
        mine.keep()  # before anything that takes time: what was just answered outlives the server
        widgets.note("Không cần sửa tệp trước khi tải. Chưa bấm **Nhập** thì số liệu chưa đổi.")
        letters.draw(here)
        newcomers.outcomes(here)
        if found := desk.asked():
            _import(here, found)
        _read(here)
        if count := desk.come_back():
            words = f"{format_number(count)} tệp đang chờ từ lần trước đã trở lại, cùng các câu trả lời"
            st.markdown(f":small[:green[:material/restore_page:] {words}.]")
        if not mine.is_kept:
            widgets.note("Không giữ được các tệp đang chờ trên ổ đĩa: tải lại trang thì phải thả lại tệp.")


def _read(here: Context) -> None:
    """Reads what is new or was spoken about, with a line per file."""
    waiting = [item for item in list(desk.items().values()) if handling.is_waiting(here, item)]
    is_new = any(item.is_stale for item in waiting)
    if is_new and len(waiting) > 1:
        _read_many(here, waiting)
    elif waiting:
        words = f"Đang đọc {plain(waiting[0].title)}…" if is_new else "Đang đối chiếu lại với số liệu mới…"
        with st.spinner(words, show_time=False):
            for item in waiting:
                desk.look(here, item)
    while waiting and asking.spread(here, list(desk.items().values())):
        waiting = [
            item for item in list(desk.items().values()) if item.is_stale and handling.is_waiting(here, item)
        ]
        for item in waiting:
            desk.look(here, item)
    if found := desk.unwatched(here):
        with st.spinner("Đang đối chiếu với các tháng trước…", show_time=False):
            handling.watch(here, found)
        desk.watched(here)


def _read_many(here: Context, waiting: list[Item]) -> None:
    with st.status(f"Đang đọc {len(waiting)} tệp…", expanded=True) as status:
        for item, line in _in_turn(waiting, "đọc"):
            line.markdown("  \n".join(map(_read_words, desk.look(here, item))))
        status.update(label=f"Đã đọc {len(waiting)} tệp", state="complete", expanded=False)


def _in_turn(found: list[Item], doing: str) -> Iterator[tuple[Item, DeltaGenerator]]:
    """One file after the other: a bar that says how far it is and how fast it goes, and a line for each, which waits,
    is at work and then says what the caller writes there."""
    bar, rows, began = st.progress(0.0), 0, monotonic()
    lines = [st.empty() for _ in found]
    for item, line in zip(found, lines, strict=True):
        line.markdown(f":small[:gray[:material/schedule: {plain(item.title)} – chờ {doing}]]")
    for place, (item, line) in enumerate(zip(found, lines, strict=True)):
        words = f"Đang {doing} tệp {place + 1} / {len(found)}{_pace(rows, monotonic() - began)}"
        bar.progress(place / len(found), text=words)
        line.markdown(f":small[:blue[:material/hourglass_top:] **{plain(item.title)}** – đang {doing}…]")
        yield item, line
        rows += item.looked.result.rows_read if item.looked else 0
    bar.progress(1.0, text=f"Xong{_pace(rows, monotonic() - began)}")


def _pace(rows: int, seconds: float) -> str:
    """ " · 120.000 dòng, 8.000 dòng mỗi giây"; nothing before the first rows."""
    if not rows or seconds <= 0:
        return ""
    return f" · {format_number(rows)} dòng, {format_number(round(rows / seconds))} dòng mỗi giây"


def _read_words(item: Item) -> str:
    """The line of a file, or a part of one, that was read."""
    words, looked = item.state.word, item.looked
    if looked is not None and looked.result.dataset is not None:
        rows = f", {format_number(looked.result.rows_read)} dòng" if looked.result.rows_read else ""
        words = f"{DATASETS[looked.result.dataset].label}{rows}: {words.lower()}"
    sign = f":{widgets.COLORS[item.state.role]}[:material/{item.state.icon}:]"
    return f":small[{sign} {plain(item.title)} – {plain(words)}]"


def _import(here: Context, found: list[Item]) -> None:
    """Imports what a button asked for; a full disk, for example, ends it: nothing of that file is in."""
    newest = figures.newest_as_of(here.store, here.agency)
    mine = [item for item in found if handling.at(here, item) is here]
    days = [item.importable.as_of for item in mine if item.importable]
    batched = Batch.until(here.store, here.agency, max(days)) if len(days) > 1 else None
    with explained():
        for item, line in _in_turn(found, "nhập"):
            result = handling.import_item(here, item, batched if item in mine else None)
            if result is None and item.importable:
                words = f"“{plain(item.title)}” chưa nhập: tệp cùng kỳ vừa được nhập từ nơi khác. Hãy xem lại thẻ này."
                st.toast(words, icon=":material/sync_problem:")
            letters.answered(here, item)
            line.markdown(_read_words(item))
        if done := sum(item.done is not None and item.done.status == IMPORTED for item in found):
            desk.remember(batched)
            st.toast(f"Đã nhập {format_number(done)} tệp.", icon=":material/check_circle:")
            show_newest(here, newest)


def cards(here: Context) -> None:
    """A card per file, and one button for all that are clear."""
    shown = [item for item in list(desk.items().values()) if not item.is_off]
    asked = asking.questions(here, shown)
    panel.draw(here, asked)
    for whose, count in asking.elsewhere(here, shown).items():
        widgets.note(
            f"**{plain(whose)}**: {format_number(count)} tên đơn vị chưa biết. Chọn cơ quan này ở trên trang để "
            "trả lời; nhập ngay thì các dòng đó ở “Chưa xác định”."
        )
    ticks.draw(shown)
    waiting = {item.file_id: asking.waiting(asked, item) for item in shown}
    if len(shown) > 1:
        _summary(here, shown)
    elif any(item.done is not None for item in shown):
        _clearing()
    if done := desk.batch():
        sums.draw(here, done)
    for item in shown:
        guarded(partial(card.draw, here, item, waiting[item.file_id], is_open=len(shown) <= OPEN_CARDS))
    desk.of_account(here).keep()


_GROUPS = {
    "done": "đã nhập",
    "reading": "đang đọc",
    "ready": "nhập được ngay",
    "asks": "cần trả lời",
    "unseen": "cần xem lưu ý",
    "rival": "cùng kỳ với tệp khác",
    "twin": "trùng nội dung",
    "known": "đã có sẵn",
    "refused": "không nhập được",
    "rolled_back": "đã hoàn tác",
    "superseded": "đã bị thay thế",
}  # how the line above the cards calls what it counts, in its order


def _group(here: Context, item: Item) -> str:
    """As what the line above the cards counts a file, by its code: each as one thing."""
    state = card.standing(handling.at(here, item), item).code
    if item.done is not None:
        return state
    if desk.twin(item):
        return "twin"
    if desk.is_clear(item):
        return "ready"
    return "rival" if state == "ready" else state


def _summary(here: Context, shown: list[Item]) -> None:
    counted = [(item, _group(here, item)) for item in shown]
    clear = [item for item, group in counted if group == "ready"]
    groups = Counter(group for _, group in counted)
    files_there = len({item.source for item in shown})
    parts, of_what = [f"**{format_number(files_there)} tệp**"], "tệp"
    if files_there < len(shown):
        parts[0] += f" ({format_number(len(shown))} phần)"
        of_what = "phần"
    parts += [f"{format_number(groups[code])} {words}" for code, words in _GROUPS.items() if groups[code]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ca_loat"):
        st.markdown(" · ".join(parts), width="content")
        if not all(item.is_seen for item in shown if item.importable):
            widgets.note("**Nhập tất cả** chờ đánh dấu các lưu ý ở trên.")
        elif len(clear) > 1:
            rows = sum(item.looked.result.rows_loaded for item in clear if item.looked)
            label = f"Nhập tất cả {format_number(len(clear))} {of_what} rõ ràng ({format_number(rows)} dòng)"
            desk.import_button(label, "done_all", [item.file_id for item in clear], key="nhap_tat_ca")
        _clearing()


def _clearing() -> None:
    widgets.quiet("Dọn danh sách", "clear_all", desk.clear, key="don_ban")


def templates(here: Context) -> None:
    """An empty workbook per dataset: headers, lists to choose from, one example row, an explanation per column."""
    under = "Tiêu đề cột, danh mục chọn, dòng ví dụ và trang giải thích"
    with widgets.card("Tệp mẫu", under), st.grid(3, min_column_width=130, gap="xxsmall"):
        for name, dataset in DATASETS.items():
            template(here, name, dataset.source, stem="mau")


def template(here: Context, name: str, label: str, *, stem: str) -> None:
    """The download of one of them."""
    build = partial(books.template, here.store, here.agency, name)
    look = {"type": "tertiary", "help": DATASETS[name].label}
    widgets.download(label, build, workbooks.template_name(DATASETS[name]), key=f"{stem}_{name}", **look)
