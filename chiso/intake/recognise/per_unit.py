"""Tables of criteria with a column of points per unit below the agency or per agency of the province, or one of each
kind of points, found (pure); `chiso.intake.clean.unpivot` makes one criterion of one of them per row of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from chiso.core.vietnamese import fold, nfc, parse_number
from chiso.intake.clean.headings import heading_of
from chiso.intake.datasets import DATASETS, Dataset
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.bodies import is_agency, is_never_a_unit, is_unit
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.layout import AGENCY, NOT_GIVEN, Wide, WideEntry
from chiso.intake.recognise.matching import Match

DATASET = "unit_scores"
_OF_UNIT = {"code": "criterion", "cause": "note"}
POINTS = ("self_points", "appraised_points")
_OF = re.compile(r"^(?:điểm|kết quả)(?: số)?(?: của)? ", re.IGNORECASE)
_ENOUGH, _HALF = 2, 0.5
_CUT = 28  # letters of a sheet's name from which on it may be cut: Excel has room for 31, blanks among them


class _Who(NamedTuple):
    """Whose points stand side by side: the field that their names are, how a heading names one, and one of which two
    are wanted, the field of a criterion's code, what they are called together."""

    field: str
    heads: Callable[[str], bool]
    is_sure: Callable[[str], bool]
    code: str
    together: str


def find_units(grid: Grid, header: Header, matched: Match, year: int | None) -> Wide | None:
    """The table with units across under a header that is `matched` with a dataset of criteria; None where it has fewer
    than two columns of units, or what stands below these is no points."""
    return _found(grid, header, matched, year, _Who("unit", is_unit, is_unit, "criterion", "các đơn vị"))


def find_agencies(grid: Grid, header: Header, matched: Match, year: int | None) -> Wide | None:
    """Likewise with agencies across, whose own criteria these are."""
    return _found(
        grid, header, matched, year, _Who(AGENCY, is_agency, is_never_a_unit, "code", "các cơ quan")
    )


def _found(grid: Grid, header: Header, matched: Match, year: int | None, who: _Who) -> Wide | None:
    known = matched.columns
    code = known.get("code", known.get("criterion", matched.stt))
    own = {who.code: code, "name": known.get("name"), "max_points": known.get("max_points")}
    beside = {name: column for name, column in own.items() if column is not None}
    across = {
        column: (name, _kind(path))
        for column, path in header.paths.items()
        if column not in beside.values() and (name := _named(path, who))
    }
    if len(beside) < len(own) or sum(map(who.is_sure, {name for name, _ in across.values()})) < _ENOUGH:
        return None
    below = grid.rows[header.end + 1 :]
    if not are_points([row[column] or "" for row in below for column in across]):
        return None
    if who.field == AGENCY and not are_side_by_side(below, [*across]):
        return None
    usual, warnings = usual_points(grid, header, (kind for _, kind in across.values()), who.together)
    points = ((column, kind or usual, (who.field, name)) for column, (name, kind) in across.items())
    entries, unknown = spread(header, matched, beside, points)
    constants = {"year": str(year)} if year else {}
    said = header.first, header.end, len(entries), year, unknown, warnings
    return Wide("criterion", entries, constants, *said)


def spread(
    header: Header,
    matched: Match,
    beside: Mapping[str, int],
    points: Iterable[tuple[int, str, tuple[str, str]]],
) -> tuple[tuple[WideEntry, ...], tuple[str, ...]]:
    """The columns of a table of criteria with points across: `beside` (field -> column) those of each criterion, then
    those of `points` (column, kind, the field and value that its heading says); and the headings that nobody knows."""
    label = beside["name"]
    entries = [WideEntry(column, label, header.paths[column][-1], name) for name, column in beside.items()]
    entries += [
        WideEntry(column, label, " › ".join(header.paths[column]), kind, said=(said,))
        for column, kind, said in points
    ]
    levels = chain(*matched.levels.values())
    others = header.paths.keys() - {matched.stt, *levels, *(entry.column for entry in entries)}
    return tuple(entries), tuple(" › ".join(header.paths[column]) for column in sorted(others))


def of_unit(matched: Match) -> Match | None:
    """The columns of a table of criteria as those of the unit that it is of; None where a column says who answers for
    each: those are the agency's."""
    if "unit" in matched.columns:
        return None
    columns = {_OF_UNIT.get(name, name): column for name, column in matched.columns.items()}
    kept = {name: column for name, column in columns.items() if name in DATASETS[DATASET].by_name}
    others = tuple(sorted({*matched.unknown, *(columns[name] for name in columns.keys() - kept.keys())}))
    return replace(matched, columns=kept, unknown=others)


def is_of_units(grid: Grid, header: Header, matched: Match) -> bool:
    """Whether in a table of criteria one stands once for each of several units, in a column or below their names, whose
    points these are; a unit that answers for a criterion of the agency stands there once."""
    columns = [matched.columns.get(name, -1) for name in ("code", "name", "unit")]
    units: dict[tuple[str, str], set[str]] = {}
    above = ""
    for number in range(header.end + 1, len(grid.rows)):
        cells = dict(grid.cells(number))
        code, name, own = (cells.get(column, "") for column in columns)
        if len(cells) < 3 and (heading := heading_of(number, cells)) and is_unit(heading.text):
            above = heading.text
        elif code and name and (unit := own or above):
            units.setdefault((code, name), set()).add(unit)
    repeated = [key for key, of in units.items() if len(of) > 1]
    return bool(repeated) and 2 * len(repeated) >= len(units)


# "BẢNG TỰ CHẤM ĐIỂM CCHC CỦA PHÒNG NGHIỆP VỤ 1 NĂM 2024"; a line of the letterhead is a room's or centre's own, but for
# the centre where the province receives everybody's dossiers.
_WHOSE = re.compile(
    r"^(?:(?!.*\b(?:theo|hướng dẫn|công văn|văn bản|quyết định)\b)"
    r".*\b(?:chấm|điểm|đánh giá|chỉ số|hồ sơ|nhiệm vụ|phản ánh)\b.*\bcủa )?"
    r"((?:phòng|trung tâm(?! (?:phục vụ )?hành chính công)) [^,;:()–]+?)"
    r"(?= năm 20\d\d| tháng \d| quý | từ ngày | tính đến |$|[,;:()–])",
    re.IGNORECASE,
)


def whose(sheet: Sheet, filtered: str, lines: Sequence[str]) -> str:
    """The unit that a table is of: its sheet is called after one, or a filter ("Đơn vị: …") or a line above it says so
    ("Văn phòng Sở" is one, "Văn phòng UBND tỉnh" an agency); "" where nothing does. Of a sheet's name that was cut
    what stands on it may say the rest."""
    named = [filtered, *(found[1].strip() for line in lines if (found := _WHOSE.search(nfc(line))))]
    ours = (name for name in named if not is_agency(name) or fold(name).endswith(" so"))
    units = [nfc(name) for name in ours if is_unit(name)]
    if sheet.is_of_unit or is_unit(sheet.name):
        whole = (
            name for name in units if len(sheet.name) >= _CUT and fold(name).startswith(fold(sheet.name))
        )
        return next(whole, nfc(sheet.name))
    return units[0] if units else ""


def _named(path: Sequence[str], who: _Who) -> str:
    """Which of them a heading names; "" where none, or it says what is asked of a criterion ("Phòng thực hiện"), or who
    appraised it ("Sở Nội vụ thẩm định")."""
    known = ("criteria", DATASET)
    levels = [_OF.sub("", nfc(text)) for text in path if not any(claim(name, (text,)) for name in known)]
    return next(filter(who.heads, levels), "")


def are_points(texts: Sequence[str]) -> bool:
    """Whether what is given is numbers, a slip here and there aside."""
    said = [text for text in texts if text and fold(text) not in NOT_GIVEN]
    return bool(said) and sum(parse_number(text) is not None for text in said) >= _HALF * len(said)


def are_side_by_side(rows: Sequence[Sequence[str | None]], columns: Sequence[int]) -> bool:
    """Whether most rows with points have those of more than one: where each has its own rows, they judge these, and
    the points are not theirs."""
    texts = ([row[column] or "" for column in columns] for row in rows)
    times = [sum(parse_number(text) is not None for text in row if text) for row in texts]
    return 2 * sum(count > 1 for count in times) >= sum(count > 0 for count in times)


def _kind(path: Sequence[str]) -> str:
    """Which points stand above or below the name of a unit: its own or the appraised ones; "" where nothing says it."""
    known = [one.field for text in path if (one := claim("criteria", (text,)))]
    return next((field for field in known if field in POINTS), "")


def usual_points(
    grid: Grid, header: Header, kinds: Iterable[str], of: str = "các đơn vị"
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Which points are in a column that does not say it: the unit's own where the title says so, else the appraised
    ones, which the uploader is told where nothing says it."""
    title = fold(" ".join(grid.above(header.first)))
    if "tu cham" in title or "tu danh gia" in title:
        return "self_points", ()
    if "tham dinh" in title or all(kinds):
        return "appraised_points", ()
    said = f"Bảng không nói điểm của {of} là điểm tự chấm hay điểm thẩm định: được hiểu là điểm thẩm định."
    return "appraised_points", (("kind_of_points", said),)


def of_judges(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Points below the names of agencies of which each gave some criteria theirs: somebody must say which are ours."""
    if dataset.name != "criteria" or matched.fields & {*POINTS}:
        return matched
    below = grid.rows[header.end + 1 :]
    found = [
        column
        for column in matched.unknown
        if is_agency(header.paths[column][-1]) and are_points([row[column] or "" for row in below])
    ]
    if len(found) < 2 or are_side_by_side(below, found):
        return matched
    field, _ = usual_points(grid, header, [])
    others = tuple(column for column in matched.unknown if column not in found)
    columns = {**matched.columns, field: found[0]}
    return replace(matched, columns=columns, unknown=others, clashes={**matched.clashes, field: tuple(found)})
