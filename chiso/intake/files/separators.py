"""What separates the cells of a text file, decided by the shape of the table that each separator would give."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chiso.core.errors import Refused
from chiso.core.vietnamese import nfc
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
# Digits that a heading may have: a year, a month, and its own number ("1. Minh bạch", "CSTP 2: Chi phí").
_HEADING_DIGITS = re.compile(
    r"\b20[0-4][0-9]\b|\b[0-9]{1,2} ?[.:)–-](?![0-9])|\b(?:tháng|quý|t) ?[0-9]{1,2}(?=\b|/)", re.IGNORECASE
)
# The number of a heading whose row ends behind it: "A", "Văn phòng".
_GROUP = re.compile(r"(?:[A-ZĐ]|[IVX]+)\.?")
# Beside whoever issues a table.
_MOTTO = re.compile(r"cộng hòa xã hội|độc lập\s*[-–]\s*tự do", re.IGNORECASE)
AT_ONCE = 16  # rows of which Excel looks for the last column in use (support.microsoft.com, KB 77295)
SEPARATOR_LINE = re.compile(r'\A"?sep=([;,\t|])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """A separator, the number of cells of a full row, the header's 0-based record number, how many rows of the sample
    from there on have that many cells, how many are split at all, and whether rows lack blank cells at their end."""

    delimiter: str
    width: int
    header: int
    fitting: int
    split: int
    is_trimmed: bool = False


def records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records as Excel splits them; a line break inside quotes stays in its cell, a blank line is []."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def decide(job: Job, sample: str, whole: bool, only: str) -> Dialect:
    """The dialect of a file that begins with `sample`; `only` is the separator that the file itself names.

    Where the sample is not the whole file, its last record may be cut and does not count.
    """
    rows = {d: found for d in only or DELIMITERS if (found := _rows(sample, d, whole))}
    shapes = [shape for d, found in rows.items() if (shape := _shape(found, d))]
    fitting = [shape.width for shape in shapes if shape.fitting >= LEAST_CONSISTENCY * shape.split]
    widest = max(fitting, default=1)  # of commas in texts
    trimmed = [shape for d, found in rows.items() if (shape := _trimmed(found, d))]
    shapes = [shape for shape in trimmed if shape.width >= CLEARLY_WIDER * widest] or shapes
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


def _rows(sample: str, delimiter: str, whole: bool) -> list[list[str]]:
    """The records of a sample; none without the separator."""
    if delimiter not in sample:
        return []
    try:
        rows = list(records(sample, delimiter))
    except csv.Error:
        return []
    return rows if whole or len(rows) == 1 else rows[:-1]


def _shape(rows: list[list[str]], delimiter: str) -> Dialect | None:
    filled = [row for row in rows if _names(row)]
    widths = Counter(len(row) for row in filled if len(row) > 1)
    if not widths:
        return None
    width, _ = max(widths.items(), key=lambda item: (item[1], item[0]))
    header = next((i for i, row in enumerate(rows) if _may_head(row, width)), None)
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
    are_split = [
        _names(row) > 1 and not (len(row) == 2 and _GROUP.fullmatch(row[0].strip())) for row in below
    ]
    split = sum(are_split[: last + 1])  # whoever signs stands below the table
    if fitting < LEAST_CONSISTENCY * split or fitting < LEAST_COVERAGE * len(below):
        return None
    return Dialect(delimiter, width, header, fitting, sum(are_split))


def _trimmed(rows: list[list[str]], delimiter: str) -> Dialect | None:
    """The shape of a table whose rows are as long as what they say."""
    width = max(map(len, rows), default=0)
    header = next((i for i, row in enumerate(rows) if len(row) == width and _may_head(row, width)), None)
    if width < 2 or header is None or not _are_trimmed(rows, header, delimiter):
        return None
    split = sum(len(row) > 1 for row in rows[header:])
    return Dialect(delimiter, width, header, split, split, is_trimmed=True)


def _may_head(row: list[str], width: int) -> bool:
    """Whether a row names most columns of its table. Above a narrow one a motto, or filters ("Lĩnh vực:",
    "Tất cả") have as many texts."""
    said = [nfc(cell) for cell in row if not is_blank(cell)]
    is_enough = len(said) >= max(HEADER_FILLED * width, 1)
    return is_enough and not said[0].endswith(":") and not any(map(_MOTTO.search, said))


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


def _are_trimmed(rows: Sequence[list[str]], header: int, delimiter: str) -> bool:
    """Whether rows below a header lack the blank cells behind their last filled one, which Excel leaves out of sixteen
    rows together and other programs of each row alone, and no separator: they are of several lengths, and sixteen are
    alike, or none ends in a blank cell and some have one before, since a program that writes none leaves them out
    anywhere. A comma too many in a header makes the others shorter, too: there some must be as long, and cells with
    commas quoted."""
    width = len(rows[header])
    below = [len(row) for row in rows[header + 1 :] if len(row) > 1]
    if is_blank(rows[header][-1]) or len({*below}) < 2:
        return False
    if sum(cells >= HALF * width for cells in below) < HALF * len(below):  # the others are headings of groups
        return False
    blocks = (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))
    if all(len({*map(len, block)}) == 1 for block in blocks):
        return True
    if delimiter == "," and not (width in below and any("," in cell for row in rows for cell in row)):
        return False
    has_blanks = any(is_blank(cell) for row in rows[header + 1 :] if len(row) > 1 for cell in row)
    return has_blanks and not any(len(row) > 1 and is_blank(row[-1]) for row in rows)


def _names(row: list[str]) -> int:
    return len([*filter(str.strip, row)])
