"""The one door of every act that changes a home: who, whether he may, what, in one transaction with the line of the
audit log and the line of the ledger, which is on the disk before the act is."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from chiso.core import clock, settings
from chiso.core.errors import Refused
from chiso.people.actor import EDIT, UPLOAD, VISITOR, Actor
from chiso.store import Store, attached, ledger
from chiso.store.ledger import Line

# What people call an act.
WORDS: Mapping[str, str] = tomllib.loads(settings.JOURNAL.read_text(encoding="utf-8"))["acts"]
Redo = Callable[[Store, Line], None]

# Where the acts live that can be done again, named because the rooms above this one are among them: each declares its
# own with `redoes`. The others change nothing that a home could lose (tests/house/test_acts.py holds the two together).
PLACES = (
    "chiso.people.users", "chiso.people.second_factor", "chiso.reference.agencies", "chiso.reference.changes.log",
    "chiso.intake.commit.storing", "chiso.intake.commit.replaying", "chiso.desk.history", "chiso.desk.office",
    "chiso.desk.meetings", "chiso.desk.kept_decks", "chiso.desk.reconciliation", "chiso.desk.nightly",
    "chiso.desk.unit_requests", "chiso.desk.learned", "chiso.desk.minutes", "chiso.desk.own_template",
    "chiso.desk.attaching", "chiso.desk.put_away", "chiso.desk.drafts",
)  # fmt: skip
CHANGES_NOTHING: Mapping[str, str] = {
    "catalogue_upgraded": "the program gives every home its own catalogue",
    "link_given": "a link holds for a day; a new one is given",
}
_redos: dict[str, Redo] = {}


def redoes(*actions: str) -> Callable[[Redo], Redo]:
    """Declares what does an act again as a line of the ledger tells of it, inside the caller's transaction."""

    def declared(redo: Redo) -> Redo:
        _redos.update(dict.fromkeys(actions, redo))
        return redo

    return declared


def redos() -> Mapping[str, Redo]:
    """Action -> what does it again."""
    for place in PLACES:
        import_module(place)
    return _redos


@dataclass
class Act:
    """What is being done. `detail` is for people (audit log), `kept` what doing it again takes (ledger)."""

    subject: str
    detail: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


@contextmanager
def act(store: Store, actor: Actor, ability: str | None, action: str, subject: str = "") -> Iterator[Act]:
    """Everything inside happens with its line in both logs, or nothing. Acts inside an act join its transaction.

    Refused: `forbidden`; `attached` for whatever enters data where sums made elsewhere are shown.
    """
    actor.needs(ability)
    if actor.name == VISITOR and not store.is_demonstration:
        raise Refused("forbidden", "Khách chỉ thao tác được trên dữ liệu minh họa.")
    if ability in (EDIT, UPLOAD) and (refused := attached.refused(store)):
        raise refused
    with store.transaction():
        doing = Act(subject)
        yield doing
        audit(store, actor, action, doing.subject, doing.detail)
        store.record(action, actor.name, subject=doing.subject, detail=doing.detail, **doing.kept)


def redo(store: Store, line: Line, tail: ledger.Tail) -> None:
    """Does again what the line says, at its own time, with its line in the audit log; the database knows it then."""
    action = line["action"]
    with clock.at(line["at"]), store.redoing(tail):
        if action not in CHANGES_NOTHING:
            redos()[action](store, line)
        if "subject" in line:
            audit(store, Actor(str(line["who"]), ""), action, line["subject"], line.get("detail"))


def audit(
    store: Store, actor: Actor, what: str, subject: str = "", detail: dict[str, Any] | None = None
) -> None:
    """One line of the audit log: acts, and what changes nothing (sign-ins, exports, looks at an original)."""
    text = json.dumps(detail or {}, ensure_ascii=False, default=str)
    now = clock.utc_now()
    store.execute("accounts/audit", at=now, who=actor.name, what=what, subject=subject, detail=text)
