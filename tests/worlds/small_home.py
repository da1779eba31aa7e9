"""A home for tests of the frame: reference data and imports that have only their dates, no records."""

import atexit
import shutil
import tempfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pyarrow as pa

from chiso.store import Store
from tests.worlds import fresh_home

EXPORTS = (
    ("dossiers", date(2023, 12, 14)),
    ("dossiers", date(2024, 9, 30)),
    ("dossiers", date(2024, 10, 24)),
    ("tasks", date(2024, 10, 24)),
    ("petitions", date(2024, 9, 4)),
)


def build(
    home: Path, *, demonstration: bool = True, exports: tuple[tuple[str, date], ...] = EXPORTS
) -> Store:
    """The home, opened; close it before a server starts on it."""
    shutil.copytree(_template(demonstration, exports), home, dirs_exist_ok=True)
    return Store.open(home)


@cache
def _template(demonstration: bool, exports: tuple[tuple[str, date], ...]) -> Path:
    """The closed home, made once per worker: a copy is ready ten times sooner."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-small-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    with fresh_home.build(home) as store:
        _fill(store, demonstration, exports)
    return home


def _fill(store: Store, demonstration: bool, exports: tuple[tuple[str, date], ...]) -> None:
    rows = [
        {
            "import_id": number,
            "dataset": dataset,
            "agency": "stp",
            "file_name": f"{dataset}.xlsx",
            "as_of": as_of,
            "slice": "",
            "mode": "replace",
            "status": "active",
            "rows_read": 0,
            "rows_loaded": 0,
            "rows_rejected": 0,
            "rows_skipped": 0,
            "imported_at": datetime(2024, 10, 25, 8, 0),
        }
        for number, (dataset, as_of) in enumerate(exports, start=1)
    ]
    with store.transaction():
        if rows:
            store.insert("imports", pa.Table.from_pylist(rows))
        store.set_fact("demonstration", "true" if demonstration else "false")
        store.set_fact("demonstration_files", "0")  # nothing left to build
        store.bump()
