"""What a slide holds beside its chart: text, a small table, figures of a side panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chiso.present.chart import Chart


@dataclass(frozen=True)
class Table:
    """A small table: widths are shares; `alarm` marks cells (row, column) in the alarm colour, `roles` tints them by a
    role of the palette."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    title: str = ""
    note: str = ""
    alarm: frozenset[tuple[int, int]] = frozenset()
    roles: Mapping[tuple[int, int], str] = field(default_factory=dict)


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
