"""Plan tasks with who owes what of them by when (`figures.deadlines`), and what became of each deadline."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd

from chiso.core.errors import UnknownName
from chiso.core.periods import year_of
from chiso.core.schedules import Schedule, Wait, begun, events, parse, plan_day
from chiso.figures.ask import Asked
from chiso.figures.deadlines import Deadline, deadlines, leads
from chiso.figures.parties import Party, Roll
from chiso.figures.scope import Scope, as_day, newest_as_of, scope, working_days_since
from chiso.reference.unit_tree import spellings
from chiso.store import Store

COLUMNS = [
    "plan", "section", "section_name", "no", "id", "key", "task", "product", "schedule", "schedule_kind", "deadline",
    "due", "label", "source", "role", "is_recurring", "state", "handed_in", "submitted_on", "days_late", "days_left",
    "lead_unit", "lead", "support_units", "official", "assignment", "unit", "unit_name", "units", "agency", "status",
    "finished_on", "is_finished", "is_dropped", "note", "cause", "promised_on", "as_of", "import_id", "file_name",
    "row_no", "handed_from",
]  # fmt: skip
ANSWERED = [
    "key", "plan", "section", "section_name", "no", "task", "unit", "unit_name", "heir", "heir_name", "role", "due",
    "clause", "source", "state", "submitted_on",
]  # fmt: skip

_YEAR = re.compile(r"\b(20\d{2})\b")
_PERIOD = re.compile(r"\b(20\d{2})\s*[-–]\s*(20\d{2})\b")
Heirs = Mapping[tuple[str, str | None], str]


def plan(store: Store, asked: Asked | None) -> pd.DataFrame:
    """The tasks of an agency's plans: one row per unit and day, or one row where a task owes none.

    `state`: done (`handed_in` says how: submitted, late, thin), overdue, open (a deadline to come), standing ("thường
    xuyên") and waiting (for its event) beside the rows of what happened so far, unknown, dropped ("đã bỏ" in a newer
    plan). `deadline` is the key of the unit and day, `key` that of the task. A plan of a CCHC year that has not begun
    is not there yet.
    """
    rows = [] if asked is None else _plan_rows(store, asked)
    made = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("days_late", "days_left"):
        made[column] = pd.to_numeric(made[column]).astype("Int64")
    return made


def has_begun(store: Store, asked: Asked) -> bool:
    """Whether there is a plan of a year that has begun."""
    return any(
        _has_begun(task, one.as_of)
        for one in asked.each
        for task in store.known("figures/plan_tasks", agency=one.agency, as_of=one.as_of)
    )


def _has_begun(task: Mapping[str, Any], day: date) -> bool:
    printed = _printed_years(task)
    return printed is None or printed.start <= year_of(day)


def overdue_plan_rows(store: Store, asked: Asked, soon: int | None) -> list[dict[str, Any]]:
    """Rows of `figures.overdue` for plan tasks."""
    rows = [
        {
            **row,
            "kind": "plan",
            "key": row["deadline"],
            "title": row["task"],
            "first_due": row["due"],
            "note": row["label"],
            "office_note": row["note"],
        }
        for row in _plan_rows(store, asked)
        if row["state"] == ("overdue" if soon is None else "open")
        and (soon is None or 0 <= row["days_left"] <= soon)
    ]
    return sorted(rows, key=lambda row: (row["due"], row["id"]))


def owed(
    store: Store,
    asked: Asked | None,
    date_from: date | None = None,
    date_to: date | None = None,
    plan_name: str | None = None,
) -> pd.DataFrame:
    """Every day by which a unit owes something of a plan, the earliest first: the columns `ANSWERED`.

    `unit` is whom the plan means, `heir` who took the work of an ended one over; `plan_name` a part of a plan's name.
    """
    if asked is None:
        return pd.DataFrame(columns=ANSWERED)
    rows = [
        row
        for row in _answered(store, asked, _plan_rows(store, asked.whole))
        if (plan_name or "").casefold() in (row["plan"] or "").casefold()
        and (date_from or row["due"]) <= row["due"] <= (date_to or row["due"])
    ]
    return pd.DataFrame(rows, columns=ANSWERED)


def called_off(store: Store, asked: Asked) -> pd.DataFrame:
    """The days of tasks that a newer plan dropped ("đã bỏ"): nobody owes them any more. The columns `ANSWERED`."""
    rows = _answered(store, asked, _plan_rows(store, asked.whole, dropped=True))
    return pd.DataFrame(rows, columns=ANSWERED).assign(state="dropped")


def _answered(store: Store, asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The days among rows of a plan that units of the question owe, the earliest first, as `owed` tells them."""
    within = scope(store, asked).within
    found = []
    for row in rows:
        if row["due"] is None or not (within is None or {row["unit"], row["handed_from"]} & set(within)):
            continue
        heir = row["unit"] if row["handed_from"] else None
        found.append(
            row
            | {"key": row["deadline"], "clause": row["label"], "unit": row["handed_from"] or row["unit"]}
            | {"unit_name": row["meant_name"], "heir": heir, "heir_name": row["unit_name"] if heir else None}
            | {"state": row["handed_in"] or row["state"]}
        )
    return sorted(found, key=lambda row: (row["due"], row["key"]))


def deadline_of(store: Store, asked: Asked | None, key: str) -> pd.DataFrame:
    """The one row of `owed` with a key; raises UnknownName."""
    found = owed(store, asked)
    if key not in set(found["key"]):
        raise UnknownName("hạn của kế hoạch", key)
    return found[found["key"] == key]


def _plan_rows(store: Store, question: Asked, dropped: bool = False) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for asked in (scope(store, one) for one in question.each):  # many lists, slides, units ask for one day
        of = ("plan", asked.agency, asked.as_of, dropped)
        rows = store.once(of, partial(_of_agency, store, asked, dropped))
        found += [row for row in rows if asked.within is None or set(row["units"]) & set(asked.within)]
    return found


def _of_agency(store: Store, asked: Scope, dropped: bool) -> list[dict[str, Any]]:
    """The rows of an agency's plans; with `dropped` only those of tasks that were dropped, as if they stood still."""
    roll, heirs = Roll.of(asked.units, spellings(store, asked.agency)), _heirs(store, asked)
    reports = store.known("figures/plan_reports", agency=asked.agency, as_of=asked.as_of)
    said = {row["key"]: row for row in reports}
    rows: list[dict[str, Any]] = []
    # A report or event may have a day after the newest data; an earlier view knows what there was by its day.
    is_newest = asked.as_of >= (newest_as_of(store, asked.agency) or asked.as_of)
    told = date.max if is_newest else asked.as_of
    for task in store.known("figures/plan_tasks", agency=asked.agency, as_of=asked.as_of):
        if dropped and not task["is_dropped"]:
            continue
        task = {**task, "is_dropped": False} if dropped else task
        if _has_begun(task, asked.as_of):
            schedules = [_schedule(store, task, year, told) for year in _years(task, asked.as_of)]
            rows += _of_task(asked, task, schedules, roll, (heirs, said, told))
    _count_days(store, rows, asked.as_of)
    return rows


Said = Mapping[str, Mapping[str, Any]]  # key of a deadline -> what the office entered about it
Given = tuple[Heirs, Said, date]  # and up to which day reports count


def _of_task(
    asked: Scope, task: Mapping[str, Any], schedules: Sequence[Schedule], roll: Roll, given: Given
) -> Iterator[dict[str, Any]]:
    """One row per unit and day that the task owes, else one row of the task. `schedules`: one per year of its plan."""
    heirs, said, told = given
    schedule = schedules[0]
    common = {
        **{key: task.get(key) for key in COLUMNS},
        "lead": task["lead_unit"] or _named(asked, leads(task["lead_unit"], task["assignment"], roll)),
        "id": ".".join(part for part in (task["section"], task["no"]) if part),
        "schedule_kind": schedule.kind,
        "agency": asked.agency,
        "note": task["office_note"],
        "is_recurring": False,
    }
    year = _years(task, asked.as_of)[0]
    since = plan_day(task["title"] or "") or plan_day(task["plan"] or "") or as_day(task["first_as_of"])
    found = [] if task["is_dropped"] else deadlines(task, schedule, roll, year, since)
    for later, again in enumerate(schedules[1:] if found else (), start=year + 1):
        found += [day for day in deadlines(task, again, roll, later, since) if day.is_recurring]
    last = max((one.due for one in found), default=None)  # of its earlier ones nobody said when it was done
    for one in found:
        printed = (task[name] or "" for name in ("plan", "section", "no"))
        key = "/".join([*printed, one.unit or one.words, one.due.isoformat()])
        entered = said.get(key, {})
        if task["is_finished"] and one.due == last:
            entered = {"submitted_on": task["finished_on"], **entered}
        became = _became(task, one, entered, (asked.as_of, told)) | _answering(asked, one, task["key"], heirs)
        yield common | became | {
            "deadline": key, "due": one.due, "label": one.clause, "source": one.source, "role": one.role,
            "is_recurring": one.is_recurring, "note": entered.get("note") or task["office_note"],
            **{name: entered.get(name) for name in ("cause", "promised_on")},
        }  # fmt: skip
    waits_on = schedule.events and schedule.kind in ("waiting", "standing") and not task["is_finished"]
    if waits_on or not found:  # it may happen again
        yield common | _undated(asked, task, schedule, roll, heirs)


def _named(asked: Scope, actors: Sequence[Party]) -> str | None:
    return ", ".join(asked.units.name(one.unit) or one.words for one in actors) or None


def _undated(
    asked: Scope, task: Mapping[str, Any], schedule: Schedule, roll: Roll, heirs: Heirs
) -> dict[str, Any]:
    """A task that owes no day, with its leads on the day."""
    state = "dropped" if task["is_dropped"] else "done" if task["is_finished"] else schedule.kind
    state = "standing" if state in ("dated", "recurring") else state  # its days lie before the plan
    leading = leads(task["lead_unit"], task["assignment"], roll)
    units = [unit for actor in leading for unit in roll.on(actor, asked.as_of) if unit]
    was = None
    if state not in ("done", "dropped"):  # what is done stays with the unit that did it
        taken = [_heir(heirs, unit, task["key"]) or unit for unit in units]
        was = units[0] if len(units) == 1 and taken != units else None
        units = list(dict.fromkeys(taken))
    printed = task["lead_unit"] if was is None else None
    name = printed or ", ".join(asked.units.name(unit) or unit for unit in units) or None
    only = units[0] if len(units) == 1 else None
    return {"state": state, "units": units, "unit": only, "unit_name": name, "handed_from": was}


def _answering(asked: Scope, one: Deadline, key: str, heirs: Heirs) -> dict[str, Any]:
    """Who answers for a deadline: the unit that the plan means, or who took its work over from it."""
    heir = _heir(heirs, one.unit, key) if one.unit else None
    unit = heir or one.unit
    meant = asked.units.name(one.unit) if one.unit else one.words
    return {
        "unit": unit, "units": [unit] if unit else [], "unit_name": asked.units.name(unit) if unit else one.words,
        "meant_name": meant, "handed_from": one.unit if heir else None,
    }  # fmt: skip


def _heir(heirs: Heirs, unit: str, key: str) -> str | None:
    return heirs.get((unit, key)) or heirs.get((unit, None))


def _became(
    task: Mapping[str, Any], one: Deadline, entered: Mapping[str, Any], days: tuple[date, date]
) -> dict[str, Any]:
    """What became of a deadline: handed in (its report, else the whole task or all until a day), overdue or open.

    `days`: the as-of date, and up to which day reports count.
    """
    as_of, told = days
    on, until = as_day(entered.get("submitted_on")), as_day(task["done_until"])
    is_in = (on is not None and on <= told) or task["is_finished"] or (until is not None and one.due <= until)
    if is_in:
        how = "thin" if entered.get("is_thin") else "late" if on is not None and on > one.due else "submitted"
        return {"state": "done", "handed_in": how, "submitted_on": on}
    return {"state": "overdue" if one.due < as_of else "open", "handed_in": None, "submitted_on": None}


def _heirs(store: Store, asked: Scope) -> Heirs:
    """(ended unit, key of a task or None for all of its work) -> the unit that answers on the day."""
    rows = store.known("figures/handed", agency=asked.agency)
    return {(row["unit_id"], row["key"]): row["to_unit"] for row in rows if row["from_day"] <= asked.as_of}


def _printed_years(task: Mapping[str, Any]) -> range | None:
    """The years of the period in the name of a task's plan ("2022 – 2025"), or the one year in it."""
    name = task["plan"] or ""
    printed = _PERIOD.search(name) or _YEAR.search(name)
    return range(int(printed[1]), int(printed[printed.lastindex or 1]) + 1) if printed else None


def _years(task: Mapping[str, Any], as_of: date) -> range:
    """The years of a task's plan: the printed ones, else that of the file in which it came first."""
    year = (as_day(task["printed_on"]) or as_of).year
    return _printed_years(task) or range(year, year + 1)


def _schedule(store: Store, task: Mapping[str, Any], year: int, told: date) -> Schedule:
    """What the cell of a task says, with the days that run from what happened up to a day (`told`)."""

    def due(on: date, wait: Wait) -> date | None:
        if not wait.in_working_days:
            return on + timedelta(days=wait.days)
        return as_day(store.value("figures/working_day_after", day=on, days=wait.days))

    happened = [event for event in events(task["starts_on"] or "") if event and event.on <= told]
    return begun(parse(task["schedule"], year), task["assignment"], happened, due)


def _count_days(store: Store, rows: list[dict[str, Any]], as_of: date) -> None:
    counted = working_days_since(store, (row["due"] for row in rows), as_of)
    for row in rows:
        since = counted.get(row["due"])
        row["days_late"] = max(since, 0) if since is not None and row["state"] == "overdue" else 0
        row["days_left"] = -since if since is not None and row["state"] == "open" else None
