"""The server's loop is woken once for all that threads hand it until it comes to it, and as long as something comes it
looks again by itself.

A page sends some hundred messages a run. Each alone wakes the loop by a system call that lets go of the interpreter,
and the page's thread then waits for it again: a fifth of the time until a click is answered.
"""

import asyncio
import threading
from asyncio import Handle
from collections.abc import Callable
from contextvars import Context
from functools import partial
from typing import Any

_AGAIN = 0.004  # seconds until the loop looks again for what comes after what it took


class Handed:
    """What stands in the place of a loop's `call_soon_threadsafe`: the same order, the same errors."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._wake = loop, loop.call_soon_threadsafe
        self._waiting: list[tuple[Handle, Callable[[], Any]]] = []
        self._lock = threading.Lock()
        self._comes = False  # it was woken, or looks again soon

    def __call__(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> Handle:
        handle = Handle(callback, args, self._loop, context)
        with self._lock:
            self._waiting.append((handle, partial(self._loop.call_soon, callback, *args, context=context)))
            if not self._comes or self._loop.is_closed():
                try:
                    self._wake(self._take)
                except BaseException:  # the loop is closed
                    self._waiting.clear()
                    raise
                self._comes = True
        return handle

    def _take(self) -> None:
        with self._lock:
            handed, self._waiting = self._waiting, []
            self._comes = bool(handed)
        for handle, begin in handed:
            if not handle.cancelled():
                begin()
        if handed:
            self._loop.call_later(_AGAIN, self._take)


def install(loop: asyncio.AbstractEventLoop) -> None:
    """From now on threads hand over to `loop` in this way."""
    loop.call_soon_threadsafe = Handed(loop)  # type: ignore[method-assign,assignment]
