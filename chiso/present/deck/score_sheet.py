"""The criteria of the newest year that has any, as slides speak of them."""

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class ScoreSheet:
    """The criteria of a year as `figures.criteria` answers them, without sums of others, and their total."""

    year: int
    rows: list[Row]
    total: Row

    @property
    def lost(self) -> list[Row]:
        """The criteria that lost points, in the order of the sheet."""
        return [row for row in self.rows if (row["lost"] or 0) > 0]

    @property
    def worst(self) -> list[Row]:
        """The same, the largest loss first."""
        return sorted(self.lost, key=lambda row: -row["lost"])
