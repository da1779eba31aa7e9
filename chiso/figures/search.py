"""What some words find: a record by its number, a procedure, an official, a unit, an indicator, an index, a criterion,
a conclusion of a giao ban, a task of a plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chiso.core.vietnamese import fold, nfc
from chiso.figures.ask import Asked
from chiso.figures.criteria import criteria_years, rows_of, without_sums
from chiso.figures.indices import scores
from chiso.figures.left import concluded
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
_FIELDS = ("kind", "key", "id", "title", "unit")
Other = tuple[str, str, str | None, str, str | None]  # its _FIELDS


@dataclass(frozen=True)
class Hit:
    """One thing found. kind: dossiers, tasks, petitions, joint_dossiers, procedures, officials, units, indicators,
    indices, criteria, commitments, plan; `id` its number or name (of an indicator its dataset, of a component its
    index, of a criterion its code; `key` of that one its year); `place`: 0 called just so, 1 begins so, 2 has the words
    in a row, 3 has each of them, 4 to 7 the same with other accents; `total`: how many of the kind there are."""

    kind: str
    key: str
    id: str | None
    title: str | None
    unit: str | None
    unit_name: str | None
    place: int
    total: int


def search(store: Store, question: Asked, words: str) -> list[Hit]:
    """At most `MOST` of a kind in which every word occurs, whatever its accents: in a number anywhere, in a name at the
    beginning of a word; of the asked unit where one is asked for. No citizen is searched for: records are found by
    their numbers."""
    said = [word for word in nfc(words).lower().split() if any(sign.isalnum() for sign in fold(word))]
    typed, wanted = " ".join(said), [fold(word) for word in said]
    if len("".join(wanted)) < SHORTEST:
        return []
    asked = scope(store, question)
    tasks = None if asked.within is None else sorted(set(plan(store, asked)["key"]))
    # of a unit its criteria are told on its page
    known = [
        *_indices(store, asked),
        *_conclusions(store, asked),
        *(_criteria(store, asked) if tasks is None else ()),
    ]
    others = {f"other_{field}s": [one[at] for one in known] for at, field in enumerate(_FIELDS)}
    rows = store.rows(
        "lists/anything", NAMES, agency=asked.agency, as_of=asked.as_of, most=MOST, tasks=tasks,
        typed=None if typed == " ".join(wanted) else typed, units=asked.within, words=wanted, **others,
    )  # fmt: skip
    return [Hit(**row) for row in rows]


def _indices(store: Store, asked: Asked) -> Iterator[Other]:
    """The published indices of agency and province, and their components."""
    found = scores(store, asked.agency, asked.as_of)
    own: Any = found[found["own"]]
    for name in dict.fromkeys(own["index"]):
        yield "indices", name, None, name, None
    for name, component in dict.fromkeys(zip(own["index"], own["component"], strict=True)):
        if isinstance(component, str):
            yield "indices", name, name, component, None


def _criteria(store: Store, asked: Asked) -> Iterator[Other]:
    """Those of the newest table that was known on the day."""
    for year in criteria_years(store, asked)[:1]:
        for row in without_sums(rows_of(store, asked.agency, year, asked.as_of)):
            yield "criteria", str(year), row["code"], row["name"], None


def _conclusions(store: Store, asked: Asked) -> Iterator[Other]:
    for row in concluded(store, asked):
        yield "commitments", str(row["commitment_id"]), row["document_no"], row["content"], row["unit_id"]
