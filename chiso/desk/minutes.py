"""The record of a giao ban: when, where, who chaired, wrote and was there, its agenda; and its closing, after which
what it concluded stands fixed and every later change is a correction with who and when."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chiso import figures
from chiso.core.clock import show, today, utc_now
from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.core.vietnamese import format_date
from chiso.desk import meetings
from chiso.desk.office import known_on
from chiso.people.actor import EDIT, Actor
from chiso.people.acts import act, redoes
from chiso.store import Store
from chiso.store.ledger import Line

RECORDED, CLOSED = "meeting_recorded", "meeting_closed"  # in the audit log and the ledger
USUAL = timedelta(days=7)  # from one giao ban to the next, where nobody set a day
_TEXTS: Mapping[str, tuple[str, int]] = {
    "place": ("Địa điểm", 200), "chair": ("Chủ trì", 200), "secretary": ("Thư ký", 200),
    "present": ("Thành phần tham dự", 2000), "agenda": ("Nội dung", 2000),
}  # fmt: skip
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Record:
    """What is known of a meeting, None where nobody wrote it down. Hours are HH:MM of the office's clock; `present` and
    `agenda` have a line per item; moments are UTC. `closed_at`: since then what was concluded is fixed."""

    meeting_on: date
    starts: str | None = None
    ends: str | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    present: str | None = None
    agenda: str | None = None
    next_on: date | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None


_WRITTEN = ("meeting_on", "starts", "ends", *_TEXTS, "next_on")


def records(store: Store, agency: str, as_of: date) -> list[Record]:
    """The records known on a day, the newest meeting first."""
    rows = store.rows("giaoban/meeting_records", agency=agency, as_of=as_of)
    return [Record(**{name: row[name] for name in Record.__dataclass_fields__}) for row in rows]


def written(store: Store, agency: str, day: date, as_of: date) -> Record | None:
    """The record of the meeting of a day as it was written; None where nobody wrote one."""
    return next((one for one in records(store, agency, as_of) if one.meeting_on == day), None)


def of_day(store: Store, agency: str, day: date, as_of: date) -> Record:
    """The same; where there is none yet, one with the place and people of the last one before."""
    if mine := written(store, agency, day, as_of):
        return mine
    last = next((one for one in records(store, agency, as_of) if one.meeting_on < day), Record(day))
    usual = ("starts", "place", "chair", "secretary", "present")
    return Record(day, **{name: getattr(last, name) for name in usual})


def met(store: Store, agency: str, as_of: date, moment: datetime | None = None) -> list[date]:
    """The days on which the agency met, known on a day, the newest first: a meeting may be later than the newest
    figures, but not to come. `moment`: as the decks that stood in the list then tell; None: that stand."""
    last = max(as_of, today())
    found = store.rows("giaoban/meeting_days", agency=agency, as_of=as_of, today=last, moment=moment)
    return [row["day"] for row in found]


def met_before(store: Store, agency: str, as_of: date) -> list[date]:
    """Those of them before the day, which what stands on it is compared with."""
    return [day for day in met(store, agency, as_of) if day < as_of]


def last_meeting(store: Store, agency: str, as_of: date) -> date:
    """The day of the last giao ban before a day; a week before where none is known."""
    return next(iter(met_before(store, agency, as_of)), as_of - USUAL)


def next_meeting(store: Store, agency: str, as_of: date) -> date:
    """The day of the next giao ban after a day: as the last record says, else the working day a week later."""
    said = (one.next_on for one in records(store, agency, as_of))
    known = min((day for day in said if day and day > as_of), default=None)
    return known or figures.working_day(store, as_of + USUAL)


def concluded(
    store: Store, agency: str, day: date, as_of: date, unit: str | None = None
) -> list[dict[str, Any]]:
    """What the meeting of a day concluded, as queries/giaoban/concluded.sql has it."""
    return store.rows("giaoban/concluded", agency=agency, meeting_on=day, as_of=as_of, unit=unit)


def keep(store: Store, actor: Actor, agency: str, record: Record) -> None:
    """Write down what is known of a meeting. Refused: `forbidden`, `other_unit`, `bad_entry` for an hour or a day that
    is none; TooLong."""
    meetings.needs_meeting(actor, agency)
    _write(store, actor, agency, record, closes=False)


def close(store: Store, actor: Actor, agency: str, record: Record) -> None:
    """Close a meeting with its record as it is said: its conclusions are fixed. Refused: as `keep`; `no_meeting` where
    nothing tells of the meeting, `already_closed`."""
    meetings.needs_meeting(actor, agency)
    day, newest = record.meeting_on, figures.newest_as_of(store, agency) or record.meeting_on
    if day not in met(store, agency, newest):
        raise no_meeting(store, agency, newest, day)
    was = written(store, agency, day, newest)
    if was and was.closed_at:
        when = f"{show(was.closed_at)}, {was.closed_by}"
        raise Refused("already_closed", f"Giao ban {format_date(day)} đã được chốt ({when}).")
    _write(store, actor, agency, record, closes=True)


def no_meeting(store: Store, agency: str, as_of: date, day: date | None) -> Refused:
    """Nothing tells of the meeting of a day, or of any."""
    if day is None:
        where = "Hãy ghi kết luận hoặc biên bản ở trang Slide, phần Kết luận giao ban."
        return Refused("no_meeting", f"Chưa ghi cuộc giao ban nào. {where}")
    days = ", ".join(map(format_date, met(store, agency, as_of)[:5]))
    known = f"Các cuộc gần nhất: {days}." if days else "Chưa ghi cuộc giao ban nào."
    return Refused("no_meeting", f"Không có cuộc giao ban ngày {format_date(day)}. {known}")


def _write(store: Store, actor: Actor, agency: str, record: Record, *, closes: bool) -> None:
    name = CLOSED if closes else RECORDED
    with act(store, actor, EDIT, name, f"Giao ban {format_date(record.meeting_on)}") as doing:
        doing.kept = {**_checked(record), "agency": agency, "closes": closes}
        doing.kept["known_on"] = figures.newest_as_of(store, agency)
        _keep(store, {"who": actor.name, **doing.kept})


def _checked(record: Record) -> dict[str, Any]:
    """The record as it is stored."""
    said = {name: value for name, value in asdict(record).items() if name in _WRITTEN}
    said |= {name: typed(said[name], most, called) for name, (called, most) in _TEXTS.items()}
    for name, called in (("starts", "Giờ bắt đầu"), ("ends", "Giờ kết thúc")):
        if said[name] is not None and not _HOUR.fullmatch(said[name]):
            raise Refused("bad_entry", f"{called}: “{said[name]}” không phải là giờ. Hãy ghi như 07:30.")
    if record.next_on is not None and record.next_on <= record.meeting_on:
        raise Refused("bad_entry", "Ngày họp kỳ sau phải sau ngày họp này. Hãy chọn lại ngày.")
    return said


@redoes(RECORDED, CLOSED)
def _keep(store: Store, line: Line) -> None:
    said = {name: line[name] for name in (*_WRITTEN, "agency", "closes", "who")}
    store.execute("giaoban/keep_meeting", now=utc_now(), known_on=known_on(store, line), **said)
    store.bump()
