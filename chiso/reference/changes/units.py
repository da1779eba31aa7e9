"""Making a unit with what the command line says of it; the rest follows from the tree."""

import re
from typing import Any

from chiso.core.errors import UnknownName
from chiso.core.vietnamese import nfc
from chiso.people.actor import Actor
from chiso.reference.changes.log import Edit, apply, rows
from chiso.reference.changes.rules import SHORT_NAME
from chiso.reference.changes.tables import Row
from chiso.store import Store


def add_unit(store: Store, actor: Actor, agency: str, unit_id: str, **said: Any) -> None:
    """Makes a unit of a `name`; its name and short name are understood as spellings from then on.

    `said`: name, and as far as they are known short_name, parent_id (else the agency), kind (else by the parent's),
    valid_from, valid_to, successor_id. Raises Refused as `changes.apply`, UnknownName for the agency.
    """
    there = {row["unit_id"]: row for row in rows(store, agency, "units")}
    if not there:
        raise UnknownName("cơ quan", agency)
    parent = said.get("parent_id") or agency
    above = there.get(parent, {}).get("kind")
    row: Row = {
        **said,
        "unit_id": unit_id.strip().lower(),
        "short_name": said.get("short_name") or shortened(nfc(said["name"])),
        "parent_id": parent,
        "kind": said.get("kind") or ("department" if above == "agency" else "section"),
        "sort": max(known["sort"] or 0 for known in there.values()) + 10,
    }
    apply(store, actor, agency, [Edit("units", None, row)], title=f"Thêm đơn vị {nfc(said['name'])}")


def shortened(name: str) -> str:
    """A short name that fits: without "Phòng", then the initials, then cut."""
    plain = re.sub(r"^phòng\s+", "", name, flags=re.IGNORECASE)
    if len(plain) <= SHORT_NAME:
        return plain[:1].upper() + plain[1:]
    words = re.findall(r"\w+", plain)
    initials = "".join(word[0].upper() for word in words)
    return initials if 2 <= len(initials) <= SHORT_NAME else plain[: SHORT_NAME - 1].rstrip() + "…"
