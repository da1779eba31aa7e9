"""The line under the filters: up to which day the data speaks, source by source, and what is missing."""

from datetime import date
from typing import Any

import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.intake.datasets import MEETING, SOURCES
from chiso.present.chart import records
from chiso.store import Store
from chiso.web.parts import widgets
from chiso.web.shell.context import Context, kept

WATCH_SECONDS = 15

NOTICE = ":orange-badge[:material/science: Dữ liệu minh họa]"


def draw(here: Context, *, is_edited: bool) -> None:
    """One line, on every page; a link to the upload calendar for those who upload, when something is missing.

    `is_edited`: people type on the page, so after somebody's import it offers to load again instead of doing it.
    """
    parts = [NOTICE] if here.is_demonstration else []
    missing: list[str] = []
    if here.as_of is None:
        parts.append("Chưa có dữ liệu. Hãy nhập tệp đầu tiên ở trang Nhập dữ liệu.")
    else:
        found = kept(here.store, figures.freshness, agency=here.agency, as_of=here.as_of)
        parts += [f"Dữ liệu đến **{format_date(here.as_of)}**", *present(records(found))]
        missing = absent(records(found), here.as_of)
        parts += [f":orange[:material/warning: {text}]" for text in missing]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(":small[" + " · ".join(parts) + "]", width="content")
        if missing and here.may("upload"):
            widgets.link("Lịch nhập", "nhap-du-lieu", key="_chiso_calendar")
        _watch(here.store, here.store.data_version, is_edited)


@st.fragment(run_every=WATCH_SECONDS)
def _watch(store: Store, version: int, is_edited: bool) -> None:
    """Somebody has imported meanwhile: show the new figures, or offer to."""
    if store.data_version == version:
        return
    if not is_edited:
        st.rerun()
    if st.button("Có dữ liệu mới: tải lại", icon=":material/refresh:", type="tertiary", key="_chiso_reload"):
        st.rerun()


def present(rows: list[dict[str, Any]]) -> list[str]:
    """'Một cửa 25/10' for every source that has data of the month."""
    return [
        f"{SOURCES[row['dataset']]} {format_date(row['newest_as_of'])[:5]}"
        for row in rows
        if row["dataset"] in MEETING and not row["is_missing"]
    ]


def absent(rows: list[dict[str, Any]], as_of: date) -> list[str]:
    """'PAKN tháng 10 chưa có' for every source that does not reach the month of the as-of date."""
    return [
        f"{SOURCES[row['dataset']]} tháng {as_of.month} chưa có"
        for row in rows
        if row["dataset"] in MEETING and row["is_missing"]
    ]
