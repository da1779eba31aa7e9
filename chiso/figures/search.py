"""What some words find: a record by its number, a procedure, an official, a unit, an indicator, a task of a plan."""

from dataclasses import dataclass

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.plan import plan
from chiso.figures.scope import scope
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.store.marts import MARTS

MOST = 5
SHORTEST = 2  # letters: one alone is in nearly everything
# What the query is filled in with: of the datasets of records their number, title and beginning.
NAMES = {
    key: tuple(DATASETS[kind].names[key][0] for kind in MARTS) for key in ("dataset", "id", "title", "start")
}


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
        "lists/anything", NAMES, agency=asked.agency, as_of=asked.as_of, most=MOST, tasks=tasks, units=asked.within,
        words=wanted,
    )  # fmt: skip
    return [Hit(**row) for row in rows]
