"""What is reported by hand: its months and steps, what earns or costs points; figures counted by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.judging import Values
from chiso.present.pictures import reported as pictures
from chiso.store import Store
from chiso.words import reported
from tests.words.recomputed import Again
from tests.worlds import fresh_home
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)


def row(indicator: str, day: date, done: float | None, of: float | None, **more: Any) -> dict[str, Any]:
    unit = more.get("unit")  # its key, and as the file prints it
    printed = {"unit": unit, "unit_text": unit, "value": None}
    return {"indicator": indicator, "date": day, "numerator": done, "denominator": of, **printed, **more}


ROWS = [
    # 60% was asked by 30/9, 85% by 15/12; nothing was reported from April to August
    row("disbursement_rate", date(2024, 3, 31), 100.0, 1000.0),
    row("disbursement_rate", date(2024, 9, 30), 578.0, 1000.0),
    row("disbursement_rate", DAY, 663.0, 1000.0),
    row("solutions", DAY, None, None, value=3.0),
    row("e_file_rate", DAY, 50.0, 50.0, unit="Văn phòng"),
    row("e_file_rate", DAY, 40.0, 50.0, unit="Phòng Nghiệp vụ 1"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    with fresh_home.build(tmp_path_factory.mktemp("reported") / "home") as opened:
        World(opened).number(ROWS, DAY, dataset="measurements")
        yield opened


def asked(store: Store, by: str | None = None, indicator: str | None = None) -> Values:
    return figures.values(store, Asked(agency="stp", as_of=DAY), indicator, by)


def test_a_month_without_a_report_is_a_gap_and_the_level_steps_up_after_its_day(store: Store) -> None:
    now = asked(store).one("disbursement_rate")
    assert now is not None
    chart = pictures.months(asked(store, "month").of("disbursement_rate"), now)
    assert chart.names == ("T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12")
    assert chart.series[0].values == (0.1, None, None, None, None, None, 0.578, 0.663, None, None)
    assert chart.targets == (*[0.6] * 7, *[0.85] * 3)
    assert chart.marks == ((6.0, "30/9: chưa đạt 60%"),)
    assert chart.headline == "Giải ngân 66,3% đến 31/10, chậm tiến độ so với chỉ tiêu 85% vào 15/12"


def test_the_trend_of_a_figure_in_the_table_shows_months_that_nobody_reported(store: Store) -> None:
    """Of the way from 10% to 66,3% 57,8% is 0,849: the seventh of eight steps. One month is no trend."""
    months = asked(store, "month")
    assert reported.trend(months.of("disbursement_rate")) == "T3: 10% → T10: 66,3% ▁·····▇█"
    two = [one for one in months.of("disbursement_rate") if str(one.month) > "2024-08"]
    assert reported.trend(two) == "T9: 57,8% → T10: 66,3%"
    assert reported.trend(months.of("solutions")) is None


def test_every_step_stands_with_its_day_and_verdict(store: Store) -> None:
    now = asked(store).one("disbursement_rate")
    assert now is not None
    rows = [tuple(row.values()) for row in reported.steps(now)]
    assert rows == [
        ("Chỉ tiêu", "60%", date(2024, 9, 30), "57,8%", "▲ chưa đạt"),
        ("Chỉ tiêu", "85%", date(2024, 12, 15), "66,3%", "● chậm tiến độ"),
        ("Thưởng", "từ 60%", date(2024, 9, 30), "57,8%", "▲ đã mất"),
    ]


def test_what_earns_or_costs_points_is_held_lost_or_unknown(store: Store) -> None:
    """Three solutions are there, 60% of the capital was not by 30/9; no file tells the other seven."""
    rows = reported.stakes(asked(store))
    groups = {state.word: [(row.title, str(row.under)) for row in group]
              for state, group in reported.grouped(rows).items()}  # fmt: skip
    assert groups["Đang giữ"] == [
        ("Thưởng: Giải pháp tham mưu UBND tỉnh từ 3", "3, đang giữ; xét ngày 14/12")
    ]
    assert groups["Đang mất"] == [
        ("Thưởng: Tỷ lệ giải ngân vốn đầu tư công từ 60%", "57,8%, đã mất; xét ngày 30/9")
    ]
    assert [title for title, _ in groups["Chưa có số"]] == [
        "Thưởng: Tỷ lệ hồ sơ qua bưu chính công ích từ 15%",
        "Thưởng: Tỷ lệ TTHC có hồ sơ bưu chính công ích từ 15%",
        "Trừ: Tỷ lệ hồ sơ trực tuyến tiếp nhận trong 8 giờ làm việc dưới 100%",
        "Trừ: Hồ sơ tạm dừng không ghi lý do trên 0",
        "Trừ: Tỷ lệ hồ sơ phối hợp trễ hạn trên 0%",
        "Trừ: Đơn thư, phản ánh về công chức được xác nhận đúng trên 0",
        "Trừ: Văn bản giấy gửi sai quy định trên 0",
    ]
    assert {under for _, under in groups["Chưa có số"]} == {"chưa có số; xét ngày 14/12"}
    solutions = next(row.found for row in rows if row.found.indicator == "solutions")
    assert reported.line(solutions, {}, [])["state"] == "✓ Đang giữ"
    cards = {
        card.name: (card.value.replace("\u00a0", ""), card.state.word) for card in reported.cards([], rows)
    }
    assert cards["Mục thưởng đang giữ"] == ("1/4", "1 chưa giữ được")
    assert cards["Mục trừ không bị trừ"] == ("–", "Chưa có số")  # unknown is not "không bị trừ"
    some = [row for row in rows if row.step.holds is not False]  # one bonus is held, of two nobody knows
    assert next(card.state.word for card in reported.cards([], some) if "thưởng" in card.name) == "Chưa đủ số"


def test_what_is_said_of_reported_figures_can_be_recomputed(store: Store) -> None:
    again, found = Again(store), asked(store)
    rows = reported.stakes(found)
    said = [reported.stakes_headline(rows), *(row.under for row in rows)]
    said += [reported.headline(value) for value in found if value.value is not None]
    assert str(said[0]) == "Thưởng, trừ: đang giữ 1, đang mất 1, chưa có số 7"
    for text in said:
        again.check(text)


def test_units_that_report_stand_each_with_its_figure(store: Store) -> None:
    rows = [reported.of_unit(one) for one in asked(store, "unit", "e_file_rate")]
    assert [(row["name"], row["value"], row["state"]) for row in rows] == [
        ("Văn phòng", "100%", "✓ Đạt"), ("Phòng Nghiệp vụ 1", "80%", "● Chậm tiến độ"),
    ]  # fmt: skip


def test_the_rows_of_a_value_without_a_fraction_are_listed(store: Store) -> None:
    rows = figures.records(store, Asked(agency="stp", as_of=DAY), "solutions", figures.Part("every"))
    assert list(rows["value"]) == [3.0]
    assert rows["file_name"].notna().all()


def test_a_year_without_targets_is_said_and_copied_ones_are_proposals() -> None:
    given = [{"year": 2023, "source": "Phụ lục A.I.2"}, {"year": 2023, "source": "Phụ lục A.IV.1"}]
    assert reported.year_notice(given, 2023) == ""
    assert reported.year_notice(given, 2024) == (
        "Năm 2024 chưa giao chỉ tiêu; Quản trị có thể chép 2 chỉ tiêu năm 2023 làm đề xuất."
    )
    copied = {"year": 2024, "source": "Chép từ năm 2023, chờ văn bản giao"}
    assert reported.year_notice([*given, copied, {"year": 2024, "source": "Quyết định 5"}], 2024) == (
        "1/2 chỉ tiêu năm 2024 là đề xuất chép từ năm 2023, chờ văn bản giao."
    )
    assert reported.year_notice([], 2024) == ""
    # years of which nothing was ever filled in are passed over
    assert reported.year_notice(given, 2026) == (
        "Năm 2026 chưa giao chỉ tiêu; Quản trị có thể chép 2 chỉ tiêu năm 2023 làm đề xuất."
    )
    assert reported.year_notice([*given, {**copied, "year": 2026}], 2026) == (
        "1/1 chỉ tiêu năm 2026 là đề xuất chép từ năm 2023, chờ văn bản giao."
    )


def test_the_targets_of_the_last_year_that_has_any_are_carried_over() -> None:
    def row(year: int, due: date) -> dict[str, Any]:
        return {"indicator": "online_rate", "kind": "target", "year": year, "due_date": due, "value": 0.5}

    found = [row(2022, date(2022, 11, 30)), row(2023, date(2023, 11, 30)), row(2023, date(2024, 2, 29))]
    assert [(one["year"], one["due_date"], one["source"]) for one in reported.carried_over(found, 2026)] == [
        (2026, date(2026, 11, 30), "Chép từ năm 2023, chờ văn bản giao"),
        (2026, date(2027, 2, 28), "Chép từ năm 2023, chờ văn bản giao"),
    ]
    there = [*found, row(2026, date(2026, 11, 30))]
    assert [one["due_date"] for one in reported.carried_over(there, 2026)] == [date(2027, 2, 28)]
    assert reported.carried_over(found, 2022) == []


def test_a_part_of_the_year_has_no_target_and_says_so(store: Store) -> None:
    part = Asked(agency="stp", as_of=DAY, date_from=date(2024, 3, 1))
    found = list(figures.values(store, part))
    now = next(value for value in found if value.indicator == "disbursement_rate")
    assert reported.headline(now) == "Giải ngân 66,3% đến 31/10, chỉ tiêu tính cho cả năm"
    assert reported.line(now, {}, [])["target"] == "Chỉ tiêu tính cho cả năm"
    states = {card.name: card.state.word for card in reported.cards([now], reported.stakes(found))}
    assert states["Đạt, đúng tiến độ"] == states["Mục thưởng đang giữ"] == "Không áp dụng"


def test_what_each_group_of_the_service_index_may_still_win_stands_largest_first(store: Store) -> None:
    now = asked(store).one("disbursement_rate")
    assert now is not None
    index = replace(
        now, indicator="service_index", kind="value", short_name="Chỉ số phục vụ", value=78.91, target=80.0
    )
    rows = [
        {"component": "Công khai", "score": 16.1, "max_score": 18.0},
        {"component": "Số hóa", "score": 15.0, "max_score": 22.0},
    ]
    chart = pictures.components(rows, index)
    assert chart.names == ("Số hóa", "Công khai")
    assert [round(value or 0, 2) for value in chart.series[1].values] == [7.0, 1.9]
    assert chart.headline == "Còn lấy được 8,90 điểm, nhiều nhất ở Số hóa"
    assert "chậm tiến độ so với chỉ tiêu 80" in chart.note
