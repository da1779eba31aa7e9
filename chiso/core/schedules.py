"""Deadlines as plans write them: "Trước ngày 10/12/2024", "Trong quý III/2024", "Thường xuyên" … to dates.

A cell may hold several deadlines, recurring ones ("chậm nhất ngày 14 hàng tháng cuối kỳ báo cáo"), no deadline at all
("Thường xuyên"), or an event that has not happened yet ("Trong vòng 30 ngày kể từ …"): then the task waits for its
date. "Trước ngày 10/12" is due on 10/12, as the offices follow it. The wordings are those of the documents' appendices.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chiso.core.periods import month_end
from chiso.core.vietnamese import fold

Kind = Literal["dated", "recurring", "standing", "waiting", "unknown"]


@dataclass(frozen=True)
class Occurrence:
    """One deadline. `label` is the clause it stands in, as printed; `recurring` when it repeats within the year."""

    due: date
    label: str
    recurring: bool = False


@dataclass(frozen=True)
class Schedule:
    """What a cell says: dated or recurring deadlines in order, standing ("thường xuyên"), waiting for an event.

    `wait_days` is the time that runs from the event where the text says one; `in_working_days` its unit.
    """

    kind: Kind
    occurrences: tuple[Occurrence, ...] = ()
    wait_days: int | None = None
    in_working_days: bool = False


# Reporting periods of CCHC reports: quarter I, half a year, quarter III, year (documents 2 and 3).
_PERIOD_ENDS = (3, 6, 9, 12)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_TAG = re.compile(r"<[^<>]*>")
_CLAUSE = re.compile(r"[;\n]+|(?<=\s)[-+•]\s(?![Tt]háng\s)|^[-+•]\s|\.\s+(?=\D)|\.$")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/])")
_CITED = re.compile(
    r"(?:\bso\s+\S*/\S*\s+ngay|\btu(?:\s+ngay)?)\s*$"
)  # "Quyết định số 40/QĐ-STP ngày …", "từ ngày …"
_MONTHLY_DAY = re.compile(
    r"ngay\s+(\d{1,2})\s+(?:cua\s+)?(?:hang\s+thang|moi\s+thang|thang\s+(?:cuoi|tiep|sau|ke\s+tiep))"
)
_EACH_MONTH = re.compile(r"\b(?:hang|moi|tung)\s+thang\b|\b01\s+thang\s*/\s*lan\b")
_EACH_QUARTER = re.compile(r"\b(?:hang|moi|tung)\s+quy\b")
_EACH_HALF = re.compile(r"\bdinh\s+ky\s+0?6\s+thang\b|\b0?6\s+thang\s*/\s*lan\b|\b0?2\s+lan\s*/\s*nam\b")
_PERIOD_END = re.compile(r"cuoi\s+ky\s+bao\s+cao|thang\s+cuoi\s+(?:cua\s+)?(?:quy|ky)|cuoi\s+quy")
_MONTH = re.compile(r"\bthang\s+(\d{1,2})\b(?!\s*/\s*lan)(?:\s*/\s*(20\d{2}))?")
# "Từ tháng 3 đến tháng 6/2024": work goes on until the second.
_MONTHS = re.compile(
    r"\b(?:tu\s+)?thang\s+\d{1,2}(?:\s*/\s*20\d{2})?\s*(?:den|-)\s*(?:het\s+)?(?=thang\s+\d{1,2}\b)"
)
_NUMBERED_MONTH = re.compile(r"(?<![\d/.-])(?<!\bso )(0?[1-9]|1[0-2])\s*[/-]\s*(20\d{2})(?![\d/.-])")
_ISO = re.compile(r"\b(20\d{2})-(\d{2})-(\d{2})(?:[ t]00:00:00)?\b")
_QUARTERS = re.compile(
    r"\bquy\s+((?:iv|i{1,3}|[1-4])(?:\s*(?:,|va|-)\s*(?:quy\s+)?(?:iv|i{1,3}|[1-4])\b)*)(?:\s*(?:/|nam)\s*(20\d{2}))?\b"
)
_FIRST_HALF = re.compile(r"\b0?6\s+thang\s+dau\s+nam(?:\s+(20\d{2}))?")
_SECOND_HALF = re.compile(r"\b0?6\s+thang\s+cuoi\s+nam(?:\s+(20\d{2}))?")
_YEAR = re.compile(r"\b(?:trong|cuoi|het|ca)\s+nam(?:\s+(20\d{2}))?\b|^(?:nam\s+)?(20\d{2})$")
_STANDING = re.compile(r"thuong\s+xuyen|lien\s+tuc")
_WITHIN = re.compile(r"trong\s+(?:vong|thoi\s+han)\s+(\d{1,3})\s+ngay(\s+lam\s+viec)?")
_EVENT = re.compile(
    r"ke\s+tu\b|\bsau\s+khi\b|\bkhi\s+(?:co|phat\s+sinh)|\bngay\s+sau\b|\btheo\s+(?:huong\s+dan|chi\s+dao|yeu\s+cau"
    r"|tien\s+do|ke\s+hoach|quy\s+dinh|thoi\s+gian|lich)|\bdot\s+xuat\b|\bkhi\s+duoc\b"
)


def parse(text: str | None, year: int) -> Schedule:
    """The deadlines in a schedule cell; `year` is the plan's, for dates that print none and for recurring ones."""
    found: list[Occurrence] = []
    waits: re.Match[str] | None = None
    standing = waiting = False
    for clause in _clauses(text or ""):
        folded = fold(clause)
        dated = list(_occurrences(clause, folded, year))
        found += dated
        if not dated and _EVENT.search(folded):
            waiting = True
            waits = waits or _WITHIN.search(folded)
        standing = standing or bool(_STANDING.search(folded))
    occurrences = tuple(sorted(set(found), key=lambda one: (one.due, one.label)))
    return Schedule(
        _kind(occurrences, standing, waiting),
        occurrences,
        int(waits[1]) if waits else None,
        bool(waits and waits[2]),
    )


def begun(schedule: Schedule, starts_on: date) -> Schedule:
    """A waiting schedule whose event happened on `starts_on`: its time runs from there (calendar days).

    Working days are the caller's business: they stand in the home's calendar. A text without a time stays waiting.
    """
    if schedule.kind != "waiting" or schedule.wait_days is None or schedule.in_working_days:
        return schedule
    due = starts_on + timedelta(days=schedule.wait_days)
    return Schedule("dated", (Occurrence(due, f"{schedule.wait_days} ngày kể từ {starts_on:%d/%m/%Y}"),))


def _kind(occurrences: tuple[Occurrence, ...], standing: bool, waiting: bool) -> Kind:
    if occurrences:
        return "recurring" if all(one.recurring for one in occurrences) else "dated"
    if standing:
        return "standing"
    return "waiting" if waiting else "unknown"


def _clauses(text: str) -> Iterator[str]:
    plain = _TAG.sub("\n", text)
    for part in _CLAUSE.split(plain):
        if part and (clause := " ".join(part.split()).strip(" .-+•")):
            yield clause


def _occurrences(clause: str, folded: str, year: int) -> Iterator[Occurrence]:
    """The deadlines of one clause: recurring ones, printed dates, else months, quarters, halves, the year."""
    recurring = [Occurrence(due, clause, recurring=True) for due in _recurring(folded, year)]
    yield from recurring or (
        Occurrence(due, clause) for due in [*_dates(folded, year)] or _spans(folded, year)
    )


def _recurring(folded: str, year: int) -> Iterator[date]:
    day = _MONTHLY_DAY.search(folded)
    months: tuple[int, ...] = ()
    if _PERIOD_END.search(folded) and (day or _EACH_QUARTER.search(folded)):
        months = _PERIOD_ENDS
    elif day or _EACH_MONTH.search(folded):
        months = tuple(range(1, 13))
    elif _EACH_QUARTER.search(folded):
        months = _PERIOD_ENDS
    elif _EACH_HALF.search(folded):
        months = (6, 12)
    for month in months:
        last = _month_end(year, month)
        yield last.replace(day=min(int(day[1]), last.day)) if day and int(day[1]) else last


def _dates(folded: str, year: int) -> Iterator[date]:
    folded = _ISO.sub(r"\3/\2/\1", folded)  # a date cell
    for match in _DATE.finditer(folded):
        if _CITED.search(folded[: match.start()]):
            continue
        if match[3] is None and "/" not in match[0]:
            continue  # "3-4" and "7.8" are no dates
        printed = year if match[3] is None else int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        try:
            yield date(printed, int(match[2]), int(match[1]))
        except ValueError:
            continue  # "60/85" and the like


def _spans(folded: str, year: int) -> Iterator[date]:
    rest = folded
    for pattern, month in ((_FIRST_HALF, 6), (_SECOND_HALF, 12)):
        for match in pattern.finditer(rest):
            yield _month_end(int(match[1] or year), month)
        rest = pattern.sub(" ", rest)
    before = rest
    for match in _QUARTERS.finditer(rest):
        for quarter in re.findall(r"iv|i{1,3}|[1-4]", match[1]):
            yield _month_end(int(match[2] or year), 3 * _ROMAN[quarter])
    rest = _MONTHS.sub(" ", _QUARTERS.sub(" ", rest))
    for match in _MONTH.finditer(rest):
        if 1 <= int(match[1]) <= 12:
            yield _month_end(int(match[2] or year), int(match[1]))
    rest = _MONTH.sub(" ", rest)
    for match in _NUMBERED_MONTH.finditer(rest):
        yield _month_end(int(match[2]), int(match[1]))
    rest = _NUMBERED_MONTH.sub(" ", rest)
    if rest == before:
        for match in _YEAR.finditer(rest):
            yield date(int(match[1] or match[2] or year), 12, 31)


def _month_end(year: int, month: int) -> date:
    return month_end(date(year, month, 1))
