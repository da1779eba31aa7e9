"""The files on the desk of the account that looks; how they stand to each other."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.desk.effects import Batch
from chiso.intake.commit.slices import ADD
from chiso.web.parts.editing import generation, renew
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.upload import handling, kept
from chiso.web.upload.history import IN_CARD
from chiso.web.upload.item import Item
from chiso.web.upload.kept import Desk

_DESK, _BACK, _LISTED, _QUEUE, _BATCH = (
    "_ban_nhap",
    "_ban_nhap_tro_lai",
    "_ban_nhap_trong_o",
    "_nhap_ngay",
    "_ca_loat",
)
_WATCHED = "_ban_nhap_da_doi_chieu"
_UPLOADER = "tha_tep"


def of_account(here: Context) -> Desk:
    """The desk of who looks, with the cards that were left on it."""
    found: Desk | None = st.session_state.get(_DESK)
    if found is None or (found.home, found.actor) != (here.store.home, here.actor):
        with st.spinner("Đang mở lại các tệp đang chờ…", show_time=False):
            found = st.session_state[_DESK] = kept.joined(here)
        st.session_state[_BACK] = {item.source for item in list(found.items.values())}
    return found


def come_back() -> int:
    """How many files were on the desk when this page was opened, and wait still."""
    return len({item.source for item in list(items().values()) if item.is_open} & st.session_state[_BACK])


def items() -> dict[str, Item]:
    """The files in the order in which they were dropped."""
    return cast(Desk, st.session_state[_DESK]).items


def uploader_key() -> str:
    """Changes when the desk is cleared, which empties the uploader."""
    return f"{_UPLOADER}_{generation(_UPLOADER)}"


def remember(done: Batch | None) -> None:
    """The files imported last with one button, for their sum; None: it was one file."""
    st.session_state[_BATCH] = done


def batch() -> Batch | None:
    """What was imported last with one button."""
    found: Batch | None = st.session_state.get(_BATCH)
    return found


def clear() -> None:
    """Takes every file off the desk."""
    items().clear()
    remember(None)
    st.session_state.pop(IN_CARD, None)
    renew(_UPLOADER)


def take(files: Iterable[UploadedFile], *, is_same_visit: bool) -> None:
    """Brings the desk in step with the uploader. After a visit to another page its list is empty: files stay.

    Only what the uploader listed in the run before and lists no more was taken away there, and only what it did not
    list then is new. Refused (`too_much`) where the desk holds as much as one account may have waiting.
    """
    desk = items()
    dropped = {file.file_id: file for file in files}
    before: set[str] = st.session_state.get(_LISTED, set()) if is_same_visit else set()
    for file_id in [key for key, item in desk.items() if item.source in before - dropped.keys()]:
        del desk[file_id]
    st.session_state[_LISTED] = set(dropped)
    new = [file for file_id, file in dropped.items() if file_id not in before]
    left = [file for file in new if not put(Item(file.file_id, file.name, file.getvalue()))]
    if page := get_script_run_ctx():
        held = dropped.keys() | {item.source for item in list(desk.values()) if item.content}
        process.current().uploads.listed(page.session_id, held)
    if left:
        names = ", ".join(f"“{file.name}”" for file in left)
        raise Refused(
            "too_much",
            f"Các tệp đang chờ đã quá nhiều nên chưa nhận {names}. Hãy nhập hoặc bỏ bớt rồi thả lại.",
        )


def put(item: Item) -> bool:
    """On the desk, where there is room for it."""
    desk: Desk = st.session_state[_DESK]
    if desk.size + len(item.content) > Limits().account_held_bytes:
        return False
    desk.items[item.file_id] = item
    return True


def look(here: Context, item: Item) -> list[Item]:
    """Reads a file, or compares it anew; its parts, the first one itself, stand on the desk one after the other."""
    with cast(Desk, st.session_state[_DESK]).lock:  # another page of the account may be at it
        found = [item, *handling.look(here, item)]
        desk = items()
        if len(found) > 1 and item.file_id in desk:
            after = list(desk).index(item.file_id) + 1
            rest = {key: desk.pop(key) for key in list(desk)[after:]}
            desk.update({one.file_id: one for one in found} | rest)
    return found


def twin(item: Item) -> Item | None:
    """An earlier file with the very same bytes."""
    for other in list(items().values()):
        if other is item or item.looked is None:
            return None
        mine, its = item.looked.result, other.looked and other.looked.result
        if (
            its
            and other.source != item.source
            and (its.sha256, its.sheet, other.agency) == (mine.sha256, mine.sheet, item.agency)
            and not other.is_off
        ):
            return other
    return None


def neighbours(item: Item) -> list[Item]:
    """Other files for the same slice: only one of them would count."""
    looked = item.importable
    if looked is None or not looked.slice or item.mode == ADD:
        return []
    return [
        other
        for other in list(items().values())
        if (rival := other.importable)
        and rival.result.sha256 != looked.result.sha256
        and (rival.result.dataset, rival.slice, rival.upload.agency)
        == (looked.result.dataset, looked.slice, looked.upload.agency)
    ]


def unwatched(here: Context) -> list[Item]:
    """The files that may go in, where one of them or the data has changed since they were held against the months
    before (`watched`)."""
    return [] if st.session_state.get(_WATCHED) == _standing(here) else list(items().values())


def watched(here: Context) -> None:
    """They were, as they are now."""
    st.session_state[_WATCHED] = _standing(here)


def _standing(here: Context) -> list[object]:
    looked = [(file_id, id(item.looked)) for file_id, item in list(items().items()) if item.importable]
    return [here.agency, here.store.data_version, *looked]


def is_clear(item: Item) -> bool:
    """Nothing is in doubt: it may go in with the others. A column that nobody needs is no doubt."""
    doubts = item.open_units or item.unknown_words or twin(item) or neighbours(item)
    return bool(item.importable) and item.is_seen and not doubts


def import_button(label: str, icon: str, file_ids: Sequence[str], *, key: str) -> None:
    """A click imports these in the run that follows."""
    ask = partial(st.session_state.update, {_QUEUE: file_ids})
    st.button(label, type="primary", icon=f":material/{icon}:", key=key, on_click=ask)


def asked() -> list[Item]:
    """What a button asked for, once: the oldest data first, so that no file comes after a newer one; of one day the
    dossiers first, so that no figure speaks of a day for which they are not there yet."""
    wanted = st.session_state.pop(_QUEUE, ())
    return sorted((item for file_id, item in list(items().items()) if file_id in wanted), key=_turn)


def _turn(item: Item) -> tuple[str, bool, str]:
    looked = item.importable
    return (
        (str(looked.as_of), looked.cleaned.dataset != "dossiers", item.name)
        if looked
        else ("", True, item.name)
    )
