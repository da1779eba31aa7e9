"""Đối soát: which numbers do not fit, why, and what to do about each."""

import pandas as pd

from chiso.core.text import plain
from chiso.desk import reconciliation
from chiso.desk.reconciliation import kind_of
from chiso.web import reconcile
from chiso.web.parts import compliance, loading, widgets
from chiso.web.shell import view
from chiso.web.shell.context import current
from chiso.web.shell.problems import guarded
from chiso.words import cards


def main() -> None:
    here = current()
    widgets.question("Số nào không khớp?")
    if here.as_of is None:
        widgets.empty("Chưa có dữ liệu để đối soát", here)
        return
    found = loading.ask(here, reconciliation.findings, agency=here.agency, as_of=here.as_of)
    found = reconcile.visible(here, found)
    _summary(found)
    widgets.note(f"Phát hiện tính trên mọi hồ sơ đã nhập, cả các năm trước, đến {here.as_of:%d/%m/%Y}.")
    if here.unit is not None:
        name = plain(here.unit_name or loading.unit_name(here))
        widgets.note(
            f"Chỉ hồ sơ của {name}; phát hiện về tệp, biểu tổng hợp, số báo cáo là của toàn cơ quan."
        )
    left = _wanted(found)
    reconcile.draw(here, left)
    compliance.draw(here)
    if here.unit is None:
        guarded(lambda: reconcile.denominators(here))
        guarded(lambda: reconcile.reported(here))
    loading.sources_line(here)


def _summary(found: pd.DataFrame) -> None:
    weights = [kind_of(code).weight for code in found["code"]]
    wrong = sum(weight >= 80 for weight in weights)
    lacking = sum(50 <= weight < 80 for weight in weights)
    seen = int(found["seen"].sum())
    items = cards.reconciliation(wrong, lacking, len(found) - wrong - lacking, seen)
    widgets.kpis(items, key="ds", columns=4, width=170)
    if found.empty:
        widgets.all_fine("Mọi số liệu đều khớp.")


def _wanted(found: pd.DataFrame) -> pd.DataFrame:
    if not found["seen"].any():
        return found
    if view.toggle("Ẩn phát hiện đã xem", name="an_da_xem"):
        return found[~found["seen"].astype(bool)]
    return found


main()
