"""The ten percent rule of documents 2 and 3: each official once, over all units, with the verdict of the figure.

The figure is that of the indicators `official_late_rate` and `official_task_late_rate`: the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chiso.figures.ask import Asked
from chiso.figures.coverage import lacking, reach
from chiso.figures.figure import is_unread
from chiso.figures.judging import SMALL_BASE
from chiso.figures.scope import Scope, scope
from chiso.store import Store
from chiso.store.marts import MARTS

RATES = {"dossiers": "official_late_rate", "tasks": "official_task_late_rate"}
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
    """A person with the parts of all units. `is_elsewhere`: works at Một cửa, judged by others; `is_unread`: no file
    speaks of the period, so that what is overdue is all that is counted."""

    name: str
    parts: Sequence[Part]
    is_elsewhere: bool = False
    is_unread: bool = False

    def sum(self, name: str) -> int:
        """handled, early, on_time, late or overdue over all units."""
        return sum(getattr(part, name) for part in self.parts)

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


def officials(store: Store, asked: Asked, kind: str = "dossiers") -> list[Official]:
    """The officials with a record of the kind finished in the period or overdue on its last day, by name; of a unit
    those with a part in it, each with the parts of all units."""
    whole = scope(store, asked.whole)
    given = {"agency": asked.agency, "date_from": asked.first, "date_to": asked.day}
    names, source = {"mart": (MARTS[kind],)}, f"indicators/{RATES[kind]}"
    parts: dict[str, list[Part]] = {}
    for row in store.rows("figures/officials", names, _source=source, **given):
        name, unit = row.pop("official"), row.pop("unit")
        ended = whole.units.ended(unit, asked.day) is not None
        parts.setdefault(name, []).append(Part(unit, whole.units.name(unit) or unit, **row, has_ended=ended))
    within = scope(store, asked).within
    of_files = lacking(reach(store, asked.agency).get(kind), asked, kind)
    is_late_alone = is_unread(asked.first, asked.day, of_files)
    return [
        Official(name, found, _is_elsewhere(whole, found), is_late_alone)
        for name, found in parts.items()
        if within is None or any(part.unit in within for part in found)
    ]


def _is_elsewhere(asked: Scope, parts: Sequence[Part]) -> bool:
    """Whether the unit where an official works now, else did most, is a Một cửa by what the reference says of it."""
    main = max(parts, key=lambda part: (not part.has_ended, part.handled + part.overdue))
    return asked.units.is_of_kind(main.unit, ONE_STOP)
