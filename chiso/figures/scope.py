"""What is asked for: agency, as-of day, year and its window, unit with its sub-units and predecessors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chiso.core.errors import UnknownName
from chiso.core.periods import year_of
from chiso.figures.ask import Asked
from chiso.store import Store

UNKNOWN = "unknown"


def as_day(day: Any) -> date | None:
    """A day from date, datetime, Timestamp or ISO text; None and NaT stay None."""
    if day is None or day != day:
        return None
    if isinstance(day, str):
        return date.fromisoformat(day)
    return day.date() if isinstance(day, datetime) else day


def newest_as_of(store: Store, agency: str) -> date | None:
    """The day that figures speak of by default: the newest as-of date imported; None before the first import."""
    return as_day(store.value("figures/newest_as_of", agency=agency))


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
            )
            for row in rows
        }

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self._units

    def get(self, unit_id: str) -> Unit | None:
        return self._units.get(unit_id)

    def all(self) -> list[Unit]:
        """Every unit in the office's order."""
        return sorted(self._units.values(), key=lambda unit: (unit.sort, unit.unit_id))

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

    def order(self, unit_id: str | None) -> tuple[int, int, str]:
        """Sort key in the office's order; what nobody can place comes last."""
        unit = self._units.get(unit_id or "")
        return (unit_id == UNKNOWN, unit.sort if unit else 10_000, unit_id or "")

    def department(self, unit_id: str) -> str:
        """The unit itself or the one above it that stands right below the agency."""
        seen: set[str] = set()
        unit = self._units.get(unit_id)
        while unit is not None and not self._is_department(unit) and unit.unit_id not in seen:
            seen.add(unit.unit_id)
            above = self._units.get(unit.parent_id or "")
            if above is None:
                break
            unit = above
        return unit.unit_id if unit else unit_id

    def today(self, unit_id: str) -> str:
        """The unit that carries on a unit's work after a reorganisation: the end of its chain of successors."""
        seen = {unit_id}
        while (unit := self._units.get(unit_id)) and unit.successor_id and unit.successor_id not in seen:
            unit_id = unit.successor_id
            seen.add(unit_id)
        return unit_id

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
        seen: set[str] = set()
        at: str | None = unit_id
        while at and at not in seen:
            if at == top:
                return True
            seen.add(at)
            unit = self._units.get(at)
            at = unit.parent_id if unit else None
        return False


def units(store: Store, agency: str) -> Units:
    """The units of an agency as a tree."""
    return Units(store.rows("figures/units", agency=agency))


@dataclass(frozen=True, kw_only=True)
class Scope(Asked):
    """A question with the units it means: `within` those of the asked unit, None for all."""

    units: Units
    within: list[str] | None = None
    successors: bool = False


def scope(
    store: Store,
    agency: str,
    as_of: date | str | None = None,
    year: int | None = None,
    unit: str | None = None,
    *,
    successors: bool = False,
    date_from: date | None = None,
    date_to: date | None = None,
) -> Scope | None:
    """The question made definite; None when no date is given and nothing has been imported yet.

    Raises UnknownName for a unit code that the agency does not have.
    """
    day = as_day(as_of) or newest_as_of(store, agency)
    if day is None:
        return None
    tree = units(store, agency)
    if unit is not None and unit not in tree:
        raise UnknownName("đơn vị", unit)
    until = as_day(date_to)
    return Scope(
        agency=agency,
        as_of=day,
        year=year or year_of(min(day, until or day)),
        unit=unit,
        date_from=as_day(date_from),
        date_to=until,
        units=tree,
        within=tree.within(unit, successors=successors) if unit else None,
        successors=successors,
    )


def ask(store: Store, name: str, source: str | None = None, **available: Any) -> list[dict[str, Any]]:
    """Rows of a named query, given those of `available` that it (and its source) declares."""
    declared = store.parameters(name, _source=source)
    return store.rows(name, _source=source, **{key: available[key] for key in declared})
