"""What has to be looked at, at the top of Tổng quan: the five that weigh most, each with what belongs to it and the way
to its rows; the others behind a switch; what was put away, by whom and why."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from chiso.core.clock import show
from chiso.core.periods import month_end
from chiso.core.text import plain
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import put_away
from chiso.figures.scoring import SMALLEST
from chiso.web.parts import loading, widgets
from chiso.web.parts.editing import saved
from chiso.web.shell import access, view
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.words import headlines, overdue, scoring
from chiso.words.findings import Finding
from chiso.words.states import STATES

MOST = 5  # rows that stand open
_WIDTHS = (1.3, 8.2, 1.5)


def draw(here: Context) -> None:
    """The card; where nothing is to be looked at, that."""
    found = loading.ask(here, loading.findings, here.asked)
    rows = grouped(found.rows)
    # on a telephone the parts of a row stand one under the other: further apart from the next than from each other
    with st.container(border=True, gap="medium" if view.is_narrow() else "xsmall", key="can_chu_y"):
        if not rows:
            _nothing(here, bool(found.away))
        is_open = len(rows) <= MOST or view.is_on("tat_ca_viec") or view.is_printed()
        for place, row in enumerate(rows if is_open else rows[:MOST]):
            _row(here, place, row)
        with widgets.toolbar():
            if len(rows) > MOST:
                view.toggle(f"Xem tất cả {format_number(len(rows))} nội dung", name="tat_ca_viec")
            if found.away:
                label = f"Đã cất {format_number(len(found.away))} nội dung"
                widgets.aside(label, "inventory_2", partial(_away, here, found.away), key="da_cat")


def grouped(rows: Sequence[Finding]) -> list[list[Finding]]:
    """The findings row by row: what is overdue stands together, its kinds below their sum. What is left of a kind whose
    count was put away counts nothing: it stands alone."""
    late = [one for one in rows if one.about in overdue.KINDS and one.state == "overdue"]
    found = [[one] for one in rows if one not in late]
    return [*found[: (at := _before(rows))], late, *found[at:]] if late else found


def _before(rows: Sequence[Finding]) -> int:
    """How many stand before the first that is overdue."""
    return next(place for place, one in enumerate(rows) if one.about in overdue.KINDS)


def _nothing(here: Context, is_put_away: bool) -> None:
    if is_put_away:
        widgets.note("Mọi nội dung cần chú ý đã được cất.")
    elif any(loading.speaks(here, kind) for kind in overdue.KINDS):
        widgets.all_fine(headlines.ALL_CALM)
    else:
        widgets.note(overdue.NO_LISTS)


def _row(here: Context, place: int, row: Sequence[Finding]) -> None:
    """Badge, sentence, the way there; below the sentence what is at stake, what belongs to it, "Cất"."""
    head, many = row[0], len(row) > 1
    lines = row if many else ()
    more = [part for one in row for part in one.more]
    left, middle, right = st.columns(_WIDTHS, vertical_alignment="center")
    with left:
        widgets.badge(STATES[head.state])
    with middle, st.container(gap=None):
        small = "".join(f"  \n:small[{bold(one)}]" for one in (*lines, *(more if view.is_printed() else ())))
        st.markdown((bold(overdue.together(row)) if many else bold(head)) + small)
        if not view.is_printed():
            _beside(here, place, row, more)
    with right, st.container(gap="small" if view.is_narrow() else None, horizontal=view.is_narrow()):
        for number, one in enumerate(row):
            name = overdue.KINDS[one.about].name if many else _page(one)
            if one.page:
                widgets.link(name, one.page, key=f"chu_y_{place}{f'_{number}' * bool(number)}", **one.filters)


def _beside(here: Context, place: int, row: Sequence[Finding], more: Sequence[Finding]) -> None:
    with widgets.toolbar():
        stake = row[0].stake
        if stake is not None and stake >= SMALLEST:
            st.markdown(f":small[:gray[{scoring.number(stake)} điểm CCHC chưa ngã ngũ]]", width="content")
        if more:
            label = f"Vì sao, ở đâu ({format_number(len(more))})"
            widgets.aside(label, "search", partial(_more, place, more), key=f"kem_{place}")
        if here.may("edit") and here.only_unit is None:
            every = [part for one in row for part in (one, *one.more)]
            widgets.aside("Cất", "inventory_2", partial(_put_away, here, every), key=f"cat_{place}")


def _more(place: int, more: Sequence[Finding]) -> None:
    """What belongs to a finding, each with the way to its rows."""
    for number, one in enumerate(more):
        st.markdown(bold(one))
        widgets.link(_page(one), one.page, key=f"kem_{place}_{number}", **one.filters)


def bold(finding: Finding) -> str:
    """The sentence as Markdown with its number in bold."""
    text, strong = plain(finding.text), plain(finding.bold)
    return text.replace(strong, f"**{strong}**", 1) if strong else text


def _page(finding: Finding) -> str:
    entry = access.entry_of(finding.page) if finding.page else None
    return entry.title if entry else "Mở"


def _put_away(here: Context, row: Sequence[Finding]) -> None:
    """Which one, and why; for everybody until its sign changes or the month ends."""
    words = {one.key: plain(one.text) for one in row}
    chosen = row[0].key
    if len(row) > 1:
        chosen = st.radio(
            "Cất nội dung nào?", list(words), format_func=words.__getitem__, key=f"cat_gi_{chosen}"
        )
    why = st.text_input("Lý do", max_chars=put_away.LONGEST_REASON, key=f"cat_vi_sao_{row[0].key}")
    until = format_date(month_end(here.asked.as_of))
    widgets.note(f"Ẩn với mọi người đến {until}, hoặc đến khi đổi chiều; lý do ghi vào nhật ký.")
    if st.button("Cất đi", key=f"cat_di_{row[0].key}"):
        with explained():
            one = next(one for one in row if one.key == chosen)
            put_away.put_away(here.store, here.actor, here.asked, one, why)
            saved("Đã cất. Xem lại ở “Đã cất” dưới danh sách.")


def _away(here: Context, away: Sequence[Mapping[str, Any]]) -> None:
    for row in away:
        who = f"{row['who']} cất lúc {show(row['at'])}, đến {format_date(row['until'])}: {row['reason']}"
        st.markdown(f"{plain(row['said'])}  \n:small[:gray[{plain(who)}]]")
        if here.may("edit") and here.only_unit is None:
            widgets.quiet("Hiện lại", "undo", partial(_show, here, row), key=f"hien_lai_{row['finding']}")


def _show(here: Context, row: Mapping[str, Any]) -> None:
    with explained():
        put_away.show_again(here.store, here.actor, here.asked, row)
