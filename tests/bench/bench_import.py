"""A whole import of 100,000 dossiers against inflating and scanning the same file (bar 10×), and of a million as CSV
against a raw read (bar 8×), with the most memory of this process and of the child that reads.

python3 run.py bench bench_import 100000         another number of rows of the CSV
"""

import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from chiso import reference
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult
from tests.worlds.people import ADMIN

ROWS = 100_000
TITLE = "Tính đến ngày 31/10/2024"
HEAD = [
    "STT",
    "Mã hồ sơ",
    "Mã TTHC",
    "Tên TTHC",
    "Lĩnh vực",
    "Phòng xử lý",
    "Cán bộ thụ lý",
    "Hình thức nộp",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc",
    "Trạng thái",
    "Số hóa hồ sơ",
    "Kết quả điện tử",
    "Ghi chú",
]


def row(number: int) -> list[str]:
    """One made-up dossier."""
    day = f"{number % 28 + 1:02}"
    return [
        str(number + 1), f"HS-{number:07}", "1.001", "Cấp phiếu", "Hộ tịch", "Văn phòng", "An", "Trực tuyến",
        f"{day}/09/2024 08:00", f"{day}/10/2024", f"{day}/10/2024", "Đã trả kết quả", "x", "", "",
    ]  # fmt: skip


def workbook(path: Path) -> None:
    """ROWS dossiers as .xlsx."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append([TITLE])
    sheet.append(HEAD)
    for number in range(ROWS):
        sheet.append(row(number))
    book.save(path)


def text(path: Path, rows: int) -> None:
    """So many dossiers as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(f"{TITLE}\r\n{';'.join(HEAD)}\r\n")
        file.writelines(f"{';'.join(row(number))}\r\n" for number in range(rows))


def scan(path: Path) -> object:
    """The yardstick: inflated where it is packed, every byte looked at once."""
    if path.suffix == ".csv":
        return path.read_bytes().count(b";")
    with zipfile.ZipFile(path) as archive:
        return sum(archive.read(name).count(b"<c ") for name in archive.namelist())


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Seconds, and what it answered."""
    began = time.perf_counter()
    answer = action()
    return time.perf_counter() - began, answer


def imported(path: Path, bar: int) -> None:
    """Imports a file into a fresh home, prints the ratio."""
    yardstick = min(timed(lambda: scan(path))[0] for _ in range(3))
    with reference.init(path.with_suffix(""), "stp") as store:
        took, result = timed(lambda: batch.import_file(store, ADMIN, batch.Upload.of_path(path)))
    assert isinstance(result, ImportResult)
    rows = result.as_json()["rows_loaded"]
    most = [
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"{path.suffix} {rows:>9,} × 15: {took:.2f} s, {rows / took:,.0f} rows/s, scan {yardstick:.2f} s, "
        f"ratio {took / yardstick:.1f} (≤ {bar}); most {most[0]} MB here, {most[1]} MB in a child"
    )


def main() -> None:
    """Makes the files, imports each into a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        packed, plain = Path(folder) / "ho_so.xlsx", Path(folder) / "ho_so_lon.csv"
        workbook(packed)
        imported(packed, 10)
        text(plain, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
        imported(plain, 8)


if __name__ == "__main__":
    main()
