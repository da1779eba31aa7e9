"""One act after another in a process whose n-th write or fsync fails: what is left each time, one JSON line per fault.

`python -m tests.worlds.faults ACT ERRNO LASTS NUMBERS` with tests/worlds/faults.c loaded before it; FAULT_HOME is the
folder in which homes are made. NUMBERS: "all", or how many, spread evenly.
"""

import ctypes
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from chiso.core.errors import ChisoError
from chiso.desk import aside, nightly, office
from chiso.intake.commit import batch, recovery
from chiso.reference import init
from chiso.store import Store, disk, rotation
from tests.worlds.forks import in_a_child
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

FOLDER = Path(os.environ["FAULT_HOME"])
MANY = [dossier(f"H{n}", note=f"ghi chú {n * 7919}") for n in range(400)]
SHIM = ctypes.CDLL(None)


def imports(store: Store) -> None:
    result = batch.commit(store, ADMIN, World(store).look(MANY, "31/3"))
    if result.error:
        raise ChisoError(result.error["code"], result.error["message"])


def enters(store: Store) -> None:
    office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"cause": "Chờ phối hợp"}})


def backs_up(store: Store) -> None:
    nightly.make(store, ADMIN)


ACTS: dict[str, Callable[[Store], None]] = {"import": imports, "entry": enters, "backup": backs_up}


def template() -> None:
    with init(FOLDER / "template", "stp") as store:
        World(store).number(MANY[:10], "29/2")


def state(store: Store) -> str:
    """All that the home answers, as text: figures, imports, originals, entries."""
    entries = store.rows("reference/whole", {"table": ("entries",)})
    told = [(row["dataset"], row["record_key"], row["name"], row["value"]) for row in entries]
    return json.dumps([aside.said(store), sorted(map(str, told))], default=str, sort_keys=True)


def trial(
    home: Path, act: Callable[[Store], None], fault: tuple[int, int, int], known: tuple[str, str]
) -> dict[str, object]:
    """The act with one fault: what it said, whether the home is as before or after, whether it works again."""
    said = "done"
    with Store.open(home) as store:
        SHIM.faults_at(*fault)
        try:
            act(store)
        except ChisoError as error:
            said = error.code
        except Exception:  # noqa: BLE001 - a traceback is what is looked for
            said = traceback.format_exc()
        seen = SHIM.faults_seen()
        SHIM.faults_at(-1, 0, 0)
        noticed = disk._Trouble.failed
        left = state(store)
        place = "before" if left == known[0] else "after" if left == known[1] else "neither"
        healthy = disk.is_writable(home)
        halves = [
            path.name
            for path in (home / "backups").glob("*")
            if path.suffix or not (path / rotation.MANIFEST).exists()
        ]
        again = "done"
        if place == "before":
            try:
                act(store)
            except Exception:  # noqa: BLE001 - a traceback is what is looked for
                again = traceback.format_exc()
    with Store.open(home) as store:
        broken = [row["message"] for row in recovery.verify(store)]
        same = state(store) == known[1]
    return {"at": fault[0], "seen": seen, "said": said, "place": place, "again": again, "broken": broken, "same": same,
            "noticed": noticed, "healthy": healthy, "halves": halves}  # fmt: skip


def main(act_name: str, errno: int, lasts: int, numbers: str) -> None:
    act = ACTS[act_name]
    assert in_a_child(template) is None

    def copied(number: int) -> Path:
        home = FOLDER / f"home{number}"
        shutil.rmtree(home, ignore_errors=True)
        return shutil.copytree(FOLDER / "template", home)

    def first() -> tuple[str, str, int]:
        with Store.open(copied(0)) as store:
            before = state(store)
            SHIM.faults_at(0, 0, 0)
            act(store)
            return before, state(store), SHIM.faults_seen()

    before, after, calls = in_a_child(first)
    wanted = range(1, calls + 1)
    if numbers != "all":
        wanted = range(1, calls + 1, max(calls // int(numbers), 1))
    for number in wanted:
        home = copied(number)
        told = in_a_child(partial(trial, home, act, (number, errno, lasts), (before, after)))
        print(json.dumps(told), flush=True)
        shutil.rmtree(home)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
