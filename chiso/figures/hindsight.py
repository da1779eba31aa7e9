"""What the forecast said at the ends of the months before, beside what came."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from chiso.core.periods import day_before
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.scope import catalogue, find
from chiso.figures.targets import step_at
from chiso.figures.values import foretold, levels
from chiso.store import Store

MONTHS = 3  # ends of months that are looked back at


@dataclass(frozen=True)
class Hindsight:
    """`came`: the figure of the day spoken of; `said`: per day in the past, the newest first, the figure as of it with
    its forecast of that day. Empty where nothing was foretold."""

    came: Value
    said: Mapping[date, Value]

    @property
    def held(self) -> int:
        """How many of the intervals hold what came."""
        bounds = ((one.forecast_low, one.forecast_high) for one in self.said.values())
        came = self.came.value
        return sum(
            came is not None and low is not None and high is not None and low <= came <= high
            for low, high in bounds
        )


def hindsight(store: Store, question: Asked, indicator: str) -> Hindsight | None:
    """What was forecast of a figure's target's date, before that of the day asked for, at the ends of the months of the
    year before it: from the events up to each (shared contract, "Foresight"). None where it has no dated target, or is
    not known."""
    asked = question.year_so_far
    target = step_at(find(catalogue(store, asked.agency, asked.year), indicator).targets, asked.judged_on)
    if target is None or target.due_date is None:
        return None
    until = min(target.due_date, asked.day)
    came = levels(store, replace(asked, as_of=until), [indicator]).one(indicator)
    if came is None or came.value is None or came.lacking or not came.is_known:
        return None
    said, day = {}, until
    for _ in range(MONTHS):
        day = day_before(day, "month")
        if day < asked.first:
            break
        then = foretold(store, replace(asked, as_of=day), indicator, until)
        if then.forecast is not None and not then.lacking:
            said[day] = then
    return Hindsight(came, said)
