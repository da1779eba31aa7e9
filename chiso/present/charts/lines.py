"""Lines over time: the way to a target, months, years, and what is only noise."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from chiso.core.text import missing
from chiso.present.charts.base import (
    END,
    TICK,
    as_date,
    canvas,
    hover,
    month_name,
    nice_top,
    note,
    number,
    percent,
)
from chiso.present.charts.palette import Palette


def _percent_axis(figure: go.Figure, low: float, high: float) -> None:
    """Ticks at whole tens or fives, written as percentages."""
    span = high - low
    step = next((s for s in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2) if span / s <= 6), 0.2)
    first = int(low / step)
    ticks = [
        round(k * step, 6)
        for k in range(first, int(high / step) + 1)
        if low - 1e-9 <= k * step <= high + 1e-9
    ]
    decimals = 1 if step < 0.01 else 0
    figure.update_yaxes(range=[low, high], tickvals=ticks, ticktext=[percent(t, decimals) for t in ticks])


def _target_line(figure: go.Figure, p: Palette, target: float, words: str) -> None:
    figure.add_hline(y=target, line={"color": p.text, "width": 1.5, "dash": "dash"})
    note(
        figure,
        f"<b>{words}</b>",
        0,
        target,
        xref="paper",
        xanchor="left",
        yanchor="bottom",
        xshift=4,
        font={"size": TICK, "color": p.text},
    )


def _month_ticks(figure: go.Figure, first: date, last: date) -> None:
    months = pd.date_range(first.replace(day=1), last, freq="MS")
    shown = months[:: 2 if len(months) > 7 else 1]
    figure.update_xaxes(tickvals=list(shown), ticktext=[month_name(m) for m in shown])


def cumulative(
    frame: pd.DataFrame,
    p: Palette,
    *,
    target: float | None = None,
    deadline: date | None = None,
    forecast: tuple[float, float, float] | None = None,
    required: float | None = None,
    words: str = "Chỉ tiêu",
) -> go.Figure:
    """A rate since the year began: `day, value` (fraction).

    The dotted part after the last point is either a forecast (value, low, high at the deadline) or, without
    one, the path that would still reach the target.
    """
    figure = canvas(p, height=320, right=26)
    days = [as_date(d) for d in frame["day"]]
    values = [float(v) for v in frame["value"]]
    if not values:
        return figure
    last_day, last = days[-1], values[-1]
    end = max(deadline or last_day, last_day)
    figure.add_scatter(
        x=days,
        y=values,
        mode="lines",
        line={"color": p.accent, "width": 3.5},
        customdata=[
            (f"Lũy kế đến {d:%d/%m/%Y}", percent(v, 2), str(d)) for d, v in zip(days, values, strict=True)
        ],
        hovertemplate=hover(),
    )
    if deadline is not None and deadline > last_day:
        _ahead(figure, p, last_day, last, deadline, target, forecast, required)
    figure.add_scatter(
        x=[last_day], y=[last], mode="markers", marker={"size": 10, "color": p.accent}, hoverinfo="skip"
    )
    span = max(values) - min(values)
    close = target is not None and last < target <= last + span * 0.25
    note(
        figure,
        f"<b>{percent(last)}</b>",
        last_day,
        target if close else last,  # over the target line where it would run right through the number
        xanchor="right",
        yanchor="bottom",
        xshift=-6,
        yshift=4,
        font={"size": END, "color": p.accent},
    )
    if target is not None:
        _target_line(figure, p, target, f"{words} {percent(target)}")
    if deadline is not None:
        figure.add_vline(x=deadline, line={"color": p.axis, "width": 1})
        note(
            figure,
            f"{deadline:%d/%m}",
            deadline,
            1,
            yref="paper",
            yanchor="bottom",
            font={"size": TICK, "color": p.gray},
        )
    marks = [*values, *([target] if target is not None else []), *(forecast or ())]
    room = max(0.02, (max(marks) - min(marks)) * 0.18)
    _percent_axis(figure, max(0.0, min(marks) - room), min(1.06, max(marks) + room))
    _month_ticks(figure, days[0], end)
    figure.update_xaxes(
        range=[days[0], pd.Timestamp(end) + (pd.Timestamp(end) - pd.Timestamp(days[0])) * 0.03]
    )
    return figure


def _ahead(
    figure: go.Figure,
    p: Palette,
    day: date,
    value: float,
    deadline: date,
    target: float | None,
    forecast: tuple[float, float, float] | None,
    required: float | None,
) -> None:
    """What lies between today and the deadline."""
    if forecast is not None:
        middle, low, high = forecast
        figure.add_scatter(
            x=[day, deadline, deadline],
            y=[value, high, low],
            fill="toself",
            mode="none",
            fillcolor=p.unfinished,
            opacity=0.35,
            hoverinfo="skip",
        )
        end, color, words = middle, p.accent, f"dự báo<br><b>{percent(middle)}</b>"
    elif target is not None and required is not None and required <= 1 and value < target:
        end, color, words = target, p.gray, f"phải đạt<br><b>{percent(required, 0)}</b> từ nay"
    else:
        return
    figure.add_scatter(
        x=[day, deadline],
        y=[value, end],
        mode="lines",
        line={"color": color, "width": 2.5, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[deadline],
        y=[end],
        mode="markers",
        marker={"size": 10, "color": p.background, "line": {"color": color, "width": 2.5}},
        customdata=[(f"{'Dự báo' if forecast else 'Chỉ tiêu'} {deadline:%d/%m/%Y}", percent(end, 1), "")],
        hovertemplate=hover(),
    )
    note(
        figure,
        words,
        deadline,
        value,
        xanchor="right",
        yanchor="top",
        xshift=-8,
        yshift=-30,
        align="right",
        font={"size": TICK, "color": color},
    )


def month_bars(
    frame: pd.DataFrame,
    p: Palette,
    *,
    target: float | None = None,
    unfinished: date | None = None,
    words: str = "Chỉ tiêu",
) -> go.Figure:
    """Month by month: `month, value` (fraction), perhaps `previous` (same month last year), `numerator`,
    `denominator`. `unfinished` is the day up to which the last month counts: that bar is drawn lighter."""
    figure = canvas(p, height=320)
    months = [as_date(m) for m in frame["month"]]
    places = list(range(len(months)))
    values = [None if missing(v) else float(v) for v in frame["value"]]
    has_previous = "previous" in frame and frame["previous"].notna().any()
    if has_previous:
        figure.add_bar(
            x=[k - 0.21 for k in places],
            y=frame["previous"],
            width=0.38,
            marker={"color": p.context, "line": {"width": 0}},
            customdata=[
                (f"Tháng {m.month}/{m.year - 1}", percent(v, 2) if not missing(v) else "—", "")
                for m, v in zip(months, frame["previous"], strict=True)
            ],
            hovertemplate=hover(),
        )
    open_end = [unfinished is not None and k == places[-1] for k in places]
    figure.add_bar(
        x=[k + (0.21 if has_previous else 0) for k in places],
        y=values,
        width=0.38 if has_previous else 0.6,
        marker={
            "color": [p.unfinished if o else p.accent for o in open_end],
            "line": {"width": [1.5 if o else 0 for o in open_end], "color": p.accent},
        },
        customdata=_month_texts(frame, months, values, unfinished),
        hovertemplate=hover(),
        unselected={"marker": {"opacity": 0.35}},
    )
    _ends(figure, p, places, values, unfinished, 0.21 if has_previous else 0, target)
    if target is not None:
        _target_line(figure, p, target, f"{words} {percent(target)}")
    tops = [
        *(v for v in values if v is not None),
        *([target] if target is not None else []),
        *([v for v in frame["previous"] if not missing(v)] if has_previous else []),
    ]
    _percent_axis(figure, 0, min(1.12, nice_top(tops, 1.16)))
    step = 2 if len(places) > 7 else 1
    figure.update_xaxes(tickvals=places[::step], ticktext=[month_name(m) for m in months[::step]])
    return figure


def _month_texts(
    frame: pd.DataFrame, months: Sequence[date], values: Sequence[float | None], unfinished: date | None
) -> list[tuple[str, str, str]]:
    texts = []
    for place, (month, value) in enumerate(zip(months, values, strict=True)):
        name = f"Tháng {month.month}/{month.year}"
        if unfinished is not None and place == len(months) - 1:
            name += f", đến {unfinished:%d/%m}"
        text = "—" if value is None else percent(value, 2)
        if value is not None and "denominator" in frame and not missing(frame["denominator"].iloc[place]):
            text += f" ({number(frame['numerator'].iloc[place])}/{number(frame['denominator'].iloc[place])})"
        texts.append((name, text, f"{month:%Y-%m}"))
    return texts


def _ends(
    figure: go.Figure,
    p: Palette,
    places: list[int],
    values: Sequence[float | None],
    unfinished: date | None,
    shift: float,
    target: float | None,
) -> None:
    """Label the first and the last bar; the others are read off the axis or by hovering."""
    known = [k for k in places if values[k] is not None]
    if not known:
        return
    follower = values[known[1]] if len(known) > 1 else None
    hidden = follower is not None and follower > (
        values[known[0]] or 0
    )  # the next bar would cover the number
    for place in dict.fromkeys((known[-1],) if hidden else (known[0], known[-1])):
        text = f"<b>{percent(values[place] or 0)}</b>"
        last = place == places[-1]
        if last and unfinished is not None:
            text += f" đến {unfinished:%d/%m}"
        top = values[place] or 0
        if target is not None and top <= target < top * 1.12:
            top = target  # the dashed line would run through the number
        note(
            figure,
            text,
            place + shift + (0.3 if last else 0),
            top,
            yanchor="bottom",
            yshift=3,
            xanchor="right" if last else "center",
            font={"size": TICK, "color": p.accent},
        )


def limits_band(
    frame: pd.DataFrame,
    p: Palette,
    *,
    lower: float,
    mean: float,
    upper: float,
    as_percent: bool = True,
    signals: Sequence[int] = (),
) -> go.Figure:
    """`month, value` with process limits: inside them a change is noise; `signals` are rows that count."""
    figure = canvas(p, height=300)
    names = [f"{as_date(m):%m/%Y}" for m in frame["month"]]
    show = (lambda v: percent(v, 2)) if as_percent else number
    figure.add_hrect(y0=lower, y1=upper, fillcolor=p.grid, line_width=0, layer="below")
    figure.add_hline(y=mean, line={"color": p.axis, "width": 1})
    figure.add_scatter(
        x=list(range(len(names))),
        y=frame["value"],
        mode="lines+markers",
        line={"color": p.accent, "width": 2.5},
        marker={
            "opacity": 1,
            "size": [11 if k in set(signals) else 7 for k in range(len(names))],
            "color": [p.alarm if k in set(signals) else p.accent for k in range(len(names))],
        },
        customdata=[
            (f"Tháng {n}", show(v) if not missing(v) else "—", n)
            for n, v in zip(names, frame["value"], strict=True)
        ],
        hovertemplate=hover(),
    )
    step = max(1, -(-len(names) // 6))
    figure.update_xaxes(
        tickvals=list(range(len(names)))[::step], ticktext=[f"T{int(n[:2])}" for n in names[::step]]
    )
    marks = [lower, upper, *(v for v in frame["value"] if not missing(v))]
    room = max((max(marks) - min(marks)) * 0.12, 1e-3)
    if as_percent:
        _percent_axis(figure, min(marks) - room, max(marks) + room)
    else:
        figure.update_yaxes(range=[min(marks) - room, max(marks) + room], nticks=5)
    return figure
