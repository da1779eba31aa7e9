"""Two people at the deck of one day, each in a browser of his own: what one wrote the other sees and takes over, and
nobody loses anything."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chiso.people.accounts import Accounts, User
from tests.browser.conftest import PASSWORD, until_heard, wait_until_ready
from tests.conftest import LONG
from tests.worlds import small_home
from tests.worlds.people import ADMIN

DECK = "/slide?den=2024-10-24"
PEOPLE = {"lan": "Nguyễn Thị Lan", "minh": "Trần Minh"}


def entered(browser: Any, address: str, name: str) -> Any:
    """The deck, in a new browser in which `name` has signed in."""
    page = browser.new_context(base_url=address).new_page()
    (csrf,) = re.findall(r'name="csrf" value="([^"]+)"', page.request.get("/dang-nhap").text())
    form = {"username": name, "password": PASSWORD, "csrf": csrf}
    assert page.request.post("/dang-nhap", form=form, max_redirects=0).status == 303
    return shown(page)


def shown(page: Any) -> Any:
    page.goto(DECK)
    page.wait_for_selector("h1")
    return wait_until_ready(page)


def adds(page: Any, headline: str) -> None:
    page.get_by_text("Thêm trang tự soạn").click()
    page.get_by_label("Tiêu đề").last.fill(headline)
    until_heard(page, page.get_by_role("button", name="Thêm trang").click)  # a picture that comes moves it
    page.locator("h2", has_text=headline).wait_for()
    wait_until_ready(page)


def looks(page: Any, folded: str, headline: str) -> None:
    """At what a colleague wrote, until every picture has come: one that still comes moves the button below it."""
    page.get_by_text(folded).click()
    page.locator(f"img[alt='{headline}']").wait_for()
    page.wait_for_function(
        "[...document.querySelectorAll('[data-testid=stExpander] img')].every(one => one.naturalHeight > 0)"
    )


def takes(page: Any, headline: str) -> None:
    page.get_by_role("button", name="Lấy về bộ của tôi").click()
    page.locator("h2", has_text=headline).wait_for()
    wait_until_ready(page)


def taken(lan: Any, minh: Any) -> None:
    """Hers beside his own; her own stay as she made them, and are taken again once she wrote more: each once
    (tests/present/test_own_slides.py)."""
    takes(minh, "Trang của Lan")
    assert own(minh) == ["Trang của Lan", "Trang của Minh"]
    assert own(shown(lan)) == ["Trang của Lan"]
    taken_again(lan, minh)


def taken_again(lan: Any, minh: Any) -> None:
    lan.get_by_text("Xem 2 trang").wait_for()
    adds(lan, "Trang của Lan, thứ hai")
    assert own(shown(minh)) == ["Trang của Lan", "Trang của Minh"]
    looks(minh, "Xem 2 trang", "Trang của Lan, thứ hai")
    takes(minh, "Trang của Lan, thứ hai")
    whole = ["Trang của Lan", "Trang của Lan, thứ hai", "Trang của Minh"]  # taken once, not twice
    assert own(minh) == own(shown(minh)) == whole


def own(page: Any) -> list[str]:
    """The slides that people wrote, as they stand on the page."""
    said = page.locator("h2").all_inner_texts()
    return sorted(one.partition(": ")[2] for one in said if "Trang của" in one)


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_slide_page.py")
def test_a_colleagues_slides_are_seen_marked_taken_and_never_lost(
    browser: Any, tmp_path: Path, serve: Callable[..., Any]
) -> None:
    home = tmp_path / "home"
    with small_home.build(home, demonstration=False) as store:
        people = Accounts(store)
        for name, display in PEOPLE.items():
            people.add(ADMIN, User(name, display, role="admin"), PASSWORD)
    with serve(home, CHISO_AUTH="required") as server:
        lan, minh = (entered(browser, server.address, name) for name in PEOPLE)
        adds(lan, "Trang của Lan")
        adds(minh, "Trang của Minh")
        assert (own(lan), own(shown(minh))) == (["Trang của Lan"], ["Trang của Minh"])
        minh.get_by_text("cũng đang sửa").wait_for()
        looks(minh, "Xem 1 trang", "Trang của Lan")
        taken(lan, minh)
        for page in (lan, minh):
            page.context.close()
