"""Values become charts: what they hold is what the frames say."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from chiso.figures import lateness
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.judging import Value, Values
from chiso.figures.limits import behaviour_limits, behaviour_signals
from chiso.figures.plan_states import one_per_task
from chiso.figures.signals import Behaviour
from chiso.figures.targets import Entry
from chiso.figures.why import Explanation, Part, Side
from chiso.present import charts
from chiso.present.pictures import drivers, lost, online, points, rates
from chiso.present.pictures import lateness as late
from chiso.words import indices
from chiso.words.rooms import place_among
from tests.worlds.values import made

HEARD = Unheard(date(2024, 10, 31))  # files speak of all days


def records(*days: int) -> pd.DataFrame:
    return pd.DataFrame(
        {"unit": ["a"] * len(days), "unit_name": ["Phòng A"] * len(days), "official": None, "days_late": days}
    )


def test_bands_are_to_seven_to_thirty_and_over() -> None:
    chart = late.overdue(records(0, 7, 8, 30, 31), things="hồ sơ", unheard=Unheard(date(2024, 10, 24)))
    assert [(series.name, series.values, series.role) for series in chart.series] == [
        ("đến 7 ngày", (2.0,), "late_1"),
        ("8–30 ngày", (2.0,), "late_2"),
        ("trên 30 ngày", (1.0,), "late_3"),
    ]


def test_more_units_than_fit_are_counted_together_and_nobody_is_lost() -> None:
    frame = pd.concat(
        [
            records(*([1] * (20 - place))).assign(unit=str(place), unit_name=f"Đơn vị {place}")
            for place in range(12)
        ]
    )
    chart = late.overdue(frame, things="hồ sơ", unheard=Unheard(date(2024, 10, 24)))
    assert len(chart.names) == late.MOST
    assert chart.names[-1] == "4 đơn vị khác"
    assert chart.keys[-1] == ""
    assert sum(chart.total(place) for place in range(late.MOST)) == len(frame)


def test_the_heading_names_the_months_of_which_no_file_speaks() -> None:
    unheard = Unheard(date(2024, 10, 24), months=("2024-06", "2024-07"))
    chart = late.overdue(records(1, 2), things="hồ sơ", unheard=unheard)
    assert chart.headline == "Cả 2 hồ sơ quá hạn ở Phòng A (thiếu tháng 6–7)"


def test_nothing_overdue_is_an_empty_chart_that_says_so() -> None:
    chart = late.overdue(records(), things="hồ sơ", unheard=Unheard(date(2024, 10, 24)))
    assert chart.is_empty
    assert chart.fine == "Không có hồ sơ nào quá hạn."


def test_every_band_has_an_own_colour() -> None:
    assert len({band.role for band in lateness.BANDS}) == len(lateness.BANDS)


def test_the_line_has_every_day_and_the_path_ends_at_the_target() -> None:
    days = pd.DataFrame({"day": [date(2024, 10, 1), date(2024, 10, 24)], "value": [0.51, 0.524]})
    # 5.240 of 10.000 and 1.337 more to come: (0,55 × 11.337 − 5.240) ÷ 1.337 = 74,444%
    now = made(value=0.524, numerator=5240, denominator=10000, expected=1337, target=0.55, required=0.74444,
               target_date=date(2024, 11, 30), day=date(2024, 10, 24), state="hard", forecast=0.535,
               forecast_low=0.53, forecast_high=0.54, forecast_chance=0.04)  # fmt: skip
    chart = online.cumulative(days, "Tỷ lệ lũy kế", now)
    rate, low, high, expected, path = chart.series
    assert len(chart.names) == 31 + 30  # October and November
    assert (rate.values[0], rate.values[22], rate.values[23], rate.values[24]) == (0.51, 0.51, 0.524, None)
    assert (path.values[22], path.values[23]) == (None, 0.524)
    assert path.values[-1] == pytest.approx(0.55)
    assert path.name == "phải đạt 74,5% từ nay"  # 74,444: rounded up, as everywhere
    # half of them after 18 or 19 of 37 days: (5.240 + 0,74444 × 1.337 × 18 ÷ 37) ÷ (10.000 + 1.337 × 18 ÷ 37)
    assert path.values[23 + 18] == pytest.approx(0.53746, abs=1e-5)
    assert expected.name == "dự báo 53,5%"
    for one, end in ((low, 0.53), (expected, 0.535), (high, 0.54)):
        assert (one.values[22], one.values[23]) == (None, 0.524)
        assert one.values[-1] == pytest.approx(end)
    # what would have to come is drawn another way than what is expected, and said to be none
    assert (expected.style, path.style, path.role) == ("dot", "dash", "axis")
    assert chart.note == "Tỷ lệ lũy kế; chấm: dự báo; nét đứt: mức phải theo để đạt"
    assert chart.marks == ((60, "30/11"),)


def test_the_fan_has_a_narrower_band_within_and_the_line_may_begin_later() -> None:
    days = pd.DataFrame({"day": [date(2024, 7, 1), date(2024, 10, 24)], "value": [0.4, 0.524]})
    now = made(value=0.524, numerator=5240, denominator=10000, expected=1337, target_date=date(2024, 11, 30),
               day=date(2024, 10, 24), forecast=0.535, forecast_low=0.53, forecast_high=0.54,
               forecast_half=(0.533, 0.537), forecast_chance=0.04)  # fmt: skip
    chart = online.cumulative(days, "Tỷ lệ lũy kế", now, since=date(2024, 9, 1))
    assert chart.names[0] == "01/09"
    assert len(chart.names) == 30 + 31 + 30  # September to November
    assert chart.series[0].values[0] == 0.4  # known since July
    assert {one.style: one.values[-1] for one in chart.series if one.name in ("thấp hơn", "thấp nhất")} == {
        "inner": pytest.approx(0.533), "edge": pytest.approx(0.53),
    }  # fmt: skip
    assert "8 trong 10 lần rơi vào khoảng ngoài, 5 trong 10 vào khoảng trong" in chart.note
    bands = [[mark.y[len(mark.y) // 2 - 1], mark.y[len(mark.y) // 2]]
             for mark in charts.draw(chart, "light").data if mark.fill == "toself"]  # fmt: skip
    assert bands == [
        pytest.approx([0.53, 0.54]),
        pytest.approx([0.533, 0.537]),
    ]  # the narrower over the wider


def test_the_line_leaves_out_the_months_of_which_no_file_speaks() -> None:
    """What was received then and is known is what was open in a later file: no rate of those days. One month's export
    drew a line since April."""
    days = pd.DataFrame(
        {
            "day": [
                date(2024, 6, 3),
                date(2024, 7, 2),
                date(2024, 8, 9),
                date(2024, 9, 5),
                date(2024, 10, 24),
            ],
            "value": [1.0, 0.5, 0.51, 0.9, 0.52],
        }
    )
    now = made(value=0.52, lacking=("2024-06", "2024-07", "2024-09", "2024-11"), as_of=date(2024, 11, 12))
    chart = online.cumulative(days, "", now)
    (line,) = chart.series
    assert (chart.names[0], chart.names[-1]) == ("01/08", "24/10")
    assert line.values[:31] == (*(0.5,) * 8, *(0.51,) * 23)
    assert set(line.values[31:61]) == {None}  # September
    assert line.values[61:] == (*(0.9,) * 23, 0.52)
    assert chart.behind is not None
    assert list(chart.behind[0]["day"]) == [date(2024, 8, 9), date(2024, 10, 24)]
    assert online.cumulative(days[:2], "", now).is_empty


def test_a_target_that_is_met_or_out_of_reach_has_no_path() -> None:
    days = pd.DataFrame({"day": [date(2024, 10, 24)], "value": [0.524]})
    for target, required in ((0.5, 0.0), (0.55, 1.2), (None, None)):
        now = made(value=0.524, target=target, target_date=date(2024, 11, 30), required=required)
        chart = online.cumulative(days, "", now)
        assert len(chart.series) == 1


def parts(*rows: tuple[str, int, bool]) -> pd.DataFrame:
    """Of what is needed: (name, part, whether it works no more)."""
    frame = pd.DataFrame(rows, columns=["name", "needed", "is_ended"])
    return frame.assign(key=frame["name"].str.lower(), value=0.5)


def test_the_bars_of_the_gap_add_up_with_ended_units_together_and_last() -> None:
    frame = parts(
        ("Cũ", 512, True), ("B", 317, False), ("A", 223, False), ("Xưa", 34, True), ("C", -11, False)
    )
    chart = online.shortfall(frame, target=0.55, until="30/11", by="unit")
    assert chart.names == ("B (50%)", "A (50%)", "C (50%)", "2 đơn vị đã thôi")
    assert chart.keys == ("b", "a", "c", "")
    assert chart.series[0].values == (317, 223, 0, 546)
    assert chart.series[0].texts == ("317", "223", "vượt 11", "546")  # 1.075 in all
    assert chart.series[0].roles == ("alarm", "alarm", "axis", "axis")
    assert chart.headline == "Cần thêm 1.075 hồ sơ đến 30/11; ngoài đơn vị đã thôi, nhiều nhất B (317)"


def test_parts_that_find_no_room_stand_together() -> None:
    frame = parts(*((f"P{place}", 20 - 2 * place, False) for place in range(12)))  # 20, 18 … −2
    chart = online.shortfall(frame, target=0.55, until="30/11", by="procedure")
    assert chart.names[-1] == "5 thủ tục khác"
    assert chart.series[0].texts[-1] == "10"  # 6 + 4 + 2 + 0 − 2
    assert "108" in chart.headline


def test_the_unfinished_month_is_lighter_and_says_until_when() -> None:
    frame = pd.DataFrame(
        {"month": ["2024-09", "2024-10"], "value": [0.6, 0.64], "previous": [0.21, None],
         "numerator": [6, 16], "denominator": [10, 25]}
    )  # fmt: skip
    chart = online.months(frame, target=0.55, until=date(2024, 10, 24), year_value=0.5)
    before, now = chart.series
    assert (now.values, now.roles) == ((0.6, 0.64), ("accent", "unfinished"))
    assert now.texts == ("60% (6/10)", "64% (16/25)")
    assert before.values == (0.21, None)
    assert chart.names == ("T9", "T10\nđến 24/10")


def test_after_the_months_stands_what_is_still_to_come_and_what_it_must_bring() -> None:
    """5.240 of 10.000 and 1.337 more: 53,5% of 11.337 are 6.065,3, so 825,3 of them, 61,73%; 55% needs 74,444%."""
    frame = pd.DataFrame({"month": ["2024-09", "2024-10"], "value": [0.6, 0.64], "previous": [0.21, None]})
    now = made(value=0.524, numerator=5240, denominator=10000, expected=1337, target=0.55, required=0.74444,
               target_date=date(2024, 11, 30), day=date(2024, 10, 31), forecast=0.535, forecast_low=0.53,
               forecast_high=0.54, forecast_chance=0.04)  # fmt: skip
    chart = online.months(frame, target=0.55, until=None, year_value=0.5, now=now)
    assert (chart.names[-1], chart.keys) == ("đến\n30/11", ("2024-09", "2024-10", ""))
    assert chart.series[1].values == (0.6, 0.64, pytest.approx(0.61728, abs=1e-5))
    assert chart.targets == (None, None, 0.745)  # rounded up, as everywhere
    assert chart.headline == "Từ nay cần 74,5%: chưa tháng nào đạt mức ấy"
    notes = [one.text for one in charts.draw(chart, "light").layout.annotations]
    assert "<b>cần 74,5%</b>" in notes
    assert "<b>64%</b>" in notes  # the newest month, not what is expected
    met = online.months(frame, target=0.55, until=None, year_value=0.56, now=replace(now, required=0.0))
    assert (met.targets, met.headline) == ((), "Hai tháng liền đạt 55%")


def test_a_year_without_a_score_is_a_gap_and_a_new_method_cuts_the_line() -> None:
    frame = pd.DataFrame({"year": [2019, 2021, 2022], "score": [61.0, 63.0, 62.5], "rank": [30, None, 28]})
    chart = points.years(frame, headline="PCI", note="", breaks=[(2022, "đổi trọng số")])
    assert chart.names == ("2019\nhạng 30", "2020", "2021", "2022\nhạng 28")
    assert [series.values for series in chart.series] == [(61.0, None, 63.0, None), (None, None, None, 62.5)]
    assert chart.marks == ((2.5, "đổi trọng số"),)


def test_weeks_say_how_far_their_files_reach() -> None:
    weeks = pd.DataFrame({"week": [date(2024, 8, 23), date(2024, 8, 30)], "new": [1, 1], "cleared": [0, 2],
                          "standing": [3, 2]})  # fmt: skip
    chart = late.weeks(weeks, things="hồ sơ", unheard=Unheard(date(2024, 9, 6), date(2024, 8, 31)))
    assert (chart.names, chart.note.split("; ")[-1]) == (("23/08", "30/08"), "tệp chỉ đến 31/08/2024")
    assert chart.headline == "Số hồ sơ quá hạn giảm từ 3 xuống 2 (đến 30/8)"
    none = late.weeks(weeks[:0], things="hồ sơ", unheard=Unheard(date(2024, 9, 6), date(2024, 8, 31)))
    assert (none.is_empty, none.headline) == (True, "Chưa biết số hồ sơ quá hạn từng tuần sau 31/08/2024")


def test_where_files_begin_among_the_weeks_the_picture_says_it() -> None:
    weeks = pd.DataFrame({"week": [date(2024, 8, 2), date(2024, 8, 9)], "new": [0, 2], "cleared": [0, 0],
                          "standing": [0, 2]})  # fmt: skip
    chart = late.weeks(weeks, things="hồ sơ", begun=date(2024, 8, 1), unheard=HEARD)
    assert (chart.names, chart.note.split("; ")[-1]) == (("02/08", "09/08"), "tệp chỉ từ 01/08/2024")
    assert "tệp chỉ từ" not in late.weeks(weeks, things="hồ sơ", begun=date(2024, 7, 1), unheard=HEARD).note
    calm = late.weeks(
        weeks[:1], things="hồ sơ", begun=date(2024, 8, 1), unheard=Unheard(date(2024, 8, 9), date(2024, 8, 3))
    )
    assert calm.headline == "Cuối tuần không có hồ sơ quá hạn (đến 2/8)"
    assert late.weeks(weeks[1:], things="hồ sơ", unheard=HEARD).headline == "Cuối tuần có 2 hồ sơ quá hạn"
    unknown = late.weeks(weeks[:0], things="hồ sơ", begun=date(2024, 8, 10), unheard=HEARD)
    assert (unknown.is_empty, unknown.headline) == (True, "Chưa biết số hồ sơ quá hạn từng tuần")


def test_weeks_in_which_nothing_was_overdue_are_a_sentence_and_no_empty_picture() -> None:
    weeks = pd.DataFrame({"week": [date(2024, 8, 23), date(2024, 8, 30)], "new": [0, 0], "cleared": [0, 0],
                          "standing": [0, 0]})  # fmt: skip
    chart = late.weeks(weeks, things="hồ sơ phối hợp", unheard=HEARD)
    assert (chart.is_empty, chart.empty) == (True, "Không có hồ sơ phối hợp quá hạn.")
    assert chart.headline == "Hai tuần liền không có hồ sơ phối hợp quá hạn"
    assert not late.weeks(
        weeks.assign(new=[1, 0], cleared=[1, 0]), things="hồ sơ", unheard=HEARD
    ).is_empty  # came and went


def test_the_ranks_of_many_years_stand_under_their_word() -> None:
    frame = pd.DataFrame(
        {"year": range(2018, 2024), "score": [42.0] * 6, "rank": [None, 49, None, None, 16, 8]}
    )
    chart = points.years(frame, headline="PAPI", note="", breaks=[])
    assert chart.names == ("2018", "2019\nhạng\n49", "2020", "2021", "2022\nhạng\n16", "2023\nhạng\n8")


def test_an_index_without_scores_says_so_once() -> None:
    frame = pd.DataFrame({"year": [2023], "score": [None], "rank": [29], "max_score": [None]})
    chart = points.years(frame, headline="PGI: chưa có điểm", note=indices.note(frame), breaks=[])
    assert (chart.is_empty, chart.note, chart.empty) == (
        True, "", "Chỉ có thứ hạng; cần tệp Kết quả công bố các chỉ số có điểm",
    )  # fmt: skip


def test_grey_lines_are_told_only_where_there_are_some() -> None:
    frame = pd.DataFrame({"place": ["Khánh Hòa"], "year": [2023], "score": [44.94]})
    assert "xám" not in points.peers(frame, place="Khánh Hòa", headline="", breaks=[]).note
    both = pd.concat([frame, frame.assign(place="Huế")])
    assert "xám" in points.peers(both, place="Khánh Hòa", headline="", breaks=[]).note


def test_no_line_goes_over_a_break_of_the_method() -> None:
    years = pd.DataFrame({"year": [2019, 2020, 2021], "score": [42.18, 39.15, 41.7]})
    both = pd.concat([years.assign(place="Khánh Hòa"), years.assign(place="Huế")])
    chart = points.peers(both, place="Khánh Hòa", headline="", breaks=[(2021, "28 nội dung")])
    pieces = [(42.18, 39.15, None), (None, None, 41.7)]
    assert [one.values for one in chart.series] == pieces * 2
    assert [one.role for one in chart.series] == ["context", "context", "accent", "accent"]
    assert chart.marks == ((1.5, "28 nội dung"),)


def test_shares_of_a_month_without_dossiers_are_unknown() -> None:
    frame = pd.DataFrame(
        {"month": ["2024-09", "2024-10"], "online": [1, 0], "counter": [3, 0], "postal": [0, 0]}
    )
    chart = online.channels(frame)
    assert [series.values for series in chart.series] == [(0.25, None), (0.75, None), (0.0, None)]
    assert chart.series[0].texts[0] == "25% (1 hồ sơ)"
    none = online.channels(frame.assign(counter=0))
    assert none.headline == "Không có hồ sơ nộp trực tiếp"


def test_the_heat_begins_with_the_unit_that_misses_most() -> None:
    row = {"indicator": "online_rate", "numerator": 1, "denominator": 2, "comparison": ">=", "target": 0.55}
    found = Values(
        (
            made(**row, unit="u1", unit_name="A", value=0.6, state="met"),
            made(**row, unit="u2", unit_name="B", value=0.4, state="missed"),
            made(**row | {"indicator": "digitised_rate"}, unit="u1", unit_name="A", value=1.0, state="met"),
        ),
        covered=frozenset({"digitised_rate"}),
    )
    codes = {"online_rate": "Trực tuyến", "on_time_rate": "Đúng hạn", "digitised_rate": "Số hóa"}
    chart = rates.heat(found, codes)
    assert (chart.names, chart.keys) == (("B", "A"), ("u2", "u1"))
    assert chart.series[0].texts == ("▲ 40,0", "✓ 60,0")
    assert chart.series[0].roles == ("alarm", "good")
    assert chart.series[1].texts == ("○", "○")  # no file
    assert chart.series[2].texts == ("—", "✓ 100")  # a file, and nothing of B in it
    assert chart.headline == "B chưa đạt 1/2 chỉ tiêu"
    # the signs that stand in a cell are explained, no others
    assert chart.note.partition(" · ")[2] == (
        "✓ đạt · ▲ chưa đạt · ○ chưa có số · — không phát sinh. Bấm một ô để mở chi tiết."
    )
    # rows whose unit nobody taught are of no unit that misses a target
    nobody = made(**row, unit="unknown", unit_name="Chưa xác định", value=0.4, state="missed")
    chart = rates.heat(Values((*found, nobody), covered=frozenset()), codes)
    assert "Chưa xác định" in chart.names
    assert chart.headline == "B chưa đạt 1/2 chỉ tiêu"
    assert chart.heads == "Đơn vị"


def test_a_rate_of_which_too_much_is_unknown_stands_with_both_its_ends() -> None:
    """Of four results none is electronic and of three nobody knows: from 0 to 3 of 4."""
    vague = {"numerator": 0.0, "unknown": 3.0, "denominator": 4.0, "value": 0.0, "state": "undecided"}
    named = {"indicator": "e_result_rate", "short_name": "KQ điện tử", "unit": "u1", "unit_name": "A"}
    found = [made(target=1.0, small_base=True, **named, **vague)]
    heat = rates.heat(Values(tuple(found), covered=frozenset({"e_result_rate"})), {"e_result_rate": "KQ"})
    assert heat.series[0].texts == ("○ 0–75*",)
    assert heat.note.endswith(" · ○ chưa kết luận · * mẫu số dưới 10. Bấm một ô để mở chi tiết.")
    assert rates.bullets(found, ["A"], ["u1"]).series[0].texts == ("0–75%",)


def test_of_agencies_a_chart_says_so_and_what_stands_before_a_rate_without_a_target() -> None:
    free = {"indicator": "online_rate", "numerator": 10, "denominator": 20, "value": 0.5}
    found = [made(**free, unit=code, unit_name=code, state="no_target") for code in "AB"]
    chart = rates.heat(Values(tuple(found)), {"online_rate": "Trực tuyến"}, "cơ quan")
    assert (chart.heads, chart.headline) == ("Cơ quan", "Tỷ lệ của từng cơ quan")
    assert chart.series[0].texts == ("· 50,0", "· 50,0")
    assert chart.note == "Tỷ lệ %, 31/10/2024 · (·) không xét chỉ tiêu. Bấm một ô để mở chi tiết."
    assert rates.by_unit(found, of="cơ quan").headline == "Các cơ quan đều đạt 50%"


def test_the_sections_of_a_plan_stand_in_its_order_whatever_is_urgent() -> None:
    tasks = pd.DataFrame(
        {
            "key": ["VIII.1", "IX.1", "IX.1", "X.1"],
            "section": ["VIII", "IX", "IX", "X"],
            "section_name": [
                None,
                "CẢI CÁCH THỦ TỤC HÀNH CHÍNH (TTHC)",
                "CẢI CÁCH THỦ TỤC HÀNH CHÍNH (TTHC)",
                "Chỉ số gia nhập thị trường",
            ],
            "state": ["done", "done", "open", "overdue"],
            "schedule_kind": "dated",
            "is_finished": False,
        }
    )
    chart = late.sections(one_per_task(tasks))
    assert chart.names == (
        "Mục VIII", "Mục IX. Cải cách thủ tục hành chính (TTHC)", "Mục X. Chỉ số gia nhập thị trường"
    )  # fmt: skip
    assert [series.values for series in chart.series] == [(1, 0, 0), (0, 1, 0), (0, 0, 0), (0, 0, 1)]
    plain = tasks.assign(section=None, section_name=None, state="overdue")
    chart = late.sections(one_per_task(plain))
    assert chart.names == ("Phần không ghi mục",)
    assert chart.headline == "Cả 3 nhiệm vụ quá hạn ở Phần không ghi mục"


def test_components_with_a_target_say_what_the_upright_mark_is() -> None:
    frame = pd.DataFrame({"name": ["Đất đai"], "key": ["dd"], "before": [5.0], "after": [6.0]})
    told = {"before": "2022", "after": "2023", "headline": "x", "note": "Điểm"}
    assert points.editions(frame, **told).note == "Điểm"
    assert points.editions(frame.assign(target=6.5), **told).note == "Điểm; vạch đứng là chỉ tiêu"


def test_nobody_is_the_lowest_of_one_or_of_equals() -> None:
    def unit(name: str, value: float) -> Value:
        return made(unit=name, unit_name=name, value=value, numerator=value * 20, denominator=20)

    assert rates.by_unit([unit("A", 0.4), unit("B", 0.9)]).headline == "A thấp nhất, 40%"
    assert rates.by_unit([unit("A", 1.0), unit("B", 1.0)]).headline == "Các đơn vị đều đạt 100%"
    assert rates.by_unit([unit("A", 1.0)]).headline == "A đạt 100%"
    assert rates.by_unit([]).headline == "Chưa có số liệu"
    none = made(value=None, numerator=0, denominator=0, state="none")  # a file, and nothing in it to count
    assert rates.bullets([none], [""], [""]).series[0].texts == ("Không phát sinh",)
    # five of six tasks make nobody the lowest
    few = made(unit="C", unit_name="C", value=5 / 6, numerator=5, denominator=6, small_base=True)
    assert rates.by_unit([few, unit("A", 0.9), unit("B", 0.95)]).headline == "A thấp nhất, 90%"
    assert rates.by_unit([few]).headline == "Chưa đủ cơ sở so sánh các đơn vị"
    # rows whose unit nobody taught are of no unit: they are drawn, and are not the lowest
    unknown = made(unit="unknown", unit_name="Chưa xác định", value=0.1, numerator=2, denominator=20)
    assert rates.by_unit([unknown, unit("A", 0.4), unit("B", 0.9)]).headline == "A thấp nhất, 40%"
    assert "Chưa xác định (2/20)" in rates.by_unit([unknown, unit("A", 0.4)]).names
    assert place_among(unit("A", 0.4), [unknown, unit("A", 0.4), unit("B", 0.9)]) == (2, 2)
    assert place_among(unknown, [unknown, unit("A", 0.4), unit("B", 0.9)]) is None
    # nor does it stand among those that are ranked; 5 of 6 may be a rate of 44 to 97 of 100
    chart = rates.by_unit([few, unit("A", 0.9), unit("B", 0.95)])
    assert chart.keys == ("A", "B", "C")
    assert chart.series[0].texts == ("90%", "95%", "83,3% (44–97%)")
    assert chart.note.endswith("; đơn vị số ít không xếp thứ, khoảng bên cạnh là mức thật có thể")


def explanation(*parts: tuple[str | None, float, float, bool]) -> Explanation:
    """Of parts (key, rate, mix, whether of few records), from 40% on."""
    made = tuple(
        Part(key, f"Phòng {key or ''}", 1, 20, 1, 20, mix, rate, rate + mix, few)
        for key, rate, mix, few in parts
    )
    change = sum(part.total or 0 for part in made)
    sides = (Side(date(2023, 10, 31), 40, 100, 0.4), Side(date(2024, 10, 31), 1, 1, 0.4 + change))
    return Explanation("online_rate", "unit", *sides, change, made)


RATE = Entry("online_rate", "Tỷ lệ hồ sơ nộp trực tuyến", "Hồ sơ trực tuyến", "rate", "dossiers", "cchc")
ASKED = Asked(agency="stp", as_of=date(2024, 10, 31))


def test_the_steps_of_a_change_go_its_way_first_and_few_records_go_together() -> None:
    """+20, −5, +9 of those that name none, +1 of a few; nine parts of +0.1 more than find room."""
    more = [(f"k{place}", 0.001, 0.0, False) for place in range(9)]
    found = explanation(
        ("a", 0.25, -0.05, False),
        (None, 0.09, 0.0, False),
        ("c", -0.05, 0.0, False),
        ("d", 0.0, 0.01, True),
        *more,
    )
    chart = drivers.waterfall(found, RATE, ASKED)
    assert chart.keys == ("a", "khong-ghi", "k0", "k1", "k2", "k3", "c", "")
    assert chart.series[0].texts == ("+20,0", "+9,0", "+0,1", "+0,1", "+0,1", "+0,1", "−5,0", "+1,5")
    assert chart.names[-1] == "6 đơn vị khác"  # five of the nine, and the one of a few
    assert chart.series[0].roles == (*("accent",) * 6, "context", "accent")
    assert chart.ends == (("31/10/2023: 40%", 40.0), ("31/10/2024: 65,9%", pytest.approx(65.9)))
    assert chart.levels[-1] == pytest.approx(65.9)
    assert chart.headline == "Phòng a góp nhiều nhất, +20,0"


def test_a_change_that_nobody_knows_is_no_picture() -> None:
    unknown = replace(explanation(), change=None, before=Side(date(2023, 10, 31)))
    chart = drivers.waterfall(unknown, RATE, ASKED)
    assert chart.is_empty
    assert (chart.headline, chart.empty) == (
        "Phần góp của từng đơn vị",
        "Chưa so được từng đơn vị.",
    )  # why: above it


def test_months_in_their_limits_are_marked_where_they_are_real() -> None:
    """Eight months of 10% and one of 100%: mean 20%, limits −9.9% (drawn from 0) and 49.9%."""
    values = (*(0.1,) * 8, 1.0)
    limits = behaviour_limits(values)
    assert limits is not None
    names = tuple(f"2024-{number:02}" for number in range(1, 10))
    found = Behaviour(
        "online_rate", None, None, names, values, (10,) * 9, limits, behaviour_signals(values, limits)
    )
    chart = drivers.months(found, RATE, ASKED)
    assert (chart.kind, chart.names[0], chart.names[-1]) == ("limits", "T1/24", "T9/24")
    assert chart.band == pytest.approx((0, 0.2, 0.49925))
    assert chart.series[0].roles == (*("alarm",) * 8, "good"), "below the mean, and far above it"
    of_errors = drivers.months(found, replace(RATE, is_falling=True), ASKED)
    assert of_errors.series[0].roles == (*("good",) * 8, "alarm"), "of which less is better"
    assert chart.headline == "Hồ sơ trực tuyến tháng 9/2024 là 100%: thay đổi khác thường"
    assert chart.note.endswith("; giới hạn tạm")
    gaps = (*names[:4], "2024-07", "2024-08", "2024-10", "2024-11", "2025-01")
    skipping = drivers.months(replace(found, months=gaps), RATE, ASKED)
    assert skipping.note.endswith("; giới hạn tạm; bỏ qua tháng không có số: T5/24, T6/24, T9/24, T12/24")
    none = drivers.months(
        replace(found, months=(), values=(), bases=(), limits=None, signals={}), RATE, ASKED
    )
    assert none.is_empty


def test_a_month_that_rises_for_the_seventh_time_got_better_wherever_it_stands() -> None:
    """Fourteen months that rise by 5 points each from 10%: also those below their mean are no fall."""
    values = tuple(0.1 + 0.05 * place for place in range(14))
    limits = behaviour_limits(values)
    assert limits is not None
    names = (
        *(f"2023-{number:02}" for number in range(11, 13)),
        *(f"2024-{number:02}" for number in range(1, 13)),
    )
    found = Behaviour(
        "online_rate", None, None, names, values, (10,) * 14, limits, behaviour_signals(values, limits)
    )
    assert drivers.months(found, RATE, ASKED).series[0].roles == ("good",) * 14


def test_tasks_by_component_say_how_the_component_stands_and_what_is_done() -> None:
    tasks = pd.DataFrame(
        {"component": ["A", "A", "A", "B"], "state": ["done", "standing", "overdue", "open"]}
    )
    chart = late.components(tasks, {"A": "A > 7: ▲ 6,35 chưa đạt", "B": "B"})
    assert (chart.names, chart.keys) == (("A > 7: ▲ 6,35 chưa đạt", "B"), ("A", "B"))
    assert {one.name: one.values for one in chart.series} == {
        "đã xong": (1, 0), "chưa đến hạn": (1, 1), "chờ sự kiện, chưa rõ hạn": (0, 0), "quá hạn": (1, 0),
    }  # fmt: skip
    assert ">" not in chart.headline


def test_a_unit_without_criteria_lost_no_points_and_one_whose_are_not_scored_does_not_know() -> None:
    rows = pd.DataFrame({"short": ["x"], "code": ["1"], "units": [None], "lost": [None], "max_points": [2.0]})
    none = rows.astype({"lost": float}).head(0)
    open_ = rows.astype({"lost": float})
    total = {"points": 80.0, "max": 100.0}
    assert lost.losses(none, total, year=2024, is_whole=False).headline == "Không mất điểm ở tiêu chí nào"
    assert lost.by_responsible(none).headline == "Không có điểm nào bị trừ"
    assert lost.losses(open_, total, year=2024, is_whole=False).headline == "Bảng điểm năm 2024 chưa ghi điểm"
    assert lost.by_responsible(open_).headline == "Chưa tính được điểm bị trừ"


def test_a_criterion_is_held_against_itself_alone() -> None:
    """Between two years a code may get another maximum, or become another criterion's."""
    columns = ["code", "name", "short", "max_points", "points"]
    then = [
        ("I.1", "Kế hoạch cải cách hành chính", "Kế hoạch", 2.0, 2.0), ("I.2", "Báo cáo định kỳ", "Báo cáo", 1.0, 1.0),
        ("I.3", "Kiểm tra CCHC", "Kiểm tra", 3.0, 3.0), ("I.4", "Tuyên truyền CCHC", "Tuyên truyền", None, 1.5),
    ]  # fmt: skip
    now = [
        ("I.1", "Ban hành Kế hoạch CCHC, cải cách hành chính năm", "Kế hoạch", 2.0, 1.5),
        ("I.2", "Báo cáo định kỳ", "Báo cáo", 0.5, 0.5), ("I.3", "Sáng kiến mới", "Sáng kiến", 3.0, 1.0),
        ("I.4", "Tuyên truyền CCHC", "Tuyên truyền", 2.0, 2.0), ("I.5", "Nhiệm vụ giao", "Nhiệm vụ", 2.0, 2.0),
    ]  # fmt: skip
    chart = points.two_years(pd.DataFrame(now, columns=columns), pd.DataFrame(then, columns=columns), 2024)
    assert chart.headline == "So với năm 2023: 1 tiêu chí giảm điểm, 1 tiêu chí tăng điểm"
    assert [(chart.keys, *(one.values for one in chart.series))] == [(("I.1", "I.4"), (2.0, 1.5), (1.5, 2.0))]


def test_a_component_with_another_maximum_stands_beside_nothing() -> None:
    names = ["component", "year", "score", "max_score"]
    rows = [
        ("Thể chế", 2022, 8.0, 10.0),
        ("Thể chế", 2023, 7.0, 8.0),
        ("TTHC", 2022, 9.0, 12.0),
        ("TTHC", 2023, 9.5, 12.0),
    ]
    own = pd.DataFrame(rows, columns=names).assign(
        index="CCHC", series=0, weight=None, rank=None, rank_of=None
    )
    frame, before, last = indices.editions(own, "CCHC")
    assert (before, last) == (2022, 2023)
    found = {row["name"]: (row["before"], row["after"]) for row in frame.to_dict("records")}
    assert found["TTHC"] == (9.0, 9.5)
    assert found["Thể chế"][1] == 7.0
    assert pd.isna(found["Thể chế"][0])


def test_of_whom_no_file_speaks_no_bar_is_drawn() -> None:
    """An agency that had brought no file of the new year stood among the others with 0%."""
    known = made(unit="a", unit_name="A", value=0.9, numerator=90, denominator=100)
    left = {
        "first": date(2024, 12, 15),
        "day": date(2024, 12, 20),
        "lacking": ("2024-12",),
        "state": "undecided",
    }
    over = made(unit="b", unit_name="B", value=0.0, numerator=0, denominator=20, **left)
    chart = rates.by_unit([known, over])
    assert (chart.keys, chart.headline) == (("a",), "A đạt 90%")
    assert rates.by_unit([over]).is_empty


@pytest.mark.parametrize(
    ("target", "state", "explained"),
    [
        (None, "no_target", ""),
        (0.6, "met", "vạch đậm là chỉ tiêu hoặc mức thưởng, trừ; ✓ đạt; "),
        (0.9, "missed", "vạch đậm là chỉ tiêu hoặc mức thưởng, trừ; ▲ chưa đạt; "),
    ],
)
def test_below_bars_the_signs_and_lines_that_are_drawn_are_explained(
    target: float | None, state: str, explained: str
) -> None:
    one = {
        "indicator": "digitised_rate",
        "name": "Số hóa",
        "short_name": "Số hóa",
        "numerator": 80,
        "denominator": 100,
    }
    found = made(**one, value=0.8, target=target, target_kind=target and "target", state=state)
    chart = rates.companions([found], is_signed=True)
    assert chart.note == f"31/10/2024; {explained}bấm một thanh để xem từng hồ sơ"
    assert rates.companions([found]).note == "31/10/2024"
