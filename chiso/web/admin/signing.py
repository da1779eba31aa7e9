"""Người ký: by what right, as what and under which name the papers of the agency are signed."""

from typing import Any

import streamlit as st

from chiso.core.text import plain
from chiso.present import signing
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.reference.changes.decisions import LONGEST_SIGNED, SETTING_NAMES, SETTINGS, WRITTEN
from chiso.web.admin import forms
from chiso.web.parts import holding, widgets
from chiso.web.parts.editing import fingerprint
from chiso.web.shell.context import Context

_BY = "signing_by"
_HELP = {
    "signing_title": "Để trống: KT. thì cấp phó, TL. thì Chánh Văn phòng, còn lại người đứng đầu",
    "signing_name": "Để trống: ghi tay hoặc văn thư điền",
}


def draw(here: Context) -> None:
    """The form, and how it stands below a paper now."""
    rows = {row["name"]: row for row in forms.rows(here, "agency_settings") if row["name"] in (_BY, *WRITTEN)}
    rows = holding.begun(f"nguoi_ky_{here.agency}", rows)
    now = {name: changes.setting(here.store, here.agency, name) for name in (_BY, *WRITTEN)}
    mark = f"{here.agency}|{fingerprint(list(rows.values()))}"
    under = (
        "Dùng cho báo cáo, biểu, kế hoạch, thông báo kết luận bằng Word; biên bản họp do thư ký và chủ tọa ký"
    )
    with widgets.card("Người ký văn bản", under):
        _shown(signing.signatory(here.agency_name, *now.values()))
        with st.form("nguoi_ky", border=False):
            codes = list(SETTINGS[_BY])
            said = {
                _BY: st.radio(
                    SETTING_NAMES[_BY],
                    codes,
                    index=codes.index(now[_BY]),
                    format_func=SETTINGS[_BY].__getitem__,
                    key=f"{_BY}|{mark}",
                )
            }
            for name in WRITTEN:
                look: Any = {"max_chars": LONGEST_SIGNED, "help": _HELP[name], "key": f"{name}|{mark}"}
                said[name] = st.text_input(SETTING_NAMES[name], now[name], **look).strip()
            if st.form_submit_button("Lưu", type="primary", icon=":material/save:"):
                edits = [
                    Edit("agency_settings", rows.get(name), {"name": name, "value": value} if value else None)
                    for name, value in said.items()
                    if value or name in rows
                ]
                forms.keep(here, edits, "Sửa người ký văn bản")


def _shown(signed: signing.Signature) -> None:
    lines = filter(None, (signed.instead, signed.title, signed.name or "(để trống họ tên)"))
    st.markdown("  \n".join(f"**{plain(line)}**" for line in lines), text_alignment="center")
