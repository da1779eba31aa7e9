"""The slide of the CCHC points of the units below the agency: their ranking, or of one unit its criteria; its numbers
are those of the ranking on Tiêu chí."""

from collections.abc import Iterator
from typing import Any

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.figures.unit_scores import Scored, UnitScores
from chiso.present.chart import Chart, Series
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.slides import Slide
from chiso.words import unit_scores as words

_MOST = 5  # losses that the notes name
Row = dict[str, Any]


def below(look: Look) -> list[Slide]:
    """What each unit gave itself beside what was appraised, and what it lost; no slide before anything is scored."""
    found = look.answer(figures.unit_scores, look.asked)
    if not words.is_begun(found):
        return []
    look.claim("unit_scores", ranked=found.ranked, units=len(found.every))
    one = found.units[0] if len(found.units) == 1 else None
    rows = [*_lines(one)] if one else [*map(_unit, found.units, words.ranked(found)["unit_name"])]
    table = Table.of(TABLES["slide_below_lines" if one else "slide_below"], rows)
    headline, note = words.headline(found), words.verdict(found, look.as_of)
    if one:
        headline = words.of_unit(one, found.year) if look.asked.unit else headline
        note = f"{one.unit_name} · {note[:1].lower()}{note[1:]}"
    return [Slide("below", headline, note, _chart(rows), table, speaker_note=_worst(found))]


def _unit(unit: Scored, name: str) -> Row:
    own, now = unit.own, unit.total
    return {
        "rank": unit.rank,
        "name": name,
        "own": _of(own.points, own.max),
        "points": _of(now.points, now.max),
        "lost": (lost := _less(now.max, now.points)),
        "lost_words": _of(lost, None),
        "shares": (None if own.percent is None else own.percent / 100, unit.share),
    }


def _lines(unit: Scored) -> Iterator[Row]:
    for line in unit.lines:
        name = " ".join(filter(None, (line.criterion, line.name or "" if line.criterion else words.WHOLE)))
        yield {
            "criterion": line.criterion,
            "name": name,
            "own": _of(line.self_points, line.max_points),
            "points": _of(line.appraised_points, line.max_points),
            "lost": (lost := _less(line.max_points, line.appraised_points)),
            "lost_words": _of(lost, None),
            "note": line.note,
            "shares": tuple(
                _share(one, line.max_points) for one in (line.self_points, line.appraised_points)
            ),
        }


def _of(points: float | None, most: float | None) -> str:
    """ "21,5/25"."""
    if points is None:
        return "–"
    return format_number(points) if most is None else f"{format_number(points)}/{format_number(most)}"


def _less(most: float | None, points: float | None) -> float | None:
    return None if most is None or points is None else most - points


def _share(points: float | None, most: float | None) -> float | None:
    return None if points is None or not most else points / most


def _chart(rows: list[Row]) -> Chart:
    """Each as a share of its own maximum: who is scored by more criteria has more points."""
    own, appraised = zip(*(row["shares"] for row in rows), strict=True)
    series = Series("Đơn vị tự chấm", own, "context"), Series("Thẩm định", appraised, "accent")
    return Chart("slope", tuple(row["name"] for row in rows), series, "rate")


def _worst(found: UnitScores) -> str:
    """The largest losses of all, each with whose it is; "" where nothing is lost."""
    lost = [(row["lost"], f"{unit.unit_name}, {row['name']}") for unit in found.units for row in _lines(unit)]
    worst = sorted(((many, name) for many, name in lost if many), reverse=True)[:_MOST]
    said = "; ".join(f"{name}: {format_number(many)} điểm" for many, name in worst)
    return f"Mất điểm nhiều nhất: {said}." if said else ""
