"""What an editor enters beside a record: cause, note, promised date, status. Saved only by "Lưu"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.desk import office
from chiso.web.parts.tables import ROW_HEIGHT, Column, grid_height
from chiso.web.shell.context import Context

_GENERATION = "_lan_sua_"


def switch(here: Context, key: str, label: str) -> bool:
    """The switch that turns a list into a form; only for those who may enter."""
    return here.may("edit") and st.toggle(label, key=key)


def lateness_editor(
    here: Context, dataset: str, rows: pd.DataFrame, columns: Mapping[str, Column], *, key: str
) -> None:
    """Cause, promised date and note of overdue records; `rows` carries key, cause, promised_on, office_note."""
    shown = pd.DataFrame(
        {
            "days_late": rows["days_late"].to_numpy(),
            "title": rows["title"].astype(str).to_numpy(),
            "id": rows["id"].astype(str).to_numpy(),
            "cause": rows["cause"].to_numpy(),
            "promised_on": pd.to_datetime(rows["promised_on"], errors="coerce").dt.date.to_numpy(),
            "office_note": rows["office_note"].to_numpy(),
        },
        index=rows["key"].to_numpy(),
    )
    config = {
        "days_late": st.column_config.NumberColumn("Trễ (ngày)", width=90),
        "title": st.column_config.TextColumn(columns["title"].label, width=260),
        "id": st.column_config.TextColumn(columns["id"].label, width=190),
        "cause": st.column_config.SelectboxColumn("Nguyên nhân", options=list(office.CAUSES), width=150),
        "promised_on": st.column_config.DateColumn("Hẹn xong", format="DD/MM/YYYY", width=120),
        "office_note": st.column_config.TextColumn("Ghi chú", width=240, max_chars=500),
    }
    names = {"cause": "cause", "promised_on": "promised_on", "office_note": "note"}
    grid(here, dataset, shown, config, names, key=key)


def grid(
    here: Context,
    dataset: str,
    shown: pd.DataFrame,
    config: Mapping[str, Any],
    names: Mapping[str, str],
    *,
    key: str,
) -> None:
    """A table to fill in. `shown` is indexed by record key; `names` maps its editable columns to entry names."""
    generation = st.session_state.get(_GENERATION + key, 0)
    editor = f"{key}|{here.agency}|{here.unit}|{generation}"
    st.data_editor(
        shown,
        column_config=dict(config),
        disabled=[column for column in shown.columns if column not in names],
        hide_index=True,
        row_height=ROW_HEIGHT,
        key=editor,
        placeholder="–",
        height=grid_height(len(shown), most=12),
    )
    edited = st.session_state[editor]["edited_rows"]
    left, right = st.columns([1, 4], vertical_alignment="center")
    if left.button("Lưu", type="primary", icon=":material/save:", key=f"luu_{key}", disabled=not edited):
        save(here, dataset, shown, edited, names)
        st.session_state[_GENERATION + key] = generation + 1
        st.toast(f"Đã lưu {format_number(len(edited))} dòng.", icon=":material/check_circle:")
        st.rerun()
    if edited:
        right.markdown(f":small[:orange[{format_number(len(edited))} dòng đã sửa, chưa lưu]]")


def save(
    here: Context,
    dataset: str,
    shown: pd.DataFrame,
    edited: Mapping[Any, Mapping[str, Any]],
    names: Mapping[str, str],
) -> None:
    """Writes the edited cells as entries of their records, all or none; Refused for who may not."""
    values: dict[str, dict[str, str | None]] = {
        str(shown.index[int(place)]): {
            names[column]: as_text(value) for column, value in changes.items() if column in names
        }
        for place, changes in edited.items()
    }
    office.enter(here.store, here.actor, here.agency, dataset, values)


def as_text(value: Any) -> str | None:
    """A cell as an entry holds it: dates as YYYY-MM-DD, flags as x."""
    if missing(value) or value is False:
        return None
    if value is True:
        return "x"
    return value.isoformat() if isinstance(value, date) else str(value)
