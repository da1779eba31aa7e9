"""What happens beside something else: imports at once, readers beside writers, commands beside a server, a clock that
is set back, a reading whose process is killed."""

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from chiso import __main__ as command_line
from chiso import figures
from chiso.commands import keeping, words
from chiso.core import clock
from chiso.core.errors import InUse
from chiso.desk import meetings, office
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.stages import Preview, Upload
from chiso.intake.files import process
from chiso.intake.recognise.layout import Answers
from chiso.store import DATABASE, Store, backup, ledger
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.lived_home import DAY, put, whole
from tests.worlds.people import ADMIN

# ---- two imports at once (of one file: tests/intake/test_batch.py)


def at_once(store: Store, *looked: Preview) -> list[str]:
    """How the imports of the previewed files end, all begun at the same moment."""
    begin, ends = threading.Barrier(len(looked)), [""] * len(looked)

    def run(place: int) -> None:
        begin.wait()
        ends[place] = batch.commit(store, ADMIN, looked[place]).status

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(looked))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.parametrize("turn", range(3))
def test_two_files_of_one_period_at_once_are_as_one_after_the_other(store: Store, turn: int) -> None:
    """Each file has a record of its own and another note of the record of both; the later one takes its place."""
    world = World(store)
    files = [
        world.look([dossier("H1", note=name), dossier(name)], "31/3", mode="replace") for name in ("X", "Y")
    ]
    assert at_once(store, *files) == ["imported", "imported"]
    first, second = sorted(store.rows("imports/all"), key=lambda row: row["import_id"])
    assert world.statuses() == {1: "superseded", 2: "active"}
    assert {first["sha256"], second["sha256"]} == {looked.result.sha256 for looked in files}
    last = "X" if second["sha256"] == files[0].result.sha256 else "Y"
    known = world.known()
    assert known["H1"]["note"] == last
    assert set(known) == {"H1", last}, "the rows of the file that was replaced do not count"
    assert [line["import_id"] for line in ledger.read(store.home).lines] == [1, 2]
    assert recovery.verify(store) == []


def test_an_older_and_a_newer_file_at_once_leave_the_newer(store: Store) -> None:
    """One after the other: the older one first and superseded, or second and refused."""
    world = World(store)
    old = world.look([dossier("H1", note="cũ")], "20/3")
    new = world.look([dossier("H1", note="mới")], "31/3")
    ends = at_once(store, old, new)
    assert ends[1] == "imported"
    assert world.known()["H1"]["note"] == "mới"
    orders = {"imported": {1: "superseded", 2: "active"}, "refused": {1: "active"}}
    assert world.statuses() == orders[ends[0]]


# ---- readers beside a writer


def test_twenty_readers_see_the_state_before_or_after_an_import_and_a_roll_back(store: Store) -> None:
    world = World(store)
    world.number([dossier("H1"), dossier("H2", channel="direct")], "31/3", mode="replace")
    online = {2: 1, 4: 3}  # records known: of them online
    rows = [dossier("H1"), dossier("H2", channel="direct"), dossier("H3"), dossier("H4")]
    looked = world.look(rows, "31/3", mode="replace")
    seen: list[set[tuple[int, int]]] = [set() for _ in range(20)]
    wrong: list[str] = []
    stop = threading.Event()

    def read(place: int) -> None:
        try:
            while not stop.is_set():
                (value,) = figures.values(store, figures.newest(store, "stp"), "online_rate")
                seen[place].add((int(value.denominator or 0), int(value.numerator or 0)))
        except Exception as error:  # noqa: BLE001 - whatever a reader meets is the failure
            wrong.append(repr(error))

    readers = [threading.Thread(target=read, args=(place,)) for place in range(20)]
    for thread in readers:
        thread.start()
    assert batch.commit(store, ADMIN, looked).import_id == 2
    batch.rollback(store, ADMIN, 2)
    stop.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    assert all(found for found in seen), "every reader got an answer"
    assert set().union(*seen) <= set(online.items())
    (value,) = figures.values(store, figures.newest(store, "stp"), "online_rate")
    assert (value.denominator, value.numerator) == (2, 1)


# ---- commands beside a process that holds the home

HOLD = """
import sys
from pathlib import Path
from chiso.store import Store
store = Store.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
# What a command has to be told; the others take nothing. FILE, OUT: paths of the test.
WORDS = {
    "import": ("FILE", "--as-of", "2024-03-31"),
    "backup": ("--out", "OUT"),
    "rollback": ("1",),
    "agency": ("add", "sct"),
    "export": ("--parquet", "OUT"),
    "collect": ("OUT", "HOME"),
    "attach": ("OUT",),
    "unit": ("add", "stp-thu", "--name", "Phòng Thử"),
    "alias": ("Phòng Lạ", "stp-vp"),
    "user": ("add", "an", "--role", "admin"),
    "records": ("online_rate",),
    "criteria": ("--year", "2024"),
    "what-if": ("online_rate",),
    "changes": ("--since", "2024-03-01"),
    "explain": ("online_rate",),
    "submit": ("k", "--on", "2024-03-05"),
    "components": ("PCI",),
    "slides": ("--out", "OUT"),
    "handout": ("--out", "OUT"),
    "report": ("--out", "OUT"),
    "paper": ("field-report", "--out", "OUT"),
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with an import, open in another process."""
    home = tmp_path_factory.mktemp("held") / "home"
    with fresh_home.build(home) as made:
        put(made, "H1", day=20)
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    yield home
    child.communicate()


def contents(home: Path) -> dict[str, str]:
    """Path -> digest of every file of a home, logs of the program aside."""
    return {
        str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and "logs" not in path.relative_to(home).parts
    }


@pytest.mark.parametrize(
    "command", [name for name, *_ in words.COMMANDS if name != "sums"]
)  # of a lake, no home
def test_every_command_beside_another_process_is_told_so_and_changes_nothing(
    held: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tep.csv").write_text("STT;Mã hồ sơ\n1;H9\n", encoding="utf-8")
    paths = {"FILE": str(tmp_path / "tep.csv"), "OUT": str(tmp_path / "ra"), "HOME": str(held)}
    before = contents(held)
    status = command_line.main(
        ["--home", str(held), command, *(paths.get(word, word) for word in WORDS.get(command, ()))]
    )
    said = capsys.readouterr()
    assert status == 3
    assert InUse().message.partition(" (hoặc")[0] in said.err + said.out  # what to do instead differs
    assert contents(held) == before
    assert not (tmp_path / "ra").exists()


# ---- a restore beside a start

RESTORE = """
import os, sys
from pathlib import Path
from chiso.commands import keeping
from chiso.store import swap

def moved(*paths):
    os.replace(*paths)
    print("moved", flush=True)
    sys.stdin.readline()

class Slow:
    replace = staticmethod(moved)

swap.os = Slow
answer = keeping.restore(Path(sys.argv[1]), Path(sys.argv[2]), False)
print(answer.status, flush=True)
"""


@pytest.mark.skipif(not LONG, reason="in a usual run every command beside another process")
def test_a_start_beside_a_restore_is_refused_and_moves_none_of_its_files(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with fresh_home.build(home) as made:
        put(made, "H1", day=20)
        backup.backup(made, tmp_path / "copy")
        put(made, "H1", "H2", day=25)
    before = whole(home)
    child = subprocess.Popen(
        [sys.executable, "-c", RESTORE, str(home), str(tmp_path / "copy")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    moves = 0
    while child.stdout.readline() == "moved\n":
        moves += 1
        found = contents(home)
        for open_home in (
            Store.open,
            keeping.verify,
            partial(keeping.restore, folder=None, as_it_was=False),
        ):
            with pytest.raises(InUse):
                open_home(home)
        assert contents(home) == found
        child.stdin.write("\n")
        child.stdin.flush()
    child.communicate()
    assert (child.returncode, moves) == (0, 4)
    assert whole(home) == before


# ---- a clock that is set back


@pytest.mark.skipif(not LONG, reason="in a usual run clocks that go on")
@pytest.mark.parametrize("back", [timedelta(hours=1), *([timedelta(days=1)] if LONG else ())], ids=str)
def test_acts_of_a_clock_that_was_set_back_count_in_their_order(tmp_path: Path, back: timedelta) -> None:
    """Import, entry and conclusion; then the same again by the clock set back; then the database is lost."""
    home = tmp_path / "home"
    now = clock.utc_now()
    with fresh_home.build(home) as store:
        put(store, "H1", day=20, columns={"Cột lạ": "note"}, units={"Phòng Lạ": "stp-vp"})
        office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"note": "trước"}})
        meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "Rà soát", date(2024, 11, 8)))
        with clock.at(clock.iso(now - back)):
            two = put(store, "H1", "H2", day=20, columns={"Cột lạ": ""}, units={"Phòng Lạ": "stp-vp"})
            office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"note": "sau"}})
            meetings.change(store, ADMIN, 1, as_of=DAY, status="done", evidence="BC 12")
            batch.rollback(store, ADMIN, two)
            batch.bring_back(store, ADMIN, two)
        assert World(store).statuses() == {1: "superseded", 2: "active"}
        assert entered(store) == {"H1": "sau"}
        kept = sorted(store.rows("reference/whole", {"table": ("entries",)}), key=lambda row: row["entry_id"])
        assert [row["value"] for row in kept] == ["trước", "sau"]
        assert remembered(store) == [{"Cột lạ": ""}]
        assert recovery.verify(store) == []
    found = ledger.read(home)
    moments = [line["at"] for line in found.lines]
    assert moments != sorted(moments), "the clock was set back"
    assert [line["number"] for line in found.lines] == list(range(1, len(moments) + 1))
    assert not found.damage
    before = whole(home)
    (home / DATABASE).unlink()
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["not_redone"]) == (0, [])
    assert whole(home) == before
    with Store.open(home) as store:
        assert entered(store) == {"H1": "sau"}
        assert remembered(store) == [{"Cột lạ": ""}]


def entered(store: Store) -> dict[str, str]:
    return {
        row["record_key"]: row["value"] for row in office.entries(store, "stp", "dossiers").to_dict("records")
    }


def remembered(store: Store) -> list[dict[str, str]]:
    """What is proposed for the layouts seen last."""
    rows = store.rows("imports/recent_answers")
    return [dict(Answers.from_json(row["answers"]).columns) for row in rows]


# ---- a reading whose process is killed (time, memory, mistakes: tests/intake/test_reading_safety.py)


# A child of its own still starts when it is killed; one that is forked may have ended.
@pytest.mark.usefixtures("own_child")
def test_killed_reading_is_said_leaves_nothing_and_the_next_import_works(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = contents(store.home)
    wait = process.Child.wait

    def killed(child: process.Child) -> object:
        assert child.process is not None
        child.process.kill()  # SIGKILL, as the system does it where memory is short
        return wait(child)

    header = (
        "Mã hồ sơ;Tên thủ tục;Đơn vị;Hình thức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái"
    )
    content = f"{header}\nH1;Đăng ký;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý".encode()
    upload = Upload("ho_so.csv", content, answers=Answers(dataset="dossiers", as_of=DAY))
    with monkeypatch.context() as patched:
        patched.setattr(process.Child, "wait", killed)
        result = batch.import_file(store, ADMIN, upload)
    assert result.status == "refused"
    assert result.error is not None
    assert result.error["code"] == "dangerous_file"
    assert "“ho_so.csv” cần quá nhiều bộ nhớ để đọc" in result.error["message"]
    assert list(temporary.iterdir()) == []
    assert contents(store.home) == before
    again = batch.import_file(store, ADMIN, upload)
    assert (again.status, again.rows_loaded) == ("imported", 1)
    assert list(temporary.iterdir()) == []
