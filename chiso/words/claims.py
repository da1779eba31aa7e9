"""A sentence that keeps what it claims: which figure, of what question, which numbers, so that it can be recomputed.

Pure. A sentence is a text everywhere; cut or joined it is a text alone, and claims nothing any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chiso.figures.ask import Asked
from chiso.figures.judging import Value


@dataclass(frozen=True)
class Claim:
    """Numbers of one figure: of an indicator its `value`, `target`, `required`, `forecast` with its low and high as
    fractions or counts; of a list how many it has.

    `figure`: an indicator, or what is asked and of what: overdue:tasks, soon:dossiers (within `days`),
    gap:online_rate:unit, rank:online_rate, criteria:2023, indices, plan (deadlines within `days`), conclusions,
    register (of reports), officials:dossiers, official:NAME (of whom how many lists name), left (what nobody has
    taken over), form (II.06a), unit_scores (of the units below, how many have their rank).
    `asked`: of which unit, up to which day; `month`: of a month alone (YYYY-MM).
    """

    figure: str
    asked: Asked
    numbers: tuple[tuple[str, float], ...]
    month: str | None = None

    @classmethod
    def of(cls, figure: str, asked: Asked, numbers: Mapping[str, float | None]) -> "Claim":
        """The numbers that are known."""
        known = tuple((name, float(number)) for name, number in numbers.items() if number is not None)
        return cls(figure, asked, known)

    @classmethod
    def of_values(cls, *found: Value) -> tuple["Claim", ...]:
        """What judged values say of themselves, those that have a number or a target; what stands for ended units
        together has no question of its own."""
        known = (one for one in found if one.asked is not None and one.unit != "")
        known = (one for one in known if one.value is not None or one.target is not None)
        return tuple(map(cls._of_value, known))

    @classmethod
    def _of_value(cls, found: Value) -> "Claim":
        assert found.asked is not None
        asked = replace(found.asked, unit=found.unit or found.asked.unit)
        names = ("value", "target", "required", "forecast", "forecast_low", "forecast_high")
        numbers = {name: getattr(found, name) for name in names}
        return replace(cls.of(found.indicator, asked, numbers), month=found.month)


def claims_of(text: str) -> tuple[Claim, ...]:
    """What a text claims; nothing where it is a text alone."""
    return text.claims if isinstance(text, Sentence) else ()


class Sentence(str):
    """A text with its claims."""

    claims: tuple[Claim, ...]

    def __new__(cls, text: str, *claims: Claim) -> "Sentence":
        """The text itself, keeping the claims."""
        made = super().__new__(cls, text)
        made.claims = claims
        return made
