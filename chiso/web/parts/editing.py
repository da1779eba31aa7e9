"""Tables to fill in, saved only by "Lưu"; what an editor enters beside a record: cause, note, promised date, status."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_number
from chiso.desk import office
from chiso.present.columns import Column
from chiso.web.parts import loading
from chiso.web.parts.tables import ROW_HEIGHT, grid_height
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.words import criteria, plan

_GENERATION = "_lan_sua_"
_SAID = "_da_luu"


@dataclass(frozen=True)
class Edited:
    """What was typed: changed cells by row number and column, new rows, the numbers of those taken out."""

    changed: Mapping[int, Mapping[str, Any]]
    added: Sequence[Mapping[str, Any]] = ()
    removed: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.changed) + len(self.added) + len(self.removed)


def generation(key: str) -> int:
    """Counts the savings of a form or table: a saved one starts anew."""
    return int(st.session_state.get(_GENERATION + key, 0))


def renew(key: str) -> None:
    """The form or table starts anew with the next run."""
    st.session_state[_GENERATION + key] = generation(key) + 1


def saved(words: str = "", *anew: str) -> NoReturn:
    """After something was saved: the page runs again and says so, the forms and tables `anew` begin anew."""
    for key in anew:
        renew(key)
    st.session_state[_SAID] = words
    st.rerun()


def say() -> None:
    """What was saved in the run before; for the frame."""
    if words := st.session_state.pop(_SAID, ""):
        st.toast(plain(words), icon=":material/check_circle:")


def fingerprint(rows: Sequence[Mapping[Any, Any]]) -> str:
    """A short mark of these rows: a form or table keeps what was typed until they change, whatever is imported."""
    return hashlib.sha256(json.dumps([dict(row) for row in rows], default=str).encode()).hexdigest()[:12]


def editor(
    shown: pd.DataFrame,
    config: Mapping[str, Any],
    save: Callable[[Edited], str],
    *,
    key: str,
    is_open: bool = False,
) -> None:
    """A table to fill in; `save` answers what it saved, or refuses. `is_open`: rows come and go."""
    stem = key.partition("|")[0]
    name = f"{key}|{generation(stem)}"
    st.data_editor(
        shown,
        column_config=dict(config),
        num_rows="dynamic" if is_open else "fixed",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=grid_height(len(shown) + is_open, most=12),
        key=name,
        placeholder="–",
    )
    state = st.session_state[name]
    changed = {int(place): cells for place, cells in state["edited_rows"].items()}
    edited = Edited(changed, state.get("added_rows", ()), state.get("deleted_rows", ()))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_pressed = st.button(
            "Lưu", type="primary", icon=":material/save:", key=f"luu_{stem}", disabled=not edited
        )
        if edited:
            st.button("Bỏ sửa", icon=":material/undo:", key=f"bo_{stem}", on_click=renew, args=(stem,))
            st.markdown(f":small[:orange[{format_number(len(edited))} dòng đã sửa, chưa lưu]]")
    if is_pressed:
        with explained():
            saved(save(edited), stem)


# --- entries beside records -----------------------------------------------------------------------------------


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


def criteria_editor(here: Context, rows: pd.DataFrame) -> None:
    """Cause, remedy, evidence and who answers for it: kept with who and when, over every import."""
    shown = rows.set_index("key")[["code", "short", *criteria.TEXTS]].astype(object)
    shown["evidence_checked"] = [bool(checked) for checked in rows["checked"]]
    config: dict[str, Any] = {
        "code": st.column_config.TextColumn("Mã", width=95),
        "short": st.column_config.TextColumn("Tiêu chí", width=230),
        **{name: st.column_config.TextColumn(label, width=190) for name, label in criteria.TEXTS.items()},
        "evidence_checked": st.column_config.CheckboxColumn("Đã kiểm tra", width=110),
    }
    names = {name: name for name in (*criteria.TEXTS, "evidence_checked")}
    grid(here, "criteria", shown, config, names, key="sua_bang_tieu_chi")


def plan_editor(here: Context, tasks: pd.DataFrame) -> None:
    """Status, date done, period done up to, date of the event, note: kept with who and when, over every import."""
    shown = tasks.set_index("key")[["id", "task", "state_words", "status", "finished_on", "note"]].copy()
    known = loading.ask(here, office.wide, agency=here.agency, dataset="plan_tasks").set_index("record_key")
    for column in ("done_until", "starts_on", "thin_on"):
        shown[column] = pd.to_datetime(known[column].reindex(shown.index), errors="coerce").dt.date
    shown["finished_on"] = pd.to_datetime(shown["finished_on"], errors="coerce").dt.date
    day: dict[str, Any] = {"format": "DD/MM/YYYY", "width": 130}
    options = list(dict.fromkeys([*plan.STATUS_WORDS, *shown["status"].dropna()]))
    config: dict[str, Any] = {
        "id": st.column_config.TextColumn("Mục", width=80),
        "task": st.column_config.TextColumn("Nhiệm vụ", width=280),
        "state_words": st.column_config.TextColumn("Tình trạng", width=125),
        "status": st.column_config.SelectboxColumn("Trạng thái", options=options, width=150),
        "finished_on": st.column_config.DateColumn("Xong ngày", **day),
        "note": st.column_config.TextColumn("Ghi chú", width=220, max_chars=500),
        "done_until": st.column_config.DateColumn("Định kỳ: đã nộp đến", **day),
        "thin_on": st.column_config.DateColumn("Định kỳ: kỳ sơ sài", **day),
        "starts_on": st.column_config.DateColumn("Sự kiện xảy ra ngày", **day),
    }
    names = {name: name for name in config if name not in ("id", "task", "state_words")}
    grid(here, "plan_tasks", shown, config, names, key="sua_bang_ke_hoach")


def grid(
    here: Context,
    dataset: str,
    shown: pd.DataFrame,
    config: Mapping[str, Any],
    names: Mapping[str, str],
    *,
    key: str,
) -> None:
    """Entries to fill in. `shown` is indexed by record key; `names` maps its editable columns to entry names."""

    def keep(edited: Edited) -> str:
        save(here, dataset, shown, edited.changed, names)
        return f"Đã lưu {format_number(len(edited))} dòng."

    closed = {
        column: {**config.get(column, {}), "disabled": True}
        for column in map(str, shown)
        if column not in names
    }
    editor(shown, {**config, **closed}, keep, key=f"{key}|{here.agency}|{here.unit}")


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
