"""How long kept originals stay: the one place with citizens' personal data is emptied when its time is over.

What was imported stays: the figures come from the database. The ledger says which originals are gone on purpose, so
that `chiso.intake.commit.recovery.verify` does not miss them. Reasons: docs/decisions/0003-originals.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.people import acts
from chiso.people.actor import ADMINISTER, Actor
from chiso.store import Store, ledger, originals
from chiso.store.backup import BACKUPS

PURGE = ledger.PURGE
AUDIT = "originals_purged"


@dataclass(frozen=True)
class Purged:
    """An import whose original went (or would go)."""

    import_id: int
    file_name: str
    imported_at: datetime


def purge(
    store: Store, actor: Actor, days: int, *, dry_run: bool = False, now: datetime | None = None
) -> list[Purged]:
    """Deletes originals of which every import is older than `days` days, in the home and in what a restore put aside.

    Backups are left alone (`backups_with_originals` tells of them). Refused: `forbidden`; `bad_period` for
    less than one day.
    """
    actor.needs(ADMINISTER)
    if days < 1:
        raise Refused("bad_period", "Thời hạn lưu tệp gốc phải từ 1 ngày trở lên.")
    with store.writing():
        rows = store.rows("imports/originals_due", before=(now or utc_now()) - timedelta(days=days))
        rows = [row for row in rows if _places(store.home, row["sha256"])]
        found = [Purged(row["import_id"], row["file_name"], row["imported_at"]) for row in rows]
        if dry_run or not found:
            return found
        detail = {"days": days, "imports": [one.import_id for one in found]}
        with store.transaction():
            acts.audit(store, actor, AUDIT, f"{len(found)} tệp gốc", detail)
            for row in rows:
                store.record(PURGE, actor.name, import_id=row["import_id"], sha256=row["sha256"], days=days)
        for row in rows:  # after the ledger: a file that is still there after a crash goes the next time
            for path in _places(store.home, row["sha256"]):
                path.unlink(missing_ok=True)
    return found


def backups_with_originals(home: Path) -> list[Path]:
    """Backups below the home that hold originals: how long they are kept is the office's decision."""
    return sorted(
        path.parent for path in (home / BACKUPS).glob(f"*/{originals.FOLDER}") if any(path.iterdir())
    )


def _places(home: Path, sha256: str) -> list[Path]:
    aside = (home / "replaced").glob(f"*/{originals.FOLDER}/{sha256}")
    return [path for path in (originals.path_of(home, sha256), *aside) if path.is_file()]
