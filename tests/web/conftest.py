"""What the tests of pages have at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso.store import Store
from chiso.web.shell.process import Process
from tests.worlds import small_home
from tests.worlds.apps import shown


@pytest.fixture
def demo(demo_store: Store) -> Iterator[Store]:
    """The demonstration that all tests share, before pages that only show."""
    with shown(demo_store):
        yield demo_store


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Process]:
    """A small home of the test's own, before pages that change something."""
    with small_home.build(tmp_path / "home") as store, shown(store) as running:
        yield running
