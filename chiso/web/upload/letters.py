"""The inbox on the upload page: the files that wait in the folder, one click away from their cards."""

from hashlib import sha256

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.desk import folders
from chiso.desk.inbox import Letter
from chiso.web.parts import widgets
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.upload import desk
from chiso.web.upload.item import DONE, KNOWN, Item


def draw(here: Context) -> None:
    """What stands in the way, what waits, and the button; nothing where there is no inbox or for a limited account."""
    if here.only_unit is not None or folders.chosen(here.store, folders.INBOX) is None:
        return
    box = process.current().inbox
    if box.problem:
        st.warning(plain(box.problem), icon=":material/inbox:")
    there = {_file_id(one): one for one in box.letters}
    waiting = {file_id: one for file_id, one in there.items() if file_id not in desk.items()}
    if not waiting:
        return
    st.markdown(f":material/inbox: **Hộp thư đến: {format_number(len(waiting))} tệp đang chờ**")
    st.markdown(box.lines(waiting.values()))
    widgets.quiet(f"Mở {format_number(len(waiting))} tệp", "drafts", _open, waiting, key="mo_hop_thu")


def _open(waiting: dict[str, Letter]) -> None:
    """Each gets its card, as if it had been dropped; for which there is no room waits on."""
    for file_id, letter in waiting.items():
        try:
            item = Item(file_id, letter.path.name, letter.content(), letter=letter)
        except OSError:  # it went, or is being written again
            continue
        desk.put(item)


def answered(here: Context, item: Item) -> None:
    """A file of the inbox of which every part is in goes to those that were taken."""
    parts = [one for one in list(desk.items().values()) if one.source == item.source]
    if item.letter and all(one.state in (DONE, KNOWN) for one in parts):
        process.current().inbox.took(here.store, item.letter)


def _file_id(letter: Letter) -> str:
    return sha256(repr(letter).encode()).hexdigest()
