"""Three denominators side by side, and official totals against what the records say."""

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.desk import reconciliation
from chiso.present.columns import TABLES
from chiso.web.parts import loading, tables, widgets
from chiso.web.shell.context import Context
from chiso.words.cards import Kpi
from chiso.words.states import STATES


def denominators(here: Context) -> None:
    """Which number a rate is divided by: three of them, none wrong."""
    found = loading.ask(
        here, reconciliation.denominators, agency=here.agency, as_of=here.as_of, year=here.year
    )
    if all(missing(one["value"]) or not one["value"] for one in found):
        return
    headline = f"Năm {here.year}: ba mẫu số khác nhau, không số nào sai"
    under = f"Đến {here.as_of:%d/%m/%Y}; mỗi tỷ lệ chia cho đúng một mẫu số, không lấy số này chia cho số kia"
    with widgets.card(headline, under, stretch=False):
        items = []
        for one in found:
            value, own = one["value"], one["own"]
            text = "–" if missing(value) else format_number(value)
            differs = not missing(own) and not missing(value) and own != value
            state = STATES["no_target"]
            under = one["meaning"]
            if one["reported"] and differs:
                state = STATES["near"].named("Theo báo cáo")
                under += (
                    f"\nĐếm từ hồ sơ: {format_number(own)}; báo cáo ghi {text}, tài liệu không giải thích."
                )
            items.append(Kpi(one["label"], text, state, under))
        widgets.kpis(items, key="mau_so", columns=3, width=260)


def reported(here: Context) -> None:
    """What the office reported for a figure that the records give too."""
    found: pd.DataFrame = loading.ask(
        here, reconciliation.reported_against_records, agency=here.agency, as_of=here.as_of, year=here.year
    )
    if found.empty:
        return
    same = (found["numerator"] == found["own_numerator"]) & (found["denominator"] == found["own_denominator"])
    different = int((~same).sum())
    headline = (
        f"{format_number(different)} trong {format_number(len(found))} số báo cáo năm {here.year} khác số đếm từ dòng"
        if different
        else f"Cả {format_number(len(found))} số báo cáo năm {here.year} đúng bằng số đếm từ dòng"
    )
    under = "Số báo cáo của cả năm được dùng thay số đếm và ghi “theo báo cáo”; khác nhau thì cần biết vì sao"
    with widgets.card(headline, under, stretch=False):
        shown = found.assign(sign=["✓" if one else "●" for one in same])
        tables.table(shown, TABLES["reported"], here, name="so_bao_cao_ds", title=headline)
