"""From one value to another: where points were lost, which components fell."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from chiso.core.text import missing
from chiso.present.charts.base import TICK, canvas, hover, label, note, number
from chiso.present.charts.palette import Palette

_STEP_ROW = 44
_NAME_LENGTH = 35  # and the loss behind it, at 350 px
_SLOPE_NAME = 30  # the score stands on the same line


def waterfall(frame: pd.DataFrame, p: Palette, *, most: float, got: float, percent: str = "") -> go.Figure:
    """From the most points to those got: `name, lost` (positive points) and `key`.

    A row whose key is empty is the part without detail and grey. Diamonds stand for the two ends, because a
    bar from zero would dwarf every loss.
    """
    count = len(frame)
    figure = canvas(p, height=(count + 2) * _STEP_ROW + 8, left=0, right=0, top=4, bottom=4)
    left = most - float(frame["lost"].sum())
    span = max(most - left, 0.01)
    texts, bases, colors = [], [], []
    level = most
    for place, row in enumerate(frame.to_dict("records"), start=1):
        lost = float(row["lost"])
        level -= lost
        bases.append(level)
        colors.append(p.late[2] if row.get("key") else p.context)
        texts.append((label(row["name"]), f"−{number(lost, 2)}", str(row.get("key") or "")))
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=place - 0.5,
            y1=place - 0.5,
            line={"color": p.grid, "width": 1},
            layer="below",
        )
        note(
            figure,
            f"{label(row['name'], _NAME_LENGTH)}   <b>−{number(lost, 2)}</b>",
            0,
            place - 0.2,
            xref="paper",
            xanchor="left",
            yanchor="middle",
            font={"size": TICK + 1},
        )
    figure.add_bar(
        x=frame["lost"],
        y=[k + 0.24 for k in range(1, count + 1)],
        base=bases,
        orientation="h",
        width=0.36,
        marker={"color": colors, "line": {"width": 0}},
        customdata=texts,
        hovertemplate=hover("điểm"),
        unselected={"marker": {"opacity": 0.35}},
    )
    figure.add_scatter(
        x=[most, got],
        y=[0, count + 1],
        mode="markers",
        hoverinfo="skip",
        marker={"symbol": "diamond", "size": 13, "color": [p.gray, p.accent]},
        unselected={"marker": {"opacity": 1}},
    )
    note(figure, f"Tối đa <b>{number(most)}</b>", most, 0, xanchor="right", xshift=-14, font={"size": 15})
    tail = f" ({percent})" if percent else ""
    note(
        figure,
        f"Đạt <b>{number(got, 2)}</b>{tail}",
        got,
        count + 1,
        xanchor="left",
        xshift=14,
        font={"size": 15, "color": p.accent},
    )
    figure.update_xaxes(visible=False, range=[min(left, got) - span * 0.03, most + span * 0.03])
    figure.update_yaxes(visible=False, range=[count + 1.5, -0.5])
    return figure


def slope(
    frame: pd.DataFrame, p: Palette, *, before: str, after: str, decimals: int = 2, unit: str = "điểm"
) -> go.Figure:
    """Components between two editions: `name, before, after` and perhaps `target`, `key`.

    Falls in alarm, rises in accent; a component without an earlier score is one dot. The target is a short
    upright bar.
    """
    count = max(len(frame), 1)
    figure = canvas(p, height=count * 54 + 40, left=0, right=0, top=30, bottom=6)
    figure.update_yaxes(visible=False, range=[count - 0.55, -0.62])
    marks: list[float] = []
    for place, row in enumerate(frame.to_dict("records")):
        old, new, target = row["before"], row["after"], row.get("target")
        marks += [float(v) for v in (old, new, target) if v is not None and not missing(v)]
        change = None if missing(old) or missing(new) else float(new) - float(old)
        color = p.alarm if change is not None and change < 0 else p.accent
        _slope_row(figure, p, place, row, color, decimals, unit, before, after)
        text = "" if missing(new) else number(new, decimals)
        if change is not None:
            sign = "▼" if change < 0 else "▲" if change > 0 else "="
            text += f"  {sign} {number(abs(change), decimals)}"
        note(
            figure,
            label(row["name"], _SLOPE_NAME),
            0,
            place - 0.1,
            xref="paper",
            xanchor="left",
            yanchor="bottom",
        )
        note(
            figure,
            f"<b>{text}</b>",
            1,
            place - 0.1,
            xref="paper",
            xanchor="right",
            yanchor="bottom",
            font={"size": TICK + 1, "color": color if change else p.text},
        )
    low, high = (min(marks), max(marks)) if marks else (0.0, 1.0)
    room = max((high - low) * 0.06, 0.02)
    figure.update_xaxes(visible=False, range=[low - room, high + room])
    key = f"<span style='color:{p.axis}'>○</span> {label(before)}   ● {label(after)}"
    if "target" in frame and frame["target"].notna().any():
        key += "   <b>|</b> chỉ tiêu"
    note(
        figure,
        key,
        0,
        1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        yshift=4,
        font={"size": TICK, "color": p.gray},
    )
    return figure


def _slope_row(
    figure: go.Figure,
    p: Palette,
    place: int,
    row: dict[Hashable, Any],
    color: str,
    decimals: int,
    unit: str,
    before: str,
    after: str,
) -> None:
    """The line, its two ends and the target of one component."""
    level = place + 0.14
    old, new, target = row["before"], row["after"], row.get("target")
    figure.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        y0=level,
        y1=level,
        line={"color": p.grid, "width": 1},
        layer="below",
    )
    key, name = str(row.get("key") or row["name"]), label(row["name"])
    if not missing(target):
        figure.add_shape(
            type="line",
            x0=target,
            x1=target,
            y0=level - 0.16,
            y1=level + 0.16,
            line={"color": p.text, "width": 2.5},
        )
    if not missing(old) and not missing(new):
        figure.add_scatter(
            x=[old, new], y=[level, level], mode="lines", line={"color": color, "width": 4}, hoverinfo="skip"
        )
    for value, when, fill, edge in ((old, before, p.background, p.axis), (new, after, color, color)):
        if value is not None and not missing(value):
            shown = number(float(value), decimals)
            figure.add_scatter(
                x=[value],
                y=[level],
                mode="markers",
                marker={"size": 11, "color": fill, "line": {"color": edge, "width": 2}},
                customdata=[(f"{name}, {label(when)}", shown, key)],
                hovertemplate=hover(unit),
            )
