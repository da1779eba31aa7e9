"""One question: whose figures, of which year or range, as of which day, held against which other day. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from chiso.core.periods import day_before, short_day, year_bounds, year_earlier, year_of

# Groups of dossiers that an agency may leave out: of foreigners, filed by somebody authorised.
EXCLUDED = ("foreigner", "authorised")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`year` is a CCHC year, that of the day when none is said; `unit` None asks for the whole agency; `compare` is
    one of periods.COMPARISONS, or a day (YYYY-MM-DD).

    `date_from`, `date_to`: a range instead of the year so far; a target is for the year, so a range has none.
    `level`: 'department' adds sub-units to their department, any other answers every unit for itself. `successors` adds
    a reorganised unit to the one that carries on its work. `together`: agencies asked at once, each for itself; a unit
    lies in `agency` alone. `without`: groups of dossiers (EXCLUDED) that do not count.
    """

    agency: str
    as_of: date
    year: int = 0
    unit: str | None = None
    date_from: date | None = None
    date_to: date | None = None
    compare: str = "week"
    level: str = "department"
    successors: bool = False
    together: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.year:
            object.__setattr__(self, "year", year_of(min(self.as_of, self.date_to or self.as_of)))

    def bounds(self, year_kind: str = "cchc") -> tuple[date, date]:
        """First and last day of the asked year for an indicator of that kind of year."""
        return year_bounds(self.year, year_kind)

    @property
    def first(self) -> date:
        """The first day whose events count."""
        return self.date_from or self.bounds()[0]

    @property
    def day(self) -> date:
        """The day that counts: the as-of date, at most the year's last day and the range's."""
        return min(self.as_of, self.date_to or self.as_of, self.bounds()[1])

    @property
    def judged_on(self) -> date:
        """The day by which a target's date has passed or not: after the year is over, the as-of date itself."""
        return self.as_of if self.day == self.bounds()[1] else self.day

    @property
    def is_range(self) -> bool:
        """Whether a beginning of its own was asked for."""
        return self.date_from is not None

    @property
    def agencies(self) -> list[str]:
        """The agencies whose rows count."""
        return [*self.together] if self.together and self.unit is None else [self.agency]

    @property
    def each(self) -> list[Self]:
        """The same question of every agency alone."""
        return [replace(self, agency=agency, together=()) for agency in self.agencies]

    @property
    def whole(self) -> Self:
        """The same question of the whole agency."""
        return replace(self, unit=None)

    @property
    def alone(self) -> Self:
        """The same question held against no chosen day, of which figures know nothing (tests/house)."""
        return replace(self, compare="week")

    @property
    def year_so_far(self) -> Self:
        """The same question of the year up to the day, whatever range was asked for."""
        return replace(self, date_from=None, date_to=None)

    @property
    def since(self) -> str:
        """The day compared with, as a sentence says it: "so với 30/9"."""
        return short_day(day_before(self.as_of, self.compare), self.as_of)

    def earlier(self) -> Self:
        """The question that this one is compared with: of the CCHC year of that day; a range a year back moves too."""
        day = day_before(self.as_of, self.compare)
        start = self.date_from
        if start and self.compare == "year":
            start = year_earlier(start)
        return replace(self, as_of=day, year=self.year - year_of(self.as_of) + year_of(day), date_from=start)
