"""What a share would be on its target's date if from tomorrow another share, or more a week, of what comes counted
(shared contract, "Foresight", `what-if`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from math import ceil

from chiso.core.errors import Refused
from chiso.figures import facts, gap, spans
from chiso.figures.ask import Asked
from chiso.figures.coverage import reach
from chiso.figures.criteria import rules_of
from chiso.figures.figure import Figure
from chiso.figures.foresight.way import WEEK, Way
from chiso.figures.judging import Value
from chiso.figures.scope import Scope, catalogue, find, scope
from chiso.figures.scoring import projected
from chiso.figures.targets import EXACT, Entry, Target
from chiso.figures.values import values
from chiso.store import Store

SHARE, ALL = "ty_le", "tat_ca"  # in the text of a change


@dataclass(frozen=True)
class Change:
    """What is otherwise from tomorrow on: the `share` of what comes that counts, else `more` of them a week, by unit
    (each at most what it still expects that would not count); None: of the whole that is asked."""

    share: float | None = None
    more: Mapping[str | None, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As an address says it: "ty_le:80", "stp-nv2:30,stp-nv1:10", of all together "tat_ca:45"; "" for none."""
        if self.share is not None:
            return f"{SHARE}:{self.share * 100:g}"
        return ",".join(f"{unit or ALL}:{many:g}" for unit, many in self.more.items() if many)

    @classmethod
    def read(cls, text: str) -> "Change":
        """What an address says; what cannot be read is no change."""
        found: dict[str | None, float] = {}
        for part in text.split(","):
            name, _, number = part.partition(":")
            if not re.fullmatch(r"[a-z0-9_-]+", name) or not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", number):
                return cls()
            if name == SHARE:
                return cls(share=min(1.0, float(number) / 100))
            found[None if name == ALL else name] = float(number)
        return cls(more=found)


@dataclass(frozen=True)
class Base:
    """The figure as it is and as it is expected to become. Of what is to come `needed` must count, `missing` more than
    the forecast brings, `weekly` more a week (the fewest that do; None where no number does). Of a unit its part.
    `share`: that of what is to come, as the forecast expects it.
    """

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    forecast: float | None = None
    forecast_low: float | None = None
    forecast_high: float | None = None
    forecast_chance: float | None = None
    share: float | None = None
    needed: int | None = None
    missing: int | None = None
    weekly: int | None = None


@dataclass(frozen=True)
class Part:
    """A unit's part: what it still expects, how many of that must count (below 0: a surplus), how many of these the
    forecast lacks; `weekly` so many a week; `left`: how many are not expected to count."""

    unit: str
    unit_name: str
    expected: float
    needed: int | None
    missing: int | None
    weekly: int | None
    left: float


@dataclass(frozen=True)
class Answer:
    """The figure on the target's date; null where too little is known for a forecast. `days`: until then."""

    indicator: str
    unit: str | None = None
    value: float | None = None
    target: float | None = None
    target_date: date | None = None
    comparison: str | None = None
    met: bool | None = None
    reached_on: date | None = None
    expected: float | None = None
    points: float | None = None
    days: int | None = None
    base: Base = Base()
    parts: tuple[Part, ...] = ()


def what_if(store: Store, question: Asked | None, indicator: str, change: Change) -> Answer:
    """The answer for an indicator; nothing is known before the first import. Raises Refused for one that has no dated
    target or is no share of events."""
    if question is None:
        return Answer(indicator)
    question = question.year_so_far
    asked = scope(store, question)
    entry = find(catalogue(store, asked.agency, asked.year), indicator)
    found, target, due = _judged(store, asked, question, entry)
    days, parts = max(0, (due - asked.day).days), list[Part]()
    known = Answer(indicator, asked.unit, target=target.value, target_date=due, comparison=target.comparison)
    known = replace(known, days=days)
    if due <= asked.judged_on:
        step = next(one for one in found.steps if (one.target_date, one.target) == (due, target.value))
        value, way = step.value, Way(0.0, 0.0, 0.0, 0, 0.0)
        base = Base(found.numerator, found.denominator, found.value, value, value, value)
    elif found.forecast is None:
        return known
    else:
        before = _way_of(found)
        base, parts = _parts(store, question, entry, found)
        parts = [part for part in parts if asked.unit in (None, part.unit)]
        way = replace(before, share=_share(before, change, parts))
        value = found.forecast if way == before else way.end
    reached = way.reached(target)
    return replace(
        known,
        value=value,
        met=None if value is None else target.is_met(value),
        reached_on=None if reached is None else asked.day + timedelta(days=reached),
        expected=way.rest,
        points=_points(store, asked, indicator, value),
        base=base,
        parts=tuple(parts),
    )


def _judged(store: Store, asked: Scope, question: Asked, entry: Entry) -> tuple[Value, Target, date]:
    """The figure with its target. Raises Refused where nothing can be said of its way there."""
    (found,) = values(store, question, entry.indicator)
    if not spans.awaits_events(asked, entry) or found.reported:
        why = "không phải tỷ lệ tính từ từng hồ sơ, nhiệm vụ, nên không có dự báo để thử phương án"
        remedy = "Hãy chọn một tỷ lệ tính từ tệp đã nhập, ví dụ tỷ lệ hồ sơ nộp trực tuyến."
        raise Refused("no_forecast", f"“{entry.name}” {why}. {remedy}")
    if found.target is None or found.target_date is None:
        why = f"không có chỉ tiêu có hạn trong năm {asked.year}, nên không có đích để thử phương án"
        remedy = "Hãy chọn chỉ tiêu khác, hoặc ghi chỉ tiêu giao ở trang Quản trị."
        raise Refused("no_target", f"“{entry.name}” {why}. {remedy}")
    return found, Target(found.target, found.comparison or ">=", found.target_date), found.target_date


def _base(found: Value) -> Base:
    names = [one.name for one in fields(Base) if one.name not in ("share", "missing", "weekly")]
    return Base(**{name: getattr(found, name) for name in names})


def _points(store: Store, asked: Asked, indicator: str, value: float | None) -> float | None:
    """What the printed rule of the criterion that it decides gives for the value."""
    every = rules_of(store, asked.agency, asked.year).values()
    return next((projected(rules, value) for of, rules in every if of == indicator), None)


def _share(way: Way, change: Change, parts: Sequence[Part]) -> float:
    """The share of what comes that counts."""
    if change.share is not None:
        return change.share
    left = {part.unit: part.left for part in parts}
    weeks = way.days / WEEK
    more = sum(
        min(many * weeks, left.get(unit, 0.0) if unit else way.rest) for unit, many in change.more.items()
    )
    return min(1.0, way.share + more / way.rest) if more and way.rest else way.share


# --- the parts of the units ---------------------------------------------------------------------------------------


def _parts(store: Store, question: Asked, entry: Entry, found: Value) -> tuple[Base, list[Part]]:
    """The figure asked for with its part, and the parts of all units of the agency."""
    everyone, whole = question.whole, found
    if question.unit is not None:
        (whole,) = values(store, everyone, entry.indicator)
    way = _way_of(whole)
    missing, weekly = _lacking(whole, way)
    forecasts = {one.unit: one for one in values(store, everyone, entry.indicator, by="unit")}
    units, names = _departments(store, everyone, entry), scope(store, everyone).units
    left = [_left(one, forecasts.get(one.unit), way) for one in units]
    needed = [max(0.0, float(one.needed or 0)) for one in units]
    by_left = _shared(missing, left if sum(left) else needed)
    by_week = _shared(weekly, [float(many or 0) for many in by_left])
    parts = [
        Part(str(one.unit), names.name(one.unit) or "", one.expected or 0.0, one.needed, many, weekly, open_)
        for one, many, weekly, open_ in zip(units, by_left, by_week, left, strict=True)
    ]
    base = replace(_base(found), share=_way_of(found).share, missing=missing, weekly=weekly)
    if question.unit is not None:
        mine = {part.unit: (part.missing, part.weekly) for part in parts}.get(question.unit, (None, None))
        base = replace(base, missing=mine[0], weekly=mine[1])
    return base, parts


def _way_of(found: Value) -> Way:
    """The way that the forecast goes."""
    days = (found.target_date - found.day).days if found.target_date else 0
    done, base, rest = (number or 0.0 for number in (found.numerator, found.denominator, found.expected))
    return Way.to(found.forecast or 0.0, done, base, rest, days)


def _lacking(whole: Value, way: Way) -> tuple[int | None, int | None]:
    """How many more than the forecast brings the target needs, and so many a week; None where no number does."""
    if whole.needed is None or whole.target is None or whole.forecast is None:
        return None, None
    exact = max(0.0, round(way.needed(whole.target) - way.share * way.rest, 6))
    is_possible = whole.needed <= way.rest + EXACT
    return ceil(exact), ceil(round(exact * WEEK / way.days, 6)) if is_possible else None


def _left(figure: Figure, forecast: Value | None, whole: Way) -> float:
    """How many of those that a unit still expects would not count, by its forecast, else by that of all."""
    rest = figure.expected or 0.0
    share = whole.share
    if forecast is not None and forecast.forecast is not None:
        done, base = figure.numerator or 0.0, figure.denominator or 0.0
        share = Way.to(forecast.forecast, done, base, rest, whole.days).share
    return round(rest * (1 - share), 6)


def _shared(total: int | None, by: Sequence[float]) -> list[int] | list[None]:
    """A number in whole parts, by weights."""
    if total is None:
        return [None for _ in by]
    return gap.whole_numbers([total * one / sum(by) if total else 0.0 for one in by], total)


def _departments(store: Store, question: Asked, entry: Entry) -> list[Figure]:
    """The figures of all departments of an agency, with what each expects and needs."""
    asked = scope(store, question)
    known = reach(store, asked.agency)
    rows = facts.sums(store, facts.Rows(asked, [entry], "unit"), [spans.spans(asked, entry, known)])
    units = gap.figures_of(rows[entry.indicator])
    look = spans.Look(asked, [entry], known)
    gap.expect(asked, entry, units, known, spans.seasons(store, [look])[0])
    found = gap.by_department(asked, units)
    gap.need(asked, entry, found)
    return [one for one in found if one.denominator or one.expected]
