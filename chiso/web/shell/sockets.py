"""What outlasts a request: a page's WebSocket, which lives as long as its sign-in, and the files an account sends."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from chiso.web.shell.media import parsed, refusal
from chiso.web.shell.process import Identity, Process

# What our pages need to send; the rest (clear_cache, set_run_on_save, debug_…) would reach into the server.
_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
_UPLOADS_AT_ONCE = 3
_UPLOADS_THERE = 60  # with those that wait: a year of files dropped at once
_CLOSED_BY_GATE = 4401  # the chrome script knows it: ask /phien, then the sign-in


class Socket:
    """One page's WebSocket: it goes on only while its sign-in holds, and closes at once when that ends."""

    def __init__(self, served: Process, identity: Identity, receive: Receive, send: Send) -> None:
        self._served, self._identity, self._receive, self._send = served, identity, receive, send
        self._ended = asyncio.Event()
        self._is_closed = False

    async def run(self, app: Callable[[Scope, Receive, Send], Awaitable[Any]], scope: Scope) -> None:
        """Serve the page until it, or its sign-in, ends."""
        loop = asyncio.get_running_loop()

        def close() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._ended.set)

        with self._served.pages.opened(self._identity, close):
            await app(scope, self._received, self._sent)

    async def _received(self) -> Message:
        """The next frame that a page needs to send; any other is dropped, and the page stays open."""
        while (message := await self._next())["type"] == "websocket.receive":
            sent = parsed(BackMsg(), message.get("bytes") or b"")
            if sent.WhichOneof("type") in _KINDS or await self._may_operate(sent.backend_operation_request):
                self._note_activity(sent)
                return message
        return message

    async def _may_operate(self, asked: Any) -> bool:
        """A download is made only for the sign-in whose page shows its button; another is told that it failed."""
        if not asked.HasField("deferred_file"):
            return asked.WhichOneof("payload") in _OPERATIONS
        is_told = self._served.links.knows(self._identity.session, asked.deferred_file.file_id)
        if not is_told:
            await self._send({"type": "websocket.send", "bytes": refusal(asked.request_id)})
        return is_told

    async def _next(self) -> Message:
        frame = asyncio.ensure_future(self._receive())
        ended = asyncio.create_task(self._ended.wait())
        try:
            await asyncio.wait((frame, ended), return_when=asyncio.FIRST_COMPLETED)
            if frame.done() and not self._ended.is_set():
                message = frame.result()
                # Fragments skip the frame script: so the sign-in is checked here, on each frame.
                if message["type"] != "websocket.receive" or self._served.still_holds(self._identity):
                    return message
        finally:
            frame.cancel()
            ended.cancel()
        return await self._close()

    async def _close(self) -> Message:
        if not self._is_closed:
            self._is_closed = True
            await self._send({"type": "websocket.close", "code": _CLOSED_BY_GATE})
        return {"type": "websocket.disconnect", "code": _CLOSED_BY_GATE}

    async def _sent(self, message: Message) -> None:
        if not self._is_closed:
            if data := message.get("bytes"):
                links, session = self._served.links, self._identity.session
                links.note(session, data)
                message = {**message, "bytes": links.explained(session, data)}
            await self._send(message)

    def _note_activity(self, message: BackMsg) -> None:
        if self._identity.session and self._served.accounts and is_a_persons(message):
            self._served.accounts.touch(self._identity.session)


def is_a_persons(message: BackMsg) -> bool:
    """Whether somebody did something: a page's own timer and heartbeat must not keep a sign-in alive."""
    return message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun


class Turns:
    """Files that one account sends at a time, so that one person cannot fill the server's memory: a few are read, some
    wait for their turn, more are refused."""

    def __init__(self) -> None:
        self._there: Counter[str] = Counter()
        self._running = defaultdict[str, asyncio.Semaphore](partial(asyncio.Semaphore, _UPLOADS_AT_ONCE))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[bool]:
        """Waits until the account may send one more file; False where too many wait already."""
        if self._there[name] >= _UPLOADS_THERE:
            yield False
            return
        self._there[name] += 1
        try:
            async with self._running[name]:
                yield True
        finally:
            self._there[name] -= 1
            if not self._there[name]:
                del self._there[name], self._running[name]
