"""The imports of an agency with what they changed, and their kept originals: the one place with citizens' personal data
is emptied when its time is over.

What was imported stays then: the figures come from the database. The ledger says which originals are gone on purpose,
so that `chiso.intake.commit.recovery.verify` does not miss them. Reasons: docs/decisions/0003-originals.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.core.periods import months_earlier
from chiso.core.vietnamese import format_number
from chiso.figures.coverage import REJECTS
from chiso.intake.commit import recovery, storing
from chiso.intake.commit.watching import MONTHS
from chiso.intake.datasets import ANY, DATASETS
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import audit, redoes
from chiso.store import Store, ledger, originals
from chiso.store.backup import BACKUPS
from chiso.store.ledger import Line

# In the audit log.
DOWNLOAD, PURGED = "original_download", "originals_purged"


def imports(store: Store, agency: str) -> list[dict[str, Any]]:
    """One row per import, the newest first: the columns of `imports`, with `effect` and `difference` where known, and
    what it is `called`: of a part of a workbook its sheets first, as the file's name is that of every part."""
    rows = store.rows("desk/history", ANY, _source=REJECTS, agency=agency)
    for row in rows:
        known = json.loads(row["effect"] or "{}")
        row["effect"] = known.get("summary")
        row["difference"] = known.get("difference") or {}
        row["agency"] = agency
        sheets = storing.sheets_of(row) if storing.parameters_of(row).get("parts", 1) != 1 else ()
        row["called"] = " · ".join((*sheets, row["file_name"]))
    return rows


def rejects(store: Store, agency: str, import_id: int) -> list[dict[str, Any]]:
    """What was rejected of an import: sheet, row, header, column, value, code, message, mended_by (the import that has
    accepted its record since, None where nobody has mended it)."""
    return store.rows("desk/rejects", ANY, _source=REJECTS, agency=agency, import_id=import_id)


def profile(store: Store, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files of an import's source (a row of its history) in the twelve months that it is held against, and itself,
    the newest first: as_of, file_name, rows_read; of cases records (that began in the file's month, up to its
    day), working_days, pace (records per working day); empty (share of the cells of the columns that it has)."""
    about = {"agency": row["agency"], "unit_filter": row["unit_filter"] or ""}
    first = months_earlier(row["as_of"].replace(day=1), MONTHS)
    every = store.rows("guard/files", dataset=row["dataset"], **about)
    files = [one for one in every if first <= one["as_of"] <= row["as_of"]]
    dataset, numbers = DATASETS[row["dataset"]], [one["import_id"] for one in files]
    cells = {one["import_id"]: one for one in store.rows("desk/empty_cells", dataset.names, imports=numbers)}
    spans = {max(one["first_day"], one["as_of"].replace(day=1)): one["as_of"] for one in files}
    begun = {}
    if dataset.history and spans:
        days = {"firsts": list(spans), "lasts": list(spans.values())}
        found = store.rows("guard/begun", dataset.names, **about, unit_keys=None, **days)
        begun = {one["last_day"]: one for one in found}
    return [_profiled(one, begun.get(one["as_of"], {}), cells.get(one["import_id"])) for one in files[::-1]]


def _profiled(
    file: dict[str, Any], begun: Mapping[str, Any], cells: Mapping[str, Any] | None
) -> dict[str, Any]:
    records, days = begun.get("records"), begun.get("working_days")
    pace = records / days if days else None
    empty = cells["empty"] / cells["cells"] if cells and cells["cells"] else None
    return {**file, "records": records, "working_days": days, "pace": pace, "empty": empty}


def original(store: Store, actor: Actor, row: Mapping[str, Any]) -> bytes:
    """The file as it came, for an administrator; that it was taken is written in the audit log first.

    Refused: `forbidden`; `original_missing` where it is no longer there.
    """
    actor.needs(ADMINISTER)
    content = originals.of_import(store.home, row)
    detail = {"file": row["file_name"], "sha256": row["sha256"]}
    audit(store, actor, DOWNLOAD, str(row["import_id"]), detail)
    return content


@dataclass(frozen=True)
class Purged:
    """An import whose original went (or would go); without a number an original of which no import tells."""

    import_id: int | None
    file_name: str
    imported_at: datetime


def purge(store: Store, actor: Actor, days: int, *, dry_run: bool = False) -> list[Purged]:
    """Deletes originals of which every import is older than `days` days, in the home and in what a restore put aside.

    Backups are left alone (`backups_with_originals` tells of them). Refused: `forbidden`; `bad_period` for
    less than one day.
    """
    actor.needs(ADMINISTER)
    if days < 1:
        raise Refused("bad_period", "Thời hạn lưu tệp gốc phải từ 1 ngày trở lên.")
    with store.writing():
        now = utc_now()
        rows = store.rows("imports/originals_due", before=now - timedelta(days=days), now=now)
        rows = [row for row in rows if _places(store.home, row["sha256"])]
        rows += [row for row in recovery.unused(store) if row["imported_at"] < now - timedelta(days=days)]
        found = [Purged(row.get("import_id"), row["file_name"], row["imported_at"]) for row in rows]
        if dry_run or not found:
            return found
        detail = {"days": days, "imports": [one.import_id for one in found]}
        with store.transaction():
            audit(store, actor, PURGED, f"{format_number(len(found))} tệp gốc", detail)
            for row in rows:
                of = {"import_id": row["import_id"]} if "import_id" in row else {}
                store.record(ledger.PURGE, actor.name, **of, sha256=row["sha256"], days=days)
        for row in rows:  # after the ledger: a file that is still there after a crash goes the next time
            _delete(store, row)
    return found


@redoes(ledger.PURGE)
def _redo(store: Store, line: Line) -> None:
    """The same file may have been imported again since: that import is done again from it."""
    if _places(store.home, line["sha256"]):
        last = ledger.read(store.home).newest(line["sha256"])
        if last is None or ledger.number_of(last) < ledger.number_of(line):
            _delete(store, line)


def _delete(store: Store, line: Line) -> None:
    for path in _places(store.home, line["sha256"]):
        path.unlink(missing_ok=True)


def backups_with_originals(home: Path) -> list[Path]:
    """Backups below the home that hold originals: how long they are kept is the office's decision."""
    return sorted(
        path.parent for path in (home / BACKUPS).glob(f"*/{originals.FOLDER}") if any(path.iterdir())
    )


def _places(home: Path, sha256: str) -> list[Path]:
    aside = (home / "replaced").glob(f"*/{originals.FOLDER}/{sha256}")
    return [path for path in (originals.path_of(home, sha256), *aside) if path.is_file()]
