"""What a slide holds. Values are the same numbers as on the screen (rates as fractions 0–1), None where unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "accent", "context", "alarm", "target", "forecast", "light", "middle", "dark", "good", "warning"
]
ChartKind = Literal["line", "columns", "bars", "stacked"]


@dataclass(frozen=True)
class Series:
    """One series: as many values as the chart has categories."""

    name: str
    values: tuple[float | None, ...]
    role: Role = "accent"


@dataclass(frozen=True)
class Chart:
    """One native chart. `unit` is "rate" (fractions, shown as %), "count" or "points".

    `alarm_points`: indexes of categories drawn in the alarm colour (bars). `label_points`: "last" labels the
    last value of each line, "all" every value, "none" nothing.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Literal["rate", "count", "points"] = "count"
    alarm_points: frozenset[int] = frozenset()
    label_points: Literal["last", "all", "none"] = "all"
    alt: str = ""
    axis_from_zero: bool = True


@dataclass(frozen=True)
class Table:
    """A small table: widths are shares; `alarm` marks cells (row, column) in the alarm colour."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    title: str = ""
    note: str = ""
    alarm: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Number:
    """One figure of the side panel."""

    label: str
    value: str
    note: str = ""
    is_alarm: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide: its headline is its finding. `topic` is stable, so that a choice of topics can be kept."""

    topic: str
    headline: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None
    numbers: tuple[Number, ...] = ()
    lines: tuple[str, ...] = ()
    line_below: str = ""
    speaker_note: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Deck:
    """A deck: title slide, then the slides; `source` stands in every footer."""

    title: str
    subtitle: str
    agency: str
    source: str
    slides: Sequence[Slide] = field(default_factory=tuple)
