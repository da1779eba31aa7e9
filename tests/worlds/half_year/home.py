"""The half-year's files in a home, through the importer."""

from datetime import date
from pathlib import Path

from chiso.intake.commit import batch
from chiso.intake.recognise.layout import Answers
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.half_year import FOLDER, generate
from tests.worlds.people import ADMIN

# Files without a day of their own, and those that add to what is in.
DAYS = {
    "Danh_muc_TTHC.csv": date(2023, 10, 1),
    "Chi_tieu.csv": date(2024, 3, 1),
    "Chi_tieu_sua.csv": date(2024, 3, 1),
}
ADDED = (generate.CORRECTION, generate.MEASUREMENT_CORRECTION, generate.MISTAKE)


def build(folder: Path) -> Store:
    """A home of Sở Tư pháp with every file imported in order; none of its rows is rejected."""
    store = fresh_home.build(folder)
    for name in generate.tables():
        answers, mode = Answers(as_of=DAYS.get(name)), "add" if name in ADDED else None
        result = batch.import_file(
            store, ADMIN, batch.Upload.of_path(FOLDER / name, answers=answers, mode=mode)
        )
        assert result.status == "imported", (name, result.error)
        assert not result.as_json()["rejects"], name
        assert not result.as_json()["unknown_units"], name
        if name == generate.MISTAKE:
            batch.rollback(store, ADMIN, result.import_id)
    return store
