"""What a slide holds, and a deck of such slides; whatever they are drawn on."""

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.present.chart import Chart
from chiso.present.columns import Table
from chiso.words.cards import Kpi
from chiso.words.claims import Claim


@dataclass(frozen=True)
class Slide:
    """One slide: its headline is its finding, `numbers` the cards of its side panel.

    `topic` is stable, so that a choice of topics can be kept; `is_missing`: it has no figure, as its file has not been
    imported or nothing of it happened. `claims`: of which figures its texts speak, but for what somebody wrote over
    them.
    """

    topic: str
    headline: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None
    numbers: tuple[Kpi, ...] = ()
    lines: tuple[str, ...] = ()
    line_below: str = ""
    speaker_note: str = ""
    empty: str = ""
    is_missing: bool = False
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Deck:
    """A deck: title slide, then the slides; `source` stands in the footer of those whose chart has none."""

    title: str
    subtitle: str
    agency: str
    source: str
    slides: Sequence[Slide]
