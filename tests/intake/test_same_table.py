"""What a print adds to a sheet or leaves out of it changes none of its records: lines above, below and between them,
blank columns, how headings are written, dashes for what is empty."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chiso.core.settings import SAMPLES
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading, table_of_rows
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.recognising import recognise
from tests.worlds import half_year

FILES = [
    half_year.FOLDER / "2023-10 Danh_sach_ho_so.csv",
    half_year.FOLDER / "2023-12 Nhac_viec.csv",
    half_year.FOLDER / "2024-03 PAKN.xlsx",
    half_year.FOLDER / "Chi_tieu.csv",
    half_year.FOLDER / "Danh_muc_TTHC.csv",
    SAMPLES / "chi-so-cchc-so-tu-phap.csv",
    SAMPLES / "chi-so-tinh-khanh-hoa.csv",
    SAMPLES / "ke-hoach-cchc-sct-2024.csv",
    SAMPLES / "tieu-chi-cchc-2023.csv",
    *sorted((Path(half_year.__file__).parent / "reported").glob("*.csv")),
]
Line = list[str | None]


def _as_columns(lines: list[Line]) -> list[Line]:
    return [list(column) for column in zip(*lines, strict=True)]


def _headings(change: Callable[[str], str]) -> Callable[[list[Line], int, int], list[Line]]:
    def changed(lines: list[Line], first: int, end: int) -> list[Line]:
        heads = [[text and change(text) for text in line] for line in lines[first:end]]
        return [*lines[:first], *heads, *lines[end:]]

    return changed


def _below(*lines: Line) -> Callable[[list[Line], int, int], list[Line]]:
    return lambda own, first, end: [*own, *lines]


def _amid(*lines: Line) -> Callable[[list[Line], int, int], list[Line]]:
    return lambda own, first, end: [*own[: end + 1], *lines, *own[end + 1 :]]


def _dashes(lines: list[Line], first: int, end: int) -> list[Line]:
    return [*lines[:end], *([text or "-" for text in line] for line in lines[end:])]


# (lines, first line of the headings, first line of the records) -> lines
PRINTS: dict[str, Callable[[list[Line], int, int], list[Line]]] = {
    "authority above": lambda own, first, end: [
        ["UBND TỈNH KHÁNH HÒA", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ TƯ PHÁP", None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 123/BC-STP"],
        [],
        *own,
    ],
    "brought up to date": lambda own, first, end: [
        *own[:first],
        ["Cập nhật ngày 30/12/2024"],
        *own[first:],
    ],
    "signed": _below(
        [],
        [None, None, "Khánh Hòa, ngày 31 tháng 12 năm 2024"],
        ["NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"],
        [None, None, "(Ký, ghi rõ họ tên, đóng dấu)"],
        [None, None, "Nguyễn Văn An"],
    ),
    "notes": _below(
        ["Ghi chú: Số liệu đến 31/12/2024; trực tuyến gồm 120 hồ sơ, trực tiếp 30 hồ sơ."],
        ["(*) Không tính hồ sơ liên thông."],
    ),
    "total": _below(["Tổng cộng: 99"]),
    "blank lines": _amid([], []),
    "next page": lambda own, first, end: [*own[: end + 2], *own[first:end], *own[end + 2 :]],
    "columns numbered": lambda own, first, end: [
        *own[:end],
        [f"({number})" for number in range(1, len(own[first]) + 1)],
        *own[end:],
    ],
    "far down and right": lambda own, first, end: [
        *([] for _ in range(20)),
        *([None] * 5 + line for line in own),
    ],
    "box to tick before": lambda own, first, end: [
        ["Chọn" if place == first else "☐" if place >= end else None, *line] for place, line in enumerate(own)
    ],
    "blank column before": lambda own, first, end: [[None, *line] for line in own],
    "blank column amid": lambda own, first, end: [[*line[:3], None, *line[3:]] for line in own],
    "further column": lambda own, first, end: [
        [*line, "Mã nội bộ" if place == first else "x" if place >= end else None]
        for place, line in enumerate(own)
    ],
    "headings in capitals": _headings(str.upper),
    "headings with marks": _headings(lambda text: f" {text.replace(' ', chr(10), 1)} (*):"),
    "headings numbered": lambda own, first, end: [
        *own[:first],
        [text and f"{number}. {text}" for number, text in enumerate(own[first], 1)],
        *own[first + 1 :],
    ],
    "headings to sort by": _headings(lambda text: f"{text} ▲▼"),
    "letters apart": lambda own, first, end: [
        [text and unicodedata.normalize("NFD", text) for text in line] for line in own
    ],
    "dashes": _dashes,
}


def _understood(reading: Reading, name: str) -> tuple[Layout, Cleaned]:
    layout = recognise(reading, None, name)
    return layout, clean(reading.sheet(layout.sheet), layout, date(2024, 12, 31), name)


def _records(cleaned: Cleaned) -> list[dict[str, object]]:
    return cleaned.table.drop_columns(["row_no"]).to_pylist()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_a_print_adds_changes_no_record(file):
    reading = read(file.name, file.read_bytes())
    layout, own = _understood(reading, file.name)
    assert own.rows_loaded
    sheet = reading.sheet(layout.sheet)
    lines = _as_columns([column.to_pylist() for column in sheet.table.columns])
    for name, printed in PRINTS.items():
        changed = printed([*lines], layout.header_row - 1, layout.header_end)
        table = table_of_rows(changed, max(map(len, changed)))
        _, found = _understood(replace(reading, sheets=[replace(sheet, table=table, ragged=[])]), file.name)
        assert (name, found.rejects) == (name, [])
        assert (name, _records(found)) == (name, _records(own))
