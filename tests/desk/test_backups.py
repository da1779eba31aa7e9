"""Backups: tried out each night, shared, private, rotated; what is wrong with one is found."""

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from chiso.commands import keeping
from chiso.core import clock
from chiso.core.errors import Refused
from chiso.desk import aside, nightly, restoring
from chiso.people.actor import VISITOR, Actor
from chiso.store import DATABASE, Store, backup, disk, originals, rotation
from chiso.store.rotation import Backup
from tests.conftest import LONG, sample
from tests.worlds import fresh_home, old_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN, audited_acts


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home with which every test begins."""
    home = tmp_path_factory.mktemp("backups") / "home"
    with fresh_home.build(home) as store:
        World(store).number([dossier("H1"), dossier("H2", channel="counter")], "31/3")
    return home


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(template, tmp_path / "home")
    with Store.open(tmp_path / "home") as store:
        yield store


def copied(store: Store, folder: Path, *, nightly: bool = False) -> Path:
    """A backup that is not tried out yet."""
    return backup.backup(store, folder, lambda home: {"nightly": nightly, **aside.said(home)})


def on_another_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No backup can share a file with the home from now on."""
    link = os.link

    def to_another_disk(source: Path, target: Path) -> None:
        if home in Path(source).parents:
            raise OSError(errno.EXDEV, "another disk")
        link(source, target)

    monkeypatch.setattr(os, "link", to_another_disk)


def test_no_original_of_another_home_in_the_folder_is_taken(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the same name and size, and is sealed anew, perhaps with another key."""
    with fresh_home.build(tmp_path / "other") as other:
        World(other).number([dossier("H1"), dossier("H2", channel="counter")], "31/3")
        nightly.make(other, ADMIN, tmp_path / "disk" / "other")
    on_another_disk(store.home, monkeypatch)
    folder = copied(store, tmp_path / "disk" / "own")
    (own,) = (store.home / "originals").iterdir()
    (kept,) = (folder / "originals").iterdir()
    assert kept.stat().st_size == (tmp_path / "disk" / "other" / "originals" / own.name).stat().st_size
    assert kept.read_bytes() == own.read_bytes()


def test_an_original_that_rotted_in_an_elder_backup_is_taken_from_the_home(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "disk"
    assert nightly.make(store, ADMIN, where / "elder")["sound"]
    bent_original(where / "elder")
    on_another_disk(store.home, monkeypatch)
    folder = copied(store, where / "own")
    (own,) = (store.home / "originals").iterdir()
    assert (folder / "originals" / own.name).read_bytes() == own.read_bytes()


# ---- a folder that somebody else may write


def stop(*_: object) -> None:
    raise AssertionError("it would never end")


@pytest.fixture
def within_seconds() -> Iterator[None]:
    """A pipe that nobody writes is never read to its end."""
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def manifest(folder: Path, **words: object) -> None:
    folder.mkdir()
    (folder / "backup.json").write_text(json.dumps(words))


def test_what_others_put_beside_the_backups_is_none(
    store: Store, tmp_path: Path, within_seconds: None
) -> None:
    where = tmp_path / "disk"
    own = copied(store, where / "own")
    (where / "pipe").mkdir()
    os.mkfifo(where / "pipe" / "backup.json")
    manifest(where / "deep")
    (where / "deep" / "backup.json").write_text("[" * 200_000)
    manifest(where / "large", made_at="2024-01-01T00:00:00+00:00", more="x" * 2_000_000)
    manifest(where / "ages", made_at="9999-12-31T23:00:00+00:00", home=str(store.home))
    manifest(where / "ages2", made_at="0001-01-01T00:00:00+14:00", home=str(store.home))
    (where / "link").mkdir()
    (where / "link" / "backup.json").symlink_to(own / "backup.json")
    (where / "20240101-000000-000000.part").symlink_to(where / "nothing")
    (own / "checked.json").write_text('{"sound": ["x"]}')
    assert [(one.folder, one.is_sound) for one in rotation.of_home(where, store.home)] == [(own, None)]
    rotation.sweep(where)
    for name in ("pipe", "deep", "large", "link"):
        with pytest.raises(Refused) as refused:
            backup.read_manifest(where / name)
        assert refused.value.code == "not_a_backup"


def test_a_manifest_names_no_file_of_another_place(store: Store, tmp_path: Path) -> None:
    folder = copied(store, tmp_path / "disk" / "own")
    said = json.loads((folder / "backup.json").read_text())
    said["files"]["../../key"] = "0" * 64
    (folder / "backup.json").write_text(json.dumps(said))
    with pytest.raises(Refused) as refused:
        backup.read_manifest(folder)
    assert refused.value.code == "not_a_backup"


@pytest.mark.parametrize("as_it_was", [False, True])
def test_a_restore_brings_nothing_from_behind_a_link(
    store: Store, tmp_path: Path, within_seconds: None, as_it_was: bool
) -> None:
    folder, secret = copied(store, tmp_path / "disk" / "own"), tmp_path / "secret"
    secret.write_text("of this machine")
    (folder / "originals" / ("a" * 64)).symlink_to(secret)
    (folder / "originals" / ("b" * 64)).symlink_to("/dev/zero")
    os.mkfifo(folder / "originals" / ("c" * 64))
    (folder / "originals" / ("d" * 64)).mkdir()
    (folder / "originals" / "e").write_text("of no import")
    home, (own,) = store.home, os.listdir(store.home / "originals")
    store.close()
    shutil.rmtree(home / "originals")
    restoring.restore(home, folder, as_it_was=as_it_was)
    assert os.listdir(home / "originals") == [own]
    (folder / DATABASE).rename(tmp_path / "real")
    (folder / DATABASE).symlink_to(tmp_path / "real")
    with pytest.raises(Refused) as refused:
        backup.restore(home, folder, lambda *_: None)
    assert refused.value.code == "damaged_backup"


def test_a_link_leads_no_writing_elsewhere(store: Store, tmp_path: Path) -> None:
    """Whoever may write the folder knows under which name a file is made."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "victim").write_text("whole")
    (tmp_path / "disk" / f".chiso.thu.{os.getpid()}.part").symlink_to(tmp_path / "victim")
    nightly.choose(store, ADMIN, str(tmp_path / "disk"), 1)
    assert (tmp_path / "victim").read_text() == "whole"


@pytest.mark.parametrize("place", ["", "originals/x", "tmp/x", "loop/x"])
def test_no_backup_is_made_among_what_the_home_is_made_of(store: Store, place: str) -> None:
    (store.home / "loop").symlink_to(store.home / "loop")
    with pytest.raises(Refused) as refused:
        backup.backup(store, store.home / place)
    assert refused.value.code == "bad_folder"
    assert backup.backup(store, store.home / "backups" / "x").is_dir()


def test_a_night_in_a_folder_that_takes_nothing_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(backup, "backup", refused)
    told = nightly.run(store)
    assert nightly.last(store) == told
    assert (told["sound"], "quyền ghi" in told["differs"][0]) == (False, True)


# ---- tried out


def test_a_nightly_backup_is_restored_aside_and_its_result_kept(store: Store) -> None:
    result = nightly.run(store)
    assert (result["sound"], result["differs"]) == (True, [])
    assert nightly.last(store) == result
    (one,) = rotation.backups(store.home / "backups")
    assert (one.folder, one.is_nightly, one.is_sound) == (Path(result["folder"]), True, True)
    assert not (store.home / "tmp" / "aside").exists()
    line = audited_acts(store).iloc[0]
    assert (line["who"], line["what"]) == ("chiso", nightly.MADE)


def changed_figure(folder: Path) -> None:
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute("update dossier_facts set is_online = 0")
    resealed(folder)


def lost_row(folder: Path) -> None:
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute("delete from dossiers where record_key = 'H1' or dossier_id = 'H1'")
    resealed(folder)


def resealed(folder: Path) -> None:
    """The manifest says the digests of today: only the figures can tell."""
    manifest = json.loads((folder / "backup.json").read_text())
    manifest["files"][DATABASE] = originals.digest(folder / DATABASE)
    (folder / "backup.json").write_text(json.dumps(manifest))


def bent_original(folder: Path) -> None:
    (path,) = (folder / "originals").iterdir()
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.unlink()  # not the home's own, to which it is linked
    path.write_bytes(content)


def bent_database(folder: Path) -> None:
    content = bytearray((folder / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / DATABASE).write_bytes(content)


def cut_database(folder: Path) -> None:
    os.truncate(folder / DATABASE, 5_000)
    resealed(folder)


DAMAGES = (
    (changed_figure, "online_rate"),
    (lost_row, "Lần nhập 1"),
    (bent_original, "Tệp gốc"),
    (bent_database, DATABASE),
    (cut_database, "Cơ sở dữ liệu chiso.duckdb bị hỏng"),
    (lambda folder: shutil.rmtree(folder / "originals"), "Không mở"),
)


@pytest.mark.parametrize(("damage", "told"), sample(DAMAGES))
def test_what_differs_is_said(store: Store, tmp_path: Path, damage, told: str) -> None:
    folder = copied(store, tmp_path / "copy")
    assert aside.check(store.home, folder) == []
    damage(folder)
    assert told in " ".join(aside.check(store.home, folder))


@pytest.mark.skipif(not LONG, reason="in a usual run one of this release")
def test_a_backup_of_an_older_release_is_tried_out_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_home.unpack(tmp_path)
    monkeypatch.setenv("CHISO_KEY_FILE", str(tmp_path / "chiso.key"))
    old = tmp_path / "home"
    names = [name for name in (DATABASE, "ledger.jsonl") if (old / name).exists()]
    said = {"made_at": "2024-01-01T00:00:00.000+00:00", "agency": "stp", "data_version": 1}
    said["files"] = {name: originals.digest(old / name) for name in names}
    (old / "backup.json").write_text(json.dumps(said))  # as version 0.1.0 wrote it
    (tmp_path / "new").mkdir()
    assert aside.check(tmp_path / "new", old) == []
    next((old / "originals").iterdir()).unlink()
    assert aside.check(tmp_path / "new", old) != []


def test_the_key_is_not_in_it_and_the_command_says_so(store: Store, tmp_path: Path) -> None:
    home, out = store.home, tmp_path / "copy"
    store.close()
    answer = keeping.backup(home, out=out, parquet=None)
    assert answer.status == 0
    assert answer.document["checked"] is True
    assert answer.document["folder"] == str(out)
    assert answer.document["data_version"] == json.loads((out / "backup.json").read_text())["data_version"]
    assert answer.document["bytes"] > (out / DATABASE).stat().st_size
    assert any("Khóa không nằm trong bản sao lưu" in line for line in answer.lines)
    secret = originals.key(home)
    assert not any(secret in path.read_bytes() for path in out.rglob("*") if path.is_file())


def test_a_disk_that_does_not_take_the_trial_says_nothing_of_the_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = Path.mkdir

    def broken(folder: Path, *rest: object, **said: object) -> None:
        if folder.name == "aside":
            raise OSError(errno.EIO, "Input/output error")
        mkdir(folder, *rest, **said)

    monkeypatch.setattr(disk._Trouble, "failed", False)
    monkeypatch.setattr(Path, "mkdir", broken)
    with pytest.raises(disk.StorageFull):
        nightly.make(store, ADMIN, tmp_path / "own")
    assert nightly.last(store) is None, "no backup is called unreadable that nobody read"
    assert nightly.run(store)["differs"] == [disk.StorageFull().message]


@pytest.mark.parametrize(
    ("call", "status"), [("shutil.copyfile", aside.NOT_TAKEN), ("chiso.store.originals.digest", 0)]
)
def test_a_disk_that_does_not_take_the_copy_is_told_from_a_backup_that_cannot_be_read(
    call: str,
    status: int,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    folder = backup.backup(store, tmp_path / "own")
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr(call, broken)
    assert aside.main(str(folder), str(tmp_path / "aside")) == status
    assert bool(capsys.readouterr().out) == (status == 0), "a sentence of the backup only where it was read"


def test_a_disk_that_fails_in_the_trial_s_own_process_says_nothing_of_the_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk._Trouble, "failed", False)
    ended = subprocess.CompletedProcess([], aside.NOT_TAKEN, "", "")
    monkeypatch.setattr(aside.subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(disk.StorageFull):
        nightly.make(store, ADMIN, tmp_path / "own")
    assert nightly.last(store) is None


# ---- shared, private, with room


@pytest.mark.skipif(os.name != "posix", reason="modes mean nothing there")
def test_everything_in_a_backup_is_its_owners_alone(store: Store) -> None:
    before = os.umask(0o022)
    try:
        folder = Path(nightly.run(store)["folder"])
    finally:
        os.umask(before)
    for path in (folder.parent, folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_originals_are_shared_on_one_disk_and_outlive_the_home(store: Store, tmp_path: Path) -> None:
    folder = copied(store, tmp_path / "copy")
    (original,) = (store.home / "originals").iterdir()
    assert (folder / "originals" / original.name).samefile(original)
    content = original.read_bytes()
    original.unlink()
    assert (folder / "originals" / original.name).read_bytes() == content


def test_too_little_room_is_refused_and_nothing_is_left(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(path.stat().st_size for path in store.home.glob(f"{DATABASE}*"))
    monkeypatch.setattr(disk, "free", lambda _: size + 200_000_000)
    with pytest.raises(Refused, match="no_room"):  # the ledger has no room
        copied(store, tmp_path / "out" / "copy")
    assert list((tmp_path / "out").iterdir()) == []
    assert nightly.run(store)["sound"] is False
    last = nightly.last(store)
    assert last is not None
    assert "chỉ còn trống" in last["differs"][0]


# ---- rotation


def nights(count: int, **more: bool) -> list[Backup]:
    """One backup a night, the newest first, made at 01:00 Giờ Việt Nam up to 31/12/2024."""
    newest = datetime(2024, 12, 30, 18)
    return [
        Backup(Path(f"n{n}"), newest - timedelta(days=n), "home", True, more.get("sound", True))
        for n in range(count)
    ]


def test_seven_daily_four_weekly_twelve_monthly_stay() -> None:
    found = nights(500)
    days = sorted(
        clock.local(one.made_at).date().isoformat() for one in found if one.folder in rotation.staying(found)
    )
    assert days == [
        "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30", "2024-07-31", "2024-08-31",
        "2024-09-30", "2024-10-31", "2024-11-30",
        "2024-12-15", "2024-12-22",  # Sundays; the week of the 29th and this one are among the days
        "2024-12-25", "2024-12-26", "2024-12-27", "2024-12-28", "2024-12-29", "2024-12-30", "2024-12-31",
    ]  # fmt: skip


def test_what_a_person_made_and_the_last_sound_one_always_stay() -> None:
    found = nights(500, sound=False)
    by_hand = Backup(Path("hand"), datetime(2020, 1, 1), "home", False, None)
    sound = Backup(Path("sound"), datetime(2021, 1, 1), "home", True, True)
    older = Backup(Path("older"), datetime(2020, 6, 1), "home", True, True)
    stay = rotation.staying([*found, sound, older, by_hand])
    assert {by_hand.folder, sound.folder} <= stay
    assert older.folder not in stay


def test_of_a_night_the_sound_one_stays() -> None:
    one = Backup(Path("sound"), datetime(2024, 5, 1, 1), "home", True, True)
    two = Backup(Path("bad"), datetime(2024, 5, 1, 2), "home", True, False)
    assert rotation.staying([two, one]) == {one.folder}


def test_rotation_removes_this_homes_nightly_ones_only(store: Store, tmp_path: Path) -> None:
    where = tmp_path / "backups"
    ours = str(store.home)
    for n, (home, is_nightly) in enumerate([*[(ours, True)] * 9, ("/another", True), (ours, False)]):
        folder = where / f"b{n}"
        folder.mkdir(parents=True)
        said = {
            "made_at": f"2024-05-{6 + n % 9 % 7:02d}T0{n // 7}:00:00+00:00",
            "home": home,
            "nightly": is_nightly,
        }
        (folder / "backup.json").write_text(json.dumps(said))
    gone = rotation.rotate(where, store.home)
    assert {path.name for path in gone} == {"b0", "b1"}, "the later of the same day stays"
    assert {path.name for path in where.iterdir()} == {f"b{n}" for n in range(2, 11)}


# ---- where and when


def test_an_administrator_chooses_folder_and_hour_and_it_is_audited(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "nas"
    folder.mkdir()
    nightly.choose(store, ADMIN, str(folder), 3)
    assert (nightly.hour(store), backup.folder_of(store)) == (3, folder)
    assert audited_acts(store).iloc[0]["what"] == backup.CHOSEN
    assert Path(nightly.run(store)["folder"]).parent == folder
    folder.rename(tmp_path / "gone")
    assert nightly.run(store)["sound"] is False, "a disk that is not mounted is not made anew"
    assert not folder.exists()


@pytest.mark.parametrize(
    "place",
    [
        "home/backups",
        "home",
        "missing",
        "file",
        "nas/../home",
        "link",
        "link/backups",
        "nas/ra",
        "loop/x",
        "n\0l",
        "x" * 5000,
        "\ud800",
    ],
    ids=lambda place: repr(place)[:20],
)
def test_a_folder_that_cannot_be_used_is_refused(store: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "nas").mkdir()
    (tmp_path / "nas" / "ra").symlink_to(store.home / "backups")
    (tmp_path / "link").symlink_to(store.home)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (store.home / "backups").mkdir()
    with pytest.raises(Refused, match="bad_folder"):
        nightly.choose(store, ADMIN, str(tmp_path / place), 1)
    with pytest.raises(Refused, match="bad_folder"):
        nightly.choose(store, ADMIN, "backups", 1)


@pytest.mark.parametrize(
    "actor", [Actor("a", "uploader"), Actor("b", "admin", "stp-vp"), Actor(VISITOR, "admin")]
)
def test_nobody_else_chooses_or_makes(store: Store, actor: Actor) -> None:
    with pytest.raises(Refused, match="forbidden"):
        nightly.choose(store, actor, "", 1)
    if actor.name != VISITOR:
        with pytest.raises(Refused, match="forbidden"):
            nightly.make(store, actor)


def test_it_is_due_once_a_night_at_the_hour(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(text: str) -> bool:
        moment = datetime.fromisoformat(text) - timedelta(hours=7)
        monkeypatch.setattr(clock, "utc_now", lambda: moment)
        return nightly.is_due(store)

    store.set_fact("created_at", "2024-05-01T05:00:00.000+00:00")  # noon on the office's clock
    assert not at("2024-05-02 00:59")
    assert at("2024-05-02 01:00")
    assert at("2024-05-02 09:00"), "a night that was missed is made up for"
    nightly.keep(
        store, ADMIN, {"at": clock.iso(clock.utc_now()), "folder": "", "sound": False, "differs": []}
    )
    assert not at("2024-05-02 23:59")
    assert at("2024-05-03 01:00")
    nightly.choose(store, ADMIN, "", None)
    assert not at("2024-05-03 01:00")
    nightly.choose(store, ADMIN, "", 5)
    store.set_fact("demonstration", "true")
    assert not at("2024-05-03 05:00")


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["hour", "day"])
def test_a_clock_that_was_set_back_puts_no_backup_off(
    store: Store, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    now = datetime(2024, 5, 1, 18, 5)  # 01:05 on the office's clock, in the night to 02/05/2024
    monkeypatch.setattr(clock, "utc_now", lambda: now)

    def tried() -> None:
        nightly.keep(
            store, ADMIN, {"at": clock.iso(clock.utc_now()), "folder": "", "sound": True, "differs": []}
        )

    tried()
    assert not nightly.is_due(store)
    now -= back
    assert nightly.is_due(store), "what was tried tomorrow says nothing of tonight"
    tried()
    assert not nightly.is_due(store)
    now = datetime(2024, 5, 2, 18, 0)
    assert nightly.is_due(store)


def test_rotation_takes_no_backup_for_one_of_a_clock_that_was_set_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven days, of which the newest are of the present; three of next year stay beside them."""
    monkeypatch.setattr(clock, "utc_now", lambda: datetime(2024, 5, 12, 12))
    days = [*(f"2024-05-{day:02d}" for day in range(6, 13)), "2025-05-01", "2025-05-02", "2025-05-03"]
    for day in days:
        (tmp_path / day).mkdir()
        said = {"made_at": f"{day}T01:00:00+00:00", "home": str(store.home), "nightly": True}
        (tmp_path / day / "backup.json").write_text(json.dumps(said))
    assert rotation.rotate(tmp_path, store.home) == []
    assert {path.name for path in tmp_path.iterdir()} >= set(days)
