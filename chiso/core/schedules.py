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

from chiso.core import named_days
from chiso.core.schedule_words import written_out
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


_TAG = re.compile(r"<[^<>]*>")
_CLAUSE = re.compile(
    r"[;\n]+|(?<=\s)[-+•]\s(?!(?:[Tt]háng|[Qq]uý)\s|(?<=[\dIV]\s[-+•]\s)(?:[TQ]?\d|[IV]{1,3}\b))|^[-+•]\s|\.\s+(?=\D)|\.$"
)
# Digits that look like a date: an impossible day, or a year of one or three digits ("15/11/202").
_LIKE_A_DATE = re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}/\d{1,4}(?![\d/]|/?[a-z])")
# What a title says of the day of its plan: "ngày 05/4/2024", "ngày /4/2024", "tháng 3 năm 2024".
_PLAN_DAY = re.compile(r"(?P<d>\d{1,2})?\s*/\s*(?P<m>\d{1,2})\s*/\s*(?P<y>20\d{2})")
_PLAN_MONTH = re.compile(r"(?:ngay\s+(?P<d>\d{1,2})\s+)?thang\s+(?P<m>\d{1,2})\s+nam\s+(?P<y>20\d{2})")
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
        folded = written_out(fold(clause), year)
        dated = list(_occurrences(clause, folded, year, repeats=True))
        found += dated
        if not dated and _EVENT.search(folded):
            waiting = True
            wait = wait or wait_in(clause)
        standing = standing or bool(_STANDING.search(folded))
    if standing and all(one.of_year for one in found):  # "Thường xuyên trong năm" is due on no day
        found = []
    occurrences = tuple(sorted(set(found), key=lambda one: (one.due, one.label)))
    return Schedule(_kind(occurrences, standing, waiting), occurrences, wait)


def days_in(text: str, year: int, *, bare: bool) -> tuple[Occurrence, ...]:
    """The days that a clause of an assignment, a product or a task names; a year alone is none there.

    `bare`: repetitions without a day count ("hằng tháng"), else only those at the end of a month or quarter.
    """
    folded = written_out(fold(text), year)
    repeats = bare or named_days.repeats_on_a_day(folded)
    found = _occurrences(text, folded, year, repeats=repeats)
    return tuple(dict.fromkeys(one for one in found if not one.of_year))


def bad_dates(text: str) -> list[str]:
    """The digits of a text that look like a date and are none, as printed: "15/11/202"."""
    found = (match[0] for match in _LIKE_A_DATE.finditer(fold(text)))
    return [digits for digits in found if not any(True for _ in named_days.printed(digits, 2000))]


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
    return [
        _event(one)
        for part in _NEXT_EVENT.split(named_days.ISO.sub(r"\3/\2/\1", text))
        if (one := part.strip())
    ]


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
    recurring = [
        Occurrence(due, clause, recurring=True) for due in named_days.repeated(folded, year) if repeats
    ]
    dates = [] if recurring else [*named_days.printed(folded, year)]
    yield from recurring or (Occurrence(due, clause) for due in dates or named_days.spans(folded, year))
    if not recurring and not dates:
        yield from (Occurrence(due, clause, of_year=True) for due in named_days.years(folded, year))
