"""Whatever people did stands in the ledger: originals, ledger and key alone give the home back, and a backup is gone on
from to the last line."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial, partialmethod
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from chiso.__main__ import main
from chiso.commands import asking, keeping
from chiso.core.clock import read, utc_now
from chiso.core.errors import DamagedHome, Refused
from chiso.desk import attaching, kept_decks, meetings, nightly, office
from chiso.intake.commit import recovery, replaying
from chiso.people import acts
from chiso.people.accounts import Accounts
from chiso.store import DATABASE, Store, backup, disk, ledger, originals, swap
from chiso.web.admin import journal
from tests.conftest import LONG, sample
from tests.worlds import demo_home
from tests.worlds.lived_home import in_two_steps, put, whole
from tests.worlds.people import ADMIN, purged


def figures_of(home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["--home", str(home), "--json", "indicators", "--by", "unit"]) == 0
    return capsys.readouterr().out


@pytest.fixture(scope="module")
def lived() -> Path:
    """The folder of a home in which every kind of act was done, with a backup from the middle."""
    folder = demo_home.lived()
    # sums are attached where nothing was imported (tests/desk/test_attached.py)
    done = {line["action"] for line in ledger.read(folder / "home").lines}
    assert done == {*acts.redos(), "link_given"} - {ledger.PURGE, attaching.ATTACHED, attaching.DETACHED}
    return folder


def test_journal_has_words_for_every_detail_of_every_act(folder: Path) -> None:
    since, until = datetime(2000, 1, 1), utc_now() + timedelta(days=1)
    with Store.open(folder / "home") as store:
        lines = store.rows("changes/audit", since=since, until=until)
    keys = {key for line in lines for key in json.loads(line["detail"])}
    assert keys >= {"sha256", "automatic"}
    assert keys - journal.KEYS.keys() == set()


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(lived, tmp_path / "lived", copy_function=shutil.copy2)


def lose(home: Path) -> None:
    (home / DATABASE).unlink()


def flip(home: Path) -> None:
    """One bit in each block, so that none of it can be read."""
    content = bytearray((home / DATABASE).read_bytes())
    for place in range(3 * 4096 + 100, len(content), 4096):
        content[place] ^= 1
    (home / DATABASE).write_bytes(content)


@pytest.mark.parametrize(
    ("backup_name", "damage"),
    [(None, lose), *([("copy", flip), (None, flip), ("copy", lose)] if LONG else ())],
)
def test_damaged_database_comes_back_whole(
    folder: Path, damage: Any, backup_name: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    home = folder / "home"
    before, figures = whole(home), figures_of(home, capsys)
    damage(home)
    answer = keeping.restore(home, folder / backup_name if backup_name else None, False)
    assert (answer.status, answer.document["not_redone"]) == (0, [])
    assert [row["import_id"] for row in answer.document["redone"] if row["code"] == "reimported"] == (
        [2, 3, 4, 5] if backup_name else [1, 2, 3, 4, 5]
    )
    after = whole(home)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    assert after.keys() == before.keys()
    assert figures_of(home, capsys) == figures
    with Store.open(home) as store:
        assert recovery.verify(store) == []
        people = Accounts(store)
        of_before = json.loads((folder / "codes.json").read_text())["hai.buoc"][2]
        assert people.sign_in("chi.huy", "mật khẩu đủ dài 2").outcome == "ok"
        assert people.second.required() == {"uploader"}
        assert in_two_steps(people, "hai.buoc", 1, of_before) == "wrong"  # replaced by new ones
        lines = ledger.read(home).lines
        assert len(lines) == len(ledger.read(folder / "home" / "replaced" / answer.document["kept"]).lines)
        if backup_name is None:
            decks_bear_the_moments_of_their_acts(store, lines)


def decks_bear_the_moments_of_their_acts(store: Store, lines: Sequence[Mapping[str, Any]]) -> None:
    """When each was kept, and when two of them left the list, one of these for a while."""
    names = (meetings.DECK_KEPT, kept_decks.REMOVED, kept_decks.RETURNED)
    acted = {name: [read(line["at"]) for line in lines if line["action"] == name] for name in names}
    rows = store.rows("reference/whole", {"table": ("decks",)})
    marks = store.rows("reference/whole", {"table": ("seen_findings",)})
    assert sorted(row["kept_at"] for row in rows) == acted[meetings.DECK_KEPT]
    turns = {row["title"]: row["turned_at"] for row in rows}
    back, away = acted[kept_decks.REMOVED]
    assert turns["Giao ban hai"] == [back, *acted[kept_decks.RETURNED]]
    assert (turns["Giao ban ba"], turns["Giao ban cuối quý"]) == ([away], [])
    assert {row["subject"] for row in marks} >= {"Giao ban cuối quý: Hồ sơ quá hạn"}


def test_damage_is_said_in_vietnamese_and_the_engines_words_go_to_the_log(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = folder / "home"
    flip(home)
    assert main(["--home", str(home), "--json", "verify"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["error"] == {"code": "damaged_home", "part": "database", "message": err.strip()}
    assert err.startswith("Cơ sở dữ liệu chiso.duckdb bị hỏng")
    assert "checksum" not in err.lower()
    assert "checksum" in (home / "chiso.log").read_text().lower()


@pytest.mark.skipif(not LONG, reason="in a usual run a database without its beginning")
def test_a_block_that_nothing_reads_before_restoring_looks_for_pictures_is_damage_too(folder: Path) -> None:
    """The database opens, and figures are told: only the table of decks cannot be read."""
    home = folder / "home"
    before = whole(home)
    with duckdb.connect(str(home / DATABASE)) as database:
        asked = "select max(block_id) from pragma_storage_info('decks') where column_name = 'choice'"
        ((block,),) = database.execute(asked).fetchall()
    bent(home / DATABASE, 3 * 4096 + block * 262_144 + 100)  # behind the file's three headers
    with Store.open(home) as store, pytest.raises(DamagedHome):
        store.rows("giaoban/pictures")
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["not_redone"]) == (0, [])
    assert answer.document["kept"] is not None
    assert whole(home) == before


def test_backup_is_found_where_an_administrator_had_it_made(folder: Path) -> None:
    home = folder / "home"
    with Store.open(home) as store:
        nightly.choose(store, ADMIN, str(folder), 3)
        backup.backup(store)
    lose(home)
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["redone"], answer.document["not_redone"]) == (0, [], [])


def test_backup_as_it_was_drops_what_came_after_it(folder: Path) -> None:
    home = folder / "home"
    answer = keeping.restore(home, folder / "copy", True)
    assert (answer.status, answer.document["redone"]) == (0, [])
    with Store.open(home) as store:
        assert [row["import_id"] for row in store.rows("imports/all")] == [1]
        assert recovery.verify(store) == []
        assert put(store, "H9", day=31) == 2  # work goes on from there


def test_sound_database_is_not_made_anew(folder: Path) -> None:
    home = folder / "home"
    before = (home / DATABASE).read_bytes()
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["kept"]) == (0, None)
    assert (home / DATABASE).read_bytes() == before


def bent(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.unlink()  # not what is linked to it
    path.write_bytes(content)


@pytest.mark.parametrize("backup_name", [None, "copy"])
def test_damaged_original_comes_from_a_backup_beside_the_sound_database(
    folder: Path, backup_name: str | None
) -> None:
    home = folder / "home"
    shutil.copytree(folder / "copy", home / "backups" / "20240320-010000-000000")
    before = whole(home)
    one, two, *_ = (line["sha256"] for line in ledger.read(home).imports().values())
    bent(originals.path_of(home, one), 40)
    bent(originals.path_of(home, two), 40)  # the backup does not have it
    answer = keeping.restore(home, folder / backup_name if backup_name else None, False)
    assert (answer.status, answer.document["kept"]) == (1, None)
    assert [(row["code"], row["import_id"]) for row in answer.document["redone"]] == [
        ("original_returned", 1)
    ]
    assert [(row["code"], row["import_id"]) for row in answer.document["not_redone"]] == [
        ("original_missing", 2)
    ]
    assert originals.has(home, one)
    assert whole(home) == before


@pytest.mark.parametrize("with_backup", [True, *([False] if LONG else ())])
def test_ledger_is_made_sound_again_beside_the_sound_database(folder: Path, *, with_backup: bool) -> None:
    home = folder / "home"
    elder = ledger.read(folder / "copy").tail[0]
    last = ledger.read(home).tail[0]
    if with_backup:
        shutil.copytree(folder / "copy", home / "backups" / "20240320-010000-000000")
    before = whole(home)
    (home / ledger.LEDGER).unlink()
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["kept"]) == (1, None)
    assert {row["code"] for row in answer.document["redone"]} >= {"ledger_mended", "ledger_line_added"}
    (named,) = answer.document["not_redone"]
    assert (named["code"], named["message"].split(" của ")[0]) == (
        "ledger_line_lost",
        "Dòng " + ", ".join(map(str, range(elder + 1 if with_backup else 1, last + 1))),
    )
    assert whole(home) == before
    with Store.open(home) as store:
        assert recovery.verify(store) == []
    (home / DATABASE).unlink()  # from now on the ledger gives back what it has
    assert keeping.restore(home, None, False).document["not_redone"] == []
    with Store.open(home) as store:
        assert {row["import_id"] for row in store.rows("imports/all")} == {1, 2, 3, 4, 5}


def test_home_without_its_database_is_no_empty_home(folder: Path) -> None:
    lose(folder / "home")
    for command in (asking.imports, keeping.verify):
        with pytest.raises(DamagedHome, match="chỉ còn nhật ký"):
            command(folder / "home")
    assert not (folder / "home" / DATABASE).exists()


def test_verify_reads_the_backups_too(folder: Path) -> None:
    home = folder / "home"
    with Store.open(home) as store:
        made = [backup.backup(store, home / "backups" / f"2024032{n}-010000-000000") for n in range(4)]
    assert keeping.verify(home).document == []
    bent(made[0] / DATABASE, 5_000)
    bent(next((made[1] / "originals").iterdir()), 40)
    (made[2] / "backup.json").write_text("{")
    answer = keeping.verify(home)
    assert answer.status == 2
    assert [(row["code"], row["part"]) for row in answer.document] == [("damaged_backup", "backup")] * 3
    assert all(str(bad) in row["message"] for bad, row in zip(made, answer.document, strict=False))


@pytest.mark.skipif(not LONG, reason="in a usual run other damages: test_damage.py")
def test_backup_with_a_rotted_original_is_not_taken_for_one_of_another_key(folder: Path) -> None:
    for one in (folder / "copy" / "originals").iterdir():
        bent(one, 40)
    assert keeping.restore(folder / "home", folder / "copy", False).status == 0


class Cut(Exception):
    """The process ends here."""


# In a usual run one as it was is killed: tests/store/test_kills.py.
@pytest.mark.parametrize("as_it_was", [False, *([True] if LONG else ())])
def test_restore_that_is_cut_off_goes_on_at_the_next_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, as_it_was: bool
) -> None:
    """At every rename (a third of them in a usual run): before the first the home is as it was, after it the restore
    goes on."""
    then = folder.parent / "then"
    shutil.copytree(folder, then)
    keeping.restore(then / "home", then / "copy", as_it_was)
    wanted, before = whole(then / "home"), whole(folder / "home")
    seen, end = 0, 0

    def counted(act: Callable[..., Any], *paths: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == end:
            raise Cut
        return act(*paths)

    monkeypatch.setattr(swap, "os", SimpleNamespace(replace=partial(counted, os.replace)))
    monkeypatch.setattr(swap.Path, "rename", partialmethod(lambda old, new: counted(os.rename, old, new)))
    renames = 7 if as_it_was else 5
    for end in (*sample(range(1, renames + 1)), renames + 1):
        seen = 0
        home = shutil.copytree(folder / "home", folder.parent / f"cut{end}")
        try:
            backup.restore(home, folder / "copy", no_backup, as_it_was=as_it_was)
        except Cut:
            with Store.open(home) as store:
                recovery.opened(store)
                assert recovery.verify(store) == []
            assert whole(home) == (wanted if end > 1 else before), end
            assert not (home / "restoring").exists()
        else:
            assert (seen, end) == (renames, renames + 1)


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def cut_off_by_a_full_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch, move: Callable[..., None]
) -> Iterator[None]:
    """A restore that ended at a move; inside the disk is still full."""
    with monkeypatch.context() as patched:
        patched.setattr(swap, "os", SimpleNamespace(replace=move))
        with pytest.raises(disk.StorageFull):
            backup.restore(folder / "home", folder / "copy", no_backup)
        yield


@pytest.mark.skipif(not LONG, reason="in a usual run one that was cut off")
def test_restore_that_a_full_disk_cuts_off_is_said_at_each_opening_until_there_is_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder / "home"
    before = whole(home)
    with cut_off_by_a_full_disk(folder, monkeypatch, full), pytest.raises(disk.StorageFull):
        Store.open(home)
    with Store.open(home) as store:
        recovery.opened(store)
    assert whole(home) == before


@pytest.mark.skipif(not LONG, reason="in a usual run one that was cut off")
def test_restore_that_was_cut_off_and_whose_plan_is_damaged_is_done_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder / "home"
    before = whole(home)
    with cut_off_by_a_full_disk(folder, monkeypatch, partial(_moved_then_full, home)):
        pass
    (home / swap.READY / "plan.json").write_text("{")
    assert not (home / DATABASE).exists()
    with pytest.raises(DamagedHome):
        Store.open(home)
    assert keeping.restore(home, folder / "copy", False).document["not_redone"] == []
    assert whole(home) == before


def _moved_then_full(home: Path, old: Path, new: Path) -> None:
    if old != home / DATABASE:
        full()
    os.replace(old, new)


def test_full_disk_while_a_torn_line_is_cut_off_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "home" / ledger.LEDGER).open("ab") as file:
        file.write(b'{"number": 99')
    with Store.open(folder / "home") as store:
        with monkeypatch.context() as patched:
            patched.setattr(ledger.os, "fsync", full)
            with pytest.raises(disk.StorageFull):
                recovery.opened(store)
        assert recovery.verify(store) == []


def no_backup(_folder: Path, _agency: str) -> None:
    pytest.fail("there is a backup")


@pytest.mark.skipif(not LONG, reason="in a usual run other full disks: test_disk.py")
def test_full_disk_while_doing_again_is_no_lost_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is not passed over: the next start does it again."""
    home = folder / "home"
    before = whole(home)
    redo = acts.redo

    def full(store: Store, line: Any, tail: Any) -> None:
        if line["action"] == "rollback":
            raise disk.StorageFull
        redo(store, line, tail)

    monkeypatch.setattr(acts, "redo", full)
    lose(home)
    with pytest.raises(disk.StorageFull):
        keeping.restore(home, folder / "copy", False)
    monkeypatch.undo()
    with Store.open(home) as store:
        recovery.opened(store)
    assert whole(home) == before


@pytest.mark.skipif(not LONG, reason="a rare case of a restore")
def test_what_purge_took_is_named(folder: Path) -> None:
    home = folder / "home"
    with Store.open(home) as store:
        purged(store, 1, now=utc_now() + timedelta(days=9))
    lose(home)
    answer = keeping.restore(home, None, False)
    assert answer.status == 1
    gone = [row for row in answer.document["not_redone"] if row["code"] == "purged"]
    assert {(row["import_id"], row["file"]) for row in gone} == {
        *((n, "ho_so.csv") for n in (1, 2, 3)),
        (4, "unit_scores.csv"),
        (5, "joint_dossiers.csv"),
    }
    with Store.open(home) as store:  # said once; what hangs on no import is there
        assert "purged" not in {row["code"] for row in recovery.verify(store)}
        assert recovery.is_in_step(store)
        assert len(office.entries(store, "stp", "dossiers")) == 3


def test_purged_original_of_a_backup_is_purged_again_and_its_rows_stay(folder: Path) -> None:
    home = folder / "home"
    with Store.open(home) as store:
        one = store.rows("imports/all")[0]
        purged(store, 1, now=utc_now() + timedelta(days=9))
    lose(home)
    answer = keeping.restore(home, folder / "copy", False)
    assert {row["import_id"] for row in answer.document["not_redone"] if row["code"] == "purged"} == {
        2,
        3,
        4,
        5,
    }
    assert not originals.path_of(home, one["sha256"]).exists()
    with Store.open(home) as store:
        assert [row["import_id"] for row in store.rows("imports/all")] == [1]


@pytest.mark.skipif(not LONG, reason="a rare case of a restore")
def test_file_that_was_imported_again_after_its_purge_comes_back(folder: Path) -> None:
    """Doing the purge again must not take the original from which the later import is done again."""
    home = folder / "home"
    with Store.open(home) as store:
        purged(store, 1, now=utc_now() + timedelta(days=9))
        put(store, "H1", "H4", day=30)  # the bytes of import 3, which was rolled back
    before = whole(home)
    lose(home)
    answer = keeping.restore(home, None, False)
    assert {row["import_id"] for row in answer.document["not_redone"]} == {1, 2, 4, 5}
    with Store.open(home) as store:
        assert [row["import_id"] for row in store.rows("imports/all")] == [3, 6]
        assert recovery.verify(store) == []
    assert [row for row in whole(home)["dossiers"] if '"import_id": 6' in row] == [
        row for row in before["dossiers"] if '"import_id": 6' in row
    ]


@pytest.mark.parametrize("place", sample(["middle", "last"]))
def test_altered_line_is_named_and_not_followed(folder: Path, place: str) -> None:
    home = folder / "home"
    with Store.open(home) as store:
        put(store, "H8", day=31)
    path = home / ledger.LEDGER
    lines = path.read_bytes().splitlines(keepends=True)
    imports = [number for number, line in enumerate(lines) if json.loads(line)["action"] == ledger.IMPORT]
    at = imports[1] if place == "middle" else imports[-1]
    day, rows = (b"2024-03-25", b": 3,") if place == "middle" else (b"2024-03-31", b": 1,")
    changed = (
        lines[at]
        .replace(b'"as_of": "' + day, b'"as_of": "2024-03-21')
        .replace(b'"rows_loaded"' + rows, b'"rows_loaded": 7,')
    )
    assert changed.count(b"2024-03-21") == 2  # in what was said, too
    assert b": 7," in changed
    path.write_bytes(b"".join((*lines[:at], changed, *lines[at + 1 :])))
    with Store.open(home) as store:
        found = recovery.verify(store)
        assert "damaged_home" in {one["code"] for one in found}
        assert {one["part"] for one in found} == {"ledger"}
    path.write_bytes(
        b"".join((*lines[:at], changed, *lines[at + 1 :]))
    )  # without the line that was added for it
    lose(home)
    answer = keeping.restore(home, folder / "copy", False)
    (named, *others) = answer.document["not_redone"]
    assert (named["code"], f"Dòng {at + 1} " in named["message"]) == ("not_restored", True)
    assert all("việc số" in other["message"] for other in others)  # what was done to that import later
    newest = {4: (31, 2), 5: (31, 2)}  # points of units, dossiers of other agencies
    with Store.open(home) as store:
        known = {
            row["import_id"]: (row["as_of"].day, row["rows_loaded"]) for row in store.rows("imports/all")
        }
        assert known == ({1: (20, 2), 3: (30, 2), **newest, 6: (31, 1)} if place == "middle" else
                         {1: (20, 2), 2: (25, 3), 3: (30, 2), **newest})  # fmt: skip
        left = [one["code"] for one in recovery.verify(store)]
        assert left == ["original_unused"]  # the ledger is sound again; of that import the file is left


def test_line_is_not_done_twice(folder: Path) -> None:
    home = folder / "home"
    before = whole(home)
    with Store.open(home) as store:
        assert recovery.mend(store) == []
        assert recovery.mend(store) == []
    assert whole(home) == before


@pytest.mark.skipif(not LONG, reason="a rare case of a restore")
def test_other_rows_than_then_are_said_with_both_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder / "home"
    lose(home)
    read = replaying.understand

    def other(store: Store, base: Any) -> Any:
        (looked,) = read(store, base)
        table = looked.cleaned.table.slice(0, 1)
        cleaned = replace(looked.cleaned, table=table)
        return [replace(looked, cleaned=cleaned, result=replace(looked.result, rows_loaded=1))]

    monkeypatch.setattr(replaying, "understand", other)
    answer = keeping.restore(home, None, False)
    said = {
        row["import_id"]: row["message"]
        for row in answer.document["redone"]
        if row["code"] == "reread_differs"
    }
    assert said.keys() == {1, 2, 3, 4, 5}, answer.document
    assert "nhận 3 dòng, nay đọc được 1 dòng" in said[2]


def test_nothing_to_restore_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing_to_restore"):
        keeping.restore(tmp_path / "home", None, False)
