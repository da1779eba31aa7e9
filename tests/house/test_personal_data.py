"""Citizens' names and numbers: planted in files, then looked for everywhere the program writes.

On the disk (database, its log, ledger, originals, leftovers in the temporary folder), in every table, in every line
logged, in previews and answers, and in every file that leaves: plain, unzipped, as UTF-8 and UTF-16.
"""

import io
import json
import logging
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from chiso import figures, reference
from chiso.core.text import table_csv
from chiso.desk import history
from chiso.desk import minutes as desk
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import CleanedFile, Preview, Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import books, minutes, papers, rejected, workbooks
from chiso.present import outputs as present
from chiso.store import Store, backup, originals
from tests.worlds.import_world import table_rows
from tests.worlds.people import audited_acts, named

DAY = date(2024, 10, 31)
NAMES = ("Nguyễn Thị Gieo Trồng", "Trần Văn Mò Mẫm", "Hộ kinh doanh Cỏ Lau")
NUMBERS = ("056099887766", "0905111222", "C7654321")
PLACES = ("12 Hẻm Tìm Kiếm, Nha Trang", "giau.kin@vi-du.vn")
PLANTED = (*NAMES, *NUMBERS, *PLACES)

HEAD = (
    *("STT", "Mã hồ sơ", "Tên TTHC", "Chủ hồ sơ", "Số CCCD/CMND", "Số điện thoại của người nộp"),
    *("Phòng xử lý", "Địa chỉ thường trú", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả"),
    *("Trạng thái hồ sơ", "E-mail", "Người được ủy quyền"),
)


def row(number: int, **cells: str) -> tuple[str, ...]:
    """A dossier with a citizen in six columns, overdue on the day."""
    filled = {
        "STT": str(number),
        "Mã hồ sơ": f"H32-{number:04}",
        "Tên TTHC": "Cấp phiếu lý lịch tư pháp",
        "Chủ hồ sơ": NAMES[number % 3],
        "Số CCCD/CMND": NUMBERS[0],
        "Số điện thoại của người nộp": NUMBERS[1],
        "Phòng xử lý": "Phòng Hành chính tư pháp",
        "Địa chỉ thường trú": PLACES[0],
        "Hình thức nộp": "Trực tuyến",
        "Ngày tiếp nhận": "02/09/2024",
        "Ngày hẹn trả": "20/09/2024",
        "Trạng thái hồ sơ": "Đang xử lý",
        "E-mail": PLACES[1],
        "Người được ủy quyền": NUMBERS[2],
    }
    return tuple({**filled, **cells}[name] for name in HEAD)


ROWS = (
    *(row(number) for number in range(1, 41)),
    row(41, **{"Ngày hẹn trả": "32/13/2024"}),
    row(42, **{"Ngày tiếp nhận": "", "Tên TTHC": ""}),
    row(43, **{"Trạng thái hồ sơ": "Chưa ai biết từ này"}),
    row(40),
)


def as_csv() -> bytes:
    lines = [";".join(cells) for cells in (HEAD, *ROWS)]
    lines.append(";".join(row(44)) + ";" + NAMES[0])  # one cell too many
    lines.append(";".join(cell for cell in row(45) if cell != PLACES[0]))  # one too few
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH HỒ SƠ"])
    sheet.append(HEAD)
    for cells in ROWS:
        sheet.append([cell.replace("H32-", "H33-") for cell in cells])
    book.create_sheet("Người nộp").append([*NAMES, *NUMBERS])
    book.properties.creator = NAMES[2]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_html() -> bytes:
    lines = "".join(
        "<tr>" + "".join(f"<td>{cell.replace('H32-', 'H34-')}</td>" for cell in cells) + "</tr>"
        for cells in (HEAD, *ROWS)
    )
    return f"<html><meta charset='utf-8'><table>{lines}</table></html>".encode()


def petitions() -> bytes:
    head = "Mã phản ánh;Nội dung phản ánh;Người phản ánh;SĐT;Ngày tiếp nhận;Hạn xử lý;Đơn vị xử lý;Trạng thái"
    lines = [
        f"PA-{number};Đèn đường hỏng;{NAMES[1]};{NUMBERS[1]};{day};20/09/2024;Văn phòng;Đang xử lý"
        for number, day in enumerate(["02/09/2024"] * 20 + ["31/02/2024"])
    ]
    return "\n".join([head, *lines]).encode("utf-8-sig")


@dataclass
class House:
    """A home into which files with citizens were imported, and what was written meanwhile."""

    store: Store
    folder: Path
    logged: str
    previews: list[Preview]
    results: list[batch.ImportResult]


def fill(folder: Path, files: Iterable[tuple[str, bytes, date | None, str | None]]) -> Iterator[House]:
    """Previews and imports the files with every line of the log kept."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CHISO_KEY_FILE", str(folder / "key"))
    (folder / "tmp").mkdir(parents=True)
    patch.setenv("TMPDIR", str(folder / "tmp"))
    patch.setattr(tempfile, "tempdir", None)
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        with reference.init(folder / "home", "stp") as store:
            previews, results = [], []
            for name, content, day, mode in files:
                answers = Answers(as_of=day, units={"Phòng Hành chính tư pháp": "stp-hctp"})
                looked = preview(store, Upload(name, content, answers=answers, mode=mode))
                previews.append(looked)
                results.append(batch.commit(store, named("van.phong"), looked))
            yield House(store, folder, log.getvalue(), previews, results)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
        patch.undo()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    files = (
        ("ho_so.csv", as_csv(), DAY, None),
        ("ho_so.xlsx", as_xlsx(), DAY, "add"),
        ("ho_so.xls", as_html(), DAY, "add"),
        ("pakn.csv", petitions(), DAY, None),
    )
    yield from fill(tmp_path_factory.mktemp("citizens"), files)


def found_in(content: bytes, planted: Iterable[str]) -> list[str]:
    """Which of the planted texts the bytes hold, also inside a package."""
    texts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            texts += [package.read(name) for name in package.namelist()]
            for name in package.namelist():
                if name.endswith(".xlsx"):
                    texts.append(str(found_in(package.read(name), planted)).encode())
    return [
        text
        for text in planted
        for place in texts
        if text.encode() in place or text.encode("utf-16-le") in place or json.dumps(text).encode() in place
    ]


def on_disk(folder: Path, planted: Iterable[str]) -> dict[str, list[str]]:
    hits = {}
    for path in folder.rglob("*"):
        if path.is_file() and (found := found_in(path.read_bytes(), planted)):
            hits[str(path.relative_to(folder))] = found
    return hits


def in_tables(store: Store, planted: Iterable[str]) -> dict[str, list[str]]:
    """In every table, as text: a compressed column would hide from a search in the file."""
    with store._cursor() as cursor:
        names = [name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()]
    assert len(names) > 20
    return {
        name: found for name in names if (found := found_in(str(table_rows(store, name)).encode(), planted))
    }


def leaving(store: Store, day: date) -> Iterator[tuple[str, bytes]]:
    """Every kind of file that leaves the house."""
    asked = Asked(agency="stp", as_of=day)
    yield "deck", present.deck(store, asked).content
    yield "workbook", books.workbook(store, asked)
    yield "morning list", books.digest_workbook(store, asked)
    yield "morning text", json.dumps(present.digest(store, asked), ensure_ascii=False).encode()
    for kind in papers.KINDS:
        yield kind, papers.build(store, kind, asked)
    said = f"CCCD {NUMBERS[0]}, ĐT {NUMBERS[1]}"  # what people type beside the rows is masked as they are
    desk.keep(store, named("thu.ky"), "stp", desk.Record(day, chair=said, present=said, agenda=said))
    for kind in minutes.KINDS:
        yield kind, minutes.build(kind, minutes.meeting_of(store, asked, day))
    late = figures.overdue(store, asked)
    yield "overdue.csv", table_csv(late)
    yield "overdue.xlsx", workbooks.workbook([workbooks.Tab("Bảng", late)])
    for indicator in ("overdue_dossiers", "online_rate", "received"):
        if indicator in {row["indicator"] for row in store.rows("figures/catalogue")}:
            yield indicator, table_csv(figures.records(store, asked, indicator))
    yield "findings", figures.check(store, figures.newest(store, "stp")).to_csv().encode()
    yield "audit log", audited_acts(store).to_csv().encode()
    for line in history.imports(store, "stp"):
        yield (
            f"rejects of {line['import_id']}",
            str(history.rejects(store, line["agency"], line["import_id"])).encode(),
        )
        if line["rows_rejected"]:
            yield (
                f"rejected rows of {line['import_id']}",
                rejected.workbook_of_import(store, line, range(1, 1_000_000)),
            )


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """The net is tried on files that do hold a citizen."""
    assert found_in(as_csv(), PLANTED)
    assert found_in(as_xlsx(), PLANTED)
    (tmp_path / "x.bin").write_bytes("…".encode() + NAMES[0].encode("utf-16-le"))
    assert on_disk(tmp_path, PLANTED) == {"x.bin": [NAMES[0]]}


def test_every_file_was_imported_with_its_rejected_rows(house: House) -> None:
    assert [result.status for result in house.results] == ["imported"] * 4, house.results
    assert [result.rows_rejected > 0 for result in house.results] == [True] * 4


def test_no_citizen_is_on_the_disk_while_the_server_runs(house: House) -> None:
    assert on_disk(house.folder, PLANTED) == {}


def test_no_citizen_is_in_any_table(house: House) -> None:
    assert in_tables(house.store, PLANTED) == {}


def test_no_citizen_is_in_what_was_logged(house: House) -> None:
    assert found_in(house.logged.encode(), PLANTED) == []


def test_no_citizen_is_in_results_answers_and_understood_rows(house: House) -> None:
    for looked, result in zip(house.previews, house.results, strict=True):
        said = json.dumps(result.as_json(), ensure_ascii=False, default=str)
        assert isinstance(looked, CleanedFile)
        said += str(looked.recognised.answers) + str(looked.upload.answers) + str(looked.layout.columns)
        said += (
            str(looked.cleaned.table.to_pylist()) + str(looked.cleaned.rejects) + str(looked.cleaned.warnings)
        )
        assert found_in(said.encode(), PLANTED) == []


def test_no_citizen_leaves_the_house(house: House) -> None:
    for name, content in leaving(house.store, DAY):
        assert found_in(content, PLANTED) == [], name


def test_nothing_is_left_in_the_temporary_folder(house: House) -> None:
    assert [path for path in (house.folder / "tmp").rglob("*") if path.is_file()] == []


def test_no_citizen_is_in_a_backup_and_the_key_is_not_there(house: House) -> None:
    folder = backup.backup(house.store, house.folder / "backup")
    assert on_disk(folder, PLANTED) == {}
    key = originals.key(house.store.home)
    assert [path for path in folder.rglob("*") if path.is_file() and key in path.read_bytes()] == []


# --- the public exports --------------------------------------------------------------------------------------

PUBLIC = (
    ("2024-01 Phu_luc_I_ho_so.xls", None),
    ("2024-03 ho_so.csv", date(2024, 3, 31)),
    ("2024-04 Danh sách hồ sơ.xlsx", None),
    ("2024-07 DSHS_utf16.csv", None),
    ("2024-10 PAKN.ods", None),
)


def test_no_citizen_of_the_public_exports_is_anywhere(shared: Path, tmp_path: Path) -> None:
    folder = shared / "exports" / "stp-2024"
    planted = json.loads((folder / "expected.json").read_text("utf-8"))["personal"]
    assert len(planted) > 50
    files = [(name, (folder / name).read_bytes(), day, None) for name, day in PUBLIC]
    assert all(found_in(content, planted) for name, content, _, _ in files if name.endswith(".xlsx"))
    for house in fill(tmp_path, files):
        assert [result.status for result in house.results] == ["imported"] * len(PUBLIC)
        assert on_disk(house.folder, planted) == {}
        assert in_tables(house.store, planted) == {}
        assert found_in(house.logged.encode(), planted) == []
        for name, content in leaving(house.store, DAY):
            assert found_in(content, planted) == [], name
