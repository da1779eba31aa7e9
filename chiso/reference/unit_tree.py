"""The tree of an agency's units: agency › department › section, who came after whom, and what lies in whose scope."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chiso.people.actor import Actor, other_unit
from chiso.store import Store

UNKNOWN = "unknown"  # the unit of rows whose spelling nobody taught ("Chưa xác định")

# "Các Phòng, Trung tâm", "Tất cả các phòng, đơn vị thuộc và trực thuộc": everybody, and no unit's spelling.
EVERYBODY = re.compile(r"\b(?:cac|tat ca(?: cac)?|moi)\s+(?:phong|don vi|trung tam)\b")


@dataclass(frozen=True)
class Unit:
    """A unit of the tree: agency › department › section."""

    unit_id: str
    name: str
    short_name: str
    parent_id: str | None
    kind: str
    successor_id: str | None
    sort: int
    valid_from: date | None = None
    valid_to: date | None = None


class Units:
    """The tree of an agency's units: departments, sub-units, and who came after whom."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._units = {
            row["unit_id"]: Unit(
                row["unit_id"],
                row["name"] or row["unit_id"],
                row["short_name"] or row["name"] or row["unit_id"],
                row["parent_id"],
                row["kind"] or "department",
                row["successor_id"],
                row["sort"] if row["sort"] is not None else 10_000,
                row.get("valid_from"),
                row.get("valid_to"),
            )
            for row in rows
        }
        self._chains: dict[tuple[str, str], list[str]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Units) and self._units == other._units

    def __hash__(self) -> int:
        return hash(tuple(self._units))

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self._units

    def get(self, unit_id: str) -> Unit | None:
        return self._units.get(unit_id)

    def all(self) -> list[Unit]:
        """Every unit in the office's order."""
        return sorted(self._units.values(), key=lambda unit: (unit.sort, unit.unit_id))

    def ordered(self) -> list[tuple[Unit, int]]:
        """Every unit under the one above it, in the office's order, with its depth (0 at the top)."""
        below: dict[str | None, list[Unit]] = {}
        for unit in self.all():
            above = unit.parent_id if unit.parent_id in self else None
            below.setdefault(above, []).append(unit)

        def under(above: str | None, depth: int) -> Iterator[tuple[Unit, int]]:
            for unit in below.get(above, ()):
                yield unit, depth
                yield from under(unit.unit_id, depth + 1)

        return list(under(None, 0))

    def departments(self) -> list[Unit]:
        """The units right below the agency (departments, centres, leadership)."""
        return [
            unit
            for unit in self.all()
            if unit.kind != "agency" and unit.unit_id != UNKNOWN and self._is_department(unit)
        ]

    def name(self, unit_id: str | None) -> str | None:
        """The unit's name; the code itself where nobody knows it."""
        if unit_id is None:
            return None
        unit = self._units.get(unit_id)
        return unit.name if unit else "Chưa xác định" if unit_id == UNKNOWN else unit_id

    def ended(self, unit_id: str | None, day: date) -> date | None:
        """The last day of a unit that has ended by a day, its own or that of one above it; None while it works."""
        chain = [self._units.get(one) for one in self._chain(unit_id or "", "parent_id")]
        last = min((unit.valid_to for unit in chain if unit and unit.valid_to), default=None)
        return last if last is not None and last < day else None

    def begins(self, unit_id: str | None, day: date) -> date | None:
        """The first day of a unit that has not begun by a day, its own or that of one above it; None once it has."""
        chain = [self._units.get(one) for one in self._chain(unit_id or "", "parent_id")]
        first = max((unit.valid_from for unit in chain if unit and unit.valid_from), default=None)
        return first if first is not None and first > day else None

    def is_of_kind(self, unit_id: str, kind: str) -> bool:
        """Whether a unit, or one above it, is of a kind (changes.tables.UNIT_KINDS)."""
        chain = (self._units.get(one) for one in self._chain(unit_id, "parent_id"))
        return any(unit is not None and unit.kind == kind for unit in chain)

    def works(self, unit_id: str | None, day: date) -> bool:
        """Whether a unit that somebody knows is there on a day: founded and not ended."""
        if unit_id not in self or unit_id == UNKNOWN:
            return False
        return self.begins(unit_id, day) is None and self.ended(unit_id, day) is None

    def order(self, unit_id: str | None, day: date | None = None) -> tuple[int, int, str]:
        """Sort key in the office's order, units that have ended by a day or begin later after those that work; what
        nobody can place comes last."""
        unit = self._units.get(unit_id or "")
        is_away = day is not None and (self.ended(unit_id, day) or self.begins(unit_id, day)) is not None
        return (2 * (unit_id == UNKNOWN) + is_away, unit.sort if unit else 10_000, unit_id or "")

    def department(self, unit_id: str) -> str:
        """The unit itself or the one above it that stands right below the agency."""
        chain = self._chain(unit_id, "parent_id")
        known = [one for one in chain if one in self]
        return next((one for one in known if self._is_department(self._units[one])), [unit_id, *known][-1])

    def today(self, unit_id: str) -> str:
        """The unit that carries on a unit's work after a reorganisation: the end of its chain of successors."""
        return self._chain(unit_id, "successor_id")[-1]

    def heir(self, unit_id: str | None, day: date) -> Unit | None:
        """The unit that carries on the work of one that has ended by a day, its own or that of one above it; None
        where none is known that works then."""
        for one in self._chain(unit_id or "", "parent_id"):
            if (after := self.today(one)) != one and self.works(after, day):
                return self._units[after]
        return None

    def within(self, unit_id: str, *, successors: bool = False) -> list[str] | None:
        """The unit with its sub-units, and with `successors` those it took over; None for the agency: everything."""
        unit = self._units.get(unit_id)
        if unit is not None and unit.kind == "agency":
            return None
        found = {other for other in self._units if self._is_below(other, unit_id)} | {unit_id}
        if successors:
            earlier = [u for u in self._units if self.today(u) == unit_id or self.today(u) in found]
            found |= {other for u in earlier for other in self._units if self._is_below(other, u)} | set(
                earlier
            )
        return sorted(found)

    def _is_department(self, unit: Unit) -> bool:
        above = self._units.get(unit.parent_id or "")
        return unit.kind == "agency" or above is None or above.kind == "agency"

    def _is_below(self, unit_id: str, top: str) -> bool:
        return top in self._chain(unit_id, "parent_id")

    def _chain(self, unit_id: str, link: str) -> list[str]:
        """The unit and those it leads to one by one; a circle ends before its beginning. Found once: a deck asks ten
        thousand times."""
        if (found := self._chains.get((unit_id, link))) is not None:
            return found
        chain = [unit_id]
        while (unit := self._units.get(chain[-1])) and (other := getattr(unit, link)) not in (None, *chain):
            chain.append(other)
        self._chains[unit_id, link] = chain
        return chain


def units(store: Store, agency: str, *more: str) -> Units:
    """The units of an agency as a tree; of several side by side."""
    return Units(store.known("figures/units", agencies=[agency, *more]))


def spellings(store: Store, agency: str) -> dict[str, str]:
    """{folded spelling: unit} of an agency, the longest first."""
    return {row["alias_key"]: row["unit_id"] for row in store.known("figures/unit_spellings", agency=agency)}


def scope_of(store: Store, agency: str, actor: Actor) -> Collection[str] | None:
    """The units of an agency for which somebody may act; None: all of them, those that nobody knows included."""
    if actor.scope is None:
        return None
    tree = units(store, agency)
    return tree.within(actor.scope) if actor.scope in tree else ()


def needs(store: Store, agency: str, actor: Actor, unit_id: str | None) -> None:
    """Refused `other_unit` where the unit is none of those for which `actor` may act."""
    within = scope_of(store, agency, actor)
    if within is not None and unit_id not in within:
        raise other_unit()
