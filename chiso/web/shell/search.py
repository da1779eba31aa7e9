"""Find anything: one box in the frame (the button "Tìm", Ctrl+K) with what its words find, each a link that opens it;
what was typed stands in the address. The keys in the box are those of static/chrome.js."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.figures.search import SHORTEST, Hit
from chiso.present.pictures.rates import COMPANIONS
from chiso.web.parts import loading, opening, record, widgets, workload
from chiso.web.parts.table_year import YEAR
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words.attention import BESIDE, RATES, REPORTED
from chiso.words.overdue import ALL_PLANS

WORDS = "tim"  # in the address: what was typed; there but empty: the box is open
KINDS: Mapping[str, tuple[str, str]] = {
    "units": ("Đơn vị", "groups"),
    "officials": ("Công chức", "person"),
    "indicators": ("Chỉ tiêu", "monitoring"),
    "indices": ("Chỉ số", "trending_up"),
    "criteria": ("Tiêu chí", "checklist"),
    "procedures": ("Thủ tục", "description"),
    "dossiers": ("Hồ sơ", "folder"),
    "tasks": ("Nhiệm vụ", "assignment"),
    "petitions": ("Phản ánh, kiến nghị", "forum"),
    "joint_dossiers": ("Hồ sơ phối hợp", "folder_shared"),
    "plan": ("Việc kế hoạch", "event"),
    "commitments": ("Kết luận giao ban", "gavel"),
}
_PROMPT = (
    "Số hồ sơ, số văn bản, mã phản ánh, thủ tục, công chức, đơn vị, chỉ tiêu, chỉ số, tiêu chí, việc kế hoạch"
)


def button() -> None:
    """The way to the box; chrome.js presses it at Ctrl+K."""
    with st.container(key="tim_mo", width="content"):
        widgets.quiet(
            "Tìm", "search", partial(view.put, **{WORDS: ""}), key="_chiso_find", help="Phím tắt: Ctrl+K"
        )


def draw(here: Context, pages: Mapping[str, Any]) -> None:
    """The box and the record, where the address has them; `pages`: what links lead to."""
    if view.get(WORDS) is not None and here.as_of is not None and not view.is_printed():
        with st.container(border=True, key="tim_tat_ca", gap="small"):
            _box(here, pages)
    record.draw(here)


@st.fragment
def _box(here: Context, pages: Mapping[str, Any]) -> None:
    """A part of its own, so that what is typed does not draw the page anew."""
    if view.get(WORDS) is None:
        st.rerun()  # closed
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw = partial(
            st.text_input,
            placeholder=_PROMPT,
            label_visibility="collapsed",
            icon=":material/search:",
            live=True,
        )
        words = view.words(draw, "Tìm trong cả cơ quan", name=WORDS, stays=True)
        with st.container(key="tim_dong", width="content"):
            widgets.quiet("Đóng", "close", partial(view.put, **{WORDS: None}), key="_chiso_found")
    if len(words.strip()) < SHORTEST:
        widgets.note("Gõ từ hai chữ trở lên, không cần dấu. ↑ ↓ để chọn, Enter để mở, Esc để đóng.")
        return
    found = loading.ask(here, figures.search, replace(here.asked, unit=here.only_unit), words)
    if not found:
        widgets.note(f"Không tìm thấy “{plain(words)}” trong số liệu của {plain(here.agency_name)}.")
        return
    order = list(KINDS)
    kinds = [list(hits) for _, hits in groupby(found, key=lambda hit: hit.kind)]
    for hits in sorted(kinds, key=lambda hits: (min(hit.place for hit in hits), order.index(hits[0].kind))):
        _hits(hits, pages)


def _hits(hits: list[Hit], pages: Mapping[str, Any]) -> None:
    first = hits[0]
    name, icon = KINDS[first.kind]
    more = f" ({len(hits)} trong {format_number(first.total)})" if first.total > len(hits) else ""
    with st.container(gap="xsmall"):
        widgets.note(f"**{name}**{more}")
        for hit in hits:
            page, chosen = opens(hit, may_edit="slide" in pages)
            st.page_link(
                pages[page],
                label=plain(_said(hit)),
                icon=f":material/{icon}:",
                query_params=view.shared() | chosen,
            )


def _said(hit: Hit) -> str:
    number = None if hit.kind in ("indicators", "units") else hit.id
    unit = None if hit.kind == "units" else hit.unit_name
    return " · ".join(filter(None, (number, hit.title, unit)))


def opens(hit: Hit, *, may_edit: bool) -> tuple[str, dict[str, str]]:
    """The page of a hit, and what is chosen on it. All conclusions stand where they are edited, those of the last giao
    ban where it is told."""
    unit = {view.UNIT: hit.unit} if hit.unit and hit.kind in ("units", "officials") else {}
    if hit.kind in opening.KINDS:
        return "qua-han", {"loai": hit.kind, opening.SHOWN: f"{hit.kind}:{hit.key}"}
    if hit.kind == "plan":
        return "ke-hoach", {"tim_ke_hoach": hit.title or "", **ALL_PLANS}
    if hit.kind == "commitments":
        return (
            ("slide", {"phan": "ket_luan", "tim_ket_luan": hit.title or ""}) if may_edit else ("giao-ban", {})
        )
    if hit.kind == "indices":
        return "chi-so", {"chi_so": hit.key, **({"thanh_phan": hit.title or ""} if hit.id else {})}
    if hit.kind == "criteria":  # one that lost nothing is no step of the picture
        return "tieu-chi", {YEAR: hit.key, f"mat_diem_{hit.key}": hit.id or "", "tim_tieu_chi": hit.id or ""}
    if hit.kind == "indicators":
        return _figure(hit)
    chosen = {"procedures": workload.PROCEDURE, "officials": workload.OFFICIAL}.get(hit.kind)
    return "don-vi", unit | ({chosen: hit.key} if chosen else {})


def _figure(hit: Hit) -> tuple[str, dict[str, str]]:
    """Where a figure stands by itself; what has no place of its own is in the list of what is late of its records."""
    if hit.key in RATES:
        return RATES[hit.key].page, RATES[hit.key].opens(hit.key)
    if hit.key in COMPANIONS:
        return "truc-tuyen", dict.fromkeys(BESIDE, hit.key)
    if hit.id in ("tasks", "petitions", "dossiers", "joint_dossiers"):
        return "qua-han", {"loai": hit.id}
    return "bao-cao", dict.fromkeys(REPORTED, hit.key)
