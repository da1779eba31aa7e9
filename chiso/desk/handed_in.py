"""The calendar of what was handed in: dataset × month, weekly where it comes weekly.

"Today" is the day that the figures speak of, not the clock. A month is late from the 5th of the next one on: then the
units have handed in its results (kế hoạch CCHC của Sở Tư pháp, mục báo cáo TTHC).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from chiso.core.periods import meeting_weeks, month_end
from chiso.intake.datasets import DATASETS, MEETING

DEADLINE_DAY = 5  # of the following month
NAMED = 3  # late files that the title names
WEEKLY_GAP = 9  # days: exports that lie closer to each other come weekly
IN, PARTLY, MISSING, OPEN, NONE = "in", "partly", "missing", "open", "none"


@dataclass(frozen=True)
class Cell:
    """A month of a source. `state`: in, partly (rejected rows wait to be mended), missing (late), open (not
    due yet), none.

    `weeks`: (there, expected) where the source comes weekly.
    """

    state: str
    rejected: int = 0
    weeks: tuple[int, int] | None = None


@dataclass(frozen=True)
class Line:
    """A source: a dataset, or what one unit hands in of it."""

    dataset: str
    unit: str
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """How many months are late."""
        return sum(cell.state == MISSING for cell in self.cells)


def calendar(spans: Sequence[Mapping[str, Any]], months: Sequence[date], day: date) -> list[Line]:
    """One line per source from the spans of days that imports speak for (`figures.coverage.spans`).

    Sources that only come when something changes are never late; those of the meeting are expected always.
    """
    by_source: dict[tuple[str, str], list[Mapping[str, Any]]] = {(name, ""): [] for name in MEETING}
    begin = min((span["first_day"] for span in spans), default=day)
    for span in spans:
        by_source.setdefault((str(span["dataset"]), str(span["unit_filter"] or "")), []).append(span)
    # What units hand in apart stands for the whole where nothing else does.
    apart = {name for name, unit in by_source if unit}
    lines = [
        Line(dataset, unit, tuple(_cell(dataset, found, month, day, begin) for month in months))
        for (dataset, unit), found in by_source.items()
        if found or dataset not in apart
    ]
    order = list(DATASETS)
    return sorted(
        (line for line in lines if any(cell.state != NONE for cell in line.cells)),
        key=lambda line: (order.index(line.dataset), line.unit),
    )


def is_weekly(dataset: str, spans: Iterable[Mapping[str, Any]]) -> bool:
    """Declared weekly, or coming so: four exports or more that lie close to each other."""
    if DATASETS[dataset].usual_rhythm == "weekly":
        return True
    days = sorted({span["as_of"] for span in spans if span["is_own"]})
    gaps = [(after - before).days for before, after in pairwise(days)]
    return len(gaps) >= 3 and sorted(gaps)[len(gaps) // 2] <= WEEKLY_GAP


def _cell(dataset: str, spans: Sequence[Mapping[str, Any]], month: date, day: date, begin: date) -> Cell:
    end = month_end(month)
    here = [span for span in spans if span["first_day"] <= end and span["last_day"] >= month]
    rhythm = DATASETS[dataset].usual_rhythm
    if here:
        rejected = sum(span["rows_rejected"] for span in here if span["is_own"])
        weeks = None
        if is_weekly(dataset, spans):
            days = {span["as_of"] for span in here if span["is_own"]}
            all_weeks = meeting_weeks(month, min(end, day))
            there = sum(any(first <= one <= last for one in days) for first, last in all_weeks)
            weeks = there, len(all_weeks)
        return Cell(PARTLY if rejected else IN, rejected, weeks)
    first = min((span["first_day"] for span in spans), default=begin)
    if rhythm in ("irregular", "yearly") or end < first or (rhythm == "quarterly" and month.month % 3):
        return Cell(NONE)
    return Cell(MISSING if day > end + timedelta(days=DEADLINE_DAY) else OPEN)


def headline(lines: Sequence[Line], months: Sequence[date], names: Mapping[str, str]) -> str:
    """The title of the calendar: what is late, the newest month first; else that nothing is, and what is to come."""
    late = [
        (month, names.get(line.dataset, line.dataset) + (f" của {line.unit}" if line.unit else ""))
        for line in lines
        for month, cell in zip(months, line.cells, strict=True)
        if cell.state == MISSING
    ]
    if not late:
        # What is not due yet is said too: the header of every page says that it is not there.
        to_come = [
            names[one.dataset] for one in lines if one.dataset in MEETING and one.cells[-1].state == OPEN
        ]
        still = f" đã đến hạn; tháng {months[-1].month} chưa có {', '.join(to_come)}" if to_come else ""
        return f"Lịch nộp: không thiếu tệp nào{still}{_since(lines, months, names)}"
    late.sort(key=lambda item: item[0], reverse=True)
    shown = ", ".join(f"{name} tháng {month.month}" for month, name in late[:NAMED])
    more = f" và {len(late) - NAMED} tệp khác" if len(late) > NAMED else ""
    return f"Lịch nộp: còn thiếu {shown}{more}"


def _since(lines: Sequence[Line], months: Sequence[date], names: Mapping[str, str]) -> str:
    """ "; Một cửa mới có từ tháng 9": months before the first file of a source are not late, yet no file has them."""
    began: dict[int, list[str]] = {}
    for one in lines:
        first = next((place for place, cell in enumerate(one.cells) if cell.state in (IN, PARTLY)), 0)
        if first and one.dataset in MEETING and not one.unit:
            began.setdefault(first, []).append(names.get(one.dataset, one.dataset))
    return "".join(
        f"; {', '.join(who)} mới có từ tháng {months[first].month}" for first, who in began.items()
    )
