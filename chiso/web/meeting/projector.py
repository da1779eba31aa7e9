"""The giao ban on the projector: one topic a screen in large type, the arrow keys through the topics, from each to its
records and, by Back, to it again. The topics are those of the newest kept deck, in its order and its words."""

from functools import partial

import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import kept_decks
from chiso.present import deck
from chiso.present.slides import Slide
from chiso.web.meeting import conclusions, presentation, screen
from chiso.web.parts import editing, loading, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto

SHOWN = "chieu"  # in the address: the number of the screen
LARGE = 1.5  # so many times as large is everything (chrome.css)
WRITING = "ghi"  # a conclusion is being written down


def is_on() -> bool:
    """Whether the address asks for the projector."""
    return (view.get(SHOWN) or "").isdecimal()


def draw(here: Context) -> None:
    """The screen that the address names; beyond the last it is the last."""
    choice = _kept(here)
    slides = deck.arranged(presentation.proposed(here, choice), choice) or [
        Slide("missing", "Bộ slide không có nội dung nào")
    ]
    at = min(max(int((view.get(SHOWN) or "1")[:4]), 1), len(slides))
    slide = slides[at - 1]
    may_write = here.may("edit") and here.only_unit is None
    with st.container(key="trinh_chieu", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            who = here.unit_name or here.agency_name
            st.markdown(f"**Giao ban {format_date(here.as_of)}** · {plain(who)}", width="stretch")
            _acts(slide, may_write)
            _turn("Trước", "arrow_back", at - 1, "Left", disabled=at == 1)
            st.markdown(f"{at}/{len(slides)}", width="content")
            _turn("Sau", "arrow_forward", at + 1, "Right", disabled=at == len(slides))
            leave = partial(view.put, **{SHOWN: None, WRITING: None})
            widgets.quiet("Thoát", "close", leave, key="chieu_thoat", shortcut=_key("Esc"))
        with st.container(gap=None):
            widgets.question(plain(slide.headline))
            if slide.note:
                widgets.note(plain(slide.note))
        if may_write and view.is_on(WRITING) and editing.is_newest(here):
            # the keys are the topics' again
            conclusions.form(here, here.asked.as_of, partial(view.put, **{WRITING: None}))
        screen.body(here, slide, size=1.0 if view.is_narrow() else LARGE)
    loading.sources_line(here, "dossiers", "tasks", "petitions", "plan_tasks")


def _acts(slide: Slide, may_write: bool) -> None:
    """What is done about a screen, in the line above it: below its headline it would take room from what is shown."""
    if found := screen.records(slide):
        page, chosen = found
        go, look = partial(goto, page, **chosen), {"type": "secondary", "shortcut": _key("X")}
        widgets.quiet("Xem từng dòng", "list", go, key="chieu_dong", **look)
    if may_write:
        words, to, key = ("Đóng", None, "Esc") if view.is_on(WRITING) else ("Ghi kết luận", "1", "K")
        look = {"type": "primary" if to else "secondary", "shortcut": key}
        widgets.quiet(words, "edit_note", partial(view.put, **{WRITING: to}), key="chieu_ghi", **look)


def _key(key: str) -> str | None:
    """The key that presses a button; none while somebody writes, whose letters and arrows it would take."""
    return None if view.is_on(WRITING) else key


def _turn(label: str, icon: str, to: int, key: str, *, disabled: bool) -> None:
    """A button to another screen, with the arrow key that presses it; what presenters send presses a hidden one."""
    go = partial(view.put, **{SHOWN: to})
    widgets.quiet(label, icon, go, key=f"chieu_{icon}", shortcut=_key(key), disabled=disabled)
    page_key = _key({"Left": "PageUp", "Right": "PageDown"}[key])
    widgets.quiet(label, icon, go, key=f"chieu_an_{icon}", shortcut=page_key, disabled=disabled)


def _kept(here: Context) -> deck.Choice:
    """The topics of the newest deck kept up to the day, and what was written over these figures."""
    row = kept_decks.newest(here.store, here.agency, here.asked.as_of)
    choice = deck.Choice.kept(row["choice"], here.unit) if row else deck.Choice()
    return choice if choice.topics else deck.Choice()
