"""Today's rooms and those that have ended, as pages, slides and papers show them: ended ones together and last, never
judged; their open work as what nobody has taken over. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from chiso.core.vietnamese import format_date
from chiso.figures.figure import Figure
from chiso.figures.judging import SMALL_BASE, Value, Values
from chiso.reference.changes.tables import HANDED
from chiso.reference.unit_tree import Units
from chiso.words.overdue import KINDS

LEFT = "left"  # stands for the unit of records that nobody answers for
ENDED = "Đơn vị đã thôi"
NOBODY = "Chưa có người nhận"
_SAYS_OF_DATA = ("unknown", "none", "small_base")  # states that judge nobody
# What an ended unit leaves open, by kind (figures.left_behind)
LEFT_KINDS = {code: kind.name for code, kind in KINDS.items()} | {"commitments": HANDED["commitments"]}


def folded(found: Values) -> Values:
    """Values by unit: those of ended units as one per indicator, after the others; the sums stay what they are."""
    rows: list[Value] = []
    for indicator in dict.fromkeys(row.indicator for row in found):
        of = found.of(indicator)
        rows += [row for row in of if row.ended is None]
        if over := [row for row in of if row.ended is not None]:
            rows.append(_together(over))
    return replace(found, rows=tuple(rows))


def begun(found: Values, units: Units, day: date) -> Values:
    """Values by unit without those of units that begin after the day: a list of procedures names today's units."""
    return replace(found, rows=tuple(row for row in found if units.begins(row.unit, day) is None))


def _together(over: Sequence[Value]) -> Value:
    """Ended units as one without a target, and without a code: no page is theirs."""
    top, base, unknown = (
        _sum(getattr(row, name) for row in over) for name in ("numerator", "denominator", "unknown")
    )
    if over[0].is_rate and any(row.numerator is None and row.denominator for row in over):
        top = None  # of some of them nobody knows how many
    is_small = base is not None and base < SMALL_BASE
    last = max(row.ended for row in over if row.ended is not None)
    value = top if not over[0].is_rate else top / base if base and top is not None else None
    days = {name: getattr(over[0], name) for name in ("first", "day", "lacking")}
    if value is None:
        state = "none" if base == 0 else "unknown"
    elif Figure(numerator=top, denominator=base, unknown=unknown, **days).is_undecided:
        state = "undecided"
    else:
        state = "small_base" if is_small else "no_target"
    return replace(
        _nothing_ahead(over[0]),
        unit="",
        unit_name=ended_words(last),
        ended=last,
        numerator=top,
        denominator=base,
        unknown=unknown,
        value=value,
        entries=sum(row.entries for row in over),
        small_base=is_small,
        state=state,
    )


def unjudged(found: Values) -> Values:
    """The values of a question, those of a unit that has ended held against no target: nobody can mend them."""
    return replace(found, rows=tuple(row if row.ended is None else _nothing_ahead(row) for row in found))


def _nothing_ahead(value: Value) -> Value:
    """The value of a unit that has ended: held against no target, with no forecast."""
    return replace(
        value, status="no_target", state=value.state if value.state in _SAYS_OF_DATA else "no_target",
        target=None, target_date=None, comparison=None, target_kind=None, required=None, recent=None,
        expected=None, needed=None, forecast=None, forecast_low=None, forecast_high=None, forecast_chance=None,
        forecast_half=None, steps=(),
    )  # fmt: skip


def _sum(numbers: Iterable[float | None]) -> float | None:
    found = [number for number in numbers if number is not None]
    return sum(found) if found else None


def place_among(mine: Value, everyone: Sequence[Value]) -> tuple[int, int] | None:
    """The place of a unit's rate, and among how many that stand in an order; None where it stands in none. A count has
    no place: of two units with overdue dossiers the first is no better than those that have none."""
    fair = [other for other in everyone if other.is_comparable and other.value is not None]
    values = [other.value or 0 for other in fair]
    if (
        not mine.is_rate
        or mine.value is None
        or len(values) < 2
        or mine.unit not in [other.unit for other in fair]
    ):
        return None
    better = sum(value > mine.value for value in values)
    return better + 1, len(values)


def ended_words(last: date) -> str:
    """What ended units are called together."""
    return _until(ENDED, last)


def dated(name: str, units: Units, unit_id: str, day: date) -> str:
    """A unit's name, with its last day where it has ended by a day, with its first where it begins later."""
    if last := units.ended(unit_id, day):
        return _until(name, last)
    first = units.begins(unit_id, day)
    return f"{name} (từ {format_date(first)})" if first else name


def not_yet(units: Units, unit_id: str | None, day: date) -> str:
    """Said once in the place of everything else of a unit that begins after the day; "" once it has."""
    first = units.begins(unit_id, day)
    if first is None:
        return ""
    return f"{units.name(unit_id)} hoạt động từ {format_date(first)}, chưa có vào ngày {format_date(day)}"


def _until(name: str, last: date) -> str:
    return f"{name} (đến {format_date(last)})"


def held(records: pd.DataFrame) -> pd.DataFrame:
    """The rows of figures.overdue, or of conclusions, under the unit that answers for them; those that nobody has taken
    over last in line under `NOBODY`. `former`: the ended unit that they come from."""
    is_left = records["left_on"].notna()
    return answered(records).assign(former=records["unit_name"].where(is_left, records["handed_from_name"]))


def answered(counts: pd.DataFrame) -> pd.DataFrame:
    """The same of the counts of figures.overdue_ages: what nobody has taken over under `NOBODY`."""
    is_left = counts["left_on"].notna()
    return counts.assign(
        unit=counts["unit"].where(~is_left, LEFT), unit_name=counts["unit_name"].where(~is_left, NOBODY)
    )


def named_last(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a breakdown by unit: those of ended units after the others, with their last day in the name."""
    is_over = rows["ended"].notna()
    names = [
        _until(name, last) if over else name
        for name, last, over in zip(rows["name"], rows["ended"], is_over, strict=True)
    ]
    named = rows.assign(name=names)
    return pd.concat([named[~is_over], named[is_over]], ignore_index=True)
