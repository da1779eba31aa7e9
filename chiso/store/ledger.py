"""The ledger: `ledger.jsonl` in the home, one JSON line per import, roll-back and bring-back, on the disk before
the caller is told that it is done.

It exists because a damaged write-ahead log of DuckDB opens silently without the last commits: comparing the ledger
with the database (`recovery.verify`) is how that is noticed, and the kept originals are how it is mended.
A line: `{at, action: import|rollback|bring_back|purge, import_id, data_version, who, …}`, for imports also sha256,
file_name, agency, dataset, as_of, mode and the `parameters` that importing it again needs.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LEDGER = "ledger.jsonl"
PURGE = "purge"  # its original was deleted on purpose; the import itself stays as it is

Line = dict[str, Any]


@dataclass(frozen=True)
class Ledger:
    """What the ledger says. `torn`: its last line was cut off by a crash (it is left out of `lines`)."""

    lines: tuple[Line, ...]
    torn: bool = False

    @property
    def last_version(self) -> int:
        """The data version of the last line, 0 for an empty ledger."""
        return max((int(line["data_version"]) for line in self.lines), default=0)

    @property
    def last_import(self) -> int:
        """The highest import number ever given, 0 for an empty ledger."""
        return max((int(line["import_id"]) for line in self.lines), default=0)

    def imports(self) -> dict[int, Line]:
        """{import_id: its import line}, in the order in which they happened."""
        return {int(line["import_id"]): line for line in self.lines if line["action"] == "import"}

    def last_turn(self, import_id: int) -> Line | None:
        """The last roll-back or bring-back of an import."""
        others = ("import", PURGE)
        turns = [
            line for line in self.lines if line["import_id"] == import_id and line["action"] not in others
        ]
        return turns[-1] if turns else None

    def purged(self) -> set[str]:
        """SHA-256 of the originals that were deleted on purpose."""
        return {str(line["sha256"]) for line in self.lines if line["action"] == PURGE}


def append(home: Path, action: str, import_id: int, data_version: int, who: str, **more: object) -> None:
    """Adds a line and waits until it is on the disk."""
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "action": action,
        "import_id": import_id,
        "data_version": data_version,
        "who": who,
        **more,
    }
    path = home / LEDGER
    is_new = not path.exists()
    with path.open("ab+") as file:
        if is_new and os.name == "posix":
            path.chmod(0o600)
        file.seek(0, os.SEEK_END)
        start = file.tell()
        if start:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a line torn by a crash must not swallow this one
                file.write(b"\n")
        try:
            file.write(json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.truncate(start)
            raise
    if is_new:
        sync_folder(home)


def read(home: Path) -> Ledger:
    """All lines that can be read; one that cannot is left out and `torn` says so."""
    path = home / LEDGER
    if not path.exists():
        return Ledger(())
    lines: list[Line] = []
    torn = False
    for raw in path.read_bytes().split(b"\n"):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw)
            int(line["data_version"]), int(line["import_id"]), str(line["action"])
        except (ValueError, KeyError, TypeError):
            torn = True
            continue
        lines.append(line)
    return Ledger(tuple(lines), torn)


def sync_folder(folder: Path) -> None:
    """Makes a new or renamed file's name durable (a no-op on Windows, where folders cannot be synced)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
