"""Backup and restore of a whole home: database, originals, ledger.

A backup is a folder with `chiso.duckdb`, `ledger.jsonl`, `originals/` and `backup.json` (what it holds, with
SHA-256 of database and ledger, and what the home said of itself then). The copy is made under the writer lock by DuckDB
itself, so it is the state between two imports; reading goes on meanwhile. Copying the open file would not do: closing
any handle on it drops the lock that keeps other processes out.

Originals are shared by hard links where the disk allows it, so that a year of backups holds each of them once.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from chiso import __version__
from chiso.core import clock
from chiso.core.errors import InUse, Refused
from chiso.store import DATABASE, StorageFull, Store, disk, ledger, lock, originals, rotation, swap
from chiso.store.connection import is_in_use, staging_folder
from chiso.store.whole import whole_file, whole_folder

MANIFEST = rotation.MANIFEST
BACKUPS = swap.BACKUPS
FOLDER = "backup_folder"  # the fact that holds the administrator's choice
CHOSEN = "backup_chosen"  # the act that made it

Words = dict[str, Any]
# What the home says of itself at that moment, asked under the writer lock; it goes into the manifest.
Say = Callable[[Store], Words]
# Makes an empty database with reference data in a folder: (folder, agency).
Anew = Callable[[Path, str], None]


def folder_of(store: Store) -> Path:
    """Where backups of this home go: the administrator's choice, else `backups/` in the home."""
    return Path(store.fact(FOLDER) or store.home / BACKUPS)


def backup(store: Store, out: Path | None = None, say: Say = lambda _: {}) -> Path:
    """Writes a backup into the folder `out` (default: a new one where backups of the home go); answers the folder.

    Readable by its owner only; under its name once it is on the disk whole. Raises Refused (`backup_exists` where `out`
    already holds files; `bad_folder` among the home's own; `no_room` before a byte; `key_missing`), StorageFull.
    """
    originals.check(store.home)
    now = clock.utc_now()
    folder = _target(store, out or folder_of(store) / clock.stamp(now))
    rotation.sweep(folder.parent)
    with whole_folder(folder, "backup_exists", "sao lưu") as part:
        with store.writing():
            words = {"data_version": store.data_version, **say(store)}
            _filled(store, part)
        _sealed(part, {"made_at": clock.iso(now), "agency": store.agency, **words, "home": str(store.home)})
    return folder


def _target(store: Store, out: Path) -> Path:
    """The whole path; never among what the home is made of, where the program would take it for a part of that."""
    try:
        folder = out.resolve()
    except RuntimeError:  # a link that leads to itself
        folder = store.home
    if store.home in (folder, *folder.parents) and store.home / BACKUPS not in (folder, *folder.parents):
        raise Refused(
            "bad_folder", f"Không sao lưu được vào “{out}”. Hãy chọn thư mục ngoài thư mục dữ liệu."
        )
    return folder


def _filled(store: Store, part: Path) -> None:
    """Database, ledger and originals of a home at which nobody writes. Raises Refused (`no_room`), StorageFull."""
    to_copy = _linked(store.home, part)
    database = sum(path.stat().st_size for path in store.home.glob(f"{DATABASE}*"))
    there = [path for path in (store.home / ledger.LEDGER, *to_copy) if path.exists()]
    disk.needs(store.home, database, "bản sao lưu")  # the copy is made in the home first
    disk.needs(part, database + sum(path.stat().st_size for path in there), "bản sao lưu")
    shutil.move(_copied(store), part / DATABASE)
    for path in (*there, *store.home.glob(originals.KEY_ID)):
        shutil.copy2(path, part / path.relative_to(store.home))


def _linked(home: Path, part: Path) -> list[Path]:
    """Shares every original that can be shared, with the home or with the newest sound backup beside this one: a hard
    link takes no room. Answers those that must be copied."""
    target = part / originals.FOLDER
    target.mkdir(mode=0o700)
    elder = next((one.folder for one in rotation.of_home(part.parent, home) if one.is_sound), home)
    to_copy = []
    for original in sorted((home / originals.FOLDER).glob("*")):
        if original.suffix == ".part":
            continue
        for source in (original, elder / originals.FOLDER / original.name):
            with suppress(OSError):  # another disk, or one without hard links
                if source.stat().st_size == original.stat().st_size and (
                    source == original
                    or originals.has(home, original.name, source)  # it may have rotted since
                ):
                    os.link(source, target / original.name)
                    break
        else:
            to_copy.append(original)
    return to_copy


def _sealed(part: Path, words: Words) -> None:
    """Writes what the backup says about itself."""
    names = [name for name in (DATABASE, ledger.LEDGER) if (part / name).exists()]
    files = {name: originals.digest(part / name) for name in names}
    manifest = {**words, "program": __version__, "files": files}
    with whole_file(part / MANIFEST) as file:
        file.write(json.dumps(manifest, ensure_ascii=False).encode())


def restore(
    home: Path, folder: Path | None, anew: Anew, *, as_it_was: bool = False
) -> tuple[Path, list[int]]:
    """Puts a backup (None: the newest sound one of the home, or none) in the place of the home's data; what was there
    is moved to `replaced/<time>/`: (that folder, numbers of lines of the ledger that are lost).

    The ledger then is that of the backup, gone on with the later lines of the home's, the originals are those of both:
    the next start does again what came after the backup (`chiso.intake.commit.recovery.mend`). `as_it_was`: database,
    ledger and originals are the backup's alone. Without any backup the database is made by `anew`, with nothing in it.
    Raises Refused (`not_a_backup`, `damaged_backup`), InUse, `key_missing`, StorageFull; nothing is changed then, or
    the next opening goes on (`chiso.store.swap`).
    """
    home = Path(home).resolve()
    with lock.held(home), disk.written():
        swap.finish(home)
        folder, agency = _source(home, folder, as_it_was=as_it_was)
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_in_use(home):
            raise InUse
        staged = swap.stage(home)
        if folder is None:
            anew(staged, agency)
        else:
            shutil.copyfile(folder / DATABASE, staged / DATABASE)
            _stage_originals(home, folder, staged, as_it_was=as_it_was)
        lost = _staged_ledger(home, folder, staged, as_it_was=as_it_was)
        names = (DATABASE, ledger.LEDGER, *([originals.FOLDER] if as_it_was else ()))
        return swap.put(home, staged, *names), lost


def _source(home: Path, folder: Path | None, *, as_it_was: bool) -> tuple[Path | None, str]:
    """The backup that is put back, or none, and the home's agency. Raises as `restore`."""
    if folder is None:
        folder = next((one for one in newest(home) if not _damaged(one)), None)
    elif bad := _damaged(folder):
        raise Refused(
            "damaged_backup", f"Tệp {bad[0]} trong bản sao lưu “{folder}” bị hỏng. Hãy dùng bản sao lưu khác."
        )
    if folder is not None:
        originals.check(home, folder)
    if not as_it_was:
        originals.check(home)
    agency = ledger.read(home).agency
    if folder is None and not agency:
        raise Refused(
            "nothing_to_restore",
            f"Trong “{home}” không có bản sao lưu còn nguyên và nhật ký chưa ghi việc nào. Hãy cho biết thư mục của "
            "một bản sao lưu.",
        )
    return folder, agency


def newest(home: Path) -> list[Path]:
    """The backups of a home, the newest first: in it, and where the ledger says that they were to go."""
    found = rotation.backups(home / BACKUPS)
    for folder in {line["folder"] for line in ledger.read(home).lines if line["action"] == CHOSEN} - {""}:
        found += rotation.of_home(Path(folder), home)
    return [one.folder for one in sorted(found, key=lambda one: one.made_at, reverse=True)]


def _staged_ledger(home: Path, folder: Path | None, staged: Path, *, as_it_was: bool) -> list[int]:
    """The ledger that will stand in the home; the numbers of its lines that are lost."""
    its, own = (
        path.read_bytes() if disk.is_plain(path) else b""
        for path in (folder / ledger.LEDGER if folder else staged / "none", home / ledger.LEDGER)
    )
    text, lost = (its, []) if as_it_was else ledger.continued(its, own)
    (staged / ledger.LEDGER).write_bytes(text)
    return lost


def _stage_originals(home: Path, folder: Path, staged: Path, *, as_it_was: bool) -> None:
    """The backup's originals, those that the home has whole aside."""
    target = staged / (originals.FOLDER if as_it_was else swap.FOUND)
    target.mkdir(mode=0o700)
    for path in (folder / originals.FOLDER).glob("?" * 64):
        # A link would bring whatever lies behind it on this machine, a device would never end.
        if disk.is_plain(path) and (as_it_was or not originals.has(home, path.name)):
            shutil.copyfile(path, target / path.name)


def _damaged(folder: Path) -> list[str]:
    """The files of a backup that are not as they were written. Raises `not_a_backup`."""
    return [
        name
        for name, digest in read_manifest(folder)["files"].items()
        if not disk.is_plain(folder / name) or originals.digest(folder / name) != digest
    ]


def damaged(store: Store) -> dict[Path, str]:
    """The backups of a home that are not as they were written: folder -> the first file that is not. Reads all of them.
    Raises KeyMissing."""
    found: dict[Path, str] = {}
    parents = {store.home / BACKUPS, folder_of(store)}
    for folder in sorted(path.parent for parent in parents for path in parent.glob(f"*-*-*/{DATABASE}")):
        said = disk.said(folder / MANIFEST)
        if folder.suffix or said.get("home", str(store.home)) != str(store.home):
            continue
        try:
            bad = _damaged(folder)
        except Refused:
            bad = [MANIFEST]
        kept = [path for path in (folder / originals.FOLDER).glob("*") if not path.suffix]
        bad += [path.name for path in kept if not originals.has(store.home, path.name, path)]
        if bad:
            found[folder] = bad[0]
    return found


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a backup says about itself; Refused (`not_a_backup`) where it is none."""
    manifest = disk.said(folder / MANIFEST)
    files = manifest.get("files")
    if not isinstance(files, dict) or not {DATABASE} <= files.keys() <= {DATABASE, ledger.LEDGER}:
        raise Refused(
            "not_a_backup",
            f"Thư mục “{folder}” không phải là bản sao lưu của chương trình. Hãy chọn đúng thư mục.",
        )
    return manifest


def _copied(store: Store) -> Path:
    """A copy of the database, while nobody else writes, in the one folder that it may reach."""
    target = staging_folder(store.home) / DATABASE
    _forget_copy(store, target)
    try:
        store.execute("store/attach_backup", path=str(target))
        store.execute("store/copy_backup")
        store.execute("store/detach_backup")
    except BaseException:
        _forget_copy(store, target)
        raise
    return target


def _forget_copy(store: Store, target: Path) -> None:
    """What a copy that failed left: open in the database or not, it goes, and its room is free again."""
    with suppress(duckdb.Error, StorageFull):
        store.execute("store/detach_backup")
    for old in target.parent.glob("*"):
        old.unlink()
