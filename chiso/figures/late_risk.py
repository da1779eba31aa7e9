"""How likely an open dossier ends late: by what became of those of its procedure that had as many working days left."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.core.periods import year_earlier
from chiso.figures.ask import Asked
from chiso.figures.coverage import unheard
from chiso.figures.judging import SMALL_BASE
from chiso.figures.lateness import SOON_DAYS
from chiso.store import Store

OTHERS = 20.0  # dossiers that the share of all procedures together counts for beside a procedure's own


@dataclass(frozen=True)
class Risk:
    """The chance of being late; `late` of `many` of its procedure were."""

    chance: float
    late: int
    many: int


def late_risks(store: Store, question: Asked) -> Mapping[tuple[str, int], Risk]:
    """Per name of a procedure and number of working days left (0 to SOON_DAYS) the chance that a dossier open on the
    morning of the day ends after its due date, from dossiers due in the twelve months before it, on days of which files
    speak: what became of the others nobody knows. A procedure of which fewer than ten were open with so many days left
    has none: it is unknown."""
    untold = unheard(store, question, "dossiers")
    rows = store.known(
        "figures/late_odds", agencies=question.agencies, until=untold.ended or question.as_of,
        since=year_earlier(question.as_of), silent=list(untold.months), soon=SOON_DAYS,
    )  # fmt: skip
    many, late = ([0] * (SOON_DAYS + 1) for _ in range(2))
    for row in rows:
        many[row["days_left"]] += row["many"]
        late[row["days_left"]] += int(row["late"])
    found: dict[tuple[str, int], Risk] = {}
    for row in rows:
        left = row["days_left"]
        if row["many"] >= SMALL_BASE:
            whole = late[left] / many[left]
            chance = (int(row["late"]) + OTHERS * whole) / (row["many"] + OTHERS)
            risk = Risk(chance, int(row["late"]), row["many"])
            found |= {(name, left): risk for name in row["names"]}
    return found
