"""Encryption at rest for the kept originals: AES-256-GCM in blocks, the key outside the data directory.

File: MAGIC, 8 bytes of nonce, then blocks of at most BLOCK bytes with their 16-byte tag. The nonce of a block is the
file's nonce and the block's number; its number and whether it is the last are authenticated, so that blocks can be
neither exchanged nor cut off (the STREAM construction). Reasons: docs/decisions/0003-originals.md.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chiso.core.errors import ChisoError

MAGIC = b"CHISO-A1"
BLOCK = 1 << 20
_TAG, _NONCE, _KEY = 16, 8, 32


class KeyMissing(ChisoError):
    """The key of this home's originals is not where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "key_missing",
            f"Không mở được tệp gốc vì thiếu tệp khóa “{path.name}”. Hãy đặt lại tệp khóa (xem hướng dẫn triển khai) "
            "rồi thử lại; số liệu đã nhập không bị ảnh hưởng.",
        )


def key_path(home: Path) -> Path:
    """CHISO_KEY_FILE, else a hidden file beside (never inside) the data directory."""
    chosen = os.environ.get("CHISO_KEY_FILE")
    if chosen:
        return Path(chosen)
    home = home.resolve()
    return home.parent / f".{home.name}.key"


def key(home: Path, *, create: bool = False) -> bytes:
    """The key of a home; made at the first use, readable by the service's account only. Raises KeyMissing."""
    path = key_path(home)
    if create and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(_KEY))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)  # the first of two makers wins
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            part.replace(path)
        part.unlink(missing_ok=True)
    try:
        found = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(path) from error
    if len(found) != _KEY:
        raise KeyMissing(path)
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
