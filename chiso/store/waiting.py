"""Dropped files that wait on somebody's desk, with what was answered about them: a reload of the page, a crash and a
restart of the server lose none.

`desk/` of the home, a folder per account. They hold citizens' data as the originals do and are sealed like them, with
the same key; no backup takes them and no ledger tells of them. They go when they are imported or taken off the desk,
and in any case some days after the last answer.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.store import disk, originals

FOLDER = "desk"
_FILE, _SAID = ".file", ".said"
_DAY, _HOUR = 86_400, 3_600


def keep(home: Path, account: str, source: str, said: bytes, content: bytes) -> None:
    """One file of an account with what was said about it, instead of what was said before; `content` b"": the bytes lie
    elsewhere. Each part is written whole or not at all. Raises StorageFull, KeyMissing, Refused (`no_room`)."""
    file, answers = (_path(home, account, source, suffix) for suffix in (_FILE, _SAID))
    with disk.written():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if content and not file.exists():
            _check_room(home, len(content))
            originals.write_sealed(home, file, content)
        # After the file: answers without it bring nothing back.
        originals.write_sealed(home, answers, said)


def kept(home: Path, account: str) -> Iterator[tuple[bytes, bytes]]:
    """(what was said, content) of each file of an account; what was altered or cut is left out. Raises KeyMissing."""
    for answers in sorted(_path(home, account).glob(f"*{_SAID}")):
        file = answers.with_suffix(_FILE)
        with suppress(FileNotFoundError):  # it goes this moment
            said = originals.read_sealed(home, answers)
            content = originals.read_sealed(home, file) if file.exists() else b""
            if said is not None and content is not None:
                yield said, content


def forget(home: Path, account: str, source: str) -> None:
    """The file is in, or off the desk."""
    for suffix in (_SAID, _FILE):
        _path(home, account, source, suffix).unlink(missing_ok=True)


def sweep(home: Path) -> None:
    """What nobody has spoken about for Limits().waiting_days goes, and a file that was kept without its answers: the
    server was killed between the two."""
    now = time.time()
    for path in (home / FOLDER).glob("*/*"):
        with suppress(FileNotFoundError):
            answers = path.with_suffix(_SAID)
            is_whole = answers.exists()
            age = now - (answers if is_whole else path).stat().st_mtime
            if age > (Limits().waiting_days * _DAY if is_whole else _HOUR):
                path.with_suffix(_FILE).unlink(missing_ok=True)
                answers.unlink(missing_ok=True)


def _check_room(home: Path, size: int) -> None:
    """The last room of the disk is the database's."""
    there = 0
    for path in (home / FOLDER).glob("*/*"):
        with suppress(FileNotFoundError):
            there += path.stat().st_size
    if there + size > Limits().held_bytes or disk.free(home) - size < disk.ENOUGH:
        raise Refused("no_room", "Không đủ chỗ để giữ tệp đang chờ.")


def _path(home: Path, account: str, source: str = "", suffix: str = "") -> Path:
    """Names of accounts and of files are no names of files here."""
    folder = home / FOLDER / _digest(account)
    return folder / f"{_digest(source)}{suffix}" if source else folder


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
