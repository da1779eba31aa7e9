"""Connections that nobody uses end: our HTTP protocol alone, with limits of fractions of a second."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

from chiso.core.settings import Limits
from chiso.web.shell.connections import Impatient
from tests.web.conftest import finished

HEADER, IDLE = 0.3, 0.9
LATE = 3  # seconds that a busy machine may take longer; what is never ended lasts longer still
BIG = b"x" * 30_000_000  # more than the buffers of a connection on this machine take


class Short(Impatient):
    limits = Limits(header_seconds=HEADER, idle_seconds=IDLE)


async def application(scope: Any, receive: Any, send: Any) -> None:
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    if scope["path"] == "/slow":
        await asyncio.sleep(2 * IDLE)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": BIG if scope["path"] == "/big" else b"done"})


@dataclass
class Line:
    """A client's end of one connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    since: float

    async def say(self, *parts: bytes, pause: float = 0.0) -> None:
        for part in parts:
            self.writer.write(part)
            await asyncio.sleep(pause)

    async def end(self) -> tuple[bytes, float]:
        """What came until the server closed the connection, and how long it was open."""
        try:
            said = await asyncio.wait_for(self.reader.read(), 15)
        except ConnectionResetError:
            said = b""
        return said, time.monotonic() - self.since


@asynccontextmanager
async def server() -> AsyncIterator[tuple[ServerState, Any]]:
    config = Config(application, lifespan="off", ws="none", timeout_keep_alive=1)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: Short(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    port = listening.sockets[0].getsockname()[1]

    async def dial() -> Line:
        return Line(*await asyncio.open_connection("127.0.0.1", port), time.monotonic())

    try:
        yield state, dial
    finally:
        listening.close()


async def header_never_sent(line: Line) -> None:
    said, lasted = await line.end()
    assert said == b""
    assert HEADER * 0.9 <= lasted < HEADER + LATE


async def header_in_drops(line: Line) -> None:
    drops = asyncio.create_task(line.say(b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 100, pause=0.05))
    said, lasted = await line.end()
    drops.cancel()
    assert said == b""
    assert HEADER * 0.9 <= lasted < HEADER + LATE


async def second_header_in_drops(line: Line) -> None:
    await line.say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"200 OK" in await line.reader.readuntil(b"\r\n\r\n")
    await line.say(b"GET / HTTP/1.1\r\n")
    assert (await line.end())[1] < HEADER + LATE


async def body_stalls(line: Line) -> None:
    await line.say(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n", b"12")
    said, lasted = await line.end()
    assert said == b""
    assert IDLE * 0.9 <= lasted < IDLE + LATE


async def slow_body_arrives(line: Line) -> None:
    await line.say(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 7\r\n\r\n")
    await line.say(*[b"1"] * 7, pause=IDLE / 5)
    assert (await line.end())[0].endswith(b"\r\n4\r\ndone\r\n0\r\n\r\n")


async def our_own_work_has_no_end(line: Line) -> None:
    await line.say(b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"done" in (await line.end())[0]


SCENES = [
    header_never_sent,
    header_in_drops,
    second_header_in_drops,
    body_stalls,
    slow_body_arrives,
    our_own_work_has_no_end,
]


@pytest.mark.parametrize("scene", SCENES)
def test_what_does_not_arrive_ends_and_what_is_only_slow_is_served(scene: Any) -> None:
    async def played() -> None:
        async with server() as (_, dial):
            await scene(await dial())

    finished(played())


def test_answer_that_nobody_takes_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    async def played() -> None:
        async with server() as (state, dial):
            line = await dial()
            await line.say(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
            while not state.connections:
                await asyncio.sleep(0.01)
            while state.connections and time.monotonic() - line.since < 15:
                await asyncio.sleep(0.02)
            assert IDLE * 0.9 <= time.monotonic() - line.since < IDLE + LATE

    finished(played())


def test_the_programs_name_is_not_told() -> None:
    async def played() -> None:
        async with server() as (state, dial):
            state.default_headers = [(b"server", b"uvicorn"), (b"date", b"today")]
            line = await dial()
            await line.say(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            head = await line.reader.readuntil(b"\r\n\r\n")
            assert b"date: today" in head
            assert b"server" not in head

    finished(played())
