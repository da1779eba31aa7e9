"""Mẫu số & loại trừ: which denominator /truc-tuyen shows first, whether the excluded groups count."""

from datetime import date

import streamlit as st

from chiso.core.periods import cchc_year_bounds
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.reference.changes.rules import SETTING_NAMES, SETTINGS
from chiso.web.admin import forms
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import fingerprint
from chiso.web.shell.context import Context
from chiso.words.findings import show

GROUPS = {"": "Không thuộc nhóm nào", "foreigner": "Người nước ngoài", "authorised": "Người được ủy quyền"}


def draw(here: Context) -> None:
    """The two decisions with what each changes in the figure of today."""
    rows = {row["name"]: row for row in forms.rows(here, "agency_settings")}
    mark = fingerprint(list(rows.values()))
    under = (
        "Trang Trực tuyến mở ra với lựa chọn này; ai xem vẫn đổi được tại chỗ. Chỉ tiêu “Tỷ lệ hồ sơ nộp trực tuyến” "
        "ở các trang khác, slide và báo cáo luôn tính trên mọi hồ sơ tiếp nhận, như tỉnh giao"
    )
    with widgets.card("Mẫu số đang dùng", under, stretch=False), st.form("mau_so_qt", border=False):
        chosen = {}
        for name, label in SETTING_NAMES.items():
            codes = list(SETTINGS[name])
            current = changes.setting(here.store, here.agency, name)
            chosen[name] = st.radio(
                label, codes, index=codes.index(current), format_func=SETTINGS[name].__getitem__,
                key=f"{name}|{here.agency}|{mark}",
            )  # fmt: skip
        source = st.text_input(
            "Căn cứ (văn bản, mục)",
            next((row["source"] for row in rows.values() if row["source"]), "") or "",
            key=f"can_cu|{here.agency}|{mark}",
            max_chars=500,
        )
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
    first: date = cchc_year_bounds(here.year)[0]
    found = loading.query(
        here, "changes/exclusion_groups", agency=here.agency, as_of=here.as_of, date_from=first
    )
    total = int(found["received"].sum()) if len(found) else 0
    if not total:
        return
    counted = found[found["group_code"] == ""]
    left = total - int(counted["received"].sum())
    headline = (
        f"{format_number(left)} trong {format_number(total)} hồ sơ năm {here.year} thuộc nhóm không tính"
        if left
        else f"Không hồ sơ nào của năm {here.year} thuộc nhóm không tính"
    )
    with widgets.card(
        headline, "Nhóm được nhận biết khi nhập tệp; tên công dân không được lưu", stretch=False
    ):
        for row in found.to_dict("records"):
            share = row["online"] / row["received"] if row["received"] else 0
            words = GROUPS.get(row["group_code"], row["group_code"])
            st.markdown(
                f"{plain(words)}: **{format_number(row['received'])}** hồ sơ tiếp nhận, "
                f"{format_number(row['online'])} trực tuyến ({show(share, rate=True)})"
            )
