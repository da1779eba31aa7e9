"""Backup and restore of a whole home: database, originals, ledger.

A backup is a folder with `chiso.duckdb`, `ledger.jsonl`, `originals/` and `backup.json` (what it holds, with
SHA-256 of database and ledger). The copy is made under the writer lock by DuckDB itself, so it is the state between
two imports; reading goes on meanwhile. Copying the open file would not do: closing any handle on it drops the lock
that keeps other processes out.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from chiso.core import clock
from chiso.core.errors import InUse, Refused
from chiso.store import DATABASE, Store, ledger, originals
from chiso.store.connection import is_in_use, staging_folder

MANIFEST = "backup.json"
BACKUPS = "backups"


def backup(store: Store, out: Path | None = None) -> Path:
    """Writes a backup into the folder `out` (default: a new one under `backups/` of the home); answers the folder.

    Raises Refused (`backup_exists`) where `out` already holds files, `key_missing`.
    """
    originals.check(store.home)
    now = clock.utc_now()
    folder = (out or store.home / BACKUPS / clock.stamp(now)).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            "backup_exists", f"Thư mục “{folder}” đã có tệp. Hãy chọn một thư mục trống để sao lưu vào."
        )
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    try:
        with store.writing():
            version = store.data_version
            shutil.move(_copied(store), part / DATABASE)
            if (store.home / ledger.LEDGER).exists():
                shutil.copy2(store.home / ledger.LEDGER, part / ledger.LEDGER)
            _copy_originals(store.home, part)
        manifest = {
            "made_at": clock.iso(now),
            "agency": store.agency,
            "data_version": version,
            "files": {
                name: originals.digest(part / name)
                for name in (DATABASE, ledger.LEDGER)
                if (part / name).exists()
            },
        }
        (part / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return folder


def restore(home: Path, folder: Path) -> Path:
    """Puts a backup in the place of the home's data; what was there is moved to `replaced/<time>/`, which is answered.

    The home is then as it was when the backup was made. Once `originals` and `ledger.jsonl` of `replaced/<time>` are
    copied into it, what was imported since then is imported again (`chiso.intake.commit.recovery.mend`). Raises
    Refused (`not_a_backup`, `damaged_backup`, `key_missing`) and InUse; nothing is changed then.
    """
    manifest = read_manifest(folder)
    originals.check(home, folder)
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file() or originals.digest(folder / name) != digest:
            raise Refused(
                "damaged_backup",
                f"Tệp {name} trong bản sao lưu “{folder}” bị hỏng. Hãy dùng bản sao lưu khác.",
            )
    home = Path(home).resolve()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if is_in_use(home):
        raise InUse
    staged = home / "tmp" / "restore"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    for name in manifest["files"]:
        shutil.copy2(folder / name, staged / name)
    _copy_originals(folder, staged)
    kept = home / "replaced" / clock.stamp(clock.utc_now())
    kept.mkdir(mode=0o700, parents=True)
    for name in (DATABASE, f"{DATABASE}.wal", ledger.LEDGER, originals.FOLDER):
        if (home / name).exists():
            shutil.move(home / name, kept / name)
    for part in staged.iterdir():
        shutil.move(part, home / part.name)
    return kept


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a backup says about itself; Refused (`not_a_backup`) where it is none."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest["files"][DATABASE]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            "not_a_backup",
            f"Thư mục “{folder}” không phải là bản sao lưu của chương trình. Hãy chọn đúng thư mục.",
        ) from error
    return manifest


def _copied(store: Store) -> Path:
    """A copy of the database, while nobody else writes, in the one folder that it may reach."""
    target = staging_folder(store.home) / DATABASE
    for old in target.parent.glob("*"):
        old.unlink()
    store.execute("store/attach_backup", path=str(target))
    try:
        store.execute("store/copy_backup")
    finally:
        store.execute("store/detach_backup")
    return target


def _copy_originals(source: Path, target: Path) -> None:
    folder = source / originals.FOLDER
    if folder.is_dir():
        shutil.copytree(folder, target / originals.FOLDER, ignore=shutil.ignore_patterns("*.part"))
