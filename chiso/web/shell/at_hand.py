"""Answers that pages asked for a moment ago, as they are: making one again of its kept bytes is what most of a rerun
asks (docs/performance.md, "Pages")."""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

T = TypeVar("T")
_NOTHING: Any = object()


class AtHand:
    """Answers by what was asked, those asked for last, as many as their pickles have bytes (`most`). Only what nobody
    can write into is here: what has a hash through and through, and tables, of which each who asks has his own (pandas
    copies what is written into). Safe for many threads."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[bytes, tuple[Any, int]] = OrderedDict()

    def of(self, asked: bytes, ask: Callable[[], bytes]) -> Any:
        """The answer, where it is not here that of `ask`, which gives its pickle."""
        with self._lock:
            found, _ = self._answers.get(asked, (_NOTHING, 0))
            if found is not _NOTHING:
                self._answers.move_to_end(asked)
        if found is _NOTHING:
            pickled = ask()
            found = pickle.loads(pickled)  # noqa: S301 - pickled in this process
            self._keep(asked, found, len(asked) + len(pickled))
        return _own(found)

    def _keep(self, asked: bytes, found: Any, weight: int) -> None:
        if weight > self._most // 4 or not _is_shared(found):
            return
        with self._lock:
            _, before = self._answers.pop(asked, (None, 0))
            self._answers[asked] = (found, weight)
            self._bytes += weight - before
            while self._bytes > self._most:
                _, (_, gone) = self._answers.popitem(last=False)
                self._bytes -= gone


def _is_shared(found: Any) -> bool:
    if isinstance(found, pd.DataFrame):
        return True
    try:
        hash(found)
    except TypeError:
        return False
    return True


def _own(found: T) -> T:
    return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found
