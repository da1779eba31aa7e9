"""What every test has at hand."""

from pathlib import Path

import pytest

from tests.demo_home import demo_home, demo_store, demo_template  # noqa: F401

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public exports and real data beside the checkout; tests that need it skip without it."""
    if not (SHARED / "exports").is_dir():
        pytest.skip("no ../shared folder beside the checkout")
    return SHARED
