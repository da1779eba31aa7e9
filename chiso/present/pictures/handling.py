"""Where and when dossiers became late, and how many days a procedure took, drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.handling import Cut, Late
from chiso.present.chart import Chart, Series
from chiso.present.columns import TABLES
from chiso.words import handling, workload

MOST_DAYS = 30  # columns of days; what took longer stands together


def late(parts: Sequence[Late], cut: Cut, asked: Asked) -> Chart:
    """How much of what is handled is late by a cut, of steps how many; red is what is more than chance."""
    is_step = cut == "step"
    drawn = tuple(float(part.late) if is_step else part.rate for part in parts)
    roles = tuple("late_2" if is_step or part.is_more else "context" for part in parts)
    texts = tuple(format_number(part.late) if is_step else handling.said(part) for part in parts)
    table = pd.DataFrame(handling.rows(parts), columns=list(TABLES["late_parts"]))
    shown = {key: one for key, one in TABLES["late_parts"].items() if not is_step or key in ("name", "late")}
    return Chart(
        "bars",
        tuple(handling.name(part.key) if is_step else handling.with_base(part) for part in parts),
        (Series("trễ hạn", drawn, "context", roles, texts),),
        "count" if is_step else "rate",
        headline=handling.headline(parts, cut, asked),
        note=handling.STEP_NOTE if is_step else handling.DAY_NOTE,
        things="hồ sơ",
        keys=tuple(part.key or handling.NAMELESS for part in parts),
        behind=(table[list(shown)], shown),
        fine="Không có hồ sơ nào trễ hạn." if parts and not any(part.late for part in parts) else "",
    )


def spread(row: Mapping[Any, Any], asked: Asked) -> Chart:
    """How many dossiers of a procedure (a row of workload.times) took how many working days, within what is allowed and
    beyond it; the key of a column is its first day."""
    counts: Counter[int] = Counter()
    for took, many in row["every"].items():
        counts[min(int(took), MOST_DAYS)] += many
    first, last = min(counts), max(counts)
    days = range(first, last + 1)
    allowed = None if pd.isna(row["allowed"]) else float(row["allowed"])
    within = tuple(_count(counts, day, allowed is None or day <= allowed) for day in days)
    beyond = tuple(_count(counts, day, allowed is not None and day > allowed) for day in days)
    series = [Series("trong thời hạn" if allowed is not None else "hồ sơ", within, "accent")]
    if any(beyond):
        series.append(Series("quá thời hạn", beyond, "late_2"))
    return Chart(
        "columns",
        tuple(f"{day}+" if day == MOST_DAYS else str(day) for day in days),
        tuple(series),
        headline=workload.spread_headline(row, asked),
        note=workload.spread_note(row),
        things="hồ sơ",
        keys=tuple(str(day) if counts[day] else "" for day in days),
        marks=((allowed - first + 0.5, "thời hạn"),)
        if allowed is not None and first <= allowed < last
        else (),
        is_stack=True,
        labels="none",
    )


def _count(counts: Mapping[int, int], day: int, belongs: bool) -> float:
    return float(counts.get(day, 0)) if belongs else 0.0
