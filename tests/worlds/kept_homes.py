"""Homes that several workers begin with, each built once for all runs of a day on the same sources. What is handed out
is the home itself, closed: it is copied, never opened."""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from chiso.core.errors import InUse
from chiso.store import Store, lock

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = _ROOT / ".pytest_cache" / "homes"
_SOURCES = (
    "chiso/**/*.py",
    "queries/**/*.sql",
    "data/[!v]*",
    "data/[!v]*/**/*",
    "tests/worlds/**/*",
    "*.txt",
)
_MOST = 3  # sources whose homes are kept: somebody may be at work on two
_WAIT = 300  # seconds that a worker waits for the one that builds


def built_once(name: str, build: Callable[[Path], Store]) -> Path:
    """The closed home of that name; whoever comes first builds it, the others wait, later runs find it."""
    kept = of_these_sources() / name
    end = time.monotonic() + _WAIT
    while not kept.exists():
        try:
            with lock.held(_turn(kept)):
                if not kept.exists():
                    _keep(kept, build)
        except InUse:
            assert time.monotonic() < end, f"the home {name} was not built"
            time.sleep(0.05)
    return kept


def _turn(kept: Path) -> Path:
    """The folder that is locked by the one who builds."""
    folder = kept.with_name(f"{kept.name}-turn")
    folder.mkdir(exist_ok=True)
    return folder.resolve()


def _keep(kept: Path, build: Callable[[Path], Store]) -> None:
    """All of it or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build(home).close()
        part = kept.with_name(f"{kept.name}-{os.getpid()}")
        shutil.copytree(home, part)
    with suppress(OSError):  # another was first, where nothing can be locked
        part.rename(kept)


@cache
def of_these_sources() -> Path:
    """The folder of homes that a build of today would make again; those made longest ago go."""
    folder = _KEPT / digest(_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    for other in sorted(_KEPT.iterdir(), key=lambda one: one.stat().st_mtime)[:-_MOST]:
        shutil.rmtree(other, ignore_errors=True)
    return folder


def digest(root: Path) -> str:
    """What a home is made of: the sources, the packages, the day."""
    found = sorted({path for pattern in _SOURCES for path in root.glob(pattern) if path.is_file()})
    made_of = hashlib.sha256(repr((sys.version, date.today(), os.environ.get("CHISO_LONG"))).encode())
    for path in found:
        if path.suffix != ".pyc":
            made_of.update(repr(path).encode() + path.read_bytes())
    return made_of.hexdigest()[:16]
