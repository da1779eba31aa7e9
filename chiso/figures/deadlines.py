"""Who owes what of a plan by when: a row of `plan_tasks` as rows of unit × day (contract, "Deadlines of plans").

A task owes what its schedule says (its leads) and what the clauses of its assignment say (their actors: who is named
first, never who receives or helps); where neither names a day, what its product, then its task says (its leads). A time
from an event on owes no day until somebody enters the event, then each event a day of its own.
Pure: the printed cells, the units of the agency and their spellings in, rows out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from chiso.core.schedules import Occurrence, Schedule, days_in, wait_in
from chiso.figures.assignments import Clause, clauses
from chiso.figures.parties import Party, Roll, flat, named, nobody

Role = Literal["lead", "support", "assigned"]
Source = Literal["schedule", "assignment", "product", "task"]

# What follows names those who help.
_HELPERS = re.compile(r"\bchu tri\b|\bphoi hop\b")
_SAME_OBJECT = 3  # words in a row that an item of a schedule and a clause must share
_CELLS = ("lead_unit", "support_units", "assignment", "product", "task")
_MOST_READ = 8_192  # texts of tasks, some 2 KB each with what was read: of every plan of a province


@dataclass(frozen=True)
class Deadline:
    """A day by which a unit owes something of a task; `unit` None: `words`, as printed, name no known unit."""

    due: date
    unit: str | None
    words: str
    role: Role
    clause: str
    source: Source
    is_recurring: bool


@dataclass(frozen=True)
class Duty:
    """An actor who owes something on the days that a text names."""

    actor: Party
    day: Occurrence
    source: Source
    receivers: frozenset[str] = frozenset()


@lru_cache(_MOST_READ)
def leads(printed: str | None, assignment: str | None, roll: Roll) -> Sequence[Party]:
    """Who leads a task: the lead column as `printed`, up to "phối hợp"; without one the actors of the clauses of its
    assignment with "chủ trì", else of all but those that only help."""
    if printed:
        first = _HELPERS.search(flat(printed))
        found = named(printed[: first.start()] if first else printed, roll) or named(printed, roll)
        return found or [nobody(" ".join(printed.split()))]
    said = clauses(assignment, roll)
    chairing = [one for one in said if one.chairs and not one.helps]
    acting = chairing or [one for one in said if not one.helps] or list(said)
    # "Đề nghị các đơn vị nghiêm túc thực hiện" at the end appeals to those named before.
    meant = [one for one in acting if not one.appeals] or acting
    return list(dict.fromkeys(actor for one in meant for actor in one.actors)) or [nobody("")]


def deadlines(
    task: Mapping[str, Any], schedule: Schedule, roll: Roll, year: int, since: date | None
) -> list[Deadline]:
    """The days that a task owes, by day and unit: one row per unit and day, where both cells say it the assignment's.

    `task`: lead_unit, support_units, assignment, product, task as printed, `schedule` as it was read for the plan's
    `year`. What repeats is not owed before `since`, the plan's own day.
    """
    cells = tuple((name, task[name]) for name in _CELLS)
    return [*_owed(cells, schedule, roll, year, since)]


@lru_cache(_MOST_READ)
def _owed(
    cells: tuple[tuple[str, str | None], ...], schedule: Schedule, roll: Roll, year: int, since: date | None
) -> Sequence[Deadline]:
    """The same of the cells that it goes by: every list of plan tasks asks it, whatever day it is of."""
    task = dict(cells)
    said = clauses(task["assignment"], roll)
    leading = leads(task["lead_unit"], task["assignment"], roll)
    duties = [*_assigned(said, leading, schedule, roll, year)]
    duties += _scheduled(schedule, leading, said, duties, roll)
    for source in ("product", "task"):
        if not duties and not schedule.occurrences:
            named_days = days_in(task[source] or "", year, bare=True)
            duties = [Duty(actor, day, source) for day in named_days for actor in leading]
    supporting = named(task["support_units"], roll)
    out: dict[tuple[str, date], Deadline] = {}
    for duty in duties:
        if duty.day.recurring and since is not None and duty.day.due < since:
            continue
        for unit in roll.on(duty.actor, duty.day.due, duty.receivers):
            role = _role(unit, duty, leading, supporting, roll)
            row = Deadline(
                duty.day.due, unit, duty.actor.words, role, duty.day.label, duty.source, duty.day.recurring
            )
            first = out.setdefault(key := (unit or duty.actor.words, row.due), row)
            if duty.day.wait and row.clause not in first.clause.split("; "):  # two events that end on one day
                out[key] = replace(first, clause=f"{first.clause}; {row.clause}")
    return sorted(out.values(), key=lambda row: row.due)


def _role(
    unit: str | None, duty: Duty, leading: Sequence[Party], supporting: Sequence[Party], roll: Roll
) -> Role:
    def among(actors: Sequence[Party]) -> bool:
        return duty.actor in actors or any(unit in roll.on(actor, duty.day.due) for actor in actors if unit)

    if among(leading):
        return "lead"
    return "support" if among(supporting) else "assigned"


def _whom(day: Occurrence, actors: Sequence[Party], roll: Roll) -> Sequence[Party]:
    """Who of `actors` owes a day: of an event that names units among them ("QĐ 123, Phòng A") those alone."""
    if day.wait is None:
        return actors
    owing = {unit for actor in actors for unit in roll.on(actor, day.due)}
    named_there = [actor for part in clauses(day.label, roll) for actor in part.actors]
    return [actor for actor in named_there if actor.unit and actor.unit in owing] or actors


def _assigned(
    said: Sequence[Clause], leading: Sequence[Party], schedule: Schedule, roll: Roll, year: int
) -> Iterator[Duty]:
    for clause in said:
        begun = [day for day in schedule.events if day.wait == wait_in(clause.text)]
        for day in days_in(clause.text, year, bare=False) or begun:
            for actor in _whom(day, clause.actors or leading, roll):
                yield Duty(actor, day, "assignment", clause.receivers)


def _scheduled(
    schedule: Schedule, leading: Sequence[Party], said: Sequence[Clause], assigned: Sequence[Duty], roll: Roll
) -> Iterator[Duty]:
    """The schedule's days, and those that run from its events, without a bare year where the assignment names days,
    and not those of one of several leads who has a day of its own there."""
    days = [day for day in schedule.occurrences if not (day.of_year and assigned)]
    busy = {duty.actor for duty in assigned}
    is_one = len(leading) == 1 and not leading[0].kinds
    owing = list(leading) if is_one else [actor for actor in leading if actor not in busy]
    is_split = len({day.label for day in days}) > 1 and len(owing) > 1
    for day in days:
        for actor in _whose(day.label, owing, said) if is_split else owing:
            yield Duty(actor, day, "schedule")
    for day in schedule.events:
        for actor in _whom(day, owing, roll) if day.wait == schedule.wait else ():
            yield Duty(actor, day, "schedule")


def _whose(item: str, owing: Sequence[Party], said: Sequence[Clause]) -> Sequence[Party]:
    """Of several leads the one whose clauses repeat the object of an item of the schedule; undecided: all."""
    shared = [
        max((_in_a_row(item, one.text) for one in said if actor in one.actors), default=0) for actor in owing
    ]
    most = max(shared)
    is_clear = most >= _SAME_OBJECT and shared.count(most) == 1
    return [owing[shared.index(most)]] if is_clear else owing


def _in_a_row(one: str, other: str) -> int:
    """The most words in a row that two texts share."""
    words, others = (re.findall(r"\w+", flat(text)) for text in (one, other))
    there = f" {' '.join(others)} "
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and f" {' '.join(words[start : start + longest + 1])} " in there:
            longest += 1
    return longest
