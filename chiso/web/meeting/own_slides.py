"""Slides that somebody adds to his deck: headline, sentences, a picture; added, changed, taken out in forms."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from chiso.core.settings import MB, PICTURE_LIMITS
from chiso.core.vietnamese import format_date
from chiso.desk import drafts
from chiso.figures.scope import as_day
from chiso.intake.files import pictures
from chiso.present.deck import Choice, own_slides
from chiso.present.deck.own_slides import Own
from chiso.present.slides import Slide
from chiso.store import Store, originals
from chiso.web.meeting import drafting
from chiso.web.parts import editing, loading, widgets
from chiso.web.parts.editing import generation, saved
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_FORM, _OPEN = "trang_tu_soan", "_trang_dang_sua"  # of the session: the topic whose form is open
_MOST = PICTURE_LIMITS.upload_bytes // MB


def made(here: Context, choice: Choice) -> dict[str, list[Slide]]:
    """The slides of the account's own that are of this day, by topic."""
    return own_slides.slides(choice.own, here.asked.as_of, partial(loading.ask, here, _picture))


def _picture(store: Store, sha256: str) -> bytes | None:
    return originals.load(store.home, sha256)


def add(here: Context, choice: Choice, titles: dict[str, str]) -> None:
    """The form of a new one; `titles` of the topics after which it may stand."""
    with st.expander("Thêm trang tự soạn", icon=":material/add:"):
        key = f"{_FORM}|{generation(_FORM)}"
        with st.form(key, border=False):
            headline, text, file = _fields(key, Own("", "", "", ""))
            after = widgets.pick(
                "Đứng sau", {"": "Đầu bộ slide", **titles}, key=f"{key}_sau", now=list(titles)[-1:][0]
            )
            is_kept = st.form_submit_button("Thêm trang", type="primary", icon=":material/add:")
        if is_kept:
            place = choice.topics.index(after) + 1 if after in choice.topics else 0

            def added(now: Choice, one: Own) -> Choice:
                topic = own_slides.next_topic(now.own)
                topics = (*now.topics[:place], topic, *now.topics[place:])
                return replace(now, topics=topics, own={**now.own, topic: one})

            with explained():
                _write(here, (headline, text, file, ""), added)
                saved("Đã thêm trang.", _FORM)


def draw(here: Context, slide: Slide, choice: Choice) -> None:
    """What stands under the picture of one; its form while it is open."""
    topic = slide.topic
    key = topic.replace(":", "_")
    if view.is_printed():
        return
    with widgets.toolbar():
        widgets.quiet("Sửa trang", "edit", clicked, slide, key=f"sua_{key}")
        widgets.quiet("Xóa trang", "delete", drop, here, topic, key=f"xoa_{key}")
    if st.session_state.get(_OPEN) == topic:
        _change(here, topic, choice.own[topic])


def clicked(slide: Slide, *_: object) -> None:
    """Opens the form of one, whatever part of its picture was clicked."""
    st.session_state[_OPEN] = slide.topic


def stale(here: Context, choice: Choice) -> None:
    """Those of another day: not used until somebody takes them."""
    for topic, one in choice.own.items():
        if one.day == here.asked.as_of.isoformat():
            continue
        said = f"Trang tự soạn của bộ slide {format_date(as_day(one.day))}, chưa đưa vào bộ này:"
        again, away = partial(_take, here, topic), partial(drop, here, topic)
        drafting.unused(topic.replace(":", "_"), said, one.headline, again, away)


def drop(here: Context, topic: str) -> None:
    """Takes one out; its picture stays among the originals, so that older lines can be done again."""

    def dropped(choice: Choice) -> Choice:
        rest = {name: one for name, one in choice.own.items() if name != topic}
        return replace(choice, topics=tuple(one for one in choice.topics if one != topic), own=rest)

    drafting.choose(here, dropped)


def _take(here: Context, topic: str) -> None:
    def taken(choice: Choice) -> Choice:
        one = replace(choice.own[topic], day=here.asked.as_of.isoformat())
        return replace(choice, own={**choice.own, topic: one})

    drafting.choose(here, taken)


def _change(here: Context, topic: str, one: Own) -> None:
    mark = editing.fingerprint([vars(one)])  # what was typed stays until the slide is another
    with st.form(f"sua_trang_{topic}_{mark}"):
        headline, text, file = _fields(f"{topic}_{mark}", one)
        without = bool(one.picture) and st.checkbox("Bỏ ảnh")
        with widgets.toolbar():
            is_kept = st.form_submit_button("Lưu", type="primary", icon=":material/save:")
            if st.form_submit_button("Đóng"):
                st.session_state.pop(_OPEN)
                st.rerun()
    if is_kept:
        with explained():
            _write(
                here,
                (headline, text, file, "" if without else one.picture),
                lambda now, new: replace(now, own={**now.own, topic: new}),
            )
            st.session_state.pop(_OPEN)
            saved("Đã lưu trang.")


Typed = tuple[str, str, tuple[str, bytes] | None]


def _fields(key: str, one: Own) -> Typed:
    """Headline, sentences, and a picture (name, content) where one was chosen."""
    headline = st.text_input(
        "Tiêu đề", one.headline, max_chars=own_slides.LONGEST_HEADLINE, key=f"{key}_tieu_de"
    )
    text = st.text_area(
        "Nội dung, mỗi dòng một ý",
        one.text,
        max_chars=own_slides.LONGEST_TEXT,
        height=170,
        key=f"{key}_noi_dung",
    )
    words = (
        f"Ảnh khác (PNG, JPEG, tối đa {_MOST} MB)" if one.picture else f"Ảnh (PNG, JPEG, tối đa {_MOST} MB)"
    )
    file = st.file_uploader(words, type=["png", "jpg", "jpeg"], key=f"{key}_anh", max_upload_size=_MOST)
    return headline, text, None if file is None else (file.name, file.getvalue())


def _write(
    here: Context,
    typed: tuple[str, str, tuple[str, bytes] | None, str],
    put: Callable[[Choice, Own], Choice],
) -> None:
    """Keeps what was typed, with its picture as an original. Refused: as `pictures.read`, `own_slides.written`."""
    headline, text, file, sha256 = typed
    picture = pictures.read(*file) if file else None
    one = own_slides.written(
        headline, text, originals.digest(picture) if picture else sha256, here.asked.as_of
    )
    drafts.change(
        here.store,
        here.actor,
        drafting.place(here),
        lambda raw: put(Choice.of(raw), one).as_json(),
        picture,
    )
