"""The slide of the CCHC points of the units below the agency: their ranking, or of one unit its criteria; its numbers
are those of the ranking on Tiêu chí."""

from typing import Any

from chiso import figures
from chiso.core.vietnamese import format_number
from chiso.figures import scoring
from chiso.figures.unit_scores import Line, Scored, UnitScores
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.pictures import points
from chiso.present.slides import Slide
from chiso.words import unit_scores as words

_MOST = 5  # losses that the notes name
Row = dict[str, Any]
Points = tuple[float | None, float | None]  # and their maximum


def below(look: Look) -> list[Slide]:
    """What each unit gave itself beside what was appraised, and what it lost; no slide before anything is scored."""
    found = look.answer(figures.unit_scores, look.asked)
    if not words.is_begun(found):
        return []
    look.claim("unit_scores", ranked=found.ranked, units=len(found.every))
    one = found.units[0] if len(found.units) == 1 else None
    rows = [*map(_line, one.lines)] if one else [*map(_unit, found.units, words.ranked(found)["unit_name"])]
    shown = ({**row, "lost": format_number(row["lost"])} for row in rows)
    columns = dict(TABLES["slide_below_lines" if one else "slide_below"])
    if not any(row.get("note") for row in rows):
        columns.pop("note", None)
    table = Table.of(columns, shown)
    headline, note = words.headline(found), words.verdict(found, look.as_of)
    if one:
        headline = words.of_unit(one, found.year) if look.asked.unit else headline
        note = f"{one.unit_name} · {note[:1].lower()}{note[1:]}"
    return [Slide("below", headline, note, points.own_and_appraised(rows), table, speaker_note=_worst(found))]


def _unit(unit: Scored, name: str) -> Row:
    own, now = unit.own, unit.total
    row = _scored((own.points, own.max), (now.points, now.max), rank=unit.rank, name=name)
    return {**row, "appraised_share": unit.share}  # none while something is left to appraise


def _line(line: Line) -> Row:
    own, now = line.self_points, line.appraised_points
    named: Row = {"criterion": line.criterion, "name": _name(line), "note": line.note}
    return _scored((own, line.max_points), (now, line.max_points), **named)


def _scored(own: Points, now: Points, **named: Any) -> Row:
    """A row: points of their maximum as words, the loss, and both as shares of theirs."""
    return {
        **named,
        "own": _of(*own),
        "points": _of(*now),
        "lost": scoring.lost(now[1], now[0]),
        "own_share": _share(*own),
        "appraised_share": _share(*now),
    }


def _name(line: Line) -> str:
    return f"{line.criterion} {line.name or ''}".rstrip() if line.criterion else words.WHOLE


def _of(points: float | None, most: float | None) -> str:
    """ "21,5/25"."""
    if points is None or most is None:
        return format_number(points)
    return f"{format_number(points)}/{format_number(most)}"


def _share(points: float | None, most: float | None) -> float | None:
    percent = None if points is None else scoring.percent(points, most)
    return None if percent is None else percent / 100


def _worst(found: UnitScores) -> str:
    """The largest losses of all, each with whose it is; "" where nothing is lost."""
    lost = [
        (scoring.lost(line.max_points, line.appraised_points), f"{unit.unit_name}, {_name(line)}")
        for unit in found.units
        for line in unit.lines
    ]
    worst = sorted(((many, name) for many, name in lost if many), reverse=True)[:_MOST]
    said = "; ".join(f"{name}: {format_number(many)} điểm" for many, name in worst)
    return f"Mất điểm nhiều nhất: {said}." if said else ""
