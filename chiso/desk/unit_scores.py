"""What may be entered of the points of the units below an agency: by a unit its own points, by Văn phòng everything;
a criterion is entered for every unit at once."""

from collections.abc import Collection, Mapping
from datetime import date

from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.desk.entering import Entering, Values, needs_at_most
from chiso.figures.unit_scores import Line, line_key, lines
from chiso.intake.datasets import KEY_JOIN
from chiso.reference.unit_tree import UNKNOWN, units
from chiso.store import Store

DATASET = "unit_scores"
POINTS = frozenset({"max_points", "self_points", "appraised_points"})
LONGEST_CODE = 20  # characters of a criterion's code that is typed
_OF_UNITS = {"self_points"}


def own(entering: Entering) -> set[str]:
    """The lines of one of the units that may enter them, where only what is a unit's is entered.

    Refused `bad_entry` for a line of no unit or year, for points of no known maximum or above it.
    """
    _check(entering.store, entering.agency, entering.values)
    within = entering.within or ()
    return {
        one for one, said in entering.values.items() if said.keys() <= _OF_UNITS and _parts(one)[1] in within
    }


def criterion(year: int, below: Collection[str], line: Line) -> dict[str, dict[str, str | None]]:
    """The entries by which these units get a criterion. Raises Refused `bad_entry` without code or maximum.

    The code is part of keys, which stand in the ledger: kept as other texts that are typed.
    """
    code = typed(line.criterion, LONGEST_CODE, "Mã tiêu chí")
    if not code or not line.max_points:
        raise Refused("bad_entry", "Hãy ghi mã tiêu chí và điểm tối đa lớn hơn 0.")
    if KEY_JOIN.strip() in code:
        raise Refused("bad_entry", "Mã tiêu chí không có dấu |.")
    said: dict[str, str | None] = {
        "name": line.name or None,
        "max_points": str(line.max_points),
        "removed": None,
    }
    return {line_key(year, unit, code): said for unit in below}


def _check(store: Store, agency: str, values: Values) -> None:
    tree = units(store, agency)
    known = {}
    for one, new in values.items():
        year, unit, code = _parts(one)
        if not year.isdecimal() or unit not in tree or unit in (UNKNOWN, agency):
            raise Refused("bad_entry", "Không có đơn vị hoặc năm này để chấm điểm.")
        if year not in known:
            known[year] = _known(store, agency, int(year))
        _fits(known[year].get((unit, code), Line(code)), new, tree.name(unit) or unit)


def _fits(line: Line, new: Mapping[str, str | None], unit: str) -> None:
    points = {name: _number(new[name]) if name in new else getattr(line, name) for name in POINTS}
    most = points.pop("max_points")
    given = [value for value in points.values() if value is not None]
    if not given or new.get("removed"):
        return
    if not most:
        raise Refused("bad_entry", f"{unit}: hãy ghi điểm tối đa trước.")
    needs_at_most(unit, max(given), most)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _known(store: Store, agency: str, year: int) -> dict[tuple[str, str], Line]:
    found = lines(store, agency, year, date.max)
    return {(unit, line.criterion): line for (unit, _), rows in found.items() for line in rows}


def _parts(one: str) -> tuple[str, str, str]:
    year, unit, code = (*one.split(KEY_JOIN, 2), "", "")[:3]
    return year, unit, code
