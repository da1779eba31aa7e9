"""What a form began with: it stands there as long as the form is on the page, so that what is typed over it is neither
lost when somebody saves meanwhile, in another tab too, nor saved unseen over what he wrote."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from chiso.core.errors import Refused
from chiso.core.text import missing
from chiso.web.parts import widgets

Told = TypeVar("Told")

_BEGUN, _DRAWN = "_bat_dau_voi", "_dang_mo"  # by form: what it began with; which were drawn in this run


def begun(form: str, now: Told) -> Told:
    """What `form` began with, a row, rows or a frame: `now` when it is drawn anew. Where another holds by now it says
    so, with a button that begins with that. To be called outside the form."""
    held = st.session_state.setdefault(_BEGUN, {})
    st.session_state.setdefault(_DRAWN, set()).add(form)
    first: Told = held.setdefault(form, now)
    if _mark(first) != _mark(now):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            words = "Phần này vừa được lưu với giá trị khác, ở tab hay máy khác; dưới đây vẫn là lúc mở ra."
            st.markdown(f":orange[:material/warning: {words}]", width="content")
            widgets.quiet("Lấy giá trị hiện nay", "refresh", held.pop, form, None, key=f"lay_lai_{form}")
    return first


def changed(
    first: Mapping[Any, Any], typed: Mapping[str, Any], now: Mapping[Any, Any], labels: Mapping[str, str]
) -> dict[str, Any]:
    """What was typed over what a form began with. Refused `changed_since` where `now` holds something else."""
    new = {name: value for name, value in typed.items() if not _same(value, first[name])}
    for name in new:
        if not _same(first[name], now[name]):
            raise Refused(
                "changed_since",
                f"{labels.get(name, name)}: đã được lưu với giá trị khác sau khi phần này mở ra. Chưa lưu gì; hãy "
                "bấm “Lấy giá trị hiện nay”, xem rồi ghi lại.",
            )
    return new


def begin_anew() -> None:
    """Every form begins with what holds: something was saved here."""
    st.session_state.pop(_BEGUN, None)


def end_run() -> None:
    """What is no longer on the page begins anew when it is drawn again; for the frame, once a page is drawn."""
    drawn, held = st.session_state.pop(_DRAWN, set()), st.session_state.get(_BEGUN, {})
    for form in held.keys() - drawn:
        del held[form]


def _same(one: Any, other: Any) -> bool:
    return (missing(one) and missing(other)) or one == other


def _mark(told: Any) -> str:
    rows = told.reset_index().to_dict("records") if isinstance(told, pd.DataFrame) else told
    return json.dumps(rows, default=str)
