"""Phone and identity numbers in the texts that an earlier release stored: masked once, when this one opens the home.

Without it a record that is known by its text (a task) would not be found again by the next file. What a ledger of
before says stays as it is written; done again, it is masked (`chiso.desk.office`, `chiso.desk.meetings`, the importer).
"""

from collections.abc import Callable, Iterator
from functools import partial

from chiso.core.masking import SUSPECT, masked
from chiso.intake.datasets import DATASETS, KEY_JOIN, Dataset, columns_of
from chiso.store import Store, marts, schema

_TYPED = {
    "imports": ("file_name", "title", "warnings"),
    "import_rejects": ("message",),
    "entries": ("value",),
    "commitments": ("content", "note", "evidence"),
    "decks": ("title", "choice"),
    "agency_settings": ("source",),
    "hand_overs": ("note",),
    "namesakes": ("note",),
    "seen_findings": ("message", "note"),
    "audit": ("subject", "detail"),
}


def mask(store: Store) -> None:
    """Masks them, inside one transaction, in a home where nobody did yet."""
    if store.fact(schema.MASKED):
        return
    with store.transaction():
        changed = [_reworded(store, table, column, change) for table, column, change in _places()]
        if any(changed):
            marts.make(store)
            store.bump()
        store.set_fact(schema.MASKED, "1")


def masked_key(dataset: str, record_key: str) -> str:
    """The key of a record as it is since phone and identity numbers in its free texts are masked; codes stay."""
    fields = DATASETS[dataset].key if dataset in DATASETS else ()
    parts = record_key.split(KEY_JOIN, len(fields) - 1) if fields else [record_key]
    if len(parts) != len(fields):
        return record_key
    kinds = [DATASETS[dataset].by_name[name].kind for name in fields]
    return KEY_JOIN.join(
        masked(text) if kind == "text" else text for text, kind in zip(parts, kinds, strict=True)
    )


def _places() -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Table, column, and what becomes of its texts."""
    for dataset in DATASETS.values():
        for table in (dataset.name, *([f"{dataset.name}_current"] if dataset.history else [])):
            for column in _free_texts(dataset):
                yield table, column, masked
            yield table, "record_key", partial(masked_key, dataset.name)
    for dataset in DATASETS.values():
        if set(dataset.key) & set(_free_texts(dataset)):
            yield "entries", "record_key", partial(masked_key, dataset.name)
            yield "import_rejects", "record_key", partial(masked_key, dataset.name)
    for table, columns in _TYPED.items():
        for column in columns:
            yield table, column, masked


def _free_texts(dataset: Dataset) -> list[str]:
    return [column for known in dataset.fields if known.kind == "text" for column in columns_of(known.name)]


def _reworded(store: Store, table: str, column: str, change: Callable[[str], str]) -> bool:
    names = {"table": (table,), "column": (column,)}
    texts = [row["text"] for row in store.rows("store/texts_like", names, pattern=SUSPECT)]
    after = {text: change(text) for text in texts}
    after = {text: other for text, other in after.items() if text != other}
    if after:
        store.execute("store/replace_texts", names, before=list(after), after=list(after.values()))
    return bool(after)
