"""Small pieces that every page is built from: badges, cards, figures at the top, sentences with a link.

Only Streamlit's own elements. Whatever comes out of an imported file passes `plain` before it becomes Markdown.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from chiso.core import vietnamese
from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.figures.targets import Entry
from chiso.figures.why import dimensions
from chiso.store import attached
from chiso.web.shell import process, view
from chiso.web.shell.context import Context, goto, signed_in
from chiso.web.shell.problems import LOG
from chiso.words.cards import UNCHANGED, Kpi
from chiso.words.states import DEMONSTRATION, Role, State

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_TO_CLICK = re.compile(r"[;.]?\s*(?:[Bb]ấm|[Cc]họn một dòng) [^;.]*")  # a clause that tells what a click does
_LONGEST_NAME = 60  # letters of the words in the name of a file
LIST = 220  # pixels of a list of marks or rows
HOW_TO_COPY = "Bấm biểu tượng sao chép ở góc phải khung, rồi dán vào tin nhắn."
# What Streamlit calls the theme colours of a role (.streamlit/config.toml).
COLORS: Mapping[Role, str] = {
    "good": "green",
    "warning": "orange",
    "alarm": "red",
    "muted": "gray",
    "neutral": "gray",
}


def question(text: str) -> None:
    st.title(text, anchor=False)


def note(text: str) -> None:
    """A line in small grey; `text` is Markdown of ours."""
    st.markdown(f":small[:gray[{text}]]")


def without_clicks(text: str) -> str:
    """What a figure shows, without what a click on it does: on paper, or where nothing is drawn."""
    return _TO_CLICK.sub("", text)


def title(text: str, under: str = "") -> None:
    """The heading of a card: its finding, and under it what the figure shows."""
    under = without_clicks(under) if view.is_printed() else under
    with st.container(gap=None):
        st.markdown(f"## {plain(text)}")
        if under:
            note(plain(under))


@contextmanager
def card(text: str = "", under: str = "", *, key: str | None = None, stretch: bool = False) -> Iterator[None]:
    """A bordered card with its finding as heading, as high as what it holds; `stretch`: as high as its neighbour, where
    both hold about as much."""
    with st.container(border=True, key=key, height="stretch" if stretch else "content", gap="small"):
        if text:
            title(text, under)
        yield


def beside(left: Callable[[], Any], right: Callable[[], Any], widths: Any = 2) -> tuple[Any, Any]:
    """Two parts side by side, one under the other on a telephone; what each of them answers."""
    first, second = st.columns(widths, gap="medium")
    with first:
        answer = left()
    with second:
        return answer, right()


def badge(state: State) -> None:
    """The state as a word with its sign; nothing where there is nothing to judge."""
    if state.word:
        st.markdown(badge_text(state))


def badge_text(state: State) -> str:
    """The same within a text."""
    icon = f":material/{state.icon}: " if state.icon else ""
    return f":{COLORS[state.role]}-badge[{icon}{state.word}]"


def link(label: str, page: str, *, key: str, icon: str = ":material/arrow_forward:", **filters: Any) -> None:
    """A quiet button that goes to a page with filters set; the arrow stands behind its word."""
    position: Any = "right" if icon.endswith("arrow_forward:") else "left"
    st.button(label, key=key, icon=icon, icon_position=position, type="tertiary", on_click=goto, args=(page,),
              kwargs=filters)  # fmt: skip


def why(entry: Entry, *, key: str) -> None:
    """The way to what moved an indicator, where its records can tell."""
    if dimensions(entry):
        link("Vì sao?", "vi-sao", key=f"vi_sao_{key}", icon=":material/help:", chi_tieu=entry.indicator)


def quiet(label: str, icon: str, act: Callable[..., Any], *args: Any, key: str, **look: Any) -> None:
    """A small button, without a frame unless `look` gives it one; a click does `act(*args)`."""
    look = {"type": "tertiary", **look}
    st.button(label, icon=f":material/{icon}:", key=key, on_click=act, args=args, **look)


def metric(
    name: str, value: str, change: str | None, color: str = "off", *, is_step: bool = True, **more: Any
) -> None:
    """A figure with its change; one that begins with a minus as numbers are written turns the arrow, which Streamlit
    does for an ASCII one alone. `color`: as of `st.metric`. Not `is_step`: words in the place of a change."""
    is_less = str(change).startswith(vietnamese.MINUS)
    better, worse = ("red", "green") if color == "inverse" else ("green", "red")
    look: Any = {
        "delta_color": "off" if color == "off" or not is_step else worse if is_less else better,
        "delta_arrow": "off" if not is_step else "down" if is_less else "up",
    }
    st.metric(name, value, delta=change, **look, **more)


def kpi(item: Kpi, *, key: str) -> None:
    """Label, value, change, trend, state, target."""
    with st.container(border=True, height="stretch", gap="xxsmall", key=f"the_{key}"):
        metric(
            plain(item.name),
            item.value,
            item.change,
            item.color,
            is_step=item.change != UNCHANGED,
            chart_data=list(item.trend) if len(item.trend) > 1 else None,
            help=item.help,
        )
        badge(item.state)
        if item.under:
            # Two blanks before a line break: a new line in Markdown.
            note("  \n".join(plain(line) for line in item.under.split("\n")))
        if item.page is not None:
            with toolbar():
                link("Mở", item.page, key=f"mo_{key}", **item.filters)
                if item.why is not None:
                    why(item.why, key=key)


def kpis(items: Sequence[Kpi], *, key: str, columns: int = 6, width: int = 150) -> None:
    """A row of figures that breaks into fewer columns on a narrow screen."""
    with st.grid(columns, min_column_width=width, gap="small"):
        for place, item in enumerate(items):
            kpi(item, key=f"{key}_{place}")


def to_open(label: str, options: Mapping[str, str], opens: Callable[[str], None], *, key: str) -> None:
    """What a click opens, in a list for the keyboard; it holds no choice."""
    said = view.apart(options)

    def chosen() -> None:
        if (code := st.session_state[key]) in options:  # a browser may say anything
            opens(code)

    look: Any = {"index": None, "placeholder": label, "label_visibility": "collapsed", "width": LIST}
    st.selectbox(label, list(options), format_func=said.__getitem__, key=key, on_change=chosen, **look)


def empty(what: str, here: Context, *, file: str = "Danh sách hồ sơ Một cửa", who: str = "Văn phòng") -> None:
    """What is missing, which file brings it and who usually does; with the way there for those who may."""
    with st.container(border=True):
        st.markdown(f":material/hourglass_empty: **{plain(what)}**")
        if attached.is_on(here.store):
            st.markdown(f"Kho số tổng không mang theo **{plain(file)}**: hãy xem ở bản cài đặt của cơ quan.")
            return
        st.markdown(f"Cần tải lên tệp **{plain(file)}**; thường do {plain(who)} tải ở trang Nhập dữ liệu.")
        if here.may("upload"):
            link("Nhập dữ liệu", "nhap-du-lieu", key=f"tai_{file}", icon=":material/upload_file:")


def all_fine(text: str) -> None:
    """Nothing to worry about, said so."""
    st.markdown(f":green[:material/check_circle:] {plain(text)}")


def aside(label: str, icon: str, draw: Callable[[], None], *, key: str, **look: Any) -> None:
    """A button that opens something on the side; drawn only while it is open, so a closed one costs nothing."""
    popover = st.popover(
        label, icon=f":material/{icon}:", type="tertiary", key=key, on_change="rerun", **look
    )
    if popover.open:
        with popover:
            draw()


def copy_block(text: Callable[[], str], *, key: str, label: str = "Chép danh sách") -> None:
    """Text to paste into a message, behind a button; the block has its own copy sign."""
    aside(label, "content_copy", lambda: to_copy(text()), key=key)


def to_copy(text: str) -> None:
    """Text in a block with a copy sign."""
    note(HOW_TO_COPY)
    st.code(text, language=None, wrap_lines=True)


def download(label: str, build: Callable[[], bytes], file_name: str, *, key: str, **look: Any) -> None:
    """A download that is built at the click; one that is refused says why below its button."""
    session = str(signed_in().get("session") or "")

    def built() -> bytes:
        try:
            return build()
        except ChisoError as error:
            LOG.warning("%s could not be built: %s", file_name, error)
            process.current().links.refuse(session, error.message)
            raise

    mime = MIMES.get(file_name.rpartition(".")[2])
    look = {"icon": ":material/download:", **look}
    st.download_button(label, built, file_name, mime, key=key, on_click="ignore", **look)


def facts(pairs: Mapping[str, str]) -> None:
    st.table({plain(name): plain(value) for name, value in pairs.items()}, border="horizontal")


def pick(label: str, options: Mapping[Any, str], *, key: str, now: Any = None, **more: Any) -> Any:
    """A list to choose a code from by its words; without `now` and with a `placeholder` nothing is chosen at first."""
    codes, said = list(options), view.apart(options)
    first = None if "placeholder" in more else 0
    return st.selectbox(
        label,
        codes,
        index=codes.index(now) if now in options else first,
        format_func=lambda code: said.get(code, str(code)),
        key=key,
        **more,
    )


def cells(name: str) -> Any:
    """Around a grid whose cells answer to a click: keys.js keeps it out of the way of Tab."""
    return st.container(key=f"bam_o_{name}")


def toolbar() -> Any:
    """A row of small buttons under a figure."""
    return st.container(horizontal=True, gap="small", vertical_alignment="center")


def source_words(here: Context) -> str:
    """What a figure that leaves the page says of itself."""
    day = vietnamese.format_date(here.as_of) if here.as_of else "chưa có"
    since = f" từ {vietnamese.format_date(here.date_from)}" if here.date_from else ""
    mark = f"{DEMONSTRATION} · " if here.is_demonstration else ""
    who = " · ".join(
        filter(None, (here.agency_name, here.unit_name, attached.label(here.store, here.agency)))
    )
    return f"{mark}Số liệu{since} đến {day} · {who} · phiên bản {here.store.data_version}"


def file_name(here: Context, title: str) -> str:
    """What a file is called that leaves the page: whose, the words above it, of which day."""
    day = f"-{here.as_of:%Y-%m-%d}" if here.as_of else ""
    words = re.sub("[^a-z0-9]+", " ", vietnamese.fold(title)).split()
    while len(stem := "-".join(words)) > _LONGEST_NAME and len(words) > 1:
        words.pop()
    return f"{here.unit or here.agency}-{stem[:_LONGEST_NAME]}{day}"
