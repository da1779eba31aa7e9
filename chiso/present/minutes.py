"""The papers of a giao ban, by Nghị định 30/2020/NĐ-CP (mẫu 1.9 biên bản, mẫu 1.4 thông báo): what its record, its
conclusions and the deck that was kept for it say. Nothing else is known of what was said, and nothing else is written.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.desk import conclusions, kept_decks, minutes
from chiso.desk.minutes import Record
from chiso.figures.ask import Asked
from chiso.figures.scope import as_day
from chiso.figures.targets import Entry
from chiso.present import deck, papers, reports
from chiso.present.columns import TABLES, Table
from chiso.present.deck.look import Look
from chiso.present.outputs import look_at
from chiso.present.period_report import NBSP
from chiso.present.reports import Report, Section
from chiso.present.signing import MINUTES_SIGNED, Signature
from chiso.store import Store
from chiso.words import concluded
from chiso.words import minutes as words
from chiso.words.claims import Claim, Sentence
from chiso.words.meeting import Compared

_TURN = re.compile(r" \(\d+/\d+\)$")  # of a headline whose list goes on over several slides: told once
_SHORT = 50  # characters of a heading that fit on a line


@dataclass(frozen=True)
class Meeting:
    """What is known of the giao ban of a day on the day looked at; of one unit its conclusions alone."""

    look: Look
    day: date

    @cached_property
    def record(self) -> Record:
        """Its record as it was written, not as it usually is."""
        look = self.look
        return minutes.written(look.store, look.agency, self.day, look.as_of) or Record(self.day)

    @cached_property
    def concluded(self) -> tuple[str, ...]:
        asked = self.look.asked
        entries: Mapping[str, Entry] = {
            one.indicator: one for one in figures.catalogue(self.look.store, asked.agency, asked.year)
        }
        rows = minutes.concluded(self.look.store, asked.agency, self.day, asked.as_of, asked.unit)
        return tuple(
            Sentence(
                words.concluded(row, entries.get(row["indicator"])),
                Claim.of(f"conclusion:{row['commitment_id']}", asked, {"wanted": row["wanted"]}),
            )
            for row in rows
        )

    @cached_property
    def discussed(self) -> tuple[str, ...]:
        """The headlines of the newest deck kept since the meeting before; not its name, which may be changed."""
        row = self._deck
        if row is None:
            return ()
        choice, said = deck.Choice.of(row["choice"]), row["choice"].get("headlines", {})
        usual = (said.get(one) or deck.TOPICS[one].title for one in choice.topics)
        claim = Claim.of(f"kept:{row['deck_id']}", self.look.asked, {})
        head = f"Bộ slide có số liệu đến {format_date(row['as_of'])}:"
        titles = (_TURN.sub("", text) for text in row["choice"].get(deck.SHOWN, usual))
        shown = (f"- {text.rstrip('.;')}." for text in dict.fromkeys(titles))
        return tuple(Sentence(text, claim) for text in (head, *shown))

    @cached_property
    def _deck(self) -> Mapping[str, Any] | None:
        look, since = self.look, self.before or self.day - minutes.USUAL
        if (moment := self.record.closed_at) is not None:
            return kept_decks.closed_on(look.store, look.agency, self.day, since, moment)
        return kept_decks.newest(look.store, look.agency, self.day, since)

    @cached_property
    def before(self) -> date | None:
        """The day of the meeting before; of a closed one as it was when it was closed."""
        met = minutes.met(self.look.store, self.look.agency, self.look.as_of, self.record.closed_at)
        return next((one for one in met if one < self.day), None)

    @cached_property
    def then(self) -> Asked:
        """The question as of the meeting: nothing of what came after it is told."""
        return replace(self.look.asked, as_of=min(self.day, self.look.as_of), year=0)

    @cached_property
    def earlier(self) -> list[dict[str, Any]]:
        """What had become of the conclusions of earlier meetings on the day of this one, whenever they were written
        down."""
        if self.before is None:
            return []
        rows = conclusions.since(self.look.store, self.then, self.before, self.look.as_of)
        return [row for row in rows if (as_day(row["meeting_on"]) or self.day) < self.day]


@dataclass(frozen=True)
class Paper:
    """A paper of a meeting: what the page calls it, its symbol, heading and subject, what it says."""

    name: str
    symbol: str
    heading: str
    subject: str
    make: Callable[[Meeting], list[Section]]


def meeting_of(store: Store, asked: Asked | None, day: date | None) -> Meeting:
    """The giao ban of a day; the last one where none is said. Refused `no_meeting`; without any import as `look_at`."""
    look = look_at(store, asked)
    met = minutes.met(store, look.agency, look.as_of)
    if not met or day not in (None, *met):
        raise minutes.no_meeting(store, look.agency, look.as_of, day)
    return Meeting(look, day or met[0])


def build(kind: str, of: Meeting) -> bytes:
    """A paper of `KINDS` as DOCX."""
    paper, look = KINDS[kind], of.look
    subject = f"{paper.subject} {words.day(of.day)}"
    if look.asked.unit:
        extract = f"(trích: kết luận giao {look.unit_name})"
        # one that fits is on one line
        subject += f" {extract.replace(' ', NBSP) if len(extract) <= _SHORT else extract}"
    is_minutes = kind == MINUTES
    recipients = reports.OF_MINUTES if is_minutes else reports.RECIPIENTS
    return reports.build(
        Report(
            papers.letterhead(look, paper.symbol),
            day=of.day,
            kind=paper.heading,
            subject=subject,
            sections=paper.make(of),
            is_upright=True,
            is_dated=not is_minutes,
            signatures=_signatures(of) if is_minutes else (papers.signatory(look),),
            recipients=(look.unit_name, recipients[-1]) if look.asked.unit else recipients,
        )
    )


def _signatures(of: Meeting) -> tuple[Signature, ...]:
    """The secretary and who chaired; of what was typed the name, before the office that they hold."""
    names = map(words.person, (of.record.secretary, of.record.chair))
    return tuple(replace(one, name=name) for one, name in zip(MINUTES_SIGNED, names, strict=True))


def _minutes(of: Meeting) -> list[Section]:
    record = of.record
    said = (
        f"Thời gian bắt đầu: {words.hour(record.starts)}, {words.day(of.day)}",
        f"Địa điểm: {record.place or words.BLANK}",
        *words.listed("Thành phần tham dự", record.present),
        f"Chủ trì (chủ tọa): {record.chair or words.BLANK}",
        f"Thư ký (người ghi biên bản): {record.secretary or words.BLANK}",
        *words.listed("Nội dung", record.agenda),
    )
    end = f"Cuộc họp kết thúc vào {words.hour(record.ends)}, {words.day(of.day)}./."
    shown = Section("Nội dung trình bày", of.discussed or (words.DISCUSSED,))
    parts = [
        # what was shown is known of a deck that was kept, else the agenda above says it
        *([shown] if of.discussed or not record.agenda else ()),
        _earlier(of, "Tình hình thực hiện kết luận các kỳ trước"),
        _concluded(of, "Kết luận của cuộc họp"),
    ]
    return [Section("", _typed(of, *said)), *_numbered(parts), Section("", _typed(of, end))]


def _numbered(parts: Sequence[Section]) -> list[Section]:
    return [
        replace(part, heading=f"{number}. {part.heading}")
        for number, part in zip(("I", "II", "III"), parts, strict=False)
    ]


def _notice(of: Meeting) -> list[Section]:
    record = of.record
    where, who = record.place or words.PLACE, record.chair or words.CHAIR
    met = f"{words.day(of.day).capitalize()}, tại {where}"
    opening = f"{met}, {who} đã chủ trì cuộc họp giao ban {of.look.agency_name}."
    present = words.listed("Tham dự cuộc họp có", record.present) if record.present else ()
    after = "kỳ sau" if record.next_on is None else words.day(record.next_on)
    whom = of.look.unit_name or "Các phòng, đơn vị được giao"
    end = f"{whom} thực hiện đúng thời hạn, báo cáo kết quả tại cuộc họp giao ban {after}./."
    given = _concluded(of, "Nhiệm vụ giao các phòng, đơn vị")
    before = _earlier(of, "Thực hiện kết luận các kỳ trước")
    parts = _numbered([before, given]) if of.earlier else [given]
    return [
        Section("", _typed(of, opening, *present, "Cuộc họp kết luận như sau:")),
        *parts,
        Section("", _typed(of, end)),
    ]


def _typed(of: Meeting, *texts: str) -> tuple[str, ...]:
    """Sentences that say no more than the record does."""
    claim = Claim.of(f"record:{of.day}", of.look.asked, {})
    return tuple(Sentence(text, claim) for text in texts)


def _concluded(of: Meeting, heading: str) -> Section:
    none = words.NOTHING_FOR_UNIT if of.look.asked.unit else words.BLANK
    return Section(heading, () if of.concluded else (none,), items=of.concluded)


def _earlier(of: Meeting, heading: str) -> Section:
    if not (rows := of.earlier):
        return Section(heading, (words.NOTHING_BEFORE,))
    claim = Claim.of(f"became:{of.day}:{of.look.as_of}", of.then, {"count": len(rows)})
    about = Compared(of.then, of.before or of.day)
    cells = [
        row | {"became": conclusions.outcome(row), "figure": concluded.figure(about, row)} for row in rows
    ]
    table = Table.of(TABLES["paper_became"], cells)
    return Section(
        f"{heading} (đến {format_date(of.then.as_of)})",
        (Sentence(f"Các kỳ trước có {concluded.headline(about, rows)}.", claim),),
        (table,),
    )


MINUTES, CONCLUSIONS = "minutes", "conclusions"  # on the command line too
KINDS: Mapping[str, Paper] = {
    MINUTES: Paper("Biên bản họp giao ban", "BB", "Biên bản", "Họp giao ban", _minutes),
    CONCLUSIONS: Paper("Thông báo kết luận giao ban", "TB", "Thông báo", "Kết luận giao ban", _notice),
}
