"""Exports made by hand for the upload page: a few dossiers as a CSV text, and the home they go into."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook

from chiso.store import Store
from tests.worlds import fresh_home

HEADER = ";".join(
    (
        *("STT", "Mã hồ sơ", "Tên TTHC", "Phòng xử lý", "Hình thức nộp"),
        *("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái hồ sơ"),
    )
)
MARCH = "Từ ngày 01/03/2024 đến ngày 31/03/2024"
APRIL = "Từ ngày 01/04/2024 đến ngày 30/04/2024"
OFFICE, LEGAL = "Văn phòng", "Phòng Hành chính tư pháp"


def dossier(number: int, **cells: str) -> dict[str, str]:
    """A dossier received on 4/3, due on 18/3, done on 15/3, on time, online, unless said otherwise."""
    return {
        "STT": str(number),
        "Mã hồ sơ": f"H32-2403-{number:04}",
        "Tên TTHC": "Cấp phiếu lý lịch tư pháp",
        "Phòng xử lý": OFFICE,
        "Hình thức nộp": "Trực tuyến",
        "Ngày tiếp nhận": "04/03/2024",
        "Ngày hẹn trả": "18/03/2024",
        "Ngày kết thúc xử lý": "15/03/2024",
        "Trạng thái hồ sơ": "Đã trả kết quả",
        **cells,
    }


def export(
    rows: Iterable[dict[str, str]], *, title: str = MARCH, header: str = HEADER, drop: str = ""
) -> bytes:
    """The rows as a semicolon CSV below a title; `header` and `drop` change which columns there are."""
    names = [name for name in header.split(";") if name != drop]
    lines = ["DANH SÁCH HỒ SƠ", title, "", ";".join(names)] if title else [";".join(names)]
    lines += [";".join(row.get(name, "") for name in names) for row in rows]
    return "\n".join(lines).encode("utf-8-sig")


def dossiers(count: int, first: int = 1, **cells: str) -> list[dict[str, str]]:
    """Several dossiers with following numbers."""
    return [dossier(number, **cells) for number in range(first, first + count)]


def workbook(sheets: Mapping[str, bytes]) -> bytes:
    """Exports as the sheets of one .xlsx."""
    book = Workbook()
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.decode("utf-8-sig").splitlines():
            sheet.append([cell or None for cell in line.split(";")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def april(count: int, first: int, **cells: str) -> list[dict[str, str]]:
    """Dossiers of April, done on time."""
    dates = {
        "Ngày tiếp nhận": "01/04/2024",
        "Ngày hẹn trả": "15/04/2024",
        "Ngày kết thúc xử lý": "12/04/2024",
    }
    return dossiers(count, first, **{**dates, **cells})


def home(folder: Path) -> Store:
    """An empty demonstration home: its visitor may do everything."""
    store = fresh_home.build(folder)
    store.set_fact("demonstration", "true")
    store.set_fact("demonstration_files", "0")
    return store
