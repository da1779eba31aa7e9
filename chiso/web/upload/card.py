"""The card of one dropped file: what was understood, what is asked, what would change, and the button."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import learned
from chiso.intake.commit import storing
from chiso.intake.commit.slices import ADD
from chiso.intake.commit.stages import (
    IMPORTED,
    CleanedFile,
    ComparedFile,
    ImportResult,
    Preview,
    RecognisedFile,
)
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers
from chiso.present import rejected
from chiso.web.parts import widgets
from chiso.web.shell.context import Context
from chiso.web.upload import asking, changes, correction, desk, handling, mends, panel, questions
from chiso.web.upload import item as files
from chiso.web.upload.history import ROLLED_BACK, STATES, draw_opened, head, open_details, row_of
from chiso.web.upload.item import Item
from chiso.words.states import State

# Warnings that are said above the details, with their signs: which sheets go in, what is done on no day; what is asked.
ON_CARD = {
    "sheets_left_out": "layers",
    "sheets_joined": "layers",
    "closed_without_day": "event_busy",
    "ranks_by_title": "leaderboard",
    "rates_by_parts": "percent",
}
SHOWN = ("unknown_unit", "mended_cells", *ON_CARD)
CHANGES, ROWS, REJECTS, REMARKS = "Thay đổi và tác động", "Các dòng đầu", "Dòng bị loại", "Lưu ý"
MOST_RECALLED = 8
Details = dict[str, tuple[str, Callable[[], Any]]]
_AS_OF = {"sheet": "ghi trên tệp", "caller": "do bạn cho biết", "day": "lấy ngày nhập"}


def draw(here: Context, item: Item, asked: asking.Waiting, *, is_open: bool) -> None:
    """One card; `is_open` shows what would change at once, else at a click. `asked`: what waits for it in the panel."""
    looked, page, here = item.looked, here, handling.at(here, item)
    with st.container(border=True, key=f"tep_{item.key}", gap="small"):
        head(item.title, standing(here, item))
        if item.done is not None:
            _done(here, item, item.done)
        elif looked is not None and looked.is_unchanged:
            _understood(looked)
            _known(here, item, looked)
        elif looked is not None:
            _understood(looked)
            questions.whose(page, item)
            _refusal(item, looked)
            _doubts(item)
            if looked.result.rows_read:
                _counts(looked, is_open=is_open)
            if item.importable:
                _superseding(item.importable)
            mends.made(here, item, looked)
            questions.draw(item, looked)
            panel.point(asked)
            details = _details(here, item, looked)
            with widgets.toolbar():
                _buttons(here, item, looked, asked)
                chosen = _choice(item, details, is_open=is_open)
            if chosen in details:
                details[chosen][1]()
            if item.can_be_helped:
                correction.draw(item)


def standing(here: Context, item: Item) -> State:
    """How the card is headed: what became of its import since, undone or replaced elsewhere, is said here too."""
    row = row_of(here, item.done.import_id) if item.state == files.DONE and item.done else None
    return item.state if row is None or row["status"] == "active" else STATES[row["status"]]


# --- understood -----------------------------------------------------------------------------------------------


def _understood(looked: Preview) -> None:
    result = looked.result
    if result.dataset is None:
        return
    parts = [f"Nhận ra **{plain(DATASETS[result.dataset].label)}**"]
    if result.sheet:
        parts.append(f"trang “{plain(result.sheet)}”")
    if isinstance(looked, RecognisedFile):
        found = looked.layout
        last = f"–{found.header_end}" if found.header_end > found.header_row else ""
        parts.append(f"tiêu đề dòng {found.header_row}{last}")
        if found.period:
            parts.append(f"kỳ {'–'.join(map(format_date, found.period))}")
        if found.unit_filter:
            parts.append(f"chỉ gồm {plain(found.unit_filter)}")
        if looked.as_of is not None:
            said = _AS_OF.get(looked.as_of_from)
            parts.append(f"số liệu đến **{format_date(looked.as_of)}**" + (f" ({said})" if said else ""))
    elif result.as_of is not None:
        parts.append(f"số liệu đến **{format_date(result.as_of)}**")
    widgets.note(" · ".join(parts))
    for one in result.warnings:
        if sign := ON_CARD.get(one["code"]):
            st.markdown(f":material/{sign}: {plain(files.on_page(one['message']))}")
    if isinstance(looked, RecognisedFile) and looked.recognised.recalled is not None:
        st.markdown(f":material/history: {_recalled(looked.layout.dataset, looked.recognised.recalled)}")


def _recalled(dataset: str, known: Answers) -> str:
    """What was answered for this layout before and is used again."""
    words = learned.said(dataset, known)
    more = " …" if len(words) > MOST_RECALLED else ""
    return f"Đã dùng câu trả lời lần trước cho mẫu này: {', '.join(words[:MOST_RECALLED])}{more}."


def _counts(looked: Preview, *, is_open: bool) -> None:
    """Rows and records, large where there is room, else in one line."""
    result = looked.result
    pairs = {
        "Dòng đọc": result.rows_read,
        "Nhận": result.rows_loaded,
        "Bị loại": result.rows_rejected,
        "Bỏ qua": result.rows_skipped,
    }
    if isinstance(looked, ComparedFile):
        difference = looked.difference
        pairs |= {"Mới": difference.new, "Thay đổi": difference.changed, "Giữ nguyên": difference.unchanged}
    skipped = (
        "Dòng tiêu đề, tổng, nhóm, dòng trống, chân trang; dòng lặp lại, dòng của cơ quan khác thì Lưu ý nêu."
    )
    if not is_open:
        said = (f"{label} **{format_number(number)}**" for label, number in pairs.items())
        st.markdown(" · ".join(said), help=f"Bỏ qua: {skipped}" if result.rows_skipped else None)
        return
    helps = {"Bỏ qua": skipped}
    with st.grid(len(pairs), min_column_width=92, gap="small"):
        for label, number in pairs.items():
            st.metric(label, format_number(number), help=helps.get(label))


def _superseding(looked: ComparedFile) -> None:
    """In words, what happens to the files that spoke for the same slice before."""
    for row in looked.superseded:
        st.markdown(
            f":material/swap_horiz: Thay thế lần nhập #{row['import_id']} **“{plain(row['file_name'])}”** "
            f"(số liệu đến {format_date(row['as_of'])}): {format_number(row['rows_loaded'])} dòng của tệp đó "
            "không còn được tính; hoàn tác lần nhập này thì tệp đó được tính lại."
        )
    if looked.upload.mode == ADD:
        st.markdown(":material/add_circle: Bổ sung vào kỳ đã nhập; không tệp nào bị thay thế.")


# --- refused, in doubt ----------------------------------------------------------------------------------------


def _refusal(item: Item, looked: Preview) -> None:
    """Why the file cannot go in as it is, and what to do; where a question says it all, only that."""
    code, message = item.error_code, files.on_page(looked.error["message"]) if looked.error else ""
    if code == "too_many_rejects" and item.unknown_words:
        widgets.note(
            "Phần lớn các dòng có từ chưa biết nên chưa đọc được; trả lời câu hỏi ở trên, tệp được đọc lại ngay."
        )
    elif code == "unknown_dataset":
        st.markdown(f":material/info: {plain(message)}")
    elif code == "other_agency":
        st.warning(plain(message), icon=":material/account_balance:")
        widgets.quiet("Đúng là số liệu của cơ quan này", "check", item.say_ours, key=f"cua_minh_{item.key}")
    elif code and not item.is_answerable:
        more = " Lần nhập đó có trong Lịch sử nhập ở dưới." if code == "older_than_imported" else ""
        if code == "too_many_rejects":
            more = " Nếu cột chưa được đọc đúng, bấm “Chưa đúng? Sửa tại đây” bên dưới."
        st.error(plain(message + more), icon=":material/error:")


def _doubts(item: Item) -> None:
    """The same file or slice twice on the desk."""
    if twin := desk.twin(item):
        st.warning(f"Trùng nội dung với tệp “{plain(twin.name)}” vừa thả.", icon=":material/file_copy:")
    if near := desk.neighbours(item):
        names = questions.listed([one.title for one in near], 3)
        st.warning(
            f"Cùng kỳ với {names} vừa thả. Chỉ một tệp được tính cho mỗi kỳ: tệp nhập sau thay thế tệp nhập trước.",
            icon=":material/swap_horiz:",
        )


def _buttons(here: Context, item: Item, looked: Preview, asked: asking.Waiting) -> None:
    if item.importable and not item.is_seen:
        widgets.note("Xem và đánh dấu lưu ý ở đầu danh sách trước khi nhập.")
    elif item.importable and asked.is_proposed:
        widgets.note("Đồng ý hoặc đổi câu trả lời được đề xuất ở trên, rồi nhập.")
    elif item.importable:
        more = " (bổ sung)" if item.mode == ADD else ""
        label = f"Nhập {format_number(looked.result.rows_loaded)} dòng{more}"
        desk.import_button(label, "check", [item.file_id], key=f"nhap_{item.key}")
        said = item.answers
        is_answered = said.columns or said.words or said.dataset or item.unknown_columns
        if is_answered and here.only_unit is None:  # a layout is everybody's
            item.remember = st.checkbox(
                "Nhớ cách hiểu mẫu này cho lần sau", value=item.remember, key=f"nho_mau_{item.key}"
            )
    _leave(item)


def _leave(item: Item) -> None:
    label = "Bỏ phần này" if item.sheets else "Bỏ tệp này"
    widgets.quiet(label, "close", item.take_off, key=f"bo_{item.key}")


def _choice(item: Item, details: Details, *, is_open: bool) -> str | None:
    opens = REJECTS if item.error_code == "too_many_rejects" else CHANGES if is_open else None
    if not details:
        return None
    chosen: str | None = st.segmented_control(
        "Xem chi tiết",
        list(details),
        default=opens if opens in details else None,
        format_func=lambda name: f":blue[{details[name][0]}]",
        key=f"xem_{item.key}_{len(details)}",
        label_visibility="collapsed",
    )
    return chosen


def _details(here: Context, item: Item, looked: Preview) -> Details:
    """What may be looked at: name -> how it is offered, how it is drawn."""
    found: Details = {}
    result = looked.result
    if item.importable:
        found[CHANGES] = CHANGES, partial(_effect, here, item, item.importable)
    if isinstance(looked, CleanedFile):
        found[ROWS] = ROWS, partial(changes.beginning, looked)
    if result.rejects:
        rows = len({(one["sheet"], one["row"]) for one in result.rejects})
        build = partial(rejected.workbook, here.store, looked.upload, result.as_of)
        known = looked.cleaned.rejects if isinstance(looked, CleanedFile) else ()
        listed = [one.as_json() | {"record_key": one.record_key} for one in known] or result.rejects
        draw = partial(changes.rejects, here, listed, build, item.key, item.name)
        found[REJECTS] = f"{REJECTS} ({rows})", draw
    found |= mends.details(here, item, looked)
    remarks = [plain(files.on_page(one["message"])) for one in result.warnings if one["code"] not in SHOWN]
    if remarks:
        lines = "\n".join(f"- {message}" for message in remarks)
        found[REMARKS] = f"{REMARKS} ({len(remarks)})", partial(st.markdown, lines)
    return found


def _effect(here: Context, item: Item, looked: ComparedFile) -> None:
    changes.records(here, looked, item.key)
    with st.spinner("Đang tính tác động…", show_time=False):
        found = handling.effect_of(here, item, looked)
    st.markdown("### Nhập tệp này, số liệu đổi như sau")
    changes.effect(found)


# --- in already -----------------------------------------------------------------------------------------------


def _known(here: Context, item: Item, looked: Preview) -> None:
    number, rows = looked.result.import_id, format_number(looked.result.rows_loaded)
    st.markdown(
        f"Tệp này đã được nhập (lần nhập #{number}, {rows} dòng); "
        "không có gì thay đổi nên không cần nhập lại."
    )
    if row := row_of(here, number):
        said = storing.parameters_of(row)
        questions.other_day(item, str(said.get("as_of_from")), looked.result.as_of)
    with widgets.toolbar():
        widgets.quiet("Xem lần nhập", "history", open_details, number, item.key, key=f"da_co_{item.key}")
        _leave(item)
    draw_opened(here, item.key)


def _done(here: Context, item: Item, result: ImportResult) -> None:
    if result.status != IMPORTED:
        message = result.error["message"] if result.error else "Chưa nhập được."
        st.error(plain(message), icon=":material/error:")
        _leave(item)
        return
    row = row_of(here, result.import_id) or {}
    left = result.rows_rejected - int(row.get("rows_mended", 0))
    rejects = f", {format_number(left)} dòng bị loại" if left else ""
    st.markdown(
        f"Đã nhập **{format_number(result.rows_loaded)} dòng**{rejects} "
        f"(lần nhập #{result.import_id}). Tác động: {plain(item.effect.summary() if item.effect else '–')}."
    )
    if row.get("status") == ROLLED_BACK:
        st.markdown(":orange[:material/undo:] Sau đó đã hoàn tác: các dòng này không còn được tính.")
    widgets.quiet(
        "Xem, hoàn tác", "history", open_details, result.import_id, item.key, key=f"xong_{item.key}"
    )
    draw_opened(here, item.key)
