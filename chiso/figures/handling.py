"""Where and when dossiers became late: the step at which the file first shows them behind, the weekday and the nearness
of a public holiday of their receipt and of their due date; and the rows of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from chiso.figures.ask import Asked
from chiso.figures.facts import EACH, HANDLED
from chiso.figures.judging import SMALL_BASE
from chiso.figures.limits import wilson
from chiso.figures.listing import Listing
from chiso.figures.records import late_listing
from chiso.figures.scope import Scope, ask, scope
from chiso.store import Store
from chiso.store.queries_text import Chain

Cut = Literal["step", "received_weekday", "due_weekday", "received_near", "due_near"]
# in the order of the handling: due before it was received; received after more than eight working hours; stopped or
# sent back for papers; with another office; overdue and never begun; at the unit; no column of the file would tell
STEPS = ("entry", "slow_entry", "supplement", "interagency", "waiting", "processing", "unknown")
NEAR = ("before", "after", "off", "usual")  # of public holidays, within three working days
WEEKDAYS = tuple("1234567")
_ORDER = {"step": STEPS, "weekday": WEEKDAYS, "near": NEAR}
_SOURCE: Chain = ("figures/handled", *EACH, HANDLED)


@dataclass(frozen=True)
class Late:
    """How many of the dossiers handled (resolved in the period, or overdue) are late under one value of a cut; key "":
    the file does not say it. `low`, `high`: between what their rate lies (Wilson). `is_more`: late more often than all
    others together by more than chance: either interval lies outside the other."""

    key: str
    late: int
    handled: int
    rate: float
    low: float
    high: float
    is_more: bool

    @property
    def small_base(self) -> bool:
        return self.handled < SMALL_BASE


def late_parts(store: Store, question: Asked, cut: Cut) -> list[Late]:
    """The values of a cut in their own order, those without a dossier left out; of steps those with a late one. They
    add up to what `late_by` counts."""
    asked = scope(store, question)
    rows = ask(store, "figures/late_parts", _SOURCE, units=asked.within, **_given(asked, cut))
    found = {row["key"] or "": (int(row["late"]), int(row["handled"])) for row in rows}
    parts = parts_of(found, _ORDER[cut.rpartition("_")[2]])
    return [part for part in parts if part.late] if cut == "step" else parts


def parts_of(counts: Mapping[str, tuple[int, int]], order: Iterable[str]) -> list[Late]:
    """(late, handled) by value, in their order, each beside all others together."""
    return [_late(key, counts) for key in (*order, "") if key in counts]


def rest_of(part: Late, parts: Sequence[Late]) -> tuple[int, int]:
    """(late, handled) of all others together."""
    others = [one for one in parts if one.key != part.key]
    return sum(one.late for one in others), sum(one.handled for one in others)


@dataclass(frozen=True)
class LateOf:
    """The late dossiers that `late_parts` counts under a value of a cut, the longest first."""

    cut: Cut
    key: str

    def listing(self, _: Store, asked: Scope) -> Listing:
        """See `records.Listable`."""
        given = {**_given(asked, self.cut), "units": asked.within, "key": self.key}
        return late_listing(("lists/late_part", *_SOURCE), given)


def _given(asked: Scope, cut: Cut) -> dict[str, object]:
    return {"agencies": asked.agencies, "as_of": asked.day, "date_from": asked.first, "cut": cut}


def _late(key: str, found: Mapping[str, tuple[int, int]]) -> Late:
    late, handled = found[key]
    others = [count for other, count in found.items() if other != key]
    rest = [sum(count[place] for count in others) for place in (0, 1)]
    low, high = wilson(late, handled)
    is_more = handled >= SMALL_BASE and rest[1] > 0 and low > wilson(*rest)[1]
    return Late(key, late, handled, late / handled, low, high, is_more)
