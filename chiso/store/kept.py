"""Answers that many questions begin with, kept until the data changes: units, targets, the sums of a day."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

Row = dict[str, Any]
T = TypeVar("T")
Answer = TypeVar("Answer", list[Row], pd.DataFrame)

# Of all answers, some 25 MB: fifty who look at units and days of their own do not push out each other's.
MOST_ROWS = 40_000
LONGEST = 3_000  # rows of one of them
ROWS_OF_TABLES = 1_500_000  # of rows that were added up: some 50 MB


def frozen(given: Mapping[str, object]) -> Hashable:
    """The parameters of a query as a key."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(given.items())
    )


class Once:
    """Answers by what was asked, each made once. Who asks for what somebody else is asking at the moment waits for it;
    what is raised is raised for all of them and not kept. Safe for many threads."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Future[Any]] = {}

    def of(self, asked: Hashable, make: Callable[[], T]) -> T:
        """What `make` answers: one object for all who ask."""
        mine: Future[T] = Future()
        known = self._made.setdefault(asked, mine)  # one step, whatever other threads do
        if known is mine:
            try:
                mine.set_result(make())
            except BaseException as error:
                self.forget(asked)
                mine.set_exception(error)
                raise
        answer: T = known.result()
        return answer

    def forget(self, asked: Hashable) -> None:
        """It is made anew for the next who asks."""
        self._made.pop(asked, None)


class Kept:
    """Of one database: an answer is made once while the data is of one version. Safe for many threads."""

    def __init__(self, most: int = MOST_ROWS, longest: int = LONGEST) -> None:
        self._most, self._longest = most, longest
        self._lock = threading.Lock()
        self._begin(0)

    def _begin(self, version: int) -> None:
        self._version, self._answers, self._rows = version, Once(), 0
        self._weights: OrderedDict[Hashable, int] = OrderedDict()

    def of(self, version: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The rows, in dictionaries or a frame of the caller's own, or as a table; what `ask` raises is not kept.

        `version` was read before anything is asked: an answer may be newer than it, never older.
        """
        with self._lock:
            if version != self._version:
                self._begin(version)
            answers = self._answers
        found: Answer = answers.of(asked, lambda: _alone(ask()))
        with self._lock:
            if answers is self._answers:
                self._weigh(asked, len(found) or 1)  # an answer without rows takes room too
        return _own(found)

    def _weigh(self, asked: Hashable, weight: int) -> None:
        """So many rows stay, those asked for last; a longer answer than the longest does not."""
        self._rows += weight - self._weights.pop(asked, 0)
        self._weights[asked] = weight
        if weight > self._longest:
            self._forget(asked)
        while self._rows > self._most:
            self._forget(next(iter(self._weights)))

    def _forget(self, asked: Hashable) -> None:
        self._rows -= self._weights.pop(asked)
        self._answers.forget(asked)


def _alone(found: Any) -> Any:
    """The same without what it was cut from: a few rows may hold all the memory of a long list."""
    if isinstance(found, pd.DataFrame):
        return found.copy()
    if isinstance(found, pa.Table):
        with pa.BufferOutputStream() as whole:
            with pa.ipc.new_stream(whole, found.schema) as stream:
                stream.write_table(found)
            return pa.ipc.open_stream(whole.getvalue()).read_all()
    return found


def _own(found: Answer) -> Answer:
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)  # pandas copies what is written into
    return [dict(row) for row in found] if isinstance(found, list) else found  # into a table nobody can write
