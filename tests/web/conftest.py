"""What the tests of pages have at hand."""

from collections.abc import Iterator

import pytest

from chiso.store import Store
from tests.worlds.apps import shown


@pytest.fixture
def demo(demo_store: Store) -> Iterator[Store]:
    """The demonstration that all tests share, before pages that only show."""
    with shown(demo_store):
        yield demo_store
