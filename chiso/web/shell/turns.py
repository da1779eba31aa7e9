"""Two pages run at a time; the others wait in the order in which they came.

One interpreter does the work of all pages, two of which keep it busy: one computes while the other waits for DuckDB or
for the loop. Fifty that run at once all end late, each step of them waiting for the interpreter anew.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.runtime.scriptrunner import exec_code, script_runner

_AT_ONCE = 2
_SECONDS = 3.0  # whoever takes longer (an import, a file of a million rows) goes on, and no longer keeps others waiting


class Turns:
    """So many at once, first come, first served. Safe for many threads."""

    def __init__(self, at_once: int = _AT_ONCE, seconds: float = _SECONDS) -> None:
        self._at_once, self._seconds = at_once, seconds
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._since: dict[threading.Event, float] = {}  # who has a turn, and when it began

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until it is one's turn, which ends with the block."""
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            self._let_in()
        while not mine.wait(self._seconds):
            with self._lock:
                self._let_in()
        try:
            yield
        finally:
            with self._lock:
                del self._since[mine]
                self._let_in()

    def _let_in(self) -> None:
        now = time.monotonic()
        free = self._at_once - sum(now - since < self._seconds for since in self._since.values())
        for _ in range(min(free, len(self._waiting))):
            first = self._waiting.popleft()
            self._since[first] = now
            first.set()


def install() -> None:
    """From now on in this process: each run of a page's script, or of a part of it, takes a turn."""
    run, turns = exec_code.exec_func_with_error_handling, Turns()

    def in_turn(func: Callable[[], None], ctx: Any) -> Any:
        with turns.turn():
            return run(func, ctx)

    script_runner.exec_func_with_error_handling = in_turn  # type: ignore[attr-defined]
