"""Readings without the start of their child process: it is forked from one that has imported everything.

Nine tenths of a small file's reading are the start of `python -m chiso.intake.files.child`. Here the same `main` does
the same work under its own limits, in a process that lives for this reading alone; only the imports are shared, in one
process per worker. A test that is about the start asks for the fixture `own_child` (tests/conftest.py).
"""

import atexit
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CHILD = ["-m", "chiso.intake.files.child"]


def share() -> None:
    """From now on the readings of this process are forked, where it reads files at all and the system can do it."""
    process = sys.modules.get("chiso.intake.files.process")
    if process is not None and hasattr(os, "pidfd_open"):
        process.subprocess = SimpleNamespace(Popen=_started, DEVNULL=subprocess.DEVNULL)  # type: ignore[attr-defined]


def _started(command: list[str], **how: Any) -> Any:
    """A process of another kind (one that draws slides) is started as the product does."""
    return Forked(command[-1]) if command[1:-1] == CHILD else subprocess.Popen(command, **how)


class Forked:
    """To the parent of a reading what `subprocess.Popen` is."""

    def __init__(self, folder: str) -> None:
        self.returncode: int | None = None
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.connect(_address())
        self._line.send(folder.encode())
        self.pid = int(self._line.recv(20))

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        return (
            self.wait() if self.returncode is not None or select.select([self._line], [], [], 0)[0] else None
        )

    def wait(self) -> int:
        """The exit status."""
        if self.returncode is None:
            self.returncode = int(self._line.recv(20))
            self._line.close()
        return self.returncode

    def kill(self) -> None:
        """Ends it at once."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@cache
def _address() -> str:
    """The socket of the process that forks; it ends with this one."""
    folder = tempfile.mkdtemp(prefix="chiso-readers-", dir=os.environ.get("TMPDIR", "/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = f"{folder}/socket"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.worlds.readers", address],
        cwd=ROOT,
        env=os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert server.stdout is not None
    assert server.stdout.readline(), "the process that forks did not start"
    return address


def main(address: str) -> None:
    """Forks a child for each folder that is sent; answers with its number, then with its exit status."""
    from chiso.intake.files import child, csv_text, html_tables, spreadsheetml, workbooks  # noqa: F401

    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(address)
    listener.listen(64)
    print("ready", flush=True)
    running: dict[int, tuple[int, socket.socket]] = {}  # by what says that it has ended
    while True:
        for ready in select.select([0, listener.fileno(), *running], [], [])[0]:
            if ready == 0:
                return
            if ready == listener.fileno():
                line, _ = listener.accept()
                folder = line.recv(4096).decode()
                pid = os.fork()
                if not pid:
                    os.dup2(os.open(f"{folder}/stderr", os.O_WRONLY | os.O_CREAT), 2)
                    os._exit(child.main(Path(folder)))
                line.send(str(pid).encode())
                running[os.pidfd_open(pid)] = pid, line
            else:
                pid, line = running.pop(ready)
                os.close(ready)
                with line, suppress(BrokenPipeError):
                    line.send(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


if __name__ == "__main__":
    main(sys.argv[1])
