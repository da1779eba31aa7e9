"""What officials and units have in hand, and how long procedures take: the dossiers that are counted, and the rows.

Backlog is days of work: what is open and not paused over what was resolved per working day of the last sixty; not
known where fewer than ten were resolved in them, or where files begin later.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.judging import SMALL_BASE
from chiso.figures.listing import Listing
from chiso.figures.records import worked_listing
from chiso.figures.scope import Scope, scope
from chiso.store import Store

PACE_DAYS = 60  # working days, of which the pace is
_TIMES = ["key", "name", "done", "days", "slow", "statutory", "promised", "within", "judged", "every"]
_COUNTS = ["open", "paused", "week", "overdue", "done"]


def pace_since(store: Store, asked: Asked) -> tuple[date, bool]:
    """The day after which the pace is counted, and whether files speak of all its days."""
    (row,) = store.known("figures/working_days_before", agency=asked.agency, day=asked.as_of, days=PACE_DAYS)
    first = row["first_done"]
    return row["since"], first is not None and first <= row["since"]


def workload(store: Store, question: Asked) -> pd.DataFrame:
    """One row per unit that answers and official ('' where the file names none): unit, unit_name, department (code),
    left_on (last day of a unit whose work nobody has taken over), official, open, paused, week, overdue, done (of the
    last sixty working days), backlog (working days, null where it is not known)."""
    asked = scope(store, question)
    since, is_whole = pace_since(store, asked)
    rows = store.known(  # of all units: each of them is asked of in turn
        "figures/workload", _source="lists/worked", agencies=asked.agencies, as_of=asked.as_of, since=since
    )
    mine = [row for row in rows if asked.within is None or row["unit"] in asked.within]
    made = pd.DataFrame(mine, columns=["unit", "official", *_COUNTS])
    made["unit_name"] = [asked.units.name(unit) for unit in made["unit"]]
    made["department"] = [asked.units.department(unit) for unit in made["unit"]]
    made["left_on"] = [asked.units.ended(unit, asked.as_of) for unit in made["unit"]]
    return _with_backlog(made, is_whole)


def _with_backlog(rows: pd.DataFrame, is_whole: bool) -> pd.DataFrame:
    """The rows with `backlog`; `is_whole`: files speak of all days of the pace."""
    is_known = is_whole & (rows["done"] >= SMALL_BASE)
    days = (rows["open"] - rows["paused"]) * PACE_DAYS / rows["done"].where(is_known)
    return rows.assign(backlog=days.astype("Float64"))


def by_department(rows: pd.DataFrame, is_whole: bool) -> pd.DataFrame:
    """The rows of `workload` by department: unit, open, paused, week, overdue, done, left_on, backlog."""
    summed = rows.groupby("department", as_index=False)[_COUNTS].sum().rename(columns={"department": "unit"})
    ended = rows.dropna(subset=["left_on"]).groupby("department")["left_on"].max()
    return _with_backlog(summed.assign(left_on=summed["unit"].map(ended)), is_whole)


def by_official(rows: pd.DataFrame, is_whole: bool) -> pd.DataFrame:
    """The rows of `workload` of one unit by official: official, open, paused, week, overdue, done, backlog."""
    return _with_backlog(rows.groupby("official", as_index=False)[_COUNTS].sum(), is_whole)


def procedure_days(store: Store, question: Asked, official: str | None = None) -> pd.DataFrame:
    """The procedures of which a dossier was resolved in the period, of an official where asked: key, name, done, days
    (median working days from receipt to result), slow (what nine of ten took at most), statutory (of the published
    list, null where it says nothing), promised (median), within (of `judged` dossiers those that took no longer than
    statutory, else than promised), every (how many took so many days)."""
    asked = scope(store, question)
    rows = store.rows(
        "figures/procedure_days", _source=("lists/worked_part", "lists/worked"), agencies=asked.agencies,
        as_of=asked.day, since=asked.first - timedelta(days=1), units=asked.within, part="done",
        official=official, procedure=None,
    )  # fmt: skip
    return pd.DataFrame(rows, columns=_TIMES)


@dataclass(frozen=True)
class Worked:
    """The dossiers that a number of `workload` counts: its column, of an official where asked."""

    part: str
    official: str | None = None

    def listing(self, store: Store, asked: Scope) -> Listing:
        """See `records.Listable`."""
        since, _ = pace_since(store, asked)
        given = {"as_of": asked.as_of, "since": since, "part": self.part, "official": self.official}
        return worked_listing(asked, given)


@dataclass(frozen=True)
class WorkedOf:
    """The dossiers of a procedure that `procedure_days` counts; of those that `took` from so many to so many (None: or
    more) working days alone."""

    procedure: str
    official: str | None = None
    took: tuple[int, int | None] | None = None

    def listing(self, _: Store, asked: Scope) -> Listing:
        """See `records.Listable`."""
        took = dict(zip(("took_from", "took_to"), self.took, strict=True)) if self.took else {}
        given = {
            "as_of": asked.day, "since": asked.first - timedelta(days=1), "part": "done", "official": self.official,
            "procedure": self.procedure,
        }  # fmt: skip
        return worked_listing(asked, given | took)
