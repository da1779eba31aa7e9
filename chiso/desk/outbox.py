"""Hộp thư đi: a folder of the server into which, after every import, what the office presents is written, by the day.

Files of one day and name take the place of earlier ones, so the folder of a day says what its last import says. What
comes in a row is written once: when two looks, half a minute apart, find the same imports.
"""

import logging
import stat
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chiso.core import clock
from chiso.core.errors import ChisoError, Refused, error_number
from chiso.desk import folders
from chiso.people import acts
from chiso.people.actor import ADMINISTER, Actor
from chiso.store import Store
from chiso.store.ledger import Line
from chiso.store.whole import whole_file

LOG = logging.getLogger("chiso.web")

CHOSEN = "outbox_chosen"  # in the audit log
_WRITTEN = "outbox_written"  # fact
_WAIT = 20  # looks, ten minutes, until what failed is tried again
_NOT_WRITTEN = (
    "Không ghi được vào thư mục hộp thư đi “{}”. Hãy kiểm tra ổ đĩa và quyền ghi của tài khoản chạy chiso."
)
_BROKEN = "Làm tệp cho hộp thư đi gặp lỗi. Hãy báo quản trị viên số {}."

Making = Callable[[Store], Mapping[str, bytes]]  # what is to be written, by file name


def choose(store: Store, actor: Actor, place: str) -> None:
    """The folder, '' for none. Refused: as `folders.needs`."""
    folders.needs(store, actor, folders.OUTBOX, place)
    with acts.act(store, actor, ADMINISTER, CHOSEN, place) as doing:
        store.set_fact(folders.OUTBOX, place)
        doing.detail = doing.kept = {"folder": place}


@acts.redoes(CHOSEN)
def _redo(store: Store, line: Line) -> None:
    store.set_fact(folders.OUTBOX, line["folder"])


@dataclass
class Outbox:
    """What the server knows of the folder: of which imports its files are, and what stands in the way."""

    problem: str = ""
    _seen: str = ""
    _wait: int = 0  # further looks before the next try
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, store: Store, make: Making) -> None:
        """One look: writes where imports have changed since the files were written. One at a time."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._look(store, make)
        except Exception as error:  # noqa: BLE001 - told with its number; tried again
            self.problem, self._wait = (
                error.message if isinstance(error, ChisoError) else _failed(error),
                _WAIT,
            )
        finally:
            self._lock.release()

    def _look(self, store: Store, make: Making) -> None:
        place = folders.chosen(store, folders.OUTBOX)
        state = str(store.value("imports/state")) if place else ""
        if place is None or not state:
            self.problem = ""
            return
        wanted = f"{place}: {state}"
        settled, self._seen = wanted == self._seen, wanted
        if not settled:
            self._wait = 0
        elif self._wait:
            self._wait -= 1
        elif store.fact(_WRITTEN) != wanted:
            _write(place, make(store))
            with store.transaction():
                store.set_fact(_WRITTEN, wanted)
            self.problem = ""


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """All files into the folder of today. Refused `bad_folder` where it takes none."""
    try:
        day, rights = place / clock.today().isoformat(), stat.S_IMODE(place.stat().st_mode)
        if not day.is_dir():
            day.mkdir()
            day.chmod(rights)  # whoever may read the folder is to read what is in it
        if day.is_symlink():
            raise OSError(f"{day.name} leads elsewhere")
        for name, content in files.items():
            with whole_file(day / name) as file:
                file.write(content)
            (day / name).chmod(rights & 0o666)
    except OSError as error:
        LOG.warning("outbox", exc_info=error)
        raise Refused("bad_folder", _NOT_WRITTEN.format(place)) from error


def _failed(error: Exception) -> str:
    number = error_number()
    LOG.error("error %s in the outbox", number, exc_info=error)
    return _BROKEN.format(number)
