"""Deadlines as plans write them: "Trước ngày 10/12/2024", "Trong quý III/2024", "Thường xuyên" … to dates.

A cell may hold several deadlines, recurring ones ("chậm nhất ngày 14 hàng tháng cuối kỳ báo cáo"), no deadline at all
("Thường xuyên"), or an event that has not happened yet ("Trong vòng 30 ngày kể từ …"): then the task waits for it, and
each time that it happens has a deadline of its own. "Trước ngày 10/12" is due on 10/12, as the offices follow it. The
wordings are those of the documents' appendices, the rules the contract's "Deadlines of plans".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from chiso.core.periods import month_end
from chiso.core.vietnamese import fold

Kind = Literal["dated", "recurring", "standing", "waiting", "unknown"]


@dataclass(frozen=True)
class Wait:
    """The time that a text gives from an event on: "trong vòng 05 ngày (làm việc) kể từ …"."""

    days: int
    in_working_days: bool

    def __str__(self) -> str:
        return f"{self.days:02} ngày{' làm việc' if self.in_working_days else ''}"


@dataclass(frozen=True)
class Event:
    """What a task waited for: the day, and what it was in the office's words ("QĐ 123, Phòng Nghiệp vụ 1")."""

    on: date
    what: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (f"{self.on:%d/%m/%Y}", self.what)))


@dataclass(frozen=True)
class Occurrence:
    """One deadline. `label` is the clause it stands in, as printed; `recurring` when it repeats within the year;
    `of_year` where the text names the year and no day ("Trong năm 2024"); `wait` the time that ran from an event."""

    due: date
    label: str
    recurring: bool = False
    of_year: bool = False
    wait: Wait | None = None


@dataclass(frozen=True)
class Schedule:
    """What a cell says: dated or recurring deadlines in order, standing ("thường xuyên"), waiting for an event.

    `wait` is the time that runs from the event where the text says one; `events` the days on which it, or one that
    the assignment says, ran from what happened.
    """

    kind: Kind
    occurrences: tuple[Occurrence, ...] = ()
    wait: Wait | None = None
    events: tuple[Occurrence, ...] = ()


# Reporting periods of CCHC reports: quarter I, half a year, quarter III, year (documents 2 and 3).
_PERIOD_ENDS = (3, 6, 9, 12)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_TAG = re.compile(r"<[^<>]*>")
_CLAUSE = re.compile(r"[;\n]+|(?<=\s)[-+•]\s(?![Tt]háng\s)|^[-+•]\s|\.\s+(?=\D)|\.$")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/])")
# The day of a document that is cited by its number or kind ("Quyết định số 40/QĐ-STP ngày …", "NQ 47/NQ-HĐND ngày …",
# "Công văn của Sở ngày …"), and the first day of a span ("từ ngày …").
_CITED = re.compile(
    r"(?:\S*\d\S*/\S*[a-z]\S*\s+ngay|\btu(?:\s+ngay)?"
    r"|\b(?:quyet dinh|qd|nghi quyet|nq|nghi dinh|nd|thong tu|cong van|cv|chi thi|thong bao|to trinh|luat)\b"
    r"(?:(?!\btruoc\b|\bcham nhat\b|\bden\b|\btrong\b)[^;,.])*\bngay)\s*$"
)
_NEXT_MONTH = r"thang\s+(?:tiep|sau|ke\s+tiep)"
_MONTHLY_DAY = re.compile(
    rf"ngay\s+(\d{{1,2}})\s+(?:cua\s+)?(?:hang\s+thang|moi\s+thang|thang\s+cuoi|(?P<next>{_NEXT_MONTH}))"
)
_EACH_MONTH = re.compile(r"\b(?:hang|moi|tung)\s+thang\b|\b01\s+thang\s*/\s*lan\b")
_EACH_QUARTER = re.compile(r"\b(?:hang|moi|tung)\s+quy\b")
_EACH_HALF = re.compile(r"\bdinh\s+ky\s+0?6\s+thang\b|\b0?6\s+thang\s*/\s*lan\b|\b0?2\s+lan\s*/\s*nam\b")
_PERIOD_END = re.compile(r"cuoi\s+ky\s+bao\s+cao|thang\s+cuoi\s+(?:cua\s+)?(?:quy|ky)|cuoi\s+quy")
_AT_THE_END = re.compile(r"\bcuoi\s+(?:moi\s+|hang\s+)?(?:thang|quy)\b")
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
# Digits that look like a date: an impossible day, or a year of one or three digits ("15/11/202").
_LIKE_A_DATE = re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}/\d{1,4}(?![\d/]|/?[a-z])")
# What a title says of the day of its plan: "ngày 05/4/2024", "ngày /4/2024", "tháng 3 năm 2024".
_PLAN_DAY = re.compile(r"(?P<d>\d{1,2})?\s*/\s*(?P<m>\d{1,2})\s*/\s*(?P<y>20\d{2})")
_PLAN_MONTH = re.compile(r"(?:ngay\s+(?P<d>\d{1,2})\s+)?thang\s+(?P<m>\d{1,2})\s+nam\s+(?P<y>20\d{2})")
_YEAR = re.compile(r"\b(?:trong|cuoi|het|ca)\s+nam(?:\s+(20\d{2}))?\b|^(?:nam\s+)?(20\d{2})$")
_STANDING = re.compile(r"thuong\s+xuyen|lien\s+tuc")
_WITHIN = re.compile(r"\btrong\s+(?:(?:vong|thoi\s+(?:han|gian))\s+)?(\d{1,3})\s+ngay(\s+lam\s+viec)?")
_EVENT = re.compile(
    r"ke\s+tu\b|\bsau\s+khi\b|\bkhi\s+(?:co|phat\s+sinh)|\bngay\s+sau\b|\btheo\s+(?:huong\s+dan|chi\s+dao|yeu\s+cau"
    r"|tien\s+do|ke\s+hoach|quy\s+dinh|thoi\s+gian|lich)|\bdot\s+xuat\b|\bkhi\s+duoc\b"
)
# Events as the office types them, the day first: "10/05/2024 QĐ 123; 03/09/2024 QĐ 456".
_NEXT_EVENT = re.compile(r"[;\n]|,(?=\s*\d{1,2}/\d{1,2}/\d{4})")
_TYPED_EVENT = re.compile(r"(\d{1,2})/(\d{1,2})/(20\d{2})(?![\d/])[\s,:–-]*(.*)")


@lru_cache(4096)
def parse(text: str | None, year: int) -> Schedule:
    """The deadlines in a schedule cell; `year` is the plan's, for dates that print none and for recurring ones."""
    found: list[Occurrence] = []
    wait: Wait | None = None
    standing = waiting = False
    for clause in _clauses(text or ""):
        folded = fold(clause)
        dated = list(_occurrences(clause, folded, year, repeats=True))
        found += dated
        if not dated and _EVENT.search(folded):
            waiting = True
            wait = wait or wait_in(clause)
        standing = standing or bool(_STANDING.search(folded))
    occurrences = tuple(sorted(set(found), key=lambda one: (one.due, one.label)))
    return Schedule(_kind(occurrences, standing, waiting), occurrences, wait)


def days_in(text: str, year: int, *, bare: bool) -> tuple[Occurrence, ...]:
    """The days that a clause of an assignment, a product or a task names; a year alone is none there.

    `bare`: repetitions without a day count ("hằng tháng"), else only those at the end of a month or quarter.
    """
    folded = fold(text)
    repeats = bare or bool(_MONTHLY_DAY.search(folded) or _AT_THE_END.search(folded))
    found = _occurrences(text, folded, year, repeats=repeats)
    return tuple(dict.fromkeys(one for one in found if not one.of_year))


def bad_dates(text: str) -> list[str]:
    """The digits of a text that look like a date and are none, as printed: "15/11/202"."""
    found = (match[0] for match in _LIKE_A_DATE.finditer(fold(text)))
    return [digits for digits in found if not any(True for _ in _dates(digits, 2000))]


def plan_day(title: str) -> date | None:
    """The day on which a plan was issued, from its title block; the first of the month where no day is printed."""
    folded = fold(title)
    attached = folded[max(folded.find("kem theo"), 0) :]
    for match in (_PLAN_DAY.search(attached), _PLAN_MONTH.search(attached)):
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"] or 1))
            except ValueError:
                continue
    return None


def wait_in(clause: str) -> Wait | None:
    """The time that a clause of an assignment gives from an event on."""
    folded = fold(clause)
    return next(iter(_waits(folded)), None) if _EVENT.search(folded) else None


def _waits(folded: str) -> list[Wait]:
    return [Wait(int(found[1]), bool(found[2])) for found in _WITHIN.finditer(folded)]


def events(text: str) -> list[Event | None]:
    """What happened, as typed: "10/05/2024 QĐ 123; 03/09/2024 QĐ 456", a day by itself also as 2024-05-10; None for a
    part that does not begin with a day."""
    return [_event(one) for part in _NEXT_EVENT.split(_ISO.sub(r"\3/\2/\1", text)) if (one := part.strip())]


def _event(part: str) -> Event | None:
    match = _TYPED_EVENT.fullmatch(part)
    with suppress(ValueError):
        return match and Event(date(int(match[3]), int(match[2]), int(match[1])), match[4])
    return None


def begun(
    schedule: Schedule,
    assignment: str | None,
    happened: Sequence[Event],
    due: Callable[[date, Wait], date | None],
) -> Schedule:
    """The schedule with the days that run from what happened, by its own wait and by those of the `assignment`; `due`
    counts them (working days stand in the home's calendar). Without a wait it stays as it is."""
    waits = {schedule.wait, *_waits(fold(assignment or ""))} if happened else set()
    found = (
        Occurrence(day, f"{wait} kể từ {event}", wait=wait)
        for event in happened
        for wait in waits
        if wait and (day := due(event.on, wait))
    )
    return replace(schedule, events=tuple(found))


def _kind(occurrences: tuple[Occurrence, ...], standing: bool, waiting: bool) -> Kind:
    if occurrences:
        return "recurring" if all(one.recurring for one in occurrences) else "dated"
    if standing:
        return "standing"
    return "waiting" if waiting else "unknown"


def _clauses(text: str) -> Iterator[str]:
    for part in _CLAUSE.split(without_tags(text)):
        if part and (clause := " ".join(part.split()).strip(" .-+•")):
            yield clause


def without_tags(text: str) -> str:
    """A cell's text without the tags that converted documents leave in it, each a new line."""
    return _TAG.sub("\n", text)


def _occurrences(clause: str, folded: str, year: int, *, repeats: bool) -> Iterator[Occurrence]:
    """The deadlines of one clause: recurring ones, printed dates, else months, quarters, halves, the year."""
    recurring = [Occurrence(due, clause, recurring=True) for due in _recurring(folded, year) if repeats]
    dates = [] if recurring else [*_dates(folded, year)]
    yield from recurring or (Occurrence(due, clause) for due in dates or _spans(folded, year))
    if not recurring and not dates:
        yield from (Occurrence(due, clause, of_year=True) for due in _years(folded, year))


def _recurring(folded: str, year: int) -> Iterator[date]:
    day = _MONTHLY_DAY.search(folded)
    if day and day["next"]:  # the fifth of the month after each of the twelve
        yield from (date(year + month // 12, month % 12 + 1, min(int(day[1]), 28)) for month in range(1, 13))
        return
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


def _years(folded: str, year: int) -> Iterator[date]:
    """The ends of the years that a clause names where it names no quarter and no month."""
    rest = _SECOND_HALF.sub(" ", _FIRST_HALF.sub(" ", folded))
    is_of_months = any(part.search(rest) for part in (_QUARTERS, _MONTH, _NUMBERED_MONTH))
    for match in () if is_of_months else _YEAR.finditer(rest):
        yield date(int(match[1] or match[2] or year), 12, 31)


def _month_end(year: int, month: int) -> date:
    return month_end(date(year, month, 1))
