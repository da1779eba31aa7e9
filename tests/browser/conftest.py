"""A server and a browser for tests that look at real pages. One of each per worker; skipped without Chromium.

page     a page on the demonstration's address, errors of the browser collected in `page.problems`
tab      the same, one for all tests of a file; each goes to its page with `visit`
ready    waits until a page stands still, then returns it
serve    starts a further server, on a home and with an environment of the test's own
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from chiso.web.shell import access
from tests.conftest import LONG
from tests.worlds.demo_home import copy_home
from tests.worlds.servers import Server, serving

PATIENCE = 90  # seconds, of every context; several servers and browsers may share two cores
FOCUSED = "name => document.activeElement.ariaLabel === name"  # whether what is called so has the focus
IS_FOCUSED = "one => document.activeElement === one"
PASSWORD = "lúa chín ngoài đồng"  # of every account that a browser signs in with
_FLAGS = """
--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --process-per-site --js-flags=--no-opt
"""  # a page does not live as long as it would take to gain from a second, optimising, compilation
_NO_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

# What a page has asked its server for and what came of it. Without it a look right after a click may be one at the page
# as it was: until the server says that a script runs, nothing in the document tells of the click.
_RUNS = """(() => {
  const runs = (window.__runs = {asked: 0, begun: true, ended: true});
  const fields = (data) => {  // numbers of the fields of a protobuf message, of a small number its value
    const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength), found = {};
    let at = 0;
    const number = () => {
      let value = 0, weight = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * weight; weight *= 128; } while (byte > 127);
      return value;
    };
    while (at < bytes.length) {
      const tag = number(), kind = tag % 8, size = kind === 0 || kind === 2 ? number() : kind === 1 ? 8 : 4;
      found[Math.floor(tag / 8)] = size;
      if (kind) at += size;
    }
    return found;
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string') return send.call(this, data);
    if (!this.__heard) {
      this.__heard = true;
      this.addEventListener('message', (event) => {
        const said = fields(event.data);
        if (NEW in said) [runs.begun, runs.ended] = [true, false];
        if (FINISHED in said && said[FINISHED] !== EARLY) runs.ended = runs.begun;
      });
    }
    if (RERUN in fields(data)) [runs.asked, runs.begun, runs.ended] = [runs.asked + 1, false, false];
    return send.call(this, data);
  };
})()"""
for _name, _number in {
    "NEW": ForwardMsg.NEW_SESSION_FIELD_NUMBER,
    "FINISHED": ForwardMsg.SCRIPT_FINISHED_FIELD_NUMBER,
    "EARLY": ForwardMsg.FINISHED_EARLY_FOR_RERUN,
    "RERUN": BackMsg.RERUN_SCRIPT_FIELD_NUMBER,
}.items():
    _RUNS = _RUNS.replace(_name, str(_number))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def chromium() -> str | None:
    """A Chromium on this machine: the one without windows, where it is, draws a page at a tenth less."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CHISO_CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def running(path: str) -> Iterator[Any]:
    """That Chromium; its contexts are patient and know what their pages have asked for."""
    from playwright.sync_api import sync_playwright  # here: without it these tests are skipped

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_FLAGS.split(), _NO_OUTSIDE])
        make = browser.new_context

        def patient(**words: Any) -> Any:
            # without a graphics card every frame of an animation costs processor time
            context = make(**{"reduced_motion": "reduce", **words})
            context.set_default_timeout(PATIENCE * 1000)
            context.add_init_script(_RUNS)
            return context

        browser.new_context = patient
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine (set CHISO_CHROMIUM to its path)")
    pytest.importorskip("playwright.sync_api")
    with running(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def server(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, as a fresh installation shows it; tests that change something start their own."""
    folder = tmp_path_factory.mktemp("server")
    with serving(copy_home(demo_template, folder / "home"), folder / "log.txt") as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path) -> Callable[..., Any]:
    """serve(home, CHISO_AUTH="required") as a context manager."""

    def start(home: Path, **environment: str) -> Any:
        return serving(home, tmp_path / f"log-{time.monotonic_ns()}.txt", **environment)

    return start


@pytest.fixture(scope="session")
def visits(browser: Any, server: Server) -> Iterator[Any]:
    """What the tests' pages on the demonstration share, as the tabs of one person do."""
    context = tabs(browser, server)
    yield context
    context.close()


def tabs(browser: Any, server: Server) -> Any:
    """A context whose pages share files that were fetched and scripts that were compiled.

    They are one process of the browser, which ends with its last tab: a tab that shows no page of ours holds it.
    """
    context = browser.new_context(base_url=server.address)
    context.new_page().goto("/suc-khoe")
    return context


@pytest.fixture
def page(visits: Any) -> Iterator[Any]:
    """A page at 1440 × 900 that remembers nothing of other tests; errors of it stand in `page.problems`."""
    yield from _opened(visits)


@pytest.fixture(scope="module")
def tab(visits: Any) -> Iterator[Any]:
    yield from _opened(visits)


def _opened(visits: Any) -> Iterator[Any]:
    opened = visits.new_page()
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.problems = watched(opened)
    yield opened
    opened.evaluate("() => location.protocol === 'about:' || localStorage.clear()")
    opened.close()
    visits.clear_cookies()


def visit(page: Any, address: str, *, anew: bool = LONG) -> Any:
    """The page at the address, once it stands still: from the menu where the tab shows another one already.

    That costs half of what opening it anew does; where the tab shows it, without anything chosen, nothing.
    """
    path, now = f"/{address}", urlsplit(page.url)
    if anew or "?" in address or now.path == "blank" or (now.path == path and now.query):
        page.goto(path)
    elif now.path != path:
        (title,) = [entry.title for entry in access.ENTRIES if entry.path == address]
        page.locator("[data-testid=stPageLink]").get_by_role("link", name=title, exact=True).click()
        page.wait_for_url(lambda url: urlsplit(url).path == path)
    page.wait_for_selector("h1")
    return wait_until_ready(page)


def watched(page: Any) -> list[str]:
    """Everything that goes wrong on a page from now on."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on(
        "console", lambda line: problems.append(f"console: {line.text}") if line.type == "error" else None
    )
    page.on(  # what a page that is left still waits for is given up by the browser itself
        "requestfailed",
        lambda asked: asked.failure != "net::ERR_ABORTED" and problems.append(f"failed: {asked.url}"),
    )
    page.on(
        "request",
        lambda asked: problems.append(f"foreign: {asked.url}") if _is_foreign(asked.url, page) else None,
    )
    return problems


def _is_foreign(url: str, page: Any) -> bool:
    return url.startswith("http") and not url.startswith(("http://127.0.0.1:", "http://localhost:"))


def make_administrator(form: Any, address: str) -> None:
    """Fills in the form behind the link of the first administrator, "quan.tri"."""
    form.fill("input[name=username]", "quan.tri")
    form.fill("input[name=password]", PASSWORD)
    form.fill("input[name=again]", PASSWORD)
    form.get_by_role("button", name="Lưu và đăng nhập").click()
    form.wait_for_url(address + "/")


@pytest.fixture
def ready() -> Callable[..., Any]:
    return wait_until_ready


def until_heard(page: Any, click: Callable[[], None]) -> None:
    """A click at a place, again where it came to nothing: what is still being laid out takes none."""
    from playwright.sync_api import TimeoutError as Late  # here: without it these tests are skipped

    for _ in range(9):
        asked = page.evaluate("window.__runs.asked")
        click()
        with suppress(Late):
            page.wait_for_function("asked => window.__runs.asked > asked", arg=asked, timeout=PATIENCE * 100)
            return
    pytest.fail("the page asked its server nothing")


_TO_THE_MIDDLE = """(one, y) => one.closest("[data-testid=stMain]").scrollBy({
  top: one.getBoundingClientRect().top + y - innerHeight / 2, behavior: "instant" })"""


def click_row(page: Any, grid: Any, x: int, y: int) -> None:
    """A click into a grid, so far from its left upper corner, that place in the middle of the window: of a long list
    the corner may be above it."""

    def click() -> None:
        grid.evaluate(_TO_THE_MIDDLE, y)
        box = grid.bounding_box()
        page.mouse.click(box["x"] + x, box["y"] + y)

    until_heard(page, click)


def fits(page: Any, width: int) -> None:
    """Once it is laid out, nothing is wider than the window."""
    page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def wait_until_ready(page: Any, *, seconds: float = PATIENCE) -> Any:
    """Until what was asked for has been answered, nothing is a skeleton or stale, and fonts are there."""
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=seconds * 1000, state="attached"
    )
    page.wait_for_function(
        """() => window.__runs.ended
                 && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
                 && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')
                 && document.fonts.status === 'loaded'""",
        timeout=seconds * 1000,
        polling=100,  # of its own accord it looks at every frame
    )
    page.wait_for_timeout(150)  # not time.sleep: events would stall
    return page
