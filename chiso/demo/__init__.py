"""The demonstration: files as the systems of Sở Tư pháp would print them, and their import into a home.

Every number that pages show comes out of these files through the importer. Rows are invented; the totals of the CCHC
year 2023 are the published ones. The files are the same bytes on every machine and every day.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from chiso import reference
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import SAMPLES
from chiso.demo import content, entries, lists, report, tasks
from chiso.demo.dossiers import Generator
from chiso.demo.layouts import WRITERS
from chiso.demo.snapshots import FILE_DAYS, FILES, rows_of, slips
from chiso.intake.commit import batch
from chiso.store import Store

__all__ = ["FOLDER", "DemoFile", "build", "write_files"]

FOLDER = "demo-exports"
_DONE = "demonstration_files"


@dataclass(frozen=True)
class DemoFile:
    """A written file, and the date that its importer has to give where the file has none."""

    path: Path
    as_of: date | None = None


def write_files(folder: Path) -> list[DemoFile]:
    """Writes all exports into the folder, in the order in which they are imported."""
    folder.mkdir(parents=True, exist_ok=True)
    dossiers = Generator(FILE_DAYS).all()
    all_tasks = tasks.Tasks().all()
    spoiled = slips(dossiers)
    year = date(2023, 12, 31)
    made: list[tuple[str, Callable[[], bytes], date | None]] = [
        ("Danh_muc_TTHC.xlsx", lists.procedure_file, content.LAST_DAY),
        ("2023 Tham_dinh_CCHC.xlsx", lists.criteria_file, date(2024, 1, 15)),
        ("So_lieu_cong_bo_2023.csv", partial(_sample, "so-lieu-cong-bo-2023"), year),
        ("Chi_so_CCHC_So_Tu_phap.csv", partial(_sample, "chi-so-cchc-so-tu-phap"), date(2024, 1, 15)),
        ("Chi_so_tinh_Khanh_Hoa.csv", partial(_sample, "chi-so-tinh-khanh-hoa"), content.LAST_DAY),
        ("2024 Ke_hoach_CCHC.xlsx", lists.plan_file, content.LAST_DAY),
        ("Bo_chi_so_phuc_vu.xlsx", lists.service_file, content.LAST_DAY),
        ("Giai_ngan.csv", lists.disbursement_file, content.LAST_DAY),
        ("Chi_tieu_bao_cao.xlsx", lists.reported_file, content.LAST_DAY),
        ("2023-12 Nhac_viec.xlsx", partial(tasks.task_file, all_tasks, content.YEAR_FROM, year), None),
        (
            "2024-06 Nhac_viec.xlsx",
            partial(tasks.task_file, all_tasks, date(2023, 12, 15), date(2024, 6, 30)),
            None,
        ),
        (
            "2024-10 Nhac_viec.xlsx",
            partial(tasks.task_file, all_tasks, date(2023, 12, 15), content.LAST_DAY),
            None,
        ),
        ("2023-12 PAKN.ods", partial(tasks.petition_file, 2023), None),
        ("2024-10 PAKN.ods", partial(tasks.petition_file, 2024), None),
    ]
    for month in (9, 10):
        last = date(2024, month, 30 if month == 9 else 31)
        counted = partial(report.field_report, dossiers, last.replace(day=1), last)
        made.append((f"2024-{month:02d} Bieu_II06a.xls", counted, None))
    for file in FILES:
        rows = rows_of(dossiers, file, spoiled)
        given = file.last if file.layout == "csv" else None
        made.append((file.name, partial(WRITERS[file.layout], file, rows), given))
    out = []
    for name, make, as_of in made:
        path = folder / name
        path.write_bytes(make())
        out.append(DemoFile(path, as_of))
    return out


def _sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.csv").read_bytes()


def build(home: Path | str, progress: Callable[[str], None] = lambda text: None) -> Store:
    """The home with the demonstration data: made where it is missing, finished where it was interrupted.

    Raises Refused `not_empty` for a home with real data, `demo_incomplete` when one of the files is not imported.
    """
    home = Path(home)
    if Store.exists(home):
        with Store.open(home) as store:
            if store.fact("demonstration") == "false":
                raise Refused(
                    "not_empty",
                    f"Thư mục dữ liệu “{home}” đã được tạo cho dữ liệu thật. "
                    "Hãy chọn thư mục khác (--home) cho dữ liệu trình diễn.",
                )
    else:
        # Said before anything else: an interrupted start must not leave a home that looks like real data.
        with Store.open(home, create=True, agency=content.AGENCY) as store:
            store.set_fact("demonstration", "true")
    store = reference.init(home, content.AGENCY)
    try:
        if not store.fact(_DONE):
            _import_all(store, progress)
    except BaseException:
        store.close()
        raise
    return store


def _import_all(store: Store, progress: Callable[[str], None]) -> None:
    """Imports the files in their order; the next one is read and understood while one is written."""
    progress("Đang tạo các tệp trình diễn…")
    files = write_files(store.home / FOLDER)

    def look(file: DemoFile) -> batch.Preview:
        return batch.preview(store, str(file.path), file.path.read_bytes(), as_of=file.as_of)

    with ThreadPoolExecutor(1) as ahead:
        waiting = ahead.submit(look, files[0])
        for number, file in enumerate(files, start=1):
            progress(f"Đang nhập {number}/{len(files)}: {file.path.name}")
            looked = waiting.result()
            if number < len(files):
                waiting = ahead.submit(look, files[number])
            result = batch.commit(store, looked, who=entries.WHO).as_json()
            if result["status"] == "refused":
                raise ChisoError("demo_incomplete", f"{file.path.name}: {result['error']['message']}")
    with store.transaction():
        entries.enter(store)
        store.set_fact(_DONE, str(len(files)))
