"""Bàn giao: what units that ended left open, handed to who answers now, all of it or one by one; names that stand in
several units, one person or several."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.present.columns import TABLES
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.tables import HANDED, WHO
from chiso.reference.unit_tree import Units
from chiso.web.admin import forms
from chiso.web.admin.forms import Field
from chiso.web.parts import holding, loading, tables, widgets
from chiso.web.parts.editing import fingerprint
from chiso.web.shell.context import Context
from chiso.words import officials, rooms

_DATASET = {"plan": "plan_tasks"}  # kinds of lists whose dataset is called otherwise
_ALL = "tat_ca"


def draw(here: Context) -> None:
    """What is left first; what was handed over can be taken back."""
    if here.as_of is None:
        widgets.empty("Chưa có số liệu để bàn giao", here)
        return
    found = loading.ask(here, figures.left_behind, here.asked.whole)
    left = found.assign(kind_name=found["kind"].map(rooms.LEFT_KINDS))
    units = forms.rows(here, "units")
    _left(here, left, units)
    _given(here, forms.rows(here, "hand_overs"))
    _names(here)


def _left(here: Context, left: pd.DataFrame, units: Sequence[Row]) -> None:
    if left.empty:
        widgets.all_fine("Không còn việc nào của đơn vị đã thôi chưa có người nhận.")
        return
    headline = f"{format_number(len(left))} việc của đơn vị đã thôi chưa có người nhận"
    under = "Mọi việc đang mở, cả kết luận giao ban; số đã tiếp nhận, đã giải quyết vẫn thuộc đơn vị cũ"
    with widgets.card(headline, under):
        tables.table(left, TABLES["left_behind"], here, name="chua_nhan", title=headline)
        _form(here, left, units)


def _form(here: Context, left: pd.DataFrame, units: Sequence[Row]) -> None:
    names = dict(zip(left["unit"], left["unit_name"], strict=True))
    unit = widgets.pick("Đơn vị đã thôi", names, key="ban_giao_tu")
    rows = holding.begun(f"ban_giao_{unit}", left[left["unit"] == unit].to_dict("records"))
    items = {f"{row['kind']}|{row['record_key']}": f"{row['id']}: {row['title']}" for row in rows}
    words = {_ALL: f"Tất cả {format_number(len(items))} việc, cả việc nhập sau", **items}
    key = f"{unit}|{fingerprint(rows)}"
    with st.form(f"ban_giao|{key}", border=False):
        look: dict[str, Any] = {"format_func": words.__getitem__, "key": f"viec|{key}"}
        chosen = st.multiselect("Bàn giao", list(words), [_ALL], **look)
        given = forms.fields(_fields(here, units), _first(here, units, unit), key)
        if st.form_submit_button("Bàn giao", type="primary", icon=":material/swap_horiz:"):
            forms.keep(here, edits_of(unit, chosen, given), f"Bàn giao việc của {names[unit]}")


def _fields(here: Context, units: Sequence[Row]) -> Sequence[Field]:
    tree, day = Units(units), here.asked.as_of
    heirs = (one for one in tree.all() if one.kind != "agency" and tree.works(one.unit_id, day))
    offered = {one.unit_id: one.name for one in heirs}
    return (
        Field("to_unit", "Đơn vị nhận", "choice", options=offered, more={"placeholder": "Chọn đơn vị"}),
        Field("from_day", "Từ ngày", "date"),
        Field("note", "Căn cứ (văn bản)", most=500),
    )


def _first(here: Context, units: Sequence[Row], unit: str) -> Row:
    """What a hand-over says before anybody typed: the successor, from the day of the look on."""
    tree = Units(units)
    heir = tree.today(unit)
    works = heir != unit and tree.works(heir, here.asked.as_of)
    return {"to_unit": heir if works else None, "from_day": here.as_of}


def edits_of(unit: str, chosen: Sequence[str], given: Mapping[str, Any]) -> list[Edit]:
    """The rows of a hand-over: one of the whole unit, else one per item ("kind|record key")."""
    if _ALL in chosen:
        return [Edit("hand_overs", None, {"unit_id": unit, **given})]
    parts = [item.partition("|") for item in chosen]
    return [
        Edit(
            "hand_overs",
            None,
            {"unit_id": unit, "dataset": _DATASET.get(kind, kind), "record_key": key, **given},
        )
        for kind, _, key in parts
    ]


def _given(here: Context, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = {row["unit_id"]: row["name"] for row in forms.rows(here, "units")}
    words = {place: _said(row, names) for place, row in enumerate(rows)}
    with widgets.card(
        f"{format_number(len(rows))} lần bàn giao đang có hiệu lực", "Bỏ một lần là việc về đơn vị cũ"
    ):
        place = widgets.pick("Lần bàn giao", words, key="lan_ban_giao")
        if st.button("Bỏ lần bàn giao này", icon=":material/undo:", key="bo_ban_giao"):
            forms.keep(here, [Edit("hand_overs", rows[place], None)], f"Bỏ bàn giao: {words[place]}")


def _said(row: Row, names: Mapping[str, str]) -> str:
    what = f"{HANDED[row['dataset']]} {row['record_key']}" if row["record_key"] else "tất cả việc"
    left, taken = (names.get(row[unit], row[unit]) for unit in ("unit_id", "to_unit"))
    return f"{left}, {what} → {taken}, từ {format_date(row['from_day'])}"


def _names(here: Context) -> None:
    """Names in several units: two persons where both worked in one month, until somebody says otherwise."""
    found = loading.query(here, "figures/shared_names", agency=here.agency)
    if found.empty:
        return
    decided = {row["official"]: row for row in forms.rows(here, "namesakes")}
    under = officials.SHARED[:1].upper() + officials.SHARED[1:]
    with widgets.card(f"{format_number(len(found))} tên công chức có ở nhiều đơn vị", under):
        shown = found.assign(is_one=[WHO["true" if one else "false"] for one in found["is_one"]])
        tables.table(shown, TABLES["shared_names"], here, name="trung_ten", title="Tên ở nhiều đơn vị")
        words = {row["official"]: f"{row['official']}: {row['units']}" for row in shown.to_dict("records")}
        name = widgets.pick("Họ tên", words, key="trung_ten_ai")
        is_one = bool(found.set_index("official").loc[name, "is_one"])
        is_one, said = holding.begun(f"trung_ten_{name}", (is_one, decided.get(name)))
        with st.form(f"trung_ten|{name}|{is_one}", border=False):
            chosen = st.radio(
                "Là", list(WHO), 0 if is_one else 1, format_func=WHO.__getitem__, horizontal=True
            )
            note = st.text_input("Căn cứ", (said or {}).get("note") or "", max_chars=500)
            if st.form_submit_button("Lưu", type="primary", icon=":material/save:"):
                row = {"official": name, "is_one": chosen == "true", "note": note}
                forms.keep(here, [Edit("namesakes", said, row)], f"{name}: {WHO[chosen].lower()}")
