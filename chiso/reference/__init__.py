"""Reference data: agencies, units and their spellings, indicators, targets, score rules, calendar.

The CSV files of data/reference/ are the starting point of a home and are copied into its tables once, by `init`
(docs/reference-data.md tells where every row comes from); afterwards the tables belong to the office.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, nfc
from chiso.people.actor import PROGRAM
from chiso.reference import agencies, days, shipped
from chiso.store import Store, marts

# --- loading ------------------------------------------------------------------------------------------------


def init(home: Path | str, agency: str, name: str = "", short_name: str = "") -> Store:
    """Opens the home, creating it with the reference data where it is new; `name` names an agency that
    data/reference/agencies.csv does not have.

    Raises as `made` and `agencies.meant`, Refused `unknown_name` for such an agency without a name.
    """
    known = {row["agency"]: row["name"] for row in shipped.read_rows("agencies")}
    if agency not in known and not name and not Store.exists(home):
        raise agencies.unknown(agency, {str(code): str(called) for code, called in known.items()})
    is_further = bool(name) and (agency not in known or fold(name) != fold(known[agency] or ""))
    meant = agencies.meant(name, agency, short_name) if is_further else None
    store = made(home, agency)
    try:
        if meant is not None:
            agencies.name(store, PROGRAM, meant)
    except BaseException:
        store.close()
        raise
    return store


def made(home: Path | str, agency: str) -> Store:
    """The open home with the reference data that is shipped, created where it is new, whatever its agency is called.

    Raises Refused `other_agency` for a home that belongs to another agency.
    """
    store = Store.open(home, create=True, agency=agency)
    try:
        if store.agency != agency:
            raise Refused(
                "other_agency",
                f"Thư mục dữ liệu này thuộc cơ quan “{store.agency}”, không phải “{agency}”. "
                "Hãy chọn thư mục khác.",
            )
        load(store)
    except BaseException:
        store.close()
        raise
    return store


def load(store: Store) -> bool:
    """Copies the reference data of all agencies into a home that has none yet; True when it did.

    One home can serve several agencies, so everything is loaded; the fact `agency` names the usual one.
    """
    if store.value("reference/is_loaded"):
        return False
    with store.transaction():
        for name in shipped.TABLES:
            store.insert(name, shipped.spellings() if name == "unit_aliases" else shipped.table(name))
        days.write(store)
        shipped.remember(store)
        store.set_fact(marts.RULES, marts.rules(store))
        if store.fact("demonstration") is None:
            store.set_fact("demonstration", "false")
        store.bump()
    return True


# --- units --------------------------------------------------------------------------------------------------


def units(store: Store, agency: str) -> pd.DataFrame:
    """The units of an agency in their order, one row each: unit, unit_name, short_name, parent, kind,
    valid_from, valid_to, successor, agency, aliases (list of spellings)."""
    return store.run("reference/units", agency=agency)


def resolve_unit(store: Store, agency: str, text: str) -> str | None:
    """The unit that a code, a name or a taught spelling means within the agency; None where nobody taught it."""
    found = store.value("reference/resolve_unit", agency=agency, code=nfc(text).lower(), alias_key=fold(text))
    return None if found is None else str(found)


# --- names of indices, components, places, indicators ---------------------------------------------------------


class Kind(NamedTuple):
    """Of an indicator of the catalogue: rate, count or value; the dataset that it is counted from; the year that it
    goes by (cchc, calendar)."""

    kind: str
    dataset: str
    year_kind: str


def kinds(store: Store) -> dict[str, Kind]:
    """By the indicator's code."""
    return {row.pop("indicator"): Kind(**row) for row in store.rows("reference/kinds")}


def names(store: Store, kind: str, scope: str = "") -> dict[str, str]:
    """{fold(spelling): name} of one kind: index, indicator (name = code), place (a province; of the scope "agency" an
    agency)."""
    return {
        row["alias_key"]: row["name"] for row in store.rows("reference/name_aliases", kind=kind, scope=scope)
    }
