"""Pieces of slides: numbers as text, tables of the longest late."""

from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value
from chiso.present.deck.look import Look, clean
from chiso.present.slides import Slide, Table
from chiso.words import findings
from chiso.words.states import STATES


def no_data(topic: str, what: str, file: str) -> Slide:
    return Slide(topic, f"Chưa có số liệu {what}", empty=f"Cần tải lên {file} ở trang Nhập dữ liệu.")


def since(now: int, before: int) -> str:
    return findings.change(now, before, rate=False, since="tuần trước").capitalize()


def short_names(look: Look) -> dict[str, str]:
    frame = look.store.run("figures/catalogue")
    return dict(zip(frame["indicator"], frame["short_name"], strict=True))


def shown(found: Value) -> str:
    if found.value is None:
        return STATES[found.state].word
    return findings.show(found.value, rate=found.is_rate)


def target(found: Value) -> str:
    if found.target is None:
        return "—"
    if found.target == 0:
        return "0"
    sign = {">": "trên ", "<": "dưới ", "<=": "≤ ", ">=": "≥ "}.get(found.comparison or "", "")
    return sign + findings.show(found.target, rate=found.is_rate)


def fraction(found: Value, things: str) -> str:
    if found.numerator is None or found.denominator is None:
        return ""
    return f"{format_number(found.numerator)} trong {format_number(found.denominator)} {things}".strip()


def joined(units: Any) -> str:
    return units if isinstance(units, str) else ", ".join(map(str, units or ()))


def longest(look: Look, frame: pd.DataFrame, kind: str) -> Table:
    rows = []
    for row in map(clean, frame.head(8).to_dict("records")):
        moved = " ⟲" if row["first_due"] is not None and row["first_due"] != row["due"] else ""
        who = row["official"] or look.short(row["unit"], row["unit_name"])
        promised = f"hẹn {_day(row['promised_on'])}" if row.get("promised_on") else ""
        said = " · ".join(filter(None, (row.get("cause"), promised)))
        rows.append(
            (f"{format_number(row['days_late'])} ngày{moved}", row["title"] or row["id"], said or who)
        )
    note = "⟲ đã hẹn lại ngày trả" if any("⟲" in row[0] for row in rows) else ""
    title = {"dossiers": "Hồ sơ trễ lâu nhất", "tasks": "Nhiệm vụ trễ lâu nhất"}[kind]
    heads = (
        "Trễ",
        "Thủ tục" if kind == "dossiers" else "Nhiệm vụ",
        "Công chức, lý do" if kind == "dossiers" else "Đơn vị",
    )
    return Table(
        heads, tuple(rows), (1.9, 3.0, 2.6), title, note, frozenset((i, 0) for i in range(min(2, len(rows))))
    )


def _day(value: Any) -> str:
    """A date entered on a page (YYYY-MM-DD) as dd/mm."""
    return f"{pd.Timestamp(value):%d/%m}"
