"""What stands out in an indicator beside its target: a month below what is usual, a unit apart from the others, a few
parts that hold most of what fails. Pure; nothing of few records stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chiso.core.periods import day_before
from chiso.figures.judging import SMALL_BASE, Value
from chiso.figures.limits import wilson
from chiso.figures.signals import Behaviour
from chiso.figures.why import Explanation, Part

MOST_PARTS, MUCH = 3, 0.7  # so few parts that hold so much of what fails are told
_WORTH = 0.1  # of all effects together: a part that moved less is none of the reasons


def whole_month(day: date) -> str:
    """The newest month (YYYY-MM) that is over by a day."""
    return f"{day_before(day + timedelta(days=1), 'month'):%Y-%m}"


def newest(found: Behaviour, month: str) -> int | None:
    """The place of a month (YYYY-MM) that is the newest with events; None too without limits, or of few records."""
    is_last = bool(found.months) and found.months[-1] == month
    if not is_last or found.limits is None or found.bases[-1] < SMALL_BASE:
        return None
    return len(found.months) - 1


def swing(found: Behaviour, month: str) -> float | None:
    """How far the month lies below the mean, as a multiple of the normal fluctuation (mean to limit); above: less than
    0. None where nobody can say."""
    place, limits = newest(found, month), found.limits
    if place is None or limits is None or limits.upper <= limits.mean:
        return None
    return (limits.mean - found.values[place]) / (limits.upper - limits.mean)


def changed(found: Behaviour, month: str) -> int | None:
    """The place of the month where its change is real, and more than so many records leave to chance."""
    place, limits = newest(found, month), found.limits
    if place is None or limits is None or place not in found.signals:
        return None
    base = found.bases[place]
    low, high = wilson(round(found.values[place] * base), base)
    return None if low <= limits.mean <= high else place


def move(found: Behaviour, month: str) -> int | None:
    """Whether the month is a real change: +1 up, -1 down, 0 the usual to and fro; None where nobody can say."""
    far = swing(found, month)
    return None if far is None else 0 if changed(found, month) is None else -1 if far > 0 else 1


@dataclass(frozen=True)
class Apart:
    """A unit whose rate lies below that of all others together, further than chance explains."""

    value: Value
    rest: float


def apart(units: Sequence[Value]) -> Apart | None:
    """Of the values of one rate by unit the one that stands furthest below the others, by the records that it lacks;
    all of those that are known."""
    known = [one for one in units if one.is_known and not one.reported]
    counted = [one for one in known if one.numerator is not None and one.denominator]
    tops, bases = (sum(getattr(one, name) for one in counted) for name in ("numerator", "denominator"))
    found: list[tuple[float, Apart]] = []
    for one in counted:
        top, base = one.numerator or 0.0, one.denominator or 0.0
        rest = bases - base
        if not one.is_comparable or one.value is None or rest < SMALL_BASE:
            continue
        others = (tops - top) / rest
        if wilson(top, base)[1] < wilson(tops - top, rest)[0]:
            found.append(((others - one.value) * base, Apart(one, others)))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def driver(found: Explanation) -> Part | None:
    """The part that pulled a rate down most, else the one that raised it most: of enough records, of which enough is
    known, with a tenth or more of all effects, and where its own rate did it, further than chance explains."""
    whole = sum(abs(part.total or 0.0) for part in found.parts)
    real = [
        part
        for part in found.parts
        if part.part is not None and part.is_sound
        and abs(part.total or 0.0) >= _WORTH * whole > 0 and _is_real(part)
    ]  # fmt: skip
    down = min(real, key=lambda part: part.total or 0.0, default=None)
    if down is not None and (down.total or 0.0) < 0:
        return down
    return max(real, key=lambda part: part.total or 0.0, default=None)


def _is_real(part: Part) -> bool:
    """Whether its share of the base moved the whole more than its rate, or the rates of the two periods are apart."""
    if abs(part.mix or 0.0) > abs(part.rate or 0.0):
        return True
    before, after = (
        wilson(top, base)
        for top, base in (
            (part.before_numerator or 0, part.before_denominator or 0),
            (part.numerator or 0, part.denominator or 0),
        )
        if base
    )
    return before[1] < after[0] or after[1] < before[0]


@dataclass(frozen=True)
class Piled:
    """The few parts that hold most of what fails, the largest first, and of how many they have how many."""

    names: tuple[str, ...]
    count: int
    whole: int


def piled(failing: Mapping[str, int]) -> Piled | None:
    """The fewest parts, three at most and no more than half of those with any, that hold `MUCH` of what fails; None
    where there are none, or few records."""
    found = sorted(
        ((many, name) for name, many in failing.items() if many > 0), key=lambda one: (-one[0], one[1])
    )
    whole = sum(many for many, _ in found)
    if whole < SMALL_BASE:
        return None
    for many in range(1, min(MOST_PARTS, len(found) // 2) + 1):
        held = sum(count for count, _ in found[:many])
        if held >= MUCH * whole:
            return Piled(tuple(name for _, name in found[:many]), held, whole)
    return None
