"""An index over its years: gaps stay gaps, a change of method breaks the line."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from chiso.core.text import missing
from chiso.present.charts.base import canvas, hover, label, note, number
from chiso.present.charts.palette import Palette


def index_series(
    frame: pd.DataFrame,
    p: Palette,
    *,
    breaks: Sequence[tuple[int, str]] = (),
    decimals: int = 2,
    height: int = 240,
) -> go.Figure:
    """One index over the years: `year, score`, perhaps `rank, rank_of, target`.

    A year without a score is a gap, never a line across; `breaks`: (first year of the new method, words).
    """
    figure = canvas(p, height=height, left=44, right=30, bottom=48)
    known = frame.dropna(subset=["score"]).sort_values("year")
    if known.empty:
        return figure
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1))
    by_year = known.set_index("year")["score"].to_dict()
    starts = {year for year, _ in breaks}
    x: list[Any] = []
    y: list[Any] = []
    for year in years:
        if year in starts:  # scores before and after a break are not one series
            x.append(year - 0.5)
            y.append(None)
        x.append(year)
        y.append(by_year.get(year))
    texts = _year_texts(known, decimals)
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines+markers",
        connectgaps=False,
        line={"color": p.accent, "width": 3},
        marker={"size": 8},
        customdata=[texts.get(k, ("", "", "")) for k in x],
        hovertemplate=hover(),
    )
    _year_targets(figure, p, frame)
    last = known.iloc[-1]
    note(
        figure,
        f"<b>{number(last['score'], decimals)}</b>",
        int(last["year"]),
        max(last["score"], _target_of(frame, last["year"], last["score"])),
        yanchor="bottom",
        yshift=8,
        font={"size": 16, "color": p.accent},
    )
    for year, words in breaks:
        if years[0] < year <= years[-1]:
            figure.add_vline(x=year - 0.5, line={"color": p.axis, "width": 1, "dash": "dot"})
            note(
                figure,
                label(words, 28),
                year - 0.5,
                1,
                yref="paper",
                yanchor="bottom",
                font={"size": 12, "color": p.gray},
            )
    _year_axis(figure, p, years, known)
    marks = [*known["score"], *(frame["target"].dropna() if "target" in frame else [])]
    room = max((max(marks) - min(marks)) * 0.35, max(marks) * 0.01, 0.05)
    figure.update_yaxes(range=[min(marks) - room, max(marks) + room], nticks=4)
    return figure


def _target_of(frame: pd.DataFrame, year: Any, otherwise: float) -> float:
    """The target of a year: the score's label stands above both."""
    targets = frame.loc[frame["year"] == year, "target"].dropna() if "target" in frame else []
    return float(max(targets, default=otherwise))


def _year_texts(known: pd.DataFrame, decimals: int) -> dict[int, tuple[str, str, str]]:
    texts = {}
    for row in known.to_dict("records"):
        text = f"{number(row['score'], decimals)} điểm"
        if not missing(row.get("rank")):
            text += f", hạng {int(row['rank'])}"
            text += f"/{int(row['rank_of'])}" if not missing(row.get("rank_of")) else ""
        texts[int(row["year"])] = (f"Năm {int(row['year'])}", text, str(int(row["year"])))
    return texts


def _year_targets(figure: go.Figure, p: Palette, frame: pd.DataFrame) -> None:
    """A target is a short bar over its year."""
    if "target" not in frame:
        return
    for year, target in zip(frame["year"], frame["target"], strict=True):
        if not missing(target):
            figure.add_shape(
                type="line",
                x0=year - 0.32,
                x1=year + 0.32,
                y0=target,
                y1=target,
                line={"color": p.text, "width": 2.5},
            )


def _year_axis(figure: go.Figure, p: Palette, years: list[int], known: pd.DataFrame) -> None:
    """Years, and under each its rank where there is one."""
    ranks = known.set_index("year")["rank"].to_dict() if "rank" in known else {}
    step = max(1, -(-len(years) // 6))
    shown = years[::-1][::step]
    names = [
        f"{year}<br>" + (f"hạng {int(ranks[year])}" if not missing(ranks.get(year)) else " ")
        for year in shown
    ]
    figure.update_xaxes(
        tickvals=shown,
        ticktext=names,
        range=[years[0] - 0.5, years[-1] + 0.5],
        tickfont={"size": 12, "color": p.gray},
    )


def index_lines(frame: pd.DataFrame, p: Palette, *, place: str, decimals: int = 2) -> go.Figure:
    """`place, year, score`: one dark line among grey ones. Gaps stay gaps."""
    figure = canvas(p, height=320, right=60)
    years = list(range(int(frame["year"].min()), int(frame["year"].max()) + 1)) if len(frame) else []
    others = [name for name in frame["place"].unique() if name != place]
    for name in [*others, place]:
        rows = frame[frame["place"] == name].set_index("year")["score"].to_dict()
        own = name == place
        values = [rows.get(year) for year in years]
        if not any(v is not None for v in values):
            continue
        figure.add_scatter(
            x=years,
            y=values,
            mode="lines+markers",
            connectgaps=False,
            line={"color": p.accent if own else p.context, "width": 3.5 if own else 1.2},
            marker={"size": 8 if own else 4},
            customdata=[
                (f"{label(name)}, {year}", number(v, decimals) if v is not None else "", name)
                for year, v in zip(years, values, strict=True)
            ],
            hovertemplate=hover("điểm"),
        )
        if own:
            last = max(year for year in years if rows.get(year) is not None)
            note(
                figure,
                f"<b>{number(rows[last], decimals)}</b>",
                last,
                rows[last],
                xanchor="left",
                xshift=8,
                font={"size": 16, "color": p.accent},
            )
    step = max(1, -(-len(years) // 5))
    figure.update_xaxes(tickvals=years[::-1][::step], tickformat="d", tickangle=0)
    return figure
