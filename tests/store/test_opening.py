"""What was ended in the middle is put right at the next opening: files half-written, an init."""

import os
from pathlib import Path

import pytest

from chiso import homes, reference
from chiso.store import Store, whole
from tests.worlds import fresh_home


def test_what_was_half_written_goes_when_the_home_is_opened(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fresh_home.build(home).close()
    left = [
        "key-id.7.part",
        "originals/abc.7.part",
        "tmp/aside/chiso.duckdb",
        "tmp/staging/chiso.duckdb",
        "tmp/disk.test",
    ]
    for name in left:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("half")
    (home / "originals" / "abc").write_text("whole")
    with Store.open(home), Store.open(home):
        assert [name for name in left if (home / name).exists()] == []
        assert (home / "originals" / "abc").exists()


def test_init_that_was_killed_is_finished_at_the_next_start(tmp_path: Path) -> None:
    Store.open(tmp_path / "home", create=True, agency="stp").close()  # the tables are there, nothing in them
    with homes.opened(tmp_path / "home") as store:
        assert store.agency == "stp"
        assert "stp-vp" in set(reference.units(store, "stp")["unit"])


def test_name_of_a_new_home_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(whole, "sync_folder", synced.append)
    Store.open(tmp_path / "home", create=True, agency="stp").close()
    assert {tmp_path / "home", tmp_path} <= set(synced)


def test_database_that_was_half_made_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Store.open(home, create=True, agency="stp")
    assert not Store.exists(home)
    reference.init(home, "stp").close()
    assert Store.exists(home)
    assert [path.name for path in home.glob("*.part")] == []
