"""What stands above no table is in the name of its sheet or its file: the year, the index; the month of its sheet."""

import io
from datetime import date

import openpyxl
import pytest

from chiso.core.errors import Refused
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading
from chiso.intake.recognise.layout import Answers, Layout, Unrecognised
from chiso.intake.recognise.recognising import recognise

CRITERIA = [
    ["Mã", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"],
    ["1.1", "Kế hoạch cải cách", "1", "1"],
    ["1.2", "Số hóa hồ sơ", "2", "1"],
]
ROOMS = [
    ["Đơn vị", "Kế hoạch (2 điểm)", "Số hóa (3 điểm)", "Kỷ luật (5 điểm)"],
    ["Văn phòng", 2, 3, 4],
    ["Thanh tra", 1, 2, 5],
    ["Phòng Nghiệp vụ 1", 1, 2, 5],
]
PLACES = [["Tỉnh", "Điểm"], ["Khánh Hòa", 42.5], ["Phú Yên", 41]]


def of_sheets(sheets: dict[str, list[list[object]]], file_name: str = "a.xlsx") -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return read(file_name, kept.getvalue())


def layout(name: str, rows: list[list[object]], sheet: str = "Sheet1", title: str = "") -> Layout:
    return recognise(of_sheets({sheet: [[title]] * bool(title) + rows}, name), None, name)


@pytest.mark.parametrize(
    ("name", "sheet", "title", "year", "warned"),
    [
        ("Tu_cham_CCHC_2023.xlsx", "Sheet1", "", "2023", ["year_of_name"]),
        ("2023 Tham_dinh_CCHC.xlsx", "Sheet1", "BẢNG THẨM ĐỊNH CHỈ SỐ CCHC", "2023", ["year_of_name"]),
        ("CCHC2023 (2).xlsx", "Sheet1", "", "2023", ["year_of_name"]),
        ("diem.xlsx", "CCHC 2023", "", "2023", []),
        ("Tu_cham_2024.xlsx", "2023", "", "2023", []),  # the sheet's before the file's
        ("Tu_cham_2024.xlsx", "2024", "BẢNG TỰ CHẤM NĂM 2023", "2023", []),
    ],
)
def test_a_year_that_no_title_says_is_that_of_the_sheet_or_the_file(
    name: str, sheet: str, title: str, year: str, warned: list[str]
) -> None:
    found = layout(name, CRITERIA, sheet, title)
    assert (found.dataset, found.constants["year"], found.year) == ("criteria", year, int(year))
    assert [code for code, _ in found.warnings] == warned


@pytest.mark.parametrize(
    "name",
    [
        "Tu_cham.xlsx",
        "Tu_cham_2023_nop_2024.xlsx",  # which of them
        "Tu_cham_15-01-2024.xlsx",  # the day of the file: the points are of the year before
        "2024-01 Tu_cham.xlsx",
        "Tu_cham_20240115.xlsx",
    ],
)
def test_a_day_and_several_years_are_no_year_of_the_table(name: str) -> None:
    with pytest.raises(Unrecognised, match="Năm"):
        layout(name, CRITERIA)


def test_what_somebody_says_goes_before_the_name() -> None:
    text = "\n".join(";".join(row) for row in CRITERIA).encode()
    found = recognise(read("cham_2023.csv", text), Answers(year=2022), "cham_2023.csv")
    assert (found.constants["year"], found.warnings) == ("2022", ())


def test_points_of_rooms_are_of_the_year_in_the_name() -> None:
    found = layout("cac_phong_2023.xlsx", ROOMS, title="BẢNG TỔNG HỢP ĐIỂM CCHC CÁC PHÒNG, ĐƠN VỊ")
    assert (found.dataset, found.constants["year"]) == ("unit_scores", "2023")
    assert "year_of_name" in [code for code, _ in found.warnings]


@pytest.mark.parametrize(("name", "sheet"), [("diem PAPI 2023.xlsx", "Sheet1"), ("diem.xlsx", "PAPI 2023")])
def test_places_have_the_index_of_the_name(name: str, sheet: str) -> None:
    found = layout(name, PLACES, sheet)
    assert found.dataset == "index_scores"
    assert {key: found.constants[key] for key in ("index", "year")} == {"index": "PAPI", "year": "2023"}


def test_what_an_index_shall_reach_is_none_of_its_scores() -> None:
    with pytest.raises(Refused, match="Chỉ số"):
        layout("Muc_tieu_PAPI_2023.xlsx", PLACES)


INDEX_OF_A_MONTH = [
    ["STT", "Nhóm chỉ số", "Điểm tối đa", "Điểm đạt"],
    [1, "Công khai, minh bạch", 18, 17],
    [2, "Tiến độ giải quyết", 82, 70],
]
REPORTED = [["STT", "Chỉ tiêu", "Tử số", "Mẫu số"], [1, "Tỷ lệ văn bản ký số", 90, 100]]


@pytest.mark.parametrize(
    ("title", "names", "months"),
    [
        ("BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP NĂM 2024", ["T9", "T10"], ["09/2024", "10/2024"]),
        ("BỘ CHỈ SỐ PHỤC VỤ", ["Tháng 09-2024", "thang 10_2024"], ["09/2024", "10/2024"]),
        ("BỘ CHỈ SỐ PHỤC VỤ THÁNG 8/2024", ["T9"], ["08/2024"]),
    ],
)
def test_a_sheet_may_be_called_by_its_month(title: str, names: list[str], months: list[str]) -> None:
    """Such a workbook was refused for want of a month."""
    found = of_sheets({name: [[title], *INDEX_OF_A_MONTH] for name in names})
    assert [recognise(found.alone(name)).constants for name in names] == [
        {"month": month} for month in months
    ]


def test_a_sheet_that_is_called_by_no_month_of_a_known_year_says_none() -> None:
    for title, name in (("BỘ CHỈ SỐ PHỤC VỤ", "T10"), ("BỘ CHỈ SỐ PHỤC VỤ NĂM 2024", "Tổ 10")):
        with pytest.raises(Refused, match="thiếu cột bắt buộc: Tháng"):
            recognise(of_sheets({name: [[title], *INDEX_OF_A_MONTH]}))


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (None, ["30/09/2024", "31/10/2024"]),
        (date(2024, 10, 31), ["30/09/2024", "31/10/2024"]),
        (date(2024, 10, 15), ["30/09/2024", "15/10/2024"]),  # of a month that is not over
    ],
)
def test_what_is_reported_in_the_sheet_of_a_month_is_of_it(told: date | None, days: list[str]) -> None:
    """Both were of the day that was told of the file, and one of them was left out as the same row."""
    found = of_sheets({name: [["SỐ LIỆU BÁO CÁO NĂM 2024"], *REPORTED] for name in ("T9", "T10")})
    answers = Answers(as_of=told)
    assert [recognise(found.alone(name), answers).constants["date"] for name in ("T9", "T10")] == days
