"""What every test has at hand."""

import atexit
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

# Fixtures of the demonstration home for every test, the browser tests too.
from tests.worlds.demo_home import demo_home, demo_store, demo_template  # noqa: F401

# One key for every home of a run: tests copy homes.
os.environ.setdefault("CHISO_KEY_FILE", str(Path(tempfile.gettempdir()) / "chiso-tests.key"))
SHARED = Path(os.environ.get("CHISO_SHARED") or Path(__file__).resolve().parents[2] / "shared")

LONG = bool(os.environ.get("CHISO_LONG"))  # `python3 run.py test --long`: more days, examples, random acts


def examples(most: int) -> int:
    """How many examples Hypothesis tries: a third in a usual run, all of them in a long one."""
    return most if LONG else max(most // 3, 10)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public exports and real data beside the checkout; tests that need it skip without it."""
    if not (SHARED / "exports").is_dir():
        pytest.skip("no ../shared folder beside the checkout")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for the folder beside the checkout is marked `shared`; the rest must pass without it."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared")


def pytest_collection_finish(session: pytest.Session) -> None:
    """AppTest reads the metadata of every installed package for each page that it opens: once is enough."""
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _silence() -> None:
    """DuckDB's binding lists its types on standard error when the interpreter ends: not after pytest's summary."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


atexit.register(_silence)
