"""One clock: moments are kept in UTC without a zone, people see Giờ Việt Nam (UTC+7 all year)."""

from datetime import UTC, date, datetime, timedelta

_VIETNAM = timedelta(hours=7)


def utc_now() -> datetime:
    """The moment as tables, ledger and file names keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


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


def stamp(at: datetime) -> str:
    """A kept moment as part of a file's name."""
    return f"{at:%Y%m%d-%H%M%S-%f}"
