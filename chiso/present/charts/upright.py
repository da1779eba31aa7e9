"""Over time: lines to a target or over the years, what is only noise, and columns month by month, week by week."""

from collections.abc import Sequence
from textwrap import wrap

from chiso.present.chart import Chart, Series
from chiso.present.charts.base import END, TICK, Drawing, label, nice_top
from chiso.present.palette import Palette

_MARKED = 31  # so many values are drawn with a dot each
_AHEAD = 11  # letters on a line of what stands under the way ahead: narrow, the past climbs beside it
_BEHIND = 8  # letters on a line behind the end of what is expected
_CLOSE = 0.25  # of the spread: a value so little below its target is labelled above it
_BANDS = {"edge": 0.35, "inner": 0.65}  # what is likely: how much of its colour is seen
_WHOLE = 0.62  # of a name's room, for all its columns
_NUMBER = 0.11  # of the upright axis: what a number over a column takes


def _canvas(chart: Chart, p: Palette, right: int = 14) -> Drawing:
    """Room for a key above and for names of several rows below."""
    bottom = 30 + 18 * max((name.count("\n") for name in chart.names), default=0)
    return Drawing(chart, p, 300, {"l": 46, "r": right, "t": 38 if chart.legend else 26, "b": bottom})


# --- lines -----------------------------------------------------------------------------------------------


def line(chart: Chart, p: Palette) -> Drawing:
    """One line per series; a value that is not known is a gap, never a line across."""
    bands = [[one for one in chart.series if one.style == style] for style in _BANDS]
    drawing = _canvas(chart, p, right=66 if bands[0] else 30)
    for edges, opacity in zip(bands, _BANDS.values(), strict=True):
        if edges:
            lower, upper = edges
            _band(drawing, lower, upper, opacity)
    _line_span(drawing)
    lines = [series for series in chart.series if series.style not in _BANDS]
    for series in sorted(lines, key=lambda series: series.role != "context"):
        _draw(drawing, series)
    for place, target in enumerate(chart.targets):
        if target is not None:
            drawing.stroke((place - 0.32, place + 0.32), (target, target))
    _marks(drawing)
    is_in_key = _runs_through_its_words(drawing)
    drawing.target_line(is_in_key)
    drawing.name_axis(most=6 if len(chart.names) <= _MARKED else 4 if bands[0] else 5)  # days are wide
    drawing.legend_row(is_in_key)
    return drawing


def _runs_through_its_words(drawing: Drawing) -> bool:
    """Whether a line begins where the words of the target would stand, or so little above that its number would."""
    chart = drawing.chart
    if chart.target is None or "range" not in drawing.layout["yaxis"]:
        return False
    low, high = drawing.layout["yaxis"]["range"]
    begun = (value for series in chart.series for value in series.values[: _beside(chart.names)])
    top = chart.target + 2 * _NUMBER * (high - low)
    return any(chart.target <= value < top for value in begun if value is not None)


def _marks(drawing: Drawing) -> None:
    """What stands at a place of the axis: an upright line with its words above, inwards of it near the end."""
    for at, words in drawing.chart.marks:
        side = "right" if at > len(drawing.chart.names) - 2.5 else "center"
        line = {"color": drawing.p["axis"], "width": 1, "dash": "dot"}
        drawing.shape("line", (at, at), (0, 1), yref="y domain", line=line)
        drawing.note(label(words, 28), at, 1, TICK, "gray", yref="paper", yanchor="bottom", xanchor=side)


def _band(drawing: Drawing, lower: Series, upper: Series, opacity: float) -> None:
    """What is likely, as one plane between its edges."""
    there, back = lower.known, upper.known[::-1]
    drawing.mark(
        "scatter",
        x=[*there, *back],
        y=[*(lower.values[place] for place in there), *(upper.values[place] for place in back)],
        mode="lines",
        fill="toself",
        fillcolor=drawing.p["unfinished"],
        opacity=opacity,
        line={"width": 0},
        hoverinfo="skip",
    )


def _draw(drawing: Drawing, series: Series) -> None:
    chart, p = drawing.chart, drawing.p
    quiet = series.role == "context"
    is_ahead = series.style in ("dot", "dash")
    width = 1.2 if quiet else {"dot": 2.5, "dash": 2}.get(series.style, 3.5)
    look = {"width": width, "dash": series.style or "solid"}
    has_dots = len(chart.names) <= _MARKED and not is_ahead
    marker = {"size": 4 if quiet else 8} if has_dots else None
    drawing.line(series, {"color": p[series.role], **look}, marker)
    known = series.known
    goes_on = any(other.name == series.name for other in chart.series[chart.series.index(series) + 1 :])
    if not quiet and known and not goes_on and chart.labels != "none":
        _end(drawing, series, known[-1])


def _end(drawing: Drawing, series: Series, place: int) -> None:
    """What is said of a line: its last value; of what is expected its name behind its end, of what would have to come
    at the foot."""
    if series.style not in ("dot", "dash"):
        _number(drawing, series, place)
        return
    last, is_wanted = series.values[place], series.style == "dash"
    words = "<br>".join(map(label, wrap(series.name, _AHEAD if is_wanted else _BEHIND)))
    if is_wanted:
        look = {"yref": "paper", "xanchor": "right", "yanchor": "bottom", "xshift": -6, "yshift": 2}
        drawing.note(words, place, 0, TICK, "gray", **look)
    else:
        look = {"xanchor": "left", "xshift": 6, "align": "left"}
        drawing.note(f"<b>{words}</b>", place, last, TICK, series.role, **look)


def _number(drawing: Drawing, series: Series, place: int) -> None:
    """The last value in words: where the target's line would run right through the number over that, or behind and
    under the end where there is room, as where the axis is near; under the end of a line that falls. Of many values
    it stands over those that it reaches back to."""
    chart, many = drawing.chart, len(drawing.chart.names) > _MARKED
    known = [value for value in series.values if value is not None]
    last, words = known[-1], f"<b>{chart.said(known[-1])}</b>"
    target = chart.targets[place] if chart.targets else chart.target
    close = target is not None and last < target <= last + (max(known) - min(known)) * _CLOSE
    low, high = drawing.layout["yaxis"]["range"]
    room = 2 * _NUMBER * (high - low)
    near = known[-_beside(chart.names) :] if many else [last]

    def under(level: float) -> float:
        return target if target is not None and 0 <= level - target < room else level

    has_begun = many and place * 4 < len(chart.names)
    # over the target it would say that this is reached, before the end it would stand on the axis
    if (close or has_begun) and place < len(chart.names) - 1:
        is_low = under(last) - low < room / 2  # it would stand on the axis's words
        look = {"yanchor": "bottom", "yshift": 6} if is_low else {"yanchor": "top", "yshift": -8}
        drawing.note(words, place, under(last), END, series.role, xanchor="left", xshift=0, **look)
        return
    is_high = max(near) - last > max(room / 2, last - min(near))
    falls = is_high or (target is None and not many and known[-2:-1] > known[-1:])
    up = {"yanchor": "top", "yshift": -6} if falls else {"yanchor": "bottom", "yshift": 6}
    # a break may stand right beside the end
    clear = {"bgcolor": drawing.p["background"]} if any(at < place for at, _ in chart.marks) else {}
    look = {"xanchor": "right" if many else "center", "xshift": -6 if many else 0, **up, **clear}
    over = target if close else under(min(near)) if falls else max(near)
    drawing.note(words, place, over, END, series.role, **look)


def _line_span(drawing: Drawing) -> None:
    """An upright axis around what is drawn; not from zero, because a line compares and does not measure."""
    chart = drawing.chart
    marks = [value for series in chart.series for value in series.values if value is not None]
    marks += [target for target in (*chart.targets, chart.target) if target is not None]
    if not marks:
        return
    low, high = min(marks), max(marks)
    room = max((high - low) * 0.2, 0.02 if chart.unit == "rate" else max(abs(high) * 0.01, 0.05))
    top = min(1.06, high + room) if chart.unit == "rate" and high <= 1 else high + room
    drawing.value_axis(max(0.0, low - room) if low >= 0 else low - room, top)


def limits(chart: Chart, p: Palette) -> Drawing:
    """A series with its process limits: inside the band a change is noise; what is none is larger, and a square where
    it is for the worse."""
    drawing = _canvas(chart, p, right=26)  # the newest month has half of its name there
    (series,) = chart.series
    if chart.band is not None:
        lower, mean, upper = chart.band
        look = {"fillcolor": p["grid"], "line": {"width": 0}, "layer": "below"}
        drawing.shape("rect", (0, 1), (lower, upper), xref="x domain", **look)
        drawing.level(mean, {"color": p["axis"], "width": 1})
    roles = [series.role_at(place) for place in drawing.places]
    sizes = [7 if role == series.role else 11 for role in roles]
    symbols = ["square" if role == "alarm" else "circle" for role in roles]
    marker = {"opacity": 1, "size": sizes, "symbol": symbols, "color": [p[role] for role in roles]}
    drawing.line(series, {"color": p[series.role], "width": 2.5}, marker)
    drawing.name_axis(most=5)  # months with their year, in half a sheet of paper
    marks = [value for value in (*series.values, *(chart.band or ())) if value is not None]
    if marks:
        least = 0.02 if chart.unit == "rate" else 0.5
        room = max((max(marks) - min(marks)) * 0.12, least * (max(marks) == min(marks)), 1e-3)
        drawing.value_axis(min(marks) - room, max(marks) + room)
    return drawing


# --- columns ---------------------------------------------------------------------------------------------


def columns(chart: Chart, p: Palette) -> Drawing:
    """Columns beside one another or in a stack, in which what is negative goes down; with lines over them."""
    drawing = _canvas(chart, p, right=18)
    standing = [series for series in chart.series if series.style != "line"]
    width = _WHOLE / (1 if chart.is_stack else max(1, len(standing)))
    for number, series in enumerate(standing):
        shift = 0.0 if chart.is_stack else (number - (len(standing) - 1) / 2) * width
        edges = [1.5 if series.role_at(place) == "unfinished" else 0 for place in drawing.places]
        drawing.bars(
            series, x=[place + shift for place in drawing.places], y=series.values, width=width * 0.92,
            marker_line={"width": edges, "color": p["accent"]},
        )  # fmt: skip
    for series in chart.series:
        if series.style == "line":
            drawing.line(series, {"color": p[series.role], "width": 3}, {"size": 7})
            _last(drawing, series, 0.0)
    _marks(drawing)
    tops = _tops(chart, standing)
    low, high = _column_span(chart, standing, tops)
    is_in_key = _hides_its_words(chart, standing, tops)
    drawing.target_line(is_in_key)
    _needs(drawing, tops, (high - low) * _NUMBER)
    if standing and not chart.is_stack:
        _last(drawing, standing[-1], (len(standing) - 1) / 2 * width)
    drawing.name_axis()
    drawing.value_axis(low, high)
    if low < 0:
        drawing.level(0, {"color": p["axis"], "width": 1.2})
    drawing.layout["barmode"] = "relative" if chart.is_stack else "overlay"
    drawing.legend_row(is_in_key)
    return drawing


def _needs(drawing: Drawing, tops: list[float], number: float) -> None:
    """What a column has to be, as a stroke, its words over the columns that they reach and the `number` of these."""
    for place, target in enumerate(drawing.chart.targets):
        if target is not None:
            drawing.stroke((place - _WHOLE / 2, place + _WHOLE / 2), (target, target), "alarm")
            words = f"<b>cần {drawing.chart.said(target)}</b>"
            over = max(target, max(tops[: place + 1][-_beside(tops) :]) + number)
            look = {"xanchor": "right", "xshift": 16, "yanchor": "bottom"}
            drawing.note(words, place, over, TICK + 1, "alarm", **look)


def _tops(chart: Chart, standing: list[Series]) -> list[float]:
    """How high the columns stand at each place."""
    together = sum if chart.is_stack else max
    stands = ([series.values[place] or 0.0 for series in standing] for place in range(len(chart.names)))
    return [together([0.0, *(max(value, 0.0) for value in values)]) for values in stands]


def _beside(places: Sequence[object]) -> int:
    """Over how many of the places a short text goes on a telephone."""
    return max(1, -(-len(places) // 3))


def _hides_its_words(chart: Chart, standing: list[Series], tops: list[float]) -> bool:
    """Whether the words of the target would stand over columns that rise above it, or over the newest number."""
    if chart.target is None:
        return False
    first = _beside(tops)
    newest = chart.newest(standing[-1]) if standing and not chart.is_stack else None
    return any(top > chart.target for top in tops[:first]) or (newest is not None and newest < first)


def _last(drawing: Drawing, series: Series, shift: float) -> None:
    """The newest value in words; the others are read off the axis or by looking at them."""
    chart = drawing.chart
    if (place := chart.newest(series)) is None:
        return
    value = series.values[place] or 0.0
    # wider than its column, it stands over those of its group; above the dashed line, which would run through it
    top = max(one.values[place] or 0.0 for one in chart.series if one.style == series.style)
    top = chart.target if chart.target is not None and top <= chart.target < top * 1.12 else top
    role = "accent" if series.role == "unfinished" else series.role
    words = f"<b>{chart.said(value)}</b>"
    # a telephone's columns are narrower than it: at the end there is room beside a higher one before it
    is_below = 0 < place == len(chart.names) - 1 and top < (series.values[place - 1] or 0.0)
    drawing.note(words, place + shift, top, TICK + 2, role, yanchor="bottom", yshift=4, xshift=5 * is_below)


def _column_span(chart: Chart, standing: list[Series], tops: list[float]) -> tuple[float, float]:
    """From zero, or from the lowest value below it, to the highest with room for its number."""
    if chart.is_stack and chart.unit == "rate":
        return 0.0, 1.0
    over = [value for series in chart.series if series.style == "line" for value in series.values]
    reached = [*tops, *over, *chart.targets, chart.target]
    high, is_share = nice_top(reached, 1.2), chart.unit == "rate" and all((one or 0) <= 1 for one in reached)
    low = min((value or 0.0 for series in standing for value in series.values), default=0.0)
    return min(low, 0.0) * 1.2, min(1.12, high) if is_share else high
