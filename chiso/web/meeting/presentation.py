"""The deck on the page: choose topics and their order, write over headlines, see each slide, take it away."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.clock import show
from chiso.core.text import plain
from chiso.desk import meetings
from chiso.present import charts, deck
from chiso.present import outputs as present
from chiso.present.slides import Slide
from chiso.web.parts import loading, widgets
from chiso.web.shell.context import Context

ORDER, EDITS = "_slide_thu_tu", "_slide_sua"


def draw(here: Context) -> None:
    """Left what is shown in which order, right each slide as it will be."""
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        _take_away(here)
        _topics()
        _kept(here)
    with right, st.spinner("Đang dựng slide…"):
        slides = loading.ask(here, _slides, **_asked(here), topics=tuple(_order()))
        for number, slide in enumerate(slides, start=2):
            _preview(_edited(slide), number)


def _asked(here: Context) -> dict[str, Any]:
    return {"agency": here.agency, "as_of": here.as_of, "unit": here.unit}


def _slides(store: Any, *, topics: tuple[str, ...], **asked: Any) -> list[Slide]:
    return deck.storyboard(present.look_at(store, **asked), deck.Choice(topics))


def _order() -> list[str]:
    order: list[str] = st.session_state.setdefault(ORDER, list(deck.Choice().topics))
    return order


def _edits() -> dict[str, dict[str, str]]:
    edits: dict[str, dict[str, str]] = st.session_state.setdefault(EDITS, {"headlines": {}, "notes": {}})
    return edits


def _choice() -> deck.Choice:
    return deck.Choice(tuple(_order()), _edits()["headlines"], _edits()["notes"])


def _edited(slide: Slide) -> Slide:
    return deck.edited(slide, _choice())


# --- take away -----------------------------------------------------------------------------------------------


def _take_away(here: Context) -> None:
    choice, asked, store = _choice(), _asked(here), here.store
    name = f"giao-ban-{here.agency}-{here.as_of:%Y-%m-%d}"
    with st.container(border=True, gap="small"):
        widgets.title("Tải về", "Biểu đồ sửa được trong PowerPoint; số bằng đúng số trên trang")
        widgets.download(
            "Tải bộ slide",
            lambda: deck.make(present.look_at(store, **asked), choice),
            f"{name}.pptx",
            key="tai_slide",
            icon=":material/slideshow:",
            type="primary",
        )
        widgets.download(
            "Bảng số (XLSX)",
            lambda: present.workbook(store, **asked),
            f"{name}.xlsx",
            key="tai_bang",
            icon=":material/table:",
        )


# --- topics --------------------------------------------------------------------------------------------------


def _topics() -> None:
    order = _order()
    with st.container(border=True, gap="xxsmall"):
        widgets.title("Chủ đề và thứ tự")
        for place, topic in enumerate(order):
            with st.container(horizontal=True, gap="xxsmall", vertical_alignment="center", wrap=False):
                st.markdown(f"{place + 2}\\. {deck.TOPICS[topic].title}", width="stretch")
                last = len(order) - 1
                for icon, words, stem, act, args, is_off in (
                    ("arrow_upward", "Lên trước", "len", _move, (topic, -1), place == 0),
                    ("arrow_downward", "Xuống sau", "xuong", _move, (topic, 1), place == last),
                    ("close", "Bỏ chủ đề", "bo", order.remove, (topic,), last == 0),
                ):
                    st.button(
                        "",
                        icon=f":material/{icon}:",
                        key=f"{stem}_{topic}",
                        help=words,
                        type="tertiary",
                        on_click=act,
                        args=args,
                        disabled=is_off,
                    )
        rest = [topic for topic in deck.TOPICS if topic not in order]
        if rest:
            widgets.pick(
                "Thêm chủ đề",
                {topic: deck.TOPICS[topic].title for topic in rest},
                key="them_chu_de",
                placeholder="Thêm chủ đề",
                label_visibility="collapsed",
                on_change=_add,
            )


def _move(topic: str, step: int) -> None:
    order = _order()
    place = order.index(topic)
    order.insert(place + step, order.pop(place))


def _add() -> None:
    topic = st.session_state.get("them_chu_de")
    if topic:
        _order().append(topic)
        st.session_state["them_chu_de"] = None


# --- kept decks ----------------------------------------------------------------------------------------------


def _kept(here: Context) -> None:
    kept = meetings.decks(here.store, here.agency)
    keeps = here.may("edit") and here.only_unit is None  # the meeting's deck is not one unit's
    if not kept and not keeps:
        return
    with st.container(border=True, gap="small"):
        widgets.title("Bộ slide đã lưu", "Giữ chủ đề, tiêu đề đã sửa và số liệu để kỳ sau so sánh")
        if keeps:
            with st.form("luu_bo_slide", border=False, clear_on_submit=True):
                title = st.text_input(
                    "Tên bộ slide", placeholder=f"Giao ban {here.as_of:%d/%m/%Y}", max_chars=120
                )
                if st.form_submit_button("Lưu bộ slide", icon=":material/save:"):
                    _keep(here, title or f"Giao ban {here.as_of:%d/%m/%Y}")
        for row in kept[:6]:
            line = st.columns([4, 1.4], gap="xxsmall", vertical_alignment="center")
            line[0].markdown(f"{plain(row['title'])}  \n:small[:gray[{show(row['kept_at'])}]]")
            line[1].button(
                "Dùng lại",
                key=f"dung_{row['deck_id']}",
                type="tertiary",
                on_click=_use,
                args=(row["choice"],),
            )


def _keep(here: Context, title: str) -> None:
    choice = _choice()
    raw = {"topics": list(choice.topics), "headlines": dict(choice.headlines), "notes": dict(choice.notes)}
    shown = deck.figures_shown(present.look_at(here.store, **_asked(here)))
    assert here.as_of is not None
    meetings.keep_deck(here.store, here.actor, meetings.Deck(here.agency, here.as_of, title, raw, shown))
    st.toast("Đã lưu bộ slide.", icon=":material/check_circle:")


def _use(raw: dict[str, Any]) -> None:
    choice = deck.Choice.of(raw)
    st.session_state[ORDER] = list(choice.topics)
    st.session_state[EDITS] = {"headlines": dict(choice.headlines), "notes": dict(choice.notes)}


# --- one slide -----------------------------------------------------------------------------------------------


def _preview(slide: Slide, number: int) -> None:
    with st.container(border=True, gap="small", key=f"slide_{slide.topic.replace(':', '_')}"):
        head = st.columns([6, 1.2], gap="small", vertical_alignment="top")
        with head[0]:
            widgets.title(slide.headline, slide.note)
        with head[1]:
            _edit(slide, number)
        if slide.chart and (slide.table or slide.numbers):
            left, right = st.columns([1, 1] if slide.table else [2, 1], gap="medium")
            with left:
                _chart(slide)
            with right:
                _table(slide)
                _numbers(slide.numbers)
        else:
            _chart(slide)
            _table(slide)
            _numbers(slide.numbers, side_by_side=True)
        for line in slide.lines:
            st.markdown(f"- {plain(line)}")
        if slide.line_below:
            st.markdown(plain(slide.line_below))
        if slide.empty:
            widgets.note(plain(slide.empty))


def _edit(slide: Slide, number: int) -> None:
    with st.popover(f"{number}", icon=":material/edit:", type="tertiary", help="Sửa tiêu đề, ghi chú"):
        key = f"{slide.topic}|{slide.headline}"
        headline = st.text_area("Tiêu đề", slide.headline, key=f"tieu_de_{key}", max_chars=200)
        note = st.text_area(
            "Ghi chú cho người trình bày", slide.speaker_note, key=f"ghi_chu_{key}", max_chars=2000
        )
        left, right = st.columns(2)
        left.button(
            "Dùng", type="primary", key=f"dung_{key}", on_click=_write, args=(slide.topic, headline, note)
        )
        right.button("Như cũ", key=f"cu_{key}", on_click=_write, args=(slide.topic, "", ""))


def _write(topic: str, headline: str, note: str) -> None:
    for name, text in (("headlines", headline), ("notes", note)):
        if text.strip():
            _edits()[name][topic] = text.strip()
        else:
            _edits()[name].pop(topic, None)


def _chart(slide: Slide) -> None:
    """What PowerPoint will show: the same chart in the colours of paper."""
    if slide.chart is None:
        return
    st.plotly_chart(
        charts.draw(slide.chart, "print"),
        theme=None,
        config=charts.config(slide.topic),
        alt=slide.chart.alt or slide.headline,
        key=f"xem_{slide.topic}",
    )


def _table(slide: Slide) -> None:
    table = slide.table
    if table is None or not table.rows:
        return
    if table.title:
        widgets.note(plain(table.title))
    shown = pd.DataFrame(
        [[plain(_short(cell)) for cell in row] for row in table.rows[:8]], columns=list(table.headers)
    )
    st.table(shown, border="horizontal", hide_index=True)
    if len(table.rows) > 8:
        widgets.note(f"… và {len(table.rows) - 8} dòng nữa")
    if table.note:
        widgets.note(plain(table.note))


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _numbers(numbers: Sequence[Any], *, side_by_side: bool = False) -> None:
    places = st.columns(len(numbers)) if side_by_side and numbers else [st.container() for _ in numbers]
    for place, number in zip(places, numbers, strict=True):
        with place, st.container(gap=None):
            widgets.note(plain(number.label))
            value = plain(number.value)
            st.markdown(f"## :red[{value}]" if number.is_alarm else f"## {value}")
            if number.note:
                widgets.note(plain(number.note))
