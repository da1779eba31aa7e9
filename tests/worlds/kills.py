"""Acts in processes that are killed, or whose disk a power cut leaves behind: what is there at the next start.

`python -m tests.worlds.kills ACTS KILLS CUTS SEED` (acts with commas between) with tests/worlds/faults.c loaded before
it; FAULT_HOME is the folder of the home that is tried. Everything is imported once; each try is a fork of this process,
which itself opens no database. One JSON line per try.
"""

import ctypes
import json
import mmap
import os
import pickle
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pptx import Presentation

from chiso import homes
from chiso.__main__ import main as command
from chiso.core.errors import ChisoError
from chiso.desk import aside, drafts, effects, kept_decks, meetings, office, own_template
from chiso.figures.unit_scores import line_key
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.people import acts
from chiso.people.accounts import Accounts, User
from chiso.reference import changes
from chiso.store import DATABASE, Store, backup, ledger
from tests.worlds import fresh_home, old_home, power
from tests.worlds.forks import in_a_child, ready
from tests.worlds.lived_home import HEADER, OF_THE_MOMENT, first_half, joint, of_units_and_others, put, scores
from tests.worlds.people import ADMIN

# Every home is made and tried here: a backup knows its home by its path.
TRIAL = Path(os.environ["FAULT_HOME"])
FOLDER = TRIAL.parent
HOME = TRIAL / "home"
COPY = TRIAL / "copy"
SHIM = ctypes.CDLL(None)
DAY = date(2024, 3, 31)
RANDOM = ("password_hash", "sealed")  # another one each time

Said = Callable[[], None]


# ---- the acts. Each ends with its answer; what closing the home does comes after it, but for commands.


def run(*words: str) -> None:
    status = command(["--home", str(HOME), "--json", *words])
    if status not in (0, 1):
        raise ChisoError("status", str(status))


def file_of(day: int) -> Path:
    return FOLDER / f"ho-so-{day}.csv"


def by_command(said: Said) -> None:
    run("import", str(file_of(30)), "--dataset", "dossiers", "--as-of", "2024-03-30", "--replace")
    said()


def import_scores(said: Said) -> None:
    """A newer file of the points of the units below, one of which was entered upon."""
    run("import", str(FOLDER / "diem.csv"), "--dataset", "unit_scores", "--as-of", "2024-04-30")
    said()


def import_joint(said: Said) -> None:
    run("import", str(FOLDER / "phoi-hop.csv"), "--dataset", "joint_dossiers", "--as-of", "2024-04-30")
    said()


def first_import(said: Said) -> None:
    run("init")
    by_command(said)


def by_page(said: Said) -> None:
    """What the page does after a click; the file was read when it was dropped."""
    with opened() as store:
        looked = pickle.loads((FOLDER / "looked").read_bytes())  # noqa: S301 - written above
        result, _ = effects.do_import(store, ADMIN, looked)
        assert result.import_id, result.error
        said()


def entry(said: Said) -> None:
    with opened() as store:
        office.enter(
            store, ADMIN, "stp", "dossiers", {"H1": {"cause": "Chờ phối hợp"}, "H2": {"note": "mới"}}
        )
        said()


def enter_scores(said: Said) -> None:
    with opened() as store:
        points = {line_key(2024, unit, "I.1"): {"appraised_points": "4"} for unit in ("stp-vp", "stp-nv1")}
        office.enter(store, ADMIN, "stp", "unit_scores", points)
        said()


def enter_joint(said: Said) -> None:
    with opened() as store:
        said_of = {"PH1": {"cause": "Khác", "note": "đã đôn đốc"}, "PH2": {"promised_on": "2024-05-10"}}
        office.enter(store, ADMIN, "stp", "joint_dossiers", said_of)
        said()


def conclusion(said: Said) -> None:
    with opened() as store:
        meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "Việc mới", date(2024, 12, 1)))
        said()


def target(said: Said) -> None:
    with opened() as store:
        old = changes.rows(store, "stp", "targets")[0]
        edit = changes.Edit("targets", old, {**old, "value": 0.125})
        changes.apply(store, ADMIN, "stp", [edit], title="Sửa chỉ tiêu")
        said()


def hand_over(said: Said) -> None:
    with opened() as store:
        row = {"unit_id": "stp-hctp", "to_unit": "stp-nv2", "from_day": date(2024, 7, 15)}
        given = [changes.Edit("hand_overs", None, {**row, "dataset": "dossiers", "record_key": "H1"})]
        changes.apply(store, ADMIN, "stp", given, title="Bàn giao hồ sơ H1")
        said()


def account(said: Said) -> None:
    with opened() as store:
        Accounts(store).add(ADMIN, User("nguoi.moi", role="editor"), "mật khẩu đủ dài 3")
        said()


def password(said: Said) -> None:
    with opened() as store:
        Accounts(store).set_password(ADMIN, "chi.huy", "mật khẩu đủ dài 2")
        said()


def slide(said: Said) -> None:
    """A slide of one's own with its picture, which is written before the line that names it."""
    with opened() as store:
        place = drafts.Place("stp", None, DAY)
        drafts.change(
            store, ADMIN, place, lambda _: {"topics": ["overdue"]}, picture=b"picture".ljust(70_000)
        )
        said()


def kept_deck(said: Said) -> None:
    """A deck in place of the one of its name and day: one goes, one comes."""
    with opened() as store:
        deck = meetings.Deck("stp", DAY, "Giao ban hai", {"topics": ["overdue"]}, [{"b": 0.25}])
        kept_decks.keep(store, ADMIN, deck, replaces=True)
        said()


def template(said: Said) -> None:
    with opened() as store:
        own_template.choose(store, ADMIN, "stp", "mau.pptx", (FOLDER / "mau.pptx").read_bytes())
        said()


def rollback(said: Said) -> None:
    with opened() as store:
        batch.rollback(store, ADMIN, 2)
        said()


def backs_up(said: Said) -> None:
    run("backup")
    said()


def restore(said: Said) -> None:
    run("restore", str(COPY))
    said()


def restore_as_it_was(said: Said) -> None:
    run("restore", str(COPY), "--as-it-was")
    said()


def restore_from_nothing(said: Said) -> None:
    run("restore")
    said()


def upgrade(said: Said) -> None:
    opened().close()
    said()


def opened() -> Store:
    """As every start opens a home."""
    store = homes.opened(HOME)
    recovery.opened(store)
    return store


# ---- the homes they begin with


def lived() -> None:
    with fresh_home.build(HOME) as store:
        first_half(store)
        backup.backup(store, COPY)
        put(store, "H1", "H2", "H3", day=25)
        of_units_and_others(store)
        said = Answers(dataset="dossiers", as_of=DAY)
        dropped = Upload("ho_so.csv", file_of(31).read_bytes(), "stp", answers=said, mode="replace")
        looked = preview(store, dropped, compare=True)
        (FOLDER / "looked").write_bytes(pickle.dumps(looked))


def without_database() -> None:
    lived()
    (HOME / DATABASE).unlink()
    shutil.rmtree(COPY)


def of_before() -> None:
    old_home.unpack(TRIAL)
    (TRIAL / "chiso.key").rename(TRIAL / ".home.key")


def nothing() -> None:
    pass


@dataclass(frozen=True)
class Act:
    """What is done, in which home, how often of a hundred tries."""

    do: Callable[[Said], None]
    made: Callable[[], None]
    weight: int


ACTS = {
    "command": Act(by_command, lived, 30),
    "page": Act(by_page, lived, 60),
    "first": Act(first_import, nothing, 10),
    "import_scores": Act(import_scores, lived, 8),
    "import_joint": Act(import_joint, lived, 8),
    "enter_scores": Act(enter_scores, lived, 8),
    "enter_joint": Act(enter_joint, lived, 8),
    "entry": Act(entry, lived, 12),
    "conclusion": Act(conclusion, lived, 10),
    "target": Act(target, lived, 10),
    "hand_over": Act(hand_over, lived, 10),
    "account": Act(account, lived, 10),
    "password": Act(password, lived, 10),
    "slide": Act(slide, lived, 10),
    "kept_deck": Act(kept_deck, lived, 8),
    "template": Act(template, lived, 8),
    "rollback": Act(rollback, lived, 12),
    "backup": Act(backs_up, lived, 8),
    "restore": Act(restore, lived, 8),
    "restore_as_it_was": Act(restore_as_it_was, lived, 6),
    "restore_from_nothing": Act(restore_from_nothing, without_database, 6),
    "upgrade": Act(upgrade, of_before, 8),
}


# ---- one try


def forked(work: Callable[[], object]) -> Any:
    """What the work answers in a process of its own, which says nothing."""

    def quietly() -> object:
        quiet()
        return work()

    return in_a_child(quietly)


def quiet() -> None:
    out = os.open(FOLDER / "out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)


class Counter:
    """What shim and child tell of a try, in memory that outlives the child."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, mmap.PAGESIZE)
        self.values = (ctypes.c_long * 4).from_buffer(self.memory)

    def begin(self, kill_at: int = 0, percent: int = 0) -> None:
        self.values[:] = [0, kill_at, percent, 0]

    @property
    def steps(self) -> int:
        return self.values[0]

    @property
    def answered(self) -> int:
        """After how many steps the answer was given; 0: it was not."""
        return self.values[3]


COUNTER = Counter()


def placed(act: Act) -> None:
    shutil.rmtree(TRIAL, ignore_errors=True)
    shutil.copytree(FOLDER / "templates" / act.made.__name__, TRIAL, copy_function=shutil.copy2)


def tried(
    act: Act, *, kill_at: int = 0, percent: int = 0, seconds: float = 0, log: Path | None = None
) -> float:
    """Does the act in the home that is placed; killed in that step, or after that time. How long it took."""
    COUNTER.begin(kill_at, percent)
    child = os.fork()
    if not child:
        os.setsid()
        quiet()
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if log else -1
        try:
            SHIM.steps_watch(ctypes.byref(COUNTER.values), handle)
            act.do(answer)
        except BaseException:  # noqa: BLE001 - printed; the parent sees an end without an answer
            traceback.print_exc()
        sys.stdout.flush()
        os._exit(0)
    began = time.monotonic()
    has_ended = False
    while seconds and not has_ended and time.monotonic() - began < seconds:
        time.sleep(0.0005)
        has_ended = os.waitpid(child, os.WNOHANG)[0] != 0
    if seconds and not has_ended:
        os.kill(child, signal.SIGKILL)
    if not has_ended:
        os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it started
    return time.monotonic() - began


def answer() -> None:
    COUNTER.values[3] = max(COUNTER.steps, 1)
    SHIM.steps_mark()


# ---- what is left


def state(store: Store) -> dict[str, Any]:
    """All that the home holds, a digest per table, and answers; moments and random numbers aside."""
    columns: dict[str, list[str]] = {}
    made = {row["name"] for row in store.rows("store/made") if row["kind"] == "table"} - OF_THE_MOMENT
    for row in store.rows("store/columns", tables=sorted(made)):
        name = row["column_name"]
        if name != "at" and not name.endswith("_at") and name not in RANDOM:
            # The last digits of a sum are another one each time.
            columns.setdefault(row["table_name"], []).append(
                f"round({name}, 9)" if row["data_type"] == "DOUBLE" else name
            )
    done = ", ".join(f"'{action}'" for action in acts.redos())
    with store._cursor() as cursor:
        tables = {
            table: str(cursor.execute(
                f"select sum(hash({', '.join(names)})::hugeint) from {table}"  # noqa: S608
                + (f" where what in ({done})" if table == "audit" else "")
            ).fetchall()) for table, names in columns.items()
        }  # fmt: skip
    said = aside.said(store)["said"]
    del said["originals"]
    return {**tables, **json.loads(json.dumps(said), parse_float=lambda number: f"{float(number):.9g}")}


def look() -> dict[str, Any]:
    """The next start: what it says, what is left, and whether it is whole."""
    if not Store.exists(HOME) and not ledger.read(HOME).lines:
        return {"state": "absent", "bad": []}
    with opened() as store:
        found = recovery.verify(store)
        again = recovery.verify(store) if found else []
        again = [row for row in again if row["code"] != "original_unused"]  # named until its time is over
        bad = [row["message"] for row in found if not row["repaired"]] + [row["message"] for row in again]
        bad += ledger.read(HOME).damage
        return {"state": state(store), "bad": bad, "files": files()}


def files() -> list[str]:
    """What lies in the home, without what its acts keep: originals, backups, what a restore replaced; and without the
    unfinished folder of a backup, which the next one takes away."""
    found = [path.relative_to(HOME) for path in HOME.rglob("*") if path.is_file()]
    found = [str(path) for path in found if not any(one.suffix == ".part" for one in path.parents)]
    kept = ("originals/", "backups/", "replaced/", "chiso.log", "tmp/restore/", DATABASE)
    return sorted(name for name in found if not name.startswith(kept) or name.endswith(".part"))


def again(act: Act) -> dict[str, Any]:
    act.do(lambda: None)
    return look()


def recovered() -> dict[str, Any]:
    """As a damaged home says that it is to be recovered."""
    run("restore")
    return look()


def judged(
    name: str, act: Act, known: dict[str, Any], *, was_answered: bool, is_done_again: bool = True
) -> dict[str, Any]:
    """What the next start finds, and whether the act can be done again where it was not done."""
    found = forked(look)
    if is_damaged := any(word in found.get("trace", "") for word in ("DamagedDatabase", "no_home")):
        found = forked(recovered)
    place = next((place for place in ("after", "before") if found.get("state") in known[place]), "neither")
    if act.made is nothing and place == "neither" and not ledger.read(HOME).lines:
        place = "before"  # init is done again
    told = {
        "act": name,
        "answered": was_answered,
        "place": place,
        "restored": is_damaged,
        "bad": found.get("bad"),
        "trace": found.get("trace"),
        "left": [file for file in found.get("files", []) if file not in known["files"]],
        "differs": differing(found["state"], known) if place == "neither" and "state" in found else [],
        "halves": [path.name for path in backups() if backup._damaged(path)],
        "lost_backup": act.do is backs_up and was_answered and not backups(),
        "again": True,
    }
    if place == "before" and is_done_again and not known["same"]:
        done = forked(lambda: again(act))
        told["again"] = done.get("state") in known["after"] and not done.get("bad")
        told["trace"] = done.get("trace")
    return told


def backups() -> list[Path]:
    """What stands under a backup's name."""
    return [path for path in (HOME / "backups").glob("*") if path.suffix not in (".part", ".gone")]


def differing(found: Any, known: dict[str, Any]) -> list[list[str]]:
    """What is otherwise than in each of the states that would be right."""
    states = [one for one in (*known["before"], *known["after"]) if one != "absent"]
    return (
        [sorted(name for name in one if one[name] != found[name]) for one in states]
        if found != "absent"
        else []
    )


# ---- all tries


@cache
def befores(made: Callable[[], None]) -> list[str]:
    """The states before the act, of which there may be several; the home is kept as a template."""
    shutil.rmtree(TRIAL, ignore_errors=True)
    TRIAL.mkdir()
    trouble = forked(made)
    assert trouble is None, trouble
    shutil.copytree(TRIAL, FOLDER / "templates" / made.__name__)
    before = [] if made is without_database else [forked(look)["state"]]
    if made is nothing:
        forked(lambda: run("init"))
        before.append(forked(look)["state"])
    return before


def told_of(name: str, act: Act) -> dict[str, Any]:
    """How the home is before and after the act, and how many steps it takes; the template is kept."""
    before = befores(act.made)
    placed(act)
    took = tried(act, log=FOLDER / f"{name}.log")
    assert COUNTER.answered, (name, (FOLDER / "out").read_text())
    steps, answered = COUNTER.steps, COUNTER.answered
    found = forked(look)
    assert found.get("bad") == [], found
    return {"before": before, "after": [found["state"]], "same": found["state"] in before, "files": found["files"],
            "steps": steps, "answered": answered, "took": took}  # fmt: skip


def killed(name: str, act: Act, known: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    placed(act)
    way = chance.random()
    if way < 0.7:
        tried(act, kill_at=chance.randint(1, known["answered"]), percent=chance.choice((0, 0, 10, 50, 99)))
    elif way < 0.8:
        tried(act, kill_at=chance.randint(known["answered"], known["steps"]))
    else:
        tried(act, seconds=chance.uniform(0.005, known["took"]))
    was_answered, begun = COUNTER.answered > 0, COUNTER.steps > 0
    told = judged(name, act, known, was_answered=was_answered, is_done_again=chance.random() < 0.3)
    return {"way": "kill", "between": begun and not was_answered, "step": COUNTER.steps, **told}


def cut(name: str, act: Act, known: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    placed(act)
    disk = power.Disk(TRIAL)
    log = list(power.steps((FOLDER / f"{name}.log").read_bytes()))
    most = next(number for number, step in enumerate(log) if step.kind == power.MARK)
    last = chance.randint(1, most) if chance.random() < 0.6 else chance.randint(most, len(log))
    for step in log[:last]:
        disk.take(step)
    is_strict = chance.random() < 0.5
    disk.cut(chance, is_strict=is_strict)
    told = judged(name, act, known, was_answered=last > most, is_done_again=chance.random() < 0.3)
    return {"way": "cut", "strict": is_strict, "step": last, "of": len(log), **told}


def spread(acts: dict[str, Act], number: int) -> list[str]:
    """So many names, each as often as it weighs, every one at least once where there is room."""
    names = sorted(acts, key=lambda name: -acts[name].weight)
    total = sum(act.weight for act in acts.values())
    further = [name for name in names for _ in range(number * acts[name].weight // total - 1)]
    return [*names, *further, *names * number][:number]


def main(which: str, kills: int, cuts: int, seed: int) -> None:
    ready()
    os.environ.pop("CHISO_KEY_FILE", None)  # beside the home: it is part of what is killed and cut
    wanted = {name: ACTS[name] for name in which.split(",")}
    chance = random.Random(seed)
    for day in (30, 31):
        row = "{};Đăng ký;Phòng Lạ;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý;x"
        file_of(day).write_text(
            "\n".join((HEADER, *(row.format(f"H{n}") for n in range(day)))), encoding="utf-8"
        )
    (FOLDER / "diem.csv").write_bytes(scores("3,5"))
    (FOLDER / "phoi-hop.csv").write_bytes(joint("PH1", "PH3"))
    Presentation().save(str(FOLDER / "mau.pptx"))
    tries = [(killed, name) for name in spread(wanted, kills)] + [
        (cut, name) for name in spread(wanted, cuts)
    ]
    known = {name: told_of(name, wanted[name]) for name in dict.fromkeys(name for _, name in tries)}
    for way, name in tries:
        print(json.dumps(way(name, wanted[name], known[name], chance)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
