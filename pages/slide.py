"""Slide: what the giao ban shows, what it concluded, and the papers that follow from the same figures."""

from functools import partial

from chiso.web.meeting import conclusions, handouts, presentation, renewing
from chiso.web.parts import summed, widgets
from chiso.web.shell import view
from chiso.web.shell.context import current

PARTS = {
    "bo_slide": ("Bộ slide", presentation.draw),
    "lam_moi": ("Làm mới bản đã sửa", renewing.draw),
    "so_sanh": ("So với kỳ trước", presentation.compare),
    "ket_luan": ("Kết luận giao ban", conclusions.draw),
    "buoi_sang": ("Danh sách buổi sáng", handouts.morning),
    "bao_cao": ("Báo cáo", handouts.reports),
}


def main() -> None:
    here = current()
    widgets.question("Giao ban: trình bày gì, đã kết luận gì?")
    if here.as_of is None:
        widgets.empty("Chưa có số liệu để làm slide", here)
        return
    if summed.only(here, partial(summed.by_unit, here)):
        return
    part = view.segments("Phần", {code: words for code, (words, _) in PARTS.items()}, name="phan")
    PARTS[part][1](here)


main()
