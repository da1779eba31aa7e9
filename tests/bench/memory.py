"""Resident memory of a server on a million dossiers: after its start, with ten sessions that opened every page, a
minute later, and what each further session adds.

python3 run.py bench memory                      a million
python3 run.py bench memory 34000 --wait 20      another number of dossiers, other seconds to wait

Every session is an account's tab that opened every page of the menu; they stay open. The whole process tree is counted.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso.people.accounts import Accounts, User
from chiso.store import Store
from tests.bench.bench_facts import make
from tests.worlds.browser import Page, sign_in
from tests.worlds.people import ADMIN
from tests.worlds.servers import APP, Server, serving

PASSWORD = "lúa chín ngoài đồng"
FIRST, FURTHER = 10, 10


def made(home: str, count: int, agencies: int = 2) -> None:
    """A home of so many dossiers and agencies with one administrator."""
    make(home, count, agencies)
    with Store.open(home) as store:
        Accounts(store).add(ADMIN, User("an", role="admin"), PASSWORD)


def sessions(server: Server, cookie: str, count: int, stack: ExitStack) -> None:
    """So many tabs, each through every page."""
    for _ in range(count):
        page = stack.enter_context(Page(server.address, cookie))
        page.open()
        for link in page.of("page_link"):
            run = page.follow(link.page)
            if run.broken:
                raise SystemExit(f"/{link.page}: {run.broken}")


def main(words: Sequence[str]) -> None:
    """Makes the home in a process of its own, serves it, prints a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("dossiers", nargs="?", type=int, default=1_000_000)
    asked.add_argument("--wait", type=float, default=60, help="seconds after the first ten sessions")
    plan = asked.parse_args(words)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder) / "home"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(made, str(home), plan.dossiers).result()
        server = stack.enter_context(serving(home, Path(folder) / "log.txt", APP))
        cookie = sign_in(server.address, "an", PASSWORD)
        print(f"{plan.dossiers} dossiers; resident, whole process tree")
        print(f"after the start                      {server.resident_mb():6.0f} MB", flush=True)
        sessions(server, cookie, FIRST, stack)
        print(f"{FIRST} sessions opened every page        {server.resident_mb():6.0f} MB", flush=True)
        time.sleep(plan.wait)
        before = server.resident_mb()
        print(f"{plan.wait:.0f} s later                           {before:6.0f} MB", flush=True)
        sessions(server, cookie, FURTHER, stack)
        time.sleep(plan.wait)
        print(
            f"each of {FURTHER} further sessions           {(server.resident_mb() - before) / FURTHER:6.1f} MB"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
