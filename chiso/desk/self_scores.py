"""What may be entered into the self-scoring of criteria: by rooms points and evidence for those they answer for, by Văn
phòng everything; points within the criterion's own, a return only with its reason."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk.entering import Entering, needs_at_most
from chiso.figures.ask import Asked
from chiso.figures.self_scoring import ACCEPTED, RETURNED, Line, SelfScoring
from chiso.store import Store

REVIEWS = (ACCEPTED, RETURNED)
# What a room enters of its own criteria; the rest is Văn phòng's.
OF_ROOMS = frozenset({"room_points", "evidence"})
_OF_SCORING = OF_ROOMS | {"review", "review_reason"}


def as_points(label: str, text: str) -> str:
    """Points as they are kept ("0.85"); Refused `bad_entry` for what are none."""
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = math.nan
    if not (math.isfinite(points) and points >= 0):
        raise Refused("bad_entry", f"{label}: “{text}” không phải là điểm. Hãy ghi một số từ 0 trở lên.")
    return str(points)


def own(entering: Entering) -> set[str]:
    """The criteria into whose self-scoring the units may enter `values`: one of them answers for the criterion, and
    only what is a room's is entered.

    Refused `bad_entry` for points of no criterion or above its own, a review of no points or of another word than
    REVIEWS, a return without its reason.
    """
    store, agency, within, values = entering.store, entering.agency, entering.within, entering.values
    day = figures.newest_as_of(store, agency) or date.max
    found = set()
    scored = [key for key, said in values.items() if said.keys() & _OF_SCORING]
    for key, line in _lines(store, agency, scored):
        units = figures.responsible(store, agency, line.units or "", day) if line and within else []
        if within is None or (values[key].keys() <= OF_ROOMS and set(units) & set(within)):
            _fits(line, {name: value for name, value in values[key].items() if value is not None})
            found.add(key)
    return found


def _fits(line: Line | None, new: Mapping[str, str]) -> None:
    points, review = new.get("room_points"), new.get("review")
    if line is None:
        if points or review:
            raise Refused("bad_entry", "Không có tiêu chí này trong bảng chấm điểm của năm.")
        return
    if points and line.max_points is not None:
        needs_at_most(f"Tiêu chí {line.code}", float(points), line.max_points)
    if review is None:
        return
    if review not in REVIEWS:
        raise Refused("bad_entry", f"Tiêu chí {line.code}: chỉ chọn {' hoặc '.join(REVIEWS)}.")
    if points is None and line.points is None:
        raise Refused("bad_entry", f"Tiêu chí {line.code}: phòng chưa chấm điểm nên chưa duyệt được.")
    if review == RETURNED and not (new.get("review_reason") or "review_reason" in line.said):
        raise Refused("bad_entry", f"Tiêu chí {line.code}: trả lại thì phải ghi lý do.")


def _lines(store: Store, agency: str, keys: Iterable[str]) -> Iterator[tuple[str, Line | None]]:
    """Each key with its criterion in the self-scoring of its year (its first part); None where there is none."""
    day = figures.newest_as_of(store, agency)
    found: dict[int, SelfScoring | None] = {}
    for key in keys:
        year = key[:4]
        if day is None or not year.isdigit():
            yield key, None
            continue
        if int(year) not in found:
            found[int(year)] = figures.self_scoring(store, Asked(agency=agency, as_of=day, year=int(year)))
        scoring = found[int(year)]
        yield key, scoring.line(key) if scoring else None
