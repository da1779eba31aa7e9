"""Cached reading for pages: by what is asked, its parameters and the data version, so a rerun costs nothing.

Everything that pages show goes through `figures` or a named query; both are cached alike. Entries that people make
on pages raise the data version too, so nobody looks at an old note.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures, reference
from chiso.core.clock import today
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date
from chiso.figures import insights
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.judging import Value, Values
from chiso.figures.lateness import TREND_WEEKS
from chiso.figures.points import Index
from chiso.figures.scope import find
from chiso.figures.targets import Entry
from chiso.intake.datasets import SOURCES
from chiso.present.chart import records
from chiso.reference import changes
from chiso.store import Store, attached
from chiso.web.parts import opening, widgets
from chiso.web.shell.context import Context, T, kept, told
from chiso.words import cards, ended_units, heard, rooms
from chiso.words.attention import Attention, attention, week_move
from chiso.words.claims import Sentence, claims_of
from chiso.words.overdue import KINDS
from chiso.words.reported import year_notice

_STANDING = KINDS["dossiers"].indicator  # it stands at a moment: its past is told by the week
_MONTHLY = tuple(code for code in cards.OVERVIEW if code != _STANDING)


def query(here: Context, name: str, **parameters: Any) -> pd.DataFrame:
    """The named query `queries/pages/<name>.sql`; a name with a folder is taken as it is."""
    return kept(here.store, Store.run, name if "/" in name else f"pages/{name}", **parameters)


def ask(here: Context, function: Callable[..., T], *given: Any, **parameters: Any) -> T:
    """A function of figures (store first), asked once."""
    return kept(here.store, function, *given, **parameters)


def values(
    here: Context, asked: Asked | None = None, *, indicator: str | None = None, by: str | None = None
) -> Values:
    """figures.values of this look, or of another question; by unit today's, those that ended as one."""
    asked = asked or here.asked
    if by == "unit":
        return ask(here, _values_of_units, here.agency, asked.alone, indicator)
    return rooms.unjudged(ask(here, figures.values, asked, indicator, by))


def levels(here: Context, earlier: Asked, *, by: str | None = None) -> Values:
    """The same of a day that this look is compared with: nobody asks for its targets and forecasts, which take more
    than half of the time."""
    if by == "unit":
        return ask(here, _levels_of_units, here.agency, earlier.alone)
    return ask(here, figures.levels, earlier, None, by)


def _values_of_units(store: Store, agency: str, asked: Asked, indicator: str | None) -> Values:
    return _of_today(store, agency, kept(store, figures.values, asked, indicator, "unit"))


def _levels_of_units(store: Store, agency: str, earlier: Asked) -> Values:
    return _of_today(store, agency, kept(store, figures.levels, earlier, None, "unit"))


def _of_today(store: Store, agency: str, of_units: Values) -> Values:
    return rooms.folded(of_units.shortened(_names_of(kept(store, reference.units, agency=agency))))


def findings(store: Store, asked: Asked) -> Attention:
    """What has to be looked at now, from the lists and values that pages show beside it."""
    return attention(store, asked, answered=kept)


def weeks(here: Context, kind: str, count: int) -> pd.DataFrame:
    return ask(here, figures.known_weeks, here.asked, kind, count)


def overdue(
    here: Context, kind: str, soon: int | None = None, page: figures.Page | None = None
) -> pd.DataFrame:
    if page is not None and page.most is not None:
        return told(here, _overdue, kind, soon, page)
    return _overdue(here, kind, soon, page)  # all of a list, which may have ten megabytes, is kept once


def _overdue(here: Context, kind: str, soon: int | None, page: figures.Page | None) -> pd.DataFrame:
    some = () if page is None else (page,)
    return opening.told(rooms.held(ask(here, figures.overdue, here.asked, kind, soon, *some)), kind)


def overdue_ages(here: Context, kind: str, *by: str) -> pd.DataFrame:
    """What is overdue of a kind, counted by the unit that answers for it (`own`: as the list names it) and further
    columns of the list (figures.overdue_ages)."""
    return told(here, _overdue_ages, kind, by)


def _overdue_ages(here: Context, kind: str, by: tuple[str, ...]) -> pd.DataFrame:
    found = ask(here, figures.overdue_ages, here.asked, kind, ("unit", *by))
    return rooms.answered(found).assign(own=found["unit"])


def trend(here: Context, code: str) -> list[float]:
    """An indicator of the overview month by month, or week by week for what stands at a moment; none where its
    records are not here, nor of two months, which show no trend."""
    if code == _STANDING:
        if not attached.has_records(here.store):
            return []
        return [float(value) for value in weeks(here, "dossiers", TREND_WEEKS)["standing"]]
    of_all = ask(here, figures.levels, here.asked, _MONTHLY, "month")  # one question for all cards
    months = sorted(of_all.of(code), key=lambda value: str(value.month))
    values = [month.value for month in months if month.value is not None and month.is_covered]
    return values if len(values) > 2 else []


def move(here: Context, code: str) -> int | None:
    """Whether its newest whole month is a real change, or the newest week of what stands at a moment: +1 up, -1 down,
    0 the usual to and fro; None where nobody can say."""
    if code == _STANDING:
        return (
            week_move(partial(ask, here), here.asked, "dossiers")
            if attached.has_records(here.store)
            else None
        )
    months = ask(here, figures.behaviours, here.asked.year_so_far)  # of all at once, as the findings ask
    of = next((one for one in months if one.indicator == code), None)
    return insights.move(of, insights.whole_month(here.asked.as_of)) if of else None


def points(here: Context) -> Index:
    """The year's index: one of the agency, whichever unit is looked at."""
    return ask(here, figures.points, here.asked.whole.year_so_far)


def value(here: Context, indicator: str) -> Value | None:
    return values(here, indicator=indicator).one(indicator)


def entry(here: Context, code: str) -> Entry:
    """An indicator of the catalogue."""
    return find(ask(here, figures.catalogue), code)


def units(here: Context) -> pd.DataFrame:
    """The agency's units: unit, unit_name, short_name, parent, kind, valid_from, valid_to, successor …"""
    return ask(here, reference.units, agency=here.agency)


def unit_ids(here: Context) -> tuple[str, ...] | None:
    """The chosen unit and everything below it; None for all units."""
    if here.unit is None:
        return None
    within = ask(here, figures.units, agency=here.agency).within(here.unit)
    return None if within is None else tuple(within)


def unit_name(here: Context, unit: str | None = None) -> str:
    """The full name of a unit; by default of the chosen one."""
    names = units(here).set_index("unit")["unit_name"].to_dict()
    return str(names.get(unit or here.unit) or "Chưa xác định")


def responsible(here: Context, text: Any) -> list[str]:
    """The units that a printed "đơn vị chịu trách nhiệm" names ("Các Phòng, Trung tâm": all); never a guess."""
    if missing(text):
        return []
    return ask(here, figures.responsible, here.agency, str(text), here.as_of or today())


def _short_names(here: Context) -> dict[str, str]:
    return _names_of(units(here))


def _names_of(units: pd.DataFrame) -> dict[str, str]:
    return dict(zip(units["unit"], units["short_name"], strict=True))


def answered_for(here: Context, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of figures.criteria that the chosen unit answers for; all of them where none is chosen."""
    if here.unit is None:
        return rows
    mine = set(unit_ids(here) or ())
    return [row for row in rows if mine & set(responsible(here, row["units"]))]


def criteria_years(here: Context) -> list[int]:
    """The years whose table of criteria was known on the day, the newest first."""
    return ask(here, figures.criteria_years, here.asked) if here.as_of else []


def end_of_unit(here: Context) -> str:
    """Since when a unit works no more, and which carries on; "" for one that stands."""
    known, day = ask(here, figures.units, agency=here.agency), here.asked.as_of
    return ended_units.since(known, here.unit, day) if known.ended(here.unit, day) else ""


def short_names(here: Context, frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame with unit_name, and the former unit's, shortened to at most 16 characters where the unit has a
    short name."""
    frame = frame.assign(
        unit_name=frame["unit"].map(_short_names(here)).replace("", None).fillna(frame["unit_name"])
    )
    if "former" in frame:
        known = units(here)
        short = dict(zip(known["unit_name"], known["short_name"], strict=True))
        frame["former"] = frame["former"].map(lambda name: short.get(name) or name)
    return frame


def speaks(here: Context, kind: str) -> bool:
    """Whether a file speaks of what is overdue or due of a kind: without one that is unknown, not none."""
    return ask(here, figures.speaks, here.asked, KINDS[kind].dataset)


def unheard(here: Context, kind: str) -> Unheard:
    """Of which days before the one looked at no file of a kind speaks."""
    return ask(here, figures.unheard, here.asked, KINDS[kind].dataset)


def known(here: Context, kind: str, text: str) -> str:
    """What is said of a list of a kind, with the days of which no file of it speaks."""
    return heard.known(text, unheard(here, kind))


def as_known(here: Context, card: cards.Kpi, kind: str) -> cards.Kpi:
    """A card of what is overdue of a kind, with the days of which no file of it speaks."""
    return replace(
        card, under=Sentence(heard.on_card(card.under, unheard(here, kind)), *claims_of(card.under))
    )


def until(here: Context, *kinds: str) -> str:
    """Up to which day lists of these kinds are known (words.heard.until)."""
    return heard.until(here.asked.as_of, *(unheard(here, kind) for kind in kinds))


def soon_counts(here: Context, kind: str, *by: str) -> pd.DataFrame:
    """What falls due within three working days, counted as `overdue_ages` counts and by day (figures.soon_counts);
    days_left 0 is today."""
    return told(here, _soon_counts, kind, by)


def _soon_counts(here: Context, kind: str, by: tuple[str, ...]) -> pd.DataFrame:
    found = ask(here, figures.soon_counts, here.asked, kind, ("unit", *by))
    return rooms.answered(found).assign(own=found["unit"])


def plan_ahead(here: Context, days: int) -> pd.DataFrame:
    """Plan tasks that fall due within so many calendar days, nearest first."""
    found = overdue(here, "plan", days)
    if found.empty or here.as_of is None:
        return found
    return found[pd.to_datetime(found["due"]) <= pd.Timestamp(here.as_of) + pd.Timedelta(days=days)]


def sources_line(here: Context, *only: str, of: Sequence[str] = ()) -> None:
    """The last line of a page: up to which day, which sources (`only` of datasets) reach how far, which version; those
    `of` several agencies from the day of the first to that of the last."""
    days: dict[str, list[date]] = {}
    for agency in of or (here.agency,):
        for row in records(ask(here, figures.freshness, replace(here.asked, agency=agency))):
            if row["newest_as_of"] and (not only or row["dataset"] in only):
                days.setdefault(SOURCES[row["dataset"]], []).append(row["newest_as_of"])
    files = [
        f"{name} ({' – '.join(map(format_date, dict.fromkeys((min(found), max(found)))))})"
        for name, found in days.items()
    ]
    source = f" · nguồn: {', '.join(files)}" if files else ""
    day = format_date(here.as_of)
    widgets.note(plain(f"Số liệu đến {day}{source} · phiên bản {here.store.data_version}"))


def targets_line(here: Context) -> None:
    """That the year has no targets, or only proposed ones, and for an administrator the way to them."""
    if notice := year_notice(ask(here, changes.rows, here.agency, "targets"), here.year):
        with widgets.toolbar():
            st.markdown(f":orange[:material/info:] {plain(notice)}", width="content")
            if here.may("administer"):
                widgets.link("Chỉ tiêu giao", "quan-tri", key="giao_chi_tieu", muc="Chỉ tiêu giao")
