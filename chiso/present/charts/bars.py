"""Bars: one per unit, per procedure, per week. Names stand above their bar, so a phone never cuts them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from chiso.core.text import missing
from chiso.present.charts.base import (
    END,
    ROW,
    TEXT,
    TICK,
    as_date,
    canvas,
    hover,
    label,
    legend_lines,
    legend_row,
    nice_top,
    note,
    number,
    percent,
)
from chiso.present.charts.palette import AGE_BANDS, Palette

NAME_LENGTH = 44  # what fits above a bar at 350 px
BULLET_NAME = 34  # the value stands on the same line
_BAR = 0.36  # share of a row that the bar itself takes
_FADED = {"marker": {"opacity": 0.35}}


def _rows(
    frame: pd.DataFrame, p: Palette, *, top: int = 4, row: int = ROW, most: int = NAME_LENGTH
) -> go.Figure:
    """A canvas of horizontal rows, the first at the top, each with its name above the bar."""
    count = max(len(frame), 1)
    figure = canvas(p, height=count * row + top + 8, left=0, right=0, top=top, bottom=4)
    figure.update_yaxes(visible=False, range=[count - 1 + 0.34, -0.72])
    figure.update_xaxes(visible=False)
    figure.update_layout(bargap=0)
    for place, name in enumerate(frame["name"]):
        note(figure, label(name, most), 0, place - _BAR / 2, xanchor="left", yanchor="bottom", xshift=-2)
    return figure


def _texts(frame: pd.DataFrame, values: Sequence[str]) -> list[tuple[str, str, str]]:
    """Customdata: full name, value as text, key that a click hands on."""
    keys = frame["key"] if "key" in frame else frame["name"]
    return [(label(n), v, str(k)) for n, v, k in zip(frame["name"], values, keys, strict=True)]


def hbars(
    frame: pd.DataFrame,
    p: Palette,
    *,
    unit: str = "hồ sơ",
    culprits: int = 1,
    color: str = "alarm",
    decimals: int | None = None,
    as_percent: bool = False,
) -> go.Figure:
    """One bar per row of `name, value` (and `key`, what a click means). The first `culprits` stand out."""
    figure = _rows(frame, p)
    shown = [percent(v) if as_percent else number(v, decimals) for v in frame["value"]]
    colors = [getattr(p, color) if place < culprits else p.axis for place in range(len(frame))]
    figure.add_bar(
        x=frame["value"],
        y=list(range(len(frame))),
        orientation="h",
        width=_BAR,
        marker={"color": colors, "line": {"width": 0}},
        text=[f"<b>{text}</b>" for text in shown],
        textposition="outside",
        textfont={"size": 16, "color": p.text},
        cliponaxis=False,
        customdata=_texts(frame, shown),
        hovertemplate=hover("" if as_percent else unit),
        unselected=_FADED,
    )
    figure.update_xaxes(range=[0, nice_top(frame["value"], 1.22)])
    return figure


def stacked(
    frame: pd.DataFrame,
    p: Palette,
    parts: Sequence[tuple[str, str, str, str]],
    *,
    unit: str = "hồ sơ",
) -> go.Figure:
    """One stacked bar per row of `name`; a part is (column, words, colour, colour of its number)."""
    keys = [(words, color) for _, words, color, _ in parts]
    figure = _rows(frame, p, top=12 + 18 * legend_lines(keys))
    totals = sum((frame[column].fillna(0) for column, *_ in parts), start=pd.Series(0, index=frame.index))
    largest = nice_top(totals, 1.0)
    for column, words, color, ink in parts:
        values = frame[column].fillna(0)
        # A number is printed only where the piece is wide enough for it.
        shown = [number(v) if v and v / largest > 0.05 else "" for v in values]
        texts = [number(v) for v in values]
        figure.add_bar(
            x=values,
            y=list(range(len(frame))),
            orientation="h",
            width=_BAR,
            name=words,
            marker={"color": color, "line": {"width": 1, "color": p.background}},
            text=shown,
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": TEXT, "color": ink},
            customdata=[(f"{name} · {words}", text, key) for name, text, key in _texts(frame, texts)],
            hovertemplate=hover(unit),
            unselected=_FADED,
        )
    for place, total in enumerate(totals):
        note(figure, f"<b>{number(total)}</b>", total, place, xanchor="left", xshift=8, font={"size": 16})
    figure.update_layout(barmode="stack")
    figure.update_xaxes(range=[0, largest * 1.18])
    legend_row(figure, keys, p)
    return figure


def ageing(frame: pd.DataFrame, p: Palette, *, unit: str = "hồ sơ") -> go.Figure:
    """Overdue by age: `name, key, age_1, age_2, age_3, age_4` (1–3, 4–7, 8–30, more than 30 working days)."""
    parts = [
        (f"age_{place + 1}", f"{band} ngày", p.late[place], p.late_text[place])
        for place, band in enumerate(AGE_BANDS)
        if frame[f"age_{place + 1}"].fillna(0).sum() > 0
    ]
    return stacked(frame, p, parts, unit=unit)


def bullets(frame: pd.DataFrame, p: Palette) -> go.Figure:
    """Rates against their target: `name, value, target, status` (fractions, a State code)."""
    figure = _rows(frame, p, most=BULLET_NAME)
    inks: Mapping[str, str] = {
        "met": p.accent,
        "on_track": p.accent,
        "near": p.warning,
        "behind": p.alarm,
        "missed": p.alarm,
    }
    values = [None if missing(v) else v for v in frame["value"]]
    shown = ["Chưa có số" if v is None else percent(v, 2 if 0.99 < v < 1 else 1) for v in values]
    figure.add_bar(
        x=[1.0] * len(frame),
        y=list(range(len(frame))),
        orientation="h",
        width=_BAR,
        marker={"color": p.grid, "line": {"width": 0}},
        hoverinfo="skip",
    )
    figure.add_bar(
        x=[v or 0 for v in values],
        y=list(range(len(frame))),
        orientation="h",
        width=_BAR,
        marker={"color": [inks.get(s, p.axis) for s in frame["status"]], "line": {"width": 0}},
        customdata=_texts(frame, shown),
        hovertemplate=hover(),
        unselected=_FADED,
    )
    for place, (text, target) in enumerate(zip(shown, frame["target"], strict=True)):
        note(figure, f"<b>{text}</b>", 1, place - _BAR / 2, xanchor="right", yanchor="bottom")
        if not missing(target):
            figure.add_shape(
                type="line",
                x0=target,
                x1=target,
                y0=place - 0.18,
                y1=place + 0.28,
                line={"color": p.text, "width": 2.5},
            )
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[0, 1.004])
    return figure


def weekly_flow(frame: pd.DataFrame, p: Palette, *, unit: str = "hồ sơ") -> go.Figure:
    """Week by week: `week` (its last day), `new`, `cleared`, `standing`. New goes up, cleared down."""
    figure = canvas(p, height=300, top=38)
    weeks = [as_date(week) for week in frame["week"]]
    names = [f"{week:%d/%m}" for week in weeks]
    for column, words, color, sign in (
        ("new", "mới quá hạn", p.late[2], 1),
        ("cleared", "đã giải quyết", p.context, -1),
    ):
        figure.add_bar(
            x=names,
            y=[sign * v for v in frame[column]],
            marker={"color": color, "line": {"width": 0}},
            width=0.5,
            customdata=[
                (f"Tuần đến {name}: {words}", number(v), name)
                for name, v in zip(names, frame[column], strict=True)
            ],
            hovertemplate=hover(unit),
        )
    figure.add_scatter(
        x=names,
        y=frame["standing"],
        mode="lines+markers",
        line={"color": p.text, "width": 3},
        marker={"size": 7},
        customdata=[
            (f"Còn quá hạn cuối ngày {name}", number(v), name)
            for name, v in zip(names, frame["standing"], strict=True)
        ],
        hovertemplate=hover(unit),
    )
    if names:
        last = frame["standing"].iloc[-1]
        note(
            figure, f"<b>{number(last)}</b>", names[-1], last, yanchor="bottom", yshift=8, font={"size": END}
        )
    step = max(1, round(len(names) / 5))
    figure.update_xaxes(type="category", tickvals=names[::-1][::step], showline=False)
    figure.add_hline(y=0, line={"color": p.axis, "width": 1.2})
    top = nice_top([*frame["new"], *frame["standing"]], 1.25)
    figure.update_yaxes(range=[-nice_top(frame["cleared"], 1.2), top], nticks=5, tickformat=",d")
    figure.update_layout(barmode="relative")
    legend_row(figure, [("còn quá hạn", p.text), ("mới quá hạn", p.late[2]), ("đã giải quyết", p.context)], p)
    return figure


def channels(frame: pd.DataFrame, p: Palette) -> go.Figure:
    """How dossiers come in, month by month: `month, online, counter, postal` as counts, drawn as shares."""
    figure = canvas(p, height=300, top=38)
    total = frame[["online", "counter", "postal"]].sum(axis=1).replace(0, float("nan"))
    names = [f"T{as_date(m).month}" for m in frame["month"]]
    keys = [f"{as_date(m):%m/%Y}" for m in frame["month"]]
    parts: list[tuple[str, str, str]] = [
        ("online", "trực tuyến", p.accent),
        ("counter", "trực tiếp", p.context),
        ("postal", "bưu chính", p.warning),
    ]
    for column, words, color in parts:
        share = frame[column] / total
        texts: list[Any] = [
            f"{percent(s) if not missing(s) else '—'} ({number(n)} hồ sơ)"
            for s, n in zip(share, frame[column], strict=True)
        ]
        figure.add_bar(
            x=list(range(len(frame))),
            y=share,
            marker={"color": color, "line": {"width": 0}},
            width=0.62,
            customdata=[(f"Tháng {k}: {words}", t, k) for k, t in zip(keys, texts, strict=True)],
            hovertemplate=hover(),
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(tickvals=list(range(len(frame))), ticktext=names)
    figure.update_yaxes(
        range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0", "25%", "50%", "75%", "100%"]
    )
    legend_row(figure, [(words, color) for _, words, color in parts], p)
    figure.update_xaxes(tickfont={"size": TICK, "color": p.gray})
    return figure
