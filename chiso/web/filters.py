"""The shared filters: one row above every page, kept in the address, changed from anywhere by `goto`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from chiso.store import Store
from chiso.vietnamese import format_date, parse_date
from chiso.web.context import AGENCY, AS_OF, COMPARE, COMPARISONS, UNIT, YEAR
from chiso.web.process import Identity

ALL_UNITS = ""
_NO_DATA = date(1900, 1, 1)
_DAYS_OFFERED = 31  # every day of the newest month, then month ends and the days of exports


@dataclass(frozen=True)
class Choice:
    """What the filters say; `as_of` None when nothing was imported yet."""

    agency: str
    agency_name: str
    year: int
    as_of: date | None
    newest: date | None
    unit: str | None
    unit_name: str
    compare: str


@dataclass(frozen=True)
class Offer:
    """One filter: its key, its values in order (the first is the default) and their words."""

    key: str
    label: str
    values: Sequence[Any]
    words: Mapping[Any, str]
    width: int
    read: Callable[[str], Any]  # a plain value in a typed address (2023, stp-vp, 2024-10-24) -> value


def cchc_year(day: date) -> int:
    """The CCHC year of a day: 15/12 of the year before to 14/12."""
    return day.year + 1 if (day.month, day.day) >= (12, 15) else day.year


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a CCHC year."""
    return date(year - 1, 12, 15), date(year, 12, 14)


def days_to_offer(year: int, newest: date, exports: Sequence[date]) -> list[date]:
    """As-of dates of one CCHC year, the newest first: the last month's days, month ends, days of exports."""
    first, last = year_bounds(year)
    end = min(newest, last)
    if end < first:
        return [last]
    days = {end - timedelta(days=back) for back in range(_DAYS_OFFERED)}
    days |= {date(year - 1, 12, 31)} | {_month_end(year, month) for month in range(1, 12)}
    days |= set(exports)
    return sorted((day for day in days if first <= day <= end), reverse=True)


def _month_end(year: int, month: int) -> date:
    return date(year, month + 1, 1) - timedelta(days=1)


def unit_words(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """{unit: short name} in the order of the tree; a doubled short name gets its code, to stay a choice."""
    words: dict[str, str] = {}
    for row in rows:
        name = str(row["short_name"] or row["unit_name"])
        words[str(row["unit"])] = name if name not in words.values() else f"{name} ({row['unit']})"
    return words


def within(rows: Sequence[Mapping[str, Any]], unit: str) -> list[Mapping[str, Any]]:
    """`unit` and everything below it."""
    kept = {unit}
    for _ in rows:  # a tree is at most as deep as it is long
        kept |= {str(row["unit"]) for row in rows if row["parent"] in kept}
    return [row for row in rows if str(row["unit"]) in kept]


def preset(filters: Mapping[str, Any]) -> None:
    """Put the values of a `goto` where the widgets find them: before they are drawn."""
    names = {"agency": AGENCY, "year": YEAR, "as_of": AS_OF, "unit": UNIT, "compare": COMPARE}
    for name, value in filters.items():
        st.session_state[names.get(name, name)] = ALL_UNITS if name == "unit" and value is None else value


def draw(store: Store, identity: Identity, after: Callable[[], None]) -> Choice:
    """The row of filters; `after` draws what stands at its end."""
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center"):
        agencies = {str(row["agency"]): str(row["short_name"]) for row in store.rows("frame/agencies")}
        agency = _pick(Offer(AGENCY, "Cơ quan", [*agencies], agencies, 170, str))
        exports = [row["as_of"] for row in store.rows("frame/dates", agency=agency)]
        newest = _newest(store, agency, exports)
        year = _pick(_years(newest, exports))
        as_of = _pick(_days(year, newest, exports))
        units = _units(store, agency, identity.unit)
        unit = _pick(Offer(UNIT, "Đơn vị", [*units], units, 190, str))
        compare = _pick(Offer(COMPARE, "So với", [*COMPARISONS], COMPARISONS, 200, str))
        after()
    return Choice(
        agency=agency,
        agency_name=agencies[agency],
        year=year,
        as_of=None if newest is None else as_of,
        newest=newest,
        unit=unit or identity.unit,
        unit_name="" if unit == ALL_UNITS else units[unit],
        compare=compare,
    )


def _newest(_store: Store, _agency: str, exports: Sequence[date]) -> date | None:
    return max(exports, default=None)


def _years(newest: date | None, exports: Sequence[date]) -> Offer:
    last = cchc_year(newest or date.today())
    first = min((cchc_year(day) for day in exports), default=last)
    years = list(range(last, first - 1, -1))
    return Offer(YEAR, "Năm CCHC", years, {year: f"Năm CCHC {year}" for year in years}, 178, _whole)


def _days(year: int, newest: date | None, exports: Sequence[date]) -> Offer:
    if newest is None:
        return Offer(AS_OF, "Đến ngày", [_NO_DATA], {_NO_DATA: "Chưa có dữ liệu"}, 178, _day)
    days = days_to_offer(year, newest, exports)
    wanted = st.session_state.get(AS_OF) or _day(_typed(AS_OF))
    first, last = year_bounds(year)
    if isinstance(wanted, date) and first <= wanted <= last and wanted not in days:
        days = [days[0], *sorted({*days[1:], wanted}, reverse=True)]
    return Offer(AS_OF, "Đến ngày", days, {day: f"Đến {format_date(day)}" for day in days}, 178, _day)


def _units(store: Store, agency: str, only: str | None) -> dict[str, str]:
    rows: Sequence[Mapping[str, Any]] = store.rows("reference/units", agency=agency)
    if only:
        return unit_words(within(rows, only)) or {only: only}
    rows = [row for row in rows if row["kind"] != "agency"]
    return {ALL_UNITS: "Tất cả đơn vị", **unit_words(rows)}


def _pick(offer: Offer) -> Any:
    """One filter. A value that is no longer offered becomes the default; a plain one in the address is read."""
    values = list(offer.values)
    if offer.key in st.session_state:
        if st.session_state[offer.key] not in values:
            del st.session_state[offer.key]
    elif (typed := offer.read(_typed(offer.key))) in values:
        st.session_state[offer.key] = typed
    return st.selectbox(
        offer.label,
        values,
        format_func=lambda value: offer.words.get(value, str(value)),
        key=offer.key,
        label_visibility="collapsed",
        width=offer.width,
        bind="query-params",
    )


def _typed(key: str) -> str:
    """What the address says for a filter, '' when nothing."""
    return str(st.query_params.get(key, ""))


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _day(text: str) -> date | None:
    found = parse_date(text.removeprefix("Đến ")) if text else None
    return found.date() if found else None
