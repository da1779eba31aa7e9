"""The giao ban's memory: conclusions as commitments that come back, and the decks that were kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from chiso.core.errors import ChisoError, UnknownName
from chiso.store import Store

OPEN, FINISHED, DROPPED = "open", "done", "dropped"
STATUSES: Mapping[str, str] = {OPEN: "Đang thực hiện", FINISHED: "Đã xong", DROPPED: "Không thực hiện nữa"}
STATES: Mapping[str, str] = {
    "overdue": "Quá hạn",
    "due_soon": "Sắp đến hạn",
    "open": "Đang thực hiện",
    "done": "Đã xong",
    "dropped": "Không thực hiện nữa",
}


@dataclass(frozen=True)
class Commitment:
    """What a meeting concluded: who does what by when."""

    agency: str
    meeting_on: date
    unit_id: str
    content: str
    due_on: date | None
    indicator: str | None = None
    document_no: str | None = None
    status: str = OPEN
    note: str | None = None
    evidence: str | None = None
    closed_on: date | None = None


def add(store: Store, commitment: Commitment, *, who: str) -> int:
    """Write a conclusion down; its number. An empty content or an unknown status is refused."""
    number = int(store.value("giaoban/next_commitment"))
    _write(store, number, commitment, who)
    return number


def change(store: Store, commitment_id: int, *, who: str, as_of: date, **changes: Any) -> None:
    """Change status, note, evidence, due date or content of a commitment; earlier states stay in its history."""
    found = store.rows("giaoban/commitments", agency=store.agency, as_of=as_of, unit=None)
    row = next((row for row in found if row["commitment_id"] == commitment_id), None)
    if row is None:
        raise UnknownName("kết luận", str(commitment_id))
    kept = {name: _none(row[name]) for name in Commitment.__dataclass_fields__ if name != "agency"}
    if kept["status"] == FINISHED and row["is_closed_by_task"]:
        kept["status"], kept["closed_on"] = OPEN, None
    changed = {**kept, **changes}
    if changed["status"] != OPEN and changed["closed_on"] is None:
        changed["closed_on"] = as_of
    if changed["status"] == OPEN:
        changed["closed_on"] = None
    _write(store, commitment_id, Commitment(agency=store.agency, **changed), who)


def commitments(store: Store, agency: str, as_of: date, unit: str | None = None) -> pd.DataFrame:
    """Every commitment as it stands on the day, overdue first; `state` is a key of STATES."""
    return store.run("giaoban/commitments", agency=agency, as_of=as_of, unit=unit)


def history(store: Store, commitment_id: int) -> pd.DataFrame:
    """Every change of one commitment, the oldest first."""
    return store.run("giaoban/history", commitment_id=commitment_id)


def keep_deck(
    store: Store,
    agency: str,
    as_of: date,
    title: str,
    *,
    choice: Mapping[str, Any],
    figures: Sequence[Mapping[str, Any]],
    who: str,
) -> None:
    """Keep a deck: the choice of topics under a name, and the figures it showed for the next comparison."""
    if not title.strip():
        raise ChisoError("missing_value", "Hãy đặt tên cho bộ slide trước khi lưu.")
    store.execute(
        "giaoban/keep_deck",
        agency=agency,
        as_of=as_of,
        title=title.strip(),
        choice=json.dumps(choice, ensure_ascii=False, default=str),
        figures=json.dumps(figures, ensure_ascii=False, default=str),
        now=_now(),
        who=who,
    )


def decks(store: Store, agency: str) -> list[dict[str, Any]]:
    """Kept decks, the newest first, with `choice` and `figures` as they were."""
    rows = store.rows("giaoban/decks", agency=agency)
    return [
        {**row, "choice": json.loads(row["choice"]), "figures": json.loads(row["figures"])} for row in rows
    ]


def _write(store: Store, number: int, commitment: Commitment, who: str) -> None:
    if not commitment.content.strip():
        raise ChisoError("missing_value", "Kết luận chưa có nội dung. Hãy ghi rõ việc phải làm.")
    if commitment.status not in STATUSES:
        raise UnknownName("trạng thái", commitment.status)
    values = {name: getattr(commitment, name) for name in Commitment.__dataclass_fields__}
    store.execute("giaoban/add_commitment", commitment_id=number, now=_now(), who=who, **values)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _none(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value
