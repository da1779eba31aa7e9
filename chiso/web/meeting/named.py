"""The page Giao ban by name: what came, stayed, left; promises; conclusions; what each room has to do."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from chiso.core.text import missing, plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import conclusions as said
from chiso.figures.promises import BROKEN, KEPT, MOVED
from chiso.present.columns import TABLES
from chiso.web.meeting import since
from chiso.web.meeting.since import Changes
from chiso.web.parts import loading, opening, paging, paper, plots, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import meeting, rooms
from chiso.words.states import REAL

PART = "loc"  # in the address: which of the rows
TODAY = (meeting.NEW, meeting.STILL)  # overdue on the day looked at


def summary(here: Context, then: date) -> str:
    """The page as text to paste: figures, what is overdue, which changes are real, conclusions that were not met, what
    each room has to do."""
    found = since.changes(here, then)
    real = [f"{one.name} {one.text}" for one in since.moved(here, found) if one.is_real]
    unmet = [
        f"{row['content']} ({row['unit_name']})" for row in found.conclusions if row["outcome"] == BROKEN
    ]
    said = [
        meeting.headline(found.about, found.lists),
        *([f"{REAL.capitalize()}: {'; '.join(real)}"] if real else []),
        *([f"Kết luận chưa đạt: {'; '.join(unmet)}"] if unmet else []),
        *since.corrected(here, then),
    ]
    head = f"Giao ban {format_date(here.as_of)}, so với {format_date(then)}. {widgets.source_words(here)}"
    return meeting.summary(head, since.cards(here, found), said, lines(here, found).values())


def lists(here: Context, found: Changes) -> None:
    """What came, stayed, left, by name; a row opens its record."""
    rows = found.records
    under = f"Hẹn xong là ngày đã hẹn đến {format_date(found.since)}; bấm một dòng để mở"
    with widgets.card(meeting.headline(found.about, found.lists), under):
        if rows.empty:
            widgets.all_fine("Không có việc nào quá hạn, không có lời hẹn nào.")
            return
        part = _filtered(opening.told(rows))
        shown = part.assign(
            change=part["change"].map(meeting.CHANGES),
            promised_on=part["promised_on"].fillna(part["now_on"]),
            outcome=part["said"],
        )
        columns = {name: one for name, one in TABLES["changed"].items() if shown[name].notna().any()}
        place = view.page_of(PART)
        most = len(shown) if view.is_printed() else tables.MOST_ROWS
        skip = paging.skipped(place, len(shown), most)
        key = plots.selection_key(here, f"viec_{view.get(PART)}_{skip}")
        tables.grid(shown.iloc[skip : skip + most], columns, here, alt="Việc quá hạn và lời hẹn", key=key)
        paging.turn(place, skip, len(shown), most)
        title = f"Việc quá hạn so với {format_date(found.since)}"
        with widgets.toolbar():
            tables.download_buttons(lambda: shown, columns, here, name="viec_giao_ban", title=title)


def _filtered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that the segments choose, each segment with how many it has."""
    kept = {
        "": rows,
        **{one: rows[rows["change"] == one] for one in (*TODAY, meeting.CLEARED)},
        **{one: rows[rows["outcome"] == one] for one in (BROKEN, KEPT, MOVED)},
        meeting.NO_PROMISE: rows[rows["outcome"].isna() & rows["now_on"].isna() & rows["change"].isin(TODAY)],
    }
    many = {code: len(part) for code, part in kept.items()}
    words = {
        code: f"{name} {format_number(many[code])}"
        for code, name in meeting.FILTERS.items()
        if many[code] or not code
    }
    return kept[view.segments("Lọc việc", words, name=PART, forgets=(view.page_of(PART),))]


def conclusions(here: Context, found: Changes) -> None:
    """Conclusions with what became of each, and how the figure moved that it is tied to."""
    rows = found.conclusions
    if not rows:
        widgets.title("Chưa có kết luận giao ban nào cần theo dõi")
        if here.may("edit"):
            widgets.link("Ghi kết luận", "slide", key="so_ket_luan", phan="ket_luan")
        return
    under = "Kết luận có mức cần đạt được đánh giá bằng con số của ngày hạn"
    with widgets.card(meeting.conclusions(found.about, rows), under):
        cells = {
            "Kết quả": [said.outcome(row) for row in rows],
            "Kết luận": [row["content"] for row in rows],
            "Đơn vị": [row["unit_name"] for row in rows],
            "Hạn": ["–" if row["due_on"] is None else format_date(row["due_on"]) for row in rows],
            "Con số": [meeting.figure(found.about, row) for row in rows],
        }
        paper.read(cells, alt="Kết luận giao ban và kết quả")
        if here.may("edit"):
            widgets.link("Sổ kết luận", "slide", key="so_ket_luan", phan="ket_luan")


def lines(here: Context, found: Changes) -> dict[str, tuple[str, str]]:
    """What each room has to do: its name and its line, by unit; who has most overdue first."""
    rows = found.records
    late = rows[rows["change"].isin(TODAY)]
    soon = loading.short_names(here, loading.due_soon(here))
    broken = [row["unit_id"] for row in found.conclusions if row["outcome"] == BROKEN]
    names = {unit: loading.unit_name(here, unit) for unit in broken}
    for frame in (soon, late):
        names |= {  # a record of which no unit is known is no room's
            unit: name
            for unit, name in zip(frame["unit"], frame["unit_name"], strict=True)
            if not missing(unit)
        }
    order = sorted(names, key=lambda unit: (unit == rooms.LEFT, -int((late["unit"] == unit).sum())))
    made: dict[str, tuple[str, str]] = {}
    for unit in order:
        mine = (late[late["unit"] == unit], soon[soon["unit"] == unit])
        made[str(unit)] = str(names[unit]), meeting.duties(found.about, unit, *mine, broken.count(unit))
    return made


def duties(here: Context, found: Changes) -> None:
    """A line per room, to be copied."""
    made = lines(here, found)
    under = "Một dòng một phòng; bấm tên để mở trang đơn vị"
    with widgets.card("Việc của từng phòng trong tuần tới", under, key="viec_phong"):
        if not made:
            widgets.all_fine("Không phòng nào có việc quá hạn hay sắp đến hạn.")
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
        widgets.aside("Chép", "content_copy", partial(tables.to_copy, text), key=f"chep_{unit}")
