"""Giao ban's list by name: what came, left, stayed since the one before, and what was promised; a page at a time. Only
those of which somebody promised a day are read at once: people wrote each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso import figures
from chiso.figures.between import CHANGES, NEW, STILL
from chiso.figures.promises import BROKEN, KEPT, MOVED, UNSEEN
from chiso.figures.scope import as_day
from chiso.web.parts import loading, paging
from chiso.web.shell.context import Context
from chiso.words import meeting, rooms
from chiso.words.overdue import KINDS

TODAY = (NEW, STILL)  # overdue on the day looked at
OUTCOMES = (BROKEN, UNSEEN, KEPT, MOVED)


def counts(here: Context, since: date) -> Mapping[str, pd.DataFrame]:
    """What came, left, stayed, counted by kind and unit (figures.turned_counts)."""
    found = loading.ask(here, figures.turned_counts, here.asked.year_so_far, since)
    return {name: loading.short_names(here, rooms.answered(rows)) for name, rows in found.items()}


def promised(here: Context, since: date, promises: pd.DataFrame) -> pd.DataFrame:
    """Of these records those of which a day was promised, then or now, as `told`; last what is on none of the lists."""
    days = (since, here.asked.as_of)
    keys = {kind: set(rows["key"]) for kind, rows in promises.groupby("kind")}
    for day in days:
        for kind, some in loading.ask(here, figures.promised_keys, here.asked, day).items():
            keys.setdefault(kind, set()).update(some)
    frames = [
        _turned(
            here, figures.Turn(change, kind, since), figures.Page(only=(("key", tuple(sorted(keys[kind]))),))
        )
        for change in CHANGES
        for kind in KINDS
        if kind in keys
    ]
    found = told(_together(here, frames), promises)
    there = pd.MultiIndex.from_frame(found[["kind", "key"]])
    is_there = pd.MultiIndex.from_frame(promises[["kind", "key"]]).isin(there)
    others = promises[~is_there].assign(change=meeting.DONE)
    return pd.concat([found, _outcomes(others)], ignore_index=True) if len(others) else found


def told(rows: pd.DataFrame, promises: pd.DataFrame) -> pd.DataFrame:
    """Rows of the lists, each with `change`, what became of the promise of then (promised_on, outcome), the one of
    today (now_on), and both in words (said)."""
    said = promises[["kind", "key", "promised_on", "finished", "outcome"]]
    return _outcomes(
        rows.rename(columns={"promised_on": "now_on"}).merge(said, on=["kind", "key"], how="left")
    )


def _outcomes(found: pd.DataFrame) -> pd.DataFrame:
    found = found.assign(now_on=found["now_on"].map(as_day).astype(object))  # of some lists it is a text
    return found.assign(said=[meeting.outcome(row) for row in found.to_dict("records")])


def _turned(here: Context, turn: figures.Turn, page: figures.Page) -> pd.DataFrame:
    rows = loading.ask(here, figures.turned, here.asked.year_so_far, turn, page)
    return loading.short_names(here, rooms.held(rows)).assign(change=turn.change)


def _together(here: Context, frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    every = [*frames]
    nothing = loading.short_names(here, rooms.held(figures.overdue(here.store, None))).assign(change=None)
    return pd.concat([frame for frame in every if len(frame)] or [nothing], ignore_index=True)


def first(
    here: Context, since: date, kind: str, most: int, lists: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """The first of each unit of what is overdue of a kind: what came since stands before what stayed. `lists`: what
    they have (`counts`)."""
    page = figures.Page(each="unit", most=most)
    there = (change for change in TODAY if kind in set(lists[change]["kind"]))
    rows = _together(here, (_turned(here, figures.Turn(change, kind, since), page) for change in there))
    return rows.groupby("unit", sort=False).head(most)


Parts = list[tuple[figures.Turn, tuple[str, ...]]]  # each without some keys


def parts(code: str, since: date, named: pd.DataFrame) -> Parts:
    """Which lists a filter of the page shows; `named`: those of which a day was promised."""
    changes = {"": CHANGES, meeting.NO_PROMISE: TODAY}.get(code, (code,))
    said = named[has_day(named)] if code == meeting.NO_PROMISE else named.head(0)
    without: dict[Any, tuple[str, ...]] = {
        of: tuple(sorted(some["key"])) for of, some in said.groupby(["change", "kind"])
    }
    return [
        (figures.Turn(change, kind, since), without.get((change, kind), ()))
        for change in changes
        for kind in KINDS
    ]


def has_day(named: pd.DataFrame) -> pd.Series:
    """Whether a day was promised of what is overdue now, then or since."""
    is_said = named["outcome"].notna() | named["now_on"].notna()
    return is_said & named["change"].isin(TODAY)


def read(
    here: Context, of: Parts, lists: Mapping[str, pd.DataFrame], promises: pd.DataFrame, page: figures.Page
) -> pd.DataFrame:
    """A page of lists below one another, as `told`. `lists`: what they have (`counts`)."""

    def count(part: tuple[figures.Turn, tuple[str, ...]], _: figures.Page) -> int:
        turn, without = part
        every = lists[turn.change]
        return int(every["total"][every["kind"] == turn.kind].sum()) - len(without)

    def rows(part: tuple[figures.Turn, tuple[str, ...]], some: figures.Page) -> pd.DataFrame:
        turn, without = part
        return _turned(here, turn, replace(some, without=without))

    return told(_together(here, [paging.stacked(of, page, count, rows)]), promises)
