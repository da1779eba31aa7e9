"""Deadlines of plans in more words of the offices; expected days read off by hand."""

from datetime import date

import pytest

from chiso.core.schedules import parse

JUNE = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("06/2024", [JUNE]),
        ("6-2024", [JUNE]),
        ("Trước tháng 7/2024", [JUNE]),
        ("Từ tháng 3 đến tháng 6/2024", [JUNE]),
        ("Tháng 3 - Tháng 6", [JUNE]),
        ("Từ tháng 10/2023 đến hết tháng 6/2024", [JUNE]),
        ("2024-06-30", [JUNE]),
        ("2024-06-30 00:00:00", [JUNE]),
        ("2024", [date(2024, 12, 31)]),
        ("Năm 2024", [date(2024, 12, 31)]),
        ("Tháng 3, tháng 6", [date(2024, 3, 31), JUNE]),
        ("Quý II, Quý IV", [JUNE, date(2024, 12, 31)]),
        ("15/6 và 15/12/2024", [date(2024, 6, 15), date(2024, 12, 15)]),
        ("Quyết định số 40/2024", []),
        ("Quyết định số 12/2024", []),
    ],
)
def test_deadlines(text, due):
    assert [one.due for one in parse(text, 2024).occurrences] == due
