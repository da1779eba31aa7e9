"""What the tests of pages have at hand."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from chiso.store import Store
from chiso.web.shell.process import Process
from tests.worlds import small_home
from tests.worlds.apps import shown

T = TypeVar("T")


def finished(scene: Coroutine[Any, Any, T]) -> T:
    """What the scene answers, on a thread of its own: the browser of other tests may hold this thread's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


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
