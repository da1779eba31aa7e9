"""Accounts that use a server for half an hour as browsers do: each opens pages and changes filters, one imports.

python3 run.py bench soak                             50 accounts, 30 minutes, a server of its own (demonstration)
python3 run.py bench soak --minutes 3 --accounts 20   shorter, fewer
python tests/bench/soak.py http://127.0.0.1:8501 --name an --password …    a running server, every page that account's

Every account changes something every `--pace` seconds: half of the time it goes to another page, else it chooses
another option of a filter or a control, the first ones more often than the last. Its pages ask every 15 seconds whether
somebody has imported, as Streamlit's script does, and are drawn anew then. Every `--import-every` seconds a file of the
demonstration, some of its cells changed, goes in by the page of uploads. A rerun is timed from the moment it was due
until the script was finished, so that a page that is drawn anew first counts. It ends with 1 where anything was broken:
an exception, a sentence with an error number, a lost connection, an import that did not go in.
"""

import argparse
import itertools
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso import demo
from chiso.core.settings import SAMPLES
from chiso.people.accounts import Accounts, User
from tests.worlds.browser import Page, Run, key_of, sign_in
from tests.worlds.people import ADMIN
from tests.worlds.servers import APP, Server, serving

PASSWORD = "lúa chín ngoài đồng"
# Of ten accounts, as in an office: most look, some edit, some upload, one administers.
ROLES = (
    "viewer",
    "editor",
    "viewer",
    "uploader",
    "viewer",
    "editor",
    "viewer",
    "uploader",
    "viewer",
    "admin",
)
NOT_FILTERS = frozenset({"quan-tri", "nhap-du-lieu"})  # forms stand there: only the filters above are touched
FILTERS = frozenset({"co_quan", "nam", "den", "tu", "don_vi", "so_voi"})
FILE = "2024-03 ho_so.csv"
SAMPLE_SECONDS = 10


@dataclass
class Seen:
    """What came of it, from all threads: appending is one step."""

    runs: list[tuple[str, float, Run]] = field(default_factory=list)  # kind, when it began, how it went
    failures: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def note(self, kind: str, due: float, run: Run, where: str) -> None:
        """A run that was due at a moment."""
        self.runs.append((kind, due, run))
        self.failures += [f"{kind} /{where}: {text}" for text in run.broken]


@dataclass
class Person:
    """One account with one tab."""

    page: Page
    chance: random.Random
    seen: Seen
    where: str = ""

    def live(self, pace: float, until: float) -> None:
        """A change every `pace` seconds; between them the page's own timers."""
        began = time.monotonic()
        self.seen.note("open", began, self.page.open(), "")
        due, ticks = began + pace, time.monotonic()
        while (now := time.monotonic()) < until:
            watch = min(self.page.watches.values(), default=float("inf")) + ticks
            time.sleep(max(0.0, min(due, watch, until) - now))
            if time.monotonic() >= until:
                return
            if watch < due:
                ticks = time.monotonic()
                for fragment in list(self.page.watches):
                    run = self.page.watch(fragment)
                    self.seen.note("refresh" if run.elements > 20 else "watch", ticks, run, self.where)
                continue
            kind, run = self.act()
            late = time.monotonic() - due
            self.seen.note(kind, due, Run(late, run.size, run.elements, run.broken), self.where)
            if kind != "watch":
                ticks = time.monotonic()  # a page that was drawn anew starts its timers anew
            due = max(due + pace, time.monotonic())

    def act(self) -> tuple[str, Run]:
        """One click: another page, or another option."""
        links = [link.page for link in self.page.of("page_link") if link.page != self.where]
        choices = list(self._choices())
        if links and (not choices or self.chance.random() < 0.5):
            self.where = self.chance.choice(links)
            return "page", self.page.follow(self.where)
        widget, option = self.chance.choice(choices)
        return "change", self.page.choose(widget, option)

    def _choices(self) -> Iterator[tuple[object, int]]:
        """What one click may change, without anything being stored."""
        for kind in ("selectbox", "button_group", "checkbox"):
            for widget in self.page.of(kind):
                is_ours = self.where not in NOT_FILTERS or key_of(widget) in FILTERS
                options = 1 if kind == "checkbox" else len(widget.options)
                if (
                    is_ours
                    and not widget.disabled
                    and not widget.form_id
                    and re.fullmatch("[a-z_]+", key_of(widget))
                ):
                    yield widget, int(options * self.chance.random() ** 3)  # the newest days, the first units


def person(
    address: str, cookie: str, number: int, plan: argparse.Namespace, seen: Seen, until: float
) -> None:
    """The life of one account; a tab that broke is opened again."""
    chance = random.Random(number)
    time.sleep(plan.pace * number / plan.accounts)
    while time.monotonic() < until:
        try:
            with Page(address, cookie) as page:
                Person(page, chance, seen).live(plan.pace, until)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            seen.failures.append(f"account {number}: {type(error).__name__}: {error}")
            time.sleep(1)


def corrections() -> Iterator[bytes]:
    """The same month again and again, some cells changed: each a correction that replaces the one before."""
    with zipfile.ZipFile(SAMPLES / "trinh-dien.zip") as archive:
        content = archive.read(FILE).decode("utf-8")
    name = min(re.findall(r";Phạm [^;]+;", content))
    for turn in itertools.count(1):
        yield content.replace(name, f";Người thụ lý {turn};", 50 + turn).encode()


def importer(address: str, cookie: str, every: float, seen: Seen, until: float) -> None:
    """A correction goes in every so many seconds."""
    for turn, content in enumerate(corrections(), start=1):
        if time.monotonic() + every >= until:
            return
        due = time.monotonic()
        try:
            run = imported(address, cookie, content)
            seen.note(
                "import", due, Run(time.monotonic() - due, run.size, run.elements, run.broken), "nhap-du-lieu"
            )
        except Exception as error:  # noqa: BLE001
            seen.failures.append(f"import {turn}: {type(error).__name__}: {error}")
        time.sleep(max(0.0, due + every - time.monotonic()))


def imported(address: str, cookie: str, content: bytes) -> Run:
    """A file dropped on the page in a new tab, its question answered, the button pressed."""
    with Page(address, cookie) as page:
        runs = [page.open("nhap-du-lieu")]
        runs.append(page.upload(page.of("file_uploader")[0], FILE, content))
        for stem in ("goi_y_", "nhap_"):
            button = next(one for one in page.of("button") if key_of(one).startswith(stem))
            runs.append(page.choose(button, 0))
        if not any(key_of(one).startswith("xong_") for one in page.of("button")):
            raise AssertionError(
                "; ".join(one.body for one in (*page.of("alert"), *page.of("markdown")))[:2000]
            )
    broken = tuple(text for run in runs for text in run.broken)
    return Run(0, sum(run.size for run in runs), sum(run.elements for run in runs), broken)


# --- the server -------------------------------------------------------------------------------------------------


@contextmanager
def own_server(accounts: int) -> Iterator[tuple[Server, list[str], str]]:
    """A server on demonstration data where everybody must sign in; the cookies of its accounts, of the importer."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with demo.build(home) as store:
            people = Accounts(store)
            names = [f"nguoi{number}" for number in range(accounts)]
            for number, name in enumerate(names):
                people.add(ADMIN, User(name, role=ROLES[number % len(ROLES)]), PASSWORD)
            people.add(ADMIN, User("nhap", role="uploader"), PASSWORD)
        with serving(home, Path(folder) / "log.txt", APP, CHISO_AUTH="required") as server:
            cookies = [sign_in(server.address, name, PASSWORD) for name in (*names, "nhap")]
            yield server, cookies[:-1], cookies[-1]


def watch_memory(server: Server, seen: Seen, until: float) -> None:
    """Samples of the whole process tree."""
    while time.monotonic() < until:
        seen.memory.append((time.monotonic(), server.resident_mb()))
        time.sleep(SAMPLE_SECONDS)


# --- the report -------------------------------------------------------------------------------------------------


def report(seen: Seen, began: float, took: float, server: Server | None) -> None:
    """The tables."""
    kinds = defaultdict(list)
    for kind, _, run in seen.runs:
        kinds[kind].append(run)
    whole = [run for kind in ("open", "page", "change", "refresh") for run in kinds[kind]]
    print(f"{'':10}{'runs':>8}{'p50 s':>8}{'p95 s':>8}{'p99 s':>8}{'most s':>8}{'KB':>8}")
    for kind, runs in (*kinds.items(), ("rerun", whole)):
        if runs:
            times = sorted(run.seconds for run in runs)
            marks = "".join(
                f"{times[min(int(len(times) * part), len(times) - 1)]:8.2f}" for part in (0.5, 0.95, 0.99, 1)
            )
            print(f"{kind:10}{len(runs):8}{marks}{statistics.mean(run.size for run in runs) / 1000:8.0f}")
    for minute in range(0, int(took // 60) + 1, 5):
        part = sorted(
            run.seconds for kind, due, run in seen.runs
            if kind not in ("watch", "import") and minute <= (due - began) / 60 < minute + 5
        )  # fmt: skip
        held = [size for at, size in seen.memory if minute <= (at - began) / 60 < minute + 5]
        if part:
            resident = f"{min(held):8.0f}–{max(held):.0f} MB" if held else ""
            p95 = part[int(len(part) * 0.95)]
            print(f"minute {minute:3}–{minute + 5:<3}{len(part):6} reruns, p95 {p95:.2f} s{resident}")
    own = psutil.Process().cpu_times()
    print(f"driver: {own.user + own.system:.0f} s of CPU in {took:.0f} s")
    if server:
        print(
            f"server: {server.cpu_seconds():.0f} s of CPU; resident at the start, in the middle, at the end: ",
            end="",
        )
        sizes = [size for _, size in seen.memory]
        print(", ".join(f"{size:.0f}" for size in (sizes[0], sizes[len(sizes) // 2], sizes[-1])), "MB")
        shown = [
            line for line in server.output.splitlines() if re.search("error|exception|traceback", line, re.I)
        ]
        seen.failures += [f"log: {line}" for line in shown]
    print(f"broken: {len(seen.failures)}")
    for text, count in Counter(re.sub(r"\d{4,}", "…", text)[:400] for text in seen.failures).most_common(20):
        print(f"{count:6} × {text}")


def main(words: Sequence[str]) -> int:
    """Runs it, prints the tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("address", nargs="?")
    asked.add_argument("--name", default="")
    asked.add_argument("--password", default="")
    asked.add_argument("--accounts", type=int, default=50)
    asked.add_argument("--minutes", type=float, default=30)
    asked.add_argument("--pace", type=float, default=5)
    asked.add_argument("--import-every", type=float, default=60)
    plan = asked.parse_args(words)
    seen, server = Seen(), None
    with ExitStack() as stack:
        if plan.address:
            address = plan.address.rstrip("/")
            cookie = sign_in(address, plan.name, plan.password) if plan.name else ""
            cookies, importing = [cookie] * plan.accounts, cookie
        else:
            server, cookies, importing = stack.enter_context(own_server(plan.accounts))
            address = server.address
        began = time.monotonic()
        until = began + plan.minutes * 60
        jobs = [
            threading.Thread(target=person, args=(address, cookie, number, plan, seen, until))
            for number, cookie in enumerate(cookies)
        ]
        jobs.append(
            threading.Thread(target=importer, args=(address, importing, plan.import_every, seen, until))
        )
        if server:
            jobs.append(threading.Thread(target=watch_memory, args=(server, seen, until)))
        for job in jobs:
            job.start()
        while any(job.is_alive() for job in jobs):
            time.sleep(min(60, max(10, until - time.monotonic())))
            minutes = (time.monotonic() - began) / 60
            print(f"{minutes:5.1f} min: {len(seen.runs)} runs, {len(seen.failures)} broken", flush=True)
        report(seen, began, time.monotonic() - began, server)
    return 1 if seen.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
