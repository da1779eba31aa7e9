"""What the rules of the datasets see of entries that somebody makes, and what several of them check."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from chiso.core.errors import Refused
from chiso.core.vietnamese import format_number
from chiso.people.actor import Actor
from chiso.reference.unit_tree import scope_of
from chiso.store import Store

Values = Mapping[str, Mapping[str, str | None]]  # record_key -> name -> value


@dataclass(frozen=True)
class Entering:
    """Entries into an agency's records of a dataset, each value already of its kind."""

    store: Store
    actor: Actor
    agency: str
    dataset: str
    values: Values

    @cached_property
    def within(self) -> Collection[str] | None:
        """The units for which they may be made; None: the whole agency."""
        return scope_of(self.store, self.agency, self.actor)


def needs_at_most(about: str, points: float, most: float) -> None:
    """Refused `bad_entry` for points above their maximum."""
    if points > most:
        raise Refused("bad_entry", f"{about}: điểm không quá {format_number(most)} điểm.")
