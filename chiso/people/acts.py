"""The one door of every act that changes a home: who, whether he may, what, in one transaction with the line of the
audit log and the line of the ledger, which is on the disk before the act is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chiso.core import clock
from chiso.core.errors import Refused
from chiso.people.actor import VISITOR, Actor
from chiso.store import Store


@dataclass
class Act:
    """What is being done. `detail` is for people (audit log), `kept` what doing it again takes (ledger)."""

    subject: str
    detail: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


@contextmanager
def act(store: Store, actor: Actor, ability: str | None, action: str, subject: str = "") -> Iterator[Act]:
    """Everything inside happens with its line in both logs, or nothing. Acts inside an act join its transaction.

    Refused: `forbidden`.
    """
    actor.needs(ability)
    if actor.name == VISITOR and store.fact("demonstration") != "true":
        raise Refused("forbidden", "Khách chỉ thao tác được trên dữ liệu minh họa.")
    with store.transaction():
        doing = Act(subject)
        yield doing
        audit(store, actor, action, doing.subject, doing.detail)
        store.record(action, actor.name, subject=doing.subject, **doing.kept)


def audit(
    store: Store, actor: Actor, what: str, subject: str = "", detail: dict[str, Any] | None = None
) -> None:
    """One line of the audit log: acts, and what changes nothing (sign-ins, exports, looks at an original)."""
    text = json.dumps(detail or {}, ensure_ascii=False, default=str)
    now = clock.utc_now()
    store.execute("accounts/audit", at=now, who=actor.name, what=what, subject=subject, detail=text)
