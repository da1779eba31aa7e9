"""A file made for one sign-in opens there and nowhere else, with the real Streamlit behind the gate."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chiso.people.accounts import Accounts, User
from chiso.store import Store
from tests.worlds.people import ADMIN

PASSWORD = "lúa chín ngoài đồng"


@pytest.fixture
def running(serve: Callable[..., Any], demo_home: Path) -> Iterator[Any]:
    """A server that wants a sign-in, of the viewer lanh.dao or of the administrator quan.tri."""
    with Store.open(demo_home) as store:
        people = Accounts(store)
        people.add(ADMIN, User("lanh.dao", role="viewer"), PASSWORD)
        people.add(ADMIN, User("quan.tri", role="admin"), PASSWORD)
    with serve(demo_home, CHISO_AUTH="required") as server:
        yield server


@pytest.fixture
def signed_in(browser: Any, running: Any) -> Callable[[str], Any]:
    """A browser of its own in which `name` has signed in, as the form does it (test_shell.py fills the form in)."""

    def enter(name: str) -> Any:
        page = browser.new_context(base_url=running.address).new_page()
        (csrf,) = re.findall(r'name="csrf" value="([^"]+)"', page.request.get("/dang-nhap").text())
        form = {"username": name, "password": PASSWORD, "csrf": csrf}
        assert page.request.post("/dang-nhap", form=form, max_redirects=0).status == 303
        return page

    return enter


def test_copied_download_link_does_not_open_in_another_browser(
    browser: Any, signed_in: Any, ready: Callable[..., Any]
) -> None:
    mine = signed_in("lanh.dao")
    mine.goto("/qua-han")
    mine.wait_for_selector("h1")
    ready(mine)
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
    for page in (mine, other, again):
        page.context.close()


def test_a_refused_download_says_so_and_leaves_no_file(signed_in: Any, ready: Callable[..., Any]) -> None:
    mine, other = signed_in("lanh.dao"), signed_in("quan.tri")
    mine.goto("/qua-han")
    mine.wait_for_selector("h1")
    ready(mine)
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
    for page in (mine, other):
        page.context.close()
