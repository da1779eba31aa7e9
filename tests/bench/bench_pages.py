"""Every page of a running server, asked as a browser asks: milliseconds cold and warm, bytes of the answer.

python3 run.py bench bench_pages                        this checkout, on the demonstration
python tests/bench/bench_pages.py WHERE [WHERE …]       servers side by side, page by page in turn

WHERE is the address of a server that wants no sign-in (http://127.0.0.1:8501), or the folder of a checkout: a server is
started in it on a demonstration home of its own. Cold is the first run of a page in a new session, warm the median of
the runs after it. Each run is the page alone: the connection and the frame's first answer are not counted.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.worlds.servers import serving

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("", "chi-so", "bao-cao", "qua-han", "truc-tuyen", "tieu-chi", "don-vi", "ke-hoach", "nhap-du-lieu",
         "slide", "doi-soat", "quan-tri")  # fmt: skip
WARM_RUNS = 5
PATIENCE = 120  # seconds for one run of a page
PAUSE = 0.05


def run_page(socket: Any, page: str) -> tuple[float, int, int]:
    """Asks for one run of a page: (milliseconds, bytes received, elements received)."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    began, size, elements = time.perf_counter(), 0, 0
    socket.send(message.SerializeToString())
    while True:
        data = socket.recv(timeout=PATIENCE)
        size += len(data)
        answer = ForwardMsg.FromString(data)
        kind = answer.WhichOneof("type")
        if kind == "page_not_found":
            raise SystemExit(f"no page /{page}")
        elements += kind == "delta"
        if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            return (time.perf_counter() - began) * 1000, size, elements


def measure(address: str, page: str) -> tuple[float, float, int]:
    """(cold ms, median warm ms, bytes of the first answer) of one page, in a session of its own."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(stream, origin=address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item,arg-type]
        cold, size, elements = run_page(socket, page)
        if not elements:
            raise SystemExit(f"{address}/{page} drew nothing: does the server want a sign-in?")
        warm = []
        for _ in range(WARM_RUNS):
            time.sleep(PAUSE)
            warm.append(run_page(socket, page)[0])
    return cold, statistics.median(warm), size


@contextmanager
def server_of(where: str) -> Iterator[str]:
    """The address of a server: the one that is given, or one that is started in a checkout."""
    if where.startswith("http"):
        yield where.rstrip("/")
        return
    folder = Path(where).resolve()
    with tempfile.TemporaryDirectory() as made:
        home = Path(made) / "home"
        subprocess.run(
            [sys.executable, "-m", "chiso", "--home", str(home), "demo"],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
        script = (sys.executable, str(folder / "app.py"))
        with serving(home, Path(made) / "log.txt", script, folder=folder, PYTHONPATH="") as server:
            yield server.address


def side_by_side(addresses: list[str], titles: list[str]) -> None:
    """Measures each page on one server after the other, so that a busy minute touches all of them."""
    print("page".ljust(16) + "".join(f"{title[-30:]:>34}" for title in titles))
    print(" " * 16 + f"{'cold ms':>14}{'warm ms':>10}{'KB':>10}" * len(titles))
    sums = [[0.0, 0.0, 0.0] for _ in addresses]
    for page in PAGES:
        line = f"/{page}".ljust(16)
        for total, address in zip(sums, addresses, strict=True):
            measured = measure(address, page)
            total[:] = [before + now for before, now in zip(total, measured, strict=True)]
            line += f"{measured[0]:>14.0f}{measured[1]:>10.0f}{measured[2] / 1024:>10.0f}"
        print(line, flush=True)
    print("sum".ljust(16) + "".join(f"{a:>14.0f}{b:>10.0f}{c / 1024:>10.0f}" for a, b, c in sums))


def main(places: list[str]) -> None:
    """Opens every place, measures, closes what it started."""
    if not places:
        places = [str(ROOT)]
    with ExitStack() as stack:
        addresses = [stack.enter_context(server_of(place)) for place in places]
        side_by_side(addresses, places)


if __name__ == "__main__":
    main(sys.argv[1:])
