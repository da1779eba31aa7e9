"""What nothing needs any more goes back to the system, now and then instead of after every run of a page."""

import ctypes
import gc
import os

import pyarrow as pa


def give_back() -> None:
    """Collects what only holds itself, and returns the free pages of Arrow's pool and of the C library."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:  # glibc's alone
        trim(0)
