"""A file made for one sign-in opens there and nowhere else, with the real Streamlit behind the gate."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chiso.people.accounts import Accounts, User
from chiso.store import Store
from tests.browser.conftest import PASSWORD, wait_until_ready
from tests.conftest import LONG
from tests.worlds.demo_home import copy_home
from tests.worlds.people import ADMIN
from tests.worlds.servers import serving


@pytest.fixture(scope="module")
def running(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that wants a sign-in, of the viewer lanh.dao or of the administrator quan.tri."""
    folder = tmp_path_factory.mktemp("media")
    home = copy_home(demo_template, folder / "home")
    with Store.open(home) as store:
        people = Accounts(store)
        people.add(ADMIN, User("lanh.dao", role="viewer"), PASSWORD)
        people.add(ADMIN, User("quan.tri", role="admin"), PASSWORD)
    with serving(home, folder / "log.txt", CHISO_AUTH="required") as server:
        yield server


@pytest.fixture
def signed_in(browser: Any, running: Any) -> Iterator[Callable[[str], Any]]:
    """A browser of its own in which `name` has signed in, as the form does it (test_shell.py fills the form in)."""
    contexts = []

    def enter(name: str) -> Any:
        contexts.append(browser.new_context(base_url=running.address))
        return enters(contexts[-1].new_page(), name)

    yield enter
    for context in contexts:
        context.close()


def enters(page: Any, name: str) -> Any:
    (csrf,) = re.findall(r'name="csrf" value="([^"]+)"', page.request.get("/dang-nhap").text())
    form = {"username": name, "password": PASSWORD, "csrf": csrf}
    assert page.request.post("/dang-nhap", form=form, max_redirects=0).status == 303
    return page


@pytest.fixture(scope="module")
def own(browser: Any, running: Any) -> Iterator[Any]:
    """The page of lanh.dao, once for all tests of this file."""
    context = browser.new_context(base_url=running.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def mine(own: Any) -> Any:
    """lanh.dao, signed in, before the overdue list."""
    if urlsplit(own.url).path != "/qua-han":
        enters(own, "lanh.dao").goto("/qua-han")
        own.wait_for_selector("h1")
    return wait_until_ready(own)


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_gate.py")
def test_copied_download_link_does_not_open_in_another_browser(
    browser: Any, mine: Any, signed_in: Any
) -> None:
    with mine.expect_request("**/media/**") as asked, mine.expect_download() as taken:
        mine.get_by_role("button", name="XLSX").first.click()
    assert taken.value.path().stat().st_size > 4_000
    link = asked.value.url
    assert mine.request.get(link).status == 200
    other = signed_in("quan.tri")
    again = signed_in("lanh.dao")
    for page in (other, again):  # a higher role, and the same person elsewhere
        answer = page.request.get(link)
        assert answer.status == 404
        assert b"PK" not in answer.body()[:2]
    assert browser.new_context().request.get(link).status == 401


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_gate.py")
def test_a_refused_download_says_so_and_leaves_no_file(mine: Any, signed_in: Any) -> None:
    other = signed_in("quan.tri")
    with mine.expect_request("**/media/**") as asked, mine.expect_download():
        mine.get_by_role("button", name="CSV").first.click()
    taken: list[Any] = []
    for page in (mine, other):
        page.on("download", lambda download: taken.append(download))
    other.goto(asked.value.url)  # somebody else's link
    other.get_by_role("heading", name="Không tìm thấy trang").wait_for()
    mine.get_by_role("button", name="lanh.dao").click()
    mine.get_by_role("button", name="Đăng xuất").click()
    mine.wait_for_url("**/dang-nhap**")
    mine.goto(asked.value.url)  # one's own, after signing out
    mine.get_by_text("Cần đăng nhập.").wait_for()
    assert taken == []
