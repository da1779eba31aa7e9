"""What every test has at hand."""

import atexit
import gc
import hashlib
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import settings

from chiso.people import passwords
from chiso.store import Store

# Fixtures of the homes that are built once, for every test, the browser tests too.
from tests.worlds import forks, fresh_home, readers, trials
from tests.worlds.demo_home import demo_home, demo_store, demo_template, half_year, hostile_template  # noqa: F401
from tests.worlds.schemas import schemas  # noqa: F401

gc.disable()  # until the tests are collected: a quarter of that time went into looking for what may be forgotten


def _memory() -> str | None:
    """A disk in memory, where there is room for homes of tests: they wait for it fifty times in a second's work."""
    disk, most = Path("/dev/shm"), 4 << 30
    if disk.is_dir() and min(shutil.disk_usage(disk).free, psutil.virtual_memory().available // 2) > most:
        return str(disk)
    return None


# One key for every home of a run, whose workers inherit it: tests copy homes. And where all of it stands.
if "CHISO_KEY_FILE" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="ch-", dir=_memory(), ignore_cleanup_errors=True)
    os.environ["TMPDIR"] = tempfile.tempdir = _folder.name
    _keys = tempfile.TemporaryDirectory(prefix="chiso-tests-")
    os.environ["CHISO_KEY_FILE"] = str(Path(_keys.name) / "chiso.key")
    Path(os.environ["CHISO_KEY_FILE"]).write_bytes(hashlib.sha256(b"tests").digest())  # homes outlive a run
    Path(os.environ["CHISO_KEY_FILE"]).chmod(0o600)
    # what is freed is kept for the next that wants as much: a twentieth of the time in which a question is planned
    os.environ.setdefault("GLIBC_TUNABLES", "glibc.malloc.tcache_count=2000")
SHARED = Path(os.environ.get("CHISO_SHARED") or Path(__file__).resolve().parents[2] / "shared")

LONG = bool(os.environ.get("CHISO_LONG"))  # `python3 run.py test --long`: more days, examples, random acts

_HASHER = passwords._HASHER
forks.save_time()


def examples(most: int) -> int:
    """How many examples Hypothesis tries: a third in a usual run, all of them in a long one."""
    return most if LONG else max(most // 3, 10)


settings.register_profile("chiso", max_examples=examples(100), deadline=None)  # a busy machine is no fault
settings.load_profile("chiso")


def sample(everything: Sequence[Any], place: int = 0) -> Sequence[Any]:
    """Every third, at least one, of what a test walks through; another third with the next `place`. Long: all."""
    return everything if LONG else everything[place % min(3, len(everything) or 1) :: 3]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public exports and real data beside the checkout; tests that need it skip without it."""
    if not (SHARED / "exports").is_dir():
        pytest.skip("no ../shared folder beside the checkout")
    return SHARED


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whoever wants only the tests that read that folder does not load the other files, which are most of them."""
    is_asked_for_alone = config.option.markexpr == "shared" and collection_path.suffix == ".py"
    return True if is_asked_for_alone and not asks_for(collection_path) else None


def asks_for(path: Path) -> bool:
    """Whether a file names a fixture that reads the folder beside the checkout."""
    text = path.read_text(encoding="utf-8")
    return any(name in text for name in ("shared", "schemas"))


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Whoever asks for the folder beside the checkout is marked `shared`; the rest must pass without it."""
    for item in items:
        if "shared" in getattr(item, "fixturenames", ()):
            assert asks_for(item.path), (
                f"{item.path}: asks_for does not know the fixture that reads ../shared"
            )
            item.add_marker("shared")
    yield
    # first, as they wait longest; in one hand, which has the servers
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What costs most of many tests is done once: readers of files start, and AppTest reads, for each page that it
    opens, the metadata of every installed package, compiles its script, and asks a thousand times a second whether it
    has been run."""
    gc.freeze()  # what was collected stays to the end
    gc.set_threshold(20_000, 20, 100)  # a tenth of a test's time went into looking for cycles
    gc.enable()
    re._MAXCACHE = 5_000  # type: ignore[attr-defined]  # many pages use more patterns than the 512 that stay compiled
    readers.share()
    trials.share()
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner
        from streamlit.testing.v1 import local_script_runner

        local_script_runner.ScriptCache = cache(local_script_runner.ScriptCache)  # type: ignore[misc,assignment]
        local_script_runner.require_widgets_deltas = partial(
            _wait, local_script_runner.require_widgets_deltas
        )
        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _wait(asks: Callable[..., None], run: Any, timeout: float) -> None:
    """Until the script has been run; Streamlit's own function says that it takes too long."""
    run._script_thread.join(timeout)
    if run._script_thread.is_alive():
        asks(run, 0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty home of Sở Tư pháp for this test alone, where a file does not say another one."""
    with fresh_home.build(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of one that nobody has open."""
    fresh_home.build(tmp_path / "home").close()
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A server that a test opens in its own process leaves no log to the tests after it: what it wrote to is closed."""
    log = logging.getLogger("chiso")
    before, spread = log.handlers[:], log.propagate
    yield
    log.handlers[:], log.propagate = before, spread


@pytest.fixture
def slow_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are kept as the product keeps them."""
    monkeypatch.setattr(passwords, "_HASHER", _HASHER)


@pytest.fixture
def own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings start their child process as the product does."""
    monkeypatch.setattr("chiso.intake.files.process.subprocess", subprocess)


def _silence() -> None:
    """DuckDB's binding lists its types on standard error when the interpreter ends: not after pytest's summary."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


atexit.register(_silence)
