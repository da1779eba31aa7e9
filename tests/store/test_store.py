"""The door to DuckDB: threads, transactions, what another process sees, a full disk, kill -9, backup."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

import duckdb
import pyarrow as pa
import pytest

from chiso import __version__
from chiso import store as store_module
from chiso.core import settings
from chiso.core.errors import ChisoError, InUse, Refused
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import DATABASE, DamagedDatabase, StorageFull, Store, backup, ledger, shapes
from chiso.store.queries_text import QueryError
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds.codes import run_python
from tests.worlds.demo_home import copy_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

TASKS = {"dataset": ("tasks",)}
RECORDS = pa.table({"import_id": [1, 1], "record_key": ["a", "b"], "document_no": ["1", "2"]})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with fresh_home.bare(home) as store:
        yield store


def keys(store: Store, *imports: int) -> set[str]:
    found = store.arrow("imports/keys", TASKS, imports=list(imports or [1]))
    return set(found["record_key"].to_pylist())


# ---- opening


def test_nothing_is_made_without_being_asked(home: Path) -> None:
    assert not Store.exists(home)
    with pytest.raises(ChisoError, match="no_home"):
        Store.open(home)
    assert not home.exists()


def test_opening_again_keeps_everything(home: Path) -> None:
    with fresh_home.bare(home) as store:
        store.insert("tasks", RECORDS)
        store.bump()
    with Store.open(home, agency="sct") as store:
        assert (store.agency, store.data_version) == ("stp", 1)
        assert keys(store) == {"a", "b"}


def test_files_are_the_services_own(store: Store, home: Path) -> None:
    assert home.stat().st_mode & 0o077 == 0
    assert (home / DATABASE).stat().st_mode & 0o077 == 0


def test_two_stores_of_one_process_share_the_file(store: Store, home: Path) -> None:
    with Store.open(home) as other:
        other.insert("tasks", RECORDS)
        other.bump()
        assert store.data_version == 1
    assert keys(store) == {"a", "b"}


def test_another_process_is_told_that_it_is_in_use(store: Store, home: Path) -> None:
    code = f"from chiso.store import Store; Store.open({str(home)!r})"
    done = run_python(code)
    assert "in_use" in done.stderr
    imports = "from pathlib import Path; from chiso.store.connection import is_in_use"
    code = f"{imports}; print(is_in_use(Path({str(home)!r})))"
    assert run_python(code).stdout.strip() == "True"


def test_garbage_for_a_database_is_said_to_be_damaged(home: Path) -> None:
    home.mkdir()
    (home / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(DamagedDatabase):
        Store.open(home)


def test_database_of_a_newer_program_is_refused(store: Store, home: Path) -> None:
    store.set_fact("schema_version", f"{store.fact('schema_version')} tables/99_future")
    store.close()
    with pytest.raises(ChisoError) as error:
        Store.open(home)
    assert error.value.code == "newer_database"


def test_new_table_files_run_once(home: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries"
    for folder in ("store", "tables"):
        (queries / folder).mkdir(parents=True)
        for path in (store_module.settings.QUERIES / folder).glob("*.sql"):
            (queries / folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with Store.open(home, create=True, queries=queries) as store:
        store.insert("tasks", RECORDS)
    (queries / "tables" / "99_more.sql").write_text(
        "-- One row per thing.\ncreate table things (name varchar)"
    )
    for _ in range(2):
        with Store.open(home, queries=queries) as store:
            assert store.insert("things", pa.table({"name": ["x"]})) == 1
            assert keys_of_tables(store) >= {"things", "tasks"}
            assert len(store.run("store/columns", tables=["things"])) == 1


def keys_of_tables(store: Store) -> set[str]:
    return {row["name"] for row in store.rows("store/made") if row["kind"] == "table"}


# ---- closed to the outside


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy facts to '/tmp/chiso-leak.csv'",
        "attach '/tmp/chiso-leak.duckdb' as leak",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '1TB'",
        "select * from RECORDS",
    ],
)
def test_sql_reaches_nothing_outside(store: Store, statement: str) -> None:
    with store._cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement).fetchall()


def test_what_a_large_question_needed_goes_back_to_the_system(store: Store) -> None:
    with store._cursor() as cursor:
        asked = "select current_setting('allocator_background_threads')"
        assert cursor.execute(asked).fetchall() == [(True,)]


# ---- reading and writing


def test_answers_in_three_shapes(store: Store) -> None:
    store.insert("tasks", RECORDS)
    assert "tasks" in set(store.run("store/made")["name"])
    assert sorted(store.arrow("imports/keys", TASKS, imports=[1])["record_key"].to_pylist()) == ["a", "b"]
    assert store.value("imports/with_bytes", sha256="?") == 0
    assert store.value("store/fact", name="nothing") is None


def test_parameters_are_checked_at_the_call(store: Store) -> None:
    with pytest.raises(QueryError):
        store.arrow("imports/keys", TASKS)


def test_insert_by_name_and_not_into_unknown_columns(store: Store) -> None:
    store.insert("tasks", pa.table({"record_key": ["k"], "import_id": [7]}))
    assert keys(store, 7) == {"k"}
    for table, rows in (("tasks", pa.table({"nothing": [1]})), ("nothing", RECORDS)):
        with pytest.raises(duckdb.Error):
            store.insert(table, rows)


def test_transaction_is_all_or_nothing_and_invisible_until_done(store: Store) -> None:
    seen: list[set[str]] = []

    def look() -> None:
        seen.append(keys(store))

    with suppress(ZeroDivisionError), store.transaction():
        store.insert("tasks", RECORDS)
        assert keys(store) == {"a", "b"}  # its own thread sees it
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        store.bump()
        raise ZeroDivisionError
    assert seen == [set()]
    assert keys(store) == set()
    assert store.data_version == 0


def test_data_version_rises_with_the_commit_only(store: Store) -> None:
    with store.transaction():
        assert store.bump() == 1
        assert store.data_version == 0
    assert store.data_version == 1


def test_many_threads_read_and_write_without_a_wrong_number(store: Store) -> None:
    wrong: list[object] = []
    stop = threading.Event()

    def read(of: int) -> None:
        while not stop.is_set():
            found = keys(store, of)
            if found not in (set(), {f"{of}-{n}" for n in range(50)}):
                wrong.append(found)

    def write(of: int) -> None:
        rows = pa.table({"import_id": [of] * 50, "record_key": [f"{of}-{n}" for n in range(50)]})
        for _ in range(3):
            with store.transaction():
                store.insert("tasks", rows)
                store.bump()

    readers = [threading.Thread(target=read, args=(n,)) for n in (1, 2, 3)]
    writers = [threading.Thread(target=write, args=(n,)) for n in (1, 2, 3)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    assert store.data_version == 9


# ---- a full disk, kill -9

FULL_DISK = """
import resource, sys, threading
from pathlib import Path
import pyarrow as pa
from tests.worlds.import_world import World, dossier
from chiso.store import Store, StorageFull

store = Store.open(Path(sys.argv[1]), create=True, agency="stp")
world = World(store)
many = [dossier(f"H{n}", note="ghi chú %d" % (n * 7919)) for n in range(6_000)]
world.number(many[:10], "29/2")
stop, wrong = threading.Event(), []

def read():
    while not stop.is_set():
        try:
            if len(store.rows("imports/list")) not in (1, 2):
                wrong.append("rows")
        except Exception as error:
            wrong.append(repr(error))

reader = threading.Thread(target=read)
reader.start()
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))  # stands for a full disk
looked = world.look(many, "31/3")
for _ in range(2):
    try:
        world.put(many, "31/3")
        print("imported")
    except StorageFull:
        print("full", len(world.known()))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(world.put(many, "31/3").status, len(world.known()))
stop.set()
reader.join()
print(wrong[:3])
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits stand for a full disk")
def test_full_disk_loses_nothing_and_the_store_works_again(home: Path) -> None:
    done = run_python(FULL_DISK, str(home))
    assert done.stdout.split("\n")[:4] == ["full 10", "full 10", "imported 6000", "[]"], done.stderr
    with Store.open(home) as store:
        assert recovery.is_in_step(store)


LARGE = """
import os, resource, signal, sys
from pathlib import Path
import duckdb
import pyarrow as pa
from chiso.store import Store, StorageFull

connect = duckdb.connect
duckdb.connect = lambda place, config: connect(place, config=config | {"threads": 2})  # whatever the machine has
path, moment = Path(sys.argv[1]), sys.argv[2]
store = Store.open(path)
keys = [f"{n * 2654435761 % 2**32:x} {n}" for n in range(100_000)]
numbers = range(len(keys))
rows = pa.table({"import_id": [1] * len(keys), "row_no": numbers, "record_key": keys, "content": keys})
file = path / "chiso.duckdb"
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))  # stands for a full disk
try:
    store.insert("tasks", rows)
except StorageFull:
    print("full", store.value("imports/with_bytes", sha256="?"))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.transaction():
    store.insert("tasks", rows)
    print(file.stat().st_size > 600_000, flush=True)
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="file size limits stand for a full disk")
@pytest.mark.parametrize(("moment", "kept"), [("before", 0), ("after", 100_000)])
def test_rows_of_a_large_file_are_written_as_they_come_in_and_count_with_the_commit_alone(
    home: Path, moment: str, kept: int
) -> None:
    fresh_home.bare(home).close()
    command = [sys.executable, "-c", LARGE, str(home), moment]  # not forked: what is forked has one thread
    done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split("\n")) == (-9, ["full 0", "True", ""]), done.stderr
    with Store.open(home) as store:
        assert len(keys(store)) == kept
        with store._cursor() as cursor:
            groups = "select row_group_id, max(start + count) from pragma_storage_info('tasks') group by all"
            found = cursor.execute("select row_no from tasks").to_arrow_table()
            assert found["row_no"].to_pylist() == list(range(kept))  # two processors, one order
            assert sorted(cursor.execute(groups).fetchall()) == ([(0, 61_440), (1, 38_560)] if kept else [])


class Registered:
    """In place of a cursor: what is given to it under a name."""

    def __init__(self) -> None:
        self.tables: list[pa.Table] = []

    def register(self, _: str, table: pa.Table) -> None:
        self.tables.append(table)

    def unregister(self, _: str) -> None:
        """Nothing to let go of."""


def test_rows_that_come_in_are_parted_as_they_are_kept() -> None:
    cursor, rows = Registered(), pa.table({"row_no": range(100_000)})
    shapes.over(rows, lambda *_: None)(cast(duckdb.DuckDBPyConnection, cursor), "", {})
    (given,) = cursor.tables
    assert [len(batch) for batch in given.to_batches()] == [61_440, 38_560]
    assert given.equals(rows)


# ---- ledger and database

HEADER = "Mã hồ sơ;Tên thủ tục;Đơn vị;Hình thức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái"


def csv(*keys: str, day: int = 1) -> bytes:
    rows = [f"{key};Đăng ký;Phòng A;Trực tuyến;0{day}/03/2024;15/03/2024;;Đang xử lý" for key in keys]
    return "\n".join((HEADER, *rows)).encode()


def put(store: Store, *keys: str, day: int = 1) -> int:
    answers = Answers(dataset="dossiers", as_of=date(2024, 3, 20 + day))
    result = batch.import_file(store, ADMIN, Upload("ho_so.csv", csv(*keys), answers=answers))
    assert result.status == "imported", result.error
    return result.import_id or 0


def codes(findings: list[dict]) -> list[str]:
    return [finding["code"] for finding in findings]


@pytest.mark.parametrize("act", ["import", "rollback"])
def test_crash_between_ledger_and_commit_is_mended(
    store: Store, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    one = put(store, "H1")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "set_ledger_tail", killed)  # the line is on the disk, the commit is not
        for name in ("chiso.store.ledger._undo", "chiso.intake.commit.storing.forget_unused"):
            patch.setattr(name, lambda *_: None)  # nobody tidies up after a kill
        with pytest.raises(KeyboardInterrupt):
            put(store, "H1", "H2", day=2) if act == "import" else batch.rollback(store, ADMIN, one)
    assert not recovery.is_in_step(store)
    assert codes(recovery.verify(store)) == ["reimported" if act == "import" else "redone"]
    assert recovery.verify(store) == []
    assert recovery.is_in_step(store)
    wanted = {1: "superseded", 2: "active"} if act == "import" else {1: "rolled_back"}
    assert World(store).statuses() == wanted


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_no_room_for_the_ledger_line_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(store)
    one = world.number([dossier("H1")], "29/2")
    before = (store.home / ledger.LEDGER).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(ledger.os, "fsync", full_disk)
        with pytest.raises(StorageFull):
            batch.rollback(store, ADMIN, one)
    assert world.statuses() == {one: "active"}
    assert (store.home / ledger.LEDGER).read_bytes() == before
    assert recovery.verify(store) == []


def full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_ledger_line_names_program_and_the_line_before(store: Store) -> None:
    world = World(store)
    batch.rollback(store, ADMIN, world.number([dossier("H1")], "31/3"))
    first, second = (store.home / ledger.LEDGER).read_bytes().splitlines()
    one, two = json.loads(first), json.loads(second)
    assert [line["number"] for line in (one, two)] == [1, 2]
    assert [line["program"] for line in (one, two)] == [__version__] * 2
    assert (one["before"], two["before"]) == (sha256(b"").hexdigest(), sha256(first).hexdigest())
    assert two["who"] == ADMIN.name


def altered(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[1].replace(b"rollback", b"bring_back"), *lines[2:]]


def forged(lines: list[bytes]) -> list[bytes]:
    return [*lines[:2], b'{"action": "entered", "data_version": 2, "who": "ai"}', *lines[2:]]


@pytest.fixture(scope="module")
def acted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home with an import that was rolled back and brought back: three lines."""
    home = tmp_path_factory.mktemp("acted") / "home"
    with fresh_home.bare(home) as store:
        one = World(store).number([dossier("H1")], "29/2")
        batch.rollback(store, ADMIN, one)
        batch.bring_back(store, ADMIN, one)
        assert recovery.verify(store) == []
    return home


@pytest.mark.parametrize(
    "change",
    [
        altered,
        forged,
        lambda lines: [lines[1], lines[0], *lines[2:]],  # moved
        lambda lines: [lines[0], *lines[2:]],  # lost in the middle
        lambda lines: lines[1:],  # at the beginning
        lambda lines: lines[:-1],  # at the end
        lambda lines: [*lines[:-1], lines[-1].replace(b"quan.tri", b"nguoi.la")],  # the last one altered
    ],
)
def test_ledger_that_somebody_changed_is_damaged(
    acted: Path, home: Path, change: Callable[..., list[bytes]]
) -> None:
    with Store.open(copy_home(acted, home)) as store:
        path = home / ledger.LEDGER
        path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))
        found = [finding for finding in recovery.verify(store) if not finding["repaired"]]
        assert found
        assert {(finding["code"], finding["part"]) for finding in found} == {("damaged_home", "ledger")}
        World(store).number([dossier("H2")], "31/3")  # work goes on, and the damage is not hidden by it
        assert "damaged_home" in codes(recovery.verify(store))


def test_ledger_of_a_home_of_version_0_1_is_read_and_sealed_by_the_next_line(store: Store) -> None:
    old = {
        "at": "2024-11-01T01:00:00.000+00:00",
        "action": "import",
        "import_id": 7,
        "data_version": 1,
        "who": "an",
    }
    path = store.home / ledger.LEDGER
    path.write_text(json.dumps(old) + "\n", encoding="utf-8")
    with store.transaction():
        store.record("entered", "an")
    found = ledger.read(store.home)
    assert (found.last_import, found.damage, found.tail[0]) == (7, (), 1)
    path.write_bytes(path.read_bytes().replace(b'"import_id": 7', b'"import_id": 6'))
    assert len(ledger.read(store.home).damage) == 1


def test_ledger_lost_altogether_is_written_anew(store: Store) -> None:
    world = World(store)
    world.number([dossier("H1")], "29/2")
    batch.rollback(store, ADMIN, world.number([dossier("H2")], "31/3"))
    (store.home / ledger.LEDGER).unlink()
    assert codes(recovery.verify(store))[0] == "damaged_home"
    assert recovery.is_in_step(store)


def test_torn_ledger_line_is_noticed_and_swallows_nothing(store: Store) -> None:
    world = World(store)
    world.number([dossier("H1")], "29/2")
    with (store.home / ledger.LEDGER).open("ab") as file:
        file.write(b'{"at": "2024-0')
    assert ledger.read(store.home).torn
    two = world.number([dossier("H2")], "31/3")
    assert [line["import_id"] for line in ledger.read(store.home).lines] == [1, two]


def test_lost_commits_are_imported_again_from_the_originals(home: Path) -> None:
    with fresh_home.bare(home) as store:
        put(store, "H1", "H2")
    before = (home / DATABASE).read_bytes()
    with Store.open(home) as store:
        two = put(store, "H1", "H2", "H3", day=2)
        three = put(store, "H1", "H2", "H4", day=3)
        batch.rollback(store, ADMIN, three)
        known, statuses = World(store).known(), World(store).statuses()
    (home / DATABASE).write_bytes(before)  # as a damaged write-ahead log leaves it: without the last commits
    with Store.open(home) as store:
        assert World(store).statuses() == {1: "active"}
        findings = recovery.verify(store)
        assert codes(findings) == ["reimported", "reimported", "redone"]
        assert all(finding["repaired"] for finding in findings)
        assert World(store).statuses() == statuses
        assert World(store).known() == known
        assert recovery.verify(store) == []
        assert [two, three] == [2, 3]


def test_next_writer_mends_first(home: Path) -> None:
    with fresh_home.bare(home) as store:
        put(store, "H1")
    before = (home / DATABASE).read_bytes()
    with Store.open(home) as store:
        put(store, "H1", "H2", day=2)
    (home / DATABASE).write_bytes(before)
    with Store.open(home) as store:
        assert put(store, "H1", "H3", day=3) == 3
        assert World(store).statuses() == {1: "superseded", 2: "superseded", 3: "active"}


CRASH_AFTER_TWO = """
import os, sys
from pathlib import Path
from chiso.store import Store
from tests.store.test_store import put
store = Store.open(Path(sys.argv[1]), create=True, agency="stp")
put(store, "H1")
put(store, "H1", "H2", day=2)
os._exit(0)
"""


def test_cut_off_log_is_noticed(home: Path) -> None:
    run_python(CRASH_AFTER_TWO, str(home))
    log = home / f"{DATABASE}.wal"
    log.write_bytes(log.read_bytes()[:-200])
    with Store.open(home) as store:
        assert codes(recovery.verify(store)) == ["reimported"]
        assert World(store).known().keys() == {"H1", "H2"}


@pytest.mark.skipif(not LONG, reason="in a usual run other damages: test_damage.py")
def test_damaged_log_keeps_what_can_be_read_and_imports_the_rest_again(home: Path) -> None:
    run_python(CRASH_AFTER_TWO, str(home))
    log = home / f"{DATABASE}.wal"
    damaged = bytearray(log.read_bytes())
    damaged[-1000] ^= 0xFF
    log.write_bytes(damaged)
    with Store.open(home) as store:
        assert store.cut_log is not None
        assert store.cut_log.read_bytes() == damaged
        assert codes(recovery.verify(store)) == ["log_cut", "reimported"]
        assert World(store).known().keys() == {"H1", "H2"}
    with Store.open(home) as store:
        assert recovery.verify(store) == []


def test_missing_original_is_said(store: Store) -> None:
    number = World(store).number([dossier("H1")], "31/3")
    next((store.home / "originals").iterdir()).unlink()
    (finding,) = recovery.verify(store)
    assert (finding["code"], finding["import_id"], finding["repaired"]) == ("original_missing", number, False)


# ---- backup


def no_backup(_folder: Path, _agency: str) -> None:
    pytest.fail("there is a backup")


def test_backup_and_restore(store: Store, home: Path, tmp_path: Path) -> None:
    world = World(store)
    world.number([dossier("H1")], "29/2")
    folder = backup.backup(store, tmp_path / "copy")
    known = world.known()
    world.number([dossier("H2")], "31/3")
    store.close()
    kept, _ = backup.restore(home, folder, no_backup, as_it_was=True)
    assert (kept / DATABASE).exists()
    with Store.open(home) as again:
        assert World(again).known() == known
        assert recovery.verify(again) == []
        lines = ledger.read(kept).lines[1:]
        assert [line["import_id"] for line in lines] == [2]
    other = tmp_path / "other"
    backup.restore(other, folder, no_backup)
    with Store.open(other) as again:
        assert World(again).known() == known


def test_backup_does_not_let_other_processes_in(store: Store, home: Path, tmp_path: Path) -> None:
    backup.backup(store, tmp_path / "copy")
    assert "in_use" in run_python(f"from chiso.store import Store; Store.open({str(home)!r})").stderr


def test_what_came_after_the_backup_is_imported_again(home: Path) -> None:
    with fresh_home.bare(home) as store:
        put(store, "H1")
        folder = backup.backup(store)
        put(store, "H1", "H2", day=2)
        known = World(store).known()
    backup.restore(home, folder, no_backup)
    with Store.open(home) as store:
        assert World(store).known() != known
        assert codes(recovery.mend(store)) == ["reimported"]
        assert World(store).known() == known
        assert recovery.verify(store) == []


def test_restore_refuses_what_is_no_sound_backup(store: Store, home: Path, tmp_path: Path) -> None:
    folder = backup.backup(store, tmp_path / "copy")
    with pytest.raises(InUse):
        backup.restore(home, folder, no_backup)
    with pytest.raises(Refused, match="backup_exists"):
        backup.backup(store, folder)
    store.close()
    with pytest.raises(Refused, match="not_a_backup"):
        backup.restore(home, tmp_path, no_backup)
    (folder / DATABASE).write_bytes(b"x")
    with pytest.raises(Refused, match="damaged_backup"):
        backup.restore(home, folder, no_backup)
    assert Store.exists(home)
    assert json.loads((folder / "backup.json").read_text())["agency"] == "stp"
