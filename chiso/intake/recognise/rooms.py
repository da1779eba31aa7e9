"""Tables with a unit below the agency on each row and a column of points for each criterion or field, found (pure);
`chiso.intake.clean.unpivot` makes one criterion of one unit per row of it.

How much there is to win of each stands in its heading ("Cải cách thể chế (10 điểm)"), in a row above the first unit, or
in a column beside its points.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chiso.core.vietnamese import fold, nfc, parse_number
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header, block, is_number_row
from chiso.intake.recognise.index_names import (
    AGENCY_INDEX,
    PROVINCE_INDEX,
    TOTAL,
    component_of,
    index_of,
    is_summary,
    side_of,
)
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.per_unit import DATASET, POINTS, are_points, is_unit, usual_points

_MOST = "max_points"
_LOOKED_AT, _ENOUGH, _NEARLY_ALL = 60, 2, 0.8
_FIELDS = 3  # of the index, whose names tell the table where nothing above it does
# Agencies of a province, none of whose units these are.
_AGENCY = re.compile(r"^so |\b(?:ubnd|uy ban nhan dan|tinh|thanh pho)\b")
_ABOUT = re.compile(r"\b(?:cchc|cai cach hanh chinh)\b")
_OF_POINTS = re.compile(r"\b(?:diem|xep hang|danh gia|tham dinh)\b")
_OF_OTHERS = re.compile(r"\b(?:thi dua|khen thuong|hoan thanh nhiem vu)\b")
# Not folded, which takes "(20)" for the number of a note.
_WIN = r"(?i:(?:tối đa:? ?)?([0-9]+(?:[.,][0-9]+)?) ?(?:điểm|đ)?(?: tối đa)?)"
_IN_BRACKETS, _ALONE = re.compile(rf"[(\[] ?{_WIN} ?[)\]]$"), re.compile(rf"[(\[]? ?{_WIN} ?[)\]]?")
_SUMMED = re.compile(r"(?<=\))\s*=.*$")  # behind the number of a column: "(6)=(3)+(4)+(5)"
_NUMERAL = r"(?:[IVX]+(?:\.[0-9]{1,2})+|[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]+(?=[.):]|$))"
_CODE = re.compile(rf"(?:(?i:tiêu chí|lĩnh vực|mục|tc)\s*)?({_NUMERAL})(?:[.):]+\s*|\s+|$)")
_GIVEN = re.compile(r"(?:so )?diem(?: (?:so|cham|dat|dat duoc|danh gia|thuc te|duoc cham))?")
_ROOMS = re.compile(r"don vi|phong|trung tam|bo phan")
_SUM = re.compile(r"tong\b|cong$|diem tong\b")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# What to do where a table does not say how much there is to win.
HOW_MOST = (
    "ghi điểm tối đa vào tiêu đề từng cột, ví dụ “Cải cách thể chế (10)”, hay vào một dòng “Điểm tối đa” ngay dưới "
    "tiêu đề, rồi nộp lại"
)


@dataclass(frozen=True)
class _Column:
    """A column of points: what they are of, from the top (the whole unit where it has no names); which points, "" where
    nothing says it; the most there is to win, as printed."""

    column: int
    names: tuple[str, ...]
    kind: str
    most: str


def find_rooms(grid: Grid, is_said: bool) -> Wide | None:
    """The table of a sheet with units down and criteria across, or None; of points where what stands above it, its
    sheet or the names of the fields say so, or somebody did (`is_said`)."""
    for label in range(min(grid.width, _LOOKED_AT)):
        if (found := _header(grid, label)) is None:
            continue
        header, maxima = found
        columns = _columns(grid, header, label, maxima)
        if _are_of_criteria(columns) or ((is_said or _is_told(grid, header)) and _have_most(columns)):
            return _table(grid, header, label, columns)
    return None


def _are_of_criteria(columns: Sequence[_Column]) -> bool:
    """Whether the names of the fields of the index stand above the columns."""
    return (
        len({component_of(one.names[0], AGENCY_INDEX) for one in columns if one.names} - {None, TOTAL})
        >= _FIELDS
    )


def _have_most(columns: Sequence[_Column]) -> bool:
    """Whether several columns say how much there is to win, or one of them and the whole unit's, or own and appraised
    points of it stand side by side, as is asked for then."""
    if {one.kind for one in columns if not one.names} >= {*POINTS}:
        return True
    known = {one.names for one in columns if one.most or one.kind == _MOST}
    return len(known - {()}) >= _ENOUGH or (
        () in known and len({one.names for one in columns} - {()}) >= _ENOUGH
    )


def _is_told(grid: Grid, header: Header) -> bool:
    """Whether what stands above a table, or its sheet, says that these are points of the index, and of no other."""
    lines = (" ".join(grid.above(header.first)), grid.sheet.name)
    words = [fold(word) for word in DATASETS[DATASET].title_words]
    others = [fold(word) for word in DATASETS["service_index"].title_words]
    said = fold(" ".join(lines))
    is_about = bool(_ABOUT.search(said) and _OF_POINTS.search(said)) or any(word in said for word in words)
    is_of_other = bool(_OF_OTHERS.search(said)) or any(word in said for word in others)
    return is_about and not is_of_other and index_of(*lines) in (None, AGENCY_INDEX, PROVINCE_INDEX)


def _header(grid: Grid, label: int) -> tuple[Header, int | None] | None:
    """The header above a column of units, with the row of maxima below it and all that is no row of data; and which row
    says the maxima. None where the column has no heading of units, or too few."""
    said = [(row, text) for row in range(len(grid.rows)) if (text := grid.rows[row][label])]
    top = next((row for row, text in said[:_LOOKED_AT] if _heads(text)), None)
    if top is None:
        return None
    below = [(row, text) for row, text in said if row > top and any(map(_is_plain, _right(grid, row, label)))]
    below = [(row, text) for row, text in below if not (_is_maxima(text) or _sums_up(text))]
    is_of_rooms = fold(grid.rows[top][label] or "").startswith("phong")
    own = [text for _, text in below if not _AGENCY.search(fold(text)) and (is_of_rooms or is_unit(text))]
    if len(below) < _ENOUGH or len(own) < _NEARLY_ALL * len(below):
        return None
    return _down_to(grid, label, top, below[0][0])


def _down_to(grid: Grid, label: int, top: int, first: int) -> tuple[Header, int | None]:
    """The header between the heading of a column of units and the first of these."""
    last, maxima, end = top, None, top
    for row in range(top + 1, first):
        texts = [text for text in grid.rows[row] if text]
        beside = [text for text in grid.rows[row][: label + 1] if text]
        if any(map(_is_maxima, beside)) or (not beside and _are_maxima(texts)):
            maxima = end = row
        elif is_number_row(texts, grid.width - label):
            end = row
        elif last == row - 1 and not grid.rows[row][label] and len(texts) >= _ENOUGH:
            last = end = row
    return replace(block(grid, top, last), number_row=end), maxima


def _right(grid: Grid, row: int, label: int) -> list[str]:
    return [text for text in grid.rows[row][label + 1 :] if text]


def _heads(text: str) -> bool:
    """Whether a heading says that units stand below it."""
    return bool(_ROOMS.search(fold(text))) and "unit" in (_field(text, DATASET), _field(text, "dossiers"))


def _is_maxima(text: str) -> bool:
    return _MOST in (_field(text, DATASET), _field(text, "criteria"))


def _field(text: str, dataset: str) -> str:
    known = claim(dataset, (text,))
    return known.field if known else ""


def _is_plain(text: str) -> bool:
    return parse_number(text) is not None and not _IN_BRACKETS.search(nfc(text))


def _are_maxima(texts: Sequence[str]) -> bool:
    """Numbers right below the headings that nothing names: "20 | 10 | 50"."""
    return len(texts) >= _ENOUGH and all(map(_is_plain, texts)) and not is_number_row(texts, len(texts))


def _sums_up(text: str) -> bool:
    return is_summary(text) or bool(_SUM.match(fold(text)))


def _columns(grid: Grid, header: Header, label: int, maxima: int | None) -> list[_Column]:
    """The columns of points, and those of what there is to win beside them (`kind`)."""
    paths = {column: path for column, path in header.paths.items() if column > label and not side_of(path[0])}
    tops = [path[0] for path in paths.values() if len(path) > 1]
    above_all = tops[0] if len(set(tops)) == 1 and len(tops) > _ENOUGH else None  # "Điểm các lĩnh vực"
    found = []
    for column, path in paths.items():
        if not are_points([row[column] or "" for row in grid.rows[header.end + 1 :] if row[label]]):
            continue
        kind, levels = _kind(path[1:] if len(path) > 1 and path[0] == above_all else path)
        names, most = _without_most(levels or path[-1:])
        names = names if levels else ()
        most = (grid.rows[maxima][column] if maxima is not None else None) or most
        found.append(_Column(column, _of_what(names), kind, most))
    are_numbers = maxima is None and _count_up([one.most for one in found])
    return [replace(one, most="") for one in found] if are_numbers else found


def _count_up(texts: Sequence[str]) -> bool:
    """Whether what stands in the brackets of headings only numbers the columns: "(3)", "(4)", "(5)"."""
    numbers = [int(text) if text.isdecimal() else 0 for text in texts]
    return len(numbers) > _ENOUGH and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _without_most(levels: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Headings without what there is to win, and that: "" where they do not say it."""
    *above, last = map(nfc, levels) if levels else [""]
    last = _SUMMED.sub("", last)
    if above and (alone := _ALONE.fullmatch(last)):
        names, most = _without_most(above)
        return names, most or alone[1]
    if beside := _IN_BRACKETS.search(last):
        return (*above, last[: beside.start()].strip()), beside[1]
    return tuple(levels), ""


def _of_what(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of what points are of: none for the sum of all, those above for the sum of a part."""
    if names and (_SUM.match(fold(names[0])) or component_of(names[0], AGENCY_INDEX) == TOTAL):
        return ()
    return names[:-1] if len(names) > 1 and _SUM.match(fold(names[-1])) else names


def _kind(path: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Which points a column holds by its last heading, and the headings above that; "" where it says no more than that
    they are points, or what they are of."""
    field = _field(path[-1], "criteria") or _field(path[-1], DATASET)
    if field in (*POINTS, _MOST):
        return field, tuple(path[:-1])
    return "", tuple(path[:-1] if len(path) > 1 and _GIVEN.fullmatch(fold(path[-1])) else path)


def _table(grid: Grid, header: Header, label: int, columns: Sequence[_Column]) -> Wide:
    most = {one.names: one.most for one in columns if one.most}
    codes = _codes([one.names for one in columns])
    usual, warnings = usual_points(grid, header, [one.kind for one in columns if one.kind != _MOST])
    beside = {one.names for one in columns if one.kind == _MOST}
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
            "name": _name(one.names),
            _MOST: most.get(one.names, ""),
        }
        heading = " › ".join(header.paths[one.column])
        of = tuple((field, text) for field, text in said.items() if text or field == "criterion")
        entries.append(WideEntry(one.column, label, heading, one.kind or usual, said=of))
    others = header.paths.keys() - {entry.column for entry in entries}
    unknown = tuple(" › ".join(header.paths[column]) for column in sorted(others) if column > label)
    return Wide("unit", tuple(entries), {}, header.first, header.end, len(entries), None, unknown, warnings)


def has_most(wide: Wide) -> bool:
    """Whether a table says how much there is to win of anything."""
    return any(entry.attribute == _MOST or _MOST in dict(entry.said) for entry in wide.entries)


def has_criteria(wide: Wide) -> bool:
    """Whether a table has points of more than the whole unit."""
    return any(dict(entry.said).get("criterion") for entry in wide.entries)


def _codes(names: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The code of each criterion, and of what stands above it: as printed, else its place."""
    codes: dict[tuple[str, ...], str] = {}
    for own in (of[:depth] for of in names for depth in range(1, len(of) + 1)):
        if own not in codes:
            above = codes.get(own[:-1], "")
            place = 1 + sum(len(other) == len(own) and other[:-1] == own[:-1] for other in codes)
            printed = _CODE.match(own[-1])
            code = (
                printed[1] if printed else str(place) if above or place > len(_ROMAN) else _ROMAN[place - 1]
            )
            codes[own] = code if not above or code.startswith(f"{above}.") else f"{above}.{code}"
    return codes


def _name(names: Sequence[str]) -> str:
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
