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
from chiso.intake.recognise.title import Title, read_title

# What was reached since the year began, and in one month of it.
_SINCE_THEN = re.compile(r"luy ke(?!\w)")
_IN_A_MONTH = re.compile(r"(?<![0-9] )(?<!den )(?<!het )(?<!\w)thang(?: nay| bao cao| [0-9]\S*)?$")
_YEARS = re.compile(r"\b20[0-9]{2}\b")
_REACHED = {"measurements": ("numerator", "value"), "service_index": ("score",)}


def of_its_period(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Adds the columns of what was reached whose headers say the day or months of the title, where none of their field
    is known; of several that of the whole year to that day counts, else they are alike and must be asked for."""
    return _since_the_year_began(dataset, _with_titled(dataset, matched, grid, header), header)


def _with_titled(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    reached = _REACHED.get(dataset.name)
    if not reached or reached[0] in matched.columns:
        return matched
    day = of_its_day(read_title(grid.rows[: header.first]), dataset, matched, header).as_of
    claimed = [
        one
        for one in _claimed(dataset, matched, header)
        if one[0] not in matched.columns and one[1] in matched.unknown
    ]
    found = {column: field for field, column, said in claimed if _is_of(said, day)}
    if not found:
        return matched
    column, field = next(iter(found.items()))
    months = {place for _, place, said in claimed if day and _is_in_a_month_of(said, day.year)}
    # of several months each is of its own, or up to its end: nothing says which
    alike = {*found, *months} if column in months else {*found}
    clashes = {field: tuple(sorted(alike))} if len(alike) > 1 else {}
    left = tuple(one for one in matched.unknown if one not in alike)
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


def of_its_day(title: Title, dataset: Dataset, matched: Match, header: Header) -> Title:
    """A title that says no day, with the last one by which a header says that something was reached ("Giải ngân đến
    31/10/2026"); not of another year than the title or what was planned is of."""
    if title.as_of or dataset.name not in _REACHED or "date" in matched.columns:
        return title
    days = [day for _, _, said in _claimed(dataset, matched, header) if (day := _day_of(said, title.year))]
    plan = header.paths[matched.columns["denominator"]][-1] if "denominator" in matched.columns else ""
    years = {*map(int, _YEARS.findall(plan)), *filter(None, [title.year])}
    return replace(title, as_of=max(days)) if days and years <= {max(days).year} else title


def _day_of(said: re.Match[str], year: int | None) -> date | None:
    """The day by which a header says that something was reached, of the title's year where it says none; None where it
    says no month, or what was reached in one alone."""
    parts = {name for name, number in said.groupdict().items() if number}
    if not parts & {"month", "months"} or _IN_A_MONTH.search(said.string):
        return None
    its_year = f"{'/' if 'day' in parts else ' nam '}{year}" if year and "year" not in parts else ""
    return read_title([[said[0].strip(" ()[]") + its_year]]).as_of


def _claimed(dataset: Dataset, matched: Match, header: Header) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Field and column of what was reached by some day, and what its header says of that: "Giải ngân đến 31/10/2026",
    "Thực hiện tháng 10", "Lũy kế từ đầu năm"."""
    for column, (*above, leaf) in header.paths.items():
        for tail in (AS_OF, PART) if column not in matched.left_out else ():
            said = ending(tail, leaf)
            found = claim(dataset.name, (*above, before(tail, leaf))) if said else None
            if said and found and found.field in _REACHED[dataset.name]:
                yield found.field, column, said


def _is_in_a_month_of(said: re.Match[str], year: int) -> bool:
    its_year = said.groupdict().get("year")
    return (not its_year or int(its_year) == year) and _IN_A_MONTH.search(said.string) is not None


def _is_of(found: re.Match[str], day: date | None) -> bool:
    said = {name: int(number) for name, number in found.groupdict().items() if number}
    if (month := said.get("month", said.get("months"))) is None:
        return found.re is AS_OF  # "đến nay", "từ đầu năm"
    if day is None:
        return False
    is_month = month == day.month and said.get("year", day.year) % 100 == day.year % 100
    return is_month and said.get("day", day.day) == day.day
