"""The shared filters: one row above every page; what they say stands in the view (chiso/web/shell/view.py). Under them
one line: up to which day the data speaks, source by source, and what is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from chiso import figures
from chiso.core.clock import today
from chiso.core.periods import cchc_year_bounds, month_end, months_earlier, months_of, short_day, year_of
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, parse_date
from chiso.desk.minutes import met_before
from chiso.intake.datasets import MEETING, SOURCES
from chiso.people.actor import Actor
from chiso.present.chart import records
from chiso.reference.unit_tree import Unit, Units
from chiso.store import Store, attached
from chiso.web.parts import widgets
from chiso.web.shell import guide, process, view
from chiso.web.shell.context import Context, kept, kept_until_written
from chiso.words import rooms
from chiso.words.heard import months_without
from chiso.words.states import DEMONSTRATION

ALL_UNITS = ""
# What a figure is compared with: code -> words in the filter.
COMPARISONS: Mapping[str, str] = {
    "week": "So với tuần trước",
    "month": "So với tháng trước",
    "quarter": "So với quý trước",
    "year": "So với cùng kỳ",
}
MEETING_PAGE = "giao-ban"  # which compares with the last meeting unless told otherwise
_MEETINGS_OFFERED = 4
WATCH_SECONDS = 15
NOTICE = f":orange-badge[:material/science: {DEMONSTRATION}]"
FILED = " · có tệp"
_NO_DATA = date(1900, 1, 1)
_MONTHS_OFFERED = 24
_DAYS_OFFERED = 31  # every day of the newest month, then month ends and the days of exports


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


def draw(
    store: Store, actor: Actor, page: str, *, is_demonstration: bool, after: Callable[[], None]
) -> Context:
    """The filters above a page, and the look that they choose: a row, on a telephone one button that opens them;
    beside which `after` draws what stands at its end."""
    is_narrow = view.is_narrow()
    look: Any = {"horizontal": True, "wrap": True, "gap": "xsmall", "vertical_alignment": "center"}
    row = st.container(key="bo_loc", **look)
    with row, st.popover("Bộ lọc", icon=":material/tune:", key="loc_hep") if is_narrow else nullcontext():
        agencies = _agencies(store, actor.scope)
        agency = _pick("Cơ quan", agencies, view.AGENCY, width=164, forgets=(view.UNIT,))
        exports = [row["as_of"] for row in kept(store, Store.rows, "frame/dates", agency=agency)]
        newest = kept(store, figures.newest_as_of, agency=agency)
        year, start, as_of = _period(newest, exports)
        tree = kept(store, figures.units, agency=agency)
        units = _units(tree, actor.scope, today() if newest is None else as_of)
        unit = _pick("Đơn vị", units, view.UNIT, width=(204, 330))
        met = kept_until_written(store, met_before, agency, as_of) if newest else []
        compare = _pick("So với", _compared(met, as_of, page), view.COMPARE, width=(212, 248))
        if is_narrow:
            _ways()
    with row:
        after()
        if is_narrow:
            st.markdown(f":small[{plain(agencies[agency])} · {plain(units[unit])}]", width="content")
    return Context(
        store=store,
        agency=agency,
        year=year,
        date_from=None if newest is None or start == cchc_year_bounds(year)[0] else start,
        as_of=None if newest is None else as_of,
        unit=unit or (actor.scope if actor.scope != agency else None),
        compare=compare,
        actor=actor,
        palette="dark" if st.context.theme.type == "dark" and not view.is_printed() else "light",
        agency_name=agencies[agency],
        unit_name=chosen.short_name if (chosen := tree.get(unit)) else unit,
        is_demonstration=is_demonstration,
    )


def _agencies(store: Store, only: str | None) -> dict[str, str]:
    """Those to choose from; an account of one agency has it alone."""
    found = kept(store, Store.rows, "frame/agencies")
    agencies = {str(row["agency"]): str(row["short_name"]) for row in found}
    return {only: agencies[only]} if only in agencies else agencies


def _period(newest: date | None, exports: Sequence[date]) -> tuple[int, date, date]:
    """One control for year, first and last day, which says what is on; days that files reach are marked, any other is
    chosen from a calendar."""
    years = _years(newest, exports)
    year = view.picked(years, view.YEAR, next(iter(years)))
    days = _days(year, newest, exports)
    as_of = view.picked(days, view.AS_OF, next(iter(days)))
    starts = _starts(year, as_of)
    first = next(iter(starts))
    start = view.picked(starts, view.FROM, first)
    said = (
        f"Năm CCHC {year}, đến {format_date(as_of)}"
        if start == first
        else f"{format_date(start)} – {format_date(as_of)}"
    )
    with st.popover(said if newest else days[as_of], icon=":material/date_range:", width=316, key="ky_xem"):
        _pick("Năm CCHC", years, view.YEAR, width="stretch", forgets=(view.AS_OF, view.FROM))
        _pick("Từ ngày", starts, view.FROM, width="stretch")
        _pick("Đến ngày", days, view.AS_OF, width="stretch")
        if newest is not None:
            # a link, or an import that was undone, may leave a day after the newest
            limits = {"first": cchc_year_bounds(year)[0], "last": max(days)}
            view.calendar("Ngày khác", as_of, name=view.AS_OF, **limits)
    return year, start, as_of


def _years(newest: date | None, exports: Sequence[date]) -> dict[int, str]:
    last = year_of(newest or today())
    first = min((year_of(day) for day in exports), default=last)
    return {year: f"Năm CCHC {year}" for year in range(last, first - 1, -1)}


def _days(year: int, newest: date | None, exports: Sequence[date]) -> dict[date, str]:
    if newest is None:
        return {_NO_DATA: "Chưa có dữ liệu"}
    days = days_to_offer(year, newest, exports)
    wanted, (first, last) = _asked_day(view.AS_OF), cchc_year_bounds(year)
    if wanted is not None and first <= wanted <= last and wanted not in days:
        days = [days[0], *sorted({*days[1:], wanted}, reverse=True)]
    return {day: f"Đến {format_date(day)}{FILED if day in exports else ''}" for day in days}


def _starts(year: int, as_of: date) -> dict[date, str]:
    """Where the range begins: the CCHC year's first day, or the first of one of the last 24 months."""
    first = cchc_year_bounds(year)[0]
    starts = months_of(months_earlier(as_of, _MONTHS_OFFERED - 1), as_of)[::-1] if as_of > _NO_DATA else []
    wanted = _asked_day(view.FROM)
    if wanted is not None and wanted <= as_of and wanted not in (first, *starts):
        starts = sorted({*starts, wanted}, reverse=True)
    return {
        first: "Từ đầu năm CCHC",
        **{day: f"Từ {format_date(day)}" for day in starts if day != first},
    }


def _compared(met: Sequence[date], as_of: date, page: str) -> dict[str, str]:
    """What figures are compared with: a week before and the like, the last meetings, the day that the address names."""
    days = set(met[:_MEETINGS_OFFERED])
    if (wanted := _asked_day(view.COMPARE)) is not None and wanted < as_of:
        days.add(wanted)
    named = {
        day.isoformat(): f"So với {'giao ban' if day in met else 'ngày'} {short_day(day, as_of)}"
        for day in sorted(days, reverse=True)
    }
    return {**named, **COMPARISONS} if page == MEETING_PAGE and met else {**COMPARISONS, **named}


def _asked_day(name: str) -> date | None:
    found = parse_date(view.get(name) or "")
    return found.date() if found else None


def _units(tree: Units, only: str | None, day: date) -> dict[str, str]:
    """Those to choose from; an account of one unit has it and those below it."""
    if only and (within := tree.within(only)) is not None:
        return unit_words([unit for unit in tree.all() if unit.unit_id in within], tree, day) or {only: only}
    there = [unit for unit in tree.all() if unit.kind != "agency"]
    return {ALL_UNITS: "Tất cả đơn vị", **unit_words(there, tree, day)}


def unit_words(units: Iterable[Unit], tree: Units, day: date) -> dict[str, str]:
    """{unit: short name} in the office's order: those that are there on the day, then the others, marked."""
    ordered = sorted(units, key=lambda unit: tree.order(unit.unit_id, day))
    return {unit.unit_id: rooms.dated(unit.short_name, tree, unit.unit_id, day) for unit in ordered}


def _pick(
    label: str, options: Mapping[Any, str], name: str, *, width: Any = 168, forgets: tuple[str, ...] = ()
) -> Any:
    """`width`: of the list; of two the first where what is chosen is no longer than it has tens of pixels."""
    if isinstance(width, tuple):
        chosen = options[view.picked(options, name, next(iter(options)))]
        width = width[len(chosen) > width[0] // 10]
    draw = partial(st.selectbox, label_visibility="collapsed", width=width)
    return view.pick(draw, label, options, name=name, forgets=forgets)


# --- how fresh the data is --------------------------------------------------------------------------------------


def fresh(here: Context, *, is_edited: bool) -> None:
    """One line, on every page; a link to the upload calendar for those who upload, when something is missing.

    `is_edited`: people type on the page, so after somebody's import it offers to load again instead of doing it.
    """
    parts = [NOTICE] if here.is_demonstration else []
    if here.is_demonstration and (adding := process.current().adding):
        parts.append(f":material/hourglass_empty: {plain(adding)}")
    parts += _asked_for(here) if view.is_printed() else []
    missing: list[str] = []
    if here.as_of is None:
        parts.append("Chưa có dữ liệu. Hãy nhập tệp đầu tiên ở trang Nhập dữ liệu.")
    else:
        found = records(kept(here.store, figures.freshness, here.asked))
        parts += [f"Dữ liệu đến **{format_date(here.as_of)}**", *present(found)]
        parts += [plain(label)] if (label := attached.label(here.store, here.agency)) else []
        missing = absent(found, here.as_of)
        if later := rooms.not_yet(kept(here.store, figures.units, agency=here.agency), here.unit, here.as_of):
            parts.append(f":orange[:material/event_busy: {plain(later)}]")
        parts += [f":orange[:material/warning: {text}]" for text in missing]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(":small[" + " · ".join(parts) + "]", width="content")
        if missing and here.may("upload"):
            widgets.link("Lịch nhập", "nhap-du-lieu", key="_chiso_calendar")
        if not view.is_printed():
            if here.unit is not None and here.only_unit is None:
                whole = "Toàn sở" if here.agency_name.startswith("Sở") else "Toàn cơ quan"
                widgets.quiet(whole, "arrow_left", partial(view.put, unit=None), key="toan_so")
            if not view.is_narrow():
                _ways()
        _watch(here.store, here.store.data_version, is_edited)


def _ways() -> None:
    """To the page on paper and to its part of the guide: on a telephone behind the filters' button, so that the page's
    question stands higher."""
    widgets.quiet("Bản in", "print", partial(view.put, **{view.PRINTED: "1"}), key="_chiso_paper")
    guide.button()


def _asked_for(here: Context) -> list[str]:
    """What the filters say, on paper, where they are not."""
    first = f"từ {format_date(here.first)}" if here.date_from else f"Năm CCHC {here.year}"
    unit = here.unit_name or "tất cả đơn vị"
    return [f"**{plain(here.agency_name)}**, {plain(unit)}", first, f"so với {here.asked.since}"]


@st.fragment(run_every=WATCH_SECONDS)
def _watch(store: Store, version: int, is_edited: bool) -> None:
    """Somebody has imported meanwhile: show the new figures, or offer to."""
    if store.data_version == version:
        return
    if not is_edited:
        st.rerun()
    if st.button("Có dữ liệu mới: tải lại", icon=":material/refresh:", type="tertiary", key="_chiso_reload"):
        st.rerun()


def present(rows: list[dict[str, Any]]) -> list[str]:
    """'Một cửa 25/10' for every source that has data of the month."""
    return [
        f"{SOURCES[row['dataset']]} {format_date(row['newest_as_of'])[:5]}"
        for row in rows
        if row["dataset"] in MEETING and not row["is_missing"]
    ]


def absent(rows: list[dict[str, Any]], as_of: date) -> list[str]:
    """'PAKN tháng 9–10 chưa có' for every source that does not reach the month of the as-of date."""
    return [
        f"{SOURCES[row['dataset']]} tháng {months_without(row['newest_as_of'], as_of)} chưa có"
        for row in rows
        if row["dataset"] in MEETING and row["is_missing"]
    ]
