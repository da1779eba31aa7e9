"""What the office enters by hand: measurements (cumulative, the newest counts) and the service index of each month."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Self

from chiso.core.periods import months_earlier, year_bounds
from chiso.figures.figure import RECENT_MONTHS, Figure
from chiso.figures.scope import Scope, as_day
from chiso.reference.unit_tree import UNKNOWN
from chiso.store import Store


class Measurements:
    """All measurements of an agency up to the as-of date, asked by indicator."""

    def __init__(self, rows: Sequence[tuple[str, Figure]], asked: Scope) -> None:
        self._rows, self._asked = rows, asked
        self._found: dict[str, list[Figure]] = {}
        for indicator, one in rows:
            if _day(one) <= asked.as_of:
                self._found.setdefault(indicator, []).append(one)

    @classmethod
    def of_each(cls, store: Store, questions: Sequence[Scope]) -> list[Self]:
        """Those of the agency of each question, asked of all of them at once."""
        rows: dict[str, list[tuple[str, Figure]]] = {one.agency: [] for one in questions}
        for row in store.known("figures/measurements", agencies=list(rows)):  # one answer for whatever day
            rows[row["agency"]].append((row["indicator"], _entered(row)))
        return [cls(rows[one.agency], one) for one in questions]

    def at(self, asked: Scope) -> Self:
        """The same for another day."""
        return type(self)(self._rows, asked)

    def figures(self, indicator: str, year_kind: str, by: str | None) -> list[Figure]:
        """The figures of an indicator in the asked year: the newest, per unit, or per month."""
        found = self._between(indicator, *year_bounds(self._asked.year, year_kind))
        if (within := self._asked.within) is not None:
            found = [one for one in found if one.unit in within]
        if by == "official" or not found:
            return [] if by else [Figure(unit=self._asked.unit)]
        if by == "unit":
            units = sorted({one.unit for one in found if one.unit}, key=self._asked.units.order)
            return [_newest([one for one in found if one.unit == unit]) for unit in units]
        if by == "month":
            months = sorted({f"{one.day:%Y-%m}" for one in found})
            wholes = (self._whole([one for one in found if f"{one.day:%Y-%m}" == month]) for month in months)
            return [replace(one, month=month, slope=None) for one, month in zip(wholes, months, strict=True)]
        return [self._whole(found)]

    def whole_year(self, indicator: str) -> dict[str | None, Figure]:
        """Reported values for the whole asked year, per unit (None or the agency's unit: the agency); none for
        a part of it.

        A whole year is what is dated on its last day, 14/12, or at the end of that calendar year.
        """
        if self._asked.is_range or self._asked.day < self._asked.bounds()[1]:
            return {}
        found = self._between(indicator, self._asked.bounds()[1], date(self._asked.year, 12, 31))
        return {self._of_unit(one): one for one in sorted(found, key=_day)}

    def _between(self, indicator: str, first: date, last: date) -> list[Figure]:
        return [one for one in self._found.get(indicator, ()) if first <= _day(one) <= last]

    def _of_unit(self, one: Figure) -> str | None:
        known = self._asked.units.get(one.unit or "")
        return None if known is None or known.kind == "agency" else one.unit

    def _whole(self, found: list[Figure]) -> Figure:
        """The agency's own figure where one is entered, else the units' newest together."""
        own = [one for one in found if self._of_unit(one) is None]
        if own and self._asked.unit is None:
            return replace(_newest(own), unit=None)
        units = sorted({one.unit for one in found if self._of_unit(one) is not None}, key=str)
        parts = [_newest([one for one in found if one.unit == unit]) for unit in units]
        if len(parts) == 1:
            return replace(parts[0], unit=self._asked.unit)
        tops = [one.numerator for one in parts if one.numerator is not None]
        bases = [one.denominator for one in parts if one.denominator is not None]
        if not parts or len(tops) < len(parts):
            return Figure(unit=self._asked.unit)
        top, base = sum(tops), sum(bases) if len(bases) == len(parts) else None
        return Figure(
            unit=self._asked.unit,
            numerator=top,
            denominator=base,
            value=top / base if base else (top if base is None else None),
            entries=len(parts),
            day=max(map(_day, parts)),
            reported=True,
        )


def service_months(store: Store, asked: Scope) -> dict[str, list[dict[str, Any]]]:
    """Bộ chỉ số phục vụ of each month of the year so far, by agency: month, day, score."""
    found: dict[str, list[dict[str, Any]]] = {agency: [] for agency in asked.agencies}
    of, first, day = asked.agencies, asked.first, asked.day
    for row in store.known("figures/service_months", agencies=of, as_of=day, date_from=first):
        found[row["agency"]].append(row)
    return found


def service_figures(months: Sequence[Mapping[str, Any]], by: str | None) -> list[Figure]:
    """The newest month's sum, or each month's."""
    if by in ("unit", "official"):
        return []
    found = [
        Figure(
            month=row["month"],
            numerator=row["score"],
            value=row["score"],
            entries=row["entries"],
            day=as_day(row["day"]),
        )
        for row in months
    ]
    return found if by == "month" else [replace(found[-1], month=None) if found else Figure()]


def _entered(row: Mapping[str, Any]) -> Figure:
    numerator, denominator, value = row["numerator"], row["denominator"], row["value"]
    if numerator is not None and (denominator or value is None):
        value = numerator / denominator if denominator else numerator
    day = as_day(row["day"])
    return Figure(
        unit=row["unit_id"],
        numerator=numerator,
        denominator=denominator,
        value=value,
        entries=1,
        day=day,
        reported=True,
    )


def _day(one: Figure) -> date:
    return one.day or date.min


def _newest(found: list[Figure]) -> Figure:
    """The newest with its rise per day over the last three months; none with a single measurement. Of several of a day
    under spellings that nobody taught none is that of the others."""
    newest = max(found, key=_day)
    if newest.unit == UNKNOWN and sum(_day(one) == _day(newest) for one in found) > 1:
        return replace(newest, numerator=None, denominator=None, value=None)
    earlier = [one for one in found if _day(one) < _day(newest) and one.value is not None]
    if newest.value is None or not earlier:
        return newest
    since = months_earlier(_day(newest), RECENT_MONTHS)
    before = [one for one in earlier if _day(one) <= since]
    start = max(before, key=_day) if before else min(earlier, key=_day)
    rise = newest.value - (start.value or 0.0)
    return replace(newest, slope=rise / (_day(newest) - _day(start)).days)
