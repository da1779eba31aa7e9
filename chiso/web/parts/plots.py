"""Charts on a page: drawn without Streamlit's theme, clicked, undone, and taken away as a slide.

A click is a selection; it filters what stands below and says so with one button to undo. The selection belongs to
the filters it was made under (they are part of its key) and to a generation number that "Bỏ chọn" raises.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_date
from chiso.people import acts
from chiso.present import charts, slides
from chiso.web.shell.context import Context

_GENERATION = "_lan_chon_"


@st.cache_resource(show_spinner=False, max_entries=400)
def _figure(
    builder: str,
    frame: pd.DataFrame,
    theme: str,
    parameters: tuple[tuple[str, Any], ...],
    _build: Callable[..., Any],
) -> Any:
    return _build(frame, charts.palette(theme), **dict(parameters))


def figure(here: Context, build: Callable[..., Any], frame: pd.DataFrame, **parameters: Any) -> Any:
    """The figure of a builder of `present.charts`, kept: building one costs a hundred times what looking it up does."""
    return _figure(build.__qualname__, frame, here.palette, tuple(sorted(parameters.items())), build)


def _generation(name: str) -> int:
    return int(st.session_state.get(_GENERATION + name, 0))


def forget(name: str) -> None:
    """Undo a selection: callback of "Bỏ chọn"."""
    st.session_state[_GENERATION + name] = _generation(name) + 1


def selection_key(here: Context, name: str) -> str:
    """The widget key of something selectable: other filters, other widget."""
    return f"{name}|{here.agency}|{here.year}|{here.first}|{here.as_of}|{here.unit}|{here.palette}|{_generation(name)}"


def plot(figure: Any, here: Context, *, name: str, alt: str) -> None:
    """A figure to look at."""
    st.plotly_chart(
        figure,
        theme=None,
        config=charts.config(_file_name(here, name)),
        alt=alt,
        key=f"hinh_{name}_{here.palette}",
    )


def choose(figure: Any, here: Context, *, name: str, alt: str) -> str | None:
    """A figure to click: the key of the bar or point that was clicked, None without a selection."""
    state: Any = st.plotly_chart(
        figure,
        theme=None,
        config=charts.config(_file_name(here, name)),
        alt=alt,
        key=selection_key(here, name),
        on_select="rerun",
        selection_mode="points",
    )
    points = state.selection.points if state else []
    for point in points:
        data = point.get("customdata") or []
        if len(data) > 2 and data[2]:
            return str(data[2])
    return None


def chosen(name: str, words: str) -> None:
    """What a click filters, and the button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"dang_loc_{name}"):
        st.markdown(f":blue-badge[:material/filter_alt: Đang lọc: {plain(words)}]", width="content")
        st.button(
            "Bỏ chọn",
            key=f"bo_chon_{name}",
            icon=":material/close:",
            type="tertiary",
            on_click=forget,
            args=(name,),
        )


def slide_button(headline: str, chart: Callable[[], slides.Chart], here: Context, *, name: str) -> None:
    """One chart as a slide with a native, editable chart; built at the click."""

    def build() -> bytes:
        acts.audit(here.store, here.actor, "slide_exported", headline)
        return slides.one_chart(headline, chart(), source_words(here), here.agency_name)

    st.download_button(
        "Slide",
        data=build,
        file_name=f"{_file_name(here, name)}.pptx",
        mime="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        icon=":material/slideshow:",
        type="tertiary",
        key=f"slide_{name}",
        on_click="ignore",
    )


def source_words(here: Context) -> str:
    """What a figure that leaves the page says of itself."""
    day = format_date(here.as_of) if here.as_of else "chưa có"
    synthetic = " · dữ liệu minh họa, từng dòng là giả định" if here.is_demonstration else ""
    return f"Số liệu đến {day} · {here.agency_name} · phiên bản {here.store.data_version}{synthetic}"


def _file_name(here: Context, name: str) -> str:
    day = f"-{here.as_of:%Y-%m-%d}" if here.as_of else ""
    return f"{here.agency}-{name.replace('_', '-')}{day}"
