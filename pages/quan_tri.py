"""Quản trị: units, indicators, targets, points, days off, denominators, accounts, the log, the start of real use."""

from collections.abc import Callable, Mapping

import streamlit as st

from chiso.web.admin import (
    bases,
    holidays,
    indicators,
    journal,
    parts,
    people,
    start,
    targets,
    units,
)
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.web.shell.problems import guarded

KEY = "muc"
SECTIONS: Mapping[str, Callable[[Context], None]] = {
    "Đơn vị": units.draw,
    "Chỉ tiêu": indicators.draw,
    "Chỉ tiêu giao": targets.draw,
    "Quy tắc điểm": targets.draw_rules,
    "Ngày nghỉ": holidays.draw,
    "Mẫu số và loại trừ": bases.draw,
    "Tài khoản": people.draw,
    "Nhật ký": journal.draw,
    "Bắt đầu dùng thật": start.draw,
}


def main() -> None:
    here = current()
    if not here.may("administer"):
        st.warning("Tài khoản của bạn không có quyền mở trang này.", icon=":material/lock:")
        return
    parts.said()
    widgets.question("Chương trình đang hiểu đơn vị, chỉ tiêu, con người thế nào?")
    chosen = _section()
    guarded(lambda: SECTIONS[chosen](here))


def _section() -> str:
    """The chosen section."""
    return view.segments("Mục", {name: name for name in SECTIONS}, name=KEY)


main()
