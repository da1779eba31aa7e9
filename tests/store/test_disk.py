"""A disk that is full or broken: every n-th write and fsync of an act fails, and nothing is lost."""

import errno
import json
import os
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from chiso.core.errors import Refused
from chiso.store import Store, disk
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier

ROOT = Path(__file__).resolve().parents[2]
SHIM = ROOT / "tests" / "worlds" / "faults.c"


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler, or no LD_PRELOAD: failing writes cannot be made here")
    library = tmp_path_factory.mktemp("shim") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SHIM, "-ldl"], check=True)
    return library


Fault = tuple[str, int, int, str]
FAULTS: tuple[Fault, ...] = (
    ("import", errno.ENOSPC, 1, "1"),
    ("import", errno.EIO, 0, "1"),
    ("entry", errno.EIO, 0, "1"),
    ("entry", errno.ENOSPC, 1, "1"),
    ("backup", errno.ENOSPC, 1, "1"),
    ("backup", errno.EIO, 0, "1"),
    ("import_joint", errno.EIO, 0, "1"),
    ("import_joint", errno.ENOSPC, 1, "1"),
    ("import_scores", errno.ENOSPC, 1, "1"),
    ("import_scores", errno.EIO, 0, "1"),
    ("enter_scores", errno.ENOSPC, 1, "1"),
    ("enter_scores", errno.EIO, 0, "1"),
    ("enter_joint", errno.EIO, 0, "1"),
    ("enter_joint", errno.ENOSPC, 1, "1"),
)
USUAL = FAULTS[:4:2]  # an import, an entry: what is written is the same whatever the dataset


def trials(shim: Path, folder: Path, *faults: Fault) -> list[dict[str, Any]]:
    """All of them in one process: it costs more to start than to try."""
    words = [[act, str(code), str(lasts), "all" if LONG else usually] for act, code, lasts, usually in faults]
    done = subprocess.run(
        [sys.executable, "-m", "tests.worlds.faults", *chain(*words)],
        cwd=ROOT,
        env=os.environ
        | {"FAULT_HOME": str(folder), "LD_PRELOAD": str(shim), "CHISO_KEY_FILE": f"{folder}.key"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {trial["act"] for trial in found} == {act for act, *_ in faults}, done.stderr
    assert len(found) >= sum(int(usually) for *_, usually in faults), done.stderr
    return found


@pytest.mark.parametrize("faults", [(fault,) for fault in FAULTS] if LONG else [USUAL], ids=str)
def test_a_write_that_fails_leaves_the_state_before_and_the_store_works_again(
    shim: Path, tmp_path: Path, faults: tuple[Fault, ...]
) -> None:
    for trial in trials(shim, tmp_path, *faults):
        if trial["said"] == "done":
            assert is_harmless(trial), trial
        else:
            assert (trial["said"], trial["place"], trial["noticed"]) == ("storage_full", "before", True), (
                trial
            )
        assert (trial["again"], trial["same"], trial["broken"]) == ("done", True, []), trial
        assert trial["healthy"], trial
        assert trial["halves"] == [], "half a backup never stands there"


def is_harmless(trial: dict[str, Any]) -> bool:
    """A copy or a renaming that failed once, which Python does in another way; or a fault that never came: an act
    writes to the database's log once more or less."""
    tried_again = trial["call"] in ("sendfile", "sendfile64", "copy_file_range", "rename")
    never = trial["call"] == "" and trial["seen"] < trial["at"] and trial["at"] > trial["of"] - 2
    return never or (tried_again and trial["act"] == "backup")


RESTORES: list[Fault] = [
    (act, code, lasts, "2")
    for act in ("restore_beside", "restore", "restore_from_nothing", "restore_as_it_was")
    for code, lasts in ((errno.ENOSPC, 1), (errno.EIO, 0))
]


@pytest.mark.skipif(not LONG, reason="in a usual run the other acts")
@pytest.mark.parametrize("fault", RESTORES if LONG else RESTORES[:1], ids=str)
def test_a_restore_that_fails_leaves_the_state_before_or_the_restored_one_and_is_done_again(
    shim: Path, tmp_path: Path, fault: Fault
) -> None:
    """Beside a sound database a part of ledger and originals may be mended already."""
    full = f"{disk.StorageFull().message}\n"
    for trial in trials(shim, tmp_path, fault):
        places = ("before", "after", *(["partly"] if fault[0] == "restore_beside" else []))
        assert trial["place"] in places, trial
        # What fails after the last line was done (a log, a checkpoint) is no failure of the restore.
        said = [("storage_full", full), *([("done", "")] if trial["place"] == "after" else [])]
        assert (trial["said"], trial["printed"]) in said, trial
        assert (trial["again"], trial["same"]) == ("done", True), trial


@pytest.fixture
def store(tmp_path: Path):
    with fresh_home.bare(tmp_path / "home") as store:
        World(store).number([dossier("H1")], "31/3")
        yield store


def test_after_a_failed_write_there_must_be_room_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk._Trouble, "failed", False)
    monkeypatch.setattr(disk, "_TEST_SECONDS", 0)
    assert disk.is_writable(store.home)
    disk.failed()
    monkeypatch.setattr(disk, "free", lambda _: 199_999_999)
    assert not disk.is_writable(store.home), "199 MB are too little"
    monkeypatch.setattr(disk, "free", lambda _: 200_000_000)
    monkeypatch.setattr(disk, "_takes_a_file", lambda _: False)
    assert not disk.is_writable(store.home), "room alone is not enough on a broken disk"
    monkeypatch.undo()
    monkeypatch.setattr(disk, "_TEST_SECONDS", 0)
    disk.failed()
    assert disk.is_writable(store.home)
    assert not list((store.home / "tmp").glob("disk*")), "the test file goes"


def test_what_would_leave_less_than_200_mb_is_refused_before_the_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "free", lambda _: 300_000_000)
    disk.needs(tmp_path, 100_000_000, "bản sao lưu")
    with pytest.raises(Refused, match="no_room"):
        disk.needs(tmp_path, 100_000_001, "bản sao lưu")
    monkeypatch.setattr(disk, "free", lambda _: 1_500_000_000)
    with pytest.raises(Refused) as refused:  # a folder is called as it is, the sentence keeps its commas
        disk.needs(Path("/kho, bản hai"), 1_500_000_000, "bản sao lưu")
    assert "“/kho, bản hai” chỉ còn trống 1.500 MB, bản sao lưu cần 1.701 MB. Hãy" in refused.value.message


def test_only_what_the_disk_says_is_called_full() -> None:
    with pytest.raises(disk.StorageFull), disk.written():
        raise OSError(errno.ENOSPC, "")
    with pytest.raises(PermissionError), disk.written():
        raise PermissionError(errno.EACCES, "")
    disk._Trouble.failed = False
