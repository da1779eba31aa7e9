"""Both renderers show exactly the chart they were given: its numbers, names, target, and colours by role."""

import io
import json
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from plotly.io import to_json
from pptx import Presentation
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.enum.dml import MSO_FILL

from chiso.present import charts, slides
from chiso.present.chart import Chart, Series
from chiso.present.charts.base import LINE_OF_NAME
from chiso.present.palette import Palette, palette
from chiso.present.slides.base import TARGET
from chiso.present.slides.native import TOTAL, parts
from tests.present.chart_examples import EXAMPLES

THEMES = ("light", "dark", "print")
NATIVE = [name for name in EXAMPLES if name != "heat"]


def slide_of(chart: Chart) -> Any:
    presentation = Presentation(io.BytesIO(slides.one_chart(chart, "Sở")))
    return presentation.slides[0]


def native(chart: Chart) -> Any:
    (found,) = [shape.chart for shape in slide_of(chart).shapes if shape.has_chart]
    return found


def native_series(chart: Chart) -> dict[str, Any]:
    return {series.name: series for plot in native(chart).plots for series in plot.series}


def drawn_values(figure: Any, chart: Chart) -> list[list[float | None]]:
    """The values of the figure's series, by the length of its names."""
    lying = chart.kind in ("bars", "stacked", "bullets", "waterfall", "ruler", "moves")
    traces = [trace for trace in figure.data if trace.customdata is not None]
    return [list(trace.x if lying else trace.y) for trace in traces]


def known(values: Any) -> list[float]:
    return [value for value in values if value]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [name for name in EXAMPLES if EXAMPLES[name].kind not in ("slope", "heat")])
def test_plotly_draws_the_numbers_of_the_chart(name: str, theme: str) -> None:
    chart = EXAMPLES[name]
    found = drawn_values(charts.draw(chart, theme), chart)
    assert sorted(map(known, found)) == sorted(known(series.values) for series in chart.series)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NATIVE)
def test_plotly_knows_every_word_of_a_figure(name: str, theme: str) -> None:
    """Figures are made unchecked: a word or a value that Plotly has not would only be seen as a chart without it."""
    chart = EXAMPLES[name]
    for chosen in (None, *chart.keys[:1]):
        drawn = charts.draw(chart, theme, chosen)
        checked, said = (
            json.loads(to_json(one, validate=False)) for one in (go.Figure(drawn.to_dict()), drawn)
        )
        said["layout"] = {word: value for word, value in said["layout"].items() if value != []}
        assert checked == said


@pytest.mark.parametrize("name", NATIVE)
def test_what_is_sent_is_no_object_of_plotly(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = to_json(charts.draw(EXAMPLES[name], "light", None, 1.25)._whole, validate=False)
    charts.draw.cache_clear()
    monkeypatch.setattr(go.Figure, "__init__", lambda *_, **__: pytest.fail("made again"))
    sent = to_json(charts.draw(EXAMPLES[name], "light", None, 1.25), validate=False)
    assert json.loads(sent) == json.loads(wanted)


@pytest.mark.parametrize("name", NATIVE)
def test_powerpoint_holds_the_numbers_and_names_of_the_chart(name: str) -> None:
    chart = EXAMPLES[name]
    found = native(chart)
    names = [text.replace("\n", " ") for text in chart.names]
    if chart.kind == "waterfall":
        shown = [text.split("  ")[0] for text in found.plots[0].categories]
        assert shown == ["Tối đa 94,5", *names, "Đạt 84,27 (89,17%)"]
        assert list(found.plots[0].series[1].values) == [None, 8.26, 1.97, None]
        assert list(found.plots[0].series[0].values) == pytest.approx([94.5, 86.24, 84.27, 84.27])
        return
    if chart.kind == "ruler":
        shown = ["Từ 80 điểm", "Ít nhất  84,46", "Hồ sơ trực tuyến  4,09", "Mất  5,95", "Tối đa 94,5"]
        assert list(found.plots[0].categories) == shown
        assert list(found.plots[0].series[0].values) == pytest.approx([80, 80, 84.46, 88.55, 94.5])
        assert list(found.plots[0].series[1].values) == [None, 4.46, 4.09, 5.95, None]
        return
    assert list(found.plots[0].categories) == names
    held = [tuple(series.values) for plot in found.plots for series in plot.series]
    assert [series.values for series in chart.series if series.values not in held] == []


@pytest.mark.parametrize(
    "name", [name for name in EXAMPLES if EXAMPLES[name].target or EXAMPLES[name].targets]
)
def test_both_show_the_target(name: str) -> None:
    chart = EXAMPLES[name]
    wanted = set(known(chart.targets)) | ({chart.target} if chart.target else set())
    shapes = charts.draw(chart, "light").layout.shapes
    drawn = {end for shape in shapes for end in (shape.x0, shape.x1, shape.y0, shape.y1)}
    assert wanted <= drawn
    assert set(known(native_series(chart)[TARGET].values)) == wanted


@pytest.mark.parametrize("name", ["bullets", "slope"])
def test_a_mark_on_the_slide_stands_where_the_value_axis_says(name: str) -> None:
    chart, shapes = EXAMPLES[name], list(slide_of(EXAMPLES[name]).shapes)
    (frame,) = [shape for shape in shapes if shape.has_chart]
    plot = {
        part: float(frame.chart._chartSpace.find(f".//{{*}}plotArea/{{*}}layout//{{*}}{part}").get("val"))
        for part in "xw"
    }
    share = frame.width / frame.chart.value_axis.maximum_scale
    wanted = [
        frame.left + plot["x"] * frame.width + target * plot["w"] * share for target in known(chart.targets)
    ]
    marks = [shape for shape in shapes if "_mark_" in shape.name]
    assert [mark.left + mark.width / 2 for mark in marks] == pytest.approx(wanted, abs=1000)
    assert native_series(chart)[TARGET].format.fill.type == MSO_FILL.BACKGROUND


def test_no_number_of_a_lying_bar_stands_under_its_mark() -> None:
    values = (0.107, 0.792, 0.0, 0.592)
    chart = Chart(
        "bullets", ("a", "b", "c", "d"), (Series("Đạt", values),), "rate", targets=(0.15, 1.0, 0.55, 0.55)
    )
    own, behind = native_series(chart)["Đạt"].points, native_series(chart)[TARGET].points
    assert [behind[place].data_label._dLbl is not None for place in range(4)] == [True, False, False, False]
    assert behind[0].data_label.text_frame.text == "10,7%"
    labels = [own[place].data_label for place in (1, 2, 3)]
    assert [label.text_frame.word_wrap for label in (behind[0].data_label, *labels)] == [False] * 4
    assert [own[place].data_label.position for place in (1, 2, 3)] == [
        XL_LABEL_POSITION.INSIDE_END,
        XL_LABEL_POSITION.OUTSIDE_END,
        XL_LABEL_POSITION.OUTSIDE_END,
    ]


def colours_of(trace: Any) -> list[str]:
    color = trace.marker.color
    return list(color) if isinstance(color, tuple) else [color or trace.line.color]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "name", ["columns", "bars", "stacked", "bullets", "waterfall", "ruler", "limits", "weeks"]
)
def test_plotly_colours_by_role(name: str, theme: str) -> None:
    chart, p = EXAMPLES[name], palette(theme)
    traces = [trace for trace in charts.draw(chart, theme).data if trace.customdata is not None]
    found = [colours_of(trace) for trace in traces]
    for series in chart.series:
        wanted = [p[series.role_at(place)] for place in range(len(chart.names))]
        assert wanted in found or wanted[:1] in found


@pytest.mark.parametrize("name", ["columns", "bars", "stacked", "bullets"])
def test_powerpoint_colours_by_role(name: str) -> None:
    chart, p = EXAMPLES[name], palette("print")
    found = native_series(chart)
    for series in chart.series:
        shown = found[series.name]
        for place in range(len(chart.names)):
            points = shown._element.findall(".//{*}dPt")
            own = [point for point in points if point.find("{*}idx").get("val") == str(place)]
            fill = (own[0] if own else shown._element.find("{*}spPr")).find(".//{*}srgbClr").get("val")
            if series.values[place] is not None:
                assert f"#{fill}" == p[series.role_at(place)]


def test_two_decks_of_one_chart_have_one_order_of_colours() -> None:
    """Of roles that stand as often the first fills the series; the order of a set is another in each process."""
    roles = ("alarm", "accent", "context", "gray", "warning", "text")
    bars = Series("Đúng hạn", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), roles=roles)
    drawn = native_series(Chart("bars", ("a", "b", "c", "d", "e", "f"), (bars,)))["Đúng hạn"]
    assert f"#{drawn.format.fill.fore_color.rgb}" == palette("print")["alarm"]
    assert [point.get("val") for point in drawn._element.findall(".//{*}dPt/{*}idx")] == list("12345")


def test_a_heat_chart_is_a_table_tinted_by_state() -> None:
    chart, p = EXAMPLES["heat"], palette("print")
    (table,) = [shape.table for shape in slide_of(chart).shapes if shape.has_table]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["Đơn vị", "Trực tuyến", "Đúng hạn"],
        ["Phòng A", "▲ 43,8", "● 95,0"],
        ["Phòng B", "✓ 61,0", "○"],
    ]
    assert str(table.cell(1, 1).fill.fore_color.rgb) == p["alarm_tint"][1:]
    assert str(table.cell(1, 2).fill.fore_color.rgb) == p["warning_tint"][1:]


def test_components_keep_both_scores_and_show_direction() -> None:
    figure = charts.draw(EXAMPLES["slope"], "light")
    points = [(trace.x[0], trace.customdata[0][1]) for trace in figure.data if trace.mode == "markers"]
    assert points == [(7.2, "7,20"), (6.9, "6,90"), (5.9, "5,90")]
    assert "▼ 0,30" in texts(figure)
    assert (figure.layout.xaxis.visible, figure.layout.yaxis.visible) == (True, False)


def test_the_waterfall_steps_from_most_to_got() -> None:
    figure = charts.draw(EXAMPLES["waterfall"], "light")
    bar = figure.data[0]
    assert bar.base == pytest.approx((86.24, 84.27))
    assert list(figure.data[1].x) == [94.5, 84.27]
    assert "84,27" in texts(figure)
    assert "89,17%" in texts(figure)


def test_a_ruler_stands_end_to_end_and_its_words_apart_on_a_telephone() -> None:
    """316 pixels for 14,5 points: 84,27 and 84,47 stand 4 pixels apart, 88,55 starts over the words of the second:
    these stand above it, as its stroke would run through them."""
    figure = charts.draw(EXAMPLES["ruler"], "light")
    bar = figure.data[0]
    assert bar.base == pytest.approx((80, 84.46, 88.55))
    assert list(bar.text) == ["<b>84,46</b>", "<b>4,09</b>", "Mất <b>5,95</b>"]
    words = [(note.text, note.x, note.xanchor) for note in figure.layout.annotations]
    assert words == [
        ("2023: 84,27", 84.27, "right"), ("dự kiến 84,47", 84.47, "left"), ("cao nhất 88,55", 88.55, "left"),
        ("tối đa 94,5", 94.5, "right"),
    ]  # fmt: skip
    first, second, third, last = (note.y for note in figure.layout.annotations)
    assert first == third < second == last


def test_a_waterfall_climbs_and_falls_back_in_both() -> None:
    """40 → 65: up 30, back 10, up 5; a step up stands on the level before it, on a slide too."""
    steps = Series(
        "Đóng góp", (-30.0, 10.0, -5.0), "accent", ("accent", "context", "accent"), ("+30", "−10", "+5")
    )
    ends = (("31/10/2023: 40%", 40.0), ("31/10/2024: 65%", 65.0))
    chart = Chart(
        "waterfall", ("A", "B", "C"), (steps,), "points", "A góp nhiều nhất", keys=("a", "b", "c"), ends=ends
    )
    figure = charts.draw(chart, "light")
    bar = figure.data[0]
    assert [(base, base + x) for base, x in zip(bar.base, bar.x, strict=True)] == [
        (70, 40),
        (60, 70),
        (65, 60),
    ]
    assert list(figure.data[1].x) == [40, 65]
    first, last = figure.to_dict()["layout"]["xaxis"]["range"]
    assert first < 40 < 70 < last
    sides = {note.text: note.xanchor for note in figure.layout.annotations}
    assert sides["31/10/2023: 40%"] == "left"  # beside the end that has room
    assert sides["<b>31/10/2024: 65%</b>"] == "right"
    drawn = native_series(chart)
    assert list(drawn["Còn lại"].values) == [40, 40, 60, 60, 65]
    assert list(drawn["Đóng góp"].values) == [None, 30, 10, 5, None]
    axis = native(chart).value_axis
    assert axis.minimum_scale < 40
    assert axis.maximum_scale > 70


def test_a_real_change_leaves_the_plane_of_what_is_usual_and_the_slide_has_room_on_both_sides() -> None:
    figure = charts.draw(EXAMPLES["moves"], "light")
    (plane,) = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert (plane.x0, plane.x1) == (-1, 1)
    assert [tuple(trace.x) for trace in figure.data if trace.mode == "lines"] == [(0, 2.4), (0, -0.6)]
    axis = native(EXAMPLES["moves"]).value_axis
    assert axis.minimum_scale < -0.6
    assert axis.maximum_scale > 2.4


def test_on_the_projector_a_figure_is_so_many_times_as_large_and_says_the_same() -> None:
    usual, large = (charts.draw(EXAMPLES["bars"], "light", size=size) for size in (1.0, 1.5))
    assert large.layout.height == 1.5 * usual.layout.height
    assert large.layout.font.size == 1.5 * usual.layout.font.size
    assert list(large.data[0].x) == list(usual.data[0].x)
    assert large.data[0].width == usual.data[0].width
    ends = [figure.to_dict()["layout"]["xaxis"]["range"] for figure in (usual, large)]
    assert ends[0] == ends[1]


@pytest.mark.parametrize("name", ["bars", "stacked", "bullets", "waterfall", "slope", "moves"])
def test_a_name_above_its_bar_is_written_whole_and_marked_for_the_browser_to_shorten(name: str) -> None:
    long = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam"
    chart = EXAMPLES[name]
    figure = charts.draw(replace(chart, names=(long, *chart.names[1:])), "light")
    names = [note.text.split("   <b>")[0] for note in figure.layout.annotations if note.name == LINE_OF_NAME]
    assert names == [long, *map(charts.label, chart.names[1:])]


def test_a_piece_that_is_its_whole_stack_has_no_number_of_its_own_but_its_key() -> None:
    """8 in the bar and 8 behind it; where every piece was over 30 days late nothing said so."""
    both = EXAMPLES["stacked"]  # 4 and 2 of A, 1 and 0 of B
    assert [list(bar.text) for bar in charts.draw(both, "light").data] == [["4", ""], ["2", ""]]
    one = replace(both, series=both.series[1:])
    assert "trên 30 ngày" in " ".join(note.text for note in charts.draw(one, "light").layout.annotations)
    assert [list(bar.text) for bar in charts.draw(one, "light").data] == [["", ""]]


def test_a_stack_carries_its_totals() -> None:
    chart = EXAMPLES["stacked"]
    assert {"<b>6</b>", "<b>1</b>"} <= {note.text for note in charts.draw(chart, "light").layout.annotations}
    totals = native_series(chart)[TOTAL]
    assert [totals.points[place].data_label.text_frame.text for place in (0, 1)] == ["6", "1"]


@pytest.mark.parametrize("name", NATIVE)
def test_both_say_where_the_numbers_come_from(name: str) -> None:
    source = "Số liệu đến 24/10/2024 · Sở Tư pháp · phiên bản 46 · dữ liệu minh họa, từng dòng là giả định"
    chart = replace(EXAMPLES[name], source=source)
    drawn = charts.draw(chart, "light")
    assert drawn.layout.meta["source"] == source
    assert source not in texts(drawn).replace("<br>", " "), "the page says it once, under all its charts"
    footers = [shape.text_frame.text for shape in slide_of(chart).placeholders]
    assert source in footers


def test_an_unknown_value_is_a_gap_and_never_a_line_across() -> None:
    figure = charts.draw(EXAMPLES["line"], "light")
    line = figure.data[0]
    assert (line.connectgaps, line.y[1]) == (False, None)
    assert next(iter(native_series(EXAMPLES["line"]).values())).values[1] is None


@pytest.mark.parametrize(("values", "side"), [((44.9, 43.8), "top"), ((43.8, 44.9), "bottom")])
def test_the_last_number_of_a_line_stands_clear_of_it(values: tuple[float, ...], side: str) -> None:
    figure = charts.draw(Chart("line", ("2023", "2024"), (Series("PAPI", values),), labels="last"), "light")
    (said,) = [note for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert said.yanchor == side


def test_a_break_does_not_run_through_the_last_number_of_a_line() -> None:
    """PCI has new weights since 2022 and is known up to 2023: its number is wider than two of its 19 years."""
    pieces = (Series("Điểm", (65.3, None, None)), Series("Điểm", (None, 67.74, 67.65)))
    chart = Chart(
        "line", ("2021", "2022", "2023"), pieces, "points", marks=((0.5, "trọng số mới"),), labels="last"
    )
    (said,) = [one for one in charts.draw(chart, "light").layout.annotations if one.text == "<b>67,65</b>"]
    assert said.bgcolor == palette("light")["background"]


@pytest.mark.parametrize(
    ("values", "aside"), [((0.7, 0.55), True), ((0.5, 0.55), False), ((0.7, 0.55, None), False)]
)
def test_the_newest_number_stands_aside_of_a_higher_column_before_it(
    values: tuple[float | None, ...], aside: bool
) -> None:
    """On a telephone “55,2%” is wider than the column that it stands over; behind the last one there is room."""
    chart = Chart("columns", tuple("abc"[: len(values)]), (Series("Tỷ lệ", values),), "rate", labels="last")
    (said,) = [one for one in charts.draw(chart, "light").layout.annotations if one.text == "<b>55%</b>"]
    assert bool(said.xshift) == aside


def months(values: tuple[float, ...], needed: float) -> Chart:
    """Rates of months, the last one of what is to come, with what it has to be."""
    targets = (*(None for _ in values[1:]), needed)
    return Chart(
        "columns", tuple("abcdef"[: len(values)]), (Series("năm nay", values),), "rate",
        target=0.55, targets=targets, labels="last",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "needed", "at_least"),
    [((0.55, 0.55, 0.61, 0.66, 0.65), 0.36, 0.66), ((0.2, 0.3, 0.4, 0.5, 0.5), 0.9, 0.9)],
)
def test_what_a_rate_has_to_be_is_written_over_the_columns_that_its_words_reach(
    values: tuple[float, ...], needed: float, at_least: float
) -> None:
    """“cần 36%” stood on columns of 66%, red on blue; over them the newest has its number."""
    figure = charts.draw(months(values, needed), "light")
    (words,) = [one for one in figure.layout.annotations if "cần" in one.text]
    assert words.y == at_least if needed == at_least else words.y > at_least
    (stroke,) = [one for one in figure.layout.shapes if one.y0 == one.y1 == needed]
    assert (stroke.x0 + stroke.x1) / 2 == len(values) - 1


def test_the_newest_month_is_named_below_its_process_limits() -> None:
    """Plotly leaves a name out of which a part would lie outside the picture: “T10/24” is 42 pixels wide."""
    figure = charts.draw(EXAMPLES["limits"], "light")
    assert figure.layout.xaxis.tickvals[0] == len(EXAMPLES["limits"].names) - 1
    assert figure.layout.margin.r > 42 / 2


def test_the_number_of_the_newest_column_stands_over_the_one_beside_it() -> None:
    series = (Series("năm trước", (0.5, 0.54), "context"), Series("năm nay", (0.46, 0.5)))
    figure = charts.draw(Chart("columns", ("T9", "T10"), series, "rate", labels="last"), "light")
    (number,) = [one for one in figure.layout.annotations if one.text == "<b>50%</b>"]
    assert number.y == 0.54


def test_a_slide_says_the_newest_month_and_what_the_rest_has_to_be_as_the_page_does() -> None:
    """It said the expected rate and the one of the year before, and black on blue what the rest has to be."""
    now = Series("năm nay", (0.5, 0.61, 0.66, 0.65))
    before = Series("năm trước", (0.1, 0.2, 0.3, None), "context")
    chart = Chart(
        "columns", tuple("abcd"), (before, now), "rate", target=0.55, targets=(None, None, None, 0.36), labels="last"
    )  # fmt: skip
    said = {
        name: [text.text for text in series._element.iter("{*}t")]
        for name, series in native_series(chart).items()
    }
    assert said == {"năm trước": [], "năm nay": ["66%"], "Chỉ tiêu": ["Chỉ tiêu 55%"], "Mức cần": ["cần 36%"]}
    on_page = [one.text for one in charts.draw(chart, "light").layout.annotations]
    assert {"<b>66%</b>", "<b>cần 36%</b>"} <= set(on_page)
    assert not {"<b>65%</b>", "<b>30%</b>"} & set(on_page)


@pytest.mark.parametrize(
    ("values", "in_key"),
    [((0.3, 0.4, 0.6, 0.6), False), ((0.7, 0.4, 0.6, 0.6), True), ((0.549, 0.6), True)],
)
def test_the_words_of_a_target_hide_neither_a_column_nor_its_number(
    values: tuple[float, ...], in_key: bool
) -> None:
    figure = charts.draw(months(values, 0.7), "light")
    (words,) = [one for one in figure.layout.annotations if "Chỉ tiêu 55%" in one.text]
    assert (words.yref == "paper", "– –" in words.text) == (in_key, in_key)


def to_november(past: list[float], target: float = 0.55, days: int = 40) -> dict[str, Any]:
    """The words of a forecast by what they are: a rate day by day, what is expected, what would have to come."""
    now, end = len(past) - 1, days - 1
    ahead = [None] * now + [past[-1]] + [None] * (end - now - 1)
    chart = Chart(
        "line", tuple(str(day) for day in range(days)),
        (
            Series("", (*ahead, 0.3), "context", style="edge"), Series("", (*ahead, 0.7), "context", style="edge"),
            Series("Lũy kế", (*past, *[None] * (end - now))), Series("dự báo 70%", (*ahead, 0.7), style="dot"),
            Series("phải đạt 82,4% từ nay", (*ahead, target), style="dash"),
        ),
        "rate", target=target, labels="last",
    )  # fmt: skip
    found = {}
    for one in charts.draw(chart, "light").layout.annotations:
        kinds = {"phải": "foot", "dự": "end", "Chỉ": "target"}
        found[next((kind for word, kind in kinds.items() if word in one.text), "number")] = one
    return found


def test_on_a_slide_the_words_of_a_target_stand_beside_the_number_under_a_line_that_goes_on() -> None:
    """Of one rate of August 2024 the number could not be read: the words of the target stood over it."""
    past, ahead = [*[0.556] * 10, *[0.596] * 10, *[0.55] * 20, *[0.564] * 22], range(90)
    ways = (("edge", 0.602), ("edge", 0.535), ("inner", 0.582), ("inner", 0.554), ("dot", 0.567))
    series = [Series("Lũy kế", (*past, *[None] * len(ahead)))]
    for style, to in ways:
        way = [0.564 + (to - 0.564) * (day + 1) / len(ahead) for day in ahead]
        series.append(Series(style, (*[None] * 61, 0.564, *way), "context", style=style))  # type: ignore[arg-type]
    names = tuple(str(day) for day in range(152))
    _, drawn = parts(Chart("line", names, tuple(series), "rate", target=0.55, labels="last"), width=12)
    (said,) = (one.said for one in drawn if one.series.name == TARGET)
    (place,) = (place for place, words in enumerate(said) if words)
    assert abs(place - 61) > 20  # of the plot, an eighth: half of the words


def test_what_would_have_to_come_stands_at_the_foot_and_what_is_expected_in_the_margin() -> None:
    """“nay” of “phải đạt 58,6% từ nay” lay on the days, “dự báo 70%” was cut off."""
    words = to_november([0.36] * 20)
    assert (words["foot"].yref, words["foot"].y, words["foot"].yanchor) == ("paper", 0, "bottom")
    assert words["end"].text == "<b>dự báo<br>70%</b>"


@pytest.mark.parametrize(
    ("past", "side", "level"),
    [
        ([0.36] * 9, ("left", "top"), 0.36),  # before it is the axis
        ([0.0] * 9, ("left", "bottom"), 0),  # under it too
        ([*[0.4] * 18, 0.38, 0.36], ("right", "bottom"), 0.4),  # over what it reaches back to
        ([*[0.64] * 9, *[0.5] * 10, 0.51], ("right", "top"), 0.5),  # that is too high: under it
        ([*[0.68] * 9, *[0.59] * 10, 0.6], ("right", "top"), 0.55),  # the target would run through it
    ],
)
def test_the_number_of_a_rate_stands_clear_of_axis_line_and_target(
    past: list[float], side: tuple[str, str], level: float
) -> None:
    number = to_november(past)["number"]
    assert ((number.xanchor, number.yanchor), number.y) == (side, level)


@pytest.mark.parametrize(
    ("past", "in_key"), [([0.36] * 20, False), ([0.56] * 20, True), ([0.69] * 20, False)]
)
def test_the_words_of_a_target_hide_no_line(past: list[float], in_key: bool) -> None:
    assert (to_november(past)["target"].yref == "paper") == in_key


def test_a_rate_below_its_target_is_said_under_it_where_a_forecast_goes_on() -> None:
    ahead = Series("dự báo 53,7%", (None, None, 0.522, 0.537), style="dot")
    past = Series("Lũy kế", (0.4, 0.5, 0.522, None))
    chart = Chart("line", tuple("abcd"), (past, ahead), "rate", target=0.55, labels="last")
    (said,) = [one for one in charts.draw(chart, "light").layout.annotations if one.text == "<b>52,2%</b>"]
    assert (said.y, said.yanchor, said.xanchor) == (
        0.522,
        "top",
        "left",
    )  # 2.8 of the 12 points drawn below 55%


def test_cleared_goes_down_and_is_said_without_a_sign() -> None:
    chart = EXAMPLES["weeks"]
    figure = charts.draw(chart, "light")
    (cleared,) = [trace for trace in figure.data if list(trace.y) == [-1, -2]]
    assert [data[1] for data in cleared.customdata] == ["1", "2"]
    labels = native_series(chart)["đã giải quyết"].points
    assert [labels[place].data_label.text_frame.text for place in (0, 1)] == ["1", "2"]


@pytest.mark.parametrize("name", NATIVE)
def test_a_click_means_the_key(name: str) -> None:
    chart = EXAMPLES[name]
    if not chart.keys:
        return
    traces = [trace for trace in charts.draw(chart, "light").data if trace.customdata is not None]
    assert {data[2] for trace in traces for data in trace.customdata} <= set(chart.keys)
    assert chart.keys[0] in {data[2] for trace in traces for data in trace.customdata}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_table_behind_a_chart_holds_its_numbers(name: str) -> None:
    chart = EXAMPLES[name]
    frame, columns = chart.table()
    assert list(frame["name"]) == [text.replace("\n", " ") for text in chart.names]
    assert set(columns) <= set(frame)
    if chart.kind != "heat":
        for place, series in enumerate(chart.series):
            assert known(frame[f"value_{place}"].dropna()) == known(series.values)


@pytest.mark.parametrize("kind", sorted({chart.kind for chart in EXAMPLES.values()}))
def test_a_chart_without_rows_makes_an_honest_slide(kind: Any) -> None:
    chart = Chart(kind, (), (), headline="Chưa có số", empty="Không có hồ sơ nào quá hạn.")
    slide = slide_of(chart)
    assert not [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert any(
        "Không có hồ sơ nào quá hạn." in shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame
    )


def texts(figure: Any) -> str:
    """What plotly draws; `meta` stands above a picture as plain text (chrome.js)."""
    sent = figure.to_dict()
    return str(sent["data"]) + str({key: value for key, value in sent["layout"].items() if key != "meta"})


def test_imported_names_cannot_bring_markup() -> None:
    name = "<span style='background:url(http://x)'>x</span><b>"
    found = texts(charts.draw(Chart("bars", (name,), (Series(name, (1,)),), things=name), "light"))
    assert "<span style" not in found
    assert "&lt;span" in found


def test_no_figure_has_a_title_or_a_foreign_number() -> None:
    figure = charts.draw(Chart("bars", ("A",), (Series("x", (14697,)),)), "light")
    assert figure.layout.title.text is None
    assert figure.layout.separators == ",."
    assert "14.697" in texts(figure)


def test_a_figure_has_no_buttons_and_says_what_a_picture_of_it_has_above() -> None:
    assert charts.config()["displayModeBar"] is False
    said = [
        charts.draw(
            Chart("bars", ("A",), (Series("x", (1,)),), unit, "Đầu đề", "từ đầu năm", "hồ sơ"), "light"
        ).layout.meta
        for unit in ("rate", "count", "points")
    ]
    assert said == [
        {"headline": "Đầu đề", "note": f"từ đầu năm · Đơn vị tính: {unit}", "source": ""}
        for unit in ("%", "hồ sơ", "điểm")
    ]


@pytest.mark.parametrize("role", ["late_1", "late_2", "late_3", "accent", "context", "alarm_tint"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_number_on_a_surface_is_readable(theme: str, role: str) -> None:
    from chiso.present.palette import contrast, luminance

    p: Palette = palette(theme)
    assert contrast(luminance(p.on(role)), luminance(p[role])) >= 4.5


@pytest.mark.parametrize(("counts", "step"), [((1, 1, 2), 1), ((10, 40, 90), None)])
def test_an_axis_of_counts_has_no_tick_between_two_of_them(counts: tuple[int, ...], step: int | None) -> None:
    chart = Chart("line", ("T6", "T8", "T10"), (Series("Đối thoại", counts),), "count", "2 cuộc đối thoại")
    assert charts.draw(chart, "light").layout.yaxis.dtick == step


@pytest.mark.parametrize("kind", ["line", "columns"])
@pytest.mark.parametrize(("values", "highest"), [((1.0, 1.0), 1.0), ((0.9, 0.98), 1.0), ((0.9, 1.3), 1.3)])
def test_no_number_stands_at_an_axis_of_rates_over_a_hundred_percent_unless_one_is_there(
    kind: Any, values: tuple[float, ...], highest: float
) -> None:
    axis = charts.draw(Chart(kind, ("a", "b"), (Series("Tỷ lệ", values),), "rate"), "light").layout.yaxis
    assert axis.tickvals[-1] <= highest
    assert axis.range[1] > max(values)


def test_no_number_under_zero_stands_at_the_axis_of_a_rate_that_stays_at_it() -> None:
    """The limits of months that all had none are one line."""
    chart = Chart("limits", tuple("abcde"), (Series("Tỷ lệ", (0.0,) * 5),), "rate", band=(0.0, 0.0, 0.0))
    axis = charts.draw(chart, "light").layout.yaxis
    assert min(axis.tickvals) == 0
    assert axis.range[1] - axis.range[0] >= 0.03
