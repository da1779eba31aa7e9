"""Slide: what the giao ban shows, what it concluded, and the papers that follow from the same figures."""

import streamlit as st

from chiso.web import widgets
from chiso.web.context import Context, current
from chiso.web.meeting import compare, conclusions, morning, papers, presentation

PARTS = {
    "bo_slide": ("Bộ slide", presentation.draw),
    "so_sanh": ("So với kỳ trước", compare.draw),
    "ket_luan": ("Kết luận giao ban", conclusions.draw),
    "buoi_sang": ("Danh sách buổi sáng", morning.draw),
    "bao_cao": ("Báo cáo", papers.draw),
}


def main() -> None:
    here = current()
    widgets.question("Cuộc họp cần thấy gì, và đã kết luận gì?")
    if here.as_of is None:
        widgets.empty("Chưa có số liệu để làm slide", file="Danh sách hồ sơ Một cửa", here=here)
        return
    _part(here)


def _part(here: Context) -> None:
    part = st.segmented_control(
        "Phần",
        list(PARTS),
        default="bo_slide",
        required=True,
        format_func=lambda key: f":blue[{PARTS[key][0]}]",
        key="phan",
        bind="query-params",
        label_visibility="collapsed",
    )
    PARTS[part or "bo_slide"][1](here)


main()
