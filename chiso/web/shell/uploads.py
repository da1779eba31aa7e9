"""Files that accounts send: counted by bytes from before the first until the server holds them no more, so that nobody
fills its memory.

Streamlit keeps a file while its page is open, listed or not. Here it goes when the page lists it no more, takes it back
or closes; a page that was only lost (no word of its browser) may come back for as long as Streamlit waits for it.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

import streamlit as st
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime

from chiso.core.settings import MB, Limits

_FORM_AROUND_A_FILE = 65_536
_HOUR = 3600
TOO_LARGE = f"Tệp lớn hơn {Limits().upload_bytes // MB} MB. Hãy chia nhỏ tệp rồi tải lại."
TOO_MUCH = "Đã tải lên quá nhiều tệp. Hãy nhập hoặc bỏ bớt các tệp đang chờ, hoặc đợi một giờ rồi tải tiếp."


@dataclass
class _File:
    account: str
    since: float
    size: int
    is_listed: bool = False


class Uploads:
    """What is held (address of the file: whose, how much) and what was sent in the last hour. The event loop counts;
    the thread of a page frees what it lists no more, by single operations of a dict."""

    def __init__(self, limits: Limits | None = None, now: Callable[[], float] = time.monotonic) -> None:
        self.limits, self._now = limits or Limits(), now
        self.held: dict[str, _File] = {}
        self._sent: defaultdict[str, list[_File]] = defaultdict(list)
        self._watched: set[str] = set()

    async def pass_on(
        self, app: Callable[..., Awaitable[Any]], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Let Streamlit have what is asked of an address that the page was told; a file only while there is room."""
        account, address = dict(scope["headers"])[b"x-chiso-user"].decode("ascii"), scope["path"]
        if scope["method"] != "PUT":
            await app(scope, receive, send)
            if scope["method"] == "DELETE":
                self._free(address)
            return
        most = self.limits.upload_bytes + _FORM_AROUND_A_FILE
        announced = dict(scope["headers"]).get(b"content-length", b"").decode("latin-1")
        size = int(announced) if announced.isdecimal() else most
        if size > most:
            await PlainTextResponse(TOO_LARGE, 413)(scope, receive, send)
        elif not self._has_room(account, address, size):
            await PlainTextResponse(TOO_MUCH, 429)(scope, receive, send)
        else:
            await self._take(app, scope, receive, send, most)

    async def _take(
        self, app: Callable[..., Awaitable[Any]], scope: Scope, receive: Receive, send: Send, most: int
    ) -> None:
        """A file, cut where it turns out larger than it may be."""
        seen = status = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return {"type": "http.disconnect"} if seen > most else message

        async def heard(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            if seen <= most:
                await send(message)

        try:
            await app(scope, counted, heard)
        except ClientDisconnect:
            status = 0
        finally:
            self._taken(scope["path"], seen, is_kept=200 <= status < 300 and seen <= most)
        if seen > most:
            await PlainTextResponse(TOO_LARGE, 413)(scope, receive, send)

    def _has_room(self, account: str, address: str, size: int) -> bool:
        """Counts the file where it fits: an address takes one file at a time."""
        start = self._now() - _HOUR
        sent = self._sent[account] = [one for one in self._sent[account] if one.since > start]
        held = list(self.held.values())
        mine = sum(one.size for one in held if one.account == account)
        if (
            address in self.held
            or sum(one.size for one in held) + size > self.limits.held_bytes
            or mine + size > self.limits.account_held_bytes
            or sum(one.size for one in sent) + size > self.limits.account_hour_bytes
        ):
            return False
        self.held[address] = _File(account, self._now(), size)
        sent.append(self.held[address])
        return True

    def _taken(self, address: str, seen: int, *, is_kept: bool) -> None:
        file = self.held.get(address)
        if file is not None:
            file.size = seen
        if file is None or not is_kept:  # its page closed meanwhile, or Streamlit refused it
            self._free(address)
        elif (session := address.split("/")[3]) not in self._watched:
            self._watched.add(session)
            self._look_later(session)

    def listed(self, session: str, kept: Collection[str]) -> None:
        """A page of this Streamlit session lists these files (or reads them still): those it listed before may go."""
        for address, file in list(self.held.items()):
            _, _, _, owner, number = address.split("/")
            if owner == session and number in kept:
                file.is_listed = True
            elif owner == session and file.is_listed:
                self._free(address)

    def close(self, session: str) -> None:
        """The page is closed for good: its files go, and what it made of them."""
        if runtime.exists():
            runtime.get_instance().close_session(session)
        for address in [one for one in list(self.held) if one.split("/")[3] == session]:
            self._free(address)

    def _free(self, address: str) -> None:
        _, _, _, session, number = address.split("/")
        if runtime.exists():
            runtime.get_instance().uploaded_file_mgr.remove_file(session, number)  # type: ignore[attr-defined]
        self.held.pop(address, None)

    def _look_later(self, session: str) -> None:
        wait = float(st.get_option("server.disconnectedSessionTTL") or 120)
        asyncio.get_running_loop().call_later(wait, self._look, session)

    def _look(self, session: str) -> None:
        if runtime.exists() and runtime.get_instance().is_active_session(session):
            self._look_later(session)
        else:
            self._watched.discard(session)
            self.close(session)
