"""The files as they came, kept under their SHA-256 in `originals/` of the home: needed to import again after damage.

They are the one place where citizens' personal data remains: never shown, readable by the service's account only,
encrypted (chiso/store/vault.py). The digest is that of the plain content.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chiso.store import vault
from chiso.store.ledger import sync_folder

FOLDER = "originals"


def digest(content: bytes | Path) -> str:
    """SHA-256 of the content (a path is read in blocks), as hexadecimal text."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def path_of(home: Path, sha256: str) -> Path:
    """Where the original with that digest lies (or would lie)."""
    return home / FOLDER / sha256


def keep(home: Path, sha256: str, content: bytes | Path) -> bool:
    """Writes the original, whole or not at all, and waits until it is on the disk; False if it was there already."""
    target = path_of(home, sha256)
    if target.exists() and has(home, sha256):
        return False
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f"{sha256}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
                vault.seal(source, file, vault.key(home, create=True))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)
    return True


def load(home: Path, sha256: str) -> bytes | None:
    """The original's bytes; None when it is missing or no longer the same. Raises vault.KeyMissing."""
    content = b"".join(_blocks(home, sha256))
    return content if digest(content) == sha256 else None


def has(home: Path, sha256: str) -> bool:
    """Is the original there, byte for byte? Raises vault.KeyMissing."""
    found = hashlib.sha256()
    for block in _blocks(home, sha256):
        found.update(block)
    return found.hexdigest() == sha256


def _blocks(home: Path, sha256: str) -> Iterator[bytes]:
    """The plain content block by block; nothing where there is no original or it was altered."""
    path = path_of(home, sha256)
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(vault.MAGIC)) == vault.MAGIC:
            with suppress(ValueError):
                yield from vault.opened(file, vault.key(home))


def forget(home: Path, sha256: str) -> None:
    """Removes an original that no import needs (its import failed)."""
    path_of(home, sha256).unlink(missing_ok=True)
