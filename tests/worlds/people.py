"""Who acts in tests."""

from datetime import datetime, timedelta

import pandas as pd
import pytest

from chiso.desk import history
from chiso.people import passwords
from chiso.people.actor import Actor
from chiso.store import Store

ADMIN = Actor("quan.tri", "admin")


def named(name: str) -> Actor:
    """An administrator of that name."""
    return Actor(name, "admin")


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2024, 10, 24, 1, 5)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


def keep_passwords_cheaply() -> None:
    """A password is slow on purpose; how slow is asked by the tests with `slow_passwords`."""
    passwords._HASHER = type(passwords._HASHER)(time_cost=1, memory_cost=8, parallelism=1)


def audited_acts(store: Store) -> pd.DataFrame:
    """The audit log, the newest line first: at (UTC), who, what, subject, detail."""
    return store.run("changes/audit", since=datetime(1900, 1, 1), until=datetime(2200, 1, 1))


def purged(store: Store, days: int, *, now: datetime, dry_run: bool = False) -> list[history.Purged]:
    """`history.purge` at a moment."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(history, "utc_now", lambda: now)
        return history.purge(store, ADMIN, days, dry_run=dry_run)
