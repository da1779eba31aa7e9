"""The demonstration: exports as the systems of Sở Tư pháp print them, and their import into a home; then those of the
three other agencies of the documents.

Every number that pages show comes out of the files of data/samples through the importer. Rows are invented; the totals
of Sở Tư pháp of the CCHC year 2023 are the published ones (docs/reference-data.md).
"""

import tomllib
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from chiso import figures, homes, reference
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import SAMPLES
from chiso.desk import first_day, meetings, minutes, office
from chiso.intake.commit import batch
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import Preview, Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.reference import agencies, changes
from chiso.store import Store
from chiso.words.reported import carried_over, last_year

AGENCY = "stp"
LAST_DAY = date(2024, 10, 31)
WHO = Actor("minh họa", "admin")
FOLDER = "demo-exports"
_ARCHIVE = "trinh-dien.zip"
_OTHERS = "minh-hoa-ba-co-quan.zip"  # a folder per agency
# Published figures and the printed plan of PCI and PGI stand beside the archive, each with its source; they are
# imported after its second file.
_PUBLISHED = {
    "So_lieu_cong_bo_2023.csv": "so-lieu-cong-bo-2023.csv",
    "Chi_so_CCHC_So_Tu_phap.csv": "chi-so-cchc-so-tu-phap.csv",
    "Chi_so_tinh_Khanh_Hoa.csv": "chi-so-tinh-khanh-hoa.csv",
    "2024 Ke_hoach_PCI_PGI.csv": "ke-hoach-pci-pgi-stp-2024.csv",
}
_THEIR_PLACE = 2
# The importer has to give the date of a file that prints none.
_DATES = {
    "Danh_muc_TTHC.xlsx": LAST_DAY,
    "2023 Tham_dinh_CCHC.xlsx": date(2024, 1, 15),
    "So_lieu_cong_bo_2023.csv": date(2023, 12, 31),
    "Chi_so_CCHC_So_Tu_phap.csv": date(2024, 1, 15),
    "Chi_so_tinh_Khanh_Hoa.csv": LAST_DAY,
    "2024 Ke_hoach_PCI_PGI.csv": LAST_DAY,
    "2024 Ke_hoach_CCHC.xlsx": LAST_DAY,
    "Bo_chi_so_phuc_vu.xlsx": LAST_DAY,
    "Giai_ngan.csv": LAST_DAY,
    "Chi_tieu_bao_cao.xlsx": LAST_DAY,
    "2023-11 ho_so.csv": date(2023, 11, 30),
    "2024-03 ho_so.csv": date(2024, 3, 31),
}

# Tasks with several deadlines: done up to this day (section, number).
_DONE_UNTIL = {
    ("I", "5"): date(2024, 9, 30),
    ("I", "8"): date(2024, 9, 30),
    ("II", "5"): date(2024, 2, 20),
    ("III", "1"): date(2024, 7, 30),
    ("III", "13"): date(2024, 9, 30),
    ("V", "5"): date(2024, 6, 15),
    ("VI", "4"): date(2024, 9, 30),
    ("A/V", "14"): date(2024, 8, 15),
}
# Reports of the rooms on September, due on 05/10: (unit, handed in on, thin); of the others nobody knows.
_HANDED_IN = (
    ("stp-nv2", date(2024, 10, 4), False),
    ("stp-nv1", date(2024, 10, 8), False),
    ("stp-thanhtra", date(2024, 10, 5), True),
)
_CAUSES = (
    ("Chờ phối hợp", "2024-11-06"),
    ("Quên thao tác", "2024-11-01"),
    ("Thiếu hồ sơ", "2024-11-08"),
    ("Chờ phối hợp", "2024-11-12"),
)
# The last exports: what was promised before them stood when the giao ban of October met.
_LAST = "2024-10 "
# What the meetings concluded and promised
_MEETINGS = tomllib.loads((SAMPLES / "giao-ban.toml").read_text(encoding="utf-8"))
# By agency: rooms that its document does not name, what of its plan is done, what its meetings concluded.
_ENTERED = tomllib.loads((SAMPLES / "ba-co-quan.toml").read_text(encoding="utf-8"))


def write_files(folder: Path) -> list[Upload]:
    """Writes all exports into the folder; how they are handed in, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with zipfile.ZipFile(SAMPLES / _ARCHIVE) as archive:
        names = archive.namelist()
        names[_THEIR_PLACE:_THEIR_PLACE] = _PUBLISHED
        names.sort(key=lambda name: name.startswith(_LAST))
        for name in names:
            sample = _PUBLISHED.get(name)
            path = folder / name
            path.write_bytes((SAMPLES / sample).read_bytes() if sample else archive.read(name))
            written.append(Upload.of_path(path, answers=Answers(as_of=_DATES.get(name))))
    return written


def build(home: Path | str, progress: Callable[[str], None] = lambda text: None) -> Store:
    """The home with the demonstration of the first agency: made where it is missing, finished where it was interrupted.

    Raises Refused `not_empty` for a home with real data, `demo_incomplete` when one of the files is not imported.
    """
    home = Path(home)
    with suppress(homes.Unfinished):
        if Store.exists(home):
            with homes.opened(home) as store:
                if store.fact("demonstration") == "false":
                    raise Refused(
                        "not_empty",
                        f"Thư mục dữ liệu “{home}” đã được tạo cho dữ liệu thật. "
                        "Hãy chọn thư mục khác (--home) cho dữ liệu minh họa.",
                    )
    if homes.is_unfinished(home) or not Store.exists(home):
        # Said before anything else: an interrupted start must leave nothing that looks like real data or like a whole.
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / homes.UNFINISHED).touch()
        with Store.open(home, create=True, agency=AGENCY) as store:
            store.set_fact("demonstration", "true")
    store = reference.init(home, AGENCY)
    try:
        if not store.fact(homes.WHOLE):
            _import_all(store, progress)
        (home / homes.UNFINISHED).unlink(missing_ok=True)
    except BaseException:
        store.close()
        raise
    return store


def add_others(store: Store, progress: Callable[[str], None] = lambda text: None) -> None:
    """The three other agencies beside the first, one transaction each: one that was cut off is not there at all, and
    comes with the next start. Raises ChisoError as `build`."""
    for agency, entered in _ENTERED.items():
        if agency not in agencies.kept(store):
            progress(f"Đang nạp thêm {entered['name']}…")
            _add(store, agency, entered)
    store.set_fact(homes.OTHERS, "there")


def _add(store: Store, agency: str, entered: Mapping[str, Any]) -> None:
    there = {row["unit"] for row in store.rows("reference/units", agency=agency)}
    for unit, named in entered["units"].items():  # first: files are understood by them
        if unit not in there:
            changes.add_unit(store, WHO, agency, unit, **named)
    looked = [preview(store, file) for file in _files_of(store.home / FOLDER, agency)]
    with store.transaction():
        agencies.add(store, WHO, agency)
        for one in looked:
            _put(store, one)
        _propose_targets(store, agency)
        _hand_in(store, agency, entered["open"])
        _conclude(store, agency, entered["conclusions"])


def _propose_targets(store: Store, agency: str) -> None:
    """An agency that has no targets of the year takes those of the last one, marked as a proposal."""
    rows = changes.rows(store, agency, "targets")
    if not any(row["year"] == LAST_DAY.year for row in rows):
        edits = [changes.Edit("targets", None, row) for row in carried_over(rows, LAST_DAY.year)]
        changes.apply(
            store, WHO, agency, edits, title=f"Chép chỉ tiêu từ năm {last_year(rows, LAST_DAY.year)}"
        )


def _hand_in(store: Store, agency: str, still_open: Collection[str]) -> None:
    """What the plan asked for was handed in the day before, each ninth three days late, each tenth thin; `still_open`
    (section/number/unit/day) was not."""
    owed = figures.overdue(store, figures.Asked(agency=agency, as_of=LAST_DAY), "plan")
    handed_in: dict[str, dict[str, str | None]] = {}
    for number, (key, due) in enumerate(zip(owed["key"], owed["due"], strict=True)):
        if not key.endswith(tuple(still_open)):
            day = due + timedelta(days=3 if number % 9 == 4 else -1)
            handed_in[key] = {"submitted_on": f"{day:%Y-%m-%d}", "is_thin": "x" if number % 10 == 7 else None}
    office.enter(store, WHO, agency, "plan_tasks", handed_in)


def _files_of(folder: Path, agency: str) -> Iterator[Upload]:
    """The exports of an agency, and its plan as the program brings it along."""
    with zipfile.ZipFile(SAMPLES / _OTHERS) as archive:
        for name in archive.namelist():
            if name.startswith(f"{agency}/"):
                yield Upload.of_path(Path(archive.extract(name, folder)), agency=agency)
    for offer in first_day.offered():
        if agency in offer.agencies:
            yield Upload.of_path(offer.path, agency=agency, answers=Answers(as_of=offer.as_of))


def _put(store: Store, looked: Preview) -> None:
    result = batch.commit(store, WHO, looked).as_json()
    if result["status"] == "refused":
        raise ChisoError("demo_incomplete", f"{looked.upload.name}: {result['error']['message']}")


def _import_all(store: Store, progress: Callable[[str], None]) -> None:
    """Imports the files in their order; the next one is read and understood while one is written."""
    progress("Đang lấy ra các tệp minh họa…")
    files = write_files(store.home / FOLDER)
    first_of_last = next((file.name for file in files if file.name.startswith(_LAST)), None)
    with ThreadPoolExecutor(1) as ahead:
        waiting = ahead.submit(preview, store, files[0])
        for number, file in enumerate(files, start=1):
            progress(f"Đang nhập {number}/{len(files)}: {file.name}")
            looked = waiting.result()
            if file.name == first_of_last:
                promised = {key: {"promised_on": f"{day}"} for key, day in _MEETINGS["promised"].items()}
                office.enter(store, WHO, AGENCY, "dossiers", promised)
            if number < len(files):
                waiting = ahead.submit(preview, store, files[number])
            _put(store, looked)
    with store.transaction():
        _enter(store)
        store.set_fact(homes.WHOLE, str(len(files)))
        store.set_fact(homes.OTHERS, homes.WANTED)


def _enter(store: Store) -> None:
    """What the office entered on pages: progress of the plan, causes of late work, meetings."""
    with store.transaction():
        for task in store.rows("figures/plan_tasks", agency=AGENCY, as_of=LAST_DAY):
            day = _DONE_UNTIL.get((task["section"], task["no"]))
            if day:
                changes: dict[str, str | None] = {"done_until": day.isoformat()}
                office.enter(store, WHO, AGENCY, "plan_tasks", {task["key"]: changes})
        asked = figures.Asked(agency=AGENCY, as_of=LAST_DAY)
        monthly = figures.owed(store, asked, date(2024, 10, 5), date(2024, 10, 5)).set_index("unit")["key"]
        for unit, day, is_thin in _HANDED_IN:
            if unit in monthly:  # a start that was cut off has no plan yet
                office.submit(store, WHO, AGENCY, monthly[unit], office.HandedIn(day, is_thin))
        overdue = figures.overdue(store, asked, "dossiers")
        for key, (cause, promised) in zip(overdue["key"], _CAUSES, strict=False):
            changes = {"cause": cause, "promised_on": promised}
            office.enter(store, WHO, AGENCY, "dossiers", {key: changes})
        for said in _MEETINGS["records"]:
            minutes.keep(store, WHO, AGENCY, minutes.Record(**said))
        _conclude(store, AGENCY, _MEETINGS["conclusions"])


def _conclude(store: Store, agency: str, conclusions: Sequence[Mapping[str, Any]]) -> None:
    for said in conclusions:
        made = {name: cell for name, cell in said.items() if name != "moved_to"}
        number = meetings.add(store, WHO, meetings.Commitment(agency, **made))
        if "moved_to" in said:
            meetings.change(store, WHO, number, as_of=LAST_DAY, due_on=said["moved_to"])
