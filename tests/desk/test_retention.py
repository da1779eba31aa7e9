"""Kept originals go when their time is over; figures, ledger and verify live on without them."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from chiso.commands import keeping
from chiso.core import clock
from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.desk import history
from chiso.intake.commit import batch, recovery
from chiso.store import Store, backup, ledger, originals
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN, audited_acts, purged

FIRST = [dossier("D1"), dossier("D2")]
LATER = datetime.now() + timedelta(days=800)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.bare(tmp_path / "home") as opened:
        yield opened


def kept(store: Store) -> set[str]:
    return {path.name for path in (store.home / originals.FOLDER).iterdir()}


def test_only_what_is_old_goes_and_everything_imported_stays(store: Store) -> None:
    number = World(store).number(FIRST, "31/3")
    assert history.purge(store, ADMIN, 730) == []
    assert len(kept(store)) == 1
    before = store.data_version
    (gone,) = purged(store, 730, now=LATER)
    assert (gone.import_id, gone.file_name) == (number, "tep.xlsx")
    assert kept(store) == set()
    assert set(World(store).known()) == {"D1", "D2"}
    assert store.data_version == before


def test_verify_and_the_next_start_do_not_miss_what_was_purged(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    purged(store, 730, now=LATER)
    assert recovery.is_in_step(store)
    assert recovery.verify(store) == []


def test_an_original_that_got_lost_otherwise_is_still_missed(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    World(store).number([dossier("D3")], "30/4", salt="x")
    purged(store, 730, now=LATER)
    World(store).number([dossier("D4")], "31/5", salt="y")
    for path in (store.home / originals.FOLDER).iterdir():
        path.unlink()
    assert [(row["code"], row["import_id"]) for row in recovery.verify(store)] == [("original_missing", 3)]


def test_a_purged_import_is_undone_and_brought_back_as_any_other(store: Store) -> None:
    number = World(store).number(FIRST, "31/3")
    purged(store, 730, now=LATER)
    batch.rollback(store, ADMIN, number)
    assert World(store).known() == {}
    batch.bring_back(store, ADMIN, number)
    assert set(World(store).known()) == {"D1", "D2"}
    assert recovery.verify(store) == []


def test_bytes_imported_again_later_are_kept_for_their_own_time(store: Store) -> None:
    world = World(store)
    number = world.number(FIRST, "31/3")
    purged(store, 730, now=LATER)
    batch.rollback(store, ADMIN, number)
    world.number(FIRST, "31/3")
    assert len(kept(store)) == 1
    assert recovery.verify(store) == []


def test_a_dry_run_only_says_what_would_go(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    (one,) = purged(store, 730, dry_run=True, now=LATER)
    assert one.import_id == 1
    assert len(kept(store)) == 1
    assert purged(store, 730, dry_run=True, now=LATER) == [one]


def test_what_a_restore_put_aside_goes_too(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    (name,) = kept(store)
    aside = store.home / "replaced" / "20240101" / originals.FOLDER
    aside.mkdir(parents=True)
    (aside / name).write_bytes(b"x")
    purged(store, 730, now=LATER)
    assert list(aside.iterdir()) == []


def test_purging_is_in_the_audit_log(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    purged(store, 730, now=LATER)
    line = audited_acts(store).iloc[0]
    assert (line["who"], line["what"]) == ("quan.tri", history.PURGED)
    assert json.loads(line["detail"]) == {"days": 730, "imports": [1]}


# When the machine's clock said that each of four files was imported (true: 1, 2, 3, 4 June 2023), and which of them a
# purge of 730 days takes on 2 June 2025 at noon, when the first two are old enough. The files speak of 2023's spring.
@pytest.mark.parametrize(
    ("said", "goes"),
    sample(
        [
            (("2023-06-01", "2023-06-02", "2023-06-03 18:00", "2023-06-04"), [1, 2]),
            (
                ("2023-06-01", "2001-01-01", "2023-06-03 18:00", "2023-06-04"),
                [1, 2],
            ),  # as old as the one before
            (
                ("2023-06-01", "2023-06-02", "2001-01-01", "2023-06-04"),
                [1, 2, 3],
            ),  # a day early: nothing tells
            (("2025-06-01", "2001-01-01", "2001-01-01", "2001-01-01"), []),  # no older than the one before
            (
                ("2001-01-01", "2001-01-01", "2001-01-01", "2001-01-01"),
                [1, 2, 3, 4],
            ),  # as old as what they speak of
            (
                ("2099-01-01", "2023-06-02", "2023-06-03 18:00", "2023-06-04"),
                [1, 2],
            ),  # as old as the next one
            (("2023-06-01", "2099-01-01", "2023-06-03 18:00", "2023-06-04"), [1]),
            (
                ("2023-06-01", "2023-06-02", "2023-06-03 18:00", "2099-01-01"),
                [1, 2],
            ),  # nothing tells: it stays
            (("2099-01-01", "2099-01-01", "2099-01-01", "2099-01-01"), []),
        ],
        1,
    ),
)
def test_a_clock_that_was_wrong_at_an_import_makes_it_no_older(
    store: Store, said: tuple[str, ...], goes: list[int]
) -> None:
    for number, moment in enumerate(said, start=1):
        with clock.at(f"{moment}+00:00" if ":" in moment else f"{moment} 00:00+00:00"):
            World(store).number([dossier(f"D{number}")], f"28/{number}/2023")
    now = datetime(2025, 6, 2, 12)
    assert [one.import_id for one in purged(store, 730, dry_run=True, now=now)] == goes


def test_a_clock_that_is_behind_at_the_purge_takes_nothing(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    assert purged(store, 1, now=datetime(2001, 1, 1)) == []


def test_less_than_a_day_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="từ 1 ngày"):
        history.purge(store, ADMIN, 0)


def test_the_command_says_what_went_and_which_backups_hold_originals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with fresh_home.bare(home) as opened:
        World(opened).number(FIRST, "31/3")
        copied = backup.backup(opened)
        monkeypatch.setattr(history, "utc_now", lambda: utc_now() + timedelta(days=400))
    monkeypatch.setenv("CHISO_ORIGINALS_DAYS", "500")
    assert keeping.purge(home, days=None, dry_run=False).document["purged"] == []
    answer = keeping.purge(home, days=365, dry_run=False)
    assert [row["import_id"] for row in answer.document["purged"]] == [1]
    assert answer.document["backups"] == [str(copied)]
    assert "Đã xóa tệp gốc của 1 lần nhập" in answer.lines[0]


def leave_unused(store: Store) -> str:
    """What an import leaves that is killed right after its original was kept; its digest."""
    looked = World(store).look([dossier("D9")], "31/5", salt="z")
    assert originals.keep(store.home, looked.result.sha256, looked.upload.content)
    return str(looked.result.sha256)


def test_an_original_of_which_no_import_tells_is_named_and_harms_nothing(store: Store) -> None:
    World(store).number(FIRST, "31/3")
    sha256 = leave_unused(store)
    (found,) = recovery.verify(store)
    assert (found["code"], found["part"], found["repaired"]) == ("original_unused", "originals", True)
    assert found["message"].startswith(f"Tệp gốc {sha256[:12]}… không thuộc lần nhập nào")
    assert recovery.is_in_step(store)


def test_the_next_import_of_the_same_file_uses_it(store: Store) -> None:
    sha256 = leave_unused(store)
    path = originals.path_of(store.home, sha256)
    before = path.stat().st_ino
    World(store).number([dossier("D9")], "31/5", salt="z")
    assert path.stat().st_ino == before
    assert recovery.verify(store) == []


def test_it_goes_when_its_time_is_over(store: Store) -> None:
    sha256 = leave_unused(store)
    assert history.purge(store, ADMIN, 730) == []
    (would,) = purged(store, 730, dry_run=True, now=LATER)
    assert kept(store) == {sha256}
    (gone,) = purged(store, 730, now=LATER)
    assert would == gone
    assert (gone.import_id, gone.file_name) == (None, f"{sha256[:12]}…")
    assert kept(store) == set()
    assert recovery.verify(store) == []
    (line,) = ledger.read(store.home).lines
    assert (line["action"], line["sha256"]) == ("purge", sha256)
    assert not ledger.read(store.home).damage
