"""What nothing needs any more leaves the process: by the housekeeping, not after every run of a page."""

import asyncio
import gc
import os
import platform
import subprocess
import sys
import threading
import tomllib
import weakref
from pathlib import Path

import pandas as pd
import psutil
import pytest
from streamlit.runtime.caching.cache_data_api import get_data_cache_stats_provider
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import WStates
from streamlit.testing.v1 import AppTest

from chiso.core.memory import give_back, keep_little
from chiso.core.settings import MB, ROOT, Limits
from chiso.store import Store
from chiso.web.parts import opening
from chiso.web.shell import context, launch, states
from chiso.web.shell.process import Process
from tests.web.conftest import finished
from tests.worlds.apps import opened


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_what_only_holds_itself_goes() -> None:
    gc.disable()
    try:
        left = weakref.ref(Ring())
        assert left() is not None
        give_back()
        assert left() is None
    finally:
        gc.enable()


def test_a_run_of_a_page_does_not_look_through_all_objects(demo: Store) -> None:
    usual, looked = gc.get_threshold(), []
    opened("quan_tri")
    gc.set_threshold(700, 10, 10)  # Python's own
    keep_little()
    gc.callbacks.append(lambda phase, _: looked.append(phase))
    try:
        assert not opened("quan_tri").exception
        assert len(looked) <= 2  # one pass, begun and ended
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*usual)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps freed pages between others")
def test_freed_pages_go_back_to_the_system() -> None:
    blocks = [bytearray(1000) for _ in range(100_000)]
    last = bytearray(1000)  # above them: the heap cannot shrink by itself
    full = psutil.Process().memory_info().rss
    blocks.clear()
    give_back()
    assert full - psutil.Process().memory_info().rss > 60 * MB
    assert len(last) == 1000


LARGE_BLOCKS = """
import ctypes
from chiso.core.memory import keep_little

class Held(ctypes.Structure):  # struct mallinfo2
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd u f o k c".split()]

keep_little()
for _ in range(2):  # the first that is freed would make the heap the place of the next
    large = None
    large = bytearray(20_000_000)
find = ctypes.CDLL(None).mallinfo2
find.restype = Held
print(find().hblkhd)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc alone")
def test_large_blocks_are_in_no_heap_and_leave_at_once() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LARGE_BLOCKS], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert int(told.stdout) >= 20 * MB


def test_arrow_takes_its_memory_where_all_else_does() -> None:
    begun = "import streamlit; from chiso.web.shell import launch; import pyarrow"  # as app.py does
    asked = f"{begun}; print(pyarrow.default_memory_pool().backend_name)"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True, text=True, cwd=ROOT, check=True,
        env={name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"},
    )  # fmt: skip
    assert told.stdout.split() == ["system"]


LEFT = """
import streamlit as st

if not st.session_state.get("left"):
    st.button("Mở", key="opened", on_click=lambda: None)
st.checkbox("Rời trang", key="left")
"""


def test_a_widget_that_is_drawn_no_more_is_forgotten_with_what_it_would_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(WStates, "remove_stale_widgets", WStates.remove_stale_widgets)
    monkeypatch.setattr(SafeSessionState, "filtered_state", SafeSessionState.filtered_state)
    states.install()
    app = AppTest.from_string(LEFT).run()

    def kept() -> set[str]:
        known = app.session_state._state._state._new_widget_state.widget_metadata
        return {name.rpartition("-")[2] for name in known}

    assert kept() == {"opened", "left"}
    app.checkbox(key="left").check().run()
    assert kept() == {"left"}
    app.checkbox(key="left").uncheck().run()
    assert kept() == {"opened", "left"}
    assert not app.exception


def test_a_row_that_opens_its_record_holds_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.view, "turn", lambda: "")
    rows = pd.DataFrame({opening.RECORD: ["dossiers:H1", "dossiers:H2"]})
    look, left = opening.look(rows, "bang"), weakref.ref(rows)
    del rows
    gc.collect()
    assert left() is None
    opened: list[str] = []
    monkeypatch.setattr(opening, "opens", opened.append)
    monkeypatch.setattr(opening.view, "clicked", lambda *_: [(1, None)])
    look["on_select"]()
    assert opened == ["dossiers:H2"]


def test_streamlit_does_not_collect_after_every_run() -> None:
    settings = tomllib.loads(Path(ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"] == {"postScriptGC": False, "magicEnabled": False}


def test_the_housekeeping_gives_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(launch, "give_back", done.set)
    monkeypatch.setattr(launch, "_HOUSEKEEPING_SECONDS", 0)

    async def kept() -> None:
        task = asyncio.create_task(launch._keep_house(Process(tmp_path)))
        await asyncio.to_thread(done.wait, 5)
        task.cancel()

    finished(kept())
    assert done.is_set()


def test_the_answers_kept_for_pages_are_bounded_by_bytes(tmp_path: Path) -> None:
    asked = []

    def answer(_store: Store, number: int) -> bytes:
        asked.append(number)
        return bytes(MB)

    with Store.open(tmp_path / "home", create=True) as store:
        for number in range(100):
            context.kept(store, answer, number)
        held = sum(
            one.byte_length
            for family in get_data_cache_stats_provider().get_stats().values()
            for one in family
        )
        assert 25 * MB < held <= Limits().kept_bytes == 32 * MB
        context.kept(store, answer, 99)  # the last ones stay
        context.kept(store, answer, 0)  # the first ones went
    assert asked == [*range(100), 0]
    context._kept.clear()  # type: ignore[attr-defined]
