"""Plan tasks with the deadlines that their schedule text means, and what became of each deadline."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.periods import year_of
from chiso.core.schedules import Occurrence, Schedule, begun, parse
from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.scope import Scope, as_day, scope, working_days_since
from chiso.reference.unit_tree import EVERYBODY, Units, spellings
from chiso.store import Store

COLUMNS = [
    "plan", "section", "no", "id", "key", "task", "product", "schedule", "schedule_kind", "due", "label",
    "is_recurring", "state", "days_late", "days_left", "lead_unit", "support_units", "assignment", "unit",
    "unit_name", "units", "agency", "status", "finished_on", "is_finished", "is_dropped", "note", "as_of", "import_id",
    "file_name", "row_no", "handed_from",
]  # fmt: skip

# What follows "chủ trì" names those who help.
_HELPERS = re.compile(r"\bchu tri\b|\bphoi hop\b")
_YEAR = re.compile(r"\b(20\d{2})\b")


def plan(store: Store, asked: Asked | None) -> pd.DataFrame:
    """The tasks of an agency's plans: one row per deadline, or one row where a task has none.

    `state`: done, overdue, open (a deadline to come), earlier (a recurring deadline before the last one passed),
    standing ("thường xuyên"), waiting (its event has not happened), unknown, dropped ("đã bỏ" in a newer plan). A plan
    of a CCHC year that has not begun is not there yet.
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
    return (_printed_year(task) or 0) <= year_of(day)


def overdue_plan_rows(store: Store, asked: Asked, soon: int | None) -> list[dict[str, Any]]:
    """Rows of `figures.overdue` for plan tasks."""
    rows = [
        {
            **row,
            "kind": "plan",
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


def _plan_rows(store: Store, question: Asked) -> list[dict[str, Any]]:
    return [row for one in question.each for row in _of_agency(store, scope(store, one))]


def _of_agency(store: Store, asked: Scope) -> list[dict[str, Any]]:
    known, heirs = spellings(store, asked.agency), _heirs(store, asked)
    rows: list[dict[str, Any]] = []
    for task in store.known("figures/plan_tasks", agency=asked.agency, as_of=asked.as_of):
        if not _has_begun(task, asked.as_of):
            continue
        leads = lead_units(task["lead_unit"] or task["assignment"], known, asked.units, asked.as_of)
        handed = {unit: heirs.get((unit, task["key"])) or heirs.get((unit, None)) for unit in leads}
        schedule = _schedule(store, task, asked.as_of)
        common = {
            **{key: task.get(key) for key in COLUMNS},
            "id": ".".join(part for part in (task["section"], task["no"]) if part),
            "schedule_kind": schedule.kind,
            "agency": asked.agency,
            "note": task["office_note"],
            "is_recurring": False,
        }
        for occurrence in schedule.occurrences or (None,):
            state = _state(task, schedule, occurrence, asked.as_of)
            # What is done stays with the unit that did it.
            row = common | {"state": state} | _answering(asked, leads, None if state in _PAST else handed)
            if asked.within is not None and not set(row["units"]) & set(asked.within):
                continue
            row["unit_name"] = row["unit_name"] or task["lead_unit"] or _names(asked, leads)
            if occurrence:
                row |= {
                    "due": occurrence.due,
                    "label": occurrence.label,
                    "is_recurring": occurrence.recurring,
                }
            rows.append(row)
    _count_days(store, rows, asked.as_of)
    return rows


_PAST = ("done", "dropped")
Heirs = Mapping[tuple[str, str | None], str]


def _heirs(store: Store, asked: Scope) -> Heirs:
    """(ended unit, key of a task or None for all of its work) -> the unit that answers on the day."""
    rows = store.known("figures/handed", agency=asked.agency, as_of=asked.as_of)
    return {(row["unit_id"], row["key"]): row["to_unit"] for row in rows}


def _answering(
    asked: Scope, leads: list[str], handed: Mapping[str, str | None] | None = None
) -> dict[str, Any]:
    """Who answers for an open deadline: the leads, or who took over from them (`handed`), those left out that have
    ended beside others; for one that is past the leads as they were."""
    units = able = list(dict.fromkeys((handed or {}).get(unit) or unit for unit in leads))
    if handed is not None:
        living = [unit for unit in units if asked.units.ended(unit, asked.as_of) is None]
        able = living or units[:1]
    only = able[0] if len(able) == 1 else None
    was = next((unit for unit in leads if handed and handed.get(unit)), None) if only else None
    # where several answer as the plan says, its own words name them
    is_printed = only is None and able == leads
    name = None if is_printed else _names(asked, able)
    return {"units": units, "unit": only, "unit_name": name, "handed_from": was}


def _names(asked: Scope, units: list[str]) -> str | None:
    return ", ".join(asked.units.name(unit) or unit for unit in units) or None


def _printed_year(task: Mapping[str, Any]) -> int | None:
    """The year in the name of a task's plan."""
    printed = _YEAR.search(task["plan"] or "")
    return int(printed[1]) if printed else None


def _schedule(store: Store, task: Mapping[str, Any], as_of: date) -> Schedule:
    year = _printed_year(task) or (as_day(task["as_of"]) or as_of).year
    schedule = parse(task["schedule"], year)
    starts_on = as_day(task["starts_on"])
    if starts_on is None:
        return schedule
    if schedule.in_working_days and schedule.wait_days is not None:
        due = store.value("figures/working_day_after", day=starts_on, days=schedule.wait_days)
        return Schedule("dated", (Occurrence(due, task["schedule"]),)) if due else schedule
    return begun(schedule, starts_on)


def _state(task: Mapping[str, Any], schedule: Schedule, occurrence: Occurrence | None, as_of: date) -> str:
    if task["is_dropped"]:
        return "dropped"
    if task["is_finished"]:
        return "done"
    if occurrence is None:
        return schedule.kind
    done_until = as_day(task["done_until"])
    if done_until is not None and occurrence.due <= done_until:
        return "done"
    if occurrence.due >= as_of:
        return "open"
    if occurrence.recurring:
        # Nobody ticks every month: only the last deadline that passed is asked for.
        passed = [one.due for one in schedule.occurrences if one.recurring and one.due < as_of]
        return "overdue" if occurrence.due == max(passed) else "earlier"
    return "overdue"


def _count_days(store: Store, rows: list[dict[str, Any]], as_of: date) -> None:
    counted = working_days_since(store, (row["due"] for row in rows), as_of)
    for row in rows:
        since = counted.get(row["due"])
        row["days_late"] = max(since, 0) if since is not None and row["state"] == "overdue" else 0
        row["days_left"] = -since if since is not None and row["state"] == "open" else None


def lead_units(text: str | None, known: Mapping[str, str], units: Units, day: date) -> list[str]:
    """The units that lead a task, from the printed words: known spellings before "chủ trì" / "phối hợp".

    `known`: unit by spelling, the longest first.
    "Các Phòng, Trung tâm" are all departments that work on the day. Nothing known: an empty list, never a guess.
    """
    folded = fold(text or "")
    leading = _HELPERS.split(folded)[0] if _HELPERS.search(folded) else folded
    if EVERYBODY.search(leading):
        found = (unit for unit in units.departments() if unit.kind not in {"agency", "leadership"})
        return [unit.unit_id for unit in found if units.works(unit.unit_id, day)]
    return units_in(leading, known) or units_in(folded, known)


def units_in(folded: str, known: Mapping[str, str]) -> list[str]:
    """The units whose spelling (`known`) stands in a folded text, in its order."""
    found: list[tuple[int, str]] = []
    rest = folded
    for spelling in known:
        if len(spelling) < 2 or spelling not in rest:
            continue
        if match := re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", rest):
            found.append((match.start(), known[spelling]))
            rest = rest[: match.start()] + "\0" * len(spelling) + rest[match.end() :]
    return list(dict.fromkeys(unit for _, unit in sorted(found)))
