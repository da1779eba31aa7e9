"""The figures of the half-year, counted from the lives of its records by the sentences of the contract.

Nothing here comes from chiso: the calendar, the CCHC year, the newest knowledge, every indicator are said again, one
record at a time, as a clerk with a pencil would do it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from tests.worlds.half_year import generate
from tests.worlds.half_year.generate import FILES, LAST, PROCEDURES, Dossier, Petition, Task

# Public holidays between September 2023 and March 2024: National Day (1, 4/9), New Year's Day, Tết Giáp Thìn (8–14/2).
# No Saturday was worked.
HOLIDAYS = {
    date(2023, 9, 1),
    date(2023, 9, 4),
    date(2024, 1, 1),
    *(date(2024, 2, day) for day in range(8, 15)),
}
UNIT_CODES = {
    "HCTP": "stp-hctp",
    "BTTP": "stp-ttbttp",
    "PBGDPL": "stp-pbgdpl",
    "VP": "stp-vp",
    "MC": "stp-vp",
}
PAUSED = ("supplement", "fee", "stopped")
EIGHT_HOURS = 8 * 3600


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(after: date, until: date) -> int:
    """Working days d with after < d <= until."""
    return sum(works(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


def worked_seconds(start: datetime, end: datetime) -> int:
    """Seconds of 7:00–11:30 and 13:30–17:00 on working days between two moments."""
    total, day = 0, start.date()
    while day <= end.date():
        if works(day):
            for opens, closes in ((time(7), time(11, 30)), (time(13, 30), time(17))):
                first = max(start, datetime.combine(day, opens))
                last = min(end, datetime.combine(day, closes))
                total += max(0, int((last - first).total_seconds()))
        day += timedelta(days=1)
    return total


def year_of(day: date) -> tuple[date, date]:
    """The CCHC year of a day, up to it."""
    year = day.year + 1 if (day.month, day.day) >= (12, 15) else day.year
    return date(year - 1, 12, 15), day


# --- what is known after the last file ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A dossier as the newest file that prints it shows it; None in a flag: no file had the column."""

    life: Dossier
    status: str
    received: date | None
    resolved: date | None
    due: date | None
    first_due: date | None
    flags: dict[str, bool | None]
    supplements: int
    reason: str


@cache
def known() -> tuple[Known, ...]:
    return tuple(_known(life) for life in generate.dossiers() if any(file.prints(life) for file in FILES))


def _known(life: Dossier) -> Known:
    printing = [file for file in FILES if file.prints(life)]
    last = printing[-1].last
    status = generate.state(life, last)
    resolved = None
    if status in ("done", "withdrawn"):
        assert life.finished is not None
        shown = next(file.last for file in printing if generate.state(life, file.last) == "withdrawn") if (
            not life.prints_end
        ) else life.finished.date()  # fmt: skip
        resolved = shown
    flags: dict[str, bool | None] = {}
    for name in generate.FLAGS:
        has_column = any(name not in file.without for file in printing)
        flags[name] = life.flags[name] if has_column else None
    is_received = status not in ("new", "refused") and life.received is not None
    begun = life.pause is not None and life.pause.first <= last
    return Known(
        life, status, life.received.date() if is_received and life.received else None, resolved,
        life.due_at(last) if is_received else None, _first_due(life), flags, max(life.supplements, int(begun)),
        life.pause.reason.strip() if life.pause and status in PAUSED else "",
    )  # fmt: skip


def _first_due(life: Dossier) -> date | None:
    """Version by version: an earlier date replaces it, a later one where that version or the one before is paused."""
    first: date | None = None
    was_paused = False
    for file in FILES:
        if not file.prints(life):
            continue
        status = generate.state(life, file.last)
        due = life.due_at(file.last) if status not in ("new", "refused") else None
        paused = status in PAUSED
        if due is not None and (first is None or due < first or ((paused or was_paused) and due > first)):
            first = due
        was_paused = paused
    return first


# --- rows of an indicator ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One record of an indicator: counts below, counts above (None: unknown)."""

    key: str
    unit: str | None
    official: str | None
    day: date
    above: bool | None
    below: bool = True
    procedure: str | None = None


def _row(k: Known, day: date, above: bool | None, below: bool = True) -> Row:
    return Row(
        k.life.dossier_id, UNIT_CODES[k.life.unit], k.life.official, day, above, below, k.life.procedure.code
    )


def received(asked: date) -> Iterator[Known]:
    first, last = year_of(asked)
    return (k for k in known() if k.received and first <= k.received <= last)


def resolved(asked: date) -> Iterator[Known]:
    first, last = year_of(asked)
    return (
        k for k in known() if k.resolved and first <= k.resolved <= last and k.received and k.received <= last
    )


def is_open(k: Known, day: date) -> bool:
    return k.received is not None and k.received <= day and not (k.resolved and k.resolved <= day)


def is_overdue(k: Known, day: date, due: date | None) -> bool:
    return is_open(k, day) and k.status not in PAUSED and due is not None and due < day


def is_late(k: Known, due: date | None) -> bool:
    return k.status != "withdrawn" and k.resolved is not None and due is not None and k.resolved > due


def _of_received(above: Callable[[Known], bool | None], where: Callable[[Known], object] = lambda k: True):  # type: ignore[no-untyped-def]
    return lambda day: [_row(k, k.received, above(k)) for k in received(day) if where(k)]  # type: ignore[arg-type]


def _of_resolved(above: Callable[[Known], bool | None], where: Callable[[Known], object] = lambda k: True):  # type: ignore[no-untyped-def]
    return lambda day: [_row(k, k.resolved, above(k)) for k in resolved(day) if where(k)]  # type: ignore[arg-type]


def _open(where: Callable[[Known, date], bool]):  # type: ignore[no-untyped-def]
    return lambda day: [_row(k, day, True, below=False) for k in known() if where(k, day)]


def _awaiting(k: Known, day: date) -> bool:
    life = k.life
    if (
        life.channel != "online"
        or k.status == "refused"
        or life.submitted is None
        or life.submitted.date() > day
    ):
        return False
    waits = k.status == "new" or (k.received is not None and k.received > day)
    return (
        waits
        and worked_seconds(life.submitted, datetime.combine(day + timedelta(days=1), time())) >= EIGHT_HOURS
    )


def _within_eight_hours(k: Known) -> bool:
    assert k.life.submitted is not None
    assert k.life.received is not None
    return worked_seconds(k.life.submitted, k.life.received) <= EIGHT_HOURS


def _late_or_overdue(day: date) -> list[Row]:
    rows = [_row(k, k.resolved, is_late(k, k.due)) for k in resolved(day) if k.resolved and k.life.official]
    return rows + [_row(k, day, True) for k in known() if k.life.official and is_overdue(k, day, k.due)]


def _by_procedure(listed: Callable[[generate.Procedure], bool], counts: Callable[[Known], object]):  # type: ignore[no-untyped-def]
    """One row per procedure of the list with a dossier received in the year."""

    def rows(day: date) -> list[Row]:
        out = []
        for procedure in PROCEDURES:
            its = [k for k in received(day) if k.life.procedure is procedure]
            if its and listed(procedure):
                busiest = Counter(UNIT_CODES[k.life.unit] for k in its).most_common(1)[0][0]
                unit = UNIT_CODES[procedure.unit] if procedure.unit else busiest
                out.append(Row(procedure.code, unit, None, day, any(counts(k) for k in its)))
        return out

    return rows


def _task_row(task: Task, day: date, above: bool, below: bool = True) -> Row:
    return Row(task.number, UNIT_CODES[task.unit], task.official, day, above, below)


def _tasks(asked: date, above: Callable[[Task], bool]) -> list[Row]:
    """Finished in the year, or overdue on the day."""
    first, last = year_of(asked)
    tasks = generate.tasks()
    rows = [_task_row(t, t.finished, above(t)) for t in tasks if t.finished and first <= t.finished <= last]
    return rows + [_task_row(t, asked, False) for t in overdue_tasks(asked)]


def assigned_on(task: Task) -> date:
    """The day that is printed, else that of the first file which prints the task."""
    if task.is_dated:
        return task.assigned
    return next(day for day, numbers in _listed().items() if task.number in numbers)


@cache
def _listed() -> dict[date, set[str]]:
    """The tasks that each file prints, by its day."""
    return {day: {row[1] for row in generate.task_rows(day)[3:]} for _, day in generate.TASK_FILES}


def due_moved() -> set[str]:
    """Dossiers of which some file prints a later date than the first due date that counts."""
    return {
        k.life.dossier_id
        for k in known()
        if k.first_due and any(
            (k.life.due_at(file.last) or k.first_due) > k.first_due
            for file in FILES
            if file.prints(k.life) and generate.state(k.life, file.last) not in ("new", "refused")
        )
    }  # fmt: skip


def overdue_tasks(day: date) -> list[Task]:
    return [
        t for t in generate.tasks()
        if assigned_on(t) <= day and not (t.finished and t.finished <= day) and t.due < day
    ]  # fmt: skip


def _task_late(day: date) -> list[Row]:
    """Of the tasks with a named official: late or overdue."""
    first, last = year_of(day)
    rows = [
        _task_row(t, t.finished, t.finished > t.due)
        for t in generate.tasks() if t.official and t.finished and first <= t.finished <= last
    ]  # fmt: skip
    return rows + [_task_row(t, day, True) for t in overdue_tasks(day) if t.official]


def _extended(day: date) -> list[Row]:
    first, last = year_of(day)
    rows = []
    for task in generate.tasks():
        if task.is_extended and task.finished and first <= task.finished <= last:
            rows.append(_task_row(task, task.finished, True, below=False))
        elif task.is_extended and assigned_on(task) <= day and not (task.finished and task.finished <= day):
            rows.append(_task_row(task, day, True, below=False))
    return rows


def overdue_petitions(day: date) -> list[Petition]:
    return [
        p for p in generate.petitions()
        if p.received <= day and not (p.answered and p.answered <= day) and p.due and p.due < day
    ]  # fmt: skip


def _petitions_on_time(day: date) -> list[Row]:
    first, last = year_of(day)
    rows = [
        Row(p.number, UNIT_CODES[p.unit], None, p.answered, p.due is None or p.answered <= p.due)
        for p in generate.petitions() if p.answered and first <= p.answered <= last
    ]  # fmt: skip
    return rows + [Row(p.number, UNIT_CODES[p.unit], None, day, False) for p in overdue_petitions(day)]


def _satisfied(day: date) -> list[Row]:
    first, last = year_of(day)
    return [
        Row(p.number, UNIT_CODES[p.unit], None, p.answered, p.rating in ("satisfied", "accepted"))
        for p in generate.petitions() if p.answered and first <= p.answered <= last and p.rating
    ]  # fmt: skip


INDICATORS: dict[str, Callable[[date], list[Row]]] = {
    "online_rate": _of_received(lambda k: k.life.channel == "online"),
    "on_time_rate": _of_resolved(lambda k: not is_late(k, k.due)),
    "first_due_on_time_rate": _of_resolved(lambda k: not is_late(k, k.first_due)),
    "overdue_dossiers": _open(lambda k, day: is_overdue(k, day, k.due)),
    "first_due_overdue": _open(lambda k, day: is_overdue(k, day, k.first_due)),
    "e_result_rate": _of_resolved(lambda k: k.flags["e_result"]),
    "digitised_rate": _of_resolved(lambda k: k.flags["digitised"]),
    "reuse_rate": _of_resolved(lambda k: k.flags["reused"]),
    "online_payment_rate": _of_received(lambda k: k.flags["paid"], lambda k: k.flags["fee"]),
    "online_procedure_rate": _by_procedure(
        lambda p: p.level in ("full", "partial"), lambda k: k.life.channel == "online"
    ),
    "payment_procedure_rate": _by_procedure(lambda p: p.fee, lambda k: k.flags["paid"]),
    "postal_dossier_rate": _of_received(
        lambda k: k.life.channel == "postal" or bool(k.flags["postal"]), lambda k: k.life.procedure.postal
    ),
    "postal_procedure_rate": _by_procedure(
        lambda p: p.postal, lambda k: k.life.channel == "postal" or k.flags["postal"]
    ),
    "receipt_8h_rate": _of_received(
        _within_eight_hours, lambda k: k.life.channel == "online" and k.life.submitted is not None
    ),
    "awaiting_receipt": _open(_awaiting),
    "extra_supplement_dossiers": lambda day: [
        _row(k, k.received, True, below=False) for k in received(day) if k.supplements > 1 and k.received
    ],
    "paused_without_reason": _open(lambda k, day: is_open(k, day) and k.status in PAUSED and not k.reason),
    "interagency_late_rate": _of_resolved(lambda k: is_late(k, k.due), lambda k: k.flags["interagency"]),
    "official_late_rate": _late_or_overdue,
    "task_on_time_rate": lambda day: _tasks(day, lambda t: bool(t.finished and t.finished <= t.due)),
    "task_early_rate": lambda day: _tasks(day, lambda t: bool(t.finished and t.finished < t.due)),
    "task_extended": _extended,
    "overdue_tasks": lambda day: [_task_row(t, day, True, below=False) for t in overdue_tasks(day)],
    "official_task_late_rate": _task_late,
    "petition_on_time_rate": _petitions_on_time,
    "petition_satisfied_rate": _satisfied,
}

Pair = tuple[int | None, int | None]


def pair(rows: list[Row]) -> Pair:
    """(numerator, denominator) of some rows; above is None where every record is unknown."""
    above = [row.above for row in rows if row.above is not None]
    is_count = bool(rows) and not rows[0].below
    numerator = None if rows and not above else sum(above)
    return numerator, None if is_count else len(rows)


def figure(indicator: str, day: date) -> Pair:
    """Of the agency; a count of nothing is 0 without a base."""
    rows = INDICATORS[indicator](day)
    return (0, None) if not rows and indicator in COUNTS else pair(rows)


COUNTS = ("overdue_dossiers", "first_due_overdue", "awaiting_receipt", "extra_supplement_dossiers",
          "paused_without_reason", "task_extended", "overdue_tasks")  # fmt: skip


def by(indicator: str, day: date, part: str) -> dict[str, Pair]:
    """By `unit`, `official`, `procedure` or `month` (of the event; the day's for what is open)."""
    groups: dict[str, list[Row]] = {}
    for row in INDICATORS[indicator](day):
        name = f"{row.day:%Y-%m}" if part == "month" else getattr(row, part)
        if name is not None:
            groups.setdefault(name, []).append(row)
    return {name: pair(rows) for name, rows in groups.items()}


def overdue(day: date) -> dict[tuple[str, str], int]:
    """(kind, id) -> working days late, of everything overdue on the day."""
    late = {("dossiers", k.life.dossier_id): k.due for k in known() if is_overdue(k, day, k.due)}
    late |= {("tasks", t.number): t.due for t in overdue_tasks(day)}
    late |= {("petitions", p.number): p.due for p in overdue_petitions(day)}
    return {key: working_days(due, day) for key, due in late.items() if due}


DAYS = (
    date(2023, 12, 14),
    date(2023, 12, 15),
    date(2023, 12, 31),
    date(2024, 1, 31),
    date(2024, 2, 15),
    LAST,
)
