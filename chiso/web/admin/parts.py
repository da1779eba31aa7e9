"""What the sections of /quan-tri share: saving with its sentence, and a table to fill in."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.core.vietnamese import format_number, parse_number
from chiso.reference import changes
from chiso.reference.changes import Edit, Row
from chiso.web.parts import loading
from chiso.web.parts.tables import ROW_HEIGHT, grid_height
from chiso.web.shell.context import Context

_GENERATION, _SAID = "_lan_qt_", "_da_luu_qt"


def save(here: Context, edits: Sequence[Edit], title: str) -> bool:
    """Saves; says why not, or what was saved after the rerun that the caller makes."""
    try:
        batch = changes.apply(here.store, here.actor, here.agency, edits, title=title)
    except ChisoError as error:
        st.error(plain(error.message), icon=":material/error:")
        return False
    st.session_state[_SAID] = f"Đã lưu: {title}." if batch is not None else "Không có gì thay đổi."
    return True


def said() -> None:
    """What was saved in the run before."""
    text = st.session_state.pop(_SAID, None)
    if text:
        st.toast(plain(text), icon=":material/check_circle:")


def tell(text: str) -> None:
    """Say this after the coming rerun."""
    st.session_state[_SAID] = text


def rows(here: Context, table: str) -> list[Row]:
    """A reference table, cached by the data version."""
    found: list[Row] = loading.ask(here, changes.rows, agency=here.agency, table=table)
    return found


def years(here: Context, found: Sequence[Row]) -> list[int]:
    """Years to edit, the newest first: those with rows, the chosen one and the one after it."""
    return sorted({here.year, here.year + 1, *(row["year"] for row in found)}, reverse=True)


def fingerprint(found: Sequence[Mapping[Any, Any]]) -> str:
    """A short mark of these rows: a form or grid keeps what was typed until they change, whatever else is imported."""
    return hashlib.sha256(json.dumps([dict(row) for row in found], default=str).encode()).hexdigest()[:12]


def generation(key: str) -> int:
    """Counts the savings of a form or grid: a saved one starts empty."""
    return int(st.session_state.get(_GENERATION + key, 0))


def renew(key: str) -> None:
    """The form or grid starts anew with the next run."""
    st.session_state[_GENERATION + key] = generation(key) + 1


def grid(
    here: Context,
    table: str,
    current: Sequence[Row],
    config: Mapping[str, Any],
    *,
    key: str,
    title: str,
    show: Callable[[Row], Mapping[str, Any]],
    read: Callable[[Mapping[str, Any]], Row],
    fixed: Sequence[str] = (),
    is_open: bool = True,
) -> None:
    """A table to fill in. `show` makes a row's cells, `read` a row out of cells (Refused where it cannot).

    `is_open`: rows can be added and taken out. Nothing is saved before "Lưu".
    """
    shown = pd.DataFrame([dict(show(row)) for row in current], columns=list(config), dtype=object)
    editor = f"{key}|{here.agency}|{fingerprint(current)}|{generation(key)}"
    st.data_editor(
        shown,
        column_config=dict(config),
        num_rows="dynamic" if is_open else "fixed",
        disabled=list(fixed),
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=grid_height(len(shown) + is_open, most=14),
        key=editor,
        placeholder="–",
        alt=title,
    )
    state = st.session_state[editor]
    touched = len(state["edited_rows"]) + len(state["added_rows"]) + len(state["deleted_rows"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button(
            "Lưu", type="primary", icon=":material/save:", key=f"luu_{key}", disabled=not touched
        )
        if touched:
            st.button("Bỏ sửa", icon=":material/undo:", key=f"bo_{key}", on_click=renew, args=(key,))
            st.markdown(f":small[:orange[{format_number(touched)} dòng đã sửa, chưa lưu]]")
    if pressed:
        try:
            edits = _edits(table, current, shown, state, read)
        except ChisoError as error:
            st.error(plain(error.message), icon=":material/error:")
            return
        if save(here, edits, title):
            renew(key)
            st.rerun()


def _edits(
    table: str,
    current: Sequence[Row],
    shown: pd.DataFrame,
    state: Mapping[str, Any],
    read: Callable[[Mapping[str, Any]], Row],
) -> list[Edit]:
    gone = {int(place) for place in state["deleted_rows"]}
    edits = [Edit(table, current[place], None) for place in sorted(gone)]
    for place, cells in state["edited_rows"].items():
        number = int(place)
        if number not in gone:
            after = read({**{str(k): v for k, v in shown.iloc[number].to_dict().items()}, **cells})
            edits.append(Edit(table, current[number], {**current[number], **after}))
    edits += [Edit(table, None, read(cells)) for cells in state["added_rows"] if _is_filled(cells)]
    return edits


def _is_filled(cells: Mapping[str, Any]) -> bool:
    return any(value not in (None, "") for value in cells.values())


def amount(value: float | None, *, rate: bool) -> str | None:
    """A target for a cell: "55%" of a rate, "80" of anything else."""
    if value is None:
        return None
    return f"{format_number(round(value * 100, 6))}%" if rate else format_number(value)


def read_amount(text: Any, *, rate: bool, what: str) -> float | None:
    """The value that was typed: a rate in percent, with or without its sign; Refused for what is no number.

    "0,55" for a rate is refused: it may mean 0.55% or 55%.
    """
    if text is None or text != text or not str(text).strip():
        return None
    typed = str(text).strip()
    number = parse_number(typed.rstrip("% "), ",")
    if number is None:
        raise changes_refused(f"{what}: “{typed}” không phải là số. Hãy ghi như 55% hoặc 80.")
    if not rate:
        if typed.endswith("%"):
            raise changes_refused(f"{what} không phải là tỷ lệ. Hãy ghi số, không có dấu %.")
        return number
    if 0 < number < 1 and not typed.endswith("%"):
        raise changes_refused(
            f"{what}: “{typed}” chưa rõ. Nếu là {format_number(number * 100)}% hãy ghi {format_number(number * 100)}%; "
            f"nếu đúng là {typed}% hãy ghi thêm dấu %."
        )
    return round(number / 100, 12)


def changes_refused(text: str) -> ChisoError:
    """A refusal of what was typed."""
    return ChisoError("bad_change", text)
