"""Deadlines of plans as a calendar file (iCalendar, RFC 5545): all-day events that a calendar updates, not doubles."""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core import clock
from chiso.core.errors import Refused
from chiso.core.vietnamese import nfc
from chiso.figures.ask import Asked
from chiso.present.chart import records
from chiso.store import Store
from chiso.words.plan import NOBODY_KNOWN, section_title, shortly

_LINE = 75  # octets of a content line without its break (RFC 5545, 3.1)
# At eight in the morning seven days and one day before: an all-day event begins at midnight.
_ALARMS = ("-P6DT16H", "-PT16H")
_HANDED_IN = frozenset({"submitted", "late", "thin"})
_TASK = ["plan", "section", "no"]


def of_plan(store: Store, asked: Asked | None, rows: pd.DataFrame) -> bytes:
    """The days of `rows` (of figures.owed) as the calendar of the unit or agency asked for, an event per task and day.

    An event is the n-th day of its task in that calendar, so that a day that moved replaces the one before; what a
    newer plan dropped is said to be cancelled. Refused `no_deadlines` where there is nothing to write.
    """
    if asked is None or rows.empty:
        raise Refused("no_deadlines", "Kế hoạch đang xem không có hạn nào để đưa vào lịch.")
    whose = asked.unit or asked.agency or ""
    named = figures.units(store, asked.agency).name(whose) or "Cơ quan"
    days = [
        *_days(figures.owed(store, asked), rows),
        *_days(found := figures.called_off(store, asked), found),
    ]
    head = [
        "VERSION:2.0",
        "PRODID:-//chiso//Han ke hoach//VI",
        f"X-WR-CALNAME:{_text(f'Hạn kế hoạch: {named}')}",
    ]
    stamp = [f"DTSTAMP:{clock.utc_now():%Y%m%dT%H%M%SZ}", f"SEQUENCE:{store.data_version}"]
    events = (line for day in days for line in _event(whose, day, stamp))
    lines = ["BEGIN:VCALENDAR", *head, *events, "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _days(everything: pd.DataFrame, wanted: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """One row per task and day of those wanted, with who owes it (`units`) and its place among the task's days."""
    if everything.empty:
        return
    by_day = everything.fillna(dict.fromkeys(_TASK, ""))
    by_day["due"] = pd.to_datetime(by_day["due"])
    by_day["nth"] = by_day.groupby(_TASK)["due"].rank(method="dense").astype(int)
    for _, part in by_day.groupby([*_TASK, "nth"], sort=False):
        if set(part["key"]) & set(wanted["key"]):
            owing = part["heir_name"].fillna(part["unit_name"]).fillna(NOBODY_KNOWN)
            is_done = set(part["state"]) <= _HANDED_IN
            yield {**records(part)[0], "units": list(dict.fromkeys(owing)), "is_done": is_done}


def _event(whose: str, day: Mapping[str, Any], stamp: Iterable[str]) -> Iterator[str]:
    name = "/".join([whose, *(str(day[part]) for part in _TASK), str(day["nth"])])
    due, is_off = day["due"], day["state"] == "dropped"
    yield from ("BEGIN:VEVENT", f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'chiso:{name}')}", *stamp)
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(('✓ ' if day['is_done'] else '') + shortly(day))}"
    yield f"DESCRIPTION:{_text(*_described(day))}"
    yield from (f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}", "TRANSP:TRANSPARENT")
    for trigger in () if is_off or day["is_done"] else _ALARMS:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(shortly(day))}",
            f"TRIGGER:{trigger}",
        )
        yield "END:VALARM"
    yield "END:VEVENT"


def _described(day: Mapping[str, Any]) -> Iterator[str]:
    said = {
        "Việc": day["task"],
        "Đơn vị": "; ".join(day["units"]),
        "Hạn ghi trong kế hoạch": day["clause"],
        "Mục": section_title(day["section"], day["section_name"]).removeprefix("Mục "),
        "Kế hoạch": day["plan"],
    }
    return (f"{name}: {text}" for name, text in said.items() if text)


def _text(*lines: str) -> str:
    r"""A value of type TEXT (3.3.11): backslash, ; and , after a backslash, a line break as \n, no control sign."""
    plain = (re.sub(r"[\x00-\x1f\x7f]", "", nfc(line)) for line in lines)
    return r"\n".join(re.sub(r"([\\;,])", r"\\\1", line) for line in plain)


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no letter parted; what goes on begins with a blank (3.1)."""
    out, size = [], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE:
            out.append("\r\n ")
            size = 1
        out.append(sign)
        size += width
    return "".join(out)
