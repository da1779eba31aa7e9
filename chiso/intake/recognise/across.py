"""The ways to understand a sheet whose table is not one record per row (pure)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import (
    agency_lines,
    by_year,
    criteria_years,
    figures_across,
    months,
    per_unit,
    rooms,
)
from chiso.intake.recognise.header import Grid, Header, headers, number_row, without_numbers
from chiso.intake.recognise.layout import Answers, Wide
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.title import read_title
from chiso.intake.recognise.way import Way, constants_of
from chiso.intake.recognise.wide import find_wide


def ways_across(grid: Grid, answers: Answers, file_name: str, found: Sequence[Way]) -> list[Way]:
    """The ways to understand it as such a table; `found`: those as one record per row."""
    if (by_room := _by_room(grid, answers, file_name, found)) is not None:
        return [by_room]
    if (wide := _by_score(grid, answers, file_name, found)) is not None:
        return [way for way in found if way.dataset is not wide.dataset] + [wide]
    if (by_agency := _by_agency(grid, answers, file_name, found)) is not None:
        return [way for way in found if way.dataset is not by_agency.dataset] + [by_agency]
    if (by_figure := _by_figure(grid, answers, file_name, found)) is not None:
        return [way for way in found if way.dataset is not by_figure.dataset] + [by_figure]
    criteria = [*_by_depth(found)]
    across = _by_agencies(criteria, answers) or _by_unit(criteria, answers) or _by_years(criteria, answers)
    return [across] if across is not None else []


def _is_whole(way: Way, wide: Wide) -> bool:
    """Whether a table of one score per row reads every column that it would have as a wide one."""
    left = {*way.match.unknown, *(column for columns in way.match.clashes.values() for column in columns)}
    return not way.missing and left.isdisjoint(entry.column for entry in wide.entries)


def _by_score(grid: Grid, answers: Answers, file_name: str, found: Sequence[Way]) -> Way | None:
    """The table as one of the wide ones: an index by place, component or year, or what has a column per month."""
    plain = without_numbers(grid)
    for name in ("index_scores", *months.BESIDE):
        if answers.dataset not in (None, name):
            continue
        if name in months.BESIDE:
            wide = months.find_months(name, plain, file_name, answers.year, answers.dataset == name)
        else:
            wide = find_wide(plain, file_name, answers.year) or by_year.find_years(plain, file_name)
        if wide is None or not _lies_in(wide, answers):
            continue
        if any(way.dataset.name == name and _is_whole(way, wide) for way in found):
            continue
        header = Header(wide.first, wide.last, {}, number_row=number_row(grid, wide.last, grid.width))
        title = replace(read_title(grid.rows[: wide.first], False), year=wide.year)
        missing = () if wide.has_time else (months.VALUES[name][0] if name in months.VALUES else "year",)
        score = 4.0 * wide.size + (3.0 if not missing else 0.0)
        return Way(grid, DATASETS[name], header, Match(), title, wide.constants, missing, score, wide)
    return None


def _is_readable(way: Way) -> bool:
    """Whether a way lacks nothing but the year, which somebody can say."""
    return {*way.missing} <= {"year"}


def _lies_in(wide: Wide, answers: Answers) -> bool:
    """Whether the header row that somebody said, if any, is one of the table's."""
    return not answers.header_row or wide.first < answers.header_row <= wide.last + 1


def _found(dataset: str, answers: Answers, find: Callable[[bool], Wide | None]) -> Wide | None:
    """What `find` finds, which is told whether the dataset was said; None where something else was."""
    if answers.columns or answers.dataset not in (None, dataset):
        return None
    wide = find(answers.dataset is not None)
    return wide if wide is not None and _lies_in(wide, answers) else None


def _by_room(grid: Grid, answers: Answers, file_name: str, found: Sequence[Way]) -> Way | None:
    """The table as one of units down and criteria across; not where it is one criterion or one line of points a row
    all the same."""
    wide = _found(per_unit.DATASET, answers, partial(rooms.find_rooms, grid))
    if wide is None:
        return None
    if any(way.dataset.name == "criteria" and _is_readable(way) for way in found):
        return None
    plain = [way for way in found if way.dataset.name == per_unit.DATASET and not way.missing]
    if not rooms.has_criteria(wide) and any(way.match.fields & {*per_unit.POINTS} for way in plain):
        return None
    dataset, title = DATASETS[per_unit.DATASET], read_title(grid.rows[: wide.first], False)
    constants = constants_of(dataset, Match(), title, answers, (grid.sheet.name, file_name))
    missing = (
        *(() if "year" in constants else ("year",)),
        *(() if rooms.has_most(wide) else ("max_points",)),
    )
    header = Header(wide.first, wide.last, {})
    return Way(grid, dataset, header, Match(), title, constants, missing, 4.0 * wide.size, wide)


def _by_agency(grid: Grid, answers: Answers, file_name: str, found: Sequence[Way]) -> Way | None:
    """The table as one of agencies down and components across, where it is not one component a row all the same."""
    wide = _found(agency_lines.DATASET, answers, partial(agency_lines.find_agencies, grid))
    if wide is None or any(way.dataset.name == agency_lines.DATASET and not way.missing for way in found):
        return None
    dataset, title = DATASETS[agency_lines.DATASET], read_title(grid.rows[: wide.first])
    constants = constants_of(dataset, Match(), title, answers, (grid.sheet.name, file_name))
    missing = (
        *(() if "month" in constants else ("month",)),
        *(() if agency_lines.has_most(wide) else ("max_score",)),
    )
    header = Header(wide.first, wide.last, {})
    return Way(grid, dataset, header, Match(), title, constants, missing, 4.0 * wide.size, wide)


def _by_figure(grid: Grid, answers: Answers, file_name: str, found: Sequence[Way]) -> Way | None:
    """The table as one of several figures of several units, where it is not one value a row all the same."""
    wide = _found(figures_across.DATASET, answers, lambda _: figures_across.find_figures(grid))
    if wide is None or any(
        way.dataset.name == figures_across.DATASET and _is_whole(way, wide) for way in found
    ):
        return None
    dataset, title = DATASETS[figures_across.DATASET], read_title(grid.rows[: wide.first])
    constants = constants_of(dataset, Match(), title, answers, (grid.sheet.name, file_name))
    missing = () if "date" in constants else ("date",)
    header = Header(wide.first, wide.last, {})
    own = {name: text for name, text in constants.items() if name == "date"}
    return Way(grid, dataset, header, Match(), title, own, missing, 4.0 * wide.size, wide)


def _by_agencies(found: Sequence[Way], answers: Answers) -> Way | None:
    """A table of criteria with columns of agencies; below the header that tells most of them apart."""
    if answers.dataset not in (None, "criteria") or answers.columns:
        return None
    best: Way | None = None
    for way in found:
        wide = per_unit.find_agencies(way.grid, way.header, way.match, way.year)
        if wide is None or (best is not None and best.wide is not None and _told(wide) <= _told(best.wide)):
            continue
        header, missing = Header(wide.first, wide.last, {}), () if way.year else ("year",)
        own = replace(way, dataset=DATASETS["criteria"], header=header, match=_levels_of(way))
        best = replace(own, missing=missing, constants=wide.constants, wide=wide)
    return best


def _by_depth(found: Sequence[Way]) -> Iterator[Way]:
    """The tables of criteria, of the agency or of units, each under its header, then with the rows that may be further
    levels of it: below "Tự chấm" the names of units, or years."""
    for way in found:
        if way.dataset.name in ("criteria", per_unit.DATASET):
            yield way
            for header in headers(way.grid, way.header.first):
                if header.last > way.header.last:
                    yield replace(way, header=header)


def _levels_of(way: Way) -> Match:
    """What of its columns is still to be known where all else stands in the wide table: those of names in levels."""
    return Match(levels=way.match.levels)


def _told(wide: Wide) -> int:
    return len({(entry.said, entry.attribute) for entry in wide.entries})


def _by_years(found: Sequence[Way], answers: Answers) -> Way | None:
    """A table of criteria with the points of several years."""
    if answers.dataset not in (None, criteria_years.DATASET) or answers.columns or answers.year:
        return None
    for way in (way for way in found if way.dataset.name == criteria_years.DATASET):
        if (wide := criteria_years.find_criteria_years(way.grid, way.header, way.match)) is not None:
            header = Header(wide.first, wide.last, {})
            return replace(way, header=header, match=_levels_of(way), missing=(), constants={}, wide=wide)
    return None


def _by_unit(found: Sequence[Way], answers: Answers) -> Way | None:
    """A table of criteria with columns of units, of which a table of the agency's criteria would read none; on a sheet
    that is called as a unit or below a title that names one, whose criteria these are; or with a line for each of
    several units."""
    if answers.dataset not in (None, per_unit.DATASET) or answers.columns:
        return None
    for way in found:
        own = replace(way, dataset=DATASETS[per_unit.DATASET], missing=() if way.year else ("year",))
        if (wide := per_unit.find_units(way.grid, way.header, way.match, way.year)) is not None:
            header = Header(wide.first, wide.last, {})
            return replace(own, header=header, match=_levels_of(way), constants=wide.constants, wide=wide)
        if way.dataset is own.dataset or not _is_readable(way):
            continue
        unit = per_unit.whose(way.grid.sheet, way.title.unit_filter, way.title.title)
        if unit and (columns := per_unit.of_unit(way.match)):
            return replace(own, title=replace(way.title, unit_filter=unit), match=columns)
        plain = next((one for one in found if one.dataset is own.dataset), None)
        if plain and per_unit.is_of_units(way.grid, way.header, way.match):
            return plain
    return None
