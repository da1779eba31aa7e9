"""What a slide holds, and a deck of such slides; whatever they are drawn on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chiso.present.chart import Chart
from chiso.present.columns import Table
from chiso.words.cards import Kpi
from chiso.words.claims import Claim


@dataclass(frozen=True)
class Multiple:
    """One of several small charts of a slide, under its figure; `number` stays its own from deck to deck."""

    number: int
    figure: Kpi
    chart: Chart


@dataclass(frozen=True)
class Notes:
    """What the program tells the speaker under what people wrote: `lines`, each after its head; `rows`: where the table
    is the beginning of a list, that list but for what the table counts beyond it, each as whose it is and a few
    words."""

    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Slide:
    """One slide: its headline is its finding, `numbers` the cards of its side panel.

    `topic` is stable, so that a choice of topics can be kept; `goes_on`: what of its table, one without coloured cells,
    has no room stands on slides of its own after it (`pages`); `is_missing`: it has no figure, as its file has not been
    imported or nothing of it happened; `is_own`: people wrote it, `picture` (PNG or JPEG) included. `claims`: of
    which figures its texts speak, but for what somebody wrote over them; `section`: the part of the deck that
    PowerPoint's list of slides shows, "" that of the slide before; `units`: whose each row of its table is, where
    its notes say who has how many; `source`: its footer, "" for the deck's; `reworded`: which of its parts ("title",
    "notes", "lines", "table:3:1" for a cell, its head being row 0) these are; `lines_over`: where somebody worded some
    of its sentences, every proposed one with what stands there, "" for one left out.
    """

    topic: str
    headline: str
    note: str = ""
    chart: Chart | None = None
    table: Table | None = None
    numbers: tuple[Kpi, ...] = ()
    multiples: tuple[Multiple, ...] = ()
    lines: tuple[str, ...] = ()
    line_below: str = ""
    speaker_note: str = ""
    told: Notes = Notes()
    empty: str = ""
    is_missing: bool = False
    picture: bytes | None = field(default=None, repr=False)
    is_own: bool = False
    claims: tuple[Claim, ...] = ()
    reworded: tuple[str, ...] = ()
    lines_over: tuple[tuple[str, str], ...] = ()
    section: str = ""
    goes_on: bool = False
    units: tuple[str, ...] = ()
    source: str = ""

    @property
    def bare(self) -> "Slide":
        """The slide without what is not drawn: the table behind its chart, claims."""
        return replace(self, claims=(), chart=self.chart and replace(self.chart, behind=None))


@dataclass(frozen=True)
class Origin:
    """Of what a deck is: agency, unit (None: all of it), day (ISO) and CCHC year. `secret`: by it the home knows its
    own decks again; b"" where its key is not there: the deck is like any other, and is not brought up to date."""

    secret: bytes = field(repr=False)
    agency: str
    as_of: str
    year: int
    unit: str | None = None


@dataclass(frozen=True)
class Deck:
    """A deck: title slide, then the slides; `source` stands in the footer of those whose chart has none, and the agency
    under its short name where that alone fits."""

    title: str
    subtitle: str
    agency: str
    source: str
    slides: Sequence[Slide]
    origin: Origin | None = None
    short_agency: str = ""
