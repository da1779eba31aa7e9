"""What stands under its name once it is on the disk whole; only the service's account may read it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chiso.core.errors import Refused
from chiso.store import disk


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """To be written: a file that takes the place of one that is there."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    # Where others may write, a link of this name would lead the writing elsewhere.
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def whole_folder(folder: Path, taken: str, purpose: str) -> Iterator[Path]:
    """To be filled: a new folder, or one that is empty. Raises Refused (`taken`) where it holds files, StorageFull."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(taken, f"Thư mục “{folder}” đã có tệp. Hãy chọn một thư mục trống để {purpose} vào.")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with disk.written():
            above = [one for one in folder.parents if not one.exists()]
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.mkdir(mode=0o700)
            yield part
            sync_tree(part)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            for one in (folder, *above):
                sync_folder(one.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def sync_folder(folder: Path) -> None:
    """Makes a new or renamed file's name durable (a no-op on Windows, where folders cannot be synced)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Waits until a folder with all that is in it is on the disk, readable by the service's account only."""
    for path in folder.rglob("*"):
        if os.name == "posix":
            path.chmod(0o700 if path.is_dir() else 0o600)
        if path.is_dir():
            sync_folder(path)
        elif path.stat().st_nlink == 1:  # a shared one is there already
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
