"""Ngày nghỉ: days that a decree swapped; what they make of the calendar that lateness is counted by."""

import pandas as pd
import streamlit as st

from chiso.core.vietnamese import format_date, format_number
from chiso.present.columns import TABLES
from chiso.reference.changes.tables import WORKING
from chiso.web.admin import forms
from chiso.web.admin.forms import Grid
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_SWAPS = Grid(
    "day_overrides",
    {"day": 120, "is_working": 110, "note": 230, "source": 230},
    {"source": "Nguồn (văn bản)"},
    {"is_working": WORKING["false"]},
)


def draw(here: Context) -> None:
    """The swaps, and beside them the year as it is counted."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        found = forms.rows(here, "day_overrides")
        under = (
            "Ngày lễ, Tết và phần lớn ngày hoán đổi đã có sẵn; chỉ ghi thêm ngày mà quyết định của Thủ tướng hoặc "
            "thông báo của Bộ Nội vụ đổi khác. Lưu là tính lại mọi số ngày trễ, của mọi cơ quan"
        )
        with widgets.card(f"{format_number(len(found))} ngày hoán đổi", under, stretch=False):
            forms.grid(here, _SWAPS, found, "Sửa ngày hoán đổi")
    with right:
        _year(here)


def _year(here: Context) -> None:
    offered = {year: str(year) for year in range(here.year + 2, 1999, -1)}
    year = widgets.pick("Xem lịch năm", offered, key="nam_lich", now=here.year, width=160)
    days = loading.query(here, "changes/public_days", year=year).to_dict("records")
    shown = pd.DataFrame(
        [
            {
                "words": f"{format_date(row['day'])}, {_WEEKDAYS[row['day'].weekday()]}",
                "state": WORKING["true" if row["is_working"] else "false"],
                "note": row["note"],
            }
            for row in days
        ],
        columns=list(TABLES["holidays"]),
    )
    headline = f"Năm {year}: {sum(not row['is_working'] for row in days)} ngày lễ, Tết và nghỉ bù"
    under = "Kể cả ngày rơi vào cuối tuần; các tuần khác nghỉ thứ Bảy, Chủ nhật"
    with widgets.card(headline, under, stretch=False):
        tables.table(shown, TABLES["holidays"], here, name=f"lich_{year}", title=f"Ngày nghỉ năm {year}")
