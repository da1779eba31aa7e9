"""From a click to a page that stands still, in Chromium: milliseconds of another unit in the filter, on every page that
has one, of a unit that was looked at and of one that nobody has asked for.

python3 run.py bench bench_clicks                       the demonstration
python tests/bench/bench_clicks.py WHERE [WHERE …]      as bench_pages.py: 1000000, 1000000x21, a checkout, an address

Reckoned in the browser: from its own event of the click to the last change of the document, once the run has ended.
What tables write for screen readers inside their canvas half a second later is not drawn and does not count. Beside it
the processor time of the server meanwhile. The first line is the same click on a page of Streamlit's own parts without
the product (bare.py): the framework's share.
"""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil

from chiso.web.shell.access import ENTRIES
from tests.bench.bench_pages import ROOT, Place, server_of
from tests.browser.conftest import chromium, running, wait_until_ready

UNITS = (1, 2, 3)  # places in the list of units, the first being all of them
STILL = 400  # milliseconds without a change
_WATCH = """(() => {
  window.__seen = {clicked: 0, changed: 0};
  const note = (name) => () => { window.__seen[name] = performance.now(); };
  window.addEventListener('mousedown', note('clicked'), true);
  const drawn = ({type, target}) =>
    !target.closest?.('canvas') || (type === 'attributes' && target.tagName === 'CANVAS');
  new MutationObserver((changes) => { if (changes.some(drawn)) note('changed')(); }).observe(
    document, {subtree: true, childList: true, attributes: true, characterData: true});
})()"""
_STANDS = "still => window.__runs.ended && performance.now() - window.__seen.changed > still"


def click(page: Any, place: Place, unit: int) -> tuple[float, float]:
    """Milliseconds until the page of a unit stands still, and those of the server's processor."""
    page.get_by_role("combobox", name="Đơn vị", exact=True).click()
    option = page.get_by_role("option").nth(unit)
    option.wait_for()
    time.sleep(0.2)
    used, asked = place.used(), page.evaluate("window.__runs.asked")
    option.click()
    page.wait_for_function("asked => window.__runs.asked > asked", arg=asked)
    page.wait_for_function(_STANDS, arg=STILL, polling=50)
    seen = page.evaluate("window.__seen")
    return seen["changed"] - seen["clicked"], (place.used() - used) * 1000


def measured(context: Any, place: Place, path: str) -> list[list[tuple[float, float]]]:
    """Of a page the clicks to units that nobody has asked for, then to the same again; nothing without the filter."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{place.address}/{path}")
    wait_until_ready(page)
    found = []
    if page.get_by_role("combobox", name="Đơn vị", exact=True).count():
        found = [[click(page, place, unit) for unit in UNITS] for _ in range(2)]
    page.close()
    return found


@contextmanager
def bare() -> Iterator[Place]:
    """A server of Streamlit's own parts."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
    words = f"-m streamlit run bare.py --server.headless true --server.port {port} --browser.gatherUsageStats false"
    folder = Path(__file__).parent  # without the product's settings
    with subprocess.Popen([sys.executable, *words.split()], cwd=folder, stdout=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        while not _answers(f"{address}/_stcore/health"):
            time.sleep(0.2)
        yield Place(address, psutil.Process(process.pid))
        process.terminate()


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=2):
        return True
    return False


def clicked(browser: Any, where: str, place: Place, paths: list[str]) -> None:
    """Prints a table of pages of a server."""
    context = browser.new_context()
    named = (pair.split("=", 1) for pair in place.cookies.split("; ") if pair)
    context.add_cookies([{"name": name, "value": value, "url": place.address} for name, value in named])
    context.add_init_script(_WATCH)
    print(f"{where}: ms, median and longest (median of the server's processor)")
    for path in paths:
        for title, clicks in zip(("first", "again"), measured(context, place, path), strict=False):
            took, used = (sorted(column) for column in zip(*clicks, strict=True))
            middle = len(UNITS) // 2
            print(
                f"/{path:14} {title} {took[middle]:7.0f} {took[-1]:7.0f} ({used[middle]:6.0f})",
                flush=True,
            )
    context.close()


def main(places: list[str]) -> None:
    """Opens every place one after the other and prints a table of its pages."""
    path = chromium()
    if path is None:
        print("no Chromium on this machine (set CHISO_CHROMIUM to its path)")
        return
    with running(path) as browser:
        with bare() as place:
            clicked(browser, "Streamlit alone", place, [""])
        for where in places or [str(ROOT)]:
            with server_of(where) as place:
                clicked(browser, where, place, [entry.path for entry in ENTRIES])


if __name__ == "__main__":
    main(sys.argv[1:])
