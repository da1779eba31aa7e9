"""Ngày nghỉ: days that a decree swapped; what they make of the calendar that lateness is counted by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.vietnamese import format_date, format_number
from chiso.reference.changes import Row
from chiso.reference.changes.tables import WORKING
from chiso.web.admin import parts
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_COLUMNS = {
    "words": Column("Ngày", width=180),
    "state": Column("Ngày đó", width=110),
    "note": Column("Nội dung", width=320),
}


def draw(here: Context) -> None:
    """The swaps, and beside them the year as it is counted."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        found = parts.rows(here, "day_overrides")
        under = (
            "Ngày lễ, Tết và phần lớn ngày hoán đổi đã có sẵn; chỉ ghi thêm ngày mà quyết định của Thủ tướng hoặc "
            "thông báo của Bộ Nội vụ đổi khác. Lưu là tính lại mọi số ngày trễ, của mọi cơ quan"
        )
        with widgets.card(f"{format_number(len(found))} ngày hoán đổi", under, stretch=False):
            _grid(here, found)
    with right:
        _year(here)


def _grid(here: Context, found: list[Row]) -> None:
    def show(row: Row) -> Mapping[str, Any]:
        return {**row, "is_working": WORKING["true" if row["is_working"] else "false"]}

    def read(cells: Mapping[str, Any]) -> Row:
        return {**cells, "is_working": cells.get("is_working") or "Nghỉ"}

    config = {
        "day": st.column_config.DateColumn("Ngày", format="DD/MM/YYYY", width=120, required=True,
                                           min_value=date(2000, 1, 1), max_value=date(2045, 12, 31)),
        "is_working": st.column_config.SelectboxColumn("Ngày đó", options=list(WORKING.values()), width=110,
                                                       default="Nghỉ"),
        "note": st.column_config.TextColumn("Nội dung", width=230, max_chars=200),
        "source": st.column_config.TextColumn("Nguồn (văn bản)", width=230, max_chars=500),
    }  # fmt: skip
    parts.grid(
        here, "day_overrides", found, config, key="ngay_nghi", title="Sửa ngày hoán đổi", show=show, read=read
    )


def _year(here: Context) -> None:
    year = st.selectbox(
        "Xem lịch năm", list(range(here.year + 2, 1999, -1)), index=2, key="nam_lich", width=160
    )
    days = loading.query(here, "changes/public_days", year=year)
    off = int((~days["is_working"].astype(bool)).sum()) if len(days) else 0
    shown = pd.DataFrame(
        [
            {
                "words": f"{format_date(row['day'])}, {_WEEKDAYS[row['day'].weekday()]}",
                "state": WORKING["true" if row["is_working"] else "false"],
                "note": row["note"],
            }
            for row in days.to_dict("records")
        ],
        columns=list(_COLUMNS),
    )
    with widgets.card(
        f"Năm {year}: {off} ngày lễ, Tết và nghỉ bù",
        "Kể cả ngày rơi vào cuối tuần; các tuần khác nghỉ thứ Bảy, Chủ nhật",
        stretch=False,
    ):
        tables.table(shown, _COLUMNS, here, name=f"lich_{year}", title=f"Ngày nghỉ năm {year}")
