"""The ten percent rule of documents 2 and 3: each official once, over all units, with the verdict of the figure.

The figure is that of the indicators `official_late_rate` and `official_task_late_rate`: the same rows. A period is
counted over as a whole, and so is each month within it: no rate is a mean of others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from chiso.core.periods import month_end, months_of
from chiso.figures.ask import Asked
from chiso.figures.coverage import lacking, reach
from chiso.figures.facts import HANDLED
from chiso.figures.figure import is_unread
from chiso.figures.judging import SMALL_BASE
from chiso.figures.scope import Scope, scope
from chiso.store import Store
from chiso.store.marts import MARTS
from chiso.store.queries_text import Source

RATES = {"dossiers": "official_late_rate", "tasks": "official_task_late_rate"}
# the same records, those that name nobody too: what a unit did
_OF_UNITS: dict[str, Source] = {"dossiers": (HANDLED,), "tasks": "indicators/task_on_time_rate"}
# "từ 10% trở lên": documents 2 (I.8) and 3 (I.2, I.4); such an official is not rated "hoàn thành tốt" or better.
OFFICIAL_BAR = 0.10
PRAISED = 30  # finished at least, none of them late and none overdue: everybody of whom that is so did well
ONE_STOP = "one_stop"  # the kind of a unit whose officials Trung tâm Phục vụ hành chính công judges

Verdict = Literal["over", "clear", "review", "few", "unread", "elsewhere"]


@dataclass(frozen=True)
class Part:
    """What an official did in one unit; `has_ended`: the unit has by then, so that nobody works there any more."""

    unit: str
    unit_name: str
    handled: int
    early: int
    on_time: int
    late: int
    overdue: int
    has_ended: bool = False


@dataclass(frozen=True)
class Official:
    """A person with the parts of all units, or a unit as one. `is_elsewhere`: works at Một cửa, judged by others;
    `is_unread`: no file speaks of the period, so that what is overdue is all that is counted."""

    name: str
    parts: Sequence[Part]
    is_elsewhere: bool = False
    is_unread: bool = False

    def sum(self, name: str) -> int:
        """handled, early, on_time, late or overdue over all units."""
        return sum(getattr(part, name) for part in self.parts)

    @property
    def has_ended(self) -> bool:
        """Whether all units of it have: of a unit that it is no more."""
        return all(part.has_ended for part in self.parts)

    @property
    def numerator(self) -> int:
        """Finished late, or overdue on the day."""
        return self.sum("late") + self.sum("overdue")

    @property
    def denominator(self) -> int:
        """Finished, or overdue on the day."""
        return self.sum("handled") + self.sum("overdue")

    @property
    def rate(self) -> float:
        """What the rule is held against."""
        return self.numerator / self.denominator

    @property
    def left(self) -> int:
        """What stands overdue in units that have ended."""
        return sum(part.overdue for part in self.parts if part.has_ended)

    @property
    def is_praised(self) -> bool:
        """Whether this is somebody to praise."""
        return self.verdict == "clear" and not self.numerator and self.denominator >= PRAISED

    @property
    def verdict(self) -> Verdict:
        """None on a base under ten, or without a file of the period; where it hangs on what an ended unit left, it is
        for people to look at."""
        if self.is_elsewhere:
            return "elsewhere"
        if self.is_unread:
            return "unread"
        if self.denominator < SMALL_BASE:
            return "few"
        if self.rate < OFFICIAL_BAR:
            return "clear"
        base = self.denominator - self.left
        is_over_without = base > 0 and (self.numerator - self.left) / base >= OFFICIAL_BAR
        return "over" if is_over_without else "review"


@dataclass(frozen=True)
class Evaluation:
    """What officials and units did of a kind of record in a period, and in each month that it touches: (first day,
    last day, officials, units), none where the period is within one month."""

    people: Sequence[Official]
    units: Sequence[Official]
    months: Sequence[tuple[date, date, Sequence[Official], Sequence[Official]]]


def evaluation(store: Store, asked: Asked, kind: str = "dossiers", *, by_month: bool = True) -> Evaluation:
    """Officials and units over the period asked for, and over each of its months ("đánh giá hằng tháng … hằng quý, cuối
    năm": document 3, I.4; "của cá nhân, đơn vị": document 2, I.8)."""
    months = []
    for first, last in months_within(asked) if by_month else ():
        one = replace(asked, date_from=first, as_of=last, date_to=None, year=0)
        months.append((first, last, officials(store, one, kind), evaluated_units(store, one, kind)))
    return Evaluation(officials(store, asked, kind), evaluated_units(store, asked, kind), months)


def months_within(asked: Asked) -> list[tuple[date, date]]:
    """First and last day of each month, or part of one, in the period; none where it is within one month."""
    firsts = months_of(asked.first, asked.day)
    spans = [(max(first, asked.first), min(month_end(first), asked.day)) for first in firsts]
    return spans if len(spans) > 1 else []


def officials(store: Store, asked: Asked, kind: str = "dossiers") -> list[Official]:
    """The officials with a record of the kind finished in the period or overdue on its last day, by name; of a unit
    those with a part in it, each with the parts of all units."""
    whole = scope(store, asked.whole)
    parts: dict[str, list[Part]] = {}
    for name, part in _parts(store, whole, kind, f"indicators/{RATES[kind]}", "facts"):
        parts.setdefault(name, []).append(part)
    within = scope(store, asked).within
    is_late_alone = _is_late_alone(store, asked, kind)
    return [
        Official(name, found, _is_elsewhere(whole, found), is_late_alone)
        for name, found in parts.items()
        if within is None or any(part.unit in within for part in found)
    ]


def evaluated_units(store: Store, asked: Asked, kind: str = "dossiers") -> list[Official]:
    """The departments with a record of the kind finished in the period or overdue on its last day, in the office's
    order, with all their records, also those that name nobody; a Một cửa apart from the department above it."""
    whole, asked_units = scope(store, asked.whole), scope(store, asked).within
    parts: dict[str, list[Part]] = {}
    for _, part in _parts(store, whole, kind, _OF_UNITS[kind], "e"):
        is_one_stop = whole.units.is_of_kind(part.unit, ONE_STOP)
        unit = part.unit if is_one_stop else whole.units.department(part.unit)
        if asked_units is None or part.unit in asked_units:
            parts.setdefault(unit, []).append(part)
    is_late_alone = _is_late_alone(store, asked, kind)
    return [
        Official(
            whole.units.name(unit) or unit, parts[unit], _is_elsewhere(whole, parts[unit]), is_late_alone
        )
        for unit in sorted(parts, key=lambda one: whole.units.order(one, asked.day))
    ]


def _parts(store: Store, whole: Scope, kind: str, source: Source, whose: str) -> Sequence[tuple[str, Part]]:
    """(official, what he did in a unit): of the unit that the export names (facts), or that answers for it (e)."""
    given = {"agency": whole.agency, "date_from": whole.first, "date_to": whole.day}
    names = {"mart": (MARTS[kind],), "whose": (whose,)}
    found = []
    for row in store.known("figures/officials", names, _source=source, **given):
        name, unit = row.pop("official"), row.pop("unit")
        ended = whole.units.ended(unit, whole.day) is not None
        found.append((name, Part(unit, whole.units.name(unit) or unit, **row, has_ended=ended)))
    return found


def _is_late_alone(store: Store, asked: Asked, kind: str) -> bool:
    of_files = lacking(reach(store, asked.agency).get(kind), asked, kind)
    return is_unread(asked.first, asked.day, of_files)


def _is_elsewhere(asked: Scope, parts: Sequence[Part]) -> bool:
    """Whether the unit where an official works now, else did most, is a Một cửa by what the reference says of it."""
    main = max(parts, key=lambda part: (not part.has_ended, part.handled + part.overdue))
    return asked.units.is_of_kind(main.unit, ONE_STOP)
