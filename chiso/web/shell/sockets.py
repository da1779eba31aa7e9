"""What outlasts a request: a page's WebSocket, which lives as long as its sign-in."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from chiso.web.shell.media import parsed, refusal
from chiso.web.shell.process import Identity, Process

# What our pages need to send; the rest (clear_cache, set_run_on_save, debug_…) would reach into the server.
_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
_MOST_FILES = 1_000  # that a page asks addresses for at once
_GOOD_BYE = (1000, 1001)  # what a browser says when a page is left; otherwise the page may come back
_CLOSED_BY_GATE = 4401  # the chrome script knows it: ask /phien, then the sign-in


class Socket:
    """One page's WebSocket: it goes on only while its sign-in holds, and closes at once when that ends."""

    def __init__(self, served: Process, identity: Identity, receive: Receive, send: Send) -> None:
        self._served, self._identity, self._receive, self._send = served, identity, receive, send
        self._ended = asyncio.Event()
        self._is_closed = False
        self._code = 0
        self._sender_of_files = ""  # Streamlit's name of this page, once it asked where to send files

    async def run(self, app: Callable[[Scope, Receive, Send], Awaitable[Any]], scope: Scope) -> None:
        """Serve the page until it, or its sign-in, ends."""
        loop = asyncio.get_running_loop()

        def close() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._ended.set)

        try:
            with self._served.pages.opened(self._identity, close):
                await app(scope, self._received, self._sent)
        finally:
            if self._sender_of_files and self._code in (*_GOOD_BYE, _CLOSED_BY_GATE):
                self._served.uploads.close(self._sender_of_files)

    async def _received(self) -> Message:
        """The next frame that a page needs to send; any other is dropped, and the page stays open."""
        while (message := await self._next())["type"] == "websocket.receive":
            sent = parsed(BackMsg(), message.get("bytes") or b"")
            if self._may_send(sent) or await self._may_operate(sent.backend_operation_request):
                self._note_activity(sent)
                return message
        self._code = message.get("code", 0)
        return message

    def _may_send(self, sent: BackMsg) -> bool:
        if sent.HasField("file_urls_request"):
            return self._identity.actor.may("edit") and len(sent.file_urls_request.file_names) <= _MOST_FILES
        return sent.WhichOneof("type") in _KINDS

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
                self._sender_of_files = links.note(session, data) or self._sender_of_files
                message = {**message, "bytes": links.passed(session, data)}
            await self._send(message)

    def _note_activity(self, message: BackMsg) -> None:
        if self._identity.session and self._served.accounts and is_a_persons(message):
            self._served.accounts.touch(self._identity.session)


def is_a_persons(message: BackMsg) -> bool:
    """Whether somebody did something: a page's own timer and heartbeat must not keep a sign-in alive."""
    return message.HasField("rerun_script") and not message.rerun_script.is_auto_rerun
