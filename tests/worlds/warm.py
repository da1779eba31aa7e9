"""Processes that have imported everything before they begin: each is forked from one that did so once per worker.

A module of this folder says what is ready (`prepare`) and what a process does with the words that it is sent (`work`,
whose answer is the exit status); one whose processes want no more than is ready for another's has them forked there
(`by`). Whoever asks for one holds what is to him a `subprocess.Popen`.
"""

import atexit
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
CAN_FORK = hasattr(os, "pidfd_open")  # Linux; elsewhere everything is started anew
_LONGEST = 200_000  # bytes of a message: the environment is a part of it


class Forked:
    """One process at work, forked with these words."""

    def __init__(self, module: str, words: dict[str, Any], by: str = "", **environment: str) -> None:
        self.returncode: int | None = None
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.connect(_address(by or module, tuple(sorted(environment.items()))))
        self._line.send(json.dumps([module, words]).encode())
        self.pid = int(self._line.recv(20))

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        return self.wait() if self.returncode is not None or self._has_ended(0) else None

    def wait(self, timeout: float | None = None) -> int:
        """The exit status. subprocess.TimeoutExpired where it still runs after so many seconds."""
        if self.returncode is None:
            if not self._has_ended(timeout):
                raise subprocess.TimeoutExpired("forked", timeout or 0)
            self.returncode = int(self._line.recv(20))
            self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """To the process, where it still runs."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Ends it at once."""
        self.send_signal(signal.SIGKILL)

    def _has_ended(self, timeout: float | None) -> bool:
        return bool(select.select([self._line], [], [], timeout)[0])


def begin(module: str, **environment: str) -> None:
    """Starts the process that forks before it is asked for one: whoever forks by himself has it in all his children."""
    _address(module, tuple(sorted(environment.items())))


def stand_in(name: str, **calls: Any) -> None:
    """What a module of the product asks `subprocess` for is asked here, where it is loaded and the system can fork."""
    module = sys.modules.get(name)
    if module is not None and CAN_FORK:
        module.subprocess = SimpleNamespace(  # type: ignore[attr-defined]
            DEVNULL=subprocess.DEVNULL, TimeoutExpired=subprocess.TimeoutExpired, **calls
        )


def run(
    module: str, words: dict[str, Any], *, env: Mapping[str, str], timeout: float, by: str = ""
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run`: a process with these words and that environment, its exit status and both outputs.
    subprocess.TimeoutExpired where it takes longer. Its `work` begins with `take_over`."""
    with tempfile.TemporaryDirectory(prefix="chiso-said-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = Forked(module, words | {"out": str(out), "err": str(err), "environment": {**env}}, by=by)
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        return subprocess.CompletedProcess([module], status, out.read_text("utf-8"), err.read_text("utf-8"))


def take_over(words: dict[str, Any]) -> None:
    """In a child of `run`: its outputs and its environment."""
    say_into(1, words["out"])
    say_into(2, words["err"])
    os.environ.clear()
    os.environ.update(words["environment"])


def say_into(number: int, path: str) -> None:
    """In the child: what it writes into that descriptor goes into a file."""
    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)


@cache
def _address(module: str, environment: tuple[tuple[str, str], ...]) -> str:
    """The socket of the process that forks; it ends with this one."""
    # not in a test's own folder: its name is too long for a socket's
    folder = tempfile.mkdtemp(prefix="chiso-warm-", dir="/tmp")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address = f"{folder}/socket"
    server = subprocess.Popen(
        [sys.executable, "-m", __name__, module, address],
        cwd=ROOT,
        env=os.environ | dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert server.stdout is not None
    assert server.stdout.readline(), "the process that forks did not start"
    return address


def main(name: str, address: str) -> NoReturn:
    """Forks a process for each message; answers with its number, then with its exit status. The last end with it."""
    importlib.import_module(name).prepare()
    gc.freeze()  # the children share what is there: nobody looks through it again
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(address)
    listener.listen(64)
    print("ready", flush=True)
    running: dict[int, tuple[int, socket.socket]] = {}  # by what says that it has ended
    while True:
        for ready in select.select([0, listener.fileno(), *running], [], [])[0]:
            if ready == 0:
                for pid, _ in running.values():
                    os.kill(pid, signal.SIGKILL)
                os._exit(0)  # nothing is written after pytest's summary
            if ready == listener.fileno():
                line, _ = listener.accept()
                asked = json.loads(line.recv(_LONGEST))
                pid = os.fork()
                if not pid:
                    _be_alone(listener, line, running)
                    _work(*asked)
                line.send(str(pid).encode())
                running[os.pidfd_open(pid)] = pid, line
            else:
                pid, line = running.pop(ready)
                os.close(ready)
                with line, suppress(BrokenPipeError):
                    line.send(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


def _be_alone(
    listener: socket.socket, line: socket.socket, running: dict[int, tuple[int, socket.socket]]
) -> None:
    """In the child: nothing of the parent's and of its other children's stays open."""
    for one in (listener, line, *(other for _, other in running.values())):
        one.close()
    for descriptor in running:
        os.close(descriptor)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)


def _work(module: str, words: dict[str, Any]) -> NoReturn:
    """Ends as the interpreter does, without what is only for its end."""
    status = 1
    try:
        status = importlib.import_module(module).work(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter itself
        traceback.print_exc()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])
