"""What a slide holds beside its chart: text, a table, figures of a side panel."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chiso.present.chart import Chart
from chiso.present.columns import Table


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
    """A deck: title slide, then the slides; `source` stands in the footer of those whose chart has none."""

    title: str
    subtitle: str
    agency: str
    source: str
    slides: Sequence[Slide] = field(default_factory=tuple)
