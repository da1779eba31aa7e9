"""A figure on its way to a judged value: sums of its rows, and what its state and its forecast need. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chiso.core.periods import months_of
from chiso.figures.foresight.ahead import Forecast

UNKNOWN_SHARE = 0.1  # of its base: a rate of which more is unknown gets no verdict
RECENT_MONTHS = 3  # "the last three months' rate" of the shared contract


class Counted:
    """What is known of the records of which a rate is made."""

    numerator: float | None
    denominator: float | None
    unknown: float | None

    @property
    def is_vague(self) -> bool:
        """Whether too much of the base is unknown, of files without the column: the rate may be more than its value."""
        if self.numerator is None:
            return False
        return (self.unknown or 0) > UNKNOWN_SHARE * (self.denominator or 0)


class Grounds(Counted):
    """The same of a figure, judged or not yet, with the days that it speaks of."""

    first: date | None
    day: date | None
    lacking: Sequence[str]
    heard: date | None

    @property
    def is_covered(self) -> bool:
        """Whether a file speaks of at least one month of its days."""
        return not is_unread(self.first, self.day, self.lacking)


@dataclass
class Figure(Grounds):
    """One number on its way to a value: sums, and what its state needs.

    `first`, `day`: the days that it speaks of. `slope`: by how much an entered figure rose per day in the last three
    months. `is_part`: of a unit, month or official. `twelve_months`, `last_year_rest`: the base of those days.
    `months`: month -> (numerator, denominator) of the period. `expected`: the events still to come by the target's
    date; `needed`: how many of them must count. `is_ended`: its unit works no more; `ended`: its last day.
    `lacking`: the months among its days of which no file speaks; `unknown`: how much of its base. `heard`: the last
    day of which a file of its records speaks; None of what is entered.
    `coming`: the events still to come by the day of its forecast; `blocks`: per thirty days before the day (0 are the
    last) its numerator and denominator, of what stands on a day how many did and how many of these still did thirty
    days later.
    """

    unit: str | None = None
    month: str | None = None
    official: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    unknown: float | None = None
    value: float | None = None
    entries: int = 0
    recent_numerator: float | None = None
    recent_denominator: float | None = None
    twelve_months: float | None = None
    last_year_rest: float | None = None
    months: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    expected: float | None = None
    coming: float | None = None
    blocks: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    forecast: Forecast | None = None
    needed: int | None = None
    is_ended: bool = False
    ended: date | None = None
    first: date | None = None
    day: date | None = None
    slope: float | None = None
    reported: bool = False
    is_part: bool = False
    lacking: tuple[str, ...] = ()
    heard: date | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether nothing is concluded: too much of the base is unknown, or no file speaks of its days."""
        return self.is_vague or self.is_unread

    @property
    def is_unread(self) -> bool:
        """Whether no file speaks of any of its days: what it counts then is overdue since before them."""
        return self.numerator is not None and not self.is_covered


def is_unread(first: date | None, day: date | None, lacking: Sequence[str]) -> bool:
    """Whether of the days from the first on every month lacks a file; never of what stands on a day (no first)."""
    return first is not None and day is not None and 0 < len(months_of(first, day)) <= len(lacking)
