"""The morning list of a kind: what falls due within three working days, by room, day and official; the whole of it as a
table and a file, and a message for each room. Heading, table, text and file hold the same rows."""

from functools import partial

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.vietnamese import format_date, format_number
from chiso.figures import lateness
from chiso.figures.values import NO_OFFICIAL
from chiso.present.columns import TABLES
from chiso.web.parts import further, loading, paging, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context, kept_whole, told
from chiso.words import overdue as words
from chiso.words.soon import DAYS, HOLDERS, OTHERS, cards, in_all
from chiso.words.soon import besides as others_due

FIRST = "dau"  # in the address: the list stands above everything else, opened by a card
_WORDED = frozenset({"standing", "risk"})  # columns that the store does not know
NOBODY = "khong-ghi"  # in the address: the rows that name no official


def _counts(here: Context, kind: str) -> pd.DataFrame:
    """What falls due, counted by day, room, official, with the names that these have in the address (day, person); in
    the order of the list."""
    return further.kept(kind, told(here, _counted, kind))


def _counted(here: Context, kind: str) -> pd.DataFrame:
    by = dict.fromkeys((*further.counted_by(kind), "official"))
    found = loading.short_names(here, loading.soon_counts(here, kind, *by))
    return found.assign(
        day=found["days_left"].map(
            {left: code for code, (_, first, last) in DAYS.items() for left in range(first, last + 1)}
        ),
        person=found["official"].astype(object).fillna(NOBODY).astype(str),
    )


def _read(here: Context, kind: str, page: figures.Page) -> pd.DataFrame:
    return loading.short_names(here, loading.overdue(here, kind, lateness.SOON_DAYS, page))


def besides(here: Context) -> None:
    """What else falls due as soon beside the dossiers."""
    others = {
        kind: loading.ask(here, figures.count_overdue, here.asked, kind, figures.Page(), lateness.SOON_DAYS)
        for kind in OTHERS
    }
    if said := others_due(here.asked, others):
        widgets.note(said)


def head(here: Context, kind: str) -> None:
    """Today, in one day, in two or three, who holds most: a click opens the rows right below."""
    by = "official" if words.KINDS[kind].has_officials else "unit"
    opens = {"loai": kind, FIRST: "sap"}
    widgets.kpis(kept_whole(cards, _counts(here, kind), by, opens), key="sap", columns=4, width=150)


def is_first() -> bool:
    """Whether a card has opened the list."""
    return view.get(FIRST) is not None


def draw(here: Context, kind: str) -> None:
    """The card of the list."""
    soon = _counts(here, kind)
    with widgets.card(_headline(here, kind, soon), f"Từ {format_date(here.as_of)}, gần nhất đứng đầu"):
        if soon.empty:
            return
        counts, only, named = _chosen(soon)

        def read(page: figures.Page) -> pd.DataFrame:
            of = (kind, page)
            return _page(here, *of) if page.most is None else told(here, _page, *of)

        first = figures.Page(only=(*further.only(kind), *only), most=tables.MOST_ROWS)
        if kind == "dossiers" and read(first)["risk"].notna().any():
            widgets.note(words.RISK_NOTE)
        count = partial(_count, here, kind)
        listed = paging.Listed(
            f"sap_den_han_{kind}",
            ", ".join((_title(here, kind), *named)),
            TABLES["soon"],
            count,
            read,
            first.only,
            unordered=_WORDED,
        )
        rooms = tuple(soon["own"][soon["unit"].isin(counts["unit"])].dropna().unique())
        tables.listed(listed, here, tools=lambda: _tools(here, listed, kind, rooms))


def _page(here: Context, kind: str, page: figures.Page) -> pd.DataFrame:
    rows = words.listed(_read(here, kind, page))
    if kind == "dossiers":
        rows = words.with_risks(rows, loading.ask(here, figures.late_risks, here.asked.whole))
    return rows


def _count(here: Context, kind: str, page: figures.Page) -> int:
    return int(loading.ask(here, figures.count_overdue, here.asked, kind, page, lateness.SOON_DAYS))


def _headline(here: Context, kind: str, soon: pd.DataFrame) -> str:
    things = further.things(kind)
    total = int(soon["total"].sum())
    many = f"{format_number(total)} {things}" if total else f"không có {things} nào"
    headline = f"Sắp đến hạn: {many} trong {lateness.SOON_DAYS} ngày làm việc"
    if today := int(soon["total"][soon["days_left"] == 0].sum()):
        headline += f", {format_number(today)} hôm nay"
    return loading.known(here, kind, headline)


def _chosen(rows: pd.DataFrame) -> tuple[pd.DataFrame, figures.Only, list[str]]:
    """What the address names of the counts, by room, day and official, each chosen among what is left; the same for the
    store, and in words."""
    rooms = {str(unit): str(name) for (unit, name), _ in rows.groupby(["unit", "unit_name"])}
    days = {code: said for code, (said, _, _) in DAYS.items()}
    people = {str(name): str(name) for name in in_all(rows, "person").index} | {NOBODY: NO_OFFICIAL}
    only: list[tuple[str, tuple[str, ...]]] = []
    named: list[str] = []
    for label, column, name, said, whose in (
        ("Đơn vị", "unit", HOLDERS["unit"][1], rooms, "own"),
        ("Còn", "day", "sap_con", days, "days_left"),
        ("Công chức", "person", HOLDERS["official"][1], people, "official"),
    ):
        counts = in_all(rows, column)
        options = {code: f"{word} · {counts[code]}" for code, word in said.items() if code in counts}
        if len(options) > 1 or view.get(name) in options:
            draw = partial(st.pills, label_visibility="collapsed")
            chosen = view.pick(draw, label, options, name=name, optional=True)
            if chosen is not None:
                rows = rows[rows[column] == chosen]
                named.append(said[chosen])
                only.append((whose, tuple(rows[whose].astype(object).fillna("").map(str).unique())))
    return rows, tuple(("unit" if column == "own" else column, values) for column, values in only), named


def _messages(here: Context, kind: str, rooms: tuple[str, ...]) -> None:
    """A text for each of some rooms, of all that falls due there, whatever day or official the table shows, and of what
    is overdue there."""
    page = figures.Page(only=(*further.only(kind), ("unit", rooms)))
    late = loading.overdue(here, kind, page=page)
    for unit, part in _read(here, kind, page).groupby("unit", sort=False):
        of = late[late["unit"] == unit]
        widgets.to_copy(words.message(part, of, further.things(kind), loading.until(here, kind)))


def _tools(here: Context, listed: paging.Listed, kind: str, rooms: tuple[str, ...]) -> None:
    """`rooms`: those of the rows."""
    widgets.aside("Chép tin nhắn", "sms", partial(_messages, here, kind, rooms), key=f"tin_sap_{kind}")

    def copied() -> str:
        return words.as_text(listed.read(figures.Page(only=listed.only)), listed.title)

    widgets.copy_block(copied, key=f"chep_sap_{kind}")


def _title(here: Context, kind: str) -> str:
    return f"{further.things(kind).capitalize()} sắp đến hạn, {loading.until(here, kind)}"
