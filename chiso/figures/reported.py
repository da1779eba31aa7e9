"""What the office enters by hand: measurements (cumulative, the newest counts) and the service index of each month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chiso.core.periods import months_earlier, year_bounds
from chiso.figures.judging import FORECAST_HISTORY_MONTHS
from chiso.figures.scope import Scope, as_day, ask
from chiso.store import Store


@dataclass(frozen=True)
class Reported:
    """One entered figure. `slope`: by how much the value rose per day in the last three months, if known."""

    day: date
    unit: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    month: str | None = None
    entries: int = 1
    slope: float | None = None
    is_by_hand: bool = True


class Measurements:
    """All measurements up to the as-of date, asked by indicator."""

    def __init__(self, asked: Scope, rows: Iterable[Mapping[str, Any]]) -> None:
        self._asked = asked
        self._found: dict[str, list[Reported]] = {}
        for row in rows:
            self._found.setdefault(row["indicator"], []).append(_reported(row, asked))

    def figures(self, indicator: str, year_kind: str, by: str | None) -> list[Reported]:
        """The figures of an indicator in the asked year: the newest, per unit, or per month."""
        first, last = year_bounds(self._asked.year, year_kind)
        found = [
            one for one in self._found.get(indicator, ()) if first <= one.day <= last and self._wanted(one)
        ]
        if by == "official" or not found:
            return [] if by else [self._nothing()]
        if by == "unit":
            units = sorted({one.unit for one in found if one.unit}, key=self._asked.units.order)
            return [self._newest([one for one in found if one.unit == unit]) for unit in units]
        if by == "month":
            months = sorted({f"{one.day:%Y-%m}" for one in found})
            return [
                _for_month(self._whole([one for one in found if f"{one.day:%Y-%m}" == month]), month)
                for month in months
            ]
        return [self._whole(found)]

    def whole_year(self, indicator: str) -> dict[str | None, Reported]:
        """Reported values for the whole asked year, per unit (None or the agency's unit: the agency); none for a range.

        A whole year is what is dated on its last day, 14/12, or at the end of that calendar year.
        """
        if self._asked.is_range:
            return {}
        last = year_bounds(self._asked.year, "cchc")[1]
        found = [
            one for one in self._found.get(indicator, ()) if last <= one.day <= date(self._asked.year, 12, 31)
        ]
        return {self._asked_unit(one.unit): one for one in sorted(found, key=lambda one: one.day)}

    def _asked_unit(self, unit: str | None) -> str | None:
        known = self._asked.units.get(unit or "")
        return None if known is None or known.kind == "agency" else unit

    def _wanted(self, one: Reported) -> bool:
        within = self._asked.within
        return within is None or one.unit in within

    def _nothing(self) -> Reported:
        return Reported(self._asked.day, self._asked.unit, None, None, None, entries=0, is_by_hand=False)

    def _whole(self, found: list[Reported]) -> Reported:
        """The agency's own figure where one is entered, else the units' newest together."""
        own = [one for one in found if self._asked_unit(one.unit) is None]
        if own and self._asked.unit is None:
            return self._newest(own, unit=None)
        units = sorted({one.unit for one in found if self._asked_unit(one.unit) is not None}, key=str)
        parts = [self._newest([one for one in found if one.unit == unit]) for unit in units]
        if len(parts) == 1:
            return _for_unit(parts[0], self._asked.unit)
        sums = [(one.numerator, one.denominator) for one in parts]
        if not parts or any(a is None for a, _ in sums):
            return self._nothing()
        base = None if any(b is None for _, b in sums) else sum(b or 0 for _, b in sums)
        top = sum(a or 0 for a, _ in sums)
        share = top / base if base else (top if base is None else None)
        day = max(one.day for one in parts)
        return Reported(day, self._asked.unit, top, base, share, entries=len(parts))

    def _newest(self, found: list[Reported], unit: str | None = "") -> Reported:
        newest = max(found, key=lambda one: one.day)
        return Reported(
            newest.day,
            newest.unit if unit == "" else unit,
            newest.numerator,
            newest.denominator,
            newest.value,
            slope=_slope(found, newest),
        )


def measurements(store: Store, asked: Scope) -> Measurements:
    """The measurements that speak of the asked year, up to the as-of date."""
    rows = ask(store, "figures/measurements", agency=asked.agency, as_of=asked.as_of)
    return Measurements(asked, rows)


def service_months(store: Store, asked: Scope) -> list[dict[str, Any]]:
    """Bộ chỉ số phục vụ of each month of the year so far: month, day, score."""
    return store.rows("figures/service_months", agency=asked.agency, as_of=asked.day, date_from=asked.first)


def service_figures(months: Sequence[Mapping[str, Any]], by: str | None) -> list[Reported]:
    """The newest month's sum, or each month's."""
    if by in ("unit", "official"):
        return []
    found = [
        Reported(
            as_day(row["day"]) or date.min, None, row["score"], None, row["score"],
            month=row["month"] if by == "month" else None, entries=row["entries"], is_by_hand=False,
        )
        for row in months
    ]  # fmt: skip
    if by == "month":
        return found
    return found[-1:] or [Reported(date.min, None, None, None, None, entries=0, is_by_hand=False)]


def _reported(row: Mapping[str, Any], asked: Scope) -> Reported:
    numerator, denominator, value = row["numerator"], row["denominator"], row["value"]
    if value is None and numerator is not None:
        value = numerator if not denominator else numerator / denominator
    if denominator and numerator is not None:
        value = numerator / denominator
    return Reported(as_day(row["day"]) or asked.day, row["unit_id"], numerator, denominator, value)


def _slope(found: list[Reported], newest: Reported) -> float | None:
    """The rise per day over the last three months; None with a single measurement."""
    since = months_earlier(newest.day, FORECAST_HISTORY_MONTHS)
    earlier = [one for one in found if one.day < newest.day and one.value is not None]
    if newest.value is None or not earlier:
        return None
    before = [one for one in earlier if one.day <= since]
    start = max(before, key=lambda one: one.day) if before else min(earlier, key=lambda one: one.day)
    return (newest.value - (start.value or 0.0)) / (newest.day - start.day).days


def _for_month(one: Reported, month: str) -> Reported:
    return Reported(one.day, one.unit, one.numerator, one.denominator, one.value, month=month)


def _for_unit(one: Reported, unit: str | None) -> Reported:
    return Reported(one.day, unit, one.numerator, one.denominator, one.value, slope=one.slope)
