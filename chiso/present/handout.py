"""The hand-out of a unit: at most two pages of A4 for its head, from the figures and lists of its page; PDF by typst.

What is printed goes into data/handout/room.typ as JSON: text of files is never markup. Lists that do not fit on two
pages are cut, and say how much is left. Reasons: docs/decisions/0006-hand-outs.md.
"""

import io
import json
import re
import textwrap
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.errors import Refused
from chiso.core.settings import ROOT
from chiso.core.text import missing, xml_text
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.figures.lateness import SOON_DAYS
from chiso.present.chart import records
from chiso.present.columns import ALARMS, NUMERIC, TABLES, Column
from chiso.present.deck.look import Look, figure, shown
from chiso.present.outputs import look_at
from chiso.present.palette import palette
from chiso.store import Store
from chiso.words import cards, officials, overdue, plan
from chiso.words.claims import Sentence
from chiso.words.overdue import KINDS
from chiso.words.states import STATES

TEMPLATE = ROOT / "data" / "handout" / "room.typ"
MOST_PAGES = 2
# What is tried until all fits, the most first: rows of a list of work, of a list that is cut last, characters of a cell
# (a title of a file may have thousands).
_TRIED = (
    *((rows, 40, 160) for rows in (40, 32, 26, 21, 17, 14, 11, 8, 6, 4)),
    (4, 16, 120), (4, 8, 80), (3, 5, 60), (2, 3, 40), (1, 1, 20),
)  # fmt: skip
_PAGE = re.compile(rb"/Type\s*/Page\b")
_COLOURS = ("text", "gray", "accent", "border", "hairline", "axis")
_INKS = ("good", "warning", "alarm", "muted")

Row = dict[str, Any]
Lists = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Handout:
    """A unit's hand-out as PDF; its title claims the lists that it counts."""

    unit: str
    unit_name: str
    as_of: date
    title: Sentence
    content: bytes
    pages: int

    @property
    def file_name(self) -> str:
        return f"{self.unit}-to-phat-tay-{self.as_of}.pdf"


@dataclass(frozen=True)
class Section:
    """A list on it: `table` of data/columns.csv, what its rows are called; `ticks`: a box before each row; `blank`: the
    column that is written by hand where it is empty; `is_work`: it is cut before the others are."""

    title: str
    table: str
    rows: list[Row]
    things: str = "việc"
    note: str = ""
    ticks: bool = False
    blank: str = ""
    is_work: bool = True

    def printed(self, work: int, others: int, longest: int) -> Row:
        """As the template takes it: the first rows, cells of at most `longest` characters."""
        columns, most = TABLES[self.table], work if self.is_work else others
        first, left = self.rows[:most], len(self.rows) - most
        return {
            "title": self.title,
            "note": self.note,
            "heads": [column.label for column in columns.values()],
            "widths": [column.width for column in columns.values()],
            "right": [column.kind in NUMERIC or column.kind == "figure" for column in columns.values()],
            "rows": [
                [cut(one.said(row.get(name)), longest) for name, one in columns.items()] for row in first
            ],
            "alarm": [
                [place, at]
                for place, row in enumerate(first)
                for at, (name, one) in enumerate(columns.items())
                if _is_alarm(one, row.get(name))
            ],
            "ticks": self.ticks,
            "blank": [*columns].index(self.blank) if self.blank else None,
            "rest": f"và {format_number(left)} {self.things} khác, xem tệp XLSX" if left > 0 else "",
        }


def _is_alarm(column: Column, value: Any) -> bool:
    return column.look in ALARMS and not missing(value) and ALARMS[column.look](value)


def cut(text: str, longest: int) -> str:
    """The text in one line without signs that turn others around, at most so long, cut between words."""
    text = xml_text(" ".join(text.split()))
    if len(text) <= longest:
        return text
    return textwrap.shorten(text, longest, placeholder="…") if " " in text[:longest] else f"{text[:longest]}…"


def of_units(store: Store, asked: Asked | None) -> Iterator[Handout]:
    """The hand-outs of every unit that works on the day, in the office's order. Refused before the first import."""
    whole = Look(store, look_at(store, asked).asked.whole)
    known = figures.units(store, whole.agency)
    for unit in known.all():
        if unit.kind != "agency" and known.works(unit.unit_id, whole.as_of):
            yield _made(Look(store, replace(whole.asked, unit=unit.unit_id)), whole)


def of_unit(store: Store, asked: Asked | None) -> Handout:
    """The hand-out of the unit asked for. Refused before the first import, and of a unit that begins later."""
    look = look_at(store, asked)
    if look.not_yet:
        raise Refused("not_yet", f"{look.not_yet}. Hãy chọn ngày khác.")
    return _made(look, Look(store, look.asked.whole))


def _made(look: Look, whole: Look) -> Handout:
    kinds = [kind for kind in KINDS if look.speaks(kind)]
    late = {kind: look.overdue(kind) for kind in kinds}
    soon = {kind: look.soon(kind, SOON_DAYS) for kind in kinds}
    headline = overdue.in_all(late)
    title = Sentence(f"{look.unit_name}: {headline[0].lower()}{headline[1:]}", *look.claims.get("", ()))
    now, before = look.values(), figures.values(look.store, look.asked.earlier())
    kpis = cards.of_unit(now, before, whole.values(), whole.values("unit"))
    sections = [one for one in (*_lists(look, late, soon), *_tables(look, whole, late, soon)) if one.rows]
    said = {
        "title": cut(title, 200),
        "agency": cut(look.agency_name, 80),
        "day": f"Tờ phát tay · {overdue.until(look.as_of, min(filter(None, map(look.ended, kinds)), default=None))}",
        "note": f"Thay đổi trên thẻ là so với {format_date(look.asked.earlier().as_of)}",
        "source": look.source,
        "cards": [_card(kpi) for kpi in kpis],
        "colours": {role: palette("print")[role] for role in (*_COLOURS, *(f"{ink}_ink" for ink in _INKS))},
    }
    content, pages = _fitted(said, sections)
    return Handout(str(look.asked.unit), look.unit_name, look.as_of, title, content, pages)


def _fitted(said: Row, sections: Sequence[Section]) -> tuple[bytes, int]:
    """The PDF with as many rows as two pages hold, and how many pages it has."""

    @cache
    def tried(place: int) -> tuple[bytes, int]:
        return _pdf(said | {"sections": [one.printed(*_TRIED[place]) for one in sections]})

    def fits(place: int) -> bool:
        return tried(place)[1] <= MOST_PAGES

    last = len(_TRIED) - 1
    return tried(0 if fits(0) else 1 + bisect_left(range(1, last), True, key=fits))


def archive(found: Iterable[Handout]) -> bytes:
    """The hand-outs in one ZIP."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for one in found:
            file.writestr(one.file_name, one.content)
    return whole.getvalue()


def _pdf(said: Row) -> tuple[bytes, int]:
    import typst  # 80 MB, for this alone

    content = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[TEMPLATE.parent / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
    )
    return content, len(_PAGE.findall(content))


def _card(kpi: cards.Kpi) -> Row:
    """A card with its change as an arrow and words."""
    change = kpi.change or ""
    if change and change != cards.UNCHANGED:
        change = f"↘ {change[1:]}" if change.startswith("-") else f"↗ {change}"
    state = kpi.state
    return {
        "name": kpi.name,
        "value": kpi.value,
        "state": f"{state.sign} {state.word}".strip(),
        "role": state.role if state.role in _INKS else "muted",
        "change": change,
        "under": kpi.under.split("\n") if kpi.under else [],
    }


# --- what is to be done ------------------------------------------------------------------------------------------


def _lists(look: Look, late: Lists, soon: Lists) -> Iterator[Section]:
    """What is overdue, what falls due, the plan's next deadlines, the conclusions of giao ban."""
    rows = _works(late)
    left = "; ".join(sorted({str(row["former"]) for row in rows if row["former"]}))
    note = "Trễ tính theo ngày làm việc; ô trống ở cột Hẹn xong để ghi tại giao ban"
    note += f"; ⟵ nhận từ {left}" if left else ""
    yield Section("Việc quá hạn", "handout_late", rows, note=note, blank="promised_on")
    rows = sorted(
        _works({kind: one for kind, one in soon.items() if kind != "plan"}), key=lambda row: row["due"]
    )
    title = f"{format_number(len(rows))} việc đến hạn trong {SOON_DAYS} ngày làm việc"
    yield Section(title, "handout_soon", rows, ticks=True)
    if "plan" in late:
        ahead = plan.soon(figures.plan(look.store, look.asked), look.as_of)
        ahead = overdue.listed(ahead.assign(state="due", role=ahead["role"].map(plan.ROLE_WORDS)))
        rows = records(ahead)
        title = f"{format_number(len(rows))} hạn của kế hoạch trong {plan.AHEAD_DAYS} ngày tới"
        yield Section(title, "handout_plan", rows, ticks=True)
    found = meetings.commitments(look.store, look.agency, look.as_of, look.asked.unit)
    still = found[(found["status"] == meetings.OPEN) & (found["state"] != meetings.AHEAD)]
    rows = [row | {"state": _sign(row["state"]) + meetings.STATES[row["state"]]} for row in records(still)]
    title = meetings.counted(len(rows), sum(row["state"].startswith(STATES["overdue"].sign) for row in rows))
    yield Section(title, "handout_conclusions", rows, "kết luận", ticks=True)


def _sign(state: str) -> str:
    return f"{STATES['overdue'].sign} " if state == "overdue" else ""


def _works(lists: Lists) -> list[Row]:
    """Records of several kinds in one list: what is no dossier says its kind, what came from another unit says so."""
    rows = []
    for kind, found in lists.items():
        for row in records(overdue.listed(found)):
            of = "" if kind == "dossiers" else f"{KINDS[kind].name}: "
            former = " ⟵" if row["former"] else ""
            promised = row["promised_on"] and format_date(row["promised_on"])
            rows.append(row | {"title": f"{of}{row['title'] or ''}{former}", "promised_on": promised})
    return rows


# --- how the unit stands -----------------------------------------------------------------------------------------


def _tables(look: Look, whole: Look, late: Lists, soon: Lists) -> Iterator[Section]:
    """Its figures beside the agency's, its officials."""
    rows = []
    for value in look.values():
        if value.value is not None:
            agencys = whole.values().one(value.indicator)
            rows.append(figure(value) | {"whole": shown(agencys) if agencys else "—"})
    yield Section("Chỉ tiêu của đơn vị, từ đầu năm CCHC", "handout_figures", rows, "chỉ tiêu", is_work=False)
    found = figures.officials(look.store, look.asked)
    counts = {name: _by_official(lists) for name, lists in (("late", late), ("soon", soon))}
    rows = [
        row
        | {name: of.get(row["official"], 0) for name, of in counts.items()}
        | {"base": cards.share(row["numerator"], row["denominator"])}
        for row in records(officials.rows(found, "dossiers"))
    ]
    yield Section(officials.headline(found, "hồ sơ"), "handout_officials", rows, "công chức", is_work=False)


def _by_official(lists: Lists) -> Mapping[str, int]:
    """Of how many records of the lists an official is named."""
    named = pd.concat([rows["official"] for rows in lists.values()]) if lists else pd.Series(dtype=object)
    return {str(name): int(count) for name, count in named.value_counts().items()}
