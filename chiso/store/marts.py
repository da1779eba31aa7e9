"""The marts: tables of what is true of each record whatever the day one asks for (queries/marts), for the indicators.

They are kept in the transaction of whatever changes what they are made from, so that reading never writes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from chiso.store import queries_text
from chiso.store.queries_text import Names, Query

if TYPE_CHECKING:
    from chiso.store import Store

MARTS = {"dossiers": "dossier_facts", "tasks": "task_facts", "petitions": "petition_facts"}


def _names(dataset: str) -> Names:
    return {"dataset": (dataset,), "mart": (MARTS[dataset],)}


def definitions(store: Store) -> list[Query]:
    """The statements that make every mart whole, as its text says now."""
    there = queries_text.names(store.queries, "marts")
    return [
        queries_text.load(store.queries, "facts/make", f"marts/{mart}", _names(dataset))
        for dataset, mart in MARTS.items()
        if f"marts/{mart}" in there
    ]


def make(store: Store) -> None:
    """Makes every mart whole: after a change of what all of them count by (the calendar)."""
    for dataset, mart in MARTS.items():
        store.execute("facts/make", _names(dataset), _source=f"marts/{mart}")


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
