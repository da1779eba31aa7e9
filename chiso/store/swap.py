"""What a restore made takes the place of a home's data in steps that go on after a crash.

It is staged whole in `tmp/restore`; once that is on the disk the folder is renamed to `restoring`, and from then on the
home is what stands there: each file is moved in by a rename, what was in its place goes to `replaced/<time>/`. Every
opening finishes this first.
"""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from chiso.core import clock
from chiso.store import disk, originals
from chiso.store.ledger import LEDGER
from chiso.store.whole import sync_folder, sync_tree

BACKUPS = "backups"
READY = "restoring"
FOUND = "found"  # originals that the home lacks
_PLAN = "plan.json"


def stage(home: Path) -> Path:
    """An empty folder in which to put together what will stand in the home."""
    staged = home / "tmp" / "restore"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700, parents=True)
    return staged


def put(home: Path, staged: Path, *names: str) -> Path:
    """The staged files of these names, and what is in FOUND, take their place; where the old ones lie now.

    Raises StorageFull: before the rename nothing is changed, after it the next opening goes on.
    """
    kept = clock.stamp(clock.utc_now())
    with disk.written():
        (staged / _PLAN).write_text(json.dumps({"kept": kept, "names": names}))
        sync_tree(staged)
        shutil.rmtree(home / READY, ignore_errors=True)  # of a damaged plan: nobody could go on with it
        staged.rename(home / READY)
        sync_folder(home)
        finish(home)
    return home / "replaced" / kept


def finish(home: Path) -> None:
    """Goes on where `put` stopped; nothing where there is nothing to do."""
    ready = home / READY
    plan = disk.said(ready / _PLAN)
    if not plan:
        with suppress(OSError):
            ready.rmdir()  # all but the folder was removed before
        return
    kept = _kept(home, plan["kept"])
    for name in plan["names"]:
        if (ready / name).exists():
            _put_aside(home, name, kept)
            os.replace(ready / name, home / name)
    (home / originals.FOLDER).mkdir(mode=0o700, exist_ok=True)
    for path in (ready / FOUND).glob("*"):
        os.replace(path, home / originals.FOLDER / path.name)
    for folder in (kept, home / originals.FOLDER, home):
        sync_folder(folder)
    for rest in ready.iterdir():  # the plan last: without it nobody would go on with what is left
        if rest.is_dir():
            shutil.rmtree(rest)
        elif rest.name != _PLAN:
            rest.unlink()
    shutil.rmtree(ready)


def has_held_nothing(home: Path) -> bool:
    """Has no act ever been written down in that home: is there no ledger, no original, no backup?"""
    text = home / LEDGER
    files = (path for name in (originals.FOLDER, BACKUPS) for path in (home / name).glob("*"))
    return not (text.exists() and text.stat().st_size) and all(path.suffix == ".part" for path in files)


def make_new_again(home: Path, database: str) -> Path:
    """The damaged database of a home that has held nothing goes to `replaced/<time>/`, which is answered."""
    with disk.written():
        kept = _kept(home, clock.stamp(clock.utc_now()))
        _put_aside(home, database, kept)
        for folder in (kept, home):
            sync_folder(folder)
    return kept


def _kept(home: Path, name: str) -> Path:
    kept = home / "replaced" / name
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    return kept


def _put_aside(home: Path, name: str, kept: Path) -> None:
    """What stands in the home under this name is kept; after a power cut it may be kept already, and what stands there
    is a part of what a restore put in its place, which `restoring` still has whole."""
    for old in (f"{name}.wal", name):  # a log belongs to the file beside it
        if not (home / old).exists():
            continue
        if not (kept / old).exists():
            os.replace(home / old, kept / old)
        elif (home / old).is_dir():
            shutil.rmtree(home / old)
        else:
            (home / old).unlink()
