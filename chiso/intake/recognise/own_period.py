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
from chiso.intake.recognise.headings import AS_OF, PART, before, ending
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.title import read_title

# What was reached since the year began, and in one month of it.
_SINCE_THEN = re.compile(r"luy ke(?!\w)")
_IN_A_MONTH = re.compile(r"(?<![0-9] )(?<!\w)thang(?: nay| bao cao| [0-9]\S*)?$")
_REACHED = {"measurements": ("numerator", "value"), "service_index": ("score",)}


def of_its_period(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Adds the columns of what was reached whose headers say the day or months of the title, where none of their field
    is known; of several that of the whole year to that day counts, else they are alike and must be asked for."""
    return _since_the_year_began(dataset, _with_titled(dataset, matched, grid, header), header)


def _with_titled(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
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


def _since_the_year_began(dataset: Dataset, matched: Match, header: Header) -> Match:
    """Of columns of what was reached in a month and since the year began, beside what is planned ("Kế hoạch năm; Thực
    hiện tháng 10; Lũy kế 10 tháng"), the latter counts: the plan is of the year. Where that is of another day ("Lũy kế
    9 tháng"), neither does."""
    reached = _REACHED.get(dataset.name, ())
    field = next((name for name in reached if name in matched.columns), None)
    if field is None or "denominator" not in matched.columns or field in matched.told:
        return matched
    columns = matched.clashes.get(field, (matched.columns[field],))
    beside = {*matched.unknown} - {*matched.left_out}
    leaves = {column: fold(header.paths[column][-1]) for column in {*columns, *beside}}
    since = {column for column, leaf in leaves.items() if _SINCE_THEN.search(leaf)}
    found = [column for column in columns if column in since]
    others = {*columns} - since
    if len(found) > 1 or not since or not all(_IN_A_MONTH.search(leaves[column]) for column in others):
        return matched
    clashes = {name: places for name, places in matched.clashes.items() if name != field}
    kept = {name: column for name, column in matched.columns.items() if name != field}
    if found:
        kept[field] = found[0]
    return replace(matched, columns=kept, clashes=clashes, unknown=tuple(sorted({*matched.unknown, *others})))


def _claimed(dataset: Dataset, matched: Match, header: Header, day: date) -> Iterator[tuple[str, int]]:
    """Field and column of what was reached by `day`: "Giải ngân đến 31/10/2026", "Thực hiện tháng 10", "Lũy kế từ
    đầu năm"."""
    for column in (one for one in matched.unknown if one not in matched.left_out):
        *above, leaf = header.paths[column]
        tail = next((tail for tail in (AS_OF, PART) if _is_of(ending(tail, leaf), day)), None)
        found = claim(dataset.name, (*above, before(tail, leaf))) if tail else None
        if found and found.field in _REACHED[dataset.name]:
            yield found.field, column


def _is_of(found: re.Match[str] | None, day: date) -> bool:
    said = {name: int(number) for name, number in (found.groupdict() if found else {}).items() if number}
    if (month := said.get("month", said.get("months"))) is None:
        return found is not None and found.re is AS_OF  # "đến nay", "từ đầu năm"
    is_month = month == day.month and said.get("year", day.year) % 100 == day.year % 100
    return is_month and said.get("day", day.day) == day.day
