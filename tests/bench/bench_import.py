"""A whole import of 100,000 dossiers against inflating and scanning the same file (bar 10×), of a million as CSV
against a raw read (bar 8×), each in a process of its own, with the most memory that it and the child that reads had at
one time.

python3 run.py bench bench_import 100000         another number of rows of the CSV
"""

import multiprocessing
import os
import sys
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import psutil
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


def seconds() -> tuple[float, float]:
    """By the clock, and of the processors: this process and the children that ended."""
    used = os.times()
    return time.perf_counter(), used.user + used.system + used.children_user + used.children_system


def imported(path: Path, home: Path, bar: int) -> None:
    """Imports a file into a home, prints the ratios; in a process of its own."""
    began = seconds()
    for _ in range(3):
        scan(path)
    yardstick = [(now - then) / 3 for then, now in zip(began, seconds(), strict=True)]
    with reference.init(home, "stp") as store:
        began = seconds()
        result = batch.import_file(store, ADMIN, batch.Upload.of_path(path))
        took = [now - then for then, now in zip(began, seconds(), strict=True)]
    assert isinstance(result, ImportResult)
    rows = result.as_json()["rows_loaded"]
    print(
        f"{path.suffix} {rows:>9,} × 15: {took[0]:.2f} s, {rows / took[0]:,.0f} rows/s, scan {yardstick[0]:.2f} s, "
        f"ratio {took[0] / yardstick[0]:.1f}; CPU {took[1]:.2f} s, scan {yardstick[1]:.2f} s, "
        f"ratio {took[1] / yardstick[1]:.1f} (≤ {bar})",
        flush=True,
    )


def alone(path: Path, home: Path, bar: int) -> None:
    """`imported`, and the most memory of its process tree at one time."""
    process = multiprocessing.get_context("spawn").Process(target=imported, args=(path, home, bar))
    process.start()
    tree, most = psutil.Process(process.pid), 0
    while process.is_alive():
        with suppress(psutil.Error):
            most = max(most, sum(one.memory_info().rss for one in (tree, *tree.children(recursive=True))))
        process.join(0.02)
    database = sum(file.stat().st_size for file in home.glob("chiso.duckdb*"))
    print(f"    most memory {most / 1e6:,.0f} MB; database {database / 1e6:,.0f} MB", flush=True)


def main() -> None:
    """Makes the files, imports each into a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        packed, plain = Path(folder) / "ho_so.xlsx", Path(folder) / "ho_so_lon.csv"
        workbook(packed)
        alone(packed, Path(folder) / "small", 10)
        text(plain, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
        alone(plain, Path(folder) / "large", 8)


if __name__ == "__main__":
    main()
