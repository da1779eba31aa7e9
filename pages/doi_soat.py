"""Đối soát: which numbers do not fit, why, and what to do about each."""

from collections.abc import Sequence

from chiso.core.text import plain
from chiso.desk.reconciliation import kind_of
from chiso.web import reconcile
from chiso.web.parts import compliance, loading, widgets
from chiso.web.reconcile import Count
from chiso.web.shell import view
from chiso.web.shell.context import current
from chiso.web.shell.problems import guarded
from chiso.words import cards
from chiso.words.overdue import KINDS


def main() -> None:
    here = current()
    widgets.question("Số nào không khớp?")
    if here.as_of is None:
        widgets.empty("Chưa có dữ liệu để đối soát", here)
        return
    found = reconcile.counts(here)
    is_compared = any(loading.speaks(here, kind) for kind in KINDS)
    if found or is_compared:
        _summary(found)
    if not found and is_compared:
        widgets.all_fine("Mọi số liệu đều khớp.")
    elif not found:
        widgets.note("Chưa có hồ sơ, nhiệm vụ, PAKN để đối soát.")
    widgets.note(f"Phát hiện tính trên mọi hồ sơ đã nhập, cả các năm trước, đến {here.as_of:%d/%m/%Y}.")
    if here.unit is not None:
        name = plain(here.unit_name or loading.unit_name(here))
        widgets.note(
            f"Chỉ hồ sơ của {name}; phát hiện về tệp, biểu tổng hợp, số báo cáo là của toàn cơ quan."
        )
    only_new = any(one.seen for one in found) and view.toggle("Ẩn phát hiện đã xem", name="an_da_xem")
    reconcile.draw(here, reconcile.counts(here, only_new=True) if only_new else found, only_new=only_new)
    compliance.draw(here)
    if here.unit is None:
        guarded(lambda: reconcile.denominators(here))
        guarded(lambda: reconcile.reported(here))
    loading.sources_line(here)


def _summary(found: Sequence[Count]) -> None:
    weights = [(kind_of(one.code).weight, one.many) for one in found]
    every = sum(many for _, many in weights)
    wrong = sum(many for weight, many in weights if weight >= 80)
    lacking = sum(many for weight, many in weights if 50 <= weight < 80)
    items = cards.reconciliation(wrong, lacking, every - wrong - lacking, sum(one.seen for one in found))
    widgets.kpis(items, key="ds", columns=4, width=170)


main()
