"""Chỉ tiêu giao, components of PCI, PGI, PAPI, and quy tắc điểm: per year, filled in or copied from the last one."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from chiso.core.vietnamese import format_number
from chiso.present.columns import TABLES
from chiso.reference.changes import Edit, Row
from chiso.web.admin import forms
from chiso.web.parts import widgets
from chiso.web.shell.context import Context
from chiso.words.reported import carried_over, last_year

_COMPONENTS = forms.Grid(
    "component_targets",
    TABLES["filled_components"],
    choices={"index": ("PCI", "PGI", "PAPI", "SIPAS", "PACA")},
)


@dataclass(frozen=True)
class Yearly:
    """A table of one year: what its rows are called, and whether what it lacks of the last year's is offered."""

    grid: forms.Grid
    row: str
    rows: str
    under: str
    fills_gaps: bool


TARGETS = Yearly(
    forms.Grid("targets", TABLES["filled_targets"], {"kind": "Chỉ tiêu", "comparison": "≥"}),
    "chỉ tiêu",
    "chỉ tiêu giao",
    "Tỷ lệ ghi theo phần trăm (55 hoặc 55%); hàng cuối để thêm, chọn hàng rồi bấm biểu tượng thùng rác để bỏ",
    True,
)
RULES = Yearly(
    forms.Grid("score_rules", TABLES["filled_rules"], {"method": "Theo bậc"}),
    "quy tắc",
    "quy tắc điểm",
    "Theo bậc: từ mức nào được mấy điểm. Theo tỷ lệ: tỷ lệ × điểm tối đa. "
    "Điểm mà văn bản không ghi thì để trống, chương trình không đoán",
    False,
)


def draw(here: Context) -> None:
    """The targets of a year, and the components of indices."""
    _components(here, _draw(here, TARGETS, "nam_chi_tieu"))


def draw_rules(here: Context) -> None:
    """From which value on a criterion earns how many points, as the documents print it."""
    _draw(here, RULES, "nam_quy_tac")


def _draw(here: Context, yearly: Yearly, key: str) -> int:
    """The year, the copying, the table; answers the year."""
    found = forms.rows(here, yearly.grid.table)
    offered = sorted({here.year, here.year + 1, *(row["year"] for row in found)}, reverse=True)
    year = int(widgets.pick("Năm", {one: str(one) for one in offered}, key=key, now=here.year, width=140))
    mine = _in_order(here, [row for row in found if row["year"] == year])
    headline = f"{format_number(len(mine))} {yearly.rows} năm {year}"
    with widgets.card(headline if mine else f"Năm {year} chưa có {yearly.rows}", yearly.under):
        new = carried_over(found, year)
        if new and (yearly.fills_gaps or not mine):
            label = f"Chép {format_number(len(new))} {yearly.row} từ năm {last_year(found, year)}"
            if st.button(label, icon=":material/content_copy:", key=f"chep_{yearly.grid.table}_{year}"):
                edits = [Edit(yearly.grid.table, None, row) for row in new]
                forms.keep(here, edits, f"{label} sang năm {year}")
        forms.grid(here, yearly.grid, mine, f"Sửa {yearly.rows} năm {year}", year=year)
    return year


def _in_order(here: Context, mine: Sequence[Row]) -> list[Row]:
    """Targets as the catalogue has their indicators; points as they stand."""
    order = {row["indicator"]: place for place, row in enumerate(forms.rows(here, "indicators"))}
    if not mine or "due_date" not in mine[0]:
        return list(mine)
    return sorted(mine, key=lambda row: (order.get(row["indicator"], 0), row["kind"], str(row["due_date"])))


def _components(here: Context, year: int) -> None:
    found = [row for row in forms.rows(here, "component_targets") if row["year"] == year]
    headline = f"{format_number(len(found))} thành phần chỉ số (PCI, PGI, PAPI) của năm {year}"
    if st.toggle(headline, key="thanh_phan_qt"):
        with widgets.card(headline, "Mức theo điểm; “>” là phải lớn hơn hẳn"):
            forms.grid(here, _COMPONENTS, found, f"Sửa thành phần chỉ số năm {year}", year=year)
