"""A home for tests of the frame: reference data and imports that have only their dates, no records."""

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from chiso import reference
from chiso.store import Store

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
    store = reference.init(home, "stp")
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
    return store
