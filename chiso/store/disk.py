"""The disk under a home: what it says when it is full or broken, how much room there is, whether it can be written.

A failed write is remembered for the whole process until a test file can be written with enough room left: that is what
`/suc-khoe` and the pages tell.
"""

import errno
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import MB
from chiso.core.vietnamese import format_number

ENOUGH = 200 * MB  # less free room than this is too little
_TEST_SECONDS = 5.0  # a test file is written at most so often
_TEST_BYTES = 1 << 20
_ERRNO = {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)}
# How DuckDB says it: in words.
_WORDS = (
    "no space left",
    "not enough space",
    "file too large",
    "disk full",
    "could not write",
    "failed to write",
    "could not fsync",
    "fsync failed",
    "could not truncate",
    "input/output error",
    "read-only file system",
    "quota exceeded",
)


class StorageFull(ChisoError):
    """The disk takes nothing more: nothing was changed; the store works again as soon as there is room."""

    def __init__(self) -> None:
        super().__init__(
            "storage_full",
            "Ổ đĩa chứa dữ liệu đã đầy hoặc báo lỗi ghi nên thao tác vừa rồi không được ghi; dữ liệu cũ còn nguyên. "
            "Hãy giải phóng dung lượng (nếu ổ còn trống: nhờ quản trị máy chủ kiểm tra ổ đĩa) rồi làm lại.",
        )


class _Trouble:
    """What the process remembers of its last failed write."""

    failed = False
    tested = 0.0
    lock = threading.Lock()


def failed() -> StorageFull:
    """To be raised for a write that the disk did not take; remembered until the disk can be written again."""
    _Trouble.failed = True
    return StorageFull()


def is_of_the_disk(error: BaseException) -> bool:
    """Does the disk say so (full, broken, read-only), or is something else wrong?"""
    if isinstance(error, OSError):
        return error.errno in _ERRNO
    return any(word in str(error).lower() for word in _WORDS)


@contextmanager
def written() -> Iterator[None]:
    """What the disk does not take inside is StorageFull, every other error stays what it is."""
    try:
        yield
    except OSError as error:
        if not is_of_the_disk(error):
            raise
        raise failed() from error


def is_plain(path: Path) -> bool:
    """A file, and no link, pipe or device: what lies in a folder that others may write."""
    return path.is_file() and not path.is_symlink()


def said(path: Path) -> dict[str, Any]:
    """What a small JSON file says; nothing where it is not there, damaged, large or no plain file."""
    try:
        if not is_plain(path) or path.stat().st_size > MB:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def free(folder: Path) -> int:
    """Bytes that may still be written in this folder, or in the nearest one above it that is there."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_writable(home: Path) -> bool:
    """False after a failed write until there is room again and a test file reaches the disk."""
    with _Trouble.lock:
        now = time.monotonic()
        if _Trouble.failed and now - _Trouble.tested >= _TEST_SECONDS:
            _Trouble.tested = now
            _Trouble.failed = free(home) < ENOUGH or not _takes_a_file(home / "tmp" / "disk.test")
        return not _Trouble.failed


def _takes_a_file(path: Path) -> bool:
    try:
        with path.open("wb") as file:
            file.write(bytes(_TEST_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return True


def needs(folder: Path, size: int, what: str) -> None:
    """Before the first byte is written. Refused: `no_room` where less than ENOUGH would be left."""
    there = free(folder)
    if there < size + ENOUGH:
        raise Refused(
            "no_room",
            f"Ổ đĩa của “{folder}” chỉ còn trống {format_number(there // MB)} MB, {what} cần "
            f"{format_number((size + ENOUGH) // MB + 1)} MB. Hãy giải phóng dung lượng hoặc chọn thư mục ở ổ khác; "
            "chưa có gì được ghi.",
        )
