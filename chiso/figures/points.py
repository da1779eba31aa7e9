"""The year's index as far as it can be known today (shared contract, "Foresight", `points`): live criteria by printed
rules, what others got last year, what is entered, what nobody knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from math import ceil, floor, nextafter
from typing import Any, Literal

from chiso.figures.ask import Asked
from chiso.figures.criteria import Rules, is_same, published_index, responsible, rows_of, rules_of
from chiso.figures.judging import Value
from chiso.figures.scope import catalogue
from chiso.figures.scoring import Rule, bounds, ends, projected, scored_of, total
from chiso.figures.targets import EXACT
from chiso.figures.values import values
from chiso.figures.verdicts import judgeable
from chiso.store import Store

Basis = Literal["live", "carried", "manual", "unknown"]
OTHERS = "Các tiêu chí khác"
_BACK = 5  # years before the one asked for in which the last table is looked for
_CENT = 100  # points are printed in hundredths


@dataclass(frozen=True)
class Step:
    """The nearest step of a live criterion: with `needs` of the `rest` still to come (what can be supplied afterwards
    among them) it is `points`; `keeps`: those that it has today."""

    points: float
    needs: int
    rest: int
    keeps: bool


@dataclass(frozen=True)
class Criterion:
    """What a criterion is worth: `points` today (of a carried one last year's), what is expected, between what.

    `unit`: who answers for it where that is one, `unit_name` as printed. `figure`: what measures it today, `before`:
    what did in the last table, that of `before_year`.
    """

    code: str | None
    name: str
    max_points: float
    points: float | None
    basis: Basis
    low: float
    projected: float
    high: float
    next_step: Step | None = None
    unit: str | None = None
    unit_name: str | None = None
    figure: Value | None = None
    before: float | None = None
    before_year: int | None = None


@dataclass(frozen=True)
class Index:
    """The index of a year: the sums of `criteria`, in the order of their table. `last` of `last_max`, `last_year`: the
    newest one published before. All null where there is neither table nor published index."""

    year: int | None = None
    as_of: date | None = None
    max: float | None = None
    certain: float | None = None
    open: float | None = None
    live: float | None = None
    carried: float | None = None
    unknown: float | None = None
    lost: float | None = None
    projected_low: float | None = None
    projected: float | None = None
    projected_high: float | None = None
    criteria: tuple[Criterion, ...] = ()
    last: float | None = None
    last_max: float | None = None
    last_year: int | None = None
    is_published: bool = False

    @property
    def is_unscored(self) -> bool:
        """Whether it has criteria, and nothing is known of any of them: what is expected is no number."""
        return self.max is not None and self.unknown == self.max


@dataclass(frozen=True)
class _Table:
    """The criteria of a year without parts of their own, points and maximum of all; `top`: as far as it is known."""

    year: int
    rows: tuple[Mapping[str, Any], ...]
    points: float | None
    max: float | None
    top: float | None
    is_published: bool

    @classmethod
    def of(cls, store: Store, asked: Asked, year: int) -> "_Table":
        found = rows_of(store, asked.agency, year, asked.as_of)
        scored = [row for row in found if row["max_points"] is not None]
        index = published_index(store, replace(asked, year=year), asked.as_of)
        given = scored_of(scored)
        whole = total(
            [(code, most, got or 0.0) for code, most, got in given],
            (index["score"], index["max_score"], index["rating"]) if index else None,
        )
        rows = tuple(compress(scored, ends(given)))
        most = sum(row["max_points"] for row in rows)
        top = whole.max and max(whole.max, most)
        return cls(year, rows, whole.points, top or most or None, top, not whole.partial)

    def others(self, basis: Basis) -> list[Criterion]:
        """What the table does not list, with the points that make the total."""
        most = round((self.max or 0.0) - sum(row["max_points"] for row in self.rows), 4)
        if most <= 0:
            return []
        got = round((self.points or 0.0) - sum(row["points"] or 0.0 for row in self.rows), 4)
        got = min(max(got, 0.0), most)
        return [Criterion(None, OTHERS, most, got, basis, got, got, got, before_year=self.year)]


def points(store: Store, question: Asked | None) -> Index:
    """The index of the year asked for, of the whole agency, as known on the day asked for."""
    if question is None:
        return Index()
    asked = question.whole.year_so_far
    own = _Table.of(store, asked, asked.year)
    earlier = (_Table.of(store, asked, asked.year - back) for back in range(1, _BACK + 1))
    last = next((table for table in earlier if table.max is not None), None)
    table = own if own.max is not None or own.is_published or last is None else last
    made = Index(asked.year, asked.as_of, table.max, is_published=own.is_published)
    if last and last.is_published:
        made = replace(made, last=last.points, last_max=last.top, last_year=last.year)
    if table.max is None and not own.is_published:
        return made
    rows = _Rows.of(store, asked, own, last)
    found = [rows.criterion(row) for row in table.rows]
    found += table.others("manual" if own.is_published else "carried")
    return replace(
        made, criteria=tuple(found), **(_published(own) if own.is_published else _sums(table, found))
    )


def at_stake(found: Index) -> dict[str, float]:
    """Per indicator the points that are not decided of the criteria that it measures; nothing of those for which there
    is neither a printed rule nor points of the year before."""
    sums: dict[str, float] = {}
    for row in found.criteria:
        if row.figure is not None and row.basis != "unknown":
            code = row.figure.indicator
            sums[code] = round(sums.get(code, 0.0) + row.high - row.low, 4)
    return sums


def _published(own: _Table) -> dict[str, Any]:
    score = own.points or 0.0
    lost = None if own.top is None else round(own.top - score, 4)
    sums = dict.fromkeys(("certain", "projected_low", "projected", "projected_high"), score)
    return sums | {"max": own.top, "open": lost, "lost": lost, "live": 0.0, "carried": 0.0, "unknown": 0.0}


def _sums(table: _Table, found: Sequence[Criterion]) -> dict[str, Any]:
    of_basis = {
        basis: round(sum(one.max_points for one in found if one.basis == basis), 4)
        for basis in ("live", "carried", "unknown")
    }
    manual = [one for one in found if one.basis == "manual"]
    certain = round(sum(one.points or 0.0 for one in manual), 4)
    return of_basis | {
        "certain": certain,
        "open": round((table.max or 0.0) - certain, 4),
        "lost": round(sum(one.max_points - (one.points or 0.0) for one in manual), 4),
        "projected_low": round(sum(one.low for one in found), 4),
        "projected": round(sum(one.projected for one in found), 4),
        "projected_high": round(sum(one.high for one in found), 4),
    }


# --- one criterion ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rows:
    """What is known of criteria: the rules with their indicators, today's figures, those of which less is better, the
    points of the year's own table and the rows of the last one, that of `last_year`, that are of the same criteria.
    `is_finished`: its index is published."""

    store: Store
    asked: Asked
    rules: Rules
    now: Mapping[str, Value]
    falling: Collection[str]
    own: Mapping[str, Mapping[str, Any]]
    last: Mapping[str, Mapping[str, Any]]
    last_year: int | None
    is_finished: bool

    @classmethod
    def of(cls, store: Store, asked: Asked, own: _Table, last: _Table | None) -> "_Rows":
        mine = {row["code"]: row for row in own.rows}
        then = {row["code"]: row for row in last.rows} if last else {}
        others = {code for code, row in then.items() if code in mine and not is_same(mine[code], row)}
        rules = rules_of(store, asked.agency, asked.year)
        if not rules and last:
            rules = rules_of(store, asked.agency, last.year)
        rules = {code: one for code, one in rules.items() if code not in others}
        is_needed = rules and not own.is_published and asked.as_of >= asked.first
        return cls(
            store,
            asked,
            rules,
            {one.indicator: one for one in values(store, asked if is_needed else None)},
            {one.indicator for one in catalogue(store, asked.agency, asked.year) if one.is_falling},
            mine,
            {code: row for code, row in then.items() if code not in others},
            last.year if last else None,
            own.is_published,
        )

    def criterion(self, row: Mapping[str, Any]) -> Criterion:
        """A row of the table as far as it can be known."""
        code, most = row["code"], float(row["max_points"])
        indicator, rule = self.rules.get(code, (None, ()))
        figure = self.now.get(indicator or "")
        named = row["units"] and responsible(self.store, self.asked.agency, row["units"], self.asked.as_of)
        before = _measured(self.last.get(code))
        made = Criterion(
            code, row["name"], most, None, "unknown", 0.0, 0.0, most,
            unit=named[0] if named and len(named) == 1 else None, unit_name=row["units"], figure=figure, before=before,
            before_year=self.last_year,
        )  # fmt: skip
        own, last = (table.get(code, {}).get("points") for table in (self.own, self.last))
        is_appraised = self.own.get(code, {}).get("appraised_points") is not None
        value = judgeable(figure) if figure is not None else None
        given = None if value is None else projected(rule, value, most)
        if own is not None and (is_appraised or self.is_finished or given is None):
            return replace(made, points=own, basis="manual", low=own, projected=own, high=own)
        if figure is not None and value is not None and given is not None:
            low, middle, high = (bounds(rule, ahead, most) for ahead in _ahead(figure))
            expected = max(low[0], min(middle[0], high[1]))
            made = replace(made, points=given, basis="live", low=low[0], projected=expected, high=high[1])
            return replace(made, next_step=_step(rule, figure, made))
        if last is None:
            return made
        change = 0.0 if value is None or before is None else value - before
        change = -change if indicator in self.falling else change
        low_, high_ = (last, most) if change > EXACT else (0.0, last) if change < -EXACT else (last, last)
        return replace(made, points=last, basis="carried", low=low_, projected=last, high=high_)


def _measured(row: Mapping[str, Any] | None) -> float | None:
    """The rate that a table prints of a criterion."""
    if row is None or row["numerator"] is None or not row["denominator"]:
        return None
    return float(row["numerator"] / row["denominator"])


def _ahead(figure: Value) -> tuple[float, float, float]:
    """What a figure may be at the end, at the least, rather, at the most: by its forecast, else what is possible."""
    if figure.forecast is not None and figure.forecast_low is not None and figure.forecast_high is not None:
        return figure.forecast_low, figure.forecast, figure.forecast_high
    now, done, base = figure.value or 0.0, figure.numerator, figure.denominator
    if figure.reported or done is None or not base:
        return min(0.0, now), now, max(1.0, now)
    is_whole = figure.is_mendable or done >= base
    if figure.expected is None:
        return 0.0, now, 1.0 if is_whole else nextafter(1.0, 0.0)
    whole = base + figure.expected
    return done / whole, now, 1.0 if is_whole else (done + figure.expected) / whole


def _needs(rule: Rule, done: float, whole: float) -> int:
    """How many of what is still to come must count for a step, with `whole` events at the end."""
    exact = round((rule.threshold or 0.0) * whole - done, 6)
    return max(0, floor(exact) + 1 if rule.comparison == ">" else ceil(exact))


def _step(rule: Sequence[Rule], figure: Value, now: Criterion) -> Step | None:
    """The nearest printed step that can still be reached, else the one that can be kept; None where neither can, or
    nothing is known of what is to come."""
    done, base, come = figure.numerator, figure.denominator, figure.expected
    if not come or done is None or base is None or now.points is None:
        return None
    rest = come + (base - done if figure.is_mendable else 0.0)
    if any(one.method == "proportional" for one in rule):
        top = projected(rule, 1.0, now.max_points) or 0.0
        aim = (floor(round(now.projected * _CENT, 6)) + 1) / _CENT
        many = _needs(Rule("steps", aim, threshold=aim / top), done, base + come) if 0 < aim <= top else None
        return Step(aim, many, floor(rest), keeps=False) if many is not None and many <= rest else None
    steps = [(one.points, _needs(one, done, base + come)) for one in rule if one.points is not None]
    for aim, many in sorted(step for step in steps if step[0] >= now.points):
        if aim > now.points and many <= rest:
            return Step(aim, many, floor(rest), keeps=False)
    kept = next((many for aim, many in steps if aim == now.points), None)
    return None if kept is None or kept > rest else Step(now.points, kept, floor(rest), keeps=True)
