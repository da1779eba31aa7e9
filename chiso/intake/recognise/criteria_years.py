"""Tables of criteria with the points of several years side by side, found (pure); `chiso.intake.clean.unpivot` makes
one criterion of one year per row of it."""

import re
from collections.abc import Sequence

from chiso.core.vietnamese import fold
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.layout import Wide
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.per_unit import POINTS, are_points, spread, usual_points

DATASET = "criteria"
_MOST = "max_points"
_YEAR = re.compile(r"(?:(?:của|trong)\s+)?(?:năm\s+)?(?<![0-9])(20[0-4][0-9])(?![0-9])", re.IGNORECASE)
_PLAIN = {"", "diem", "diem so", "so diem", "diem dat", "diem dat duoc", "ket qua", "ket qua diem"}
_SEVERAL = 2


def find_criteria_years(grid: Grid, header: Header, matched: Match) -> Wide | None:
    """The table with years across under a header that is `matched` with the criteria of one; None where years do not
    have the same kinds of points, as a column of last year's beside this year's table, or what stands there is none."""
    said = {column: found for column, path in header.paths.items() if (found := _of_year(path))}
    usual, warnings = usual_points(grid, header, [kind for _, kind in said.values()], of="từng năm")
    of = {column: (year, kind or usual) for column, (year, kind) in said.items()}
    years = {year: [kind for other, kind in said.values() if other == year] for year, _ in said.values()}
    kinds = [sorted(found) for found in years.values()]
    known = {name: column for name, column in matched.columns.items() if column not in of}
    own = known | {"code": known.get("code", matched.stt)}
    beside = {name: column for name, column in own.items() if column is not None and name != "year"}
    is_same = len(kinds) >= _SEVERAL and all(one == kinds[0] and len({*one}) == len(one) for one in kinds)
    if not is_same or {*kinds[0]} == {_MOST} or not {"code", "name", _MOST} <= {*beside, *kinds[0]}:
        return None
    if not are_points([row[column] or "" for row in grid.rows[header.end + 1 :] for column in of]):
        return None
    points = ((column, kind, ("year", year)) for column, (year, kind) in of.items())
    entries, unknown = spread(header, matched, beside, points)
    rest = header.first, header.end, len(entries), max(map(int, years)), unknown, warnings
    return Wide("criterion", entries, {}, *rest)


def _of_year(path: Sequence[str]) -> tuple[str, str] | None:
    """The one year that a heading names and which points of it stand below, "" where it says no more than points."""
    years = {found[1] for level in path for found in _YEAR.finditer(level)}
    rest = tuple(text for level in path if (text := _YEAR.sub(" ", level).strip(" \n-–/:()")))
    if len(years) != 1:
        return None
    said = claim(DATASET, rest) if rest else None
    kind = "" if fold(" ".join(rest)) in _PLAIN else said.field if said else None
    return (years.pop(), kind) if kind in ("", *POINTS, _MOST) else None
