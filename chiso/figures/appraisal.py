"""The CCHC points of several agencies side by side: each by its published index, else by the sums of its own table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chiso.figures.ask import Asked
from chiso.figures.criteria import criteria, without_sums
from chiso.figures.scoring import ends, scored_of
from chiso.store import Store

# Where the points of an agency come from; of those that it gave itself none is ranked.
PUBLISHED, APPRAISED, IN_PART, OWN, NONE = "published", "appraised", "in_part", "own", ""


@dataclass(frozen=True)
class Appraised:
    """An agency's points of a year, `percent` of the most there is to win (two decimals), `lost` the rest; `worst`: the
    criterion that lost most. `rank` among these; None where its points are not all appraised, or no other's."""

    agency: str
    basis: str = NONE
    points: float | None = None
    max_points: float | None = None
    percent: float | None = None
    lost: float | None = None
    worst: str = ""
    worst_lost: float | None = None
    rank: int | None = None


def appraisals(store: Store, asked: Asked, agencies: Sequence[str]) -> tuple[Appraised, ...]:
    """The agencies in their order: the highest share first, those without points last. Equal shares have one rank."""
    found = [_of(agency, criteria(store, replace(asked.whole, agency=agency))) for agency in agencies]
    found.sort(key=lambda one: (one.percent is None, -(one.percent or 0)))
    ranked = [one for one in found if one.basis in (PUBLISHED, APPRAISED)]
    shares = [one.percent for one in ranked]
    if len(ranked) < 2:  # alone it would be the first, whatever its place among all of the province
        return tuple(found)
    return tuple(replace(one, rank=1 + shares.index(one.percent)) if one in ranked else one for one in found)


def _of(agency: str, table: dict[str, Any]) -> Appraised:
    rows, total = table["criteria"], table["total"]
    if total["points"] is None:
        return Appraised(agency)
    worst = max((row for row in without_sums(rows) if row["lost"]), key=lambda row: row["lost"], default=None)
    return Appraised(
        agency,
        _basis(rows, is_published=not total["partial"]),
        total["points"],
        total["max"],
        total["percent"],
        total["lost"],
        worst["name"] if worst else "",
        worst["lost"] if worst else None,
    )


def _basis(rows: Sequence[dict[str, Any]], *, is_published: bool) -> str:
    """A criterion without any points is still to be appraised."""
    if is_published:
        return PUBLISHED
    counted = ends(scored_of(rows))
    given = [row["appraised_points"] is not None for row, counts in zip(rows, counted, strict=True) if counts]
    return APPRAISED if all(given) else IN_PART if any(given) else OWN
