"""The ranking of the units below an agency in words: how far it is, by when, the rows of its lists. Pure."""

from dataclasses import asdict
from datetime import date

import pandas as pd

from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.figures.unit_scores import Line, Scored, UnitScores, line_key

WHOLE = "Điểm chung của đơn vị"


def is_begun(found: UnitScores) -> bool:
    """Whether anything is scored or to be scored by criteria."""
    return any(unit.lines for unit in found.units)


def headline(found: UnitScores) -> str:
    """ "Xếp hạng CCHC đơn vị cấp dưới năm 2024: 2/3 đơn vị đã đủ điểm thẩm định, cao nhất Trung tâm A 92,5%"."""
    said = f"Xếp hạng CCHC đơn vị cấp dưới năm {found.year}"
    if found.ranked == 0:
        return f"{said}: chưa đơn vị nào đủ điểm thẩm định"
    said += f": {format_number(found.ranked)}/{format_number(len(found.every))} đơn vị đã đủ điểm thẩm định"
    first = [unit for unit in found.every if unit.rank == 1]
    if len(found.every) == 1 or len(first) != 1:
        return said
    return f"{said}, cao nhất là {first[0].unit_name}"


def of_unit(unit: Scored, year: int) -> str:
    """ "Điểm CCHC năm 2024: hạng 2, thẩm định 89/100 (89%; năm trước 88%), đơn vị tự chấm 96"; before its rank how many
    lines are left."""
    rank = f"hạng {unit.rank}, " if unit.rank is not None else ""
    points = f"thẩm định {format_number(unit.total.points)}/{format_number(unit.total.max)}"
    if unit.total.points is None:
        points = "chưa có điểm thẩm định"
    said = f"Điểm CCHC năm {year}: {rank}{points}"
    shares = [format_percent(unit.share)] if unit.share is not None else []
    shares += [f"năm trước {format_percent(unit.before)}"] if unit.before is not None else []
    said += f" ({'; '.join(shares)})" if shares else ""
    said += f", đơn vị tự chấm {format_number(unit.own.points)}"
    return f"{said}; còn {format_number(unit.left)} dòng chưa thẩm định" if unit.left else said


def verdict(found: UnitScores, day: date) -> str:
    """Against the plan's day: done, how many days are left, or overdue with what is lacking."""
    lacking = len(found.every) - found.ranked
    if found.due is None:
        return f"Chưa có kế hoạch năm {found.year} nào ghi việc xếp hạng đơn vị cấp dưới"
    when = f"hạn theo kế hoạch {format_date(found.due)}"
    if lacking == 0:
        rest = "kế hoạch ghi đã xong" if found.is_reported else "kế hoạch chưa ghi ngày công bố"
        return f"Đã đủ điểm để xếp hạng; {when}, {rest}"
    short = f"{format_number(lacking)} đơn vị chưa đủ điểm"
    days = (found.due - day).days
    if days < 0:
        return f"Quá hạn {format_number(-days)} ngày, {short} ({when})"
    return f"Còn {format_number(days)} ngày, {short} ({when})"


def ranked(found: UnitScores) -> pd.DataFrame:
    """A row per unit as page and file have it; none before anything is scored."""
    rows = [
        {
            "rank": unit.rank,
            "unit_name": _name(unit),
            "points": unit.total.points,
            "max_points": unit.most,
            "share": unit.share,
            "before": unit.before,
            "own_points": unit.own.points,
            "state_words": _state(unit),
        }
        for unit in (found.units if is_begun(found) else ())
    ]
    return pd.DataFrame(rows)


def lines(found: UnitScores) -> pd.DataFrame:
    """A row per line of each unit, with where it was printed."""
    return pd.DataFrame([_line(unit, line) for unit in found.units for line in unit.lines])


def to_fill(found: UnitScores) -> pd.DataFrame:
    """The rows of the form, with their key: every line, of a unit without any its own one; nothing of a unit that
    nobody knows."""
    rows = [
        _line(unit, line) | {"key": line_key(found.year, unit.unit, line.criterion), "removed": False}
        for unit in found.units
        if unit.unit != "unknown"
        for line in unit.lines or (Line(""),)
    ]
    return pd.DataFrame(rows)


def _line(unit: Scored, line: Line) -> dict[str, object]:
    return asdict(line) | {
        "unit_name": _name(unit),
        "criterion": line.criterion or None,
        "name": line.name or (None if line.criterion else WHOLE),
        "label": line.name or (line.criterion or WHOLE),
    }


def _name(unit: Scored) -> str:
    return f"{unit.unit_name} (đến {format_date(unit.ended)})" if unit.ended else unit.unit_name


def _state(unit: Scored) -> str:
    if unit.rank is not None:
        return "✓ Đã thẩm định"
    if not unit.lines:
        return "○ Chưa có điểm"
    if unit.share is None and not unit.left:
        return "▲ Chưa ghi điểm tối đa"
    return f"◐ Còn {format_number(unit.left)} dòng chưa thẩm định"
