"""Criteria of the CCHC index as a page prints them: short names, what the data says, evidence. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.core.text import enumerated, missing
from chiso.core.vietnamese import format_number, format_percent
from chiso.words import headlines
from chiso.words.cards import Kpi, rank, rated, share
from chiso.words.findings import count_words
from chiso.words.numbers import in_words
from chiso.words.states import STATES

_ADDED = re.compile(r"\s*(?: so với |[,;(:])")

# what the card of one criterion says of it
FACTS = {
    "data": "Số liệu",
    "cause": "Nguyên nhân",
    "remedy": "Giải pháp",
    "units": "Đơn vị chịu trách nhiệm",
    "deadline": "Thời hạn",
    "evidence": "Minh chứng",
}


def printed(criteria: pd.DataFrame, gains: Mapping[str, float], checked: Collection[str]) -> pd.DataFrame:
    """Rows of figures.criteria with `short`, `data`, `gain`, `checked`, `proof`. `checked`: keys of criteria whose
    evidence somebody has checked."""
    frame = criteria.assign(checked=[key in checked for key in criteria["key"]])
    rows = frame.to_dict("records")
    return frame.assign(
        short=[short(row["name"]) for row in rows],
        data=[measured(row) or "–" for row in rows],
        gain=pd.Series([gains.get(row["code"]) for row in rows], dtype="float64", index=frame.index),
        proof=[_proof(row) for row in rows],
    )


def measured(row: Mapping[Any, Any]) -> str:
    """ "285/291 = 97,94%", "" where nothing is counted."""
    if missing(row["numerator"]) or missing(row["denominator"]) or not row["denominator"]:
        return ""
    rate = format_percent(row["numerator"] / row["denominator"])
    return f"{format_number(row['numerator'])}/{format_number(row['denominator'])} = {rate}"


def short(name: str) -> str:
    """The name without its "Tỷ lệ"."""
    text = str(name).removeprefix("Tỷ lệ ")
    return text[:1].upper() + text[1:]


def _proof(row: Mapping[Any, Any]) -> str:
    if not isinstance(row["evidence"], str) or not row["evidence"]:
        return "Thiếu" if (row["lost"] or 0) > 0 else "–"
    return "✓ Đã kiểm tra" if row["checked"] else "Chưa kiểm tra"


def cards(
    year: int, total: Mapping[str, Any], rows: Sequence[Mapping[Any, Any]], *, is_whole: bool
) -> list[Kpi]:
    """Points that the agency got and lost; of a sheet without points nobody knows. `rows`: all of figures.criteria;
    `is_whole`: whether what stands below them is the agency's too, not one unit's."""
    if missing(total["points"]):
        names = ("Điểm trong bảng chấm", "Điểm bị trừ")
        return [Kpi(name, "–", STATES["unknown"], "Bảng chưa ghi điểm") for name in names]
    explained = sum(row["lost"] for row in rows if not missing(row["lost"]))
    found = [_points(year, total, rows), _lost(total, explained)]
    return found if is_whole else [replace(one, name=f"{one.name}, cả cơ quan") for one in found]


def of_most(points: float, most: float | None) -> str:
    """ "84,27/94,5"; the points alone where nobody knows of how many."""
    said = format_number(points, 2)
    return said if missing(most) else f"{said}/{format_number(most)}"


def scored(year: int, total: Mapping[str, Any], rows: Sequence[Mapping[Any, Any]]) -> str:
    """The index of a year; the criteria of a table alone are never called it. `rows`: those of the table."""
    if missing(total["points"]):
        return f"Bảng điểm năm {year} chưa ghi điểm"
    points = f"{of_most(total['points'], total['max'])} điểm"
    if total["partial"]:
        return f"{_some(rows)}: {points}; chưa phải kết quả Chỉ số CCHC năm {year}"
    said = f"Chỉ số cải cách hành chính năm {year}: {points}"
    if not missing(total["percent"]):
        said += f" ({format_number(total['percent'], 2)}%)"
    if total["unexplained"]:
        said += f"; còn {format_number(total['unexplained'], 2)} điểm bị trừ chưa có chi tiết"
    return said


def _some(rows: Sequence[Mapping[Any, Any]]) -> str:
    many = sum(not missing(row["points"]) for row in rows)
    return f"Tổng {many} tiêu chí có trong bảng chấm điểm"


def _points(year: int, total: Mapping[str, Any], rows: Sequence[Mapping[Any, Any]]) -> Kpi:
    if total["partial"]:
        state = STATES["expected"].named(f"Chưa phải Chỉ số CCHC năm {year}")
        value = share(total["points"], total["max"])
        return Kpi("Điểm trong bảng chấm", value, state, _some(rows))
    rating = rated(total["rating"])
    state = rating if rating.word else rating.named("Đã công bố")
    percent = "" if missing(total["percent"]) else f"{format_number(total['percent'])}%"
    is_alone = missing(total["max"])
    value = format_number(total["points"]) if is_alone else share(total["points"], total["max"])
    return Kpi(f"Điểm CCHC năm {year}", value, state, ", ".join(filter(None, (percent, rank(total)))))


def _lost(total: Mapping[str, Any], explained: float) -> Kpi:
    """Points lost, and how many of them no criterion explains."""
    gap = total.get("unexplained")
    open_gap = gap is not None and not missing(gap) and abs(float(gap)) >= 0.005
    words = f"{format_number(gap, 2)} chưa có chi tiết" if open_gap else ""
    state = STATES["near"].named(words) if open_gap else STATES["no_target"]
    lost = explained if missing(total.get("lost")) else float(total["lost"])
    return Kpi("Điểm bị trừ", format_number(lost, 2), state, f"{format_number(explained, 2)} đã có chi tiết")


def most_lost(rows: Sequence[tuple[str, float]], total: float, year: int) -> str:
    """Which criterion cost most: (name, lost), the largest first; where two or three lost as much all of them, by name
    as far as two lines hold that, else how many; else how few hold most of the loss."""
    of, most = f"{format_number(total, 2)} điểm (năm {year})", round(rows[0][1], 2) if rows else 0.0
    first = [name for name, lost_points in rows if round(lost_points, 2) == most]
    if total <= 0.005 or not 1 <= len(first) <= 3:
        return f"{headlines.lost([points for _, points in rows], total)} (năm {year})"
    lost_each = f" mất nhiều nhất{', mỗi tiêu chí' if first[1:] else ':'} {format_number(most, 2)}/{of}"
    said = (f"{_named(names)}{lost_each}" for names in (first, [_core(name) for name in first]))
    fitting = (text for text in said if count_words(text) <= headlines.TWO_LINES)
    return next(fitting, f"{in_words(len(first), capital=True)} tiêu chí{lost_each}")


def _named(names: Sequence[str]) -> str:
    """ "Tỷ lệ hồ sơ A, hồ sơ B và hồ sơ C"."""
    return enumerated([*names[:1], *(headlines.inside(short(name)) for name in names[1:])])


def _core(name: str) -> str:
    """The name without what it is held against and what it adds: what follows "so với", a comma, a bracket."""
    return _ADDED.split(name, maxsplit=1)[0]
