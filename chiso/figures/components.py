"""An index by component against the agency's own targets, each held against a score of its own year alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.criteria import CCHC
from chiso.figures.plan import plan
from chiso.figures.scope import newest_as_of
from chiso.figures.targets import Target
from chiso.store import Store

COLUMNS = (
    "component", "year", "score", "max_score", "weight", "target", "comparison", "target_year", "verdict", "rank",
    "rank_of", "units",
)  # fmt: skip
TASKS = ("tasks", "tasks_done", "tasks_late")


def components(
    store: Store, asked: Asked, name: str, year: int | None = None, place: str | None = None
) -> pd.DataFrame:
    """The components of an index in a year (the newest that has a target or a score), by name; of the editions that
    were published by the day asked for.

    verdict: met, missed, not_published (a target without a score of its year), no_target. `place`: by itself the
    agency's province, for the index of agencies itself. `units`: who answers for it, as printed; `tasks`: the plan
    tasks that name it, of them done and late (null: none names it).
    """
    own = store.known("pages/agency", agency=asked.agency)[0]
    place = place or own["name" if fold(name) == fold(CCHC) else "place"]
    rows = store.rows(
        "figures/components",
        agency=asked.agency,
        index_name=name,
        year=year,
        place=place,
        as_of=asked.as_of,
    )
    found = pd.DataFrame([row | {"verdict": _verdict(row)} for row in rows], columns=list(COLUMNS))
    newest = newest_as_of(store, asked.agency)
    plans = replace(asked, as_of=min(newest, asked.as_of), unit=None) if newest else None
    counts = _tasks(plan(store, plans), [str(row["component"]) for row in rows])
    return found.assign(**{key: pd.Series(counts[key], found.index, "Int64") for key in TASKS})


def _verdict(row: Mapping[str, Any]) -> str:
    if row["target"] is None:
        return "no_target"
    if row["score"] is None:
        return "not_published"
    return "met" if Target(row["target"], row["comparison"]).is_met(row["score"]) else "missed"


def _tasks(rows: pd.DataFrame, names: list[str]) -> dict[str, list[int | None]]:
    """Per component how many plan tasks stand in the section named after it, how many are done, how many late."""
    printed = [fold(name) for name in rows["section_name"].fillna("")]
    found: dict[str, list[int | None]] = {key: [] for key in TASKS}
    for component in map(fold, names):
        of = rows[pd.Series([component in text for text in printed], rows.index, dtype=bool)]
        keys = of.drop_duplicates("key")
        late = of.loc[of["state"] == "overdue", "key"].nunique()
        counts = (len(keys), int(keys["is_finished"].sum()), late) if len(of) else (None, None, None)
        for key, number in zip(TASKS, counts, strict=True):
            found[key].append(number)
    return found
