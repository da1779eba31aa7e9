"""The server's loop is woken once for all that threads hand it until it comes to it, and as long as something comes it
looks again by itself.

A page sends some hundred messages a run. Each alone wakes the loop by a system call that lets go of the interpreter,
and the page's thread then waits for it again: a fifth of the time until a click is answered.
"""

import asyncio
from asyncio import Handle
from collections import deque
from collections.abc import Callable
from contextvars import Context
from functools import partial
from typing import Any

_AGAIN = 0.004  # seconds until the loop looks again for what comes after what it took


class Handed:
    """What stands in the place of a loop's `call_soon_threadsafe`: the same order, the same errors.

    Without a lock, for which the threads of many pages would wait in turn: to put at the end of a deque and to take
    from its beginning are one step each.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._wake = loop, loop.call_soon_threadsafe
        self._waiting: deque[tuple[Handle, Callable[[], Any]]] = deque()
        self._comes = False  # it was woken, or looks again soon

    def __call__(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> Handle:
        handle = Handle(callback, args, self._loop, context)
        self._waiting.append((handle, partial(self._loop.call_soon, callback, *args, context=context)))
        if not self._comes or self._loop.is_closed():
            self._comes = True  # before it wakes: the loop may be through before this thread goes on
            try:
                self._wake(self._take)
            except BaseException:  # the loop is closed
                self._waiting.clear()
                raise
        return handle

    def _take(self) -> None:
        handed = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for handle, begin in handed:
            if not handle.cancelled():
                begin()
        if handed:
            self._loop.call_later(_AGAIN, self._take)
            return
        self._comes = False
        if self._waiting:  # whoever came in between saw that somebody looks
            self._comes = True
            self._loop.call_soon(self._take)


def install(loop: asyncio.AbstractEventLoop) -> None:
    """From now on threads hand over to `loop` in this way."""
    loop.call_soon_threadsafe = Handed(loop)  # type: ignore[method-assign,assignment]
