"""Reference data: agencies, units and their spellings, indicators, targets, score rules, calendar.

The CSV files of data/reference/ are the starting point of a home and are copied into its tables once, by `init`
(docs/reference-data.md tells where every row comes from); afterwards the tables belong to the office.
"""

from pathlib import Path

import pandas as pd

from chiso.core.errors import Refused, UnknownName
from chiso.core.vietnamese import fold, nfc
from chiso.reference import days, shipped
from chiso.store import Store, marts

# --- loading ------------------------------------------------------------------------------------------------


def init(home: Path | str, agency: str) -> Store:
    """Opens the home, creating it with the reference data where it is new.

    Raises UnknownName for an agency that data/reference/agencies.csv does not have, Refused `other_agency` for a
    home that belongs to another one.
    """
    if agency not in {row["agency"] for row in shipped.read_rows("agencies")}:
        raise UnknownName("cơ quan", agency)
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


def names(store: Store, kind: str, scope: str = "") -> dict[str, str]:
    """{fold(spelling): name} of one kind: component (scope = its index), place, index, indicator (name = code)."""
    return {
        row["alias_key"]: row["name"] for row in store.rows("reference/name_aliases", kind=kind, scope=scope)
    }
