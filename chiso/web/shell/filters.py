"""The shared filters: one row above every page, kept in the address, changed from anywhere by `goto`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from chiso import figures
from chiso.core.periods import cchc_year_bounds, month_end, months_earlier, months_of, year_of
from chiso.store import Store
from chiso.web.shell.addresses import (
    AGENCY,
    AS_OF,
    COMPARE,
    COMPARISONS,
    FROM,
    UNIT,
    YEAR,
    day_words,
    from_words,
    read_day,
    unit_words,
    year_words,
)
from chiso.web.shell.process import Identity

ALL_UNITS = ""
_NO_DATA = date(1900, 1, 1)
_MONTHS_OFFERED = 24
_DAYS_OFFERED = 31  # every day of the newest month, then month ends and the days of exports


@dataclass(frozen=True)
class Choice:
    """What the filters say; `as_of` None when nothing was imported yet."""

    agency: str
    agency_name: str
    year: int
    date_from: date | None  # None: from the beginning of the CCHC year
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


def days_to_offer(year: int, newest: date, exports: Sequence[date]) -> list[date]:
    """As-of dates of one CCHC year, the newest first: the last month's days, month ends, days of exports."""
    first, last = cchc_year_bounds(year)
    end = min(newest, last)
    if end < first:
        return [last]
    days = {end - timedelta(days=back) for back in range(_DAYS_OFFERED)}
    days |= {month_end(month) for month in months_of(first, end)}
    days |= set(exports)
    return sorted((day for day in days if first <= day <= end), reverse=True)


def within(rows: Sequence[Mapping[str, Any]], unit: str) -> list[Mapping[str, Any]]:
    """`unit` and everything below it."""
    kept = {unit}
    for _ in rows:  # a tree is at most as deep as it is long
        kept |= {str(row["unit"]) for row in rows if row["parent"] in kept}
    return [row for row in rows if str(row["unit"]) in kept]


def preset(filters: Mapping[str, Any]) -> None:
    """Put the values of a `goto` where the widgets find them: before they are drawn."""
    names = {
        "agency": AGENCY,
        "year": YEAR,
        "date_from": FROM,
        "as_of": AS_OF,
        "unit": UNIT,
        "compare": COMPARE,
    }
    for name, value in filters.items():
        st.session_state[names.get(name, name)] = ALL_UNITS if name == "unit" and value is None else value


def draw(store: Store, identity: Identity, after: Callable[[], None]) -> Choice:
    """The row of filters; `after` draws what stands at its end."""
    with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="center"):
        agencies = {str(row["agency"]): str(row["short_name"]) for row in _rows(store, "frame/agencies")}
        agency = _pick(Offer(AGENCY, "Cơ quan", [*agencies], agencies, 138))
        exports = [row["as_of"] for row in _rows(store, "frame/dates", agency)]
        newest = _newest(store, agency)
        year = _pick(_years(newest, exports))
        as_of = _pick(_days(year, newest, exports))
        start = _pick(_starts(year, as_of))
        units = _units(store, agency, identity.unit)
        unit = _pick(Offer(UNIT, "Đơn vị", [*units], units, 168))
        compare = _pick(Offer(COMPARE, "So với", [*COMPARISONS], COMPARISONS, 188))
        after()
    return Choice(
        agency=agency,
        agency_name=agencies[agency],
        year=year,
        date_from=None if newest is None or start == cchc_year_bounds(year)[0] else start,
        as_of=None if newest is None else as_of,
        newest=newest,
        unit=unit or identity.unit,
        unit_name="" if unit == ALL_UNITS else units[unit],
        compare=compare,
    )


def _rows(store: Store, name: str, agency: str | None = None) -> list[dict[str, Any]]:
    """The rows of a named query, read once per data version."""
    found: list[dict[str, Any]] = _cached_rows(str(store.home), store.data_version, name, agency, store)
    return found


@st.cache_data(show_spinner=False, max_entries=100)
def _cached_rows(
    home: str, version: int, name: str, agency: str | None, _store: Store
) -> list[dict[str, Any]]:
    return _store.rows(name) if agency is None else _store.rows(name, agency=agency)


@st.cache_data(show_spinner=False, max_entries=100)
def _cached_newest(home: str, version: int, agency: str, _store: Store) -> date | None:
    return figures.newest_as_of(_store, agency)


def _newest(store: Store, agency: str) -> date | None:
    found: date | None = _cached_newest(str(store.home), store.data_version, agency, store)
    return found


def _years(newest: date | None, exports: Sequence[date]) -> Offer:
    last = year_of(newest or date.today())
    first = min((year_of(day) for day in exports), default=last)
    years = list(range(last, first - 1, -1))
    return Offer(YEAR, "Năm CCHC", years, {year: year_words(year) for year in years}, 168)


def _days(year: int, newest: date | None, exports: Sequence[date]) -> Offer:
    if newest is None:
        return Offer(AS_OF, "Đến ngày", [_NO_DATA], {_NO_DATA: "Chưa có dữ liệu"}, 168)
    days = days_to_offer(year, newest, exports)
    wanted = st.session_state.get(AS_OF) or read_day(str(st.query_params.get(AS_OF, "")))
    first, last = cchc_year_bounds(year)
    if isinstance(wanted, date) and first <= wanted <= last and wanted not in days:
        days = [days[0], *sorted({*days[1:], wanted}, reverse=True)]
    return Offer(AS_OF, "Đến ngày", days, {day: day_words(day) for day in days}, 168)


def _starts(year: int, as_of: date) -> Offer:
    """Where the range begins: the CCHC year's first day, or the first of one of the last 24 months."""
    first = cchc_year_bounds(year)[0]
    starts = months_of(months_earlier(as_of, _MONTHS_OFFERED - 1), as_of)[::-1] if as_of > _NO_DATA else []
    wanted = st.session_state.get(FROM) or read_day(str(st.query_params.get(FROM, "")))
    if isinstance(wanted, date) and wanted <= as_of and wanted not in (first, *starts):
        starts = sorted({*starts, wanted}, reverse=True)
    words = {first: "Từ đầu năm CCHC", **{day: from_words(day) for day in starts if day != first}}
    return Offer(FROM, "Từ ngày", [*words], words, 168)


def _units(store: Store, agency: str, only: str | None) -> dict[str, str]:
    rows: Sequence[Mapping[str, Any]] = _rows(store, "reference/units", agency)
    if only:
        return unit_words(within(rows, only)) or {only: only}
    rows = [row for row in rows if row["kind"] != "agency"]
    return {ALL_UNITS: "Tất cả đơn vị", **unit_words(rows)}


def _pick(offer: Offer) -> Any:
    """One filter. A value that is no longer offered becomes the default."""
    values = list(offer.values)
    if offer.key in st.session_state and st.session_state[offer.key] not in values:
        st.session_state[offer.key] = values[0]  # set, not deleted: only then does the browser show it
    return st.selectbox(
        offer.label,
        values,
        format_func=lambda value: offer.words.get(value, str(value)),
        key=offer.key,
        label_visibility="collapsed",
        width=offer.width,
        bind="query-params",
    )
