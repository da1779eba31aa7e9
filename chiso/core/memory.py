"""What nothing needs any more goes back to the system, now and then instead of after every run of a page."""

import ctypes
import gc
import os
from collections.abc import Callable

import pyarrow as pa

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # of malloc.h
_LARGE = 1 << 20
# More than a run of a page leaves: of 700 each run looks ten times for what only holds itself.
_NEW_OBJECTS = 50_000


def keep_little() -> None:
    """At the start: glibc keeps two heaps, not one for each of many threads, and large blocks in none of them; what
    only holds itself waits for `give_back`, not for a run of a page."""
    gc.set_threshold(_NEW_OBJECTS)
    if mallopt := _of_glibc("mallopt"):
        mallopt(_ARENA_MAX, 2)
        mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Collects what only holds itself, and returns the free pages of Arrow's pool and of the C library."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None) if os.name == "posix" else None
    return found
