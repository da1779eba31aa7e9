"""The page Giao ban above its lists: which meetings are compared, the figures and how they moved, room by room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.periods import day_before
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import conclusions, corrections, minutes
from chiso.figures import insights
from chiso.figures.judging import Values
from chiso.present.chart import Chart
from chiso.present.pictures import rates
from chiso.store import attached
from chiso.web.meeting import projector, turned
from chiso.web.parts import loading, plots, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, goto, kept_until_written, kept_whole, told
from chiso.words import cards as kpis
from chiso.words import concluded, meeting, moves, rooms
from chiso.words.attention import FIRST
from chiso.words.overdue import KINDS

NOT_HERE = "Kết luận giao ban, ngày hẹn do cơ quan ghi không có trong kho."
MOST_TOLD = 3  # of such figures stand open
NO_MEETING = "Chưa ghi kỳ giao ban nào trước đó."


@dataclass(frozen=True)
class Changes:
    """What changed since a day: figures now and before, how much is overdue (turned.counts), promises, what is overdue
    of which a day was promised (turned.promised), conclusions; `known`: the kinds of which a file speaks, `heard`: of a
    day after that one."""

    since: date
    now: Values
    before: Values
    lists: Mapping[str, pd.DataFrame]
    promises: pd.DataFrame
    promised: pd.DataFrame
    conclusions: list[dict[str, Any]]
    about: meeting.Compared
    known: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


def head(here: Context, copied: Callable[[date], str]) -> date:
    """Which meetings are compared, and another day to choose; the day that is compared with: that of the filter, at
    first the last giao ban before the day looked at. `copied`: the summary since a day, made when it is asked for."""
    then = day_before(here.asked.as_of, here.compare)
    met = kept_until_written(here.store, minutes.met_before, here.agency, here.asked.as_of)
    what = "giao ban" if then in met else "ngày"
    lacking = NOT_HERE if attached.is_on(here.store) else "" if met else NO_MEETING
    words = f"Giao ban {format_date(here.as_of)}, so với {what} {format_date(then)}. {lacking}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(plain(words.strip()), width="stretch")
        widgets.quiet(
            "Trình chiếu", "present_to_all", partial(view.put, **{projector.SHOWN: 1}), key="trinh_chieu_mo"
        )
        widgets.copy_block(lambda: copied(then), key="chep_tom_tat", label="Chép tóm tắt")
        widgets.aside("So với ngày khác", "event", partial(_other_day, here, then), key="ngay_khac_mo")
        if here.may("edit"):
            widgets.link("Slide", "slide", key="toi_slide", icon=":material/slideshow:")
    return then


def _other_day(here: Context, then: date) -> None:
    last = here.asked.as_of - timedelta(days=1)

    def chosen() -> None:
        view.put(compare=st.session_state["ngay_khac"])

    look: Any = {"format": "DD/MM/YYYY", "key": "ngay_khac", "on_change": chosen}
    st.date_input("So với ngày", min(then, last), max_value=last, **look)


def changes(here: Context, then: date) -> Changes:
    """Asked once per version of the data: the year so far, whatever range is looked at."""
    return told(here, _changes, then)


def _changes(here: Context, then: date) -> Changes:
    asked = here.asked.year_so_far
    promises = loading.short_names(here, rooms.held(loading.ask(here, figures.promises, asked, then)))
    known = tuple(kind for kind in KINDS if loading.speaks(here, kind))
    return Changes(
        then,
        loading.values(here, asked),
        loading.levels(here, figures.before(asked, then)),
        turned.counts(here, then),
        promises,
        turned.promised(here, then, promises),
        loading.ask(here, conclusions.since, asked, then),
        meeting.Compared(asked, then),
        known,
        tuple(
            kind for kind in known if loading.ask(here, figures.is_heard, asked, KINDS[kind].dataset, then)
        ),
    )


def corrected(here: Context, then: date) -> list[str]:
    """What was shown on that day and is reckoned otherwise today, each figure with the file that changed it."""
    found = kept_until_written(here.store, corrections.find, here.agency, here.asked.as_of)
    mine = found[found["as_of"] == then]
    mine = mine if here.unit is None else mine[mine["unit"] == here.unit]
    about = meeting.Compared(here.asked.year_so_far, then)
    return [
        meeting.told_then(about, row)
        for row in mine.drop_duplicates(["name", "then", "now"]).to_dict("records")
    ]


def told_then(here: Context, then: date) -> None:
    """The same in a list that stands open where it is short."""
    lines = corrected(here, then)
    if not lines:
        return
    many = f"{format_number(len(lines))} số đã trình nay tính lại khác"
    with st.expander(many, icon=":material/history:", expanded=len(lines) <= MOST_TOLD or view.is_printed()):
        for line in lines:
            st.markdown(f"- {plain(line)}")
        if here.may("edit"):
            widgets.link("Đối soát", "doi-soat", key="toi_doi_soat")


def cards(here: Context, found: Changes) -> list[kpis.Kpi]:
    """The figures at the top, each with what changed."""
    about = found.about
    counted = KINDS["dossiers"].indicator
    online, late = (
        kpis.figure_card(code, found.now.one(code), found.before.one(code), trend, loading.move(here, code))
        for code, trend in ((FIRST, ()), (counted, loading.trend(here, counted)))
    )
    code = KINDS["tasks"].indicator
    tasks = meeting.tasks(found.now.one(code), found.before.one(code))
    late_ones = [
        loading.as_known(
            here, meeting.listed(about, card, kind, found.lists, is_heard=kind in found.heard), kind
        )
        for card, kind in ((late, "dossiers"), (tasks, "tasks"))
    ]
    if attached.is_on(here.store):  # what was promised and concluded is written elsewhere
        return [online, *late_ones]
    said = found.promised[found.promised["change"].isin(turned.TODAY)]["now_on"].notna().sum()
    unsaid = sum(int(found.lists[name]["total"].sum()) for name in turned.TODAY) - int(said)
    return [
        online,
        *late_ones,
        meeting.promised(about, found.promises, unsaid),
        concluded.card(about, found.conclusions),
    ]


def _of_units(here: Context, since: date) -> tuple[Values, Values]:
    """The rooms' values, now and before."""
    asked = here.asked.year_so_far
    before = figures.before(asked, since)
    return loading.values(here, asked, by="unit"), loading.levels(here, before, by="unit")


def moved(here: Context, found: Changes) -> list[moves.Move]:
    """The rates that moved since, of all of them and of each room, and which of these changes are real."""
    return told(here, _moved, found.since)


def _moved(here: Context, since: date) -> list[moves.Move]:
    asked = here.asked.year_so_far
    now, before = [*loading.values(here, asked)], [*loading.levels(here, figures.before(asked, since))]
    months = [*loading.ask(here, figures.behaviours, asked)]
    if here.unit is None:
        of_units, were = _of_units(here, since)
        now, before = [*now, *of_units], [*before, *were]
        months += loading.ask(here, figures.behaviours, asked, None, "unit")
    return moves.moves(now, before, months, insights.whole_month(here.asked.as_of))


def by_unit(here: Context, found: Changes) -> Chart:
    """Room × indicator, now and how it moved."""
    now, before = _of_units(here, found.since)
    both = {code: (found.now.one(code), found.before.one(code)) for code in kpis.NAMES}
    return kept_whole(rates.changed, now, before, both, format_date(found.since))


def draw(here: Context, found: Changes) -> None:
    """All of it on the page; a click on a cell opens that indicator's page for that room."""
    widgets.kpis(cards(here, found), key="gb", columns=5)
    _moves(here, found)


def moves_alone(here: Context) -> None:
    """Of sums without their records: rooms and rates, since the day that is compared with."""
    asked, then = here.asked.year_so_far, day_before(here.asked.as_of, here.compare)
    now, before = loading.values(here, asked), loading.levels(here, figures.before(asked, then))
    _moves(
        here,
        Changes(then, now, before, {}, pd.DataFrame(), pd.DataFrame(), [], meeting.Compared(asked, then)),
    )


def _moves(here: Context, found: Changes) -> None:
    plots.heat(by_unit(here, found), here, name="thay_doi", pages=rates.PAGES)
    month, said = insights.whole_month(here.asked.as_of), moved(here, found)
    chart = kept_whole(rates.moved, found.about, said, month)
    plots.shown(chart, here, name="thay_doi_that", clickable=partial(_why, month))


def _why(month: str, key: str) -> None:
    """The months of a unit's rate and what moved it: what a finding of a real change opens."""
    unit, _, code = key.partition("|")
    goto("vi-sao", **({"unit": unit} if unit else {}), chi_tieu=code, thang=month)
