"""The days that a text names, however offices write them: "15/6/2024", "ngày 15 tháng 6 năm 2024", "quý II", "ngày 25
hằng tháng" (pure). Texts are folded; `year` counts where none is printed."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from chiso.core.periods import QUARTER, QUARTERS, month_end, months_earlier

# Reporting periods of CCHC reports: quarter I, half a year, quarter III, year (documents 2 and 3).
_PERIOD_ENDS = (3, 6, 9, 12)
_QUARTER = rf"{QUARTER}\b"
_OF_YEAR = r"(?:\s*(?:/|,?\s*nam)\s*(?P<year>20\d{2}))?"
# "3, 6, 9 và 12", "6, tháng 12"; a number before another word is no month ("tháng 6, 02 lần").
_MONTHS = (
    r"(?P<months>\d{1,2}(?!\d)(?:\s*(?:,|\bva\b)\s*(?:thang\s+)?\d{1,2}(?!\d)"
    r"(?=\s*(?:[,;.)]|$|va\b|/\s*20|nam\b|hang\b))){0,11})"
)

ISO = re.compile(r"\b(20\d{2})-(\d{2})-(\d{2})(?:[ t]00:00:00)?\b")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/])")
# "01/3 - 31/3/2024", "15-20/10": work goes on until the second.
_FROM_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}(?:/\d{1,2}(?:/20\d{2})?)?\s*-\s*(?=\d{1,2}/\d{1,2}(?:/20\d{2})?(?![\d/]))"
)
_LONG_DATE = re.compile(
    r"(?:^|(?<=\bngay )|(?<=\btruoc )|(?<=\bden )|(?<=\bva ))(?P<day>\d{1,2})\s+(?:cua\s+)?(?:cac\s+)?thang\s+"
    rf"{_MONTHS}(?!\s*(?:/\s*)?(?:lan|ngay|tuan)\b){_OF_YEAR}"
)
# What stands between a month and its day: "(chậm nhất là trước ngày 20)"
_BY = r"[\s,:(–-]*(?:(?:cham\s+nhat(?:\s+la)?|truoc|vao|den)\s+){0,2}ngay\s+"
# "Tháng 12/2024 (trước ngày 20)"
_DAY_BEHIND = re.compile(
    rf"\bthang\s+{_MONTHS}{_OF_YEAR}{_BY}"
    r"(?P<day>\d{1,2})(?![\d/.-]|\s+(?:cua\s+)?(?:(?:hang|moi|cac)\s+)?thang)"
)
# The day of a document that is cited by its number or kind ("Quyết định số 40/QĐ-STP ngày …", "NQ 47/NQ-HĐND ngày …",
# "Công văn của Sở ngày …"), and the first day of a span ("từ ngày …").
_CITED = re.compile(
    r"(?:\S*\d\S*/\S*[a-z]\S*\s+ngay|\btu(?:\s+ngay)?"
    r"|\btheo\s+(?:cac\s+)?(?:ke hoach|chuong trinh|huong dan)\b[^;,.]*\bngay"
    r"|\b(?:quyet dinh|qd|nghi quyet|nq|nghi dinh|nd|thong tu|cong van|cv|chi thi|thong bao|to trinh|luat)\b"
    r"(?:(?!\btruoc\b|\bcham nhat\b|\bden\b|\btrong\b)[^;,.])*\bngay)\s*$"
)
_NEAR = 300  # letters before a day in which what cites it begins

_LATER = r"(?:tiep|sau|ke\s+tiep)"
_MONTHLY_DAY = re.compile(
    r"ngay\s+(?P<day>\d{1,2})\s+(?:cua\s+)?(?:(?:hang|moi|tung)\s+thang|thang\s+cuoi"
    r"|(?P<quarterly>(?:thang\s+thu\s+(?:ba|0?3)\s+(?:cua\s+)?)?(?:hang|moi|tung)\s+quy)\b"
    rf"|(?P<next>thang\s+{_LATER})|(?P<quarter>thang\s+dau\s+(?:cua\s+)?quy\s+{_LATER}))"
    rf"|(?:hang|moi|tung)\s+thang\b{_BY}"
    r"(?P<after>\d{1,2})(?![\d/.-]|\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?thang)"
)
_LISTED = r"(?=\s*(?:$|[,;.)(]|va\b))"
_EACH_MONTH = re.compile(
    r"\b(?:hang|moi|tung)\s+thang\b|\b\d{1,2}\s+lan\s*/\s*thang\b|(?<!\d )\bthang\s*(?:/\s*lan|,\s*quy)\b"
    rf"|\b(?:theo|dinh\s+ky)\s+thang\b{_LISTED}"
)
_EACH_QUARTER = re.compile(
    r"\b(?:hang|moi|tung)\s+quy\b(?!\s+(?:dinh|trinh|che|hoach|mo|uoc|pham))|\b\d{1,2}\s+lan\s*/\s*quy\b"
    r"|\bquy\s*(?:/|(?:0?1|mot)\b)\s*lan\b|(?<!noi )\bquy\s*(?:,|va\b)\s*(?:0?[69]\s+thang|nam)\b"
    rf"|\b(?:theo|dinh\s+ky)\s+quy\b{_LISTED}"
)
# "03 tháng/lần", "3 tháng một lần"
_MONTHS_A_TIME = re.compile(r"\b(\d{1,2})\s+thang\s*(?:/|(?:0?1|mot)\b)\s*lan\b")
_TIMES_A_YEAR = re.compile(r"\b(\d{1,2})\s+lan\s*/\s*nam\b|\bnam\s+(\d{1,2})\s+lan\b")
_OF_THE_YEAR = r"\s*(?:,|va\b)\s*(?:(?:hang|ca|mot|01|tong\s+ket|bao\s+cao)\s+)?nam\b"
_NINE_MONTHS = re.compile(rf"\b0?6\s+thang\s*,\s*0?9\s+thang{_OF_THE_YEAR}")
_EACH_HALF = re.compile(rf"\bdinh\s+ky\s+0?6\s+thang\b|\b0?6\s+thang{_OF_THE_YEAR}")
_PERIOD_END = re.compile(
    r"cuoi\s+ky\s+bao\s+cao|thang\s+cuoi\s+(?:cua\s+)?(?:(?:hang|moi|tung)\s+)?(?:quy|ky)|cuoi\s+quy"
)
_AT_THE_END = re.compile(r"\bcuoi\s+(?:moi\s+|hang\s+)?(?:thang|quy)\b")

_MONTH = re.compile(rf"\bthang\s+{_MONTHS}(?!\s*(?:/\s*)?lan\b){_OF_YEAR}")
_NUMBERED_MONTH = re.compile(r"(?<![\d/.-])(?<!\bso )(0?[1-9]|1[0-2])\s*[/-]\s*(20\d{2})(?![\d/.-])")
_QUARTERS = re.compile(
    rf"\bquy\s+(?P<quarters>{_QUARTER}(?:\s*(?:,|\bva\b)\s*(?:quy\s+)?{_QUARTER})*)(?:\s*(?:/|nam)\s*(?P<year>20\d{{2}}))?"
)
# "Từ tháng 3 đến tháng 6/2024", "Quý I-III": work goes on until the second.
_FROM_MONTH = re.compile(
    r"\b(?:tu\s+)?thang\s+\d{1,2}(?:\s*/\s*20\d{2})?\s*(?:den|-)\s*(?:het\s+)?(?:thang\s+)?"
    r"(?=\d{1,2}(?!\d)(?!\s*(?:lan|ngay)\b))"
)
_FROM_QUARTER = re.compile(
    rf"\b(?:tu\s+)?quy\s+{_QUARTER}(?:\s*/\s*20\d{{2}})?\s*(?:den|-)\s*(?:het\s+)?(?:quy\s+)?(?={_QUARTER})"
)
_BEFORE, _BESIDE = re.compile(r"\btruoc\s+$"), 10  # letters before a span in which it stands
_FIRST_HALF = re.compile(r"\b0?6\s+thang\s+dau\s+nam(?:\s+(20\d{2}))?")
_SECOND_HALF = re.compile(r"\b0?6\s+thang\s+cuoi\s+nam(?:\s+(20\d{2}))?")
_YEAR = re.compile(
    r"\b(?:trong|cuoi|het|ca)\s+nam(?:\s+(20\d{2}))?\b|\b0?1\s+lan\s*/\s*nam\b|\bnam\s*/\s*lan\b"
    r"|^(?:(?:trong|den|het)\s+)*(?:nam\s+)?(20\d{2})(?:\s+va\s+(?:cac|nhung)\s+nam\s+(?:sau|tiep\s+theo))?$"
    r"|\b(?:hang|moi)\s+nam\b"
)


def repeats_on_a_day(folded: str) -> bool:
    """Whether a text repeats on a day of the month, or at the end of a month or quarter."""
    return bool(_MONTHLY_DAY.search(folded) or _AT_THE_END.search(folded))


def repeated(folded: str, year: int) -> Iterator[date]:
    """The days of what repeats within the year: on a day of each month or period's last month, else on the last day."""
    days = [*_MONTHLY_DAY.finditer(folded)]
    ends = [day.start() for day in days[1:]]
    parts = [folded[start:end] for start, end in zip([0, *ends], [*ends, len(folded)], strict=True)]
    for place, part in enumerate(parts):  # each with the words before the next
        day = days[place] if days else None
        on = int(day["day"] or day["after"]) if day else 31
        for month in _months(part, day):
            last = month_end(date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1))
            yield last.replace(day=min(on, last.day)) if on else last


def _months(part: str, day: re.Match[str] | None) -> tuple[int, ...]:
    """Of the year, and after it: of "ngày 05 của tháng tiếp theo" the month after each, of the quarter its first."""
    if day and day["quarterly"]:
        return _PERIOD_ENDS
    if day and (day["next"] or day["quarter"]):
        return tuple(range(2, 14)) if day["next"] else (4, 7, 10, 13)
    if _PERIOD_END.search(part) and (day or _EACH_QUARTER.search(part)):
        return _PERIOD_ENDS
    if day or _EACH_MONTH.search(part):
        return tuple(range(1, 13))
    if _EACH_QUARTER.search(part):
        return _PERIOD_ENDS
    if _MONTH.search(part) or _QUARTERS.search(part):  # "02 lần/năm (tháng 6 và tháng 11)"
        return ()
    return (6, 9, 12) if _NINE_MONTHS.search(part) else tuple(_every(_months_between(part)))


def _every(step: int) -> range:
    """The last months of the year's parts of `step` months, none where the year has no whole number of them."""
    return range(step, 13, step) if step and 12 % step == 0 else range(0)


def _months_between(part: str) -> int:
    """How many months lie between two of what a text repeats; 0 where it says nothing of it."""
    if found := _MONTHS_A_TIME.search(part):
        return int(found[1])
    if found := _TIMES_A_YEAR.search(part):
        times = int(found[1] or found[2])
        return 12 // times if times > 1 and 12 % times == 0 else 0
    return 6 if _EACH_HALF.search(part) else 0


def printed(folded: str, year: int) -> Iterator[date]:
    """The dates of a text: "15/6", "15/6/2024", "ngày 15 tháng 6", "ngày 14 các tháng 3, 6, 9, 12"; no cited ones."""
    folded = _FROM_DAY.sub("", ISO.sub(r"\3/\2/\1", folded))  # of a date cell
    for match in _DATE.finditer(folded):
        if match[4] is None and match[2] != "/":
            continue  # "3-4" and "7.8" are no dates
        of_year = year if match[4] is None else int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        if not _is_cited(folded, match.start()):
            with suppress(ValueError):  # "60/85" and the like
                yield date(of_year, int(match[3]), int(match[1]))
    for match in (*_LONG_DATE.finditer(folded), *_DAY_BEHIND.finditer(folded)):
        if not _is_cited(folded, match.start()):
            for month in re.findall(r"\d+", match["months"]):
                with suppress(ValueError):
                    yield date(int(match["year"] or year), int(month), int(match["day"]))


def _is_cited(folded: str, place: int) -> bool:
    return bool(_CITED.search(folded[max(0, place - _NEAR) : place]))


def spans(folded: str, year: int) -> Iterator[date]:
    """The last days of the halves, quarters and months that a text names; what is cited of a day names none."""
    rest = _LONG_DATE.sub(" ", folded)
    for pattern, month in ((_FIRST_HALF, 6), (_SECOND_HALF, 12)):
        for match in pattern.finditer(rest):
            yield month_end(date(int(match[1] or year), month, 1))
        rest = pattern.sub(" ", rest)
    rest = _FROM_QUARTER.sub("quy ", rest)
    for match in _QUARTERS.finditer(rest):
        quarters = [3 * QUARTERS[quarter] for quarter in re.findall(_QUARTER, match["quarters"])]
        yield from _ends(rest, match, int(match["year"] or year), quarters, 3)
    rest = _FROM_MONTH.sub("thang ", _QUARTERS.sub(" ", rest))
    for match in _MONTH.finditer(rest):
        months = [month for month in map(int, re.findall(r"\d+", match["months"])) if 1 <= month <= 12]
        yield from _ends(rest, match, int(match["year"] or year), months, 1)
    rest = _MONTH.sub(" ", rest)
    for match in _NUMBERED_MONTH.finditer(rest):
        yield from _ends(rest, match, int(match[2]), [int(match[1])], 1)


def _ends(text: str, match: re.Match[str], year: int, months: list[int], length: int) -> Iterator[date]:
    """The last days of spans of `length` months that end with these; "trước quý IV" is over before it begins."""
    for place, month in enumerate(months):
        last = date(year, month, 1)
        is_before = not place and _BEFORE.search(text, max(match.start() - _BESIDE, 0), match.start())
        yield month_end(months_earlier(last, length) if is_before else last)


def years(folded: str, year: int) -> Iterator[date]:
    """The ends of the years that a text names where it names no quarter and no month."""
    rest = _SECOND_HALF.sub(" ", _FIRST_HALF.sub(" ", folded))
    is_of_months = any(part.search(rest) for part in (_QUARTERS, _MONTH, _NUMBERED_MONTH))
    for match in () if is_of_months else _YEAR.finditer(rest):
        yield date(int(match[1] or match[2] or year), 12, 31)
