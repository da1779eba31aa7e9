"""What was ended in the middle is put right at the next opening: files half-written, an init."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chiso import demo, homes, reference
from chiso.__main__ import main
from chiso.core.errors import DamagedHome
from chiso.intake.commit import recovery
from chiso.people.accounts import Accounts, User
from chiso.store import DATABASE, Store, swap, whole
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN


def test_what_was_half_written_goes_when_the_home_is_opened(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fresh_home.build(home).close()
    left = [
        "key-id.7.part",
        "originals/abc.7.part",
        "backups/20261121-134318-924860/checked.json.7.part",
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


def test_restore_goes_on_where_a_power_cut_kept_both_names_of_what_it_moved(tmp_path: Path) -> None:
    """The names in the home and in `replaced` were on the disk, that they are gone from `restoring` was not."""
    staged = swap.stage(tmp_path)
    for folder, text in ((tmp_path, "old"), (staged, "new")):
        (folder / "originals").mkdir()
        for name in ("originals/a", "database"):
            (folder / name).write_text(text)
    (staged / "plan.json").write_text(json.dumps({"kept": "then", "names": ["originals", "database"]}))
    staged.rename(tmp_path / swap.READY)
    shutil.copytree(tmp_path / swap.READY, tmp_path / "again")
    swap.finish(tmp_path)
    (tmp_path / "again").rename(tmp_path / swap.READY)
    swap.finish(tmp_path)
    for name in ("originals/a", "database"):
        assert (tmp_path / name).read_text() == "new"
        assert (tmp_path / "replaced" / "then" / name).read_text() == "old"


def test_restore_killed_at_any_removal_of_what_it_staged_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException): ...

    removals = 5  # the lock, the folder of originals, the plan, the folder: and one more that never comes
    for after in range(removals):
        home = tmp_path / str(after)
        ready = home / swap.READY
        (ready / swap.FOUND).mkdir(parents=True)
        (ready / "chiso.lock").touch()
        (ready / "plan.json").write_text(json.dumps({"kept": "2024-03-31", "names": []}))
        left = iter(range(after))

        def once(remove: Callable[..., None], left=left) -> Callable[..., None]:
            def removed(*given: object, **more: object) -> None:
                if next(left, None) is None:
                    raise Killed
                remove(*given, **more)

            return removed

        with monkeypatch.context() as patched:
            for name in ("unlink", "rmdir"):
                patched.setattr(os, name, once(getattr(os, name)))
            if after < removals - 1:
                with pytest.raises(Killed):
                    swap.finish(home)
            else:
                swap.finish(home)
        swap.finish(home)
        assert not ready.exists()


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


# --- a database that a kill tore, in a home that holds nothing else ---------------------------------------------

Tear = Callable[[bytes], bytes]


def cut(whole: bytes) -> bytes:
    """Behind the three headers of 4,096 bytes: no block is whole."""
    return whole[: 12288 + 131072]


def without_list_of_blocks(whole: bytes) -> bytes:
    """The first block behind the three headers of 4,096 bytes; a block has 256 KB."""
    return whole[:12288] + bytes(262144) + whole[12288 + 262144 :]


def flipped_header(whole: bytes) -> bytes:
    return whole[:8] + bytes(byte ^ 1 for byte in whole[8:12]) + whole[12:]


def torn(home: Path, tear: Tear) -> bytes:
    """What its database is now."""
    path = home / DATABASE
    path.write_bytes(tear(path.read_bytes()))
    return path.read_bytes()


@pytest.mark.parametrize("tear", sample([cut, without_list_of_blocks, flipped_header]))
def test_new_home_whose_database_is_torn_is_new_again_after_restore(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tear: Tear
) -> None:
    home = tmp_path / "home"
    fresh_home.build(home).close()
    left = torn(home, tear)
    assert main(["--home", str(home), "verify"]) == 2
    assert "lệnh restore" in "".join(capsys.readouterr())
    assert main(["--home", str(home), "restore"]) == 0
    assert "Hãy chạy lệnh init" in capsys.readouterr().out
    assert [path.read_bytes() for path in home.glob(f"replaced/*/{DATABASE}")] == [left]
    assert not Store.exists(home)
    reference.init(home, "sct").close()  # of whichever agency: nothing is left of the first
    with homes.opened(home) as store:
        assert store.agency == "sct"
        assert recovery.verify(store) == []


def test_init_makes_a_new_home_whose_database_is_torn_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    fresh_home.build(home).close()
    left = torn(home, without_list_of_blocks)
    assert main(["--home", str(home), "init"]) == 0
    assert str(home / "replaced") in capsys.readouterr().out, "where the damaged one is"
    assert [path.read_bytes() for path in home.glob(f"replaced/*/{DATABASE}")] == [left]
    with homes.opened(home) as store:
        assert recovery.verify(store) == []


@pytest.mark.parametrize(
    "what", ["ledger.jsonl", "originals/0a", "backups/20240320-010000-000000/chiso.duckdb"]
)
@pytest.mark.parametrize("command", ["init", "restore", "demo"])
def test_torn_database_stays_where_anything_else_is_held(tmp_path: Path, what: str, command: str) -> None:
    home = tmp_path / "home"
    fresh_home.build(home).close()
    left = torn(home, without_list_of_blocks)
    (home / what).parent.mkdir(parents=True, exist_ok=True)
    (home / what).write_bytes(b"?")
    assert main(["--home", str(home), command]) == 2
    assert (home / DATABASE).read_bytes() == left
    assert not (home / "replaced").exists()


def test_first_start_of_the_demonstration_makes_its_torn_database_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    fresh_home.bare(home).close()
    (home / homes.UNFINISHED).touch()
    torn(home, without_list_of_blocks)
    monkeypatch.setattr(demo, "_import_all", lambda store, _: store.set_fact(homes.WHOLE, "0"))
    with demo.build(home) as store:
        assert store.fact("demonstration") == "true"
        assert "stp-vp" in set(reference.units(store, "stp")["unit"])
        assert recovery.verify(store) == []


def test_home_in_which_an_account_is_all_comes_back_from_its_ledger(tmp_path: Path) -> None:
    """Whatever the first act is, its line names the agency with which a new database begins."""
    home = tmp_path / "home"
    with fresh_home.build(home) as store:
        Accounts(store).add(ADMIN, User("nguoi.moi", role="editor"), "mật khẩu đủ dài 3")
    torn(home, cut)
    with pytest.raises(DamagedHome):
        reference.init(home, "stp")
    assert main(["--home", str(home), "restore"]) == 0
    with homes.opened(home) as store:
        assert store.agency == "stp"
        assert Accounts(store).sign_in("nguoi.moi", "mật khẩu đủ dài 3").outcome == "ok"
