"""Events with enterprises as they are entered on the page: a dialogue, an inspection, a question of a survey round.

Each is an entry under the key that a file would give it, so that a file which has it too is the same event.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date

from chiso.core.errors import Refused
from chiso.core.masking import typed
from chiso.core.vietnamese import fold
from chiso.desk import office
from chiso.intake.datasets import KEY_JOIN
from chiso.people.actor import Actor
from chiso.store import Store


@dataclass(frozen=True)
class Event:
    """What happened: `kind` of the dataset's words; `unit`: a code and the name by which a file would call it."""

    kind: str
    held_on: date
    subject: str
    unit: tuple[str, str]
    enterprise: str | None = None
    document_no: str | None = None
    answers: int | None = None
    satisfied: int | None = None
    note: str | None = None

    @property
    def key(self) -> str:
        """As the importer makes it."""
        parts = (self.kind, self.held_on.isoformat(), self.subject, self.enterprise or "", fold(self.unit[1]))
        return KEY_JOIN.join(parts)


def add(store: Store, actor: Actor, agency: str, event: Event) -> None:
    """Enters an event; the same one again is the one that is there. Raises Refused: as office.enter, `bad_entry` where
    something is missing or more are satisfied than answered."""
    # They are part of its key, which stands in the ledger: without a number of a person there too.
    event = replace(event, subject=typed(event.subject) or "", enterprise=typed(event.enterprise))
    if not event.subject:
        raise Refused(
            "bad_entry", "Hãy ghi nội dung: chủ đề đối thoại, nội dung kiểm tra hoặc câu hỏi khảo sát."
        )
    if event.kind == "inspection" and not event.enterprise:
        raise Refused("bad_entry", "Hãy ghi tên doanh nghiệp được thanh tra, kiểm tra.")
    if event.satisfied is not None and event.satisfied > (event.answers or 0):
        raise Refused("bad_entry", "Số phiếu hài lòng không thể nhiều hơn số phiếu thu về.")
    said = asdict(event) | {"held_on": event.held_on.isoformat(), "unit": event.unit[0], "removed": None}
    values = {name: None if value is None else str(value) for name, value in said.items()}
    office.enter(store, actor, agency, office.EVENTS, {event.key: values})


def remove(store: Store, actor: Actor, agency: str, key: str, reason: str) -> None:
    """Takes an event off the list; why stands in the log. Refused as office.enter, `bad_entry` without a reason."""
    if not reason.strip():
        raise Refused("bad_entry", "Hãy ghi lý do gỡ, ví dụ: ghi nhầm ngày.")
    office.enter(store, actor, agency, office.EVENTS, {key: {"removed": reason.strip()}})
