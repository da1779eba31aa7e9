"""What changed between two days, both seen with today's knowledge (contract, `changes`)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.late_counts import overdue_ages
from chiso.figures.lateness import KINDS, count_overdue, overdue
from chiso.figures.listing import ALL, Page
from chiso.figures.values import levels
from chiso.store import Store

CHANGES = NEW, CLEARED, STILL = "new", "cleared", "still"


@dataclass(frozen=True)
class Turn:
    """Of what is overdue of a kind ('': of all) what came on the list since a day, left it or stayed (`change`)."""

    change: str
    kind: str
    since: date

    def question(self, asked: Asked) -> Asked:
        """Of which day the list is: what left it is as it was then."""
        return before(asked, self.since) if self.change == CLEARED else asked

    def page(self, asked: Asked, page: Page) -> Page:
        """A page of it as a page of the list of that day."""
        other = asked.as_of if self.change == CLEARED else self.since
        return replace(page, stood=(other, self.change == STILL))


def before(asked: Asked, since: date) -> Asked:
    """The same question of an earlier day, of the CCHC year of that day."""
    return replace(asked, as_of=since, year=0)


def between(store: Store, asked: Asked | None, since: date) -> dict[str, Any]:
    """Indicators before and after, and what came on the list of what is overdue, left it, stayed.

    Each figure is of its own CCHC year up to its day; `change` is None across two years and where one is unknown. New
    and still are as on the later day, cleared as on the earlier.
    """
    if asked is None:
        nothing = dict.fromkeys(CHANGES, overdue(store, None))
        return {"since": since, "as_of": None, "indicators": [], "overdue": nothing}
    return {
        "since": since,
        "as_of": asked.as_of,
        "indicators": _figures(store, before(asked, since), asked),
        "overdue": {change: turned(store, asked, Turn(change, "", since)) for change in CHANGES},
    }


def turned(store: Store, asked: Asked, turn: Turn, page: Page = ALL) -> pd.DataFrame:
    """Of the lists of `between` the rows of a kind that a page asks for."""
    return overdue(store, turn.question(asked), turn.kind or None, None, turn.page(asked, page))


def count_turned(store: Store, asked: Asked, turn: Turn) -> int:
    """How many rows it has."""
    return count_overdue(store, turn.question(asked), turn.kind, turn.page(asked, ALL))


def turned_counts(store: Store, asked: Asked, since: date) -> dict[str, pd.DataFrame]:
    """The lists of `between` counted: new, cleared, still by kind, unit, unit_name, left_on: total."""
    found: dict[str, pd.DataFrame] = {}
    for change in CHANGES:
        turns = [Turn(change, kind, since) for kind in KINDS]
        counts = [
            overdue_ages(store, turn.question(asked), turn.kind, page=turn.page(asked, ALL)).assign(
                kind=turn.kind
            )
            for turn in turns
        ]
        found[change] = pd.concat([some for some in counts if len(some)] or counts, ignore_index=True)
    return found


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
