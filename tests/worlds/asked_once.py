"""A home that tests only read is asked each question once per worker: the same question of hundreds of tests costs its
planning once. Whatever is written there is seen: then everything is asked anew.

What somebody asks in a transaction, and of other homes, is asked as ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chiso.store import Store, shapes
from chiso.store.kept import Kept
from chiso.store.queries_text import Query

_ROWS = 60_000  # of all answers: some 60 MB
_SHAPES = (shapes.frame, shapes.arrow, shapes.dictionaries)
_ask, _transaction = Store.read, Store.transaction
_written: dict[Path, int] = {}  # how often, of the homes that are asked once
_answers: dict[Path, Kept] = {}


@contextmanager
def asked_once(store: Store) -> Iterator[Store]:
    """That home, as long as its tests last."""
    _written[store.home], _answers[store.home] = 0, Kept(_ROWS)
    try:
        yield store
    finally:
        del _answers[store.home]


def _read(store: Store, query: Query, parameters: dict[str, object], fetch: Any) -> Any:
    known = _answers.get(store.home)
    if known is None or store.is_in_transaction or query.is_of_records or fetch not in _SHAPES:
        return _ask(store, query, parameters, fetch)
    asked = (query.sql, repr(sorted(parameters.items())), fetch)
    return known.of(_written[store.home], asked, lambda: _ask(store, query, parameters, fetch))


@contextmanager
def _writing(store: Store, *, is_trial: bool = False) -> Iterator[Store]:
    try:
        with _transaction(store, is_trial=is_trial):
            yield store
    finally:
        if store.home in _answers and not is_trial and not store.is_in_transaction:
            _written[store.home] += 1


Store.read = _read  # type: ignore[method-assign]
Store.transaction = _writing  # type: ignore[method-assign]
