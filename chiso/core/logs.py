"""The log of a home, `chiso.log`: English, with tracebacks, for whoever runs the machine. People read Vietnamese."""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

LOG = "chiso.log"
_SIGNS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class OneLine(logging.Formatter):
    """A message is one line: a file's name must neither fake a line of the log nor speak to a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line above a traceback."""
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """The traceback keeps its line breaks, nothing else that is not text."""
        return lines(super().formatException(ei))


def one_line(text: str) -> str:
    """The text with its control signs spelled out, and those that turn the text around them."""
    return _SIGNS.sub(_spelled, text)


def lines(text: str) -> str:
    """The same; its line breaks stay."""
    return "\n".join(map(one_line, text.split("\n")))


class _File(logging.FileHandler):
    """A log that the disk does not take ends no act, and puts no traceback before whoever gave a command."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # it is opened with the first line
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that was not written."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """What of it waits is written."""
        with suppress(OSError):
            super().close()


def _spelled(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def write(*handlers: logging.Handler) -> None:
    """Everything that chiso has to say for the log goes there, and nowhere else."""
    root = logging.getLogger("chiso")
    for handler in handlers:
        handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
        root.addHandler(handler)
    root.propagate = False


@contextmanager
def of_a_command(home: Path) -> Iterator[None]:
    """While a command works on a home, its log is written; where there is no home yet, to nowhere."""
    root = logging.getLogger("chiso")
    spread = root.propagate
    log = _File(home / LOG, encoding="utf-8", delay=True) if home.is_dir() else logging.NullHandler()
    write(log)
    try:
        yield
    finally:
        root.propagate = spread
        root.removeHandler(log)
        log.close()
