"""A command beside the running server: how it finds the one that holds its home, hands itself over, hears the answer.

The server opens the home, so no other process can. At its start it writes where it is and a new token into the home,
readable by its own account: whoever can read that could open the home himself. What the caller reads and writes stays
the caller's: only bytes travel, for a service often sees other folders than the person beside it (PrivateTmp, a
container). Reasons: docs/decisions/0005-commands-beside-the-server.md.
"""

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from chiso.core.errors import InUse, Refused, Unanswered
from chiso.store import disk
from chiso.store.whole import whole_file

FILE = "may-chu.json"  # in the home, as long as a server holds it
ADDRESS = "/dong-lenh"
CHALLENGE = "X-Challenge"
NO_ROOM = 507  # the files that came along found no room
HEARTBEAT_SECONDS = 5.0
_FIRST_SECONDS, _SILENT_SECONDS = 15.0, 60.0  # until the first answer; between two signs of life
_CHUNK = 1 << 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handed:
    """A file as its caller handed it in: what it is called there; its content, of a large one the path here; None: it
    cannot be read, or `is_there` not."""

    name: str
    content: bytes | Path | None = None
    is_there: bool = True


@dataclass(frozen=True)
class Said:
    """What a command has to say in the end: exit status, both outputs, the files to write where the caller stands."""

    status: int
    out: str = ""
    err: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    def packed(self) -> Iterator[bytes]:
        """As it travels: a line of JSON, then the files one behind the other."""
        sizes = [[name, len(content)] for name, content in self.files.items()]
        head = {"status": self.status, "out": self.out, "err": self.err, "files": sizes}
        yield json.dumps(head).encode() + b"\n"
        yield from self.files.values()


# ---- the server's side


def announce(home: Path, url: str) -> str:
    """Where the server of this home is; the token that opens its door, '' where the home takes no file."""
    token = secrets.token_urlsafe(32)
    try:
        with whole_file(home / FILE) as file:
            file.write(json.dumps({"url": url, "token": token}).encode())
    except OSError as error:
        _log.warning("commands beside the server are not answered: %s", error)
        return ""
    return token


def withdraw(home: Path, token: str) -> None:
    """The server lets go of the home: nobody is sent to its door any more."""
    if token and disk.said(home / FILE).get("token") == token:
        (home / FILE).unlink(missing_ok=True)


def proof(token: str, challenge: str) -> str:
    """What only a holder of the token can answer: so no other program on the server's port is given anything."""
    return hmac.new(token.encode(), challenge.encode(), hashlib.sha256).hexdigest()


def opens(given: str, token: str) -> bool:
    """Whether the header of a request bears this token."""
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


# ---- the command's side


def ask(home: Path, argv: Sequence[str], folder: Path, files: Sequence[Path]) -> Said:
    """What the server that holds `home` answers to the command, given in `folder`; `files` are read here.

    Raises InUse (no server says that it holds the home), Unanswered, StorageFull, Refused `unsupported_file` (a file
    that changes meanwhile).
    """
    place = disk.said(home / FILE)
    try:
        token = str(place["token"])
        url = urlsplit(str(place["url"]))
        host, port = url.hostname or "", url.port
    except (KeyError, ValueError):
        raise InUse from None
    listed = [_listed(path) for path in files]
    head = {"argv": list(argv), "folder": str(folder), "account": _account(), "files": listed}
    try:
        with closing(HTTPConnection(host, port, timeout=_FIRST_SECONDS)) as connection:
            _is_the_server(connection, token)
    except (OSError, HTTPException, ValueError) as error:
        raise InUse from error
    try:
        with closing(HTTPConnection(host, port, timeout=_SILENT_SECONDS)) as connection:
            return _handed_over(connection, token, json.dumps(head).encode() + b"\n", listed)
    except (OSError, HTTPException, ValueError, KeyError) as error:
        raise Unanswered from error


def _is_the_server(connection: HTTPConnection, token: str) -> None:
    challenge = secrets.token_urlsafe(16)
    connection.request("GET", ADDRESS, headers={CHALLENGE: challenge})
    answer = connection.getresponse()
    if answer.status != 200 or answer.read(200).decode("ascii") != proof(token, challenge):
        raise ValueError("another program answers there")


def _account() -> str:
    """Whose account of this machine gives the command; the number of one that has no name."""
    return str(psutil.Process().username())


def _listed(path: Path) -> dict[str, Any]:
    """The file as the server hears of it: {name, size}, or {name, is_there} where it cannot be read."""
    try:
        with path.open("rb") as file:
            return {"name": str(path), "size": file.seek(0, 2)}
    except OSError:
        return {"name": str(path), "is_there": path.is_file()}


def _contents(listed: Sequence[Mapping[str, Any]]) -> Iterator[bytes]:
    for one in listed:
        if not (left := one.get("size", 0)):
            continue
        with suppress(OSError), open(one["name"], "rb") as file:
            while left and (chunk := file.read(min(left, _CHUNK))):
                left -= len(chunk)
                yield chunk
        if left:
            words = f"Tệp “{one['name']}” thay đổi trong lúc đọc. Hãy chạy lại khi tệp đã ghi xong."
            raise Refused("unsupported_file", words)


def _handed_over(
    connection: HTTPConnection, token: str, head: bytes, listed: Sequence[Mapping[str, Any]]
) -> Said:
    def body() -> Iterator[bytes]:
        yield head
        yield from _contents(listed)

    size = len(head) + sum(one.get("size", 0) for one in listed)
    headers = {"Authorization": f"Bearer {token}", "Content-Length": str(size)}
    connection.request("POST", ADDRESS, body(), headers)
    answer = connection.getresponse()
    if answer.status == NO_ROOM:
        raise disk.failed()
    if answer.status != 200:
        raise InUse  # the server has done nothing
    return _unpacked(answer)


def _unpacked(answer: HTTPResponse) -> Said:
    while (line := answer.readline()) == b"\n":  # a sign of life
        pass
    head = json.loads(line)
    files = {}
    for name, size in head["files"]:
        files[name] = answer.read(size)
        if len(files[name]) != size:
            raise ValueError("the answer was cut")
    return Said(head["status"], head["out"], head["err"], files)
