"""Đơn vị: the tree with spellings and validity; add, correct, close, teach and forget a spelling."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from chiso.core.text import plain
from chiso.core.vietnamese import fold, format_date, format_number
from chiso.desk import reconciliation
from chiso.present.columns import TABLES
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.tables import UNIT_KINDS
from chiso.reference.unit_tree import Units
from chiso.web.admin import forms
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context

MOST_UNKNOWN = 20  # spellings that are asked about at once
_SPELLINGS = forms.Grid("unit_aliases", {"alias": 320})


def draw(here: Context) -> None:
    """Unknown spellings first: their rows count nowhere."""
    units, aliases = forms.rows(here, "units"), forms.rows(here, "unit_aliases")
    _unknown(here, units)
    headline = f"{format_number(len(units))} đơn vị, {format_number(len(aliases))} cách viết"
    under = "Cách viết nào có ở đây thì tệp ghi như thế được hiểu đúng đơn vị, kể cả tệp đã nhập"
    with widgets.card(headline, under, stretch=False):
        shown = _shown(units, aliases)
        tables.table(shown, TABLES["units"], here, name="don_vi_qt", title="Danh sách đơn vị")
    _grid(here, units)
    _spellings(here, units, aliases)


def words(units: Sequence[Row]) -> dict[str, str]:
    """{code: name} in the order of the tree."""
    return {unit.unit_id: unit.name for unit, _ in Units(units).ordered()}


def _shown(units: Sequence[Row], aliases: Sequence[Row]) -> pd.DataFrame:
    rows = {row["unit_id"]: row for row in units}
    names = {code: row["short_name"] for code, row in rows.items()}
    lines = []
    for unit, depth in Units(units).ordered():
        row = rows[unit.unit_id]
        own = {fold(row["name"]), fold(row["short_name"])}
        more = [a["alias"] for a in aliases if a["unit_id"] == unit.unit_id and a["alias_key"] not in own]
        lines.append(
            {
                **row,
                "tree": (f"└{chr(0x2500) * (depth - 1)} " if depth else "") + row["name"],
                "validity": _validity(row),
                "successor": names.get(row["successor_id"], row["successor_id"]),
                "aliases": "; ".join(more),
            }
        )
    return pd.DataFrame(lines)


def _validity(row: Row) -> str:
    first, last = row["valid_from"], row["valid_to"]
    if last is not None:
        return f"{format_date(first)} – {format_date(last)}" if first else f"đến hết {format_date(last)}"
    return f"từ {format_date(first)}" if first else ""


def _unknown(here: Context, units: Sequence[Row]) -> None:
    found = loading.ask(here, reconciliation.unknown_spellings, agency=here.agency)
    if found.empty:
        widgets.all_fine("Mọi cách viết tên đơn vị trong dữ liệu đều đã biết.")
        return
    headline = f"{format_number(len(found))} cách viết chưa biết là đơn vị nào"
    under = (
        "Các dòng này đang ở “Chưa xác định”; chọn đơn vị rồi bấm Nhớ, số liệu đúng ngay, không phải nhập lại"
    )
    offered = words(units)
    with widgets.card(headline, under, stretch=False):
        for place, row in enumerate(found.head(MOST_UNKNOWN).to_dict("records")):
            left, middle, right = st.columns([5, 4, 1.2], vertical_alignment="center")
            where = f"{format_number(row['row_count'])} dòng, tệp {plain(row['file_name'])}"
            left.markdown(f"**{plain(row['unit_text'])}**  \n:small[:gray[{where}]]")
            look = {"placeholder": "Chọn đơn vị", "label_visibility": "collapsed"}
            with middle:
                chosen = widgets.pick("Là đơn vị", offered, key=f"day_{row['alias_key']}", **look)
            if right.button("Nhớ", key=f"nho_{place}", disabled=chosen is None, icon=":material/check:"):
                edits = [Edit("unit_aliases", None, {"alias": row["unit_text"], "unit_id": chosen})]
                forms.keep(here, edits, f"Dạy cách viết “{row['unit_text']}”")
        if len(found) > MOST_UNKNOWN:
            rest = format_number(len(found) - MOST_UNKNOWN)
            widgets.note(f"Còn {rest} cách viết nữa, hiện dần khi các dòng trên đã xong.")


def _grid(here: Context, units: Sequence[Row]) -> None:
    under = (
        "Đổi tên, hiệu lực, đơn vị kế tục; hàng cuối để thêm, tên và tên ngắn tự thành cách viết được hiểu. "
        f"Mã như {here.agency}-nv3: chữ thường không dấu, số, gạch nối; không đổi được về sau"
    )
    root = next((row["name"] for row in units if row["kind"] == "agency"), "")
    last = max((row["sort"] or 0 for row in units), default=0) + 10
    grid = forms.Grid(
        "units",
        {
            "unit_id": 120, "name": 280, "short_name": 150, "kind": 120, "parent_id": 200, "valid_from": 120,
            "valid_to": 120, "successor_id": 200,
        },
        {"parent_id": "Thuộc", "successor_id": "Đơn vị kế tục"},
        {"kind": UNIT_KINDS["department"], "parent_id": root, "sort": str(last)},
    )  # fmt: skip
    with widgets.card("Sửa, thêm đơn vị", under, stretch=False):
        forms.grid(here, grid, units, "Sửa đơn vị")


def _spellings(here: Context, units: Sequence[Row], aliases: Sequence[Row]) -> None:
    with widgets.card("Cách viết được hiểu", "Ghi như in trong tệp, ví dụ P. HC-TP", stretch=False):
        first = next((row["unit_id"] for row in units if row["kind"] != "agency"), None)
        code = widgets.pick("Đơn vị", words(units), key="sua_don_vi", now=first)
        mine = [one for one in aliases if one["unit_id"] == code]
        widgets.note("Tên của chính đơn vị luôn được hiểu, không bỏ được")
        forms.grid(here, _SPELLINGS, mine, f"Sửa cách viết của {words(units)[code]}", unit_id=code)
