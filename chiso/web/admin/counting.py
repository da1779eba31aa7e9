"""How it is counted. Ngày nghỉ: days that a decree swapped, and the calendar that lateness is counted by; Mẫu số & loại
trừ: which denominator /truc-tuyen shows first, whether the excluded groups count."""

import pandas as pd
import streamlit as st

from chiso.core.periods import cchc_year_bounds
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.core.worktime import WEEKDAYS
from chiso.present.columns import TABLES
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.reference.changes.decisions import COUNTED, SETTING_NAMES, SETTINGS
from chiso.reference.changes.tables import WORKING
from chiso.web.admin import forms
from chiso.web.parts import holding, loading, tables, widgets
from chiso.web.parts.editing import fingerprint
from chiso.web.shell.context import Context
from chiso.words.numbers import show

GROUPS = {"": "Không thuộc nhóm nào", "foreigner": "Người nước ngoài", "authorised": "Người được ủy quyền"}
_SWAPS = forms.Grid("day_overrides", TABLES["filled_days"], {"is_working": WORKING["false"]})


def holidays(here: Context) -> None:
    """The swaps, and beside them the year as it is counted."""
    left, right = st.columns([3, 2], gap="medium")
    found = forms.rows(here, "day_overrides")
    under = (
        "Ngày lễ, Tết và phần lớn ngày hoán đổi đã có sẵn; chỉ ghi thêm ngày mà quyết định của Thủ tướng hoặc "
        "thông báo của Bộ Nội vụ đổi khác. Lưu là tính lại mọi số ngày trễ, của mọi cơ quan"
    )
    with left, widgets.card(f"{format_number(len(found))} ngày hoán đổi", under):
        forms.grid(here, _SWAPS, found, "Sửa ngày hoán đổi")
    with right:
        _year(here)


def _year(here: Context) -> None:
    offered = {year: str(year) for year in range(here.year + 2, 1999, -1)}
    year = widgets.pick("Xem lịch năm", offered, key="nam_lich", now=here.year, width=160)
    days = loading.query(here, "changes/public_days", year=year).to_dict("records")
    shown = [
        {
            **row,
            "words": f"{format_date(row['day'])}, {WEEKDAYS[row['day'].weekday()]}",
            "state": WORKING["true" if row["is_working"] else "false"],
        }
        for row in days
    ]
    headline = f"Năm {year}: {sum(not row['is_working'] for row in days)} ngày lễ, Tết và nghỉ bù"
    under = "Kể cả ngày rơi vào cuối tuần; các tuần khác nghỉ thứ Bảy, Chủ nhật"
    with widgets.card(headline, under):
        title = f"Ngày nghỉ năm {year}"
        tables.table(pd.DataFrame(shown), TABLES["holidays"], here, name=f"lich_{year}", title=title)


def bases(here: Context) -> None:
    """The two decisions with what each changes in the figure of today."""
    rows = {row["name"]: row for row in forms.rows(here, "agency_settings") if row["name"] in COUNTED}
    rows = holding.begun(f"mau_so_{here.agency}", rows)
    mark = f"{here.agency}|{fingerprint(list(rows.values()))}"
    under = (
        "Trang Trực tuyến mở ra với lựa chọn này; ai xem vẫn đổi được tại chỗ. Chỉ tiêu “Tỷ lệ hồ sơ nộp trực tuyến” "
        "ở các trang khác, slide và báo cáo luôn tính trên mọi hồ sơ tiếp nhận, như tỉnh giao"
    )
    with widgets.card("Mẫu số đang dùng", under), st.form("mau_so_qt", border=False):
        chosen = {}
        for name in COUNTED:
            codes, label = list(SETTINGS[name]), SETTING_NAMES[name]
            current = changes.setting(here.store, here.agency, name)
            words, key = SETTINGS[name].__getitem__, f"{name}|{mark}"
            chosen[name] = st.radio(label, codes, index=codes.index(current), format_func=words, key=key)
        now = next((row["source"] for row in rows.values() if row["source"]), "")
        source = st.text_input("Căn cứ (văn bản, mục)", now, key=f"can_cu|{mark}", max_chars=500)
        if st.form_submit_button("Lưu", type="primary", icon=":material/save:"):
            edits = [
                Edit("agency_settings", rows.get(name), {"name": name, "value": value, "source": source})
                for name, value in chosen.items()
            ]
            forms.keep(here, edits, "Sửa mẫu số và nhóm loại trừ")
    _groups(here)


def _groups(here: Context) -> None:
    if here.as_of is None:
        return
    asked = {"agency": here.agency, "as_of": here.as_of, "date_from": cchc_year_bounds(here.year)[0]}
    found = loading.query(here, "changes/exclusion_groups", **asked)
    total, left = (int(part["received"].sum()) for part in (found, found[found["group_code"] != ""]))
    if not total:
        return
    headline = f"Không hồ sơ nào của năm {here.year} thuộc nhóm không tính"
    if left:
        headline = (
            f"{format_number(left)} trong {format_number(total)} hồ sơ năm {here.year} thuộc nhóm không tính"
        )
    under = "Nhóm được nhận biết khi nhập tệp; tên công dân không được lưu"
    with widgets.card(headline, under):
        for row in found.to_dict("records"):
            share = row["online"] / row["received"] if row["received"] else 0
            words = GROUPS.get(row["group_code"], row["group_code"])
            st.markdown(
                f"{plain(words)}: **{format_number(row['received'])}** hồ sơ tiếp nhận, "
                f"{format_number(row['online'])} trực tuyến ({show(share, rate=True)})"
            )
