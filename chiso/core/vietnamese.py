"""The language of the exports and of the screen: text, dates and numbers as Vietnamese offices write them.

Parsing never guesses: what has two readings is None. Formatting follows the documents: 14.697; 99,84%.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

DecimalStyle = Literal[",", ".", "mixed"]
YES_NO = {"true": "Có", "false": "Không"}
_CACHE = 1 << 16

# Look-alikes that exports print: Icelandic Eth and African D for Đ, blanks of other widths, invisible marks.
_REPAIR = (
    {0x00D0: "Đ", 0x00F0: "đ", 0x0189: "Đ", 0x00A0: " ", 0x1680: " ", 0x202F: " ", 0x205F: " ", 0x3000: " "}
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
    | dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    | dict.fromkeys([*range(0, 9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)])
    | {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
)
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _REPAIR if not 9 <= code <= 13) + "]")
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−﹘﹣－"}
_END = r"(?:\s|[*:▲▼△▽↑↓⇅↕]|\(\s*(?:[0-9]{1,3}|\*+)\s*\))+"
_ENDS = re.compile(f"^{_END}|{_END}$")


@lru_cache(_CACHE)
def nfc(text: str) -> str:
    """One line of text in NFC (half-decomposed text repaired), Ð as Đ, blanks collapsed, ends stripped."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if _ODD.search(text):
        text = text.translate(_REPAIR)
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_text(text: str) -> str:
    """As `nfc`, but line breaks inside the text stay (one between paragraphs)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPAIR)
    kept = (" ".join(line.split()) for line in unicodedata.normalize("NFC", lines).split("\n"))
    return "\n".join(line for line in kept if line)


@lru_cache(_CACHE)
def fold(text: str) -> str:
    """Key for comparing only: no case, no diacritics, đ as d, one dash; "(1)", "(*)", ":", "▲" at the ends gone."""
    plain = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d"))
    plain = "".join(c for c in plain if unicodedata.category(c) != "Mn").translate(_DASHES)
    return " ".join(_ENDS.sub("", plain).split())


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@lru_cache(_CACHE)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Dictionary order of Vietnamese: letters first (a < ă < â < b … d < đ), tones decide among equals."""
    letters, tones = [], []
    for char in nfc(text).casefold():
        parts = unicodedata.normalize("NFD", char)
        bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        letters.append(1000 + _LETTERS.index(bare) if bare in _LETTERS else ord(bare[0]) if bare else 0)
        tones.append(next((1 + _TONES.index(c) for c in parts if c in _TONES), 0))
    return tuple(letters), tuple(tones)


_TIME = (
    r"(?P<h>[0-9]{1,2})\s?(?:[:h]|giờ)\s?"
    r"(?:(?P<mi>[0-9]{2})(?:\s?phút)?(?::(?P<s>[0-9]{2})(?:[.,][0-9]+)?)?|(?<=[hHờỜ]))(?:\s*(?P<half>AM|PM|SA|CH|sáng|chiều|tối))?"
)
CLOCK = re.compile(_TIME, re.IGNORECASE)  # an hour alone
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|t[2-7]|cn)"
_ON = rf"(?:{_WEEKDAY},? )?(?:ngày )?"
_DAY = _ON + r"(?P<d>[0-9]{1,2}) ?(?P<sep>[/\-.]) ?(?P<m>[0-9]{1,2}) ?(?P=sep) ?(?P<y>[0-9]{4})"
_ISO = r"(?P<y>[0-9]{4})(?P<sep>[/\-])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})"
# "thg" and a comma as spreadsheets set to Vietnamese print it.
_WORDS = _ON + r"(?P<d>[0-9]{1,2})[ -](?:tháng|thg) (?P<m>[0-9]{1,2})(?: năm |, ?|[ -])(?P<y>[0-9]{4})"
_DATES = [
    re.compile(rf"(?:{pattern})(?: ?\({_WEEKDAY}\))?[.;,]?", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:(?:[ ,]+(?:lúc )?| - ){_TIME})?",
        rf"{_ISO}(?:[ T,]+{_TIME}(?:\+07:?00|(?P<utc>Z))?)?",
        rf"{_TIME}(?:[ ,]+| - ){_DAY}",
        rf"{_TIME}(?:[ ,]+| - ){_WORDS}",
        rf"{_WORDS}(?:(?:[ ,]+(?:lúc )?| - ){_TIME})?",
        rf"(?:sáng|chiều|tối) {_DAY}",
    )
]
# Outside stand slips of the keyboard (0224, 2204) and what systems print for no day (1900), no dates of an office.
_YEARS = range(1990, 2101)


@lru_cache(_CACHE)
def parse_date(text: str) -> datetime | None:
    """dd/mm/yyyy (also - and ., one digit, with a day of the week, a time), ISO, "ngày … tháng … năm …", "… thg …".
    Never month first; 24 o'clock is the last minute of its day; an ISO moment in UTC ("Z") is told in Giờ Việt Nam.

    None for impossible dates and for years of two digits. A date without a time is midnight.
    """
    line = nfc(text)
    found = next((found for pattern in _DATES if (found := pattern.fullmatch(line))), None)
    return _date_of(found.groupdict()) if found else None


def _date_of(part: dict[str, str]) -> datetime | None:
    hour, minute, second = (int(part.get(name) or 0) for name in ("h", "mi", "s"))
    half = (part.get("half") or "").casefold()
    is_late = half in ("pm", "ch", "chiều", "tối")
    if int(part["y"]) not in _YEARS or (half and not 1 <= hour <= 12 and is_late != (hour > 12)):
        return None
    if half and hour <= 12:
        hour = hour % 12 + 12 * is_late
    if (hour, minute, second) == (24, 0, 0):  # the end of that day, not the day after
        hour, minute = 23, 59
    try:
        moment = datetime(int(part["y"]), int(part["m"]), int(part["d"]), hour, minute, second)
    except ValueError:
        return None
    return moment + timedelta(hours=7) if part.get("utc") else moment


_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")


@lru_cache(_CACHE)
def parse_serial(text: str) -> datetime | None:
    """A date cell that arrives as Excel's day number ("45352", "45352.5"; 1990 – 2099), to the second."""
    if not _SERIAL.fullmatch(text := nfc(text)):
        return None
    days = float(text.replace(",", "."))
    if not 32874 <= days < 73051:
        return None
    return datetime(1899, 12, 30) + timedelta(seconds=round(days * 86400))


_MONTH = re.compile(
    r"(?:tháng\s*|T\s*)?(?P<m>[0-9]{1,2})\s*(?:[/\-.]|\s+năm\s+)\s*(?P<y>[0-9]{4})|(?P<y2>[0-9]{4})[/\-.](?P<m2>[0-9]{1,2})",
    re.IGNORECASE,
)


@lru_cache(_CACHE)
def parse_month(text: str) -> date | None:
    """First day of the month: mm/yyyy, "Tháng 3/2024", "tháng 3 năm 2024", "T3/2024", 2024-03, or a date."""
    text = nfc(text)
    if found := _MONTH.fullmatch(text):
        year, month = int(found["y"] or found["y2"]), int(found["m"] or found["m2"])
        return date(year, month, 1) if 1 <= month <= 12 and year in _YEARS else None
    day = parse_date(text)
    return day.date().replace(day=1) if day else None


_YEAR = re.compile(r"(?:năm\s*)?([0-9]{4})(?:[.,]0+)?", re.IGNORECASE)


def parse_year(text: str) -> int | None:
    """A year of four digits, with or without "Năm"."""
    found = _YEAR.fullmatch(nfc(text))
    return int(found[1]) if found and int(found[1]) in _YEARS else None


_SPACED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+|[0-9]+\.[0-9]+[eE][+-]?[0-9]+|[0-9]+[eE][+-]?[0-9]+)")
# 1.234.567 1.234,5
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_ONE = re.compile(r"[0-9]+([.,])[0-9]+")
_TWOFOLD = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.234: thousands or decimals


@lru_cache(_CACHE)
def _shape(text: str) -> tuple[str, str]:
    """(sign and digits with their separators, what they say: 'plain', ',', '.', 'ambiguous' or 'bad')."""
    body = nfc(text).translate(_DASHES).removesuffix("%").rstrip()
    body = _SPACED.sub(lambda found: found[0].replace(" ", ""), body)
    if _PLAIN.fullmatch(body):
        return body, "plain"
    digits = body.lstrip("+-") if body[:1] in "+-" and body[1:2].isdigit() else body
    if _DOTS.fullmatch(digits):
        return body, ","
    if _COMMAS.fullmatch(digits):
        return body, "."
    if _TWOFOLD.fullmatch(digits):
        return body, "ambiguous"
    if found := _ONE.fullmatch(digits):
        return body, found[1]
    return body, "bad"


def decimal_style(values: Iterable[str | None]) -> DecimalStyle | None:
    """Which sign separates decimals in one column.

    ',' or '.' where the unambiguous cells agree, 'mixed' where they contradict each other (typed text beside
    real numeric cells), None where no cell tells ("1.234" and "1,234" alone tell nothing).
    """
    seen = {_shape(value)[1] for value in values if value}
    if {",", "."} <= seen:
        return "mixed"
    return "," if "," in seen else "." if "." in seen else None


@lru_cache(_CACHE)
def parse_number(text: str, decimal: DecimalStyle | None = None) -> float | None:
    """The number, "84,27", "14.697", "1 234", "−3"; with % a fraction (62,52% is 0.6252). None if unreadable.

    `decimal` is the column's style (`decimal_style`). A cell that contradicts it is unreadable. "1.234" alone
    is 1234 as Vietnamese writes, "1,234" alone is unreadable; in a 'mixed' column both are.
    """
    body, says = _shape(text)
    if says == "bad":
        return None
    if says == "ambiguous":
        if decimal == "mixed" or (decimal is None and "," in body):
            return None
        says = decimal or ","
    elif says != "plain" and decimal in (",", ".") and says != decimal:
        return None
    if says == ",":
        body = body.replace(".", "").replace(",", ".")
    elif says == ".":
        body = body.replace(",", "")
    number = float(Decimal(body) / 100) if nfc(text).endswith("%") else float(body)
    return number if math.isfinite(number) else None


_YES = {"x", "co", "1", "da", "yes", "y", "true", "dung", "v", "✓", "✔", "☑", "☒", "√", "1.0"}
_NO = {"khong", "khong co", "chua", "chua co", "mien", "mien phi", "sai"}
_NO |= {"0", "0.0", "no", "n", "k", "false", "☐"}


def parse_flag(text: str) -> bool | None:
    """x, Có, 1, Đã … True; Không, 0, Chưa … False; None where the cell is empty or says something else."""
    key = fold(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    start = nfc(text).casefold()  # with diacritics: "có thu phí", not "Cơ quan …"
    if start.startswith(("không ", "chưa ")):
        return False
    return True if start.startswith(("có ", "đã ")) else None


NONE, MINUS = "–", "−"
_SIGNS = str.maketrans(",.-", f".,{MINUS}")


def rounded(value: float, decimals: int | None = None) -> Decimal:
    """A finite number as it is printed, halves away from zero: at most two decimals unless told."""
    places = 2 if decimals is None else decimals
    found = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return (found.normalize() if decimals is None else found) + 0  # nothing reads −0


def spelled(number: Decimal) -> str:
    """A number with all its decimals: 14.697; −84,27."""
    return f"{number:,f}".translate(_SIGNS)


def format_number(value: float | None, decimals: int | None = None) -> str:
    """14.697; 84,27 (at most two decimals unless told); − for minus; – for none."""
    return NONE if value is None or not math.isfinite(value) else spelled(rounded(value, decimals))


def percent(value: float, decimals: int | None = None) -> Decimal:
    """A fraction as the percent that is printed: 0.9984 is 99.84. What is below all is never 100."""
    found = rounded(float(Decimal(repr(float(value))) * 100), decimals)
    below = 100 - Decimal(1).scaleb(-(2 if decimals is None else decimals))
    return min(found, below) if value < 1 else found


def format_percent(value: float | None, decimals: int | None = None) -> str:
    """99,84%; – for none."""
    return NONE if value is None or not math.isfinite(value) else spelled(percent(value, decimals)) + "%"


def format_date(value: date | datetime | None) -> str:
    """30/11/2024."""
    return NONE if value is None or value != value else f"{value:%d/%m/%Y}"


def format_datetime(value: datetime | None) -> str:
    """30/11/2024 16:30, the time left out at midnight."""
    if value is None or value != value or (value.hour, value.minute) == (0, 0):
        return format_date(value)
    return f"{value:%d/%m/%Y %H:%M}"
