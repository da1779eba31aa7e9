"""Reading an .xlsx of 100,000 rows × 15 columns as text, against inflating and byte-scanning the same file.

Run by hand: `python tests/bench/bench_reading.py [rows]`. Bar (shared design, quality): at most 5 times.
"""

import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso.intake.files.reading import read

BAR = 5.0
ROUNDS = 5
HEADER = [
    *(
        "STT",
        "Mã hồ sơ",
        "Mã TTHC",
        "Tên TTHC",
        "Lĩnh vực",
        "Phòng xử lý",
        "Công chức xử lý",
        "Kênh tiếp nhận",
    ),
    *(
        "Ngày nộp",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày kết thúc xử lý",
        "Trạng thái",
        "Số lần bổ sung",
        "Ghi chú",
    ),
]


def cells(number: int) -> list[object]:
    """One made-up dossier."""
    day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2024 {7 + number % 9:02d}:{number % 60:02d}"
    return [
        number,
        f"000.00.08.H32-24{number:07d}",
        "2.000488.000.00.00.H32",
        "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam",
        "Lý lịch tư pháp",
        ("Phòng Hành chính tư pháp", "Phòng Thanh tra – Bổ trợ tư pháp", "Văn phòng")[number % 3],
        "Trần Quốc Bảo",
        ("Trực tuyến", "Trực tiếp")[number % 2],
        day,
        day,
        day,
        day if number % 5 else None,
        "Đã trả kết quả",
        number % 3,
        None,
    ]


def workbook(rows: int) -> bytes:
    """The workbook as bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, HEADER)
    for number in range(1, rows + 1):
        sheet.write_row(number, 0, cells(number))
    book.close()
    return target.getvalue()


def text_file(rows: int, path: Path) -> None:
    """The same rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(";".join(HEADER) + "\r\n")
        for number in range(1, rows + 1):
            file.write(";".join("" if cell is None else str(cell) for cell in cells(number)) + "\r\n")


def inflate_and_scan(content: bytes) -> int:
    """The yardstick: every entry inflated, every byte looked at once."""
    found = 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            found += package.read(name).count(b"<c ")
    return found


def best(action: Callable[[], object]) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def main(rows: int) -> None:
    """Prints one line per format."""
    content = workbook(rows)
    yardstick = best(lambda: inflate_and_scan(content))
    reading = best(lambda: read("bench.xlsx", content))
    ratio = reading / yardstick
    print(
        f"xlsx {rows:>9,} × 15: đọc {reading:.2f} s, giải nén + quét {yardstick:.2f} s, tỷ lệ {ratio:.1f} (≤ {BAR})"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        text_file(rows * 10, path)
        raw = best(path.read_bytes)
        reading = best(lambda: read(path.name, path))
    print(f"csv  {rows * 10:>9,} × 15: đọc {reading:.2f} s, đọc thô {raw:.2f} s, tỷ lệ {reading / raw:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
