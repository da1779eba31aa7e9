"""What a file covers, and which imports count (shared contract, "Versions and the as-of date"). Pure.

A slice is the part of a dataset that one file speaks for: a period of an agency, a whole plan, a year of criteria.
Which imports count follows from the order of the imports alone, so that rolling one back or bringing it back needs no
memory of what was superseded when.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from chiso.core.periods import month_end

ACTIVE, SUPERSEDED, ROLLED_BACK = "active", "superseded", "rolled_back"
REPLACE, ADD = "replace", "add"
PERIOD, WHOLE, KEY = "period", "whole", "key"


def period_name(period: tuple[date, date] | None, as_of: date) -> str:
    """'2024-03' for an exact calendar month and where no period is printed, else '2024-01-01..2024-03-31'."""
    if period is None:
        return f"{as_of:%Y-%m}"
    first, last = period
    is_month = first.day == 1 and last == month_end(first)
    return f"{first:%Y-%m}" if is_month else f"{first.isoformat()}..{last.isoformat()}"


def slice_of(
    slice_by: str, period: tuple[date, date] | None, as_of: date, groups: Iterable[str] = (), source: str = ""
) -> str:
    """The slice of a file, '' where the dataset goes by key only.

    `groups`: the plans or years that a file of a dataset replaced as a whole holds; a file with several has several
    lines in its slice. `source`: the unit or source filter printed on the sheet.
    """
    if slice_by == KEY:
        return ""
    parts = [period_name(period, as_of)] if slice_by == PERIOD else sorted(set(groups)) or ["all"]
    return "\n".join(f"{part} | {source}" if source else part for part in parts)


@dataclass(frozen=True)
class Version:
    """One import of an agency's dataset, as far as slices care."""

    import_id: int
    slice: str
    as_of: date
    mode: str = REPLACE
    is_rolled_back: bool = False

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row of the imports."""
        is_rolled_back = row["status"] == ROLLED_BACK
        return cls(row["import_id"], row["slice"], row["as_of"], row["mode"], is_rolled_back)

    @property
    def order(self) -> tuple[date, int]:
        """Newer as-of date first counts, then the later import."""
        return (self.as_of, self.import_id)

    def covers(self, other: "Version") -> bool:
        """Does this one's slice hold all of the other's?"""
        return bool(other.slice) and set(other.slice.split("\n")) <= set(self.slice.split("\n"))


def statuses(versions: Iterable[Version]) -> dict[int, tuple[str, int | None]]:
    """{import_id: (status, superseded by)} for the imports of one agency's dataset.

    Going through those not rolled back by as-of date and import: one in mode `replace` supersedes those before it
    whose slice it covers; one in mode `add` supersedes nothing.
    """
    out: dict[int, tuple[str, int | None]] = {}
    counting: list[Version] = []
    for version in sorted(versions, key=lambda item: item.order):
        if version.is_rolled_back:
            out[version.import_id] = (ROLLED_BACK, None)
            continue
        if version.mode == REPLACE:
            for other in counting:
                if version.covers(other):
                    out[other.import_id] = (SUPERSEDED, version.import_id)
            counting = [other for other in counting if not version.covers(other)]
        counting.append(version)
        out[version.import_id] = (ACTIVE, None)
    return out


def covered(active: Sequence[Version], slice_: str) -> list[Version]:
    """The active imports that a new file for `slice_` would supersede."""
    new = Version(0, slice_, date.max)
    return [version for version in active if new.covers(version)]


def newer(active: Sequence[Version], slice_: str, as_of: date) -> list[Version]:
    """The active imports that speak for a part of `slice_` as of a later day: a file as of `as_of` is too old."""
    parts = set(slice_.split("\n")) if slice_ else set()
    return [v for v in active if v.slice and parts & set(v.slice.split("\n")) and v.as_of > as_of]
