"""Daily sums of the dossier indicators, kept beside the dossiers: a page costs the same with 15 thousand of them and
with 10 million.

They say what the indicators' own queries say (tests compare every one) and are never asked when they may be stale: a
signature of the imports that count tells. An import takes out and puts in what its dossiers changed (`take_out` before,
`put_in` after they are merged anew); after anything else the next question makes them again. What is asked by
official, and every list, counts the dossiers.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from chiso.store import StorageFull, Store

# Events that belong to a day for good: their numerator does not depend on the day that is asked for.
OF_EVENTS = (
    "online_rate",
    "on_time_rate",
    "first_due_on_time_rate",
    "e_result_rate",
    "digitised_rate",
    "reuse_rate",
    "online_payment_rate",
    "receipt_8h_rate",
    "extra_supplement_dossiers",
    "interagency_late_rate",
    "official_late_rate",
    "postal_dossier_rate",
)
# What is open on a day: kept as +1 and -1.
OF_DAYS = ("overdue_dossiers", "first_due_overdue", "paused_without_reason", "awaiting_receipt")
# Shares of procedures, from sums per procedure.
OF_PROCEDURES = ("online_procedure_rate", "payment_procedure_rate", "postal_procedure_rate")
BY_DAY = frozenset((*OF_EVENTS, *OF_DAYS))
KEPT = BY_DAY | frozenset(OF_PROCEDURES)

_COMPACT_EVERY = 20  # imports: then what stands in several rows is added up


def ready(store: Store, agency: str) -> bool:
    """Whether the sums may be asked; makes them where they are stale. False only when there is no room to."""
    if _made_from(store, agency) == _signature(store, agency):
        return True
    try:
        with store.transaction():
            if _made_from(store, agency) != _signature(store, agency):
                rebuild(store, agency)
    except StorageFull:
        return False
    return True


def rebuild(store: Store, agency: str) -> None:
    """Makes the sums of an agency from its dossiers."""
    with store.transaction():
        store.execute("daily/clear", agency=agency)
        store.execute("daily/clear_procedures", agency=agency)
        _add(store, agency, changed=None, sign=1)
        _sign(store, agency, imports=0)


def take_out(store: Store, agency: str, changed: Collection[int]) -> bool:
    """Before the dossiers of these imports are merged anew: takes their sums out. False where they are stale anyway.

    Inside the import's transaction, when the table of imports is already the new one; where it answers True, `put_in`
    must follow with the same imports.
    """
    mine = {str(number) for number in changed}
    made_from, now = _made_from(store, agency), _signature(store, agency)
    if not made_from or _without(made_from, mine) != _without(now, mine):
        return False
    _add(store, agency, changed, sign=-1)
    return True


def put_in(store: Store, agency: str, changed: Collection[int]) -> None:
    """After the dossiers of these imports were merged anew: adds their sums."""
    _add(store, agency, changed, sign=1)
    imports = int(store.fact(f"{_fact(agency)}_imports") or 0) + 1
    if imports >= _COMPACT_EVERY:
        _compact(store, agency)
        imports = 0
    _sign(store, agency, imports)


def by_unit(
    store: Store, agency: str, spans: Mapping[str, tuple[date, date]], **asked: Any
) -> dict[str, list[dict[str, Any]]]:
    """Rows as those of `figures/by_unit` per indicator; `spans`: the rest of last year's period of each."""
    names = list(spans)
    rows = store.rows(
        "daily/by_unit",
        agency=agency,
        asked=names,
        last_from=[spans[name][0] for name in names],
        last_until=[spans[name][1] for name in names],
        **asked,
    )
    found = _grouped(names, rows)
    return found | _procedures(store, agency, names, "unit_id", **asked)


def by_month(
    store: Store, agency: str, names: Sequence[str], **asked: Any
) -> dict[str, list[dict[str, Any]]]:
    """Rows as those of `figures/by_month` per indicator."""
    found = _grouped(names, store.rows("daily/by_month", agency=agency, asked=list(names), **asked))
    return found | _procedures(store, agency, names, "month", **asked)


def by_day(
    store: Store, agency: str, indicator: str, as_of: date, units: list[str] | None
) -> list[dict[str, Any]]:
    """All days of one indicator up to a day: day, is_of_day, numerator, denominator, known, entries."""
    return store.rows("daily/by_day", agency=agency, indicator=indicator, as_of=as_of, units=units)


def _procedures(
    store: Store, agency: str, names: Sequence[str], by: str, as_of: date, from_day: date, units: list[str] | None,
    **_: Any,
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """The asked shares of procedures per unit, or of the day's month."""
    asked = [name for name in OF_PROCEDURES if name in names]
    if not asked:
        return {}
    counts: dict[str, dict[str, list[int]]] = {name: {} for name in asked}
    for row in store.rows("daily/procedures", agency=agency, as_of=as_of, from_day=from_day):
        if row["indicator"] in counts and (units is None or row["unit_id"] in units):
            place = row["unit_id"] if by == "unit_id" else f"{as_of:%Y-%m}"
            counts[row["indicator"]].setdefault(place, []).append(row["numerator"])
    return {
        name: [
            {
                by: place,
                "numerator": sum(done),
                "denominator": len(done),
                "entries": len(done),
                "known": len(done),
            }
            for place, done in places.items()
        ]
        for name, places in counts.items()
    }


def _grouped(names: Sequence[str], rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for row in rows:
        found[row["indicator"]].append(row)
    return found


def _add(store: Store, agency: str, changed: Collection[int] | None, sign: int) -> None:
    ids = None if changed is None else sorted(changed)
    store.execute("daily/sums", agency=agency, changed=ids, sign=sign)
    store.execute("daily/procedure_sums", agency=agency, changed=ids, sign=sign)


def _compact(store: Store, agency: str) -> None:
    for ending, table in (("", "daily_figures"), ("_procedures", "daily_procedures")):
        summed = store.arrow(f"daily/compacted{ending}", agency=agency)
        store.execute(f"daily/clear{ending}", agency=agency)
        store.insert(table, summed)


def _sign(store: Store, agency: str, imports: int) -> None:
    store.set_fact(_fact(agency), json.dumps(_signature(store, agency)))
    store.set_fact(f"{_fact(agency)}_imports", str(imports))


def _signature(store: Store, agency: str) -> dict[str, str]:
    """What the sums were made from: the imports and spellings, and the queries that made them (an upgrade)."""
    parts = {row["part"]: row["state"] for row in store.rows("daily/signature", agency=agency)}
    return {**parts, "queries": _queries(store.queries)}


@lru_cache(maxsize=4)
def _queries(folder: Path) -> str:
    made = hashlib.sha256()
    for part in ("daily", "indicators", "marts"):
        for path in sorted((folder / part).glob("*.sql")):
            made.update(path.read_bytes())
    return made.hexdigest()


def _made_from(store: Store, agency: str) -> dict[str, str]:
    return dict(json.loads(store.fact(_fact(agency)) or "{}"))


def _without(signature: Mapping[str, str], parts: set[str]) -> dict[str, str]:
    return {part: state for part, state in signature.items() if part not in parts}


def _fact(agency: str) -> str:
    return f"daily_figures_{agency}"
