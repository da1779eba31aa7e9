"""Homes that take long to build: each once for all runs of a day on the same sources, handed out as copies.

`demo_home` is a copy of the demonstration for a test that writes; `demo_store` is one open copy per worker for tests
that only read; `demo_template`, `hostile_template` and `half_year` are the built homes themselves: never open them.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from chiso.store import Store

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


def _demo(home: Path) -> Store:
    from chiso import demo, homes  # here: a test run that needs no demonstration does not load it

    store = demo.build(home)
    store.set_fact(homes.OTHERS, "")  # one agency is enough: a server of a test adds none
    return store


def _hostile(home: Path) -> Store:
    from tests.worlds import hostile

    return hostile.build(home)


def _half_year(home: Path) -> Store:
    from tests.worlds.half_year import home as world

    return world.build(home)


HOMES: dict[str, Callable[[Path], Store]] = {"demo": _demo, "hostile": _hostile, "half-year": _half_year}


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home with the demonstration data."""
    return built_once(tmp_path_factory, "demo", _demo)


@pytest.fixture(scope="session")
def hostile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home full of hostile text (tests/worlds/hostile.py)."""
    return built_once(tmp_path_factory, "hostile", _hostile)


@pytest.fixture(scope="session")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home of the half-year (tests/worlds/half_year)."""
    return built_once(tmp_path_factory, "half-year", _half_year)


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Store]) -> Path:
    """A closed home of all workers; whoever comes first builds it, the others wait, later runs find it."""
    kept = _of_these_sources() / name
    if kept.exists():
        return kept
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    done, failed = (root / f"{name}-{state}" for state in ("ready", "failed"))
    try:
        (root / f"{name}-lock").mkdir()
    except FileExistsError:
        end = time.monotonic() + _WAIT
        while not done.exists():
            if failed.exists() or time.monotonic() > end:
                pytest.fail(
                    f"the home {name} was not built: "
                    + (failed.read_text() if failed.exists() else "timeout")
                )
            time.sleep(0.1)
        return kept
    try:
        keep(name, build)
    except BaseException as error:
        failed.write_text(repr(error))
        raise
    done.touch()
    return kept


def keep(name: str, build: Callable[[Path], Store]) -> None:
    """Makes a home where later runs of the day find it, if none is there: all of it or nothing."""
    kept = _of_these_sources() / name
    if kept.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / name
        build(home).close()
        part = kept.with_name(f"{name}-{os.getpid()}")
        shutil.copytree(home, part)
    with suppress(OSError):  # another run was first
        part.rename(kept)


@cache
def _of_these_sources() -> Path:
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


def copy_home(template: Path, target: Path) -> Path:
    """A copy of a closed home without its written export files."""
    shutil.copytree(template, target, ignore=shutil.ignore_patterns("demo-exports", "tmp"))
    return target


@pytest.fixture
def demo_home(demo_template: Path, tmp_path: Path) -> Path:
    """A demonstration home of this test alone."""
    return copy_home(demo_template, tmp_path / "demo-home")


@pytest.fixture(scope="session")
def demo_store(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration opened for reading, once per worker."""
    home = copy_home(demo_template, tmp_path_factory.mktemp("demo") / "home")
    with Store.open(home) as store:
        yield store
