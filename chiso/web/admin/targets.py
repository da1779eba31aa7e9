"""Chỉ tiêu giao: per year, as a table; last year's can be copied and changed. Below: components of PCI, PGI, PAPI."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from chiso.core.vietnamese import fold, format_number
from chiso.reference.changes import Edit, Row
from chiso.reference.changes.tables import COMPARISONS, TARGET_KINDS
from chiso.web.admin import parts
from chiso.web.parts import widgets
from chiso.web.shell.context import Context

COPIED = "Chép từ năm {year}, chờ văn bản giao"


def draw(here: Context) -> None:
    """The year, the table, the copying."""
    found = parts.rows(here, "targets")
    catalogue = parts.rows(here, "indicators")
    offered = parts.years(here, found)
    year = st.selectbox("Năm", offered, index=offered.index(here.year), key="nam_chi_tieu", width=140)
    mine = [row for row in found if row["year"] == year]
    headline = (
        f"{format_number(len(mine))} chỉ tiêu giao năm {year}"
        if mine
        else f"Năm {year} chưa có chỉ tiêu giao"
    )
    under = "Tỷ lệ ghi theo phần trăm (55 hoặc 55%); hàng cuối để thêm, chọn hàng rồi bấm biểu tượng thùng rác để bỏ"
    with widgets.card(headline, under, stretch=False):
        _copy(here, found, year, mine)
        _grid(here, mine, catalogue, year)
    _components(here, year)


def _copy(here: Context, found: Sequence[Row], year: int, mine: Sequence[Row]) -> None:
    """Last year's targets that this year lacks; the dates move along, the source says that it is a copy."""
    last = [row for row in found if row["year"] == year - 1]
    new = copied(last, mine, year)
    if not new:
        return
    label = f"Chép {format_number(len(new))} chỉ tiêu từ năm {year - 1}"
    if st.button(label, icon=":material/content_copy:", key=f"chep_{year}") and parts.save(
        here, [Edit("targets", None, row) for row in new], f"{label} sang năm {year}"
    ):
        st.rerun()


def copied(last: Sequence[Row], mine: Sequence[Row], year: int) -> list[Row]:
    """The rows of the year before as they would stand in `year`, without those that are there."""
    there = {(row["indicator"], row["kind"], _shifted(row["due_date"], 0)) for row in mine}
    made = [
        {
            **row,
            "year": year,
            "due_date": _shifted(row["due_date"], 1),
            "source": COPIED.format(year=year - 1),
        }
        for row in last
    ]
    return [row for row in made if (row["indicator"], row["kind"], row["due_date"]) not in there]


def _shifted(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _grid(here: Context, mine: Sequence[Row], catalogue: Sequence[Row], year: int) -> None:
    names = {row["indicator"]: row["name"] for row in catalogue}
    rates = {row["indicator"] for row in catalogue if row["kind"] == "rate"}
    codes = {fold(name): code for code, name in names.items()}
    order = {code: place for place, code in enumerate(names)}
    mine = sorted(mine, key=lambda row: (order.get(row["indicator"], 0), row["kind"], str(row["due_date"])))

    def show(row: Row) -> Mapping[str, Any]:
        return {
            "indicator": names.get(row["indicator"], row["indicator"]),
            "kind": TARGET_KINDS.get(row["kind"], row["kind"]),
            "comparison": COMPARISONS.get(row["comparison"], row["comparison"]),
            "value": parts.amount(row["value"], rate=row["indicator"] in rates),
            "due_date": row["due_date"],
            "source": row["source"],
        }

    def read(cells: Mapping[str, Any]) -> Row:
        name = str(cells.get("indicator") or "")
        code = codes.get(fold(name), name or None)
        value = parts.read_amount(cells.get("value"), rate=code in rates, what=name or "Giá trị")
        return {**cells, "indicator": code, "value": value, "year": year, "kind": cells.get("kind") or "target",
                "comparison": cells.get("comparison") or ">="}  # fmt: skip

    config = {
        "indicator": st.column_config.SelectboxColumn("Chỉ tiêu", options=list(names.values()), width=300,
                                                      required=True),
        "kind": st.column_config.SelectboxColumn("Loại", options=list(TARGET_KINDS.values()), width=110,
                                                 default="Chỉ tiêu"),
        "comparison": st.column_config.SelectboxColumn("So sánh", options=list(COMPARISONS.values()), width=90,
                                                       default="≥"),
        "value": st.column_config.TextColumn("Mức", width=80, required=True),
        "due_date": st.column_config.DateColumn("Tính đến ngày", format="DD/MM/YYYY", width=130),
        "source": st.column_config.TextColumn("Nguồn (văn bản, mục)", width=420, max_chars=500),
    }  # fmt: skip
    parts.grid(here, "targets", mine, config, key=f"chi_tieu_{year}", title=f"Sửa chỉ tiêu giao năm {year}",
               show=show, read=read)  # fmt: skip


# --- components of indices --------------------------------------------------------------------------------------


def _components(here: Context, year: int) -> None:
    found = [row for row in parts.rows(here, "component_targets") if row["year"] == year]
    headline = f"{format_number(len(found))} thành phần chỉ số (PCI, PGI, PAPI) của năm {year}"
    if not st.toggle(headline, key="thanh_phan_qt"):
        return

    def show(row: Row) -> Mapping[str, Any]:
        return {
            **row,
            "weight": parts.amount(row["weight"], rate=True),
            "comparison": COMPARISONS.get(row["comparison"] or "", None),
            "value": parts.amount(row["value"], rate=False),
        }

    def read(cells: Mapping[str, Any]) -> Row:
        what = str(cells.get("component") or "Thành phần")
        return {
            **cells,
            "year": year,
            "weight": parts.read_amount(cells.get("weight"), rate=True, what=f"Trọng số {what}"),
            "value": parts.read_amount(cells.get("value"), rate=False, what=what),
        }

    config = {
        "index": st.column_config.SelectboxColumn("Chỉ số", options=["PCI", "PGI", "PAPI", "SIPAS", "PACA"], width=90,
                                                  required=True),
        "component": st.column_config.TextColumn("Thành phần", width=280, required=True),
        "weight": st.column_config.TextColumn("Trọng số", width=90),
        "comparison": st.column_config.SelectboxColumn("So sánh", options=list(COMPARISONS.values()), width=90),
        "value": st.column_config.TextColumn("Mức", width=80),
        "unit_text": st.column_config.TextColumn("Đơn vị chịu trách nhiệm", width=260, max_chars=500),
        "source": st.column_config.TextColumn("Nguồn (văn bản, mục)", width=260, max_chars=500),
    }  # fmt: skip
    with widgets.card(headline, "Mức theo điểm; “>” là phải lớn hơn hẳn", stretch=False):
        parts.grid(here, "component_targets", found, config, key=f"thanh_phan_{year}",
                   title=f"Sửa thành phần chỉ số năm {year}", show=show, read=read)  # fmt: skip
