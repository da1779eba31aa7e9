"""What a file would change: its rows against what is known now. Pure, on Arrow tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

EXAMPLES = 200


@dataclass(frozen=True)
class Change:
    """One field of one record that the file prints differently."""

    record_key: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class MovedDue:
    """A due date that the file prints later than what is known."""

    record_key: str
    before: date
    after: date


@dataclass(frozen=True)
class Difference:
    """Counts of records, and examples. new + changed + unchanged = rows of the file.

    `changed_fields`: field -> in how many records it differs. `missing`: keys of the imports that the file
    supersedes and that it does not bring back. `vanished`: open dossiers that it no longer shows.
    """

    new: int
    changed: int
    unchanged: int
    changed_fields: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    moved_due: tuple[MovedDue, ...] = ()


def compare(new: pa.Table, known: pa.Table, columns: Sequence[str], as_of: date, due: str = "") -> Difference:
    """`new` (the file's rows) against `known` (one row per record_key), in the given columns only.

    A column that the file lacks is not compared: the known value stays (shared contract). A record that is known as
    of a later day than the file's `as_of` stays as it is: unchanged. `due`: the column of the due date, "" = none.
    """
    place = pc.index_in(new["record_key"], value_set=pa.array(known["record_key"].to_pylist(), pa.string()))
    is_new = place.is_null()
    ours = new.filter(pc.invert(is_new))
    theirs = known.take(place.drop_null()) if len(known) else known
    total = len(ours)
    if len(ours):
        counts_now = pc.less_equal(theirs["as_of"], pa.scalar(as_of))
        ours, theirs = ours.filter(counts_now), theirs.filter(counts_now)
    both = [
        name
        for name in columns
        if name in ours.column_names and name in theirs.column_names and not name.endswith("_key")
    ]
    differing = {name: _differs(ours[name], theirs[name]) for name in both}
    counts = {name: pc.sum(differs).as_py() or 0 for name, differs in differing.items()}
    changed = pa.chunked_array([pa.nulls(len(ours), pa.bool_()).fill_null(False)])
    examples: list[Change] = []
    for name, differs in differing.items():
        if counts[name]:
            changed = pc.or_(changed, differs)
            examples += _examples(name, ours, theirs, differs, EXAMPLES - len(examples))
    n_changed = pc.sum(changed).as_py() or 0
    return Difference(
        new=pc.sum(is_new).as_py() or 0,
        changed=n_changed,
        unchanged=total - n_changed,
        changed_fields={name: count for name, count in counts.items() if count},
        examples=tuple(examples),
        moved_due=_moved(ours, theirs, due),
    )


def _differs(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where the two differ; two empty cells do not."""
    if left.type != right.type:
        left, right = left.cast(right.type, safe=False), right
    different = pc.fill_null(pc.not_equal(left, right), False)
    return pc.or_(different, pc.xor(left.is_null(), right.is_null()))


def _examples(
    column: str, ours: pa.Table, theirs: pa.Table, differs: pa.ChunkedArray, room: int
) -> list[Change]:
    rows = pc.indices_nonzero(differs)[: max(room, 0)]
    return [
        Change(key, column, before, after)
        for key, before, after in zip(
            ours["record_key"].take(rows).to_pylist(),
            theirs[column].take(rows).to_pylist(),
            ours[column].take(rows).to_pylist(),
            strict=True,
        )
    ]


def _moved(ours: pa.Table, theirs: pa.Table, due: str) -> tuple[MovedDue, ...]:
    if due not in ours.column_names or not len(ours):
        return ()
    before, after = theirs[due].cast(pa.date32()), ours[due].cast(pa.date32())
    rows = pc.indices_nonzero(pc.fill_null(pc.greater(after, before), False))
    return tuple(
        MovedDue(key, _day(old), _day(new))
        for key, old, new in zip(
            ours["record_key"].take(rows).to_pylist(),
            before.take(rows).to_pylist(),
            after.take(rows).to_pylist(),
            strict=True,
        )
    )


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
