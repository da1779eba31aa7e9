"""A part of the year has no target of its own, and what is not reckoned with says why: never that none was given."""

from dataclasses import replace
from datetime import date

import pandas as pd

from chiso.present.pictures import lateness
from chiso.words import cards, headlines, online_cards
from tests.worlds.values import made

DAY = date(2024, 10, 31)


def test_a_range_says_that_the_target_is_of_the_year() -> None:
    part = made(indicator="online_rate", value=0.665, numerator=877, denominator=1318, is_range=True)
    assert headlines.online(0.665, part) == "Hồ sơ trực tuyến đạt 66,5%, chỉ tiêu tính cho cả năm"
    both = [replace(part, short_name=name) for name in ("Trực tuyến", "Số hóa")]
    assert headlines.companions(both) == "Chỉ tiêu tính cho cả năm: trực tuyến 66,5%, số hóa 66,5%"
    assert online_cards.from_now(part, True).under == "Chỉ tiêu tính cho cả năm"
    assert cards.figure_card("online_rate", part, None).under == "Chỉ tiêu tính cho cả năm"


def test_only_a_year_without_target_says_that_none_was_given() -> None:
    whole = made(indicator="online_rate", value=0.5)
    assert headlines.online(0.5, whole) == "Hồ sơ trực tuyến đạt 50%, chưa giao chỉ tiêu"
    assert online_cards.from_now(whole, True).under == "Không có chỉ tiêu"


def test_a_target_in_force_is_not_called_over() -> None:
    new_unit = made(value=0.72, target=0.55, target_date=date(2024, 11, 30), state="met")
    assert online_cards.from_now(new_unit, True).under == "Chưa đủ số liệu để ước số hồ sơ từ nay đến hạn"
    over = made(value=0.5, target=0.55, target_date=date(2024, 9, 30), state="missed")
    assert online_cards.from_now(over, True).under == "Chỉ tiêu đã đến hạn 30/09/2024"


def test_a_chart_of_what_falls_due_loses_no_day_and_no_unit() -> None:
    # On a Friday: today, Saturday and Sunday (still today's working day), and the three working days after.
    rows = [(f"Phòng {place % 12}", left) for place, left in enumerate([0, 0, 0, 1, 2, 3] * 5)]
    chart = lateness.due_soon(pd.DataFrame(rows, columns=["unit_name", "days_left"]), "")
    assert [series.name for series in chart.series] == ["hôm nay", "còn 1 ngày", "còn 2 ngày", "còn 3 ngày"]
    assert [sum(series.values) for series in chart.series] == [15, 5, 5, 5]
    assert (len(chart.names), chart.names[-1]) == (9, "4 đơn vị khác")
    assert sum(chart.total(place) for place in range(9)) == 30


def test_rates_that_nobody_set_a_target_for_are_said_themselves() -> None:
    few = made(short_name="PAKN đúng hạn", value=0.0, numerator=0, denominator=8, small_base=True)
    many = made(short_name="Số hóa hồ sơ", value=0.25, numerator=5, denominator=20)
    vague = made(short_name="Thanh toán", value=0.5, numerator=1, denominator=2, state="undecided")
    assert (
        headlines.companions([few, many, vague]) == "Chưa giao chỉ tiêu: PAKN đúng hạn 0/8, số hóa hồ sơ 25%"
    )
    assert headlines.companions([vague]) == "Chưa đủ cơ sở đánh giá vì tệp thiếu cột"


def test_of_an_ended_unit_what_only_is_left_over_is_no_rate() -> None:
    """In the new year "Đơn vị đã thôi: hồ sơ đúng hạn 0%" was said of what is overdue since the old one."""
    over = {
        "ended": date(2024, 6, 30),
        "first": date(2024, 12, 15),
        "day": date(2024, 12, 20),
        "state": "undecided",
    }
    late = made(
        short_name="Hồ sơ đúng hạn", value=0.0, numerator=0, denominator=3, lacking=("2024-12",), **over
    )
    assert headlines.companions([late]) == "Chưa đủ cơ sở đánh giá: mới chỉ gồm việc còn tồn, quá hạn"
    known = made(short_name="PAKN hài lòng", value=0.9, ended=date(2024, 6, 30))
    assert headlines.companions([late, known]) == "Đơn vị đã thôi: PAKN hài lòng 90%"
