"""The decks that an agency kept, one of a name and day: the newest, another name, out of the list and back into it, for
everybody. Nothing is lost: one that was taken out, or replaced, stands among those that can be put back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from chiso.core.clock import utc_now
from chiso.core.errors import Refused, UnknownName
from chiso.core.masking import typed
from chiso.core.vietnamese import format_date
from chiso.desk import corrections, meetings
from chiso.people.actor import EDIT, Actor
from chiso.people.acts import act, redoes
from chiso.store import Store
from chiso.store.ledger import Line

# in the audit log and the ledger
RENAMED, REMOVED, RETURNED = "deck_renamed", "deck_removed", "deck_returned"
LONGEST_NAME = 120
Row = Mapping[str, Any]  # as meetings.decks has them


def kept(
    store: Store, agency: str, *, is_removed: bool = False, moment: datetime | None = None
) -> list[dict[str, Any]]:
    """The decks of the list, or those that are not in it, the newest first; `moment`: as it was then."""
    rows = meetings.decks(store, agency, is_removed=is_removed, moment=moment)
    return [row for row in rows if row["kind"] == meetings.DECK]


def unit_of(row: Row) -> str | None:
    """The unit that a deck speaks of; None: of the whole agency."""
    return (row["choice"].get("asked") or {}).get("unit")


def newest(
    store: Store, agency: str, until: date, since: date = date.min, moment: datetime | None = None
) -> dict[str, Any] | None:
    """The deck of the whole agency kept last of a day after `since`, up to `until`, of those in the list (at a
    `moment`); None where there is none."""
    return next(_between(kept(store, agency, moment=moment), until, since), None)


def closed_on(store: Store, agency: str, until: date, since: date, moment: datetime) -> dict[str, Any] | None:
    """The same as it was when a meeting was closed; where none was kept by then the first one kept after. What became
    of it since changes nothing."""
    if stood := newest(store, agency, until, since, moment):
        return stood
    later = (row for row in kept(store, agency, is_removed=True, moment=moment) if row["kept_at"] > moment)
    return min(_between(later, until, since), key=itemgetter("deck_id"), default=None)


def _between(rows: Iterable[dict[str, Any]], until: date, since: date) -> Iterator[dict[str, Any]]:
    return (row for row in rows if unit_of(row) is None and since < row["as_of"] <= until)


def named(store: Store, agency: str, as_of: date, title: str) -> dict[str, Any] | None:
    """The deck of a day that has a name; None where the name is free."""
    called = typed(title)
    rows = kept(store, agency)
    return next((row for row in rows if (row["as_of"], row["title"]) == (as_of, called)), None)


def keep(store: Store, actor: Actor, deck: meetings.Deck, *, replaces: bool = False) -> None:
    """Keep a deck; `replaces`: in place of the one of its name and day. Refused: as `meetings.keep_deck`; `name_taken`
    without `replaces`. TooLong."""
    meetings.needs_meeting(actor, deck.agency)
    typed(deck.title, LONGEST_NAME, "Tên bộ slide")
    with store.transaction():
        if before := named(store, deck.agency, deck.as_of, deck.title):
            if not replaces:
                raise _taken(before)
            _note(store, actor, REMOVED, before)
        meetings.keep_deck(store, actor, deck)


def rename(store: Store, actor: Actor, agency: str, deck_id: int, title: str) -> None:
    """Give a deck another name. Refused: `forbidden`, `other_unit`; `bad_entry` for no name, `name_taken` for that of
    another deck of its day. TooLong; UnknownName for a deck that is not in the list."""
    called = typed(title, LONGEST_NAME, "Tên bộ slide")
    with store.transaction():  # what is looked at stands until it is written, whoever else does the same
        row = _row(store, actor, agency, deck_id)
        if not called:
            raise Refused("bad_entry", "Tên bộ slide để trống. Hãy ghi tên.")
        if called == row["title"]:
            return
        if other := named(store, agency, row["as_of"], called):
            raise _taken(other)
        _note(store, actor, RENAMED, row, title=called)


def remove(store: Store, actor: Actor, agency: str, deck_id: int) -> None:
    """Take a deck out of the list. Refused: `forbidden`, `other_unit`. UnknownName for one that is not in it."""
    with store.transaction():
        _note(store, actor, REMOVED, _row(store, actor, agency, deck_id))


def put_back(store: Store, actor: Actor, agency: str, deck_id: int) -> None:
    """Put one back that was taken out. Refused: `forbidden`, `other_unit`; `name_taken` where another deck of its day
    has its name by now. UnknownName for one that was not taken out."""
    with store.transaction():
        row = _row(store, actor, agency, deck_id, is_removed=True)
        if other := named(store, agency, row["as_of"], row["title"]):
            raise _taken(other)
        _note(store, actor, RETURNED, row)


def _row(store: Store, actor: Actor, agency: str, deck_id: int, *, is_removed: bool = False) -> Row:
    meetings.needs_meeting(actor, agency)
    found = kept(store, agency, is_removed=is_removed)
    row = next((one for one in found if one["deck_id"] == deck_id), None)
    if row is None:
        raise UnknownName("bộ slide", str(deck_id))
    return row


def _taken(row: Row) -> Refused:
    of = f"số liệu đến {format_date(row['as_of'])}"
    return Refused("name_taken", f"Đã có bộ slide “{row['title']}” ({of}). Hãy chọn tên khác.")


def _note(store: Store, actor: Actor, action: str, row: Row, **changed: str) -> None:
    with act(store, actor, EDIT, action, str(row["title"])) as doing:
        doing.kept = {"deck_id": row["deck_id"], **changed}
        doing.detail = dict(changed)
        _write(store, {"action": action, "who": actor.name, **doing.kept})


@redoes(RENAMED, REMOVED, RETURNED)
def _write(store: Store, line: Line) -> None:
    """What a line of the ledger says became of a deck; pages keep what they know of it by the version."""
    if line["action"] == RENAMED:
        _carry_over(store, line)
        store.execute("giaoban/rename_deck", deck_id=line["deck_id"], title=line["title"])
    else:
        who = line["who"] if line["action"] == REMOVED else None
        store.execute("giaoban/remove_deck", deck_id=line["deck_id"], who=who, now=utc_now())
    store.bump()


def _carry_over(store: Store, line: Line) -> None:
    """What was looked at of the figures of a deck that gets another name stays so: marks hold their sentences."""
    (row,) = store.rows("giaoban/deck", deck_id=line["deck_id"])
    was, new = corrections.stood_in(row), corrections.stood_in({**row, "title": line["title"]})
    store.execute(
        "reconcile/carry_over",
        agency=row["agency"],
        code=corrections.CODE,
        subject=was.subject,
        message=was.message,
        new_subject=new.subject,
        new_message=new.message,
    )
