"""Chỉ tiêu: the catalogue as everybody understands it; indicators that are reported by hand can be added."""

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from chiso.core.vietnamese import fold, format_number
from chiso.present.columns import TABLES
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.rules import SHORT_NAMES
from chiso.reference.changes.tables import DATASETS, DIRECTIONS, INDICATOR_KINDS, YEAR_KINDS
from chiso.web.admin import forms
from chiso.web.admin.forms import Field
from chiso.web.parts import holding, tables, widgets
from chiso.web.parts.editing import fingerprint, generation
from chiso.web.shell.context import Context

_WORDS = (
    Field("name", "Tên"),
    Field("short_name", "Tên ngắn (trên slide, bảng)", most=SHORT_NAMES["indicators"]),
    Field("numerator", "Tử số: đếm gì"),
    Field("denominator", "Mẫu số: trên tổng gì (để trống nếu không có)"),
    Field("definition", "Định nghĩa, nơi quy định", "area", 1000),
)
# Of an indicator from a file they follow from the program.
_BY_HAND = (
    Field("kind", "Loại", "choice", options=INDICATOR_KINDS),
    Field("direction", "Chiều", "choice", options=DIRECTIONS),
    Field("year_kind", "Năm tính", "choice", options=YEAR_KINDS),
)


def draw(here: Context) -> None:
    """The list; then one indicator to correct, and a new one."""
    found = forms.rows(here, "indicators")
    by_hand = [row for row in found if row["dataset"] == "measurements"]
    headline = f"{format_number(len(found))} chỉ tiêu, {format_number(len(by_hand))} chỉ tiêu báo cáo tay"
    under = "Cách tính của chỉ tiêu từ tệp nằm trong chương trình; tên và định nghĩa sửa được"
    with widgets.card(headline, under):
        shown = pd.DataFrame([_shown(row) for row in found])
        tables.table(shown, TABLES["catalogue"], here, name="chi_tieu_qt", title="Danh mục chỉ tiêu")
    widgets.beside(lambda: _edit(here, found), lambda: _add(here, found))


def _shown(row: Row) -> Row:
    over = f" ÷ {row['denominator']}" if row["denominator"] else ""
    return {
        **row,
        "formula": f"{row['numerator'] or ''}{over}",
        "source": DATASETS.get(row["dataset"], row["dataset"]),
        "direction": DIRECTIONS.get(row["direction"], row["direction"]),
    }


def _edit(here: Context, found: Sequence[Row]) -> None:
    rows = {row["indicator"]: row for row in found}
    with widgets.card("Sửa tên, định nghĩa"):
        names = {code: row["name"] for code, row in rows.items()}
        code = widgets.pick("Chỉ tiêu cần sửa", names, key="sua_chi_tieu")
        row = holding.begun(f"chi_tieu_{code}", rows[code])
        is_by_hand = row["dataset"] == "measurements"
        key = f"{row['indicator']}|{fingerprint([row])}"
        with st.form(f"chi_tieu|{key}", border=False):
            after = forms.fields(_WORDS + _BY_HAND if is_by_hand else _WORDS, row, key)
            if st.form_submit_button("Lưu chỉ tiêu", type="primary", icon=":material/save:"):
                forms.keep(here, [Edit("indicators", row, {**row, **after})], f"Sửa chỉ tiêu {row['name']}")
        if is_by_hand and st.button("Xóa chỉ tiêu này", icon=":material/delete:", key="xoa_ct"):
            forms.keep(here, [Edit("indicators", row, None)], f"Xóa chỉ tiêu {row['name']}")


def _add(here: Context, found: Sequence[Row]) -> None:
    key = f"moi|{generation('chi_tieu_moi')}"
    under = "Số liệu nhập bằng tệp Báo cáo tay (chỉ tiêu, tháng, tử số, mẫu số), ghi đúng tên này"
    with widgets.card("Thêm một chỉ tiêu báo cáo tay", under), st.form(f"chi_tieu|{key}", border=False):
        after = forms.fields(_WORDS + _BY_HAND, {}, key)
        code = st.text_input("Mã (để trống: tự đặt theo tên)", key=f"ma|{key}", max_chars=40).strip().lower()
        if st.form_submit_button("Thêm chỉ tiêu", type="primary", icon=":material/add:"):
            row = {
                **after,
                "indicator": code or code_of(after["name"], {one["indicator"] for one in found}),
                "dataset": "measurements",
                "day_basis": "reported",
                "sort": max((one["sort"] or 0 for one in found), default=0) + 10,
            }
            edits = [Edit("indicators", None, row)]
            forms.keep(here, edits, f"Thêm chỉ tiêu {after['name']}", "chi_tieu_moi")


def code_of(name: str, taken: set[str]) -> str:
    """A code out of a name: "Tỷ lệ khảo sát" gives ty_le_khao_sat."""
    made = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:36].strip("_")
    made = made if made[:1].isalpha() else f"ct_{made}".rstrip("_")
    code, number = made, 2
    while code in taken:
        code, number = f"{made}_{number}", number + 1
    return code
