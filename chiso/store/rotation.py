"""Which backups there are in a folder, and which nightly ones may go: 7 daily, 4 weekly, 12 monthly stay.

Never removed: what a person made, the newest sound one, backups of another home in the same folder.
"""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chiso.core import clock
from chiso.store import disk

MANIFEST = "backup.json"
CHECKED = "checked.json"  # what restoring it aside found
# How many of which periods, by the office's clock; in each the newest sound one stays, else the newest.
_PERIODS = ((7, "%Y-%m-%d"), (4, "%G-%V"), (12, "%Y-%m"))
_STALE_SECONDS = 86_400
BEFORE_UPGRADE = "before_upgrade"  # in a backup's manifest: of which state of the database it is


@dataclass(frozen=True)
class Backup:
    """One backup. `is_sound` None: not restored aside yet."""

    folder: Path
    made_at: datetime
    home: str
    is_nightly: bool
    is_sound: bool | None
    is_of_upgrade: bool = False


def backups(parent: Path) -> list[Backup]:
    """The backups in a folder, the newest first. What cannot be read is none."""
    found = [one for one in (_read(path.parent) for path in parent.glob(f"*/{MANIFEST}")) if one]
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def of_home(parent: Path, home: Path) -> list[Backup]:
    """Those of one home: others in the folder are sealed with another key."""
    return [one for one in backups(parent) if one.home == str(home)]


def _read(folder: Path) -> Backup | None:
    said = disk.said(folder / MANIFEST)
    try:
        made_at = clock.read(str(said.get("made_at")))
        clock.local(made_at)
    except (ValueError, OverflowError):  # of a year that no clock shows
        return None
    if folder.suffix in (".part", ".gone"):
        return None
    is_sound = disk.said(folder / CHECKED).get("sound")
    is_sound = is_sound if isinstance(is_sound, bool) else None
    made_for = bool(said.get("nightly")), is_sound, BEFORE_UPGRADE in said
    return Backup(folder, made_at, str(said.get("home")), *made_for)


def staying(found: Sequence[Backup]) -> set[Path]:
    """The folders that stay, of backups of one home, the newest first."""
    stay = {one.folder for one in found if not one.is_nightly}
    stay |= {one.folder for one in [one for one in found if one.is_sound][:1]}
    for most, form in _PERIODS:
        best: dict[str, Backup] = {}
        for one in [one for one in found if one.is_nightly]:
            period = clock.local(one.made_at).strftime(form)
            if period not in best and len(best) == most:
                break
            if period not in best or (one.is_sound and not best[period].is_sound):
                best[period] = one
        stay |= {one.folder for one in best.values()}
    return stay


def rotate(parent: Path, home: Path) -> list[Path]:
    """Removes the nightly backups of a home that are too many; the folders that went. Those of the future (the clock
    has been set back since) stay and count for nothing: the present ones would go in their place."""
    now = clock.utc_now()
    found = [one for one in of_home(parent, home) if one.made_at <= now]
    stay = staying(found)
    gone = [one.folder for one in found if one.folder not in stay]
    for folder in gone:  # renamed first: half a backup never stands under a backup's name
        shutil.rmtree(folder.rename(folder.with_name(f"{folder.name}.gone")), ignore_errors=True)
    return gone


def sweep(parent: Path) -> None:
    """Removes what a crash left a day ago or earlier of a backup that was being made or removed."""
    for end in ("part", "gone"):
        for folder in parent.glob(f"[0-9]*-[0-9]*-[0-9]*.{end}"):
            if time.time() - folder.lstat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
