"""Figures show exactly the frame they were given, safely and in Vietnamese."""

from datetime import date

import pandas as pd
import pytest

from chiso.present import charts

P = charts.LIGHT


def texts(figure: object) -> str:
    return str(figure.to_dict())  # type: ignore[attr-defined]


def test_bars_hold_the_frames_values_first_row_on_top() -> None:
    frame = pd.DataFrame({"name": ["A", "B"], "value": [246, 43], "key": ["a", "b"]})
    figure = charts.hbars(frame, P)
    bar = figure.data[0]
    assert list(bar.x) == [246, 43]
    assert list(bar.y) == [0, 1]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert [c[2] for c in bar.customdata] == ["a", "b"]
    assert list(bar.marker.color) == [P.alarm, P.axis]


def test_imported_names_cannot_bring_markup() -> None:
    name = "<span style='background:url(http://x)'>x</span><b>"
    frame = pd.DataFrame({"name": [name], "value": [1], "key": ["a"]})
    found = texts(charts.hbars(frame, P))
    assert "<span style" not in found
    assert "&lt;span" in found


def test_no_figure_has_a_title_or_a_foreign_number() -> None:
    frame = pd.DataFrame({"name": ["A"], "value": [14697]})
    figure = charts.hbars(frame, P)
    assert figure.layout.title.text is None
    assert figure.layout.separators == ",."
    assert "14.697" in texts(figure)


def test_the_waterfall_steps_from_most_to_got() -> None:
    frame = pd.DataFrame(
        {"name": ["Trực tuyến", "Chưa có chi tiết"], "lost": [8.26, 1.97], "key": ["II.6.5.2", ""]}
    )
    figure = charts.waterfall(frame, P, most=94.5, got=84.27, percent="89,17%")
    bar = figure.data[0]
    assert list(bar.x) == [8.26, 1.97]
    assert bar.base == pytest.approx((86.24, 84.27))
    assert list(bar.marker.color) == [P.late[2], P.context]
    assert list(figure.data[1].x) == [94.5, 84.27]
    assert "84,27" in texts(figure)
    assert "89,17%" in texts(figure)


def test_ageing_keeps_every_count_and_prints_totals() -> None:
    frame = pd.DataFrame(
        {
            "name": ["A", "B"],
            "key": ["a", "b"],
            "age_1": [2, 1],
            "age_2": [2, 0],
            "age_3": [0, 0],
            "age_4": [2, 0],
        }
    )
    figure = charts.ageing(frame, P)
    assert [list(bar.x) for bar in figure.data] == [[2, 1], [2, 0], [2, 0]]
    assert {"<b>6</b>", "<b>1</b>"} <= {a.text for a in figure.layout.annotations}


def test_weekly_flow_draws_cleared_below_the_line() -> None:
    frame = pd.DataFrame({"week": [date(2024, 10, 17), date(2024, 10, 24)], "new": [2, 5], "cleared": [1, 2],
                          "standing": [6, 9]})  # fmt: skip
    figure = charts.weekly_flow(frame, P)
    assert list(figure.data[0].y) == [2, 5]
    assert list(figure.data[1].y) == [-1, -2]
    assert list(figure.data[2].y) == [6, 9]


def test_the_unfinished_month_is_lighter_and_says_until_when() -> None:
    frame = pd.DataFrame({"month": ["2024-09", "2024-10"], "value": [0.6, 0.64], "previous": [0.21, 0.21]})
    figure = charts.month_bars(frame, P, target=0.55, unfinished=date(2024, 10, 24))
    own = figure.data[1]
    assert list(own.y) == [0.6, 0.64]
    assert list(own.marker.color) == [P.accent, P.unfinished]
    assert "đến 24/10" in texts(figure)
    assert list(figure.data[0].y) == [0.21, 0.21]


def test_a_year_without_a_score_is_a_gap_and_a_break_cuts_the_line() -> None:
    frame = pd.DataFrame({"year": [2019, 2021, 2022], "score": [61.0, 63.0, 62.5], "rank": [30, None, 28]})
    figure = charts.index_series(frame, P, breaks=[(2022, "đổi trọng số")])
    line = figure.data[0]
    assert line.connectgaps is False
    known = {x: y for x, y in zip(line.x, line.y, strict=True) if y is not None}
    assert known == {2019: 61.0, 2021: 63.0, 2022: 62.5}
    assert line.y[list(line.x).index(2020)] is None
    assert line.y[list(line.x).index(2021.5)] is None


def test_components_keep_their_scores_and_show_direction() -> None:
    frame = pd.DataFrame(
        {"name": ["A", "B"], "before": [7.2, None], "after": [6.9, 5.9], "target": [7.5, 6.0]}
    )
    figure = charts.slope(frame, P, before="2022", after="2023")
    points = [list(t.x) for t in figure.data if t.mode == "markers"]
    assert points == [[7.2], [6.9], [5.9]]
    assert "▼ 0,30" in texts(figure)


def test_the_cumulative_line_is_the_frame_and_the_dotted_part_ends_at_the_target() -> None:
    frame = pd.DataFrame({"day": [date(2024, 10, 1), date(2024, 10, 24)], "value": [0.51, 0.524]})
    figure = charts.cumulative(frame, P, target=0.55, deadline=date(2024, 11, 30), required=0.744)
    assert list(figure.data[0].y) == [0.51, 0.524]
    dotted = next(t for t in figure.data if t.line.dash == "dot")
    assert list(dotted.y) == [0.524, 0.55]
    assert "52,4%" in texts(figure)


def test_every_builder_survives_one_row_and_both_themes() -> None:
    month = pd.DataFrame(
        {"month": ["2024-10"], "value": [None], "online": [0], "counter": [0], "postal": [0]}
    )
    for p in (charts.LIGHT, charts.DARK):
        charts.month_bars(month.astype({"value": float}), p)
        charts.channels(month, p)
        charts.bullets(
            pd.DataFrame({"name": ["A"], "value": [None], "target": [None], "status": ["no_target"]}), p
        )
        charts.limits_band(month.astype({"value": float}), p, lower=0, mean=0.5, upper=1)
        charts.index_lines(pd.DataFrame({"place": ["K"], "year": [2021], "score": [1.0]}), p, place="K")
        charts.cumulative(pd.DataFrame({"day": [], "value": []}), p)


def test_the_camera_is_the_only_button_and_speaks_vietnamese() -> None:
    found = charts.config("qua-han")
    assert found["modeBarButtons"] == [["toImage"]]
    assert found["locale"] == "vi"
    assert found["toImageButtonOptions"]["filename"] == "qua-han"
