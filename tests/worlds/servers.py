"""Real servers for tests, on a free port and a home of the test's own: what `python app.py` runs.

A server of a test is forked from a process that has imported the product (tests/worlds/warm.py): its start and the
first page of each kind took most of its time. Whoever is about the start itself, or measures, names the command.
"""

import importlib
import logging
import os
import pkgutil
import re
import runpy
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.worlds import forks, warm

ROOT = Path(__file__).resolve().parents[2]
APP = (sys.executable, "app.py")  # a start as everybody's
START_SECONDS = 90
_UMASK = 0o022  # a usual shell's
_ADDRESS = re.compile(r"http://[\d.]+:\d+")


@dataclass
class Server:
    """A running server; `output` is what it has printed so far."""

    address: str
    process: subprocess.Popen[str] | warm.Forked
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def tree(self) -> list[psutil.Process]:
        """The server and what it has started."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def resident_mb(self) -> float:
        """Resident memory of the whole process tree."""
        held = 0
        for one in self.tree():
            with suppress(psutil.NoSuchProcess):
                held += one.memory_info().rss
        return held / 1e6

    def cpu_seconds(self) -> float:
        """What the server and its ended children have used."""
        return float(sum(psutil.Process(self.process.pid).cpu_times()[:4]))


@contextmanager
def serving(
    home: Path,
    log: Path,
    command: Sequence[str] = (),
    folder: Path = ROOT,
    **environment: str,
) -> Iterator[Server]:
    """A server, once it answers; stopped gently at the end. A `command` is started anew, in a checkout's folder."""
    variables = {
        **os.environ,
        "CHISO_HOME": str(home),
        "CHISO_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    log.write_text("", encoding="utf-8")
    process = (
        _forked(log, variables)
        if warm.CAN_FORK and not command
        else _started(command or APP, folder, log, variables)
    )
    try:
        yield Server(_address(process, log), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _started(
    command: Sequence[str], folder: Path, log: Path, variables: dict[str, str]
) -> subprocess.Popen[str]:
    with log.open("w", encoding="utf-8") as out:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=variables,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            umask=_UMASK if os.name == "posix" else -1,
        )


def _forked(log: Path, variables: dict[str, str]) -> warm.Forked:
    return warm.Forked(__name__, {"log": str(log.resolve()), "environment": variables})


def prepare() -> None:
    """Everything that a server imports in its life; nothing is opened, no thread is started."""
    import app  # noqa: F401
    import chiso

    logging.disable(logging.WARNING)  # Streamlit: no server runs yet
    for module in pkgutil.walk_packages(chiso.__path__, "chiso."):
        if not module.name.endswith(("__main__", ".frame")):  # one is a command, the other a script
            importlib.import_module(module.name)
    logging.disable(logging.NOTSET)
    forks.ready()


def work(words: dict[str, Any]) -> int:
    """One server: `python app.py` in the folder, with the environment and the output that it is sent."""
    out = os.open(words["log"], os.O_WRONLY | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    os.umask(_UMASK)
    os.environ.clear()
    os.environ.update(words["environment"])
    sys.argv = ["app.py"]
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
    return 0


def _address(process: subprocess.Popen[str] | warm.Forked, log: Path) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        printed = [line for line in log.read_text(encoding="utf-8").splitlines() if "sẵn sàng" in line]
        found = _ADDRESS.search(printed[0]) if printed else None
        if found:
            try:
                opener.open(found[0] + "/suc-khoe", timeout=2).close()
                return found[0]
            except OSError:
                pass
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
