"""The giao ban's memory: conclusions as commitments that come back, and the decks that were kept."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.clock import utc_now
from chiso.core.errors import Refused, UnknownName
from chiso.core.masking import typed
from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number
from chiso.desk.office import known_on
from chiso.figures.verdicts import judgeable
from chiso.people.actor import EDIT, Actor
from chiso.people.acts import Act, act, redoes
from chiso.reference.unit_tree import needs
from chiso.store import Store
from chiso.store.ledger import Line

CONCLUDED, DECK_KEPT = "concluded", "deck_kept"  # in the audit log and the ledger
_MARKS = ("over", "picture")  # of a choice: hexadecimal, where digits may look like a telephone number
_FREE_TEXTS = ("content", "note", "evidence", "document_no")

OPEN, FINISHED, DROPPED = "open", "done", "dropped"
STATUSES: Mapping[str, str] = {OPEN: "Đang thực hiện", FINISHED: "Đã xong", DROPPED: "Dừng thực hiện"}
AHEAD = "ahead"  # of a meeting after the day: listed, not counted
MET = "met"  # by its figure on its day (conclusions.register), whatever was said of it
STATES: Mapping[str, str] = {
    "overdue": "Quá hạn", "due_soon": "Sắp đến hạn", **STATUSES, MET: "Đạt theo con số", AHEAD: "Của cuộc họp sau"
}  # fmt: skip


# How the task of a conclusion begins, as minutes of the offices say it
VERBS = ("Giải quyết", "Hoàn thành", "Nâng", "Giảm", "Rà soát", "Báo cáo", "Trình", "Bố trí")


@dataclass(frozen=True)
class Commitment:
    """What a meeting concluded: who does what by when, and how far: `content` is the task after its `verb` (one of
    VERBS; None: the verb stands in it), `wanted` the value of the indicator on the due date, a rate as a fraction."""

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
    verb: str | None = None
    wanted: float | None = None


def add(store: Store, actor: Actor, commitment: Commitment) -> int:
    """Write a conclusion of the meeting down; its number. Not for an account limited to a part of the agency.

    Refused: `forbidden`, `other_unit`, `bad_entry` for what is no conclusion.
    """
    needs_meeting(actor, commitment.agency)
    with act(store, actor, EDIT, CONCLUDED) as doing:
        number = int(store.value("giaoban/next_commitment"))
        _write(store, actor, number, commitment, doing)
        if commitment.indicator:
            _keep_figure(store, actor, number, commitment)
    return number


def _keep_figure(store: Store, actor: Actor, number: int, said: Commitment) -> None:
    """The figure that a conclusion is about, as its unit saw it when it was written."""
    asked, indicator = figures.newest(store, said.agency, unit=said.unit_id), str(said.indicator)
    if asked is None:
        return
    unit = figures.figure_of(store, asked, indicator)
    value = figures.levels(store, replace(asked, unit=unit), [indicator]).one(indicator)
    if value is None or judgeable(value) is None:
        return
    figure = {name: getattr(value, name) for name in ("indicator", "numerator", "denominator", "value")}
    choice = {"asked": {"unit": unit, "year": asked.year}}
    title = f"{number}: {said.content}"
    keep_deck(store, actor, Deck(said.agency, asked.as_of, title, choice, [{**figure, "slide": ""}], MINUTES))


def change(store: Store, actor: Actor, commitment_id: int, *, as_of: date, **changes: Any) -> None:
    """Change status, note, evidence, due date or content of a commitment; earlier states stay in its history.

    An account limited to a unit changes those of its unit, their due date and content excepted.
    """
    found = store.rows("giaoban/commitments", agency=store.agency, as_of=as_of, unit=None, known_on=as_of)
    row = next((row for row in found if row["commitment_id"] == commitment_id), None)
    if row is None:
        raise UnknownName("kết luận", str(commitment_id))
    if not row["is_newest"]:
        words = f"Sau số liệu đến {format_date(as_of)}, kết luận này đã được sửa. Hãy xem số liệu mới nhất rồi sửa."
        raise Refused("bad_entry", words)
    needs(store, store.agency, actor, row["unit_id"])
    if changes.keys() - {"status", "note", "evidence"}:
        needs_meeting(actor, store.agency)
    kept = {
        name: None if missing(row[name]) else row[name]
        for name in Commitment.__dataclass_fields__
        if name != "agency"
    }
    kept["content"] = row["task"]
    kept["unit_id"] = row["handed_from"] or row["unit_id"]  # a hand-over can be taken back
    if kept["status"] == FINISHED and row["is_closed_by_task"]:
        kept["status"], kept["closed_on"] = OPEN, None
    changed = {**kept, **changes}
    if changed["status"] != OPEN and changed["closed_on"] is None:
        changed["closed_on"] = as_of
    if changed["status"] == OPEN:
        changed["closed_on"] = None
    with act(store, actor, EDIT, CONCLUDED) as doing:
        _write(store, actor, commitment_id, Commitment(agency=store.agency, **changed), doing)


def commitments(
    store: Store, agency: str, as_of: date, unit: str | None = None, known_on: date | None = None
) -> pd.DataFrame:
    """Every commitment as it was known and stood on the day, overdue first; `state` is a key of STATES. `known_on`: a
    later day on which the same is asked: those written down by then too, still as they stood on the day."""
    known = known_on or as_of
    return store.run("giaoban/commitments", agency=agency, as_of=as_of, unit=unit, known_on=known)


def counted(still: int, late: int) -> str:
    """How many conclusions are being carried out, and how many of these are overdue: on page and slide alike."""
    if not still:
        return "Không có kết luận đang thực hiện"
    some = f"trong đó {format_number(late)} quá hạn" if late else "không có kết luận quá hạn"
    of_them = some if late < still else "đều quá hạn" if late > 1 else "đã quá hạn"
    return f"{format_number(still)} kết luận đang thực hiện, {of_them}"


def history(store: Store, commitment_id: int, as_of: date) -> pd.DataFrame:
    """Every change of one commitment that was known on the day, the oldest first."""
    return store.run("giaoban/history", commitment_id=commitment_id, as_of=as_of)


DECK, MINUTES = "deck", "minutes"
KEPT: Mapping[str, str] = {
    DECK: "Bộ slide",
    MINUTES: "Kết luận",
}  # of the other kinds the papers know their names


@dataclass(frozen=True)
class Deck:
    """A deck, or a paper, as it was shown: the choice of topics under a name, and its figures: indicator, numerator,
    denominator, value, of which unit or month, `slide` (where it stood; None: kept for the next comparison alone).

    `choice["asked"]`: unit and year that it speaks of."""

    agency: str
    as_of: date
    title: str
    choice: Mapping[str, Any]
    figures: Sequence[Mapping[str, Any]]
    kind: str = DECK


def keep_deck(store: Store, actor: Actor, deck: Deck) -> None:
    """Keep a deck or paper, with the data version that it speaks of. Refused: `forbidden`, `other_unit`, `bad_entry`
    for one without a name."""
    needs_meeting(actor, deck.agency)
    title = typed(deck.title)
    if not title:
        raise Refused("bad_entry", "Hãy đặt tên cho bộ slide trước khi lưu.")
    texts = {
        name: json.dumps(part, ensure_ascii=False, default=str)
        for name, part in (("choice", as_typed(deck.choice)), ("figures", deck.figures))
    }
    values: dict[str, Any] = {
        "agency": deck.agency,
        "as_of": deck.as_of,
        "title": title,
        "kind": deck.kind,
        **texts,
    }
    values["data_version"] = store.data_version
    with act(store, actor, EDIT, DECK_KEPT, title) as doing:
        doing.kept = values
        _keep_deck(store, {"who": actor.name, **values})


def as_typed(part: Any) -> Any:
    """What was chosen, the words that people typed in it as they are stored; marks of figures and pictures are none."""
    if isinstance(part, Mapping):
        return {key: value if key in _MARKS else as_typed(value) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [as_typed(value) for value in part]
    return typed(part) or "" if isinstance(part, str) else part


@redoes(DECK_KEPT)
def _keep_deck(store: Store, line: Line) -> None:
    names = ("agency", "as_of", "title", "choice", "figures", "who")
    later = {"kind": line.get("kind", DECK), "data_version": line.get("data_version")}
    store.execute("giaoban/keep_deck", now=utc_now(), **{name: line[name] for name in names}, **later)


def decks(
    store: Store, agency: str, *, is_removed: bool = False, moment: datetime | None = None
) -> list[dict[str, Any]]:
    """Kept decks, papers, conclusions, the newest first, with `choice` and `figures` as they were; `is_removed`: those
    that are not in the list (`kept_decks`); `moment`: as it was then."""
    rows = store.rows("giaoban/decks", agency=agency, removed=is_removed, moment=moment)
    return [
        {**row, "choice": json.loads(row["choice"]), "figures": json.loads(row["figures"])} for row in rows
    ]


def _write(store: Store, actor: Actor, number: int, commitment: Commitment, doing: Act) -> None:
    _check(commitment)
    commitment = Commitment(**_masked(asdict(commitment)))
    doing.subject = f"Kết luận {number}"
    doing.detail = {"unit": commitment.unit_id, "status": STATUSES[commitment.status]}
    known = figures.newest_as_of(store, commitment.agency)
    doing.kept = {"commitment_id": number, **asdict(commitment), "known_on": known}
    _conclude(store, {"who": actor.name, **doing.kept})


@redoes(CONCLUDED)
def _conclude(store: Store, line: Line) -> None:
    names = ("commitment_id", "who", *Commitment.__dataclass_fields__)
    said = _masked({name: line.get(name) for name in names})  # older lines have neither verb nor wanted value
    store.execute("giaoban/add_commitment", now=utc_now(), known_on=known_on(store, line), **said)
    store.bump()


def _masked(said: Mapping[str, Any]) -> dict[str, Any]:
    """A conclusion with its free texts as they are stored."""
    return {name: typed(text) if name in _FREE_TEXTS and text else text for name, text in said.items()}


def _check(commitment: Commitment) -> None:
    if not typed(commitment.content):
        raise Refused("bad_entry", "Kết luận chưa có nội dung. Hãy ghi rõ việc phải làm.")
    if not commitment.unit_id:
        raise Refused("bad_entry", "Kết luận chưa có đơn vị thực hiện. Hãy chọn đơn vị.")
    if commitment.status not in STATUSES:
        raise UnknownName("trạng thái", commitment.status)
    if commitment.verb is not None and commitment.verb not in VERBS:
        raise UnknownName("động từ của kết luận", commitment.verb)
    if commitment.wanted is not None and (commitment.indicator is None or commitment.due_on is None):
        raise Refused("bad_entry", "Mức cần đạt phải có chỉ tiêu và hạn. Hãy chọn chỉ tiêu, ghi hạn.")
    if commitment.wanted is not None and not 0 <= commitment.wanted < math.inf:
        raise Refused("bad_entry", "Mức cần đạt phải là một số không âm.")
    for text in (commitment.content, commitment.note, commitment.evidence, commitment.document_no):
        typed(text)
    for day in (commitment.meeting_on, commitment.due_on, commitment.closed_on):
        if day is not None and not isinstance(day, date):
            raise Refused("bad_entry", f"“{day}” không phải là ngày. Hãy chọn lại ngày.")


def needs_meeting(actor: Actor, agency: str) -> None:
    """The meeting is the agency's, not one unit's."""
    actor.needs(EDIT, whole=actor.scope != agency)
