"""Phone and identity numbers in free text are masked by their form; codes, amounts, dates and rates are not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.core.masking import SUSPECT, masked
from tests.conftest import examples

NUMBERS = {
    "gọi chị Hoa 0912000111": "gọi chị Hoa 09•••••111",
    "0912 000 111 (trước 12 ngày)": "09•• ••• 111 (trước 12 ngày)",
    "0912 000 111 12 ngày": "09•• ••• 111 12 ngày",
    "0912.000.111.": "09••.•••.111.",
    "0912-000-111": "09••-•••-111",
    "0912\u00a0000\u00a0111": "09••\u00a0•••\u00a0111",
    "091 200 0111": "09• ••• •111",
    "0385123456; 0561234567, 0781234567 và 0861234567": "03•••••456; 05•••••567, 07•••••567 và 08•••••567",
    "0912000111/0913000222": "09•••••111/09•••••222",
    "0912000111-0913000222": "09•••••111-09•••••222",
    "ĐT.0912000111": "ĐT.09•••••111",
    "SĐT-0912000111": "SĐT-09•••••111",
    "sđt0912000111": "sđt09•••••111",
    "số điện thoại 09.12.00.01.11": "số điện thoại 09.••.••.•1.11",
    "chị Hoa-0912000111, hẹn 05/12/2024": "chị Hoa-09•••••111, hẹn 05/12/2024",
    "ds_0912000111_thang3.csv": "ds_09•••••111_thang3.csv",
    "+84912000111": "+84••••••111",
    "+84 912 000 111": "+84 ••• ••• 111",
    "(+84) 912.000.111": "(+84) •••.•••.111",
    "84912000111": "84••••••111",
    "0084912000111": "00••••••••111",
    "02583822123": "02••••••123",
    "(0258) 3822123": "(02••) ••••123",
    "0258.3.822.123": "02••.•.•••.123",
    "024 3822 1234": "02• •••• •234",
    "CCCD 056123456789": "CCCD 05•••••••789",
    "ông A 056123456789": "ông A 05•••••••789",
    "056 123 456 789": "05• ••• ••• 789",
    "CMND 012345678": "CMND 01••••678",
    "chứng minh nhân dân số: 012 345 678": "chứng minh nhân dân số: 01• ••• 678",
    "Căn cước của bà B là 056123456789 cấp 2021": "Căn cước của bà B là 05•••••••789 cấp 2021",
}
OTHERS = (
    *("H40.12-230512-0012", "000.00.08.H32-240305-0042", "G01.899.108.000-240305-0042", "H32-0912000111"),
    *("2.000488.000.00.00.H32", "mã hồ sơ 0912000111", "số biên nhận 056123456789", "0385-2024-01"),
    *("123/QĐ-UBND", "Công văn số 0912000111/UBND-VP", "0912000111/UBND", "Quyết định số 0912000111"),
    *("1.234.567.890 đồng", "84.912.000.111 đồng", "84.912.000.111", "84912000111 đồng", "0,8312345678"),
    *("05.12.2024 08:30", "05/12/2024", "05.12.2024 08.30", "05-12-2024 0830", "05122024 08", "050320241530"),
    *("99,84%", "0912345678%", "MST 4201234567", "mã số thuế 0312345678", "tài khoản 0312345678"),
    *("012345678", "danh mục 012345678", "123456789012", "20240305083000", "0000000000", "1234567890"),
    *("điện thoại ngày 05.12.2024 08.30", "CMND cấp ngày 05.12.2024 0830", "030524 0830", "14.697.000.000"),
)


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_a_person_is_masked_and_masked_once_stays(text: str) -> None:
    assert masked(text) == NUMBERS[text]
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert masked(text) == text


def test_whatever_is_masked_is_found_by_the_search_that_comes_first() -> None:
    """The search runs over whole columns; what it passes over is never looked at again."""
    assert [text for text in NUMBERS if not re.search(SUSPECT, text)] == []


DIGITS = st.text("0123456789", min_size=4, max_size=6)
DAYS = st.dates().map(lambda day: day.strftime("%y%m%d"))
CODES = st.one_of(
    st.builds("H{:02}.{}-{}-{}".format, st.integers(0, 99), DIGITS, DAYS, DIGITS),
    st.builds("000.00.{:02}.H32-{}-{}".format, st.integers(0, 99), DAYS, DIGITS),
    st.builds("{:03}.{:02}.{:02}.G{:02}-{}-{}".format, *[st.integers(0, 99)] * 4, DAYS, DIGITS),
    st.builds("{}.{:06}.000.00.00.H32".format, st.integers(1, 3), st.integers(0, 999_999)),
    st.builds("{}/{}-UBND".format, st.integers(1, 10**10), st.sampled_from(["QĐ", "KH", "BC"])),
    st.builds("{:,} đồng".format, st.integers(0, 10**13)).map(lambda text: text.replace(",", ".")),
    st.datetimes().map(lambda moment: moment.strftime("%d/%m/%Y %H:%M")),
)


@settings(max_examples=examples(300))
@given(CODES, st.sampled_from(["{}", "Hồ sơ {} chậm", "({})", "theo {}, {} và {}"]))
def test_codes_amounts_and_dates_are_never_masked(code: str, sentence: str) -> None:
    text = sentence.replace("{}", code)
    assert masked(text) == text
