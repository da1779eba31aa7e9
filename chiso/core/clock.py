"""One clock: moments are kept in UTC without a zone, people see Giờ Việt Nam (UTC+7 all year)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

_VIETNAM = timedelta(hours=7)
# A moment further ahead than this is of a clock that has been set back since.
SLACK = timedelta(minutes=1)
_then: ContextVar[datetime | None] = ContextVar("then", default=None)


def utc_now() -> datetime:
    """The moment as tables, ledger and file names keep it."""
    return _then.get() or datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def at(moment: str) -> Iterator[None]:
    """Inside it is then, as `iso` wrote it: what is done again bears the time at which it was done."""
    token = _then.set(read(moment))
    try:
        yield
    finally:
        _then.reset(token)


def local(at: datetime) -> datetime:
    """A kept moment on the office's clock."""
    return at + _VIETNAM


def today() -> date:
    """The office's day."""
    return local(utc_now()).date()


def show(at: datetime | None) -> str:
    """A kept moment for people: "31/10/2024 08:05"."""
    return "" if at is None else f"{local(at):%d/%m/%Y %H:%M}"


def iso(at: datetime) -> str:
    """A kept moment in JSON, its zone said."""
    return f"{at.isoformat(timespec='milliseconds')}+00:00"


def read(text: str) -> datetime:
    """The moment that `iso` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def stamp(at: datetime) -> str:
    """A kept moment as part of a file's name."""
    return f"{at:%Y%m%d-%H%M%S-%f}"
