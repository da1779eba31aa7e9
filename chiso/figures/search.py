"""What some words find: a record by its number, a procedure, an official, a unit, an indicator, a task of a plan."""

from dataclasses import dataclass

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.plan import plan
from chiso.figures.scope import scope
from chiso.store import Store

MOST = 5
SHORTEST = 2  # letters: one alone is in nearly everything


@dataclass(frozen=True)
class Hit:
    """One thing found. kind: dossiers, tasks, petitions, joint_dossiers, procedures, officials, units, indicators,
    plan; `id` its number or name (of an indicator its dataset); `place`: 0 called just so, 1 begins so, 2 has the words
    in it; `total`: how many of the kind there are."""

    kind: str
    key: str
    id: str | None
    title: str | None
    unit: str | None
    unit_name: str | None
    place: int
    total: int


def search(store: Store, question: Asked, words: str) -> list[Hit]:
    """At most `MOST` of a kind in which every word occurs, whatever its accents; of the asked unit where one is asked
    for. No citizen is searched for: records are found by their numbers."""
    wanted = fold(words).split()
    if len("".join(wanted)) < SHORTEST:
        return []
    asked = scope(store, question)
    tasks = None if asked.within is None else sorted(set(plan(store, asked)["key"]))
    rows = store.rows(
        "lists/anything", agency=asked.agency, as_of=asked.as_of, most=MOST, tasks=tasks, units=asked.within,
        words=wanted,
    )  # fmt: skip
    return [Hit(**row) for row in rows]
