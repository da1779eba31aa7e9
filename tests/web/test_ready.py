"""What everybody asks first is asked before anybody opens a page, and only while somebody has one open."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chiso.people.actor import Actor
from chiso.store import Store
from chiso.web.parts import ready
from chiso.web.shell import launch
from chiso.web.shell.process import Identity, Process
from tests.conftest import LONG
from tests.web.conftest import finished
from tests.worlds.apps import noted, opened


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that were asked of figures and lists."""
    return noted(monkeypatch, "figures/", "lists/")


def test_the_first_to_open_the_overview_waits_for_no_figure(served: Process, read: list[str]) -> None:
    assert served.store is not None
    ready.make(served.store)
    assert len(read) > 10
    read.clear()
    assert not opened("tong_quan").exception
    assert read == []


def test_of_a_home_without_data_nothing_is_asked(tmp_path: Path, read: list[str]) -> None:
    with Store.open(tmp_path, create=True, agency="stp") as store:
        ready.make(store)
    assert read == ["figures/newest_as_of"]


@pytest.mark.skipif(not LONG, reason="it waits for half a minute's turns")
def test_it_is_made_again_and_again_while_somebody_has_a_page_open(
    served: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody looks a server keeps nothing in memory; what is at hand already is asked in 3 ms."""
    kept_house, made = [], []
    monkeypatch.setattr(launch, "_HOUSEKEEPING_SECONDS", 0.01)
    monkeypatch.setattr(launch, "_begin_the_night", kept_house.append)
    monkeypatch.setattr(launch, "_look_into_folders", lambda _: None)
    monkeypatch.setattr(ready, "make", made.append)

    async def house(until: list[Any]) -> None:
        keeping = asyncio.create_task(launch._keep_house(served))
        while len(until) < 3:
            await asyncio.sleep(0.01)
        keeping.cancel()

    finished(asyncio.wait_for(house(kept_house), 60))
    assert made == []
    with served.pages.opened(Identity(Actor("an", "viewer")), lambda: None):
        finished(asyncio.wait_for(house(made), 60))
    assert set(made) == {served.store}
