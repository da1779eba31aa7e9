"""The demonstration: exports as the systems of Sở Tư pháp print them, and their import into a home.

Every number that pages show comes out of the files of data/samples through the importer. Rows are invented; the totals
of the CCHC year 2023 are the published ones (docs/reference-data.md).
"""

import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chiso import homes, reference
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import SAMPLES
from chiso.demo import entries
from chiso.intake.commit import batch
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import Preview, Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import Store

__all__ = ["FOLDER", "DemoFile", "build", "write_files"]

FOLDER = "demo-exports"
_DONE = "demonstration_files"
_ARCHIVE = "trinh-dien.zip"
# Published figures stand beside the archive, each with its source; they are imported after its second file.
_PUBLISHED = {
    "So_lieu_cong_bo_2023.csv": "so-lieu-cong-bo-2023.csv",
    "Chi_so_CCHC_So_Tu_phap.csv": "chi-so-cchc-so-tu-phap.csv",
    "Chi_so_tinh_Khanh_Hoa.csv": "chi-so-tinh-khanh-hoa.csv",
}
_THEIR_PLACE = 2
# The importer has to give the date of a file that prints none.
_DATES = {
    "Danh_muc_TTHC.xlsx": entries.LAST_DAY,
    "2023 Tham_dinh_CCHC.xlsx": date(2024, 1, 15),
    "So_lieu_cong_bo_2023.csv": date(2023, 12, 31),
    "Chi_so_CCHC_So_Tu_phap.csv": date(2024, 1, 15),
    "Chi_so_tinh_Khanh_Hoa.csv": entries.LAST_DAY,
    "2024 Ke_hoach_CCHC.xlsx": entries.LAST_DAY,
    "Bo_chi_so_phuc_vu.xlsx": entries.LAST_DAY,
    "Giai_ngan.csv": entries.LAST_DAY,
    "Chi_tieu_bao_cao.xlsx": entries.LAST_DAY,
    "2023-11 ho_so.csv": date(2023, 11, 30),
    "2024-03 ho_so.csv": date(2024, 3, 31),
}


@dataclass(frozen=True)
class DemoFile:
    """A written file, and the date that its importer has to give where the file has none."""

    path: Path
    as_of: date | None = None


def write_files(folder: Path) -> list[DemoFile]:
    """Writes all exports into the folder, in the order in which they are imported."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with zipfile.ZipFile(SAMPLES / _ARCHIVE) as archive:
        names = archive.namelist()
        names[_THEIR_PLACE:_THEIR_PLACE] = _PUBLISHED
        for name in names:
            sample = _PUBLISHED.get(name)
            path = folder / name
            path.write_bytes((SAMPLES / sample).read_bytes() if sample else archive.read(name))
            written.append(DemoFile(path, _DATES.get(name)))
    return written


def build(home: Path | str, progress: Callable[[str], None] = lambda text: None) -> Store:
    """The home with the demonstration data: made where it is missing, finished where it was interrupted.

    Raises Refused `not_empty` for a home with real data, `demo_incomplete` when one of the files is not imported.
    """
    home = Path(home)
    if Store.exists(home):
        with homes.opened(home) as store:
            if store.fact("demonstration") == "false":
                raise Refused(
                    "not_empty",
                    f"Thư mục dữ liệu “{home}” đã được tạo cho dữ liệu thật. "
                    "Hãy chọn thư mục khác (--home) cho dữ liệu trình diễn.",
                )
    else:
        # Said before anything else: an interrupted start must not leave a home that looks like real data.
        with Store.open(home, create=True, agency=entries.AGENCY) as store:
            store.set_fact("demonstration", "true")
    store = reference.init(home, entries.AGENCY)
    try:
        if not store.fact(_DONE):
            _import_all(store, progress)
    except BaseException:
        store.close()
        raise
    return store


def _import_all(store: Store, progress: Callable[[str], None]) -> None:
    """Imports the files in their order; the next one is read and understood while one is written."""
    progress("Đang lấy ra các tệp trình diễn…")
    files = write_files(store.home / FOLDER)

    def look(file: DemoFile) -> Preview:
        return preview(store, Upload.of_path(file.path, answers=Answers(as_of=file.as_of)))

    with ThreadPoolExecutor(1) as ahead:
        waiting = ahead.submit(look, files[0])
        for number, file in enumerate(files, start=1):
            progress(f"Đang nhập {number}/{len(files)}: {file.path.name}")
            looked = waiting.result()
            if number < len(files):
                waiting = ahead.submit(look, files[number])
            result = batch.commit(store, entries.WHO, looked).as_json()
            if result["status"] == "refused":
                raise ChisoError("demo_incomplete", f"{file.path.name}: {result['error']['message']}")
    with store.transaction():
        entries.enter(store)
        store.set_fact(_DONE, str(len(files)))
