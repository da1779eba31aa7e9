"""What a home keeps is read by the service's account only: the modes of its files.

Modes mean nothing on Windows; there the folder's access list does it (docs/trien-khai.md).
"""

import os
from contextlib import suppress
from pathlib import Path

from chiso.store import waiting
from chiso.store.originals import FOLDER

# What the program makes in a home; whatever else lies there is somebody else's.
_OURS = (
    "chiso.*",
    "*.jsonl",
    "*.json",
    "key-id",
    FOLDER,
    "backups",
    "replaced",
    "tmp",
    waiting.FOLDER,
    "demo-exports",
)


def tighten(home: Path) -> None:
    """Folders 0700, files 0600, also of a home that an earlier release or somebody's mkdir left open to others."""
    if os.name != "posix":
        return
    _close(home)
    for pattern in _OURS:
        for path in home.glob(pattern):
            _tighten(path)


def _tighten(path: Path) -> None:
    with suppress(FileNotFoundError):  # a spill file may go at any moment
        was_open = _close(path)
        if path.is_dir() and not path.is_symlink() and (was_open or path.name != FOLDER):  # they are many
            for child in path.iterdir():
                _tighten(child)


def _close(path: Path) -> bool:
    """Takes the rights of others away; whether there were any. Links and what belongs to another account stay."""
    if path.is_symlink() or not path.stat().st_mode & 0o077:
        return False
    with suppress(PermissionError):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return True
