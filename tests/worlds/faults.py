"""One act after another in a process of which the n-th write, fsync, creation or renaming fails: what is left each
time, one JSON line per fault.

`python -m tests.worlds.faults ACT ERRNO LASTS NUMBERS [ACT …]` with tests/worlds/faults.c loaded before it; FAULT_HOME
is the folder in which homes are made. NUMBERS: "all", or how many, spread evenly.
"""

import contextlib
import ctypes
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from chiso import homes
from chiso.__main__ import main as command
from chiso.core.errors import ChisoError
from chiso.desk import aside, meetings, nightly, office
from chiso.figures.unit_scores import line_key
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import DATABASE, Store, backup, disk, ledger, originals, rotation
from tests.worlds import fresh_home
from tests.worlds.forks import in_a_child, ready
from tests.worlds.import_world import World, dossier
from tests.worlds.lived_home import DAY, joint, of_units_and_others, put, scores, whole
from tests.worlds.people import ADMIN

FOLDER = Path(os.environ["FAULT_HOME"])
HOME, COPY = FOLDER / "home", FOLDER / "copy"
MANY = [dossier(f"H{n}", note=f"ghi chú {n * 7919}") for n in range(400)]
SHIM = ctypes.CDLL(None)
SHIM.faults_call.restype = ctypes.c_char_p


def imports(store: Store) -> None:
    result = batch.commit(store, ADMIN, World(store).look(MANY, "31/3"))
    if result.error:
        raise ChisoError(result.error["code"], result.error["message"])


def import_scores(store: Store) -> None:
    _import(store, "unit_scores", scores("3,5"))


def import_joint(store: Store) -> None:
    _import(store, "joint_dossiers", joint(*(f"PH{n}" for n in range(400))))


def _import(store: Store, dataset: str, content: bytes) -> None:
    said = Upload(f"{dataset}.csv", content, answers=Answers(dataset=dataset, as_of=date(2024, 4, 30)))
    result = batch.import_file(store, ADMIN, said)
    if result.error:
        raise ChisoError(result.error["code"], result.error["message"])


def enter_scores(store: Store) -> None:
    points = {line_key(2024, unit, "I.1"): {"appraised_points": "4"} for unit in ("stp-vp", "stp-nv1")}
    office.enter(store, ADMIN, "stp", "unit_scores", points)


def enter_joint(store: Store) -> None:
    office.enter(store, ADMIN, "stp", "joint_dossiers", {"PH2": {"note": "đã đôn đốc"}})


def enters(store: Store) -> None:
    office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"cause": "Chờ phối hợp"}})


def backs_up(store: Store) -> None:
    made = nightly.make(store, ADMIN)
    assert made["sound"], made


ACTS: dict[str, Callable[[Store], None]] = {
    "import": imports,
    "import_scores": import_scores,
    "import_joint": import_joint,
    "entry": enters,
    "enter_scores": enter_scores,
    "enter_joint": enter_joint,
    "backup": backs_up,
}


def template() -> None:
    with fresh_home.build(FOLDER / "template") as store:
        World(store).number(MANY[:10], "29/2")
        of_units_and_others(store)


def state(store: Store) -> str:
    """All that the home answers, as text: figures, imports, originals, entries."""
    entries = store.rows("reference/whole", {"table": ("entries",)})
    told = [(row["dataset"], row["record_key"], row["name"], row["value"]) for row in entries]
    told += [tuple(row.values()) for row in store.rows("reference/whole", {"table": ("unit_scores",)})]
    told += [
        tuple(row.values()) for row in store.rows("reference/whole", {"table": ("joint_dossiers_current",)})
    ]
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
        seen, call = SHIM.faults_seen(), SHIM.faults_call().decode()
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
    return {"at": fault[0], "seen": seen, "call": call, "said": said, "place": place, "again": again, "broken": broken,
            "same": same, "noticed": noticed, "healthy": healthy, "halves": halves}  # fmt: skip


# ---- a restore: the home is opened by it alone, and by who looks at what it left


def lived() -> None:
    """Imports and what people typed, with a backup from the middle."""
    with fresh_home.build(HOME) as store:
        put(store, "H1", "H2", day=20, columns={"Cột lạ": "note"}, units={"Phòng Lạ": "stp-vp"})
        office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"note": "trước"}})
        backup.backup(store, COPY)
        two = put(store, "H1", "H2", "H3", day=25)
        batch.rollback(store, ADMIN, two)
        put(store, "H1", "H4", day=30)
        office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"note": "sau"}})
        meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "Rà soát", DAY))


def no_damage() -> None:
    pass


def lose_database() -> None:
    (HOME / DATABASE).unlink()


def lose_all_but_the_database() -> None:
    """The first original and the line of an entry; what a backup of the home has of them is there."""
    shutil.copytree(COPY, HOME / "backups" / "20240320-010000-000000")
    path = HOME / ledger.LEDGER
    lines = path.read_bytes().splitlines(keepends=True)
    lines.remove(next(line for line in lines if json.loads(line)["action"] == office.ENTERED))
    path.write_bytes(b"".join(lines))
    first = next(iter(ledger.read(HOME).imports().values()))
    originals.path_of(HOME, first["sha256"]).unlink()


@dataclass(frozen=True)
class Restore:
    """In which home, by which words of the command; `stays`: the database is sound before, and is not replaced."""

    damage: Callable[[], None]
    words: tuple[str, ...]
    stays: bool = False


RESTORES = {
    "restore": Restore(lose_database, (str(COPY),)),
    "restore_from_nothing": Restore(lose_database, ()),
    "restore_as_it_was": Restore(no_damage, (str(COPY), "--as-it-was")),
    "restore_beside": Restore(lose_all_but_the_database, (), stays=True),
}


def contents() -> dict[str, str]:
    """What is in the home: path -> digest, without its log and what the next opening sweeps away."""
    return {
        str(path.relative_to(HOME)): sha256(path.read_bytes()).hexdigest()
        for path in HOME.rglob("*")
        if path.is_file() and path.relative_to(HOME).parts[0] not in ("tmp", "chiso.log", "chiso.lock")
    }


def restored(act: Restore) -> tuple[str, str]:
    """What the command answered, and all that it printed beside it."""
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            command(["--home", str(HOME), "--json", "restore", *act.words])
    except Exception:  # noqa: BLE001 - a traceback is what is looked for
        return traceback.format_exc(), err.getvalue()
    answer = json.loads(out.getvalue())
    return answer["error"]["code"] if "error" in answer else "done", err.getvalue()


def look() -> dict[str, Any]:
    """As the next start finds it: every row, and what is wrong."""
    with homes.opened(HOME) as store:
        found = [*recovery.opened(store), *recovery.verify(store)]
    return {"rows": whole(HOME), "bad": [row["message"] for row in found if not row["repaired"]]}


def restore_trial(act: Restore, fault: tuple[int, int, int], wanted: dict[str, Any]) -> dict[str, object]:
    before = contents()
    SHIM.faults_at(*fault)
    said, printed = restored(act)
    seen = SHIM.faults_seen()
    SHIM.faults_at(-1, 0, 0)
    told: dict[str, object] = {"at": fault[0], "seen": seen, "said": said, "printed": printed}
    told["place"] = "before" if contents() == before else placed(act, wanted)
    again, printed = restored(act)
    return told | {"again": again, "same": look() == wanted, "printed_again": printed}


def placed(act: Restore, wanted: dict[str, Any]) -> str:
    try:
        found = json.loads(json.dumps(look()))
    except ChisoError as error:
        return error.code
    if found["rows"] != wanted["rows"]:
        return "neither"
    return "after" if found["bad"] == wanted["bad"] else "partly" if act.stays else "neither"


def fail_restores(name: str, errno: int, lasts: int, numbers: str) -> None:
    act = RESTORES[name]
    assert in_a_child(lived) is None
    act.damage()
    template = FOLDER / "template"
    HOME.rename(template)

    def place() -> None:
        shutil.rmtree(HOME, ignore_errors=True)
        shutil.copytree(template, HOME)

    def first() -> tuple[int, dict[str, Any]]:
        SHIM.faults_at(0, 0, 0)
        said = restored(act)
        calls = SHIM.faults_seen()
        SHIM.faults_at(-1, 0, 0)
        assert said == ("done", ""), said
        return calls, look()

    place()
    calls, wanted = in_a_child(first)
    for number in spread(calls, numbers):
        place()
        told = in_a_child(partial(restore_trial, act, (number, errno, lasts), wanted))
        print(json.dumps({"act": name, **told, "of": calls}), flush=True)


def spread(calls: int, numbers: str) -> range:
    return range(1, calls + 1, 1 if numbers == "all" else max(calls // int(numbers), 1))


def main(act_name: str, errno: int, lasts: int, numbers: str) -> None:
    if act_name in RESTORES:
        fail_restores(act_name, errno, lasts, numbers)
        return
    act = ACTS[act_name]
    if not (FOLDER / "template").exists():
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
    for number in spread(calls, numbers):
        home = copied(number)
        told = in_a_child(partial(trial, home, act, (number, errno, lasts), (before, after)))
        print(json.dumps({"act": act_name, **told, "of": calls}), flush=True)
        shutil.rmtree(home)


if __name__ == "__main__":
    ready()
    for place in range(1, len(sys.argv), 4):
        name, code, how_long, numbers = sys.argv[place : place + 4]
        main(name, int(code), int(how_long), numbers)
