"""Periods and dates as reports print them above a table; expected days read off the words by hand."""

from datetime import date

import pytest

from chiso.intake.recognise.layout import Unrecognised
from chiso.intake.recognise.title import days_named, read_title
from tests.intake.test_rooms import understood

MARCH = (date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    "rows",
    [
        [["Từ ngày: 01/03/2024 - Đến ngày: 31/03/2024"]],
        [["Từ ngày 01/03/2024 – đến ngày 31/03/2024"]],
        [["Từ ngày: 01/03/2024"], ["Đến ngày: 31/03/2024"]],
        [["Từ ngày", "01/03/2024", "Đến ngày", "31/03/2024"]],
        [["Từ ngày: 01/03/2024", None, "Đến ngày: 31/03/2024"]],
        [["TỪ NGÀY 01/03/2024 ÐẾN NGÀY 31/03/2024"]],
        [["Từ ngày 01 đến ngày 31 tháng 3 năm 2024"]],
        [["Từ ngày 01 tháng 3 đến ngày 31 tháng 3 năm 2024"]],
        [["Từ 1 đến 31/3/2024"]],
        [["Từ ngày 01/03/24 đến ngày 31/03/24"]],
        [["Thời gian: 01/03/2024 → 31/03/2024"]],
    ],
)
def test_a_period_however_its_two_halves_are_set(rows):
    title = read_title(rows)
    assert title.period == MARCH
    assert title.as_of == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("LŨY KẾ 10 THÁNG NĂM 2024", (1, 1), (10, 31)),
        ("BÁO CÁO 3 THÁNG ĐẦU NĂM 2024", (1, 1), (3, 31)),
        ("BÁO CÁO 3 THÁNG CUỐI NĂM 2024", (10, 1), (12, 31)),
        ("SÁU THÁNG CUỐI NĂM 2024", (7, 1), (12, 31)),
    ],
)
def test_some_months_of_a_year_are_its_first_or_its_last_ones(line, first, last):
    assert read_title([[line]]).period == (date(2024, *first), date(2024, *last))


@pytest.mark.parametrize(
    "line", ["Ngày 31 tháng 10 năm 2024", "Kế hoạch giai đoạn 2021-2025", "Biểu số 12-03"]
)
def test_other_numbers_are_no_period(line):
    assert read_title([[line]]).period is None


def test_days_that_stand_above_a_table_may_be_its_own_but_those_of_documents():
    lines = ("SỞ TƯ PHÁP", "Khánh Hòa, ngày 31 tháng 10 năm 2024", "Ngày in: 05/11/24 08:30",
             "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03/01/2023)")  # fmt: skip
    assert days_named(lines) == [date(2024, 10, 31), date(2024, 11, 5)]


def test_a_second_half_alone_is_the_date_of_the_data():
    title = read_title([["Đến ngày: 20/03/2024"]])
    assert (title.period, title.as_of) == (None, date(2024, 3, 20))


@pytest.mark.parametrize("line", ["Ngày xuất: 31/03/2024", "Nha Trang, ngày 31 tháng 3 năm 2024"])
def test_the_day_of_a_print_out_or_signature_is_no_date_of_data(line):
    assert read_title([[line]]).as_of is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("KẾT QUẢ KHẢO SÁT DOANH NGHIỆP NĂM 2024", "survey"),
        ("DANH SÁCH CÁC CUỘC THANH TRA, KIỂM TRA DOANH NGHIỆP", "inspection"),
        ("TỔNG HỢP ĐỐI THOẠI DOANH NGHIỆP", "dialogue"),
        ("ĐỐI THOẠI, KIỂM TRA DOANH NGHIỆP", None),  # which of the two?
        ("DOANH NGHIỆP NĂM 2024", None),
    ],
)
def test_what_is_held_with_enterprises_may_stand_in_the_title(title, kind):
    lines = ((title,), ("STT", "Nội dung", "Ngày tổ chức", "Số phiếu thu"), (1, "Thái độ", "10/09/2024", 120))
    if kind is None:
        with pytest.raises(Unrecognised):
            understood(lines)
    else:
        _, cleaned = understood(lines)
        assert cleaned.table["kind"].to_pylist() == [kind]
