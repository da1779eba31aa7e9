"""A slide on the projector: what PowerPoint will show under its headline, in the colours of the page, large; and where
the records behind a slide are."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.present import charts
from chiso.present.slides import Slide
from chiso.web.parts import paper, widgets
from chiso.web.shell.context import Context
from chiso.words.overdue import ALL_PLANS

_IN_A_ROW = 5  # small charts side by side: a second row would stand below the edge of the projector
_HIGHEST = 700  # pixels of a chart: with more a screen would not stand whole, whose letters would be small for nothing
# A slide's topic -> the page of its records, with what is chosen there
_LATE = {"soon": "dossiers", "overdue": "dossiers", "tasks": "tasks", "petitions": "petitions"}
_RECORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    **{topic: ("qua-han", {"loai": kind}) for topic, kind in _LATE.items()},
    **{topic: ("truc-tuyen", {}) for topic in ("online", "online_units", "digital")},
    **{topic: ("tieu-chi", {}) for topic in ("criteria", "below")},
    "commitments": ("giao-ban", {}), "conclusions": ("giao-ban", {}),
    "indices": ("chi-so", {}), "plan": ("ke-hoach", ALL_PLANS),
    "reports": ("ke-hoach", {"so_bao_cao": "1", **ALL_PLANS}),
}  # fmt: skip


def records(slide: Slide) -> tuple[str, Mapping[str, Any]] | None:
    """The page of the records behind a slide, and what is chosen there."""
    topic, _, of = slide.topic.partition(":")
    return ("don-vi", {"unit": of}) if topic == "unit" else _RECORDS.get(topic)


def body(here: Context, slide: Slide, size: float = 1.0) -> None:
    """What stands on a slide under its headline; `size`: so many times as large are the letters of its chart."""
    if slide.chart and (slide.table or slide.numbers):
        left, right = st.columns([2, 3] if slide.table else [2, 1], gap="medium")
        with left:
            _chart(here, slide, size)
        with right, st.container(gap="xsmall"):
            _table(slide)
            _numbers(slide)
    else:
        _chart(here, slide, size)
        _multiples(here, slide)
        _table(slide)
        _numbers(slide, side_by_side=True)
    if slide.picture and slide.lines:
        left, right = st.columns([2, 3], gap="medium")
    else:
        left = right = st.container()
    with left:
        _sentences(slide)
    if slide.picture:
        right.image(slide.picture, width="stretch", alt=slide.headline)
    if slide.empty:
        widgets.note(plain(slide.empty))


def _sentences(slide: Slide) -> None:
    for line in slide.lines:
        st.markdown(f"- {plain(line)}")
    if slide.line_below:
        st.markdown(plain(slide.line_below))


def _chart(here: Context, slide: Slide, size: float) -> None:
    """What PowerPoint will show, in the colours of the page."""
    if slide.chart is None:
        return
    drawn = charts.draw(slide.chart, here.palette, size=size)
    if size > 1 and (over := drawn.layout.height / _HIGHEST) > 1:
        drawn = charts.draw(slide.chart, here.palette, size=max(1.0, size / over))
    st.plotly_chart(
        drawn,
        theme=None,
        config=charts.config(),
        alt=slide.chart.alt or slide.headline,
        key=f"xem_{slide.topic}_{here.palette}",
    )


def _multiples(here: Context, slide: Slide) -> None:
    """Each small chart under its figure."""
    places = st.columns(min(len(slide.multiples), _IN_A_ROW)) if slide.multiples else []
    for at, (place, one) in enumerate(zip(cycle(places), slide.multiples, strict=False)):
        with place:
            _numbers(replace(slide, numbers=(one.figure,)), at)
            st.plotly_chart(
                charts.draw(one.chart, here.palette),
                theme=None,
                config=charts.config(),
                alt=one.chart.told,
                key=f"xem_{slide.topic}_{one.number}_{here.palette}",
            )


def _table(slide: Slide) -> None:
    table = slide.table
    if table is None or not table.rows:
        return
    if table.title:
        widgets.note(plain(table.title))
    most = len(table.rows) if slide.goes_on else 8
    shown = pd.DataFrame(
        [[paper.whole(_short(cell)) for cell in row] for row in table.rows[:most]], columns=list(table.heads)
    )
    st.table(shown, border="horizontal", hide_index=True)
    if table.many > most:
        widgets.note(
            f"Xem trước {most} trong {format_number(table.many)} dòng; slide tải về có số dòng vừa trang"
        )
    if table.note:
        widgets.note(plain(table.note))


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:99].rstrip() + "…"


def _numbers(slide: Slide, first: int = 0, *, side_by_side: bool = False) -> None:
    """The side panel's figures, large by chrome.css: they head nothing. `first`: the place of the first one."""
    numbers = slide.numbers
    places = st.columns(len(numbers)) if side_by_side and numbers else [st.container() for _ in numbers]
    for at, (place, number) in enumerate(zip(places, numbers, strict=True), start=first):
        with place, st.container(gap=None, key=f"so_lon_{slide.topic.replace(':', '_')}_{at}"):
            widgets.note(plain(number.name))
            value = plain(number.value)
            st.markdown(f":red[**{value}**]" if number.state.role == "alarm" else f"**{value}**")
            if under := " · ".join(filter(None, (number.change, number.under))):
                widgets.note(plain(under))
