"""`python -m tests.mutants [PART]`: every fault, and whether a test notices it. Exit 1 under 95 %.

A part is a kind (`sql`, `python`), or one query or file of them (`marts/dossier_facts`, `chiso/figures/gap.py`).
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from chiso.core import settings
from tests.mutants import python, sql
from tests.mutants.survivors import reason_of
from tests.worlds.half_year import home

ENOUGH = 0.95
_WORKERS = os.cpu_count() or 2


def of_sql(mutants: Sequence[sql.Mutant]) -> list[str]:
    """The faults that live on of a part of the SQL; in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="chiso-mutants-") as folder:
        worlds, root = sql.open_worlds(Path(folder), home.build(Path(folder) / "half-year"))
        return _alive(mutants, lambda mutant: sql.judge(worlds, root, mutant))


def of_python(mutants: Sequence[python.Mutant]) -> list[str]:
    """The faults that live on of a part of the Python."""
    with python.copied() as folder:
        return _alive(mutants, lambda mutant: python.judge(folder, mutant))


def _alive(mutants: Sequence[Any], judge: Callable[[Any], bool]) -> list[str]:
    """The names of those that nobody notices, each printed as soon as it is known."""
    alive = []
    for mutant in mutants:
        if not judge(mutant):
            alive.append(mutant.key)
            reason = reason_of(mutant.key)
            print(f"  {'được phép' if reason else 'sống'}  {mutant.key}  {reason or ''}".rstrip(), flush=True)
    return alive


def report(kind: str, count: int, alive: Iterable[str], seconds: float) -> int:
    """Prints the count; 1 where too many live on without a reason."""
    alive = list(alive)
    unexplained = [key for key in alive if not reason_of(key)]
    share = 1 - len(unexplained) / count
    print(f"{kind}: {count} lỗi, {len(alive)} còn sống, {len(unexplained)} không có lý do; "
          f"{share:.1%} (≥ {ENOUGH:.0%}), {seconds:.0f} giây", flush=True)  # fmt: skip
    return int(share < ENOUGH)


def _place(mutant: Any) -> str:
    """The query or file that a fault stands in."""
    return mutant.key.partition(": ")[0]  # type: ignore[no-any-return]


def main(words: list[str]) -> int:
    """Runs the parts that are asked for, everything without a word."""
    if found := python.problems():
        print("\n".join(found))
        return 2
    parts = {
        "sql": (
            of_sql,
            [m for query in sql.queries(settings.QUERIES) for m in sql.mutants(settings.QUERIES, query)],
        ),
        "python": (of_python, list(python.MUTANTS)),
    }
    known = {one for kind, (_, mutants) in parts.items() for one in (kind, *map(_place, mutants))}
    if unknown := [word for word in words if word not in known]:
        print("Không có: " + ", ".join(unknown))
        return 64
    status = 0
    for kind, (judge, every) in parts.items():
        mutants = [one for one in every if not words or kind in words or _place(one) in words]
        if not mutants:
            continue
        began = time.monotonic()
        shares = [mutants[number::_WORKERS] for number in range(_WORKERS)]  # type: ignore[index]
        with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
            alive = [key for keys in pool.map(judge, shares) for key in keys]  # type: ignore[arg-type]
        status = report(kind, len(mutants), alive, time.monotonic() - began) or status
    return status
