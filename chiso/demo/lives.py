"""What is known of one demonstration dossier, and drawing an exact number of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import TypeVar

from chiso.demo.content import Procedure

T = TypeVar("T")


@dataclass(slots=True)
class Pause:
    """From the end of `first` until `last`; `last` None = still paused at the end of the data."""

    first: date
    last: date | None
    status: str  # supplement, stopped, fee
    reason: str | None


@dataclass(slots=True)
class Dossier:
    """One dossier with all that will ever be known of it."""

    dossier_id: str
    procedure: Procedure
    unit: str
    official: str
    channel: str
    submitted: datetime
    received: datetime | None  # None: refused, or not yet received at the end
    due: date | None
    finished: datetime | None = None
    returned: datetime | None = None
    is_withdrawn: bool = False
    is_refused: bool = False
    pause: Pause | None = None
    moved_on: date | None = None  # the day from which the systems print `new_due`
    new_due: date | None = None
    has_apology: bool = False
    supplements: int = 0
    flags: set[str] = field(
        default_factory=set
    )  # e_result digitised reused paid interagency postal foreigner …
    vanishes_after: date | None = None

    @property
    def received_on(self) -> date:
        assert self.received is not None
        return self.received.date()

    def due_at(self, day: date) -> date | None:
        """The due date as printed on a day."""
        return self.new_due if self.moved_on and self.moved_on <= day else self.due

    @property
    def last_due(self) -> date | None:
        return self.new_due or self.due

    @property
    def is_late(self) -> bool:
        return bool(
            self.finished and self.last_due and self.finished.date() > self.last_due and not self.is_withdrawn
        )


def draw(random: Random, items: Sequence[T], weight: Callable[[T], float], count: int) -> list[T]:
    """Exactly `count` of the items without repetition, likelier with a higher weight (weight 0: never)."""
    keyed = sorted(
        ((random.random() ** (1 / w), i) for i, item in enumerate(items) if (w := weight(item)) > 0),
        reverse=True,
    )
    assert len(keyed) >= count, "not enough to draw from"
    return [items[i] for _, i in sorted(keyed[:count], key=lambda pair: pair[1])]
