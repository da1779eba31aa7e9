"""The deck on the page: choose topics and their order, see each slide, take it away, keep it for the next time, see
what changed since."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.desk import kept_decks, meetings
from chiso.figures.ask import Asked
from chiso.present import books, deck, office_template
from chiso.present import outputs as present
from chiso.present.columns import TABLES
from chiso.present.deck import own_words
from chiso.present.slides import Deck, Slide
from chiso.store import Store
from chiso.web.meeting import colleagues, drafting, own_slides, pictures, rewriting
from chiso.web.meeting import kept_decks as kept_cards
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept, kept_until_written
from chiso.words.numbers import change, show

_ROW, _DRAGGED = "chu_de_", "keo_tha"


def draw(here: Context) -> None:
    """Left what is shown in which order, right each slide as it will be."""
    right: Any = nullcontext()
    choice = drafting.choice(here)
    with st.spinner("Đang dựng slide…"):
        made, frame = _made(here, choice)
        slides = deck.in_order(made, choice)
        shown = replace(frame, slides=deck.arranged(made, choice))
        drawn = pictures.drawn(here, frame, shown.slides, choice)
        words = rewriting.words(here, slides, choice)
    if not view.is_printed():  # on paper the slides alone
        left, right = st.columns([1, 2.4], gap="medium")
        with left:
            _take_away(here, shown)
            _topics(here, choice, _numbers(made, slides))
            _kept(here, frame)
    with right:
        if (many := rewriting.waiting(slides, choice)) and not view.is_printed():
            said = f"{many} nội dung đã sửa không dùng vì số liệu đã khác; xem dưới từng slide."
            st.warning(said, icon=":material/history:")
        if not view.is_printed():
            widgets.note(
                "Trang như trong tệp tải về. Bấm vào câu hay bảng để sửa, vào hình hay con số để xem từng dòng."
            )
            own_slides.stale(here, choice)
            pictures.listen(partial(_clicked, slides, choice))
        titles = _titles(choice)
        with st.container(gap="small"):
            st.markdown("## Trang 1: Trang đầu")
            pictures.show(pictures.COVER, drawn[pictures.COVER], 1)
        for number, slide in enumerate(slides, start=2):
            with st.container(gap="small", key=f"slide_{_slug(slide.topic)}"):
                title = titles.get(slide.topic.partition(":")[0], slide.headline)
                st.markdown(f"## Trang {number}: {plain(title)}")
                pictures.show(_slug(slide.topic), drawn[slide.topic], number)
                if slide.is_own:
                    own_slides.draw(here, slide, choice)
                else:
                    rewriting.draw(here, slide, choice, words[slide.topic])


def _clicked(slides: Sequence[Slide], choice: deck.Choice, slug: str, part: str) -> None:
    """What a click on a part of a slide's picture opens."""
    for slide in slides:
        if _slug(slide.topic) == slug:
            (own_slides if slide.is_own else rewriting).clicked(slide, choice, part)


def _numbers(made: deck.Proposed, slides: Sequence[Slide]) -> dict[str, int]:
    """The number of the first slide of each topic; none for one that has none."""
    numbers = {slide.topic: number for number, slide in enumerate(slides, start=2)}
    first = {topic: found[0].topic for topic, found in made.slides.items() if found}
    return {topic: numbers[one] for topic, one in first.items() if one in numbers}


def proposed(here: Context, choice: deck.Choice) -> deck.Proposed:
    """The slides of the chosen topics and the account's own."""
    return _made(here, choice)[0]


def _made(here: Context, choice: deck.Choice) -> tuple[deck.Proposed, Deck]:
    """The same with what stands around them."""
    made, frame = _ours(here, choice)
    return made.beside(own_slides.made(here, choice)), frame


def _ours(here: Context, choice: deck.Choice) -> tuple[deck.Proposed, Deck]:
    """The slides of the program alone. Asked once, whatever is chosen in which order; the appendix, long and rarely
    shown, by itself."""
    asked = present.taken_away(here.asked)  # one deck, whatever the page is compared with
    made, frame = loading.ask(here, _proposed, asked, deck.DEFAULT)
    if rest := tuple(topic for topic in choice.topics if topic in deck.TOPICS and topic not in deck.DEFAULT):
        more, _ = loading.ask(here, _proposed, asked, rest)
        made = made.beside(more.slides)._replace(shown={**made.shown, **more.shown})
    return made, frame


def _proposed(store: Store, asked: Asked, topics: tuple[str, ...]) -> tuple[deck.Proposed, Deck]:
    look = present.look_at(store, asked, kept)
    return deck.proposed(look, topics), deck.deck(look, ())


def _take_away(here: Context, shown: Deck) -> None:
    asked, store = here.asked, here.store
    name = f"giao-ban-{here.unit or here.agency}-{here.as_of}"

    def pptx() -> bytes:
        return present.drawn(store, here.agency, None, shown).content

    under = "Biểu đồ sửa được trong PowerPoint; số liệu khớp với trên trang"
    with widgets.card("Tải về", under):
        look = {"key": "tai_slide", "icon": ":material/slideshow:", "type": "primary"}
        widgets.download("Tải bộ slide", pptx, f"{name}.pptx", **look)
        if said := loading.ask(here, office_template.unusable, here.agency):
            st.warning(plain(said), icon=":material/slideshow:")
        xlsx = partial(books.workbook, store, asked)
        widgets.download("Bảng số (XLSX)", xlsx, f"{name}.xlsx", key="tai_bang", icon=":material/table:")


# --- topics --------------------------------------------------------------------------------------------------


def _topics(here: Context, choice: deck.Choice, numbers: Mapping[str, int]) -> None:
    topics, is_of_unit = choice.topics, here.unit is not None
    last, titles = len(topics) - 1, _titles(choice)
    with st.container(border=True, gap="xxsmall"):
        widgets.title("Chủ đề và thứ tự")
        for place, topic in enumerate(topics):
            look: Any = {"gap": "xxsmall", "vertical_alignment": "center", "wrap": False}
            with st.container(horizontal=True, key=f"{_ROW}{_slug(topic)}", **look):
                about = deck.TOPICS.get(topic)
                only = about and (about.is_of_agency if is_of_unit else about.is_of_unit)
                where = "không có" if is_of_unit else "chỉ có"
                left_out = f" :small[:gray[({where} trong bộ của một đơn vị)]]" if only else ""
                number = f"{numbers[topic]}\\. " if topic in numbers else "– "
                st.markdown(f"{number}{plain(titles[topic])}{left_out}", width="stretch")
                for icon, words, stem, to, is_off in (
                    ("arrow_upward", "Lên trước", "len", place - 1, place == 0),
                    ("arrow_downward", "Xuống sau", "xuong", place + 1, place == last),
                    ("close", "Bỏ chủ đề", "bo", None, last == 0),
                ):
                    look = {"help": words, "disabled": is_off}
                    widgets.quiet("", icon, _place, here, topic, to, key=f"{stem}_{topic}", **look)
        with st.container(key="keo_chu_de"):  # chrome.js types into it what was dragged where; nobody sees it
            st.text_input("Chuyển chủ đề", key=_DRAGGED, on_change=_dropped, args=(here,))
        rest = {topic: title for topic, title in titles.items() if topic not in topics}
        if rest:
            label = "Thêm chủ đề"
            look = {"placeholder": label, "label_visibility": "collapsed", "on_change": partial(_add, here)}
            widgets.pick(label, rest, key="them_chu_de", **look)
        own_slides.add(here, choice, {topic: titles[topic] for topic in topics})


def _titles(choice: deck.Choice) -> dict[str, str]:
    """What every topic is called, one's own slides by their headlines."""
    own = {topic: one.headline for topic, one in choice.own.items()}
    return {topic: about.title for topic, about in deck.TOPICS.items()} | own


def _place(here: Context, topic: str, to: int | None) -> None:
    """Puts a topic at a place of the order, the end for one that is new; None takes it out."""

    def placed(choice: deck.Choice) -> deck.Choice:
        order = [one for one in choice.topics if one != topic]
        if to is not None:
            order.insert(to, topic)
        return replace(choice, topics=tuple(order))

    drafting.choose(here, placed)


def _slug(topic: str) -> str:
    """A topic as the class of its row has it."""
    return topic.replace(":", "_")


def _dropped(here: Context) -> None:
    """A row was dragged onto another one: its topic takes that one's place."""
    moved, _, onto = str(st.session_state[_DRAGGED]).partition(">")
    topics = drafting.choice(here).topics
    slugs = [_slug(topic) for topic in topics]
    if moved in slugs and onto in slugs:
        _place(here, topics[slugs.index(moved)], slugs.index(onto))
    st.session_state[_DRAGGED] = ""


def _add(here: Context) -> None:
    if topic := st.session_state["them_chu_de"]:
        _place(here, topic, len(drafting.choice(here).topics))
        st.session_state["them_chu_de"] = None


# --- kept decks ----------------------------------------------------------------------------------------------


def _kept(here: Context, frame: Deck) -> None:
    keeps = here.only_unit is None  # the meeting's deck is not one unit's
    beside = drafting.others(here)
    if not keeps and not beside and not kept_until_written(here.store, kept_decks.kept, here.agency):
        return
    under = "Giữ chủ đề, tiêu đề đã sửa và số liệu để kỳ sau so sánh"
    with widgets.card("Bộ slide đã lưu", under):
        if keeps:
            kept_cards.form(here, lambda title, replaces: keep(here, title, replaces=replaces))
        for one in beside:
            colleagues.offer(here, one, frame)
        kept_cards.draw(here)


def keep(here: Context, title: str, *, replaces: bool = False) -> None:
    """Keep the deck as it is chosen, with its headlines and figures, under a name; without words that it did not
    show. Refused: as `kept_decks.keep`."""
    assert here.as_of is not None
    choice = drafting.choice(here)
    made, _ = _ours(here, choice)
    shown = [slide.headline for slide in deck.arranged(made, choice) if not slide.is_missing]
    for slide in deck.in_order(made, choice):
        choice = choice.with_edits(slide.topic, own_words.fitting(slide, choice.edits.get(slide.topic, {})))
    said = {**choice.as_json(), "asked": {"unit": here.unit, "year": here.year}, deck.SHOWN: shown}
    values = loading.values(here, present.taken_away(here.asked))
    figures = deck.figures_of(made.shown, values, choice.topics)
    kept = meetings.Deck(here.agency, here.as_of, title, said, figures)
    kept_decks.keep(here.store, here.actor, kept, replaces=replaces)


def compare(here: Context) -> None:
    """Choose a kept deck of this day or before, of the unit looked at, see each figure then and now."""
    assert here.as_of is not None
    rows = (row for row in kept_decks.kept(here.store, here.agency) if row["as_of"] <= here.as_of)
    kept = {row["deck_id"]: row for row in rows if kept_decks.unit_of(row) == here.unit}
    if not kept:
        under = "Sau mỗi kỳ giao ban, bấm Lưu bộ slide ở phần Bộ slide; kỳ sau, mục này cho biết chỉ tiêu nào thay đổi."
        of = f" của {here.unit_name}" if here.unit else ""
        widgets.title(f"Chưa lưu bộ slide nào{of} để so sánh", under)
        return
    names = {
        number: f"{row['title']} (số liệu đến {format_date(row['as_of'])})" for number, row in kept.items()
    }
    before = kept[widgets.pick("So với bộ slide", names, key="so_voi_bo")]
    frame = changes(loading.ask(here, _now, here.asked), before["figures"])
    known = here.store.run("figures/catalogue").set_index("indicator")["name"]
    frame["name"] = frame["indicator"].map(known).fillna(frame["indicator"])
    moved = frame[frame["change"] != change(0, 0, rate=False, since="kỳ trước")]
    widgets.title(f"{len(moved)} trong {len(frame)} chỉ tiêu thay đổi so với “{before['title']}”")
    shown = moved if len(moved) else frame
    tables.table(shown, TABLES["compared"], here, name="so_voi_ky_truoc", title=f"So với “{before['title']}”")


def _now(store: Store, asked: Asked) -> list[dict[str, Any]]:
    return deck.figures_shown(present.look_at(store, asked, kept))


def changes(now: Sequence[Mapping[str, Any]], then: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """indicator, then, now, change in words; figures that only one side has say so."""
    before = {row["indicator"]: row["value"] for row in then if not row.get("unit") and not row.get("month")}
    rows = []
    for row in now:
        code, value, rate = row["indicator"], row["value"], row["denominator"] is not None
        was, said = before.get(code), "chưa có số ở kỳ trước"
        if value is not None and was is not None:
            said = change(value, was, rate=rate, since="kỳ trước")
        old, new = ("–" if one is None else show(one, rate=rate) for one in (was, value))
        rows.append({"indicator": code, "then": old, "now": new, "change": said})
    return pd.DataFrame(rows, columns=["indicator", "then", "now", "change"])
