"""What became of the days that the office had named for what is late: kept, broken, moved (rules of the giao ban)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.coverage import unheard
from chiso.figures.lateness import KINDS
from chiso.figures.plan import plan
from chiso.figures.records import promised
from chiso.figures.scope import Scope, as_day, scope
from chiso.store import Store

KEPT, BROKEN, MOVED, STANDING = "kept", "broken", "moved", "standing"
UNSEEN = "unseen"  # its day is over, which no file of its records reaches
COLUMNS = [
    "kind", "key", "id", "title", "unit", "unit_name", "official", "promised_on", "now_on", "finished", "outcome",
    "left_on", "handed_from_name",
]  # fmt: skip


def became(
    promised_on: date,
    finished: date | None,
    replaced_on: date | None,
    as_of: date,
    reached: date | None = None,
) -> str:
    """What became of a promise: kept, when it was done by its day; moved, when another day was named before it had
    passed (`replaced_on`); broken, when it passed, or unseen (`is_unseen`). A broken one stays so, whatever was said
    later."""
    if finished is not None and finished <= promised_on:
        return KEPT
    if replaced_on is not None and replaced_on <= promised_on:
        return MOVED
    if finished is None and promised_on < as_of and is_unseen(promised_on, reached):
        return UNSEEN
    return BROKEN if finished is not None or promised_on < as_of else STANDING


def is_unseen(day: date, reached: date | None) -> bool:
    """Whether nobody can know what was so on a day; `reached`: up to when the files of its records speak, None where
    no file is needed."""
    return reached is not None and reached < day


def promises(store: Store, question: Asked, since: date) -> pd.DataFrame:
    """The promises that stood on `since`, one row each (`COLUMNS`): promised_on as it stood then, now_on as it stands.

    An entry belongs to the newest as-of date that was known when it was made. What was done before `since` and later
    than promised is asked about no more; of a deadline that was done nobody knows when, nothing is said. What a file
    that ends before its day does not say is done is `UNSEEN`.
    """
    asked = scope(store, question)
    rows: list[dict[str, Any]] = []
    for kind, said in _said(store, asked.agency, since, asked.as_of).items():
        is_plan = kind == "plan"  # whose reports are entered, on no day of a file
        found = _of_plan(store, question, since, said) if is_plan else _listed(store, asked, kind, since)
        reached = None if is_plan else unheard(store, question, kind).ended
        for row in found:
            then, replaced_on = (as_day(said[row["key"]][name]) for name in ("promised_on", "replaced_on"))
            finished = row["finished"] if row["finished"] and row["finished"] <= asked.as_of else None
            if then is not None:
                outcome = became(then, finished, replaced_on, asked.as_of, reached)
                rows.append(
                    {**row, "kind": kind, "promised_on": then, "finished": finished, "outcome": outcome}
                )
    for row in rows:
        row.setdefault("handed_from_name", asked.units.name(row["handed_from"]))
        row["left_on"] = asked.units.ended(row["unit"], asked.as_of)
    return pd.DataFrame(rows, columns=COLUMNS)


def _listed(store: Store, asked: Scope, kind: str, since: date) -> list[dict[str, Any]]:
    return [
        {**row, "finished": as_day(row["finished"]), "now_on": as_day(row["office_promised_on"])}
        for row in promised(asked, kind, since).rows(store)
    ]


def _of_plan(
    store: Store, question: Asked, since: date, said: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The same of deadlines of plans, whose reports say when they were handed in."""
    found = plan(store, question)
    rows = []
    for row in found[found["deadline"].isin([*said])].to_dict("records"):
        finished, then = as_day(row["submitted_on"]), as_day(said[row["deadline"]]["promised_on"])
        is_over = finished is not None and then is not None and then < finished <= since
        if not is_over and (finished is not None or row["state"] != "done"):
            rows.append({str(name): cell for name, cell in row.items()})
            rows[-1] |= {
                "key": row["deadline"],
                "title": row["task"],
                "now_on": as_day(row["promised_on"]),
                "finished": finished,
            }
    return rows


def promised_keys(store: Store, question: Asked, day: date) -> dict[str, tuple[str, ...]]:
    """Per kind the records of which the office had named a day, as it stood on a day; kinds without any stay away."""
    return {kind: tuple(said) for kind, said in _said(store, question.agency, day, day).items()}


def _said(store: Store, agency: str, since: date, as_of: date) -> dict[str, Mapping[str, Mapping[str, Any]]]:
    """Per kind with any promise that stood on a day its records with what was promised: one question for all kinds."""
    rows = store.known("office/promises", agency=agency, since=since, as_of=as_of)
    of_kinds = {kind: "plan_tasks" if kind == "plan" else kind for kind in KINDS}
    found: dict[str, Mapping[str, Mapping[str, Any]]] = {
        kind: {row["record_key"]: row for row in rows if row["dataset"] == dataset}
        for kind, dataset in of_kinds.items()
    }
    return {kind: said for kind, said in found.items() if said}
