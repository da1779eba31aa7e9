"""One way to understand one sheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.intake.datasets import Dataset
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.layout import Wide
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.title import Title


@dataclass(frozen=True)
class Way:
    """One way to understand one sheet. `by_values`: the field whose column its values told."""

    grid: Grid
    dataset: Dataset
    header: Header
    match: Match
    title: Title
    constants: Mapping[str, str]
    missing: tuple[str, ...] = ()
    score: float = 0.0
    wide: Wide | None = None
    by_values: str = ""

    @property
    def rank(self) -> tuple[float, int, int]:
        """Best first: the score, then more levels of header, then the earlier row."""
        return (self.score - self.header.wrapped, self.header.last - self.header.first, -self.header.first)
