"""Who else is making the deck of the day: what he wrote is seen before it is taken beside one's own."""

from dataclasses import replace
from functools import partial

import streamlit as st

from chiso.core.clock import show
from chiso.core.text import counted, plain
from chiso.desk.drafts import Draft
from chiso.present import deck
from chiso.present.slides import Deck
from chiso.web.meeting import drafting, own_slides, pictures
from chiso.web.parts import widgets
from chiso.web.shell.context import Context


def offer(here: Context, one: Draft, frame: Deck) -> None:
    """His name; his words and his own slides, folded, to be taken by a button."""
    theirs = deck.Choice.of(one.choice)
    st.markdown(f"{plain(one.who)} cũng đang sửa  \n:small[:gray[{show(one.at)}]]")
    slides = [slide for (slide,) in own_slides.made(here, theirs).values()]
    texts = [edit.text for edits in theirs.edits.values() for edit in edits.values() if edit.text]
    if not slides and not texts:
        widgets.note("Chưa sửa câu nào, chưa thêm trang nào.")
        return
    words = counted({"câu": len(texts), "trang": len(slides)})
    with st.expander(f"Xem {words}", icon=":material/visibility:"):
        for text in texts:
            st.markdown(f"- {plain(text)}")
        drawn = pictures.drawn(here, frame, slides, theirs) if slides else {}
        for slide in slides:
            st.image(drawn[slide.topic].svg, width="stretch", alt=slide.headline)
        tip = "Câu và trang bạn đã có giữ nguyên; trang giống hệt không thêm lần nữa."
        take = partial(_join, here, theirs)
        widgets.quiet("Lấy về bộ của tôi", "merge", take, key=f"lay_{one.who}", help=tip, type="primary")


def _join(here: Context, theirs: deck.Choice) -> None:
    """What he wrote beside one's own, which stays."""

    def joined(choice: deck.Choice) -> deck.Choice:
        for topic, edits in theirs.edits.items():
            choice = choice.with_edits(topic, {**edits, **choice.edits.get(topic, {})})
        mine, other = (choice.topics, choice.own), (theirs.topics, theirs.own)
        topics, own = deck.own_slides.joined(mine, other, here.asked.as_of)
        return replace(choice, topics=topics, own=own)

    drafting.choose(here, joined)
