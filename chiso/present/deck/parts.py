"""Pieces of slides: numbers as text, tables of the longest late."""

from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look, Row, clean
from chiso.present.slides import Slide
from chiso.words import findings
from chiso.words.states import STATES


def no_data(topic: str, what: str, file: str) -> Slide:
    """The slide of a topic without its file."""
    return Slide(topic, f"Chưa có số liệu {what}", empty=f"Cần tải lên {file} ở trang Nhập dữ liệu.")


def shown(found: Value) -> str:
    """A value, or the state's word where there is none."""
    return STATES[found.state].word if found.value is None else _number(found, found.value)


def _number(found: Value, value: float) -> str:
    """Scores are printed as the charts print them, with two decimals."""
    return findings.show(value, rate=found.is_rate, decimals=1 if found.is_rate else 2)


def target(found: Value) -> str:
    """The target with its comparison."""
    if found.target is None:
        return "—"
    if found.target == 0:
        return "0"
    sign = {">": "trên ", "<": "dưới ", "<=": "≤ ", ">=": "≥ "}.get(found.comparison or "", "")
    return sign + _number(found, found.target)


def fraction(found: Value, things: str = "") -> str:
    """What a value is made of."""
    if found.numerator is None or found.denominator is None:
        return ""
    return f"{format_number(found.numerator)} trong {format_number(found.denominator)} {things}".strip()


def figure(found: Value) -> Row:
    """A value as the row of a table: names, value, base, target, state; – without a value."""
    return {
        "name": found.name,
        "short_name": found.short_name,
        "value": "–" if found.value is None else shown(found),
        "base": fraction(found),
        "target": target(found),
        "state": STATES[found.state].word,
    }


def longest(look: Look, kind: str, frame: pd.DataFrame) -> Table:
    """Dossiers or tasks that are late longest, with who answers for them, or why and until when."""
    rows = [_late(look, row) for row in map(clean, frame.head(8).to_dict("records"))]
    title, columns = {
        "dossiers": ("Hồ sơ trễ lâu nhất", TABLES["slide_dossiers"]),
        "tasks": ("Nhiệm vụ trễ lâu nhất", TABLES["slide_tasks"]),
    }[kind]
    return Table.of(
        columns,
        rows,
        title=title,
        note="⟲ đã hẹn lại ngày trả" if any("⟲" in row["late"] for row in rows) else "",
        alarm=frozenset((place, 0) for place in range(min(2, len(rows)))),
    )


def _late(look: Look, row: Row) -> dict[str, Any]:
    moved = " ⟲" if row["first_due"] is not None and row["first_due"] != row["due"] else ""
    promised = f"hẹn {pd.Timestamp(row['promised_on']):%d/%m}" if row["promised_on"] else ""
    why = " · ".join(filter(None, (row["cause"], promised)))
    return {
        "late": f"{format_number(row['days_late'])} ngày{moved}",
        "title": row["title"] or row["id"],
        "who": why or row["official"] or look.short(row["unit"], row["unit_name"]),
    }
