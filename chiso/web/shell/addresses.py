"""Filters in an address: Streamlit knows only the words of its lists; people and scripts may type plain values.

`?nam=2024&don_vi=stp-vp&den=2024-10-24` becomes `?nam=Năm CCHC 2024&don_vi=Văn phòng&den=Đến 24/10/2024`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from chiso.core.vietnamese import format_date, parse_date
from chiso.store import Store

# Names of the shared filters: keys of st.session_state and, at the same time, of the address.
AGENCY, YEAR, FROM, AS_OF, UNIT, COMPARE = "co_quan", "nam", "tu", "den", "don_vi", "so_voi"
# Where the demonstration stands beside real data: which of the two a page looks at.
SHOWN, REAL, BESIDE = "du_lieu", "Dữ liệu thật", "Minh họa"
KEYS = frozenset({AGENCY, YEAR, FROM, AS_OF, UNIT, COMPARE})

# What a figure is compared with: code -> words in the filter.
COMPARISONS: Mapping[str, str] = {
    "week": "So với tuần trước",
    "month": "So với tháng trước",
    "quarter": "So với quý trước",
    "year": "So với cùng kỳ",
}
_LONGEST_QUERY = 2_000


def year_words(year: int) -> str:
    """A CCHC year as its filter says it."""
    return f"Năm CCHC {year}"


def day_words(day: date) -> str:
    """An as-of date as its filter says it."""
    return f"Đến {format_date(day)}"


def from_words(day: date) -> str:
    """The first day of a range as its filter says it."""
    return f"Từ {format_date(day)}"


def read_day(text: str) -> date | None:
    """The day in an address, in words or plain."""
    found = parse_date(text.removeprefix("Đến ").removeprefix("Từ ")) if text else None
    return found.date() if found else None


def agency_words(store: Store) -> dict[str, str]:
    """{agency: short name} of those to choose from, the home's own first."""
    return {str(row["agency"]): str(row["short_name"]) for row in store.rows("frame/agencies")}


def unit_words(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """{unit: short name} in the order of the tree; a doubled short name gets its code, to stay a choice."""
    words: dict[str, str] = {}
    for row in rows:
        name = str(row["short_name"] or row["unit_name"])
        words[str(row["unit"])] = name if name not in words.values() else f"{name} ({row['unit']})"
    return words


def spelled(store: Store, query: str) -> str | None:
    """The query string with plain values in words, None where nothing is to be changed."""
    if len(query) > _LONGEST_QUERY:
        return None
    given = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    if not KEYS & {key for key, _ in given}:
        return None
    agencies = agency_words(store)
    named = dict(given).get(AGENCY, "")
    agency = next((code for code, words in agencies.items() if named in (code, words)), store.agency)
    units = unit_words(store.rows("reference/units", agency=agency)) if UNIT in dict(given) else {}
    words = [(key, _word(key, value, agencies, units)) for key, value in given]
    return urlencode(words) if words != given else None


def _word(key: str, value: str, agencies: Mapping[str, str], units: Mapping[str, str]) -> str:
    if key == YEAR and value.isdecimal() and len(value) == 4:
        return year_words(int(value))
    if key in (AS_OF, FROM):
        day, words = read_day(value), day_words if key == AS_OF else from_words
        return words(day) if day else value
    table = {AGENCY: agencies, UNIT: units, COMPARE: COMPARISONS}.get(key, {})
    return table.get(value, value)
