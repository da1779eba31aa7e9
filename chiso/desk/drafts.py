"""The giao ban deck as each account is making it: kept with every change, per day looked at, so that it is there again
after a reload, in another browser, after a restart. Nobody writes into the deck of somebody else."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chiso.core.clock import utc_now
from chiso.core.vietnamese import format_date
from chiso.desk.meetings import as_typed
from chiso.intake.commit.replaying import Finding, missing_files
from chiso.people.actor import EDIT, Actor
from chiso.people.acts import act, redoes
from chiso.reference.unit_tree import needs
from chiso.store import Store, originals
from chiso.store.ledger import Line

DRAFTED = "deck_drafted"  # in the audit log and the ledger


@dataclass(frozen=True)
class Place:
    """Of what a deck is: of a unit (None: of the whole agency), as of a day."""

    agency: str
    unit: str | None
    as_of: date


@dataclass(frozen=True)
class Draft:
    """What an account has of the deck of a day, when it was last changed (UTC); `choice`: as `present.deck.Choice` is
    kept."""

    who: str
    as_of: date
    choice: Mapping[str, Any]
    at: datetime


def drafts(store: Store, place: Place) -> list[Draft]:
    """Of each account its deck of that day, else of the newest day before, the last changed first."""
    rows = store.rows("giaoban/drafts", agency=place.agency, unit=place.unit or "", as_of=place.as_of)
    return [Draft(row["who"], row["as_of"], json.loads(row["choice"]), row["at"]) for row in rows]


def mine(store: Store, who: str, place: Place) -> Mapping[str, Any]:
    """The account's own deck, that of an earlier day where it has none of this; {} where it never had one."""
    return next((one.choice for one in drafts(store, place) if one.who == who), {})


def change(
    store: Store,
    actor: Actor,
    place: Place,
    changed: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    picture: bytes | None = None,
) -> None:
    """Writes what `changed` makes of the account's own deck as it stands now, whatever browser it was changed in. A
    `picture` of it, written anew by `intake.files.pictures`, is kept as an original.

    Refused: `forbidden`, `other_unit`; as `changed` does. It enters no data, so it is not refused beside sums that were
    made elsewhere. Raises StorageFull.
    """
    actor.needs(EDIT)
    needs(store, place.agency, actor, place.unit)
    with act(store, actor, None, DRAFTED, f"Bộ slide {format_date(place.as_of)}") as doing:
        doing.detail = {"unit": place.unit} if place.unit else {}
        if picture is not None:
            doing.kept["sha256"] = originals.put(store.home, picture)
        choice = as_typed(changed(mine(store, actor.name, place)))
        doing.kept |= {
            "agency": place.agency,
            "unit": place.unit or "",
            "as_of": place.as_of,
            "choice": json.dumps(choice, ensure_ascii=False),
        }
        _keep(store, {"who": actor.name, **doing.kept})


def missing(store: Store) -> dict[str, Finding]:
    """Findings of pictures on slides whose file is gone or altered, by SHA-256; of a home without its key none."""
    return missing_files(
        store, {row["picture"]: _lost(row["headline"]) for row in store.rows("giaoban/pictures")}
    )


def _lost(headline: str) -> str:
    slide = f"Ảnh của trang tự soạn “{headline}” không còn hoặc đã bị sửa."
    return f"{slide} Hãy vào trang Slide, thêm lại ảnh hoặc xóa trang."


@redoes(DRAFTED)
def _keep(store: Store, line: Line) -> None:
    """No figure changes: the data version stays, and with it what pages know."""
    said = {name: line[name] for name in ("agency", "unit", "as_of", "who", "choice")}
    store.execute("giaoban/keep_draft", now=utc_now(), **said)
