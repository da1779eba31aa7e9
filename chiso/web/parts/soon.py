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
from chiso.web.parts import further, loading, tables, widgets
from chiso.web.shell import view
from chiso.web.shell.context import Context
from chiso.words import overdue as words
from chiso.words.soon import DAYS, HOLDERS, cards

FIRST = "dau"  # in the address: the list stands above everything else, opened by a card
NOBODY = "khong-ghi"  # in the address: the rows that name no official


def _rows(here: Context, kind: str) -> pd.DataFrame:
    return loading.short_names(here, further.kept(kind, loading.due_soon(here, kind=kind)))


def head(here: Context, kind: str) -> None:
    """Today, in one day, in two or three, who holds most: a click opens the rows right below."""
    by = "official" if words.KINDS[kind].has_officials else "unit"
    opens = {"loai": kind, FIRST: "sap"}
    widgets.kpis(cards(_rows(here, kind), by, opens), key="sap", columns=4, width=150)


def is_first() -> bool:
    """Whether a card has opened the list."""
    return view.get(FIRST) is not None


def draw(here: Context, kind: str) -> None:
    """The card of the list."""
    soon = _rows(here, kind)
    with widgets.card(_headline(here, kind, soon), f"Từ {format_date(here.as_of)}, gần nhất đứng đầu"):
        if soon.empty:
            return
        rows = words.listed(_chosen(soon))
        if kind == "dossiers":
            rows = words.with_risks(rows, loading.ask(here, figures.late_risks, here.asked.whole))
            if rows["risk"].notna().any():
                widgets.note(words.RISK_NOTE)
        tables.table(
            rows, TABLES["soon"], here, name=f"sap_den_han_{kind}", title=_title(here, kind),
            tools=lambda: _tools(here, kind, rows, soon[soon["unit"].isin(rows["unit"])]),
        )  # fmt: skip


def _headline(here: Context, kind: str, soon: pd.DataFrame) -> str:
    things = further.things(kind)
    many = f"{format_number(len(soon))} {things}" if len(soon) else f"không có {things} nào"
    headline = f"Sắp đến hạn: {many} trong {lateness.SOON_DAYS} ngày làm việc"
    if today := int((soon["days_left"] == 0).sum()):
        headline += f", {format_number(today)} hôm nay"
    return words.known(headline, loading.ended(here, kind))


def _chosen(soon: pd.DataFrame) -> pd.DataFrame:
    """The rows of the room, the day and the official that the address names; each is chosen among what is left."""
    rows = soon.assign(
        day=[
            next(code for code, (_, first, last) in DAYS.items() if first <= left <= last)
            for left in soon["days_left"]
        ],
        person=soon["official"].astype(object).fillna(NOBODY).astype(str),
    )
    rooms = {str(unit): str(name) for (unit, name), _ in soon.groupby(["unit", "unit_name"])}
    days = {code: said for code, (said, _, _) in DAYS.items()}
    people = {str(name): str(name) for name in rows["person"].value_counts().index} | {NOBODY: NO_OFFICIAL}
    for label, column, name, said in (
        ("Đơn vị", "unit", HOLDERS["unit"][1], rooms),
        ("Còn", "day", "sap_con", days),
        ("Công chức", "person", HOLDERS["official"][1], people),
    ):
        counts = rows[column].value_counts()
        options = {code: f"{word} · {counts[code]}" for code, word in said.items() if code in counts}
        if len(options) > 1 or view.get(name) in options:
            draw = partial(st.pills, label_visibility="collapsed")
            chosen = view.pick(draw, label, options, name=name, optional=True)
            rows = rows if chosen is None else rows[rows[column] == chosen]
    return rows


def _messages(here: Context, kind: str, soon: pd.DataFrame) -> None:
    """A text for each room, of all that falls due there, whatever day or official the table shows, and of what is
    overdue there."""
    rooms = figures.Page(only=(("unit", tuple(soon["unit"].dropna().unique())),))
    late = further.kept(kind, loading.overdue(here, kind, page=None if kind == "plan" else rooms))
    for unit, part in soon.groupby("unit", sort=False):
        of = late[late["unit"] == unit]
        tables.to_copy(words.message(part, of, further.things(kind), loading.until(here, kind)))


def _tools(here: Context, kind: str, rows: pd.DataFrame, whole: pd.DataFrame) -> None:
    """`whole`: what is due soon in the rooms of the rows."""
    widgets.aside("Chép tin nhắn", "sms", partial(_messages, here, kind, whole), key=f"tin_sap_{kind}")
    tables.copy_block(lambda: words.as_text(rows, _title(here, kind)), key=f"chep_sap_{kind}")


def _title(here: Context, kind: str) -> str:
    return f"{further.things(kind).capitalize()} sắp đến hạn, {loading.until(here, kind)}"
