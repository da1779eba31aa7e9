"""How a deck asks: each thing once for all its topics, of which two are made at a time."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from chiso.store import Store

T = TypeVar("T")

_AT_ONCE = (
    2  # while one waits for DuckDB, which plans a question longer than it reads, the other words its slide
)


def shared(make: Callable[[Any], T]) -> T:
    """A property of a look, made once for all its topics."""
    return cast(T, property(lambda look: look.answers.of(make, lambda: make(look))))


def at_once(store: Store, make: Callable[[Any], T], every: Iterable[Any]) -> list[T]:
    """What is made of each, in their order; one by one in a transaction, of which other threads see nothing."""
    if store.is_in_transaction:
        return [*map(make, every)]
    with ThreadPoolExecutor(_AT_ONCE, "deck") as pool:
        return [*pool.map(make, every)]
