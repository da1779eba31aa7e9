"""Starting and stopping the server: the data is opened once for the process, the gate stands before everything."""

import asyncio
import contextlib
import io
import logging
import logging.handlers
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from chiso import homes
from chiso.core import logs, settings
from chiso.core.errors import ChisoError, InUse
from chiso.core.memory import give_back, keep_little
from chiso.desk import nightly
from chiso.intake.commit import recovery
from chiso.store import Store, waiting
from chiso.web.shell import connections, loop, process, signin, states, turns, unchanging
from chiso.web.shell.gate import Gate
from chiso.web.shell.problems import on_script_error

LOG = logging.getLogger("chiso.web")

# Absolute: Streamlit resolves a relative one differently for each way of starting. Not beside pages/, which
# Streamlit would serve to everybody until the first navigation.
FRAME = str(Path(__file__).resolve().parent / "frame.py")
_HOUSEKEEPING_SECONDS = 30
_LOG_BYTES = 1_000_000
EXIT_IN_USE = 3  # the command line's exit status for the same


def run(app: Any) -> None:
    """`python app.py`: CHISO_HOST and CHISO_PORT reach the server only this way."""
    settings.keep_private()
    _speak_utf8()
    host = os.environ.get("CHISO_HOST") or "127.0.0.1"
    port = _port(os.environ.get("CHISO_PORT") or "8501")
    if port and not _is_free(host, port):
        sys.exit(f"Cổng {port} đang được chương trình khác sử dụng. Hãy đặt CHISO_PORT thành một cổng khác.")
    with contextlib.suppress(KeyboardInterrupt):
        app.run(config={"server.address": host, "server.port": port, "browser.serverAddress": host})


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the data before the first request; close it after the last."""
    settings.keep_private()
    keep_little()
    _speak_utf8()
    address = str(st.get_option("server.address") or "0.0.0.0")
    served = process.Process(
        home=settings.default_home(),
        address=address,
        port=int(st.get_option("server.port")),
        must_sign_in=os.environ.get("CHISO_AUTH", "").strip().lower() == "required",
        hosts=frozenset(filter(None, os.environ.get("CHISO_HOSTS", "").lower().replace(",", " ").split())),
    )
    process.use(served)
    connections.install()
    loop.install(asyncio.get_running_loop())
    states.install()
    turns.install()
    unchanging.install()
    await asyncio.to_thread(_open, served)
    print(f"chiso sẵn sàng tại {served.url} (dừng: Ctrl+C)", flush=True)
    housekeeping = asyncio.create_task(_keep_house(served))
    try:
        yield {}
    finally:
        housekeeping.cancel()
        await asyncio.to_thread(served.close)


# What app.py gives to st.App: the addresses outside Streamlit, and the gate around all of it.
OPTIONS: Mapping[str, Any] = {
    "lifespan": lifespan,
    "routes": signin.ROUTES,
    "middleware": [Middleware(Gate)],
    "on_script_error": on_script_error,
}


def _open(served: process.Process) -> None:
    """Adopt the home's store; a demonstration that is not there, or not whole, is built in the background."""
    try:
        _write_log(served.home)
        home = homes.in_use(served.home)
        if Store.exists(home):
            with contextlib.suppress(homes.Unfinished):
                _adopt(served, homes.opened(home))
        if served.store is None or served.is_demonstration:
            threading.Thread(target=_demonstrate, args=(served,), name="demonstration", daemon=True).start()
    except InUse as error:
        print(error.message, file=sys.stderr, flush=True)
        os._exit(EXIT_IN_USE)  # inside the server's loop: an exception would end in an English traceback
    except ChisoError as error:
        served.failure = error.message
        print(error.message, file=sys.stderr, flush=True)


def _demonstrate(served: process.Process) -> None:
    """The demonstration of one agency, which is served while the others come in."""
    store = served.store
    if store is None:
        store = served.build_demonstration(served.home, partial(print, file=sys.stderr, flush=True))
        if store is None:
            return
        _adopt(served, store)
    served.add_to_demonstration(store)


def _adopt(served: process.Process, store: Store) -> None:
    _write_log(served.home)
    for finding in recovery.opened(store):
        LOG.warning("start: %s", finding["message"])
    served.adopt(store)
    link = served.first_administrator_link()
    if link:
        print(f"Chưa có quản trị viên. Mở đường dẫn dùng một lần này để tạo tài khoản: {link}", flush=True)


def _write_log(home: Path) -> None:
    """Errors with their numbers, beside the data: some megabytes at most."""
    there = logging.getLogger("chiso").handlers
    if not home.is_dir() or any(
        isinstance(handler, logging.handlers.RotatingFileHandler) for handler in there
    ):
        return
    file = logging.handlers.RotatingFileHandler(
        home / logs.LOG, maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    logs.write(file, logging.StreamHandler())


async def _keep_house(served: process.Process) -> None:
    while True:
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)
        await asyncio.to_thread(give_back)
        if served.accounts is None:
            continue
        try:
            await asyncio.to_thread(served.accounts.keep_up)
            await asyncio.to_thread(_begin_the_night, served)
            _look_into_folders(served)
            if served.store is not None:
                await asyncio.to_thread(waiting.sweep, served.store.home)
                if served.pages.are_open:
                    await asyncio.to_thread(_make_ready, served.store)
        except Exception:
            LOG.exception("housekeeping")


def _begin_the_night(served: process.Process) -> None:
    """The nightly backup, in a thread of its own: housekeeping goes on meanwhile."""
    store, running = served.store, served.night
    if store is not None and not (running and running.is_alive()) and nightly.is_due(store):
        served.night = threading.Thread(target=nightly.run, args=(store,), name="night", daemon=True)
        served.night.start()


def _look_into_folders(served: process.Process) -> None:
    """What came and what is to be written, in a thread of its own too: files may go in, a deck be made."""
    if served.store is not None:
        threading.Thread(target=_look, args=(served, served.store), name="folders", daemon=True).start()


def _look(served: process.Process, store: Store) -> None:
    served.inbox.look(store)
    served.outbox.look(store, _files)


def _make_ready(store: Store) -> None:
    """What everybody asks first of a new version. Imported at the first need, as `_files`."""
    from chiso.web.parts import ready

    ready.make(store)


def _files(store: Store) -> dict[str, bytes]:
    """What the office presents. Imported at the first need: the server starts without it, and a page that is opened
    meanwhile imports the same packages, which two threads at once cannot."""
    from chiso.present import after_import

    return after_import.files(store)


def _speak_utf8() -> None:
    """A Windows console may be set to a code page without Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        sys.exit(f"CHISO_PORT phải là số từ 0 đến 65535, không phải “{text}”.")
    return int(text)


def _is_free(host: str, port: int) -> bool:
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError:
        return False
    return True
