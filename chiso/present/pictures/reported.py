"""What the office reports itself: a figure month by month beside its targets, the components of Bộ chỉ số phục vụ."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chiso.core.periods import months_of, short_day
from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value
from chiso.figures.targets import Step
from chiso.present.chart import Chart, Series, Unit, month_names
from chiso.words import portal
from chiso.words.goals import target, targets
from chiso.words.numbers import show
from chiso.words.reported import headline
from chiso.words.states import SHORT

UNITS: dict[str, Unit] = {"rate": "rate", "count": "count", "value": "points"}


def months(found: Sequence[Value], now: Value) -> Chart:
    """A figure (`now`) by month (`found`), from the first month that was reported to the last target's; a month that
    nobody reported is a gap. The level asked for stands on every month up to its day, a day that has passed is marked
    with its verdict."""
    known = {str(one.month): one.value for one in found if one.value is not None}
    asked = sorted((step for step in now.steps if step.kind == "target" and step.target_date), key=_day)
    note = "; ".join((_kept(now), *_aims(now)))
    unit, said = UNITS[now.kind], headline(now)
    if not known:
        return Chart("line", (), (), unit, said, note, empty="Chưa có số báo cáo trong năm này.")
    first, last = (date.fromisoformat(f"{month}-01") for month in (min(known), max(known)))
    span = months_of(first, max([last, *(_day(step) for step in asked)]))
    keys = [f"{month:%Y-%m}" for month in span]
    levels = tuple(next((step.target for step in asked if _day(step) >= month), None) for month in span)
    marks = tuple(
        (float(keys.index(f"{_day(step):%Y-%m}")), _passed(step, now))
        for step in asked
        if step.is_over and f"{_day(step):%Y-%m}" in keys
    )
    series = Series(now.short_name, tuple(known.get(key) for key in keys))
    return Chart(
        "line",
        month_names(keys),
        (series,),
        unit,
        said,
        note,
        targets=levels,
        marks=marks,
        labels="last",
        keys=tuple(key if key in known else "" for key in keys),
    )


def _kept(now: Value) -> str:
    """What a month's figure covers."""
    if now.indicator in portal.PUBLISHED.values():
        return "Tỷ lệ từng tháng, Cổng công bố"
    return "Điểm từng tháng" if now.kind == "value" else "Số cộng dồn từ đầu năm"


def _aims(now: Value) -> tuple[str, ...]:
    """Every target of the year, the first called what it is."""
    found = targets(now)
    return (f"chỉ tiêu {found[0]}", *found[1:]) if target(now) else found


def _day(step: Step) -> date:
    assert step.target_date is not None
    return step.target_date


def _passed(step: Step, now: Value) -> str:
    word = {"met": "đạt", "missed": "chưa đạt"}.get(str(step.verdict), "chưa có số")
    return f"{short_day(_day(step), now.as_of)}: {word} {show(step.target, rate=now.is_rate)}"


def components(rows: Sequence[dict[str, Any]], now: Value) -> Chart:
    """The components of Bộ chỉ số phục vụ of the newest month (`component, score, max_score`) with what each may still
    win, the largest rest first; the one with most to win in alarm where the sum is short of its target."""
    rows = sorted(rows, key=lambda row: row["score"] - row["max_score"])
    scores = [float(row["score"]) for row in rows]
    left = [max(0.0, float(row["max_score"]) - score) for row, score in zip(rows, scores, strict=True)]
    worst = max(left, default=0.0)
    is_short = now.state in SHORT
    roles = tuple("alarm" if is_short and rest == worst else "accent" for rest in left)
    most = [str(row["component"]) for row, rest in zip(rows, left, strict=True) if rest == worst > 0]
    said = f"Còn lấy được {format_number(sum(left), 2)} điểm" + (
        f", nhiều nhất ở {most[0]}" if len(most) == 1 else ""
    )
    return Chart(
        "stacked",
        tuple(str(row["component"]) for row in rows),
        (
            Series("Đạt được", tuple(scores), "accent", roles),
            Series("Còn lấy được", tuple(left), "context"),
        ),
        "points",
        said,
        f"Điểm từng nhóm, tháng {now.day:%m/%Y}; {headline(now)}",
        "điểm",
        keys=tuple(str(row["component"]) for row in rows),
    )
