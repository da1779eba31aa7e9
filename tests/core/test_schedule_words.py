"""Short forms and repetitions in plans; expected days read off by hand, the rules are the contract's "Days"."""

from calendar import monthrange

import pytest

from chiso.core.schedules import days_in, parse

QUARTERS = ["31/3", "30/6", "30/9", "31/12"]


def dues(text: str) -> list[str]:
    """Days of 2024 as day/month, of other years with the year."""
    days = (one.due for one in parse(text, 2024).occurrences)
    return [f"{day.day}/{day.month}" + (f"/{day.year}" if day.year != 2024 else "") for day in days]


@pytest.mark.parametrize(
    "text",
    ["Q3/2024", "Q.III/2024", "QIII", "III/2024", "Trong quý III", "Trước quý IV", "Trước tháng 10", "T9/2024",
     "T.9", "T7-T9/2024", "Tháng 8 - 9/2024", "Tháng 8-9/2024", "Quý II - III/2024"],
)  # fmt: skip
def test_a_quarter_or_month_is_due_at_its_end_and_before_one_is_before_it_begins(text: str) -> None:
    assert dues(text) == ["30/9"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q1, Q2", ["31/3", "30/6"]),
        ("T3, T6 và T9", ["31/3", "30/6", "30/9"]),
        ("T11,12/2024", ["30/11", "31/12"]),
        ("Nửa đầu năm", ["30/6"]),
        ("Nửa cuối năm 2024", ["31/12"]),
        ("Trước tháng 01/2025", ["31/12"]),
        ("Quý I năm sau", ["31/3/2025"]),
        ("Trước ngày 31/3 năm tiếp theo", ["31/3/2025"]),
        ("Trước ngày 31 tháng 3 năm sau", ["31/3/2025"]),
        ("Ngày mồng 05 tháng 10", ["5/10"]),
        ("25 tháng 6 và 25 tháng 11", ["25/6", "25/11"]),
        ("01/3 - 31/3/2024", ["31/3"]),
        ("15/4/2024 – 30/4/2024", ["30/4"]),
        ("15-20/10/2024", ["20/10"]),
        ("15-10-2024", ["15/10"]),
        ("Năm 2024 và các năm tiếp theo", ["31/12"]),
        ("Trong 2024", ["31/12"]),
        ("Năm/lần", ["31/12"]),
        ("Hoàn thành trong năm 2024 - Văn phòng báo cáo trước 30/11", ["30/11", "31/12"]),
        ("Sáng T6", []),
        ("T2-T6 hằng tuần", []),
        ("UBND Q.1", []),
        ("Nội quy, năm 2024", []),
    ],
)
def test_short_forms_are_read_as_what_they_stand_for(text: str, expected: list[str]) -> None:
    assert dues(text) == expected


@pytest.mark.parametrize("text", ["Quý/lần", "01 quý 01 lần", "4 lần/năm", "3 tháng/lần", "Quý, 6 tháng, năm",
                                  "Báo cáo quý, 6 tháng, 9 tháng và năm"])  # fmt: skip
def test_what_repeats_every_quarter(text: str) -> None:
    assert dues(text) == QUARTERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01 năm 02 lần", ["30/6", "31/12"]),
        ("Sơ kết 6 tháng, tổng kết năm", ["30/6", "31/12"]),
        ("6 tháng, 9 tháng, năm", ["30/6", "30/9", "31/12"]),
        ("4 tháng/lần", ["30/4", "31/8", "31/12"]),
        ("5 tháng/lần", []),
        ("Trước ngày 15 hằng quý", ["15/3", "15/6", "15/9", "15/12"]),
        ("Ngày 20 của tháng thứ ba hằng quý", ["20/3", "20/6", "20/9", "20/12"]),
        ("15 hằng tháng", [f"15/{month}" for month in range(1, 13)]),
        ("Mùng 5 hàng tháng", [f"5/{month}" for month in range(1, 13)]),
        ("Ngày 10, 20 hằng tháng", [f"{day}/{month}" for month in range(1, 13) for day in (10, 20)]),
        ("ngày 10 và ngày 20 hằng tháng", [f"{day}/{month}" for month in range(1, 13) for day in (10, 20)]),
    ],
)
def test_what_repeats_otherwise(text: str, expected: list[str]) -> None:
    assert dues(text) == expected


@pytest.mark.parametrize("text", ["Tháng, quý, năm", "Tháng/lần", "02 lần/tháng", "Theo tháng", "12 lần/năm"])
def test_what_repeats_every_month_is_due_at_its_end(text: str) -> None:
    assert dues(text) == [f"{monthrange(2024, month)[1]}/{month}" for month in range(1, 13)]


def test_days_of_each_month_count_in_an_assignment() -> None:
    found = days_in("Văn phòng báo cáo ngày 15, 30 hằng tháng", 2024, bare=False)
    assert len(found) == 24
    assert not days_in("Văn phòng báo cáo quý, 6 tháng, năm", 2024, bare=False)
