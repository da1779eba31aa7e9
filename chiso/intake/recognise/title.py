"""What stands above a table: its date or period, its filters, its year (pure).

A date counts only where words say that it is the data's: "Từ ngày … đến ngày …", "Tính đến ngày …", "Kỳ báo cáo: Tháng
2 năm 2024". The day of signing ("Khánh Hòa, ngày …") or of exporting ("Ngày xuất: …") never does, nor do the names of
the sheet or the file.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chiso.core.periods import QUARTER, QUARTERS, month_end
from chiso.core.vietnamese import fold, nfc, parse_date
from chiso.intake.datasets import WORDINGS

DAY = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2}(?![0-9]))"
    r"|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}(?:[t ]00:00(?::00)?)?|[0-9]{1,2} thang [0-9]{1,2} nam [0-9]{4})"
)
# The first day of two has the month and the year of the second one where it has none of its own.
_DAY_OR_SHORT = rf"(?:{DAY}|[0-9]{{1,2}}(?:(?:/| thang )[0-9]{{1,2}})?)"
CLOCK = r"(?:(?:luc )?[0-9]{1,2}(?:[:h]| gio ?)(?:[0-9]{2})?(?: phut)?(?::[0-9]{2})?,? ?)?"
_OF = r"(?:het )?(?:(?:ngay|thoi diem) ?)?:? ?"

_RANGE = re.compile(
    rf"(?:tu|trong ky tu|giai doan)\s*:?\s*(?:ngay)?\s*:?\s*{CLOCK}({_DAY_OR_SHORT})[\s,;:]*"
    rf"(?:[-~]?\s*(?:cho |tinh )?(?:den|toi)|[-~→])\s*:?\s*(?:het )?(?:ngay)?\s*:?\s*{CLOCK}({DAY})"
)
_BARE_RANGE = re.compile(
    rf"^\(?\s*(?:ky bao cao\s*:?\s*|thoi gian\s*:?\s*|ky\s*:\s*)?({DAY})\s*(?:[-~→]|den)\s*({DAY})\s*\)?$"
)
_TO = re.compile(
    rf"(?:(?:tinh|cap nhat|so lieu|du lieu|luy ke|thong ke|chot|bao cao|lay)(?: [a-z]+){{0,3}} (?:den|toi)|\bden)"
    rf"\s*:?\s*"
    rf"{_OF}{CLOCK}{_OF}({DAY})"
)
_AT = re.compile(
    rf"(?:(?:so|du) lieu(?: duoc)?(?: cap nhat)?(?: vao)?(?: luc)?(?: ngay)?|tai ngay|tai thoi diem|"
    rf"thoi (?:diem|gian) (?:bao cao|chot|lay|tong hop|thong ke)(?: so lieu| du lieu)?|"
    rf"ngay (?:chot|lay|so lieu|du lieu)(?: so lieu| du lieu)?)\s*:?\s*{CLOCK}(?:ngay )?({DAY})"
    r"(?!\s*(?:[-~→]|den|toi)\s*[0-9])"
)
# When a list was brought up to date: as of when it is where nothing else says it.
_UPDATED = re.compile(
    rf"^\W*(?:(?:ngay|thoi diem|thoi gian) )?cap nhat(?: lan cuoi| vao| luc| ngay)*\s*:?\s*{CLOCK}(?:ngay )?({DAY})"
)
_MONTHS = re.compile(
    r"tu thang ([0-9]{1,2})(?:[/ -]| nam )?([0-9]{4})? (?:den|-) (?:het )?thang ([0-9]{1,2})"
    r"(?:\s*[/-]\s*| nam )([0-9]{4})"
)
_TO_MONTH = re.compile(
    r"(?:tinh|so lieu|luy ke|cap nhat)(?: [a-z]+){0,2} den (?:het )?thang ([0-9]{1,2})(?:\s*[/-]\s*| nam )([0-9]{4})"
)
_MONTH = re.compile(r"\bthang ([0-9]{1,2})(?:\s*[/-]\s*| nam )([0-9]{4})")
_QUARTER = re.compile(rf"\bquy ({QUARTER})(?:\s*[/-]\s*| nam )([0-9]{{4}})")
_PART = re.compile(r"\b(0?[2-9]|1[0-2]|sau|chin) thang (?:(dau|cuoi) )?(?:nam )?([0-9]{4})")
_WHOLE = re.compile(r"(?:ky bao cao|ky)\s*:\s*(?:ca )?nam ([0-9]{4})")
_IN_WORDS = {"sau": 6, "chin": 9}

# Lines whose dates are about a paper or a print-out, never about the data.
PAPER = re.compile(
    r"ngay (?:xuat|in|tao|ky|ban hanh|lap)\b|thoi (?:gian|diem) (?:xuat|in|tao)|nguoi (?:xuat|in|lap)|kem theo|"
    r"ban hanh|can cu|quyet dinh so|cong van so|thong tu|nghi dinh|[a-z], ngay [0-9…. ]+ ?thang"
)
_DOCUMENT = re.compile(r"kem theo|ban hanh|can cu|quyet dinh|cong van|thong tu|nghi dinh|ke hoach so")
ATTACHED = re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo", re.IGNORECASE)
_YEAR = re.compile(r"\bnam (20[0-9]{2}|19[89][0-9])\b")
# No part of a day, no number of a document ("Quyết định số 2023/QĐ-UBND").
_LOOSE_YEAR = re.compile(r"(?<![0-9])(?<![0-9][/.-])(20[0-4][0-9])(?![0-9]|[/.-][0-9]|/[a-z])")

_UNIT_FILTERS = frozenset(map(fold, WORDINGS["filters"]["unit"]))
_SOURCE_FILTERS = frozenset(map(fold, WORDINGS["filters"]["source"]))
_AGENCY = re.compile(r"(?:sở|ban quản lý (?:khu kinh tế|kkt)) [\w\s,&-]+", re.IGNORECASE)
_ALL = re.compile(
    r"^[-\s(]*(?:tat ca|toan bo|tat ca cac .*|chon .*|khong chon|toan tinh|toan so|toan co quan|all)[-\s)]*$"
)


@dataclass(frozen=True, kw_only=True)
class Title:
    """What the lines above a table say (`title`). `period` is the printed from–to, `as_of` "Tính đến ngày …" or the
    period's end, `unit_filter` the printed filter by unit ("" = none)."""

    title: tuple[str, ...] = ()
    as_of: date | None = None
    period: tuple[date, date] | None = None
    unit_filter: str = ""
    source_filter: str = ""
    agency_text: str = ""
    year: int | None = None


def read_title(rows: Iterable[Sequence[str | None]], has_own_date: bool = True) -> Title:
    """Reads the rows above a header (tidy cells). `has_own_date`: records have dates, so a named month or quarter of
    the title is the data's period; otherwise only words like "tính đến" say a date."""
    filled = [[text for text in row if text] for row in rows]
    cells = [text for row in filled for text in row]
    own = [fold(ATTACHED.split(text)[0].strip()) for text in cells]
    years = [_YEAR.search(line) for line in own if not PAPER.search(line)]
    lines = _ranges_joined([fold(" ".join(row)) for row in filled if row])
    said = [dates_of(line) for line in lines]
    period = next((period for period, _ in said if period), None)
    if period is None and has_own_date:
        period = _named_period(lines)
    as_of = next((day for _, day in said if day), period[1] if period else None)
    if as_of is None and has_own_date:
        as_of = next((_day(found[1]) for line in lines if (found := _UPDATED.search(line))), None)
    unit, sources, agency = _filters(filled)
    return Title(
        title=tuple(cells),
        as_of=as_of,
        period=period,
        unit_filter=unit,
        source_filter=sources,
        agency_text=agency,
        year=next((int(found[1]) for found in years if found), None),
    )


_FIRST_HALF = re.compile(rf"\(?tu (?:ngay)?\s*:?\s*{CLOCK}{DAY}[,;]?")
_SECOND_HALF = re.compile(r"(?:den|toi)\b")


def _ranges_joined(lines: Sequence[str]) -> list[str]:
    # "Từ ngày: …" with "Đến ngày: …" below it, as filters of a report are printed.
    out: list[str] = []
    for line in lines:
        if out and _SECOND_HALF.match(line) and _FIRST_HALF.fullmatch(out[-1]):
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def dates_of(line: str) -> tuple[tuple[date, date] | None, date | None]:
    if found := _RANGE.search(line) or _BARE_RANGE.search(line):
        last = _day(found[2])
        first = _day(found[1]) or (last and _day(_completed(found[1], last)))
        if first and last and first <= last:
            beside = _TO.search(line.replace(found[0], " "))
            return (first, last), _day(beside[1]) if beside else None
    if found := _MONTHS.search(line):
        start = _month(found[1], found[2] or found[4])
        end = _month(found[3], found[4])
        if start and end and start[0] <= end[1]:
            return (start[0], end[1]), None
    if PAPER.search(line) and not re.search(r"tinh den|so lieu", line):
        return None, None
    if found := _TO.search(line) or _AT.search(line):
        return None, _day(found[1])
    if found := _TO_MONTH.search(line):
        month = _month(found[1], found[2])
        return None, month[1] if month else None
    return None, None


def _named_period(lines: Sequence[str]) -> tuple[date, date] | None:
    """A month, quarter, half year that the title names; a whole year only behind "Kỳ báo cáo:"."""
    for line in sorted(lines, key=lambda text: "ky bao cao" not in text):
        if PAPER.search(line) or _TO_MONTH.search(line):
            continue
        if found := _PART.search(line):
            months = _IN_WORDS.get(found[1]) or int(found[1])
            start = 13 - months if found[2] == "cuoi" else 1
            return _months(int(found[3]), start, start + months - 1)
        if found := _QUARTER.search(line):
            quarter = QUARTERS[found[1]]
            return _months(int(found[2]), 3 * quarter - 2, 3 * quarter)
        if (found := _MONTH.search(line)) and not re.search(r"ngay [0-9….]* ?thang", line):
            return _month(found[1], found[2])
        if found := _WHOLE.search(line):
            return _months(int(found[1]), 1, 12)
    return None


def part_of_year(year: int, lines: Iterable[str]) -> tuple[date, date] | None:
    """The month, quarter or months that the lines above a table are of ("QUÝ III NĂM 2026"); None where they name the
    year beside it ("NĂM 2025, công bố tháng 4 năm 2026")."""
    told = " ".join(line for line in map(fold, lines) if not PAPER.search(line))
    found = next((found for part in (_PART, _QUARTER, _MONTH) if (found := part.search(told))), None)
    is_beside = found and str(year) in _LOOSE_YEAR.findall(told.replace(found[0], " "))
    return _named_period([told]) if found and not is_beside else None


def _month(month: str, year: str) -> tuple[date, date] | None:
    return _months(int(year), int(month), int(month))


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not (1 <= first <= last <= 12 and 1990 <= year <= 2100):
        return None
    return date(year, first, 1), month_end(date(year, last, 1))


def _completed(text: str, last: date) -> str:
    """A day that has no year, or no month either, with those of another."""
    day, *month = re.split(r"/| thang ", text)
    return "/".join((day, *(month or [str(last.month)]), str(last.year)))


def _day(text: str) -> date | None:
    text = re.sub(r"([0-9]) thang ([0-9]{1,2}) nam ([0-9])", r"\1/\2/\3", text).replace("t00", " 00")
    found = parse_date(re.sub(r"^([0-9]{1,2}([/.-])[0-9]{1,2}\2)([0-9]{2})$", r"\g<1>20\3", text))
    return found.date() if found else None


def days_named(lines: Iterable[str]) -> list[date]:
    """The days that stand above a table, whatever they are of, but those of documents: one may be its data's."""
    told = [fold(line) for line in lines]
    found = (_day(day) for line in told if not _DOCUMENT.search(line) for day in re.findall(DAY, line))
    return sorted({day for day in found if day})


def _filters(rows: Sequence[Sequence[str]]) -> tuple[str, str, str]:
    """(unit, other filters, agency) as printed: "Phòng: HCTP". "Tất cả" filters nothing; the agency is no unit."""
    unit = agency = ""
    sources: list[str] = []
    for row in rows:
        for label, value in _pairs(row):
            if not fold(value) or _ALL.match(fold(value)):
                continue
            if fold(label) in _SOURCE_FILTERS:
                sources.append(f"{label}: {value}")
            elif fold(label) in _UNIT_FILTERS and is_agency_name(value):
                agency = agency or value
            elif fold(label) in _UNIT_FILTERS:
                unit = unit or value
        names = (text for text in row if len(text) < 60 and re.match(r"^so [a-z]+ [a-z ]+$", fold(text)))
        agency = agency or next((text for text in names if ":" not in text), "")
    return unit, "; ".join(sources), agency


def is_agency_name(text: str) -> bool:
    """Whether a text is the name of an agency as printed above a table ("SỞ TƯ PHÁP"); Sở is not Số."""
    return len(text) < 70 and bool(_AGENCY.fullmatch(nfc(text)))


def _pairs(row: Sequence[str]) -> list[tuple[str, str]]:
    """(label, value) of "Phòng: HCTP" in one cell, or of a label cell that ends with a colon and the cell after it."""
    found: list[tuple[str, str]] = []
    for index, text in enumerate(row):
        bare = nfc(text).strip("() ")
        label, colon, value = bare.partition(":")
        if colon and value.strip():
            pairs = (part.partition(":") for part in re.split(r"\s*[;|]\s*", bare) if ":" in part)
            found += [(name.strip("-•* "), said.strip()) for name, _, said in pairs]
        elif colon and index + 1 < len(row):
            found.append((label.strip(), row[index + 1]))
    return found


def loose_year(text: str) -> int | None:
    """The one year that a sheet name, a heading or a file name holds ("PCI 2016", "PCI_2013.xlsx"); None if several."""
    found = set(_LOOSE_YEAR.findall(re.sub(r"_", " ", fold(text))))
    return int(found.pop()) if len(found) == 1 else None


def year_of_name(year: int) -> tuple[str, str]:
    """The warning that the name of the file is all that tells the year."""
    return "year_of_name", f"Bảng không ghi năm; năm {year} lấy theo tên tệp."
