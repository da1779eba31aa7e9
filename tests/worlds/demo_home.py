"""Homes that take long to build: each once per run (shared by the xdist workers), handed out as copies.

`demo_home` is a copy of the demonstration for a test that writes; `demo_store` is one open copy per worker for tests
that only read; `demo_template` and `hostile_template` are the built homes themselves: never open them.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chiso.store import Store

_WAIT = 300  # seconds that a worker waits for the one that builds


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home with the demonstration data."""

    def build(home: Path) -> Store:
        from chiso import demo, homes  # here: a test run that needs no demonstration does not load it

        store = demo.build(home)
        store.set_fact(homes.OTHERS, "")  # one agency is enough: a server of a test adds none
        return store

    return built_once(tmp_path_factory, "demo", build)


@pytest.fixture(scope="session")
def hostile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home full of hostile text (tests/worlds/hostile.py)."""

    def build(home: Path) -> Store:
        from tests.worlds import hostile

        return hostile.build(home)

    return built_once(tmp_path_factory, "hostile", build)


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Store]) -> Path:
    """A closed home of all workers; whoever comes first builds it, the others wait."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    home, done, failed = (root / f"{name}-{state}" for state in ("template", "ready", "failed"))
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
        return home
    try:
        build(home).close()
    except BaseException as error:
        failed.write_text(repr(error))
        raise
    done.touch()
    return home


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
    with Store.open(copy_home(demo_template, tmp_path_factory.mktemp("demo") / "home")) as store:
        yield store
