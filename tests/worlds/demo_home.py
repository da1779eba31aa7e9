"""Worlds that take long to build, each once for all runs of a day on the same sources, handed out as copies.

`demo_home` is a copy of the demonstration for a test that writes; `demo_store` is one open copy per worker for tests
that only read; `demo_template`, `hostile_template` and `half_year` are the built homes themselves: never open them.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chiso.store import Store
from tests.worlds.kept_homes import built_once


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


def _lived(folder: Path) -> Store:
    from tests.worlds import lived_home

    return lived_home.with_a_copy(folder)


HOMES: dict[str, Callable[[Path], Store]] = {
    "demo": _demo,
    "hostile": _hostile,
    "half-year": _half_year,
    "lived": _lived,
}


@pytest.fixture(scope="session")
def demo_template() -> Path:
    """The closed home with the demonstration data."""
    return built_once("demo", _demo)


@pytest.fixture(scope="session")
def hostile_template() -> Path:
    """The closed home full of hostile text (tests/worlds/hostile.py)."""
    return built_once("hostile", _hostile)


@pytest.fixture(scope="session")
def half_year() -> Path:
    """The closed home of the half-year (tests/worlds/half_year)."""
    return built_once("half-year", _half_year)


def lived() -> Path:
    """The folder of tests/worlds/lived_home.py: `home`, `copy`, `codes.json`."""
    return built_once("lived", _lived)


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
