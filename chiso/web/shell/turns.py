"""Who may send files now: one account's uploads take turns, so that one person cannot fill the server's memory."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 3
THERE = 60  # with those that wait: a year of files dropped at once


class Turns:
    """Files that one account sends at a time: a few are read, some wait for their turn, more are refused."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._there: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[bool]:
        """Waits until the account may send one more file; False where too many wait already."""
        if self._there[name] >= THERE:
            yield False
            return
        self._there[name] += 1
        try:
            while self._running[name] >= AT_ONCE:
                await asyncio.sleep(0.05)
            self._running[name] += 1
            try:
                yield True
            finally:
                self._running[name] -= 1
        finally:
            self._there[name] -= 1
