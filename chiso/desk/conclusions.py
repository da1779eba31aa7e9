"""What became of conclusions since an earlier giao ban, each judged by the figure that it is tied to on its day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.text import missing
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.promises import BROKEN, KEPT, MOVED, STANDING, became, is_unseen
from chiso.figures.scope import as_day
from chiso.figures.targets import Entry, Target
from chiso.figures.verdicts import judgeable
from chiso.store import Store
from chiso.words import concluded

Row = Mapping[str, Any]


def since(store: Store, asked: Asked, day: date, known_on: date | None = None) -> list[dict[str, Any]]:
    """The conclusions that were open on `day` or made since, overdue first: the columns of `meetings.commitments`; of
    one that is tied to a figure its `name`, whether it `is_rate` and `is_falling` (less is better), whose it is
    (`figure_of`: its unit; None the agency), what it was `then` (on `day`) and is `now`, None where unknown, since when
    it counts now if no more as it did then (`began`: a CCHC year is over), of which of its days no file speaks
    (`unheard`, as of figures.unheard), and what it was `on_due` where today's would be judged otherwise; the `outcome`
    (as of figures.promises; None where the conclusion was dropped, or its figure on its day is unknown, also as no file
    reaches that day). `known_on`: as of meetings.commitments."""
    found = meetings.commitments(store, asked.agency, asked.as_of, asked.unit, known_on)
    is_over = pd.to_datetime(found["closed_on"]) <= pd.Timestamp(day)
    entries = _entries(store, asked)
    rows = []
    for cells in found[(found["state"] != meetings.AHEAD) & ~is_over].to_dict("records"):
        row, whose, entry = _tied(store, asked, cells, entries)
        if entry is not None:
            row |= {"name": entry.short_name, "is_rate": entry.kind == "rate", "is_falling": entry.is_falling}
            then, now = (_found(store, whose, row, on) for on in (day, asked.as_of))
            row |= {"then": then and judgeable(then), "now": now and judgeable(now), "figure_of": whose.unit}
            row |= {"began": now.first if then and now and then.first != now.first else None}
            if now and not entry.is_state:  # of its own days: those before them are none of its business
                row["unheard"] = replace(row["unheard"], months=tuple(now.lacking))
        row["outcome"], decided = _became(store, row, whose, entry)
        rows.append(
            row | {"on_due": decided if entry and decided is not None and _is_other(row, entry) else None}
        )
    return rows


def register(store: Store, asked: Asked) -> pd.DataFrame:
    """Every conclusion of the agency, or of the asked unit, as `meetings.commitments` answers it, overdue first; of one
    that nobody has closed and whose figure was on its day what was wanted the state is `met`."""
    found = meetings.commitments(store, asked.agency, asked.as_of, asked.unit)
    entries = _entries(store, asked)
    is_met = [
        cells["state"] in ("overdue", "due_soon")
        and not missing(cells["wanted"])
        and cells["indicator"] in entries
        and _became(store, *_tied(store, asked, cells, entries))[0] == KEPT
        for cells in found.to_dict("records")
    ]
    found["state"] = found["state"].mask(pd.Series(is_met, found.index, dtype=bool), meetings.MET)
    return found.sort_values("state", key=lambda state: state != "overdue", kind="stable", ignore_index=True)


def _entries(store: Store, asked: Asked) -> dict[str, Entry]:
    return {entry.indicator: entry for entry in figures.catalogue(store, asked.agency, asked.year)}


def _filled(cells: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): None if missing(cell) else cell for name, cell in cells.items()}


def outcome(row: Row) -> str:
    """What became of a conclusion (a row of `since`), in words."""
    if row["status"] == meetings.DROPPED:
        return meetings.STATUSES[meetings.DROPPED]
    if row["outcome"] == STANDING and row["state"] == "due_soon":
        return f"● {concluded.BECAME[STANDING]}, {meetings.STATES['due_soon'].lower()}"
    return concluded.BECAME.get(row["outcome"], "○ chưa có số")


def _tied(
    store: Store, asked: Asked, cells: Mapping[Any, Any], entries: Mapping[str, Entry]
) -> tuple[dict[str, Any], Asked, Entry | None]:
    """A conclusion, whose figure its own is (its unit's, or the agency's) with the days that its files do not tell of
    (`unheard`), and its indicator; as asked where it is tied to none."""
    row = _filled(cells)
    if (entry := entries.get(row["indicator"])) is None:
        return row, asked, None
    question = replace(asked, unit=row["unit_id"])
    whose = replace(question, unit=figures.figure_of(store, question, row["indicator"]))
    return row | {"unheard": figures.unheard(store, whose, entry.dataset)}, whose, entry


def _found(store: Store, whose: Asked, row: Row, day: date) -> Value | None:
    """The figure of a conclusion as of a day."""
    return figures.levels(store, figures.before(whose, day), [row["indicator"]]).one(row["indicator"])


def _figure(store: Store, whose: Asked, row: Row, day: date) -> float | None:
    found = _found(store, whose, row, day)
    return judgeable(found) if found else None


def _became(store: Store, row: Row, whose: Asked, entry: Entry | None) -> tuple[str | None, float | None]:
    """Of one that wants a value its figure (of `whose`) on the day decides, of any other when it was closed; and the
    figure that decided it."""
    due = as_day(row["due_on"])
    if row["status"] == meetings.DROPPED:
        return None, None
    if due is None:
        return KEPT if row["status"] == meetings.FINISHED else STANDING, None
    first, moved_on = _first_due(store, whose, row)
    if row["wanted"] is None or entry is None:
        return became(first or due, as_day(row["closed_on"]), moved_on, whose.as_of), None
    if first is not None and moved_on is not None and moved_on <= first:
        return MOVED, None
    if due > whose.as_of:
        return STANDING, None
    value = None if is_unseen(due, row["unheard"].ended) else _figure(store, whose, row, due)
    if value is not None and _wanted(row, entry).is_met(value):
        return KEPT, value
    if due == whose.as_of:  # its day is not over: not late, on slides and lists neither
        return STANDING, None
    return None if value is None else BROKEN, value


def _is_other(row: Row, entry: Entry) -> bool:
    """Whether today's figure would decide otherwise than that of its day."""
    is_met = row["now"] is not None and _wanted(row, entry).is_met(row["now"])
    return is_met is not (row["outcome"] == KEPT)


def _wanted(row: Row, entry: Entry) -> Target:
    return Target(row["wanted"], "<=" if entry.is_falling else ">=", as_day(row["due_on"]))


def _first_due(store: Store, asked: Asked, row: Row) -> tuple[date | None, date | None]:
    """The day by which it was wanted first, and the newest as-of date known when another one was said."""
    history = meetings.history(store, row["commitment_id"], asked.as_of).to_dict("records")
    days = [(as_day(one["due_on"]), as_day(one["known_on"])) for one in history]
    return days[0][0] if days else None, next((known for due, known in days if due != days[0][0]), None)
