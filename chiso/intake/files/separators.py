"""What separates the cells of a text file, decided by the shape of the table that each separator would give."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from chiso.core.errors import Refused
from chiso.intake.files.sheets import Job, is_blank

DELIMITERS = {";": "dấu chấm phẩy", ",": "dấu phẩy", "\t": "dấu tab", "|": "dấu gạch đứng"}
# A table: most rows that are split at all have the same width, and a good part of those below the title is split.
LEAST_CONSISTENCY = 0.8
LEAST_COVERAGE = 0.3
# A header names at least so many of its columns.
HEADER_FILLED = 0.6
# A separator that gives so many times the columns of another one is meant; less is a doubt.
CLEARLY_WIDER = 2
# A separator that fits less than half as many rows is no rival.
HALF = 0.5
# Excel's own limit is 32,767 characters; csv's default of 131,072 would raise without saying what to do.
LONGEST_CELL = 1 << 20
# A comma that is neither a number's nor, with a blank behind it, a sentence's.
_SEPARATING_COMMA = re.compile(r"(?<!\d),(?! )|,(?![\d ])")
# Digits that a heading may have: a year, and its own number ("1. Minh bạch", "CSTP 2: Chi phí").
_HEADING_DIGITS = re.compile(r"\b20[0-4][0-9]\b|\b[0-9]{1,2} ?[.:)–-](?![0-9])")
SEPARATOR_LINE = re.compile(r'\A"?sep=([;,\t|])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """A separator, the number of cells of a full row, the header's 0-based record number, and how many rows of the
    sample have that many cells."""

    delimiter: str
    width: int
    header: int
    fitting: int


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records as Excel splits them; a line break inside quotes stays in its cell, a blank line is []."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def decide(job: Job, sample: str, whole: bool, only: str) -> Dialect:
    """The dialect of a file that begins with `sample`; `only` is the separator that the file itself names.

    Where the sample is not the whole file, its last record may be cut and does not count.
    """
    shapes = [shape for d in only or DELIMITERS if (shape := _shape(sample, d, whole))]
    if not shapes:
        raise Refused(
            "not_a_table",
            f"{job.subject} không phải là bảng: không có dấu phân cách nào (chấm phẩy, phẩy, tab) chia các dòng "
            "thành cùng một số ô. Hãy kết xuất lại dạng .xlsx, hoặc mở bằng Excel, kiểm tra các cột rồi lưu thành "
            ".xlsx.",
        )
    best, *others = sorted(shapes, key=lambda shape: shape.fitting * shape.width, reverse=True)
    for other in others:
        if other.header > best.header and other.fitting < best.fitting:
            continue  # it takes a row of data for the header: the commas are those of numbers
        if other.delimiter == "," and not _SEPARATING_COMMA.search(sample):
            continue
        if other.fitting >= HALF * best.fitting and best.width < CLEARLY_WIDER * other.width:
            raise Refused(
                "not_a_table",
                f"{job.subject} chia ô bằng {DELIMITERS[best.delimiter]} hay {DELIMITERS[other.delimiter]} đều thành "
                "bảng, không thể tự quyết định. Hãy mở tệp bằng Excel, kiểm tra các cột rồi lưu thành .xlsx.",
            )
    return best


def _shape(sample: str, delimiter: str, whole: bool) -> Dialect | None:
    if delimiter not in sample:
        return None
    try:
        rows = list(records(sample, delimiter))
    except csv.Error:
        return None
    if not whole and len(rows) > 1:
        rows.pop()
    filled = [row for row in rows if _names(row)]
    widths = Counter(len(row) for row in filled if len(row) > 1)
    if not widths:
        return None
    width, _ = max(widths.items(), key=lambda item: (item[1], item[0]))
    header = next((i for i, row in enumerate(rows) if _names(row) >= HEADER_FILLED * width), None)
    if header is None:
        return None
    named = _named(rows[max(header - 1, 0) : header + 1], width)
    below = [row for row in rows[header:] if _names(row)]
    # Rows wider than the header: only where they end in a separator too many, notes beside a few of them aside.
    beside = sum(any(not is_blank(cell) for cell in row[named:width]) for row in below)
    if named < width and len(below) > 1 and _has_level(below[0], below[1]):
        named = width
    elif named < width and beside > (1 - LEAST_CONSISTENCY) * len(below):
        return None
    width = max(named, width)
    fits = [_fits(row, named, width) for row in below]
    fitting, last = sum(fits), max((number for number, does in enumerate(fits) if does), default=0)
    split = sum(_names(row) > 1 for row in below[: last + 1])  # whoever signs stands below the table
    if fitting < LEAST_CONSISTENCY * split or fitting < LEAST_COVERAGE * len(below):
        return None
    return Dialect(delimiter, width, header, fitting)


def _named(levels: list[list[str]], width: int) -> int:
    """How many columns a header has: to the last that it names, or the level above it does ("Ghi chú", once for both
    levels)."""
    *above, header = levels
    above = [row for row in above if len(row) == len(header) == width and _names(row) > 1]
    return max(
        number + 1 for row in (*above, header) for number, cell in enumerate(row) if not is_blank(cell)
    )


def _fits(row: list[str], named: int, width: int) -> bool:
    """Whether a row has the header's cells; blank ones more or less behind the last named column do not matter."""
    return len(row) == width or (len(row) >= named and all(is_blank(cell) for cell in row[named:]))


def _has_level(header: list[str], below: list[str]) -> bool:
    """Whether the row below a header is its second level: words, numbered or not, or years, also wherever the header
    is blank, as where one heading stands above its last columns."""
    is_filled = all(not is_blank(other) for cell, other in zip(header, below, strict=False) if is_blank(cell))
    has_words = not any(letter.isdigit() for cell in below for letter in _HEADING_DIGITS.sub("", cell))
    return len(below) == len(header) and is_filled and has_words


def _names(row: list[str]) -> int:
    return len([*filter(str.strip, row)])
