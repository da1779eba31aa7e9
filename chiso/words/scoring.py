"""The year's index as far as it can be known, in words: what is expected, between what, the nearest step of
a criterion. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.criteria import is_same
from chiso.figures.gap import whole_numbers
from chiso.figures.points import Basis, Criterion, Index
from chiso.figures.scoring import SMALLEST
from chiso.figures.verdicts import stated
from chiso.words.attention import RATES
from chiso.words.claims import Claim, Sentence
from chiso.words.criteria import of_most, short
from chiso.words.findings import lacking, without
from chiso.words.numbers import show, span

NOTHING = "Chưa có bảng điểm hay Chỉ số CCHC đã công bố để dự tính"
# Pieces of the whole that are no criterion of their own
LEAST, GONE, UNLISTED = "it-nhat", "mat", "chua-chi-tiet"
WHOLES: Mapping[str, str] = {LEAST: "Ít nhất", GONE: "Mất", UNLISTED: "Chưa có chi tiết"}
_BASES: Mapping[Basis, str] = {
    "live": "Quy tắc chấm",
    "carried": "Như năm",
    "manual": "Đã chấm",
    "unknown": "Chưa rõ",
}


def number(points: float) -> str:
    """Points in the hundredths in which they are printed: "84,47"."""
    return format_number(points, 2)


def headline(found: Index) -> str:
    """ "Điểm CCHC: 84,27 → 84,47 (từ 84,46 đến 88,55)"; last year's only where out of the same points; with the months
    of which its figures know nothing."""
    if found.projected is None or found.projected_low is None or found.projected_high is None:
        return NOTHING
    if found.is_published:
        return f"Chỉ số CCHC năm {found.year}: {of_most(found.projected, found.max)} điểm"
    if found.is_unscored:
        return f"Điểm CCHC năm {found.year}: chưa có cơ sở dự tính, tối đa {format_number(found.max)} điểm"
    low, high = number(found.projected_low), number(found.projected_high)
    between = f" (từ {low} đến {high})" if low != high else ""
    between = ", ".join(filter(None, (between, _lacking(found))))
    is_before = found.last_year is not None and found.last_year + 1 == found.year
    if found.last is None or not is_before or found.last_max != found.max:
        whole = format_number(found.max)
        return f"Điểm CCHC năm {found.year}: dự kiến {number(found.projected)}/{whole}{between}"
    return f"Điểm CCHC: {number(found.last)} → {number(found.projected)}{between}"


def _lacking(found: Index) -> str:
    """The months of which no file of a figure that measures points today speaks."""
    figures = [row.figure for row in found.criteria if row.basis == "live" and row.figure is not None]
    return without(sorted({month for one in figures for month in one.lacking}), found.year or 0)


def under(found: Index) -> str:
    """From what the points are come by: "9 điểm chấm từ số liệu, 85,5 điểm lấy theo năm 2023"."""
    if found.is_published:
        return "Đã công bố" if found.lost is None else f"Đã công bố; mất {number(found.lost)} điểm"
    if found.max is None:
        return ""
    years = {row.before_year for row in found.criteria if row.basis == "carried" and row.before_year}
    parts = (
        (found.live, "điểm chấm từ số liệu theo quy tắc có trong văn bản"),
        (found.carried, f"điểm lấy theo năm {max(years, default='trước')}"),
        (found.certain, "điểm đã chấm"),
        (found.lost, "điểm đã mất"),
        (found.unknown, "điểm chưa rõ"),
    )
    said = ", ".join(f"{format_number(many)} {words}" for many, words in parts if many)
    return f"Trong {format_number(found.max)} điểm: {said}"


def sentence(found: Index, asked: Asked) -> Sentence:
    """The headline with what it claims."""
    numbers = {name: getattr(found, name) for name in ("max", "projected_low", "projected", "projected_high")}
    return Sentence(headline(found), Claim.of(f"points:{found.year}", asked, numbers))


def on_card(found: Index, asked: Asked) -> Sentence:
    """ "Năm 2024 dự kiến 84,47 (từ 84,46 đến 88,55)", under last year's; "" once it is published, or not scored."""
    if found.is_published or found.projected is None or found.is_unscored:
        return Sentence("")
    told = sentence(found, asked)
    return Sentence(
        f"Năm {found.year} dự kiến {told.rpartition('→ ')[2].rpartition('dự kiến ')[2]}", *told.claims
    )


def gains(found: Index, year: int, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """By how much live criteria are expected to differ from their points in the table of a year before."""
    if year >= (found.year or 0):
        return {}
    live = {row.code: row for row in found.criteria if row.basis == "live"}
    return {
        row["code"]: round(now.projected - row["points"], 4)
        for row in rows
        if row["points"] is not None
        and (now := live.get(row["code"]))
        and is_same(row, {"name": now.name, "max_points": now.max_points})
    }


def basis(row: Criterion) -> str:
    """From what its points are come by: "Như năm 2023"."""
    return f"{_BASES[row.basis]} {row.before_year}" if row.basis == "carried" else _BASES[row.basis]


def step(row: Criterion) -> str:
    """ "Trễ thêm 0 hồ sơ từ nay: giữ 4,50 điểm", "Thêm 1.872 hồ sơ đạt: 0,41 điểm"; "" where none is known."""
    if row.next_step is None or row.figure is None:
        return _carried(row)
    one = row.next_step
    rate = RATES.get(row.figure.indicator)
    known = f" ({lacking(row.figure)})" if row.figure.lacking else ""
    if one.keeps:
        spare = one.rest - one.needs
        failing = (rate and rate.failing) or f"{rate.things if rate else 'trường hợp'} không đạt"
        most = "không quá " if spare else ""
        return f"Từ nay thêm {most}{format_number(spare)} {failing}: giữ {number(one.points)} điểm{known}"
    mended = f", kể cả {rate.supply}" if rate and rate.supply and row.figure.is_mendable else ""
    things = "hồ sơ" if mended else rate.things if rate else "trường hợp"
    is_seen = row.points is None or number(one.points) != number(row.points)
    gain = f"được {number(one.points)} điểm" if is_seen else "thêm chưa đến 0,01 điểm"
    return f"Thêm {format_number(one.needs)} {things} đạt{mended}: {gain}{known}"


def _carried(row: Criterion) -> str:
    """How a measured criterion without a printed rule stands beside the year before."""
    value = stated(row.figure) if row.figure else None
    if row.basis != "carried" or row.figure is None or value is None or row.before is None:
        return ""
    now, then = show(value, rate=row.figure.is_rate), show(row.before, rate=row.figure.is_rate)
    return f"{now}, năm {row.before_year} là {then}; chưa có quy tắc chấm"


def between(row: Criterion) -> str:
    """ "1,46–3,00", "2,00"."""
    return span(number(row.low), number(row.high))


def stakes(found: Index) -> list[tuple[Criterion, float]]:
    """The criteria whose points are not decided, who has most first, with how many: in hundredths that add up to those
    between the ends of the whole."""
    if found.projected_high is None or found.projected_low is None:
        return []
    exact = [100 * (row.high - row.low) for row in found.criteria]
    total = round(100 * found.projected_high) - round(100 * found.projected_low)
    parts = zip(found.criteria, whole_numbers(exact, total), strict=True)
    return sorted(((row, many / 100) for row, many in parts if many), key=lambda pair: -pair[1])


@dataclass(frozen=True)
class Piece:
    """A piece of the year's points: `key` is a criterion's code, or one of `LEAST`, `GONE`, `UNLISTED`."""

    key: str
    name: str
    points: float


def pieces(found: Index) -> list[Piece]:
    """All points of the year in hundredths that add up: what is the least, each criterion that is not decided, what is
    neither, and of that what the table does not list."""
    high, most = (round(100 * (many or 0.0)) for many in (found.projected_high, found.max))
    gone = whole_numbers([100 * (row.max_points - row.high) for row in found.criteria], most - high)
    unlisted = sum(many for row, many in zip(found.criteria, gone, strict=True) if row.code is None)
    made = [
        Piece(LEAST, WHOLES[LEAST], round(found.projected_low or 0.0, 2)),
        *(Piece(row.code or UNLISTED, short(row.name), many) for row, many in stakes(found)),
        Piece(GONE, WHOLES[GONE], (most - high - unlisted) / 100),
        Piece(UNLISTED, WHOLES[UNLISTED], unlisted / 100),
    ]
    return [made[0], *(piece for piece in made[1:] if piece.points)]


def of_piece(found: Index, key: str) -> Index:
    """The index with those criteria alone that a piece is made of."""

    def is_in(row: Criterion) -> bool:
        if key == LEAST:
            return row.low > SMALLEST
        if key == GONE:
            return row.code is not None and row.max_points - row.high > SMALLEST
        return row.code == (None if key == UNLISTED else key)

    return replace(found, criteria=tuple(filter(is_in, found.criteria)))


def parted(parts: Sequence[Piece], start: float, most: float) -> str:
    """ "Thước từ 80 đến 94,5 điểm: ít nhất 84,46; để ngỏ 4,09; mất, hoặc giữ như trước, 3,98"."""
    open_points = sum(one.points for one in parts if one.key not in (LEAST, GONE, UNLISTED))
    said = {one.key: number(one.points) for one in parts}
    words = (
        f"ít nhất {said[LEAST]}",
        f"để ngỏ {number(open_points)}" if open_points else "",
        f"mất, hoặc giữ như trước, {said[GONE]}" if GONE in said else "",
        f"chưa có chi tiết {said[UNLISTED]}" if UNLISTED in said else "",
    )
    return f"Thước từ {format_number(start)} đến {format_number(most)} điểm: {'; '.join(filter(None, words))}"


def levels(found: Index) -> tuple[tuple[float, str], ...]:
    """What stands on the ruler, in its order: the last year out of the same points, what is expected, the most that can
    be, all."""
    marks = [
        (
            found.last if found.last_max == found.max else None,
            f"{found.last_year}: {number(found.last or 0)}",
        ),
        (None if found.is_unscored else found.projected, f"dự kiến {number(found.projected or 0)}"),
        (found.max, f"tối đa {format_number(found.max)}"),
    ]
    if found.projected_high != found.projected:
        marks.append((found.projected_high, f"cao nhất {number(found.projected_high or 0)}"))
    return tuple(sorted((at, words) for at, words in marks if at is not None))


def rows(found: Index) -> list[dict[str, Any]]:
    """A line per criterion for a table: its points today, between what, the nearest step, from what that is known."""
    return [
        {
            "code": row.code or "",
            "name": short(row.name),
            "max_points": row.max_points,
            "points": row.points,
            "between": between(row),
            "step": step(row),
            "basis": basis(row),
            "unit_name": row.unit_name or "",
        }
        for row in found.criteria
    ]


def document(found: Index) -> dict[str, Any]:
    """The answer of the command line: the index, and of each criterion what is known with its nearest step."""
    names = ("code", "name", "max_points", "points", "basis", "low", "projected", "high", "unit", "unit_name")
    rows = [
        {name: getattr(row, name) for name in names}
        | {
            "next_step": row.next_step
            and {"points": row.next_step.points, "needs": row.next_step.needs, "sentence": step(row)}
        }
        for row in found.criteria
    ]
    return {**vars(found), "criteria": rows}


def lines(found: Index) -> tuple[str, ...]:
    """The answer as text: the whole, and a line per criterion."""
    rows = (
        " · ".join(
            filter(
                None,
                (
                    row.code,
                    row.name,
                    f"{between(row)}/{format_number(row.max_points)}",
                    basis(row),
                    step(row),
                ),
            )
        )
        for row in found.criteria
    )
    return tuple(filter(None, (headline(found), under(found), *rows)))
