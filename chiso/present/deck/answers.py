"""What a deck asks, each thing once for all its topics, of which two are made at a time."""

from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar, cast

T = TypeVar("T")

_AT_ONCE = (
    2  # while one waits for DuckDB, which plans a question longer than it reads, the other words its slide
)


class Answers:
    """By what was asked. Who asks for what somebody else is asking at the moment waits for it."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Future[Any]] = {}

    def of(self, asked: Hashable, make: Callable[[], T]) -> T:
        """What `make` answers; what it raises is not kept."""
        mine: Future[T] = Future()
        known = self._made.setdefault(asked, mine)  # one step, whatever other threads do
        if known is mine:
            try:
                mine.set_result(make())
            except BaseException as error:
                del self._made[asked]
                mine.set_exception(error)
                raise
        answer: T = known.result()
        return answer


def shared(make: Callable[[Any], T]) -> T:
    """A property of a look, made once for all its topics."""
    return cast(T, property(lambda look: look.answers.of(make, lambda: make(look))))


def at_once(make: Callable[[Any], T], every: Iterable[Any]) -> list[T]:
    """What is made of each, in their order."""
    with ThreadPoolExecutor(_AT_ONCE, "deck") as pool:
        return [*pool.map(make, every)]
