"""Quản trị: units, hand-overs, indicators, targets, points, days off, accounts, log, folders, slides, backups."""

from collections.abc import Callable, Mapping

from chiso.web.admin import (
    counting,
    handing,
    indicators,
    journal,
    keeping,
    learnt,
    people,
    receiving,
    sending,
    signing,
    slides,
    start,
    targets,
    units,
)
from chiso.web.parts import widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.web.shell.problems import guarded

SECTIONS: Mapping[str, Callable[[Context], None]] = {
    "Đơn vị": units.draw,
    "Bàn giao": handing.draw,
    "Chỉ tiêu": indicators.draw,
    "Chỉ tiêu giao": targets.draw,
    "Quy tắc điểm": targets.draw_rules,
    "Ngày nghỉ": counting.holidays,
    "Mẫu số và loại trừ": counting.bases,
    "Tài khoản": people.draw,
    "Nhật ký": journal.draw,
    "Đã nhớ từ tệp": learnt.draw,
    "Hộp thư đến": receiving.draw,
    "Hộp thư đi": sending.draw,
    "Mẫu slide": slides.draw,
    "Người ký": signing.draw,
    "Sao lưu": keeping.draw,
    "Bắt đầu dùng thật": start.draw,
}


def main() -> None:
    here = current()
    widgets.question("Danh mục đơn vị, chỉ tiêu và tài khoản")
    chosen = view.segments("Mục", {name: name for name in SECTIONS}, name="muc")
    guarded(lambda: SECTIONS[chosen](here))


main()
