"""One process at a time opens or restores a home.

DuckDB's own lock begins where its file is open. A restore moves that file, and every opening goes on with a restore
that was cut off (`chiso.store.swap`): two at once would move each other's files.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chiso.core.errors import InUse
from chiso.store import disk

LOCK = "chiso.lock"  # an empty file in the home
_threads = threading.RLock()
_held: set[Path] = set()


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Nobody else opens or restores the home meanwhile; where there is no such folder, there is nothing to hold. Raises
    InUse, StorageFull."""
    with _threads:
        if home in _held or not home.is_dir():
            yield
            return
        with disk.written():
            handle = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
            _held.add(home)
            yield
        finally:
            _held.discard(home)
            os.close(handle)  # which gives it back


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise InUse from error
    else:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse from error
