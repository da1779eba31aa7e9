"""What a table of reported numbers says of the day or months that its title names, where a header names these again
(pure): of another day or month it is another number."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.title import read_title

_REACHED = ("numerator", "value")
# "Giải ngân đến 31/10/2026", "Thực hiện tháng 10", "Lũy kế 10 tháng đầu năm 2026"
_TAIL = re.compile(
    r"[ ,;:–-]*[(\[]?(?:(?:tinh )?den (?:het )?(?:ngay )?(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})"
    r"|(?:(?:tinh )?den (?:het )?)?thang (?P<named>[0-9]{1,2})|(?P<months>[0-9]{1,2}) thang(?: dau nam)?)"
    r"(?:(?:[/.-]| nam | )(?P<year>20[0-9]{2}))?[)\]]?$"
)


def of_its_period(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Adds the columns of what was reached whose headers say the day or months of the title, where none of their field
    is known; several are alike and must be asked for."""
    day = read_title(grid.rows[: header.first]).as_of if dataset.name == "measurements" else None
    if day is None or "numerator" in matched.columns:
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
    """Field and column of what was reached by `day`."""
    for column in matched.unknown:
        *above, leaf = header.paths[column]
        key = fold(leaf)
        tail = _TAIL.search(key)
        if tail is None or not _is_of(tail, day):
            continue
        found = claim(dataset.name, (*above, key[: tail.start()]))
        if found and found.field in _REACHED:
            yield found.field, column


def _is_of(tail: re.Match[str], day: date) -> bool:
    month = int(tail["month"] or tail["named"] or tail["months"])
    return (
        month == day.month
        and int(tail["day"] or day.day) == day.day
        and int(tail["year"] or day.year) == day.year
    )
