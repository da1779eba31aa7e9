"""The page Giao ban by name: what came, stayed, left; promises; conclusions; what each room has to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import conclusions as said
from chiso.figures.promises import BROKEN
from chiso.present.columns import TABLES
from chiso.web.meeting import since, turned
from chiso.web.meeting.since import Changes
from chiso.web.parts import loading, opening, paging, paper, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, told
from chiso.words import concluded, meeting, overdue, rooms
from chiso.words.overdue import KINDS
from chiso.words.states import REAL

PART = "loc"  # in the address: which of the rows


def summary(here: Context, then: date) -> str:
    """The page as text to paste: figures, what is overdue, which changes are real, conclusions that were not met, what
    each room has to do."""
    found = since.changes(here, then)
    real = [f"{one.name} {one.text}" for one in since.moved(here, found) if one.is_real]
    unmet = [
        f"{row['content']} ({row['unit_name']})" for row in found.conclusions if row["outcome"] == BROKEN
    ]
    said = [
        meeting.headline(found.about, found.lists, found.known, found.heard),
        *([f"{REAL.capitalize()}: {'; '.join(real)}"] if real else []),
        *([f"Kết luận chưa đạt: {'; '.join(unmet)}"] if unmet else []),
        *since.corrected(here, then),
    ]
    head = f"Giao ban {format_date(here.as_of)}, so với {format_date(then)}. {widgets.source_words(here)}"
    return meeting.summary(head, since.cards(here, found), said, lines(here, found).values())


def lists(here: Context, found: Changes) -> None:
    """What came, stayed, left, by name; a row opens its record."""
    under = f"Hẹn xong là ngày đã hẹn đến {format_date(found.since)}; bấm một dòng để mở"
    with widgets.card(meeting.headline(found.about, found.lists, found.known, found.heard), under):
        total, read = _filtered(here, found)
        if not total:
            if found.known:
                none = overdue.in_all(dict.fromkeys(found.known, 0))
                widgets.all_fine(f"{none}, không có lời hẹn nào.")
            return
        place = view.page_of(PART)
        most = total if view.is_printed() else tables.MOST_ROWS
        skip = paging.skipped(place, total, most)
        key = plots.selection_key(here, f"viec_{view.get(PART)}_{skip}")
        shown = _shown(read(figures.Page(skip=skip, most=most)))
        tables.grid(
            shown, tables.filled(shown, TABLES["changed"]), here, alt="Việc quá hạn và lời hẹn", key=key
        )
        paging.turn(place, skip, total, most)
        title = f"Việc quá hạn so với {format_date(found.since)}"
        with widgets.toolbar():
            columns = TABLES["changed"]
            tables.download_buttons(
                lambda: _shown(read(figures.Page())), columns, here, name="viec_giao_ban", title=title
            )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are printed."""
    return opening.told(rows).assign(
        change=rows["change"].map(meeting.CHANGES),
        promised_on=rows["promised_on"].fillna(rows["now_on"]),
        outcome=rows["said"],
        days_late=rows["days_late"].astype("float64"),  # of what is done it is unknown
    )


def _filtered(here: Context, found: Changes) -> tuple[int, Callable[[figures.Page], pd.DataFrame]]:
    """How many rows the segments choose, each with how many it has, and how a page of them is read."""
    counts, promised = told(here, _counted, found.since)
    words = {
        code: f"{name} {format_number(counts[code])}"
        for code, name in meeting.FILTERS.items()
        if counts[code] or not code
    }
    chosen = view.segments("Lọc việc", words, name=PART, forgets=(view.page_of(PART),)) if counts[""] else ""
    if chosen in promised:
        return counts[chosen], lambda page: _cut(promised[chosen], page)

    def read(page: figures.Page) -> pd.DataFrame:
        of = (chosen, found.since, page)
        return _page(here, *of) if page.most is None else told(here, _page, *of)

    return counts[chosen], read


def _counted(here: Context, then: date) -> tuple[dict[str, int], dict[str, pd.DataFrame]]:
    """How many rows each filter has; of those that were promised the rows: by what became of it, and what is done and
    on none of the lists."""
    found = since.changes(here, then)
    named = found.promised
    many = {name: int(rows["total"].sum()) for name, rows in found.lists.items()}
    today = sum(many[one] for one in turned.TODAY)
    done = named[named["change"] == meeting.DONE]
    promised = {meeting.DONE: done, **{one: named[named["outcome"] == one] for one in turned.OUTCOMES}}
    counts = {
        "": sum(many.values()) + len(done),
        **many,
        **{one: len(rows) for one, rows in promised.items()},
        meeting.NO_PROMISE: today - int(turned.has_day(named).sum()),
    }
    return counts, promised


def _page(here: Context, chosen: str, then: date, page: figures.Page) -> pd.DataFrame:
    """The rows of a filter; what is done and on none of the lists stands last where all of them are shown."""
    found = since.changes(here, then)
    parts = turned.parts(chosen, then, found.promised)
    rows = turned.read(here, parts, found.lists, found.promises, page)
    if chosen:
        return rows
    done = found.promised[found.promised["change"] == meeting.DONE]
    many = sum(int(one["total"].sum()) for one in found.lists.values())
    last = _cut(done, replace(page, skip=max(page.skip - many, 0)))
    left = len(done) if page.most is None else page.most - len(rows)
    return pd.concat([rows, last.head(left)], ignore_index=True) if len(last) and left else rows


def _cut(rows: pd.DataFrame, page: figures.Page) -> pd.DataFrame:
    return rows.iloc[page.skip :].head(len(rows) if page.most is None else page.most)


def conclusions(here: Context, found: Changes) -> None:
    """Conclusions with what became of each, and how the figure moved that it is tied to."""
    rows = found.conclusions
    if not rows:
        widgets.title("Chưa có kết luận giao ban nào cần theo dõi")
        if here.may("edit"):
            widgets.link("Ghi kết luận", "slide", key="so_ket_luan", phan="ket_luan")
        return
    under = "Kết luận có mức cần đạt được đánh giá bằng con số của ngày hạn"
    with widgets.card(concluded.headline(found.about, rows), under):
        cells = {
            "Kết quả": [said.outcome(row) for row in rows],
            "Kết luận": [row["content"] for row in rows],
            "Đơn vị": [row["unit_name"] for row in rows],
            "Hạn": ["–" if row["due_on"] is None else format_date(row["due_on"]) for row in rows],
            "Con số": [concluded.figure(found.about, row) for row in rows],
        }
        paper.read(cells, alt="Kết luận giao ban và kết quả")
        if here.may("edit"):
            widgets.link("Sổ kết luận", "slide", key="so_ket_luan", phan="ket_luan")


def lines(here: Context, found: Changes) -> dict[str, tuple[str, str]]:
    """What each room has to do: its name and its line, by unit; who has most overdue first."""
    return told(here, _lines, found.since)


def _lines(here: Context, then: date) -> dict[str, tuple[str, str]]:
    found = since.changes(here, then)
    late = pd.concat([found.lists[one] for one in turned.TODAY], ignore_index=True)
    soon = {kind: loading.short_names(here, loading.soon_counts(here, kind)) for kind in KINDS}
    broken = [row["unit_id"] for row in found.conclusions if row["outcome"] == BROKEN]
    names = {unit: loading.unit_name(here, unit) for unit in broken}
    for frame in (*soon.values(), late):
        names |= {  # a record of which no unit is known is no room's
            unit: name
            for unit, name in zip(frame["unit"], frame["unit_name"], strict=True)
            if not missing(unit)
        }
    said = found.promised[found.promised["change"].isin(turned.TODAY)]
    missed = said[said["outcome"] == BROKEN]["unit"].value_counts()
    numbers = {
        kind: turned.first(here, found.since, kind, meeting.MOST_NAMED + 1, found.lists)
        for kind in meeting.NUMBERED
        if (late["kind"] == kind).any()
    }
    made: dict[str, tuple[str, str]] = {}
    for unit in sorted(names, key=lambda unit: (unit == rooms.LEFT, -_many(late, unit))):
        work = meeting.Work(
            {kind: _many(late[late["kind"] == kind], unit) for kind in KINDS},
            {kind: [*rows[rows["unit"] == unit]["id"]] for kind, rows in numbers.items()},
            {kind: _many(counts, unit) for kind, counts in soon.items()},
            int(missed.get(unit, 0)), broken.count(unit),
        )  # fmt: skip
        made[str(unit)] = str(names[unit]), meeting.duties(found.about, unit, work)
    return made


def _many(counts: pd.DataFrame, unit: str) -> int:
    return int(counts["total"][counts["unit"] == unit].sum())


def duties(here: Context, found: Changes) -> None:
    """A line per room, to be copied."""
    made = lines(here, found)
    under = "Một dòng một phòng; bấm tên để mở trang đơn vị"
    with widgets.card("Việc của từng phòng trong tuần tới", under, key="viec_phong"):
        if not made:
            said = meeting.calm(found.known)
            widgets.all_fine(said) if said else widgets.note(overdue.NO_LISTS)
        for unit, (name, line) in made.items():
            _room(here, unit, name, line)


def _room(here: Context, unit: str, name: str, line: str) -> None:
    left, middle, right = st.columns([2, 7, 1.3], vertical_alignment="center")
    with left:
        if unit in (rooms.LEFT, "unknown") or view.is_printed():  # a button is not on paper
            st.markdown(plain(name))
        else:
            widgets.link(plain(name), "don-vi", key=f"phong_{unit}", unit=unit)
    middle.markdown(plain(line))
    with right:
        text = f"{name}, giao ban {format_date(here.as_of)}: {line}."
        widgets.aside("Chép", "content_copy", partial(widgets.to_copy, text), key=f"chep_{unit}")
