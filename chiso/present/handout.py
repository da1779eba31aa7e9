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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from chiso.core.settings import ROOT
from chiso.core.text import missing, xml_text
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.present import unit_sheet
from chiso.present.columns import ALARMS, NUMERIC, TABLES, Column
from chiso.present.palette import palette
from chiso.present.unit_sheet import Row, Section, Sheet
from chiso.store import Store
from chiso.words import cards

TEMPLATE = ROOT / "data" / "handout" / "room.typ"
MOST_PAGES = 2
# What is tried until all fits, the most first: rows of a list of work, of a list that is cut last, characters of a cell
# (a title of a file may have thousands).
_TRIED = (
    *((rows, 40, 160) for rows in (40, 32, 26, 21, 17, 14, 11, 8, 6, 4)),
    (4, 16, 120), (4, 8, 80), (3, 5, 60), (2, 3, 40), (1, 1, 20),
)  # fmt: skip
# characters of a word that stands in one line (as in room.typ), of several, and the share of what is longer
_LONG, _WORDS, _SHARE = 28, 22, 60
_PAGE = re.compile(rb"/Type\s*/Page\b")
_COLOURS = ("text", "gray", "accent", "border", "hairline", "axis")
_INKS = ("good", "warning", "alarm", "muted")


@dataclass(frozen=True)
class Handout:
    """A unit's hand-out as PDF."""

    unit: str
    unit_name: str
    as_of: date
    content: bytes
    pages: int

    @property
    def file_name(self) -> str:
        return f"{self.unit}-to-phat-tay-{self.as_of}.pdf"


def printed(sheet: Sheet) -> Handout:
    """The sheet on paper, its lists cut to two pages."""
    said = {
        "title": cut(sheet.title, 200),
        "agency": cut(sheet.look.agency_name, 80),
        "day": sheet.day,
        "note": sheet.note,
        "source": sheet.look.source,
        "is_signed": not sheet.is_ended,
        "cards": [_card(kpi) for kpi in sheet.cards],
        "colours": {role: palette("print")[role] for role in (*_COLOURS, *(f"{ink}_ink" for ink in _INKS))},
    }
    unit = str(sheet.look.asked.unit)
    return Handout(unit, sheet.look.unit_name, sheet.look.as_of, *_fitted(said, sheet.sections))


def _printed(section: Section, work: int, others: int, longest: int) -> Row:
    """As the template takes it: the first rows, cells of at most `longest` characters."""
    columns, most = TABLES[section.table], work if section.is_work else others
    first, left = section.rows[:most], len(section.rows) - most
    rows = [[cut(one.said(row.get(name)), longest) for name, one in columns.items()] for row in first]
    return {
        "title": section.title,
        "note": section.note,
        "heads": [column.label for column in columns.values()],
        "widths": [
            _width(column, cells)
            for column, cells in zip(columns.values(), zip(*rows, strict=True), strict=True)
        ],
        "right": [column.kind in NUMERIC or column.kind == "figure" for column in columns.values()],
        "rows": rows,
        "alarm": [
            [place, at]
            for place, row in enumerate(first)
            for at, (name, one) in enumerate(columns.items())
            if _is_alarm(one, row.get(name))
        ],
        "ticks": section.ticks,
        "blank": [*columns].index(section.blank) if section.blank else None,
        "rest": f"và {format_number(left)} {section.things} khác, xem tệp XLSX" if left > 0 else "",
    }


def _width(column: Column, cells: Sequence[str]) -> int | None:
    """A column's share of the page, none of one as wide as what stands in it: a long text there takes all room."""
    is_long = any(len(text) > (_WORDS if " " in text else _LONG) for text in cells)
    return column.width or (_SHARE if is_long else None)


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
    return map(printed, unit_sheet.of_units(store, asked))


def of_unit(store: Store, asked: Asked | None) -> Handout:
    """The hand-out of the unit asked for. Refused before the first import, and of a unit that begins later."""
    return printed(unit_sheet.of_unit(store, asked))


def _fitted(said: Row, sections: Sequence[Section]) -> tuple[bytes, int]:
    """The PDF with as many rows as two pages hold, and how many pages it has."""

    @cache
    def tried(place: int) -> tuple[bytes, int]:
        return _pdf(said | {"sections": [_printed(one, *_TRIED[place]) for one in sections]})

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
    state = kpi.state
    return {
        "name": kpi.name,
        "value": kpi.value,
        "state": f"{state.sign} {state.word}".strip(),
        "role": state.role if state.role in _INKS else "muted",
        "change": cards.arrow(kpi.change) or "",
        "under": kpi.under.split("\n") if kpi.under else [],
    }
