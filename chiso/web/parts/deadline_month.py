"""The deadlines of a plan as a calendar: a month as weeks, on a telephone as a list of its days; the tasks of the day
that was chosen. The same rows as the list of tasks below it."""

from calendar import Calendar
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.periods import months_of
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, parse_date
from chiso.core.worktime import WEEKDAYS
from chiso.present.columns import TABLES, Column
from chiso.present.palette import palette
from chiso.web.parts import loading, paper, plots, sent, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole
from chiso.words import plan as words

MONTH, DAY = "thang", "ngay"  # in the address
_NAME = "lich_han"
_TODAY = ", hôm nay"
_DAY, _HIGHEST_WEEK = 106, 118  # pixels of a day, which is wider where there is room; of a week of six lines
_NOTE = "Mỗi việc tính cho từng đơn vị, theo từng hạn; ▲ quá hạn, ✓ đã xong. Bấm một ngày để xem từng việc."


def draw(here: Context, plan: pd.DataFrame) -> None:
    """A month of the plan; nothing where no task names a day."""
    today = here.asked.as_of
    found = kept_whole(_month, loading.short_names(here, plan), today, view.get(MONTH))
    if found is None:
        return
    months, code, headline, said, late = found
    with widgets.card(headline, _NOTE, key="lich_ke_hoach"):
        _leaf(months, code, f"{today:%Y-%m}")
        if view.is_printed() or not said:
            _on_paper(said, months[code], today)
            return
        shown = _days(said, today) if view.is_narrow() else _weeks(said, months[code], today)
        with widgets.cells(_NAME):
            _grid(here, *shown, lambda day: _role(day, late, today))
        with widgets.toolbar():
            options = {
                day.isoformat(): f"{format_date(day)}: {many}, {whose}" for day, (many, whose) in said.items()
            }
            opens = partial(view.mark, DAY)
            widgets.to_open("Chọn một ngày", options, opens, key=plots.selection_key(here, f"chon_{_NAME}"))
        chosen = parse_date(view.get(DAY) or "")
        if chosen is not None and f"{chosen:%Y-%m}" == code:
            _tasks(here, chosen.date(), plan)


def _month(
    plan: pd.DataFrame, today: date, asked: str | None
) -> tuple[dict[str, date], str, str, "Said", set[date]] | None:
    """The months of a plan, which of them is `asked` for (else today's), its headline, its days in words, those of
    them with something overdue; None where no task names a day."""
    days = words.due_on(plan)
    if not days:
        return None
    months = {f"{one:%Y-%m}": one for one in months_of(min(today, *days), max(today, *days))}
    code = asked if asked in months else f"{today:%Y-%m}"
    within = {day: rows for day, rows in days.items() if day.replace(day=1) == months[code]}
    said = {day: words.day_words(rows) for day, rows in within.items()}
    late = {day for day, rows in within.items() if (rows["state"] == "overdue").any()}
    return months, code, words.month_headline(within, months[code]), said, late


def _leaf(months: Mapping[str, date], code: str, now: str) -> None:
    """The month before, which month, the month after."""
    codes = [*months]
    at = codes.index(code)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lich_thang"):
        draw = partial(st.selectbox, label_visibility="collapsed", width=160)
        options = {one: f"Tháng {first.month}/{first.year}" for one, first in months.items()}
        view.pick(draw, "Tháng của lịch", options, name=MONTH, default=now, forgets=(DAY,))
        for label, to, icon in (
            ("Tháng trước", at - 1, "chevron_left"),
            ("Tháng sau", at + 1, "chevron_right"),
        ):
            there = 0 <= to < len(codes)
            turn = partial(view.put, **{MONTH: codes[to] if there else None, DAY: None})
            widgets.quiet(label, icon, turn, key=f"lich_{icon}", disabled=not there)


Said = Mapping[date, tuple[str, str]]  # how many and what became of them; whose
Shown = tuple[pd.DataFrame, pd.DataFrame]  # what the cells say; of which day (or None) each is


def _weeks(said: Said, first: date, today: date) -> Shown:
    weeks = [
        [day if day.month == first.month else None for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    cells = [[_cell(said, day, today) if day else "" for day in week] for week in weeks]
    return pd.DataFrame(cells, columns=WEEKDAYS), pd.DataFrame(weeks, columns=WEEKDAYS, dtype=object)


def _cell(said: Said, day: date, today: date) -> str:
    name = f"{day.day}{_TODAY if day == today else ''}"
    return " · ".join([name, ": ".join(said[day])]) if day in said else name


def _days(said: Said, today: date) -> Shown:
    names = {day: f"{WEEKDAYS[day.weekday()]} {day:%d/%m}" + (_TODAY if day == today else "") for day in said}
    cells = {"Ngày": [*names.values()], "Đến hạn": [": ".join(found) for found in said.values()]}
    return pd.DataFrame(cells), pd.DataFrame({head: [*said] for head in cells}, dtype=object)


def _role(day: date | None, late: set[date], today: date) -> str:
    if day in late:
        return "alarm"
    is_marked = day is not None and (day == today or day.isoformat() == view.get(DAY))
    return "accent" if is_marked else ""


def _grid(here: Context, cells: pd.DataFrame, days: pd.DataFrame, role: Callable[[date | None], str]) -> None:
    key = plots.selection_key(here, f"{_NAME}|{view.get(MONTH) or ''}")

    def clicked() -> None:
        for place, column in view.clicked(key, "cells", len(days)):
            if column in days and (day := days.loc[place, column]) is not None:
                view.mark(DAY, day.isoformat())

    row = tables.HIGH_ROW if view.is_narrow() else _week(cells)
    widths: dict[str, Any] = (
        {"Ngày": 105, "Đến hạn": 215} if view.is_narrow() else dict.fromkeys(WEEKDAYS, _DAY)
    )
    p = palette(here.palette)
    looks = [
        (plots.tint(p, found), [(place, at)])
        for place, row in enumerate(days.itertuples(index=False))
        for at, day in enumerate(row)
        if (found := role(day))
    ]
    st.dataframe(
        kept_whole(sent.painted, cells, looks).data,
        column_config={
            head: st.column_config.TextColumn(head, width=width) for head, width in widths.items()
        },
        hide_index=True,
        row_height=row,
        height=tables.grid_height(len(cells), row=row, most=31),
        on_select=clicked,
        selection_mode="single-cell",
        key=key,
        alt="Lịch hạn của kế hoạch; bấm một ngày để xem từng việc",
    )


def _week(cells: pd.DataFrame) -> int:
    """How high a week is: as its longest day needs, broken at words as far as the page is wide."""
    width = max(_DAY, view.room() // len(WEEKDAYS))
    columns = {head: Column(head, width=width) for head in WEEKDAYS}
    if paper.lines(cells, columns) > paper.MOST_LINES:
        return _HIGHEST_WEEK
    return max(tables.HIGH_ROW, tables.row_height(cells, columns))


def _on_paper(said: Said, first: date, today: date) -> None:
    if said:
        cells, _ = _weeks(said, first, today)
        paper.read({head: [*cells[head]] for head in WEEKDAYS}, alt="Lịch hạn")


def _tasks(here: Context, day: date, plan: pd.DataFrame) -> None:
    title = f"Việc kế hoạch đến hạn ngày {format_date(day)}"
    rows = words.due_on(plan).get(day)
    plots.chosen(DAY, f"ngày {format_date(day)}")
    if rows is None:
        widgets.note("Ngày này không có việc kế hoạch nào đến hạn.")
        return
    st.markdown(f"**{plain(title)}**")
    shown = rows.assign(days_late=rows["days_late"].where(rows["days_late"] > 0))
    columns = TABLES["plan_of_unit" if here.unit else "plan_tasks"]
    tables.table(shown, columns, here, name="viec_trong_ngay", title=title)
