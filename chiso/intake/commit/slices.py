"""What a file covers, and which imports count (shared contract, "Versions and the as-of date"). Pure.

A slice is the part of a dataset that one file speaks for: a period of an agency, a whole plan, a year of criteria.
Which imports count follows from the order of the imports alone, so that rolling one back or bringing it back needs no
memory of what was superseded when.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chiso.core.periods import month_end
from chiso.core.vietnamese import fold
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Layout

ACTIVE, SUPERSEDED, ROLLED_BACK = "active", "superseded", "rolled_back"
REPLACE, ADD = "replace", "add"

Rows = Sequence[Mapping[str, Any]]  # of the imports of an agency's dataset


def slice_of(found: Layout, as_of: date, cleaned: Cleaned) -> str:
    """What a file speaks for, '' where its dataset goes by key only.

    A file of a dataset replaced as a whole has one line for each plan or year in it. The unit or source filter printed
    on the sheet belongs to each line.
    """
    dataset = DATASETS[cleaned.dataset]
    if dataset.slice_by == "key":
        return ""
    parts = [_period_name(found.period, as_of)]
    if dataset.slice_by == "whole":
        column = dataset.slice_field
        parts = sorted(map(str, cleaned.table[column].unique().drop_null().to_pylist())) if column else []
    source = fold(" ".join(part for part in (found.unit_filter, found.source_filter) if part))
    return "\n".join(f"{part} | {source}" if source else part for part in parts or ["all"])


def part_of(found: Layout, as_of: date | None) -> tuple[object, ...]:
    """What tells the sheets of a file apart: those that answer alike are of one dataset and slice, and belong together.

    Of datasets that go by key what the title says for every row stands for the slice, the year of an index above all.
    """
    dataset = DATASETS[found.dataset]
    own: object = tuple(sorted(found.constants.items()))
    if dataset.slice_by == "period":
        own = _period_name(found.period, as_of)
    elif dataset.slice_by == "whole":
        by_column = not dataset.slice_field or dataset.slice_field in found.columns
        own = "" if by_column else found.plan or own
    return found.dataset, own, fold(found.unit_filter), fold(found.source_filter)


def _period_name(period: tuple[date, date] | None, as_of: date | None) -> str:
    """'2024-03' for an exact calendar month and where no period is printed, else '2024-01-01..2024-03-31'."""
    if period is None:
        return f"{as_of:%Y-%m}" if as_of else ""
    first, last = period
    is_month = first.day == 1 and last == month_end(first)
    return f"{first:%Y-%m}" if is_month else f"{first.isoformat()}..{last.isoformat()}"


def covers(one: str, other: str) -> bool:
    """Does the one slice hold all of the other?"""
    return bool(other) and set(other.split("\n")) <= set(one.split("\n"))


def statuses(imports: Rows) -> dict[int, tuple[str, int | None]]:
    """{import_id: (status, superseded by)} for the imports of one agency's dataset.

    Going through those not rolled back by as-of date and import: one in mode `replace` supersedes those before it
    whose slice it covers; one in mode `add` supersedes nothing.
    """
    out: dict[int, tuple[str, int | None]] = {}
    counting: list[Mapping[str, Any]] = []
    for new in sorted(imports, key=lambda row: (row["as_of"], row["import_id"])):
        if new["status"] == ROLLED_BACK:
            out[new["import_id"]] = (ROLLED_BACK, None)
            continue
        if new["mode"] == REPLACE:
            gone = [row for row in counting if covers(new["slice"], row["slice"])]
            out |= {row["import_id"]: (SUPERSEDED, new["import_id"]) for row in gone}
            counting = [row for row in counting if row not in gone]
        counting.append(new)
        out[new["import_id"]] = (ACTIVE, None)
    return out


def newer(active: Rows, slice_: str, as_of: date) -> Rows:
    """The active imports that speak for a part of `slice_` as of a later day: a file as of `as_of` is too old."""
    parts = set(slice_.split("\n")) if slice_ else set()
    return [row for row in active if parts & set(row["slice"].split("\n")) and row["as_of"] > as_of]
