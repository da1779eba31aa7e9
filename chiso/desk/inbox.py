"""Hộp thư đến: a folder of the server into which people and programs put exports, looked at while the server runs.

What lies there is somebody else's: only plain files of the kinds that an upload takes are seen, once they have stopped
growing; they are read within the same limits, by the same child. A file stays where it is until its import is
committed, then it moves to `da-nhan/`; killed between the two, the next look finds its bytes in the data and moves it.
"""

import logging
import os
import stat
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from chiso.core import clock
from chiso.core.errors import ChisoError, error_number
from chiso.core.settings import MB, Limits
from chiso.core.text import plain
from chiso.desk import effects, folders
from chiso.intake.commit.preview import parts, refreshed
from chiso.intake.commit.stages import Preview, RecognisedFile, Upload
from chiso.intake.commit.watching import watched
from chiso.people import acts
from chiso.people.actor import ADMINISTER, INBOX, Actor
from chiso.store import StorageFull, Store, disk
from chiso.store.ledger import Line

LOG = logging.getLogger("chiso.web")

CHOSEN, TAKEN = "inbox_chosen", "inbox_taken"  # in the audit log
AWAY = "da-nhan"
TYPES = ("xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "parquet")
MOST = 200  # that are looked at; further ones wait their turn
_SHOWN = 20  # that people are told by name
_TOGETHER = 200 * MB  # that are read in one look
_AUTOMATIC = "inbox_automatic"  # fact
_NOT_READ = (
    "Không đọc được thư mục hộp thư đến “{}”. Hãy kiểm tra ổ đĩa và quyền đọc của tài khoản chạy chiso."
)
_NOT_MOVED = (
    "Đã có trong dữ liệu nhưng không chuyển được vào “da-nhan”. Hãy cấp quyền ghi cho tài khoản chạy chiso."
)
_TOO_LARGE = "Tệp quá lớn (tối đa {} MB). Hãy chia nhỏ tệp, hoặc nhờ quản trị viên nhập bằng dòng lệnh."
_LOOK = "Cần người xem: {}."
_BROKEN = "Xem hộp thư đến gặp lỗi. Hãy báo quản trị viên số {}."

# Refusals that an answer lifts, as what is asked.
_ASKED = {
    "no_as_of": "chưa biết ngày số liệu",
    "slice_conflict": "cùng kỳ với tệp đã nhập",
    "other_agency": "có thể là số liệu của cơ quan khác",
    "unknown_dataset": "chưa rõ loại dữ liệu",
    "missing_columns": "chưa thấy đủ cột",
    "duplicate_columns": "hai cột cùng nghĩa",
}


def is_automatic(store: Store) -> bool:
    """Whether a file of which nothing is asked and nothing is said goes in by itself."""
    return store.fact(_AUTOMATIC) == "true"


def choose(store: Store, actor: Actor, place: str, automatic: bool) -> None:
    """The folder, '' for none, and whether clear files go in by themselves. Refused: as `folders.needs`."""
    folders.needs(store, actor, folders.INBOX, place)
    with acts.act(store, actor, ADMINISTER, CHOSEN, place) as doing:
        doing.detail = doing.kept = {"folder": place, "automatic": automatic}
        _choose(store, doing.kept)


@acts.redoes(CHOSEN)
def _choose(store: Store, line: Line) -> None:
    store.set_fact(folders.INBOX, line["folder"])
    store.set_fact(_AUTOMATIC, "true" if line["automatic"] else "")


@dataclass(frozen=True)
class Letter:
    """One file as it stood at a look: equal to itself as long as nobody has touched it."""

    path: Path
    size: int
    changed_at: int  # nanoseconds
    inode: int

    def content(self) -> bytes:
        """Its bytes. OSError where it is no longer as it stood, or is no plain file."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(self.path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            found = file.read(self.size + 1)
        if len(found) != self.size or _letter(self.path) != self:
            raise OSError(f"{self.path.name} has changed")
        return found

    def put_away(self) -> None:
        """Into the day's folder of what was taken, under a name that nothing there has. OSError."""
        day = self.path.parent / AWAY / clock.today().isoformat()
        for one in (day.parent, day):
            one.mkdir(mode=0o700, exist_ok=True)
            if one.is_symlink():
                raise OSError(f"{one.name} leads elsewhere")
        if _letter(self.path) != self:
            raise OSError(f"{self.path.name} has changed")
        for number in count(1):
            target = day / (
                self.path.name if number == 1 else f"{self.path.stem} ({number}){self.path.suffix}"
            )
            if target.exists():
                if target.samefile(self.path):  # killed between the two steps below
                    self.path.unlink()
                    return
                continue
            try:
                os.link(self.path, target)  # never over another file
            except FileExistsError:
                continue
            except OSError:  # a file system without hard links
                self.path.rename(target)
                return
            self.path.unlink()
            return


def _letter(path: Path) -> Letter | None:
    """The file if it is one that is taken: plain, of a known kind, neither hidden nor somebody's temporary one."""
    name = path.name
    is_temporary = name.startswith((".", "~")) or name.endswith("~")
    if is_temporary or path.suffix[1:].lower() not in TYPES or not name.isprintable():
        return None
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    is_plain = stat.S_ISREG(found.st_mode)
    return Letter(path, found.st_size, found.st_mtime_ns, found.st_ino) if is_plain else None


@dataclass
class Inbox:
    """What the server knows of the folder: the files that wait, what stands in the way of each and of all of them."""

    letters: tuple[Letter, ...] = ()
    problem: str = ""
    _seen: frozenset[Letter] = frozenset()
    _said: dict[Letter, tuple[int, str]] = field(default_factory=dict)  # at which data version, what
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def said(self, letter: Letter) -> str:
        """Why it waits for somebody; '' where nothing stands in its way."""
        return self._said.get(letter, (0, ""))[1]

    def lines(self, letters: Iterable[Letter]) -> str:
        """For people, as Markdown: each file, and why it waits."""
        said = ((plain(one.path.name), plain(self.said(one))) for one in list(letters)[:_SHOWN])
        return "\n".join(f"- :small[**{name}**{': ' * bool(words)}{words}]" for name, words in said)

    @property
    def is_sound(self) -> bool:
        """Whether folder and files can be read and put away."""
        return not self.problem and not any(words == _NOT_MOVED for _, words in self._said.values())

    def look(self, store: Store) -> None:
        """One look: what has not changed since the last one waits, what is known goes, what is clear goes in if the
        office wants that. One at a time; a file that failed is tried again only after the data has changed."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._look(store)
        except Exception as error:  # noqa: BLE001 - told with its number; the next look is in half a minute
            self.problem = error.message if isinstance(error, ChisoError) else _failed(error)
        finally:
            self._lock.release()

    def _look(self, store: Store) -> None:
        place = folders.chosen(store, folders.INBOX)
        found: list[Letter] = []
        self.problem = ""
        if place is not None:
            try:
                found = [one for path in sorted(place.iterdir())[: 10 * MOST] if (one := _letter(path))]
            except OSError as error:
                LOG.warning("inbox", exc_info=error)
                self.problem = _NOT_READ.format(place)
        settled = tuple(one for one in found if one in self._seen)[:MOST]
        self._seen = frozenset(found)
        self._said = {one: words for one, words in self._said.items() if one in self._seen}
        self.letters = settled
        if settled and not disk.is_writable(store.home):
            raise StorageFull
        looked = self._read(store, settled)
        if is_automatic(store):
            for letter in sorted(looked, key=lambda one: _turn(looked[one])):
                self._import(store, letter, looked[letter])

    def _read(self, store: Store, settled: tuple[Letter, ...]) -> dict[Letter, list[Preview]]:
        """The parts of those that may go in; the others have their words or, known already, are put away."""
        found: dict[Letter, list[Preview]] = {}
        left = _TOGETHER
        for letter in settled:
            version, words = self._said.get(letter, (-1, ""))
            is_waiting = bool(words) or not is_automatic(store)
            if words == _NOT_MOVED or (version == store.data_version and is_waiting):
                continue
            if letter.size > Limits().upload_bytes:
                self._say(store, letter, _TOO_LARGE.format(Limits().upload_bytes // MB))
            elif (left := left - letter.size) >= 0 and (looked := self._parts(store, letter)):
                found[letter] = looked
        return found

    def _parts(self, store: Store, letter: Letter) -> list[Preview]:
        try:
            found = parts(store, Upload(letter.path.name, letter.content()))
        except OSError:  # it went, or somebody writes it again: at the next look
            return []
        if all(one.is_unchanged for one in found):
            self.took(store, letter)
            return []
        self._say(store, letter, doubts(found))
        return [] if self.said(letter) else found

    def _import(self, store: Store, letter: Letter, looked: list[Preview]) -> None:
        """As a click on its cards would: what others have brought meanwhile counts. Its parts are tried before one goes
        in: all of them do, or none. What fails is said, and not tried again by itself."""
        try:
            now = watched(store, [refreshed(store, one) for one in looked])
            if not (words := doubts(now)):
                results = [effects.do_import(store, INBOX, one)[0] for one in now]
                words = " ".join(result.error["message"] for result in results if result.error)
        except StorageFull:  # of no file in particular: again once there is room
            raise
        except Exception as error:  # noqa: BLE001 - told with its number; the other files go on
            words = error.message if isinstance(error, ChisoError) else _failed(error)
        if words:
            self._say(store, letter, words)
        else:
            self.took(store, letter)

    def took(self, store: Store, letter: Letter) -> None:
        """It is in the data: away with it."""
        try:
            letter.put_away()
        except OSError as error:
            LOG.warning("inbox", exc_info=error)
            self._say(store, letter, _NOT_MOVED)
            return
        self.letters = tuple(one for one in self.letters if one != letter)
        acts.audit(store, INBOX, TAKEN, letter.path.name)

    def _say(self, store: Store, letter: Letter, words: str) -> None:
        self._said[letter] = (store.data_version, words)


def _failed(error: Exception) -> str:
    number = error_number()
    LOG.error("error %s in the inbox", number, exc_info=error)
    return _BROKEN.format(number)


def _turn(looked: list[Preview]) -> tuple[str, bool, str]:
    """The oldest data first, of one day the dossiers."""
    found = [one.result for one in looked]
    days = min(str(one.as_of) for one in found)
    return days, all(one.dataset != "dossiers" for one in found), found[0].file


def doubts(looked: list[Preview]) -> str:
    """What somebody has to see before the file goes in; '' where nothing is asked and nothing is said of its parts."""
    waiting = [one for one in looked if not one.is_unchanged]
    if refused := next((one.error for one in waiting if one.error), None):
        asked = _ASKED.get(refused["code"])
        return _LOOK.format(asked) if asked else refused["message"]
    results = [one.result for one in waiting]
    is_undated = any(isinstance(one, RecognisedFile) and one.as_of_from == "day" for one in waiting)
    counts = {
        "lưu ý": sum(bool(said.get("wants_tick", True)) for one in results for said in one.warnings),
        "cách viết đơn vị chưa biết": sum(len(one.unknown_units) for one in results),
        "cột chưa biết": sum(len(one.unknown_columns) for one in results),
        "dòng bị loại": sum(one.rows_rejected for one in results),
    }
    said = [f"{number} {words}" for words, number in counts.items() if number]
    said += ["tệp không ghi ngày số liệu"] * is_undated  # nobody says by himself that it is today's
    return _LOOK.format(", ".join(said)) if said else ""
