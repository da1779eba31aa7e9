"""What a table of reported numbers or of Bộ chỉ số phục vụ says of the day or months that its title names, where a
header names these again (pure): of another day or month it is another number."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.headings import AS_OF, PART, before
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.title import read_title

_REACHED = {"measurements": ("numerator", "value"), "service_index": ("score",)}


def of_its_period(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Adds the columns of what was reached whose headers say the day or months of the title, where none of their field
    is known; several are alike and must be asked for."""
    reached = _REACHED.get(dataset.name)
    if not reached or reached[0] in matched.columns:
        return matched
    if (day := read_title(grid.rows[: header.first]).as_of) is None:
        return matched
    found = [one for one in _claimed(dataset, matched, header, day) if one[0] not in matched.columns]
    if not found:
        return matched
    (field, column), *others = found
    clashes = {field: (column, *(place for _, place in others))} if others else {}
    left = tuple(one for one in matched.unknown if one not in {place for _, place in found})
    columns = {**matched.columns, field: column}
    return replace(matched, columns=columns, unknown=left, clashes={**matched.clashes, **clashes})


def _claimed(dataset: Dataset, matched: Match, header: Header, day: date) -> Iterator[tuple[str, int]]:
    """Field and column of what was reached by `day`: "Giải ngân đến 31/10/2026", "Thực hiện tháng 10", "Lũy kế 10
    tháng"."""
    for column in (one for one in matched.unknown if one not in matched.left_out):
        *above, leaf = header.paths[column]
        tail = next((tail for tail in (AS_OF, PART) if _is_of(tail.search(fold(leaf)), day)), None)
        found = claim(dataset.name, (*above, before(tail, leaf))) if tail else None
        if found and found.field in _REACHED[dataset.name]:
            yield found.field, column


def _is_of(found: re.Match[str] | None, day: date) -> bool:
    said = {name: int(number) for name, number in (found.groupdict() if found else {}).items() if number}
    year = said.get("year", day.year)
    is_month = said.get("month", said.get("months")) == day.month and year % 100 == day.year % 100
    return is_month and said.get("day", day.day) == day.day
