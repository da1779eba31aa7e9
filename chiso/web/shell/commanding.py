"""The door for commands given beside the server (`chiso.commands.beside`): from this machine, with the home's token.

Each runs in a thread of its own kind, so that a long one takes none from sign-ins and pages; what it writes waits for
the same lock as theirs.
"""

import asyncio
import json
import logging
import tempfile
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from chiso.commands import beside, running
from chiso.commands.beside import Handed, Said
from chiso.core.errors import error_number
from chiso.core.settings import MB, Limits
from chiso.store import Store
from chiso.web.shell import gate, process

LOG = logging.getLogger("chiso.web")
_HELD = 200 * MB  # of one command's files in memory; further ones wait on the disk
_HEAD = 1 * MB
_threads = ThreadPoolExecutor(4, "command")


async def command(request: Request) -> Response:
    """GET: 200 with the proof that the home is open here. POST: 200 with what the command says; 401 without the
    token, 400 for what is no command, 507 where its files find no room, 503 while no home is open."""
    served = process.current()
    store, token = served.store, served.door
    if store is None or not token:
        return PlainTextResponse("Chưa mở dữ liệu.", 503, headers=gate.NO_STORE)
    if request.method == "GET":
        challenge = request.headers.get(beside.CHALLENGE, "")
        return PlainTextResponse(beside.proof(token, challenge), headers=gate.NO_STORE)
    if not beside.opens(request.headers.get("authorization", ""), token):
        return PlainTextResponse("Mã của lệnh không đúng.", 401, headers=gate.NO_STORE)
    with ExitStack() as failed:
        try:
            asked, files = await _received(request, store.home / "tmp", failed)
        except (ValueError, KeyError, TypeError):
            return PlainTextResponse("Không phải một lệnh.", 400, headers=gate.NO_STORE)
        except OSError as error:
            LOG.error("a command's files", exc_info=error)
            return PlainTextResponse("Không còn chỗ.", beside.NO_ROOM, headers=gate.NO_STORE)
        held = failed.pop_all()
    running = asyncio.get_running_loop().run_in_executor(_threads, partial(_run, store, asked, files, held))
    return StreamingResponse(_spoken(running), media_type="application/octet-stream", headers=gate.NO_STORE)


def _run(store: Store, asked: dict[str, Any], files: Sequence[Handed], held: ExitStack) -> Said:
    with held:
        try:
            return running.said_beside(store, asked, files)
        except (Exception, SystemExit) as error:
            number = error_number()
            LOG.error("error %s", number, exc_info=error)
            words = (
                f"Lệnh này gặp lỗi trong máy chủ. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên số {number}.\n"
            )
            return Said(2, err=words)


async def _spoken(running: asyncio.Future[Said]) -> AsyncIterator[bytes]:
    """A line end every few seconds says that the command is at work. Whoever leaves does not end it."""
    while not (await asyncio.wait({running}, timeout=beside.HEARTBEAT_SECONDS))[0]:
        yield b"\n"
    for part in running.result().packed():
        yield part


class _Body:
    """The body of a request as lines and pieces of a known size. Raises ValueError where it ends before."""

    def __init__(self, request: Request) -> None:
        self._parts = request.stream()
        self._rest = b""

    async def _more(self) -> None:
        try:
            self._rest += await anext(self._parts)
        except StopAsyncIteration:
            raise ValueError("cut") from None

    async def line(self, most: int) -> bytes:
        while b"\n" not in self._rest:
            if len(self._rest) > most:
                raise ValueError("too long")
            await self._more()
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    async def pieces(self, size: int) -> AsyncIterator[bytes]:
        while size:
            if not self._rest:
                await self._more()
            piece, self._rest = self._rest[:size], self._rest[size:]
            size -= len(piece)
            yield piece


async def _received(request: Request, folder: Path, held: ExitStack) -> tuple[dict[str, Any], list[Handed]]:
    """What is asked, with its files: what they hold on the disk goes with `held`."""
    body = _Body(request)
    asked = json.loads(await body.line(_HEAD))
    files, in_memory = [], 0
    for one in asked["files"]:
        name, size = str(one["name"]), one.get("size")
        if size is None:
            files.append(Handed(name, is_there=bool(one["is_there"])))
            continue
        if int(size) > Limits().upload_bytes or in_memory + int(size) > _HELD:
            path = Path(held.enter_context(tempfile.TemporaryDirectory(dir=folder))) / "file"
            with path.open("wb") as file:
                async for piece in body.pieces(int(size)):
                    file.write(piece)
            files.append(Handed(name, path))
            continue
        in_memory += int(size)
        files.append(Handed(name, b"".join([piece async for piece in body.pieces(int(size))])))
    return asked, files


ROUTES = [Route(beside.ADDRESS, command, methods=["GET", "POST"])]
