"""Answers that many questions begin with, kept until the data changes: units, targets, the sums of a day."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

import pandas as pd

Row = dict[str, Any]
Answer = TypeVar("Answer", list[Row], pd.DataFrame)

MOST_ROWS = 6_000  # of all answers: some 4 MB


def frozen(given: Mapping[str, object]) -> Hashable:
    """The parameters of a query as a key."""
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in sorted(given.items())
    )


class Kept:
    """Of one database. Who asks for what somebody else is asking at the moment waits for it. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 0
        self._rows = 0
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def of(self, version: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The rows, in dictionaries or a table of the caller's own; what `ask` raises is raised and not kept.

        `version` was read before anything is asked: an answer may be newer than it, never older.
        """
        with self._lock:
            if version != self._version:
                self._version, self._rows = version, 0
                self._kept.clear()
            known = self._kept.get(asked)
            if known is None:
                mine = self._kept[asked] = Future()
            else:
                self._kept.move_to_end(asked)
        if known is not None:
            answer: Answer = known.result()
            return _own(answer)
        try:
            found = ask()
        except BaseException as error:
            self._forget(asked, mine)
            mine.set_exception(error)
            raise
        self._keep(asked, mine, found)
        return _own(found)

    def _forget(self, asked: Hashable, mine: Future[Any]) -> None:
        with self._lock:
            if self._kept.get(asked) is mine:
                del self._kept[asked]

    def _keep(self, asked: Hashable, mine: Future[Any], found: list[Row] | pd.DataFrame) -> None:
        """So many rows stay, those asked for last; an answer that would push out half of them does not. What is done
        is counted: both in one step."""
        with self._lock:
            mine.set_result(found)
            if self._kept.get(asked) is not mine:
                return
            if len(found) > MOST_ROWS // 2:
                del self._kept[asked]
                return
            self._rows += _weight(mine)
            while self._rows > MOST_ROWS:
                oldest = next((key for key, kept in self._kept.items() if kept.done()), None)
                self._rows -= _weight(self._kept.pop(oldest))


def _own(found: Answer) -> Answer:
    if isinstance(found, pd.DataFrame):
        return found.copy(deep=False)  # pandas copies what is written into
    return [dict(row) for row in found]


def _weight(kept: Future[Any]) -> int:
    return len(kept.result()) or 1  # an answer without rows takes room too
