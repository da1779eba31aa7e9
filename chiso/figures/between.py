"""What changed between two days, both seen with today's knowledge (contract, `changes`)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.lateness import overdue
from chiso.figures.values import levels
from chiso.store import Store


def before(asked: Asked, since: date) -> Asked:
    """The same question of an earlier day, of the CCHC year of that day."""
    return replace(asked, as_of=since, year=0)


def between(store: Store, asked: Asked | None, since: date) -> dict[str, Any]:
    """Indicators before and after, and what came on the list of what is overdue, left it, stayed.

    Each figure is of its own CCHC year up to its day; `change` is None across two years and where one is unknown. New
    and still are as on the later day, cleared as on the earlier.
    """
    if asked is None:
        nothing = overdue(store, None)
        kept = {"new": nothing, "cleared": nothing, "still": nothing}
        return {"since": since, "as_of": None, "indicators": [], "overdue": kept}
    earlier = before(asked, since)
    return {
        "since": since,
        "as_of": asked.as_of,
        "indicators": _figures(store, earlier, asked),
        "overdue": came_and_left(store, asked, since),
    }


def came_and_left(store: Store, asked: Asked, since: date) -> dict[str, pd.DataFrame]:
    """Those lists of `between` alone: new, cleared, still."""
    return _lists(overdue(store, before(asked, since)), overdue(store, asked))


def _figures(store: Store, earlier: Asked, later: Asked) -> list[dict[str, Any]]:
    before = {one.indicator: one.value for one in levels(store, earlier)}
    rows = []
    for one in levels(store, later):
        was = before.get(one.indicator)
        is_one_year = earlier.year == later.year
        change = one.value - was if is_one_year and was is not None and one.value is not None else None
        rows.append(
            {
                "indicator": one.indicator,
                "unit": later.unit,
                "before": was,
                "after": one.value,
                "change": change,
            }
        )
    return rows


def _lists(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Rows are told apart by kind and key; the key of a plan's deadline holds its unit and day."""
    was, now = (pd.MultiIndex.from_frame(rows[["kind", "key"]]) for rows in (before, after))
    return {"new": after[~now.isin(was)], "cleared": before[~was.isin(now)], "still": after[now.isin(was)]}
