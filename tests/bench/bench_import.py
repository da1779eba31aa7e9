"""A whole import of 100,000 dossiers against inflating and scanning the same file (bar 20×)."""

import tempfile
import time
import zipfile
from pathlib import Path

from openpyxl import Workbook

from chiso import reference
from chiso.intake.commit import batch
from tests.worlds.people import ADMIN

ROWS = 100_000
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


def main() -> None:
    """Makes the file, imports it into a fresh home, prints the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ho_so.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Danh sách")
        sheet.append(["Tính đến ngày 31/10/2024"])
        sheet.append(HEAD)
        for i in range(ROWS):
            day = f"{i % 28 + 1:02}"
            sheet.append(
                [str(i + 1), f"HS-{i:07}", "1.001", "Cấp phiếu", "Hộ tịch", "Văn phòng", "An", "Trực tuyến",
                 f"{day}/09/2024 08:00", f"{day}/10/2024", f"{day}/10/2024", "Đã trả kết quả", "x", "", ""]
            )  # fmt: skip
        book.save(path)
        began = time.perf_counter()
        with zipfile.ZipFile(path) as archive:
            sum(archive.read(name).count(b"<c ") for name in archive.namelist())
        scan = time.perf_counter() - began
        with reference.init(Path(folder) / "home", "stp") as store:
            began = time.perf_counter()
            result = batch.import_file(store, ADMIN, batch.Upload.of_path(path)).as_json()
            took = time.perf_counter() - began
        print(
            f"import {result['rows_loaded']} × 15: {took:.2f} s, scan {scan:.2f} s, ratio {took / scan:.1f} (≤ 20)"
        )


if __name__ == "__main__":
    main()
