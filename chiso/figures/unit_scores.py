"""The CCHC points that an agency gives to the units below it: their ranking, and the plan's day for it.

A unit's points are those of its own line where there is one, else the sums of its criteria, a criterion with parts
counted once; it has its rank once nothing of it is left to appraise ("Đánh giá, xếp hạng CCHC đối với các đơn vị cấp
dưới", document 2, X.2).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.plan import plan
from chiso.figures.scope import Scope, as_day, scope
from chiso.figures.scoring import Total, leaves, total
from chiso.intake.datasets import KEY_JOIN
from chiso.reference.unit_tree import UNKNOWN
from chiso.store import Store

# The task of a plan that asks for the ranking.
_ASKED_FOR = re.compile(r"xep hang.*(?:cap duoi|su nghiep|truc thuoc)")


@dataclass(frozen=True)
class Line:
    """The points of a criterion; of the whole unit where `criterion` is ''."""

    criterion: str
    name: str | None = None
    max_points: float | None = None
    self_points: float | None = None
    appraised_points: float | None = None
    note: str | None = None
    file_name: str | None = None
    row_no: int | None = None


@dataclass(frozen=True)
class Scored:
    """A unit with its lines; `before`: its share of the points in the year before, of a unit that came after one other
    that one's. `ended`: its last day where that is past. `rank` None while something is left to appraise."""

    unit: str
    unit_name: str
    lines: tuple[Line, ...]
    before: float | None = None
    ended: date | None = None
    rank: int | None = None

    @cached_property
    def total(self) -> Total:
        """The appraised points."""
        return self._sum("appraised_points")

    @cached_property
    def own(self) -> Total:
        """What the unit gave itself."""
        return self._sum("self_points")

    @cached_property
    def most(self) -> float | None:
        """What there is to win, appraised or not."""
        return self._sum("max_points").points

    @property
    def left(self) -> int:
        """How many lines are left to appraise: of a unit without any its own."""
        if not self.lines:
            return 1
        if any(not line.criterion and line.appraised_points is not None for line in self.lines):
            return 0
        parts = [line for line in self.lines if line.criterion]
        are_ends = leaves([one.criterion for one in parts])
        ends = [line for line, is_end in zip(parts, are_ends, strict=True) if is_end]
        return sum(line.appraised_points is None for line in ends or self.lines)

    @property
    def share(self) -> float | None:
        """The appraised share of the maximum; None while something is left."""
        return None if self.left or self.total.percent is None else self.total.percent / 100

    def _sum(self, which: Literal["self_points", "appraised_points", "max_points"]) -> Total:
        whole = next((line for line in self.lines if not line.criterion), None)
        rows = [
            (line.criterion, line.max_points, getattr(line, which)) for line in self.lines if line.criterion
        ]
        given = None if whole is None else getattr(whole, which)
        return total(rows, None if whole is None or given is None else (given, whole.max_points, None))


@dataclass(frozen=True)
class UnitScores:
    """The units of a year, those with a rank first: those asked for (`units`) of all (`every`), by which the plan is
    judged; `due`: the plan's day for the ranking, None where no plan asks for it; `is_reported`: the plan says
    that it is done."""

    year: int
    units: tuple[Scored, ...]
    every: tuple[Scored, ...]
    due: date | None
    is_reported: bool

    @property
    def ranked(self) -> int:
        """How many of all units have their rank."""
        return sum(unit.rank is not None for unit in self.every)


def line_key(year: int, unit: str, criterion: str = "") -> str:
    """Of which line an entry is; without a criterion of the whole unit."""
    return KEY_JOIN.join((str(year), unit, criterion))


def unit_scores(store: Store, asked: Asked) -> UnitScores:
    """The units of the agency (of the asked one alone) that were scored in the year asked for or are to be: its centres
    that work on the day."""
    of = scope(store, asked)
    now, last = (lines(store, asked.agency, year, asked.as_of) for year in (asked.year, asked.year - 1))
    keys = dict.fromkeys([*now, *((unit, None) for unit in _expected(of))])
    before = {unit: Scored(unit, "", tuple(rows)).share for (unit, _), rows in last.items()}
    found = [
        Scored(
            unit, words or of.units.name(unit) or unit, tuple(now.get((unit, words), ())),
            _earlier(of, unit, before), of.units.ended(unit, asked.day),
        )
        for unit, words in keys
    ]  # fmt: skip
    every = tuple(_ranked(sorted(found, key=lambda one: of.units.order(one.unit))))
    mine = tuple(one for one in every if of.within is None or one.unit in of.within)
    return UnitScores(asked.year, mine, every, *_due(store, asked))


def lines(store: Store, agency: str, year: int, day: date) -> dict[tuple[str, str | None], list[Line]]:
    """The lines of a year as known on a day, by unit (and the spelling of one that nobody knows)."""
    found: dict[tuple[str, str | None], list[Line]] = {}
    for row in store.known("figures/unit_scores", agency=agency, year=year, as_of=day):
        rest: dict[str, Any] = {
            name: value for name, value in row.items() if name not in ("unit_id", "words")
        }
        found.setdefault((row["unit_id"], row["words"]), []).append(Line(**rest))
    return found


def _expected(of: Scope) -> list[str]:
    return [
        unit.unit_id
        for unit in of.units.departments()
        if unit.kind == "center" and of.units.works(unit.unit_id, of.day)
    ]


def _earlier(of: Scope, unit: str, before: Mapping[str, float | None]) -> float | None:
    """The year before of the unit, else of the one unit that it came after: of several there is no one number."""
    if unit == UNKNOWN or unit in before:
        return None if unit == UNKNOWN else before[unit]
    came = [other for other in before if other != unit and of.units.today(other) == unit]
    return before[came[0]] if len(came) == 1 else None


def _ranked(found: Iterable[Scored]) -> Iterator[Scored]:
    """The highest share first, equal ones with one rank; what is not appraised yet after them."""
    rows = sorted(found, key=lambda one: -1 if one.share is None else -one.share - 2)
    shares = [one.share for one in rows]
    for one in rows:
        yield one if one.share is None else replace(one, rank=shares.index(one.share) + 1)


def _due(store: Store, asked: Asked) -> tuple[date | None, bool]:
    """The plan's day for the ranking of the year, and whether it is done."""
    tasks = plan(store, asked.whole.year_so_far)
    rows = [
        (as_day(row["due"]), row["state"] == "done")
        for row in tasks.to_dict("records")
        if _ASKED_FOR.search(fold(row["task"] or ""))
    ]
    days = [(day, is_done) for day, is_done in rows if day and day.year == asked.year]
    return (max(day for day, _ in days), all(is_done for _, is_done in days)) if days else (None, False)
