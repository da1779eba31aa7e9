"""A sentence that keeps what it claims: of which figure, unit and day, and which numbers, so that it can be recomputed.

Pure. A sentence is a text everywhere; cut or joined it is a text alone, and claims nothing any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chiso.figures.judging import Value


@dataclass(frozen=True)
class Claim:
    """Numbers of one figure on one day: of an indicator its `value`, `target`, `required` as fractions or counts; of a
    list (`overdue` or `soon` and its kind, as "overdue:tasks") how many it has.

    `unit`: None for the whole agency.
    """

    figure: str
    unit: str | None
    day: date
    numbers: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, figure: str, unit: str | None, day: date, numbers: Mapping[str, float | None]) -> "Claim":
        """The numbers that are known."""
        known = tuple((name, float(number)) for name, number in numbers.items() if number is not None)
        return cls(figure, unit, day, known)

    @classmethod
    def of_value(cls, found: Value, unit: str | None = None) -> "Claim":
        """What a judged value says of itself. `unit`: the one asked for, where the value is the sum of its parts."""
        numbers = {"value": found.value, "target": found.target, "required": found.required}
        return cls.of(found.indicator, found.unit or unit, found.as_of, numbers)


class Sentence(str):
    """A text with its claims."""

    claims: tuple[Claim, ...]

    def __new__(cls, text: str, *claims: Claim) -> "Sentence":
        """The text itself, keeping the claims."""
        made = super().__new__(cls, text)
        made.claims = claims
        return made
