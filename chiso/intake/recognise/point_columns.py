"""Columns of points in a table with a line for whoever has them, and how much there is to win of each (pure).

That stands in the heading of a column ("Cải cách thể chế (10 điểm)"), in a row above the first line, or in a column
beside the points.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chiso.core.vietnamese import fold, nfc, parse_number
from chiso.intake.recognise import sums
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid, Header, block, is_number_row
from chiso.intake.recognise.index_names import AGENCY_INDEX, TOTAL, component_of, is_summary, side_of
from chiso.intake.recognise.per_unit import DATASET, POINTS, are_points

MOST = "max_points"
LOOKED_AT, ENOUGH, _NEARLY_ALL = 60, 2, 0.8
# Not folded, which takes "(20)" for the number of a note.
_WIN = r"(?i:(?:tối đa:? ?)?([0-9]+(?:[.,][0-9]+)?) ?(?:điểm|đ)?(?: tối đa)?)"
_IN_BRACKETS, _ALONE = re.compile(rf"[(\[] ?{_WIN} ?[)\]]$"), re.compile(rf"[(\[]? ?{_WIN} ?[)\]]?")
_SUMMED = re.compile(r"(?<=\))\s*=.*$")  # behind the number of a column: "(6)=(3)+(4)+(5)"
_GIVEN = re.compile(r"(?:so )?diem(?: (?:so|cham|dat|dat duoc|danh gia|thuc te|duoc cham))?")

# What to do where a table does not say how much there is to win.
HOW_MOST = (
    "ghi điểm tối đa vào tiêu đề từng cột, ví dụ “Cải cách thể chế (10)”, hay vào một dòng “Điểm tối đa” ngay dưới "
    "tiêu đề, rồi nộp lại"
)


@dataclass(frozen=True)
class Column:
    """A column of points: what they are of, from the top (all of it where it has no names); which points, "" where
    nothing says it; the most there is to win, as printed."""

    column: int
    names: tuple[str, ...]
    kind: str
    most: str


def header_of(
    grid: Grid, label: int, heads: Callable[[str], bool], is_line: Callable[[str, str], bool]
) -> tuple[Header, int | None] | None:
    """The header above a column that names who has the points, with the row of maxima below it and all that is no row
    of data; and which row says the maxima. None where no heading of it `heads` them, or too few below (under that
    heading) are lines."""
    said = [(row, text) for row in range(len(grid.rows)) if (text := grid.rows[row][label])]
    top, heading = next(((row, text) for row, text in said[:LOOKED_AT] if heads(text)), (None, ""))
    if top is None:
        return None
    below = [(row, text) for row, text in said if row > top and any(map(_is_plain, _right(grid, row, label)))]
    below = [(row, text) for row, text in below if not (_is_maxima(text) or _sums_up(text))]
    lines = [text for _, text in below if is_line(text, heading)]
    if len(below) < ENOUGH or len(lines) < _NEARLY_ALL * len(below):
        return None
    return _down_to(grid, label, top, below[0][0])


def _down_to(grid: Grid, label: int, top: int, first: int) -> tuple[Header, int | None]:
    """The header between the heading of a column and the first line below it."""
    last, maxima, end = top, None, top
    for row in range(top + 1, first):
        texts = [text for text in grid.rows[row] if text]
        beside = [text for text in grid.rows[row][: label + 1] if text]
        if any(map(_is_maxima, beside)) or (not beside and _are_maxima(texts)):
            maxima = end = row
        elif is_number_row(texts, grid.width - label):
            end = row
        elif last == row - 1 and not grid.rows[row][label] and len(texts) >= ENOUGH:
            last = end = row
    return replace(block(grid, top, last), number_row=end), maxima


def _right(grid: Grid, row: int, label: int) -> list[str]:
    return [text for text in grid.rows[row][label + 1 :] if text]


def _is_maxima(text: str) -> bool:
    return MOST in (field_of(text, DATASET), field_of(text, "criteria"))


def field_of(text: str, dataset: str) -> str:
    """The field of a dataset that a heading alone means; "" where none."""
    known = claim(dataset, (text,))
    return known.field if known else ""


def _is_plain(text: str) -> bool:
    return parse_number(text) is not None and not _IN_BRACKETS.search(nfc(text))


def _are_maxima(texts: Sequence[str]) -> bool:
    """Numbers right below the headings that nothing names: "20 | 10 | 50"."""
    return len(texts) >= ENOUGH and all(map(_is_plain, texts)) and not is_number_row(texts, len(texts))


def _sums_up(text: str) -> bool:
    return is_summary(text) or sums.is_column(fold(text))


def columns_of(grid: Grid, header: Header, label: int, maxima: int | None) -> list[Column]:
    """The columns of points, and those of what there is to win beside them (`kind`)."""
    paths = {column: path for column, path in header.paths.items() if column > label and not side_of(path[0])}
    tops = [path[0] for path in paths.values() if len(path) > 1]
    above_all = tops[0] if len(set(tops)) == 1 and len(tops) > ENOUGH else None  # "Điểm các lĩnh vực"
    found = []
    for column, path in paths.items():
        if not are_points([row[column] or "" for row in grid.rows[header.end + 1 :] if row[label]]):
            continue
        kind, levels = _kind(path[1:] if len(path) > 1 and path[0] == above_all else path)
        names, most = _without_most(levels or path[-1:])
        names = names if levels else ()
        most = (grid.rows[maxima][column] if maxima is not None else None) or most
        found.append(Column(column, _of_what(names), kind, most))
    are_numbers = maxima is None and _count_up([one.most for one in found])
    return [replace(one, most="") for one in found] if are_numbers else found


def _count_up(texts: Sequence[str]) -> bool:
    """Whether what stands in the brackets of headings only numbers the columns: "(3)", "(4)", "(5)"."""
    numbers = [int(text) if text.isdecimal() else 0 for text in texts]
    return len(numbers) > ENOUGH and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


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
    first = names[0] if names else ""
    is_all = sums.is_column(fold(first)) or component_of(first, AGENCY_INDEX) == TOTAL
    if is_all or (len(names) == 1 and _GIVEN.fullmatch(fold(first))):
        return ()
    return names[:-1] if len(names) > 1 and sums.is_column(fold(names[-1])) else names


def _kind(path: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Which points a column holds by its last heading, and the headings above that; "" where it says no more than that
    they are points, or what they are of."""
    field = field_of(path[-1], "criteria") or field_of(path[-1], DATASET)
    if field in (*POINTS, MOST):
        return field, tuple(path[:-1])
    return "", tuple(path[:-1] if len(path) > 1 and _GIVEN.fullmatch(fold(path[-1])) else path)
