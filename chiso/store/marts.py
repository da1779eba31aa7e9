"""The marts: tables of what is true of each record whatever the day one asks for (queries/marts), for the indicators.

They are kept in the transaction of whatever changes what they are made from, so that reading never writes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import duckdb

from chiso.store import queries_text
from chiso.store.queries_text import Names, Query

if TYPE_CHECKING:
    from chiso.store import Store

T = TypeVar("T")
RULES = "figure_rules"  # fact: the texts by which the home's figures were counted last
_RULED = ("views", "marts", "indicators")  # folders of those texts
MARTS = {
    "dossiers": "dossier_facts",
    "tasks": "task_facts",
    "petitions": "petition_facts",
    "joint_dossiers": "joint_dossier_facts",
}
# The same records once for each unit that answers for them while they stand open: views.
OPEN = {dataset: mart.replace("_facts", "_open") for dataset, mart in MARTS.items()}
# Which records changed hands, and which names are several persons: small tables beside the marts (queries/answering).
ANSWERING = ("handed_records", "named_people")


def _names(dataset: str) -> Names:
    return {"dataset": (dataset,), "mart": (MARTS[dataset],)}


def definitions(store: Store) -> list[Query]:
    """The statements that make every mart whole, as its text says now, and the views of what stands open."""
    made = [("facts/make", f"marts/{mart}") for mart in MARTS.values()]
    made += [("facts/make", f"answering/{table}") for table in ANSWERING]
    made += [("facts/view", f"marts/{view}") for view in OPEN.values()]
    there = {one for folder in ("marts", "answering") for one in queries_text.names(store.queries, folder)}
    return [
        queries_text.load(store.queries, how, text, {"mart": (text.rpartition("/")[2],)})
        for how, text in made
        if text in there
    ]


def make(store: Store) -> None:
    """Makes every mart whole: after a change of what all of them count by (the calendar)."""
    for dataset, mart in MARTS.items():
        store.execute("facts/make", _names(dataset), _source=f"marts/{mart}")
    answer(store)


def answer(store: Store) -> None:
    """Who answers, anew: after a change of records, units, their spellings, hand-overs or names."""
    for table in ANSWERING:
        store.execute("reference/clear", {"table": (table,)})
        store.execute("facts/fill", {"mart": (table,)}, _source=f"answering/{table}")


def renew(store: Store, agency: str, dataset: str, changed: Collection[int] | None = None) -> None:
    """After imports of a dataset changed (None: all of the agency's): their records are put into the marts anew."""
    if dataset == "procedures":
        dataset, changed = "dossiers", None  # what a dossier's procedure is offers changes with the list
    if dataset not in MARTS:
        return
    imports = None if changed is None else sorted(changed)
    store.execute("facts/forget", _names(dataset), agency=agency, changed=imports)
    store.execute(
        "facts/put", _names(dataset), _source=f"marts/{MARTS[dataset]}", agency=agency, changed=imports
    )
    answer(store)


def rules(store: Store) -> str:
    """The texts of views and macros, marts and indicators as JSON: by what figures are counted."""
    return json.dumps(_texts(store), ensure_ascii=False)


def _texts(store: Store) -> dict[str, str]:
    paths = [path for folder in _RULED for path in sorted((store.queries / folder).glob("*.sql"))]
    return {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in paths}


def counted_by(store: Store, said: str, ask: Callable[[Store], T]) -> T | None:
    """What `ask` answers by other `rules`, of which nothing stays; None where the tables no longer suit them."""
    queries, answer, then, today = store.queries, None, json.loads(said), _texts(store)
    defined = [text for name, text in then.items() if name.startswith("views/") and text != today.get(name)]
    with TemporaryDirectory() as folder:
        store.queries = Path(folder) / "queries"
        shutil.copytree(queries, store.queries, ignore=shutil.ignore_patterns("indicators"))
        (store.queries / "indicators").mkdir()
        for name, text in then.items():
            (store.queries / name).write_text(text, encoding="utf-8")
        try:
            with suppress(duckdb.Error), store.transaction(is_trial=True), store._cursor() as cursor:
                for text in defined:
                    cursor.execute(text)
                make(store)
                answer = ask(store)
        finally:
            store.queries = queries
    return answer
