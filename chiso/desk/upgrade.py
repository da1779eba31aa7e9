"""A home of an earlier release: kept as it was, brought up to date; what that changed in its figures is kept, so that
/doi-soat can say it."""

import logging
import math
from typing import Any

from chiso import __version__, figures
from chiso.core import clock
from chiso.core.errors import Refused
from chiso.desk import older_texts
from chiso.intake.commit import recovery, storing
from chiso.reference import shipped as catalogue
from chiso.store import DATABASE, Store, backup, disk, marts, rotation, schema

_log = logging.getLogger(__name__)

# (agency, indicator, what) -> value
_Figures = dict[tuple[str, str, str], float | None]


def is_due(store: Store) -> bool:
    """Is it a home of an earlier release? One into which nothing was put yet is not."""
    return int(store.fact("data_version") or 0) > 0 and (
        schema.is_due(store)
        or not store.fact(schema.MASKED)
        or store.fact(storing.MERGED) not in (None, storing.merging(store))
        or store.fact(marts.RULES) not in (None, marts.rules(store))
        or catalogue.is_due(store)
    )


def keep(store: Store) -> None:
    """Before a home of an earlier release is changed in any way: a backup in it, which rotation never takes. It is what
    gives back what the ledgers of earlier releases do not have. One for each state of the database: an upgrade that
    fails again and again does not fill the disk. Of the demonstration none. Raises as `backup.backup`."""
    store.refresh_version()  # attached sums are asked by texts of their own
    if store.is_demonstration or not is_due(store):
        return
    files = [(path, path.stat()) for path in sorted(store.home.glob(f"{DATABASE}*"))]
    words = {rotation.BEFORE_UPGRADE: [[path.name, seen.st_size, seen.st_mtime_ns] for path, seen in files]}
    parent = store.home / backup.BACKUPS
    if any(
        disk.said(one.folder / backup.MANIFEST).get(rotation.BEFORE_UPGRADE) == words[rotation.BEFORE_UPGRADE]
        for one in rotation.backups(parent)
    ):
        return
    try:
        folder = backup.backup(store, parent / clock.stamp(clock.utc_now()), lambda _: words)
    except Refused as error:
        raise Refused(
            error.code, f"Chưa nâng cấp dữ liệu vì không sao lưu được trước đó. {error.message}"
        ) from error
    _log.warning("upgrade: Đã sao lưu vào “%s” trước khi nâng cấp dữ liệu lên bản %s.", folder, __version__)


def upgrade(store: Store) -> None:
    """Brings a home of an earlier release up to date: its records merged by the rules of this one, its catalogue
    complete. The figures and targets that differ afterwards, also by other rules of counting, are kept. What the ledger
    knows and the database does not is done again before: it is not what the upgrade changed. Numbers of people in its
    texts are masked first; no figure is made of them."""
    older_texts.mask(store)
    merging, rules, counted = storing.merging(store), marts.rules(store), store.fact(marts.RULES)
    is_merged = store.fact(storing.MERGED) == merging
    if is_merged and counted == rules and not catalogue.is_due(store):
        return
    recovery.keep_in_step(store)
    is_counted_otherwise = counted is not None and counted != rules
    then = marts.counted_by(store, str(counted), _headlines) if is_counted_otherwise else None
    with store.transaction():
        before = then or _headlines(store)
        store.set_fact(marts.RULES, rules)
        if not is_merged:
            recovery.rebuild(store)
            store.set_fact(storing.MERGED, merging)
        if catalogue.is_due(store):
            catalogue.apply(store)
        after = _headlines(store)
        now = clock.utc_now()
        for (agency, indicator, what), value in before.items():
            changed = {"before": value, "after": after.get((agency, indicator, what))}
            if _differ(value, changed["after"]):
                about: dict[str, Any] = {"agency": agency, "as_of": figures.newest_as_of(store, agency)}
                words = {**about, "indicator": indicator, "what": what, **changed}
                store.execute("reference/upgraded", at=now, program=__version__, **words)


def _differ(one: float | None, other: float | None) -> bool:
    """The last digits of a sum are others each time it is made."""
    return one != other and (one is None or other is None or not math.isclose(one, other, rel_tol=1e-9))


def _headlines(store: Store) -> _Figures:
    return {
        (row["agency"], value.indicator, what): getattr(value, what)
        for row in store.rows("reference/agencies_with_data")
        for value in figures.values(store, figures.newest(store, row["agency"]))
        for what in ("value", "target")
    }
