"""Every kind of file becomes sheets whose rows and columns are Excel's."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chiso.core.errors import Refused
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading, Sheet
from tests.conftest import sample
from tests.worlds.disk import read_path


def rows_of(sheet: Sheet) -> list[list[str | None]]:
    """The sheet's rows as lists."""
    return [list(row.values()) for row in sheet.table.to_pylist()]


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def first_sheet(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def outcome(path: Path) -> Reading | Refused:
    try:
        return read_path(path)
    except Refused as refused:
        return refused


REFUSED = {
    "03_empty_sheet.xlsx": "empty_file",
    "13_password.xlsx": "protected_file",
    "15_gzip_named.csv": "unsupported_file",
    "17_empty.csv": "empty_file",
    "24_colspan.xls": "dangerous_file",
    "25_entities.xls": "dangerous_file",
    "26_picture_named.xlsx": "unsupported_file",
    "34_bad_byte_far_down.csv": "damaged_file",
    "41_whitespace.csv": "empty_file",
}


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        ("exports/tricky", 40),
        ("exports/stp-2024", 23),
        ("real/pci-papi-workbooks", 14),
        ("real/papi-2011-2024", 17),
        ("real/pci-province-tables", 5),
    ],
)
def test_every_public_file_is_read_or_refused_with_a_code(shared: Path, folder: str, least: int) -> None:
    paths = [path for path in sorted((shared / folder).iterdir()) if path.suffix not in (".md", ".json")]
    assert len(paths) >= least
    paths = list(sample(paths))
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, paths))
    refused = {p.name: f.code for p, f in zip(paths, outcomes, strict=True) if isinstance(f, Refused)}
    assert refused == {path.name: REFUSED[path.name] for path in paths if path.name in REFUSED}


def test_rejected_cells_of_the_year_stand_in_the_row_that_excel_shows(shared: Path) -> None:
    folder = shared / "exports" / "stp-2024"
    files = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    looked_at = 0
    for file in files:
        if not file["rejects"]:
            continue
        rows = [
            row
            for sheet in read_path(folder / file["file"]).sheets
            if sheet.visible
            for row in [rows_of(sheet)]
        ]
        data = max(rows, key=len)
        for reject in file["rejects"]:
            assert reject["value"] in data[reject["row"] - 1], (file["file"], reject)
            looked_at += 1
    assert looked_at == 12


@pytest.mark.parametrize(
    ("name", "kind", "ids"),
    [
        ("2023-12 So_theo_doi_ho_so.xlsx", "xlsx", 1628),
        ("2024-02 Tinh_hinh_giai_quyet.xls", "html", 1171),
        ("2024-05 DanhSachHoSo.xls", "spreadsheetml", 1776),
        ("2024-06 ho_so_1258.csv", "csv", 1497),
        ("2024-07 DSHS_utf16.csv", "csv", 1932),
        ("2024-09 Phu_luc_I_ho_so.xls", "xls", 1665),
    ],
)
def test_no_row_of_the_exports_is_lost(shared: Path, name: str, kind: str, ids: int) -> None:
    reading = read_path(shared / "exports" / "stp-2024" / name)
    assert reading.format == kind
    data = max((sheet for sheet in reading.sheets if sheet.visible), key=lambda sheet: sheet.table.num_rows)
    found = sum(any((cell or "").startswith("000.00.08.H32-") for cell in row) for row in rows_of(data))
    assert found == ids


def test_windows_1258_comes_composed(shared: Path) -> None:
    reading = read_path(shared / "exports" / "stp-2024" / "2024-06 ho_so_1258.csv")
    assert reading.encoding == "cp1258"
    assert rows_of(reading.sheets[0])[0][:4] == ["STT", "Mã hồ sơ", "Mã TTHC", "Tên thủ tục hành chính"]


def test_rows_and_columns_are_excels_even_with_blank_ones_in_front() -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet["C4"], sheet["D4"] = "STT", "Mã hồ sơ"
    sheet["C6"], sheet["D6"] = 1, "0000123"
    sheet.merge_cells("C4:C5")
    rows = rows_of(read("a.xlsx", saved(book)).sheets[0])
    assert rows == [
        [None, None, None, None],
        [None, None, None, None],
        [None, None, None, None],
        [None, None, "STT", "Mã hồ sơ"],
        [None, None, None, None],
        [None, None, "1", "0000123"],
    ]


def test_merges_are_one_based_corners() -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet["A1"], sheet["B2"] = "Tiêu đề", "x"
    sheet.merge_cells("A1:I1")
    sheet.merge_cells("B2:B4")
    assert sorted(read("a.xlsx", saved(book)).sheets[0].merges) == [(1, 1, 1, 9), (2, 2, 4, 2)]


def test_cells_arrive_as_their_shortest_text() -> None:
    book = Workbook()
    sheet = first_sheet(book)
    values: list[tuple[object, str | None]] = [
        (5, "5"),
        (5.0, "5"),
        (0.9984, "0.9984"),
        (-2.5, "-2.5"),
        ("0000123456789012345", "0000123456789012345"),
        ("1.234", "1.234"),
        (datetime(2024, 5, 6, 8, 30), "2024-05-06 08:30:00"),
        (datetime(2024, 5, 6), "2024-05-06"),
        (date(2024, 1, 31), "2024-01-31"),
        (time(8, 30), "08:30:00"),
        (True, "true"),
        ("   ", None),
        ("\u00a0", None),
        ("05/06/2024", "05/06/2024"),
    ]
    for row, (value, _) in enumerate(values, start=1):
        sheet.cell(row, 1, value)  # type: ignore[arg-type]
    sheet["A15"] = "cuối"
    found = [row[0] for row in rows_of(read("a.xlsx", saved(book)).sheets[0])]
    assert found == [shown for _, shown in values] + ["cuối"]


def test_a_date_a_moment_before_midnight_is_rounded_to_the_second() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 45418.3541666, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    sheet.write_number(1, 0, 45418.999999, book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    found = [row[0] for row in rows_of(read("a.xlsx", target.getvalue()).sheets[0])]
    assert found == ["2024-05-06 08:30:00", "2024-05-07"]


def test_of_a_date_a_z_says_nothing_of_a_text_that_it_is_told_in_utc() -> None:
    book = Workbook()
    first_sheet(book)["C2"], first_sheet(book)["D2"] = "chữ", "2024-05-06T01:30:00.000Z"
    typed = b'<c r="B2" t="d"><v>2024-05-06T08:30:00.000Z</v></c><c r="C2"'
    given, taken = zipfile.ZipFile(io.BytesIO(saved(book))), io.BytesIO()
    with zipfile.ZipFile(taken, "w") as target:
        for part in given.namelist():
            target.writestr(part, given.read(part).replace(b'<c r="C2"', typed))
    cells = rows_of(read("a.xlsx", taken.getvalue()).sheets[0])[1]
    assert cells == [None, "2024-05-06 08:30:00", "chữ", "2024-05-06T01:30:00.000Z"]


def test_excel_errors_stay_visible_as_text() -> None:
    book = Workbook()
    sheet = first_sheet(book)
    for row, error in enumerate(
        ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"], start=2
    ):
        cell = sheet.cell(row, 3, error)
        cell.data_type = "e"
    rows = rows_of(read("a.xlsx", saved(book)).sheets[0])
    shown = [row[2] for row in rows[1:]]
    assert shown == ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]


def test_hidden_and_empty_sheets_keep_their_places(shared: Path) -> None:
    reading = read_path(shared / "exports" / "tricky" / "10_hidden_sheet_first.xlsx")
    assert [(sheet.name, sheet.visible) for sheet in reading.sheets] == [("T4_cu", False), ("T5", True)]
    reading = read_path(shared / "exports" / "tricky" / "37_chartsheet_first.xlsx")
    assert [sheet.name for sheet in reading.sheets] == ["Biểu đồ", "Trống", "Dữ liệu"]
    assert [sheet.table.num_rows for sheet in reading.sheets] == [0, 0, 8]


def test_a_sheet_that_the_first_reader_rejects_is_read_by_the_second(shared: Path) -> None:
    reading = read_path(shared / "real" / "pci-papi-workbooks" / "PCI_2014.xlsx")
    summary = next(sheet for sheet in reading.sheets if sheet.name == "Summary_VN")
    cells = {cell for row in rows_of(summary) for cell in row}
    assert "Khánh Hòa" in cells
    assert any(cell and cell.startswith("59.78") for cell in cells)  # as published (real/README.md)


def test_real_pci_workbooks_give_the_published_totals(shared: Path) -> None:
    folder = shared / "real" / "pci-papi-workbooks"
    for name, total in (("PCI_2009.xls", "58.66"), ("PCI_2016.xlsx", "59.59")):
        cells = [
            cell
            for sheet in read_path(folder / name).sheets
            for row in rows_of(sheet)
            for cell in row
            if cell
        ]
        assert any(
            cell == total or (cell[:6].replace(".", "").isdigit() and _near(cell, total)) for cell in cells
        )


def _near(cell: str, total: str) -> bool:
    try:
        return abs(float(cell) - float(total)) < 0.005
    except ValueError:
        return False


def test_long_numbers_that_excel_rounded_are_warned_of_and_long_texts_are_not() -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet["B1"], sheet["C1"] = "Số dạng số", "Số dạng chữ"
    for row in range(2, 5):
        sheet.cell(row, 2, 1234567890123456789)
        sheet.cell(row, 3, "0000123456789012345")
    warnings = read("a.xlsx", saved(book)).warnings
    assert [code for code, _ in warnings] == ["lost_digits"]
    assert "cột B" in warnings[0][1]


def test_the_content_wins_over_the_name(shared: Path) -> None:
    path = shared / "exports" / "tricky" / "14_xlsx_named.xls"
    assert read(path.name, path.read_bytes()).format == "xlsx"
    assert read("danh sach.csv", path.read_bytes()).format == "xlsx"


def test_dates_in_ods_have_no_t(shared: Path) -> None:
    reading = read_path(shared / "exports" / "stp-2024" / "2024-03 PAKN.ods")
    assert reading.format == "ods"
    cells = [cell for row in rows_of(reading.sheets[0]) for cell in row if cell and cell[:5] == "2024-"]
    assert cells
    assert not any("T" in cell or cell.endswith("00:00:00") for cell in cells)


def test_html_tables_keep_spans_and_unclosed_cells() -> None:
    page = (
        "<html><head><title>bỏ</title><style>td{}</style></head><body><table>"
        "<tr><td colspan=3>DANH SÁCH&nbsp;HỒ SƠ</tr>"
        "<tr><td></tr>"
        "<tr><td rowspan=2>STT<td colspan='2'>Trả kết quả</tr>"
        "<tr><td>Ngày<td>Nơi</tr>"
        "<tr><td>1<td>05/06/2024<td>Một cửa<br>Sở</tr>"
        "</table></body></html>"
    )
    sheet = read("a.xls", page.encode()).sheets[0]
    assert rows_of(sheet) == [
        ["DANH SÁCH\u00a0HỒ SƠ", None, None],
        [None, None, None],
        ["STT", "Trả kết quả", None],
        [None, "Ngày", "Nơi"],
        ["1", "05/06/2024", "Một cửa\nSở"],
    ]
    assert sorted(sheet.merges) == [(1, 1, 1, 3), (3, 1, 4, 1), (3, 2, 3, 3)]


def test_tables_of_one_page_stand_under_one_another_as_excel_opens_them() -> None:
    page = (
        "<table><tr><td>SỞ TƯ PHÁP</td></tr><tr><td>Từ ngày 01/05/2024 đến ngày 31/05/2024</td></tr></table>"
        "<p>Đơn vị tính: hồ sơ</p>"
        "<table><tr><th>STT</th><th>Mã</th></tr><tr><td>1</td><td>H1</td></tr></table>"
    )
    assert rows_of(read("a.xls", page.encode()).sheets[0]) == [
        ["SỞ TƯ PHÁP", None],
        ["Từ ngày 01/05/2024 đến ngày 31/05/2024", None],
        ["Đơn vị tính: hồ sơ", None],
        ["STT", "Mã"],
        ["1", "H1"],
    ]


def test_a_table_within_a_layout_table_is_found() -> None:
    page = (
        "<table><tr><td>Logo</td><td><table><tr><td>STT</td><td>Mã</td></tr><tr><td>1</td><td>H1</td></tr>"
        "</table></td></tr></table>"
    )
    assert rows_of(read("a.xls", page.encode()).sheets[0]) == [["Logo", None], ["STT", "Mã"], ["1", "H1"]]


SPREADSHEETML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="Ẩn"><Table><Row><Cell><Data ss:Type="String">cũ</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="T5"><Table>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">STT</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">Trả kết quả</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">Ngày</Data></Cell><Cell><Data ss:Type="String">Nơi</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="DateTime">2024-05-06T00:00:00.000</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">0.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_spreadsheetml_keeps_index_merges_and_dates() -> None:
    hidden, shown = read("a.xls", SPREADSHEETML.encode()).sheets
    assert (hidden.name, hidden.visible) == ("Ẩn", False)
    assert (shown.name, shown.visible) == ("T5", True)
    assert rows_of(shown) == [
        [None, None, None, None],
        [None, None, None, None],
        ["STT", "Trả kết quả", None, None],
        [None, "Ngày", "Nơi", None],
        ["1", "2024-05-06", None, "0.5"],
    ]
    assert sorted(shown.merges) == [(3, 1, 4, 1), (3, 2, 3, 3)]


def test_a_stray_far_cell_is_left_out_with_a_warning(shared: Path) -> None:
    reading = read_path(shared / "exports" / "tricky" / "23_far_cell.xlsx")
    assert reading.sheets[0].table.shape == (8, 9)
    assert [code for code, _ in reading.warnings] == ["far_cell"]
    assert "XFD1048576" in reading.warnings[0][1]


def test_formats_up_to_the_edge_of_the_sheet_do_no_harm() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["STT", "Mã"])
    sheet.write_row(1, 0, ["1", "H1"])
    sheet.write_blank(1_048_575, 16_383, None, bold)
    book.close()
    reading = read("a.xlsx", target.getvalue())
    assert rows_of(reading.sheets[0]) == [["STT", "Mã"], ["1", "H1"]]
    assert reading.warnings == []


def test_a_wrong_claim_about_the_size_is_not_believed(shared: Path) -> None:
    reading = read_path(shared / "exports" / "tricky" / "38_wrong_dimension.xlsx")
    assert reading.sheets[0].table.shape == (8, 9)
