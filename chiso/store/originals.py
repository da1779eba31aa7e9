"""The files as they came, kept under their SHA-256 in `originals/` of the home: needed to import again after damage.

They are the one place where citizens' personal data remains: never shown, readable by the service's account only,
encrypted by AES-256-GCM in blocks, the key outside the data directory. The digest is that of the plain content.

File: MAGIC, 8 bytes of nonce, then blocks of at most BLOCK bytes with their 16-byte tag. The nonce of a block is the
file's nonce and the block's number; its number and whether it is the last are authenticated, so that blocks can be
neither exchanged nor cut off (the STREAM construction). Reasons: docs/decisions/0003-originals.md.
"""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chiso.core.errors import ChisoError

FOLDER = "originals"
MAGIC = b"CHISO-A1"
BLOCK = 1 << 20
_TAG, _NONCE, _KEY = 16, 8, 32


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
    with (
        whole(target) as file,
        io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source,
    ):
        seal(source, file, key(home, create=True))
    return True


def load(home: Path, sha256: str) -> bytes | None:
    """The original's bytes; None when it is missing or no longer the same. Raises `key_missing`."""
    content = b"".join(_blocks(home, sha256))
    return content if digest(content) == sha256 else None


def has(home: Path, sha256: str) -> bool:
    """Is the original there, byte for byte? Raises `key_missing`."""
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
        if file.read(len(MAGIC)) == MAGIC:
            with suppress(ValueError):
                yield from opened(file, key(home))


def forget(home: Path, sha256: str) -> None:
    """Removes an original that no import needs (its import failed)."""
    path_of(home, sha256).unlink(missing_ok=True)


# --- on the disk whole ---------------------------------------------------------------------------------------


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name once it is on the disk whole; only the service's account may read it."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a new or renamed file's name durable (a no-op on Windows, where folders cannot be synced)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- encryption ------------------------------------------------------------------------------------------------


def key_path(home: Path) -> Path:
    """CHISO_KEY_FILE, else a hidden file beside (never inside) the data directory."""
    chosen = os.environ.get("CHISO_KEY_FILE")
    if chosen:
        return Path(chosen)
    home = home.resolve()
    return home.parent / f".{home.name}.key"


def key(home: Path, *, create: bool = False) -> bytes:
    """The key of a home; made at the first use, readable by the service's account only. Raises `key_missing`."""
    path = key_path(home)
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{path.name}.{os.getpid()}")
        with whole(made) as file:
            file.write(os.urandom(_KEY))
        try:
            os.link(made, path)  # the first of two makers wins
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            made.replace(path)
        made.unlink(missing_ok=True)
    found = path.read_bytes() if path.exists() else b""
    if len(found) != _KEY:
        raise ChisoError(
            "key_missing",
            f"Không mở được tệp gốc vì thiếu tệp khóa “{path.name}”. Hãy đặt lại tệp khóa (xem hướng dẫn triển khai) "
            "rồi thử lại; số liệu đã nhập không bị ảnh hưởng.",
        )
    return found


def seal(source: BinaryIO, target: BinaryIO, secret: bytes) -> None:
    """Writes what `source` holds to `target`, encrypted."""
    cipher, nonce = AESGCM(secret), os.urandom(_NONCE)
    target.write(MAGIC + nonce)
    number, block = 0, source.read(BLOCK)
    while True:
        following = source.read(BLOCK)
        target.write(cipher.encrypt(*_block(nonce, number, block, is_last=not following)))
        if not following:
            return
        number, block = number + 1, following


def opened(source: BinaryIO, secret: bytes) -> Iterator[bytes]:
    """The plain blocks of a sealed file positioned after MAGIC. Raises ValueError where it was altered or cut."""
    cipher, nonce = AESGCM(secret), source.read(_NONCE)
    number, block = 0, source.read(BLOCK + _TAG)
    while True:
        following = source.read(BLOCK + _TAG)
        try:
            yield cipher.decrypt(*_block(nonce, number, block, is_last=not following))
        except InvalidTag as error:
            raise ValueError("the sealed file was altered, cut, or sealed with another key") from error
        if not following:
            return
        number, block = number + 1, following


def _block(nonce: bytes, number: int, data: bytes, *, is_last: bool) -> tuple[bytes, bytes, bytes]:
    counter = number.to_bytes(4, "big")
    return nonce + counter, data, counter + (b"\x01" if is_last else b"\x00")
