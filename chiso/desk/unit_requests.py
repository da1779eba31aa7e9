"""Units that a file names and nobody has entered yet, asked for by who imports: an administrator adds them to the
units (`reference.changes`), or refuses. Granted is what is a unit's spelling by now, whoever taught it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chiso.core.clock import show, utc_now
from chiso.core.errors import Refused
from chiso.core.masking import in_one_line, masked, typed
from chiso.core.vietnamese import fold
from chiso.people.actor import ADMINISTER, UPLOAD, Actor, other_unit
from chiso.people.acts import act, redoes
from chiso.reference import resolve_unit
from chiso.store import Store
from chiso.store.ledger import Line

ASKED, REFUSED = "unit_asked", "unit_refused"  # in the audit log and the ledger
LONGEST_NAME, LONGEST_REASON, LONGEST_FILES = 200, 300, 400


@dataclass(frozen=True)
class Request:
    """A unit that was asked for and what became of it: `unit_id` where it is one now, `refused_by` where it is not to
    be one; neither: it waits. Moments are UTC."""

    name: str
    file_name: str
    asked_at: datetime
    asked_by: str
    unit_id: str | None
    unit_name: str | None
    refused_at: datetime | None
    refused_by: str | None
    reason: str

    @property
    def waits(self) -> bool:
        return self.unit_id is None and self.refused_by is None


def requests(store: Store, agency: str) -> list[Request]:
    """What was asked for, the newest first, one of each spelling."""
    return [Request(**row) for row in store.rows("office/unit_requests", agency=agency)]


def ask(store: Store, actor: Actor, agency: str, name: str, files: Sequence[str]) -> None:
    """Asks for a unit of this name, printed in these files.

    Refused: `forbidden`; `other_unit` for an account that is limited to a part of the agency; `unit_known` where the
    name means a unit, `already_asked` where it waits.
    """
    if actor.scope not in (None, agency):
        raise other_unit("không xin thêm được đơn vị")
    with act(store, actor, UPLOAD, ASKED) as doing:
        if resolve_unit(store, agency, name) is not None:
            raise Refused("unit_known", f"“{name}” đã có trong danh mục đơn vị.")
        if (one := _waiting(store, agency).get(fold(name))) is not None:
            raise Refused(
                "already_asked",
                f"{one.asked_by} đã xin thêm “{one.name}” lúc {show(one.asked_at)}, đang chờ.",
            )
        file_name = in_one_line(", ".join(files))[:LONGEST_FILES]
        _note(store, actor, doing, {"agency": agency, "name": name, "file_name": file_name, "reason": None})


def refuse(store: Store, actor: Actor, agency: str, name: str, reason: str) -> None:
    """Says that the name is to be no unit. Refused: `forbidden`; `unknown_request` where nobody waits for it."""
    with act(store, actor, ADMINISTER, REFUSED) as doing:
        if fold(name) not in _waiting(store, agency):
            raise Refused(
                "unknown_request", f"Không còn yêu cầu thêm “{name}” nào đang chờ. Hãy tải lại trang."
            )
        _note(store, actor, doing, {"agency": agency, "name": name, "file_name": None, "reason": reason})


def _waiting(store: Store, agency: str) -> dict[str, Request]:
    return {fold(one.name): one for one in requests(store, agency) if one.waits}


def _note(store: Store, actor: Actor, doing: Any, said: Mapping[str, str | None]) -> None:
    texts = {
        "name": typed(said["name"], LONGEST_NAME, "Tên đơn vị"),
        "reason": typed(said["reason"], LONGEST_REASON, "Lý do"),
    }
    doing.kept = {**said, **texts, "is_refused": said["file_name"] is None}
    doing.subject = doing.kept["name"]
    doing.detail = {"agency": said["agency"], "file": said["file_name"], "reason": texts["reason"]}
    _write(store, {"who": actor.name, **doing.kept})


@redoes(ASKED, REFUSED)
def _write(store: Store, line: Line) -> None:
    """What a line of the ledger says was asked for or refused."""
    told = {name: line[name] for name in ("agency", "name", "file_name", "reason", "is_refused", "who")}
    told["file_name"] = told["file_name"] and masked(told["file_name"])  # of an earlier release as it was
    store.execute("office/add_unit_request", alias_key=fold(line["name"]), now=utc_now(), **told)
    store.bump()
