"""Tables with a unit below the agency on each row and a column of points for each criterion or field, found (pure);
`chiso.intake.clean.unpivot` makes one criterion of one unit per row of it."""

import re
from collections.abc import Mapping, Sequence

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.bodies import is_never_a_unit, is_unit
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.index_names import AGENCY_INDEX, PROVINCE_INDEX, TOTAL, component_of, index_of
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.per_unit import DATASET, POINTS, usual_points
from chiso.intake.recognise.point_columns import (
    ENOUGH,
    LOOKED_AT,
    MOST,
    Column,
    columns_of,
    field_of,
    header_of,
)

_FIELDS = 3  # of the index, whose names tell the table where nothing above it does
_OF_POINTS = re.compile(r"\b(?:diem|xep hang|danh gia|tham dinh)\b")
_NUMERAL = r"(?:[IVX]+(?:\.[0-9]{1,2})+|[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]+(?=[.):]|$))"
_CODE = re.compile(rf"(?:(?i:tiêu chí|lĩnh vực|mục|tc)\s*)?({_NUMERAL})(?:[.):]+\s*|\s+|$)")
_ROOMS = re.compile(r"don vi|phong|trung tam|bo phan")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def find_rooms(grid: Grid, is_said: bool) -> Wide | None:
    """The table of a sheet with units down and criteria across, or None; of points where what stands above it, its
    sheet or the names of the fields say so, or somebody did (`is_said`)."""
    for label in range(min(grid.width, LOOKED_AT)):
        if (found := header_of(grid, label, _heads, _is_line)) is None:
            continue
        header, maxima = found
        columns = columns_of(grid, header, label, maxima)
        if _are_of_criteria(columns) or ((is_said or _is_told(grid, header)) and _have_most(columns)):
            return _table(grid, header, label, columns)
    return None


def _are_of_criteria(columns: Sequence[Column]) -> bool:
    """Whether the names of the fields of the index stand above the columns."""
    return (
        len({component_of(one.names[0], AGENCY_INDEX) for one in columns if one.names} - {None, TOTAL})
        >= _FIELDS
    )


def _have_most(columns: Sequence[Column]) -> bool:
    """Whether several columns say how much there is to win, or one of them and the whole unit's, or own and appraised
    points of it stand side by side, as is asked for then."""
    if {one.kind for one in columns if not one.names} >= {*POINTS}:
        return True
    known = {one.names for one in columns if one.most or one.kind == MOST}
    return len(known - {()}) >= ENOUGH or (
        () in known and len({one.names for one in columns} - {()}) >= ENOUGH
    )


def _is_told(grid: Grid, header: Header) -> bool:
    """Whether what stands above a table, or its sheet, says that these are points of the index, and of no other."""
    lines = (" ".join(grid.above(header.first)), grid.sheet.name)
    of, said = DATASETS[DATASET], fold(" ".join(lines))
    is_about = of.is_titled(*lines) or (of.is_sure(*lines) and _OF_POINTS.search(said) is not None)
    is_of_other = bool(of.strange_word(*lines)) or DATASETS["service_index"].is_titled(*lines)
    return is_about and not is_of_other and index_of(*lines) in (None, AGENCY_INDEX, PROVINCE_INDEX)


def _heads(text: str) -> bool:
    """Whether a heading says that units stand below it."""
    return bool(_ROOMS.search(fold(text))) and "unit" in (field_of(text, DATASET), field_of(text, "dossiers"))


def _is_line(text: str, heading: str) -> bool:
    """Whether a text is a unit: under "Phòng" all are, but agencies."""
    return is_unit(text) or (fold(heading).startswith("phong") and not is_never_a_unit(text))


def _table(grid: Grid, header: Header, label: int, columns: Sequence[Column]) -> Wide:
    most = {one.names: one.most for one in columns if one.most}
    codes = codes_of([one.names for one in columns])
    usual, warnings = usual_points(grid, header, [one.kind for one in columns if one.kind != MOST])
    beside = {one.names for one in columns if one.kind == MOST}
    if (
        any(not one.names for one in columns)
        and () not in beside | most.keys()
        and (all_of := _sum(codes, most))
    ):
        most[()] = all_of
        told = f"Cột tổng điểm không ghi điểm tối đa: lấy tổng điểm tối đa của các cột, {all_of} điểm."
        warnings = (*warnings, ("most_of_all", told))
    known = [one for one in columns if one.names in beside | most.keys()] or columns
    entries = [WideEntry(label, label, header.paths[label][-1], "unit")]
    for one in known:
        said = {
            "criterion": codes.get(one.names, ""),
            "name": name_of(one.names),
            MOST: most.get(one.names, ""),
        }
        heading = " › ".join(header.paths[one.column])
        of = tuple((field, text) for field, text in said.items() if text or field == "criterion")
        entries.append(WideEntry(one.column, label, heading, one.kind or usual, said=of))
    others = header.paths.keys() - {entry.column for entry in entries}
    unknown = tuple(" › ".join(header.paths[column]) for column in sorted(others) if column > label)
    return Wide("unit", tuple(entries), {}, header.first, header.end, len(entries), None, unknown, warnings)


def has_most(wide: Wide) -> bool:
    """Whether a table says how much there is to win of anything."""
    return any(entry.attribute == MOST or MOST in dict(entry.said) for entry in wide.entries)


def has_criteria(wide: Wide) -> bool:
    """Whether a table has points of more than the whole unit."""
    return any(dict(entry.said).get("criterion") for entry in wide.entries)


def codes_of(names: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The code of each criterion, and of what stands above it: as printed, else its place."""
    codes: dict[tuple[str, ...], str] = {}
    for own in (of[:depth] for of in names for depth in range(1, len(of) + 1)):
        if own not in codes:
            above = codes.get(own[:-1], "")
            place = 1 + sum(len(other) == len(own) and other[:-1] == own[:-1] for other in codes)
            code = code_of(own[-1])
            code = code or (str(place) if above or place > len(_ROMAN) else _ROMAN[place - 1])
            codes[own] = code if not above or code.startswith(f"{above}.") else f"{above}.{code}"
    return codes


def are_coded(names: Sequence[str]) -> bool:
    """Whether most names of criteria begin with their codes."""
    return len(names) > 1 and 2 * sum(map(bool, map(code_of, names))) > len(names)


def code_of(name: str) -> str:
    """The code with which the name of a criterion begins, "" where it does with none."""
    printed = _CODE.match(name)
    return printed[1] if printed else ""


def name_of(names: Sequence[str]) -> str:
    """The name of a criterion without its code, "" of the whole unit."""
    last = names[-1] if names else ""
    printed = _CODE.match(last)
    return last[printed.end() :] or last if printed else last


def _sum(codes: Mapping[tuple[str, ...], str], most: Mapping[tuple[str, ...], str]) -> str:
    """What there is to win of all criteria, those with parts counted once; "" where one of them does not say it."""
    ends = [
        name for name, code in codes.items() if not any(one.startswith(f"{code}.") for one in codes.values())
    ]
    given = [parse_number(most.get(name, "")) for name in ends]
    known = [number for number in given if number is not None]
    return f"{sum(known):g}".replace(".", ",") if known and len(known) == len(given) else ""
