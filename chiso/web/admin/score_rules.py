"""Quy tắc điểm: from which value on a criterion earns how many points, as the documents print it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from chiso.core.vietnamese import fold, format_number
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.tables import COMPARISONS, METHODS
from chiso.web.admin import parts
from chiso.web.admin.targets import COPIED
from chiso.web.parts import widgets
from chiso.web.shell.context import Context


def draw(here: Context) -> None:
    """The year's rules; last year's can be copied."""
    found = parts.rows(here, "score_rules")
    offered = parts.years(here, found)
    year = st.selectbox("Năm", offered, index=offered.index(here.year), key="nam_quy_tac", width=140)
    mine = [row for row in found if row["year"] == year]
    headline = (
        f"{format_number(len(mine))} quy tắc điểm năm {year}" if mine else f"Năm {year} chưa có quy tắc điểm"
    )
    under = (
        "Theo bậc: từ mức nào được mấy điểm. Theo tỷ lệ: tỷ lệ × điểm tối đa. "
        "Điểm mà văn bản không in thì để trống, chương trình không đoán"
    )
    with widgets.card(headline, under, stretch=False):
        last = [row for row in found if row["year"] == year - 1]
        if last and not mine:
            label = f"Chép {format_number(len(last))} quy tắc từ năm {year - 1}"
            if st.button(label, icon=":material/content_copy:", key=f"chep_qt_{year}"):
                source = COPIED.format(year=year - 1)
                edits = [Edit("score_rules", None, {**row, "year": year, "source": source}) for row in last]
                if parts.save(here, edits, f"{label} sang năm {year}"):
                    st.rerun()
        _grid(here, mine, year)


def _grid(here: Context, mine: Sequence[Row], year: int) -> None:
    catalogue = parts.rows(here, "indicators")
    names = {row["indicator"]: row["name"] for row in catalogue}
    rates = {row["indicator"] for row in catalogue if row["kind"] == "rate"}
    codes = {fold(name): code for code, name in names.items()}

    def show(row: Row) -> Mapping[str, Any]:
        return {
            **row,
            "indicator": names.get(row["indicator"] or "", row["indicator"]),
            "method": METHODS.get(row["method"], row["method"]),
            "comparison": COMPARISONS.get(row["comparison"] or "", None),
            "threshold": parts.amount(row["threshold"], rate=row["indicator"] in rates),
            "points": parts.amount(row["points"], rate=False),
        }

    def read(cells: Mapping[str, Any]) -> Row:
        name, what = str(cells.get("indicator") or ""), f"Tiêu chí {cells.get('code') or ''}".strip()
        code = codes.get(fold(name), name or None)
        return {
            **cells,
            "year": year,
            "indicator": code,
            "method": cells.get("method") or "steps",
            "threshold": parts.read_amount(cells.get("threshold"), rate=code in rates, what=what),
            "points": parts.read_amount(cells.get("points"), rate=False, what=what),
        }

    config = {
        "code": st.column_config.TextColumn("Tiêu chí", width=110, required=True, max_chars=40),
        "indicator": st.column_config.SelectboxColumn("Theo chỉ tiêu", options=list(names.values()), width=300),
        "method": st.column_config.SelectboxColumn("Cách tính", options=list(METHODS.values()), width=110,
                                                   default="Theo bậc"),
        "comparison": st.column_config.SelectboxColumn("So sánh", options=list(COMPARISONS.values()), width=90),
        "threshold": st.column_config.TextColumn("Từ mức", width=90),
        "points": st.column_config.TextColumn("Điểm", width=80),
        "source": st.column_config.TextColumn("Nguồn (văn bản, mục)", width=380, max_chars=500),
    }  # fmt: skip
    parts.grid(here, "score_rules", mine, config, key=f"quy_tac_{year}", title=f"Sửa quy tắc điểm năm {year}",
               show=show, read=read)  # fmt: skip
