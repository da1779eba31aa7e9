"""The calendar that working days are counted by: public holidays of the package, and the days that decrees swapped."""

import hashlib
from functools import lru_cache

import pyarrow as pa

from chiso.core import worktime
from chiso.core.settings import REFERENCE
from chiso.store import Store, marts

OWN = "day_overrides"  # fact: since the first change the home's own swapped days hold, not the CSV's
_FACT = "calendar"  # what the calendar of this home was made from
SWAPPED = REFERENCE / "holiday_overrides.csv"
_COLUMNS = pa.schema(  # of a CalendarDay
    {"day": pa.date32(), "is_working": pa.bool_(), "working_days": pa.int32(), "note": pa.string()}
)


def is_due(store: Store) -> bool:
    """Whether the package's holidays or the shipped swaps are others than the calendar was made from. Cheap."""
    return store.fact(_FACT) != _made_from()


def write(store: Store) -> bool:
    """The calendar, and the marts that count by it, where a day of it differs from what the home had: then True."""
    swaps = worktime.read_overrides(SWAPPED)
    if store.fact(OWN):
        own = store.arrow("reference/whole", {"table": (OWN,)}).to_pylist()
        swaps = [worktime.Override(row["day"], row["is_working"], row["note"] or "") for row in own]
    made = _calendar(tuple(swaps), worktime.RULES)
    store.set_fact(_FACT, _made_from())
    if store.arrow("reference/whole", {"table": ("calendar",)}).sort_by("day").equals(made):
        return False
    store.execute("reference/clear", {"table": ("calendar",)})
    store.insert("calendar", made)
    marts.make(store)
    return True


@lru_cache(2)  # half a megabyte each: the same for every home that a process makes
def _calendar(swaps: tuple[worktime.Override, ...], rules: str) -> pa.Table:
    """The calendar of these `rules` about public holidays."""
    return pa.table([*zip(*worktime.calendar_rows(swaps), strict=True)], schema=_COLUMNS)


def _made_from() -> str:
    return hashlib.sha256(worktime.RULES.encode() + SWAPPED.read_bytes()).hexdigest()
