"""What units that have ended left open and nobody has taken over."""

from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.lateness import KINDS
from chiso.figures.plan import plan
from chiso.figures.records import standing
from chiso.figures.scope import Scope, scope
from chiso.store import Store

_COLUMNS = ["kind", "id", "record_key", "title", "unit", "unit_name", "official", "due"]


def left_behind(store: Store, question: Asked) -> pd.DataFrame:
    """What units that have ended left open and nobody has taken over, overdue or not: kind (conclusions of the giao ban
    are `commitments`), id, record_key, title, unit, unit_name, official, due. One row per record, of a plan task one
    per ended unit that leads it."""
    asked = scope(store, question)
    units = [
        unit.unit_id for unit in asked.units.all() if asked.within is None or unit.unit_id in asked.within
    ]
    over = [unit for unit in units if asked.units.ended(unit, asked.as_of)]
    rows: list[dict[Any, Any]] = []
    for kind in KINDS[:-1]:
        rows += [
            row | {"kind": kind, "record_key": row["key"]} for row in standing(asked, kind, over).rows(store)
        ]
    rows += _left_tasks(store, asked, over)
    for row in concluded(store, asked):
        if row["unit_id"] in over and row["left_on"] is not None:
            key = str(row["commitment_id"])
            named = {"id": key, "record_key": key, "title": row["content"], "unit": row["unit_id"]}
            rows.append(row | named | {"kind": "commitments", "due": row["due_on"]})
    return pd.DataFrame(rows, columns=_COLUMNS)


def concluded(store: Store, asked: Asked) -> list[dict[str, Any]]:
    """The conclusions of the agency's meetings up to the day, as they were known and stood on it."""
    rows = store.rows(
        "giaoban/commitments", agency=asked.agency, as_of=asked.as_of, unit=None, known_on=asked.as_of
    )
    return [row for row in rows if row["state"] != "ahead"]


def _left_tasks(store: Store, asked: Scope, over: list[str]) -> list[dict[Any, Any]]:
    """Open plan tasks of ended units, those too that a living unit leads beside them."""
    found: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in plan(store, asked).to_dict("records"):
        if row["state"] in ("done", "dropped"):
            continue
        for unit in (one for one in over if one in row["units"]):
            named = {"kind": "plan", "record_key": row["key"], "title": row["task"]}
            found.setdefault(
                (row["key"], unit), row | named | {"unit": unit, "unit_name": asked.units.name(unit)}
            )
    return list(found.values())
