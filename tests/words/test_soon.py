"""The figures above the morning list: how many fall due when, where most lie, who holds most, what each opens."""

from datetime import date

import pandas as pd

from chiso.words.soon import cards

ROWS = pd.DataFrame(
    [
        (1, date(2024, 11, 1), "a", "Phòng A", "Lan"),
        (1, date(2024, 11, 1), "a", "Phòng A", "Minh"),
        (1, date(2024, 11, 1), "b", "Phòng B", None),
        (2, date(2024, 11, 4), "a", "Phòng A", "Lan"),
        (3, date(2024, 11, 5), "b", "Phòng B", None),
    ],
    columns=["days_left", "due", "unit", "unit_name", "official"],
).assign(total=1)


def test_each_stretch_of_days_says_where_most_lies_and_opens_its_rows() -> None:
    today, one, more, who = cards(ROWS, "official", {"loai": "dossiers"})
    assert (today.value, today.under, today.page) == ("0", "không có việc nào", None)
    assert (one.value, one.under) == ("3", "hạn 01/11\n2 ở Phòng A")
    assert (more.value, more.under) == ("2", "hạn 04/11–05/11")  # one in each room: nobody has most
    assert (one.page, one.filters) == ("qua-han", {"loai": "dossiers", "sap_con": "1-ngay"})
    assert (who.value, who.under, who.filters["sap_nguoi"]) == ("2", "Lan", "Lan")


def test_what_nobody_has_taken_over_lies_nowhere() -> None:
    """It read "9 ở Chưa có người nhận"."""
    left = ROWS.assign(unit_name="Chưa có người nhận")
    assert [card.under.partition("\n")[2] for card in cards(left, "official", {})[:3]] == [
        "", "3 chưa có người nhận", "2 chưa có người nhận",
    ]  # fmt: skip


def test_where_several_hold_as_many_all_are_named_and_none_is_opened() -> None:
    *_, who = cards(ROWS.iloc[:2], "official", {})
    assert (who.value, who.under, who.page) == ("1", "Lan, Minh", None)
    *_, room = cards(ROWS, "unit", {})
    assert (room.value, room.under, room.filters) == ("3", "Phòng A", {"sap_cua": "a"})
    assert cards(ROWS.iloc[:0], "unit", {}) == []


def test_where_no_record_names_an_official_the_unit_that_holds_most_is_named() -> None:
    """It read "Giữ nhiều nhất 0"."""
    *_, who = cards(ROWS.assign(official=None), "official", {})
    assert (who.value, who.under, who.filters) == ("3", "Phòng A", {"sap_cua": "a"})
