"""Tables to fill in, saved only by "Lưu"; what an editor enters beside a record: cause, note, promised date, status."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.schedules import events
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import office
from chiso.present.columns import TABLES, Column, Columns
from chiso.web.parts import holding, loading, paper, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.words import plan

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
    holding.begin_anew()
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
    """A table to fill in; `save` answers what it saved, or refuses. `is_open`: rows come and go. Rows are so high that
    their texts stand whole."""
    row = tables.row_height(shown, _texts(config))
    stem = key.partition("|")[0]
    name = f"{key}|{generation(stem)}"
    st.data_editor(
        shown,
        column_config=dict(config),
        num_rows="dynamic" if is_open else "fixed",
        hide_index=True,
        row_height=row,
        height=tables.grid_height(
            len(shown) + is_open,
            row=row,
            most=tables.in_sight(row, 12),
        ),
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


def _texts(config: Mapping[str, Any]) -> Columns:
    """The columns of text: lines do not break in a cell in which one of several words is chosen."""
    return {
        name: Column("", width=one["width"])
        for name, one in config.items()
        if one["type_config"]["type"] == "text"
    }


# --- entries beside records -----------------------------------------------------------------------------------


def switch(here: Context, key: str, label: str) -> bool:
    """The switch that turns a list into a form; only for those who may enter."""
    return here.may("edit") and is_newest(here) and st.toggle(label, key=key)


def is_newest(here: Context) -> bool:
    """Whether the newest data are looked at; else says that an earlier view is only read: what is written today was not
    known then."""
    newest = loading.ask(here, figures.newest_as_of, agency=here.agency)
    is_earlier = newest is not None and here.as_of is not None and here.as_of < newest
    if is_earlier:
        widgets.note(f"Đang xem số liệu cũ; chỉ ghi được khi xem số liệu đến {format_date(newest)}.")
    return not is_earlier


def lateness_editor(here: Context, dataset: str, rows: pd.DataFrame, columns: Columns, *, key: str) -> None:
    """Cause, promised date and note of overdue records: `rows` as a page of the list shows them, with their `key`; what
    was typed beside them goes with them."""
    locked = {name: columns[name] for name in ("days_late", "title", "id")}
    key = f"{key}|{fingerprint(rows[['key']].to_dict('records'))}"
    entries(here, dataset, rows, {**locked, **TABLES["entered"]}, key=key, cause=list(office.CAUSES))


def criteria_editor(here: Context, rows: pd.DataFrame) -> None:
    """Cause, remedy, evidence and who answers for it: kept with who and when, over every import."""
    rows = rows.assign(evidence_checked=rows["checked"].astype(bool))
    entries(here, "criteria", rows, TABLES["criteria_entries"], key="sua_bang_tieu_chi")


def plan_editor(here: Context, tasks: pd.DataFrame) -> None:
    """Status, date done, periods done up to, what happened, note: kept with who and when, over every import."""
    known = loading.ask(here, office.wide, agency=here.agency, dataset="plan_tasks").set_index("record_key")
    rows = tasks.assign(
        **{name: known[name].reindex(tasks["key"]).to_numpy() for name in ("done_until", "starts_on")}
    )
    rows["starts_on"] = [None if missing(said) else _as_read(said) for said in rows["starts_on"]]
    widgets.note(plan.HOW_EVENTS)
    words = list(dict.fromkeys([*plan.STATUS_WORDS, *tasks["status"].dropna()]))
    entries(here, "plan_tasks", rows, TABLES["plan_entries"], key="sua_bang_ke_hoach", status=words)


def _as_read(said: str) -> str:
    """What happened as it is understood; as it was typed where a part of it is not."""
    found = events(said)
    return said if None in found else "; ".join(map(str, found))


def report_editor(here: Context, rows: pd.DataFrame) -> None:
    """The day on which each report of the register was handed in, and whether it was thin."""
    columns = TABLES["report_entries"]
    entries(here, "plan_tasks", rows.assign(key=rows["deadline"]), columns, key="sua_so_bao_cao")


def entries(
    here: Context, dataset: str, rows: pd.DataFrame, columns: Columns, *, key: str, **choices: list[str]
) -> None:
    """Entries to fill in beside records: `rows` with their `key`; typed columns are open, some offer `choices`."""
    now = rows.set_index("key")[list(columns)].astype(object)
    for name in (name for name, column in columns.items() if column.kind == "date"):
        now[name] = pd.to_datetime(now[name], errors="coerce").dt.date
    key = f"{key}|{here.agency}|{here.unit}"
    first = holding.begun(key, now)
    shown = first.copy()
    columns = paper.roomy(shown, columns, view.room())
    config = tables.config(columns)
    for name, column in columns.items():
        if (
            column.kind == "number" and column.look != "typed"
        ):  # as the documents write it: the grid writes 0.5
            shown[name] = shown[name].map(column.said)
            config[name] = st.column_config.TextColumn(column.label, width=column.width, alignment="right")
        elif column.kind == "number":
            shown[name] = pd.to_numeric(shown[name])
            config[name]["type_config"]["format"] = "localized"
        config[name]["disabled"] = column.look != "typed"
        if name in choices:
            options = choices[name]
            config[name] = st.column_config.SelectboxColumn(column.label, options=options, width=column.width)

    def keep(edited: Edited) -> str:
        _needs_first(first, now, edited.changed, columns)
        save(here, dataset, shown, edited.changed, columns)
        return f"Đã lưu {format_number(len(edited))} dòng."

    editor(shown, config, keep, key=key)


def _needs_first(
    first: pd.DataFrame, now: pd.DataFrame, edited: Mapping[int, Mapping[str, Any]], columns: Columns
) -> None:
    """Refused `changed_since` where a cell that was typed over holds something else by now."""
    labels = {name: column.label for name, column in columns.items()}
    for place, cells in edited.items():
        record = first.index[place]
        if record in now.index:
            holding.changed(first.loc[record], cells, now.loc[record], labels)


def save(
    here: Context,
    dataset: str,
    shown: pd.DataFrame,
    edited: Mapping[Any, Mapping[str, Any]],
    columns: Columns,
) -> None:
    """Writes the edited cells of typed columns as entries of their records, all or none; Refused for who may not.

    An entry is called as its column, without the "office_" that keeps it apart from the export's.
    """
    typed = {name: name.removeprefix("office_") for name, column in columns.items() if column.look == "typed"}
    values: dict[str, dict[str, str | None]] = {
        str(shown.index[int(place)]): {
            typed[column]: as_text(value) for column, value in changes.items() if column in typed
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
