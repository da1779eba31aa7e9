"""The open database file: connecting, closing it to the outside, what to do when it is locked, full or damaged."""

import logging
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import psutil

from chiso.core import clock
from chiso.core.errors import DamagedHome, InUse
from chiso.store import attached, disk, ledger, lock, swap, whole
from chiso.store.kept import ROWS_OF_TABLES, Kept
from chiso.store.shapes import ROWS_OF_A_GROUP

DATABASE = "chiso.duckdb"
REOPEN_SECONDS = 30.0
_LOCKED = ("could not set lock", "conflicting lock", "being used by another process", "cannot open file")
_DAMAGED = ("corrupt database file", "checksum", "could not read enough bytes")

_log = logging.getLogger(__name__)


class Thread(threading.local):
    """What a thread does at the moment: the cursor of its transaction, the lines of the ledger that it will write."""

    cursor: duckdb.DuckDBPyConnection | None = None
    lines: list[ledger.Line] = []  # noqa: RUF012  (each transaction sets its own)


class DamagedDatabase(DamagedHome):
    """The database file cannot be opened, or a place in it cannot be read; the engine's reason goes into the log."""

    def __init__(self, path: Path, reason: str, *, is_gone: bool = False) -> None:
        wrong = "không còn, chỉ còn nhật ký" if is_gone else "bị hỏng, có chỗ không đọc được nữa"
        super().__init__(
            "database",
            f"Cơ sở dữ liệu {path.name} {wrong}. Hãy dừng chương trình và phục hồi từ bản "
            "sao lưu gần nhất (lệnh restore); mọi việc làm sau bản sao lưu đó được làm lại theo nhật ký.",
        )
        self.reason = reason
        _log.error("%s is damaged: %s", path.name, (reason.splitlines() or [""])[0][:500])


@contextmanager
def damage_told(home: Path) -> Iterator[None]:
    """What reads a damaged block inside raises DamagedDatabase."""
    try:
        yield
    except duckdb.Error as error:
        if any(word in str(error).lower() for word in _DAMAGED):
            raise DamagedDatabase(home / DATABASE, str(error)) from error
        raise


def staging_folder(home: Path) -> Path:
    """The only folder that SQL may reach: here a copy of the database is made, then moved to the backup."""
    return home / "tmp" / "staging"


class Database:
    """One open database file; all Stores of this process on that file share it."""

    numbers = count()  # of the whole process: a home that is opened again has none that it had

    def __init__(self, home: Path) -> None:
        self.home = home
        self.writer = threading.RLock()
        self.users = 0
        self.version, self.writes = 0, next(self.numbers)
        self.kept, self.tables = Kept(), Kept(ROWS_OF_TABLES, ROWS_OF_TABLES // 2)
        self.cut_log: Path | None = None
        try:
            self.base = connect(home)
        except DamagedDatabase as error:
            self.cut_log = cut_log(home, error.reason)
            if self.cut_log is None:
                raise
            self.base = connect(home)
        sweep(home)

    def alive(self) -> bool:
        """Does it answer, and is it the same instance still?"""
        try:
            with self.base.cursor() as cursor:
                cursor.execute("select 1").fetchall()
        except duckdb.Error:
            return False
        return True

    def reopen(self) -> None:
        """After a fatal error: the instance lives until the last cursor on it is closed, so try until it is gone."""
        with self.writer:
            if self.alive():
                return  # another thread was quicker
            end = time.monotonic() + REOPEN_SECONDS
            while True:
                with suppress(duckdb.Error):
                    self.base.close()
                try:
                    with lock.held(self.home):
                        self.base = connect(self.home)
                except DamagedDatabase as error:  # on a full disk it looks like that for a while
                    if any(word in error.reason.lower() for word in _DAMAGED):
                        raise
                except (OSError, disk.StorageFull):
                    pass  # the folders beside it: tried again
                if self.alive():
                    return
                if time.monotonic() > end:
                    raise disk.failed()
                time.sleep(0.05)

    @contextmanager
    def reopened_after_a_failure(self) -> Iterator[None]:
        """What fails inside leaves a database that answers; what the disk did not take is StorageFull."""
        try:
            yield
        except (duckdb.Error, OSError) as error:
            self.reopen()
            if disk.is_of_the_disk(error):
                raise disk.failed() from error
            raise


_databases: dict[Path, Database] = {}
_lock = threading.Lock()


def opened(home: Path, *, create: bool = False) -> Database:
    """The file of a home, made where there is none, a restore that was cut off finished first; to be given back.

    `create`: also where it is damaged and the home has held nothing, as after an init that was killed."""
    with disk.written():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with lock.held(home):
            swap.finish(home)
            if not (home / DATABASE).is_file():
                if ledger.read(home).lines:
                    raise DamagedDatabase(home / DATABASE, "it is not there, its ledger is", is_gone=True)
                make(home)
            try:
                return _shared(home)
            except DamagedDatabase:
                if not (create and swap.has_held_nothing(home)):
                    raise
                swap.make_new_again(home, DATABASE)
                make(home)
                return _shared(home)


def _shared(home: Path) -> Database:
    """The open file of a home, which is opened where it is not."""
    with _lock:
        database = _databases.get(home)
        if database is None:
            database = _databases[home] = Database(home)
        database.users += 1
    return database


def give_back(database: Database) -> None:
    """One user less; the file is closed after the last, with what reads records beside it."""
    with _lock:
        database.users -= 1
        if not database.users:
            _databases.pop(database.home, None)
            with suppress(duckdb.Error):
                database.base.close()
            attached.left(database.home)


def is_in_use(home: Path) -> bool:
    """Is that home's database open, in this process or another? One that is missing or damaged is not."""
    if home in _databases:
        return True
    if (home / DATABASE).exists():
        try:
            connect(home).close()
        except InUse:
            return True
        except DamagedDatabase:
            pass
    return False


def connect(home: Path) -> duckdb.DuckDBPyConnection:
    """Opens the file and closes DuckDB to the outside: no files, no network, no Python variables, no changes."""
    path = home / DATABASE
    # Enough for 10 million dossiers (larger work spills to tmp/); an import of a million rows stays near 1.2 GB.
    memory = min(max(psutil.virtual_memory().total // 4, 500_000_000), 1_000_000_000)
    for folder in (home / "tmp", staging_folder(home)):
        folder.mkdir(mode=0o700, exist_ok=True)
    config = {
        "memory_limit": f"{memory}B",
        "allocator_background_threads": "true",  # what a large question needed goes back in seconds
        "temp_directory": str(home / "tmp"),
        "python_enable_replacements": "false",
        "python_scan_all_frames": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        connection = _attached(path, config)
    except duckdb.Error as error:
        if disk.is_of_the_disk(error):  # asked first: where there is no room a file cannot be opened either
            raise disk.failed() from error
        if any(word in str(error).lower() for word in _LOCKED):
            raise InUse from error
        raise DamagedDatabase(path, str(error)) from error
    if os.name == "posix":
        path.chmod(0o600)
    staging = str(staging_folder(home)).replace("'", "''")
    with suppress(duckdb.InvalidInputException):  # an instance that still lives is locked down already
        connection.execute(f"set allowed_directories = ['{staging}']")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    return connection


def _attached(path: Path, config: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """The file in place of an instance's own database (`memory`, where whatever is asked without a name goes): only so
    it takes the size of row groups. One instance per path in a process, as if the path were connected to: a second one
    on the file would let go of its lock."""
    connection = duckdb.connect(f":memory:{path}", config=config)
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"attach or replace '{quoted}' as memory (row_group_size {ROWS_OF_A_GROUP})")
    except duckdb.PermissionException:
        pass  # an instance that still lives has the file and is closed to the outside
    except BaseException:
        connection.close()
        raise
    return connection


def make(home: Path) -> None:
    """An empty database, which stands under its name once it is whole."""
    part = home / f"{DATABASE}.{os.getpid()}.part"
    try:
        duckdb.connect(str(part)).close()
        os.link(part, home / DATABASE)  # the first of two makers wins
    except duckdb.Error as error:
        raise (disk.failed() if disk.is_of_the_disk(error) else DamagedDatabase(part, str(error))) from error
    except FileExistsError:
        pass
    except FileNotFoundError as error:  # another one has opened the home meanwhile
        raise InUse from error
    except OSError:  # a file system without hard links
        part.rename(home / DATABASE)
    part.unlink(missing_ok=True)
    for folder in (home, home.parent):
        whole.sync_folder(folder)


def sweep(home: Path) -> None:
    """What a process that was killed left half-made goes; nobody else has the home open."""
    halves = (
        half for place in (".", "originals", "desk/*", "backups/*") for half in home.glob(f"{place}/*.part")
    )
    for path in (*halves, *staging_folder(home).iterdir()):
        if not path.is_dir():
            path.unlink(missing_ok=True)
    stays = (staging_folder(home), home / "tmp" / "restore")  # another process may be at a restore
    for path in (home / "tmp").iterdir():
        if path in stays:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def cut_log(home: Path, reason: str) -> Path | None:
    """A write-ahead log that cannot be replayed is cut where it is damaged; the whole one is kept, its path answered.

    The commits before that place are kept, those after it are gone: the ledger knows them
    (`chiso.intake.commit.recovery.mend`). None where the damage is not in the log.
    """
    log = home / f"{DATABASE}.wal"
    if not log.exists() or "WAL" not in reason:
        return None
    kept = home / "replaced" / clock.stamp(clock.utc_now()) / log.name
    kept.parent.mkdir(mode=0o700, parents=True)
    shutil.copy2(log, kept)
    position = re.search(r"byte position (\d+)", reason)
    if position:
        os.truncate(log, int(position[1]))
    else:
        log.unlink()
    _log.error("the write-ahead log was damaged (%s); it is kept as %s", reason.splitlines()[0], kept)
    return kept
