"""The ways to understand one sheet: each dataset under its best header, which column is which field, what it lacks and
how well it fits (pure)."""

import re
from collections.abc import Collection
from dataclasses import replace

from chiso.core.vietnamese import CLOCK, fold, parse_number
from chiso.intake.datasets import DATASETS, Dataset
from chiso.intake.recognise import agency_lines, by_values, per_unit, rooms
from chiso.intake.recognise.across import ways_across
from chiso.intake.recognise.bodies import is_agency, is_never_a_unit, is_unit
from chiso.intake.recognise.claims import PROPER, WEAK, claim, is_header
from chiso.intake.recognise.header import Grid, Header, headers, is_data, widest_row
from chiso.intake.recognise.index_columns import of_one_index
from chiso.intake.recognise.index_names import is_field_of_reform
from chiso.intake.recognise.layout import Answers
from chiso.intake.recognise.matching import Match, match
from chiso.intake.recognise.one_figure import by_heading, parts_of
from chiso.intake.recognise.own_period import of_its_day, of_its_period
from chiso.intake.recognise.plan_columns import states_apart
from chiso.intake.recognise.title import read_title
from chiso.intake.recognise.way import Way, constants_of

_CUT = 2.0  # points off where a row of headings stands below those that were read
# Fields of which so many must be there
_NEEDS_COMPANY = {
    "plan_tasks": (2, ("product", "schedule", "lead_unit", "support_units", "assignment")),
    "measurements": (1, ("value", "numerator")),
}


def ways_of(grid: Grid, answers: Answers, file_name: str) -> list[Way]:
    names = [answers.dataset] if answers.dataset and answers.dataset in DATASETS else list(DATASETS)
    forced = answers.header_row - 1 if answers.header_row else None
    ways: dict[str, Way] = {}
    seen: list[Header] = []
    blocks = list(headers(grid, forced))
    longest = {one.first: one.last for one in blocks if not one.wrapped}  # those of a row come shortest first
    for header in blocks:
        if any(_is_again(grid, header, other) for other in seen):
            continue
        seen.append(header)
        clocks = _clocks(grid, header)
        for name in names:
            dataset = DATASETS[name]
            above = grid.rows[: header.first - (name == "plan_tasks" and is_section(grid, header.first - 1))]
            matched = match(dataset, header.paths, header.inherited, answers.columns, clocks)
            for read in (_with_stt, _with_score, states_apart, of_its_period, parts_of, per_unit.of_judges):
                matched = read(dataset, matched, grid, header)
            matched = of_one_index(matched, grid, header, file_name)
            if answers.dataset != name and (
                not matched.fields or _is_of_others(dataset, matched, grid, header)
            ):
                continue
            # A month that the title names is the own period of data that have dates.
            is_named = "month" in dataset.from_title or "date" in {*dataset.from_title} - matched.fields
            title = of_its_day(read_title(above, dataset.is_dated or is_named), dataset, matched, header)
            constants = constants_of(dataset, matched, title, answers, (grid.sheet.name, file_name))
            way = Way(grid, dataset, header, matched, title, constants)
            if answers.dataset != name and not answers.columns and not _is_firm(way):
                continue
            way = by_heading(_of_one_room(_by_values(replace(way, missing=_missing(way)), answers)))
            way = replace(way, score=_score(way) - _CUT * (header.last < longest.get(header.first, 0)))
            if name not in ways or (way.rank > ways[name].rank and not is_above(ways[name], way)):
                ways[name] = way
    found = [_by_number_row(way) for way in ways.values()]
    if across := ways_across(grid, answers, file_name, found):
        return across
    if not found and answers.dataset in DATASETS and forced is None and (row := widest_row(grid)) is not None:
        return ways_of(grid, replace(answers, header_row=row + 1), file_name)
    return found


def _is_again(grid: Grid, header: Header, other: Header) -> bool:
    """Whether a header is printed once more above a later page, also where the row of data before it is taken for a
    level of it: what stands before it is no title block."""
    is_below = other.last < header.first and grid.rows[header.last] == grid.rows[other.last]
    return header.paths == other.paths or is_below


def is_above(way: Way, other: Way) -> bool:
    """Whether a whole table with rows of its own stands above another one's header: no title of that."""
    between = range(way.header.end + 1, other.header.first)
    is_whole = not way.missing and not way.match.clashes and way.grid is other.grid
    return is_whole and any(is_data(way.grid.rows[row]) or _is_record(way, row) for row in between)


def _is_record(way: Way, row: int) -> bool:
    """Whether a row fills most columns that are read under a header, with no headings: its days may be of a kind that
    is known by its column alone ("31/10/24")."""
    texts = [text for column in way.match.columns.values() if (text := way.grid.rows[row][column])]
    return len(texts) > max(1, len(way.match.columns) // 2) and not is_header(texts, 2)


def _is_firm(way: Way) -> bool:
    """Whether more speaks for the dataset than headings that many tables have ("Mã", "Tên"): one of its own, or words
    of its title."""
    claims = (claim(way.dataset.name, way.header.paths[column]) for column in way.match.columns.values())
    return (
        any(way.dataset.by_name[tick.field].kind != "text" for tick in way.match.ticked)
        or any(found is not None and found.rank != WEAK for found in claims)  # None: the numbers of the rows
        or bool(way.match.sums)
        or way.dataset.is_titled(*way.title.title, way.grid.sheet.name)
    )


_MARK = re.compile(r"(?:[IVXLC]+|\w)(?:\.\w)*")
_SECTION = re.compile(r"(?:[A-H]|[IVX]{1,4})[.)]?(?:\s+\S.*)?")


def is_section(grid: Grid, row: int) -> bool:
    """Whether a row is a heading of a plan's section: "A | CHỈ SỐ …" in two cells or in one."""
    texts = [text for text in grid.rows[row] if text] if row >= 0 else []
    return bool(texts) and len(texts) <= 2 and bool(_SECTION.fullmatch(texts[0])) and len(" ".join(texts)) > 8


def _clocks(grid: Grid, header: Header) -> list[int]:
    """The columns below a header that hold hours and nothing else."""
    below = grid.rows[header.end + 1 :]
    first = {column: next((text for row in below if (text := row[column])), "") for column in header.paths}
    likely = [column for column, text in first.items() if CLOCK.fullmatch(text)]
    return [one for one in likely if all(CLOCK.fullmatch(text) for row in below if (text := row[one]))]


def _with_stt(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Numbering that is a field: a plan's number, a form's number, a criterion's code ("I.5") under "STT", which begins
    anew for each unit whose points they are."""
    is_of_units = dataset.name == per_unit.DATASET
    name = "criterion" if is_of_units else dataset.stt_field
    if not name or name in matched.columns or matched.stt is None:
        return matched
    if is_of_units or dataset.name == "criteria":
        lines = (row for row in grid.rows[header.end + 1 :] if sum(map(bool, row)) > 2)  # no headings
        texts = [text for row in lines if (text := row[matched.stt])]
        begins_anew = is_of_units and 2 * len({*texts}) <= len(texts)
        coded = sum(map(_is_code, texts))
        if coded < max(1, len(texts) // 3) and not begins_anew:
            return matched
    return replace(matched, columns={**matched.columns, name: matched.stt})


def _is_code(text: str) -> bool:
    """Whether a number of a row is more than that ("I.5", "a)", "TC3"), and no word ("Tổng")."""
    is_said = any(letter.isdigit() for letter in text) or _MARK.fullmatch(text.strip(".) ")) is not None
    return is_said and not text.isdigit()


def _with_score(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """A column "Chỉ số" of numbers is no name of an index but its score; beside that, or of what is reported, one that
    nobody knows."""
    name = {"index_scores": "index", "measurements": "indicator"}.get(dataset.name, "")
    if (column := matched.columns.get(name)) is None:
        return matched
    texts = grid.below(header.end, column)
    if not texts or any(parse_number(text) is None for text in texts):
        return matched
    if "score" in matched.columns or dataset.name != "index_scores":
        columns = {field: place for field, place in matched.columns.items() if field != name}
        return replace(matched, columns=columns, unknown=tuple(sorted((*matched.unknown, column))))
    columns = {"score" if field == name else field: place for field, place in matched.columns.items()}
    return replace(matched, columns=columns)


# What is not of the dataset: rooms have no score of an index, agencies no points that an agency gives its rooms, and
# are no fields; the fields of CCHC are no components of Bộ chỉ số phục vụ.
_STRANGERS = {
    "index_scores": ("place", is_unit),
    per_unit.DATASET: ("unit", is_never_a_unit),
    "field_report": ("field", is_agency),
    "service_index": ("component", is_field_of_reform),
}


def _is_of_others(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> bool:
    """Whether a ranking is one of rooms where the dataset has agencies and provinces (also below a heading that is no
    agency's: "Phòng"), or of agencies where it has rooms or fields; whether petitions are dossiers that were rated."""
    if dataset.name == "petitions" and not dataset.is_titled(*grid.above(header.first), grid.sheet.name):
        as_dossiers = (claim("dossiers", path) for path in header.paths.values())
        named = {one.field for one in as_dossiers if one and one.rank == PROPER}
        if {"dossier_id", "procedure_name"} <= named:
            return True
    field, is_stranger = _STRANGERS.get(dataset.name, ("", bool))
    listed: list[list[str]] = []
    if field in matched.columns:
        listed = [grid.below(header.end, matched.columns[field])]
    elif dataset.name == "index_scores" and "component" not in matched.columns:
        # Each named once: beside components or years it is who sees to them.
        found = (grid.below(header.end, column) for column in matched.unknown)
        listed = [texts for texts in found if 1 < len(texts) == len({*texts})]
    return any(2 * sum(map(is_stranger, texts)) > len(texts) for texts in listed)


def is_told_by_day(dataset: Dataset, missing: Collection[str]) -> bool:
    """Whether the day of the data, which whoever brings the file may say, stands for a column that it lacks."""
    return "date" in dataset.from_title and "date" in missing


def _missing(way: Way) -> tuple[str, ...]:
    there = way.match.fields | {*way.constants}
    missing = [one.name for one in way.dataset.required if not {one.name, one.instead} & there]
    if "unit" in missing and (way.title.unit_filter or _has_groups(way.grid, way.header)):
        missing.remove("unit")
    names = way.match.columns.get("name")
    if "code" in missing and names is not None and rooms.are_coded(way.grid.below(way.header.end, names)):
        missing.remove("code")
    least, company = _NEEDS_COMPANY.get(way.dataset.name, (0, ()))
    if sum(name in way.match.fields for name in company) < least:
        missing += [name for name in company[:least] if name not in way.match.fields and name not in missing]
    return tuple(missing)


def _of_one_room(way: Way) -> Way:
    """Where no column, group or line of filters says the unit, the name of the sheet may, a sheet for each room, or the
    letterhead."""
    unit = per_unit.whose(way.grid.sheet, "", way.title.title) if "unit" in way.missing else ""
    if not unit:
        return way
    missing = tuple(field for field in way.missing if field != "unit")
    return replace(way, title=replace(way.title, unit_filter=unit), missing=missing)


def _by_values(way: Way, answers: Answers) -> Way:
    matched = way.match
    dataset = way.dataset.taught(answers.words)
    unknown = {one: way.header.paths[one] for one in matched.unknown if one not in matched.left_out}
    told = by_values.found(dataset, way.grid.sheet, way.header.end + 1, way.missing, unknown)
    if told is None or matched.clashes:
        return way
    field, column = told
    others = tuple(one for one in matched.unknown if one != column)
    columns = {**matched.columns, field: column}
    missing = tuple(name for name in way.missing if name != field)
    return replace(
        way, match=replace(matched, columns=columns, unknown=others), missing=missing, by_values=field
    )


def _has_groups(grid: Grid, header: Header) -> bool:
    """Whether a row below the header stands alone with a text ("I. VĂN PHÒNG SỞ") and records follow."""
    filled = [grid.cells(row) for row in range(header.end + 1, len(grid.rows))]
    last = max((number for number, cells in enumerate(filled) if len(cells) > 3), default=-1)
    for cells in filled[: max(last, 0)]:
        texts = [text for _, text in cells if any(letter.isalpha() for letter in text)]
        heading = 1 <= len(cells) <= 2 and texts and cells[0][0] - min(header.paths) <= 2
        if heading and not fold(texts[0]).startswith(("tong", "cong", "trong do", "linh vuc")):
            return True
    return False


def _score(way: Way) -> float:
    """How well a header fits: required columns weigh most, then others; words of the title break ties."""
    dataset, matched, missing = way.dataset, way.match, way.missing
    there = matched.fields
    required = {field.name for field in dataset.required}
    points = 3.0 * len(there & required) + 1.0 * len(there - required) - 2.5 * len(missing)
    points -= 0.5 * len(matched.unknown) + (0.5 * len(required - there - set(missing)))
    lines = " ".join(fold(text) for text in (*way.title.title, way.grid.sheet.name))
    points += 2.0 * min(2, sum(fold(word) in lines for word in dataset.title_words))
    if not missing:
        points += 3.0
    signed = (
        way.header.paths[matched.columns[name]] for name in dataset.signature if name in matched.columns
    )
    is_signed = any(
        found and found.rank == PROPER for found in (claim(dataset.name, path) for path in signed)
    )
    return points + 5.0 * is_signed


def _by_number_row(way: Way) -> Way:
    """Biểu II.06a: with its row (1) … (13) the columns are the form's, where the headings do not contradict."""
    header, fields = way.header, way.dataset.fields
    if way.dataset.name != "field_report" or header.number_row is None:
        return way
    cells = [(column, text.strip("() ").split(")")[0]) for column, text in way.grid.cells(header.number_row)]
    numbers = {int(text): column for column, text in cells if text.isdigit()}
    if set(numbers) != set(range(1, len(fields) + 1)):
        return way
    columns = {field.name: numbers[number] for number, field in enumerate(fields, 1)}
    said = way.match.columns
    if any(columns[name] != column for name, column in said.items()) or len(said) < 8:
        return way
    if "field" not in said and agency_lines.heads(header.paths.get(columns["field"], ("",))[-1]):
        return way  # a line for each agency, none for each field
    matched = replace(way.match, columns=columns, clashes={}, unknown=())
    if _is_of_others(way.dataset, matched, way.grid, header):
        return way
    return replace(way, match=matched, missing=(), score=way.score + 2.5 * len(way.missing))
