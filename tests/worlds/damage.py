"""Files of a home damaged at random, one trial each: what every way of asking answers then, and what restoring gives
back. One JSON line per trial.

`python -m tests.worlds.damage FIRST STEP COUNT`: the trials FIRST, FIRST + STEP, …, COUNT of them; a number is a seed.
`… page` after it opens a page in each too. Each question is a process of its own, as a command is.
"""

import contextlib
import io
import json
import os
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from chiso import homes
from chiso.__main__ import main
from chiso.desk import office
from chiso.store import DATABASE, Store, backup
from tests.worlds import fresh_home, readers
from tests.worlds.forks import in_a_child, ready
from tests.worlds.lived_home import first_half, put, second_half, whole
from tests.worlds.people import ADMIN

REAL = "var-stp"
COPY = "var-stp/backups/20240320-010000-000000"
# What is damaged, and how often of so many trials.
TARGETS = {
    "database": 30, "log": 20, "ledger": 12, "original": 10, "key": 4, "key-id": 3, "pointer": 6, "mark": 3,
    "backup database": 4, "backup ledger": 3, "backup original": 3, "backup.json": 2,
}  # fmt: skip
WAYS = ("flip", "flip", "flip", "run", "run", "cut", "empty", "gone")
# Words of the engine, of Python and of exceptions; none of them is Vietnamese without its marks.
ENGLISH = """
    the not and with from for file files error exception failed fail could cannot read write invalid corrupt corrupted
    checksum database block unexpected expected deserialize serialization catalog match does found missing bytes value
    type table index column constraint internal fatal invalidated assertion directory such unable open while when this
    because traceback line damaged lost ledger original entry entered concluded changed added password rollback bring
    back import deck kept user"""
_QUOTED = re.compile(
    r"“[^”]*”|\([^()]*(?:restore|verify|purge|init|demo)[^()]*\)|\S*[/.=_]\S*|\b(lệnh|chạy) [a-z]+"
)


def english(text: str) -> list[str]:
    """English words in what a person reads; names of files and commands aside."""
    return [
        word for word in re.findall(r"[^\W\d_]+", _QUOTED.sub(" ", text)) if word.lower() in ENGLISH.split()
    ]


# ---- the home


def build(template: Path, place: Path) -> None:
    """`var` points at the real home `var-stp`, with a backup from the middle in it. Every kind of act was done; in
    `template/log` the last ones stand in the write-ahead log alone. Made where the trials will be: a backup knows its
    home."""
    place.mkdir()
    os.environ["CHISO_KEY_FILE"] = str(place / "key")
    assert in_a_child(lambda: _live(place, place / REAL)) is None
    shutil.copytree(place, template / "plain")
    assert in_a_child(lambda: _write_without_closing(place / REAL)) is None
    assert (place / REAL / f"{DATABASE}.wal").stat().st_size > 5_000
    place.rename(template / "log")


def _live(folder: Path, home: Path) -> None:
    with fresh_home.build(home) as store:
        first_half(store)
        backup.backup(store, folder / COPY)
        second_half(store)
    (folder / "var").mkdir()
    homes.serve(folder / "var", home)


def _write_without_closing(home: Path) -> None:
    store = Store.open(home)
    for number in range(6):
        said = {"note": f"ghi chú {number}", "promised_on": f"2024-11-1{number}"}
        office.enter(store, ADMIN, "stp", "dossiers", {"H1": said, f"H{number + 2}": said})
    put(store, "H1", "H7", day=31)
    office.enter(store, ADMIN, "stp", "dossiers", {"H7": {"cause": "Khác"}})


# ---- asking


def command(folder: Path, *words: str) -> dict[str, Any]:
    """A command as the shell runs it: `{status, out, err}`, a traceback in `err`."""

    def run() -> dict[str, Any]:
        os.environ["CHISO_KEY_FILE"] = str(folder / "key")
        with (
            contextlib.redirect_stdout(io.StringIO()) as out,
            contextlib.redirect_stderr(io.StringIO()) as err,
        ):
            try:
                status = main(["--home", str(folder / "var"), "--json", *words])
            except BaseException:  # noqa: BLE001 - a traceback is what is looked for
                status = -1
                traceback.print_exc()
        return {"status": status, "out": out.getvalue(), "err": err.getvalue()}

    answer: dict[str, Any] = in_a_child(run)
    return answer if "status" in answer else {"status": -2, "out": "", "err": f"died: {answer}"}


def page(folder: Path) -> dict[str, Any]:
    """The list of what is overdue as the server shows it: `{status, out, err}` like a command."""

    def run() -> dict[str, Any]:
        from streamlit.runtime.scriptrunner import exec_code

        from chiso.core.errors import ChisoError
        from chiso.intake.commit import recovery
        from chiso.web.shell import problems, process
        from tests.worlds import apps

        handle = exec_code.handle_user_script_exception
        # as st.App does
        exec_code.handle_user_script_exception = lambda error, _: handle(error, problems.on_script_error)
        os.environ["CHISO_KEY_FILE"] = str(folder / "key")
        with contextlib.redirect_stderr(io.StringIO()) as err:
            served = process.Process(home=folder / "var")
            try:
                store = homes.opened(homes.in_use(served.home))
                recovery.opened(store)
                served.adopt(store)
                process.use(served)
                assert served.accounts is not None
                store.set_fact("demonstration", "true")  # nobody has to sign in
                store.set_fact(homes.WHOLE, "0")
                served.is_demonstration = True
                app = apps.opened("qua_han")
            except ChisoError as error:
                return {"status": 2, "out": error.message, "err": err.getvalue()}
            except BaseException:  # noqa: BLE001 - a traceback is what is looked for
                return {"status": -1, "out": "", "err": err.getvalue() + traceback.format_exc()}
            said = [str(one.value) for one in app.error]
            shown = [str(one.value) for one in (*app.markdown, *app.metric)]
            tables = [one.value.to_csv() for one in app.dataframe]
        if said or app.exception:
            return {"status": 2, "out": "\n".join([*said, *(one.value for one in app.exception)]), "err": ""}
        return {"status": 0, "out": "\n".join([*shown, *tables]), "err": ""}

    answer: dict[str, Any] = in_a_child(run)
    return answer if "status" in answer else {"status": -2, "out": "", "err": f"died: {answer}"}


def state(folder: Path) -> Any:
    """Every row of every table."""

    def run() -> Any:
        os.environ["CHISO_KEY_FILE"] = str(folder / "key")
        return whole(folder / REAL)

    return in_a_child(run)


# ---- a trial


def spoil(path: Path, way: str, at: random.Random) -> str:
    """Damages one file; what was done."""
    size = path.stat().st_size
    if way == "gone":
        path.unlink()
        return way
    place = at.randrange(size) if size else 0
    if way in ("cut", "empty"):
        place = place if way == "cut" else 0
        os.truncate(path, place)
        return f"{way} {place}/{size}"
    content = bytearray(path.read_bytes())
    end = place + 1 if way == "flip" else min(size, place + at.randint(2, 600))
    for byte in range(place, end):
        content[byte] ^= 1 << at.randrange(8) if way == "flip" else at.randrange(256)
    path.write_bytes(content)
    return f"{way} {place}-{end}/{size}"


def chosen(folder: Path, target: str, at: random.Random) -> Path:
    """The file that is damaged."""
    home = folder / REAL
    named = {
        "database": home / DATABASE,
        "log": home / f"{DATABASE}.wal",
        "ledger": home / "ledger.jsonl",
        "key": folder / "key",
        "key-id": home / "key-id",
        "pointer": folder / "var" / homes.POINTER,
        "mark": home / homes.MARK,
        "backup database": folder / COPY / DATABASE,
        "backup ledger": folder / COPY / "ledger.jsonl",
        "backup.json": folder / COPY / backup.MANIFEST,
    }
    if target in named:
        return named[target]
    parent = home if target == "original" else folder / COPY
    return at.choice(sorted((parent / "originals").iterdir()))


def trial(
    template: Path, folder: Path, number: int, knows: Callable[[str], dict[str, Any]], *, with_page: bool
) -> dict[str, Any]:
    """One file damaged; then everything is asked, restored, and asked again. `faults`: what must not be."""
    at = random.Random(number)
    target = at.choices([*TARGETS], [*TARGETS.values()])[0]
    variant = "log" if target == "log" or at.random() < 0.3 else "plain"
    known = knows(variant)
    shutil.copytree(template / variant, folder)
    done = spoil(chosen(folder, target, at), at.choice(WAYS), at)
    told: dict[str, Any] = {"seed": number, "target": target, "variant": variant, "done": done, "faults": []}
    faults: list[str] = told["faults"]
    asks = [("verify", lambda: command(folder, "verify")),
            ("indicators", lambda: command(folder, "indicators", "--by", "unit"))]  # fmt: skip
    if with_page:
        asks.append(("page", lambda: page(folder)))
    at.shuffle(asks)
    for name, ask in asks:
        told[name] = judged(name, ask(), known, faults)
    is_quiet = told["verify"].startswith("0") and target in ("database", "log", "ledger")
    if is_quiet and (found := differing(state(folder), known["state"])):
        faults.append(f"verify says nothing, and not as before: {found}")
    if target == "key" and told["verify"] != "0":
        told["restore"] = judged("restore", command(folder, "restore"), known, faults)
        shutil.copy2(template / variant / "key", folder / "key")
    else:
        words = at.choice((("restore",), ("restore", str(folder / COPY))))
        answer = command(folder, *words)
        told["restore"] = f"{len(words) - 1}:{judged('restore', answer, known, faults)}"
        if answer["status"] == 2 and len(words) == 2:
            answer = command(folder, "restore")
            told["restore again"] = judged("restore", answer, known, faults)
        if answer["status"] not in (0, 1):
            faults.append("nothing was restored")
        told["named"] = (json.loads(answer["out"]) or {}).get("not_redone") if answer["out"] else None
    found = differing(state(folder), known["state"])
    if found and not told.get("named"):
        faults.append(f"not as before after restoring, and nothing named: {found}")
    told["lost"] = found
    told["after"] = judged("verify", command(folder, "verify"), known, faults)
    told["figures after"] = judged("indicators", command(folder, "indicators", "--by", "unit"), known, faults)
    if not told["figures after"].startswith("0") and not told.get("named"):
        faults.append("no figures after restoring")
    return told


def differing(now: Any, then: Any) -> list[str]:
    """Tables that are not as before; "unreadable" where they cannot be asked."""
    if set(now) <= {"died", "trace"}:
        return ["unreadable"]
    return [name for name in {**now, **then} if now.get(name) != then.get(name)]


def judged(name: str, answer: dict[str, Any], known: dict[str, Any], faults: list[str]) -> str:
    """A word for the answer; what must not be in it goes to `faults`."""
    status, text = answer["status"], answer["out"] + answer["err"]
    if status not in (0, 1, 2) or "Traceback" in text:
        faults.append(f"{name}: {status} {text[-1500:]}")
        return str(status)
    document = json.loads(answer["out"]) if answer["out"].startswith(("{", "[")) else None
    # A server's standard error is its log; what a page shows is in `out`.
    said = [answer["out"] if status else ""] if name == "page" else [answer["err"]]
    codes = []
    if name == "verify" and isinstance(document, list):
        said += [row["message"] for row in document]
        codes = [f"{row['code']}/{row['part']}" for row in document]
        if status == 0 and not all(row["repaired"] for row in document):
            faults.append("verify: 0, and not repaired")
    elif isinstance(document, dict) and "error" in document:
        said.append(document["error"]["message"])
        codes = [document["error"]["code"]]
    elif name == "restore" and isinstance(document, dict):
        said += [row["message"] for row in (*document["redone"], *document["not_redone"])]
        codes = sorted({row["code"] for row in document["not_redone"]})
    elif name in ("indicators", "page") and status == 0 and answer["out"] != known[name]:
        faults.append(f"{name}: another figure: {answer['out'][:2000]}")
    if status == 2 and not "".join(said).strip():
        faults.append(f"{name}: 2, and no sentence")
    if "Phần này gặp lỗi" in "".join(said):
        faults.append(f"{name}: an error that nobody foresaw")
    for one in said:
        if words := english(one):
            faults.append(f"{name}: English {words} in {one[:600]!r}")
    return " ".join([str(status), *dict.fromkeys(codes)])


def learnt(template: Path, work: Path, variant: str, *, with_page: bool) -> dict[str, Any]:
    """What the undamaged home of that variant answers."""
    folder = work / "trial"
    shutil.copytree(template / variant, folder)
    answer = command(folder, "indicators", "--by", "unit")
    assert answer["status"] == 0, answer
    known = {"indicators": answer["out"], "state": state(folder)}
    if with_page:
        shown = page(folder)
        assert shown["status"] == 0, shown
        known["page"] = shown["out"]
    shutil.rmtree(folder)
    return known


def run(first: int, step: int, count: int, *, with_page: bool) -> None:
    ready()
    readers.share_with_forks()
    with tempfile.TemporaryDirectory(prefix="chiso-damage-") as name:
        work = Path(name).resolve()
        (work / "template").mkdir()
        build(work / "template", work / "trial")
        # asked when the first trial of a variant begins: few trials are all of one
        known = cache(partial(learnt, work / "template", work, with_page=with_page))
        for number in range(first, first + step * count, step):
            folder = work / "trial"
            print(
                json.dumps(trial(work / "template", folder, number, known, with_page=with_page)), flush=True
            )
            shutil.rmtree(folder)
        assert known.cache_info().currsize < 2 or known("plain") != known("log")


if __name__ == "__main__":
    run(*map(int, sys.argv[1:4]), with_page="page" in sys.argv)
