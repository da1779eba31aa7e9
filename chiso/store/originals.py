"""The files as they came, kept under their SHA-256 in `originals/` of the home: needed to import again after damage.

With files that still wait (`waiting.py`) they are the one place where citizens' personal data remains: never shown,
readable by the service's account only, encrypted by AES-256-GCM in blocks, the key outside the data directory. The
digest is that of the plain content.

File: MAGIC, 8 bytes of nonce, then blocks of at most BLOCK bytes with their 16-byte tag. The nonce of a block is the
file's nonce and the block's number; its number and whether it is the last are authenticated, so that blocks can be
neither exchanged nor cut off (the STREAM construction). Reasons: docs/decisions/0003-originals.md.

A home knows its key: `key-id` holds the key's fingerprint, and where that is lost or older than this file, an original
that opens proves it. Without its own key nothing is sealed, copied or put back, and no other key is made.
"""

import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chiso.core.errors import Refused
from chiso.store import disk
from chiso.store.whole import sync_folder, whole_file

FOLDER = "originals"
KEY_ID = "key-id"
MAGIC = b"CHISO-A1"
BLOCK = 1 << 20
_TAG, _NONCE, _KEY = 16, 8, 32
_PROOFS = 100  # so many of the newest originals are tried with a key that the home does not know


class KeyMissing(Refused):
    """The key that sealed the home's originals and secrets is not there, or another one is in its place."""

    def __init__(self, path: Path, *, is_other: bool) -> None:
        wrong = "là khóa khác hoặc không đọc được" if is_other else "không có ở chỗ của nó"
        super().__init__(
            "key_missing",
            f"Không mở được tệp gốc và bí mật của tài khoản vì tệp khóa “{path.name}” {wrong}. Hãy đặt lại tệp "
            "khóa cũ (xem hướng dẫn triển khai) rồi thử lại; số liệu đã nhập không bị ảnh hưởng.",
        )


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
    write_sealed(home, target, content)
    return True


def put(home: Path, content: bytes) -> str:
    """Keeps a file before the line of the ledger that names it; its SHA-256. Raises StorageFull."""
    sha256 = digest(content)
    with disk.written():
        keep(home, sha256, content)
    return sha256


def write_sealed(home: Path, target: Path, content: bytes | Path) -> None:
    """Writes a file sealed with the home's key, whole or not at all. Raises KeyMissing."""
    secret = key(home, create=True)
    with (
        whole_file(target) as file,
        io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source,
    ):
        seal(source, file, secret)


def read_sealed(home: Path, path: Path) -> bytes | None:
    """What such a file holds; None where it was altered or cut. Raises KeyMissing, FileNotFoundError."""
    with path.open("rb") as file, suppress(ValueError):
        if file.read(len(MAGIC)) == MAGIC:
            return b"".join(opened(file, key(home)))
    return None


def load(home: Path, sha256: str) -> bytes | None:
    """The original's bytes; None when it is missing or no longer the same. Raises KeyMissing."""
    content = b"".join(_blocks(home, path_of(home, sha256)))
    return content if digest(content) == sha256 else None


def of_import(home: Path, row: Mapping[str, Any]) -> bytes:
    """The file of an import (a row of its history). Raises Refused (`original_missing`), KeyMissing."""
    content = load(home, str(row["sha256"]))
    if content is None:
        raise Refused(
            "original_missing",
            f"Tệp gốc của lần nhập {row['import_id']} không còn (có thể đã xóa khi hết thời hạn lưu). "
            "Nếu cần, hãy lấy lại từ bản sao lưu.",
        )
    return content


def has(home: Path, sha256: str, path: Path | None = None) -> bool:
    """Is the original there (or in that other file), byte for byte? Raises KeyMissing."""
    found = hashlib.sha256()
    for block in _blocks(home, path or path_of(home, sha256)):
        found.update(block)
    return found.hexdigest() == sha256


def bring_back(home: Path, sha256: str, source: Path) -> bool:
    """Takes the original from that file of a backup; False where it is not there byte for byte. Raises KeyMissing."""
    if not has(home, sha256, source):
        return False
    target = path_of(home, sha256)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with source.open("rb") as sealed, whole_file(target) as file:
        shutil.copyfileobj(sealed, file)
    return True


def kept(home: Path) -> dict[str, Path]:
    """Digest -> file of every original that is there, whole or not."""
    return {path.name: path for path in _sealed(home)}


def _blocks(home: Path, path: Path) -> Iterator[bytes]:
    """The plain content block by block; nothing where there is no such file or it was altered."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        if file.read(len(MAGIC)) == MAGIC:
            with suppress(ValueError):
                yield from opened(file, key(home))


def forget(home: Path, sha256: str) -> None:
    """Removes an original that no import needs (its import failed)."""
    path_of(home, sha256).unlink(missing_ok=True)


# --- encryption ------------------------------------------------------------------------------------------------


def key_path(home: Path) -> Path:
    """CHISO_KEY_FILE, else a hidden file beside (never inside) the data directory."""
    chosen = os.environ.get("CHISO_KEY_FILE")
    if chosen:
        return Path(chosen)
    home = home.resolve()
    return home.parent / f".{home.name}.key"


def key(home: Path, *, create: bool = False) -> bytes:
    """The key of a home; made at the first use, readable by the service's account only. Raises KeyMissing."""
    path, known = key_path(home), _known(home)
    if create and not path.exists() and known is None and not any(_sealed(home)):
        _make(path)
    found = _secret(path)
    if known != fingerprint(found):
        if not _opens(home, found) and (known is not None or any(_sealed(home))):
            raise KeyMissing(path, is_other=True)
        with suppress(OSError), whole_file(home / KEY_ID) as file:  # no room now: the next time
            file.write(fingerprint(found).encode())
    return found


def check(home: Path, folder: Path | None = None) -> None:
    """Raises KeyMissing where there are originals, in the home or in the backup `folder`, and not their key.

    The first look at a home of an earlier release, whose key opens an original, is when it gets to know its key.
    """
    if folder is None:
        if _known(home) is not None or any(_sealed(home)):
            key(home)
    elif any(_sealed(folder)):
        path = key_path(home)
        secret = _secret(path)
        if _known(folder) != fingerprint(secret) and not _opens(folder, secret):
            raise KeyMissing(path, is_other=True)


def about_key(home: Path) -> str:
    """For administrators: where the key lies and where it belongs."""
    return (
        f"Tệp khóa của các tệp gốc: {key_path(home)}. Hãy giữ một bản của tệp này ở nơi khác với các bản sao lưu: "
        "thiếu khóa thì không nhập thêm, sao lưu hay phục hồi được."
    )


def fingerprint(secret: bytes) -> str:
    """What may be known of a key: it tells keys apart and opens nothing."""
    return hashlib.sha256(b"chiso key " + secret).hexdigest()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{os.getpid()}")
    with whole_file(made) as file:
        file.write(os.urandom(_KEY))
    try:
        os.link(made, path)  # the first of two makers wins
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        made.replace(path)
    made.unlink(missing_ok=True)
    sync_folder(path.parent)  # before anything is sealed with it


def _secret(path: Path) -> bytes:
    try:
        found = path.read_bytes()
    except OSError:  # not mounted, or somebody else's
        found = b""
    if len(found) != _KEY:
        raise KeyMissing(path, is_other=path.exists())
    return found


def _known(home: Path) -> str | None:
    try:
        said = (home / KEY_ID).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return None
    return said if re.fullmatch("[0-9a-f]{64}", said) else None  # else damaged: an original will tell


def _sealed(folder: Path) -> Iterator[Path]:
    """The originals, the newest first."""
    found = [path for path in (folder / FOLDER).glob("?" * 64) if path.is_file()]
    return iter(sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))


def _opens(folder: Path, secret: bytes) -> bool:
    """Does the key open the beginning of an original?"""
    for path in islice(_sealed(folder), _PROOFS):
        with path.open("rb") as file, suppress(ValueError):
            if file.read(len(MAGIC)) == MAGIC and next(opened(file, secret), None) is not None:
                return True
    return False


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
