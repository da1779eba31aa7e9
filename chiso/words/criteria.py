"""Criteria of the CCHC index as a page prints them: short names, what the data says, evidence. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number, format_percent

# what the card of one criterion says of it
FACTS = {
    "data": "Số liệu",
    "cause": "Nguyên nhân",
    "remedy": "Giải pháp",
    "units": "Đơn vị chịu trách nhiệm",
    "deadline": "Thời hạn",
    "evidence": "Minh chứng",
}
# what the office may write beside a criterion
TEXTS = {
    "cause": "Nguyên nhân",
    "remedy": "Giải pháp",
    "evidence": "Minh chứng (số văn bản, liên kết)",
    "units": "Đơn vị",
    "deadline": "Thời hạn",
}


def printed(criteria: pd.DataFrame, gains: Mapping[str, float], checked: Collection[str]) -> pd.DataFrame:
    """Rows of figures.criteria with `short`, `data`, `gain`, `checked`, `proof`. `checked`: keys of criteria whose
    evidence somebody has checked."""
    frame = criteria.assign(checked=[key in checked for key in criteria["key"]])
    rows = frame.to_dict("records")
    return frame.assign(
        short=[_short(row["name"]) for row in rows],
        data=[measured(row) or "–" for row in rows],
        gain=pd.Series([gains.get(row["code"]) for row in rows], dtype="float64", index=frame.index),
        proof=[_proof(row) for row in rows],
    )


def measured(row: Mapping[Any, Any]) -> str:
    """ "285/291 = 97,94%", "" where nothing is counted."""
    if missing(row["numerator"]) or missing(row["denominator"]) or not row["denominator"]:
        return ""
    share = format_percent(row["numerator"] / row["denominator"])
    return f"{format_number(row['numerator'])}/{format_number(row['denominator'])} = {share}"


def _short(name: str) -> str:
    """A criterion's name without "Tỷ lệ", to fit over a bar."""
    text = str(name).removeprefix("Tỷ lệ ")
    return text[:1].upper() + text[1:]


def _proof(row: Mapping[Any, Any]) -> str:
    """Whether there is evidence, and whether somebody checked it."""
    if not isinstance(row["evidence"], str) or not row["evidence"]:
        return "Thiếu" if (row["lost"] or 0) > 0 else "–"
    return "✓ Đã kiểm tra" if row["checked"] else "Chưa kiểm tra"
