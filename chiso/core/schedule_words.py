"""The short forms in which plans name days, written out as the rules of `named_days` know them (pure): "Q3/2024", "T6",
"ngày 15, 30 hằng tháng", "31/3 năm sau". Texts are folded."""

import re

from chiso.core.periods import QUARTER

_END = r"(?=\s*(?:$|[/,;:.)(-]|nam\b|va\b|hoac\b|den\b))"
_QUARTER = re.compile(rf"(?<!ubnd )\bq\.?\s?({QUARTER}){_END}")
_ROMAN_OF_YEAR = re.compile(r"^(?:trong\s+)?(iv|i{1,3})\s*/\s*(20\d{2})$")
_MONTH = re.compile(rf"(?<!sang )(?<!chieu )(?<!toi )\bt\.?\s?(0?[1-9]|1[0-2])(?!\d){_END}")
_HALF = re.compile(r"\bnua\s+(dau|cuoi)\s+nam\b")
_OF_MONTH = re.compile(r"\b(?:ngay\s+)?(?:mung|mong)\s+(\d{1,2})\b")
_NEXT_YEAR = r"(?:cua\s+)?nam\s+(?:sau|toi|ke\s+tiep|tiep\s+theo)\b"
_DAY_NEXT_YEAR = re.compile(rf"(?<![\d/])(\d{{1,2}}/\d{{1,2}})\s+{_NEXT_YEAR}")
_SPAN_NEXT_YEAR = re.compile(rf"\b((?:thang\s+\d{{1,2}})|(?:quy\s+{QUARTER}))\s+{_NEXT_YEAR}")
_REPEATS = r"(?:cua\s+)?(?P<each>(?:hang|moi|tung)\s+(?:thang|quy)\b)"
_DAYS_OF_EACH = re.compile(
    r"(?:^|(?<=\btruoc )|(?<=\bden )|(?<=\bvao )|(?<=\bnhat )|(?P<named>\bngay\s+))"
    rf"(?P<days>\d{{1,2}}(?:\s*(?:,|\bva\b)\s*(?:ngay\s+)?\d{{1,2}})*)\s+{_REPEATS}"
)


def written_out(folded: str, year: int) -> str:
    """The text with its short forms written out; `year` is the plan's."""
    text = _ROMAN_OF_YEAR.sub(r"quy \1/\2", folded)
    text = _QUARTER.sub(r"quy \1", text)
    if "tuan" not in text:  # "T2-T6 hằng tuần" are days of the week
        text = _MONTH.sub(r"thang \1", text)
    text = _HALF.sub(r"6 thang \1 nam", text)
    text = _OF_MONTH.sub(r"ngay \1", text)
    text = _DAY_NEXT_YEAR.sub(rf"\1/{year + 1}", text)
    text = _SPAN_NEXT_YEAR.sub(rf"\1 nam {year + 1}", text)
    return _DAYS_OF_EACH.sub(_each, text)


def _each(found: re.Match[str]) -> str:
    """ "15, 30 hang thang": each day with what it repeats in."""
    return ", ".join(f"ngay {day} {found['each']}" for day in re.findall(r"\d+", found["days"]))
