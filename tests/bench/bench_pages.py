"""Every page of a running server, asked as a browser asks: milliseconds cold and warm, bytes of the answer.

python3 run.py bench bench_pages                        this checkout, on the demonstration
python tests/bench/bench_pages.py WHERE [WHERE …]       servers side by side, page by page in turn

WHERE is the address of a server that wants no sign-in (http://127.0.0.1:8501), a number of dossiers (1000000; of so
many agencies: 1000000x21): a server of this checkout on a home of so many (`bench_facts`), or the folder of a checkout:
a server is started in it on a demonstration home of its own. Cold is a run that asks of a day of which nobody has asked
yet, warm one of a day that was asked. Each run is the page alone: the connection and the frame's first answer are not
counted. Bytes are those that arrive where a page is opened, and where it is run again: a browser names what it has kept
of the run before, and is then sent its name alone.
Beside the milliseconds until the page is there stand, of servers that were started here, those of the processor that
the script's own thread took (the median) and that the whole server took (the mean), which other work on the machine
touches less. A folder may be followed by `=` and a home, a copy of which is then served instead of a demonstration.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.bench import memory, timed
from tests.worlds.browser import ask, sign_in
from tests.worlds.servers import serving

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("", "chi-so", "bao-cao", "qua-han", "truc-tuyen", "tieu-chi", "don-vi", "ke-hoach", "giao-ban", "nhap-du-lieu",
         "slide", "doi-soat", "quan-tri", "vi-sao")  # fmt: skip
WARM_RUNS, COLD_RUNS = 20, 6
NEWEST = date(2024, 10, 30)  # of the demonstration; each page asks of days of its own before it
PATIENCE = 120  # seconds for one run of a page
PAUSE = 0.05


@dataclass(frozen=True)
class Place:
    """A server; its process where it was started here, the cookies of who has signed in."""

    address: str
    process: psutil.Process | None = None
    cookies: str = ""
    log: Path | None = None  # where timed.py says what scripts took

    def used(self) -> float:
        """Seconds of the processor so far."""
        return float(sum(self.process.cpu_times()[:2])) if self.process else float("nan")

    def scripts(self) -> list[float]:
        """Milliseconds of the processor that the scripts so far took, run by run."""
        said = self.log.read_text(encoding="utf-8").splitlines() if self.log else []
        return [float(line.split()[1]) for line in said if line.startswith(timed.SAID)]


def run_page(socket: Any, page: str, query: str = "", kept: set[str] | None = None) -> tuple[float, int, int]:
    """Asks for one run of a page: (milliseconds, bytes received, elements received). `kept`: the names of what the
    browser has of runs before; afterwards those of this run."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    kept = set() if kept is None else kept
    message.rerun_script.cached_message_hashes.extend(kept)
    kept.clear()
    began, size, elements = time.perf_counter(), 0, 0
    socket.send(message.SerializeToString())
    while True:
        data = socket.recv(timeout=PATIENCE)
        size += len(data)
        answer = ForwardMsg.FromString(data)
        kind = answer.WhichOneof("type")
        if kind == "page_not_found":
            raise SystemExit(f"no page /{page}")
        elements += kind in ("delta", "ref_hash")
        kept.update(
            [answer.hash] if answer.metadata.cacheable else [answer.ref_hash] if kind == "ref_hash" else []
        )
        if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return (time.perf_counter() - began) * 1000, size, elements


def measure(places: list[Place], page: str) -> list[list[float]]:
    """Of one page of each server, in a session of its own, run by run in turn: milliseconds cold (median, 95 %, those
    of the script's processor, of the server's), the same warm, KB of the page opened and run again."""
    first = PAGES.index(page) * COLD_RUNS
    days = [f"den={NEWEST - timedelta(days=first + back)}" for back in range(COLD_RUNS)]
    with ExitStack() as stack:
        sockets = [stack.enter_context(_connected(place)) for place in places]
        opened = [run_page(socket, page) for socket in sockets]
        if not all(elements for _, _, elements in opened):
            raise SystemExit(f"/{page} drew nothing: does a server want a sign-in?")
        cold = _in_turn(places, sockets, page, days)
        _in_turn(places, sockets, page, [""])
        warm = _in_turn(places, sockets, page, [""] * WARM_RUNS)
    return [
        [*one[:-1], *other[:-1], size / 1024, other[-1]]
        for one, other, (_, size, _) in zip(cold, warm, opened, strict=True)
    ]


def _connected(place: Place) -> Any:
    stream, more = place.address.replace("http", "ws", 1) + "/_stcore/stream", {"Cookie": place.cookies}
    return connect(
        stream, origin=place.address, subprotocols=["streamlit"], max_size=None, additional_headers=more,  # type: ignore[list-item,arg-type]
    )  # fmt: skip


def _in_turn(places: list[Place], sockets: list[Any], page: str, queries: list[str]) -> list[list[float]]:
    """Median and 95 % of the milliseconds of some runs of each server, the processor's: of a script (median), of the
    whole of a run (mean); KB of the last."""
    times: list[list[float]] = [[] for _ in places]
    kept: list[set[str]] = [set() for _ in places]
    sizes = [0 for _ in places]
    used = [0.0 for _ in places]
    known = [len(place.scripts()) for place in places]
    for query in queries:
        for number, (place, socket) in enumerate(zip(places, sockets, strict=True)):
            before = place.used()
            took, sizes[number], _ = run_page(socket, page, query, kept[number])
            times[number].append(took)
            time.sleep(PAUSE)
            used[number] += place.used() - before
    scripts = [place.scripts()[before:] for place, before in zip(places, known, strict=True)]
    return [
        [
            statistics.median(one),
            sorted(one)[int((len(one) - 1) * 0.95)],
            statistics.median(script or [float("nan")]),
            cpu / len(one) * 1000,
            size / 1024,
        ]
        for one, script, cpu, size in zip(times, scripts, used, sizes, strict=True)
    ]


@contextmanager
def server_of(where: str) -> Iterator[Place]:
    """A server: the one whose address is given, or one that is started in a checkout."""
    if where.startswith("http"):
        yield Place(where.rstrip("/"))
        return
    numbers = [int(one) for one in where.split("x")] if where.replace("x", "").isdecimal() else []
    checkout, _, there = where.partition("=")
    folder = ROOT if numbers else Path(checkout).resolve()
    script = (sys.executable, timed.__file__, str(folder / "app.py"))
    with tempfile.TemporaryDirectory() as made:
        home, log = Path(made) / "home", Path(made) / "log.txt"
        if numbers:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                pool.submit(memory.made, str(home), *numbers).result()
        elif there:
            shutil.copytree(there, home)
        else:
            subprocess.run(
                [sys.executable, "-m", "chiso", "--home", str(home), "demo"],
                cwd=folder, check=True, capture_output=True,
            )  # fmt: skip
        with serving(home, log, script, folder=folder, PYTHONPATH="") as server:
            wants = (
                ask(server.address, "GET", "/")[0] == 303
            )  # a home of memory.made; a demonstration lets in
            cookies = sign_in(server.address, "an", memory.PASSWORD) if wants else ""
            yield Place(server.address, psutil.Process(server.process.pid), cookies, log)


def side_by_side(places: list[Place], titles: list[str]) -> None:
    """Measures each page on all servers in turn, so that a busy minute touches all of them."""
    width = 7
    print("page".ljust(16) + "".join(f"{title[-40:]:>{7 * width}}" for title in titles))
    heads = ("cold", "95 %", "script", "cpu", "warm", "95 %", "script", "cpu", "KB", "again")
    print(" " * 16 + "".join(f"{head:>{width}}" for head in heads) * len(places))
    sums = [[0.0] * len(heads) for _ in places]
    for page in PAGES:
        measured = measure(places, page)
        sums = [[a + b for a, b in zip(*both, strict=True)] for both in zip(sums, measured, strict=True)]
        shown = "".join(f"{one:>{width}.0f}" for row in measured for one in row)
        print(f"/{page}".ljust(16) + shown, flush=True)
    print("mean".ljust(16) + "".join(f"{one / len(PAGES):>{width}.0f}" for total in sums for one in total))


def main(places: list[str]) -> None:
    """Opens every place, measures, closes what it started."""
    if not places:
        places = [str(ROOT)]
    with ExitStack() as stack:
        servers = [stack.enter_context(server_of(place)) for place in places]
        side_by_side(servers, places)


if __name__ == "__main__":
    main(sys.argv[1:])
