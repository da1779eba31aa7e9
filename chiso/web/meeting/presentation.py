"""The deck on the page: choose topics and their order, write over headlines, see each slide, take it away, keep it for
the next time, see what changed since."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.clock import show
from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.columns import TABLES
from chiso.present.slides import Slide
from chiso.store import Store
from chiso.web.meeting import screen
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.words import findings

CHOICE = "_bo_slide"


def draw(here: Context) -> None:
    """Left what is shown in which order, right each slide as it will be."""
    right: Any = nullcontext()
    if not view.is_printed():  # on paper the slides alone
        left, right = st.columns([1, 2.4], gap="medium")
        with left:
            _take_away(here)
            _topics(_choice().topics, is_of_unit=here.unit is not None)
            _kept(here)
    with right, st.spinner("Đang dựng slide…"):
        choice = _choice().on(here.asked)
        slides = loading.ask(here, slides_of, here.asked, _choice().topics)
        for number, slide in enumerate(slides, start=2):
            _preview(here, deck.edited(slide, choice), number)


def slides_of(store: Store, asked: Asked, topics: tuple[str, ...]) -> list[Slide]:
    """The slides of topics as they are proposed."""
    return deck.storyboard(present.look_at(store, asked), deck.Choice(topics))


def _choice() -> deck.Choice:
    choice: deck.Choice = st.session_state.setdefault(CHOICE, deck.Choice())
    return choice


def _choose(**changes: Any) -> None:
    st.session_state[CHOICE] = replace(_choice(), **changes)


def _take_away(here: Context) -> None:
    choice, asked, store = _choice(), here.asked, here.store
    name = f"giao-ban-{here.agency}-{here.as_of}"

    def pptx() -> bytes:
        return present.deck(store, asked, choice).content

    under = "Biểu đồ sửa được trong PowerPoint; số liệu khớp với trên trang"
    with widgets.card("Tải về", under):
        look = {"key": "tai_slide", "icon": ":material/slideshow:", "type": "primary"}
        widgets.download("Tải bộ slide", pptx, f"{name}.pptx", **look)
        xlsx = partial(present.workbook, store, asked)
        widgets.download("Bảng số (XLSX)", xlsx, f"{name}.xlsx", key="tai_bang", icon=":material/table:")


# --- topics --------------------------------------------------------------------------------------------------


def _topics(topics: Sequence[str], *, is_of_unit: bool) -> None:
    last = len(topics) - 1
    with st.container(border=True, gap="xxsmall"):
        widgets.title("Chủ đề và thứ tự")
        for place, topic in enumerate(topics):
            with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center", wrap=False):
                about = deck.TOPICS[topic]
                left_out = " :small[:gray[(không có trong bộ của một đơn vị)]]"
                left_out = left_out if is_of_unit and about.is_of_agency else ""
                st.markdown(f"{place + 2}\\. {about.title}{left_out}", width="stretch")
                for icon, words, stem, to, is_off in (
                    ("arrow_upward", "Lên trước", "len", place - 1, place == 0),
                    ("arrow_downward", "Xuống sau", "xuong", place + 1, place == last),
                    ("close", "Bỏ chủ đề", "bo", None, last == 0),
                ):
                    look = {"help": words, "disabled": is_off}
                    widgets.quiet("", icon, _place, topic, to, key=f"{stem}_{topic}", **look)
        rest = {topic: deck.TOPICS[topic].title for topic in deck.TOPICS if topic not in topics}
        if rest:
            label = "Thêm chủ đề"
            look = {"placeholder": label, "label_visibility": "collapsed", "on_change": _add}
            widgets.pick(label, rest, key="them_chu_de", **look)


def _place(topic: str, to: int | None) -> None:
    """Puts a topic at a place of the order, the end for one that is new; None takes it out."""
    order = [one for one in _choice().topics if one != topic]
    if to is not None:
        order.insert(to, topic)
    _choose(topics=tuple(order))


def _add() -> None:
    if topic := st.session_state["them_chu_de"]:
        _place(topic, len(_choice().topics))
        st.session_state["them_chu_de"] = None


# --- kept decks ----------------------------------------------------------------------------------------------


def _kept(here: Context) -> None:
    kept = [row for row in meetings.decks(here.store, here.agency) if row["kind"] == meetings.DECK]
    keeps = here.only_unit is None  # the meeting's deck is not one unit's
    if not kept and not keeps:
        return
    under = "Giữ chủ đề, tiêu đề đã sửa và số liệu để kỳ sau so sánh"
    with widgets.card("Bộ slide đã lưu", under):
        if keeps:
            with st.form("luu_bo_slide", border=False, clear_on_submit=True):
                usual = f"Giao ban {format_date(here.as_of)}"
                title = st.text_input("Tên bộ slide", placeholder=usual, max_chars=120)
                if st.form_submit_button("Lưu bộ slide", icon=":material/save:"):
                    with explained():
                        keep(here, title or usual)
                        saved("Đã lưu bộ slide.")
        for row in kept[:6]:
            left, right = st.columns([4, 1.4], gap="xxsmall", vertical_alignment="center")
            left.markdown(f"{plain(row['title'])}  \n:small[:gray[{show(row['kept_at'])}]]")
            with right:
                widgets.quiet("Dùng lại", "replay", _again, here, row, key=f"dung_{row['deck_id']}")


def _again(here: Context, row: Mapping[str, Any]) -> None:
    """The topics of a kept deck; what was written over its headlines only where they speak of this very look."""
    kept = deck.Choice.of(row["choice"])
    if not kept.about and row["as_of"] != here.as_of:  # kept by a release that did not say of what
        kept = deck.Choice(kept.topics)
    again = kept.on(here.asked)
    if row["choice"].get("headlines") and not again.headlines:
        st.toast("Tiêu đề đã sửa là của số liệu khác nên không dùng lại.", icon=":material/edit_off:")
    _choose(**asdict(again))


def keep(here: Context, title: str) -> None:
    """Keep the deck as it is chosen, with its headlines and figures, under a name."""
    assert here.as_of is not None
    look, choice = present.look_at(here.store, here.asked), _choice().on(here.asked)
    shown = [slide.headline for slide in deck.storyboard(look, choice) if not slide.is_missing]
    said = {**asdict(choice), "asked": {"unit": here.unit, "year": here.year}, deck.SHOWN: shown}
    kept = meetings.Deck(here.agency, here.as_of, title, said, deck.figures_shown(look))
    meetings.keep_deck(here.store, here.actor, kept)


def compare(here: Context) -> None:
    """Choose a kept deck of this day or before, see each figure then and now."""
    assert here.as_of is not None
    kept = {
        row["deck_id"]: row
        for row in meetings.decks(here.store, here.agency)
        if row["kind"] == meetings.DECK and row["as_of"] <= here.as_of
    }
    if not kept:
        under = "Sau mỗi kỳ giao ban, bấm Lưu bộ slide ở phần Bộ slide; kỳ sau, mục này cho biết chỉ tiêu nào thay đổi."
        widgets.title("Chưa lưu bộ slide nào để so sánh", under)
        return
    names = {
        number: f"{row['title']} (số liệu đến {format_date(row['as_of'])})" for number, row in kept.items()
    }
    before = kept[widgets.pick("So với bộ slide", names, key="so_voi_bo")]
    frame = changes(loading.ask(here, _now, here.asked), before["figures"])
    known = here.store.run("figures/catalogue").set_index("indicator")["name"]
    frame["name"] = frame["indicator"].map(known).fillna(frame["indicator"])
    moved = frame[frame["change"] != findings.change(0, 0, rate=False, since="kỳ trước")]
    widgets.title(f"{len(moved)} trong {len(frame)} chỉ tiêu thay đổi so với “{before['title']}”")
    shown = moved if len(moved) else frame
    tables.table(shown, TABLES["compared"], here, name="so_voi_ky_truoc", title="So với kỳ trước")


def _now(store: Store, asked: Asked) -> list[dict[str, Any]]:
    return deck.figures_shown(present.look_at(store, asked))


def changes(now: Sequence[Mapping[str, Any]], then: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """indicator, then, now, change in words; figures that only one side has say so."""
    before = {row["indicator"]: row["value"] for row in then if not row.get("unit") and not row.get("month")}
    rows = []
    for row in now:
        code, value, rate = row["indicator"], row["value"], row["denominator"] is not None
        was, said = before.get(code), "chưa có số ở kỳ trước"
        if value is not None and was is not None:
            said = findings.change(value, was, rate=rate, since="kỳ trước")
        old, new = ("–" if one is None else findings.show(one, rate=rate) for one in (was, value))
        rows.append({"indicator": code, "then": old, "now": new, "change": said})
    return pd.DataFrame(rows, columns=["indicator", "then", "now", "change"])


# --- one slide -----------------------------------------------------------------------------------------------


def _preview(here: Context, slide: Slide, number: int) -> None:
    with st.container(border=True, gap="small", key=f"slide_{slide.topic.replace(':', '_')}"):
        head = st.columns([6, 1.2], gap="small", vertical_alignment="top")
        with head[0]:
            widgets.title(slide.headline, slide.note)
        with head[1]:
            words = "Sửa tiêu đề, ghi chú"
            edit = partial(_edit, here, slide)
            widgets.aside(f"{number}", "edit", edit, key=f"sua_{slide.topic}", help=words)
        screen.body(here, slide)


def _edit(here: Context, slide: Slide) -> None:
    key = f"{slide.topic}|{slide.headline}"
    typed = (f"tieu_de_{key}", f"ghi_chu_{key}")
    st.text_area("Tiêu đề", slide.headline, key=typed[0], max_chars=200)
    st.text_area("Ghi chú cho người trình bày", slide.speaker_note, key=typed[1], max_chars=2000)

    def apply() -> None:  # what is typed when the button is clicked, not what was when it was drawn
        headline, note = (str(st.session_state[one]) for one in typed)
        _write(here, slide.topic, headline, note)

    left, right = st.columns(2)
    left.button("Áp dụng", type="primary", key=f"dung_{key}", on_click=apply)
    again = partial(_write, here, slide.topic, "", "")
    right.button("Khôi phục tiêu đề gợi ý", key=f"cu_{key}", on_click=again)


def _write(here: Context, topic: str, headline: str, note: str) -> None:
    """What somebody wrote over the proposed words of this look; nothing written: those again."""
    choice = _choice().on(here.asked)
    said = {
        "headlines": {**choice.headlines, topic: headline.strip()},
        "notes": {**choice.notes, topic: note.strip()},
    }
    kept = {name: {one: text for one, text in texts.items() if text} for name, texts in said.items()}
    _choose(**kept, about=deck.about(here.asked))
