"""What of the list of what has to be looked at is put away, and shown again: for everybody, with who and why, until it
goes another way or the month ends (words.attention leaves it out till then)."""

from collections.abc import Mapping
from typing import Any

from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.core.periods import month_end
from chiso.desk.meetings import needs_meeting
from chiso.figures.ask import Asked
from chiso.people.actor import EDIT, Actor
from chiso.people.acts import act, redoes
from chiso.store import Store
from chiso.store.ledger import Line
from chiso.words.findings import Finding

PUT_AWAY, SHOWN_AGAIN = "finding_put_away", "finding_shown_again"  # in the audit log and the ledger
LONGEST_REASON = 300
_LONGEST_SAID = 1000


def put_away(store: Store, actor: Actor, asked: Asked, finding: Finding, reason: str) -> None:
    """Leaves a finding out from the day looked at to the end of its month. Refused: `forbidden`; `other_unit` for an
    account limited to a part of the agency; `bad_entry` without a reason. TooLong."""
    needs_meeting(actor, asked.agency)
    why = typed(reason, LONGEST_REASON, "Lý do")
    if not why:
        raise Refused("bad_entry", "Hãy ghi lý do: người khác cần biết vì sao nội dung này được cất đi.")
    said = typed(str(finding.text), _LONGEST_SAID)
    about = {
        "agency": asked.agency,
        "finding": finding.key,
        "sign": finding.sign,
        "said": said,
        "reason": why,
    }
    _note(store, actor, PUT_AWAY, {**about, "since": asked.as_of, "until": month_end(asked.as_of)})


def show_again(store: Store, actor: Actor, asked: Asked, row: Mapping[str, Any]) -> None:
    """Takes that back (a row of queries/office/put_away.sql). Refused: `forbidden`, `other_unit`."""
    needs_meeting(actor, asked.agency)
    about = {name: row[name] for name in ("finding", "sign", "said", "until")}
    _note(store, actor, SHOWN_AGAIN, {"agency": asked.agency, **about, "reason": None, "since": asked.as_of})


def _note(store: Store, actor: Actor, action: str, said: dict[str, Any]) -> None:
    with act(store, actor, EDIT, action, str(said["said"])) as doing:
        doing.kept = said
        doing.detail = {"reason": said["reason"], "until": said["until"]} if said["reason"] else {}
        _write(store, {"who": actor.name, **said})


@redoes(PUT_AWAY, SHOWN_AGAIN)
def _write(store: Store, line: Line) -> None:
    """What a line of the ledger says was put away or shown again."""
    names = ("agency", "finding", "sign", "said", "reason", "since", "until", "who")
    store.execute("office/add_put_away", now=utc_now(), **{name: line[name] for name in names})
    store.bump()
