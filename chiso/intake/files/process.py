"""Starts the child process, watches it, and takes its answer."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.core.settings import ROOT, Limits
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import FULL, Job, Reading, Sheet, sheet_file, with_inserted
from chiso.store import disk

# How often the memory of a child is looked at where the system cannot cap it.
WATCH_SECONDS = 0.05
PREFIX = "chiso-reading-"
# A folder of that age was left by a process that was killed: no reading takes so long.
STALE_SECONDS = 3_600
# So many files are read at once; more would only share the same processors and add up their memory.
SEATS = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))


class ReadingFailed(Exception):
    """The child broke down by a mistake of the program; the text is its traceback, without texts of cells."""


class Child:
    """One reading. Use as a context manager: leaving it ends the process and deletes every temporary file.

    `module`: what runs in the process. The folder is readable by this user alone (mkdtemp: 0700), since the files hold
    citizens' data.
    """

    module = "chiso.intake.files.child"

    def __init__(self, file_name: str, kind: str, content: bytes | Path, limits: Limits) -> None:
        self.file_name = file_name
        self.limits = limits
        self.kind = kind
        self.content = content
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        SEATS.acquire()
        try:
            _sweep()
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        except BaseException:
            SEATS.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
            shutil.rmtree(self.folder, ignore_errors=True)
        finally:
            SEATS.release()

    def start(self, windows: dict[str, tuple[int, int]] | None = None) -> None:
        """Starts reading; returns at once. `windows`: how many rows and columns of some sheets to read."""
        path = self.content if isinstance(self.content, Path) else self.folder / f"content.{self.kind}"
        if isinstance(self.content, bytes) and not path.exists():
            _write(path, self.content)
        job = Job(
            self.file_name, self.kind, str(path.resolve()), self.limits, str(self.folder), windows or {}
        )
        _write(self.folder / "job.json", json.dumps(asdict(job)).encode())
        environment = os.environ | {
            "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve address space, which is capped
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
        }
        with open(self.folder / "stderr", "wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, str(self.folder)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def stop(self) -> None:
        """Ends the process if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait(self) -> Reading:
        """The answer; raises what `ended` raises."""
        self.ended()
        return self._answer()

    def ended(self) -> None:
        """Waits for the end; raises the child's refusal or failure, or what its death or its time stands for."""
        assert self.process is not None
        self._watch(self.process)
        status = self.process.returncode
        if status == FULL:
            raise disk.failed()
        error_file = self.folder / "error.json"
        if error_file.exists():
            raise self._failure(json.loads(error_file.read_text(encoding="utf-8")))
        if status == 0 and (self.folder / "answer.json").exists():
            return
        if status < 0 and -status == getattr(signal, "SIGXCPU", 0):
            raise refusal("too_slow", self.file_name)
        stderr = (self.folder / "stderr").read_text(encoding="utf-8", errors="replace")
        if status == 1 and "MemoryError" not in stderr:  # Python's own end: our mistake
            raise ReadingFailed(stderr)
        raise refusal("too_much_memory", self.file_name)

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Waits for the end; a second thread ends the child when its time or its memory is over.

        `Popen.wait` with a time-out would poll, which costs up to 50 ms a file.
        """
        ended = threading.Event()
        verdicts: list[Refused] = []

        def guard() -> None:
            deadline = time.monotonic() + self.limits.child_seconds
            # Elsewhere than on Linux the system does not cap the memory.
            memory = None if sys.platform.startswith("linux") else _memory_of(process.pid)
            while not ended.wait(WATCH_SECONDS if memory else self.limits.child_seconds):
                if time.monotonic() >= deadline:
                    verdicts.append(refusal("too_slow", self.file_name))
                elif memory and memory() > self.limits.child_memory_bytes:
                    verdicts.append(refusal("too_much_memory", self.file_name))
                if verdicts:
                    process.kill()
                    return

        guardian = threading.Thread(target=guard, daemon=True, name="chiso-reading-guard")
        guardian.start()
        process.wait()
        ended.set()
        guardian.join()
        if verdicts:
            raise verdicts[0]

    def _failure(self, error: dict[str, Any]) -> Exception:
        if error.get("errno") and disk.is_of_the_disk(OSError(error["errno"], "")):
            return disk.failed()
        if "trace" in error:
            return ReadingFailed(error["trace"])
        if "reason" in error:
            return refusal(error["reason"], self.file_name)
        return Refused(error["code"], error["message"])

    def _answer(self) -> Reading:
        text = json.loads((self.folder / "answer.json").read_text(encoding="utf-8"))
        sheets = []
        for number, facts in enumerate(text["sheets"]):
            with pa.OSFile(str(sheet_file(self.folder, number))) as file:
                table = pa.ipc.open_file(file).read_all()
            if number == 0:
                table = with_inserted(table, text["inserted"])
            merges, ragged = ([tuple(place) for place in facts[name]] for name in ("merges", "ragged"))
            sheets.append(Sheet(**facts | {"table": table, "merges": merges, "ragged": ragged}))
        warnings = [(code, sentence) for code, sentence in text["warnings"]]
        return Reading(sheets, self.kind, text["encoding"], warnings)


def _sweep() -> None:
    """Deletes what killed processes left in the temporary folder: it holds citizens' data."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def _memory_of(pid: int) -> Any:
    import psutil

    process = psutil.Process(pid)

    def memory() -> int:
        try:
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0

    return memory
