"""Real servers for tests: `python app.py` on a free port and a home of the test's own."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
_ADDRESS = re.compile(r"http://[\d.]+:\d+")


@dataclass
class Server:
    """A running server; `output` is what it has printed so far."""

    address: str
    process: subprocess.Popen[str]
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
    command: Sequence[str] = (sys.executable, "app.py"),
    folder: Path = ROOT,
    **environment: str,
) -> Iterator[Server]:
    """`python app.py` of the checkout in `folder`, on a free port, once it answers; stopped gently at the end."""
    variables = {
        **os.environ,
        "CHISO_HOME": str(home),
        "CHISO_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=variables,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
            umask=0o022 if os.name == "posix" else -1,  # a usual shell's
        )
        try:
            yield Server(_address(process, log), process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[str], log: Path) -> str:
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
