"""Periods and dates as reports print them above a table; expected days read off the words by hand."""

from datetime import date

import pytest

from chiso.intake.recognise.layout import Unrecognised
from chiso.intake.recognise.title import read_title
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
    ],
)
def test_a_period_however_its_two_halves_are_set(rows):
    title = read_title(rows)
    assert title.period == MARCH
    assert title.as_of == date(2024, 3, 31)


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
