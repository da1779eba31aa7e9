"""The decks that were kept, on the page: keep one under a name, take its topics and words again, rename it, take it
out of the list and put it back."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from chiso.core.clock import show
from chiso.core.errors import Refused
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import kept_decks
from chiso.desk.kept_decks import LONGEST_NAME, Row
from chiso.present import deck
from chiso.web.meeting import drafting
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell.context import Context, kept_until_written
from chiso.web.shell.problems import explained

_ASKED = "thay_bo_slide"  # agency, day and name of a deck that stands already, until it is said what to do
_MOST = 6
Keep = Callable[[str, bool], None]  # the name; whether in place of the deck that has it


def form(here: Context, keep: Keep) -> None:
    """The name to keep the deck under; one that another deck of the day has is asked about first."""
    assert here.as_of is not None
    with st.form("luu_bo_slide", border=False, clear_on_submit=True):
        usual = f"Giao ban {format_date(here.as_of)}"
        typed = st.text_input("Tên bộ slide", placeholder=usual, max_chars=LONGEST_NAME)
        is_pressed = st.form_submit_button("Lưu bộ slide", icon=":material/save:")
    if is_pressed:
        st.session_state.pop(_ASKED, None)
        name = typed or usual
        with explained():
            try:
                keep(name, False)
            except Refused as refused:
                if refused.code != "name_taken":
                    raise
                st.session_state[_ASKED] = (here.agency, here.as_of, name)
            else:
                saved("Đã lưu bộ slide.")
    if st.session_state.get(_ASKED, ())[:2] == (here.agency, here.as_of):
        _ask(here, st.session_state[_ASKED][2], keep)


def _ask(here: Context, name: str, keep: Keep) -> None:
    """Whether the deck is to stand in place of the one that has its name."""
    row = kept_decks.named(here.store, here.agency, here.asked.as_of, name)
    with st.container(border=True, gap="xxsmall", key="da_co_bo_slide"):
        who = f" ({plain(row['kept_by'])} lưu {show(row['kept_at'])})" if row else ""
        st.markdown(f":orange[:material/warning:] Đã có bộ “{plain(name)}”{who}. Thay bằng bộ này?")
        with widgets.toolbar():
            is_sure = st.button("Thay bộ cũ", icon=":material/save:", type="tertiary", key="thay_bo_cu")
            widgets.quiet("Không thay", "close", _leave, key="khong_thay_bo_cu")
    if is_sure:
        with explained():
            keep(name, True)
            _leave()
            saved("Đã thay bộ slide. Bộ cũ ở “Đã xóa” dưới danh sách.")


def _leave() -> None:
    st.session_state.pop(_ASKED, None)


def draw(here: Context) -> None:
    """The decks kept last, the newest first, and those that were taken out."""
    may_change = here.only_unit is None  # the meeting's deck is not one unit's
    for row in kept_until_written(here.store, kept_decks.kept, here.agency)[:_MOST]:
        with st.container(gap="xxsmall"):
            _title(here, row, f"{row['kept_by']} lưu {show(row['kept_at'])}")
            with widgets.toolbar():
                widgets.quiet("Dùng lại", "replay", _again, here, row, key=f"dung_{row['deck_id']}")
                if may_change:
                    change = partial(_change, here, row)
                    widgets.aside("Tên, xóa", "edit", change, key=f"doi_bo_{row['deck_id']}")
    away = kept_until_written(here.store, kept_decks.kept, here.agency, is_removed=True) if may_change else []
    if away:
        label = f"Đã xóa {format_number(len(away))}"
        widgets.aside(label, "delete", partial(_away, here, away[:_MOST]), key="bo_da_xoa")


def _title(here: Context, row: Row, who: str) -> None:
    """Its name, of which day and unit, and what became of it."""
    unit = kept_decks.unit_of(row)
    of = f", {loading.unit_name(here, unit)}" if unit else ""
    under = (f"số liệu đến {format_date(row['as_of'])}{of}", who)
    st.markdown("  \n".join((plain(row["title"]), *(f":small[:gray[{plain(one)}]]" for one in under))))


def _again(here: Context, row: Row) -> None:
    """The topics and words of a kept deck; words that speak of other figures are marked on their slides."""
    drafting.choose(here, lambda _: deck.Choice.kept(row["choice"], here.unit))


def _change(here: Context, row: Row) -> None:
    number = row["deck_id"]
    with st.form(f"ten_bo_{number}", border=False):
        typed = st.text_input("Tên bộ slide", row["title"], max_chars=LONGEST_NAME, key=f"ten_{number}")
        is_named = st.form_submit_button("Đổi tên", icon=":material/save:")
    if is_named:
        with explained():
            kept_decks.rename(here.store, here.actor, here.agency, number, typed)
            saved("Đã đổi tên bộ slide.")
    widgets.note("Xóa khỏi danh sách với mọi người; biên bản đã chốt giữ nguyên. Khôi phục được ở “Đã xóa”.")
    if st.button("Xóa", icon=":material/delete:", type="tertiary", key=f"xoa_bo_{number}"):
        with explained():
            kept_decks.remove(here.store, here.actor, here.agency, number)
            saved("Đã xóa bộ slide. Khôi phục ở “Đã xóa” dưới danh sách.")


def _away(here: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        with st.container(gap="xxsmall"):
            _title(here, row, f"{row['removed_by']} xóa {show(row['removed_at'])}")
            widgets.quiet("Khôi phục", "undo", _put_back, here, row, key=f"khoi_phuc_bo_{row['deck_id']}")


def _put_back(here: Context, row: Row) -> None:
    with explained():
        kept_decks.put_back(here.store, here.actor, here.agency, row["deck_id"])
