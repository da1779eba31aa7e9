"""Connections that nobody uses end: a request that does not arrive, a body or an answer that stalls.

Nobody is told by which program he is answered.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from chiso.core.settings import Limits


class Impatient(H11Protocol):
    """One connection. What waits for the other side has a time; what we work on ourselves has none."""

    limits = Limits()

    def __init__(self, config: Any, **named: Any) -> None:
        super().__init__(config, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._is_header = False
        config.encoded_headers = _nameless(config.encoded_headers)
        self.server_state.default_headers = _nameless(self.server_state.default_headers)

    def connection_made(self, transport: Any) -> None:
        """From here on a header is awaited."""
        super().connection_made(transport)
        self._await_header()

    def data_received(self, data: bytes) -> None:
        """Each part of a body renews the time; the parts of a header do not."""
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._stop()
        elif self.conn.their_state is h11.SEND_BODY:
            self._wait(self.limits.idle_seconds)
        elif self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE:
            self._await_header()
        else:
            self._stop()

    def pause_writing(self) -> None:
        """The other side does not take our answer."""
        super().pause_writing()
        self._wait(self.limits.idle_seconds)

    def resume_writing(self) -> None:
        """It takes it again."""
        super().resume_writing()
        self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._stop()
        super().connection_lost(exc)

    def _await_header(self) -> None:
        if not self._is_header:
            self._wait(self.limits.header_seconds)
            self._is_header = True

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._deadline = self.loop.call_later(seconds, self._end)

    def _stop(self) -> None:
        self._is_header = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _end(self) -> None:
        if self.flow.read_paused and not self.flow.write_paused:
            self._wait(self.limits.idle_seconds)  # we are the ones who do not read
        else:
            self.transport.abort()


def _nameless(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name != b"server"]


def install() -> None:
    """Every connection is of this kind from now on. Streamlit starts uvicorn without a way to choose, and `streamlit
    run` before it reads app.py."""
    H11Protocol.__new__ = lambda *_given, **_named: object.__new__(Impatient)  # type: ignore[assignment]
