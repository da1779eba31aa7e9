"""The self-scoring of a CCHC year: what each room scored with which evidence, what Văn phòng said of it, beside the
points of the year before and, once there are any, the appraised ones.

The criteria are those of the year's own table; until it is imported, those of the newest table before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Literal

from chiso.figures.ask import Asked
from chiso.figures.criteria import criteria_years, rows_of
from chiso.figures.scoring import leaves
from chiso.store import Store

ACCEPTED, RETURNED = "Chấp nhận", "Trả lại"  # what Văn phòng says of points
State = Literal["open", "waiting", "accepted", "returned"]
Proof = Literal["missing", "unchecked", "checked"]


@dataclass(frozen=True)
class Said:
    """What somebody entered, who and when (UTC)."""

    value: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """A criterion in its year: `before` the points of the year before, `appraised` those of the Hội đồng, `said` the
    newest entries by name."""

    key: str
    code: str
    name: str
    units: str | None
    max_points: float | None
    before: float | None
    appraised: float | None
    said: Mapping[str, Said]

    @property
    def points(self) -> float | None:
        """What the room gave itself."""
        return float(self.said["room_points"].value) if "room_points" in self.said else None

    @property
    def state(self) -> State:
        """What was entered after Văn phòng had spoken waits again."""
        if "room_points" not in self.said:
            return "open"
        review = self.said.get("review")
        if review is None or self._is_newer(review, "room_points", "evidence"):
            return "waiting"
        return "accepted" if review.value == ACCEPTED else "returned"

    @property
    def proof(self) -> Proof:
        """Whether there is evidence, and whether somebody checked it since it was last changed."""
        if "evidence" not in self.said:
            return "missing"
        checked = self.said.get("evidence_checked")
        return "unchecked" if checked is None or self._is_newer(checked, "evidence") else "checked"

    def _is_newer(self, than: Said, *names: str) -> bool:
        return any(self.said[name].at > than.at for name in names if name in self.said)


@dataclass(frozen=True)
class SelfScoring:
    """The criteria of a year's self-scoring; `table_year`: of which year the list of criteria is."""

    year: int
    table_year: int
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """The criterion of a key."""
        return next((line for line in self.lines if line.key == key), None)


def sums(
    lines: Iterable[Line], other: Literal["max_points", "before", "appraised"]
) -> tuple[float, float, int]:
    """The room's points and the others, of the criteria that have both, and how many those are."""
    both = [(line.points, getattr(line, other)) for line in lines]
    known = [(mine, its) for mine, its in both if mine is not None and its is not None]
    return sum(mine for mine, _ in known), sum(its for _, its in known), len(known)


def self_scoring(store: Store, asked: Asked) -> SelfScoring | None:
    """The self-scoring of the year asked for, as known on the day; None where no table of that year or of one before is
    there."""
    of_table = next((year for year in criteria_years(store, asked) if year <= asked.year), None)
    if of_table is None:
        return None
    tables = {year: rows_of(store, asked.agency, year, asked.as_of) for year in {of_table, asked.year - 1}}
    last = {row["code"]: row["points"] for row in tables[asked.year - 1]}
    entered = _entered(store, asked)
    lines = []
    are_ends = leaves([row["code"] for row in tables[of_table]])
    for row in compress(tables[of_table], are_ends):  # a sum of others nobody scores
        key = row["key"].replace(str(of_table), str(asked.year), 1)
        said = entered.get(key, {})
        if "needed" not in said and (needed := entered.get(row["key"], {}).get("needed")):
            said = {**said, "needed": needed}  # what a criterion needs stays from year to year
        units = said["units"].value if "units" in said else row["units"]
        appraised = row["appraised_points"] if of_table == asked.year else None
        before = last.get(row["code"])
        lines.append(Line(key, row["code"], row["name"], units, row["max_points"], before, appraised, said))
    return SelfScoring(asked.year, of_table, tuple(lines))


def _entered(store: Store, asked: Asked) -> dict[str, dict[str, Said]]:
    found: dict[str, dict[str, Said]] = {}
    for row in store.known("office/entries", agency=asked.agency, dataset="criteria", as_of=asked.as_of):
        if row["value"] is not None:
            said = Said(row["value"], row["entered_by"], row["entered_at"])
            found.setdefault(row["record_key"], {})[row["name"]] = said
    return found
