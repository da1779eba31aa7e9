"""What .xlsb says beside its values is read as that of an .xlsx: merges, percents, errors, chart sheets."""

from chiso.intake.files.reading import read
from tests.worlds import binary_workbooks as xlsb

STYLES = xlsb.styles_of(0, 10, '0.0"%"', "0.0%")
ROWS = (
    *(xlsb.row_of(0), xlsb.text(0, "Đơn vị"), xlsb.text(1, "Tỷ lệ")),
    *(xlsb.row_of(1), xlsb.text(0, "Phòng A"), xlsb.number(1, 0.915, 1)),
    *(xlsb.row_of(2), xlsb.number(1, 0.5, 3)),
    *(xlsb.row_of(3), xlsb.text(0, "Phòng B"), xlsb.number(1, 0.5, 2)),  # the sign is only quoted
)


def rows(content: bytes, sheet: str = "Bảng") -> list[list[str | None]]:
    return [list(row.values()) for row in read("a.xlsb", content).sheet(sheet).table.to_pylist()]


def test_numbers_shown_as_percent_and_merges() -> None:
    body = xlsb.sheet_of(b"".join(ROWS), xlsb.merge(1, 2, 0, 0))
    content = xlsb.workbook(("Bảng", "worksheets", body), styles=STYLES)
    assert rows(content) == [
        ["Đơn vị", "Tỷ lệ"],
        ["Phòng A", "91.5%"],
        [None, "50%"],
        ["Phòng B", "0.5"],
    ]
    assert read("a.xlsb", content).sheet("Bảng").merges == [(2, 1, 3, 1)]


def test_formula_that_failed_is_no_empty_cell_even_at_the_edge() -> None:
    beside = xlsb.row_of(1) + xlsb.text(0, "Phòng A") + xlsb.number(1, 7) + xlsb.failed(2, 0x2A)
    below = xlsb.row_of(5) + xlsb.failed(1, 0x17)
    content = xlsb.workbook(("Bảng", "worksheets", xlsb.sheet_of(beside + below)), styles=STYLES)
    found = rows(content)
    assert found[1] == ["Phòng A", "7", "#N/A"]
    assert found[5] == [None, "#REF!", None]


def test_a_sheet_that_is_one_chart_is_no_damage() -> None:
    body = xlsb.sheet_of(b"".join(ROWS))
    chart = xlsb.record(129) + xlsb.record(130)
    content = xlsb.workbook(("Biểu đồ", "chartsheets", chart), ("Bảng", "worksheets", body), styles=STYLES)
    assert rows(content)[1] == ["Phòng A", "91.5%"]
    assert not read("a.xlsb", content).sheet("Biểu đồ").damaged


def test_days_that_count_from_1904_are_said() -> None:
    body = xlsb.sheet_of(b"".join(ROWS))
    for since_1904 in (False, True):
        content = xlsb.workbook(("Bảng", "worksheets", body), styles=STYLES, since_1904=since_1904)
        assert read("a.xlsb", content).sheet("Bảng").since_1904 is since_1904
