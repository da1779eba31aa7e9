"""Cells that hold a day or a month -> dates; None for what is none, "" for what says that there is none."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import partial

from chiso.core import vietnamese as vi
from chiso.core.periods import QUARTER, QUARTERS, month_end
from chiso.core.schedules import days_in
from chiso.intake.datasets import Field

# Days on which something began: of "từ 05/05/2026 đến 07/05/2026" the first.
_BEGUN = {"held_on"}
_SEVERAL = re.compile(
    r"(?:từ )?(?:ngày )?(?P<first>[0-9]{1,2})(?P<month>[/.-][0-9]{1,2})?(?P<year>[/.-]20[0-9]{2})?"
    r" ?(?:-|–|đến|,|và) ?(?:hết )?(?:ngày )?(?P<last>[0-9]{1,2})(?P<its_month>[/.-][0-9]{1,2})"
    r"(?P<its_year>[/.-]20[0-9]{2})",
    re.IGNORECASE,
)
# Days by which something is due: "trước ngày 20/10/2024" is due on that day, as the plans' rule has it.
_DUE = {"due_on", "due_at"}
_BY = re.compile(r"^(?:trước|chậm nhất(?: là)?|đến|trong|hết)\s+(?:hết\s+)?(?=ngày\b|[0-9])", re.IGNORECASE)
# A month, a quarter or half with its year, in a column of days: due on its last day, as the plans' rule has it.
_SPAN = re.compile(
    r"(?:(?:trước|trong|hết|cuối) )?(?:(?:tháng |t\.?)[0-9]{1,2}"
    rf"|(?:quý |q\.?){QUARTER}"
    r"|0?6 tháng (?:đầu|cuối)) ?(?:[/.-] ?|năm )20[0-9]{2}",
    re.IGNORECASE,
)
# What is reported of a quarter, of several months or of a year, known at their end.
_REACHED = re.compile(
    rf"(?:(?:het|cuoi|ca|trong) )?(?:(?:quy|q\.?) ?(?P<quarter>{QUARTER})"
    r"|(?P<months>0?[1-9]|1[0-2]) thang(?: dau| (?P<is_last>cuoi))?|(?=nam))(?: ?nam)?"
    r" ?(?:[/.-] ?)?(?P<year>20[0-9]{2})"
)
_UNTIL = re.compile(r"^(?:tính )?đến (?:hết )?(?:ngày )?", re.IGNORECASE)
# What stands in a column of deadlines where there is none.
_NEVER_DUE = re.compile(
    r"không (?:có |xác định |quy định )?(?:thời )?(?:hạn|hẹn)|không (?:có|xác định|quy định)"
)

# "01-Oct-2024", as spreadsheets set to English print it.
_NAMED = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BY_NAME = re.compile(rf"(?<=[0-9])[ -]({'|'.join(_NAMED)})[a-z]*[ -](?=[0-9])", re.IGNORECASE)
# A year of two digits; a time may stand before its day.
_SHORT = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2})(?![0-9/.-])")
_BARE = re.compile(
    r"(20[0-9]{2})([01][0-9])([0-3][0-9])(?:([0-2][0-9])([0-5][0-9])([0-5][0-9]))?"
)  # 20241031
_DECEMBER = 12
_SPAN_OF_YEARS = 10  # years of one column lie closer together

# "Không quá 15 ngày làm việc kể từ khi nhận đủ hồ sơ", "08 giờ làm việc", "Trong ngày".
_TERM = re.compile(
    r"(?:(?:trong|không quá|tối đa|thời hạn|vòng) )*(?P<number>[0-9]+(?:[.,][0-9]{1,2})?) ?\(?(?P<unit>ngày|giờ)\)?"
    r"(?P<work>,? ?\(?(?:làm việc|lv)\)?)?(?:,? ?\(?(?:kể từ|tính từ|từ) .+)?\.?"
)
_SAME_DAY = re.compile(r"(?:ngay )?(?:trong|trong vòng) (?:1 |01 )?ngày(?: làm việc)?")
_HOURS = 8  # of a working day


def moment(field: Field, different: list[str]) -> Callable[[str], datetime | str | None]:
    """The parser of a field's cells; a deadline also as offices write it."""
    day = partial(_datetime, has_short_years=short_year(different) is not None)
    if field.name in _BEGUN:
        return partial(_begun, day=day)
    if field.name not in _DUE:
        return day
    return partial(_due, day=day, is_day=field.kind == "date")


def short_year(different: Iterable[str]) -> str | None:
    """One of the days with a year of two digits in a column that shows that the day stands first and the year last, as
    it does where its month has a name ("1-Oct-24"); None where it has none, or does not show it."""
    is_named = any(map(_BY_NAME.search, different := [*different]))
    found = {found[0]: found for text in different if (found := _SHORT.search(_numbered(text)))}
    if not found:
        return None
    days, months, years = ({int(one[group]) for one in found.values()} for group in (1, 3, 4))
    is_told = (
        len(years) <= len(days) if is_named else max(days) > 12 >= max(months) and len(years) < len(days)
    )
    return next(iter(found)) if is_told and max(years) - min(years) < _SPAN_OF_YEARS else None


def _numbered(text: str) -> str:
    """A day with the number of its month in place of its English name, and signs between its numbers."""
    text = _BY_NAME.sub(lambda found: f"/{_NAMED.index(found[1].lower()) + 1}/", vi.nfc(text))
    if found := _BARE.fullmatch(text):
        year, month, day, *clock = found.groups()
        return f"{year}-{month}-{day}" + (f" {':'.join(clock)}" if clock[0] else "")
    return text


def _begun(text: str, *, day: Callable[[str], datetime | None]) -> datetime | None:
    if found := day(text):
        return found
    if (days := _SEVERAL.fullmatch(vi.nfc(text))) is None:
        return None
    month, year = days["month"] or days["its_month"], days["year"] or days["its_year"]
    first = vi.parse_date(f"{days['first']}{month}{year}")
    last = vi.parse_date(f"{days['last']}{days['its_month']}{days['its_year']}")
    return first if first and last and first <= last else None


def _due(text: str, *, day: Callable[[str], datetime | None], is_day: bool) -> datetime | str | None:
    line = vi.nfc(text)
    if by := day(_BY.sub("", line)):
        return by
    if _NEVER_DUE.fullmatch(line.lower()):
        return ""
    last = _end_of_span(line) if is_day else None
    return datetime.combine(last, time()) if last else None


def _end_of_span(line: str) -> date | None:
    """The last day of a month, a quarter or half with its year."""
    if not _SPAN.fullmatch(line):
        return None
    last = next(iter(days_in(line, int(line[-4:]), bare=False)), None)
    return last.due if last else None


def _datetime(text: str, *, has_short_years: bool = False) -> datetime | None:
    if found := vi.parse_date(text) or vi.parse_serial(text):
        return found
    text = _numbered(text)
    return vi.parse_date(_SHORT.sub(r"\1\2\3\g<2>20\4", text, count=1) if has_short_years else text)


def term(text: str) -> float | None:
    """How many days a procedure may take, of a cell that says it in words; hours are parts of a working day. None where
    it says something else: "24 giờ" are three of these, or one of the calendar."""
    line = vi.nfc(text).lower()
    if _SAME_DAY.fullmatch(line):
        return 1
    if not (found := _TERM.fullmatch(line)):
        return None
    number = float(found["number"].replace(",", "."))
    if found["unit"] == "ngày":
        return number
    return number / _HOURS if found["work"] or number <= _HOURS else None


def month(text: str) -> date | None:
    """The first day of the month that a cell names."""
    if (first := vi.parse_month(text)) is None and (day := vi.parse_serial(text)):
        first = day.date().replace(day=1)
    return first


def date_or_month(text: str) -> date | None:
    """The day, or the last one of the month, of the quarter or other months, of the year that a cell names."""
    text = _UNTIL.sub("", vi.nfc(text))
    if day := _datetime(text):
        return day.date()
    if first := month(text):
        return month_end(first)
    return _reached(text) or _end_of_span(text)


def year_ended(text: str) -> int | None:
    """The year with whose end the quarter, the months or the year end that a cell names ("Quý IV/2025", "Năm 2025"); of
    a month or a day none."""
    last = _reached(_UNTIL.sub("", vi.nfc(text)))
    return last.year if last and last.month == _DECEMBER else None


def _reached(text: str) -> date | None:
    """The last day of a quarter, of the first or the last months of a year, of a year."""
    if not (found := _REACHED.fullmatch(vi.fold(text))):
        return None
    first = found["months"] if not found["is_last"] else None
    last = 3 * QUARTERS[found["quarter"]] if found["quarter"] else int(first or _DECEMBER)
    return month_end(date(int(found["year"]), last, 1))
