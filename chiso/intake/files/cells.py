"""How values of a workbook are written as text: moments, numbers, flags, blanks; the same by every reader."""

import re
from datetime import date, datetime, time, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from chiso.intake.files.sheets import without_blanks

ISO_MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z?$"
# "2024-05-06 08:30:00" to "2024-05-06T08:30:00.000000000Z"
MOMENT_SHORTEST, MOMENT_LONGEST = 19, 30
SERIALS_BEGIN = 1900
# A double holds 15 decimal digits exactly.
EXACT_DIGITS = 15
DURATION = re.compile(r"P(?:\d+D)?T(\d+)H(\d+)M(\d+)")


def plain_moment(text: str) -> str:
    """`2024-05-06T00:00:00` -> `2024-05-06`; `1899-12-31 08:30:00` -> `08:30:00`; fractions of a second are rounded."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    if moment.microsecond >= 500_000:
        moment += timedelta(seconds=1)
    moment = moment.replace(microsecond=0)
    if moment.year < SERIALS_BEGIN:  # a time of day without a date
        return moment.time().isoformat()
    return moment.isoformat(sep=" ").removesuffix(" 00:00:00")


def plain_duration(text: str) -> str | None:
    """`PT08H30M00S` -> `08:30:00`, as .ods writes a time of day."""
    found = DURATION.search(text)
    return ":".join(part.zfill(2) for part in found.groups()) if found else None


def shown(value: object) -> str:
    """A Python value as text in the spelling that fastexcel uses."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**EXACT_DIGITS else repr(value)
    if isinstance(value, datetime):
        return plain_moment(value.isoformat(sep=" "))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def tidy(column: pa.Array) -> pa.Array:
    """Blank cells become null, moments become `YYYY-MM-DD[ HH:MM:SS]`."""
    column = without_blanks(column.cast(pa.string()))
    # Lengths first: an expression on every cell would cost a fifth of the whole reading.
    length = pc.binary_length(column)
    likely = pc.and_(pc.greater_equal(length, MOMENT_SHORTEST), pc.less_equal(length, MOMENT_LONGEST))
    if not pc.any(likely).as_py():
        return column
    likely = pc.fill_null(likely, False)
    moments = pc.match_substring_regex(pc.filter(column, likely), ISO_MOMENT)
    if not pc.any(moments).as_py():
        return column
    moments = pc.replace_with_mask(likely, likely, moments)
    values = pc.filter(column, moments).dictionary_encode()
    plain = pa.array([plain_moment(text) for text in values.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(column, moments, pc.take(plain, values.indices))
