"""A plan tried on a page: another share, or more a week of each unit, of what is still to come; all in the address
(`pa=stp-nv2:30,stp-nv1:10`, `pa=ty_le:80`). Widgets are its hands, nothing is bound."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.figures.what_if import Answer, Change
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import trying
from chiso.words.overdue import KINDS
from chiso.words.states import STATES

PLAN, RATE, WAY = "pa", "pa_chi_tieu", "pa_cach"  # names in the address
WAYS = {"them": "Mỗi tuần thêm", "ty_le": "Tỷ lệ từ nay"}
_MOST = 9999  # more a week than any unit receives


def draw(here: Context, codes: Sequence[str]) -> None:
    """The card for those of the rates that have a way to a target; nothing where none has."""
    known = [value for code in codes for value in loading.values(here).of(code) if trying.is_open(value)]
    if not known:
        return
    names = {value.indicator: value.short_name for value in known}
    if view.is_printed():
        code = str(view.get(RATE))
        _printed(here, code if code in names else next(iter(names)), names)
        return
    with st.container(border=True, gap="small", key="phuong_an"):
        widgets.title("Thử một phương án")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            code = view.pick(partial(st.selectbox, width=320), "Tỷ lệ", names, name=RATE, forgets=(PLAN,))
            look = partial(st.segmented_control, required=True)
            way = view.pick(look, "Cách thử", WAYS, name=WAY, forgets=(PLAN,))
        found, change = _tried(here, code)
        _said(here, found, change)
        left, right = st.columns([2, 3], gap="medium")
        with left:
            if way == "them":
                _by_unit(here, found, change)
            else:
                _by_share(found, change)
        with right:
            _parts(here, found)


def _printed(here: Context, code: str, names: Mapping[str, str]) -> None:
    """On paper the plan that was tried, nothing to try it with."""
    found, change = _tried(here, code)
    if change.text:
        with widgets.card(f"Phương án: {names[code]}"):
            _said(here, found, change)
            _parts(here, found)


def _tried(here: Context, code: str) -> tuple[Answer, Change]:
    """The plan of the address, of the units that are looked at alone, and what comes of it."""
    units = {part.unit for part in loading.ask(here, figures.what_if, here.asked, code, Change()).parts}
    change = Change.read(view.get(PLAN) or "")
    change = replace(change, more={unit: many for unit, many in change.more.items() if unit in units})
    return loading.ask(here, figures.what_if, here.asked, code, change), change


def _said(here: Context, found: Answer, change: Change) -> None:
    """The result, and what the target lacks without the plan."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        widgets.badge(STATES["met" if found.met else "missed"].named("Đạt" if found.met else "Chưa đạt"))
        st.markdown(f"**{trying.sentence(found, here.asked, change)}**")
    if more := trying.gap(found, KINDS["dossiers"].things):
        widgets.note(more)


def _by_unit(here: Context, found: Answer, change: Change) -> None:
    """A number a week for each unit that still expects anything; the goal sought, by fair parts."""
    units = [part for part in found.parts if part.left > 0]
    names = _names(here)
    with st.grid(2, min_column_width=150, gap="small"):
        for part in units:
            share = "" if part.weekly is None else f" (phần cần: {part.weekly})"
            key = f"{PLAN}_{part.unit}"
            st.session_state[key] = int(change.more.get(part.unit, 0))
            label = plain(f"{names.get(part.unit) or part.unit_name}{share}")
            st.number_input(
                label, 0, _MOST, step=1, key=key, on_change=_typed, args=([one.unit for one in units],)
            )
    with st.container(horizontal=True, gap="small"):
        fair = Change(more={part.unit: float(part.weekly or 0) for part in units}).text
        if fair:
            widgets.quiet("Đặt đúng phần cần", "balance", _put, fair, key="pa_dung")
        widgets.quiet("Về 0", "undo", _put, "", key="pa_ve_0")


def _names(here: Context) -> dict[str, str]:
    known = loading.units(here)
    return dict(zip(known["unit"], known["short_name"], strict=True))


def _by_share(found: Answer, change: Change) -> None:
    key = f"{PLAN}_ty_le"
    share = found.base.share if change.share is None else change.share
    st.session_state[key] = round(100 * (share or 0.0))
    st.number_input("Tỷ lệ từ nay đến hạn, %", 0, 100, step=1, key=key, on_change=_typed_share)
    widgets.note(trying.shares(found))
    widgets.quiet("Về dự báo", "undo", _put, "", key="pa_ve_0")


def _typed(units: Sequence[str]) -> None:
    _put(Change(more={unit: float(st.session_state[f"{PLAN}_{unit}"]) for unit in units}).text)


def _typed_share() -> None:
    _put(Change(share=st.session_state[f"{PLAN}_ty_le"] / 100).text)


def _put(text: str) -> None:
    view.put(**{PLAN: text or None})


def _parts(here: Context, found: Answer) -> None:
    """Each unit's fair part of what is missing; numbers that add up."""
    if rows := trying.rows(found, _names(here)):
        tables.small(pd.DataFrame(rows), TABLES["fair_parts"], alt="Phần của từng đơn vị")
        of = "Phần phải thêm" if here.unit is None else "Phần của đơn vị trong số cả cơ quan phải thêm,"
        widgets.note(f"{of} chia theo số chưa đạt mà từng đơn vị còn chờ nhận.")
