"""Lying bars: one per unit, per procedure, from one value to another. Names stand above their bar and are written
whole: chrome.js shortens, on the screen, those for which the line has no room."""

from collections.abc import Sequence
from itertools import product

from chiso.present.chart import Chart
from chiso.present.charts.base import FADED, TEXT, TICK, Drawing, label, legend_lines, nice_top
from chiso.present.palette import Palette
from chiso.words import headlines

ROW = 50  # pixels a bar takes with its name above it
_BAR = 0.36  # share of a row that the bar itself takes
_STEP_ROW, _MOVE_ROW = 54, 46  # a step has room for a name on two lines between two bars
_RULER, _LANE = 40, 26  # pixels: the pieces; a line of words above them
_NARROW, _LETTER = 316, 7  # pixels: a ruler on a telephone, one of its letters


def _rows(chart: Chart, p: Palette, end: float, *, top: int = 4) -> Drawing:
    """A canvas of horizontal rows up to `end`, the first at the top, each with its name above the bar."""
    count = max(len(chart.names), 1)
    drawing = Drawing(chart, p, count * ROW + top + 8, {"l": 0, "r": 0, "t": top, "b": 4})
    drawing.unseen_axes((0, end), (count - 1 + 0.34, -0.72))
    drawing.layout["bargap"] = 0
    for place, name in enumerate(chart.names):
        drawing.named(label(name), place - _BAR / 2, xref="x", yanchor="bottom", xshift=-2)
    return drawing


def bars(chart: Chart, p: Palette) -> Drawing:
    """One bar per name, its value after its end."""
    (series,) = chart.series
    drawing = _rows(chart, p, nice_top(series.values, 1.22))
    places = drawing.places
    drawing.bars(
        series, x=series.values, y=places, orientation="h", width=_BAR,
        text=[f"<b>{label(chart.at(series, place))}</b>" for place in places], textposition="outside",
        textfont={"size": 16, "color": p["text"]}, cliponaxis=False,
    )  # fmt: skip
    return drawing


def stacked(chart: Chart, p: Palette) -> Drawing:
    """One stack per name, its total after its end; a number only where its piece is wide enough, and not the whole."""
    room = 1.18 if chart.unit == "count" else 1.32  # for the total: points have two decimals
    drawing = _rows(chart, p, (chart.longest or 1.0) * room, top=12 + 18 * legend_lines(chart.legend))
    places = drawing.places
    totals = [chart.total(place) for place in places]
    for series in chart.series:
        inside = [
            chart.has_room(value) and value != all_ for value, all_ in zip(series.values, totals, strict=True)
        ]
        drawing.bars(
            series, x=[value or 0 for value in series.values], y=places, orientation="h",
            width=_BAR, name=series.name, marker_line={"width": 1, "color": p["background"]},
            text=[chart.said(value) if has else "" for value, has in zip(series.values, inside, strict=True)],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": TEXT, "color": p.on(series.role)},
        )  # fmt: skip
    for place, total in enumerate(totals):
        drawing.note(f"<b>{chart.said(total)}</b>", total, place, 16, xanchor="left", xshift=8)
    drawing.layout["barmode"] = "stack"
    drawing.legend_row()
    return drawing


def bullets(chart: Chart, p: Palette) -> Drawing:
    """Rates on a track to 100%, each with its target as a short upright line."""
    drawing = _rows(chart, p, 1.004)
    (series,) = chart.series
    places = drawing.places
    drawing.mark(
        "bar", x=[1.0] * len(places), y=places, orientation="h", width=_BAR, hoverinfo="skip",
        marker={"color": p["grid"], "line": {"width": 0}},
    )  # fmt: skip
    drawn = [value or 0 for value in series.values]
    drawing.bars(series, x=drawn, y=places, orientation="h", width=_BAR)
    for place in places:
        words = f"<b>{label(chart.at(series, place))}</b>"
        drawing.note(words, 1, place - _BAR / 2, xanchor="right", yanchor="bottom")
        target = chart.targets[place] if chart.targets else None
        if target is not None:
            drawing.stroke((target, target), (place - 0.18, place + 0.22))
    drawing.layout["barmode"] = "overlay"
    return drawing


def _line(drawing: Drawing, level: float) -> None:
    """A pale line across the whole picture."""
    drawing.stroke((0, 1), (level, level), "grid", 1, xref="paper", layer="below")


def waterfall(chart: Chart, p: Palette) -> Drawing:
    """From one value to another, step by step, down or up. Diamonds stand for the two ends, because a bar from zero
    would dwarf every step."""
    count = len(chart.names)
    (series,), levels = chart.series, chart.levels
    drawing = Drawing(chart, p, (count + 2) * _STEP_ROW + 8, {"l": 0, "r": 0, "t": 4, "b": 4})
    for place, name in enumerate(chart.names):
        _line(drawing, place + 0.47)
        foot = place + 1.07
        drawing.named(label(name), foot, yanchor="bottom")
        words = f"<b>{label(chart.at(series, place))}</b>"
        drawing.note(words, 1, foot, xref="paper", xanchor="right", yanchor="bottom")
    below = [place + 1.24 for place in range(count)]
    lost = [value or 0.0 for value in series.values]
    drawing.bars(series, x=lost, y=below, base=levels, orientation="h", width=0.33)
    (first, start), (last, end) = chart.ends
    drawing.mark(
        "scatter",
        x=(start, end),
        y=(0, count + 1),
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "diamond", "size": 13, "color": [p["gray"], p["accent"]]},
        unselected={"marker": {"opacity": 1}},
    )
    left, right = min(start, end, *levels), max(start, end, *levels)
    for words, at, row, role in (
        (label(first), start, 0, ""),
        (f"<b>{label(last)}</b>", end, count + 1, "accent"),
    ):
        side = (
            {"xanchor": "left", "xshift": 14}
            if at - left < right - at
            else {"xanchor": "right", "xshift": -14}
        )
        drawing.note(words, at, row, 15, role, **side)
    span = max(right - left, 0.01)
    drawing.unseen_axes((left - span * 0.03, right + span * 0.03), (count + 1.5, -0.5))
    return drawing


def ruler(chart: Chart, p: Palette) -> Drawing:
    """The pieces from one value to another on one line, each with its number and, where there is room, its name; above
    them the `marks`, on as many lines as a telephone needs."""
    (series,), (start, end) = chart.series, (value for _, value in chart.ends)
    pixel = (end - start) / _NARROW
    placed = _lanes(chart.marks, start, pixel)
    lanes = 1 + max((lane for _, _, _, lane in placed), default=-1)
    height = _RULER + _LANE * lanes
    drawing = Drawing(chart, p, height, {"l": 0, "r": 0, "t": 0, "b": 0})
    drawing.unseen_axes((start, end), (0, height))  # a unit of the upright axis is a pixel
    values = [value or 0.0 for value in series.values]
    inside = [_inside(chart, place, value / pixel) for place, value in enumerate(values)]
    drawing.bars(
        series, x=values, y=[_RULER / 2] * len(values), base=(start, *chart.levels[:-1]), orientation="h",
        width=_RULER, marker_line={"width": 1.5, "color": p["background"]}, text=inside, textposition="inside",
        insidetextanchor="middle", textangle=0, constraintext="none",
        textfont={"size": TEXT, "color": [p.on(series.role_at(place)) for place in drawing.places]},
    )  # fmt: skip
    for at, words, anchor, lane in placed:
        foot = _RULER + _LANE * lane
        drawing.stroke((at, at), (_RULER, foot + _LANE - 4), width=1.5)
        shift = 5 if anchor == "left" else -5
        drawing.note(label(words), at, foot + _LANE / 2, TICK, xanchor=anchor, xshift=shift)
    return drawing


def _inside(chart: Chart, place: int, room: float) -> str:
    """What stands in a piece `room` pixels wide: name and number, the number alone, or nothing."""
    name, number = chart.names[place], chart.at(chart.series[0], place)
    if (len(name) + len(number) + 3) * _LETTER < room:
        return f"{label(name)} <b>{label(number)}</b>"
    return f"<b>{label(number)}</b>" if len(number) * _LETTER + 4 < room else ""


def _lanes(
    marks: Sequence[tuple[float, str]], start: float, pixel: float
) -> list[tuple[float, str, str, int]]:
    """Where the words of each mark stand: at its left or right, on as few lines as keep them apart from one another and
    from the strokes of the marks above them."""
    boxes = []
    for place, (at, words) in enumerate(marks):
        here, wide = (at - start) / pixel, len(words) * _LETTER + 12
        is_left = here >= wide and (place == 0 or here + wide > _NARROW)
        boxes.append((here, here - wide, here) if is_left else (here, here, here + wide))
    tried = (lanes for many in range(1, len(boxes) + 1) for lanes in product(range(many), repeat=len(boxes)))
    lanes = next((one for one in tried if _are_apart(boxes, one)), tuple(range(len(boxes))))
    return [
        (at, words, "right" if left < here else "left", lane)
        for (at, words), (here, left, _), lane in zip(marks, boxes, lanes, strict=True)
    ]


def _are_apart(boxes: Sequence[tuple[float, float, float]], lanes: Sequence[int]) -> bool:
    """`boxes`: the place of each mark and from where to where its words go, in pixels."""
    placed = list(zip(boxes, lanes, strict=True))
    for (_, left, right), lane in placed:
        for (there, low, high), other in placed:
            if other == lane and (low, high) != (left, right) and left < high and low < right:
                return False
            if other > lane and left < there < right:
                return False
    return True


def slope(chart: Chart, p: Palette) -> Drawing:
    """Components between two editions; a component without an earlier score is one dot. The target is a short
    upright line. Below, the axis that all of them share."""
    count = max(len(chart.names), 1)
    drawing = Drawing(chart, p, count * _STEP_ROW + 62, {"l": 0, "r": 0, "t": 30, "b": 28})
    before, after = chart.series
    for place, name in enumerate(chart.names):
        _row(drawing, place)
        drawing.named(label(name), place - 0.1, yanchor="bottom")
        role = after.role_at(place) if _change(chart, place) else "text"
        words = f"<b>{label(_moved(chart, place))}</b>"
        drawing.note(words, 1, place - 0.1, TICK + 1, role, xref="paper", xanchor="right", yanchor="bottom")
    marks = [value for values in (before.values, after.values, chart.targets) for value in values]
    known = [value for value in marks if value is not None] or [0.0, 1.0]
    room = max((max(known) - min(known)) * 0.06, 0.02)
    drawing.unseen_axes((min(known) - room, max(known) + room), (count - 0.55, -0.62))
    drawing.layout["xaxis"] |= {"visible": True, "automargin": False, "nticks": 5}
    drawing.legend_row()
    return drawing


def _moved(chart: Chart, place: int) -> str:
    """The newer score and how it moved: "6,90  ▼ 0,30"."""
    new, change = chart.series[1].values[place], _change(chart, place)
    if new is None or change is None:
        return "" if new is None else chart.said(new)
    if change == 0:
        return f"{chart.said(new)}  không đổi"
    return f"{chart.said(new)}  {'▼' if change < 0 else '▲'} {chart.said(abs(change))}"


def _change(chart: Chart, place: int) -> float | None:
    """The newer score less the older, where there are both."""
    old, new = (series.values[place] for series in chart.series)
    return None if new is None or old is None else headlines.change(new, old)


def _row(drawing: Drawing, place: int) -> None:
    """The line, its two ends and the target of one component."""
    chart, p, level = drawing.chart, drawing.p, place + 0.14
    before, after = chart.series
    ends = (before.values[place], after.values[place])
    color = p[after.role_at(place)]
    target = chart.targets[place] if chart.targets else None
    _line(drawing, level)
    if target is not None:
        drawing.stroke((target, target), (level - 0.16, level + 0.16))
    if None not in ends:
        line = {"color": color, "width": 4}
        drawing.mark("scatter", x=ends, y=[level] * 2, mode="lines", line=line, hoverinfo="skip")
    looks = ((p["background"], p["axis"]), (color, color))
    for series, value, (ground, edge) in zip(chart.series, ends, looks, strict=True):
        if value is not None:
            drawing.mark(
                "scatter",
                x=[value],
                y=[level],
                mode="markers",
                marker={"size": 11, "color": ground, "line": {"color": edge, "width": 2}},
                customdata=[drawing.spoken(series)[place]],
                hovertemplate=drawing.hover(),
            )


def moves(chart: Chart, p: Palette) -> Drawing:
    """How far each stands from its mean, in multiples of what is usual; within the pale plane it is usual."""
    count = max(len(chart.names), 1)
    drawing = Drawing(chart, p, count * _MOVE_ROW + 38, {"l": 0, "r": 0, "t": 26, "b": 4})
    look = {"yref": "paper", "fillcolor": p["grid"], "line": {"width": 0}, "layer": "below"}
    drawing.shape("rect", (-1, 1), (0, 1), **look)
    (series,) = chart.series
    ends = [value or 0.0 for value in series.values]
    for words, at, side in (("← thấp hơn", 0, "left"), ("cao hơn →", 1, "right")):
        drawing.note(words, at, 1, TICK, "gray", xref="paper", yref="paper", xanchor=side, yanchor="bottom")
    drawing.note("bình thường", 0, 1, TICK, "gray", yref="paper", yanchor="bottom")
    for place, name in enumerate(chart.names):
        drawing.named(label(name), place - 0.06, yanchor="bottom")
        words = f"<b>{label(chart.at(series, place))}</b>"
        over = {"xref": "paper", "xanchor": "right", "yanchor": "bottom"}
        role = "text" if series.role_at(place) == "axis" else series.role_at(place)
        drawing.note(words, 1, place - 0.06, TICK + 1, role, **over)
        line = {"color": p[series.role_at(place)], "width": 4}
        drawing.mark(
            "scatter", x=(0, ends[place]), y=[place + 0.18] * 2, mode="lines", line=line, hoverinfo="skip"
        )
    colours = [p[series.role_at(place)] for place in drawing.places]
    drawing.mark(
        "scatter", x=ends, y=[place + 0.18 for place in drawing.places], mode="markers",
        marker={"size": 12, "color": colours}, customdata=drawing.spoken(series), hovertemplate=drawing.hover(),
        unselected=FADED,
    )  # fmt: skip
    reach = max(1.3, *map(abs, ends)) * 1.08
    drawing.unseen_axes((-reach, reach), (count - 0.55, -0.6))
    return drawing
